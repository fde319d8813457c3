"""SQLite files: what a disk, a path, permissions and the library's version can do to them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.errors import JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.sqlite_files import _wal_is_safe

WORKSPACE = "11111111-2222-3333-4444-555555555555"

REFUSED = """
import os, sys
from pathlib import Path
from core.errors import JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
store = JudgmentStore.open(Path(sys.argv[1]), sys.argv[2])
assert store.revision() == 1
store.close()
if os.geteuid() == 0:  # root writes to read-only files
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print(store.is_writable)
try:
    store.append([Judgment("e", "kim", "q", "i", grade=1)])
except JudgmentStoreError as error:
    print(error.failure, error.file, error.code, str(error), sep="\\n")
"""


def make(item: str = "i", **values: object) -> Judgment:
    given = {"event_id": str(uuid.uuid4()), "annotator": "김서연", "grade": 2, **values}
    return Judgment(query="q", item=item, **given)  # type: ignore[arg-type]


def test_a_path_with_signs_that_addresses_use_is_a_path(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("what?one", "what?two", "what#%41")]
    for number, folder in enumerate(folders):
        folder.mkdir()
        JudgmentStore.open(folder / "judgments.sqlite", WORKSPACE).append([make(grade=number)])
    for number, folder in enumerate(folders):
        events = JudgmentStore.open(folder / "judgments.sqlite", WORKSPACE).events()
        assert [event.judgment.grade for event in events] == [number]
    assert sorted(tmp_path.iterdir()) == sorted(folders)


def test_a_store_that_cannot_be_written_says_that_nothing_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    store = JudgmentStore.open(path, WORKSPACE)
    store.append([make()])
    # What a full disk does: SQLite may not make the file any larger. The pool holds this one
    # connection, so that the store writes through it.
    with store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    large = "메모" * 5_000
    with pytest.raises(JudgmentStoreError, match=r"could not be saved .* Nothing was saved") as no:
        store.append([make(item="small"), *(make(item=f"i{n}", note=large) for n in range(3))])
    assert (no.value.failure, no.value.code) == ("save", "SQLITE_FULL")
    assert store.revision() == 1  # nor what would have fitted in
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert store.append([make(item="kept")])[0].revision == 2
    store.verify()


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that other users reach; those that contain ``tmp_path`` they don't."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


def test_a_read_only_file_is_refused_with_a_remedy(open_to_all: Path) -> None:
    path = open_to_all / "judgments.sqlite"
    first = JudgmentStore.open(path, WORKSPACE)
    first.append([make()])
    first.close()
    path.chmod(0o444)
    ended = subprocess.run(
        [sys.executable, "-c", REFUSED, str(path), WORKSPACE],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ended.returncode == 0, ended.stderr
    writable, failure, file, code, message = ended.stdout.splitlines()
    assert (writable, failure, file, code) == ("False", "save", str(path), "SQLITE_READONLY")
    assert "Nothing was saved; check the file's permissions" in message
    path.chmod(0o644)
    assert JudgmentStore.open(path, WORKSPACE).revision() == 1


def test_a_folder_in_place_of_the_store_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    path.mkdir()
    with pytest.raises(JudgmentStoreError, match="check the file's permissions") as caught:
        JudgmentStore.open(path, WORKSPACE).append([make()])
    assert (caught.value.failure, caught.value.file) == ("save", str(path))
    assert caught.value.code == "SQLITE_CANTOPEN"


def test_reading_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    store = JudgmentStore.open(path, WORKSPACE)
    assert (store.revision(), store.events(), store.annotators()) == (0, [], [])
    store.verify()
    store.close()
    assert list(tmp_path.iterdir()) == []
    missing = JudgmentStore.open(tmp_path / "no" / "such" / "folder.sqlite", WORKSPACE)
    assert missing.events() == []
    assert not missing.is_writable
    assert store.add_annotator("김서연") == "김서연"  # the first thing stored makes it
    assert path.exists()
    assert (store.annotators(), store.revision()) == (["김서연"], 0)


def test_a_file_left_empty_reads_as_no_store(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    path.touch()  # what a process leaves that is killed before its first transaction ends
    store = JudgmentStore.open(path, WORKSPACE)
    assert store.events() == []
    assert path.read_bytes() == b""
    assert store.append([make()])[0].revision == 1


def test_a_store_that_is_removed_is_not_written_on(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    store = JudgmentStore.open(path, WORKSPACE)
    store.append([make()])
    path.unlink()
    assert store.events() == []
    stored = store.append([make()])
    assert JudgmentStore.open(path, WORKSPACE).events() == stored
    assert stored[0].revision == 1


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_store_that_another_one_replaces_is_neither_read_nor_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    """As when a backup is restored in the place of a workspace that a server has open."""
    monkeypatch.setattr("core.sqlite_files._wal_is_safe", lambda: journal == "WAL")
    (tmp_path / "now").mkdir()
    path = tmp_path / "now" / "judgments.sqlite"
    store = JudgmentStore.open(path, WORKSPACE)
    store.append([make(f"i{n}") for n in range(3)])
    assert store.revision() == 3
    path.parent.rename(tmp_path / "aside")
    path.parent.mkdir()
    other = JudgmentStore.open(path, WORKSPACE)
    (first,) = other.append([make("j")])
    assert store.events() == [first]
    stored = store.append([make("k")])
    assert other.events() == [first, *stored]
    assert JudgmentStore.open(tmp_path / "aside" / path.name, WORKSPACE).revision() == 3


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_read_only_place_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    path = tmp_path / "judgments.sqlite"
    first = JudgmentStore.open(path, WORKSPACE)
    stored = first.append([make()])
    first.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA journal_mode = {journal}")
    before = sorted(entry.name for entry in tmp_path.iterdir())
    monkeypatch.setattr(JudgmentStore, "is_writable", False)  # permissions don't stop root
    store = JudgmentStore.open(path, WORKSPACE)
    assert store.events() == stored
    assert store.annotators() == ["김서연"]
    with (
        store._reader.connect() as connection,
        pytest.raises(sa.exc.OperationalError, match="read"),
    ):
        connection.exec_driver_sql("DELETE FROM judgments")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == before


def test_a_damaged_store_names_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    path.write_bytes(b"this is no database, however long one reads on" * 100)
    with pytest.raises(JudgmentStoreError, match=r"can't be read .* Check the file's") as caught:
        JudgmentStore.open(path, WORKSPACE).events()
    assert caught.value.failure == "read"
    assert caught.value.code == "SQLITE_NOTADB"


def test_durability_is_read_back(tmp_path: Path) -> None:
    store = JudgmentStore.open(tmp_path / "judgments.sqlite", WORKSPACE)
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert journal == ("wal" if _wal_is_safe() else "delete")


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),  # newer, but its branch never got the fix
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_its_reset_is_fixed(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], *, is_safe: bool
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", version)
    assert _wal_is_safe() is is_safe


def test_a_link_to_the_file_leads_to_the_same_line(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "here")
    stores = [JudgmentStore.open(tmp_path / name / "j.sqlite", "w") for name in ("here", "there")]
    assert stores[0]._turn is stores[1]._turn
