"""Slices: groups of queries by hand and by brute force, and their figures."""

from __future__ import annotations

import dataclasses

import pytest

from core import slices as cut
from core.evaluate import evaluate
from core.statistics import wilson
from core.types import ImageRef, Item
from core.workspace import Workspace

FEW = 8


def item(key, text="", **values):
    return Item(id=key, text=text, **values)


# --- groups ---------------------------------------------------------------------------------------


def test_a_query_is_of_each_of_its_values_and_one_without_a_value_of_none():
    given = [
        item("a", subject="수학", metadata={"unit": ["1", "2", "1"]}),
        item("b", subject=None, metadata={"unit": []}),
        item("c", subject="수학", images=(ImageRef(0, "p.png", "ok"),)),
    ]
    assert cut.by_field(given, "subject") == {"a": ("수학",), "b": ("",), "c": ("수학",)}
    assert cut.by_field(given, "unit") == {"a": ("1", "2"), "b": ("",), "c": ("",)}
    assert cut.by_field(given, "has_image") == {"a": ("false",), "b": ("false",), "c": ("true",)}


@pytest.mark.parametrize(
    ("lengths", "bands"),
    [
        (range(1, 10), {"0-3", "4-6", "7-"}),
        ([5] * 9, {"0-"}),
        ([1, 1, 1, 1, 9], {"0-1", "2-"}),
        ([4], {"0-"}),
        ([0, 0, 7], {"0-0", "1-"}),
    ],
)
def test_lengths_are_cut_at_the_tertiles(lengths, bands):
    lengths = list(lengths)
    given = [item(f"q{n}", "x" * length) for n, length in enumerate(lengths)]
    groups = cut.by_field(given, cut.TEXT_LENGTH)
    assert {value for values in groups.values() for value in values} == bands
    for n, length in enumerate(lengths):
        (value,) = groups[f"q{n}"]
        low, high = cut.band_ends(value)
        assert low <= length
        assert high is None or length <= high


def test_nine_different_lengths_make_three_bands_of_three():
    given = [item(f"q{n}", "가" * n) for n in (40, 3, 17, 90, 8, 55, 21, 5, 60)]
    groups = cut.by_field(given, cut.TEXT_LENGTH)
    counts = [list(groups.values()).count((value,)) for value in ("0-8", "9-40", "41-")]
    assert counts == [3, 3, 3]


def test_the_length_is_that_of_what_is_read():
    assert cut.text_length(item("a", " 가  나\n\n다 ", choices=("x" * 50,))) == 5
    assert cut.text_length(item("a", "<b>가</b><br>나", text_format="html")) == 3
    assert cut.text_length(item("a", "<b>가</b>")) == 8, "plain text is what it says"


def test_no_queries_make_no_groups():
    assert cut.by_field([], cut.TEXT_LENGTH) == {}
    assert cut.by_field([], "subject") == {}
    assert cut.slices([], "success@5", {}) == []


def test_only_fields_that_divide_the_queries_are_offered():
    given = [
        item(f"q{n}", subject="수학", level="중" if n < 3 else "고", standard=f"S{n}")
        for n in range(6)
    ]
    offered = ["subject", "level", "standard", "text_length"]
    assert cut.fields(given, offered) == ["level", *cut.COMPUTED]


# --- figures --------------------------------------------------------------------------------------


@pytest.fixture
def space(builders, tmp_path) -> Workspace:
    """Twelve queries on a line, the nearest item of each another query; four are of `과학`."""
    rows = [{"id": f"q{n:02d}", "subject": "과학" if n % 3 == 0 else "수학"} for n in range(12)]
    rows += [{"id": "z"}]
    vectors = {row["id"]: [1.0, 0.01 * n * n, 0.3 * (n % 4)] for n, row in enumerate(rows)}
    truth = {f"q{n:02d}": [f"q{(n + 1 + n % 4) % 12:02d}"] for n in range(11)}
    truth["q02"] = ["q01", "q03"]
    truth["q04"] = ["q00", "q01", "q02", "q03", "q05"]
    truth["q11"] = ["q11"]
    return builders.workspace(tmp_path, rows, {"v": vectors}, {"gt": truth})


def groups_of(space, field, evaluation):
    if field == cut.RELEVANT_COUNT:
        return cut.by_relevant(evaluation.queries)
    return cut.by_field(space.items.get_many(list(space.gt("gt").queries)), field)


