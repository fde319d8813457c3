"""Finds the formulas in a question and decides which of them may be rendered.

A formula is rendered by KaTeX inside the page. What KaTeX can't or shouldn't draw (unbalanced
braces, links, boxes as wide as the window, sources of thousands of characters) is left to the
caller, who shows its source literally.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

MAX_FORMULA_CHARS = 2_000
MAX_FORMULAS = 300
MAX_NESTING = 30

# Macros that fetch, link, style, define or displace; a definition may also expand without end.
FORBIDDEN_MACROS = frozenset(
    [
        *("href", "url", "html", "htmlClass", "htmlId", "htmlStyle", "htmlData"),
        *("includegraphics", "cssId", "class", "style", "tag", "verb", "char"),
        *("def", "gdef", "edef", "xdef", "let", "futurelet", "global", "long"),
        *("newcommand", "renewcommand", "providecommand", "expandafter", "noexpand"),
        *("csname", "endcsname", "require", "input", "include", "write", "catcode"),
        *("rule", "raisebox", "kern", "mkern", "mskip", "hskip", "smash"),
        *("llap", "rlap", "clap", "mathllap", "mathrlap", "mathclap"),
    ]
)

_UNITS = "em|ex|pt|px|pc|mm|cm|in|mu|bp|dd|cc|nd|nc|sp"
_LENGTH = re.compile(rf"([-+]?)\s*(\d+(?:\.\d*)?|\.\d+)\s*(?:{_UNITS})\b")
_MAX_LENGTH = 12.0
_MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_DELIMITERS = (("$$", "$$", True), (r"\[", r"\]", True), (r"\(", r"\)", False))
_HAS_WORD = re.compile(r"[A-Za-z]{3,}\s+[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Literal:
    """A stretch of text that is not mathematics."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A stretch of LaTeX; ``source`` is how the question wrote it, delimiters included."""

    latex: str
    display: bool
    source: str


def split(text: str) -> list[Literal | Formula]:
    r"""Cut a text into literal stretches and formulas that are safe to render.

    Delimiters: ``$..$``, ``$$..$$``, ``\(..\)`` and ``\[..\]``. A dollar sign is an opening one
    only as people write formulas, so that "$5 and $6" stays money; ``\$`` is a plain dollar.
    """
    parts: list[Literal | Formula] = []
    plain: list[str] = []
    at = formulas = 0

    while at < len(text):
        found = _formula_at(text, at) if text[at] in "$\\" and formulas < MAX_FORMULAS else None
        if found is not None and is_safe(found.latex):
            if plain:
                parts.append(Literal("".join(plain)))
                plain = []
            # Markdown ends a formula at any dollar, an escaped one included.
            latex = found.latex.replace(r"\$", r"\text{\textdollar}")
            parts.append(replace(found, latex=latex))
            formulas += 1
            at += len(found.source)
        elif found is not None:
            # The refused formula is skipped whole: none of its dollars may open another one.
            plain.append(found.source)
            at += len(found.source)
        elif text.startswith(r"\$", at):
            plain.append("$")
            at += 2
        else:
            plain.append(text[at])
            at += 1
    if plain:
        parts.append(Literal("".join(plain)))
    return parts


def is_safe(latex: str) -> bool:
    """Whether KaTeX can be trusted with this source: short, balanced, and only mathematics."""
    if not latex.strip() or len(latex) > MAX_FORMULA_CHARS or "$" in latex.replace(r"\$", ""):
        return False
    if "%" in latex.replace(r"\%", "") or "\x00" in latex:
        return False  # a comment would swallow the closing brace
    if any(macro in FORBIDDEN_MACROS for macro in _MACRO.findall(latex)):
        return False
    for sign, size in _LENGTH.findall(latex):
        if sign == "-" or float(size) > _MAX_LENGTH:
            return False
    return _braces_balance(latex) and _environments_balance(latex) and _fences_balance(latex)


def _formula_at(text: str, at: int) -> Formula | None:
    for opening, closing, display in (
        ("$$", "$$", True),
        (r"\[", r"\]", True),
        (r"\(", r"\)", False),
    ):
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            if end < 0:
                continue
            latex = text[at + len(opening) : end]
            if closing != "$$" and _is_escaped_break(text, at):
                continue
            return Formula(latex.strip(), display, text[at : end + len(closing)])
    if text[at] == "$":
        return _single_dollar_at(text, at)
    return None


def _is_escaped_break(text: str, at: int) -> bool:
    r"""Whether the backslash at ``at`` is the second of ``\\`` (a LaTeX line break)."""
    return at > 0 and text[at - 1] == "\\"


_ONLY_IN_FORMULAS = re.compile(r"[\\^_]")


def _single_dollar_at(text: str, at: int) -> Formula | None:
    end = at + 1
    while True:
        end = text.find("$", end)
        if end < 0:
            return None
        if text[end - 1] != "\\":
            break
        end += 1
    inner = text[at + 1 : end]
    latex = inner.strip()
    if not latex or "\n\n" in latex:
        return None
    if inner != latex and not _ONLY_IN_FORMULAS.search(latex):
        return None  # "$5 and $6": money has a blank before the second sign
    before = text[at - 1] if at else " "
    if before.isascii() and (before.isalpha() or (before.isdigit() and not latex[0].isascii())):
        return None  # "A$와 B$", "5$와 6$"
    if end + 1 < len(text) and text[end + 1].isascii() and text[end + 1].isdigit():
        return None
    if latex[0].isdigit() and _HAS_WORD.search(latex) and "\\" not in latex:
        return None  # "$5 and some more $": prose between two sums of money
    return Formula(latex, display=False, source=text[at : end + 1])


def _braces_balance(latex: str) -> bool:
    depth = 0
    skip = False
    for letter in latex:
        if skip:
            skip = False
        elif letter == "\\":
            skip = True
        elif letter == "{":
            depth += 1
            if depth > MAX_NESTING:
                return False
        elif letter == "}":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0 and not skip


def _environments_balance(latex: str) -> bool:
    open_names: list[str] = []
    for verb, name in _ENVIRONMENT.findall(latex):
        if verb == "begin":
            open_names.append(name)
        elif not open_names or open_names.pop() != name:
            return False
    return not open_names and len(re.findall(r"\\(?:begin|end)(?![A-Za-z])", latex)) == len(
        _ENVIRONMENT.findall(latex)
    )


def _fences_balance(latex: str) -> bool:
    macros = _MACRO.findall(latex)
    return macros.count("left") == macros.count("right")
