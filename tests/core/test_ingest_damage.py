"""Damaged, lying and hostile files of vectors: a clear error, nothing run, nothing allocated."""

from __future__ import annotations

import io
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

from core.errors import VectorError, YusaError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.ingest.vector_files.opening import open_vector_file
from tests.core.vector_files import (
    DAMAGED,
    Files,
    Rejected,
    Trap,
    claiming,
    npy_bytes,
    read,
    zipped,
)


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


# --- sizes ----------------------------------------------------------------------------------------


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
