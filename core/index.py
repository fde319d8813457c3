"""The vector index: exact inner products over all rows. The only module that imports faiss.

An index returns *approximate scores in the sense of rounding only*: float32 sums whose distance
from the true inner product is at most :attr:`VectorIndex.error`. :mod:`core.search` turns them
into the canonical order.
"""

from __future__ import annotations

from typing import Any, Protocol

import faiss
import numpy as np

from core.canonical import float32_error
from core.rotation import Rotation

_BLOCK_ROWS = 8192
_PANORAMA_MAX_K = 1024
"""FAISS raises above (``IndexFlatPanorama::search`` merges heaps of that size at most)."""


class VectorIndex(Protocol):
    """Exact inner-product search over the rows of one matrix."""

    kind: str
    """Short name, shown by ``yusa info``."""
    error: float
    """Largest possible difference between a returned score and the exact inner product; a row
    that was left out scores at most this much above the last one returned."""
    bytes: int
    """Memory that the index holds beside the mapped rows."""
    max_k: int | None
    """The longest list that :meth:`search` gives; None for any length."""

    def probe(self, row: int) -> np.ndarray:
        """(dim,) float32: what to search with for the stored row ``row``."""

    def probe_vector(self, vector: np.ndarray) -> np.ndarray:
        """(dim,) float32: what to search with for a vector that isn't stored."""

    def search(
        self, probe: np.ndarray, k: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The ``k`` rows with the highest scores.

        Args:
            probe: (dim,) float32, finite, from :meth:`probe` or :meth:`probe_vector`.
            k: at least 1, at most ``max_k``; fewer rows come back where fewer are allowed.
            allowed: (rows,) bool, rows that may be returned; None for all.

        Returns:
            scores (m,) float32, descending, and rows (m,) int64; ties in no particular order.
        """

    def range_search(
        self, probe: np.ndarray, radius: float, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """All allowed rows whose score is at least ``radius``, (m,) int64, in no order."""


class _FaissIndex:
    """What the two FAISS indexes have in common."""

    max_k: int | None = None

    def __init__(self, index: Any, matrix: np.ndarray) -> None:
        self._index = index
        self.bytes = int(matrix.nbytes)

    def search(
        self, probe: np.ndarray, k: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """See :class:`VectorIndex`."""
        k = min(k, self._index.ntotal)
        scores, rows = self._index.search(_as_batch(probe), k, params=_parameters(allowed))
        found = rows[0] >= 0
        return scores[0][found], rows[0][found]

    def range_search(
        self, probe: np.ndarray, radius: float, allowed: np.ndarray | None = None
    ) -> np.ndarray:
        """See :class:`VectorIndex`."""
        below = float(np.nextafter(np.float32(radius), np.float32(-np.inf)))
        _, _, rows = self._index.range_search(_as_batch(probe), below, params=_parameters(allowed))
        found: np.ndarray = rows
        return found


class FlatIndex(_FaissIndex):
    """FAISS ``IndexFlatIP``: every row is compared with the query."""

    kind = "flat_ip"

    def __init__(self, matrix: np.ndarray) -> None:
        super().__init__(faiss.IndexFlatIP(matrix.shape[1]), matrix)
        self.error = float32_error(matrix.shape[1])
        self._matrix = matrix
        # In one piece: FAISS then allocates once, where growing would hold up to three copies.
        self._index.add(np.ascontiguousarray(matrix, dtype=np.float32))

    def probe(self, row: int) -> np.ndarray:
        """See :class:`VectorIndex`."""
        stored: np.ndarray = self._matrix[row]
        return stored

    def probe_vector(self, vector: np.ndarray) -> np.ndarray:
        """See :class:`VectorIndex`."""
        return vector


class PanoramaIndex(_FaissIndex):
    """FAISS ``IndexFlatIPPanorama`` over rotated rows: exact, and most rows are read in part only.

    The dimensions are cut into levels. After each level a row is dropped if even the
    Cauchy-Schwarz bound of its remaining dimensions can't bring it into the list; a rotation onto
    the principal axes brings nearly all of a row's length into the first levels.

    Its error has two parts. In rotated coordinates, a score, and likewise the bound that drops a
    row (partial sum + length of the rest x length of the query's rest), is a float32 sum of
    products whose absolute values add up to at most ||x|| ||y|| (Cauchy and Schwarz), each of
    which passes through at most dim + 6 roundings: the sum over the dimensions, the two square
    roots, their product, two additions of levels' sums and the comparison. The rotation itself
    changes an inner product by at most :attr:`core.rotation.Rotation.error`.
    """

    kind = "flat_ip_panorama"
    max_k: int | None = _PANORAMA_MAX_K

    def __init__(self, rotated: np.ndarray, rotation: Rotation, levels: int) -> None:
        """Build the index.

        Args:
            rotated: (rows, dim) float32, what ``rotation`` made of the stored rows.
            rotation: the rotation.
            levels: number of levels, at most dim.
        """
        rows, dim = rotated.shape
        super().__init__(faiss.IndexFlatIPPanorama(dim, levels), rotated)
        self.bytes += rows * (levels + 1) * 4
        self.error = float32_error(dim + 6) + rotation.error
        self._rotated = rotated
        self._rotation = rotation
        self._index.add(np.ascontiguousarray(rotated, dtype=np.float32))

    def probe(self, row: int) -> np.ndarray:
        """See :class:`VectorIndex`."""
        stored: np.ndarray = self._rotated[row]
        return stored

    def probe_vector(self, vector: np.ndarray) -> np.ndarray:
        """See :class:`VectorIndex`."""
        return self._rotation.apply_to_one(vector)


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
