"""Variants in an import: which vectors are stored, what is said of them, and their manifests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import Faults, ManifestError, VectorError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from tests.core.vector_files import (
    Files,
    Rejected,
)


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


def test_none_of_the_ids_is_known(files: Files, rejected: Rejected) -> None:
    rejected(
        VectorError,
        'v.npz: none of its 2 ids is an item of the workspace (first: "x"). '
        "Check that both use the same ids.",
        variants={"v": files.npz(ids=np.array(["x", "y"]), vectors=files.vectors(2))},
    )


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


# --- manifests ------------------------------------------------------------------------------------


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
