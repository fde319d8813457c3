"""Items in too many lists, and how far lists reach, against brute force and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import skew

from core.evaluate import rank_view
from core.hubs import CORPUS_QUERIES, Hub, corpus_lists, hubs, reach
from core.search import make_pool, neighbours
from core.views import make_view

LISTS = {"q1": ("a", "b", "c"), "q2": ("a", "c", "d"), "q3": ("b", "a", "c")}


def test_items_are_counted_within_k_only():
    found = hubs(LISTS, 2, 6, {"q1": frozenset("ac"), "q3": frozenset("a")})
    assert found.top == (Hub("a", 3, 2), Hub("b", 2, 0), Hub("c", 1, 0))
    assert (found.lists, found.k, found.expected) == (3, 2, 1.0)
    assert hubs(LISTS, 3, 6, {}, shown=1).top == (Hub("a", 3, 0),)


def test_the_skewness_is_scipys_with_items_that_never_appear():
    rng = np.random.default_rng(0)
    items = [f"i{n:02d}" for n in range(30)]
    lists = {f"q{n}": tuple(rng.permutation(items[:20])[:5]) for n in range(40)}
    counts = [sum(item in ids for ids in lists.values()) for item in items]
    found = hubs(lists, 5, 30, {})
    assert found.skewness == pytest.approx(skew(counts))
    assert found.expected == pytest.approx(np.mean(counts))
    assert hubs({"q": tuple("ab")}, 2, 2, {}).skewness is None
    assert hubs({}, 5, 0, {}).top == ()


@pytest.fixture
def space(builders, tmp_path):
    rng = np.random.default_rng(1)
    ids = [f"i{n:03d}" for n in range(40)]
    vectors = {key: rng.normal(size=5).tolist() for key in ids}
    del vectors["i007"]
    truth = {ids[n]: {ids[(n * 7 + j) % 40]: 1 for j in range(1 + n % 4)} for n in range(12)}
    return builders.workspace(tmp_path, ids, {"v": vectors}, {"gt": truth})


def test_candidates_ask_for_their_own_lists(monkeypatch, space):
    pool = make_pool(space)
    found = corpus_lists(space, "v", pool, 5)
    assert len(found) == 39 <= CORPUS_QUERIES
    for query, ids in found.items():
        assert ids == tuple(near.id for near in neighbours(space, query, "v", 5, pool))
        assert query not in ids
    monkeypatch.setattr("core.hubs.CORPUS_QUERIES", 10)
    some = corpus_lists(space, "v", pool, 5)
    assert len(some) == 10
    assert some == corpus_lists(space, "v", pool, 5)
    assert all(found[query] == ids for query, ids in some.items())


@pytest.mark.parametrize("k", [1, 5, 10])
def test_reach_is_the_share_of_relevant_pairs_within_k(space, k):
    view = make_view("imported", space.gt("gt"))
    pool = make_pool(space)
    rankings = rank_view(space, "v", view, pool, {})
    found = reach(rankings.values(), view, k, frozenset(space.items.ids))
    reached = pairs = 0
    for query, entries in space.gt("gt").queries.items():
        near = []
        if query != "i007":
            near = [n.id for n in neighbours(space, query, "v", k, pool)]
        for item in set(entries) - {query}:
            pairs += 1
            reached += item in near
    assert (found.reached, found.pairs) == (reached, pairs)
    low, high = found.interval
    assert low <= reached / pairs <= high


def test_reach_counts_pairs_of_the_pool_alone(space):
    view = make_view("imported", space.gt("gt"))
    rankings = rank_view(space, "v", view, make_pool(space), {})
    assert reach(rankings.values(), view, 10, frozenset()).interval is None
    one = reach(rankings.values(), view, 40, frozenset({"i007"}))
    pairs = sum("i007" in set(e) - {q} for q, e in space.gt("gt").queries.items())
    assert one.pairs == pairs > 0
