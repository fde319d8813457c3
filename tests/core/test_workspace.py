"""Opening a workspace: what is not there or damaged is said, settings are the person's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.errors import (
    UnknownGroundTruthError,
    UnknownVariantError,
    WorkspaceError,
)
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.settings import study_lines
from core.types import Study
from core.workspace import Workspace

Files = Any  # tests/conftest.py: FileMaker
Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]


def test_unknown_names_list_the_existing_ones(make_workspace: Make) -> None:
    workspace = Workspace.open(make_workspace())
    with pytest.raises(UnknownVariantError, match=r'^There is no variant "w"\. There are: v\.$'):
        workspace.variant("w")
    with pytest.raises(
        UnknownGroundTruthError, match=r'^There is no ground truth "h"\. There are: g\.$'
    ):
        workspace.gt("h")


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


def test_a_workspace_whose_pointer_is_gone_is_told_from_no_workspace(make_workspace: Make) -> None:
    folder = make_workspace()
    (folder / "workspace.json").unlink()
    sentence = re.escape(
        f"{folder}/workspace.json: is missing, but the folder holds other parts of a workspace. "
        "Restore this file from a backup, or import everything into a new folder."
    )
    with pytest.raises(WorkspaceError, match=f"^{sentence}$"):
        Workspace.open(folder)


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
