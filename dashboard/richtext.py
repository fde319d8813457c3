"""Question text to Markdown that shows it literally, with its mathematics rendered.

Streamlit's Markdown has accidents in store for exam questions: ``*`` and ``_`` become emphasis,
``:red[``, ``:material/home:`` and ``:cat:`` become colours, icons and emoji, ``->`` an arrow, and
a bare address a link. Every ASCII punctuation mark is therefore escaped. Some replacements look
at the text after escapes are resolved; an invisible word joiner breaks their patterns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dashboard import htmltext, mathtext

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.mathtext import Formula, Literal

    Marking = Callable[[list[Literal | Formula]], list[Literal | Formula]]

JOINER = "\u2060"
MAX_CHARS = 20_000
MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
"""Stand around what is marked, until the rest of the text is escaped."""
MARK_COLOUR = "orange"
MARKERS = "①②③④⑤⑥⑦⑧⑨⑩"
ELLIPSIS = "…"
_MAX_GROUND_CHARS = 900
_PATH_CHARS = 4096

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Control characters but tab and newline, and the overrides that reverse what follows them.
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_EMOJI = re.compile(r":(?=[\w+-]+:)")
_SYMBOL = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")
_WEB = re.compile(r"(?i)(https?://|www(?=\.))")
_MAIL = re.compile(r"@(?=[\w-])")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_LATEX_MARKUP = re.compile(r"\\[A-Za-z]+|[\\{}$^_,]")
_LINE_CHARS = 60
_MARKED_FORMULA = re.compile(rf"^([{MARKERS}])[ \u00a0]*\$([^$]+)\$")
_MARKS = re.compile(f"[{MARK_OPEN}{MARK_CLOSE}]")
_MARKED_MATH = re.compile(rf"{MARK_OPEN}{JOINER}?(\$[^$\n]+\$){MARK_CLOSE}")
_INFIX = re.compile(r"\\(?:over|atop|choose|brace|brack|above|cr)(?![A-Za-z])|\\\\")
_MARKER = re.compile(rf"(?:(?<=\s)|^)[{MARKERS}]", re.MULTILINE)


def to_markdown(
    text: str,
    text_format: str = "plain",
    limit: int = MAX_CHARS,
    mark: Marking | None = None,
) -> str:
    """Return safe Markdown for ``st.markdown`` that shows a question's text as written.

    Texts longer than ``limit`` characters end with an ellipsis. ``text_format`` html is reduced
    to a small set of tags first; everything else in it is dropped or shown as text. ``mark`` is
    asked for each stretch, in the text's order: see :func:`plain_to_markdown`.
    """
    cut = clean(text)
    if len(cut) > limit:
        cut = cut[:limit].rstrip() + ELLIPSIS
    if text_format == "html":
        return htmltext.to_markdown(cut, lambda part: plain_to_markdown(part, mark))
    return plain_to_markdown(cut, mark)


def plain_to_markdown(text: str, mark: Marking | None = None) -> str:
    """Return safe Markdown for a plain text: formulas rendered, lines kept, the rest literal.

    ``mark`` gets the stretches of the text and returns them with :data:`MARK_OPEN` and
    :data:`MARK_CLOSE` set around words, or as stretches of their own around a formula. The text's
    own characters of this kind are dropped.
    """
    out: list[str] = []
    previous_was_formula = False
    parts = mathtext.split(break_before_choices(_MARKS.sub("", text)))
    for part in mark(parts) if mark else parts:
        if isinstance(part, mathtext.Literal):
            escaped = _lines(part.text)
            # "$x$2" isn't recognised as a formula, so a digit behind one is set apart.
            if previous_was_formula and escaped[:1].isdigit():
                escaped = JOINER + escaped
            out.append(escaped)
            previous_was_formula = False
        elif part.display:
            latex = re.sub(r"\n\s*\n", "\n", part.latex)
            out.append(f"\n\n$$\n{latex}\n$$\n\n")
            previous_was_formula = False
        else:
            if previous_was_formula:
                out.append(JOINER)  # "$a$$b$" would read as a display formula's fence
            out.append(f"${_LINE_END.sub(' ', part.latex)}$")
            previous_was_formula = True
    return _show_marks(_tidy("".join(out)))


def _show_marks(markdown: str) -> str:
    """Turn marks into what Streamlit draws: bold on a ground.

    The joiners let ** open and close beside any letter, and keep a marked arrow from becoming
    another sign.
    """
    if MARK_OPEN not in markdown:
        return markdown
    drawn = _MARKED_MATH.sub(_marked_formula, markdown)
    opened = drawn.replace(MARK_OPEN, f":{MARK_COLOUR}-background[**{JOINER}")
    return opened.replace(MARK_CLOSE, f"{JOINER}**]")


def _marked_formula(found: re.Match[str]) -> str:
    """Return a formula on a ground; one whose brackets would end the ground is bold alone."""
    brackets = re.sub(r"\\.|[^\[\]]", "", found[1])
    while "[]" in brackets:
        brackets = brackets.replace("[]", "")
    if brackets or len(found[1]) > _MAX_GROUND_CHARS:
        return f"**{JOINER}{found[1]}{JOINER}**"
    return f":{MARK_COLOUR}-background[{found[1]}]"


def label(text: str, limit: int = 80) -> str:
    """Return one line of safe Markdown for a button, tab or expander label."""
    return escape(one_line(text, limit))


def path(value: object) -> str:
    """Return a path as one line of safe Markdown, whole: half a path can't be looked up."""
    return label(str(value), _PATH_CHARS)


