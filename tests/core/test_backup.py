"""Backup and restore: the same figures come back, and nothing that was tampered with does."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
import threading
import time
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core import backup
from core.backup import MANIFEST, make_backup
from core.errors import BackupError, JudgmentStoreError, YusaError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.judgment_files import export
from core.judgments import Judgment
from core.postgres import VARIABLE
from core.remark_store import Remark
from core.restore import restore
from core.workspace import JUDGMENTS, Workspace

Files = Any  # tests/conftest.py: FileMaker
Yusa = Callable[..., Any]


@pytest.fixture
def path(make_workspace: Callable[..., Path], files: Files) -> Path:
    rows: list[dict[str, object]] = [{"id": i, "text": f"문항 {i}"} for i in files.ids]
    rows[0]["images"] = ["deep/a.png", "가나.png", "missing.png"]
    files.picture("pics/deep/a.png", seed=1)
    files.picture("pics/가나.png", seed=2)
    files.picture("pics/nobody.png", seed=3)
    made = make_workspace(
        items=files.items(rows),
        images=files.path("pics"),
        variants={"v": files.npz(), "이미지 w": files.npz("w.npz")},
        gts={"g": files.gt()},
    )
    with contextlib.closing(Workspace.open(made).judgments()) as store:
        store.append([judged("a1", "a2", 0), judged("a1", "a4", 3), judged("a4", "a6", 2)])
        store.add_annotator("박준호")
    with contextlib.closing(Workspace.open(made).remarks()) as remarks:
        remarks.append(Remark("r", "g", "a1", "v", "w", "kim", cause="hole"))
    (made / "recommendation.md").write_text("2B면 충분합니다.", "utf-8")
    return made


def judged(query: str, item: str, grade: int) -> Judgment:
    return Judgment(str(uuid.uuid4()), "kim", query, item, grade=grade)


def figures(yusa: Yusa, path: Path) -> str:
    done = yusa("evaluate", path, "--json", "--per-query", "--view", "human-over-imported")
    assert done.code == 0
    return str(done.out)


def tamper(
    file: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None], *, seal: bool = True
) -> Path:
    """A backup with other contents; ``seal`` names them in its manifest."""
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist() if name != MANIFEST}
        manifest = json.loads(archive.read(MANIFEST))
    change(content, manifest)
    if seal:
        manifest["files"] = {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in content.items()
        }
    other = file.with_name("tampered.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
        archive.writestr(MANIFEST, json.dumps(manifest))
    return other


def test_what_comes_back_is_the_same(
    path: Path, tmp_path: Path, yusa: Yusa, tree: Callable[[Path], dict[str, str]]
) -> None:
    before = tree(path)
    made = make_backup(path, tmp_path / "b.zip")
    assert tree(path) == before
    restored = restore(tmp_path / "b.zip", tmp_path / "new" / "back")
    back = tmp_path / "new" / "back"
    assert [entry.name for entry in back.parent.iterdir()] == ["back"]
    # SQLite counts in its header how often a file was written.
    assert export(Workspace.open(back).events(), "jsonl") == yusa("judgments", "export", path).out
    same, others = tree(back), {".lock", JUDGMENTS}
    assert {**same, **dict.fromkeys(others)} == {**before, **dict.fromkeys(others)}
    assert figures(yusa, back) == figures(yusa, path)
    ws = Workspace.open(back)
    assert made.revision == restored.revision == 3
    assert made.head == restored.head == ws.judgment_head(3)
    with contextlib.closing(ws.judgments()) as store, contextlib.closing(ws.remarks()) as remarks:
        assert store.annotators() == ["kim", "박준호"]
        assert list(remarks.of_pair("g", "v", "w")) == ["a1"]
    assert not restored.from_database
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        manifest = json.loads(archive.read(MANIFEST))
        for name, told in manifest["files"].items():
            data = archive.read(name)
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (told["sha256"], told["bytes"])
    assert manifest["uuid"] == ws.uuid


def test_pictures_are_in_it_where_they_are_wanted(path: Path, tmp_path: Path, yusa: Yusa) -> None:
    pictures = tmp_path / "files" / "pics"
    wanted = {"deep/a.png", "가나.png"}
    without = make_backup(path, tmp_path / "b.zip")
    with_them = make_backup(path, tmp_path / "c.zip", pictures=True)
    assert with_them.files - without.files == len(wanted)
    assert with_them.pictures_missing == 1
    data = {name: (pictures / name).read_bytes() for name in wanted}
    shutil.rmtree(pictures)
    lost = restore(tmp_path / "b.zip", tmp_path / "b")
    assert (lost.images_root, lost.pictures_there) == (pictures, False)
    assert restore(tmp_path / "c.zip", tmp_path / "c").pictures_there
    root = Workspace.open(tmp_path / "c").images_root
    assert root is not None
    assert root.is_relative_to(tmp_path / "c")
    assert {str(p.relative_to(root)) for p in root.rglob("*.png")} == wanted
    assert {name: (root / name).read_bytes() for name in wanted} == data
    assert figures(yusa, tmp_path / "c") == figures(yusa, path)
    again = make_backup(tmp_path / "c", tmp_path / "d.zip", pictures=True)
    assert again.files == with_them.files


def test_a_backup_while_people_judge_is_one_moment(path: Path, tmp_path: Path, yusa: Yusa) -> None:
    workspace, made = Workspace.open(path), []
    stop = threading.Event()
    faults: list[Exception] = []

    def judge(name: str) -> None:
        with contextlib.closing(Workspace.open(path).judgments()) as store:
            while not stop.is_set():
                try:
                    store.append([Judgment(str(uuid.uuid4()), name, "a1", "a5", grade=1)])
                except YusaError as fault:
                    faults.append(fault)
                    return

    writers = [threading.Thread(target=judge, args=(f"person {n}",)) for n in range(3)]
    for writer in writers:
        writer.start()
    try:
        for n in range(4):
            made.append(make_backup(path, tmp_path / f"b{n}.zip"))
            patience = time.monotonic() + 60
            while workspace.judgment_revision < made[-1].revision + 5:
                assert time.monotonic() < patience
                time.sleep(0.01)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert faults == []
    everything = Workspace.open(path).events()
    assert made[-1].revision > made[0].revision >= 3
    for n, backed in enumerate(made):
        restore(tmp_path / f"b{n}.zip", tmp_path / f"r{n}")
        events = Workspace.open(tmp_path / f"r{n}").events()
        assert export(events, "jsonl") == export(everything[: backed.revision], "jsonl")
    # The figures of then, computed from the whole store cut off there.
    shutil.copytree(path, tmp_path / "cut")
    with contextlib.closing(sqlite3.connect(tmp_path / "cut" / JUDGMENTS)) as db, db:
        db.execute("DELETE FROM judgments WHERE revision > ?", (made[1].revision,))
    assert figures(yusa, tmp_path / "r1") == figures(yusa, tmp_path / "cut")


def test_a_backup_while_an_import_replaces_everything_is_one_generation(
    path: Path, tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    names, done = backup._names, []

    def while_importing(folder: Path, pointer: Any) -> Any:
        found = list(names(folder, pointer))
        if not done:
            done.append(True)
            other = files.npz("x.npz", ids=np.array(files.ids), vectors=files.vectors(seed=9))
            import_files(path, ImportRequest(variants={"v": other}, replace=True))
        return found

    monkeypatch.setattr(backup, "_names", while_importing)
    make_backup(path, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "back")
    now, then = Workspace.open(path), Workspace.open(tmp_path / "back")
    assert then.generation == now.generation == 2
    assert then.variant("v").info.hash == now.variant("v").info.hash


def test_parts_that_an_import_removes_are_still_read(
    path: Path, tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgments = backup._judgments
    before = Workspace.open(path).variant("v").info.hash

    def while_importing(*given: Any) -> Any:
        other = files.npz("x.npz", ids=np.array(files.ids), vectors=files.vectors(seed=9))
        import_files(path, ImportRequest(variants={"v": other}, replace=True))
        return judgments(*given)

    monkeypatch.setattr(backup, "_judgments", while_importing)
    make_backup(path, tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "back")
    assert Workspace.open(tmp_path / "back").variant("v").info.hash == before


def test_an_existing_file_and_a_missing_folder_are_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"other")
    with pytest.raises(BackupError, match="exists already"):
        make_backup(path, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"other"
    with pytest.raises(BackupError, match="no such folder"):
        make_backup(path, tmp_path / "no" / "b.zip")


@pytest.mark.parametrize(
    "link", ["workspace.toml", "recommendation.md", JUDGMENTS, "gt", "items", "variants", "inside"]
)
def test_links_are_not_followed(path: Path, tmp_path: Path, link: str) -> None:
    entry = path / link
    if link == "inside":
        entry = next(path.glob("variants/v@*")) / "vectors.npy"
    entry.rename(tmp_path / "elsewhere")
    entry.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BackupError, match="symbolic link"):
        make_backup(path, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_a_picture_that_is_a_link_stays_out(path: Path, tmp_path: Path) -> None:
    picture = tmp_path / "files" / "pics" / "가나.png"
    picture.unlink()
    picture.symlink_to("/etc/hostname")
    make_backup(path, tmp_path / "b.zip", pictures=True)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("images/")]
    assert [Path(name).name for name in names] == ["a.png"]


def test_altered_judgments_make_no_backup(path: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path / JUDGMENTS)) as db, db:
        db.execute("UPDATE judgments SET grade = 3 WHERE revision = 1")
    with pytest.raises(JudgmentStoreError, match="breaks at revision 1 "):
        make_backup(path, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_a_full_disk_leaves_no_half_file(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        make_backup(path, tmp_path / "b.zip")
    assert not list(tmp_path.glob("*b.zip*"))


def test_a_workspace_without_judgments(make_workspace: Callable[..., Path], tmp_path: Path) -> None:
    path = make_workspace()
    assert make_backup(path, tmp_path / "b.zip").head is None
    restored = restore(tmp_path / "b.zip", tmp_path / "back")
    assert (restored.revision, restored.head) == (0, None)
    assert not (tmp_path / "back" / JUDGMENTS).exists()


def test_from_a_database_and_back_into_one(
    path: Path,
    tmp_path: Path,
    postgresql: Any,
    yusa: Yusa,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted, events = figures(yusa, path), yusa("judgments", "export", path).out
    assert yusa("judgments", "copy", path, "--to", postgresql.url).code == 0
    (path / JUDGMENTS).unlink()
    monkeypatch.setenv(VARIABLE, postgresql.url)
    done = yusa("backup", path, tmp_path / "b.zip")
    assert done.code == 0
    assert "judgments up to revision 3; head" in done.err
    done = yusa("restore", tmp_path / "b.zip", tmp_path / "back")
    assert done.code == 0
    assert "yusa judgments copy" in done.err
    assert f"warning: {VARIABLE} is set" in done.err
    postgresql.clear()
    assert yusa("judgments", "copy", tmp_path / "back", "--to", postgresql.url).code == 0
    assert figures(yusa, tmp_path / "back") == wanted
    monkeypatch.delenv(VARIABLE)
    assert figures(yusa, tmp_path / "back") == wanted
    assert yusa("judgments", "export", tmp_path / "back").out == events


# --- restore refuses --------------------------------------------------------------------------


@pytest.fixture
def file(path: Path, tmp_path: Path) -> Path:
    make_backup(path, tmp_path / "b.zip")
    return tmp_path / "b.zip"


def refused(file: Path, words: str, kind: type[YusaError] = BackupError) -> None:
    target = file.parent / "target"
    before = sorted(file.parent.iterdir())
    with pytest.raises(kind, match=words):
        restore(file, target)
    assert sorted(file.parent.iterdir()) == before


def test_a_folder_with_something_in_it_stays_as_it_is(file: Path, tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "mine").write_text("x")
    refused(file, "isn't empty")
    assert (tmp_path / "target" / "mine").read_text() == "x"
    (tmp_path / "target" / "mine").unlink()
    assert restore(file, tmp_path / "target").revision == 3


def test_a_file_or_a_link_is_no_folder(file: Path, tmp_path: Path) -> None:
    (tmp_path / "target").symlink_to(tmp_path / "elsewhere")
    refused(file, "is no folder")
    (tmp_path / "target").unlink()
    (tmp_path / "target").write_text("x")
    refused(file, "is no folder")


def test_every_flipped_byte_is_noticed(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    places = np.random.default_rng(3).choice(len(whole), 120, replace=False)
    for place in places:
        data = bytearray(whole)
        data[place] ^= 0x55
        file.write_bytes(bytes(data))
        target = tmp_path / f"t{place}"
        try:
            restore(file, target)
        except YusaError:
            assert not target.exists()
            continue
        # What isn't content, such as a time within the archive, may differ.
        assert Workspace.open(target).judgment_revision == 3
    for size in (0, 10, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        refused(file, "no whole backup")


def test_another_content_than_named_is_refused(file: Path) -> None:
    def change(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        content["workspace.toml"] += b"# more"

    refused(tamper(file, change, seal=False), "workspace.toml isn't what it was")


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/tmp/evil",
        "variants/../../evil",
        "variants\\..\\evil",
        "items//x",
        "./workspace.toml",
        "bin/yusa",
        ".lock",
    ],
)
def test_names_that_lead_outside_are_refused(file: Path, name: str) -> None:
    def change(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        content[name] = b"x"

    refused(tamper(file, change), "is no file of a workspace")


def test_a_pointer_that_leads_outside_is_refused(file: Path) -> None:
    def change(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        pointer = json.loads(content["workspace.json"])
        pointer["gts"]["g"] = "../../secret.json"
        content["workspace.json"] = json.dumps(pointer).encode()

    refused(tamper(file, change), "names what isn't in the backup")


def test_extra_and_missing_files_are_refused(file: Path) -> None:
    def extra(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        content["items/extra"] = b"x"

    def missing(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        del content["workspace.toml"]

    for change in (extra, missing):
        refused(tamper(file, change, seal=False), "doesn't hold what its manifest.json says")


def test_removed_judgments_are_noticed(file: Path, path: Path) -> None:
    def change(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        del content[JUDGMENTS]

    refused(tamper(file, change), "events were removed at the end", JudgmentStoreError)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 2}, "format 2, this program reads 1"),
        ({"files": []}, "is damaged"),
        ({"judgments": None}, "is damaged"),
        ({"uuid": "another"}, "names what isn't in the backup"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    file: Path, change: dict[str, Any], words: str
) -> None:
    made = tamper(file, lambda _, manifest: manifest.update(change), seal=False)
    refused(made, words)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    refused(tmp_path / "other.zip", "isn't a backup of Yusa")


def test_a_file_larger_than_named_is_not_unpacked(file: Path) -> None:
    def change(content: dict[str, bytes], manifest: dict[str, Any]) -> None:
        content["recommendation.md"] = b"\0" * 50_000_000

    refused(tamper(file, change, seal=False), "recommendation.md isn't what it was")
