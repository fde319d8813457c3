"""Other ways to the nearest rows, over the same matrix in memory.

The exact float32 rivals decide ``best_rival``. The others lose something (half precision, a graph)
and are reported for honesty, with their recall. Ties are in no order; nobody here pays for the
product's canonical one.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import faiss
import numpy as np

Ask = Callable[[np.ndarray, int], np.ndarray]
"""From (q, dim) float32 queries and k to the (q, k) row numbers."""

HAS_USEARCH = importlib.util.find_spec("usearch") is not None
NO_USEARCH = "usearch is not installed: pip install 'yusa[bench]'"


def flat(matrix: np.ndarray) -> Ask:
    """FAISS ``IndexFlatIP``: what exact search usually means."""
    index: Any = faiss.IndexFlatIP(matrix.shape[1])
    index.add(matrix)
    return lambda queries, k: _rows(index.search(queries, k))


def flat_filtered(matrix: np.ndarray, rows: np.ndarray) -> Ask:
    """FAISS ``IndexFlatIP`` with a bitmap of the rows that may be returned."""
    index: Any = faiss.IndexFlatIP(matrix.shape[1])
    index.add(matrix)
    mask = np.zeros(len(matrix), dtype=bool)
    mask[rows] = True
    bits = np.packbits(mask, bitorder="little")
    selector = faiss.IDSelectorBitmap(len(matrix), faiss.swig_ptr(bits))
    make_parameters: Any = faiss.SearchParameters  # its stub knows no arguments
    parameters = make_parameters(sel=selector)

    def ask(queries: np.ndarray, k: int) -> np.ndarray:
        _ = bits, selector  # FAISS holds bare pointers to both
        return _rows(index.search(queries, k, params=parameters))

    return ask


def knn(matrix: np.ndarray) -> Ask:
    """``faiss.knn``: brute force without an index."""
    return lambda queries, k: _rows(faiss.knn(queries, matrix, k, faiss.METRIC_INNER_PRODUCT))


def numpy(matrix: np.ndarray, rows: np.ndarray | None = None) -> Ask:
    """One matrix product, then ``argpartition`` and a sort of the first k.

    With ``rows``, all rows are multiplied and the others dropped: gathering a tenth of the matrix
    costs more than its product.
    """

    def ask(queries: np.ndarray, k: int) -> np.ndarray:
        # For one query the vector form, which BLAS does at the memory's speed.
        scores = (matrix @ queries[0])[None] if len(queries) == 1 else queries @ matrix.T
        if rows is not None:
            scores = scores[:, rows]
        first = _best(scores, k)
        return first if rows is None else rows[first]

    return ask


def numpy_gather(matrix: np.ndarray, rows: np.ndarray) -> Ask:
    """The product of the allowed rows alone, copied out first."""
    return lambda queries, k: rows[_best(queries @ matrix[rows].T, k)]


def usearch_exact(matrix: np.ndarray, dtype: str = "f32") -> Ask:
    """usearch's exact search over rows of 32 or 16 bits."""
    from usearch.index import MetricKind, search

    kind = np.float16 if dtype == "f16" else np.float32
    stored = matrix.astype(kind, copy=False)

    def ask(queries: np.ndarray, k: int) -> np.ndarray:
        found = search(stored, queries.astype(kind, copy=False), k, MetricKind.IP, exact=True)
        return np.atleast_2d(np.asarray(found.keys, dtype=np.int64))

    return ask


def scalar_fp16(matrix: np.ndarray) -> Ask:
    """FAISS scalar quantiser of 16-bit floats: half the memory, rounded rows."""
    index: Any = faiss.IndexScalarQuantizer(
        matrix.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.train(matrix[:1])  # nothing to learn, but it has to be asked
    index.add(matrix)
    return lambda queries, k: _rows(index.search(queries, k))


def hnsw(matrix: np.ndarray) -> Ask:
    """FAISS HNSW with its usual settings (M 32, efSearch 64): fast, and it loses neighbours."""
    index: Any = faiss.IndexHNSWFlat(matrix.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    index.add(matrix)
    index.hnsw.efSearch = 64
    return lambda queries, k: _rows(index.search(queries, k))


def _rows(found: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    return found[1]


def _best(scores: np.ndarray, k: int) -> np.ndarray:
    """(q, k) places of the highest scores, best first."""
    k = min(k, scores.shape[1])
    first = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, first, axis=1), axis=1, kind="stable")
    best: np.ndarray = np.take_along_axis(first, order, axis=1)
    return best
