"""The judgment store, on SQLite and PostgreSQL: nothing is lost, nothing is counted twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import replace
from typing import Any

import pytest

from core.errors import JudgmentError, JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import FIRST_HASH, Judgment
from core.standing import standing
from core.views import HumanLayer

WORKSPACE = "11111111-2222-3333-4444-555555555555"
KILLS = int(os.environ.get("YUSA_KILLS", "12"))
"""`make soak` asks for more."""
Place = Any  # tests/places.py

WRITER = """
import sys, uuid
from pathlib import Path
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.postgres import chosen
store = JudgmentStore.open(chosen(None, Path(sys.argv[1])), sys.argv[2])
store.annotators()  # opens the file, if it is there
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
def store(place: Place) -> JudgmentStore:
    opened: JudgmentStore = place.open(JudgmentStore, WORKSPACE)
    return opened


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
    place: Place, store: JudgmentStore, statement: str, revision: int
) -> None:
    store.append([make(item=f"i{n}") for n in range(5)])
    place.execute(WORKSPACE, statement)
    with pytest.raises(JudgmentStoreError, match=f"breaks at revision {revision} "):
        place.open(JudgmentStore, WORKSPACE).verify()


def test_verify_needs_a_noted_head_to_see_that_the_last_events_are_gone(
    place: Place, store: JudgmentStore
) -> None:
    assert store.head() is None
    stored = store.append([make(item=f"i{n}") for n in range(5)])
    assert store.head() == stored[-1].hash
    assert [store.head(n) for n in (0, 2, 5, 6)] == [None, stored[1].hash, stored[4].hash, None]
    for event in stored:
        store.verify(event.hash)  # events that came after the one noted are no fault
    store.verify(stored[-1].hash[:12].upper())
    place.execute(WORKSPACE, "DELETE FROM judgments WHERE revision > 3")
    shorter = place.open(JudgmentStore, WORKSPACE)
    shorter.verify()
    shorter.verify(stored[2].hash)
    with pytest.raises(JudgmentStoreError, match="events were removed at the end"):
        shorter.verify(stored[-1].hash)
    place.execute(WORKSPACE, "DELETE FROM judgments")
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


def test_verify_refuses_the_store_of_another_workspace(place: Place, store: JudgmentStore) -> None:
    store.append([make()])
    place.hand_over(WORKSPACE, "another")
    with pytest.raises(JudgmentStoreError, match=f"belongs to the workspace {WORKSPACE}"):
        place.open(JudgmentStore, "another").verify()


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
    "duplicate": True,
    "note": "다른 메모",
    "task": "t",
    "guideline": "v9",
    "blind": False,
    "duration_ms": 1,
    "at": "2020-01-01T00:00:00.000000+00:00",
    "replaces": "e0",
    "origin": "w/1/" + "0" * 64,
    "previous_hash": "1" * 64,
}


@pytest.mark.parametrize("column", list(TAMPERED))
def test_the_hash_covers_every_column(place: Place, store: JudgmentStore, column: str) -> None:
    store.append([make()])
    assert place.columns(WORKSPACE, "judgments") == {*TAMPERED, "hash"}
    place.execute(WORKSPACE, f"UPDATE judgments SET {column} = :value", value=TAMPERED[column])
    with pytest.raises(JudgmentStoreError, match="the chain breaks at revision"):
        place.open(JudgmentStore, WORKSPACE).verify()


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


def test_a_store_of_a_newer_version_is_neither_read_nor_written(
    place: Place, store: JudgmentStore
) -> None:
    store.append([make()])
    place.execute(WORKSPACE, "INSERT INTO schema_steps VALUES ('0099_future', 'x')")
    for act in (lambda s: s.append([make()]), lambda s: s.events(), lambda s: s.revision()):
        with pytest.raises(JudgmentStoreError, match=r"newer version .*0099_future") as caught:
            act(place.open(JudgmentStore, WORKSPACE))
        assert caught.value.failure == "newer"
    assert place.execute(WORKSPACE, "SELECT count(*) FROM judgments") == [(1,)]


