"""Pictures in an import: read in place or copied, found under their names on disk."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import (
    DatasetError,
    ImageUnavailableError,
)
from core.images import picture
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from tests.core.builders import parts_on_disk

Files = Any  # tests/conftest.py: FileMaker
Tree = Callable[[Path], dict[str, str]]


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
    assert parts_on_disk(folder) == {"items/g2", "images/g1"}


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
