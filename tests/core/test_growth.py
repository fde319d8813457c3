"""Pool growth against pools that are formed and ordered one by one."""

from __future__ import annotations

import random
from itertools import accumulate

import numpy as np
import pytest
from scipy import stats

from core import growth
from core.evaluate import evaluate, rank_view, score_view
from core.search import make_pool
from core.views import HumanLayer, make_view


def names(count):
    return [f"i{n:03d}" for n in range(count)]


def directions(rng, items, kinds=4):
    """Few distinct vectors, so that ties and duplicates abound."""
    return {item: [rng.choice([-1.0, 0.5, 1.0]) for _ in range(kinds)] for item in items}


@pytest.fixture
def space(builders, tmp_path):
    rng = random.Random(3)
    items = names(60)
    pool = rng.sample(items, 12)
    graded = {q: {i: rng.choice([0, 1, 2, 3]) for i in rng.sample(pool, 4)} for q in pool[:9]}
    lost = next(iter(graded))
    some = {i: v for i, v in directions(rng, items).items() if rng.random() < 0.8 and i != lost}
    return builders.workspace(
        tmp_path,
        [{"id": i, "subject": "가" if n % 3 else "나"} for n, i in enumerate(items)],
        {"full": directions(rng, items), "part": some},
        {"declared": {"pool": pool, "queries": graded, "threshold": 2}, "open": graded},
    )


def brute_ranks(ws, variant, view, size, repeat, where=()):
    """Form one pool of ``size`` candidates and order it item by item."""
    inside = growth.small_pool(ws, "declared", where)
    allowed = ws.items.matching(where)
    outside = np.flatnonzero(allowed & ~inside)
    turns = np.random.default_rng((growth.SEED, repeat)).permutation(len(outside))
    drawn = {
        int(place) for place, turn in zip(outside, turns, strict=True) if turn < size - inside.sum()
    }
    pool = {ws.items.ids[p] for p in [*np.flatnonzero(inside), *drawn]}
    kept = ws.variant(variant)
    rows = {i: kept.matrix[kept.row_of[ws.items.position(i)]].astype(float)
            for i in ws.items.ids if kept.row_of[ws.items.position(i)] >= 0}  # fmt: skip
    ranks = {}
    for query in view.queries:
        first = {i for i in view.named(query) if view.status(query, i) == "relevant"}
        if not any(inside[ws.items.position(i)] for i in first):
            continue
        order = sorted(
            (i for i in pool - {query} if i in rows and query in rows),
            key=lambda i, q=query: (-round(float(rows[i] @ rows[q]) * 1e6), i),
        )
        ranks[query] = next((n for n, i in enumerate(order, 1) if i in first), 0)
    return ranks


@pytest.mark.parametrize("variant", ["full", "part"])
@pytest.mark.parametrize("where", [(), (("subject", "가"),)])
@pytest.mark.parametrize("people", [False, True])
def test_every_draw_is_ranked_like_a_pool_of_its_own(space, variant, where, people):
    truth = space.gt("declared")
    outside = next(i for i in space.items.ids if i not in truth.pool)
    grades = {query: {outside: 3} for query in truth.queries} if people else {}
    view = make_view("human-over-imported", truth, HumanLayer(grades))
    found = growth.grow(space, variant, view, "declared", where)
    assert len(found.sizes) > 2
    changed = 0
    for repeat in range(0, growth.REPEATS, 5):
        for at, size in enumerate(found.sizes):
            expected = brute_ranks(space, variant, view, size, repeat, where)
            assert found.queries == tuple(expected)
            assert found.ranks[repeat, at].tolist() == list(expected.values())
        changed += bool((found.ranks[repeat, 0] != found.ranks[repeat, -1]).any())
    assert changed


def test_the_ends_are_the_figures_of_the_two_pools(space):
    view = make_view("imported", space.gt("declared"))
    found = growth.grow(space, "full", view, "declared")
    for at, kind in ((0, "judged"), (-1, "corpus")):
        result = evaluate(space, "full", "declared", kind)
        for measure in ("success@1", "success@5", "rr"):
            point = growth.points(found, measure)[at]
            assert point.mean == pytest.approx(result.measures[measure].mean)
            assert (point.low, point.high) == pytest.approx((point.mean, point.mean))
        assert found.n == result.n


