"""Judging tasks as values: what can't be is refused by name, and documents come back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core.errors import JudgmentError, TaskError
from core.tasks import (
    Example,
    Guideline,
    Practice,
    Seat,
    Task,
    check_task,
    from_document,
    to_document,
)

WHOLE = Task(
    "math-1",
    "수학 1차",
    "Hybrid GT",
    queries=("q1", "q2"),
    queue="pooled",
    pool="corpus",
    depth=10,
    roster=(Seat("김서연", ("수학", "과학")), Seat("이준호")),
    guideline=Guideline("**같은** 풀이면 2", {2: (Example("q1", "i1", "숫자만"),), 0: ()}),
    practice=(Practice("q1", "i2", 3, "쌍둥이"),),
    symmetric=True,
    is_open=True,
)


def test_a_document_brings_the_task_back_and_is_the_same_each_time():
    text = to_document(WHOLE)
    assert from_document(text) == WHOLE
    assert to_document(from_document(text)) == text
    assert json.loads(text)["guideline"]["examples"]["2"][0]["remark"] == "숫자만"


def test_keys_of_a_newer_version_are_passed_over():
    content = json.loads(to_document(WHOLE))
    content["later"] = 1
    content["roster"][0]["later"] = 1
    content["practice"][0]["later"] = 1
    assert from_document(json.dumps(content)) == WHOLE


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"id": "a"}', '{"id":1,"name":2,"gt":3,"roster":[1]}']
)
def test_what_is_no_document_is_refused(text):
    with pytest.raises(TaskError, match="A stored task can't be read"):
        from_document(text)


def test_a_task_comes_in_normal_form():
    made = check_task(replace(WHOLE, name="  수학   1차 ", roster=(Seat("  김  서연 "),)))
    assert made.name == "수학 1차"
    assert made.roster == (Seat("김 서연"),)
    assert check_task(made) == made


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": "Math 1"}, "an id has 1 to 40 small letters"),
        ({"id": "../x"}, "an id has 1 to 40 small letters"),
        ({"name": "  "}, "a name has 1 to 100 characters"),
        ({"gt": ""}, "it names no ground truth"),
        ({"queue": "random"}, "unknown queue or candidates"),
        ({"pool": "all"}, "unknown queue or candidates"),
        ({"depth": 11}, "the depth lies between 1 and 10, not 11"),
        ({"depth": True}, "the depth lies between 1 and 10"),
        ({"overlap": 1.2}, "overlap is a share from 0 to 1, not 1.2"),
        ({"repeats": float("nan")}, "repeats is a share from 0 to 1"),
        ({"queries": ("a", "b", "a")}, "a query appears twice"),
        ({"roster": (Seat("김서연"), Seat(" 김서연 "))}, '"김서연" is on the roster twice'),
        ({"roster": (Seat("김서연", ("수학", "수학")),)}, "a subject of"),
        ({"roster": ()}, "nobody is on the roster"),
        ({"practice": (Practice("a", "b", 4),)}, "no grade 0 to 3"),
        ({"practice": (Practice("a", "a", 2),)}, "is one question"),
        ({"guideline": Guideline("x" * 20_001)}, "over 20,000 characters"),
        ({"guideline": Guideline("", {5: ()})}, "examples of the grade 5"),
        ({"queries": ("a\0",)}, "the character NUL"),
        ({"guideline": Guideline("\ud800")}, "the character NUL or half"),
    ],
)
def test_what_cannot_be_is_refused(changes, words):
    with pytest.raises(TaskError, match=words):
        check_task(replace(WHOLE, **changes))


def test_a_name_that_is_none_is_refused():
    with pytest.raises(JudgmentError, match="A name has 1 to 100 characters"):
        check_task(replace(WHOLE, roster=(Seat(" "),)))


def test_a_closed_task_may_have_nobody_yet():
    assert check_task(replace(WHOLE, roster=(), is_open=False)).roster == ()


def test_a_changed_guideline_is_another_version():
    first = WHOLE.guideline
    versions = {
        first.version,
        replace(first, text=first.text + " ").version,
        replace(first, examples={}).version,
        replace(first, examples={3: first.examples[2]}).version,
    }
    assert len(versions) == 4
    assert replace(first, examples={2: first.examples[2]}).version == first.version, "no examples"
    assert len(first.version) == 12


def test_a_seat_is_found_by_its_annotator():
    assert WHOLE.seat("이준호") == Seat("이준호")
    assert WHOLE.seat("박") is None
