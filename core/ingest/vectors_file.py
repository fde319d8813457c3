"""Read embedding files (.npz, .npy with ids, Parquet) block by block.

Array headers are checked against the bytes that are really there before anything is allocated,
and nothing is ever unpickled: an array of Python objects is refused by its header alone.
"""

from __future__ import annotations

import math
import warnings
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.errors import Faults, VectorError
from core.ingest.common import (
    MAX_ID_LENGTH,
    decoded_lines,
    normalised_ids,
    require_file,
    strict_json,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BLOCK_BYTES = 16 * 2**20
_MAX_DEFLATE_RATIO = 1032
"""DEFLATE can't shrink data by more (zlib's technical notes); a larger claim is a lie."""
_CORRUPT = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_DAMAGED = "The file is truncated or corrupt; copy or export it again."


@dataclass(frozen=True)
class VectorFile:
    """A vector file whose headers and ids were checked.

    Attributes:
        path: the file.
        ids: one NFC id per row, in the file's order, without duplicates.
        dim: length of each vector.
        dtype: float16, float32 or float64, as stored.
        blocks: makes an iterator over (m, dim) arrays of that dtype, in the file's order;
            raises :class:`VectorError` where the bytes turn out to be damaged.
    """

    path: Path
    ids: list[str]
    dim: int
    dtype: np.dtype[Any]
    blocks: Callable[[], Iterator[np.ndarray]]

    @property
    def rows(self) -> int:
        """Number of vectors in the file."""
        return len(self.ids)


@dataclass(frozen=True)
class _Header:
    shape: tuple[int, ...]
    fortran: bool
    dtype: np.dtype[Any]
    offset: int

    @property
    def payload(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize


def open_vector_file(
    path: Path, *, keys: tuple[str, str] | None = None, ids_path: Path | None = None
) -> VectorFile:
    """Open ``path`` by its ending.

    Args:
        path: ``.npz``, ``.npy`` (needs ``ids_path``) or ``.parquet``.
        keys: names of the id array and the vector array, where the file holds several.
        ids_path: ids of an ``.npy`` file, one per row: ``.txt``, ``.json`` or ``.npy``.

    Raises:
        VectorError: naming the file and, where there is one, the row and id.
    """
    require_file(path, VectorError)
    kind = path.suffix.lower()
    if kind == ".npz":
        return _open_npz(path, keys, ids_path)
    if kind == ".npy":
        if ids_path is None:
            raise VectorError(f"{path.name}: an .npy file has no ids. Add --ids NAME=FILE.")
        if keys is not None:
            raise VectorError(f"{path.name}: an .npy file holds one array. Leave --keys out.")
        return _open_npy(path, ids_path)
    if kind in {".parquet", ".pq"}:
        if ids_path is not None:
            raise VectorError(
                f"{path.name}: a Parquet file has its ids in a column. Leave --ids out."
            )
        return _open_parquet(path, keys)
    raise VectorError(
        f"{path.name}: unknown kind of vector file. Use .npz, .npy with --ids, or .parquet."
    )


def _read_header(handle: IO[bytes], label: str) -> _Header:
    try:
        version = np.lib.format.read_magic(handle)
    except _CORRUPT as fault:
        raise VectorError(
            f"{label}: can't be read as a NumPy array ({_short(fault)}). {_DAMAGED}"
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
            f"{label}: a NumPy header that can't be read ({_first_line(fault)}). {_DAMAGED}"
        ) from fault
    return _Header(shape, fortran, dtype, handle.tell())


def _is_vectors(header: _Header) -> bool:
    return (
        len(header.shape) == 2 and header.dtype.kind == "f" and header.dtype.itemsize in {2, 4, 8}
    )


def _is_ids(header: _Header) -> bool:
    return len(header.shape) == 1 and header.dtype.kind in "USiu"


def _why_not_vectors(label: str, header: _Header) -> str:
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


def _why_not_ids(label: str, header: _Header) -> str:
    if header.dtype.hasobject:
        return (
            f"{label} holds Python objects, which are never unpickled. "
            "Save ids as strings: np.array(ids, dtype=str)."
        )
    return f"{label} is {header.dtype} {header.shape}; ids are a 1-D array of strings or integers."


def _check_shape(label: str, header: _Header, present: int) -> None:
    rows, dim = header.shape
    if rows == 0 or dim == 0:
        raise VectorError(f"{label} is empty: shape {header.shape}. Export it again.")
    if header.payload != present:
        raise VectorError(
            f"{label}: the header announces {header.payload:,} bytes {header.shape}, "
            f"the file holds {present:,}. {_DAMAGED}"
        )


def _check_count(path: Path, ids: int, rows: int) -> None:
    if ids != rows:
        raise VectorError(
            f"{path.name}: {ids:,} ids but {rows:,} vectors. Export both from the same list."
        )


def _read_array_ids(handle: IO[bytes], header: _Header, file_name: str, label: str) -> list[str]:
    """Ids of a 1-D array whose payload begins at ``handle``; its size was checked."""
    width = header.dtype.itemsize // (4 if header.dtype.kind == "U" else 1)
    if header.dtype.kind in "US" and width > MAX_ID_LENGTH * (4 if header.dtype.kind == "S" else 1):
        raise VectorError(f"{label}: ids of {width:,} characters; at most {MAX_ID_LENGTH:,}.")
    if header.payload == 0:
        raise VectorError(f"{label}: holds no ids. Export it again.")
    faults = Faults()
    values: list[object] = []
    for block in _stream(handle, replace(header, shape=(*header.shape, 1), fortran=False)):
        column = block.ravel()
        try:
            values += _decoded(column, len(values), label, faults)
        except SystemError as fault:
            # NumPy's answer to code points beyond Unicode.
            raise VectorError(f"{label}: ids that are not Unicode text. {_DAMAGED}") from fault
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


# --- .npz ---------------------------------------------------------------------------------------


def _open_npz(path: Path, keys: tuple[str, str] | None, ids_path: Path | None) -> VectorFile:
    try:
        with zipfile.ZipFile(path) as archive:
            members = {m.filename.removesuffix(".npy"): m for m in archive.infolist()}
            headers: dict[str, _Header] = {}
            for name, member in members.items():
                if member.filename.endswith(".npy"):
                    _check_member(path, member)
                    with archive.open(member) as handle:
                        headers[name] = _read_header(handle, f'{path.name} array "{name}"')
            ids_key, vectors_key = _choose_keys(path, headers, keys, need_ids=ids_path is None)
            vectors = headers[vectors_key]
            label = f'{path.name} array "{vectors_key}"'
            _check_shape(label, vectors, members[vectors_key].file_size - vectors.offset)
            if ids_path is not None:
                ids = read_ids(ids_path)
            else:
                ids_header = headers[ids_key]
                _check_count(path, ids_header.shape[0], vectors.shape[0])
                ids = _npz_ids(path, archive, members[ids_key], ids_header, ids_key)
    except _CORRUPT as fault:
        raise VectorError(
            f"{path.name}: not a readable .npz file ({_short(fault)}). {_DAMAGED}"
        ) from fault
    _check_count(path, len(ids), vectors.shape[0])

    def blocks() -> Iterator[np.ndarray]:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(members[vectors_key]) as handle:
                handle.read(vectors.offset)
                yield from _stream(handle, vectors)
        except _CORRUPT as fault:
            raise VectorError(f"{label}: {_short(fault)}. {_DAMAGED}") from fault

    return VectorFile(path, ids, vectors.shape[1], vectors.dtype, blocks)


def _short(fault: BaseException) -> str:
    return str(fault) or type(fault).__name__


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    label = f'{path.name} array "{member.filename.removesuffix(".npy")}"'
    if member.flag_bits & 1:
        raise VectorError(f"{label}: is encrypted. Save it without a password.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise VectorError(
            f"{label}: is compressed by a method that NumPy doesn't write. "
            "Save it with np.savez or np.savez_compressed."
        )
    # Both sizes are only claims; the file's own size is not.
    stored = min(member.compress_size, path.stat().st_size)
    if member.file_size > _MAX_DEFLATE_RATIO * (stored + 64):
        raise VectorError(
            f"{label}: announces {member.file_size:,} bytes in {stored:,} compressed ones, "
            f"which is impossible. {_DAMAGED}"
        )


def _choose_keys(
    path: Path,
    headers: dict[str, _Header],
    keys: tuple[str, str] | None,
    *,
    need_ids: bool,
) -> tuple[str, str]:
    if not headers:
        raise VectorError(f"{path.name}: holds no arrays. Save ids and vectors with np.savez.")
    if keys is not None:
        for key in keys:
            if key not in headers:
                raise VectorError(
                    f'{path.name}: has no array "{key}". It has: {", ".join(sorted(headers))}.'
                )
        ids_key, vectors_key = keys
        if not _is_ids(headers[ids_key]):
            raise VectorError(_why_not_ids(f'{path.name} array "{ids_key}"', headers[ids_key]))
        if not _is_vectors(headers[vectors_key]):
            raise VectorError(
                _why_not_vectors(f'{path.name} array "{vectors_key}"', headers[vectors_key])
            )
        return keys
    vectors = [k for k, h in headers.items() if _is_vectors(h)]
    ids = [k for k, h in headers.items() if _is_ids(h)]
    for found, what in ((vectors, "vectors"), (ids, "ids")):
        if len(found) > 1 and (what == "vectors" or need_ids):
            raise VectorError(
                f"{path.name}: several arrays could be the {what} ({', '.join(sorted(found))}). "
                "Choose with --keys NAME=IDS_KEY,VECTORS_KEY."
            )
    if not vectors:
        others = {k: h for k, h in headers.items() if k not in ids} or headers
        key = max(others, key=lambda k: (len(others[k].shape), others[k].payload))
        raise VectorError(_why_not_vectors(f'{path.name} array "{key}"', headers[key]))
    if not ids and need_ids:
        others = {k: h for k, h in headers.items() if k not in vectors}
        if not others:
            raise VectorError(
                f"{path.name}: holds vectors but no ids. Save a 1-D array of ids beside them."
            )
        key = max(others, key=lambda k: others[k].shape == (headers[vectors[0]].shape[0],))
        raise VectorError(_why_not_ids(f'{path.name} array "{key}"', others[key]))
    return (ids[0] if need_ids else ""), vectors[0]


def _npz_ids(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, header: _Header, key: str
) -> list[str]:
    label = f'{path.name} array "{key}"'
    present = member.file_size - header.offset
    if header.payload != present:
        raise VectorError(
            f"{label}: the header announces {header.payload:,} bytes, the file holds {present:,}. "
            f"{_DAMAGED}"
        )
    with archive.open(member) as handle:
        handle.read(header.offset)
        return _read_array_ids(handle, header, path.name, label)


def _stream(handle: IO[bytes], header: _Header) -> Iterator[np.ndarray]:
    rows, dim = header.shape
    if header.fortran:
        # Columns come first, so no row is complete before the last byte.
        data = _read_exactly(handle, header.payload)
        whole = np.frombuffer(data, header.dtype).reshape((dim, rows)).T
        for start in range(0, rows, _block_rows(header)):
            yield np.ascontiguousarray(whole[start : start + _block_rows(header)])
        return
    for start in range(0, rows, _block_rows(header)):
        count = min(_block_rows(header), rows - start)
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


def _block_rows(header: _Header) -> int:
    return max(1, BLOCK_BYTES // (header.shape[1] * header.dtype.itemsize))


# --- .npy ---------------------------------------------------------------------------------------


def _open_npy(path: Path, ids_path: Path) -> VectorFile:
    with path.open("rb") as handle:
        header = _read_header(handle, path.name)
    if not _is_vectors(header):
        raise VectorError(_why_not_vectors(path.name, header))
    _check_shape(path.name, header, path.stat().st_size - header.offset)
    ids = read_ids(ids_path)
    _check_count(path, len(ids), header.shape[0])

    def blocks() -> Iterator[np.ndarray]:
        order: Any = "F" if header.fortran else "C"
        stored = np.memmap(path, header.dtype, "r", header.offset, header.shape, order)
        for start in range(0, header.shape[0], _block_rows(header)):
            yield np.ascontiguousarray(stored[start : start + _block_rows(header)])

    return VectorFile(path, ids, header.shape[1], header.dtype, blocks)


def read_ids(path: Path) -> list[str]:
    """Read the ids of an ``.npy`` vector file, one per row, NFC.

    ``.json`` holds a list, ``.npy`` a 1-D array of strings or integers, anything else one id
    per line.

    Raises:
        VectorError: naming file, row and id.
    """
    require_file(path, VectorError)
    faults = Faults()
    if path.suffix.lower() == ".npy":
        with path.open("rb") as handle:
            header = _read_header(handle, path.name)
            if not _is_ids(header):
                raise VectorError(_why_not_ids(path.name, header))
            if header.payload != path.stat().st_size - header.offset:
                raise VectorError(f"{path.name}: {_DAMAGED}")
            return _read_array_ids(handle, header, path.name, path.name)
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


# --- Parquet ------------------------------------------------------------------------------------


def _open_parquet(path: Path, keys: tuple[str, str] | None) -> VectorFile:
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
            f"{path.name}: not a readable Parquet file ({_first_line(fault)}). {_DAMAGED}"
        ) from fault

    def blocks() -> Iterator[np.ndarray]:
        row = 0
        size = max(1, BLOCK_BYTES // (dim * dtype.itemsize))
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
            raise VectorError(f"{path.name}: {_first_line(fault)}. {_DAMAGED}") from fault

    return VectorFile(path, ids, dim, dtype, blocks)


def _first_line(fault: BaseException) -> str:
    return _short(fault).splitlines()[0]


def _check_columns(path: Path, names: list[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise VectorError(
            f"{path.name}: the column {', '.join(map(repr, repeated))} appears twice. "
            "Rename one of them."
        )


def _lengths(column: Any) -> list[int | None]:
    if pa.types.is_fixed_size_list(column.type):
        size = column.type.list_size
        return [size if valid else None for valid in column.is_valid().to_pylist()]
    lengths: list[int | None] = pc.list_value_length(column).to_pylist()
    return lengths


def _length_words(length: int) -> str:
    return "no vector" if length < 0 else f"a vector of {length}"


def _is_list(kind: Any) -> bool:
    return bool(
        pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
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
