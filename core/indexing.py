"""Prepare and load the index of a stored variant.

Large variants are rotated at import and searched by :class:`~core.index.PanoramaIndex`, if that is
faster on a sample of theirs; vectors that point everywhere alike (isotropic ones) gain nothing and
keep :class:`~core.index.FlatIndex`. Either way the neighbours are the same.

Beside ``vectors.npy`` lie ``index.json`` (the choice, what was measured and why) and, for
Panorama, ``rotated.npy`` and ``rotation.npy``. FAISS builds its structure from these on first use:
that takes as long as reading an index file would, and a damaged file is found by its header.
"""

from __future__ import annotations

import json
import statistics
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.index import FlatIndex, PanoramaIndex, VectorIndex
from core.matrices import new_matrix, open_matrix
from core.rotation import Checked, Rotation, principal_axes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

INDEX_FILE = "index.json"
ROTATED = "rotated.npy"
ROTATION = "rotation.npy"

_SMALL = 2**24
"""Values (rows x dim) up to which a flat index answers in a few milliseconds anyway."""
_SAMPLE_ROWS = 20_000
_TIMED_QUERIES = 24
_K = 27
_LEVELS = (8, 16, 32, 64)
_MIN_WIDTH = 8
"""Dimensions per level; FAISS's kernels are unrolled for multiples of eight."""
_GAIN = 0.8
"""Panorama has to take at most this share of the flat index's time to be worth its disk space."""
_BLOCK_ROWS = 8192


@dataclass(frozen=True)
class IndexPlan:
    """Which index a variant has, and why.

    Attributes:
        kind: ``flat_ip`` or ``flat_ip_panorama``.
        levels: Panorama's levels; 0 for the flat index.
        error: the rotation's error (see :mod:`core.rotation`); 0 for the flat index.
        reason: a sentence for ``yusa info``.
    """

    kind: str = FlatIndex.kind
    levels: int = 0
    error: float = 0.0
    reason: str = "small enough to compare every row"


def disk_needed(rows: int, dim: int) -> int:
    """Bytes that a variant may take on disk, its index included."""
    indexed = rows * dim > _SMALL
    return rows * dim * 4 * (2 if indexed else 1) + (dim * dim * 4 if indexed else 0)


def prepare(
    folder: Path,
    matrix: np.ndarray,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> IndexPlan:
    """Choose the index of ``matrix`` and write its files into ``folder``.

    Args:
        folder: the variant's folder.
        matrix: (rows, dim) float32, stored rows.
        progress: called with the rows rotated so far and all rows.
    """
    plan = IndexPlan()
    rows, dim = matrix.shape
    if rows * dim > _SMALL:
        places = np.random.default_rng(0).choice(rows, min(rows, _SAMPLE_ROWS), replace=False)
        sample = np.asarray(matrix[np.sort(places)])
        axes = principal_axes(sample)
        plan = _choose(sample, Checked(axes))
        del sample
        if plan.levels:
            error = _rotate(folder, matrix, Checked(axes), progress)
            np.save(folder / ROTATION, axes)
            plan = IndexPlan(plan.kind, plan.levels, error, plan.reason)
    text = json.dumps(asdict(plan), ensure_ascii=False, indent=2)
    (folder / INDEX_FILE).write_text(text + "\n", "utf-8")
    return plan


def _choose(sample: np.ndarray, rotate: Checked) -> IndexPlan:
    """Measure both kinds of index on a sample."""
    rotated = rotate.apply(sample)
    rotation = Rotation(rotate.axes, rotate.error)
    dim = sample.shape[1]
    queries = np.random.default_rng(1).choice(len(sample), _TIMED_QUERIES)
    flat = _median_ms(FlatIndex(sample), queries)
    times = {
        levels: _median_ms(PanoramaIndex(rotated, rotation, levels), queries)
        for levels in _LEVELS
        if dim // levels >= _MIN_WIDTH
    }
    if not times:
        return IndexPlan(reason="too few dimensions to search in levels")
    best = min(times, key=times.__getitem__)
    measured = (
        f"a query took {times[best]:.2f} ms in {best} levels, {flat:.2f} ms row by row, "
        f"on a sample of {len(sample):,} rows"
    )
    if times[best] > _GAIN * flat:
        return IndexPlan(reason=f"levels would not be faster: {measured}")
    return IndexPlan(PanoramaIndex.kind, best, reason=f"faster in levels: {measured}")


def _median_ms(index: VectorIndex, queries: Sequence[int] | np.ndarray) -> float:
    """Median time of a query in milliseconds, after one to warm up."""
    times = []
    for row in (queries[0], *queries):
        start = time.perf_counter()
        index.search(index.probe(int(row)), _K)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times[1:])


