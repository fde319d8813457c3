"""Intervals and verdicts."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import numpy as np

Z95 = 1.959963984540054
"""97.5 % point of the standard normal distribution."""
BOOTSTRAP_RESAMPLES = 2000
BOOTSTRAP_SEED = 20260129

SIGN_FLIPS = 1 << 14
"""So many assignments of signs a randomisation test looks at; all of them where there are fewer."""
SIGN_FLIP_SEED = 20260130

Point = Literal["pass", "fail"]
Evidence = Literal["shown", "refuted", "undecided"]


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson score interval, 95 %, for ``hits`` of ``n``.

    Source: E. B. Wilson 1927; Brown, Cai, DasGupta 2001, Interval Estimation for a Binomial
    Proportion, equation (4).

    Raises:
        ValueError: ``n`` below 1 or ``hits`` outside 0..n.
    """
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no proportion")
    share = hits / n
    z2 = Z95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == n else min(1.0, centre + half)
    return low, high


def bootstrap_means(values: np.ndarray) -> np.ndarray:
    """Seeded percentile bootstrap, 95 %, of column means.

    Args:
        values: (n, m): one row per query, one column per measure; n >= 1.

    Returns:
        (m, 2) lower and upper ends. Queries are drawn with replacement, the same draw for all
        columns; the same values always give the same ends.

    Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 13.3.
    """
    n = len(values)
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    counts = generator.multinomial(n, np.full(n, 1 / n), size=BOOTSTRAP_RESAMPLES)
    # Rounding aside, no mean lies outside its values; of equal values it is that value.
    means = np.clip(counts @ values / n, values.min(axis=0), values.max(axis=0))
    ends: np.ndarray = np.quantile(means, [0.025, 0.975], axis=0).T
    return ends


@lru_cache(maxsize=512)  # a page asks for the same pairs again with every click
def sign_flip(differences: tuple[float, ...]) -> float:
    """Two-sided paired randomisation test: the p-value of a mean difference at least this large.

    If both variants were equally good, each query's difference would be as likely with the other
    sign. All assignments of signs are looked at where there are no more than :data:`SIGN_FLIPS`,
    else so many seeded ones, with the one that was seen counted among them.

    Source: M. Smucker, J. Allan, B. Carterette 2007, A Comparison of Statistical Significance
    Tests for Information Retrieval Evaluation.
    """
    moved = np.array([each for each in differences if each != 0.0])
    every = 1 << len(moved)
    if every <= SIGN_FLIPS:
        bits = np.arange(every)[:, None] >> np.arange(len(moved)) & 1
    else:
        generator = np.random.default_rng(SIGN_FLIP_SEED)
        bits = generator.integers(0, 2, size=(SIGN_FLIPS, len(moved)))
        bits[0] = 1
    sums = np.abs((2 * bits - 1) @ moved)
    # Equal sums may differ in the last bits, by the order of their terms.
    return float(np.mean(sums >= abs(moved.sum()) - 1e-9))


def point_verdict(hits: int, n: int, target: float) -> Point:
    """The contract's own rule: the share as it stands reaches the target."""
    # As the decimal fraction it was written as: 0.8 of 60 is 48 hits, and a target that came out
    # as 0.30000000000000004 is 0.3, whatever binary floats make of it.
    return "pass" if hits >= Fraction(str(round(target, 9))) * n else "fail"


def evidence(hits: int, upper_hits: int, n: int, target: float) -> Evidence:
    """What ``n`` queries show about the target.

    *shown*: the lower Wilson bound of the known hits reaches the target. *refuted*: the upper
    Wilson bound stays below the target even if every hole that could be a hit were one
    (``upper_hits``). Otherwise *undecided*.
    """
    if wilson(hits, n)[0] >= target:
        return "shown"
    if wilson(upper_hits, n)[1] < target:
        return "refuted"
    return "undecided"
