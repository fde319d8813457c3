"""What a variant costs: how long a search takes here, and how fast its vectors are made."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.search import exact_top

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.vectors import Variant

TIMED_QUERIES = 100
TIMED_K = 10
ITEMS_PER_S = "items_per_s"
"""Key of a manifest: items embedded per second by whoever made the vectors."""
_SEED = 20260201
_UNTIMED = 3
_LIMIT_S = 5.0
"""A slow variant is timed on fewer queries: somebody waits."""


@dataclass(frozen=True, slots=True)
class SearchTimes:
    """How long exact searches took, one at a time, with the index loaded.

    Attributes:
        queries: searches that were timed.
        median_ms, p95_ms: milliseconds of wall-clock time per search; of few searches the p95 is
            near the longest one.
    """

    queries: int
    median_ms: float
    p95_ms: float


def search_times(variant: Variant) -> SearchTimes:
    """Time the exact first :data:`TIMED_K` of seeded random stored vectors, in canonical order.

    The index is loaded before the clock starts, and a few searches go untimed. No more than
    :data:`TIMED_QUERIES`; fewer where they take more than a few seconds, or the variant has fewer
    rows.
    """
    index, matrix = variant.index, variant.matrix
    rows = np.random.default_rng(_SEED).permutation(len(matrix))[:TIMED_QUERIES].tolist()
    for row in rows[:_UNTIMED]:
        exact_top(index, matrix, row, TIMED_K)
    taken: list[float] = []
    for row in rows:
        start = time.perf_counter()
        exact_top(index, matrix, row, TIMED_K)
        taken.append(1000 * (time.perf_counter() - start))
        if sum(taken) > 1000 * _LIMIT_S:
            break
    median, late = np.percentile(taken, [50, 95])
    return SearchTimes(len(taken), float(median), float(late))


def embedding_rate(manifest: Mapping[str, object]) -> float | None:
    """Items embedded per second, as the manifest says; None where it doesn't, or not as a number.

    It is the word of whoever made the vectors, on their machine: nothing here measures it.
    """
    rate = manifest.get(ITEMS_PER_S)
    if isinstance(rate, bool) or not isinstance(rate, int | float):
        return None
    return float(rate) if math.isfinite(rate) and rate > 0 else None
