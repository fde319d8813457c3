"""How often equal variants are said to differ, over everything that is looked at together."""

from __future__ import annotations

import numpy as np
import pytest

from core.compare import compare_all
from core.evaluate import Evaluation, QueryResult, Verdict
from core.search import Pool
from core.statistics import ALPHA

VARIANTS = 4
POOL = Pool("corpus", None, (), 100, None)


def evaluation(gt, variant, values, measure):
    """An evaluation with these values, one per query."""
    queries = tuple(
        QueryResult(f"q{n:03d}", "ranked", None, {measure: float(value)}, {})
        for n, value in enumerate(values)
    )
    return Evaluation(str(variant), gt, "imported", POOL, queries, {}, Verdict(None, "undecided"))


def found_in(rng, sizes, draw, measure):
    """Whether any pair on any ground truth is said to differ, in one simulated study."""
    study = [
        [evaluation(str(n), variant, draw(rng, n), measure) for variant in range(VARIANTS)]
        for n in sizes
    ]
    return any(each.outcome != "not_apart" for each in compare_all(study, measure))


@pytest.mark.parametrize("rate", [0.5, 0.8, 0.95])
def test_equal_shares_are_told_apart_in_at_most_five_per_cent(rate):
    """Two ground truths, six pairs on each: without Holm some pair would differ far more often."""
    rng, rounds = np.random.default_rng(1), 1500
    found = sum(
        found_in(rng, (27, 61), lambda r, n: r.random(n) < rate, "success@5") for _ in range(rounds)
    )
    assert found / rounds <= ALPHA


def test_equal_reciprocal_ranks_are_told_apart_in_at_most_five_per_cent():
    def draw(rng, n):
        return 1 / rng.integers(1, 8, size=n)

    rng, rounds = np.random.default_rng(2), 400
    found = sum(found_in(rng, (9, 10), draw, "rr") for _ in range(rounds))
    assert found / rounds <= ALPHA + 2 * np.sqrt(ALPHA * (1 - ALPHA) / rounds)


def test_a_real_difference_is_found():
    """The same net catches what is there: else finding nothing would prove nothing."""
    rng, found = np.random.default_rng(3), 0
    for _ in range(50):
        study = [
            [
                evaluation("gt", variant, rng.random(61) < rate, "success@5")
                for variant, rate in enumerate((0.95, 0.5, 0.5, 0.5))
            ]
        ]
        told = {
            frozenset((each.pair.a, each.pair.b))
            for each in compare_all(study, "success@5")
            if each.outcome == "apart"
        }
        found += {frozenset(("0", other)) for other in "123"} <= told
    assert found >= 45