def test_the_mean_over_draws_is_that_of_all_draws(builders, tmp_path):
    """With one relevant item the number of distractors before it is hypergeometric."""
    items = names(200)
    angles = dict(zip(items, np.linspace(0, 3, 200), strict=True))
    vectors = {i: [np.cos(a), np.sin(a)] for i, a in angles.items()}
    # Between the query and its relevant item lie 29 others; five of them are in the pool.
    pool = [items[0], items[30], *items[1:6], *items[100:113]]
    ws = builders.workspace(
        tmp_path, items, {"v": vectors}, {"g": {"pool": pool, "queries": {items[0]: [items[30]]}}}
    )
    found = growth.grow(ws, "v", make_view("imported", ws.gt("g")), "g")
    assert found.sizes == (20, 50, 100, 200)
    for at, size in enumerate(found.sizes):
        law = stats.hypergeom(180, 24, size - 20)
        expected = law.cdf(10 - 6)  # rank 6 in the small pool; at most 10
        seen = growth.points(found, "success@10")[at].mean
        assert abs(seen - expected) <= 4 * np.sqrt(expected * (1 - expected) / growth.REPEATS)
    assert found.ranks[:, 0, 0].tolist() == [6] * growth.REPEATS
    assert len(set(found.ranks[:, 1, 0].tolist())) > 3, "each repeat draws its own"
    for one in found.ranks[:, :, 0].tolist():
        assert one == list(accumulate(one, max)), "distractors that are in stay in"


def test_the_same_draws_for_every_variant_and_every_time(space):
    view = make_view("imported", space.gt("declared"))
    one, again = (growth.grow(space, "part", view, "declared").ranks for _ in range(2))
    assert (one == again).all()


def test_without_a_declared_pool_the_items_it_names_are_the_small_pool(space):
    truth = space.gt("open")
    named = {*truth.queries}.union(*truth.queries.values())
    small = growth.small_pool(space, "open")
    assert {space.items.ids[p] for p in np.flatnonzero(small)} == named
    found = growth.grow(space, "full", make_view("imported", truth), "open")
    assert found.sizes[0] == len(named)


def test_a_query_without_vector_counts_as_zero_everywhere(space):
    view = make_view("imported", space.gt("declared"))
    found = growth.grow(space, "part", view, "declared")
    pool = make_pool(space, "corpus")
    rankings = rank_view(space, "part", view, pool, {})
    lost = score_view(space, "part", "declared", view, pool, rankings).counted_as_zero
    assert lost
    for query in lost:
        assert not found.ranks[:, :, found.queries.index(query)].any()


def test_nothing_that_counts_has_no_mean(builders, tmp_path):
    gt = {"pool": ["a", "b"], "queries": {"a": {"b": 0}}}
    ws = builders.workspace(tmp_path, ["a", "b", "c"], {"v": {"a": [1.0], "b": [1.0]}}, {"g": gt})
    found = growth.grow(ws, "v", make_view("imported", ws.gt("g")), "g")
    assert (found.n, found.sizes) == (0, (2, 3))
    with pytest.raises(ValueError, match="no query counts"):
        growth.points(found, "success@5")


def test_measures_that_ranks_do_not_tell_are_refused(space):
    found = growth.grow(space, "full", make_view("imported", space.gt("declared")), "declared")
    with pytest.raises(ValueError, match="ndcg@10 is not told by the rank"):
        found.means("ndcg@10")


@pytest.mark.parametrize(
    ("least", "most", "sizes"),
    [
        (100, 194, (100, 194)),
        (100, 997, (100, 200, 500, 997)),
        (97, 5545, (97, 200, 500, 1000, 2000, 5545)),
        (12, 12, (12,)),
        (0, 30, (0, 1, 2, 5, 10, 20, 30)),
        (100, 176443,
         (100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 176443)),
    ],
)  # fmt: skip
def test_sizes_are_round_and_apart(least, most, sizes):
    assert growth.sizes_between(least, most) == sizes
