"""Snippets around a match: what is bold, what stays whole, what stays escaped."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.types import Item
from dashboard import matchtext, mathtext, richtext

J = richtext.JOINER


def bold(text: str) -> str:
    return f"**{J}{text}{J}**"


def shown(text: str, query: str, limit: int = 40, **fields: object) -> str:
    return matchtext.snippet(Item("Q1", text, **fields), query, limit)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("이차함수의 그래프", "함수", f"이차{bold('함수')}의 그래프"),
        ("함수의 그래프", "함수", f"{bold('함수')}의 그래프"),
        ("그래프와 함수", "함수", f"그래프와 {bold('함수')}"),
        ("함수와 함수", "함수", f"{bold('함수')}와 {bold('함수')}"),
        ("The Force acts", "fORCE", f"The {bold('Force')} acts"),
        ("ＡＢＣ 도형", "abc", f"{bold('ＡＢＣ')} 도형"),
        ("값을  \n 구하시오", "값을 구하", f"{bold('값을 구하')}시오"),
        ("Straße 길", "strasse", f"{bold('Straße')} 길"),
        ("㎏ 단위", "k", f"{bold('㎏')} 단위"),
        ("*별* 하나", "별", rf"\*{bold('별')}\* 하나"),
        ("가 [나](다) 라", "[나](", "가 " + bold(r"\[나\]\(") + r"다\) 라"),
    ],
)
def test_matches_are_bold(text: str, query: str, expected: str) -> None:
    assert shown(text, query) == expected


def test_composed_and_decomposed_hangul_match_each_other() -> None:
    loose = unicodedata.normalize("NFD", "이차함수의 값")
    part = unicodedata.normalize("NFD", "함수")
    assert shown(loose, "함수").startswith(unicodedata.normalize("NFD", "이차") + bold(part))
    assert shown("이차함수의 값", part) == f"이차{bold('함수')}의 값"


def test_a_late_match_is_brought_into_sight() -> None:
    text = "가나다라 " * 30 + "함수를 보자. " + "마바사 " * 30
    found = shown(text, "함수")
    assert found.startswith("…가나다라 ")
    assert bold("함수") in found
    assert found.endswith("…")
    assert len(found) < 60
    assert shown("가" * 100 + "함수", "함수") == "…" + "가" * 10 + bold("함수")
    assert shown("함수" + "가" * 100, "함수") == bold("함수") + "가" * 38 + "…"


def test_a_match_longer_than_the_snippet_is_cut() -> None:
    assert shown("가" * 100, "가" * 80, limit=10) == bold("가" * 10) + "…"


def test_formulas_stay_whole() -> None:
    assert shown("값 $x^2+1$ 이다", "x^2") == f"값 {bold(f'$x^2+1${J}')} 이다"
    assert shown("값 $x^2$ 이다", "이다") == f"값 $x^2${J} {bold('이다')}"
    assert shown(r"구간 $[0, 1)$ 에서", "[0") == f"구간 {bold(f'$[0, 1)${J}')} 에서"
    late = shown("가나 " * 30 + r"$\frac{1}{2}$ 는", "frac")
    assert bold(rf"$\frac{{1}}{{2}}${J}") in late
    # What may not be drawn is text, and escaped.
    assert "$" not in re.sub(r"\\\$", "", shown(r"가 $\href{x}{y}$", "href"))


def test_choices_and_passage_show_why_they_match() -> None:
    assert shown("본문", "구리", choices=("① 철", "② 구리")) == f"① 철 ② {bold('구리')}"
    assert shown("본문", "옛날", passage="옛날에") == f"{bold('옛날')}에"
    assert shown("본문 끝", "끝 ① 철", choices=("① 철",)) == f"본문 {bold('끝 ① 철')}"


def test_several_words_are_marked_one_by_one_where_they_are_not_together() -> None:
    text = "함수의 그래프와 넓이"
    assert shown(text, "그래프와 넓이") == f"함수의 {bold('그래프와 넓이')}"
    assert shown(text, "넓이  함수") == f"{bold('함수')}의 그래프와 {bold('넓이')}"


@pytest.mark.parametrize("query", ["Q1", "수학", "", "  "])
def test_a_match_elsewhere_shows_the_beginning(query: str) -> None:
    item = Item("Q1", "본문 *하나*", subject="수학", metadata={"tag": "수학"})
    assert matchtext.snippet(item, query, 40) == richtext.snippet("본문 *하나*")


def test_html_is_read_for_its_words() -> None:
    assert shown("<p>힘과 <b>운동</b></p>", "운동", text_format="html") == f"힘과 {bold('운동')}"
    assert "**" not in shown("<p>힘</p>", "<p>", text_format="html")


def test_the_matching_part_of_an_id_stands_out() -> None:
    assert matchtext.label("MA-0064", "ma-00") == r":gray-background[MA\-00]64"
    assert matchtext.label("MA-0064", "힘") == r"MA\-0064"
    assert matchtext.label("a]b[c", "]B[") == r"a:gray-background[\]b\[]c"
    assert matchtext.label("x" * 60, "") == "x" * 39 + "…"


HOSTILE = st.lists(
    st.sampled_from(
        [
            *(
                "**",
                "*",
                "_",
                "[",
                "](",
                ":red[",
                "`",
                "<b>",
                "$",
                "$$",
                "\\",
                "\\$",
                "->",
                ":cat:",
            ),
            *("x^2", "a", "가", "\u1100\u1161", "e\u0301", " ", "\n", "http://a.b", "{", "}", "1"),
        ]
    ),
    max_size=30,
).map("".join)


@given(HOSTILE, HOSTILE)
@settings(max_examples=300)
def test_nothing_but_bold_and_formulas_is_markup(text: str, query: str) -> None:
    found = shown(text, query)
    # Formulas apart, every mark of punctuation but our own bold is escaped.
    rest = re.sub(rf"(?<!\\)\$[^$]*\${J}", "", found)
    rest = rest.replace(f"**{J}", "").replace(f"{J}**", "")
    assert not re.search(r"[*_`<\[\]$:]", re.sub(r"\\.", "", rest))
    assert "\n" not in re.sub(rf"(?<!\\)\$[^$]*\${J}", "", found)


@given(st.text(alphabet="가나 aB\u1100\u1161\u11a8e\u0301ﬁＡß", max_size=30), st.data())
@settings(max_examples=200)
def test_whatever_the_search_finds_is_bold(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : start + data.draw(st.integers(1, 5))]
    item = Item("Q1", text)
    needle = matchtext.needles(query)
    if needle and needle[0] in matchtext.search_key(text):
        assert "**" in matchtext.snippet(item, query, 1000)
        assert not any(isinstance(p, mathtext.Formula) for p in mathtext.split(text))
