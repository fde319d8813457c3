"""Rotation onto the principal axes, with a bound of what it does to inner products.

Rotating all vectors leaves every inner product as it was, apart from rounding. Two deviations
remain, and both are measured rather than guessed:

- the matrix, rounded to float32, is not quite orthogonal: its defect is ||R R' - I||, at most
  the Frobenius norm, computed in float64;
- a stored rotated row y differs from the exact x R by d. The length of d is bounded for every
  row by multiplying with :data:`_PROBES` random directions G (Freivalds' check): |d G|^2 / |d|^2
  is chi-squared with as many degrees of freedom, and P(chi^2_r <= t) <= (t/2)^(r/2) / (r/2)!,
  so that |d| <= |d G| / sqrt(t) but for one row in :data:`_ROWS_PER_FAILURE`.

With them, for stored rows x, z of length at most 1.001,
|yx . yz - x . z| <= defect * 1.001^2 + 2 * 1.001 * (1 + defect) * |d| + |d|^2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

_PROBES = 32
_ROWS_PER_FAILURE = 1e12
_LENGTH = 1.0011
"""Longest stored row, see :func:`core.canonical.float32_error`."""
_CHECK_ROWS = 256
"""Rows that are checked at once: their float64 copies stay in the processor's cache."""


@dataclass(frozen=True)
class Rotation:
    """An orthogonal matrix and the error that it brings into inner products.

    Attributes:
        matrix: (dim, dim) float32; columns are axes, the strongest first. ``rows @ matrix``
            rotates.
        error: largest change of an inner product of two stored rows (see the module).
    """

    matrix: np.ndarray
    error: float

    def apply_to_one(self, vector: np.ndarray) -> np.ndarray:
        """(dim,) float32: a vector that isn't stored, rotated in float64 and rounded once."""
        wide = vector.astype(np.float64) @ self.matrix.astype(np.float64)
        rotated: np.ndarray = wide.astype(np.float32)
        return rotated


def principal_axes(sample: np.ndarray) -> np.ndarray:
    """(dim, dim) float32: eigenvectors of the sample's second moment, the strongest first.

    The mean is not removed: what matters is how much of a row's own length an axis holds.

    Args:
        sample: (m, dim) float32.
    """
    moment = (sample.T @ sample).astype(np.float64)
    _, vectors = np.linalg.eigh(moment)
    axes: np.ndarray = np.ascontiguousarray(vectors[:, ::-1], dtype=np.float32)
    return axes


class Checked:
    """Rotates rows block by block and bounds the error of what it gave out."""

    def __init__(self, axes: np.ndarray) -> None:
        """``axes`` is (dim, dim) float32, as :func:`principal_axes` gives."""
        dim = len(axes)
        self.axes = axes
        wide = axes.astype(np.float64)
        self._defect = float(np.linalg.norm(wide @ wide.T - np.eye(dim)))
        self._directions = np.random.default_rng(0).standard_normal((dim, _PROBES))
        self._turned = wide @ self._directions
        self._largest = 0.0

    def apply(self, block: np.ndarray) -> np.ndarray:
        """(m, dim) float32: the rotated ``block``, (m, dim) float32."""
        rotated: np.ndarray = block @ self.axes
        for start in range(0, len(block), _CHECK_ROWS):
            part = slice(start, start + _CHECK_ROWS)
            off = rotated[part].astype(np.float64) @ self._directions
            off -= block[part].astype(np.float64) @ self._turned
            largest = float(np.einsum("ij,ij->i", off, off).max())
            self._largest = float(np.maximum(self._largest, largest))  # which keeps a NaN
        return rotated

    @property
    def error(self) -> float:
        """The bound of the module's text, for the rows rotated so far."""
        half = _PROBES / 2
        quantile = 2 * math.exp((math.lgamma(half + 1) - math.log(_ROWS_PER_FAILURE)) / half)
        distance = math.sqrt(self._largest / quantile)
        return self._defect * _LENGTH**2 + 2 * _LENGTH * (1 + self._defect) * distance + distance**2
