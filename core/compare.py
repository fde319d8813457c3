"""Variants on the same queries: which flip, and whether that can be luck."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from core.measures import DEPTH, MEASURES
from core.statistics import sign_flip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.evaluate import Evaluation, QueryResult

Outcome = Literal["apart", "apart_but_for_holes", "not_apart"]
ALPHA = 0.05
"""Below this a difference counts as more than luck explains."""


def mcnemar_exact(only_a: int, only_b: int) -> float:
    """Two-sided exact McNemar test on the discordant queries.

    If both variants were equally good, each flipped query would favour either with probability
    1/2; the p-value is the probability of a split at least as uneven as the one seen.

    Source: Q. McNemar 1947; the exact binomial form as in Agresti, Categorical Data Analysis.
    """
    flips = only_a + only_b
    tail = sum(math.comb(flips, i) for i in range(min(only_a, only_b) + 1))
    return min(1.0, 2 * tail / (1 << flips))


@dataclass(frozen=True)
class Paired:
    """Outcome of one measure for two variants on the same queries.

    Attributes:
        a, b: names of the variants.
        only_a, only_b: queries that one of them hits, by name; of a measure that is no Success@k,
            those with the higher value.
        both, neither: queries that both hit, that both miss: with the same value, with 0.
        difference: mean of ``a`` less mean of ``b``.
        p: two-sided, not corrected for the number of comparisons: exact McNemar for Success@k,
            seeded sign-flip randomisation for the others.
        has_holes: whether a judgment could turn a miss into a hit; of the other measures, whether
            an ungraded item is among the first :data:`core.measures.DEPTH`.
        worst_p: the same p if every hole went against the variant with more hits; 1 if that could
            even out the difference or turn it around. Of the other measures, whose values holes
            can raise and lower, 1 where there are holes.
    """

    a: str
    b: str
    gt: str
    measure: str
    n: int
    both: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    neither: tuple[str, ...]
    difference: float
    p: float
    has_holes: bool
    worst_p: float

    def turned(self) -> Paired:
        """The same with the two variants in the other order."""
        return replace(
            self,
            a=self.b,
            b=self.a,
            only_a=self.only_b,
            only_b=self.only_a,
            difference=-self.difference,
        )


def paired(a: Evaluation, b: Evaluation, measure: str) -> Paired:
    """Compare two evaluations of the same ground truth, view and pool.

    Queries that one variant has no vector for count as its misses.

    Raises:
        ValueError: the evaluations aren't of the same queries, or of other grades.
    """
    first = {q.query: q for q in a.queries if q.status != "left_out"}
    second = {q.query: q for q in b.queries if q.status != "left_out"}
    same = (a.gt, a.view, a.view_hash, a.pool) == (b.gt, b.view, b.view_hash, b.pool)
    if not same or first.keys() != second.keys():
        raise ValueError("only evaluations of the same queries, view and pool can be paired")
    values = [(q, r.values[measure], second[q].values[measure]) for q, r in first.items()]
    only_a = [query for query, x, y in values if x > y]
    only_b = [query for query, x, y in values if x < y]
    both = [query for query, x, y in values if x == y > 0]
    neither = [query for query, x, y in values if x == y == 0]
    differences = tuple(x - y for _query, x, y in values)
    if MEASURES[measure].interval == "wilson95":
        more, less = (only_a, only_b) if len(only_a) >= len(only_b) else (only_b, only_a)
        behind = second if more is only_a else first
        p = mcnemar_exact(len(only_a), len(only_b))
        has_holes = any(
            _may_be_hit(side[query], measure)
            for side, missed in ((first, only_b), (second, only_a))
            for query in (*missed, *neither)
        )
        worst_p = _worst(more, less, neither, behind, measure)
    else:
        p = sign_flip(differences)
        has_holes = any(
            result.holes.get(f"success@{DEPTH}", False)
            for side in (first, second)
            for result in side.values()
        )
        worst_p = 1.0 if has_holes else p
    return Paired(
        a.variant,
        b.variant,
        a.gt,
        measure,
        len(first),
        tuple(both),
        tuple(only_a),
        tuple(only_b),
        tuple(neither),
        math.fsum(differences) / len(first) if first else 0.0,
        p,
        has_holes,
        worst_p,
    )


def _may_be_hit(result: QueryResult, measure: str) -> bool:
    return result.values[measure] == 0.0 and result.holes.get(measure, False)


def _worst(
    more: Sequence[str],
    less: Sequence[str],
    neither: Sequence[str],
    behind: Mapping[str, QueryResult],
    measure: str,
) -> float:
    """The p-value if every hole of the variant that is behind were a hit, and no other one."""

    def open_among(queries: Iterable[str]) -> int:
        return sum(_may_be_hit(behind[query], measure) for query in queries)

    only_more, only_less = len(more) - open_among(more), len(less) + open_among(neither)
    return 1.0 if only_less >= only_more else mcnemar_exact(only_more, only_less)


@dataclass(frozen=True)
class Corrected:
    """One comparison among those that were looked at together.

    Attributes:
        pair: the comparison by itself.
        holm_p: its p-value, corrected for all of them.
        worst_holm_p: the same if every hole went against the variants with more hits.
        comparisons: how many they are.
    """

    pair: Paired
    holm_p: float
    worst_holm_p: float
    comparisons: int

    @property
    def outcome(self) -> Outcome:
        """Whether the two differ by more than luck explains, and holes could not undo it."""
        if self.holm_p >= ALPHA:
            return "not_apart"
        return "apart" if self.worst_holm_p < ALPHA else "apart_but_for_holes"


def compare_all(evaluations: Iterable[Sequence[Evaluation]], measure: str) -> list[Corrected]:
    """Pair all variants on every ground truth, Holm-corrected over all pairs.

    Args:
        evaluations: those of each ground truth. One on which no query counts can show nothing:
            it makes no comparison, and none that the others would have to be corrected for.
        measure: key of the measure.
    """
    pairs = [
        paired(a, b, measure)
        for found in evaluations
        if found and found[0].n
        for a, b in combinations(found, 2)
    ]
    corrected = holm([pair.p for pair in pairs])
    worst = holm([pair.worst_p for pair in pairs])
    return [
        Corrected(pair, p, q, len(pairs))
        for pair, p, q in zip(pairs, corrected, worst, strict=True)
    ]


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
