"""Reduced pictures on disk: found again, bounded, never in the way."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

from core.images import picture
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.thumbnails import ThumbnailCache, default_folder
from core.workspace import Workspace

Files = Any  # tests/conftest.py: FileMaker


def sizes(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache")
    assert cache.place("a").get() is None
    cache.place("a").put(b"drawn", "image/png")
    cache.place("b").put(b"photo", "image/jpeg")
    assert ThumbnailCache(tmp_path / "cache").place("a").get() == (b"drawn", "image/png")
    assert cache.place("b").get() == (b"photo", "image/jpeg")
    cache.place("c").put(b"<svg>", "image/svg+xml")
    assert cache.place("c").get() is None


def test_the_least_used_make_room(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache", limit=10_000)
    for n in range(30):
        cache.place(str(n)).put(bytes(1000), "image/png")
        for path in (tmp_path / "cache").rglob("*.png"):  # what was there grows older
            old = path.stat().st_mtime - 10
            os.utime(path, (old, old))
        assert cache.place("0").get() is not None  # used again and again
    assert sizes(tmp_path / "cache") <= 11_000
    assert cache.place("1").get() is None
    assert cache.place("29").get() is not None


def test_a_disk_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = ThumbnailCache(tmp_path / "file" / "cache")
    cache.place("a").put(b"drawn", "image/png")
    assert cache.place("a").get() is None


def test_abandoned_files_go(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path, limit=10_000)
    cache.place("a").put(b"x", "image/png")
    shelf = next(p for p in tmp_path.iterdir())
    for name, age in ((".old.1.1", 7200), (".new.1.1", 0)):
        (shelf / name).write_bytes(b"")
        then = (shelf / name).stat().st_mtime - age
        os.utime(shelf / name, (then, then))
    ThumbnailCache(tmp_path, limit=10_000).place("b").put(b"x", "image/png")
    assert not (shelf / ".old.1.1").exists()
    assert (shelf / ".new.1.1").exists()


def test_two_writers_and_readers(tmp_path: Path) -> None:
    caches = [ThumbnailCache(tmp_path, limit=20_000) for _ in range(2)]
    wrong: list[object] = []

    def work(cache: ThumbnailCache, seed: int) -> None:
        for n in range(200):
            name = str((n * seed) % 37)
            data = name.encode() * 400
            cache.place(name).put(data, "image/png")
            found = cache.place(name).get()
            if found not in (None, (data, "image/png")):
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(c, s)) for c in caches for s in (3, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_reduced_pictures_are_kept_until_the_file_changes(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.picture("pics/a.png", (600, 400))
    rows = [{"id": "x", "text": "", "image": "a.png"}]
    import_files(tmp_path / "ws", ImportRequest(items=files.items(rows), images=files.path("pics")))
    ws, cache = Workspace.open(tmp_path / "ws"), ThumbnailCache(tmp_path / "cache")
    first = picture(ws, "x", 0, 240, cache)
    whole = picture(ws, "x", 0, 960, cache)  # small enough: sent as it lies there, not kept
    assert whole.data == files.path("pics/a.png").read_bytes()
    assert len(list((tmp_path / "cache").rglob("*.png"))) == 1

    def refuse(*_: object) -> None:
        raise AssertionError("reduced again")

    with monkeypatch.context() as patch:
        patch.setattr("core.images.encode", refuse)
        assert picture(ws, "x", 0, 240, cache) == first
    files.picture("pics/a.png", (600, 400), seed=1)
    assert picture(ws, "x", 0, 240, cache) != first


def test_the_cache_lies_in_the_users_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "yusa" / "thumbnails"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder().is_relative_to(tmp_path)
