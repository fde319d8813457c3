"""The picture's axes and coordinates against NumPy's singular value decomposition."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.projection import Projection, project


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def spread(rows: int, dim: int, seed: int = 0) -> np.ndarray:
    """Unit rows whose spread falls from axis to axis, in no special position."""
    rng = np.random.default_rng(seed)
    turn, _r = np.linalg.qr(rng.standard_normal((dim, dim)))
    scaled = rng.standard_normal((rows, dim)) * np.arange(1, dim + 1) ** -0.6
    return unit(scaled @ turn + 0.5)


def oracle(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates up to sign, and shares, by another way than the module's."""
    centred = matrix.astype(np.float64) - matrix.astype(np.float64).mean(axis=0)
    left, values, _right = np.linalg.svd(centred, full_matrices=False)
    return (left * values)[:, :2], (values**2 / (values**2).sum())[:2]


def expect_same_picture(found: Projection, matrix: np.ndarray, within: float) -> None:
    coordinates, shares = oracle(matrix)
    for axis in range(2):
        sign = np.sign(coordinates[:, axis] @ found.coordinates[:, axis].astype(np.float64))
        assert np.abs(found.coordinates[:, axis] - sign * coordinates[:, axis]).max() < within
    assert found.shares == pytest.approx(tuple(shares), abs=within)


@pytest.mark.parametrize(("rows", "dim"), [(3, 2), (50, 7), (7, 50), (900, 64), (40, 384)])
def test_small_matrices_agree_with_the_oracle(rows: int, dim: int) -> None:
    matrix = spread(rows, dim)
    found = project(matrix)
    assert found.coordinates.shape == (rows, 2)
    assert found.coordinates.dtype == np.float32
    assert found.sampled == rows
    expect_same_picture(found, matrix, 2e-6)


@pytest.mark.parametrize(("rows", "dim"), [(2000, 512), (300, 700), (5, 600), (2, 385)])
def test_wide_matrices_agree_with_the_oracle(rows: int, dim: int) -> None:
    matrix = spread(rows, dim, seed=1)
    expect_same_picture(project(matrix), matrix, 2e-3)


def test_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = spread(500, 20)
    whole = project(matrix)
    monkeypatch.setattr("core.projection._BLOCK_ROWS", 7)
    in_blocks = project(matrix)
    assert np.abs(whole.coordinates - in_blocks.coordinates).max() < 1e-6
    assert in_blocks.shares == pytest.approx(whole.shares, abs=1e-6)


def test_a_sample_decides_the_axes_and_all_rows_the_rest() -> None:
    matrix = spread(4000, 16)
    found = project(matrix, sample=1000)
    assert found.sampled == 1000
    _coordinates, best = oracle(matrix)
    assert sum(found.shares) <= sum(best) + 1e-9  # no axes hold more than the best ones
    assert found.shares == pytest.approx(tuple(best), abs=0.02)
    centred = matrix.astype(np.float64) - matrix.astype(np.float64).mean(axis=0)
    whole = (centred**2).sum()
    for axis in range(2):
        held = (found.coordinates[:, axis].astype(np.float64) ** 2).sum() / whole
        assert found.shares[axis] == pytest.approx(held, rel=1e-5)


def test_the_same_rows_give_the_same_bytes() -> None:
    for dim in (30, 500):
        matrix = spread(600, dim)
        first, second = project(matrix, sample=100), project(matrix.copy(), sample=100)
        assert first.coordinates.tobytes() == second.coordinates.tobytes()
        assert first.shares == second.shares


def test_the_sign_is_that_of_the_axis_and_not_of_chance() -> None:
    matrix = unit(np.array([[3, 0.1, 1], [2, -0.1, 1], [1, 0.3, 1], [-4, -0.2, 1]], dtype=float))
    x = project(matrix).coordinates[:, 0]
    assert x[0] > x[2] > x[3]  # the first coordinate varies most and grows to the right
    mirrored = project(matrix * np.array([-1, 1, 1], dtype=np.float32)).coordinates[:, 0]
    assert mirrored == pytest.approx(-x, abs=1e-6)


def test_another_seed_draws_another_sample() -> None:
    matrix = spread(2000, 8)
    one, other = project(matrix, sample=50), project(matrix, sample=50, seed=1)
    assert np.abs(one.coordinates - other.coordinates).max() > 1e-4


@pytest.mark.parametrize("dim", [1, 2, 8, 600])
@pytest.mark.parametrize("rows", [1, 2, 50])
def test_identical_rows_lie_in_one_point(rows: int, dim: int) -> None:
    one = unit(np.random.default_rng(3).standard_normal((1, dim)))
    found = project(np.repeat(one, rows, axis=0))
    assert found.coordinates.shape == (rows, 2)
    assert not found.coordinates.any()
    assert found.shares == (0.0, 0.0)


def test_one_dimension_has_one_axis() -> None:
    matrix = np.array([[1.0], [-1.0], [1.0], [1.0]], dtype=np.float32)
    found = project(matrix)
    assert found.coordinates[:, 0] == pytest.approx([0.5, -1.5, 0.5, 0.5])
    assert not found.coordinates[:, 1].any()
    assert found.shares == (1.0, 0.0)


def test_two_rows_lie_on_a_line() -> None:
    found = project(np.eye(5, dtype=np.float32)[:2])
    assert found.shares == pytest.approx((1.0, 0.0))
    assert found.coordinates[:, 0].tolist() == pytest.approx([2**-0.5, -(2**-0.5)])


def test_a_mapped_matrix_is_read_and_not_changed(tmp_path: Path) -> None:
    matrix = spread(300, 12)
    np.save(tmp_path / "rows.npy", matrix)
    mapped = np.load(tmp_path / "rows.npy", mmap_mode="r")
    expect_same_picture(project(mapped), matrix, 2e-6)
    assert np.array_equal(np.load(tmp_path / "rows.npy"), matrix)


def test_a_matrix_in_memory_is_not_changed() -> None:
    matrix = spread(100, 12)
    before = matrix.copy()
    project(matrix)
    assert np.array_equal(matrix, before)


@pytest.mark.parametrize("dim", [10, 500])
def test_progress_grows_to_the_end(dim: int) -> None:
    told: list[float] = []
    project(spread(20_000, dim), told=told.append)
    assert told == sorted(told)
    assert len(told) > 3
    assert told[-1] == pytest.approx(1.0)


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), (4,)])
def test_nothing_to_draw_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="at least one row"):
        project(np.zeros(shape, dtype=np.float32))
