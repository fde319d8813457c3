"""Intervals and verdicts."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

Z95 = 1.959963984540054
"""97.5 % point of the standard normal distribution."""
ALPHA = 0.05
"""Below this a difference counts as more than luck explains."""
BOOTSTRAP_RESAMPLES = 2000
BOOTSTRAP_SEED = 20260129
_KEPT_N = 4096

SIGN_FLIPS = 1 << 14
"""So many assignments of signs a randomisation test looks at; all of them where there are fewer."""
SIGN_FLIP_SEED = 20260130

Point = Literal["pass", "fail"]
Evidence = Literal["shown", "refuted", "undecided", "interim"]
"""``interim``: a planned study is not complete, so that the interval decides nothing yet."""


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Wilson score interval, 95 %, for ``hits`` of ``n``.

    Source: E. B. Wilson 1927; Brown, Cai, DasGupta 2001, Interval Estimation for a Binomial
    Proportion, equation (4).

    Raises:
        ValueError: ``n`` below 1 or ``hits`` outside 0..n.
    """
    if n < 1 or not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no proportion")
    return _wilson(hits / n, n)


def _wilson(share: float, n: int) -> tuple[float, float]:
    z2 = Z95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low = 0.0 if share == 0 else max(0.0, centre - half)
    high = 1.0 if share == 1 else min(1.0, centre + half)
    return low, high


def resamples(n: int) -> np.ndarray:
    """(:data:`BOOTSTRAP_RESAMPLES`, n) float64: how often each draw of ``n`` holds each of them.

    Drawn with replacement; the same ``n`` always gives the same draws.
    """
    return (_resamples if n <= _KEPT_N else _resamples.__wrapped__)(n).astype(np.float64)


@lru_cache(maxsize=8)  # drawing takes longer than all that is made of the draws
def _resamples(n: int) -> np.ndarray:
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    drawn = generator.multinomial(n, np.full(n, 1 / n), size=BOOTSTRAP_RESAMPLES)
    return drawn.astype(np.int16)


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
    counts = resamples(n)
    # Rounding aside, no mean lies outside its values; of equal values it is that value.
    means = np.clip(counts @ values / n, values.min(axis=0), values.max(axis=0))
    ends: np.ndarray = np.quantile(means, [0.025, 0.975], axis=0).T
    return ends


def bootstrap_ratio(parts: np.ndarray, wholes: np.ndarray) -> tuple[float, float]:
    """Seeded percentile bootstrap, 95 %, of ``parts.sum() / wholes.sum()``, queries drawn.

    What one query counts depends on itself, so that queries are drawn with all that is theirs.
    Where the share is the same in every query, each draw gives it again; that is no certainty.
    Then Wilson's interval of that share of as many observations as queries is returned, as if
    each of them had told no more than once.

    Args:
        parts, wholes: (n,) counts per query, ``parts <= wholes``; queries that count nothing are
            drawn, too, but tell nothing.

    Raises:
        ValueError: ``wholes`` are all 0.

    Source: A. Davison, D. Hinkley 1997, Bootstrap Methods, section 3.8.
    """
    telling = wholes > 0
    if not telling.any():
        raise ValueError("a share of nothing has no interval")
    shares = parts[telling] / wholes[telling]
    if np.ptp(shares) == 0:
        return _wilson(float(shares[0]), len(shares))
    counts = resamples(len(wholes))
    part, whole = counts @ parts.astype(np.float64), counts @ wholes.astype(np.float64)
    # A draw of queries that count nothing has no share.
    low, high = np.quantile(part[whole > 0] / whole[whole > 0], [0.025, 0.975])
    return float(low), float(high)


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
    (``upper_hits``). Otherwise *undecided*. It knows of no plan, so it is never *interim*.
    """
    if wilson(hits, n)[0] >= target:
        return "shown"
    if wilson(upper_hits, n)[1] < target:
        return "refuted"
    return "undecided"


def mcnemar_exact(only_a: int, only_b: int) -> float:
    """Two-sided exact McNemar test on the discordant queries.

    If both variants were equally good, each flipped query would favour either with probability
    1/2; the p-value is the probability of a split at least as uneven as the one seen.

    Source: Q. McNemar 1947; the exact binomial form as in Agresti, Categorical Data Analysis.
    """
    flips = only_a + only_b
    tail = sum(math.comb(flips, i) for i in range(min(only_a, only_b) + 1))
    return min(1.0, 2 * tail / (1 << flips))


def holm(p_values: list[float]) -> list[float]:
    """Holm's step-down correction: adjusted p-values in the order given, each at most 1.

    Source: S. Holm 1979, A Simple Sequentially Rejective Multiple Test Procedure.
    """
    adjusted = [0.0] * len(p_values)
    running = 0.0
    for step, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        running = max(running, min(1.0, (len(p_values) - step) * p_values[place]))
        adjusted[place] = running
    return adjusted


def tango(only_a: int, only_b: int, n: int) -> tuple[float, float]:
    """Score interval, 95 %, of the difference of two shares of hits on the same queries.

    The differences at which a score test of the paired table wouldn't reject. Two variants are
    *non-inferior* by a margin if the lower end lies above minus that margin.

    Args:
        only_a, only_b: queries that one of the two hits and the other misses.
        n: all queries.

    Returns:
        Ends of the interval of share a - share b, in [-1, 1].

    Source: T. Tango 1998, Equivalence test and confidence interval for the difference in
    proportions for the paired-sample design, Statistics in Medicine 17, 891-908.

    Raises:
        ValueError: fewer than no flips, more than queries, or no queries.
    """
    if min(only_a, only_b) < 0 or n < 1 or only_a + only_b > n:
        raise ValueError(f"{only_a} and {only_b} are no flips of {n} queries")
    middle = (only_a - only_b) / n
    high = _where(lambda d: _score(only_a, only_b, n, d) + Z95, middle, 1.0)
    low = -_where(lambda d: _score(only_b, only_a, n, d) + Z95, -middle, 1.0)
    return low, high


def _score(only_a: int, only_b: int, n: int, difference: float) -> float:
    """Tango's statistic: falls as the assumed difference rises."""
    # The share of "only b" that is likeliest under the assumption, equation (9).
    linear = (2 * n + only_b - only_a) * difference - only_b - only_a
    root = math.sqrt(max(0.0, linear**2 + 8 * n * only_b * difference * (1 - difference)))
    share = (root - linear) / (4 * n)
    variance = n * (2 * share + difference * (1 - difference))
    above = only_a - only_b - n * difference
    if variance <= 0:
        return 0.0 if above == 0 else math.copysign(math.inf, above)
    return above / math.sqrt(variance)


def _where(falls: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function becomes negative; ``high`` if it doesn't before."""
    if falls(high) >= 0:
        return high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if falls(middle) >= 0 else (low, middle)
    return low
