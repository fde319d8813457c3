"""The store of tasks: versions, keys, desks and checks, from several processes and old files."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from core.access import Access, key_hash, may_open, new_key
from core.assignment import Lease, Offer
from core.errors import AccessError, JudgmentError, JudgmentStoreError, TaskError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.task_store import LEASE, Check, TaskStore
from core.tasks import Guideline, Seat, Task
from core.turns import Turns

WORKSPACE = "11111111-2222-3333-4444-555555555555"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TASK = Task("math-1", "수학 1차", "hybrid", roster=(Seat("김서연"), Seat("이준호")))

CLAIMER = """
import sys
import time
from pathlib import Path
from core.assignment import Offer
from core.task_store import TaskStore
store = TaskStore.open(Path(sys.argv[1]), "w")
queries = [f"q{n:02d}" for n in range(30)]
store.claim("another", sys.argv[2], lambda leases: None)  # connections and tables are there
print("ready", flush=True)
sys.stdin.readline()
place = 0
while True:
    def free(leases):
        taken = {lease.query for lease in leases}
        return next((Offer(query, ("i",)) for query in queries if query not in taken), None)
    place += 1
    got = store.claim("t", f"{sys.argv[2]}, place {place}", free)  # nobody leaves what they had
    if got is None:
        break
    print(got.query, flush=True)
    time.sleep(0.02)  # as if somebody judged; else the first process would take all
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "judgments.sqlite"


@pytest.fixture
def store(path):
    opened = TaskStore.open(path, WORKSPACE)
    yield opened
    opened.close()


# --- tasks ----------------------------------------------------------------------------------------


def test_reading_makes_no_file(store, path):
    assert store.tasks() == {}
    assert store.access(new_key()) is None
    assert store.leases("math-1") == []
    assert store.checks("math-1") == []
    assert not store.has_lead()
    assert not path.exists()


def test_every_change_is_a_version_and_the_last_one_counts(store, path):
    first = store.save(TASK, "박 부장")
    again = store.save(TASK, "박 부장")
    opened = store.save(replace(TASK, is_open=True, guideline=Guideline("새 지침")), " 박  부장 ")
    other = store.save(replace(TASK, id="sci-1", name="과학"), "박 부장")
    assert (first.version, opened.version, other.version) == (1, 2, 1)
    assert again == first, "nothing new, no version"
    fresh = TaskStore.open(path, WORKSPACE)
    assert fresh.tasks() == {"math-1": opened, "sci-1": other}
    assert fresh.history("math-1") == [first, opened]
    assert opened.author == "박 부장"
    assert TaskStore.open(path, "another").tasks() == {}


def test_what_cannot_be_is_not_stored(store, path):
    with pytest.raises(TaskError, match="the depth lies"):
        store.save(replace(TASK, depth=0), "박")
    with pytest.raises(JudgmentError, match="A name has"):
        store.save(TASK, " ")
    assert not path.exists()


