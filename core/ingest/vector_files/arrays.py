"""NumPy arrays as they lie in .npy and .npz files: headers, then payloads."""

from __future__ import annotations

import math
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from core.errors import VectorError
from core.ingest.vector_files.common import DAMAGED, block_rows, first_line, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

CORRUPT = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What reading damaged bytes raises."""


@dataclass(frozen=True)
class Header:
    """What an array says of itself; ``offset`` is where its payload begins."""

    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]
    offset: int

    @property
    def payload(self) -> int:
        """Number of bytes that the array takes."""
        return math.prod(self.shape) * self.dtype.itemsize


def read_header(handle: IO[bytes], label: str) -> Header:
    """Read the header that ``handle`` stands at; ``label`` names the array in messages.

    Raises:
        VectorError: damaged, or of a version that plain arrays don't need.
    """
    try:
        version = np.lib.format.read_magic(handle)
    except CORRUPT as fault:
        raise VectorError(
            f"{label}: can't be read as a NumPy array ({reason(fault)}). {DAMAGED}"
        ) from fault
    readers = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }
    if version not in readers:
        raise VectorError(
            f"{label}: NumPy format version {version[0]}.{version[1]}, which plain arrays don't "
            "need. Save plain arrays of vectors and ids again."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            shape, fortran, dtype = readers[version](handle)
        if any(side < 0 for side in shape):
            raise ValueError("a negative length")
    except Exception as fault:
        # NumPy parses the header as a Python literal: damaged bytes raise ValueError, but also
        # SyntaxError, TypeError and tokenize.TokenError.
        raise VectorError(
            f"{label}: a NumPy header that can't be read ({first_line(fault)}). {DAMAGED}"
        ) from fault
    return Header(shape, fortran, dtype, handle.tell())


def is_vectors(header: Header) -> bool:
    """Whether the array can hold vectors."""
    return (
        len(header.shape) == 2 and header.dtype.kind == "f" and header.dtype.itemsize in {2, 4, 8}
    )


def is_ids(header: Header) -> bool:
    """Whether the array can hold ids."""
    return len(header.shape) == 1 and header.dtype.kind in "USiu"


def why_not_vectors(label: str, header: Header) -> str:
    """A sentence on what keeps the array from being vectors."""
    if header.dtype.hasobject:
        return (
            f"{label} holds Python objects, which are never unpickled. "
            "Save vectors as a float32 array."
        )
    if header.dtype.kind != "f" or header.dtype.itemsize not in {2, 4, 8}:
        return f"{label} holds {header.dtype}; vectors are float16, float32 or float64."
    return (
        f"{label} has {len(header.shape)} dimension(s) {header.shape}; vectors are a 2-D array "
        "(rows x dimensions)."
    )


def why_not_ids(label: str, header: Header) -> str:
    """A sentence on what keeps the array from being ids."""
    if header.dtype.hasobject:
        return (
            f"{label} holds Python objects, which are never unpickled. "
            "Save ids as strings: np.array(ids, dtype=str)."
        )
    return f"{label} is {header.dtype} {header.shape}; ids are a 1-D array of strings or integers."


def check_shape(label: str, header: Header, present: int) -> None:
    """Hold what the header of vectors announces against the bytes that are there.

    Raises:
        VectorError: empty, or another number of bytes than ``present``.
    """
    rows, dim = header.shape
    if rows == 0 or dim == 0:
        raise VectorError(f"{label} is empty: shape {header.shape}. Export it again.")
    if header.payload != present:
        raise VectorError(
            f"{label}: the header announces {header.payload:,} bytes {header.shape}, "
            f"the file holds {present:,}. {DAMAGED}"
        )


def rows_of(handle: IO[bytes], header: Header) -> Iterator[np.ndarray]:
    """Blocks of the (rows, dim) array whose payload begins at ``handle``.

    Raises:
        EOFError: the payload ends too early.
    """
    rows, dim = header.shape
    step = block_rows(dim, header.dtype)
    if header.fortran:
        # Columns come first, so no row is complete before the last byte.
        data = _read_exactly(handle, header.payload)
        whole = np.frombuffer(data, header.dtype).reshape((dim, rows)).T
        for start in range(0, rows, step):
            yield np.ascontiguousarray(whole[start : start + step])
        return
    for start in range(0, rows, step):
        count = min(step, rows - start)
        data = _read_exactly(handle, count * dim * header.dtype.itemsize)
        yield np.frombuffer(data, header.dtype).reshape((count, dim))


def _read_exactly(handle: IO[bytes], size: int) -> bytes:
    parts = []
    missing = size
    while missing:
        part = handle.read(missing)
        if not part:
            raise EOFError(f"ends {missing:,} bytes too early")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
