"""Per-query measures against hand-worked figures and ir-measures."""

from __future__ import annotations

import math
import random

import ir_measures
import pytest

from core import metrics


@pytest.mark.parametrize(
    ("rank", "k", "expected"),
    [(1, 1, 1.0), (2, 1, 0.0), (5, 5, 1.0), (6, 5, 0.0), (3, 1000, 1.0), (None, 10, 0.0)],
)
def test_success(rank, k, expected):
    assert metrics.success(rank, k) == expected
    assert isinstance(metrics.success(rank, k), float)


@pytest.mark.parametrize(
    ("rank", "expected"), [(1, 1.0), (2, 0.5), (10_000, 1e-4), (None, 0.0), (11, 1 / 11)]
)
def test_reciprocal_rank_has_no_cut_off(rank, expected):
    assert metrics.reciprocal_rank(rank) == expected


def test_recall_counts_what_is_not_ranked():
    assert metrics.recall([1, 4], 3, 3) == pytest.approx(1 / 3)
    assert metrics.recall([1, 4], 3, 4) == pytest.approx(2 / 3)
    assert metrics.recall([1, 4], 3, 10_000) == pytest.approx(2 / 3), "one has no vector"
    assert metrics.recall([], 2, 5) == 0.0
    with pytest.raises(ValueError, match="at least one relevant item"):
        metrics.recall([], 0, 5)


def test_success_is_not_recall():
    assert metrics.success(1, 1) == 1.0
    assert metrics.recall([1, 2], 2, 1) == 0.5


def test_ndcg_is_linear_in_the_grade():
    ideal = 3 + 1 / math.log2(3)
    assert metrics.ndcg((1, 3), (3, 1), 10) == pytest.approx((1 + 3 / math.log2(3)) / ideal)
    exponential = (1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3))
    assert metrics.ndcg((1, 3), (3, 1), 10) != pytest.approx(exponential)


def test_ndcg_edges():
    assert metrics.ndcg((3, 2, 1), (1, 2, 3), 10) == 1.0
    assert metrics.ndcg((), (2,), 10) == 0.0
    assert metrics.ndcg((0, 0), (2,), 10) == 0.0
    assert metrics.ndcg((0, 2), (2, 0, -1), 10) == pytest.approx(1 / math.log2(3))
    assert metrics.ndcg((0,), (), 10) == 0.0
    assert metrics.ndcg((0, 2), (2,), 1) == 0.0, "the cut-off holds for the gains"
    many = (2,) * 30
    assert metrics.ndcg((2,) * 10, many, 10) == 1.0, "and for the ideal"


def test_judged_is_a_share_of_what_is_ranked():
    assert metrics.judged((True, False, True, True, True, False), 5) == 0.8
    assert metrics.judged((True, False), 5) == 0.5, "of two ranked, not of five"
    assert metrics.judged((), 5) == 0.0


@pytest.mark.parametrize("seed", range(60))
def test_against_ir_measures(seed):
    """Rankings with gaps (relevant items that are not ranked) and all grades from 0 to 3."""
    rng = random.Random(seed)
    ids = [f"i{n}" for n in range(rng.randint(1, 25))]
    qrels = {i: rng.randint(0, 3) for i in ids if rng.random() < 0.6}
    qrels[rng.choice(ids)] = 3
    order = [i for i in rng.sample(ids, len(ids)) if rng.random() < 0.8]
    run = {"q": {i: -float(rank) for rank, i in enumerate(order)}}
    threshold = rng.choice([1, 2, 3])
    ranks = [r for r, i in enumerate(order, start=1) if qrels.get(i, 0) >= threshold]
    count = sum(g >= threshold for g in qrels.values())
    gains = [qrels.get(i, 0) for i in order]
    first = ranks[0] if ranks else None
    ours = {f"RR(rel={threshold})": metrics.reciprocal_rank(first)}
    for k in (1, 2, 3, 5, 10, 50):
        ours[f"Success(rel={threshold})@{k}"] = metrics.success(first, k)
        ours[f"R(rel={threshold})@{k}"] = metrics.recall(ranks, count, k)
        ours[f"nDCG@{k}"] = metrics.ndcg(gains, qrels.values(), k)
        if order:
            ours[f"Judged@{k}"] = metrics.judged([i in qrels for i in order], k)
    measures = [ir_measures.parse_measure(name) for name in ours]
    theirs = ir_measures.calc_aggregate(measures, {"q": qrels}, run if order else {})
    assert {str(m): v for m, v in theirs.items()} == pytest.approx(
        {str(ir_measures.parse_measure(name)): value for name, value in ours.items()}, abs=1e-9
    )
