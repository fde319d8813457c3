"""The ids of vectors, in an array or a file beside them."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import VectorError
from tests.core.vector_files import (
    DAMAGED,
    Files,
    Rejected,
    claiming,
    read,
)


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
