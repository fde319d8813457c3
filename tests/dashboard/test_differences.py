"""What sets two variants apart: order, filters, sentences, slopes and files, without a browser."""

from __future__ import annotations

import csv
import io

import pytest

from core.causes import KINDS, Cause
from core.disagreement import Disagreement
from core.remark_store import REMARK_CAUSES, Remark, StoredRemark
from core.types import Target
from dashboard import compare_link, comparison, differences, strings, table_rows
from dashboard.compare_link import CompareLink
from dashboard.table_rows import Cell, Row
from dashboard.viewing import Offer

OFFER = Offer(("a", "b", "c"), ("g",), frozenset(), frozenset(), "a", "g")


def t(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def row(
    query: str,
    a: int | None,
    b: int | None,
    overlap: float | None = 0.5,
    causes: tuple[Cause, ...] = (),
    remark: StoredRemark | None = None,
) -> Row:
    """One row of two variants by their ranks; hits are those within 5."""

    def cell(rank: int | None) -> Cell:
        return Cell("unranked") if rank is None else Cell("rank", rank, rank <= 5)

    change = (1 / a if a else 0.0) - (1 / b if b else 0.0)
    cells = {"a": cell(a), "b": cell(b)}
    return Row(query, cells, Disagreement(overlap, change), causes, remark)


LEFT_OUT = Row("a-out", {"a": Cell("left_out"), "b": Cell("left_out")}, Disagreement(0.0, None))


def said(
    query: str, number: int, cause: str = "hole", note: str = "=1+1", author: str = "김"
) -> StoredRemark:
    remark = Remark(f"id{number}", "g", query, "a", "b", author, cause, note)
    return StoredRemark(number, remark, "2026-01-02T03:04:05.000006+00:00", None)


def ids(rows: list[Row]) -> str:
    return "".join(each.query for each in rows)


def test_rows_by_disagreement_begin_with_the_least_overlap() -> None:
    rows = [
        LEFT_OUT,
        row("p", 1, 1, 0.9),
        row("q", 1, 2, 0.0),
        row("r", 9, 1, 0.0),
        row("s", 1, 1, None),
        row("u", 3, 3, 0.4),
    ]
    by_overlap = table_rows.ordered(rows, differences.BY_OVERLAP, descending=False)
    assert ids(by_overlap) == "rqupsa-out"
    by_change = table_rows.ordered(rows, differences.BY_RR, descending=False)
    assert ids(by_change) == "rqupsa-out"
    assert ids(table_rows.ordered(rows, differences.BY_RR, descending=True))[-5:] == "a-out"
    assert ids(table_rows.ordered(rows, differences.BY_RR, descending=True))[:2] == "sp"


def resolved(**choices: object) -> comparison.Shown:
    link = CompareLink(**choices)  # type: ignore[arg-type]
    return comparison.resolve(link, OFFER, Target())


@pytest.mark.parametrize("rows", ["all", "both", "flipped", "only_b"])
def test_queries_come_by_disagreement_unless_chosen_otherwise(rows: str) -> None:
    assert resolved(rows=rows).sort == "_overlap"
    assert resolved(rows=rows, sort="gone").sort == "_overlap"
    assert resolved(rows=rows, sort=differences.BY_ID).sort is None
    assert resolved(rows=rows, sort=differences.BY_RR).sort == "_rr"
    assert resolved(rows=rows, sort="b").sort == "b"


def test_without_a_second_variant_nothing_is_ordered_by_difference() -> None:
    alone = Offer(("a",), ("g",), frozenset(), frozenset(), "a", "g")
    link = CompareLink(rows="flipped", sort="_rr", cause="hole")
    shown = comparison.resolve(link, alone, Target())
    assert (shown.sort, shown.cause) == (None, None)


@pytest.mark.parametrize("cause", compare_link.CAUSE_FILTERS)
def test_the_cause_is_part_of_the_link(cause: compare_link.CauseFilter) -> None:
    link = CompareLink(cause=cause, sort="_overlap")
    assert compare_link.parse(compare_link.format_link(link)) == link
    assert comparison.tab_of(link) == "why"
    assert compare_link.format_link(CompareLink()) == {}
    assert compare_link.parse({"cause": ["<b>"]}).cause is None


def test_causes_filter_and_count_queries_not_causes() -> None:
    twice = (Cause("hole", "a", ("i",)), Cause("hole", "b"), Cause("tie", "b"))
    remarked = said("q", 1)
    rows = [row("p", 1, 9, causes=twice), row("q", 9, 1, remark=remarked), row("r", 1, 1)]
    assert differences.kinds(rows[0]) == ("hole", "tie")
    counts = differences.cause_counts(rows)
    assert {kind: n for kind, n in counts.items() if n} == {"hole": 1, "tie": 1, "remarked": 1}
    assert list(counts) == [*KINDS, "remarked"]
    kept = {wanted: ids(differences.with_cause(rows, wanted)) for wanted in (None, *counts)}
    assert (kept[None], kept["hole"], kept["level"], kept["remarked"]) == ("pqr", "p", "", "q")


def test_the_last_remark_counts_until_it_is_taken_back() -> None:
    first, last, empty = said("q", 1), said("q", 2, "truth"), said("q", 3, "", "")
    assert differences.standing(()) is None
    assert differences.standing((first, last)) == last
    assert differences.standing((first, empty)) is None
    (made,) = differences.described([row("q", 1, 9)], {}, {}, {"q": (first, last)})
    assert made.remark == last
    assert made.difference == differences.UNKNOWN


def test_the_sentences_count_and_name_what_is_furthest_and_commonest() -> None:
    causes = (Cause("below_cut", "b"), Cause("level", "b"))
    rows = [
        LEFT_OUT,
        row("p", 1, 9, 0.25, causes),
        row("q*", 8, 2, 0.125, causes[:1]),
        row("r", 1, 1, 0.9),
        row("s", None, 7, 0.3, (Cause("hole", "a"), Cause("hole", "b"))),  # both miss
    ]
    first, second, third = differences.lead(t, rows, "a", "b", values=False)
    assert first == "4문항 중 2문항에서 A와 B의 결과가 갈립니다: A만 적중 1, B만 적중 1."
    assert "q\\*입니다 (겹침 0.12, 첫 유사 문항: A 8위, B 2위)" in second
    assert "경계 바로 밖 2문항, 다른 학년·수준 1문항" in third
    assert "미판정" not in third
    assert "확정된 원인은 아닙니다" in third
    values, *_ = differences.lead(t, rows, "a", "b", values=True)
    assert "A가 높음 1, B가 높음 1" in values


def test_equal_outcomes_are_not_called_equal_variants() -> None:
    first, second = differences.lead(t, [row("p", 1, 2), LEFT_OUT], "a", "b", values=False)
    assert first == "1문항에서 A와 B의 적중 결과가 모두 같습니다 (두 모델이 같다는 뜻이 아님)."
    assert "p입니다" in second
    assert differences.lead(t, [LEFT_OUT], "a", "b", values=False) == [t("why.none")]
    no_list = differences.lead(t, [row("p", 1, None, None)], "a", "b", values=False)
    assert len(no_list) == 1


def test_several_disjoint_lists_are_counted() -> None:
    rows = [row("p", 3, 9, 0.0), row("q", 1, 9, 0.0), row("r", 1, 1, 1.0)]
    second = differences.lead(t, rows, "a", "b", values=False)[1]
    assert "하나도 겹치지 않는 문항이 2개" in second
    assert "q입니다 (첫 유사 문항: A 1위, B 9위)" in second


def test_slopes_join_the_same_ranks_and_draw_what_differs_on_top() -> None:
    rows = [LEFT_OUT, row("p", 1, 9), row("q", 1, 1), row("r", 1, 9), row("s", None, None)]
    found = differences.slopes(rows, "a", "b")
    assert [tuple(slope) for slope in found] == [
        (1, 1, ("q",), "both"),
        (None, None, ("s",), "neither"),
        (1, 9, ("p", "r"), "only_a"),
    ]
    made = list(csv.reader(io.StringIO(differences.slopes_csv(rows, "a", "b")[1:])))
    assert made[0] == ["query", "rank a", "rank b", "kind", "overlap", "rr_difference"]
    assert made[1] == ["p", "1", "9", "only_a", "0.5", str(1 - 1 / 9)]
    assert made[4] == ["s", "unranked", "unranked", "neither", "0.5", "0.0"]
    assert len(made) == 5


def test_the_file_holds_causes_and_the_remark_and_runs_nothing() -> None:
    made = row("q", 1, 9, 0.25, (Cause("hole", "b", ("i",)), Cause("text")), said("q", 1))
    text = table_rows.rows_csv([made], ["a", "b"], "success@5")
    (line,) = csv.DictReader(io.StringIO(text[1:]))
    assert line["causes"] == "hole (b); text"
    assert line["overlap"] == "0.25"
    assert (line["remark_cause"], line["remark_note"]) == ("hole", "'=1+1")
    assert (line["remark_author"], line["remark_at"][:10]) == ("김", "2026-01-02")


def test_small_numbers_are_not_rounded_to_nothing_or_all() -> None:
    values = (0.0, 0.001, 0.5, 0.999, 1.0)
    assert [differences.overlap_words(v) for v in values] == [
        "0.00",
        "0.01",
        "0.50",
        "0.99",
        "1.00",
    ]
    changes = (0.0, 0.001, -0.001, -0.5)
    assert [differences.change_words(v) for v in changes] == ["0.00", "+0.01", "−0.01", "−0.50"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_cause_has_a_name_and_an_automatic_one_a_definition(language: str) -> None:
    names = {kind: strings.text(language, f"cause.{kind}") for kind in REMARK_CAUSES}  # type: ignore[arg-type]
    assert len(set(names.values())) == len(REMARK_CAUSES)
    for kind in KINDS:
        assert strings.text(language, f"cause.{kind}.says", k=5, twice=10)  # type: ignore[arg-type]
