"""What Compare decides, without a browser."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from core import shares
from core.evaluate import Evaluation, MeasureResult, QueryResult, Verdict
from core.measures import MEASURES
from core.search import Pool
from core.types import Neighbour, Target
from dashboard import compare_link, comparison, palette, strings
from dashboard.compare_link import CompareLink
from dashboard.comparison import Cell, Figure, Move, Row
from dashboard.components import judge_neighbours
from dashboard.viewing import Offer

OFFER = Offer(
    variants=("a", "b", "c"),
    gts=("hybrid", "open"),
    gts_with_pool=frozenset({"hybrid"}),
    fields=frozenset(),
    default_variant="a",
    default_gt="hybrid",
)
TARGET = Target("success@5", 0.8)


def t(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def share(hits: int, n: int, possible: int | None = None, **values: float) -> Figure:
    given = {"low": 0.743, "high": 0.92} | values
    return Figure(
        "a", "hybrid", "success@5", n, hits, hits / n, given["low"], given["high"], "wilson95",
        possible,
    )  # fmt: skip


def rows(**hits: tuple[int | None, int | None]) -> list[Row]:
    """Rows of two variants by their ranks; hits are those within 5."""

    def cell(rank: int | None) -> Cell:
        return Cell("unranked") if rank is None else Cell("rank", rank, rank <= 5)

    return [Row(query, {"a": cell(x), "b": cell(y)}) for query, (x, y) in hits.items()]


# ---- words -----------------------------------------------------------------------------------


def test_a_share_names_hits_and_n() -> None:
    assert comparison.value_words(t, share(52, 61)) == "52/61 = 85.2 %"
    assert comparison.interval_words(share(52, 61), 0.8) == "74~92 %"


def test_few_queries_are_counted_without_percentages() -> None:
    few = share(5, 7)
    assert comparison.value_words(t, few) == "7문항 중 5문항"
    assert comparison.value_words(t, share(5, 7, 6)) == "7문항 중 5~6문항"
    assert comparison.interval_words(few) is None
    assert comparison.holes_words(t, share(5, 7, 6)) is None
    assert "%" in comparison.value_words(t, share(5, 8))
    mean = Figure("a", "g", "rr", 7, None, 0.5, 0.2, 0.8, "bootstrap95")
    assert comparison.value_words(t, mean) == "7문항뿐이라 생략"
    assert comparison.value_words(t, replace(mean, n=8)) == "0.500"
    assert comparison.interval_words(replace(mean, n=8)) == "0.20~0.80"


def test_holes_are_said_apart_from_the_interval() -> None:
    holes = share(43, 61, 52)
    assert comparison.holes_words(t, holes, 0.8) == "미판정 때문에 70~85 % 사이"
    assert "미판정" not in (comparison.interval_words(holes) or "")
    assert comparison.holes_words(t, share(43, 61)) is None
    assert comparison.holes_words(t, share(43, 61, 43)) is None  # holes that could change nothing


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [
        (0.743, 0.8, "74"),
        (0.796, None, "80"),
        (0.796, 0.8, "79.6"),  # whole per cent would say that the target is reached
        (0.7996, 0.8, "79.9"),
        (0.8, 0.8, "80"),
        (0.804, 0.8, "80"),
        (0.8549, 0.855, "85"),
        (0.8551, 0.855, "86"),
        (0.852, 0.855, "85"),
        (0.857, 0.855, "86"),
        (0.996, 0.8, "99.6"),
        (0.9999, None, "99.9"),
        (1.0, 0.8, "100"),
        (0.004, None, "0.4"),
        (0.0001, None, "0.1"),
        (0.0, 0.8, "0"),
    ],
)
def test_rounding_never_crosses_the_target(value: float, target: float | None, shown: str) -> None:
    assert comparison.percent(value, target) == shown


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [
        (323 / 404, 0.8, "79.95"),
        (0.79969, 0.8, "79.96"),
        (0.79969, None, "80.0"),
        (0.8, 0.8, "80.0"),
        (0.8334, 0.8333, "83.34"),  # above a target that one decimal would put it below
        (0.852, 0.8, "85.2"),
        (0.9996, 0.8, "99.96"),
        (0.0001, None, "0.01"),
        (1.0, 0.8, "100.0"),
        (0.0, 0.8, "0.0"),
    ],
)
def test_with_one_decimal_neither(value: float, target: float | None, shown: str) -> None:
    assert comparison.percent(value, target, decimals=1) == shown


@pytest.mark.parametrize(
    ("values", "target", "shown"),
    [
        ((0.004, 0.02), None, ["0.4", "2.0"]),  # never "0.4~2 %"
        ((0.74, 0.92), None, ["74", "92"]),
        ((0.74, 0.997), None, ["74.0", "99.7"]),
        ((0.796, 0.92), 0.8, ["79.6", "92.0"]),
        ((0.0, 1.0), None, ["0", "100"]),
        ((0.0004, 0.5), None, ["0.04", "50.00"]),
    ],
)
def test_shares_of_one_sentence_have_one_precision(
    values: tuple[float, float], target: float | None, shown: list[str]
) -> None:
    assert shares.percents(values, target) == shown
    words = comparison.interval_words(share(1, 20, low=values[0], high=values[1]), target)
    assert words == f"{shown[0]}~{shown[1]} %"


@pytest.mark.parametrize("first", [0.0, 0.001, 0.004, 0.0051, 0.5, 0.7996, 0.9951, 0.99999, 1.0])
@pytest.mark.parametrize("second", [0.0, 0.003, 0.4, 0.79951, 0.8, 0.996, 0.999999, 1.0])
def test_one_precision_contradicts_nothing(first: float, second: float) -> None:
    one, other = shares.percents((first, second), 0.8)
    assert len(one.partition(".")[2]) == len(other.partition(".")[2])
    for value, shown in ((first, one), (second, other)):
        assert (float(shown) >= 80) == (value >= 0.8)
        assert (float(shown) == 0) == (value == 0)
        assert (float(shown) == 100) == (value == 1)


def test_a_share_beside_a_verdict_does_not_contradict_it() -> None:
    assert comparison.value_words(t, share(323, 404), 0.8) == "323/404 = 79.95 %"
    assert comparison.value_words(t, share(323, 404)) == "323/404 = 80.0 %"
    assert comparison.deciding("success@5", TARGET) == 0.8
    assert comparison.deciding("success@3", TARGET) is None


@pytest.mark.parametrize("decimals", [0, 1])
@pytest.mark.parametrize("n", [8, 27, 61, 275])
@pytest.mark.parametrize("target", [0.8, 0.855, 0.9])
def test_rounded_shares_agree_with_the_verdict(n: int, target: float, decimals: int) -> None:
    for hits in range(n + 1):
        value = hits / n
        shown = float(comparison.percent(value, target, decimals))
        assert (shown >= round(target * 100, 6)) == (value >= target)


# ---- links -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "link",
    [
        CompareLink(),
        CompareLink(
            view="human-over-imported", pool="corpus", measure="rr", gt="하이브리드", a="b", b="a",
            rows="only_a", sort="a", descending=True, page=3, query="Q 1", language="en",
        ),
        CompareLink(
            part="slices", field="subject", order="n", slice=("단원", "a=b"), text="t", image="i",
            multimodal="m", k=5,
        ),
        CompareLink(slice=("subject", "")),
    ],
)  # fmt: skip
def test_a_link_reopens_the_view(link: CompareLink) -> None:
    assert compare_link.parse(compare_link.format_link(link)) == link


def test_bad_values_fall_back_to_defaults() -> None:
    params = {
        "view": ["llm"], "pool": ["moon"], "rows": ["x"], "page": ["-3"], "order": ["up"],
        "measure": [""], "a": ["x" * 1025], "lang": ["xx"],
        "part": ["x"], "slices": ["x"], "slice": ["subject"], "k": ["7"],
    }  # fmt: skip
    assert compare_link.parse(params) == CompareLink()
    assert compare_link.parse({"page": ["²"]}).page == 1


def test_defaults_are_filled_in() -> None:
    shown = comparison.resolve(CompareLink(), OFFER, TARGET)
    assert (shown.gt, shown.pool, shown.measure, shown.a, shown.b) == (
        "hybrid", "judged", "success@5", "a", "b",
    )  # fmt: skip
    unknown = CompareLink("passed", gt="gone", a="gone", b="gone", sort="gone", measure="map")
    assert comparison.resolve(unknown, OFFER, TARGET) == shown
    assert comparison.resolve(CompareLink(gt="open"), OFFER, TARGET).pool == "corpus"
    assert comparison.resolve(CompareLink(gt="open", pool="judged"), OFFER, TARGET).pool == "judged"


@pytest.mark.parametrize("given", [("b", "b"), ("b", None), (None, "a"), ("gone", "a"), ("a", "a")])
def test_the_two_variants_always_differ(given: tuple[str | None, str | None]) -> None:
    shown = comparison.resolve(CompareLink(a=given[0], b=given[1]), OFFER, TARGET)
    assert shown.a != shown.b
    assert {shown.a, shown.b} <= set(OFFER.variants)


def test_one_variant_or_none_leaves_nothing_to_pair() -> None:
    one = comparison.resolve(CompareLink(), replace(OFFER, variants=("a",)), TARGET)
    assert (one.a, one.b) == ("a", None)
    none = comparison.resolve(CompareLink(), replace(OFFER, variants=()), TARGET)
    assert (none.a, none.b) == (None, None)


def test_without_any_declared_pool_there_is_only_the_corpus() -> None:
    offer = replace(OFFER, gts_with_pool=frozenset())
    assert comparison.resolve(CompareLink(pool="judged"), offer, TARGET).pool == "corpus"


def test_a_choice_goes_back_to_the_first_page() -> None:
    link = CompareLink(page=3, query="q", gt="hybrid")
    assert comparison.changed(link, rows="flipped").page == 1
    assert comparison.changed(link, query="z").page == 3


@pytest.mark.parametrize(
    "choice", [{"rows": "flipped"}, {"gt": "open"}, {"a": "b"}, {"where": ()}, {"page": 2}]
)
def test_lists_are_closed_by_any_other_choice(choice: dict[str, object]) -> None:
    assert comparison.changed(CompareLink(query="q"), **choice).query is None
    assert comparison.changed(CompareLink(query="q"), query="z", **choice).query == "z"


# ---- the table of queries --------------------------------------------------------------------


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
    first, second, third = comparison.table([a, b], "success@5")
    assert first.cells == {"a": Cell("rank", 2, 1.0), "b": Cell("rank", 7, 0.0)}
    assert second.cells == {"a": Cell("unranked"), "b": Cell("no_vector")}
    assert third.is_left_out

    def flipped(measure: str) -> list[str]:
        found = comparison.select(comparison.table([a, b], measure), "flipped", "a", "b")
        return [row.query for row in found]

    assert (flipped("success@5"), flipped("success@10")) == (["q1"], [])


def test_filters_partition_the_counted_queries() -> None:
    left_out = Row("z", {"a": Cell("left_out"), "b": Cell("left_out")})
    found = [*rows(p=(1, 1), q=(1, 9), r=(None, 2), s=(8, None)), left_out]

    def kept(wanted: compare_link.RowFilter) -> list[str]:
        return [row.query for row in comparison.select(found, wanted, "a", "b")]

    assert kept("all") == ["p", "q", "r", "s", "z"]
    assert kept("flipped") == ["q", "r"]
    assert kept("only_a") == ["q"]
    assert kept("only_b") == ["r"]
    assert kept("both") == ["p"]
    assert kept("neither") == ["s"]  # not the one that is left out
    for wanted in ("only_a", "flipped"):
        assert comparison.select(found, wanted, "a", None) == []  # type: ignore[arg-type]


def test_a_third_variant_has_no_say_in_what_differs_between_two() -> None:
    cells = {"a": Cell("rank", 1, 1.0), "b": Cell("rank", 2, 1.0), "c": Cell("rank", 9)}
    row = Row("q", cells)
    assert comparison.select([row], "flipped", "a", "b") == []
    assert comparison.select([row], "flipped", "a", "c") == [row]


def test_values_are_told_apart_and_ordered_as_values() -> None:
    def row(query: str, a: float, b: float) -> Row:
        return Row(query, {"a": Cell("rank", 1, a), "b": Cell("rank", 1, b)})

    found = [row("p", 0.5, 0.25), row("q", 0.2, 0.9), row("r", 0.7, 0.7), row("s", 0.0, 0.0)]
    kinds = {"only_a": "p", "only_b": "q", "both": "r", "neither": "s", "flipped": "pq"}
    for wanted, ids in kinds.items():
        kept = comparison.select(found, wanted, "a", "b")  # type: ignore[arg-type]
        assert "".join(each.query for each in kept) == ids
    by_value = comparison.ordered(found, "a", descending=False, by_value=True)
    assert [each.query for each in by_value] == ["r", "p", "q", "s"]


def test_order_by_rank_puts_missing_last_and_left_out_behind_them() -> None:
    left_out = Row("a0", {"a": Cell("left_out"), "b": Cell("left_out")})
    found = [left_out, *rows(q1=(None, 1), q2=(3, 1), q3=(1, 1), q4=(3, 2))]

    def order(variant: str | None, *, descending: bool = False) -> list[str]:
        return [row.query for row in comparison.ordered(found, variant, descending=descending)]

    assert order("a") == ["q3", "q2", "q4", "q1", "a0"]
    assert order("a", descending=True) == ["q1", "q2", "q4", "q3", "a0"]
    assert order(None) == ["q1", "q2", "q3", "q4", "a0"]
    assert order(None, descending=True) == ["q4", "q3", "q2", "q1", "a0"]


def test_pages_are_bounded() -> None:
    found = rows(**{f"q{n:02d}": (1, 1) for n in range(25)})
    part, at, pages = comparison.page_of(found, 3)
    assert (part[0].query, len(part), at, pages) == ("q20", 5, 3, 3)
    assert comparison.page_of(found, 99)[1] == 3
    assert comparison.page_of(found, 0)[1] == 1
    assert comparison.page_of([], 1) == ([], 1, 1)


def test_the_table_turns_to_the_page_of_a_query() -> None:
    found = rows(**{f"q{n:02d}": (1, 1) for n in range(25)})
    ids = [row.query for row in found]
    for query in ("q00", "q09", "q10", "q24"):
        part, _at, _pages = comparison.page_of(found, comparison.page_with(ids, query))
        assert query in {row.query for row in part}
    assert comparison.page_with(ids, "elsewhere") == 1


def test_previous_and_next_walk_the_rows() -> None:
    found = rows(p=(1, 1), q=(1, 9), r=(None, 2))
    ids = [row.query for row in found]
    assert (comparison.beside(ids, "q", -1), comparison.beside(ids, "q", 1)) == ("p", "r")
    assert (comparison.beside(ids, "p", -1), comparison.beside(ids, "p", 2)) == (None, "r")
    assert comparison.beside(ids, "elsewhere", 1) is None


def test_moves_between_two_lists() -> None:
    before = [Neighbour(n, key, 0.5) for n, key in enumerate("wxyz", start=1)]
    after = [Neighbour(n, key, 0.5) for n, key in enumerate("zxwn", start=1)]
    assert comparison.moves(before, after) == {
        "z": Move("up", 3, 4),
        "x": Move("same", 0, 2),
        "w": Move("down", 2, 1),
        "n": Move("new"),
    }


# ---- files -----------------------------------------------------------------------------------


def test_the_files_name_the_filters_on_the_candidates() -> None:
    where = (("level", "고1"), ("subject", "수학"))
    narrowed = replace(evaluation("a"), pool=Pool("judged", "hybrid", where, 3, None))
    made = comparison.figures_csv([narrowed, evaluation("b")], 7, TARGET)
    read = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"))))
    assert {(line["variant"], line["where"], line["pool_size"]) for line in read} == {
        ("a", "level=고1; subject=수학", "3"),
        ("b", "", "8"),
    }
    success = {line["variant"]: line for line in read if line["measure"] == "success@5"}
    assert (success["a"]["verdict"], success["a"]["target"]) == ("", "")  # not the contract's pool
    assert success["b"]["verdict"] in {"pass", "fail"}


def test_the_files_hold_figures_as_they_are() -> None:
    made = comparison.figures_csv([evaluation("=a", result("q1", 2))], 7, TARGET)
    read = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"))))
    assert [line["measure"] for line in read] == list(comparison.FILED_MEASURES)
    line = next(line for line in read if line["measure"] == "success@5")
    assert line["variant"] == "'=a"  # no spreadsheet runs it
    assert (line["judgment_revision"], line["pool"], line["view"]) == ("7", "judged", "imported")
    assert (line["verdict"], line["target"], line["interval"]) == ("fail", "0.8", "wilson95")
    assert next(line for line in read if line["measure"] == "rr")["verdict"] == ""


def test_filters_on_fields_that_no_item_has_are_dropped() -> None:
    link = CompareLink(where=(("nonsense", "1"), ("subject", "수학")), page=3)
    offer = replace(OFFER, fields=frozenset({"subject"}))
    assert comparison.resolve(link, offer, TARGET).where == (("subject", "수학"),)
    assert comparison.changed(link, where=()).page == 1


APART = "overlap,rr_difference,causes,remark_cause,remark_note,remark_author,remark_at"


def test_the_table_of_queries_as_a_file_tells_why_there_is_no_rank() -> None:
    made = comparison.rows_csv(rows(q=(3, None)), ["a", "b"], "success@5")
    assert made.removeprefix("\ufeff") == f"query,a,b,{APART}\r\nq,3,unranked,,,,,,,\r\n"
    valued = [Row("q", {"a": Cell("rank", 3, 1 / 3), "b": Cell("unranked")})]
    made = comparison.rows_csv(valued, ["a", "b"], "rr")
    assert made.splitlines()[0].removeprefix("\ufeff") == f"query,a,b,a rr,b rr,{APART}"
    assert made.splitlines()[1] == f"q,3,unranked,{1 / 3},0.0,,,,,,,"


def test_every_mark_has_its_own_symbol() -> None:
    assert len({mark.symbol for mark in palette.MARKS}) == len(palette.MARKS)
    assert len({mark.shape for mark in palette.MARKS}) == len(palette.MARKS)


def test_rows_of_figures_say_in_words_what_holes_leave_open() -> None:
    def t(key: str, **values: object) -> str:
        return strings.text("ko", key, **values)

    def shown(n: int, possible: int | None) -> Figure:
        return Figure("v", "gt", "success@5", n, n // 2, 0.5, 0.3, 0.7, "wilson95", possible)

    open_, closed, few = shown(20, 15), shown(20, None), shown(4, 3)
    rows = judge_neighbours.figure_rows(t, [open_, closed])
    assert rows[1] == ["지금까지 적중", "10/20 = 50.0 %", "10/20 = 50.0 %"]
    assert rows[2] == [
        ":small[:orange[미판정 때문에]]",
        ":small[:orange[50~75 % 사이]]",
        "",
    ]
    assert rows[3][1] == ":small[:gray[30~70 %]]"
    assert len(judge_neighbours.figure_rows(t, [closed])) == 3  # no row of holes
    assert judge_neighbours.figure_rows(t, [few])[1:] == [["지금까지 적중", "4문항 중 2~3문항"]]
