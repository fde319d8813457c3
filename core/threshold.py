"""Score thresholds: what is shown, and how good it is, if neighbours below a score are hidden.

A service that must not show wrong questions can hide neighbours of low score. The higher the
threshold, the more of what is shown is relevant, and the fewer queries get anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.statistics import bootstrap_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.search import Ranking
    from core.types import Relevance
    from core.views import View


@dataclass(frozen=True)
class Listed:
    """One neighbour of one query: its score, and whether it is known to be relevant."""

    score: float
    status: Relevance


@dataclass(frozen=True)
class AtThreshold:
    """What is shown at one threshold.

    Attributes:
        score: neighbours of at least this score are shown.
        queries: all queries, also those that nothing relevant is known for.
        covered: queries with at least one neighbour shown.
        shown: neighbours shown, over all queries.
        relevant: those known to be relevant.
        unknown: those that nobody has judged.
    """

    score: float
    queries: int
    covered: int
    shown: int
    relevant: int
    unknown: int

    @property
    def coverage(self) -> float:
        """Share of queries with at least one neighbour shown."""
        return self.covered / self.queries

    @property
    def precision(self) -> tuple[float, float] | None:
        """Share of what is shown that is relevant: if no unjudged one were, and if all were.

        None where nothing is shown.
        """
        if not self.shown:
            return None
        return self.relevant / self.shown, (self.relevant + self.unknown) / self.shown


def listed(rankings: Mapping[str, Ranking], view: View, k: int) -> dict[str, list[Listed]]:
    """Return each query's first ``k`` neighbours; none where it has no vector."""
    return {
        query: [
            Listed(score, view.status(query, item))
            for item, score in zip(rankings[query].top[:k], rankings[query].scores[:k], strict=True)
        ]
        for query in view.queries
    }


def at(lists: Mapping[str, Sequence[Listed]], score: float) -> AtThreshold:
    """Count what is shown at a threshold.

    Raises:
        ValueError: no queries.
    """
    if not lists:
        raise ValueError("no query, nothing to show")
    kept = [[each for each in found if each.score >= score] for found in lists.values()]
    statuses = [each.status for found in kept for each in found]
    return AtThreshold(
        score,
        len(kept),
        sum(bool(found) for found in kept),
        len(statuses),
        statuses.count("relevant"),
        statuses.count("unknown"),
    )


def curve(lists: Mapping[str, Sequence[Listed]]) -> list[AtThreshold]:
    """Count what is shown at every score where that changes, the lowest first."""
    everything = [each for found in lists.values() for each in found]
    scores = np.array([each.score for each in everything])
    cuts = np.unique(scores)
    best = np.array([max(each.score for each in found) for found in lists.values() if found])

    def reaching(values: np.ndarray) -> np.ndarray:
        return len(values) - np.searchsorted(np.sort(values), cuts)

    statuses = np.array([each.status for each in everything])

    def of(status: Relevance) -> np.ndarray:
        return reaching(scores[statuses == status])

    columns = (reaching(best), reaching(scores), of("relevant"), of("unknown"))
    return [
        AtThreshold(float(cut), len(lists), *map(int, counts))
        for cut, *counts in zip(cuts, *columns, strict=True)
    ]


def precision_interval(lists: Iterable[Sequence[Listed]], score: float) -> tuple[float, float]:
    """95 % interval of the precision at a threshold, by known labels: seeded, by query.

    The neighbours of one query are alike: see :func:`core.statistics.bootstrap_ratio`.

    Raises:
        ValueError: nothing is shown.
    """
    kept = [[each for each in found if each.score >= score] for found in lists]
    if not any(kept):
        raise ValueError("nothing is shown")
    relevant = np.array([sum(each.status == "relevant" for each in found) for found in kept])
    return bootstrap_ratio(relevant, np.array([len(found) for found in kept]))
