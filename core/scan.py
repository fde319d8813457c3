"""Exact lists and ranks from float32 scores of whole pools.

All scores of many queries are one matrix product, the fastest way to rank a pool for many queries
at once or to a great depth. Its rounding is bounded; where it could change a key or an order, the
canonical keys of the rows concerned decide.
"""

from __future__ import annotations

import math

import numpy as np

from core.canonical import (
    FLOAT64_SLACK,
    KEY_SCALE,
    canonical_keys,
    first_of,
    float32_error,
    keys_of,
)

_BLOCK_ROWS = 8192
_CHUNK = 256
"""Dimensions per partial sum: a term passes through that many roundings, then one per chunk."""
_THRESHOLD_ROUNDING = 2.0**-22
"""NumPy compares float32 scores with a threshold rounded to float32 (thresholds are below 2)."""


def scan_error(dim: int) -> float:
    """Largest difference between a score of :func:`scores` and the exact inner product."""
    return float32_error(min(dim, _CHUNK) + math.ceil(dim / _CHUNK))


def scores(matrix: np.ndarray, rows: np.ndarray | None, vectors: np.ndarray) -> np.ndarray:
    """Inner products in float32, off by at most :func:`scan_error`.

    Args:
        matrix: (n, dim) float32, stored rows.
        rows: (m,) int64, the rows asked for; None for all.
        vectors: (q, dim) float32.

    Returns:
        (q, m) float32.
    """
    count, dim = len(matrix) if rows is None else len(rows), matrix.shape[1]
    found = np.empty((len(vectors), count), dtype=np.float32)
    for start in range(0, count, _BLOCK_ROWS):
        stop = min(start + _BLOCK_ROWS, count)
        block = matrix[start:stop] if rows is None else matrix[rows[start:stop]]
        total = vectors[:, :_CHUNK] @ block[:, :_CHUNK].T
        for first in range(_CHUNK, dim, _CHUNK):
            part = slice(first, first + _CHUNK)
            total += vectors[:, part] @ block[:, part].T
        found[:, start:stop] = total
    return found


def first(
    matrix: np.ndarray,
    rows: np.ndarray | None,
    query: np.ndarray,
    found: np.ndarray,
    k: int,
    without: int | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """The first ``k`` rows in canonical order.

    Args:
        matrix: (n, dim) float32, stored rows.
        rows: (m,) int64, ascending, the candidates; None for all.
        query: (dim,) float32.
        found: (m,) float32, the candidates' scores by :func:`scores`.
        k: at least 1.
        without: a row that is no candidate (the query's own).

    Returns:
        rows (r,) int64 and keys (r,) int64, r <= k.
    """
    places = np.arange(len(found))
    enough = k + (without is not None)
    if len(found) > enough:
        # k rows other than the query score at least this much, so the k-th key is at least that
        # of (score - e); a row of that key scores at most one key and another e below.
        least = float(np.partition(found, len(found) - enough)[len(found) - enough])
        floor = least - 2 * scan_error(matrix.shape[1]) - 1 / KEY_SCALE
        places = np.flatnonzero(found >= floor - FLOAT64_SLACK - _THRESHOLD_ROUNDING)
    candidates = places if rows is None else rows[places]
    if without is not None:
        candidates = candidates[candidates != without]
    keys = keys_of(matrix, candidates, query[None])[0]
    best = first_of(keys, k)
    return candidates[best], keys[best]


def before(
    matrix: np.ndarray,
    rows: np.ndarray | None,
    query: np.ndarray,
    found: np.ndarray,
    target: int,
    without: int | None = None,
) -> np.ndarray:
    """The candidates that stand before the row ``target`` in canonical order.

    Arguments as for :func:`first`; ``target`` may be any row of the matrix.

    Returns:
        rows (b,) int64, in no particular order.
    """
    key = int(canonical_keys(matrix[target : target + 1], query)[0])
    error = scan_error(matrix.shape[1]) + FLOAT64_SLACK + _THRESHOLD_ROUNDING
    low, high = (key - 0.5) / KEY_SCALE - error, (key + 0.5) / KEY_SCALE + error

    def candidates(places: np.ndarray) -> np.ndarray:
        named = places if rows is None else rows[places]
        return named if without is None else named[named != without]

    surely = candidates(np.flatnonzero(found > high))
    near = candidates(np.flatnonzero((found >= low) & (found <= high)))
    keys = keys_of(matrix, near, query[None])[0]
    ahead = (keys > key) | ((keys == key) & (near < target))
    return np.concatenate((surely, near[ahead]))


def rank(
    matrix: np.ndarray,
    rows: np.ndarray | None,
    query: np.ndarray,
    found: np.ndarray,
    target: int,
    without: int | None = None,
) -> int | None:
    """The rank, from 1, of the row ``target`` among the candidates; None if it is none of them.

    Arguments as for :func:`first`.
    """
    if rows is not None and not _holds(rows, target):
        return None
    return len(before(matrix, rows, query, found, target, without)) + 1


def _holds(rows: np.ndarray, row: int) -> bool:
    place = int(np.searchsorted(rows, row))
    return place < len(rows) and int(rows[place]) == row
