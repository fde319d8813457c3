"""Per-query measures: pure functions of ranks and grades.

Ranks count from 1; the query itself has been removed from ranking and relevant set before.
Names and definitions follow trec_eval and ir-measures.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def success(first_relevant_rank: int | None, k: int) -> float:
    """1 if any relevant item is among the first ``k``, else 0 (상위 k개 적중률).

    Reports call it "Top-k"; some call it hit rate or Recall@k. We don't: Recall@k is the share of
    relevant items found. Source: ir-measures ``Success``.
    """
    return float(first_relevant_rank is not None and first_relevant_rank <= k)


def reciprocal_rank(first_relevant_rank: int | None) -> float:
    """1 / rank of the first relevant item, without a cut-off; 0 if none is ranked.

    Source: trec_eval ``recip_rank``.
    """
    return 0.0 if first_relevant_rank is None else 1.0 / first_relevant_rank


def recall(relevant_ranks: Iterable[int], relevant_count: int, k: int) -> float:
    """Share of the relevant items of the pool that are among the first ``k`` (재현율).

    ``relevant_count`` counts relevant items without a vector too: they stay relevant and are
    never found. Source: trec_eval ``recall``.

    Raises:
        ValueError: ``relevant_count`` below 1; such a query is left out before.
    """
    if relevant_count < 1:
        raise ValueError("recall needs at least one relevant item")
    return sum(rank <= k for rank in relevant_ranks) / relevant_count


def ndcg(gains: Sequence[float], ideal_gains: Iterable[float], k: int) -> float:
    """Normalised discounted cumulative gain over the first ``k``, gain linear in the grade.

    Args:
        gains: grade of each ranked item in order; 0 for holes.
        ideal_gains: grades of all graded items of the pool, in any order.
        k: cut-off.

    Source: Järvelin and Kekäläinen 2002, as in trec_eval ``ndcg_cut``: discount log2(rank + 1).
    """
    ideal = _dcg(sorted((g for g in ideal_gains if g > 0), reverse=True), k)
    return _dcg(gains, k) / ideal if ideal > 0 else 0.0


def _dcg(gains: Sequence[float], k: int) -> float:
    return math.fsum(g / math.log2(rank + 1) for rank, g in enumerate(gains[:k], start=1))


def judged(has_grade: Sequence[bool], k: int) -> float:
    """Share of the first ``k`` that has a grade; of those ranked, where fewer are.

    Source: ir-measures ``Judged``. 0 for an empty ranking.
    """
    first = has_grade[:k]
    return sum(first) / len(first) if first else 0.0
