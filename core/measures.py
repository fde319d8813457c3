"""The registry of measures: one table that command line, charts, reports and help texts read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from core import metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

IntervalKind = Literal["wilson95", "bootstrap95"]


@dataclass(frozen=True)
class QueryFacts:
    """All that measures need to know of one ranked query.

    Attributes:
        first_relevant_rank: over the whole pool; None if no relevant item is ranked.
        relevant_ranks: ranks of all relevant items that are ranked.
        relevant_count: relevant items of the pool, ranked or not; at least 1.
        gains: grades of the first items, 0 for holes.
        ideal_gains: grades of all graded items of the pool.
        graded: whether each of the first items has a grade.
    """

    first_relevant_rank: int | None
    relevant_ranks: tuple[int, ...]
    relevant_count: int
    gains: tuple[int, ...]
    ideal_gains: tuple[int, ...]
    graded: tuple[bool, ...]


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        key: name in files and on the command line.
        label: name for people (English; the dashboard translates by ``key``).
        help: what it says, in a sentence.
        interval: kind of interval of its mean.
        cutoff: k, or None for a measure without cut-off.
        of: the value for one query, in [0, 1].
    """

    key: str
    label: str
    help: str
    interval: IntervalKind
    cutoff: int | None
    of: Callable[[QueryFacts], float]


CUTOFFS = (1, 3, 5, 10)
NDCG_CUTOFF = 10
JUDGED_CUTOFF = 5
DEPTH = max(*CUTOFFS, NDCG_CUTOFF, JUDGED_CUTOFF)
"""How many of the first ranked items have to be known by name."""


def _success(k: int) -> Measure:
    return Measure(
        f"success@{k}",
        f"Success@{k}",
        f"Share of queries with a relevant item among the first {k} (the reports' Top-{k}).",
        "wilson95",
        k,
        lambda facts: metrics.success(facts.first_relevant_rank, k),
    )


def _recall(k: int) -> Measure:
    return Measure(
        f"recall@{k}",
        f"Recall@{k}",
        f"Share of a query's relevant items that are among the first {k}, averaged.",
        "bootstrap95",
        k,
        lambda facts: metrics.recall(facts.relevant_ranks, facts.relevant_count, k),
    )


_ALL = (
    *(_success(k) for k in CUTOFFS),
    *(_recall(k) for k in CUTOFFS),
    Measure(
        "rr",
        "MRR",
        "Mean of 1 / rank of the first relevant item, without a cut-off.",
        "bootstrap95",
        None,
        lambda facts: metrics.reciprocal_rank(facts.first_relevant_rank),
    ),
    Measure(
        f"ndcg@{NDCG_CUTOFF}",
        f"nDCG@{NDCG_CUTOFF}",
        "How near the order by grade comes to the best possible one; gain linear in the grade.",
        "bootstrap95",
        NDCG_CUTOFF,
        lambda facts: metrics.ndcg(facts.gains, facts.ideal_gains, NDCG_CUTOFF),
    ),
    Measure(
        f"judged@{JUDGED_CUTOFF}",
        f"Judged@{JUDGED_CUTOFF}",
        f"Share of the first {JUDGED_CUTOFF} that has a grade; the rest are holes.",
        "bootstrap95",
        JUDGED_CUTOFF,
        lambda facts: metrics.judged(facts.graded, JUDGED_CUTOFF),
    ),
)
MEASURES: Mapping[str, Measure] = {measure.key: measure for measure in _ALL}
