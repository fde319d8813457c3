"""SQLite files: what a disk, a path, permissions and the library's version can do to them."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.access import new_key
from core.assignment import Offer
from core.errors import JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.remark_store import RemarkStore
from core.sqlite_files import _wal_is_safe, damage
from core.task_store import TaskStore
from core.tasks import Task

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


def page_of(path: Path, table: str) -> int:
    """Where the first page of a table begins."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        where = (table,)
        (number,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", where
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(number - 1) * int(size)


def foreign(path: Path) -> bytes:
    other = path.with_name("other.sqlite")
    with contextlib.closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE music (title)")
    found = other.read_bytes()
    other.unlink()
    return found


def over(data: bytes, at: int, length: int) -> bytes:
    return data[:at] + b"\xa5" * length + data[at + length :]


DAMAGES: dict[str, Callable[[Path, bytes], bytes]] = {
    "none": lambda _path, data: b"this is no database, however long one reads on" * 100,
    "header": lambda _path, data: over(data, 0, 16),
    "zeros": lambda _path, data: bytes(len(data)),
    "schema": lambda _path, data: over(data, 100, 200),
    "judgments": lambda path, data: over(data, page_of(path, "judgments"), 4096),
    "leases": lambda path, data: over(data, page_of(path, "leases"), 4096),
    "middle": lambda _path, data: over(data, len(data) // 8192 * 4096, 4096),
    "short": lambda _path, data: data[: len(data) // 2],
    "foreign": lambda path, _data: foreign(path),
}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A store of some pages."""
    path = tmp_path / "judgments.sqlite"
    with contextlib.closing(JudgmentStore.open(path, WORKSPACE)) as store:
        store.append([replace(make(), event_id=f"e{n}", note="n" * 300) for n in range(100)])
    return path


def asked_of(path: Path) -> dict[str, Callable[[], object]]:
    """What stores are asked for, and to store."""
    judgments = JudgmentStore.open(path, WORKSPACE)
    tasks, remarks = TaskStore.open(path, WORKSPACE), RemarkStore.open(path, WORKSPACE)
    task = Task("t", "t", "hybrid")
    return {
        "events": judgments.events,
        "revision": judgments.revision,
        "annotators": judgments.annotators,
        "head": judgments.head,
        "append": lambda: judgments.append([make()]),
        "annotator": lambda: judgments.add_annotator("이하늘"),
        "copy": lambda: judgments.snapshot(path.with_name("copy.sqlite")),
        "tasks": tasks.tasks,
        "task": lambda: tasks.save(task, "박"),
        "key": lambda: tasks.grant(new_key(), "lead", "박"),
        "claim": lambda: tasks.claim("t", "김", lambda _leases: Offer("q", ("i",))),
        "remarks": lambda: remarks.of_pair("gt", "a", "b"),
    }


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_store_is_neither_read_nor_written(sound: Path, kind: str) -> None:
    good = sound.read_bytes()
    damaged = DAMAGES[kind](sound, good)
    sound.write_bytes(damaged)
    for _ in range(2):
        for name, ask in asked_of(sound).items():
            with pytest.raises(
                JudgmentStoreError, match=r"judgments\.sqlite: can't be read .* yusa restore"
            ) as caught:
                ask()
            assert caught.value.failure == "damaged", name
            assert caught.value.code.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))
    assert sound.read_bytes() == damaged
    assert [entry.name for entry in sound.parent.iterdir()] == [sound.name]
    sound.write_bytes(good)
    stores = asked_of(sound)
    assert len(stores["events"]()) == 100  # type: ignore[arg-type]
    assert stores["append"]()


def test_what_is_damaged_while_it_is_in_use_is_not_written_either(sound: Path) -> None:
    stores = asked_of(sound)
    stores["append"]()
    good = sound.read_bytes()
    damaged = DAMAGES["judgments"](sound, good)
    sound.write_bytes(damaged)
    stores = asked_of(sound)  # connections that were open have pages of their own in memory
    with pytest.raises(JudgmentStoreError) as caught:
        stores["events"]()
    assert caught.value.failure == "damaged"
    for name in ("append", "tasks", "task", "claim"):
        with pytest.raises(JudgmentStoreError, match="yusa restore"):
            stores[name]()
    assert sound.read_bytes() == damaged


def test_a_store_in_use_is_looked_at_whole_once(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []

    def look(path: Path, **_: bool) -> None:
        looked.append(path)

    monkeypatch.setattr("core.store_file.damage", look)
    for _ in range(3):
        for ask in asked_of(sound).values():
            ask()
    assert looked == [sound]
    put_back = sound.with_name("put back")
    put_back.write_bytes(sound.read_bytes())
    put_back.replace(sound)
    asked_of(sound)["events"]()
    assert looked == [sound, sound]


def test_a_damaged_file_is_looked_at_again_only_when_it_changed(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = sound.read_bytes()
    sound.write_bytes(DAMAGES["leases"](sound, good))
    looked: list[Path] = []

    def look(path: Path, **how: bool) -> tuple[str, str] | None:
        looked.append(path)
        return damage(path, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("core.store_file.damage", look)
    store = JudgmentStore.open(sound, WORKSPACE)
    for _ in range(3):
        with pytest.raises(JudgmentStoreError):
            store.revision()
    assert looked == [sound]
    sound.write_bytes(good)
    assert store.revision() == 100
    assert looked == [sound, sound]


def test_what_is_written_into_an_empty_file_is_looked_at(sound: Path) -> None:
    damaged = DAMAGES["leases"](sound, sound.read_bytes())
    place = sound.with_name("empty.sqlite")
    place.touch()
    store = JudgmentStore.open(place, WORKSPACE)
    assert store.events() == []
    place.write_bytes(damaged)
    with pytest.raises(JudgmentStoreError) as caught:
        store.events()
    assert caught.value.failure == "damaged"


def test_a_writer_in_the_way_is_no_damage(sound: Path) -> None:
    with contextlib.closing(sqlite3.connect(sound, isolation_level=None)) as connection:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            damage(sound, is_writable=True, timeout_s=0)
    assert damage(sound, is_writable=True) is None


OTHER_WRITER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_look_at_a_store_takes_no_lock_from_its_writer(
    sound: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    monkeypatch.setattr("core.sqlite_files._wal_is_safe", lambda: journal == "WAL")
    store = JudgmentStore.open(sound, WORKSPACE)
    command = [sys.executable, "-c", OTHER_WRITER, str(sound)]
    with contextlib.closing(store), store._write() as connection:
        connection.exec_driver_sql("DELETE FROM annotators")
        monkeypatch.setattr("core.store_file._sound", {})  # as where this writer made the file
        assert len(JudgmentStore.open(sound, WORKSPACE).events()) == 100
        ended = subprocess.run(command, capture_output=True, text=True, check=True)
        assert ended.stdout == "database is locked\n"


KILLED = """
import os, sys
from pathlib import Path
from core import sqlite_files
from core.judgment_store import JudgmentStore

sqlite_files._wal_is_safe = lambda: sys.argv[3] == "WAL"
store = JudgmentStore.open(Path(sys.argv[1]), sys.argv[2])
with store._write() as connection:
    connection.exec_driver_sql("PRAGMA cache_size = 1")
    for n in range(20):
        connection.exec_driver_sql("UPDATE judgments SET note = note || ?", (str(n),))
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_what_a_killed_writer_left_is_taken_back_and_no_damage(
    sound: Path, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    good = JudgmentStore.open(sound, WORKSPACE).events()
    before = sound.read_bytes()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(sound), WORKSPACE, journal],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ended.returncode == -9
    left = sound.with_name(sound.name + {"DELETE": "-journal", "WAL": "-wal"}[journal])
    assert left.stat().st_size
    assert (sound.read_bytes() != before) or journal == "WAL"
    monkeypatch.setattr("core.store_file._sound", {})
    monkeypatch.setattr("core.sqlite_files._wal_is_safe", lambda: journal == "WAL")
    store = JudgmentStore.open(sound, WORKSPACE)
    assert store.events() == good
    store.append([make()])
    assert damage(sound, is_writable=True) is None
    assert len(store.events()) == 101
    store.verify()


def test_a_judgment_that_is_missing_is_not_left_out_in_silence(sound: Path) -> None:
    with contextlib.closing(sqlite3.connect(sound)) as connection:
        connection.execute("DELETE FROM judgments WHERE revision = 50")
        connection.commit()
    store = JudgmentStore.open(sound, WORKSPACE)
    with pytest.raises(
        JudgmentStoreError, match=r"revision 50 is missing.* yusa restore"
    ) as caught:
        store.events()
    assert caught.value.failure == "altered"
    assert len(store.events(50)) == 50
    assert store.events(200) == []


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
