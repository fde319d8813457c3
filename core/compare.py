"""Variants on the same queries: which flip, and whether that can be luck."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from core.measures import DEPTH, MEASURES
from core.statistics import ALPHA, bootstrap_means, holm, mcnemar_exact, sign_flip, tango

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.evaluate import Evaluation, QueryResult

Outcome = Literal["apart", "apart_but_for_holes", "not_apart"]


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
        a_open, b_open: of Success@k: queries that the variant misses, but an ungraded item is in
            its top k. Judged relevant it would make a hit.
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
    a_open: tuple[str, ...] = ()
    b_open: tuple[str, ...] = ()

    def turned(self) -> Paired:
        """The same with the two variants in the other order."""
        return replace(
            self,
            a=self.b,
            b=self.a,
            only_a=self.only_b,
            only_b=self.only_a,
            difference=-self.difference,
            a_open=self.b_open,
            b_open=self.a_open,
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
    a_open, b_open = _open(first, measure), _open(second, measure)
    if MEASURES[measure].interval == "wilson95":
        more, less = (only_a, only_b) if len(only_a) >= len(only_b) else (only_b, only_a)
        behind = second if more is only_a else first
        p = mcnemar_exact(len(only_a), len(only_b))
        has_holes = bool(a_open or b_open)
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
        a_open,
        b_open,
    )


def _open(results: Mapping[str, QueryResult], measure: str) -> tuple[str, ...]:
    return tuple(query for query, result in results.items() if _may_be_hit(result, measure))


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


@dataclass(frozen=True)
class Contrast:
    """Two variants on one ground truth: hits paired, ranks paired, and how far each may be off.

    Attributes:
        hits: of one Success@k, with Holm's correction over all contrasts made together.
        hits_interval: 95 % score interval of the difference of the shares of hits, a - b (Tango);
            None where no query counts.
        ranks: of the reciprocal rank.
        ranks_interval: 95 % bootstrap interval of the mean difference of reciprocal ranks, a - b;
            None where no query counts.
    """

    hits: Corrected
    hits_interval: tuple[float, float] | None
    ranks: Paired
    ranks_interval: tuple[float, float] | None


def contrast_all(evaluations: Iterable[Sequence[Evaluation]], measure: str) -> list[Contrast]:
    """Contrast all variants on every ground truth; see :func:`compare_all`.

    Ground truths on which no query counts are kept, as contrasts of nothing, at the end.
    """
    found = list(evaluations)
    by_name = {(e.gt, e.variant): e for evaluated in found for e in evaluated}
    corrected = compare_all(found, measure)
    nothing = [
        Corrected(paired(a, b, measure), 1.0, 1.0, len(corrected))
        for evaluated in found
        if evaluated and not evaluated[0].n
        for a, b in combinations(evaluated, 2)
    ]
    return [
        _contrast(each, by_name[each.pair.gt, each.pair.a], by_name[each.pair.gt, each.pair.b])
        for each in (*corrected, *nothing)
    ]


def _contrast(hits: Corrected, a: Evaluation, b: Evaluation) -> Contrast:
    ranks = paired(a, b, "rr")
    measure = hits.pair.measure
    return Contrast(
        hits, difference_interval(a, b, measure), ranks, difference_interval(a, b, "rr")
    )


def differences(a: Evaluation, b: Evaluation, measure: str) -> dict[str, float]:
    """Per query that counts, the value of ``a`` less that of ``b``."""
    theirs = {q.query: q.values[measure] for q in b.queries if q.status != "left_out"}
    return {
        q.query: q.values[measure] - theirs[q.query] for q in a.queries if q.status != "left_out"
    }


def difference_interval(a: Evaluation, b: Evaluation, measure: str) -> tuple[float, float] | None:
    """95 % interval of the mean difference a - b on the same queries.

    Returns:
        Of Success@k Tango's score interval, of the other measures a seeded percentile bootstrap
        of the queries; None where no query counts.
    """
    found = tuple(differences(a, b, measure).values())
    if not found:
        return None
    if MEASURES[measure].interval == "wilson95":
        return tango(sum(d > 0 for d in found), sum(d < 0 for d in found), len(found))
    return _bootstrap(found)


@lru_cache(maxsize=512)  # a page asks for the same pairs again with every click
def _bootstrap(found: tuple[float, ...]) -> tuple[float, float]:
    low, high = (float(end) for end in bootstrap_means(np.array(found)[:, None])[0])
    return low, high
