"""Vectors in Parquet files: what is read, and every way in which one can be bad."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.errors import VectorError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from tests.core.vector_files import (
    Files,
    Rejected,
    read,
)


@pytest.mark.parametrize("kind", ["list", "large_list", "fixed_size_list"])
@pytest.mark.parametrize("width", [16, 32, 64])
def test_parquet_list_columns(files: Files, kind: str, width: int) -> None:
    values = files.vectors(5, 3).astype(f"f{width // 8}")
    element = {16: pa.float16(), 32: pa.float32(), 64: pa.float64()}[width]
    column = {
        "list": pa.list_(element),
        "large_list": pa.large_list(element),
        "fixed_size_list": pa.list_(element, 3),
    }[kind]
    path = files.path("v.parquet")
    rows = pa.array([list(row) for row in values], column)
    table = pa.table({"id": [f"n{i}" for i in range(5)], "note": ["x"] * 5, "embedding": rows})
    pq.write_table(table, path, row_group_size=2)
    ids, vectors = read(path)
    assert ids == ["n0", "n1", "n2", "n3", "n4"]
    assert vectors.dtype == values.dtype
    assert np.array_equal(vectors, values)


def test_parquet_columns_are_chosen_by_keys(files: Files) -> None:
    path = files.path("v.parquet")
    table = pa.table({"code": [3, 4], "name": ["x", "y"], "u": [[1.0], [2.0]], "w": [[3.0], [4.0]]})
    pq.write_table(table, path)
    ids, vectors = read(path, keys=("code", "w"))
    assert ids == ["3", "4"]
    assert vectors.tolist() == [[3.0], [4.0]]


def parquet(files: Files, **columns: Any) -> Path:
    pq.write_table(pa.table(columns), files.path("v.parquet"), row_group_size=2)
    path: Path = files.path("v.parquet")
    return path


def test_bad_parquet_vectors(files: Files, rejected: Rejected) -> None:
    ids = ["a1", "a2", "a3"]
    doubles = pa.list_(pa.float64())
    names = "(id, vector). Choose with --keys NAME=IDS_COLUMN,VECTORS_COLUMN."
    for column, sentence in (
        (
            [[1.0, 2.0], [3.0, 4.0], [5.0]],
            'v.parquet row 3 (id "a3"): a vector of 1, the first row has 2.',
        ),
        (
            [[1.0, 2.0], None, [5.0, 6.0]],
            'v.parquet row 2 (id "a2"): no vector, the first row has 2.',
        ),
        (
            [[1.0, 2.0], [], [5.0, 6.0]],
            'v.parquet row 2 (id "a2"): a vector of 0, the first row has 2.',
        ),
        (
            [[1.0, 2.0], [3.0, None], [5.0, 6.0]],
            'v.parquet row 2 (id "a2"): an empty value in the vector.',
        ),
        ([None, [1.0], [2.0]], "v.parquet row 1: no vector. Export it again."),
        ([[], [1.0], [2.0]], "v.parquet row 1: no vector. Export it again."),
        (
            pa.array([[1.0, 2.0], None, [5.0, 6.0]], pa.list_(pa.float32(), 2)),
            'v.parquet row 2 (id "a2"): no vector, the first row has 2.',
        ),
        (
            pa.array([[1, 2]] * 3, pa.list_(pa.int64())),
            'v.parquet column "vector" is list<element: int64>; vectors are lists of float16, '
            "float32 or float64.",
        ),
        (
            pa.array([1.0, 2.0, 3.0]),
            f"v.parquet: no list column of vectors among its columns {names}",
        ),
        (
            [[float("nan"), 1.0], [1.0, 0.0], [0.0, 0.0]],
            [
                'v.parquet row 1 (id "a1"): the vector holds NaN. '
                "Embed the item again, or leave the row out.",
                'v.parquet row 3 (id "a3"): the vector is all zero. '
                "Embed the item again, or leave the row out.",
            ],
        ),
    ):
        values = pa.array(column, doubles) if isinstance(column, list) else column
        rejected(VectorError, sentence, variants={"v": parquet(files, id=ids, vector=values)})


def test_bad_parquet_ids_and_columns(files: Files, rejected: Rejected) -> None:
    one = [[1.0, 0.0], [0.0, 1.0]]
    for columns, sentence in (
        (
            {"id": ["a1", None], "v": one},
            "v.parquet row 2: the id is missing; ids are strings. Give every row its own id.",
        ),
        (
            {"id": ["a1", "a1"], "v": one},
            'v.parquet row 2: id "a1" appears twice (first on row 1). Remove one of them.',
        ),
        (
            {"x": ["a1", "a2"], "y": ["a3", "a4"], "v": one},
            "v.parquet: more than one column of ids among its columns (x, y, v). "
            "Choose with --keys NAME=IDS_COLUMN,VECTORS_COLUMN.",
        ),
        (
            {"id": pa.array([], pa.string()), "v": pa.array([], pa.list_(pa.float32()))},
            "v.parquet: has no rows. Export it again.",
        ),
    ):
        rejected(VectorError, sentence, variants={"v": parquet(files, **columns)})
    rejected(
        VectorError,
        'v.parquet: has no column "vec". It has: id, v.',
        variants={"v": parquet(files, id=["a1", "a2"], v=one)},
        keys={"v": ("id", "vec")},
    )
    twice = pa.Table.from_arrays([pa.array(["a1"]), pa.array(["a2"])], names=["id", "id"])
    pq.write_table(twice, files.path("v.parquet"))
    rejected(
        VectorError,
        "v.parquet: the column 'id' appears twice. Rename one of them.",
        variants={"v": files.path("v.parquet")},
    )


def test_truncated_parquet(files: Files, rejected: Rejected, tmp_path: Path) -> None:
    data = parquet(files, id=files.ids, v=list(files.vectors())).read_bytes()
    path = files.bytes("v.parquet", data[: len(data) // 2])
    with pytest.raises(VectorError, match=r"^v\.parquet: not a readable Parquet file \(.+\)\. The"):
        import_files(tmp_path / "ws", ImportRequest(items=files.items(), variants={"v": path}))
    assert not (tmp_path / "ws").exists()
