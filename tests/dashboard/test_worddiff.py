"""Words that differ between two questions: found, marked, and nothing else changed."""

from __future__ import annotations

import random
import re

import pytest

from core.types import Item
from dashboard import richtext, worddiff

OPEN, CLOSE = f":orange-background[**{richtext.JOINER}", f"{richtext.JOINER}**]"
_WORD_MARK = re.compile(re.escape(OPEN) + "(.*?)" + re.escape(CLOSE))
_FORMULA_MARK = re.compile(r":orange-background\[(\$[^$]+\$)\]|\*\*\u2060(\$[^$]+\$)\u2060\*\*")


def question(text: str, *choices: str, text_format: str = "plain") -> Item:
    return Item("id", text, text_format, choices)  # type: ignore[arg-type]


def marks(markdown: str) -> list[str]:
    """The marked words and formulas of a Markdown text, in order."""
    found = [(m.start(), m[1]) for m in _WORD_MARK.finditer(markdown)]
    found += [(m.start(), m[1] or m[2]) for m in _FORMULA_MARK.finditer(markdown)]
    return [words for _, words in sorted(found)]


def unmarked(markdown: str) -> str:
    """The Markdown without marks; blanks are left out of it, as a mark may move a line's end."""
    words = _WORD_MARK.sub(lambda m: m[1].replace(worddiff.DISPLAYED, ""), markdown)
    return squeezed(_FORMULA_MARK.sub(lambda m: m[1] or m[2], words))


def squeezed(markdown: str) -> str:
    return re.sub(rf"[\s{richtext.JOINER}]|\\quad", "", markdown)


def texts(left: str, right: str) -> tuple[list[str], list[str]]:
    both = worddiff.marked(question(left), question(right))
    return marks(both[0].text), marks(both[1].text)


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        ("철수는 사과 3개를 샀다", "영희는 사과 5개를 샀다", (["철수는", "3"], ["영희는", "5"])),
        ("값은 1,200원이다", "값은 1,300원이다", ([r"1\,200"], [r"1\,300"])),
        ("x + y", "x - y", ([r"\+"], [r"\-"])),
        ("같은 글, 같은 점.", "같은 글. 같은 점!", ([], [])),
        ("ABC", "abc", ([], [])),
        ("하나 둘 셋", "하나 셋", (["둘"], [])),
        ("", "모두 새 낱말", ([], ["모두 새 낱말"])),
        ("① 하나 ② 둘", "① 하나", (["둘"], [])),
        ("구간 [1, 2]", "구간 [1, 3]", (["2"], ["3"])),
    ],
)
def test_words_numbers_and_signs_that_differ_are_marked(
    left: str, right: str, wanted: tuple[list[str], list[str]]
) -> None:
    assert texts(left, right) == wanted


def test_a_formula_is_marked_whole_and_stays_as_it_is() -> None:
    left, right = texts(r"함수 $x^2+1$와 $\sqrt[3]{y}$", r"함수 $x^2+2$와 $\sqrt[3]{y}$")
    assert (left, right) == (["$x^2+1$"], ["$x^2+2$"])
    assert texts("$x + 1$의 값", "$x+1$의 값") == ([], [])  # blanks say nothing there


def test_a_bracket_left_open_in_a_formula_does_not_end_its_mark() -> None:
    both = worddiff.marked(question("구간 $[0,1)$에서"), question("구간 $[0,2)$에서"))
    assert f"**{richtext.JOINER}$[0,1)${richtext.JOINER}**" in both[0].text
    assert ":orange-background[$[" not in both[0].text


def test_a_formula_on_its_own_line_keeps_its_fence_and_has_a_sign_before_it() -> None:
    both = worddiff.marked(question("식\n$$x^2$$\n끝"), question("식\n$$x^3$$\n끝"))
    assert "\n\n$$\nx^2\n$$\n\n" in both[0].text
    assert marks(both[0].text) == [worddiff.DISPLAYED]


def test_choices_are_compared_with_the_text_and_keep_their_numbers() -> None:
    left, right = question("값은?", "3", "5", "$7$"), question("값은?", "3", "6", "$8$")
    both = worddiff.marked(left, right)
    assert [marks(each.choices) for each in both] == [["5", "$7$"], ["6", "$8$"]]
    assert "①" in both[0].choices
    assert all(each.differs for each in both)
    same = worddiff.marked(left, left)
    assert not any(each.differs for each in same)
    assert same[0] == worddiff.shown(left, richtext.MAX_CHARS)


def test_html_is_marked_within_its_emphasis() -> None:
    left = question("<p>다음 <b>옳은</b> 것은 <u>3</u>개</p>", text_format="html")
    right = question("<p>다음 <b>틀린</b> 것은 <u>4</u>개</p>", text_format="html")
    both = worddiff.marked(left, right)
    assert [marks(each.text) for each in both] == [["옳은", "3"], ["틀린", "4"]]
    assert ":gray-background[" in both[0].text


HOSTILE = [
    *(":red[x] **굵게** `code`", "<script>alert(1)</script>", "[링크](javascript:alert)"),
    *("a -> b <- c -- d >= e", ":material/home: :cat:", "www.example.com me@example.com"),
    *("$5 and $6, $x$2 $y$3", "a\ue000b\ue001c", "① 하나 ② 둘 ③ 셋", "줄\n\n    넷  다섯"),
    *("https://example.com/a?b=c", "]]](((**__", r"\(x\) \[y\] \$3", "# 제목\n- 목록\n1. 수"),
]


@pytest.mark.parametrize("text_format", ["plain", "html"])
def test_marks_change_nothing_else_whatever_the_text(text_format: str) -> None:
    rng = random.Random(7)
    for _ in range(300):
        left, right = (" ".join(rng.choices(HOSTILE, k=3)) for _ in range(2))
        items = [
            question(text, "가 -> 1", "*나*", text_format=text_format) for text in (left, right)
        ]
        for item, each in zip(items, worddiff.marked(*items), strict=True):
            plain = worddiff.shown(item, richtext.MAX_CHARS)
            for drawn, was in ((each.text, plain.text), (each.choices, plain.choices)):
                assert unmarked(drawn) == squeezed(was)
                assert not set(drawn) & {richtext.MARK_OPEN, richtext.MARK_CLOSE}


def test_what_is_unmarked_is_a_longest_common_subsequence() -> None:
    rng = random.Random(3)
    for _ in range(200):
        left, right = (rng.choices("abcd", k=rng.randrange(9)) for _ in range(2))
        apart = worddiff.differing(left, right)
        common = [word for place, word in enumerate(left) if place not in apart[0]]
        assert common == [word for place, word in enumerate(right) if place not in apart[1]]
        assert len(common) == _longest(left, right)


def _longest(left: list[str], right: list[str]) -> int:
    if not left or not right:
        return 0
    if left[0] == right[0]:
        return 1 + _longest(left[1:], right[1:])
    return max(_longest(left[1:], right), _longest(left, right[1:]))


def test_words_beyond_the_most_are_left_as_they_are() -> None:
    many = " ".join("가" for _ in range(worddiff.MOST_WORDS))
    left, right = texts(f"{many} 끝1", f"{many} 끝2")
    assert (left, right) == ([], [])
