"""Vectors in an .npy file, whose ids are in a file of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from core.errors import VectorError
from core.ingest.vector_files.arrays import check_shape, is_vectors, read_header, why_not_vectors
from core.ingest.vector_files.common import VectorFile, block_rows, check_count
from core.ingest.vector_files.ids import read_ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def open_npy(path: Path, ids_path: Path) -> VectorFile:
    """Open a 2-D array, its ids in ``ids_path``.

    Raises:
        VectorError: naming the file and, where there is one, the row and id.
    """
    with path.open("rb") as handle:
        header = read_header(handle, path.name)
    if not is_vectors(header):
        raise VectorError(why_not_vectors(path.name, header))
    check_shape(path.name, header, path.stat().st_size - header.offset)
    ids = read_ids(ids_path)
    check_count(path, len(ids), header.shape[0])

    def blocks() -> Iterator[np.ndarray]:
        order: Any = "F" if header.fortran else "C"
        stored = np.memmap(path, header.dtype, "r", header.offset, header.shape, order)
        step = block_rows(header.shape[1], header.dtype)
        for start in range(0, header.shape[0], step):
            yield np.ascontiguousarray(stored[start : start + step])

    return VectorFile(path, ids, header.shape[1], header.dtype, blocks)
