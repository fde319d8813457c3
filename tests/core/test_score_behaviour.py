"""Separation of scores against scipy and brute force, and which pairs are looked at."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from core.score_behaviour import (
    MOST_PAIRS,
    PAIR_KINDS,
    Pairs,
    Scores,
    histogram,
    pairs_of,
    score,
    separation,
)
from core.search import make_pool
from core.views import HumanLayer, make_view


def scores(values, queries=None):
    values = np.asarray(values, dtype=float)
    of = np.zeros(len(values), dtype=np.int64) if queries is None else np.asarray(queries)
    return Scores(of, values, 0)


# --- AUC and standardised difference --------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_auc_is_scipys_u_over_the_pairs_with_ties(seed):
    rng = np.random.default_rng(seed)
    m, n, queries = rng.integers(1, 60, size=3)
    relevant, others = rng.integers(0, 8, m) / 7, rng.integers(0, 6, n) / 7
    of_m, of_n = rng.integers(queries, size=m), rng.integers(queries, size=n)
    found = separation(scores(relevant, of_m), scores(others, of_n))
    assert found is not None
    expected = mannwhitneyu(relevant, others).statistic / (m * n)
    assert found.auc == pytest.approx(expected, abs=1e-12)
    assert (found.relevant, found.others) == (m, n)


def test_the_standardised_difference_is_cohens():
    rng = np.random.default_rng(5)
    relevant, others = rng.normal(0.9, 0.01, 70), rng.normal(0.88, 0.02, 90)
    found = separation(scores(relevant, range(70)), scores(others, range(90)))
    pooled = math.sqrt((69 * relevant.var(ddof=1) + 89 * others.var(ddof=1)) / 158)
    assert found is not None
    assert found.standardised == pytest.approx((relevant.mean() - others.mean()) / pooled)
    low, high = found.standardised_interval
    assert low < found.standardised < high


@pytest.mark.parametrize(
    ("relevant", "others", "auc"),
    [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1, 1], [1, 1], 0.5), ([1], [1, 0], 0.75)],
)
def test_a_tie_counts_half(relevant, others, auc):
    found = separation(scores(relevant), scores(others))
    assert found is not None
    assert found.auc == auc


def test_equal_scores_have_no_standardised_difference():
    found = separation(scores([0.3, 0.3]), scores([0.3] * 5))
    assert found is not None
    assert found.standardised is None
    assert found.standardised_interval is None
    one_each = separation(scores([0.9]), scores([0.1]))
    assert one_each is not None
    assert one_each.standardised is None, "no spread can be told from two pairs"


def test_without_pairs_of_a_kind_there_is_nothing_to_tell():
    assert separation(scores([]), scores([1.0])) is None
    assert separation(scores([1.0]), scores([])) is None


def test_the_interval_is_that_of_drawn_queries_by_brute_force():
    rng = np.random.default_rng(1)
    queries = 15
    of_m, of_n = rng.integers(queries, size=80), rng.integers(queries, size=120)
    offset = rng.normal(0, 0.5, queries)
    relevant = rng.normal(0.6, 0.3, 80) + offset[of_m]
    others = rng.normal(0.3, 0.3, 120) + offset[of_n]
    found = separation(scores(relevant, of_m), scores(others, of_n))
    assert found is not None
    draws = []
    for _ in range(1500):
        chosen = rng.integers(queries, size=queries)
        mine = np.concatenate([relevant[of_m == q] for q in chosen])
        theirs = np.concatenate([others[of_n == q] for q in chosen])
        draws.append(mannwhitneyu(mine, theirs).statistic / (len(mine) * len(theirs)))
    assert found.auc_interval == pytest.approx(np.quantile(draws, [0.025, 0.975]), abs=0.02)


def test_pairs_of_few_queries_say_less_than_as_many_of_many():
    rng = np.random.default_rng(2)
    level = np.repeat(rng.normal(0, 1, 10), 40)
    relevant, others = level + rng.normal(1, 0.1, 400), rng.normal(0, 1, 400)
    few = separation(scores(relevant, np.repeat(np.arange(10), 40)), scores(others, range(400)))
    many = separation(scores(relevant, range(400)), scores(others, range(400)))
    assert few is not None
    assert many is not None
    assert np.ptp(few.auc_interval) > 1.5 * np.ptp(many.auc_interval)
    assert separation(scores(relevant, range(400)), scores(others, range(400))) == many


def test_histograms_hold_every_pair():
    given = {"relevant": scores([1, 2]), "not_relevant": scores([]), "random": scores([0, 0, 4])}
    edges, shares = histogram(given, bins=4)
    assert edges.tolist() == [0, 1, 2, 3, 4]
    assert shares.tolist() == [[0, 0.5, 0.5, 0], [0, 0, 0, 0], pytest.approx([2 / 3, 0, 0, 1 / 3])]
    edges, shares = histogram(dict.fromkeys(PAIR_KINDS, scores([0.5])), bins=4)
    assert shares.sum(axis=1).tolist() == [1, 1, 1]
    edges, shares = histogram(dict.fromkeys(PAIR_KINDS, scores([])))
    assert shares.sum() == 0


# --- pairs ----------------------------------------------------------------------------------------

IDS = "abcdefgh"


@pytest.fixture
def space(builders, tmp_path):
    rng = np.random.default_rng(0)
    vectors = {key: rng.normal(size=4).tolist() for key in IDS}
    part = {key: vectors[key] for key in "abcd"}
    gts = {
        "open": {"queries": {"a": {"b": 2, "c": 0, "a": 3}, "h": {"g": 1}}},
        "closed": {
            "pool": list("abcde"), "unlisted": "not_relevant", "queries": {"a": {"b": 1}, "c": {}},
        },
    }  # fmt: skip
    return builders.workspace(tmp_path, list(IDS), {"v": vectors, "part": part}, gts)


def named(space, pairs):
    ids = space.items.ids
    return {ids[q] + ids[i] for q, i in zip(pairs.queries, pairs.items, strict=True)}


def test_pairs_are_those_that_the_view_knows(space):
    view = make_view("imported", space.gt("open"))
    found = pairs_of(view, space.items, make_pool(space))
    assert named(space, found["relevant"]) == {"ab", "hg"}
    assert named(space, found["not_relevant"]) == {"ac"}
    rest = {"a" + key for key in "cdefgh"} | {"h" + key for key in "abcdef"}
    assert named(space, found["random"]) == rest, "few candidates: all but known relevant ones"
    people = HumanLayer({"a": {"c": 3, "b": 0}})
    found = pairs_of(make_view("human", space.gt("open"), people), space.items, make_pool(space))
    assert named(space, found["relevant"]) == {"ac"}
    assert named(space, found["not_relevant"]) == {"ab"}


def test_a_declared_pool_makes_unlisted_pairs_not_relevant(space):
    view = make_view("imported", space.gt("closed"))
    found = pairs_of(view, space.items, make_pool(space, "judged", "closed"))
    assert named(space, found["relevant"]) == {"ab"}
    assert named(space, found["not_relevant"]) == {"ac", "ad", "ae", "ca", "cb", "cd", "ce"}
    assert {pair[1] for pair in named(space, found["random"])} <= set("abcde")


def test_pairs_are_the_same_every_time_and_scored_by_the_stored_rows(space):
    view = make_view("imported", space.gt("closed"))
    pool = make_pool(space, "judged", "closed")
    first, again = (pairs_of(view, space.items, pool) for _ in range(2))
    for kind in PAIR_KINDS:
        assert first[kind].items.tolist() == again[kind].items.tolist()
    matrix = space.variant("v").matrix.astype(np.float64)
    pairs = first["not_relevant"]
    expected = [
        float(matrix[q] @ matrix[i]) for q, i in zip(pairs.queries, pairs.items, strict=True)
    ]
    found = score(pairs, space.variant("v"))
    assert found.values == pytest.approx(expected, abs=1e-12)
    assert found.unscored == 0
    partial = score(pairs, space.variant("part"))
    assert partial.unscored == 2, "e has no vector there: ae, ce"
    assert len(partial.values) == len(partial.queries) == 5


def test_of_too_many_pairs_some_are_drawn(monkeypatch, space):
    monkeypatch.setattr("core.score_behaviour.MOST_PAIRS", 3)
    view = make_view("imported", space.gt("closed"))
    found = pairs_of(view, space.items, make_pool(space, "judged", "closed"))["not_relevant"]
    assert (len(found.items), found.of) == (3, 7)
    assert MOST_PAIRS > 3
    assert isinstance(found, Pairs)
