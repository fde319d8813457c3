"""The judgment store: nothing acknowledged is ever lost, nothing is counted twice."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import JudgmentError, JudgmentStoreError
from core.judgments import FIRST_HASH, Judgment, JudgmentStore, standing
from core.views import HumanLayer

WORKSPACE = "11111111-2222-3333-4444-555555555555"

WRITER = """
import sys, uuid
from pathlib import Path
from core.judgments import Judgment, JudgmentStore
store = JudgmentStore.open(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
for n in range(100_000):
    event = str(uuid.uuid4())
    print("sent", event, flush=True)
    store.append([Judgment(event, sys.argv[3], f"q{n % 9}", f"i{n}", grade=n % 4)])
    print("acknowledged", event, flush=True)
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
    JudgmentStore.open(path, WORKSPACE).close()
    writers = [_start(path, f"person {n}") for n in range(2)]
    time.sleep(1.5)
    sent = [_kill(writer) for writer in writers]
    store = JudgmentStore.open(path, WORKSPACE)
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
    # What a full disk or a lock held by a stuck program does, also for root, whom modes don't stop.
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("PRAGMA max_page_count = 1")
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(JudgmentStoreError, match=r"could not be saved .* Nothing was saved"):
        store.append([make(item="lost")])
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    assert store.revision() == 1
    assert store.append([make(item="kept")])[0].revision == 2


def test_a_read_only_file_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    JudgmentStore.open(path, WORKSPACE).close()
    path.chmod(0o444)
    if os.access(path, os.W_OK):  # root writes to read-only files; a folder can't be a database
        path.unlink()
        path.mkdir()
    with pytest.raises(JudgmentStoreError, match="check the file's permissions"):
        JudgmentStore.open(path, WORKSPACE).append([make()])


def test_durability_is_read_back(tmp_path: Path) -> None:
    store = JudgmentStore.open(tmp_path / "judgments.sqlite", WORKSPACE)
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    version = sqlite3.sqlite_version_info
    assert journal == ("wal" if version >= (3, 51, 3) else "delete")
