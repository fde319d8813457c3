"""Vector files: what is read, and every way in which one can be bad."""

from __future__ import annotations

import io
import json
import re
import resource
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from core.errors import Faults, ManifestError, VectorError, YusaError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.ingest.vector_files.opening import open_vector_file
from core.workspace import Workspace

DAMAGED = "The file is truncated or corrupt; copy or export it again."
CHOOSE = "Choose with --keys NAME=IDS_KEY,VECTORS_KEY."
Rejected = Callable[..., None]
Files = Any  # tests/conftest.py: FileMaker


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


# --- accepted -----------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        (np.array(["가", "나", "다"]), ["가", "나", "다"]),
        (np.array(["가", "나", "다"]).astype(">U1"), ["가", "나", "다"]),
        (np.array(["각".encode(), b"b", b"c"]), ["각", "b", "c"]),
        (np.array([7, 10, -3]), ["7", "10", "-3"]),
        (np.array([7, 10, 3], dtype=">u8"), ["7", "10", "3"]),
        (np.array(["007", "7", " 7"]), ["007", "7", " 7"]),
        (np.array(["\u1100\u1161", "b", "c"]), ["가", "b", "c"]),
    ],
)
def test_ids_of_an_npz(files: Files, stored: np.ndarray, expected: list[str]) -> None:
    assert read(files.npz(whatever=stored, x=files.vectors(3)))[0] == expected
    by_file = read(files.npy("v.npy", files.vectors(3)), ids_path=files.npy("ids.npy", stored))
    assert by_file[0] == expected


def test_ids_beside_an_npy_as_text_json_and_array(files: Files) -> None:
    matrix = files.npy("v.npy", files.vectors(3))
    for ids in (
        files.bytes("ids.txt", "\ufeff가\r\n007\r\nc\r\n\r\n".encode()),
        files.json("ids.json", ["가", "007", "c"]),
        files.npy("ids.npy", np.array(["가", "007", "c"])),
    ):
        assert read(matrix, ids_path=ids)[0] == ["가", "007", "c"], ids.name


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


def test_a_variant_may_be_replaced_by_one_of_another_dimension(
    files: Files, make_workspace: Callable[..., Path]
) -> None:
    folder = make_workspace()
    wider = files.npz("wide.npz", ids=np.array(files.ids), vectors=files.vectors(dim=9))
    import_files(folder, ImportRequest(variants={"v": wider}, replace=True))
    found = Workspace.open(folder).variant("v")
    assert found.matrix.shape == (6, 9)
    assert np.array_equal(found.matrix, files.vectors(dim=9))


def test_unknown_and_uncovered_ids_are_counted_and_named(files: Files, tmp_path: Path) -> None:
    lines: list[str] = []
    ids = ["a5", "x1", "a1", "x2", "x3", "x4", "x5", "x6"]
    path = files.npz(ids=np.array(ids), vectors=files.vectors(8))
    request = ImportRequest(items=files.items(), variants={"v": path})
    import_files(tmp_path / "ws", request, lines.append)
    assert "variant v: 6 vectors of unknown items left out: x1, x2, x3, x4, x5, …" in lines
    assert "variant v: 4 items without a vector: a2, a3, a4, a6" in lines
    workspace = Workspace.open(tmp_path / "ws")
    info = workspace.variant_info("v")
    assert (info.rows, info.covered, info.uncovered, info.unknown_rows) == (2, 2, 4, 6)
    variant = workspace.variant("v")
    assert variant.row_of.tolist() == [0, -1, -1, -1, 1, -1]
    assert np.array_equal(variant.matrix, files.vectors(8)[[2, 0]])


def test_only_vectors_away_from_length_one_are_scaled(files: Files, tmp_path: Path) -> None:
    values = np.array([[1.0005, 0], [0, 3], [3e-200, 4e-200], [3e200, 4e200], [0.6, 0.8], [-2, 0]])
    path = files.npz(ids=np.array(files.ids), vectors=values)
    import_files(tmp_path / "ws", ImportRequest(items=files.items(), variants={"v": path}))
    variant = Workspace.open(tmp_path / "ws").variant("v")
    assert variant.info.normalised == 4
    expected = [[1.0005, 0], [0, 1], [0.6, 0.8], [0.6, 0.8], [0.6, 0.8], [-1, 0]]
    assert np.array_equal(variant.matrix, np.array(expected, dtype=np.float32))


# --- damaged files ------------------------------------------------------------------------------


