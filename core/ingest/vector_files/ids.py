"""The ids of vectors, in an array beside them or in a file of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, TYPE_CHECKING, cast

from core.errors import Faults, VectorError
from core.ingest.common import (
    MAX_ID_LENGTH,
    decoded_lines,
    normalised_ids,
    require_file,
    strict_json,
)
from core.ingest.vector_files.arrays import Header, is_ids, read_header, rows_of, why_not_ids
from core.ingest.vector_files.common import DAMAGED

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np


def read_ids(path: Path) -> list[str]:
    """Read the ids of a vector file, one per row, NFC.

    ``.json`` holds a list, ``.npy`` a 1-D array of strings or integers, anything else one id
    per line.

    Raises:
        VectorError: naming file, row and id.
    """
    require_file(path, VectorError)
    faults = Faults()
    if path.suffix.lower() == ".npy":
        with path.open("rb") as handle:
            header = read_header(handle, path.name)
            if not is_ids(header):
                raise VectorError(why_not_ids(path.name, header))
            if header.payload != path.stat().st_size - header.offset:
                raise VectorError(f"{path.name}: {DAMAGED}")
            return read_array_ids(handle, header, path.name, path.name)
    lines = list(decoded_lines(path, faults))
    faults.raise_as(VectorError)
    if path.suffix.lower() == ".json":
        try:
            parsed = strict_json("\n".join(text for _, text in lines))
        except ValueError as fault:
            raise VectorError(f"{path.name}: {fault}. Export the file again.") from fault
        if not isinstance(parsed, list):
            raise VectorError(f"{path.name}: is not a JSON list of ids.")
        ids = normalised_ids(parsed, path.name, faults)
    else:
        while lines and not lines[-1][1]:
            lines.pop()
        ids = normalised_ids((text for _, text in lines), path.name, faults, place="line")
    faults.raise_as(VectorError)
    return ids


def read_array_ids(handle: IO[bytes], header: Header, file_name: str, label: str) -> list[str]:
    """Ids of a 1-D array whose payload begins at ``handle``; its size was checked.

    Raises:
        VectorError: naming the array, row and id.
    """
    width = header.dtype.itemsize // (4 if header.dtype.kind == "U" else 1)
    if header.dtype.kind in "US" and width > MAX_ID_LENGTH * (4 if header.dtype.kind == "S" else 1):
        raise VectorError(f"{label}: ids of {width:,} characters; at most {MAX_ID_LENGTH:,}.")
    if header.payload == 0:
        raise VectorError(f"{label}: holds no ids. Export it again.")
    faults = Faults()
    values: list[object] = []
    for block in rows_of(handle, replace(header, shape=(*header.shape, 1), fortran=False)):
        column = block.ravel()
        try:
            values += _decoded(column, len(values), label, faults)
        except SystemError as fault:
            # NumPy's answer to code points beyond Unicode.
            raise VectorError(f"{label}: ids that are not Unicode text. {DAMAGED}") from fault
    faults.raise_as(VectorError)
    ids = normalised_ids(values, file_name, faults)
    faults.raise_as(VectorError)
    return ids


def _decoded(column: np.ndarray, before: int, label: str, faults: Faults) -> list[object]:
    values: list[object] = column.tolist()
    if column.dtype.kind == "S":
        for at, value in enumerate(cast("list[bytes]", column.tolist())):
            try:
                values[at] = value.decode("utf-8")
            except UnicodeDecodeError:
                faults.add(f"{label} row {before + at + 1}: not UTF-8. Save the ids as strings.")
    return values