@pytest.mark.parametrize("measure", ["success@1", "success@5", "rr", "ndcg@10"])
@pytest.mark.parametrize("field", ["subject", cut.TEXT_LENGTH, cut.RELEVANT_COUNT])
def test_a_slice_is_what_an_evaluation_of_its_queries_alone_gives(
    builders, tmp_path, space, field, measure
):
    whole = evaluate(space, "v", "gt")
    found = cut.slices([whole], measure, groups_of(space, field, whole))
    assert sum(each.n for each in found) == whole.n == 11
    items = space.items
    matrix = space.variant("v").matrix
    vectors = {key: matrix[n].tolist() for n, key in enumerate(items.ids)}
    for n, each in enumerate(found):
        truth = {query: dict(space.gt("gt").queries[query]) for query in each.queries}
        rows = [{"id": key} for key in items.ids]
        alone = builders.workspace(tmp_path / f"{n}", rows, {"v": vectors}, {"gt": truth})
        expected = evaluate(alone, "v", "gt").measures[measure]
        assert each.results["v"].mean == pytest.approx(expected.mean, abs=1e-12)
        assert each.results["v"].interval == pytest.approx(expected.interval, abs=1e-12)
        assert each.results["v"].upper == expected.upper


def test_slices_count_hits_of_their_own_queries(space):
    whole = evaluate(space, "v", "gt")
    for each in cut.slices([whole], "success@3", groups_of(space, "subject", whole)):
        values = [r.values["success@3"] for r in whole.queries if r.query in each.queries]
        assert each.results["v"].mean == sum(values) / len(values)
        assert each.results["v"].interval == wilson(int(sum(values)), len(values))


def test_a_query_that_is_left_out_is_in_no_slice(space):
    whole = evaluate(space, "v", "gt")
    assert whole.left_out == ("q11",)
    for field in ("subject", cut.TEXT_LENGTH, cut.RELEVANT_COUNT):
        found = cut.slices([whole], "success@5", groups_of(space, field, whole))
        assert all("q11" not in each.queries for each in found)


def test_relevant_items_are_counted_in_the_pool(space):
    whole = evaluate(space, "v", "gt")
    groups = cut.by_relevant(whole.queries)
    assert groups["q00"] == ("1-1",)
    assert groups["q02"] == ("2-3",)
    assert groups["q04"] == ("4-",)
    assert "q11" not in groups
    filtered = evaluate(space, "v", "gt", where=(("subject", "과학"),))
    assert cut.by_relevant(filtered.queries)["q04"] == ("2-3",)  # of its five, q00 and q03


def test_queries_without_a_vector_count_as_misses_of_their_slice(builders, tmp_path):
    rows = [{"id": key, "subject": "수학"} for key in "abc"]
    vectors = {"a": [1.0, 0.0], "b": [0.9, 0.1]}
    space = builders.workspace(tmp_path, rows, {"v": vectors}, {"gt": {"a": ["b"], "c": ["b"]}})
    whole = evaluate(space, "v", "gt")
    (each,) = cut.slices([whole], "success@5", groups_of(space, "subject", whole))
    assert (each.n, each.results["v"].mean) == (2, 0.5)
    (one,) = cut.slices([whole], "success@5", cut.by_relevant(whole.queries))
    assert one.n == 2


# --- the weakest, and the order -------------------------------------------------------------------


def made(value, n, mean):
    result = dataclasses.make_dataclass("R", ["mean"])(mean)
    return cut.Slice(value, tuple(f"{value}{i}" for i in range(n)), {"v": result})


def test_the_weakest_is_the_lowest_of_those_with_enough_queries():
    found = [made("tiny", 7, 0.0), made("x", 8, 0.5), made("y", 20, 0.5), made("z", 9, 0.9)]
    assert [each.value for each in cut.weakest(found, "v", FEW)] == ["y", "x"]
    assert cut.weakest(found[:1], "v", FEW) == []
    assert [each.value for each in cut.ordered(found, "v", FEW)] == ["y", "x", "z", "tiny"]


def test_values_are_in_their_natural_order():
    found = sorted(["10-", "2-9", "0-1", "", "가"], key=cut._natural)
    assert found == ["0-1", "2-9", "10-", "가", ""]
    assert found[-1] == ""
    assert found.index("2-9") < found.index("10-")
