"""A picture of vectors in two dimensions: their first two principal components.

The axes are those of a seeded sample; the coordinates, the centre and the variance that the axes
hold are of all rows. Nothing but two blocks is ever held of a matrix that is mapped from disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_SAMPLE = 20_000
_BLOCK_ROWS = 8192
_EXACT_DIM = 384
"""Up to this dimension the covariance is decomposed whole; above, only its two ends are sought."""
_KRYLOV_BLOCK = 8
_KRYLOV_STEPS = 40
_TOLERANCE = 1e-5
_NOTHING = 1e-12
"""A share of the squared length this small is rounding of float32, not variance."""
_SAMPLE_SHARE = 0.1
_AXES_SHARE = 0.4
"""About how much of the time the sample and then the axes take: only progress depends on it."""


@dataclass(frozen=True)
class Projection:
    """Where each row of a matrix lies in the picture.

    Attributes:
        coordinates: (rows, 2) float32, centred; a column without variance is all zero.
        shares: share of the variance of all rows that lies along each axis; their sum is at most 1.
        sampled: rows that the axes were computed from.
    """

    coordinates: np.ndarray
    shares: tuple[float, float]
    sampled: int


def project(
    matrix: np.ndarray,
    *,
    seed: int = 0,
    sample: int = MAX_SAMPLE,
    told: Callable[[float], None] | None = None,
) -> Projection:
    """Project every row on the two directions in which the rows vary most.

    An axis points where its largest entry is positive, so that equal inputs give equal pictures.

    Args:
        matrix: (rows, dim) float32, at least one row; may be mapped from disk.
        seed: draws the sample where there are more rows than ``sample``.
        sample: at most so many rows decide the axes.
        told: called with the share of the work that is done, from 0 to 1.

    Raises:
        ValueError: no rows, or not a matrix.
    """
    if matrix.ndim != 2 or 0 in matrix.shape:
        message = f"a picture needs a matrix with at least one row, not {matrix.shape}"
        raise ValueError(message)
    say = told or (lambda _share: None)
    rows = len(matrix)
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.choice(rows, sample, replace=False)) if rows > sample else slice(None)
    drawn = np.array(matrix[chosen], dtype=np.float32)
    say(_SAMPLE_SHARE)
    axes = _axes(drawn, rng, lambda share: say(_SAMPLE_SHARE + share * _AXES_SHARE))
    sampled = len(drawn)
    del drawn
    before = _SAMPLE_SHARE + _AXES_SHARE
    coordinates = np.empty((rows, 2), dtype=np.float64)
    total, squares = np.zeros(matrix.shape[1]), 0.0
    for start in range(0, rows, _BLOCK_ROWS):
        block = np.asarray(matrix[start : start + _BLOCK_ROWS])
        coordinates[start : start + len(block)] = block @ axes.astype(np.float32)
        total += block.sum(axis=0, dtype=np.float64)
        squares += float(np.einsum("ij,ij->", block, block, dtype=np.float64))
        say(before + (1 - before) * (start + len(block)) / rows)
    mean = total / rows
    variance = squares / rows - float(mean @ mean)
    coordinates -= coordinates.mean(axis=0)
    along = np.einsum("ij,ij->j", coordinates, coordinates) / rows
    flat = along <= _NOTHING * max(squares / rows, np.finfo(np.float64).tiny)
    coordinates[:, flat] = 0
    along[flat] = 0
    # Where all rows are alike, the variance is a difference of equal numbers: rounding alone.
    shares = along / max(variance, float(along.sum())) if along.any() else along
    return Projection(coordinates.astype(np.float32), (float(shares[0]), float(shares[1])), sampled)


def _axes(sample: np.ndarray, rng: np.random.Generator, say: Callable[[float], None]) -> np.ndarray:
    """(dim, 2) float64: the two strongest directions of the sample; zero columns below dim 2."""
    centred = sample
    centred -= sample.mean(axis=0, dtype=np.float64).astype(np.float32)
    dim = sample.shape[1]
    if dim <= _EXACT_DIM:
        covariance = np.zeros((dim, dim))
        for start in range(0, len(centred), _BLOCK_ROWS):
            block = centred[start : start + _BLOCK_ROWS].astype(np.float64)
            covariance += block.T @ block
        _values, vectors = np.linalg.eigh(covariance)
        found = vectors[:, ::-1][:, :2]
    else:
        found = _krylov(centred, rng, say)
    axes = np.zeros((dim, 2))
    axes[:, : found.shape[1]] = found
    largest = axes[np.abs(axes).argmax(axis=0), [0, 1]]
    axes *= np.where(largest < 0, -1.0, 1.0)
    say(1.0)
    return axes


def _krylov(
    centred: np.ndarray, rng: np.random.Generator, say: Callable[[float], None]
) -> np.ndarray:
    """(dim, 2): the top eigenvectors of ``centred.T @ centred`` by block Lanczos.

    Full reorthogonalisation keeps the basis orthonormal; it stops once the residuals of both
    vectors are below the tolerance. The sketch is in Golub and Van Loan, Matrix Computations,
    section 10.3.
    """
    dim = centred.shape[1]
    basis, _r = np.linalg.qr(rng.standard_normal((dim, _KRYLOV_BLOCK)))
    images = np.empty((dim, 0))
    newest = basis
    for step in range(_KRYLOV_STEPS):
        # float32 in the products of the large matrix, float64 in the small ones.
        image = (centred.T @ (centred @ newest.astype(np.float32))).astype(np.float64)
        images = np.hstack([images, image])
        small = basis.T @ images
        values, vectors = np.linalg.eigh((small + small.T) / 2)
        top, weights = values[::-1][:2], vectors[:, ::-1][:, :2]
        found: np.ndarray = basis @ weights
        residuals = np.linalg.norm(images @ weights - found * top, axis=0)
        say((step + 1) / _KRYLOV_STEPS)
        if (residuals <= _TOLERANCE * max(top[0], np.finfo(np.float64).tiny)).all():
            break
        for _twice in range(2):
            image -= basis @ (basis.T @ image)
        newest, _r = np.linalg.qr(image)
        newest -= basis @ (basis.T @ newest)
        newest, _r = np.linalg.qr(newest)
        if basis.shape[1] + _KRYLOV_BLOCK > dim:
            break
        basis = np.hstack([basis, newest])
    return found
