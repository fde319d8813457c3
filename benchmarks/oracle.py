"""The canonical order by brute force, written apart from the product's own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BLOCK_ROWS = 4096


def canonical_top(
    matrix: np.ndarray,
    ids: Sequence[str],
    rows: Sequence[int],
    k: int,
    allowed: np.ndarray | None = None,
) -> list[list[str]]:
    """For each query row the ids of its ``k`` nearest others in canonical order.

    Key = rint(10^6 x inner product accumulated in float64), descending, then id ascending.

    Args:
        matrix: (items, dim) float32.
        ids: (items,), in any order.
        rows: the queries' row numbers; a query is never among its own.
        k: how many.
        allowed: row numbers of the candidates; all rows without it.
    """
    queries = matrix[list(rows)].astype(np.float64)
    keys = np.empty((len(rows), len(matrix)))
    for start in range(0, len(matrix), _BLOCK_ROWS):
        block = matrix[start : start + _BLOCK_ROWS].astype(np.float64)
        keys[:, start : start + _BLOCK_ROWS] = np.rint(1e6 * (queries @ block.T))
    if allowed is not None:
        barred = np.ones(len(matrix), dtype=bool)
        barred[allowed] = False
        keys[:, barred] = -np.inf
    return [_first(line, ids, row, k) for line, row in zip(keys, rows, strict=True)]


def _first(keys: np.ndarray, ids: Sequence[str], query: int, k: int) -> list[str]:
    keys[query] = -np.inf
    k = min(k, int(np.isfinite(keys).sum()))
    least = np.partition(keys, -k)[-k] if k else np.inf
    places = np.flatnonzero(keys >= least).tolist()
    places.sort(key=lambda place: (-keys[place], ids[place]))
    return [ids[place] for place in places[:k]]


def recall(found: Sequence[Sequence[int]], exact: Sequence[Sequence[int]]) -> float:
    """Mean share of the exact rows that were found; 1 for no queries."""
    if not exact:
        return 1.0
    shares = [
        len(set(a) & set(b)) / len(b) if len(b) else 1.0 for a, b in zip(found, exact, strict=True)
    ]
    return sum(shares) / len(shares)
