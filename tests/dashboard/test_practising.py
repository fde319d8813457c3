"""Practice: one answer to each pair, the lead's after it, and none of it a judgment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import JudgmentStoreError
from core.task_store import Check
from core.tasks import Practice, Seat, Task
from dashboard import practising
from dashboard.practising import Practising

PAIRS = (Practice("q1", "a", 3), Practice("q1", "b", 0, "other unit"), Practice("q2", "c", 1))
TASK = Task("t", "T", "hybrid", roster=(Seat("kim"),), practice=PAIRS)


@pytest.fixture
def kept() -> list[Check]:
    return []


@pytest.fixture
def here(kept: list[Check]) -> Practising:
    return practising.begin("key", TASK, kept, "kim")


def keys(here: Practising, kept: list[Check], *codes: str, first: int = 1) -> None:
    log = [
        {"n": n, "code": code, "token": here.key, "shown_ms": 500}
        for n, code in enumerate(codes, start=first)
    ]
    practising.take_keys(here, kept.append, {"log": "l", "keys": log})


def test_an_answer_stays_in_sight_until_one_goes_on(here: Practising, kept: list[Check]) -> None:
    keys(here, kept, "ArrowRight")
    assert here.at == 0, "nobody skips practice"
    keys(here, kept, "Digit2", first=2)
    assert here.given == kept[0]
    assert (kept[0].grade, kept[0].duration_ms, kept[0].guideline) == (
        2,
        500,
        TASK.guideline.version,
    )
    assert here.at == 0
    keys(here, kept, "Digit3", first=3)
    assert [check.grade for check in kept] == [2], "the first answer counts"
    keys(here, kept, "Enter", "Numpad0", "ArrowRight", "KeyX", first=4)
    assert [check.grade for check in kept] == [2, 0, None]
    assert kept[2].cannot_tell
    assert here.at == 2
    keys(here, kept, "ArrowRight", first=8)
    assert here.pair is None
    assert practising.is_done(TASK, kept, "kim")
    assert practising.same(here.answered, PAIRS) == 1
    keys(here, kept, "Digit1", "ArrowRight", "ArrowLeft", first=9)
    assert here.at == 2
    assert len(kept) == 3


def test_practice_goes_on_where_it_was_left_and_is_each_persons_own(kept: list[Check]) -> None:
    first = practising.begin("key", TASK, (), "lee")
    keys(first, kept, "Digit3", "ArrowRight", "Digit0")
    assert practising.begin("key", TASK, kept, "kim").at == 0
    again = practising.begin("key", TASK, kept, "lee")
    assert again.at == 2
    assert not practising.is_done(TASK, kept, "lee")
    shorter = replace(TASK, practice=PAIRS[:2])
    assert practising.is_done(shorter, kept, "lee")
    assert practising.is_done(replace(TASK, practice=()), (), "lee")


def test_keys_that_arrive_again_or_are_of_another_place_do_nothing(
    here: Practising, kept: list[Check]
) -> None:
    keys(here, kept, "Digit1")
    keys(here, kept, "Digit1")
    elsewhere = {"log": "l", "keys": [{"n": 2, "code": "ArrowRight", "token": "other"}]}
    practising.take_keys(here, kept.append, elsewhere)
    assert len(kept) == 1
    assert here.at == 0


def test_an_answer_that_is_not_stored_can_be_given_again(
    here: Practising, kept: list[Check]
) -> None:
    def refuse(_: Check) -> None:
        raise JudgmentStoreError("away")

    with pytest.raises(JudgmentStoreError):
        practising.press(here, refuse, "Digit1")
    assert here.given is None
    practising.press(here, kept.append, "Digit1")
    assert here.given == kept[0]


def test_switches_are_kept_and_answers_closed_on_the_next_pair(
    here: Practising, kept: list[Check]
) -> None:
    assert here.guide, "whoever begins reads the guideline first"
    keys(here, kept, "KeyH", "Slash", "KeyT", "KeyA", "Digit1")
    assert (here.differences, here.guide, here.answers) == (True, True, True)
    keys(here, kept, "ArrowRight", first=6)
    assert (here.differences, here.guide, here.answers) == (True, True, False)