def test_truncated_npz(files: Files, rejected: Rejected) -> None:
    data = files.npz("whole.npz").read_bytes()
    for size in (1, 3, len(data) // 2, len(data) - 1):
        rejected(
            VectorError,
            f"v.npz: not a readable .npz file (File is not a zip file). {DAMAGED}",
            variants={"v": files.bytes("v.npz", data[:size])},
        )


@pytest.mark.parametrize("member", ["ids", "vectors"])
def test_flipped_bytes_fail_the_checksum(files: Files, rejected: Rejected, member: str) -> None:
    data = bytearray(files.npz("whole.npz").read_bytes())
    value = {"ids": "a4".encode("utf-32-le"), "vectors": files.vectors()[3].tobytes()}[member]
    data[data.index(value) + 1] ^= 0x10
    rejected(
        VectorError,
        f'v.npz array "{member}": can\'t be read as a NumPy array '
        f"(Bad CRC-32 for file '{member}.npy'). {DAMAGED}",
        variants={"v": files.bytes("v.npz", bytes(data))},
    )


def test_flipped_bytes_in_compressed_data(files: Files, make_workspace: Any, tree: Any) -> None:
    vectors = files.vectors(400, 16)
    ids = np.array([f"n{i}" for i in range(400)])
    data = files.npz("whole.npz", compressed=True, ids=ids, vectors=vectors).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = archive.getinfo("vectors.npy")
    start = member.header_offset + 200
    folder = make_workspace()
    before = tree(folder)
    for at in range(start, start + member.compress_size - 400, 1500):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        path = files.bytes("v.npz", bytes(broken))
        with pytest.raises(VectorError, match=r'^v\.npz array "vectors": .+ truncated or corrupt'):
            list(open_vector_file(path).blocks())
        request = ImportRequest(
            items=files.items([{"id": i, "text": "x"} for i in ids]),
            variants={"v": path},
            gts={"g": files.gt({"n1": ["n2"]})},
            replace=True,
        )
        with pytest.raises(VectorError, match=r'^v\.npz array "vectors": .+ truncated or corrupt'):
            import_files(folder, request)
    assert tree(folder) == before


def test_random_damage_is_always_a_clear_error(files: Files) -> None:
    ids = np.array([f"n{i}" for i in range(20)])
    parquet = files.path("p.parquet")
    pq.write_table(pa.table({"id": ids, "v": list(files.vectors(20))}), parquet)
    names = files.text("ids.txt", "\n".join(ids))
    originals = {
        "d.npz": (files.npz("s.npz", ids=ids, v=files.vectors(20)).read_bytes(), None),
        "c.npz": (
            files.npz("t.npz", compressed=True, ids=ids, v=files.vectors(20)).read_bytes(),
            None,
        ),
        "d.npy": (files.npy("s.npy", files.vectors(20)).read_bytes(), names),
        "d.parquet": (parquet.read_bytes(), None),
    }
    random = np.random.default_rng(0)
    seen, unnamed = dict.fromkeys(originals, 0), 0
    for name, (data, ids_path) in originals.items():
        for _ in range(250):
            broken = bytearray(data)
            # Half of the damage hits the first bytes, where the headers of .npy files are.
            limit = 128 if random.random() < 0.5 else len(data)
            for at in random.integers(0, limit, 2):
                broken[at] = int(random.integers(0, 256))
            path = files.bytes(name, bytes(broken))
            try:
                read(path, ids_path=ids_path)
            except VectorError as fault:
                seen[name] += str(fault).startswith(name)
                unnamed += not str(fault).startswith(name)
    assert unnamed == 0
    assert all(count > 20 for count in seen.values())


def test_bad_npy_headers(files: Files, rejected: Rejected) -> None:
    def header(text: str) -> bytes:
        body = text.encode().ljust(117) + b"\n"
        return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(body)) + body + b"\0" * 48

    ids = files.text("ids.txt", "a\nb\nc")
    for text in (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)",  # TokenError
        "{'descr': '<04', 'fortran_order': False, 'shape': (3, 4), }",  # SyntaxError
        "{b'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }",  # TypeError
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-3, -4), }",
        "{'descr': '<f4', 'fortran_order': 3, 'shape': (3, 4), }",
        "",
    ):
        path = files.bytes("v.npy", header(text))
        with pytest.raises(VectorError, match=r"^v\.npy: a NumPy header that can't be read \("):
            open_vector_file(path, ids_path=ids)
    rejected(
        VectorError,
        "v.npy: can't be read as a NumPy array (the magic string is not correct; expected "
        f"b'\\x93NUMPY', got b'{{}}    '). {DAMAGED}",
        variants={"v": files.text("v.npy", "{}      ")},
        ids={"v": ids},
    )


