"""Question text is shown as written: formulas rendered, everything else literal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dashboard import mathtext, richtext

PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
MARKUP = st.text(alphabet=st.sampled_from("*_#`~[]()!<>|:+-=.&;@/\\1aA가 \n\t\u2060"), max_size=60)
ANY_TEXT = st.text(max_size=120)
PLAIN_BLOCKS = {"paragraph_open", "paragraph_close", "inline"}
PLAIN_INLINE = {"text", "softbreak", "hardbreak"}
# What Streamlit's browser side replaces after Markdown's escapes are resolved.
BROWSER_REPLACES = [
    re.compile(r":[\w+-]+:"),
    re.compile(r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)"),
    re.compile(r"(?i)(?:https?://|www(?=\.))[-.\w]"),
    re.compile(r"[-.\w+]+@[-\w]+\.[-\w]+"),
]


def parsed(markdown: str) -> list[tuple[str, str]]:
    """Return (kind, text) of every token that a CommonMark parser with tables finds."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = []
    for token in parser.parse(markdown):
        found.append((token.type, ""))
        found += [(child.type, child.content) for child in token.children or ()]
    return found


def unescaped(markdown: str) -> str:
    """Resolve backslash escapes, as the browser does before its replacements."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)


def outside_formulas(markdown: str) -> list[str]:
    """Return the stretches between formulas, found without the code under test."""
    stretches, at, start = [], 0, 0
    while at < len(markdown):
        if markdown[at] == "\\":
            at += 2
        elif markdown[at] == "$":
            stretches.append(markdown[start:at])
            fence = "$$" if markdown.startswith("$$", at) else "$"
            at = markdown.index(fence, at + len(fence)) + len(fence)
            start = at
        else:
            at += 1
    return [*stretches, markdown[start:]]


def squeezed(text: str) -> str:
    """Return the characters that can be seen."""
    return "".join(text.replace(richtext.JOINER, "").split())


@given(MARKUP | ANY_TEXT)
@settings(max_examples=400)
def test_no_markdown_survives_outside_formulas(text: str) -> None:
    markdown = richtext.to_markdown(text)
    for stretch in outside_formulas(markdown):
        for n, letter in enumerate(stretch):
            if letter in PUNCTUATION and letter != "\\":
                before = len(stretch[:n]) - len(stretch[:n].rstrip("\\"))
                assert before % 2 == 1, (stretch, letter)


@given((MARKUP | ANY_TEXT).filter(lambda t: not set("$\\") & set(t)))
@settings(max_examples=400)
def test_a_markdown_parser_sees_only_the_text(text: str) -> None:
    tokens = parsed(richtext.to_markdown(text))
    assert {kind for kind, _ in tokens} <= PLAIN_BLOCKS | PLAIN_INLINE
    shown = "".join(content for kind, content in tokens if kind == "text")
    assert squeezed(shown) == squeezed(richtext.clean(text))


@given(
    st.lists(
        st.sampled_from(
            [
                ":cat:",
                ":+1:",
                "->",
                "--",
                "<=",
                "http://a.b",
                "WWW.x.kr",
                "a@b.kr",
                ":a:b:",
                " ",
                "가",
            ]
        ),
        max_size=12,
    ).map("".join)
)
@settings(max_examples=300)
def test_nothing_is_left_that_the_browser_would_replace(text: str) -> None:
    shown = unescaped(richtext.to_markdown(text))
    for pattern in BROWSER_REPLACES:
        assert not pattern.search(shown), (pattern.pattern, shown)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("값은 $x^2$ 이다", "값은 $x^2$ 이다"),
        (r"\(a_1\) 과 \(b\)", "$a_1$ 과 $b$"),
        ("합은 $$a+b$$ 이다", "합은\n\n$$\na+b\n$$\n\n이다"),
        (r"\[a\]", "$$\na\n$$"),
        ("$a$$b$", f"$a${richtext.JOINER}$b$"),
        (r"\(n\)2개", f"$n${richtext.JOINER}2개"),
        ("$a\n+ b$", "$a + b$"),
        (r"(E) $3\sqrt{2} $", r"\(E\) $3\sqrt{2}$"),
        ("$ x^2 $", "$x^2$"),
    ],
)
def test_formulas_of_every_notation_become_dollars(text: str, markdown: str) -> None:
    assert richtext.to_markdown(text) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "사과는 $5 and 배는 $6",
        "$20-$30 사이",
        r"값은 \$5 와 \$6",
        "A$와 B$",
        "$ x $",
        "혼자 있는 $ 하나",
        "$5 per unit and some $",
    ],
)
def test_money_is_not_mathematics(text: str) -> None:
    assert not any(isinstance(part, mathtext.Formula) for part in mathtext.split(text))
    assert "$" not in re.sub(r"\\\$", "", richtext.to_markdown(text))


@pytest.mark.parametrize(
    "latex",
    [
        r"\href{javascript:alert(1)}{x}",
        r"\includegraphics{http://a/b.png}",
        r"\htmlClass{x}{y}",
        r"\htmlStyle{position:fixed}{y}",
        r"\url{http://a}",
        r"\def\a{\a\a}\a",
        r"\newcommand{\x}{\x}\x",
        r"\rule{999em}{999em}",
        r"\hspace{9999em}",
        r"\\[99em]",
        r"\hspace{-5em}x",
        "{" * 40 + "}" * 40,
        "{x",
        "x}",
        r"\begin{cases} a",
        r"\begin{cases} a \end{matrix}",
        r"\left( x",
        "x % comment",
        "x" * (mathtext.MAX_FORMULA_CHARS + 1),
        "x\\",
    ],
)
def test_formulas_that_must_not_be_drawn_are_shown_as_written(latex: str) -> None:
    assert not mathtext.is_safe(latex)
    for text in (f"${latex}$", f"\\({latex}\\)", f"$${latex}$$"):
        markdown = richtext.to_markdown(text)
        assert "$" not in re.sub(r"\\.", "", markdown), markdown


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{1}{2}",
        r"\begin{cases} x & y \\ z & w \end{cases}",
        r"\left( \frac{a}{b} \right)",
        r"\{1, 2\}",
        r"\text{속력} = \dfrac{s}{t}",
        r"\overline{\mathrm{AB}} \perp \vec{v}",
        r"a\hspace{1em}b",
        "x<y",
    ],
)
def test_ordinary_formulas_are_drawn(latex: str) -> None:
    assert mathtext.is_safe(latex)
    assert richtext.to_markdown(f"${latex}$") == f"${latex}$"


def test_a_dollar_inside_a_formula_does_not_end_it() -> None:
    markdown = richtext.to_markdown(r"$5\$ + 3\$ = 8\$$")
    assert markdown.count("$") == 2
    assert r"\textdollar" in markdown


def test_so_many_formulas_that_a_page_would_stall_are_not_all_drawn() -> None:
    markdown = richtext.to_markdown("$x$ " * 1_000)
    drawn = len(re.findall(r"(?<!\\)\$x(?<!\\)\$", markdown))
    assert drawn == mathtext.MAX_FORMULAS


def test_long_texts_end_with_an_ellipsis() -> None:
    assert richtext.to_markdown("가" * 50, limit=10) == "가" * 10 + "…"


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("옳은 것은? ① 가 ② 나 ③ 다", "옳은 것은?\n① 가\n② 나\n③ 다"),
        ("① 가 ② 나", "① 가\n② 나"),
        ("위 ①과 ②에서 고르면? ① 가 ② 나", "위 ①과 ②에서 고르면?\n① 가\n② 나"),
        ("밑줄 친 ① 부분", "밑줄 친 ① 부분"),
        ("(①, ②)의 합", "(①, ②)의 합"),
        ("이미\n① 가\n② 나", "이미\n① 가\n② 나"),
    ],
)
def test_choice_marks_start_lines_only_where_they_list_choices(text: str, broken: str) -> None:
    assert richtext.break_before_choices(text) == broken


def test_line_ends_spaces_and_directions_are_kept_or_dropped_as_they_should() -> None:
    assert richtext.to_markdown("가\r\n나\n\n다") == "가  \n나\n\n다"
    assert richtext.to_markdown("가   나") == "가 \u00a0\u00a0나"
    assert richtext.to_markdown("가\n    나") == "가  \n\u00a0\u00a0\u00a0\u00a0나"
    assert richtext.to_markdown("가\u202e나\x00다\x1b") == "가나다"


def test_choices_are_numbered_unless_they_are() -> None:
    one_line = f"①\u00a0가{richtext.JOINER}\u2003②\u00a0나"
    assert richtext.choices_to_markdown(["가", "나"]) == one_line
    assert richtext.choices_to_markdown(["① 가", "② 나"]) == one_line
    long = ["가" * 40, "나" * 40]
    assert richtext.choices_to_markdown(long) == f"① {long[0]}  \n② {long[1]}"
    assert richtext.choices_to_markdown(["*a*"]) == "①\u00a0\\*a\\*"


def test_the_mark_of_a_choice_that_begins_with_a_formula_is_inside_the_formula() -> None:
    mark = r"{{\footnotesize\text{{{}}}}}~".format
    first, last = mark("①") + "x^2", mark("②") + r"\frac{1}{2}"
    assert richtext.choices_to_markdown(["$x^2$", r"$\frac{1}{2}$"]) == (
        rf"${first}\quad$ ${last}$"
    )
    assert richtext.choices_to_markdown(["$x$ 이상", "가"]) == (
        f"${mark('①')}x$ 이상{richtext.JOINER}\u2003②\u00a0가"
    )
    assert richtext.choices_to_markdown([r"$a \over b$"]) == rf"${mark('①')}{{a \over b}}$"
    # A dollar is no formula, a formula further in stays where it is.
    assert richtext.choices_to_markdown(["$5", "값 $x$"]) == (
        f"①\u00a0\\$5{richtext.JOINER}\u2003②\u00a0값 $x$"
    )
    long = [f"$x$ {'가' * 40}", "나" * 40]
    assert richtext.choices_to_markdown(long).startswith(rf"${mark('①')}x$ ")


def test_short_formulas_among_choices_stay_on_one_line() -> None:
    choices = [rf"${n}\,\mathrm{{J}}$" for n in (500, 550, 600, 1000, 1500)]
    assert "\n" not in richtext.choices_to_markdown(choices)


def test_snippets_are_one_line_and_cut_between_formulas() -> None:
    assert richtext.snippet("값은\n$x^2$ *이다*") == rf"값은 $x^2${richtext.JOINER} \*이다\*"
    assert richtext.snippet("가" * 50, limit=10) == "가" * 10 + "…"
    assert richtext.snippet("$a$ $b$ $c$ $d$", limit=2).endswith("…")
    assert "$" not in re.sub(r"\\\$", "", richtext.snippet(r"$\href{a}{b}$"))
    assert (
        richtext.snippet("<p>가</p><p>나 &lt;b&gt;</p><script>x</script>", "html") == r"가 나 \<b\>"
    )


@given(MARKUP | ANY_TEXT)
@settings(max_examples=200)
def test_no_markdown_survives_in_snippets(text: str) -> None:
    shown = richtext.snippet(text, limit=20)
    assert "\n" not in shown
    for stretch in outside_formulas(shown):
        assert not PUNCTUATION & set(re.sub(r"\\.", "", stretch)), stretch


def test_labels_are_one_escaped_line() -> None:
    assert richtext.label("a\n*b*  [c]", 80) == r"a \*b\* \[c\]"
    assert richtext.label("가" * 100, 10) == "가" * 9 + "…"


# ---- HTML ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>가</p><p>나</p>", "가\n\n나"),
        ("가<br>나", "가  \n나"),
        ("H<sub>2</sub>O", r"H${}_{\text{2}}$O"),
        ("<ul><li>가</li><li>나</li></ul>", "• 가\n\n• 나"),
        ("<u>밑줄</u>", ":gray-background[밑줄]"),
        ("a &lt;b&gt; &amp;amp;", r"a \<b\> \&amp\;"),
        ("$x^2$ 과 *별*", r"$x^2$ 과 \*별\*"),
        (
            "<table><tr><th>가</th><th>나|다</th></tr><tr><td>1</td></tr></table>",
            "| 가 | 나\\|다 |\n| --- | --- |\n| 1 |  |",
        ),
    ],
)
def test_html_keeps_its_words_lines_and_tables(html: str, markdown: str) -> None:
    assert richtext.to_markdown(html, "html") == markdown


def test_bold_closes_behind_punctuation_before_a_letter() -> None:
    tokens = parsed(richtext.to_markdown('<b>"말"</b>은', "html"))
    assert "strong_open" in {kind for kind, _ in tokens}


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>글",
        "<img src=x onerror=alert(1)>글",
        '<a href="javascript:alert(1)">글</a>',
        "<style>*{display:none}</style>글",
        "<iframe src=//evil></iframe>글",
        "<svg onload=alert(1)></svg>글",
        "<!-- <b> -->글",
        "<p onclick=alert(1) style='x'>글</p>",
    ],
)
def test_html_that_could_act_leaves_only_its_text(html: str) -> None:
    assert richtext.to_markdown(html, "html") == "글"


@given(st.text(alphabet=st.sampled_from("<>/bpu*_$&;:[]()|aA가 \n='\""), max_size=80))
@settings(max_examples=300)
def test_no_html_reaches_the_markdown(html: str) -> None:
    kinds = {kind for kind, _ in parsed(richtext.to_markdown(html, "html"))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "code_block", "fence"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yusa import ws", "`yusa import ws`"),
        ("a `b` c", "`` a `b` c ``"),
        ("two\nlines *and* <b>", "`two lines *and* <b>`"),
        ("```", "```` ``` ````"),
    ],
)
def test_code_is_one_span_whatever_it_holds(text: str, expected: str) -> None:
    assert richtext.code(text) == expected
