"""How much two variants' lists for a query differ: rank-biased overlap and change of RR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.evaluate import Evaluation
    from core.search import Ranking

PERSISTENCE = 0.9
"""Chance that a reader who has looked at a rank goes on to the next one; 86 % of the weight of
rank-biased overlap then lies on the first ten ranks (Webber et al., section 4.2)."""


def rank_biased_overlap(a: Sequence[str], b: Sequence[str], p: float = PERSISTENCE) -> float | None:
    """Extrapolated rank-biased overlap of two lists: 1 for the same list, 0 for disjoint ones.

    Source: Webber, Moffat and Zobel, A similarity measure for indefinite rankings, ACM TOIS 28(4),
    2010, equation 32 (lists of uneven length; of even length it is their equation 23). What lies
    beyond the ends is taken to agree as much as what is there. In the canonical order there are no
    ties.

    Args:
        a, b: ids, best first, none twice in a list.
        p: persistence, above 0 and below 1.

    Returns:
        A value in [0, 1]; None where a list is empty, from which nothing can be extrapolated.
    """
    short, long = sorted((a, b), key=len)
    s, size = len(short), len(long)
    if s == 0:
        return None
    seen_short: set[str] = set()
    seen_long: set[str] = set()
    common = common_at_s = 0
    total = 0.0
    for depth, item in enumerate(long, start=1):
        seen_long.add(item)
        common += item in seen_short
        if depth <= s:
            other = short[depth - 1]
            seen_short.add(other)
            common += other in seen_long
            common_at_s = common
        extrapolated = common_at_s * max(0, depth - s) / s
        total += (common + extrapolated) / depth * p**depth
    tail = ((common - common_at_s) / size + common_at_s / s) * p**size
    return min(1.0, (1 - p) / p * total + tail)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How two variants differ on one query.

    Attributes:
        overlap: rank-biased overlap of their first :data:`core.measures.DEPTH` items; None where
            a variant has no list, as it has no vector for the query.
        rr_change: reciprocal rank of ``a`` less that of ``b``; a query without a vector has 0.
            None where the query is left out.
    """

    overlap: float | None
    rr_change: float | None


def disagreements(
    a: Evaluation,
    b: Evaluation,
    lists_a: Mapping[str, Ranking],
    lists_b: Mapping[str, Ranking],
) -> dict[str, Disagreement]:
    """Tell for each query of two evaluations how much the variants differ.

    Args:
        a, b: evaluations of the same ground truth, view and pool.
        lists_a, lists_b: the rankings behind them, by query.
    """
    others = {result.query: result for result in b.queries}
    found = {}
    for result in a.queries:
        query, other = result.query, others[result.query]
        overlap = rank_biased_overlap(lists_a[query].top, lists_b[query].top)
        counted = result.status != "left_out"
        change = result.values["rr"] - other.values["rr"] if counted else None
        found[query] = Disagreement(overlap, change)
    return found
