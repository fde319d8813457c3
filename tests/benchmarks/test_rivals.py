"""Every exact rival really answers exactly; a wrong one would be no rival."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import rivals


@pytest.fixture(scope="module")
def matrix() -> np.ndarray:
    rows = np.random.default_rng(0).standard_normal((800, 24)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def exact(matrix: np.ndarray, queries: np.ndarray, k: int) -> np.ndarray:
    return np.argsort(-(queries @ matrix.T), axis=1)[:, :k]


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize("build", [rivals.flat, rivals.knn, rivals.numpy, rivals.usearch_exact])
def test_exact_rivals(build: object, rows: int, matrix: np.ndarray) -> None:
    if build is rivals.usearch_exact and not rivals.HAS_USEARCH:
        pytest.skip(rivals.NO_USEARCH)
    found = build(matrix)(matrix[:rows], 10)  # type: ignore[operator]
    assert np.array_equal(found, exact(matrix, matrix[:rows], 10))


@pytest.mark.parametrize("build", [rivals.flat_filtered, rivals.numpy, rivals.numpy_gather])
def test_filtered_rivals(build: object, matrix: np.ndarray) -> None:
    allowed = np.arange(3, 800, 7)
    found = build(matrix, allowed)(matrix[:1], 10)  # type: ignore[operator]
    assert np.array_equal(found, allowed[exact(matrix[allowed], matrix[:1], 10)])


@pytest.mark.parametrize("build", [rivals.scalar_fp16, rivals.hnsw])
def test_lossy_rivals_find_nearly_all(build: object, matrix: np.ndarray) -> None:
    found = build(matrix)(matrix[:5], 10)  # type: ignore[operator]
    hits = [len(set(a) & set(b)) for a, b in zip(found, exact(matrix, matrix[:5], 10), strict=True)]
    assert min(hits) >= 8
