"""The table of queries: cells, filters, order, file."""

from __future__ import annotations

from core.evaluate import Evaluation, MeasureResult, QueryResult, Verdict
from core.measures import MEASURES
from core.search import Pool
from dashboard import compare_link, table_rows
from dashboard.table_rows import Cell, Row


def rows(**hits: tuple[int | None, int | None]) -> list[Row]:
    """Rows of two variants by their ranks; hits are those within 5."""

    def cell(rank: int | None) -> Cell:
        return Cell("unranked") if rank is None else Cell("rank", rank, rank <= 5)

    return [Row(query, {"a": cell(x), "b": cell(y)}) for query, (x, y) in hits.items()]


def evaluation(variant: str, *results: QueryResult) -> Evaluation:
    measures = {
        key: MeasureResult(0.5, (0.1, 0.9), measure.interval) for key, measure in MEASURES.items()
    }
    pool = Pool("judged", "hybrid", (), 8, None)
    return Evaluation(
        variant, "hybrid", "imported", pool, results, measures, Verdict("fail", "undecided")
    )


def result(query: str, rank: int | None) -> QueryResult:
    values = dict.fromkeys(MEASURES, 0.0)
    values |= {f"success@{k}": float(rank is not None and rank <= k) for k in (1, 3, 5, 10)}
    return QueryResult(query, "ranked", rank, values, {})


def test_every_query_has_a_cell_per_variant_with_its_reason() -> None:
    zero = dict.fromkeys(MEASURES, 0.0)
    a = evaluation(
        "a", result("q1", 2), result("q2", None), QueryResult("q3", "left_out", None, {}, {})
    )
    b = evaluation(
        "b",
        result("q1", 7),
        QueryResult("q2", "counted_as_zero", None, zero, {}),
        QueryResult("q3", "left_out", None, {}, {}),
    )
    first, second, third = table_rows.table([a, b], "success@5")
    assert first.cells == {"a": Cell("rank", 2, 1.0), "b": Cell("rank", 7, 0.0)}
    assert second.cells == {"a": Cell("unranked"), "b": Cell("no_vector")}
    assert third.is_left_out

    def flipped(measure: str) -> list[str]:
        found = table_rows.select(table_rows.table([a, b], measure), "flipped", "a", "b")
        return [row.query for row in found]

    assert (flipped("success@5"), flipped("success@10")) == (["q1"], [])


def test_filters_partition_the_counted_queries() -> None:
    left_out = Row("z", {"a": Cell("left_out"), "b": Cell("left_out")})
    found = [*rows(p=(1, 1), q=(1, 9), r=(None, 2), s=(8, None)), left_out]

    def kept(wanted: compare_link.RowFilter) -> list[str]:
        return [row.query for row in table_rows.select(found, wanted, "a", "b")]

    assert kept("all") == ["p", "q", "r", "s", "z"]
    assert kept("flipped") == ["q", "r"]
    assert kept("only_a") == ["q"]
    assert kept("only_b") == ["r"]
    assert kept("both") == ["p"]
    assert kept("neither") == ["s"]  # not the one that is left out
    for wanted in ("only_a", "flipped"):
        assert table_rows.select(found, wanted, "a", None) == []  # type: ignore[arg-type]


def test_a_third_variant_has_no_say_in_what_differs_between_two() -> None:
    cells = {"a": Cell("rank", 1, 1.0), "b": Cell("rank", 2, 1.0), "c": Cell("rank", 9)}
    row = Row("q", cells)
    assert table_rows.select([row], "flipped", "a", "b") == []
    assert table_rows.select([row], "flipped", "a", "c") == [row]


def test_values_are_told_apart_and_ordered_as_values() -> None:
    def row(query: str, a: float, b: float) -> Row:
        return Row(query, {"a": Cell("rank", 1, a), "b": Cell("rank", 1, b)})

    found = [row("p", 0.5, 0.25), row("q", 0.2, 0.9), row("r", 0.7, 0.7), row("s", 0.0, 0.0)]
    kinds = {"only_a": "p", "only_b": "q", "both": "r", "neither": "s", "flipped": "pq"}
    for wanted, ids in kinds.items():
        kept = table_rows.select(found, wanted, "a", "b")  # type: ignore[arg-type]
        assert "".join(each.query for each in kept) == ids
    by_value = table_rows.ordered(found, "a", descending=False, by_value=True)
    assert [each.query for each in by_value] == ["r", "p", "q", "s"]


def test_order_by_rank_puts_missing_last_and_left_out_behind_them() -> None:
    left_out = Row("a0", {"a": Cell("left_out"), "b": Cell("left_out")})
    found = [left_out, *rows(q1=(None, 1), q2=(3, 1), q3=(1, 1), q4=(3, 2))]

    def order(variant: str | None, *, descending: bool = False) -> list[str]:
        return [row.query for row in table_rows.ordered(found, variant, descending=descending)]

    assert order("a") == ["q3", "q2", "q4", "q1", "a0"]
    assert order("a", descending=True) == ["q1", "q2", "q4", "q3", "a0"]
    assert order(None) == ["q1", "q2", "q3", "q4", "a0"]
    assert order(None, descending=True) == ["q4", "q3", "q2", "q1", "a0"]


APART = "overlap,rr_difference,causes,remark_cause,remark_note,remark_author,remark_at"


def test_the_table_of_queries_as_a_file_tells_why_there_is_no_rank() -> None:
    made = table_rows.rows_csv(rows(q=(3, None)), ["a", "b"], "success@5")
    assert made.removeprefix("\ufeff") == f"query,a,b,{APART}\r\nq,3,unranked,,,,,,,\r\n"
    valued = [Row("q", {"a": Cell("rank", 3, 1 / 3), "b": Cell("unranked")})]
    made = table_rows.rows_csv(valued, ["a", "b"], "rr")
    assert made.splitlines()[0].removeprefix("\ufeff") == f"query,a,b,a rr,b rr,{APART}"
    assert made.splitlines()[1] == f"q,3,unranked,{1 / 3},0.0,,,,,,,"
