"""Vectors and their ids in columns of a Parquet file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.errors import Faults, VectorError
from core.ingest.common import normalised_ids
from core.ingest.vector_files.common import DAMAGED, VectorFile, block_rows, first_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def open_parquet(path: Path, keys: tuple[str, str] | None) -> VectorFile:
    """Open a file by the names of its columns, or by their types where these leave no choice.

    Raises:
        VectorError: naming the file and, where there is one, the row and id.
    """
    try:
        table = pq.ParquetFile(path)
        schema = table.schema_arrow
        _check_columns(path, schema.names)
        ids_key, vectors_key = keys or _choose_columns(path, schema)
        for key in (ids_key, vectors_key):
            if key not in schema.names:
                raise VectorError(
                    f'{path.name}: has no column "{key}". It has: {", ".join(schema.names)}.'
                )
        dtype = _list_dtype(path, vectors_key, schema.field(vectors_key).type)
        faults = Faults()
        ids = normalised_ids(table.read([ids_key]).column(ids_key).to_pylist(), path.name, faults)
        faults.raise_as(VectorError)
        if not ids:
            raise VectorError(f"{path.name}: has no rows. Export it again.")
        dim = _first_length(path, table, vectors_key)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as fault:
        raise VectorError(
            f"{path.name}: not a readable Parquet file ({first_line(fault)}). {DAMAGED}"
        ) from fault

    def blocks() -> Iterator[np.ndarray]:
        row = 0
        size = block_rows(dim, dtype)
        try:
            for batch in pq.ParquetFile(path).iter_batches(size, columns=[vectors_key]):
                column = batch.column(0)
                lengths = np.array([-1 if v is None else v for v in _lengths(column)])
                for wrong in np.flatnonzero(lengths != dim)[:1]:
                    raise VectorError(
                        f'{path.name} row {row + wrong + 1} (id "{ids[row + wrong]}"): '
                        f"{_length_words(int(lengths[wrong]))}, the first row has {dim}."
                    )
                flat = column.flatten()
                if flat.null_count:
                    at = row + int(np.flatnonzero(flat.is_null().to_numpy(False))[0]) // dim
                    raise VectorError(
                        f'{path.name} row {at + 1} (id "{ids[at]}"): an empty value in the vector.'
                    )
                yield flat.to_numpy(zero_copy_only=False).reshape((-1, dim))
                row += len(column)
        except (pa.ArrowException, OSError) as fault:
            raise VectorError(f"{path.name}: {first_line(fault)}. {DAMAGED}") from fault

    return VectorFile(path, ids, dim, dtype, blocks)


def _check_columns(path: Path, names: list[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise VectorError(
            f"{path.name}: the column {', '.join(map(repr, repeated))} appears twice. "
            "Rename one of them."
        )


def _choose_columns(path: Path, schema: Any) -> tuple[str, str]:
    lists = [f.name for f in schema if _is_list(f.type)]
    ids = [
        f.name
        for f in schema
        if pa.types.is_string(f.type)
        or pa.types.is_large_string(f.type)
        or pa.types.is_integer(f.type)
    ]
    if "id" in ids:
        ids = ["id"]
    for found, what in ((lists, "list column of vectors"), (ids, "column of ids")):
        if len(found) != 1:
            names = ", ".join(schema.names)
            raise VectorError(
                f"{path.name}: {'no' if not found else 'more than one'} {what} among its columns "
                f"({names}). Choose with --keys NAME=IDS_COLUMN,VECTORS_COLUMN."
            )
    return ids[0], lists[0]


def _is_list(kind: Any) -> bool:
    return bool(
        pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    )


def _list_dtype(path: Path, key: str, kind: Any) -> np.dtype[Any]:
    if not _is_list(kind) or not pa.types.is_floating(kind.value_type):
        raise VectorError(
            f'{path.name} column "{key}" is {kind}; vectors are lists of float16, float32 or '
            "float64."
        )
    dtype: np.dtype[Any] = np.dtype(kind.value_type.to_pandas_dtype())
    return dtype


def _first_length(path: Path, table: Any, key: str) -> int:
    first = next(table.iter_batches(1, columns=[key])).column(0)
    length = _lengths(first)[0]
    if not length:
        raise VectorError(f"{path.name} row 1: {_length_words(length or -1)}. Export it again.")
    return length


def _lengths(column: Any) -> list[int | None]:
    if pa.types.is_fixed_size_list(column.type):
        size = column.type.list_size
        return [size if valid else None for valid in column.is_valid().to_pylist()]
    lengths: list[int | None] = pc.list_value_length(column).to_pylist()
    return lengths


def _length_words(length: int) -> str:
    return "no vector" if length < 0 else f"a vector of {length}"
