"""Variants: a float32 matrix on disk, its manifest, and the rows' items.

Rows are stored in ascending order of item id, so that "id ascending" (the canonical order's
second key) is simply "row ascending".
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.errors import Faults, Reason, VectorError, WorkspaceError
from core.indexing import PreparedIndex, prepare
from core.ingest.vector_files.common import VectorFile
from core.matrices import new_matrix, open_matrix, prefetched, sync_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from core.index import VectorIndex
    from core.types import Progress

VECTORS = "vectors.npy"
_BLOCK_ROWS = 4096
NORM_TOLERANCE = 1e-3
"""A vector whose norm is this near to 1 is stored as it came."""


@dataclass(frozen=True, slots=True)
class VariantInfo:
    """What can be said of a variant without loading it.

    Attributes:
        rows: stored vectors, each of a known item.
        dim: length of a vector.
        covered: items with a vector; ``uncovered``: items without one.
        index: kind of index (``flat_ip`` or ``flat_ip_panorama``), ``index_reason``: why.
        bytes: size on disk of the matrix and of what its index is built from.
        memory: size of the index once it is loaded.
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
    index_reason: str
    bytes: int
    memory: int
    manifest: Mapping[str, object]
    hash: str
    normalised: int
    unknown_rows: int
    source_file: str = ""
    source_sha256: str = ""


class Variant:
    """The vectors of one variant, mapped from disk; its index is built when it is needed.

    Attributes:
        matrix: (rows, dim) float32, read-only, ordered by item id.
        positions: (rows,) int64, the item position of each row, ascending.
        row_of: (items,) int64, the row of each item position, or -1.
    """

    def __init__(
        self,
        info: VariantInfo,
        matrix: np.ndarray,
        positions: np.ndarray,
        items: int,
        make_index: Callable[[], VectorIndex],
    ):
        self.info = info
        self.matrix = matrix
        self.positions = positions
        self.row_of = np.full(items, -1, dtype=np.int64)
        self.row_of[positions] = np.arange(len(positions))
        self._make_index = make_index

    @property
    def name(self) -> str:
        """The variant's name."""
        return self.info.name

    @property
    def index(self) -> VectorIndex:
        """The exact index. Keep it for one search only, so that it can be released.

        Raises:
            WorkspaceError: damaged files.
        """
        return self._make_index()


