"""Remarks: nothing acknowledged is lost, the last one counts, older stores take them in."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.causes import KINDS
from core.errors import JudgmentError, JudgmentStoreError, RemarkError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.remark_store import MAX_NOTE, REMARK_CAUSES, Remark, RemarkStore

WORKSPACE = "11111111-2222-3333-4444-555555555555"
Place = Any  # tests/places.py

WRITER = """
import sys, uuid
from pathlib import Path
from core.postgres import chosen
from core.remark_store import Remark, RemarkStore
store = RemarkStore.open(chosen(None, Path(sys.argv[1])), sys.argv[3])
for n in range(25):
    name = f"{sys.argv[2]} {n}"
    store.append(Remark(str(uuid.uuid4()), "g", "q", "a", "b", "김서연", note=name))
    print(name, flush=True)
"""


def make(query: str = "q", cause: str = "hole", note: str = "", **others: str) -> Remark:
    given = {"gt": "g", "variant_a": "a", "variant_b": "b", "author": "김서연", **others}
    return Remark(str(uuid.uuid4()), query=query, cause=cause, note=note, **given)


def test_what_was_saved_is_there_when_the_file_is_opened_again(place: Place) -> None:
    store = place.open(RemarkStore, WORKSPACE)
    assert store.of_pair("g", "a", "b") == {}
    assert place.tables(WORKSPACE) == []
    first = store.append(make(note="  이미지에만 답이 있음 "))
    second = store.append(make(cause="truth", author="이  준호"))
    other = store.append(make("p"))
    store.close()
    found = place.open(RemarkStore, WORKSPACE).of_pair("g", "a", "b")
    assert found == {"q": (first, second), "p": (other,)}
    assert [(s.number, s.replaces) for s in (first, second, other)] == [
        (1, None),
        (2, first.remark.remark_id),
        (3, None),
    ]
    assert (first.remark.note, second.remark.author) == ("이미지에만 답이 있음", "이 준호")
    assert first.at < second.at


def test_the_order_of_the_pair_says_nothing_and_all_else_keeps_remarks_apart(place: Place) -> None:
    store = place.open(RemarkStore, WORKSPACE)
    stored = store.append(make(variant_a="b", variant_b="a"))
    assert (stored.remark.variant_a, stored.remark.variant_b) == ("a", "b")
    assert store.of_pair("g", "b", "a") == {"q": (stored,)}
    for others in ({"gt": "h"}, {"variant_a": "c"}):
        assert store.append(make(**others)).replaces is None
    assert store.of_pair("g", "a", "b") == {"q": (stored,)}


def test_the_same_remark_sent_twice_counts_once(place: Place) -> None:
    store = place.open(RemarkStore, WORKSPACE)
    remark = make()
    assert store.append(remark) == store.append(remark)
    assert len(store.of_pair("g", "a", "b")["q"]) == 1
    with pytest.raises(RemarkError, match="stored with other content"):
        store.append(replace(remark, note="anders"))


def test_an_empty_one_takes_back_and_the_history_stays(place: Place) -> None:
    store = place.open(RemarkStore, WORKSPACE)
    said, gone = store.append(make()), store.append(make(cause=""))
    assert (said.is_empty, gone.is_empty) == (False, True)
    assert store.of_pair("g", "a", "b")["q"] == (said, gone)


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"cause": "laune"}, RemarkError, "no cause"),
        ({"note": "x" * (MAX_NOTE + 1)}, RemarkError, "Shorten it"),
        ({"note": "a\0b"}, RemarkError, "NUL"),
        ({"query": "\ud800"}, RemarkError, "half a character"),
        ({"variant_a": "b"}, RemarkError, 'both are "b"'),
        ({"author": " "}, JudgmentError, "A name has"),
        ({"remark_id": ""}, RemarkError, "1 to 36"),
    ],
)
def test_what_cannot_be_is_refused(
    place: Place, changes: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        place.open(RemarkStore, WORKSPACE).append(replace(make(), **changes))
    assert place.tables(WORKSPACE) == []


def test_whatever_is_found_automatically_can_be_said_too() -> None:
    assert REMARK_CAUSES[: len(KINDS)] == KINDS
    assert len(set(REMARK_CAUSES)) == len(REMARK_CAUSES) > len(KINDS)


def make_older(place: Place) -> None:
    place.execute(WORKSPACE, "DROP TABLE remarks")
    place.execute(WORKSPACE, "DELETE FROM schema_steps WHERE name LIKE '0003%'")


def test_a_store_of_an_earlier_version_takes_remarks_in(place: Place) -> None:
    judgments = place.open(JudgmentStore, WORKSPACE)
    judgments.append([Judgment(str(uuid.uuid4()), "김서연", "q", "i", grade=2)])
    judgments.close()
    make_older(place)
    store = place.open(RemarkStore, WORKSPACE)
    assert store.of_pair("g", "a", "b") == {}
    stored = store.append(make())
    assert store.of_pair("g", "a", "b") == {"q": (stored,)}
    again = place.open(JudgmentStore, WORKSPACE)
    again.verify()
    assert len(again.events()) == 1


def test_an_older_store_that_can_only_be_read_has_none(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    judgments = place.open(JudgmentStore, WORKSPACE)
    judgments.append([Judgment(str(uuid.uuid4()), "김서연", "q", "i", grade=2)])
    judgments.close()
    make_older(place)
    monkeypatch.setattr(RemarkStore, "is_writable", False)
    assert place.open(RemarkStore, WORKSPACE).of_pair("g", "a", "b") == {}


def test_a_store_that_cannot_be_written_says_so_and_acknowledges_nothing(tmp_path: Path) -> None:
    path = tmp_path / "judgments.sqlite"
    path.mkdir()
    with pytest.raises(JudgmentStoreError, match="the remark could not be saved") as caught:
        RemarkStore.open(path, WORKSPACE).append(make())
    assert caught.value.failure == "save"


def test_threads_and_stores_make_one_chain(place: Place) -> None:
    stores = [place.open(RemarkStore, WORKSPACE) for _ in range(2)]

    def write(who: int) -> None:
        for n in range(12):
            stores[who % 2].append(make(note=f"{who} {n}"))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check_chain(place, 48)


def test_two_processes_make_one_chain(place: Place) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place.file), f"writer {n}", WORKSPACE],
            stdout=subprocess.PIPE,
            text=True,
            env=place.environment,
        )
        for n in range(2)
    ]
    said = [writer.communicate(timeout=120)[0].splitlines() for writer in writers]
    assert [len(lines) for lines in said] == [25, 25]
    notes = check_chain(place, 50)
    assert set(notes) == {line for lines in said for line in lines}


def check_chain(place: Place, count: int) -> list[str]:
    """Return the notes; each remark replaces the one before it, and numbers have no gaps."""
    stored = place.open(RemarkStore, WORKSPACE).of_pair("g", "a", "b")["q"]
    assert [s.number for s in stored] == list(range(1, count + 1))
    assert [s.replaces for s in stored] == [None, *(s.remark.remark_id for s in stored[:-1])]
    return [s.remark.note for s in stored]
