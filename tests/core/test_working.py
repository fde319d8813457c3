"""What a task comes to: which pairs its people get, and what counts as judged."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from core.assignment import next_batch, tally
from core.decisive import OpenQuery
from core.judgments import Judgment, StoredJudgment
from core.standing import standing, statements
from core.tasks import Example, Guideline, Practice, Seat, Task
from core.working import snapshot, urgency, workload

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAIRS = {"q1": ("i1", "i2"), "q2": ("i1", "q1"), "q3": ("i1",)}
SUBJECTS = {"q1": "수학", "q2": "수학", "q3": "과학"}


def task(**more):
    roster = (Seat("김서연"), Seat("이준호", ("과학",)))
    fields = {"id": "math-1", "roster": roster, "overlap": 0.0, **more}
    return Task(name="수학 1차", gt="hybrid", **fields)


def said(*events):
    """Events from (name, query, item) or (name, query, item, further fields)."""
    stored = [
        StoredJudgment(
            number,
            "w",
            Judgment(f"e{number}", *event[:3], **{"grade": 2, **(event[3] if event[3:] else {})}),
            (NOON + timedelta(seconds=number)).isoformat(),
            "p",
            "h",
        )
        for number, event in enumerate(events, start=1)
    ]
    return standing(stored), statements(stored)


def everything(work, shot, name):
    """All that somebody gets, one query after the other."""
    given, found = dict(shot.given), []
    while True:
        offer = next_batch(
            work, type(shot)(given, (), shot.deferred, shot.barred, shot.before), name, NOON
        )
        if offer is None:
            return found
        pairs = [(offer.query, item) for item in offer.candidates]
        given[name] = (*given.get(name, ()), *pairs)
        found.extend(pairs)


def test_annotators_get_eligible_pairs_only():
    work = workload(task(), PAIRS, (), SUBJECTS)
    shot = snapshot(task(), *said())
    assert everything(work, shot, "이준호") == [("q3", "i1")]
    assert len(everything(work, shot, "김서연")) == 5
    assert everything(work, shot, "somebody") == []


def test_pairs_whose_answers_were_seen_are_not_asked():
    shown = task(
        practice=(Practice("q1", "i2", 1),),
        guideline=Guideline("", {3: (Example("q2", "q1"),)}),
    )
    assert workload(shown, PAIRS, (), SUBJECTS).pairs == {
        "q1": ("i1",),
        "q2": ("i1",),
        "q3": ("i1",),
    }


def test_pairs_judged_in_the_task_stay_in_it():
    work = workload(task(overlap=1.0), {"q3": ("i1",)}, [("q1", "i1")], SUBJECTS)
    assert work.pairs == {"q1": ("i1",), "q3": ("i1",)}
    shot = snapshot(task(), *said(("이준호", "q1", "i1", {"task": "math-1"})))
    assert set(everything(work, shot, "김서연")) == {("q1", "i1"), ("q3", "i1")}
    assert tally(work, shot).given == 1


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ((), {("a", "b"), ("a", "c")}),
        ([("b", "a")], {("b", "a"), ("a", "c")}),
        ([("a", "b")], {("a", "b"), ("a", "c")}),
        ([("c", "a")], {("a", "b"), ("c", "a")}),
    ],
)
def test_a_symmetric_task_asks_a_pair_in_one_direction(given, asked):
    pairs = {"a": ("b", "c"), "b": ("a",)}
    work = workload(task(symmetric=True), pairs, given, {})
    assert {(query, item) for query, items in work.pairs.items() for item in items} == asked
    assert workload(task(), pairs, (), {}).pairs == pairs


def test_what_was_judged_outside_counts_once_and_is_not_asked_again():
    before = ("김서연", "q1", "i1")
    work = workload(task(overlap=1.0), PAIRS, (), dict.fromkeys(SUBJECTS, "과학"))
    shot = snapshot(task(), *said(before, ("김서연", "q1", "i2", {"task": "other"})))
    assert ("q1", "i1") not in everything(work, shot, "김서연")
    assert ("q1", "i2") not in everything(work, shot, "김서연")
    assert {("q1", "i1"), ("q1", "i2")} <= set(everything(work, shot, "이준호"))
    assert (tally(work, shot).given, tally(work, shot).wanted) == (2, 10)


def test_a_second_opinion_is_another_persons():
    second = task(queue="second", roster=(Seat("김서연"), Seat("이준호")))
    work = workload(second, {"q1": ("i1",)}, (), SUBJECTS)
    shot = snapshot(second, *said(("김서연", "q1", "i1")))
    assert everything(work, shot, "김서연") == []
    assert everything(work, shot, "이준호") == [("q1", "i1")]
    assert tally(work, shot).wanted == 1


def test_who_saw_a_rank_does_not_judge_the_pair_blind():
    state = said(("김서연", "q1", "i1", {"blind": False}))
    shot = snapshot(task(), *state)
    assert ("q1", "i1") not in everything(workload(task(), PAIRS, (), SUBJECTS), shot, "김서연")
    assert shot.before["김서연"] == frozenset(), "what was seen is no blind judgment"


def test_in_a_symmetric_task_either_direction_counts():
    both = task(symmetric=True, roster=(Seat("김서연"),))
    shot = snapshot(both, *said(("김서연", "q1", "q2")))
    assert ("q2", "q1") not in everything(workload(both, PAIRS, (), SUBJECTS), shot, "김서연")


def test_queries_on_which_as_much_hangs_have_one_place():
    def open_query(name, verdicts=(), variants=1):
        return OpenQuery(name, ("i",), ("2b",), verdicts, (), variants, 1)

    found = [open_query("a"), open_query("b", ("2b",)), open_query("c"), open_query("d", (), 2)]
    places = urgency(found)
    assert places["b"] < places["d"] < places["a"] == places["c"]
    work = workload(task(), {each.query: each.items for each in found}, (), {}, places)
    order = [pair[0] for pair in everything(work, snapshot(task(), *said()), "김서연")]
    assert order[:2] == ["b", "d"]


def test_lots_are_the_workspaces_and_the_tasks_own():
    seeds = Counter(
        workload(each, PAIRS, (), SUBJECTS, workspace_uuid=uuid).rules.seed
        for each in (task(), task(id="sci-1"))
        for uuid in ("w", "v")
    )
    assert len(seeds) == 4


def test_who_saw_one_direction_does_not_judge_the_other_of_a_symmetric_task():
    both = task(symmetric=True, roster=(Seat("김서연"),))
    work = workload(both, PAIRS, (), SUBJECTS)
    seen = ("김서연", "q1", "q2", {"blind": False})
    assert ("q2", "q1") not in everything(work, snapshot(both, *said(seen)), "김서연")
    alone = task(roster=(Seat("김서연"),))
    assert ("q2", "q1") in everything(work, snapshot(alone, *said(seen)), "김서연")


def test_what_was_judged_by_who_has_left_the_roster_counts():
    work = workload(task(), PAIRS, [("q1", "i1")], SUBJECTS)
    shot = snapshot(task(), *said(("박도윤", "q1", "i1", {"task": "math-1"})))
    assert ("q1", "i1") not in everything(work, shot, "김서연")
    assert tally(work, shot).given == 1
    outside = snapshot(task(), *said(("박도윤", "q1", "i1")))
    assert ("q1", "i1") in everything(work, outside, "김서연")
    assert everything(work, shot, "박도윤") == []


def test_a_pair_that_was_seen_with_ranks_since_does_not_come_back():
    """As when its judge decided a disagreement on it."""
    events = [("김서연", "q1", f"i{n:02}", {"task": "math-1"}) for n in range(21)]
    alone = task(repeats=1.0, roster=(Seat("김서연"),))
    pairs = {"q1": tuple(f"i{n:02}" for n in range(21))}
    work = workload(alone, pairs, (), SUBJECTS)
    again = next_batch(work, snapshot(alone, *said(*events)), "김서연", NOON)
    assert again is not None
    assert (again.candidates, again.again) == (("i00",), True)
    decided = ("김서연", "q1", "i00", {"kind": "adjudication", "blind": False, "note": "x"})
    assert next_batch(work, snapshot(alone, *said(*events, decided)), "김서연", NOON) is None
