"""Variants: a float32 matrix on disk, its manifest, and the rows' items.

Rows are stored in ascending order of item id, so that "id ascending" (the canonical order's
second key) is simply "row ascending".
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from core.errors import Faults, VectorError, WorkspaceError
from core.index import FlatIndex, VectorIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from core.ingest.vectors_file import VectorFile

NORM_TOLERANCE = 1e-3
"""A vector whose norm is this near to 1 is stored as it came."""


@dataclass(frozen=True, slots=True)
class VariantInfo:
    """What can be said of a variant without loading it.

    Attributes:
        rows: stored vectors, each of a known item.
        dim: length of a vector.
        covered: items with a vector; ``uncovered``: items without one.
        index: kind of index (``flat_ip``).
        bytes: size of the matrix on disk.
        manifest: what the maker of the vectors says of them; empty if nothing was given.
        hash: SHA-256 over ids and stored float32 values.
        normalised: rows that were scaled to length 1 at import.
        unknown_rows: rows of the source file whose id is no item; they are not stored.
        source_file: name of the file that was imported, and ``source_sha256`` its hash.
    """

    name: str
    rows: int
    dim: int
    covered: int
    uncovered: int
    index: str
    bytes: int
    manifest: Mapping[str, object]
    hash: str
    normalised: int
    unknown_rows: int
    source_file: str = ""
    source_sha256: str = ""


class Variant:
    """The loaded vectors of one variant.

    Attributes:
        matrix: (rows, dim) float32, read-only, mapped from disk, ordered by item id.
        positions: (rows,) int64, the item position of each row, ascending.
        row_of: (items,) int64, the row of each item position, or -1.
    """

    def __init__(self, info: VariantInfo, matrix: np.ndarray, positions: np.ndarray, items: int):
        self.info = info
        self.matrix = matrix
        self.positions = positions
        self.row_of = np.full(items, -1, dtype=np.int64)
        self.row_of[positions] = np.arange(len(positions))

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.info.name

    @cached_property
    def index(self) -> VectorIndex:
        """The exact index, built on first use."""
        return FlatIndex(self.matrix)


def normalise_rows(block: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Apply the storage rule to a block of vectors.

    Args:
        block: (m, dim) float16, float32 or float64.

    Returns:
        ``stored`` (m, dim) float32: rows whose norm is within 1e-3 of 1 as they came, others as
        float64 x / ||x|| cast to float32; ``changed`` (m,) bool: rows that were scaled; ``bad``
        (m,) bool: rows that hold NaN or infinity or are all zero (their values are undefined).
    """
    wide = np.asarray(block, dtype=np.float64)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        largest = np.abs(wide).max(axis=1)
        bad = ~np.isfinite(largest) | (largest == 0)
        # Scaling first keeps squares of very large and very small float64 values finite.
        extreme = ~bad & ((largest > 1e100) | (largest < 1e-100))
        if extreme.any():
            wide = wide.copy()
            wide[extreme] /= largest[extreme, None]
        norms = np.sqrt(np.einsum("ij,ij->i", wide, wide))
        changed = ~bad & (extreme | (np.abs(norms - 1) > NORM_TOLERANCE))
        stored = np.array(block, dtype=np.float32)
        stored[changed] = (wide[changed] / norms[changed, None]).astype(np.float32)
    return stored, changed, bad


@dataclass(frozen=True, slots=True)
class StoredVariant:
    """What :func:`write_variant` found, and the file that it came from."""

    rows: int
    dim: int
    normalised: int
    unknown_ids: tuple[str, ...]
    hash: str
    source_file: str = ""
    source_sha256: str = ""


def write_variant(
    source: VectorFile, folder: Path, item_ids: Sequence[str], manifest: Mapping[str, object]
) -> StoredVariant:
    """Store the vectors of known items below ``folder``, ordered by id.

    Writes ``vectors.npy`` (float32), ``ids.json`` and ``manifest.json``. Nothing is left half
    written: the caller discards the folder when this raises.

    Raises:
        VectorError: NaN, infinite or zero rows (up to 20 named), damaged bytes, or no known item.
    """
    known = set(item_ids)
    order = [row for row, key in enumerate(source.ids) if key in known]
    order.sort(key=source.ids.__getitem__)
    unknown = tuple(key for key in source.ids if key not in known)
    if not order:
        raise VectorError(
            f"{source.path.name}: none of its {source.rows:,} ids is an item of the workspace "
            f'(first: "{source.ids[0]}"). Check that both use the same ids.'
        )
    target = np.full(source.rows, -1, dtype=np.int64)
    target[order] = np.arange(len(order))
    stored = _new_matrix(folder, len(order), source.dim)
    faults = Faults()
    changed_rows = 0
    row = 0
    for block in source.blocks():
        values, changed, bad = normalise_rows(block)
        for at in np.flatnonzero(bad):
            faults.add(
                f'{source.path.name} row {row + at + 1} (id "{source.ids[row + at]}"): '
                f"{_what_is_bad(block[at])}. Embed the item again, or leave the row out."
            )
        places = target[row : row + len(block)]
        kept = places >= 0
        stored[places[kept]] = values[kept]
        changed_rows += int((changed & kept).sum())
        row += len(block)
    faults.raise_as(VectorError)
    stored.flush()
    del stored
    ids = [source.ids[r] for r in order]
    return _finish(folder, ids, source.dim, changed_rows, unknown, manifest)