def test_format_version_3(files: Files, rejected: Rejected) -> None:
    member = npy_bytes(files.vectors(), version=(3, 0))
    path = zipped(files.path("v.npz"), ids=npy_bytes(np.array(files.ids)), vectors=member)
    rejected(
        VectorError,
        'v.npz array "vectors": NumPy format version 3.0, which plain arrays don\'t need. '
        "Save plain arrays of vectors and ids again.",
        variants={"v": path},
    )


def test_encrypted_zip(files: Files, rejected: Rejected) -> None:
    data = bytearray(files.npz("whole.npz").read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    rejected(
        VectorError,
        'v.npz array "ids": is encrypted. Save it without a password.',
        variants={"v": files.bytes("v.npz", bytes(data))},
    )


def test_other_compression(files: Files, rejected: Rejected) -> None:
    path = zipped(
        files.path("v.npz"),
        zipfile.ZIP_LZMA,
        ids=npy_bytes(np.array(files.ids)),
        vectors=npy_bytes(files.vectors()),
    )
    rejected(
        VectorError,
        'v.npz array "ids": is compressed by a method that NumPy doesn\'t write. '
        "Save it with np.savez or np.savez_compressed.",
        variants={"v": path},
    )


def test_objects_are_never_unpickled(files: Files, rejected: Rejected, tmp_path: Path) -> None:
    never = tmp_path / "unpickled"
    trap = np.array([Trap(never)] * 6, dtype=object)
    ids = np.array(files.ids)
    save_vectors = "Save vectors as a float32 array."
    save_ids = "Save ids as strings: np.array(ids, dtype=str)."
    refused = "holds Python objects, which are never unpickled."
    for arrays, array, remedy in (
        ({"ids": ids, "vectors": trap}, "vectors", save_vectors),
        ({"ids": ids, "vectors": trap.reshape(3, 2)}, "vectors", save_vectors),
        ({"ids": trap, "vectors": files.vectors()}, "ids", save_ids),
    ):
        rejected(
            VectorError,
            f'v.npz array "{array}" {refused} {remedy}',
            variants={"v": files.npz(**arrays)},
        )
    rejected(
        VectorError,
        f"v.npy {refused} {save_vectors}",
        variants={"v": files.npy("v.npy", trap)},
        ids={"v": files.text("ids.txt", "a1")},
    )
    rejected(
        VectorError,
        f"ids.npy {refused} {save_ids}",
        variants={"v": files.npy("v.npy", files.vectors())},
        ids={"v": files.npy("ids.npy", trap)},
    )
    assert not never.exists()


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


# --- sizes --------------------------------------------------------------------------------------


def test_headers_that_claim_terabytes(files: Files, rejected: Rejected) -> None:
    huge = claiming((2**32, 512))
    announced = f"the header announces {2**43:,} bytes (4294967296, 512), the file holds 64. "
    ids = files.text("ids.txt", "\n".join(files.ids))
    tracemalloc.start()
    try:
        rejected(
            VectorError,
            f"v.npy: {announced}{DAMAGED}",
            variants={"v": files.bytes("v.npy", huge)},
            ids={"v": ids},
        )
        member = zipped(files.path("v.npz"), ids=npy_bytes(np.array(files.ids)), vectors=huge)
        rejected(
            VectorError,
            f'v.npz array "vectors": {announced}{DAMAGED}',
            variants={"v": member},
        )
        many_ids = claiming((2**40,), "<U2")
        rejected(
            VectorError,
            f"v.npz: {2**40:,} ids but 6 vectors. Export both from the same list.",
            variants={"v": zipped(files.path("v.npz"), ids=many_ids, v=npy_bytes(files.vectors()))},
        )
        rejected(
            VectorError,
            f"ids.npy: {DAMAGED}",
            variants={"v": files.npy("v.npy", files.vectors())},
            ids={"v": files.bytes("ids.npy", many_ids)},
        )
        long_ids = claiming((6,), "<U99999999")
        rejected(
            VectorError,
            f'v.npz array "ids": the header announces {6 * 4 * 99999999:,} bytes, the file '
            f"holds 64. {DAMAGED}",
            variants={"v": zipped(files.path("v.npz"), ids=long_ids, v=npy_bytes(files.vectors()))},
        )
        assert tracemalloc.get_traced_memory()[1] < 50e6
    finally:
        tracemalloc.stop()


def lying_zip(files: Files, **members: bytes) -> bytes:
    """Sizes of nearly 4 GiB for every member in the directory of a small file."""
    data = bytearray(zipped(files.path("small.npz"), **members).read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 20 : at + 28] = struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0)
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def test_a_zip_directory_that_lies_about_sizes(files: Files, rejected: Rejected) -> None:
    rows = (0xFFFFFFF0 - 128) // 16
    data = lying_zip(
        files, ids=npy_bytes(np.array(files.ids)), v=claiming((rows, 4), data=b"\1" * 256)
    )
    tracemalloc.start()
    try:
        rejected(
            VectorError,
            f'v.npz array "ids": announces {0xFFFFFFF0:,} bytes in {len(data):,} compressed ones, '
            f"which is impossible. {DAMAGED}",
            variants={"v": files.bytes("v.npz", data)},
        )
        assert tracemalloc.get_traced_memory()[1] < 50e6
    finally:
        tracemalloc.stop()


