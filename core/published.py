"""Published figures: facts with a date, checked for what they can and can't have been.

They aren't measured here and never stand in a column with what was. A printed percentage of n
queries has to come from a whole number of hits; totals of two variants allow some pairings only;
Top-k shares and MRR together bound the ranks of the first hits.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from math import lcm
from typing import TYPE_CHECKING

from core.statistics import mcnemar_exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True)
class Published:
    """What a report printed of one variant on one ground truth.

    Attributes:
        variant, gt: as the report names them.
        n: queries.
        success: k -> percentage as printed.
        mrr: mean reciprocal rank in per cent as printed, if it was.
    """

    variant: str
    gt: str
    n: int
    success: Mapping[int, str]
    mrr: str | None = None


@dataclass(frozen=True)
class Publication:
    """A report and its figures."""

    title: str
    date: str
    pool: int
    results: tuple[Published, ...]


@cache
def publication() -> Publication:
    """The evaluation report that the project started from."""
    text = resources.files("core").joinpath("published_results.json").read_text("utf-8")
    read = json.loads(text)
    return Publication(
        read["title"],
        read["date"],
        read["pool"],
        tuple(
            Published(
                entry["variant"],
                entry["gt"],
                read["ground_truths"][entry["gt"]],
                {int(k): share for k, share in entry["success"].items()},
                entry.get("mrr"),
            )
            for entry in read["results"]
        ),
    )


def _printed(percentage: str) -> tuple[Fraction, Fraction]:
    """Least and greatest share that is printed so, however halves were rounded."""
    value = Fraction(percentage)
    half = Fraction(1, 2 * 10 ** len(percentage.partition(".")[2]))
    return (value - half) / 100, (value + half) / 100


def possible_hits(percentage: str, n: int) -> tuple[int, ...]:
    """The whole numbers of hits of ``n`` queries that are printed as ``percentage``.

    None means that it is no share of ``n`` queries; several, that it was printed too coarsely.

    Args:
        percentage: as printed, such as ``"85.2"``; its digits tell how it was rounded.
        n: queries, at least 1.
    """
    low, high = _printed(percentage)
    return tuple(hits for hits in range(n + 1) if low <= Fraction(hits, n) <= high)


@dataclass(frozen=True)
class Pairings:
    """All ways in which two totals can fall together on the same queries.

    Attributes:
        least_p, most_p: range of the exact McNemar p-value over them.
    """

    least_p: float
    most_p: float


def pairings(hits_a: int, hits_b: int, n: int) -> Pairings:
    """The range of p-values that two totals of ``n`` queries allow.

    Args:
        hits_a, hits_b: hits of the two variants on the same queries.
        n: those queries.

    Raises:
        ValueError: more hits than queries, or fewer than none.
    """
    if not (0 <= hits_a <= n and 0 <= hits_b <= n):
        raise ValueError(f"{hits_a} and {hits_b} are no hits of {n} queries")
    fewest = max(0, hits_a - hits_b)
    most = min(hits_a, n - hits_b)
    p_values = [mcnemar_exact(a, a - hits_a + hits_b) for a in range(fewest, most + 1)]
    return Pairings(min(p_values), max(p_values))


@dataclass(frozen=True)
class RankCount:
    """How many queries have their first hit at ``rank``: at least and at most."""

    rank: int
    least: int
    most: int


def first_hit_ranks(published: Published) -> tuple[RankCount, ...] | None:
    """Bounds on the ranks of first hits, from the Top-k shares and MRR together.

    Every assignment of queries to the ranks up to the largest k is considered that reproduces all
    printed figures. A query whose first hit lies beyond adds anything from nothing to
    1 / (largest k + 1), which is a little more than whole ranks could.

    Returns:
        One entry per rank up to the largest k, or None if no assignment reproduces the figures.
        Where ``least == most`` throughout there is one solution only.
    """
    cutoffs = sorted(published.success)
    last = cutoffs[-1]
    found: dict[int, tuple[int, int]] = {}
    # Reciprocal ranks as whole numbers: exact, and sets of sums are small.
    unit = lcm(*range(1, last + 1))
    low, high = (Fraction(0), Fraction(1)) if published.mrr is None else _printed(published.mrr)
    for hits in _totals(published, cutoffs):
        bands = [
            (range(start + 1, stop + 1), count)
            for start, stop, count in zip((0, *cutoffs), cutoffs, _steps(hits), strict=False)
        ]
        beyond = Fraction((published.n - hits[-1]) * unit, last + 1)
        least, most = low * published.n * unit - beyond, high * published.n * unit
        sums = [_sums(ranks, count, unit) for ranks, count in bands]
        for at, (ranks, count) in enumerate(bands):
            others = _total([s for place, s in enumerate(sums) if place != at])
            for rank in ranks:
                rest = [r for r in ranks if r != rank]
                for here in range(count + 1):
                    own = _sums(rest, count - here, unit) << (here * (unit // rank))
                    if _meets(_total([own, others]), least, most):
                        before = found.get(rank, (here, here))
                        found[rank] = (min(before[0], here), max(before[1], here))
    if not found:
        return None
    return tuple(RankCount(rank, *found[rank]) for rank in sorted(found))


def _totals(published: Published, cutoffs: list[int]) -> Iterator[tuple[int, ...]]:
    """All numbers of hits up to each cutoff that are printed so; they never fall."""

    def longer(before: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if len(before) == len(cutoffs):
            yield before
            return
        for hits in possible_hits(published.success[cutoffs[len(before)]], published.n):
            if not before or hits >= before[-1]:
                yield from longer((*before, hits))

    return longer(())


def _steps(hits: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(later - earlier for earlier, later in zip((0, *hits), hits, strict=False))


@cache
def _sums_of(ranks: tuple[int, ...], count: int, unit: int) -> int:
    if not ranks:
        return 0 if count else 1
    first, rest = ranks[0], ranks[1:]
    reachable = 0
    for here in range(count + 1):
        reachable |= _sums_of(rest, count - here, unit) << (here * (unit // first))
    return reachable


def _sums(ranks: range | list[int], count: int, unit: int) -> int:
    """Sums of ``unit / rank`` over ``count`` queries of these ranks; bit s stands for sum s."""
    return _sums_of(tuple(ranks), count, unit)


def _total(sums: list[int]) -> int:
    """All sums of one member of each set."""
    total = 1
    for members in sums:
        wider, shift = 0, 0
        while members:
            step = (members & -members).bit_length() - 1
            members >>= step
            shift += step
            wider |= total << shift
            members >>= 1
            shift += 1
        total = wider
    return total


def _meets(sums: int, least: Fraction, most: Fraction) -> bool:
    """Whether any of the sums lies between the two."""
    start = max(0, -(-least.numerator // least.denominator))
    stop = most.numerator // most.denominator
    return stop >= start and bool((sums >> start) & ((1 << (stop - start + 1)) - 1))
