"""An import of very many pictures opens hardly any; a check opens them later."""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.errors import ImagePathError, LockError, WorkspaceError
from core.health.examination import examine
from core.images import PictureFolder, picture, seen
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.picture_check import (
    CHECKS,
    BackgroundCheck,
    _locked,
    check_pictures,
    known_checks,
    picture_counts,
)
from core.types import ImageRef
from core.workspace import Workspace

Files = Any  # tests/conftest.py: FileMaker


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pictures are very many."""
    monkeypatch.setattr("core.importer.pictures.MANY_PICTURES", 2)


@pytest.fixture
def unchecked(files: Files, tmp_path: Path, many: None) -> Workspace:
    """Pictures in order (a, b), broken (c), missing (d), deeper down (e)."""
    for seed, name in enumerate(("a", "b", "deep/er/e")):
        files.picture(f"pics/{name}.png", seed=seed)
    files.bytes("pics/c.png", b"no picture")
    names = ("a.png", "b.png", "c.png", "d.png", "deep/er/e.png")
    rows = [{"id": name[-5], "text": f"문항 {name}", "image": name} for name in names]
    request = ImportRequest(items=files.items(rows), images=files.path("pics"))
    said: list[str] = []
    import_files(tmp_path / "ws", request, said.append)
    assert "4 pictures were found and not opened; to check them all: yusa check " in "\n".join(said)
    return Workspace.open(tmp_path / "ws")


def statuses(ws: Workspace) -> dict[str, str]:
    return {item.id: item.images[0].status for item in ws.items.all_items()}


def test_an_import_opens_none(
    files: Files, tmp_path: Path, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a picture was opened")

    monkeypatch.setattr("core.images.Image.open", refuse)
    monkeypatch.setattr("core.images.inspect_image", refuse)
    for name in "abc":
        files.picture(f"pics/{name}.png")
    rows = [{"id": name, "text": name, "image": f"{name}.png"} for name in "abc"]
    import_files(tmp_path / "ws", ImportRequest(items=files.items(rows), images=files.path("pics")))
    ws = Workspace.open(tmp_path / "ws")
    assert statuses(ws) == dict.fromkeys("abc", "unchecked")
    assert ws.items.get("a").images == (ImageRef(0, "a.png", "unchecked"),)


def test_what_is_not_there_is_missing(unchecked: Workspace) -> None:
    expected = dict.fromkeys("abce", "unchecked") | {"d": "missing"}
    assert statuses(unchecked) == expected
    assert unchecked.items.image_counts() == {
        "ok": 0, "missing": 1, "unreadable": 0, "oversized": 0, "unchecked": 4,
    }  # fmt: skip


def test_few_pictures_are_all_opened(files: Files, tmp_path: Path) -> None:
    files.picture("pics/a.png")
    rows = [{"id": str(n), "text": "", "image": "a.png"} for n in range(5)]
    import_files(tmp_path / "ws", ImportRequest(items=files.items(rows), images=files.path("pics")))
    assert set(statuses(Workspace.open(tmp_path / "ws")).values()) == {"ok"}


def test_a_picture_is_seen_when_it_is_needed(unchecked: Workspace) -> None:
    shown = {i.id: seen(unchecked, i.images[0]) for i in unchecked.items.all_items()}
    assert {key: image.status for key, image in shown.items()} == {
        "a": "ok", "b": "ok", "c": "unreadable", "d": "missing", "e": "ok",
    }  # fmt: skip
    assert (shown["a"].width, shown["a"].height, shown["a"].sha256) == (8, 6, None)
    assert unchecked.images_root is not None
    assert picture(unchecked, "e", 0, 4).media_type == "image/png"
    (unchecked.images_root / "a.png").unlink()
    assert seen(unchecked, unchecked.items.get("a").images[0]).status == "missing"
    (unchecked.images_root / "a.png").symlink_to(unchecked.images_root / "b.png")
    assert seen(unchecked, unchecked.items.get("a").images[0]).status == "missing"


def test_only_pictures_that_could_be_copies_are_opened(
    files: Files, tmp_path: Path, many: None
) -> None:
    for name, seed in (("a", 0), ("copy", 0), ("other", 1), ("alone", 2)):
        files.picture(f"pics/{name}.png", seed=seed)
    files.picture("pics/large.png", (40, 40))
    rows = [
        {"id": "1", "text": "값을 구하시오", "image": "a.png"},
        {"id": "2", "text": "값을  구하시오", "image": "copy.png"},
        {"id": "3", "text": "값을 구하시오", "image": "large.png"},
        {"id": "4", "text": "다른 문항", "image": "alone.png"},
        {"id": "5", "text": "또 다른 문항", "image": "other.png"},
        {"id": "6", "text": "또 다른 문항", "image": "other.png"},
    ]
    import_files(tmp_path / "ws", ImportRequest(items=files.items(rows), images=files.path("pics")))
    ws = Workspace.open(tmp_path / "ws")
    assert {key for key, status in statuses(ws).items() if status == "ok"} == {"1", "2"}
    assert ws.items.duplicates_of("1") == ["2"]
    assert ws.items.duplicates_of("3") == []
    assert ws.items.duplicates_of("5") == ["6"]  # one and the same file


def test_paths_are_refused_as_ever(files: Files, tmp_path: Path, many: None) -> None:
    files.picture("pics/a.png")
    files.path("pics/link.png").symlink_to(files.path("pics/a.png"))
    files.path("pics/folder").symlink_to(files.folder)
    paths = ["a.png", "link.png", "folder/a.png", "../x.png"]
    rows = [{"id": str(n), "text": "", "image": path} for n, path in enumerate(paths)]
    with pytest.raises(ImagePathError, match="symbolic link") as caught:
        import_files(
            tmp_path / "ws", ImportRequest(items=files.items(rows), images=files.path("pics"))
        )
    advice = "passes through a symbolic link; copy the file instead."
    assert list(caught.value.faults) == [
        f'items.jsonl line 2 (id "1"): the picture path "link.png" {advice}',
        f'items.jsonl line 3 (id "2"): the picture path "folder/a.png" {advice}',
        'items.jsonl line 4 (id "3"): the picture path "../x.png" climbs out with ...',
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_listing_knows_either_unicode_form(files: Files, form: Any) -> None:
    on_disk = unicodedata.normalize(form, "각도")
    files.picture(f"pics/{on_disk}/가.png")
    folder = PictureFolder(files.path("pics"))
    for asked in ("NFC", "NFD"):
        path = unicodedata.normalize(asked, "각도") + "/가.png"
        assert folder.find(path) == (f"{on_disk}/가.png", True, None)
    assert folder.find("없음.png") == ("없음.png", False, None)
    assert folder.find(on_disk) == (on_disk, False, None)


# --- checking later -----------------------------------------------------------------------------


def test_a_check_opens_all_and_remembers(unchecked: Workspace) -> None:
    seen_progress: list[tuple[int, int]] = []
    assert check_pictures(unchecked, lambda *p: seen_progress.append(p)) == 4
    assert seen_progress[-1] == (4, 4)
    known = known_checks(unchecked)
    assert {path: check.status for path, check in known.items()} == {
        "a.png": "ok", "b.png": "ok", "c.png": "unreadable", "deep/er/e.png": "ok",
    }  # fmt: skip
    assert (known["a.png"].width, known["a.png"].height) == (8, 6)
    assert check_pictures(unchecked) == 0
    counts = picture_counts(unchecked)
    assert counts.total == 5
    assert counts.by_status == {
        "ok": 3, "missing": 1, "unreadable": 1, "oversized": 0, "unchecked": 0,
    }  # fmt: skip
    assert counts.faulty == (("c", "c.png", "unreadable"),)


def test_a_file_that_changed_is_opened_again(unchecked: Workspace, files: Files) -> None:
    check_pictures(unchecked)
    files.picture("pics/c.png", (20, 20))
    assert "c.png" not in known_checks(unchecked)
    assert check_pictures(unchecked) == 1
    assert known_checks(unchecked)["c.png"].status == "ok"
    files.path("pics/c.png").unlink()
    assert check_pictures(unchecked) == 1
    assert known_checks(unchecked)["c.png"].status == "missing"


def test_a_damaged_line_is_left_out(unchecked: Workspace) -> None:
    check_pictures(unchecked)
    file = unchecked.path / CHECKS
    data = file.read_bytes()
    file.write_bytes(data[: len(data) - 30])
    assert len(known_checks(unchecked)) == 3
    assert check_pictures(unchecked) == 1
    assert len(known_checks(unchecked)) == 4


def test_a_check_can_be_stopped_and_goes_on(
    unchecked: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.picture_check._BATCH", 1)
    stop = threading.Event()
    assert check_pictures(unchecked, lambda done, _: stop.set() if done == 2 else None, stop) == 3
    assert len(known_checks(unchecked)) == 3
    assert check_pictures(unchecked) == 1


def test_two_checks_at_once(unchecked: Workspace) -> None:
    sentence = re.escape(f"{unchecked.path}: its pictures are being checked already.")
    with _locked(unchecked.path / CHECKS), pytest.raises(LockError, match=f"^{sentence}"):
        check_pictures(unchecked)


def test_a_check_that_cannot_be_stored(
    unchecked: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (unchecked.path / CHECKS).mkdir()
    monkeypatch.setattr("core.picture_check.known_checks", lambda _: {})
    check = BackgroundCheck(unchecked)
    check.wait()
    assert not check.is_running
    assert isinstance(check.error, WorkspaceError)
    assert "can't be written" in str(check.error)


def test_health_before_and_after(unchecked: Workspace, files: Files) -> None:
    files.path("pics/b.png").write_bytes(files.path("pics/a.png").read_bytes())
    before = {finding.kind: finding for finding in examine(unchecked).findings}
    assert before["picture_unchecked"].ids == ("a", "b", "c", "e")
    assert before["picture_unchecked"].severity == "know"
    assert "same_picture" not in before
    check_pictures(unchecked)
    report = examine(unchecked)
    after = {finding.kind: finding for finding in report.findings}
    assert "picture_unchecked" not in after
    assert after["picture_unreadable"].ids == ("c",)
    assert after["picture_missing"].ids == ("d",)
    assert after["same_picture"].groups == (("a", "b"),)
    assert report.items.pictures["ok"] == 3


def test_the_command(unchecked: Workspace, yusa: Callable[..., Any]) -> None:
    first = yusa("check", unchecked.path, "--json")
    assert (first.code, json.loads(first.out)) == (
        0,
        {"opened": 4, "total": 5, "ok": 3, "missing": 1, "unreadable": 1, "oversized": 0,
         "unchecked": 0},
    )  # fmt: skip
    table = yusa("check", unchecked.path).out
    assert re.search(r"^5 +0 +3 +1 +1 +0 +0", table, re.MULTILINE)
    images = yusa("info", unchecked.path, "--json").json()["images"]
    assert images["faulty"] == [
        {"id": "d", "path": "d.png", "status": "missing"},
        {"id": "c", "path": "c.png", "status": "unreadable"},
    ]
