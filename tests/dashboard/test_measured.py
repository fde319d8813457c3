"""Measured values in words and as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from core import shares
from core.evaluate import Evaluation, MeasureResult, Verdict
from core.measures import MEASURES
from core.search import Pool
from core.types import Target
from dashboard import measured, strings
from dashboard.components import judge_neighbours
from dashboard.measured import Figure

TARGET = Target("success@5", 0.8)


def t(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def share(hits: int, n: int, possible: int | None = None, **values: float) -> Figure:
    given = {"low": 0.743, "high": 0.92} | values
    return Figure(
        "a", "hybrid", "success@5", n, hits, hits / n, given["low"], given["high"], "wilson95",
        possible,
    )  # fmt: skip


def test_a_share_names_hits_and_n() -> None:
    assert measured.value_words(t, share(52, 61)) == "52/61 = 85.2 %"
    assert measured.interval_words(share(52, 61), 0.8) == "74~92 %"


def test_few_queries_are_counted_without_percentages() -> None:
    few = share(5, 7)
    assert measured.value_words(t, few) == "7문항 중 5문항"
    assert measured.value_words(t, share(5, 7, 6)) == "7문항 중 5~6문항"
    assert measured.interval_words(few) is None
    assert measured.holes_words(t, share(5, 7, 6)) is None
    assert "%" in measured.value_words(t, share(5, 8))
    mean = Figure("a", "g", "rr", 7, None, 0.5, 0.2, 0.8, "bootstrap95")
    assert measured.value_words(t, mean) == "7문항뿐이라 생략"
    assert measured.value_words(t, replace(mean, n=8)) == "0.500"
    assert measured.interval_words(replace(mean, n=8)) == "0.20~0.80"


def test_holes_are_said_apart_from_the_interval() -> None:
    holes = share(43, 61, 52)
    assert measured.holes_words(t, holes, 0.8) == "미판정 때문에 70~85 % 사이"
    assert "미판정" not in (measured.interval_words(holes) or "")
    assert measured.holes_words(t, share(43, 61)) is None
    assert measured.holes_words(t, share(43, 61, 43)) is None  # holes that could change nothing


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
    assert measured.percent(value, target) == shown


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
    assert measured.percent(value, target, decimals=1) == shown


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
    words = measured.interval_words(share(1, 20, low=values[0], high=values[1]), target)
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
    assert measured.value_words(t, share(323, 404), 0.8) == "323/404 = 79.95 %"
    assert measured.value_words(t, share(323, 404)) == "323/404 = 80.0 %"
    assert measured.deciding("success@5", TARGET) == 0.8
    assert measured.deciding("success@3", TARGET) is None


@pytest.mark.parametrize("decimals", [0, 1])
@pytest.mark.parametrize("n", [8, 27, 61, 275])
@pytest.mark.parametrize("target", [0.8, 0.855, 0.9])
def test_rounded_shares_agree_with_the_verdict(n: int, target: float, decimals: int) -> None:
    for hits in range(n + 1):
        value = hits / n
        shown = float(measured.percent(value, target, decimals))
        assert (shown >= round(target * 100, 6)) == (value >= target)


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


def evaluation(variant: str) -> Evaluation:
    measures = {
        key: MeasureResult(0.5, (0.1, 0.9), measure.interval) for key, measure in MEASURES.items()
    }
    pool = Pool("judged", "hybrid", (), 8, None)
    return Evaluation(
        variant, "hybrid", "imported", pool, (), measures, Verdict("fail", "undecided")
    )


def test_the_files_name_the_filters_on_the_candidates() -> None:
    where = (("level", "고1"), ("subject", "수학"))
    narrowed = replace(evaluation("a"), pool=Pool("judged", "hybrid", where, 3, None))
    made = measured.figures_csv([narrowed, evaluation("b")], 7, TARGET)
    read = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"))))
    assert {(line["variant"], line["where"], line["pool_size"]) for line in read} == {
        ("a", "level=고1; subject=수학", "3"),
        ("b", "", "8"),
    }
    success = {line["variant"]: line for line in read if line["measure"] == "success@5"}
    assert (success["a"]["verdict"], success["a"]["target"]) == ("", "")  # not the contract's pool
    assert success["b"]["verdict"] in {"pass", "fail"}


def test_the_files_hold_figures_as_they_are() -> None:
    made = measured.figures_csv([evaluation("=a")], 7, TARGET)
    read = list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"))))
    assert [line["measure"] for line in read] == list(measured.FILED_MEASURES)
    line = next(line for line in read if line["measure"] == "success@5")
    assert line["variant"] == "'=a"  # no spreadsheet runs it
    assert (line["judgment_revision"], line["pool"], line["view"]) == ("7", "judged", "imported")
    assert (line["verdict"], line["target"], line["interval"]) == ("fail", "0.8", "wilson95")
    assert next(line for line in read if line["measure"] == "rr")["verdict"] == ""