def _rotate(
    folder: Path, matrix: np.ndarray, rotate: Checked, progress: Callable[[int, int], None]
) -> float:
    target = new_matrix(folder / ROTATED, matrix.shape)
    for start in range(0, len(matrix), _BLOCK_ROWS):
        block = matrix[start : start + _BLOCK_ROWS]
        target[start : start + len(block)] = rotate.apply(block)
        progress(start + len(block), len(matrix))
    return rotate.error


@dataclass(frozen=True)
class PreparedIndex:
    """A variant's index files, opened: they stay readable when a later import removes them."""

    plan: IndexPlan
    rotated: np.ndarray | None
    axes: np.ndarray | None

    @classmethod
    def open(cls, folder: Path) -> PreparedIndex:
        """Open the files; a variant that has none is searched row by row.

        Raises:
            FileNotFoundError: a later import has removed the folder.
            OSError, ValueError: damaged files.
        """
        try:
            plan = _read_plan((folder / INDEX_FILE).read_bytes())
        except FileNotFoundError:
            if not folder.is_dir():
                raise
            return cls(IndexPlan(reason="imported before indexes were prepared"), None, None)
        if plan.kind == FlatIndex.kind:
            return cls(plan, None, None)
        return cls(plan, open_matrix(folder / ROTATED), open_matrix(folder / ROTATION))

    @property
    def bytes_on_disk(self) -> int:
        """Size of the rotated rows and the rotation; 0 for the flat index."""
        return sum(int(a.nbytes) for a in (self.rotated, self.axes) if a is not None)

    def bytes_in_memory(self, rows: int, dim: int) -> int:
        """Size of the index once it is loaded."""
        return rows * dim * 4 + (rows * (self.plan.levels + 1) * 4 if self.plan.levels else 0)

    def load(self, matrix: np.ndarray) -> VectorIndex:
        """Build the index of ``matrix``, (rows, dim) float32.

        Raises:
            ValueError: the files don't belong to this matrix.
        """
        if self.rotated is None or self.axes is None:
            return FlatIndex(matrix)
        rows, dim = matrix.shape
        if self.rotated.shape != (rows, dim) or self.rotated.dtype != np.float32:
            raise ValueError(f"{ROTATED} is {self.rotated.dtype} {self.rotated.shape}")
        if self.axes.shape != (dim, dim) or self.axes.dtype != np.float32:
            raise ValueError(f"{ROTATION} is {self.axes.dtype} {self.axes.shape}")
        return PanoramaIndex(self.rotated, Rotation(self.axes, self.plan.error), self.plan.levels)


def _read_plan(data: bytes) -> IndexPlan:
    values = json.loads(data)
    plan = IndexPlan(
        str(values["kind"]), int(values["levels"]), float(values["error"]), str(values["reason"])
    )
    known = plan.kind == FlatIndex.kind or (plan.kind == PanoramaIndex.kind and plan.levels > 0)
    if not known or not 0 <= plan.error < 1:
        raise ValueError(f"{INDEX_FILE} names no index that this program knows")
    return plan
