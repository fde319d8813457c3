"""What a number of queries can show, and how many it takes: power, before anyone judges.

More judgments on the same queries close holes; only more queries narrow an interval.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from core.statistics import ALPHA, wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

POWER = 0.8
"""The customary chance of finding what is there."""
MOST_QUERIES = 5_000
"""Longer plans aren't searched for: nobody judges so many queries."""
USUAL_PAIR_S = 30.0
"""Seconds per pair, where no one's pace is known: reading two questions with pictures."""
_LEAST_TIMED = 20


@dataclass(frozen=True)
class Bar:
    """What decides a contract at ``n`` queries without holes.

    Attributes:
        n: queries.
        shown: least hits whose lower Wilson bound reaches the target; None if even all don't.
        refuted: most hits whose upper Wilson bound stays below the target; None if even 0 doesn't.
    """

    n: int
    shown: int | None
    refuted: int | None


@cache
def bar(n: int, target: float) -> Bar:
    """The hits that decide at ``n`` queries.

    Args:
        n: queries, at least 1.
        target: share of hits, above 0 and up to 1.
    """
    # Both bounds grow with the hits, so the first and the last that decide are found by halving.
    shown = _first(n + 1, lambda hits: wilson(hits, n)[0] >= target)
    open_again = _first(n + 1, lambda hits: wilson(hits, n)[1] >= target)
    refuted = (n if open_again is None else open_again - 1) if open_again != 0 else None
    return Bar(n, shown, refuted)


def _first(stop: int, holds: Callable[[int], bool]) -> int | None:
    """The least number below ``stop`` from which on ``holds``; None if there is none."""
    low, high = 0, stop
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return None if low == stop else low


def power_to_show(rate: float, n: int, target: float) -> float:
    """Chance that ``n`` queries show the target, if the true share of hits is ``rate``.

    Exact: the binomial probability of at least ``bar(n, target).shown`` hits.
    """
    needed = bar(n, target).shown
    return 0.0 if needed is None else float(binomial(n, rate)[needed:].sum())


@cache
def queries_to_show(rate: float, target: float, power: float = POWER) -> int | None:
    """Least number of queries from which on the target is shown with ``power``.

    The power goes up and down with n, because hits are whole; a plan that happens to end on a
    peak would be broken by one query more or less, so the number from which it stays up counts.

    Args:
        rate: true share of hits that is hoped for.
        target: share of hits that has to be shown.
        power: chance of showing it.

    Returns:
        None where no number up to :data:`MOST_QUERIES` does, as with a rate at or below the target.
    """
    if rate <= target:
        return None
    # About where, by the normal approximation; well above it no dip reaches down to the power.
    spread = 1.96 * math.sqrt(target * (1 - target)) + 0.85 * math.sqrt(rate * (1 - rate))
    about = (spread / (rate - target)) ** 2
    if about > MOST_QUERIES:
        return None
    n = int(1.5 * about) + 60
    while n > 1 and power_to_show(rate, n - 1, target) >= power:
        n -= 1
    return n


def binomial(n: int, rate: float) -> np.ndarray:
    """(n + 1,) probabilities of 0 to ``n`` hits at a share of ``rate``."""
    hits = np.arange(n + 1)
    if rate <= 0 or rate >= 1:
        certain: np.ndarray = (hits == (n if rate >= 1 else 0)).astype(np.float64)
        return certain
    factorials = _log_factorials(n)
    logs = factorials[n] - factorials[hits] - factorials[n - hits]
    chances: np.ndarray = np.exp(logs + hits * math.log(rate) + (n - hits) * math.log1p(-rate))
    return chances


def _log_factorials(n: int) -> np.ndarray:
    """(n + 1,) logarithms of 0! to n!."""
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))


def power_to_tell_apart(n: int, difference: float, flips: float, alpha: float = ALPHA) -> float:
    """Chance that the exact McNemar test tells two variants apart on ``n`` queries.

    Exact: over all numbers of flipped queries and all ways they can split.

    Args:
        n: queries.
        difference: between the true shares of hits, 0 to 1.
        flips: share of queries that only one of the two hits; at least ``difference``.
        alpha: level of the test.

    Raises:
        ValueError: fewer flips than the difference takes, or more than all queries.
    """
    if not 0 <= difference <= flips <= 1:
        raise ValueError(f"a difference of {difference} can't come from {flips} flipped queries")
    if flips == 0:
        return 0.0
    favoured = (1 + difference / flips) / 2
    found = 0.0
    for flipped, chance in enumerate(binomial(n, flips)):
        most = _uneven(flipped, alpha)
        if most is not None:
            splits = binomial(flipped, favoured)
            found += chance * (splits[: most + 1].sum() + splits[flipped - most :].sum())
    return float(found)


@cache
def _uneven(flipped: int, alpha: float) -> int | None:
    """The largest smaller part of a split of ``flipped`` queries that the test still rejects."""
    # No p-value is near a customary level by less than rounding: they are whole multiples of a
    # power of 1/2.
    rejected = 2 * np.cumsum(binomial(flipped, 0.5)[: flipped // 2 + 1]) < alpha
    return int(rejected.sum()) - 1 if rejected.any() else None


@dataclass(frozen=True)
class Pace:
    """How long a pair takes.

    Attributes:
        seconds: per pair.
        timed: judgments that it was measured on; 0 for :data:`USUAL_PAIR_S`, an assumption.
    """

    seconds: float
    timed: int


def pace(durations_ms: Iterable[int]) -> Pace:
    """The median time of the judgments given; an assumption while fewer than 20 were timed.

    The median, because people leave a pair open over lunch.
    """
    timed = list(durations_ms)
    if len(timed) < _LEAST_TIMED:
        return Pace(USUAL_PAIR_S, 0)
    return Pace(statistics.median(timed) / 1000, len(timed))


@dataclass(frozen=True)
class Work:
    """What it takes to grade the first k of every variant.

    Attributes:
        open_pairs: pairs of today's queries that nobody has graded. Grading them closes holes; n
            stays.
        pairs_per_query: mean number of different items among the variants' first k.
    """

    open_pairs: int
    pairs_per_query: float

    def pairs_of(self, more_queries: int) -> int:
        """Pairs to grade for so many further queries, if they are like today's."""
        return math.ceil(more_queries * self.pairs_per_query)


def hours(pairs: int, pace: Pace) -> float:
    """Hours that one person needs."""
    return pairs * pace.seconds / 3600
