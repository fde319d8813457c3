"""The flat index: what it promises to the search, above all the bound of its rounding error."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.canonical import float32_error
from core.index import FlatIndex

DIMS = [1, 2, 3, 7, 8, 16, 31, 64, 100, 256, 704, 1000, 2048, 4096]


def adversarial(dim, rng):
    """Rows of length up to 1.001 whose float32 products round badly."""
    ones = np.ones(dim)
    signs = rng.choice([-1.0, 1.0], size=dim)
    falling = 2.0 ** -np.linspace(0, 30, dim)
    rising = falling[::-1]
    noise = rng.normal(size=(6, dim))
    alternating = np.where(np.arange(dim) % 2, -1.0, 1.0) * (1 + 1e-3 * rng.random(dim))
    spike = np.where(np.arange(dim) == dim - 1, 1.0, 1e-4)
    tiny = np.where(np.arange(dim) == 0, 1.0, 1e-30)
    thirds = ones / 3 + rng.random(dim) * 2.0**-20
    rows = [ones, signs, falling, rising, alternating, spike, tiny, thirds, *noise, *np.abs(noise)]
    wide = np.array(rows)
    wide /= np.linalg.norm(wide, axis=1, keepdims=True)
    return np.concatenate([wide, 1.0009 * wide, -wide]).astype(np.float32)


def exact_products(matrix, query):
    return np.array([math.fsum(p) for p in (matrix.astype(float) * query).tolist()])


@pytest.mark.parametrize("dim", DIMS)
def test_scores_are_within_the_declared_error(dim):
    rng = np.random.default_rng(dim)
    matrix = adversarial(dim, rng)
    index = FlatIndex(matrix)
    assert index.error == float32_error(dim)
    everything = np.ones(len(matrix), dtype=bool)
    worst = 0.0
    for query in matrix:
        exact = exact_products(matrix, query.astype(float))
        for allowed in (None, everything):
            scores, rows = index.search(query, len(matrix), allowed)
            assert sorted(rows.tolist()) == list(range(len(matrix)))
            worst = max(worst, float(np.abs(scores.astype(float) - exact[rows]).max()))
            # The range search has scores of its own: they have to keep to the bound as well.
            for place in (0, len(matrix) // 2, -1):
                radius = float(exact[place])
                found = index.range_search(query, radius - index.error, allowed)
                assert set(np.flatnonzero(exact >= radius)) <= set(found.tolist())
                assert (exact[found] >= radius - 2 * index.error - 1e-7).all()
    assert worst <= index.error
    if dim > 1:
        assert worst > 0, "float32 sums are not exact; the bound is needed"


def test_the_bound_grows_with_the_dimension_and_stays_useful():
    bounds = [float32_error(dim) for dim in DIMS]
    assert bounds == sorted(bounds)
    assert float32_error(1) >= 2.0**-24
    assert float32_error(2048) < 1.3e-4


@settings(max_examples=120, derandomize=True)
@given(
    rows=st.integers(1, 300),
    dim=st.sampled_from([1, 4, 33]),
    k=st.integers(1, 400),
    share=st.sampled_from([None, 0.0, 0.1, 0.9]),
    seed=st.integers(0, 2**32 - 1),
)
def test_search_and_range_search_against_numpy(rows, dim, k, share, seed, builders):
    matrix = builders.dataset("random", rows, dim, seed)
    rng = np.random.default_rng(seed)
    query = matrix[rng.integers(rows)]
    allowed = None if share is None else rng.random(rows) < share
    permitted = np.arange(rows) if allowed is None else np.flatnonzero(allowed)
    exact = matrix.astype(float) @ query.astype(float)
    index = FlatIndex(matrix)
    scores, found = index.search(query, k, allowed)
    assert len(found) == len(scores) == min(k, len(permitted))
    assert set(found.tolist()) <= set(permitted.tolist())
    assert len(set(found.tolist())) == len(found)
    assert (np.diff(scores) <= 0).all()
    assert np.abs(scores - exact[found]).max(initial=0.0) <= index.error
    rest = np.setdiff1d(permitted, found)
    if len(rest) and len(found):
        assert exact[rest].max() <= scores[-1] + index.error
    radius = float(rng.uniform(-1, 1))
    within = set(index.range_search(query, radius, allowed).tolist())
    assert within <= set(permitted.tolist())
    sure = {r for r in permitted.tolist() if exact[r] >= radius + index.error}
    perhaps = {r for r in permitted.tolist() if exact[r] >= radius - index.error - 1e-7}
    assert sure <= within <= perhaps


def test_the_radius_is_inclusive_and_never_rounded_inwards():
    """FAISS compares with > and a float32 radius; both must not cut a row off."""
    values = np.array([[0.5], [0.25], [0.1], [-0.1], [0.0], [1.0]], np.float32)
    index = FlatIndex(values)
    query = np.array([1], np.float32)
    for row, (value,) in enumerate(values.tolist()):
        for radius in (value, np.nextafter(value, -np.inf)):
            found = index.range_search(query, float(radius)).tolist()
            assert row in found, "a score equal to the radius is within"
            assert sorted(found) == sorted(np.flatnonzero(values[:, 0] >= value).tolist())
    # A float64 just below the float32 0.1 rounds to it; just above the next one rounds away.
    assert 2 in index.range_search(query, float(np.float32(0.1)) - 1e-12)
    assert 2 not in index.range_search(query, float(np.float32(0.1)) + 1e-7)


def test_a_query_that_is_no_vector_is_refused(builders):
    matrix = builders.dataset("random", 5, 3, seed=0)
    index = FlatIndex(matrix)
    for bad in (np.nan, np.inf, -np.inf):
        query = matrix[0].copy()
        query[1] = bad
        with pytest.raises(ValueError, match="holds NaN or infinity"):
            index.search(query, 2)
        with pytest.raises(ValueError, match="holds NaN or infinity"):
            index.range_search(query, 0.5)


def test_the_index_keeps_its_own_rows(builders, tmp_path):
    """Built from a read-only map of a file, it answers after the map is gone."""
    matrix = builders.dataset("random", 9000, 4, seed=0)
    np.save(tmp_path / "m.npy", matrix)
    mapped = np.load(tmp_path / "m.npy", mmap_mode="r")
    index = FlatIndex(mapped)
    del mapped
    (tmp_path / "m.npy").unlink()
    for row in (0, 8191, 8192, 8999):
        assert row in index.search(matrix[row], 3)[1]