def test_a_sparse_file_of_terabytes_does_not_fit(
    files: Files, rejected: Rejected, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.bytes("v.npy", claiming((6, 2**36), data=b""))
    size = path.stat().st_size + 6 * 2**38
    try:
        with path.open("rb+") as handle:
            handle.truncate(size)
    except OSError:
        # This file system has no files of terabytes; a smaller disk does as well.
        path = files.npy("v.npy", files.vectors())
        usage = type("Usage", (), {"free": 5})
        monkeypatch.setattr("core.importer.variants.shutil.disk_usage", lambda _: usage)
    rejected_with = r"^v\.npy: storing its vectors takes [\d,]+ bytes, the disk has [\d,]+ free\. "
    request = ImportRequest(
        items=files.items(),
        variants={"v": path},
        ids={"v": files.text("ids.txt", "\n".join(files.ids))},
    )
    with pytest.raises(YusaError, match=rejected_with):
        import_files(files.folder / "ws", request)
    assert not (files.folder / "ws").exists()


def test_terabytes_under_a_memory_limit(
    files: Files, yusa_process: Callable[..., Any], tmp_path: Path
) -> None:
    member = zipped(
        files.path("v.npz"), ids=npy_bytes(np.array(files.ids)), v=claiming((2**32, 512))
    )
    limit = 6 * 2**30  # the libraries alone reserve gigabytes of addresses
    done = yusa_process(
        "import",
        tmp_path / "ws",
        "--items",
        files.items(),
        "--variant",
        f"v={member}",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.code == 1
    assert done.out == ""
    assert f'yusa: v.npz array "v": the header announces {2**43:,} bytes' in done.err
    assert "Traceback" not in done.err
    assert not (tmp_path / "ws").exists()


# --- ids ----------------------------------------------------------------------------------------


def test_counts_that_differ(files: Files, rejected: Rejected) -> None:
    five = files.npz(ids=np.array(files.ids[:5]), vectors=files.vectors())
    sentence = "v.npz: 5 ids but 6 vectors. Export both from the same list."
    rejected(VectorError, sentence, variants={"v": five})
    rejected(
        VectorError,
        "v.npy: 2 ids but 6 vectors. Export both from the same list.",
        variants={"v": files.npy("v.npy", files.vectors())},
        ids={"v": files.text("ids.txt", "a1\na2\n")},
    )


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (
            ["a1", "a2", "a1", "a4", "a5", "a6"],
            'row 3: id "a1" appears twice (first on row 1). Remove one of them.',
        ),
        (
            ["가", "a2", "\u1100\u1161", "a4", "a5", "a6"],
            'row 3: id "\u1100\u1161" becomes the id of row 1 after Unicode normalisation (NFC). '
            "Rename one of them.",
        ),
        (
            ["a1", "", "a3", "a4", "a5", "a6"],
            "row 2: the id is missing or empty. Give every row its own id.",
        ),
        (
            ["a1", "a\n2", "a3", "a4", "a5", "a6"],
            "row 2: the id holds a control character (such as a line break). "
            "Give every row its own id.",
        ),
        (
            ["a1", "a2", "a3", "a4", "a5", "\ud800"],
            "row 6: the id holds a control character (such as a line break). "
            "Give every row its own id.",
        ),
    ],
)
def test_bad_ids(files: Files, rejected: Rejected, ids: list[str], reason: str) -> None:
    stored = np.array(ids)
    rejected(
        VectorError,
        f"v.npz {reason}",
        variants={"v": files.npz(ids=stored, vectors=files.vectors())},
    )
    rejected(
        VectorError,
        f"ids.npy {reason}",
        variants={"v": files.npy("v.npy", files.vectors())},
        ids={"v": files.npy("ids.npy", stored)},
    )


