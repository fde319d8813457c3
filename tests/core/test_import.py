"""What an import does to a workspace: names, replacement, pictures, other people's files."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import (
    DatasetError,
    GroundTruthError,
    ImageUnavailableError,
    NameInvalidError,
    NameTakenError,
    UnknownGroundTruthError,
    UnknownVariantError,
    VectorError,
    WorkspaceError,
)
from core.generations import read_pointer
from core.images import picture
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.settings import study_lines
from core.text import counted
from core.types import Study
from core.workspace import Workspace

Files = Any  # tests/conftest.py: FileMaker
Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]


def parts(folder: Path) -> set[str]:
    """Parts on disk, as the pointer names them."""
    return {
        f"{parent}/{entry.name}"
        for parent in ("items", "variants", "gt", "images")
        if (folder / parent).is_dir()
        for entry in (folder / parent).iterdir()
    }


# --- names --------------------------------------------------------------------------------------


def test_names_that_exist_need_replace(files: Files, make_workspace: Make, tree: Tree) -> None:
    folder = make_workspace()
    before = tree(folder)
    again = {"variants": {"v": files.npz()}, "gts": {"g": files.gt()}, "items": files.items()}
    for request, taken in (
        (again, 'items, the variant "v", the ground truth "g"'),
        ({"items": again["items"]}, "items"),
        ({"variants": {"new": files.npz(), "v": files.npz()}}, 'the variant "v"'),
        ({"gts": again["gts"]}, 'the ground truth "g"'),
    ):
        sentence = re.escape(f"{folder}: already has {taken}. Add --replace to replace.")
        with pytest.raises(NameTakenError, match=f"^{sentence}$"):
            import_files(folder, ImportRequest(**request))
    assert tree(folder) == before


@pytest.mark.parametrize(
    ("first", "second"), [("text", "Text"), ("Straße", "STRASSE"), ("\uac00", "\u1100\u1161")]
)
@pytest.mark.parametrize("replace", [False, True])
def test_names_that_a_disk_may_take_for_one_are_refused(
    files: Files, make_workspace: Make, tree: Tree, first: str, second: str, replace: bool
) -> None:
    folder = make_workspace()
    both_variants = {first: files.npz(), second: files.npz()}
    both_gts = {first: files.gt(), second: files.gt()}
    before = tree(folder)
    for request in ({"variants": both_variants}, {"gts": both_gts}):
        with pytest.raises(NameTakenError, match="differ only in upper and lower case"):
            import_files(folder, ImportRequest(replace=replace, **request))
    assert tree(folder) == before
    import_files(folder, ImportRequest(variants={first: files.npz()}, gts={first: files.gt()}))
    before = tree(folder)
    for request, what in (
        ({"variants": {second: files.npz()}}, "variant"),
        ({"gts": {second: files.gt()}}, "ground truth"),
    ):
        sentence = re.escape(
            f'{folder}: the {what} "{second}" and the {what} "{first}" differ only in upper and '
            "lower case or in Unicode form, which some disks don't tell apart. "
            f'Choose another name, or write "{first}".'
        )
        with pytest.raises(NameTakenError, match=f"^{sentence}$"):
            import_files(folder, ImportRequest(replace=replace, **request))
    assert tree(folder) == before
    # The name itself can still be replaced, and a variant may be called like a ground truth.
    import_files(folder, ImportRequest(variants={first: files.npz()}, replace=True))


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", ".hidden", "-x", " x", "x ", "a@b", "x" * 65, "a\nb", "_x", "a=b"]
)
def test_names_that_are_no_names(files: Files, make_workspace: Make, tree: Tree, name: str) -> None:
    folder = make_workspace()
    before = tree(folder)
    for request, what in (
        ({"variants": {name: files.npz()}}, "variant"),
        ({"gts": {name: files.gt()}}, "ground truth"),
    ):
        sentence = re.escape(f'"{name}" can\'t name a {what}: begin with a letter or digit, then')
        with pytest.raises(NameInvalidError, match=f"^{sentence}"):
            import_files(folder, ImportRequest(**request))
    assert tree(folder) == before


def test_names_with_korean_spaces_and_dots(files: Files, tmp_path: Path) -> None:
    name = "Qwen 2B 멀티_v1.0+a-b"
    request = ImportRequest(
        items=files.items(), variants={name: files.npz()}, gts={name: files.gt()}
    )
    import_files(tmp_path / "ws", request)
    workspace = Workspace.open(tmp_path / "ws")
    assert workspace.variant_names == (name,)
    assert workspace.gt_names == (name,)
    assert workspace.variant(name).matrix.shape == (6, 4)


def test_unknown_names_list_the_existing_ones(make_workspace: Make) -> None:
    workspace = Workspace.open(make_workspace())
    with pytest.raises(UnknownVariantError, match=r'^There is no variant "w"\. There are: v\.$'):
        workspace.variant("w")
    with pytest.raises(
        UnknownGroundTruthError, match=r'^There is no ground truth "h"\. There are: g\.$'
    ):
        workspace.gt("h")


# --- folders ------------------------------------------------------------------------------------


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
    assert parts(folder) - read_pointer(folder).parts() == {
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


# --- replacement --------------------------------------------------------------------------------


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
    assert parts(folder) == pointer.parts()
    assert parts(folder) == {"items/g1", "variants/v@g3", "gt/g@g1.json", "gt/h@g2.json"}
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


# --- damaged workspaces -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", r"can't be read \(.+\)\. Restore it from a backup\."),
        ("[]", r"is no JSON object\. Restore it from a backup\."),
        ('{"schema_version": 99}', r"schema version 99, this program reads 1\. Use the matching"),
        ('{"schema_version": 1}', r"damaged \(KeyError\('uuid'\)\)\. Restore it from a backup\."),
        (
            '{"schema_version": 1, "uuid": "u", "generation": "x"}',
            r"damaged \(ValueError\(.+\)\)\. Restore it from a backup\.",
        ),
    ],
)
def test_a_damaged_pointer(
    files: Files, make_workspace: Make, tree: Tree, text: str, reason: str
) -> None:
    folder = make_workspace()
    (folder / "workspace.json").write_text(text)
    before = tree(folder)
    with pytest.raises(WorkspaceError, match=rf"workspace\.json: {reason}"):
        Workspace.open(folder)
    with pytest.raises(WorkspaceError, match=rf"workspace\.json: {reason}"):
        import_files(folder, ImportRequest(gts={"h": files.gt()}))
    assert tree(folder) == before


def test_damaged_parts(make_workspace: Make) -> None:
    for number, (name, data, reason) in enumerate(
        (
            ("items/g1/items.sqlite", b"x" * 200, r"items\.sqlite: the item table can't be read"),
            ("items/g1/items.sqlite", None, r"items\.sqlite: the item table can't be read"),
            ("variants/v@g1/vectors.npy", b"x", r"v@g1: the stored vectors can't be read \("),
            ("variants/v@g1/ids.json", b"[", r"v@g1: the stored vectors can't be read \("),
            ("variants/v@g1/ids.json", b'["a1"]', r"their ids don't match the items\)"),
            ("variants/v@g1/vectors.npy", None, r"vectors\.npy: a file of the workspace is miss"),
            ("gt/g@g1.json", b"{", r"g@g1\.json: can't be read \("),
            ("workspace.toml", b"name = ", r"workspace\.toml: can't be read \("),
            ("workspace.toml", b"[target]\nvalue = 80", r"target\.value has to be a share above 0"),
            (
                "workspace.toml",
                b"[target]\nmargin = 5",
                r"target\.margin has to be a share above 0",
            ),
            ("workspace.toml", b"target = 5", r"\[target\] and \[defaults\] have to be tables"),
            ("workspace.toml", b'[target]\nmeasure = "rr"', r"target\.measure has to be one of"),
            ("workspace.toml", b"study = 5", r"a study has to be a table of its own"),
            ("workspace.toml", b"[study]\nqueries = 5", r"a study has to be a table of its own"),
            *(
                ("workspace.toml", b'[study."G T"]\n' + lines, rf'study\."G T"{reason}')
                for lines, reason in (
                    (b"querys = 5", " has the unknown key querys. It takes queries, sampling, pl"),
                    (b"", ": queries has to be a whole number from 1 up"),
                    (b"queries = 0", ": queries has to be a whole number from 1 up"),
                    (b"queries = true", ": queries has to be a whole number from 1 up"),
                    (b"queries = 9\nsampling = ' '", ": sampling has to say in words"),
                    (b"queries = 9\nsampling = 'x'", ": planned has to be a date without quo"),
                    (b"queries = 9\nsampling = 'x'\nplanned = '2026-01-29'", ": planned has to"),
                    (
                        b"queries = 9\nsampling = 'x'\nplanned = 2026-01-29T10:00:00",
                        ": planned has to be a date without quotation marks, such as 2026-01-29",
                    ),
                )
            ),
        )
    ):
        folder = make_workspace(f"ws{number}")
        if data is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(data)
        with pytest.raises(WorkspaceError, match=reason):
            Workspace.open(folder).variant("v")


def test_no_workspace_there(tmp_path: Path) -> None:
    sentence = re.escape(
        f"{tmp_path}: no Yusa workspace there. Make one with: yusa import {tmp_path} --items FILE"
    )
    with pytest.raises(WorkspaceError, match=f"^{sentence}$"):
        Workspace.open(tmp_path)


# --- pictures -----------------------------------------------------------------------------------


def with_picture(files: Files) -> tuple[Path, Path]:
    files.picture("pics/sub/a.png")
    return files.items([{"id": "a1", "text": "x", "image": "sub/a.png"}]), files.path("pics")


def test_pictures_are_read_in_place_or_copied(files: Files, tmp_path: Path) -> None:
    items, pics = with_picture(files)
    data = (pics / "sub/a.png").read_bytes()
    import_files(tmp_path / "in_place", ImportRequest(items=items, images=pics))
    copied = ImportRequest(items=items, images=pics, copy_images=True)
    import_files(tmp_path / "copied", copied)
    for name in ("in_place", "copied"):
        assert picture(Workspace.open(tmp_path / name), "a1", 0).data == data
    shutil.move(tmp_path / "copied", tmp_path / "moved")
    shutil.rmtree(pics)
    assert picture(Workspace.open(tmp_path / "moved"), "a1", 0).data == data
    with pytest.raises(ImageUnavailableError, match="missing since the import"):
        picture(Workspace.open(tmp_path / "in_place"), "a1", 0)


def test_new_items_find_the_copied_pictures(files: Files, tmp_path: Path) -> None:
    items, pics = with_picture(files)
    folder = tmp_path / "ws"
    import_files(folder, ImportRequest(items=items, images=pics, copy_images=True))
    shutil.rmtree(pics)
    more = files.items([{"id": i, "text": "y", "image": "sub/a.png"} for i in ("a1", "a2")])
    import_files(folder, ImportRequest(items=more, replace=True))
    workspace = Workspace.open(folder)
    assert workspace.items.image_counts()["ok"] == 2
    assert picture(workspace, "a2", 0).media_type == "image/png"
    assert parts(folder) == {"items/g2", "images/g1"}


def test_a_picture_folder_may_come_later(files: Files, tmp_path: Path) -> None:
    items, pics = with_picture(files)
    folder = tmp_path / "ws"
    lines: list[str] = []
    import_files(folder, ImportRequest(items=items), lines.append)
    assert "1 picture is missing: a1 (sub/a.png)" in lines
    assert "no picture folder is known" in lines[-1]
    import_files(folder, ImportRequest(images=pics))
    assert Workspace.open(folder).items.image_counts()["ok"] == 1


def test_the_workspaces_own_pictures_are_no_source(
    files: Files, tmp_path: Path, tree: Tree
) -> None:
    items, pics = with_picture(files)
    folder = tmp_path / "ws"
    import_files(folder, ImportRequest(items=items, images=pics, copy_images=True))
    before = tree(folder)
    for inside in (folder / "images" / "g1", folder / "images"):
        for copy in (False, True):
            sentence = re.escape(f"{inside}: belongs to the workspace, whose imports replace it.")
            with pytest.raises(DatasetError, match=f"^{sentence}"):
                import_files(folder, ImportRequest(images=inside, copy_images=copy))
    assert tree(folder) == before


@pytest.mark.parametrize(("on_disk", "in_file"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_picture_names_in_either_unicode_form(
    files: Files, tmp_path: Path, on_disk: str, in_file: str
) -> None:
    name = "그림/각도.png"
    files.picture("pics/" + unicodedata.normalize(on_disk, name))
    row = {"id": "a1", "image": unicodedata.normalize(in_file, name)}
    request = ImportRequest(items=files.items([row]), images=files.path("pics"))
    import_files(tmp_path / "ws", request)
    workspace = Workspace.open(tmp_path / "ws")
    assert workspace.items.image_counts()["ok"] == 1
    assert picture(workspace, "a1", 0).media_type == "image/png"


def test_settings_belong_to_the_person(files: Files, make_workspace: Make) -> None:
    folder = make_workspace()
    settings = (
        'name = "우리 반"\n[target]\nmeasure = "success@3"\nvalue = 0.5\n[defaults]\ngt = "g"\n'
    )
    (folder / "workspace.toml").write_text(settings, "utf-8")
    import_files(folder, ImportRequest(variants={"v": files.npz()}, replace=True))
    workspace = Workspace.open(folder)
    assert workspace.name == "우리 반"
    assert (workspace.target.measure, workspace.target.value) == ("success@3", 0.5)
    assert workspace.margin == 0.05
    settings = settings.replace("[defaults]", "margin = 0.1\n[defaults]")
    (folder / "workspace.toml").write_text(settings, "utf-8")
    assert Workspace.open(folder).margin == 0.1
    assert dict(workspace.defaults) == {"gt": "g"}


def test_a_plan_is_read_as_it_is_written(make_workspace: Make) -> None:
    folder = make_workspace()
    settings = folder / "workspace.toml"
    name = unicodedata.normalize("NFD", '정답 "가"')
    study = Study(133, '과목별 층화, 시드 7 \\ "x"', date(2026, 1, 29))
    settings.write_text(settings.read_text("utf-8") + "\n" + study_lines(name, study), "utf-8")
    assert dict(Workspace.open(folder).studies) == {unicodedata.normalize("NFC", name): study}
    settings.unlink()
    assert dict(Workspace.open(folder).studies) == {}


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


def test_a_workspace_whose_pointer_is_gone_is_told_from_no_workspace(make_workspace: Make) -> None:
    folder = make_workspace()
    (folder / "workspace.json").unlink()
    sentence = re.escape(
        f"{folder}/workspace.json: is missing, but the folder holds other parts of a workspace. "
        "Restore this file from a backup, or import everything into a new folder."
    )
    with pytest.raises(WorkspaceError, match=f"^{sentence}$"):
        Workspace.open(folder)


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (1200, "1,200 items")]
)
def test_counted_nouns_have_a_number(n: int, words: str) -> None:
    assert counted(n, "item") == words


def test_counted_nouns_may_be_irregular() -> None:
    assert [counted(n, "query", "queries") for n in (1, 2)] == ["1 query", "2 queries"]
