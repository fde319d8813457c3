"""What an import does to a workspace: folders, replacement, other people's files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import (
    DatasetError,
    GroundTruthError,
    VectorError,
    WorkspaceError,
)
from core.generations import read_pointer
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from tests.core.builders import parts_on_disk

Files = Any  # tests/conftest.py: FileMaker
Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]


# --- folders --------------------------------------------------------------------------------------


def test_a_stranger_folder_is_left_alone(files: Files, tmp_path: Path, tree: Tree) -> None:
    folder = tmp_path / "papers"
    for name in ("items", "images"):
        (folder / name).mkdir(parents=True)
        (folder / name / "g1").write_text("mine")
    before = tree(folder)
    sentence = re.escape(f"{folder}: is neither empty nor a workspace (it holds images). Give an")
    with pytest.raises(WorkspaceError, match=f"^{sentence}"):
        import_files(folder, ImportRequest(items=files.items()))
    (folder / ".lock").write_text("")  # somebody else's lock file changes nothing
    with pytest.raises(WorkspaceError, match=f"^{sentence}"):
        import_files(folder, ImportRequest(items=files.items()))
    (folder / ".lock").unlink()
    assert tree(folder) == before


def test_a_file_in_the_way(files: Files, tmp_path: Path) -> None:
    path = files.text("taken", "x")
    sentence = re.escape(f"{path}: is a file, not a folder. Give another path.")
    with pytest.raises(WorkspaceError, match=f"^{sentence}$"):
        import_files(path, ImportRequest(items=files.items()))
    assert path.read_text() == "x"


def test_an_empty_folder_stays_empty_after_bad_input(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(DatasetError, match=r"^i\.jsonl line 1: not a JSON object\.$"):
        import_files(folder, ImportRequest(items=files.text("i.jsonl", "3")))
    assert list(folder.iterdir()) == []
    import_files(folder, ImportRequest(items=files.items()))
    assert len(Workspace.open(folder).items) == 6


def test_only_folders_without_other_content_are_removed(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = tmp_path / "new"

    def meanwhile(*_: object) -> None:
        (parent / "other").mkdir()
        raise DatasetError("stopped here")

    monkeypatch.setattr("core.importer.items.write_items", meanwhile)
    with pytest.raises(DatasetError, match=r"^stopped here$"):
        import_files(parent / "deep" / "ws", ImportRequest(items=files.items()))
    assert [p.name for p in parent.iterdir()] == ["other"]


def test_the_first_import_needs_items(files: Files, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    sentence = re.escape(f"{folder}: the workspace has no items yet. Add them with --items FILE.")
    with pytest.raises(DatasetError, match=f"^{sentence}$"):
        import_files(folder, ImportRequest(variants={"v": files.npz()}))
    assert not folder.exists()


def test_imports_touch_only_their_own_files(files: Files, make_workspace: Make) -> None:
    folder = make_workspace()
    mine = [
        folder / "notes.txt",
        folder / "images" / "holiday.png",
        folder / "items" / "draft.jsonl",
        folder / "variants" / "old vectors.npz",
        folder / "gt" / "gt.json",
    ]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    import_files(
        folder,
        ImportRequest(items=files.items(), variants={"v": files.npz()}, replace=True),
    )
    assert all(path.read_text() == "mine" for path in mine)
    assert parts_on_disk(folder) - read_pointer(folder).parts() == {
        "images/holiday.png",
        "items/draft.jsonl",
        "variants/old vectors.npz",
        "gt/gt.json",
    }


def test_faults_of_all_files_come_together(files: Files, tmp_path: Path) -> None:
    request = ImportRequest(
        items=files.items(),
        variants={"v": files.bytes("v.npz", b"x"), "w": files.npz("w.npz")},
        gts={"g": files.gt({"a1": ["zz"]}), "h": files.gt([], "h.json")},
    )
    with pytest.raises(DatasetError, match="unknown id") as caught:
        import_files(tmp_path / "ws", request)
    assert [fault.split()[0] for fault in caught.value.faults] == ["gt.json", "h.json:", "v.npz:"]
    assert not (tmp_path / "ws").exists()


# --- replacement ----------------------------------------------------------------------------------


def test_each_import_is_a_generation_and_leaves_only_its_parts(
    files: Files, make_workspace: Make
) -> None:
    folder = make_workspace()
    uuid = Workspace.open(folder).uuid
    import_files(folder, ImportRequest(gts={"h": files.gt({"a1": ["a6"]})}))
    import_files(folder, ImportRequest(variants={"v": files.npz()}, replace=True))
    pointer = read_pointer(folder)
    assert pointer.generation == 3
    assert pointer.uuid == uuid
    assert parts_on_disk(folder) == pointer.parts()
    assert parts_on_disk(folder) == {"items/g1", "variants/v@g3", "gt/g@g1.json", "gt/h@g2.json"}
    assert Workspace.generation_of(folder) == 3


def test_fewer_items_take_their_vectors_along(files: Files, make_workspace: Make) -> None:
    folder = make_workspace()
    old = np.array(Workspace.open(folder).variant("v").matrix)
    lines: list[str] = []
    fewer = files.items([{"id": i, "text": "x"} for i in ("a5", "a1", "a4", "a2", "a3", "new")])
    import_files(folder, ImportRequest(items=fewer, replace=True), lines.append)
    assert "variant v: 1 vector of items that are gone left out: a6" in lines
    workspace = Workspace.open(folder)
    info = workspace.variant_info("v")
    assert (info.rows, info.uncovered, info.unknown_rows) == (5, 1, 1)
    source = (info.source_file, info.source_sha256)
    assert source == ("v.npz", hashlib.sha256(files.path("base/v.npz").read_bytes()).hexdigest())
    variant = workspace.variant("v")
    assert np.array_equal(variant.matrix, old[:5])
    assert [workspace.items.ids[p] for p in variant.positions] == ["a1", "a2", "a3", "a4", "a5"]
    assert workspace.gt("g").relevant("a1") == frozenset({"a2", "a3"})


def test_equal_items_keep_the_variant_as_it_is(files: Files, make_workspace: Make) -> None:
    folder = make_workspace()
    before = read_pointer(folder).variants
    import_files(folder, ImportRequest(items=files.items(), replace=True))
    assert read_pointer(folder).variants == before


def test_a_ground_truth_that_names_a_lost_item_rejects_the_import(
    files: Files, make_workspace: Make, tree: Tree
) -> None:
    folder = make_workspace()
    import_files(
        folder,
        ImportRequest(gts={"p": files.gt({"queries": {"a1": ["a2"]}, "pool": ["a2", "a6"]})}),
    )
    before = tree(folder)
    fewer = files.items([{"id": i, "text": "x"} for i in ("a1", "a2", "a3", "a4")])
    remedy = "Keep the item, or import the ground truth again in the same command."
    with pytest.raises(DatasetError, match=r"^The new items lack") as caught:
        import_files(folder, ImportRequest(items=fewer, replace=True))
    assert list(caught.value.faults) == [
        f'The new items lack "a5", which the ground truth "g" names. {remedy}',
        f'The new items lack "a6", which the ground truth "p" names. {remedy}',
    ]
    with pytest.raises(GroundTruthError, match=r'^The new items lack "a6", which the'):
        import_files(
            folder,
            ImportRequest(items=fewer, gts={"g": files.gt({"a1": ["a2"]})}, replace=True),
        )
    assert tree(folder) == before
    both = {"g": files.gt({"a1": ["a2"]}), "p": files.gt({"a3": ["a4"]}, "p.json")}
    import_files(folder, ImportRequest(items=fewer, gts=both, replace=True))
    assert len(Workspace.open(folder).items) == 4


def test_items_that_no_vector_of_a_variant_fits(
    files: Files, make_workspace: Make, tree: Tree
) -> None:
    folder = make_workspace(items=files.items(), variants={"v": files.npz()})
    before = tree(folder)
    others = files.items([{"id": "z", "text": "x"}])
    sentence = 'None of the new items has a vector in the variant "v". Import the variant again'
    with pytest.raises(VectorError, match=f"^{re.escape(sentence)}"):
        import_files(folder, ImportRequest(items=others, replace=True))
    assert tree(folder) == before


def test_a_reader_of_the_old_generation_goes_on(
    files: Files, make_workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace()
    loaded, untouched = Workspace.open(folder), Workspace.open(folder)
    matrix = np.array(loaded.variant("v").matrix)
    new = files.items([{"id": "z1", "text": "새 문항"}, {"id": "z2", "text": "새 문항"}])
    import_files(
        folder,
        ImportRequest(
            items=new,
            variants={"v": files.npz(ids=np.array(["z1", "z2"]), vectors=files.vectors(2, 7))},
            gts={"g": files.gt({"z1": ["z2"]})},
            replace=True,
        ),
    )
    for reader in (loaded, untouched):
        assert reader.generation == 1
        assert reader.items.get("a3").text == "문항 a3"
        assert reader.items.search("문항 a").total == 6
        assert np.array_equal(reader.variant("v").matrix, matrix)
        assert reader.gt("g").relevant("a4") == frozenset({"a5"})
    fresh = Workspace.open(folder)
    assert (fresh.generation, fresh.items.ids, fresh.variant("v").info.dim) == (2, ("z1", "z2"), 7)


def test_opening_while_an_import_switches_reads_the_new_generation(
    files: Files, make_workspace: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_workspace()
    pointers = [read_pointer(folder)]
    import_files(
        folder, ImportRequest(items=files.items(), variants={"v": files.npz()}, replace=True)
    )
    monkeypatch.setattr(
        "core.workspace.read_pointer", lambda p: pointers.pop() if pointers else read_pointer(p)
    )
    workspace = Workspace.open(folder)
    assert (workspace.generation, workspace.variant("v").info.rows) == (2, 6)
    assert pointers == []


def test_the_same_input_gives_the_same_hashes(files: Files, make_workspace: Make) -> None:
    rows = [{"id": i, "text": f"문항 {i}", "subject": "수학"} for i in files.ids]
    first = Workspace.open(make_workspace("one"))
    second = Workspace.open(
        make_workspace(
            "two",
            items=files.items(rows[::-1]),
            variants={"v": files.npz(ids=np.array(files.ids)[::-1], vectors=files.vectors()[::-1])},
            gts={"g": files.text("g.qrels", "a4 0 a5 2\na1 0 a3 2\na1 0 a2 2\n")},
        )
    )
    assert first.items.hash == second.items.hash
    assert first.variant_info("v").hash == second.variant_info("v").hash
    assert first.gt("g").hash == second.gt("g").hash
    changed = files.vectors() * np.float32(1.0001)
    other = make_workspace(
        "three",
        items=files.items([*rows[:5], rows[5] | {"text": "?"}]),
        variants={"v": files.npz(ids=np.array(files.ids), vectors=changed)},
        gts={"g": files.gt({"a1": ["a2"]})},
    )
    third = Workspace.open(other)
    assert third.items.hash != first.items.hash
    assert third.variant_info("v").hash != first.variant_info("v").hash
    assert third.gt("g").hash != first.gt("g").hash
    stored = json.loads((other / "workspace.json").read_text("utf-8"))
    assert stored["variants"]["v"]["normalised"] == 0
