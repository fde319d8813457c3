"""Who waits in the line of writers: stored together, told apart, and never held up by others."""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from core.errors import JudgmentError, JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import COLUMNS, Judgment
from core.task_store import TaskStore

WORKSPACE = "11111111-2222-3333-4444-555555555555"
Place = Any  # tests/places.py


def make(item: str = "i", **values: object) -> Judgment:
    given = {"event_id": str(uuid.uuid4()), "annotator": "김서연", "grade": 2, **values}
    return Judgment(query="q", item=item, **given)  # type: ignore[arg-type]


@pytest.fixture
def store(place: Place) -> JudgmentStore:
    opened: JudgmentStore = place.open(JudgmentStore, WORKSPACE)
    return opened


def ask_while_somebody_writes(store: JudgmentStore, asked: list[list[Judgment]]) -> list[Any]:
    """What each caller is told, a list of stored events or an error; they ask in this order."""
    told: list[Any] = [None] * len(asked)

    def ask(number: int) -> None:
        try:
            told[number] = store.append(asked[number])
        except BaseException as error:
            told[number] = error

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(len(asked))]
    with store._turn:
        for number, thread in enumerate(threads):
            thread.start()
            while len(store._line) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(60)
    assert not store._line
    return told


def commits(store: JudgmentStore) -> list[object]:
    seen: list[object] = []
    sa.event.listen(store._engine, "commit", seen.append)
    return seen


def test_what_waits_is_stored_together_and_in_order(store: JudgmentStore) -> None:
    store.append([make(item="first")])
    asked = [[make(item=f"{n}-{m}") for m in range(1 + n % 3)] for n in range(9)]
    asked.append([asked[0][0]])  # sent twice
    seen = commits(store)
    told = ask_while_somebody_writes(store, asked)
    assert len(seen) == 1
    assert [[event.judgment for event in events] for events in told] == asked
    assert told[-1] == told[0][:1]
    assert [event for events in told[:-1] for event in events] == store.events(after=1)
    store.verify()


def test_a_correction_may_wait_beside_what_it_corrects(store: JudgmentStore) -> None:
    given = make()
    corrected = make(grade=0, replaces=given.event_id)
    seen = commits(store)
    ask_while_somebody_writes(store, [[given], [corrected]])
    assert len(seen) == 1
    assert [event.judgment for event in store.events()] == [given, corrected]


def test_only_who_sent_something_impossible_is_told_so(store: JudgmentStore) -> None:
    known = make(item="known")
    store.append([known])
    asked = [[make(item="a")], [make(item="b"), replace(known, grade=0)], [make(item="c")]]
    told = ask_while_somebody_writes(store, asked)
    assert isinstance(told[1], JudgmentError)
    assert [events[0].judgment.item for events in (told[0], told[2])] == ["a", "c"]
    assert [event.judgment.item for event in store.events()] == ["known", "a", "c"]
    store.verify()


def test_everybody_is_told_at_once_that_nothing_was_saved(
    store: JudgmentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append([make(item="known")])
    nowhere = sa.table("nowhere", *(sa.column(name) for name in COLUMNS))
    monkeypatch.setattr("core.judgment_store._JUDGMENTS", nowhere)
    tried = counted(store, monkeypatch)
    asked = [[make(item=f"i{n}")] for n in range(4)]
    told = ask_while_somebody_writes(store, asked)
    assert len(tried) == 1, "a store that doesn't answer is waited for once"
    assert {type(each) for each in told} == {JudgmentStoreError}
    assert len({str(each) for each in told}) == 1
    assert len({id(each) for each in told}) == 4
    assert {each.failure for each in told} == {"save"}
    monkeypatch.undo()
    assert store.revision() == 1
    for events in asked:
        store.append(events)
    assert store.revision() == 5


def counted(
    store: JudgmentStore, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException] | None = None
) -> list[object]:
    """Every attempt to store something; the first one ends in ``fault``."""
    tried: list[object] = []
    original = store._store

    def attempt(requests: Any) -> None:
        tried.append(requests)
        if fault is not None and len(tried) == 1:
            raise fault
        original(requests)

    monkeypatch.setattr(store, "_store", attempt)
    return tried


@pytest.mark.parametrize("fault", [KeyboardInterrupt, MemoryError, TypeError])
def test_who_is_stopped_while_storing_for_others_takes_nothing_from_them(
    store: JudgmentStore, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    counted(store, monkeypatch, fault)
    told = ask_while_somebody_writes(store, [[make(item=f"i{n}")] for n in range(4)])
    given = [each[0] for each in told if isinstance(each, list)]
    assert len(given) == (3 if fault is KeyboardInterrupt else 4)
    assert sorted(given, key=lambda event: event.revision) == store.events()
    store.verify()


def test_what_a_caller_was_told_has_failed_is_not_stored_later(store: JudgmentStore) -> None:
    with store._turn, pytest.raises(RuntimeError, match="asked for its turn again"):
        store.append([make(item="refused")])
    store.append([make(item="next")])
    assert [event.judgment.item for event in store.events()] == ["next"]


def test_whose_judgment_is_stored_waits_for_no_other_writer(store: JudgmentStore) -> None:
    done, go_on = [], threading.Event()

    def write() -> None:
        with store._turn:
            go_on.wait(60)

    def ask(item: str) -> None:
        store.append([make(item=item)])
        done.append(item)

    first, second = (threading.Thread(target=ask, args=(item,)) for item in ("first", "second"))
    other = threading.Thread(target=write)
    with store._turn:
        for number, thread in enumerate((first, other)):
            thread.start()
            while len(store._turn._waiting) <= number:
                time.sleep(0.001)
        second.start()
        while len(store._line) < 2:
            time.sleep(0.001)
    second.join(30)
    try:
        assert sorted(done) == ["first", "second"]
        assert other.is_alive(), "it has its turn"
    finally:
        go_on.set()
        other.join(30)


def test_stores_of_one_place_stand_in_one_line(place: Place) -> None:
    judgments, tasks = (place.open(kind, WORKSPACE) for kind in (JudgmentStore, TaskStore))
    assert judgments._turn is tasks._turn
    elsewhere = place.open(JudgmentStore, WORKSPACE.replace("1", "9"))
    assert (elsewhere._turn is judgments._turn) == (not judgments.is_in_database), (
        "one file, one line"
    )
