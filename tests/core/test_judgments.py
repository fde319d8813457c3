"""The judgment store: nothing acknowledged is ever lost, nothing is counted twice."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.errors import JudgmentError, JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import FIRST_HASH, Judgment
from core.sqlite_files import _wal_is_safe
from core.standing import standing
from core.views import HumanLayer

WORKSPACE = "11111111-2222-3333-4444-555555555555"

WRITER = """
import sys, uuid
from pathlib import Path
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
store = JudgmentStore.open(Path(sys.argv[1]), sys.argv[2])
store.annotators()  # opens the file, if it is there
print("ready", flush=True)
for n in range(100_000):
    event = str(uuid.uuid4())
    print("sent", event, flush=True)
    store.append([Judgment(event, sys.argv[3], f"q{n % 9}", f"i{n}", grade=n % 4)])
    print("acknowledged", event, flush=True)
"""


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


def make(query: str = "q", item: str = "i", **values: object) -> Judgment:
    given = {"event_id": str(uuid.uuid4()), "annotator": "김서연", "grade": 2, **values}
    return Judgment(query=query, item=item, **given)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> JudgmentStore:
    return JudgmentStore.open(tmp_path / "judgments.sqlite", WORKSPACE)


def test_revisions_are_gap_free_and_chained(store: JudgmentStore) -> None:
    stored = store.append([make(item=f"i{n}") for n in range(5)])
    assert [s.revision for s in stored] == [1, 2, 3, 4, 5]
    assert stored[0].previous_hash == FIRST_HASH
    assert [s.previous_hash for s in stored[1:]] == [s.hash for s in stored[:-1]]
    assert store.revision() == 5
    assert store.events() == stored
    assert store.events(after=3) == stored[3:]
    store.verify()


def test_the_same_event_counts_once(store: JudgmentStore) -> None:
    judgment = make()
    first = store.append([judgment])
    assert store.append([judgment, judgment]) == first * 2
    assert store.revision() == 1


def test_an_event_id_with_other_content_is_refused(store: JudgmentStore) -> None:
    judgment = make()
    store.append([judgment])
    with pytest.raises(JudgmentError, match="is stored with other content"):
        store.append([replace(judgment, grade=0)])
    assert store.events()[0].judgment.grade == 2


def test_a_batch_is_stored_whole_or_not_at_all(store: JudgmentStore) -> None:
    with pytest.raises(JudgmentError, match="grades are 0, 1, 2 and 3"):
        store.append([make(), make(grade=4)])
    conflict = make()
    store.append([conflict])
    with pytest.raises(JudgmentError, match="other content"):
        store.append([make(item="new"), replace(conflict, grade=1)])
    assert store.revision() == 1


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"grade": None}, "either a grade or a reason"),
        ({"cannot_tell": "그림 없음"}, "either a grade or a reason"),
        ({"grade": True}, "grades are 0, 1, 2 and 3"),
        ({"grade": None, "cannot_tell": "  "}, "say why no grade can be given"),
        ({"kind": "adjudication", "note": " "}, "say in the note why the pair is decided so"),
        ({"kind": "adjudication", "note": "n", "grade": None}, "give either a grade or a reason"),
        ({"kind": "withdrawal"}, "carries no grade"),
        ({"kind": "withdrawal", "grade": None}, "names the event"),
        ({"annotator": " \t"}, "1 to 100 characters"),
        ({"item": "q"}, "against itself"),
        ({"note": "가" * 10_001}, "over 10,000 characters"),
        ({"replaces": "nothing"}, "no event of the same annotator"),
    ],
)
def test_impossible_judgments_are_refused(
    store: JudgmentStore, values: dict[str, object], message: str
) -> None:
    with pytest.raises(JudgmentError, match=message):
        store.append([make(**{"item": "i", **values})])  # type: ignore[arg-type]
    assert store.revision() == 0


def test_nobody_withdraws_another_persons_judgment(store: JudgmentStore) -> None:
    theirs = make(annotator="박준호")
    store.append([theirs])
    undo = make(kind="withdrawal", grade=None, replaces=theirs.event_id)
    with pytest.raises(JudgmentError, match="no event of the same annotator"):
        store.append([undo])


def test_names_have_one_form(store: JudgmentStore) -> None:
    decomposed = "  \u1100\u1175\u11b7  서연 "
    assert store.add_annotator(decomposed) == "김 서연"
    assert store.add_annotator("김 서연") == "김 서연"
    store.append([make(annotator="박준호 ")])
    assert store.annotators() == ["김 서연", "박준호"]


def test_undo_brings_back_what_stood_before(store: JudgmentStore) -> None:
    first, second = make(grade=1), make(grade=3)
    store.append([first, replace(second, replaces=first.event_id)])
    assert standing(store.events()).by_pair["q", "i"]["김서연"].judgment.grade == 3
    store.append([make(kind="withdrawal", grade=None, replaces=second.event_id)])
    assert standing(store.events()).by_pair["q", "i"]["김서연"].judgment.grade == 1
    store.append([make(kind="withdrawal", grade=None, replaces=first.event_id)])
    assert ("q", "i") not in standing(store.events()).by_pair
    assert store.revision() == 4


def test_two_annotators_stay_apart_and_give_the_lower_median(store: JudgmentStore) -> None:
    store.append([make(grade=3), make(grade=1, annotator="박준호")])
    found = standing(store.events())
    assert set(found.by_pair["q", "i"]) == {"김서연", "박준호"}
    assert HumanLayer.of(found).grade("q", "i") == 1
    store.append([make(grade=3, annotator="이하늘")])
    assert HumanLayer.of(standing(store.events())).grade("q", "i") == 3


def test_cannot_tell_is_a_hole_and_outvotes_nobody(store: JudgmentStore) -> None:
    store.append([make(grade=None, cannot_tell="그림이 안 보임")])
    assert HumanLayer.of(standing(store.events())).grade("q", "i") is None
    store.append([make(grade=2, annotator="박준호")])
    assert HumanLayer.of(standing(store.events())).grade("q", "i") == 2


def test_a_deferred_pair_comes_back_and_a_grade_settles_it(store: JudgmentStore) -> None:
    store.append([make(kind="deferral", grade=None)])
    found = standing(store.events())
    assert found.deferred == {"김서연": frozenset({("q", "i")})}
    assert not found.by_pair
    store.append([make(grade=0)])
    assert standing(store.events()).deferred == {}


@pytest.mark.parametrize(
    ("statement", "revision"),
    [
        ("UPDATE judgments SET grade = 0 WHERE revision = 3", 3),
        ("DELETE FROM judgments WHERE revision = 2", 3),
        ("UPDATE judgments SET at = '2020-01-01' WHERE revision = 1", 1),
    ],
)
def test_verify_names_the_first_altered_event(
    tmp_path: Path, statement: str, revision: int
) -> None:
    path = tmp_path / "judgments.sqlite"
    store = JudgmentStore.open(path, WORKSPACE)
    store.append([make(item=f"i{n}") for n in range(5)])
    store.close()
    with sqlite3.connect(path) as db:
        db.execute(statement)
    with pytest.raises(JudgmentStoreError, match=f"breaks at revision {revision} "):
        JudgmentStore.open(path, WORKSPACE).verify()


def test_verify_needs_a_noted_head_to_see_that_the_last_events_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    store = JudgmentStore.open(path, WORKSPACE)
    assert store.head() is None
    stored = store.append([make(item=f"i{n}") for n in range(5)])
    assert store.head() == stored[-1].hash
    assert [store.head(n) for n in (0, 2, 5, 6)] == [None, stored[1].hash, stored[4].hash, None]
    for event in stored:
        store.verify(event.hash)  # events that came after the one noted are no fault
    store.verify(stored[-1].hash[:12].upper())
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM judgments WHERE revision > 3")
    shorter = JudgmentStore.open(path, WORKSPACE)
    shorter.verify()
    shorter.verify(stored[2].hash)
    with pytest.raises(JudgmentStoreError, match="events were removed at the end"):
        shorter.verify(stored[-1].hash)
    path.unlink()
    with pytest.raises(JudgmentStoreError, match="events were removed at the end"):
        shorter.verify(stored[0].hash)


def test_an_adjudication_is_one_more_event_of_the_chain(store: JudgmentStore) -> None:
    before = store.append([make(grade=3), make(grade=0, annotator="박준호")])
    decided = make(kind="adjudication", annotator="이하늘", grade=2, note="지침 3항: 풀이가 같다")
    (stored,) = store.append([decided])
    assert (stored.revision, stored.previous_hash) == (3, before[-1].hash)
    store.verify()
    found = standing(store.events())
    assert found.adjudicated == {("q", "i"): stored}
    assert HumanLayer.of(found).grade("q", "i") == 2
    back = make(kind="withdrawal", grade=None, annotator="이하늘", replaces=decided.event_id)
    store.append([back])
    assert HumanLayer.of(standing(store.events())).grade("q", "i") == 0
    store.verify()
    with pytest.raises(JudgmentError, match="no event of the same annotator"):
        store.append([make(kind="withdrawal", grade=None, replaces=decided.event_id)])


@pytest.mark.parametrize("head", ["", "0123", "x" * 64, "0" * 65])
def test_a_head_that_is_no_hash_is_refused(store: JudgmentStore, head: str) -> None:
    store.append([make()])
    with pytest.raises(JudgmentError, match="is no hash"):
        store.verify(head)


def test_verify_refuses_the_store_of_another_workspace(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    JudgmentStore.open(path, WORKSPACE).append([make()])
    with pytest.raises(JudgmentStoreError, match=f"belongs to the workspace {WORKSPACE}"):
        JudgmentStore.open(path, "another").verify()


TAMPERED = {
    "revision": 9,
    "event_id": "other",
    "workspace_uuid": "other",
    "kind": "deferral",
    "annotator": "박준호",
    "query": "q2",
    "item": "i2",
    "query_content": "c",
    "item_content": "c",
    "grade": 1,
    "cannot_tell": "그림 없음",
    "duplicate": 1,
    "note": "다른 메모",
    "task": "t",
    "guideline": "v9",
    "blind": 0,
    "duration_ms": 1,
    "at": "2020-01-01T00:00:00.000000+00:00",
    "replaces": "e0",
    "origin": "w/1/" + "0" * 64,
    "previous_hash": "1" * 64,
}


@pytest.mark.parametrize("column", list(TAMPERED))
def test_the_hash_covers_every_column(tmp_path: Path, column: str) -> None:
    path = tmp_path / "judgments.sqlite"
    first = JudgmentStore.open(path, WORKSPACE)
    first.append([make()])
    first.close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        names = [row[1] for row in db.execute("PRAGMA table_info(judgments)")]
        db.execute(f"UPDATE judgments SET {column} = ?", (TAMPERED[column],))
    assert set(names) == {*TAMPERED, "hash"}
    with pytest.raises(JudgmentStoreError, match="the chain breaks at revision"):
        JudgmentStore.open(path, WORKSPACE).verify()


@pytest.mark.parametrize(
    "values",
    [
        {"note": "a\0b"},
        {"note": "\ud800"},
        {"query": "q\0"},
        {"annotator": "a\0"},
        {"duration_ms": -1},
        {"duration_ms": 2**31},
        {"event_id": ""},
        {"event_id": "e" * 37},
        {"grade": None, "cannot_tell": "가" * 10_001},
        {"query_content": "c" * 65},
    ],
)
def test_what_not_every_database_could_hold_is_refused(
    store: JudgmentStore, values: dict[str, object]
) -> None:
    words = "NUL|duration_ms|event id|over 10,000 characters|over 64 characters"
    with pytest.raises(JudgmentError, match=words):
        store.append([make(**values)])  # type: ignore[arg-type]
    assert store.revision() == 0


def test_a_path_with_signs_that_addresses_use_is_a_path(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("what?one", "what?two", "what#%41")]
    for number, folder in enumerate(folders):
        folder.mkdir()
        JudgmentStore.open(folder / "judgments.sqlite", WORKSPACE).append([make(grade=number)])
    for number, folder in enumerate(folders):
        events = JudgmentStore.open(folder / "judgments.sqlite", WORKSPACE).events()
        assert [event.judgment.grade for event in events] == [number]
    assert sorted(tmp_path.iterdir()) == sorted(folders)


def test_a_store_of_a_newer_version_is_neither_read_nor_written(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    first = JudgmentStore.open(path, WORKSPACE)
    first.append([make()])
    first.close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO schema_steps VALUES ('0099_future', 'x')")
    for act in (lambda s: s.append([make()]), lambda s: s.events(), lambda s: s.revision()):
        with pytest.raises(JudgmentStoreError, match=r"newer version .*0099_future") as caught:
            act(JudgmentStore.open(path, WORKSPACE))
        assert caught.value.failure == "newer"
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM judgments").fetchone() == (1,)


def make_older(path: Path) -> None:
    """Take the store back to what it was before its second step."""
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("ALTER TABLE judgments DROP COLUMN origin")
        db.execute("DELETE FROM schema_steps WHERE name LIKE '0002%'")


@pytest.mark.parametrize("is_writable", [True, False])
def test_a_store_of_an_earlier_version_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_writable: bool
) -> None:
    path = tmp_path / "judgments.sqlite"
    first = JudgmentStore.open(path, WORKSPACE)
    stored = first.append([make(), make(item="j")])
    first.close()
    make_older(path)
    if not is_writable:
        monkeypatch.setattr(JudgmentStore, "is_writable", False)
    store = JudgmentStore.open(path, WORKSPACE)
    assert store.events() == stored
    store.verify()
    if is_writable:
        assert store.append([make()])[0].revision == 3
        store.verify()


def test_a_correction_never_comes_before_what_it_corrects(store: JudgmentStore) -> None:
    first, second = make(grade=1), make(grade=3)
    ahead = "2999-01-01T00:00:00.000000+00:00"  # the clock was set back since
    store.append([first], [ahead])
    (stored,) = store.append([replace(second, replaces=first.event_id)])
    assert stored.at == ahead
    assert standing(store.events()).by_pair["q", "i"]["김서연"].judgment.grade == 3


def test_what_is_new_is_counted_within_the_transaction(store: JudgmentStore) -> None:
    known, new = make(), make(item="j")
    store.append([known])
    stored, count = store.take_in([known, new, new])
    assert [event.revision for event in stored] == [1, 2, 2]
    assert count == 1


def test_many_threads_make_one_sequence(store: JudgmentStore) -> None:
    def judge(name: str) -> None:
        for n in range(25):
            store.append([make(item=f"i{n}", annotator=name)])

    threads = [threading.Thread(target=judge, args=(f"annotator {t}",)) for t in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [s.revision for s in store.events()] == list(range(1, 151))
    store.verify()
    assert len(standing(store.events()).by_pair) == 25


def test_two_processes_make_one_sequence(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    JudgmentStore.open(path, WORKSPACE).add_annotator("person 0")
    writers = [_start(path, f"person {n}") for n in range(2)]
    store = JudgmentStore.open(path, WORKSPACE)
    patience = time.monotonic() + 60  # SQLite's lock is not fair: one may wait for long
    while time.monotonic() < patience:
        if {e.judgment.annotator for e in store.events()} == {"person 0", "person 1"}:
            break
        time.sleep(0.2)
    time.sleep(0.5)
    sent = [_kill(writer) for writer in writers]
    store.verify()
    events = store.events()
    assert [e.revision for e in events] == list(range(1, len(events) + 1))
    assert {e.judgment.annotator for e in events} == {"person 0", "person 1"}
    for acknowledged, _ in sent:
        assert acknowledged <= {e.judgment.event_id for e in events}


def test_twenty_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    chance = random.Random(7)
    acknowledged: set[str] = set()
    sent: set[str] = set()
    for _ in range(20):
        writer = _start(path, "김서연")
        time.sleep(chance.uniform(0.01, 0.12))
        done, tried = _kill(writer)
        acknowledged |= done
        sent |= tried
        store = JudgmentStore.open(path, WORKSPACE)
        store.verify()
        stored = [e.judgment.event_id for e in store.events()]
        store.close()
        assert len(stored) == len(set(stored))
        assert acknowledged <= set(stored) <= sent
    assert len(acknowledged) > 20
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _start(path: Path, annotator: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), WORKSPACE, annotator],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _kill(process: subprocess.Popen[str]) -> tuple[set[str], set[str]]:
    process.send_signal(signal.SIGKILL)
    output, _ = process.communicate()
    lines = [line.split() for line in output.splitlines()]
    done = {line[1] for line in lines if len(line) == 2 and line[0] == "acknowledged"}
    return done, {line[1] for line in lines if len(line) == 2}


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


def test_a_refused_first_judgment_leaves_no_events(tmp_path: Path) -> None:
    store = JudgmentStore.open(tmp_path / "judgments.sqlite", WORKSPACE)
    with pytest.raises(JudgmentError, match="no event of the same annotator"):
        store.append([make(replaces="nothing")])
    assert store.revision() == 0
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


def test_two_stores_make_the_file_together(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    stores = [JudgmentStore.open(path, WORKSPACE) for _ in range(4)]
    threads = [threading.Thread(target=s.append, args=([make()],)) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [e.revision for e in stores[0].events()] == [1, 2, 3, 4]
    stores[0].verify()


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
