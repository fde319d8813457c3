"""Open a file of vectors by its ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import VectorError
from core.ingest.common import require_file
from core.ingest.vector_files.npy import open_npy
from core.ingest.vector_files.npz import open_npz
from core.ingest.vector_files.parquet import open_parquet

if TYPE_CHECKING:
    from pathlib import Path

    from core.ingest.vector_files.common import VectorFile


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
        return open_npz(path, keys, ids_path)
    if kind == ".npy":
        if ids_path is None:
            raise VectorError(f"{path.name}: an .npy file has no ids. Add --ids NAME=FILE.")
        if keys is not None:
            raise VectorError(f"{path.name}: an .npy file holds one array. Leave --keys out.")
        return open_npy(path, ids_path)
    if kind in {".parquet", ".pq"}:
        if ids_path is not None:
            raise VectorError(
                f"{path.name}: a Parquet file has its ids in a column. Leave --ids out."
            )
        return open_parquet(path, keys)
    raise VectorError(
        f"{path.name}: unknown kind of vector file. Use .npz, .npy with --ids, or .parquet."
    )
