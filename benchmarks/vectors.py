"""Synthetic vectors that resemble real embeddings, block by block and never all in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK_ROWS = 8192
_CLUSTERS = 1500
_DECAY = -0.6
_NOISE = 0.9


@dataclass(frozen=True)
class Shape:
    """What decides every number.

    Attributes:
        items: rows.
        dim: dimensions.
        seed: of everything random.
        isotropic: no clusters and no axis longer than another; the hard case for pruning.
    """

    items: int
    dim: int
    seed: int = 0
    isotropic: bool = False

    @property
    def clusters(self) -> int:
        """1,500, or fewer where the clusters would have hardly any members."""
        return min(_CLUSTERS, max(8, self.items // 6))


def cluster_of(shape: Shape) -> np.ndarray:
    """(items,) int64: each item's cluster, the same for every variant and dimension."""
    return np.random.default_rng([shape.seed, 1]).integers(0, shape.clusters, shape.items)


def blocks(shape: Shape, variant: int = 0) -> Iterator[np.ndarray]:
    """Unit rows, (up to 8192, dim) float32 at a time.

    Clusters of normal centres, axis i of scale i^-0.6, noise of 0.9 around the centre, then a
    random orthogonal rotation, so that no axis is privileged. A further variant shares centres
    and most of the noise, has more of it, and, every other one, hears nothing of the last three
    quarters of the axes, as a shortened embedding does. The same seed gives the same numbers on one
    machine; elsewhere the matrix product may round otherwise.
    """
    dim = shape.dim
    scale = np.arange(1, dim + 1, dtype=np.float64) ** (0.0 if shape.isotropic else _DECAY)
    heard = scale.astype(np.float32)
    if variant % 2:
        heard[max(1, dim // 4) :] = 0
    rotation = _rotation(dim, [shape.seed, 2, variant])
    centres = np.random.default_rng([shape.seed, 3]).standard_normal(
        (shape.clusters, dim), dtype=np.float32
    )
    which = cluster_of(shape)
    for start in range(0, shape.items, BLOCK_ROWS):
        members = which[start : start + BLOCK_ROWS]
        rows = _noise(shape, variant, start, len(members))
        if not shape.isotropic:
            rows += centres[members]
        rows = (rows * heard) @ rotation
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        yield rows


def _noise(shape: Shape, variant: int, start: int, rows: int) -> np.ndarray:
    size = (rows, shape.dim)
    shared = np.random.default_rng([shape.seed, 4, start]).standard_normal(size, dtype=np.float32)
    shared *= np.float32(_NOISE)
    if variant:
        own = np.random.default_rng([shape.seed, 5, start, variant])
        shared += np.float32(0.3 + 0.1 * variant) * own.standard_normal(size, dtype=np.float32)
    return shared


def _rotation(dim: int, seed: list[int]) -> np.ndarray:
    drawn = np.random.default_rng(seed).standard_normal((dim, dim), dtype=np.float32)
    rotation: np.ndarray = np.linalg.qr(drawn)[0]
    return rotation


def write_npz(path: Path, shape: Shape, ids: list[str], variant: int, *, compressed: bool) -> None:
    """Write ``ids`` and ``embeddings`` as :func:`numpy.savez` would, streaming the rows."""
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    header = {"descr": "<f4", "fortran_order": False, "shape": (shape.items, shape.dim)}
    with zipfile.ZipFile(path, "w", method, allowZip64=True) as archive:
        with archive.open("ids.npy", "w", force_zip64=True) as member:
            np.lib.format.write_array(member, np.array(ids))
        with archive.open("embeddings.npy", "w", force_zip64=True) as member:
            np.lib.format.write_array_header_1_0(member, header)
            for block in blocks(shape, variant):
                member.write(block.astype("<f4", copy=False).tobytes())
