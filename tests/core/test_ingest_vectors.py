"""Vectors in NumPy files: what is read, and which arrays and options are refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.errors import VectorError
from core.ingest.vector_files.opening import open_vector_file
from tests.core.vector_files import (
    Files,
    Rejected,
    Trap,
    read,
)

CHOOSE = "Choose with --keys NAME=IDS_KEY,VECTORS_KEY."


@pytest.mark.parametrize("dtype", ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8"])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("kind", ["npz", "npz compressed", "npy"])
def test_every_float_layout_gives_equal_values(
    files: Files, dtype: str, order: str, kind: str
) -> None:
    values = np.asarray(files.vectors(), dtype=dtype, order=order)
    if kind == "npy":
        ids = files.text("ids.txt", "\n".join(files.ids) + "\n")
        found, vectors = read(files.npy("v.npy", values), ids_path=ids)
    else:
        path = files.npz(
            compressed=kind != "npz", **{"ids": np.array(files.ids), "vectors": values}
        )
        found, vectors = read(path)
    assert found == files.ids
    assert vectors.shape == (6, 4)
    assert np.array_equal(vectors, files.vectors().astype(dtype))


def test_blocks_join_to_the_whole_matrix(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.ingest.vector_files.common.BLOCK_BYTES", 40)  # two rows and a half
    values = files.vectors(7)
    ids = np.array([f"n{i}" for i in range(7)])
    parquet = files.path("v.parquet")
    pq.write_table(pa.table({"id": ids, "vector": list(values)}), parquet)
    for path in (
        files.npz("c.npz", ids=ids, v=values),
        files.npz("f.npz", ids=ids, v=np.asfortranarray(values)),
        parquet,
    ):
        source = open_vector_file(path)
        blocks = list(source.blocks())
        assert [len(b) for b in blocks] == [2, 2, 2, 1]
        assert np.array_equal(np.concatenate(blocks), values)
        assert source.ids == ids.tolist()


def test_arrays_are_found_under_any_names_and_others_ignored(files: Files, tmp_path: Path) -> None:
    never = tmp_path / "unpickled"
    path = files.npz(
        qid=np.array(["x", "y"]),
        embeddings=files.vectors(2),
        norms=np.ones(2),
        meta=np.array([Trap(never)], dtype=object),
    )
    ids, vectors = read(path)
    assert ids == ["x", "y"]
    assert np.array_equal(vectors, files.vectors(2))
    assert not never.exists()


def test_keys_choose_among_several_arrays(files: Files) -> None:
    other = files.vectors(2, seed=1)
    path = files.npz(a=np.array(["x", "y"]), b=np.array([1, 2]), u=files.vectors(2), w=other)
    assert read(path, keys=("b", "w"))[0] == ["1", "2"]
    assert np.array_equal(read(path, keys=("b", "w"))[1], other)


@pytest.mark.parametrize(
    ("array", "reason"),
    [
        (np.ones((6, 4), dtype=np.int32), "holds int32; vectors are float16, float32 or float64."),
        (np.ones((6, 4), dtype=bool), "holds bool; vectors are float16, float32 or float64."),
        (np.ones((6, 4), dtype="c8"), "holds complex64; vectors are float16, float32 or float64."),
        (
            np.ones(6, dtype=np.float32),
            "has 1 dimension(s) (6,); vectors are a 2-D array (rows x dimensions).",
        ),
        (
            np.ones((6, 2, 2), dtype=np.float32),
            "has 3 dimension(s) (6, 2, 2); vectors are a 2-D array (rows x dimensions).",
        ),
        (np.ones((0, 4), dtype=np.float32), "is empty: shape (0, 4). Export it again."),
        (np.ones((6, 0), dtype=np.float32), "is empty: shape (6, 0). Export it again."),
    ],
)  # fmt: skip
def test_arrays_that_are_no_vectors(
    files: Files, rejected: Rejected, array: np.ndarray, reason: str
) -> None:
    path = files.npz(ids=np.array(files.ids), vectors=array)
    rejected(VectorError, f'v.npz array "vectors" {reason}', variants={"v": path})
    rejected(
        VectorError,
        f"v.npy {reason}",
        variants={"v": files.npy("v.npy", array)},
        ids={"v": files.text("ids.txt", "a1")},
    )


def test_missing_and_ambiguous_arrays(files: Files, rejected: Rejected) -> None:
    ids, vectors = np.array(files.ids), files.vectors()
    for arrays, sentence in (
        (
            {"vectors": vectors},
            "v.npz: holds vectors but no ids. Save a 1-D array of ids beside them.",
        ),
        (
            {"ids": ids},
            'v.npz array "ids" holds <U2; vectors are float16, float32 or float64.',
        ),
        (
            {"a": ids, "b": ids, "v": vectors},
            f"v.npz: several arrays could be the ids (a, b). {CHOOSE}",
        ),
        (
            {"a": ids, "u": vectors, "v": vectors},
            f"v.npz: several arrays could be the vectors (u, v). {CHOOSE}",
        ),
        (
            {"ids": np.linspace(0, 1, 6), "vectors": vectors},
            'v.npz array "ids" is float64 (6,); ids are a 1-D array of strings or integers.',
        ),
        (
            {"ids": ids.reshape(2, 3), "vectors": vectors},
            'v.npz array "ids" is <U2 (2, 3); ids are a 1-D array of strings or integers.',
        ),
    ):
        rejected(VectorError, sentence, variants={"v": files.npz(**arrays)})
    with zipfile.ZipFile(files.path("v.npz"), "w") as archive:
        archive.writestr("notes.txt", "nothing here")
    rejected(
        VectorError,
        "v.npz: holds no arrays. Save ids and vectors with np.savez.",
        variants={"v": files.path("v.npz")},
    )


def test_wrong_keys(files: Files, rejected: Rejected) -> None:
    path = files.npz()
    for keys, sentence in (
        (("ids", "vec"), 'v.npz: has no array "vec". It has: ids, vectors.'),
        (("id", "vectors"), 'v.npz: has no array "id". It has: ids, vectors.'),
        (
            ("vectors", "ids"),
            'v.npz array "vectors" is float32 (6, 4); ids are a 1-D array of strings or integers.',
        ),
        (
            ("ids", "ids"),
            'v.npz array "ids" holds <U2; vectors are float16, float32 or float64.',
        ),
    ):
        rejected(VectorError, sentence, variants={"v": path}, keys={"v": keys})


def test_options_that_do_not_fit_the_kind_of_file(files: Files, rejected: Rejected) -> None:
    parquet = files.path("v.parquet")
    pq.write_table(pa.table({"id": files.ids, "v": list(files.vectors())}), parquet)
    ids = files.text("ids.txt", "\n".join(files.ids))
    rejected(
        VectorError,
        "v.parquet: a Parquet file has its ids in a column. Leave --ids out.",
        variants={"v": parquet},
        ids={"v": ids},
    )
    rejected(
        VectorError,
        "v.npy: an .npy file holds one array. Leave --keys out.",
        variants={"v": files.npy("v.npy", files.vectors())},
        ids={"v": ids},
        keys={"v": ("a", "b")},
    )
    rejected(
        VectorError,
        "v.npy: an .npy file has no ids. Add --ids NAME=FILE.",
        variants={"v": files.path("v.npy")},
    )
    rejected(
        VectorError,
        "v.h5: unknown kind of vector file. Use .npz, .npy with --ids, or .parquet.",
        variants={"v": files.text("v.h5", "x")},
    )


def test_files_that_are_not_there(files: Files, rejected: Rejected) -> None:
    missing, folder, empty = files.path("no.npz"), files.path("dir.npz"), files.bytes("e.npz", b"")
    folder.mkdir()
    for path, sentence in (
        (missing, f"{missing}: no such file. Check the path."),
        (folder, f"{folder}: not a regular file. Give the path of a file."),
        (empty, f"{empty}: the file is empty. Export it again."),
    ):
        rejected(VectorError, sentence, variants={"v": path})