def copy_variant(
    old: Path, folder: Path, item_ids: Sequence[str], earlier: StoredVariant
) -> StoredVariant:
    """Store an existing variant again for a changed set of items; rows of lost items go."""
    known = set(item_ids)
    files = VariantFiles.open(old)
    ids, matrix = files.ids(), files.matrix
    rows = [row for row, key in enumerate(ids) if key in known]
    if not rows:
        raise VectorError(
            f'None of the new items has a vector in the variant "{old.name.rpartition("@")[0]}". '
            "Import the variant again in the same command."
        )
    stored = _new_matrix(folder, len(rows), int(matrix.shape[1]))
    for start in range(0, len(rows), 4096):
        stored[start : start + 4096] = matrix[rows[start : start + 4096]]
    stored.flush()
    del stored
    lost = tuple(key for key in ids if key not in known)
    manifest = json.loads((old / "manifest.json").read_text("utf-8"))
    kept = [ids[r] for r in rows]
    unknown = earlier.unknown_ids + lost
    copied = _finish(folder, kept, int(matrix.shape[1]), earlier.normalised, unknown, manifest)
    return replace(copied, source_file=earlier.source_file, source_sha256=earlier.source_sha256)


def _new_matrix(folder: Path, rows: int, dim: int) -> np.memmap:
    folder.mkdir(parents=True)
    path = folder / "vectors.npy"
    matrix = np.lib.format.open_memmap(path, mode="w+", dtype="<f4", shape=(rows, dim))
    if hasattr(os, "posix_fallocate"):
        # Without the blocks reserved, a disk that fills up kills the process (bus error).
        try:
            with path.open("rb+") as handle:
                os.posix_fallocate(handle.fileno(), 0, path.stat().st_size)
        except OSError as fault:
            if fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise  # other errors mean that this file system reserves nothing
    return matrix


def _finish(
    folder: Path,
    ids: list[str],
    dim: int,
    normalised: int,
    unknown: tuple[str, ...],
    manifest: Mapping[str, object],
) -> StoredVariant:
    listing = json.dumps(ids, ensure_ascii=False, separators=(",", ":"))
    (folder / "ids.json").write_text(listing, "utf-8")
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    digest = hashlib.sha256(listing.encode())
    with (folder / "vectors.npy").open("rb") as handle:
        while chunk := handle.read(2**22):
            digest.update(chunk)
    return StoredVariant(len(ids), dim, normalised, unknown, digest.hexdigest())


def _what_is_bad(row: np.ndarray) -> str:
    if np.isnan(row).any():
        return "the vector holds NaN"
    if np.isinf(row).any():
        return "the vector holds an infinite value"
    return "the vector is all zero"


@dataclass(frozen=True)
class VariantFiles:
    """A stored variant's files, opened: they stay readable when a later import removes them."""

    folder: Path
    matrix: np.ndarray
    ids_json: bytes

    @classmethod
    def open(cls, folder: Path) -> VariantFiles:
        """Map the matrix and read the ids without parsing them.

        Raises:
            FileNotFoundError: a later import has removed the folder.
            WorkspaceError: damaged files.
        """
        try:
            matrix = np.load(folder / "vectors.npy", mmap_mode="r", allow_pickle=False)
            return cls(folder, matrix, (folder / "ids.json").read_bytes())
        except FileNotFoundError:
            raise
        except (OSError, ValueError) as fault:
            raise _damaged(folder, str(fault)) from fault

    def ids(self) -> list[str]:
        """One id per row.

        Raises:
            WorkspaceError: damaged file.
        """
        try:
            ids: list[str] = json.loads(self.ids_json)
        except ValueError as fault:
            raise _damaged(self.folder, str(fault)) from fault
        return ids


def _damaged(folder: Path, reason: str) -> WorkspaceError:
    return WorkspaceError(
        f"{folder}: the stored vectors can't be read ({reason}). "
        "Import the variant again with --replace."
    )


def load_variant(files: VariantFiles, info: VariantInfo, positions: Mapping[str, int]) -> Variant:
    """Join a stored variant to the items.

    Raises:
        WorkspaceError: where the files aren't what the workspace says they are.
    """
    ids, matrix = files.ids(), files.matrix
    if matrix.shape != (info.rows, info.dim) or matrix.dtype != np.float32:
        raise _damaged(
            files.folder,
            f"they are {matrix.dtype} {matrix.shape}, not float32 ({info.rows}, {info.dim})",
        )
    if len(ids) != info.rows or not all(key in positions for key in ids):
        raise _damaged(files.folder, "their ids don't match the items")
    places = np.fromiter((positions[key] for key in ids), dtype=np.int64, count=len(ids))
    return Variant(info, matrix, places, len(positions))
