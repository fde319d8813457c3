"""Matrices on disk: float32 ``.npy`` files that are mapped, not read."""

from __future__ import annotations

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_T = TypeVar("_T")


def new_matrix(path: Path, shape: tuple[int, int]) -> np.memmap:
    """Make the file ``path`` and map it for writing.

    Raises:
        OSError: there is no room for it.
    """
    matrix = np.lib.format.open_memmap(path, mode="w+", dtype="<f4", shape=shape)
    if hasattr(os, "posix_fallocate"):
        # Without the blocks reserved, a disk that fills up kills the process (bus error).
        try:
            with path.open("rb+") as handle:
                os.posix_fallocate(handle.fileno(), 0, path.stat().st_size)
        except OSError as fault:
            if fault.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise  # other errors mean that this file system reserves nothing
    return matrix


def open_matrix(path: Path) -> np.ndarray:
    """Map a matrix for reading.

    Raises:
        FileNotFoundError: there is none.
        OSError, ValueError: it can't be read.
    """
    matrix: np.ndarray = np.load(path, mmap_mode="r", allow_pickle=False)
    return matrix


def sync_file(path: Path) -> None:
    """Write a file's pages to the disk."""
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def prefetched(values: Iterator[_T]) -> Iterator[_T]:
    """The same values, the next one made in another thread while the last one is used."""
    end = object()
    with ThreadPoolExecutor(max_workers=1) as beside:
        coming = beside.submit(next, values, end)
        while (value := coming.result()) is not end:
            coming = beside.submit(next, values, end)
            yield value  # type: ignore[misc]