@pytest.mark.parametrize("is_writable", [True, False])
def test_a_store_of_an_earlier_version_reads_the_same(
    place: Place, store: JudgmentStore, monkeypatch: pytest.MonkeyPatch, *, is_writable: bool
) -> None:
    stored = store.append([make(), make(item="j")])
    store.close()
    # Back to what it was before its second step.
    place.execute(WORKSPACE, "ALTER TABLE judgments DROP COLUMN origin")
    place.execute(WORKSPACE, "DELETE FROM schema_steps WHERE name LIKE '0002%'")
    if not is_writable:
        monkeypatch.setattr(JudgmentStore, "is_writable", False)
    again = place.open(JudgmentStore, WORKSPACE)
    assert again.events() == stored
    again.verify()
    if is_writable:
        assert again.append([make()])[0].revision == 3
        again.verify()


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


def test_eight_processes_make_one_sequence(place: Place) -> None:
    store = place.open(JudgmentStore, WORKSPACE)
    store.add_annotator("person 0")
    names = [f"person {n}" for n in range(8)]
    writers = [_start(place, name) for name in names]
    patience = time.monotonic() + 60  # SQLite's lock is not fair: one may wait for long
    while time.monotonic() < patience:
        if {e.judgment.annotator for e in store.events()} == set(names):
            break
        time.sleep(0.2)
    sent = [_kill(writer) for writer in writers]
    store.verify()
    events = store.events()
    assert [e.revision for e in events] == list(range(1, len(events) + 1))
    assert {e.judgment.annotator for e in events} == set(names)
    for acknowledged, _ in sent:
        assert acknowledged <= {e.judgment.event_id for e in events}


def test_kills_lose_nothing_acknowledged(place: Place) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    sent: set[str] = set()
    for number in range(KILLS):
        writer = _start(place, "김서연")
        before = "" if number % 2 else _first_acknowledged(writer)
        time.sleep(chance.uniform(0.01, 0.12))
        done, tried = _kill(writer, before)
        acknowledged |= done
        sent |= tried
        store = JudgmentStore.open(place.at, WORKSPACE)
        store.verify()
        stored = [e.judgment.event_id for e in store.events()]
        store.close()
        assert len(stored) == len(set(stored))
        assert acknowledged <= set(stored) <= sent
        if place.server is None:
            assert place.execute(WORKSPACE, "PRAGMA integrity_check") == [("ok",)]
    assert len(acknowledged) >= KILLS / 2  # however slow the machine is
    report = f"{len(sent):,} sent, {len(acknowledged):,} acknowledged, none lost"
    sys.stderr.write(f"{place.at}: {KILLS} kills, {report}\n")


def _start(place: Place, annotator: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place.file), WORKSPACE, annotator],
        stdout=subprocess.PIPE,
        text=True,
        env=place.environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _first_acknowledged(process: subprocess.Popen[str]) -> str:
    """Wait until the first judgment is acknowledged; return what was printed up to there."""
    assert process.stdout is not None
    read: list[str] = []
    while not (read and read[-1].startswith("acknowledged")):
        line = process.stdout.readline()
        assert line, "the writer stopped by itself"
        read.append(line)
    return "".join(read)


def _kill(process: subprocess.Popen[str], before: str = "") -> tuple[set[str], set[str]]:
    process.send_signal(signal.SIGKILL)
    output, _ = process.communicate()
    lines = [line.split() for line in (before + output).splitlines()]
    done = {line[1] for line in lines if len(line) == 2 and line[0] == "acknowledged"}
    return done, {line[1] for line in lines if len(line) == 2}


def test_a_refused_first_judgment_leaves_no_events(store: JudgmentStore) -> None:
    with pytest.raises(JudgmentError, match="no event of the same annotator"):
        store.append([make(replaces="nothing")])
    assert store.revision() == 0
    assert store.append([make()])[0].revision == 1


def test_reading_makes_no_tables(place: Place, store: JudgmentStore) -> None:
    assert (store.revision(), store.events(), store.annotators()) == (0, [], [])
    store.verify()
    assert place.tables(WORKSPACE) == []
    assert store.add_annotator("김서연") == "김서연"  # the first thing stored makes them
    assert "judgments" in place.tables(WORKSPACE)
    assert (store.annotators(), store.revision()) == (["김서연"], 0)


def test_stores_make_their_tables_together(place: Place) -> None:
    stores = [place.open(JudgmentStore, WORKSPACE) for _ in range(4)]
    threads = [threading.Thread(target=s.append, args=([make()],)) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [e.revision for e in stores[0].events()] == [1, 2, 3, 4]
    stores[0].verify()
