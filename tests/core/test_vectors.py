"""The storage rule: nearly unit vectors as they came, others scaled in float64."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.vectors import normalise_rows


def rows_of(scale, count=200, dim=48, seed=0):
    values = np.random.default_rng(seed).normal(size=(count, dim))
    return values / np.linalg.norm(values, axis=1, keepdims=True) * scale


@pytest.mark.parametrize("scale", [1.0, 1.0009, 0.9991])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nearly_unit_rows_are_stored_bit_by_bit(scale, dtype):
    block = rows_of(scale).astype(dtype)
    stored, changed, bad = normalise_rows(block)
    assert stored.dtype == np.float32
    assert (stored == block.astype(np.float32)).all()
    assert not changed.any()
    assert not bad.any()
    assert stored is not block


@pytest.mark.parametrize("scale", [1.0011, 0.9989, 7.0, 1e-3, 1e30, 1e-30, 1e150, 1e-150, 1e300])
def test_other_rows_are_scaled_in_float64(scale, oracles):
    block = rows_of(scale)
    before = block.copy()
    stored, changed, bad = normalise_rows(block)
    assert changed.all()
    assert not bad.any()
    assert (block == before).all()
    units = [[x / scale for x in row] for row in block.tolist()]
    expected = np.array([oracles.stored(row) for row in units], np.float32)
    assert np.abs(stored - expected).max() <= np.spacing(np.float32(1)) / 2
    assert np.abs(np.linalg.norm(stored.astype(float), axis=1) - 1).max() < 1e-7


def test_scaling_equals_division_in_float64_not_in_float32(oracles):
    block = rows_of(3.7).astype(np.float32)
    stored, _, _ = normalise_rows(block)
    expected = np.array([oracles.stored(row) for row in block.tolist()], np.float32)
    assert (stored == expected).all()
    single = block / np.linalg.norm(block, axis=1, keepdims=True)
    assert (stored != single).any(), "float32 throughout would differ"


def test_half_precision_rows():
    block = rows_of(1.0).astype(np.float16)
    stored, changed, _ = normalise_rows(block)
    norms = np.linalg.norm(block.astype(float), axis=1)
    assert (changed == (np.abs(norms - 1) > 1e-3)).all()
    assert (stored[~changed] == block[~changed].astype(np.float32)).all()


def test_each_row_by_itself():
    block = np.array([[1, 0], [3, 4], [0, 0], [np.nan, 1], [np.inf, 0], [0, -1]], np.float64)
    stored, changed, bad = normalise_rows(block)
    assert changed.tolist() == [False, True, False, False, False, False]
    assert bad.tolist() == [False, False, True, True, True, False]
    assert stored[[0, 1, 5]].tolist() == np.float32([[1, 0], [0.6, 0.8], [0, -1]]).tolist()


def test_every_stored_row_keeps_the_bound_that_the_search_relies_on():
    edges = [1 + 1e-3, 1 - 1e-3, 1 + 0.99999e-3, 1.0010001]
    for dtype in (np.float16, np.float32, np.float64):
        block = np.concatenate([rows_of(scale, seed=n) for n, scale in enumerate(edges)])
        stored, _, bad = normalise_rows(block.astype(dtype))
        assert not bad.any()
        for row in stored.tolist():
            assert abs(math.sqrt(math.fsum(x * x for x in row)) - 1) < 1.1e-3
