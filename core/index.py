"""The vector index: exact inner products over all rows. The only module that imports faiss.

An index returns *approximate scores in the sense of rounding only*: float32 sums whose distance
from the true inner product is at most :attr:`VectorIndex.error`. :mod:`core.search` turns them
into the canonical order.
"""

from __future__ import annotations

from typing import Any, Protocol

import faiss
import numpy as np

_UNIT_ROUNDOFF = 2.0**-24


def rounding_error(dim: int) -> float:
    """Bound of |float32 inner product - exact inner product| for two stored rows.

    For any order of summation, fused or not, |fl(x.y) - x.y| <= gamma_n * sum|x_i y_i| with
    gamma_n = n u / (1 - n u) (Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed.,
    section 3.1), u = 2^-24, and sum|x_i y_i| <= ||x|| ||y|| <= (1 + 1e-3)^2 by the storage rule.
    The last 1e-4 of the factor is room for the float64 rounding of the norms and for products
    too small for float32, 2^-126 each at most.
    """
    product = dim * _UNIT_ROUNDOFF
    return product / (1 - product) * (1 + 1.1e-3) ** 2


class VectorIndex(Protocol):
    """Exact inner-product search over the rows of one matrix."""

    kind: str
    """Short name, shown by ``yusa info``."""
    error: float
    """Largest possible difference between a returned score and the exact inner product."""

    def search(
        self, query: np.ndarray, k: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The ``k`` rows with the highest scores.

        Args:
            query: (dim,) float32, finite.
            k: at least 1; fewer rows come back where fewer are allowed.
            allowed: (rows,) bool, rows that may be returned; None for all.

        Returns:
            scores (m,) float32, descending, and rows (m,) int64; ties in no particular order.
        """

    def range_search(
        self, query: np.ndarray, radius: float, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """All allowed rows whose score is at least ``radius``, (m,) int64, in no order."""


class FlatIndex:
    """FAISS ``IndexFlatIP``: every row is compared with the query."""

    kind = "flat_ip"

    def __init__(self, matrix: np.ndarray) -> None:
        self.error = rounding_error(matrix.shape[1])
        self._index: Any = faiss.IndexFlatIP(matrix.shape[1])
        # In one piece: FAISS then allocates once, where growing would hold up to three copies.
        self._index.add(np.ascontiguousarray(matrix, dtype=np.float32))

    def search(
        self, query: np.ndarray, k: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """See :class:`VectorIndex`."""
        k = min(k, self._index.ntotal)
        scores, rows = self._index.search(_as_batch(query), k, params=_parameters(allowed))
        found = rows[0] >= 0
        return scores[0][found], rows[0][found]

    def range_search(
        self, query: np.ndarray, radius: float, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """See :class:`VectorIndex`."""
        below = float(np.nextafter(np.float32(radius), np.float32(-np.inf)))
        _, _, rows = self._index.range_search(_as_batch(query), below, params=_parameters(allowed))
        found: np.ndarray = rows
        return found


def _as_batch(query: np.ndarray) -> np.ndarray:
    # FAISS answers a NaN query with row -1 instead of an error.
    if not np.isfinite(query).all():
        raise ValueError("the query vector holds NaN or infinity")
    return np.ascontiguousarray(query, dtype=np.float32)[None, :]


def _parameters(allowed: np.ndarray | None) -> Any:
    if allowed is None:
        return None
    bits = np.packbits(allowed, bitorder="little")
    selector: Any = faiss.IDSelectorBitmap
    parameters: Any = faiss.SearchParameters
    return parameters(sel=selector(bits))