def code(text: str) -> str:
    """Return one line of text as Markdown code; it may hold backticks itself."""
    flat = " ".join(clean(text).split())
    longest = max((len(run) for run in re.findall("`+", flat)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def one_line(text: str, limit: int = 80) -> str:
    """Return the beginning of a text on one line, not escaped: for places that show plain text."""
    flat = " ".join(clean(text).split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + ELLIPSIS


def snippet(text: str, text_format: str = "plain", limit: int = 90) -> str:
    """Return the beginning of a question as one line of safe Markdown, formulas rendered."""
    words = htmltext.words(text) if text_format == "html" else text
    out: list[str] = []
    left = limit
    for part in mathtext.split(" ".join(clean(words[: limit * 20]).split())):
        if left <= 0:
            return "".join(out) + ELLIPSIS
        if isinstance(part, mathtext.Formula):
            out.append(inline_formula(part.latex))
            left -= formula_width(part.latex)
        else:
            fits = len(part.text) <= left
            out.append(escape(part.text if fits else part.text[:left].rstrip() + ELLIPSIS))
            left = left - len(part.text) if fits else 0
            if not fits:
                return "".join(out)
    return "".join(out)


def inline_formula(latex: str) -> str:
    """Return a formula for a line of text; whatever follows it, a digit too, leaves it whole."""
    return f"${_LINE_END.sub(' ', latex)}${JOINER}"


def formula_width(latex: str) -> int:
    """Return about how many letters wide a formula is."""
    return len(_LATEX_MARKUP.sub("", latex))


def choices_to_markdown(
    choices: Sequence[str], text_format: str = "plain", mark: Marking | None = None
) -> str:
    """Return the choices: short ones on one line, others one per line; numbered if they aren't."""
    shown = [choice.strip() for choice in choices]
    if not any(choice[:1] in MARKERS and choice for choice in shown) and len(shown) <= len(MARKERS):
        shown = [f"{MARKERS[n]} {choice}" for n, choice in enumerate(shown)]
    escaped = [_mark_inside(to_markdown(choice, text_format, mark=mark)) for choice in shown]
    width = sum(formula_width(choice) for choice in shown)
    if width > _LINE_CHARS or any("\n" in choice for choice in escaped):
        return "  \n".join(escaped)
    # A line may break between two choices, not between a mark and its choice.
    together = [re.sub(r"^(\S) ", "\\1\u00a0", choice) for choice in escaped]
    return "".join(_gap(choice) for choice in together[:-1]) + together[-1]


def _mark_inside(choice: str) -> str:
    """Put the mark of a choice that begins with a formula into the formula.

    Browsers break a line before a formula whatever stands there: a no-break space, a word joiner
    or a narrow one don't hold it. ``\\over`` and its kin would draw the mark into the fraction.
    """
    found = _MARKED_FORMULA.match(choice)
    if found is None:
        return choice
    mark, latex = found.groups()
    inner = f"{{{latex}}}" if _INFIX.search(latex) else latex
    return rf"${{\footnotesize\text{{{mark}}}}}~{inner}$" + choice[found.end() :]


def _gap(choice: str) -> str:
    """Set a choice apart from the next one, so that the gap never begins a line."""
    if choice.endswith("$") and not choice.endswith(r"\$"):
        return choice[:-1] + r"\quad$ "
    return f"{choice}{JOINER}\u2003"


def escape(text: str) -> str:
    """Escape everything in a single line that Markdown could read as markup."""
    broken = _SYMBOL.sub(lambda m: m[0][0] + JOINER + m[0][1:], text)
    broken = _EMOJI.sub(":" + JOINER, broken)
    broken = _WEB.sub(lambda m: m[0] + JOINER, broken)
    broken = _MAIL.sub("@" + JOINER, broken)
    return _PUNCTUATION.sub(r"\\\1", broken)


def clean(text: str) -> str:
    """Drop control characters and direction overrides; make line ends and tabs uniform."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _UNWANTED.sub("", unified.replace("\u2029", "\n").replace("\t", "    "))


def break_before_choices(text: str) -> str:
    """Put each of ①, ②, ③ … on a line of its own where they list the choices.

    Only a rising run from ① whose marks stand after white space counts, and the last such run,
    so that "위 ①과 ②에서" inside a sentence stays in its line.
    """
    marks = [m.start() for m in _MARKER.finditer(text)]
    end = len(marks)
    while end:
        start = end - 1
        while start > 0 and _order(text, marks[start]) == _order(text, marks[start - 1]) + 1:
            start -= 1
        if _order(text, marks[start]) == 0 and end - start >= 2:
            return _break_at(text, marks[start:end])
        end = start
    return text


def _order(text: str, at: int) -> int:
    return MARKERS.index(text[at])


def _break_at(text: str, places: Sequence[int]) -> str:
    pieces: list[str] = []
    last = 0
    for place in places:
        pieces.append(text[last:place].rstrip())
        last = place
    pieces.append(text[last:])
    return "\n".join(piece for n, piece in enumerate(pieces) if n or piece)


def _lines(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(_line(line, first=n == 0) for n, line in enumerate(lines))


def _line(line: str, *, first: bool) -> str:
    # No-break spaces keep deliberate gaps, and four leading spaces from becoming a code block.
    kept = re.sub(r" {2,}", lambda m: " " + "\u00a0" * min(len(m[0]) - 1, 40), line)
    if not first:
        kept = re.sub(r"^ +", lambda m: "\u00a0" * len(m[0]), kept)
    return escape(kept)


def _tidy(markdown: str) -> str:
    """Turn single line ends into hard breaks and leave paragraphs and formula blocks alone."""
    blocks = re.split(r"\n{2,}", markdown.strip())
    return "\n\n".join(
        block if block.startswith("$$\n") else block.strip(" \n").replace("\n", "  \n")
        for block in blocks
        if block.strip()
    )
