"""Two variants on the same queries: which flip, and whether that can be luck."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.evaluate import Evaluation


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


def paired(a: Evaluation, b: Evaluation, measure: str) -> Paired:
    """Compare two evaluations of the same ground truth, view and pool.

    Queries that one variant has no vector for count as its misses.

    Raises:
        ValueError: the evaluations aren't of the same queries.
    """
    first = {q.query: q for q in a.queries if q.status != "left_out"}
    second = {q.query: q for q in b.queries if q.status != "left_out"}
    if (a.gt, a.view, a.pool) != (b.gt, b.view, b.pool) or first.keys() != second.keys():
        raise ValueError("only evaluations of the same queries, view and pool can be paired")
    cells: dict[tuple[bool, bool], list[str]] = {
        (x, y): [] for x in (True, False) for y in (True, False)
    }
    for query, result in first.items():
        cells[result.values[measure] == 1.0, second[query].values[measure] == 1.0].append(query)
    only_a, only_b = cells[True, False], cells[False, True]
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
    )


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