def test_ids_of_another_encoding(files: Files, rejected: Rejected) -> None:
    korean = np.array(["가".encode("cp949"), b"b", b"c", b"d", b"e", b"f"])
    rejected(
        VectorError,
        'v.npz array "ids" row 1: not UTF-8. Save the ids as strings.',
        variants={"v": files.npz(ids=korean, vectors=files.vectors())},
    )
    matrix = files.npy("v.npy", files.vectors())
    rejected(
        VectorError,
        "ids.txt line 2: not UTF-8 (byte 2 of the line). Save the file as UTF-8.",
        variants={"v": matrix},
        ids={"v": files.bytes("ids.txt", b"a1\nx\xb0\xa1\na3\n")},
    )
    beyond = b"\xff\xff\xff\x7f" * 6
    rejected(
        VectorError,
        f"ids.npy: ids that are not Unicode text. {DAMAGED}",
        variants={"v": matrix},
        ids={"v": files.bytes("ids.npy", claiming((6,), "<U1", beyond))},
    )


def test_ids_longer_than_allowed(files: Files, rejected: Rejected) -> None:
    vectors = files.vectors(1)
    rejected(
        VectorError,
        'v.npz array "ids": ids of 1,025 characters; at most 1,024.',
        variants={"v": files.npz(ids=np.array(["x" * 1025]), vectors=vectors)},
    )
    rejected(
        VectorError,
        "ids.txt line 1: the id has 1025 characters; at most 1024 are allowed. "
        "Give every row its own id.",
        variants={"v": files.npy("v.npy", vectors)},
        ids={"v": files.text("ids.txt", "x" * 1025)},
    )


def test_bad_id_files(files: Files, rejected: Rejected) -> None:
    matrix = files.npy("v.npy", files.vectors())
    for path, sentence in (
        (
            files.text("ids.json", '["a1",\n"a2",\n'),
            "ids.json: broken JSON: Expecting value at line 2 column 6. Export the file again.",
        ),
        (files.json("ids.json", {"a": 1}), "ids.json: is not a JSON list of ids."),
        (
            files.json("more.json", ["a1", None, 1.5, ["x"]]),
            [
                "more.json row 2: the id is missing; ids are strings. Give every row its own id.",
                "more.json row 3: the id is a decimal number; ids are strings. "
                "Give every row its own id.",
                "more.json row 4: the id is a list; ids are strings. Give every row its own id.",
            ],
        ),
        (
            files.text("ids.txt", "a1\n\na3\n"),
            "ids.txt line 2: the id is missing or empty. Give every row its own id.",
        ),
        (files.text("no.txt", ""), f"{files.path('no.txt')}: the file is empty. Export it again."),
        (
            files.npy("ids.npy", np.array([], dtype="<U3")),
            "ids.npy: holds no ids. Export it again.",
        ),
    ):
        if path.name == "ids.json":
            # Two cases share the name: write this one's content again.
            text = '["a1",\n"a2",\n' if "broken" in str(sentence) else '{"a": 1}'
            files.text("ids.json", text)
        rejected(VectorError, sentence, variants={"v": matrix}, ids={"v": path})


def test_none_of_the_ids_is_known(files: Files, rejected: Rejected) -> None:
    rejected(
        VectorError,
        'v.npz: none of its 2 ids is an item of the workspace (first: "x"). '
        "Check that both use the same ids.",
        variants={"v": files.npz(ids=np.array(["x", "y"]), vectors=files.vectors(2))},
    )


# --- values -------------------------------------------------------------------------------------


def test_nan_infinite_and_zero_rows(files: Files, rejected: Rejected) -> None:
    for dtype in (np.float16, np.float32, np.float64):
        vectors = files.vectors().astype(dtype)
        vectors[1, 2] = np.nan
        vectors[3, 0] = -np.inf
        vectors[4] = 0
        again = "Embed the item again, or leave the row out."
        rejected(
            VectorError,
            [
                f'v.npz row 2 (id "a2"): the vector holds NaN. {again}',
                f'v.npz row 4 (id "a4"): the vector holds an infinite value. {again}',
                f'v.npz row 5 (id "a5"): the vector is all zero. {again}',
            ],
            variants={"v": files.npz(ids=np.array(files.ids), vectors=vectors)},
        )


