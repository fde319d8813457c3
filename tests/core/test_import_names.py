"""Names of variants and ground truths in an import: which may be, and which are taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import (
    NameInvalidError,
    NameTakenError,
)
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace

Files = Any  # tests/conftest.py: FileMaker
Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]


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
