"""What the map decides, without a browser."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.types import Item, Neighbour
from dashboard import map_link, mapping, state
from dashboard.map_link import MapLink
from dashboard.viewing import Offer

OFFER = Offer(("a", "b"), ("gt",), frozenset({"gt"}), frozenset({"subject"}), "b", "gt")
ALL_ONE = mapping.colours(None, 100, [], [], None)


def points(rows: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, 2)).astype(np.float32)


# ---- the view ---------------------------------------------------------------------------------


def test_unknown_names_fall_back_and_known_ones_stay() -> None:
    shown = mapping.resolve(MapLink(variant="gone", colour="gone"), OFFER, ["subject", "level"])
    assert (shown.view.variant, shown.colour, shown.region) == ("b", "subject", None)
    kept = mapping.resolve(
        MapLink(variant="a", colour="level", pool="judged", where=(("subject", "x"), ("no", "y"))),
        OFFER,
        ["subject", "level"],
    )
    assert (kept.view.variant, kept.colour, kept.view.pool) == ("a", "level", "judged")
    assert kept.view.where == (("subject", "x"),)
    assert mapping.resolve(MapLink(), OFFER, []).colour is None


def test_another_variant_has_no_region_of_the_old_one() -> None:
    link = MapLink(variant="a", region=(0.0, 1.0, 0.0, 1.0))
    assert mapping.changed(link, variant="b").region is None
    assert mapping.changed(link, variant="a").region == link.region
    assert mapping.changed(link, k=20).region == link.region


def test_query_and_card_do_not_decide_what_is_drawn() -> None:
    one = mapping.resolve(MapLink(query="x", item="y", k=5), OFFER, [])
    other = mapping.resolve(MapLink(query="z", k=20), OFFER, [])
    assert mapping.scenery(one) == mapping.scenery(other)
    region = mapping.resolve(MapLink(region=(0.0, 1.0, 0.0, 1.0)), OFFER, [])
    assert mapping.scenery(region) != mapping.scenery(other)


def test_a_link_comes_back_as_it_was() -> None:
    link = MapLink(
        query="Q,1 &?",
        variant="a",
        gt="gt",
        pool="judged",
        k=20,
        where=(("subject", "수학"),),
        colour="level",
        region=mapping.tidy(-0.1234567, 0.3, 1e-7, 0.25),
        item="Q 2",
        language="en",
    )
    assert map_link.parse(map_link.format_link(link)) == link
    assert map_link.format_link(MapLink()) == {}
    assert map_link.parse({}) == MapLink()


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,1,0,1", "0,inf,0,1", "1,0,0,1", "0,1,1,1", ",,,"],
)
def test_a_region_that_is_none_is_the_whole(text: str) -> None:
    assert map_link.parse_region(text) is None
    assert map_link.parse({"region": [text]}).region is None


def test_the_chart_is_new_unless_only_a_card_opens() -> None:
    session: dict[str, Any] = {}
    map_link.change(session, MapLink(query="a"))
    number = map_link.chart(session)
    map_link.change(session, MapLink(query="a", item="b"))
    assert map_link.chart(session) == number
    map_link.change(session, MapLink(query="a", item=None))
    assert map_link.chart(session) == number
    map_link.change(session, MapLink(query="a", region=(0.0, 1.0, 0.0, 1.0)))
    assert map_link.chart(session) == number + 1


def test_answers_are_hidden_when_another_card_opens() -> None:
    session: dict[str, Any] = {}
    map_link.change(session, MapLink(query="a"))
    state.toggle_answers(session)
    map_link.change(session, MapLink(query="a", k=5))
    assert session[state.ANSWERS]
    map_link.change(session, MapLink(query="a", item="b"))
    assert not session[state.ANSWERS]


# ---- what the chart reports -------------------------------------------------------------------


def test_a_click_is_an_id_and_a_box_a_region() -> None:
    assert mapping.read_click({"id": "Q1"}) == "Q1"
    box = {"points": [{"x": 0}], "box": [{"x": [1.0, -1.0], "y": [0.5, 2.0]}]}
    assert mapping.read_box(box) == (-1.0, 1.0, 0.5, 2.0)


@pytest.mark.parametrize(
    "junk",
    [
        None,
        {},
        "text",
        7,
        {"id": 7},
        {"id": ["Q1"]},
        {"box": []},
        {"box": "text"},
        {"box": [{"x": [1, 1], "y": [0, 1]}]},
        {"box": [{"x": [1], "y": [0, 1]}]},
        {"box": [{"x": ["a", "b"], "y": [0, 1]}]},
        {"box": [{"y": [0, 1]}]},
        {"box": [{"x": [float("nan"), 1], "y": [0, 1]}]},
        {"box": [{"x": [float("-inf"), 1], "y": [0, 1]}]},
        {"box": [{"x": None, "y": None}]},
        {"box": [None]},
    ],
)
def test_nothing_else_is_taken_for_a_click_or_a_box(junk: object) -> None:
    assert mapping.read_click(junk) is None
    assert mapping.read_box(junk) is None


def test_an_oblong_box_is_widened_around_its_middle() -> None:
    assert mapping.tidy(0, 10, 0, 1) == (0, 10, -1.5, 2.5)
    assert mapping.tidy(0, 1, 0, 10) == (-1.5, 2.5, 0, 10)
    assert mapping.tidy(0, 2, 0, 1) == (0, 2, 0, 1)


@pytest.mark.parametrize("rows", [0, 1, 2, 50])
def test_the_whole_holds_every_point(rows: int) -> None:
    region = mapping.around(points(rows))
    assert region[0] < region[1]
    assert region[2] < region[3]
    assert mapping.within(points(rows), region).all()
    assert map_link.parse_region(map_link.format_region(region)) == region


def test_points_in_one_place_have_a_region() -> None:
    region = mapping.around(np.zeros((5, 2), dtype=np.float32))
    assert region == (-1.0, 1.0, -1.0, 1.0)


# ---- the sample -------------------------------------------------------------------------------


def test_all_are_drawn_where_they_fit() -> None:
    candidates = np.array([9, 2, 5])
    assert mapping.drawn(candidates, 10, limit=3).tolist() == [2, 5, 9]


def test_an_item_stays_drawn_when_one_looks_closer() -> None:
    everything = np.arange(50_000)
    whole = set(mapping.drawn(everything, 50_000).tolist())
    assert len(whole) == mapping.MAX_POINTS
    part = everything[everything % 7 == 3]
    closer = set(mapping.drawn(part, 50_000).tolist())
    assert whole & set(part.tolist()) <= closer
    assert len(closer) == mapping.MAX_POINTS
    assert closer <= set(part.tolist())


def test_the_sample_is_the_same_every_time_and_even() -> None:
    everything = np.arange(100_000)
    one = mapping.drawn(everything, 100_000)
    assert np.array_equal(one, mapping.drawn(everything[::-1], 100_000))
    share = np.histogram(one, bins=10, range=(0, 100_000))[0] / len(one)
    assert np.abs(share - 0.1).max() < 0.03  # about five standard deviations


# ---- colours and scene ------------------------------------------------------------------------


def masks(codes: np.ndarray, values: int) -> list[np.ndarray]:
    return [codes == value for value in range(values)]


def grouped(values: int, items: int = 200) -> mapping.Colours:
    """Items of a field with many values; every tenth item has none."""
    having = np.arange(items) % 10 != 0
    codes = np.arange(items) % values
    found = [mask & having for mask in masks(codes, values)]
    names = [f"v{n}" for n in range(values)]
    return mapping.colours("f", items, names, found[: len(mapping.GROUP_MARKS)], having)


def test_groups_tell_themselves_apart_by_colour_and_by_shape() -> None:
    marks = [*mapping.GROUP_MARKS, mapping._REST_MARK]
    assert len({mark.hex for mark in marks}) == len(marks)
    assert len({mark.symbol for mark in marks}) == len(marks)


def test_the_most_frequent_have_colours_and_the_rest_is_one_group() -> None:
    by = grouped(12)
    scene = mapping.scene(points(200), np.arange(200), None, by, None)
    named = [group.value for group in scene.groups]
    assert named == [f"v{n}" for n in range(6)] + [None, None]
    assert [group.code for group in scene.groups][-2:] == [mapping.REST, mapping.NONE]
    assert sum(group.total for group in scene.groups) == 200
    assert scene.groups[-1].total == 20
    assert sorted(scene.places.tolist()) == list(range(200))


def test_an_item_with_two_values_counts_once_for_the_more_frequent() -> None:
    both = np.ones(4, dtype=bool)
    by = mapping.colours("f", 4, ["x", "y"], [both, both], both)
    assert by.codes.tolist() == [0] * 4


def test_the_legend_counts_all_and_not_the_sample() -> None:
    items = 10_000
    by = grouped(2, items)
    scene = mapping.scene(points(items), np.arange(items), None, by, None)
    assert (scene.drawn, scene.inside) == (mapping.MAX_POINTS, items)
    assert [group.total for group in scene.groups] == [4000, 5000, 1000]
    assert sum(len(group.places) for group in scene.groups) == mapping.MAX_POINTS


def test_items_without_a_vector_are_counted_and_not_drawn() -> None:
    row_of = np.full(100, -1)
    row_of[10:40] = np.arange(30)
    mask = np.arange(100) < 30
    scene = mapping.scene(points(30), row_of, mask, ALL_ONE, None)
    assert (scene.candidates, scene.without_vector, scene.with_vector) == (30, 10, 20)
    assert scene.places.tolist() == list(range(10, 30))
    assert [group.value for group in scene.groups] == [None]


def test_a_region_holds_its_points_and_no_others() -> None:
    rows = points(100)
    region = (-0.5, 0.5, -0.5, 0.5)
    scene = mapping.scene(rows, np.arange(100), None, ALL_ONE, region)
    inside = (np.abs(rows) <= 0.5).all(axis=1)
    assert scene.places.tolist() == np.flatnonzero(inside).tolist()
    assert 0 < scene.inside < 100
    everything = mapping.scene(rows, np.arange(100), None, ALL_ONE, None)
    assert everything.inside == 100
    assert scene.whole == everything.whole  # the frame of the whole doesn't move


def test_an_empty_region_or_filter_is_an_empty_scene() -> None:
    for mask, region in ((None, (90.0, 91.0, 0.0, 1.0)), (np.zeros(100, dtype=bool), None)):
        scene = mapping.scene(points(100), np.arange(100), mask, ALL_ONE, region)
        assert (scene.drawn, scene.groups, len(scene.places)) == (0, (), 0)


def test_one_item_is_a_scene() -> None:
    by = mapping.colours(None, 1, [], [], None)
    scene = mapping.scene(np.zeros((1, 2), dtype=np.float32), np.zeros(1, int), None, by, None)
    assert (scene.drawn, scene.whole) == (1, (-1.0, 1.0, -1.0, 1.0))


# ---- marks ------------------------------------------------------------------------------------


def test_marks_keep_ranks_and_leave_out_what_is_nowhere() -> None:
    places = np.array([[0, 0], [1, 1], [5, 5]], dtype=np.float32)
    ids = {"q": 0, "a": 1, "b": 2, "c": 3}
    near = [Neighbour(1, "c", 0.9), Neighbour(2, "a", 0.8), Neighbour(3, "b", 0.7)]
    marks = mapping.marks("q", near, ids, np.array([0, 1, 2, -1]), places)
    assert marks.query == mapping.Point("q", 0, 0)
    assert [(p.id, p.rank) for p in marks.neighbours] == [("a", 2), ("b", 3)]
    assert marks.outside(None) == (False, 0)
    assert marks.outside((-1.0, 2.0, -1.0, 2.0)) == (False, 1)
    assert marks.outside((0.5, 2.0, 0.5, 2.0)) == (True, 1)
    fit = marks.region()
    assert fit is not None
    assert marks.outside(fit) == (False, 0)


def test_there_may_be_nothing_to_mark() -> None:
    none = mapping.marks(None, [], {}, np.empty(0, int), np.empty((0, 2)))
    assert none.all == []
    assert none.outside((0.0, 1.0, 0.0, 1.0)) == (False, 0)
    assert none.region() is None
    alone = mapping.marks("q", [], {"q": 0}, np.zeros(1, int), np.zeros((1, 2)))
    assert alone.region() is None


def test_neighbours_without_their_query_are_counted_right() -> None:
    marks = mapping.Marks(None, (mapping.Point("a", 9, 9, 1), mapping.Point("b", 0, 0, 2)))
    assert marks.outside((-1.0, 1.0, -1.0, 1.0)) == (False, 1)


# ---- words at the pointer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda bad: Item(bad, "text"),
        lambda bad: Item("Q", bad),
        lambda bad: Item("Q", bad, text_format="html"),
    ],
)
def test_nothing_foreign_is_markup(make: Callable[[str], Item]) -> None:
    bad = '<a href="https://x.example">x</a><script>1</script> & <br> %{x}'
    said = mapping.hover(make(bad)).removeprefix("<b>").replace("</b>", "", 1)
    assert "<" not in said.replace("<br>", "", said.count("<br>")).replace("<b>", "")
    assert "<a" not in said
    assert "<script" not in said


def test_the_pointer_shows_rank_id_and_a_short_text() -> None:
    said = mapping.hover(Item("Q<1", "가" * 500), "3위")
    assert said.startswith("<b>3위 Q&lt;1</b><br>")
    lines = said.split("<br>")[1:]
    assert all(len(line) <= mapping._HOVER_LINE for line in lines)
    assert len("".join(lines)) <= mapping._HOVER_CHARS
    assert html.unescape(lines[-1]).endswith("…")


def test_an_item_without_text_has_its_id() -> None:
    assert mapping.hover(Item("Q1", "  ")) == "<b>Q1</b>"