def test_a_store_of_the_previous_version_takes_tasks_in(path):
    judgments = JudgmentStore.open(path, WORKSPACE)
    judgments.append([Judgment(str(uuid.uuid4()), "김서연", "q", "i", grade=2)])
    judgments.close()
    with sqlite3.connect(path) as connection:
        for table in ("task_versions", "access_keys", "leases", "checks"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("DELETE FROM schema_steps WHERE name > '0004'")
    connection.close()
    store = TaskStore.open(path, WORKSPACE)
    assert store.tasks() == {}
    store.save(TASK, "박 부장")
    assert set(store.tasks()) == {"math-1"}
    again = JudgmentStore.open(path, WORKSPACE)
    again.verify()
    assert again.revision() == 1


def test_a_damaged_store_is_named(path):
    path.write_bytes(b"no database " * 100)
    with pytest.raises(JudgmentStoreError, match=r"judgments\.sqlite"):
        TaskStore.open(path, WORKSPACE).tasks()


# --- keys -----------------------------------------------------------------------------------------


def test_a_key_opens_what_it_was_made_for_and_is_not_stored(store, path):
    lead, mine = new_key(), new_key()
    assert lead != mine
    assert len(lead) >= 32
    store.grant(lead, "lead", " 박  부장 ")
    store.grant(mine, "annotator", "김서연", "math-1")
    assert store.access(lead) == Access("lead", "박 부장")
    assert store.access(mine) == Access("annotator", "김서연", "math-1")
    assert store.has_lead()
    for wrong in ("", "x", lead[:-1], key_hash(lead), lead.swapcase(), "\ud800"):
        assert store.access(wrong) is None
    content = path.read_bytes()
    assert lead.encode() not in content
    assert key_hash(lead).encode() in content
    assert TaskStore.open(path, "another").access(lead) is None


def test_a_key_that_was_taken_back_opens_nothing(store):
    keys = [new_key() for _ in range(3)]
    for key in keys[:2]:
        store.grant(key, "annotator", "김서연", "math-1")
    store.grant(keys[2], "annotator", "김서연", "sci-1")
    assert store.revoke("annotator", "김서연", "math-1") == 2
    assert [store.access(key) for key in keys] == [
        None,
        None,
        Access("annotator", "김서연", "sci-1"),
    ]
    assert store.revoke("annotator", "김서연", "math-1") == 0


@pytest.mark.parametrize(("role", "task"), [("annotator", None), ("lead", "math-1")])
def test_a_key_needs_what_its_role_opens(store, role, task):
    with pytest.raises(AccessError, match="opens one task"):
        store.grant(new_key(), role, "김서연", task)


def test_of_several_who_ask_for_the_first_leads_key_at_once_one_gets_it(place):
    names = [f"책임자 {n}" for n in range(8)]
    stores = [place.open(TaskStore, WORKSPACE) for _ in names]
    keys = {name: new_key() for name in names}
    made: dict[str, Access | None] = {}
    start = Barrier(len(names))

    def ask(opened: TaskStore, name: str) -> None:
        start.wait()
        made[name] = opened.grant_first_lead(keys[name], name)

    threads = [Thread(target=ask, args=each) for each in zip(stores, names, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (lead,) = [name for name in names if made[name] is not None]
    assert made[lead] == Access("lead", lead)
    assert [name for name in names if stores[0].access(keys[name])] == [lead]
    assert stores[0].grant_first_lead(new_key(), "늦은 사람") is None
    stores[0].revoke("lead", lead)
    assert stores[0].grant_first_lead(new_key(), "늦은 사람") == Access("lead", "늦은 사람")
    with pytest.raises(JudgmentError):
        stores[0].grant_first_lead(new_key(), "  ")


LEAD, ANNOTATOR = Access("lead", "박"), Access("annotator", "김", "math-1")


@pytest.mark.parametrize(
    ("access", "page", "is_judging", "may"),
    [
        (None, "compare", False, True),
        (None, "compare", True, False),
        (None, "annotate", True, False),
        (LEAD, "compare", True, True),
        (ANNOTATOR, "annotate", True, True),
        (ANNOTATOR, "compare", True, False),
        (ANNOTATOR, "browse", True, False),
        (ANNOTATOR, "report", False, False),
        (ANNOTATOR, "annotate", False, True),
    ],
)
def test_who_may_open_what(access, page, is_judging, may):
    assert may_open(access, page, is_judging=is_judging) == may


# --- desks ----------------------------------------------------------------------------------------


def first_free(*queries):
    def choose(leases):
        taken = {lease.query for lease in leases}
        return next((Offer(query, ("i2", "i1")) for query in queries if query not in taken), None)

    return choose


def test_pairs_lie_on_one_desk_until_their_time_is_over(store):
    choose = first_free("q1", "q2")
    assert store.claim("t", "김서연", choose, NOON) == Offer("q1", ("i2", "i1"))
    assert store.claim("t", "이준호", choose, NOON).query == "q2"
    assert store.claim("t", "박하늘", choose, NOON) is None
    assert store.claim("other", "박하늘", choose, NOON).query == "q1", "another task's desks"
    later = NOON + LEASE - timedelta(seconds=1)
    store.hold("t", "이준호", "q2", ["i1"], later)
    assert store.claim("t", "박하늘", choose, NOON + LEASE).query == "q1", "it was abandoned"
    assert sorted(store.leases("t", NOON + LEASE), key=lambda lease: lease.query) == [
        Lease("박하늘", "q1", frozenset({"i1", "i2"}), NOON + 2 * LEASE),
        Lease("이준호", "q2", frozenset({"i1"}), later + LEASE),
    ]


def test_whoever_goes_on_leaves_what_they_had(store):
    for query in ("q1", "q2", "q3"):
        store.claim("t", "김서연", lambda _, query=query: Offer(query, ("i",)), NOON)
    store.claim("t", "이준호", lambda _: Offer("q1", ("i",)), NOON)
    store.claim("t", "김서연", lambda _: Offer("q1", ("i",), again=True), NOON)
    store.claim("t", "김서연", lambda _: None, NOON)
    held = {(lease.annotator, lease.query) for lease in store.leases("t", NOON)}
    assert held == {("김서연", "q3"), ("이준호", "q1")}


@pytest.fixture
def beside(path):
    """Judgments and tasks as another process has them: it stands in no line with this one."""
    judgments, tasks = JudgmentStore.open(path, WORKSPACE), TaskStore.open(path, WORKSPACE)
    judgments._turn = tasks._turn = Turns()
    yield judgments, tasks
    judgments.close()
    tasks.close()


@pytest.mark.parametrize("what", ["taken", "judged", "judged the other way", "own place moved"])
def test_a_choice_is_void_if_its_query_changed_meanwhile(store, beside, what):
    judgments, tasks = beside
    seen = []

    def choose(leases):
        seen.append({(lease.annotator, lease.query) for lease in leases})
        if len(seen) == 1:
            if what == "taken":
                tasks.hold("t", "이준호", "q1", ["i"], NOON)
            elif what == "own place moved":
                tasks.hold("t", "김서연", "q9", ["i"], NOON)
            else:
                pair = ("q1", "i") if what == "judged" else ("i", "q1")
                judgments.append([Judgment(str(uuid.uuid4()), "이준호", *pair, grade=2)])
        return Offer("q1" if len(seen) == 1 else "q2", ("i",))

    assert store.claim("t", "김서연", choose, NOON).query == "q2"
    assert len(seen) == 2
    mine = [each for each in store.leases("t", NOON) if each.annotator == "김서연"]
    assert [each.query for each in mine] == ["q2"]


def test_what_others_do_elsewhere_leaves_a_choice_alone(store, beside):
    judgments, tasks = beside
    asked = []

    def choose(leases):
        asked.append(leases)
        tasks.hold("t", "이준호", "q2", ["i"], NOON)
        judgments.append([Judgment(str(uuid.uuid4()), "이준호", "q3", "i", grade=2)])
        return Offer("q1", ("i",))

    assert store.claim("t", "김서연", choose, NOON).query == "q1"
    assert len(asked) == 1


def test_after_void_choices_one_is_made_while_nobody_writes(store, beside):
    _, tasks = beside
    tried, blocked = [], []

    def choose(leases):
        tried.append(leases)
        if len(tried) <= 2:
            tasks.hold("t", f"{len(tried)}", "q1", ["i"], NOON)
        else:
            writer = Thread(target=tasks.hold, args=("t", "late", "q1", ["i"], NOON))
            writer.start()
            writer.join(0.3)
            blocked.append(writer)
            assert writer.is_alive(), "it waits for its turn"
        return Offer("q1", ("i",))

    assert store.claim("t", "김서연", choose, NOON).query == "q1"
    assert len(tried) == 3
    blocked[0].join(30)
    held = {each.annotator for each in store.leases("t", NOON)}
    assert held == {"1", "2", "late", "김서연"}


def test_two_may_have_a_query_where_the_choice_wants_it(store):
    for name in ("김서연", "이준호"):
        store.claim("t", name, lambda _: Offer("q1", ("i",)), NOON)
    assert len(store.leases("t", NOON)) == 2


def test_what_comes_back_lies_on_no_desk(store):
    again = Offer("q1", ("i",), again=True)
    assert store.claim("t", "김서연", lambda _: again, NOON) == again
    assert store.leases("t", NOON) == []


def test_leases_of_the_previous_version_are_forgotten(path):
    old = TaskStore.open(path, WORKSPACE)
    old.save(TASK, "박 부장")
    old.close()
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE leases DROP COLUMN items")
        connection.execute("DELETE FROM schema_steps WHERE name > '0005'")
        connection.execute(
            "INSERT INTO leases (workspace_uuid, task, query, annotator, until) VALUES (?,?,?,?,?)",
            (WORKSPACE, "math-1", "q1", "김서연", "2999-01-01T00:00:00.000000+00:00"),
        )
    connection.close()
    store = TaskStore.open(path, WORKSPACE)
    assert store.leases("math-1") == []
    store.hold("math-1", "김서연", "q1", ["i"])
    assert [lease.items for lease in store.leases("math-1")] == [frozenset({"i"})]


def test_processes_that_claim_at_once_never_get_the_same(path):
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMER, str(path), f"annotator {n}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(3)
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:  # none before all of them are there
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=60)[0].split() for process in running]
    assert all(process.returncode == 0 for process in running)
    got = [query for output in outputs for query in output]
    assert sorted(got) == [f"q{n:02d}" for n in range(30)]
    assert sum(bool(output) for output in outputs) > 1


# --- checks ---------------------------------------------------------------------------------------


def check(grade=2, **others):
    return Check(str(uuid.uuid4()), "math-1", "김서연", "q", "i", grade, **others)


def test_checks_are_kept_apart_from_judgments_and_count_once(store, path):
    one, two = check(), check(None, cannot_tell="그림 없음", duration_ms=1200)
    for each in (one, two, one):
        store.record(each)
    store.record(replace(check(), task="sci-1"))
    assert TaskStore.open(path, WORKSPACE).checks("math-1") == [one, two]
    assert JudgmentStore.open(path, WORKSPACE).revision() == 0
    with pytest.raises(TaskError, match="stored with other content"):
        store.record(replace(one, grade=3))


@pytest.mark.parametrize("wrong", [check(grade=None), check(grade=4), check(cannot_tell="?")])
def test_a_check_says_one_thing(store, wrong):
    with pytest.raises(TaskError, match="give either a grade or a reason"):
        store.record(wrong)
