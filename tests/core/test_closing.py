"""Holes to close, against judging them."""

from __future__ import annotations

import random

import pytest

from core.closing import open_pairs, together
from core.evaluate import evaluate, rank_view
from core.search import make_pool
from core.views import HumanLayer, make_view


@pytest.fixture
def space(builders, tmp_path):
    rng = random.Random(9)
    items = [f"i{n:02d}" for n in range(40)]
    vectors = {name: {i: [rng.gauss(0, 1) for _ in range(4)] for i in items} for name in ("v", "w")}
    gt = {q: {i: rng.choice([0, 0, 2]) for i in rng.sample(items, 6)} for q in items[:15]}
    gt[items[3]] = {items[5]: 0}  # left out: nothing relevant is known for it
    return builders.workspace(tmp_path, items, vectors, {"g": {"queries": gt, "threshold": 2}})


def holes(ws, variant, grades=None, measure="success@5"):
    view = make_view("human-over-imported", ws.gt("g"), HumanLayer(grades or {}))
    rankings = rank_view(ws, variant, view, make_pool(ws), {})
    result = evaluate(ws, variant, "g", view=view)
    return result, open_pairs(result, rankings, view, measure)


def judged(pairs, grade):
    grades = {}
    for query, item in pairs:
        grades.setdefault(query, {})[item] = grade
    return grades


def test_judging_the_deciding_pairs_closes_the_bounds(space):
    before, found = holes(space, "v")
    bounds = before.measures["success@5"]
    assert found.deciding < found.pairs
    assert bounds.upper > bounds.mean
    for grade, expected in ((0, bounds.mean), (3, bounds.upper)):
        after = holes(space, "v", judged(found.deciding, grade))[0].measures["success@5"]
        assert after.mean == pytest.approx(expected)
        assert after.upper in (None, pytest.approx(after.mean))


def test_fewer_pairs_would_leave_something_open(space):
    _, found = holes(space, "v")
    for left in found.deciding:
        after, _ = holes(space, "v", judged(found.deciding - {left}, 0))
        assert after.measures["success@5"].upper > after.measures["success@5"].mean


def test_other_pairs_change_nothing(space):
    before, found = holes(space, "v")
    after, rest = holes(space, "v", judged(found.pairs - found.deciding, 0))
    assert after.measures["success@5"] == before.measures["success@5"]
    assert rest.pairs == found.deciding


def test_queries_that_are_left_out_or_cut_off_name_no_pairs(space):
    result, found = holes(space, "v")
    assert "i03" in result.left_out
    assert not {query for query, _ in found.pairs} & {*result.left_out}
    assert len(holes(space, "v", measure="success@1")[1].pairs) < len(found.pairs)
    with pytest.raises(ValueError, match="rr has no cut-off"):
        holes(space, "v", measure="rr")


def test_two_variants_share_pairs(space):
    one, other = holes(space, "v")[1], holes(space, "w")[1]
    both = together([one, other])
    assert both.pairs == one.pairs | other.pairs
    assert both.deciding == one.deciding | other.deciding
    assert together([]).pairs == frozenset()