def test_twenty_faults_are_named_and_the_rest_counted(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.ingest.vector_files.common.BLOCK_BYTES", 64)
    vectors = files.vectors(60)
    vectors[5:55] = np.nan
    ids = np.array([f"n{i:02}" for i in range(60)])
    request = ImportRequest(
        items=files.items([{"id": i, "text": ""} for i in ids]),
        variants={"v": files.npz(ids=ids, vectors=vectors)},
    )
    with pytest.raises(
        VectorError, match=r'^v\.npz row 6 \(id "n05"\): the vector holds'
    ) as caught:
        import_files(tmp_path / "ws", request)
    named = [re.search(r'row (\d+) \(id "(n\d\d)"\)', s) for s in caught.value.faults[:-1]]
    assert [(int(m[1]), m[2]) for m in named if m] == [(i + 1, f"n{i:02}") for i in range(5, 25)]
    assert caught.value.faults[-1] == "… and 30 more faults in the same file."


def test_faults_without_surplus_are_not_counted() -> None:
    faults = Faults()
    for n in range(20):
        faults.add(f"fault {n}")
    with pytest.raises(VectorError, match=r"^fault 0\n") as caught:
        faults.raise_as(VectorError)
    assert len(caught.value.faults) == 20


# --- Parquet ------------------------------------------------------------------------------------


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


# --- missing files and manifests ----------------------------------------------------------------


def test_files_that_are_not_there(files: Files, rejected: Rejected) -> None:
    missing, folder, empty = files.path("no.npz"), files.path("dir.npz"), files.bytes("e.npz", b"")
    folder.mkdir()
    for path, sentence in (
        (missing, f"{missing}: no such file. Check the path."),
        (folder, f"{folder}: not a regular file. Give the path of a file."),
        (empty, f"{empty}: the file is empty. Export it again."),
    ):
        rejected(VectorError, sentence, variants={"v": path})


def test_manifest_is_kept(files: Files, make_workspace: Any) -> None:
    said = {"model": "임베더", "dim": 4, "rows": 6, "normalised": True, "more": {"a": [1, 2.5]}}
    folder = make_workspace(
        items=files.items(),
        variants={"v": files.npz()},
        manifests={"v": files.json("m.json", said)},
    )
    assert dict(Workspace.open(folder).variant_info("v").manifest) == said


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\n1}", ": broken JSON: Expecting property name enclosed in double quotes at line 2 "
         "column 1. A manifest is one JSON object."),
        (b"[1]", ": a manifest is one JSON object."),
        (b'{"a": NaN}', ": NaN is not JSON. A manifest is one JSON object."),
        (b'{"a": 1e999}', ": the number 1e999 is too large. A manifest is one JSON object."),
        (b'{"a": 1, "a": 2}',
         ': key "a" stands twice in one object. A manifest is one JSON object.'),
        (b'{"a": "\\ud800"}',
         ": a \\u escape makes half a character (lone surrogate). A manifest is one JSON object."),
        (b'{"a": "\xb0\xa1"}',
         " line 1: not UTF-8 (byte 8 of the line). Save the file as UTF-8."),
        (b'{"dim": 2048}', ': "dim" is 2048, but v.npz has 4. '
         "Give the manifest of this vector file."),
        (b'{"rows": "6"}', ": \"rows\" is '6', but v.npz has 6. "
         "Give the manifest of this vector file."),
        (b'{"items_per_s": "fast"}', ": \"items_per_s\" is 'fast'; it has to be a number above 0, "
         "or left out."),
        (b'{"a": ' + b"[" * 70 + b"]" * 70 + b"}",
         ": nested too deeply. A manifest is one JSON object."),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
         ": nested too deeply. A manifest is one JSON object."),
    ],
)  # fmt: skip
def test_bad_manifests(files: Files, rejected: Rejected, data: bytes, reason: str) -> None:
    rejected(
        ManifestError,
        f"m.json{reason}",
        variants={"v": files.npz()},
        manifests={"v": files.bytes("m.json", data)},
    )


def test_a_number_of_two_thousand_digits_survives_as_json(
    files: Files, make_workspace: Any
) -> None:
    said = {"big": 10**2000}
    folder = make_workspace(
        items=files.items(),
        variants={"v": files.npz()},
        manifests={"v": files.text("m.json", json.dumps(said))},
    )
    assert Workspace.open(folder).variant_info("v").manifest["big"] == 10**2000
