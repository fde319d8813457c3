"""Variants on the same queries: which flip, and whether that can be luck."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

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
    """Outcome of one Success@k for two variants on the same queries.

    Attributes:
        a, b: names of the variants.
        both, neither: queries that both hit, that both miss.
        only_a, only_b: queries that one of them hits, by name.
        p: exact McNemar, two-sided, not corrected for the number of comparisons.
        has_holes: whether a judgment could turn a miss into a hit.
        worst_p: the same p if every hole went against the variant with more hits; 1 if that could
            even out the difference or turn it around.
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
    p: float
    has_holes: bool
    worst_p: float

    def turned(self) -> Paired:
        """The same with the two variants in the other order."""
        return replace(self, a=self.b, b=self.a, only_a=self.only_b, only_b=self.only_a)


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
    cells: dict[tuple[bool, bool], list[str]] = {
        (x, y): [] for x in (True, False) for y in (True, False)
    }
    for query, result in first.items():
        cells[result.values[measure] == 1.0, second[query].values[measure] == 1.0].append(query)
    only_a, only_b = cells[True, False], cells[False, True]
    more, less = (only_a, only_b) if len(only_a) >= len(only_b) else (only_b, only_a)
    behind = second if more is only_a else first
    return Paired(
        a.variant,
        b.variant,
        a.gt,
        measure,
        len(first),
        tuple(cells[True, True]),
        tuple(only_a),
        tuple(only_b),
        tuple(cells[False, False]),
        mcnemar_exact(len(only_a), len(only_b)),
        any(
            _may_be_hit(side[query], measure)
            for side, missed in ((first, only_b), (second, only_a))
            for query in (*missed, *cells[False, False])
        ),
        _worst(more, less, cells[False, False], behind, measure),
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
        measure: a Success@k.
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
