"""The canonical order of neighbours, the same on every page, file and answer.

Key = rint(10^6 x inner product of the stored float32 rows, accumulated in float64), descending;
then id ascending by code points. Rows are stored in id order, so the second key is the row number.

Float64 sums of different order differ in their last bits, which matters where a product lies on
the edge between two keys. There the correctly rounded sum decides, so that two rows have one key
whatever the block, the batch, the number of threads or the machine.
"""

from __future__ import annotations

import math

import numpy as np

KEY_SCALE = 1e6
FLOAT64_SLACK = 1e-12
"""More than the float64 rounding of a key and of a radius, which is some 2^-53 each."""
_UNIT_ROUNDOFF = 2.0**-24
_BLOCK_ROWS = 1024


def float32_error(additions: int) -> float:
    """Bound of |float32 inner product - exact inner product| for two stored rows.

    For any order of summation, fused or not, |fl(x.y) - x.y| <= gamma_n * sum|x_i y_i| with
    gamma_n = n u / (1 - n u) (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
    section 3.1), u = 2^-24, and sum|x_i y_i| <= ||x|| ||y|| <= (1 + 1e-3)^2 by the storage rule.
    The last 1e-4 of the factor is room for the float64 rounding of the norms and for products
    too small for float32, 2^-126 each at most.

    Args:
        additions: n, the largest number of roundings that a term passes through; the dimension
            where nothing is known of the order.
    """
    product = additions * _UNIT_ROUNDOFF
    return product / (1 - product) * (1 + 1.1e-3) ** 2


def canonical_keys(rows: np.ndarray, query: np.ndarray) -> np.ndarray:
    """Keys of the canonical order.

    Args:
        rows: (m, dim) float32, stored rows (norm at most 1.001).
        query: (dim,) or (q, dim) float32, likewise.

    Returns:
        (m,) or (m, q) int64.
    """
    left, right = rows.astype(np.float64), np.atleast_2d(query).astype(np.float64)
    scaled = left @ right.T * KEY_SCALE
    keys = np.rint(scaled)
    # Products of two float32 values are exact in float64. In any order of addition, dim - 1
    # roundings of sums of at most ||x|| ||y||, then one by KEY_SCALE, err by less than this.
    error = (rows.shape[1] + 4) * 2.0**-53 * 1.01 * KEY_SCALE
    on_edge = np.abs(scaled - keys) >= 0.5 - error
    if on_edge.any():
        _settle(keys, on_edge, left, right)
    whole = keys.astype(np.int64)
    return whole if query.ndim == 2 else whole[:, 0]


def _settle(keys: np.ndarray, on_edge: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    """Compute the keys marked ``on_edge`` again from correctly rounded inner products."""
    rows, columns = np.flatnonzero(on_edge.any(axis=1)), np.flatnonzero(on_edge.any(axis=0))
    inexact = ~(_coarse(left[rows])[:, None] & _coarse(right[columns]))
    for r, c in np.argwhere(on_edge[np.ix_(rows, columns)] & inexact):
        row, column = rows[r], columns[c]
        product = math.fsum((left[row] * right[column]).tolist())
        keys[row, column] = np.rint(product * KEY_SCALE)


def _coarse(vectors: np.ndarray) -> np.ndarray:
    """Which vectors are whole multiples of 2^-26, as those of binary embeddings are.

    Their products are multiples of 2^-52, and so are all partial sums, which stay below 2: they
    fit into the 53 bits of a float64, and no order of addition rounds. Such products often lie
    exactly between two keys, too often to sum each again.
    """
    coarse: np.ndarray = (vectors * 2.0**26 % 1 == 0).all(axis=1)
    return coarse


def keys_of(matrix: np.ndarray, rows: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """(q, m) keys of the stored ``rows`` for the (q, dim) ``vectors``, block by block."""
    keys = np.empty((len(vectors), len(rows)), dtype=np.int64)
    for start in range(0, len(rows), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        keys[:, block] = canonical_keys(matrix[rows[block]], vectors).T
    return keys


def first_of(keys: np.ndarray, k: int) -> np.ndarray:
    """Places of the ``k`` largest keys, ties by place ascending."""
    if len(keys) > k:
        least = -np.partition(-keys, k - 1)[k - 1]
        places = np.flatnonzero(keys >= least)
    else:
        places = np.arange(len(keys))
    order = np.argsort(-keys[places], kind="stable")[:k]
    first: np.ndarray = places[order]
    return first
