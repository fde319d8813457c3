"""Vector files as bytes, so that they can be broken, and what is read of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from core.ingest.vector_files.opening import open_vector_file

DAMAGED = "The file is truncated or corrupt; copy or export it again."
Files = Any  # tests/conftest.py: FileMaker
Rejected = Callable[..., None]


def read(path: Path, **options: Any) -> tuple[list[str], np.ndarray]:
    source = open_vector_file(path, **options)
    return source.ids, np.concatenate(list(source.blocks()))


class Trap:
    """Unpickling it would create a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return (open, (str(self.path), "w"))


def npy_bytes(array: np.ndarray, **options: Any) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, array, **options)
    return out.getvalue()


def claiming(shape: tuple[int, ...], dtype: str = "<f4", data: bytes = b"\0" * 64) -> bytes:
    """An array file whose header promises ``shape`` over the little ``data``."""
    out = io.BytesIO()
    header = {"descr": dtype, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(out, header)
    return out.getvalue() + data


def zipped(path: Path, method: int = zipfile.ZIP_STORED, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.npy", data)
    return path