def normalise_rows(block: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Apply the storage rule to a block of vectors.

    Args:
        block: (m, dim) float16, float32 or float64.

    Returns:
        ``stored`` (m, dim) float32: rows whose norm is within 1e-3 of 1 as they came, others as
        float64 x / ||x|| cast to float32; ``changed`` (m,) bool: rows that were scaled; ``bad``
        (m,) bool: rows that hold NaN or infinity or are all zero (their values are undefined).
    """
    with np.errstate(over="ignore"):
        stored = np.array(block, dtype=np.float32)
    changed, bad = np.zeros((2, len(block)), dtype=bool)
    unsure = np.flatnonzero(~_surely_unit(stored))
    if len(unsure):
        stored[unsure], changed[unsure], bad[unsure] = _normalised(block[unsure])
    return stored, changed, bad


def _surely_unit(rows: np.ndarray) -> np.ndarray:
    """(m,) bool: float32 rows whose norm is within the tolerance, whatever rounding did.

    A float32 sum of n squares is off by n u / (1 - n u) of itself at most, its square root by
    half as much; the rest of the tolerance is more than enough. Rows of very many dimensions are
    never sure, which costs time only.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        squares = np.einsum("ij,ij->i", rows, rows)
    sure: np.ndarray = np.abs(squares - 1) < NORM_TOLERANCE
    return sure if rows.shape[1] * 2.0**-24 < NORM_TOLERANCE / 4 else np.zeros_like(sure)


def _normalised(block: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The storage rule in float64; returns as :func:`normalise_rows`."""
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


def _silent(_step: str, _done: int, _all: int) -> None:
    return None


def write_variant(
    source: VectorFile,
    folder: Path,
    item_ids: Sequence[str],
    manifest: Mapping[str, object],
    progress: Progress = _silent,
) -> StoredVariant:
    """Store the vectors of known items below ``folder``, ordered by id, and prepare their index.

    Writes ``vectors.npy`` (float32), ``ids.json``, ``manifest.json`` and what
    :func:`core.indexing.prepare` writes. Nothing is left half written: the caller discards the
    folder when this raises.

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
    folder.mkdir(parents=True)
    stored = new_matrix(folder / VECTORS, (len(order), source.dim))
    faults = Faults()
    changed_rows = 0
    row = 0
    for block in prefetched(source.blocks()):
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
        progress("vectors", row, source.rows)
    faults.raise_as(VectorError)
    del stored
    ids = [source.ids[r] for r in order]
    return _finish(folder, ids, changed_rows, unknown, manifest, progress)


def copy_variant(
    old: Path,
    folder: Path,
    item_ids: Sequence[str],
    earlier: StoredVariant,
    progress: Progress = _silent,
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
    folder.mkdir(parents=True)
    stored = new_matrix(folder / VECTORS, (len(rows), int(matrix.shape[1])))
    for start in range(0, len(rows), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        stored[block] = matrix[rows[block]]
    del stored
    lost = tuple(key for key in ids if key not in known)
    manifest = json.loads((old / "manifest.json").read_text("utf-8"))
    kept = [ids[r] for r in rows]
    unknown = earlier.unknown_ids + lost
    copied = _finish(folder, kept, earlier.normalised, unknown, manifest, progress)
    return replace(copied, source_file=earlier.source_file, source_sha256=earlier.source_sha256)


def derive_variant(
    name: str,
    old: Path,
    folder: Path,
    item_ids: Sequence[str],
    earlier: StoredVariant,
    dims: int,
    progress: Progress = _silent,
) -> StoredVariant:
    """Store the first ``dims`` dimensions of an existing variant, scaled to length 1 again.

    Models trained with Matryoshka representation learning (Kusupati et al., 2022) keep most of
    their meaning in such a prefix; others don't.

    Args:
        name: the existing variant's name, for messages and the manifest.
        old: its folder.
        folder: the new variant's folder.
        item_ids: ids of all items.
        earlier: what is known of the existing variant.
        dims: at least 1 and fewer than the variant has.
        progress: as for :func:`write_variant`.

    Raises:
        VectorError: ``dims`` out of range, or a vector without length in these dimensions.
    """
    if not 1 <= dims < earlier.dim:
        raise VectorError(
            f'The variant "{name}" has {earlier.dim:,} dimensions; --dims {dims} has to be at '
            f"least 1 and at most {earlier.dim - 1:,}."
        )
    files = VariantFiles.open(old)

    def blocks() -> Iterator[np.ndarray]:
        for start in range(0, earlier.rows, _BLOCK_ROWS):
            yield np.ascontiguousarray(files.matrix[start : start + _BLOCK_ROWS, :dims])

    prefix = VectorFile(Path(name), files.ids(), dims, files.matrix.dtype, blocks)
    manifest = json.loads((old / "manifest.json").read_text("utf-8"))
    origin = {"variant": name, "hash": earlier.hash, "dims": dims}
    manifest |= {"dim": dims, "derived_from": origin}
    stored = write_variant(prefix, folder, item_ids, manifest, progress)
    return replace(stored, source_file=earlier.source_file, source_sha256=earlier.source_sha256)


def _finish(
    folder: Path,
    ids: list[str],
    normalised: int,
    unknown: tuple[str, ...],
    manifest: Mapping[str, object],
    progress: Progress,
) -> StoredVariant:
    listing = json.dumps(ids, ensure_ascii=False, separators=(",", ":"))
    (folder / "ids.json").write_text(listing, "utf-8")
    (folder / "manifest.json").write_text(
        json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8"
    )
    matrix = open_matrix(folder / VECTORS)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # The disk is busy while the processor rotates; the importer's own sync then has no wait.
        beside.submit(sync_file, folder / VECTORS)
        digest = beside.submit(_hash, listing, folder / VECTORS)
        prepare(folder, matrix, lambda done, every: progress("index", done, every))
    rows, dim = matrix.shape
    return StoredVariant(rows, dim, normalised, unknown, digest.result())


def _hash(listing: str, vectors: Path) -> str:
    digest = hashlib.sha256(listing.encode())
    with vectors.open("rb") as handle:
        while chunk := handle.read(2**22):
            digest.update(chunk)
    return digest.hexdigest()


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
    index: PreparedIndex

    @classmethod
    def open(cls, folder: Path) -> VariantFiles:
        """Map the matrix and read the ids without parsing them.

        Raises:
            FileNotFoundError: a later import has removed the folder.
            WorkspaceError: damaged files.
        """
        try:
            matrix = open_matrix(folder / VECTORS)
            ids = (folder / "ids.json").read_bytes()
            return cls(folder, matrix, ids, PreparedIndex.open(folder))
        except FileNotFoundError:
            raise
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise _damaged(folder, str(fault)) from fault

    def load_index(self) -> VectorIndex:
        """Build the index.

        Raises:
            WorkspaceError: damaged files.
        """
        try:
            return self.index.load(self.matrix)
        except ValueError as fault:
            raise _damaged(self.folder, str(fault)) from fault

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
        "Import the variant again with --replace.",
        reason=Reason("variant.damaged", folder=str(folder)),
    )


def load_variant(
    files: VariantFiles,
    info: VariantInfo,
    positions: Mapping[str, int],
    make_index: Callable[[], VectorIndex],
) -> Variant:
    """Join a stored variant to the items.

    Args:
        files: the variant's files.
        info: what the workspace says of it.
        positions: item position by id.
        make_index: gives its index, loaded once and kept as long as memory allows.

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
    return Variant(info, matrix, places, len(positions), make_index)
