"""Vectors and their ids in one .npz archive."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from core.errors import VectorError
from core.ingest.vector_files.arrays import (
    CORRUPT,
    Header,
    check_shape,
    is_ids,
    is_vectors,
    read_header,
    rows_of,
    why_not_ids,
    why_not_vectors,
)
from core.ingest.vector_files.common import DAMAGED, VectorFile, check_count, reason
from core.ingest.vector_files.ids import read_array_ids, read_ids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np

_MAX_DEFLATE_RATIO = 1032
"""DEFLATE can't shrink data by more (zlib's technical notes); a larger claim is a lie."""


def open_npz(path: Path, keys: tuple[str, str] | None, ids_path: Path | None) -> VectorFile:
    """Open an archive by the names of its arrays, or by their kinds where these leave no choice.

    Raises:
        VectorError: naming the file and the array.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = {m.filename.removesuffix(".npy"): m for m in archive.infolist()}
            headers: dict[str, Header] = {}
            for name, member in members.items():
                if member.filename.endswith(".npy"):
                    _check_member(path, member)
                    with archive.open(member) as handle:
                        headers[name] = read_header(handle, f'{path.name} array "{name}"')
            ids_key, vectors_key = _choose_keys(path, headers, keys, need_ids=ids_path is None)
            vectors = headers[vectors_key]
            label = f'{path.name} array "{vectors_key}"'
            check_shape(label, vectors, members[vectors_key].file_size - vectors.offset)
            if ids_path is not None:
                ids = read_ids(ids_path)
            else:
                ids_header = headers[ids_key]
                check_count(path, ids_header.shape[0], vectors.shape[0])
                ids = _npz_ids(path, archive, members[ids_key], ids_header, ids_key)
    except CORRUPT as fault:
        raise VectorError(
            f"{path.name}: not a readable .npz file ({reason(fault)}). {DAMAGED}"
        ) from fault
    check_count(path, len(ids), vectors.shape[0])

    def blocks() -> Iterator[np.ndarray]:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(members[vectors_key]) as handle:
                handle.read(vectors.offset)
                yield from rows_of(handle, vectors)
        except CORRUPT as fault:
            raise VectorError(f"{label}: {reason(fault)}. {DAMAGED}") from fault

    return VectorFile(path, ids, vectors.shape[1], vectors.dtype, blocks)


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
            f"which is impossible. {DAMAGED}"
        )


def _choose_keys(
    path: Path,
    headers: dict[str, Header],
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
        if not is_ids(headers[ids_key]):
            raise VectorError(why_not_ids(f'{path.name} array "{ids_key}"', headers[ids_key]))
        if not is_vectors(headers[vectors_key]):
            raise VectorError(
                why_not_vectors(f'{path.name} array "{vectors_key}"', headers[vectors_key])
            )
        return keys
    vectors = [k for k, h in headers.items() if is_vectors(h)]
    ids = [k for k, h in headers.items() if is_ids(h)]
    for found, what in ((vectors, "vectors"), (ids, "ids")):
        if len(found) > 1 and (what == "vectors" or need_ids):
            raise VectorError(
                f"{path.name}: several arrays could be the {what} ({', '.join(sorted(found))}). "
                "Choose with --keys NAME=IDS_KEY,VECTORS_KEY."
            )
    if not vectors:
        others = {k: h for k, h in headers.items() if k not in ids} or headers
        key = max(others, key=lambda k: (len(others[k].shape), others[k].payload))
        raise VectorError(why_not_vectors(f'{path.name} array "{key}"', headers[key]))
    if not ids and need_ids:
        others = {k: h for k, h in headers.items() if k not in vectors}
        if not others:
            raise VectorError(
                f"{path.name}: holds vectors but no ids. Save a 1-D array of ids beside them."
            )
        key = max(others, key=lambda k: others[k].shape == (headers[vectors[0]].shape[0],))
        raise VectorError(why_not_ids(f'{path.name} array "{key}"', others[key]))
    return (ids[0] if need_ids else ""), vectors[0]


def _npz_ids(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, header: Header, key: str
) -> list[str]:
    label = f'{path.name} array "{key}"'
    present = member.file_size - header.offset
    if header.payload != present:
        raise VectorError(
            f"{label}: the header announces {header.payload:,} bytes, the file holds {present:,}. "
            f"{DAMAGED}"
        )
    with archive.open(member) as handle:
        handle.read(header.offset)
        return read_array_ids(handle, header, path.name, label)
