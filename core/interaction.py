"""Whether the difference between two variants is another one on another ground truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from core.compare import Outcome, difference_interval, differences, paired
from core.measures import MEASURES
from core.statistics import ALPHA, BOOTSTRAP_RESAMPLES, BOOTSTRAP_SEED, holm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.evaluate import Evaluation

Samples = tuple[tuple[tuple[float, float], ...], tuple[float, ...], tuple[float, ...]]
"""Differences of the queries in both ground truths, in the first only and in the second only."""

PERMUTATIONS = 1 << 12
PERMUTATION_SEED = 20260131


@dataclass(frozen=True)
class Effect:
    """The mean difference a - b on one ground truth, with its 95 % interval."""

    gt: str
    n: int
    difference: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class Interaction:
    """How much the difference of two variants changes from one ground truth to another.

    Attributes:
        first, second: the difference a - b on each.
        shared: queries that are in both.
        change: ``first.difference`` less ``second.difference``.
        interval: of the change: 95 % percentile bootstrap of the query ids, so that a query which
            is in both ground truths is drawn for both or for neither. Each kind of query (in the
            first only, the second only, both) keeps its number.
        p: two-sided permutation test of no change, not corrected.
        worst_p: the same p if every hole went against the change; 1 if that could even it out or
            turn it around. Of measures that are no Success@k 1 where there are holes.
        holm_p, worst_holm_p: both corrected for all changes that were looked at together.
    """

    first: Effect
    second: Effect
    shared: int
    change: float
    interval: tuple[float, float]
    p: float
    worst_p: float
    holm_p: float
    worst_holm_p: float

    @property
    def outcome(self) -> Outcome:
        """Whether the change is more than luck explains, and holes could not undo it."""
        if self.holm_p >= ALPHA:
            return "not_apart"
        return "apart" if self.worst_holm_p < ALPHA else "apart_but_for_holes"


def interactions(
    contrasted: Sequence[tuple[Evaluation, Evaluation]], measure: str
) -> list[Interaction]:
    """Hold the difference of two variants on each ground truth against that on each other.

    Args:
        contrasted: per ground truth the evaluations of variant a and variant b. Ground truths on
            which no query counts are left out.
        measure: key of the measure.
    """
    counted = [(a, b) for a, b in contrasted if a.n]
    found = [_interaction(one, other, measure) for one, other in combinations(counted, 2)]
    corrected = holm([each.p for each in found])
    worst = holm([each.worst_p for each in found])
    return [
        replace(each, holm_p=p, worst_holm_p=q)
        for each, p, q in zip(found, corrected, worst, strict=True)
    ]


def _interaction(
    one: tuple[Evaluation, Evaluation], other: tuple[Evaluation, Evaluation], measure: str
) -> Interaction:
    samples = _samples(differences(*one, measure), differences(*other, measure))
    first, second = _effect(*one, measure), _effect(*other, measure)
    change = first.difference - second.difference
    p = permutation_p(*samples)
    worst_p = _worst(one, other, measure, change, p)
    return Interaction(
        first, second, len(samples[0]), change, change_interval(*samples), p, worst_p, p, worst_p
    )


def _samples(mine: Mapping[str, float], theirs: Mapping[str, float]) -> Samples:
    return (
        tuple((mine[query], theirs[query]) for query in sorted(mine.keys() & theirs.keys())),
        tuple(mine[query] for query in sorted(mine.keys() - theirs.keys())),
        tuple(theirs[query] for query in sorted(theirs.keys() - mine.keys())),
    )


def _worst(
    one: tuple[Evaluation, Evaluation],
    other: tuple[Evaluation, Evaluation],
    measure: str,
    change: float,
    p: float,
) -> float:
    pairs = paired(*one, measure), paired(*other, measure)
    if not any(pair.has_holes for pair in pairs):
        return p
    if MEASURES[measure].interval != "wilson95" or change == 0:
        return 1.0
    # A change upward is undone by hits of b on the first and of a on the second.
    open_first, open_second = (
        (pairs[0].b_open, pairs[1].a_open) if change > 0 else (pairs[0].a_open, pairs[1].b_open)
    )
    sign = 1.0 if change > 0 else -1.0
    mine, theirs = differences(*one, measure), differences(*other, measure)
    mine |= {query: mine[query] - sign for query in open_first}
    theirs |= {query: theirs[query] + sign for query in open_second}
    left = sum(mine.values()) / len(mine) - sum(theirs.values()) / len(theirs)
    return permutation_p(*_samples(mine, theirs)) if left * sign > 1e-12 else 1.0


def _effect(a: Evaluation, b: Evaluation, measure: str) -> Effect:
    interval = difference_interval(a, b, measure)
    if interval is None:
        raise ValueError(f"no query of {a.gt} counts")
    found = list(differences(a, b, measure).values())
    return Effect(a.gt, a.n, float(np.mean(found)), interval)


@lru_cache(maxsize=256)  # a page asks for the same again with every click
def change_interval(
    shared: tuple[tuple[float, float], ...], first: tuple[float, ...], second: tuple[float, ...]
) -> tuple[float, float]:
    """95 % percentile bootstrap of mean(first) - mean(second), queries in both drawn jointly.

    Args:
        shared: the two differences of each query that is in both ground truths.
        first, second: differences of the queries that are in one of them only.

    Returns:
        Lower and upper end; the same values always give the same ends.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapters 8 and 13.
    """
    generator = np.random.default_rng(BOOTSTRAP_SEED)

    def drawn(queries: int) -> np.ndarray:
        if not queries:
            return np.zeros((BOOTSTRAP_RESAMPLES, 0))
        shares = np.full(queries, 1 / queries)
        return generator.multinomial(queries, shares, size=BOOTSTRAP_RESAMPLES)

    pairs = np.array(shared).reshape(-1, 2)
    together = drawn(len(pairs))
    sums = [together @ pairs[:, 0], together @ pairs[:, 1]]
    means = [
        (joint + drawn(len(alone)) @ np.array(alone, dtype=float)) / (len(pairs) + len(alone))
        for joint, alone in zip(sums, (first, second), strict=True)
    ]
    low, high = np.quantile(means[0] - means[1], [0.025, 0.975])
    return float(low), float(high)


@lru_cache(maxsize=256)
def permutation_p(
    shared: tuple[tuple[float, float], ...], first: tuple[float, ...], second: tuple[float, ...]
) -> float:
    """Two-sided permutation test that both ground truths have the same mean difference.

    If the ground truth made no difference, a query that is in both would be as likely with its
    two values changed about, and one that is in either as likely in the other. The mean change is
    divided by its standard error in every permutation: then the test keeps its level also where
    the two ground truths differ in spread and size, not in the mean.

    Args, source of randomness: as :func:`change_interval`; :data:`PERMUTATIONS` seeded ones, with
    the one that was seen counted among them.

    Source: E. Chung and J. Romano 2013, Exact and asymptotically robust permutation tests.
    """
    generator = np.random.default_rng(PERMUTATION_SEED)
    pairs = np.array(shared).reshape(-1, 2)
    pooled = np.array([*first, *second], dtype=float)
    stays = generator.integers(0, 2, size=(PERMUTATIONS, len(pairs))).astype(float)
    order = generator.random((PERMUTATIONS, len(pooled))).argsort(axis=1)
    mine = (order < len(first)).astype(float)
    # The first one is what was seen.
    stays[0], mine[0] = 1.0, np.arange(len(pooled)) < len(first)
    statistic = np.abs(_studentised(pairs, stays, pooled, mine, len(first)))
    # Equal statistics may differ in the last bits, by the order of their terms.
    return float(np.mean(statistic >= statistic[0] * (1 - 1e-9)))


def _studentised(
    pairs: np.ndarray, stays: np.ndarray, pooled: np.ndarray, mine: np.ndarray, alone: int
) -> np.ndarray:
    """(permutations,) the change divided by its standard error.

    Args:
        pairs: (s, 2) values of the queries in both.
        stays: (permutations, s) 1 where the pair stays as it is, 0 where it changes about.
        pooled: (u,) values of the queries in one only.
        mine: (permutations, u) 1 where the query counts for the first ground truth.
        alone: how many of them do.
    """
    n, m = len(pairs) + alone, len(pairs) + len(pooled) - alone
    at_first = stays @ pairs[:, 0] + (1 - stays) @ pairs[:, 1]
    at_second = pairs.sum() - at_first
    sum_first, sum_second = mine @ pooled, (1 - mine) @ pooled
    mean_first, mean_second = (at_first + sum_first) / n, (at_second + sum_second) / m
    squares = pairs**2
    square_first = stays @ squares[:, 0] + (1 - stays) @ squares[:, 1]
    square_second = squares.sum() - square_first + (1 - mine) @ pooled**2
    square_first = square_first + mine @ pooled**2
    # What the queries in both have in common doesn't vary between the two means.
    common = (
        (pairs[:, 0] * pairs[:, 1]).sum()
        - mean_second * at_first
        - mean_first * at_second
        + len(pairs) * mean_first * mean_second
    )
    variance = (
        (square_first - n * mean_first**2) / (n * max(n - 1, 1))
        + (square_second - m * mean_second**2) / (m * max(m - 1, 1))
        - 2 * common / (n * m)
    )
    change = mean_first - mean_second
    error = np.sqrt(np.maximum(variance, 0.0))
    certain = error < 1e-12
    ratio: np.ndarray = change / np.where(certain, 1.0, error)
    return np.where(certain, np.where(np.abs(change) < 1e-12, 0.0, np.inf), ratio)
