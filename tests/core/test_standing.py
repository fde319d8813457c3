"""What counts now: folding in new events gives what computing from all of them gives."""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.agreement import self_consistency
from core.assignment import GAP, Rules, due_again
from core.judgments import Judgment, Pair, StoredJudgment
from core.standing import Said, Standing, said, standing, statements
from core.views import HumanLayer

NAMES = ("김서연", "박준호", "이하늘")
PAIRS = (("q1", "i1"), ("q1", "i2"), ("q2", "i1"))


@st.composite
def histories(draw: st.DrawFn) -> list[StoredJudgment]:
    """Any events that a store accepts: few people and pairs, so that they meet often."""
    events: list[StoredJudgment] = []
    given_before: dict[tuple[Pair, str], list[str]] = {}
    for revision in range(1, draw(st.integers(0, 25)) + 1):
        pair, name = draw(st.sampled_from(PAIRS)), draw(st.sampled_from(NAMES))
        earlier = given_before.setdefault((pair, name), [])
        kinds = [
            "grade",
            "grade",
            "reason",
            "deferral",
            "adjudication",
            *(["withdrawal"] if earlier else []),
        ]
        kind = draw(st.sampled_from(kinds))
        replaces = draw(st.sampled_from(earlier)) if kind == "withdrawal" else None
        none = st.none() if kind == "adjudication" else st.nothing()
        grade = draw(st.integers(0, 3) | none)
        judgment = Judgment(
            f"e{revision}",
            name,
            *pair,
            kind=kind if kind in ("deferral", "withdrawal", "adjudication") else "judgment",
            grade=grade if kind in ("grade", "adjudication") else None,
            cannot_tell="그림 없음"
            if kind == "reason" or (kind == "adjudication" and grade is None)
            else None,
            blind=draw(st.booleans()),
            task=draw(st.sampled_from((None, "t"))),
            replaces=replaces or (earlier[-1] if earlier and kind == "grade" else None),
        )
        earlier.append(judgment.event_id)
        # Events from files are stored later than they were given.
        at = f"2026-01-0{draw(st.integers(1, 4))}"
        events.append(StoredJudgment(revision, "w", judgment, at, "p", "h"))
    return events


def adjudications(events: list[StoredJudgment]) -> dict[Pair, StoredJudgment]:
    """The last of each pair that nobody took back."""
    taken = {e.judgment.replaces for e in events if e.judgment.kind == "withdrawal"}
    return {
        (e.judgment.query, e.judgment.item): e
        for e in sorted(events, key=lambda e: e.at)
        if e.judgment.kind == "adjudication" and e.judgment.event_id not in taken
    }


def oracle(events: list[StoredJudgment]) -> tuple[dict, dict, dict]:  # type: ignore[type-arg]
    """Standing judgments, pairs put off and merged grades, computed the slow way."""
    by_pair: dict[Pair, dict[str, StoredJudgment]] = {}
    deferred: dict[str, set[Pair]] = {}
    grades: dict[str, dict[str, int]] = {}
    for pair in PAIRS:
        merged, in_sight = [], []
        for name in NAMES:
            stack: list[StoredJudgment] = []
            for event in events:
                if (event.judgment.query, event.judgment.item) != pair:
                    continue
                if event.judgment.annotator != name:
                    continue
                if event.judgment.kind == "withdrawal":
                    taken = event.judgment.replaces
                    stack = [kept for kept in stack if kept.judgment.event_id != taken]
                elif event.judgment.kind != "adjudication":
                    stack.append(event)
            stack.sort(key=lambda kept: kept.at)
            if stack and stack[-1].judgment.kind == "deferral":
                deferred.setdefault(name, set()).add(pair)
            graded = [kept for kept in stack if kept.judgment.kind == "judgment"]
            if graded:
                by_pair.setdefault(pair, {})[name] = graded[-1]
                last = graded[-1].judgment
                (merged if last.blind else in_sight).extend(
                    [last.grade] if last.grade is not None else []
                )
        merged = merged or in_sight
        decided = adjudications(events).get(pair)
        if decided:
            merged = [g for g in [decided.judgment.grade] if g is not None]
        if merged:
            merged.sort()
            grades.setdefault(pair[0], {})[pair[1]] = merged[(len(merged) - 1) // 2]
    return by_pair, deferred, grades


def digest(grades: dict[str, dict[str, int]]) -> str:
    lines = sorted(f"{q}\t{i}\t{g}" for q, row in grades.items() for i, g in row.items())
    return hashlib.sha256("\n".join(["2", *lines]).encode()).hexdigest()


@given(histories(), st.data())
def test_folding_in_new_events_equals_the_whole_recomputation(
    events: list[StoredJudgment], data: st.DataObject
) -> None:
    now, layer, at = Standing(), HumanLayer(), 0
    kept: list[tuple[Standing, Standing, HumanLayer, HumanLayer]] = []
    while at < len(events):
        upto = at + data.draw(st.integers(1, 4))
        new = events[at:upto]
        kept.append((now, copy.deepcopy(now), layer, HumanLayer(copy.deepcopy(layer.grades))))
        later = standing(new, now)
        layer = layer.updated(later, {(e.judgment.query, e.judgment.item) for e in new})
        now, at = later, upto
        by_pair, deferred, grades = oracle(events[:upto])
        assert now.revision == new[-1].revision
        assert now.by_pair == by_pair
        assert now.deferred == deferred
        assert now.adjudicated == adjudications(events[:upto])
        assert {(name, pair) for name, pairs in now.sighted.items() for pair in pairs} == {
            (e.judgment.annotator, (e.judgment.query, e.judgment.item))
            for e in events[:upto]
            if not e.judgment.blind
        }
        assert layer.grades == grades
        assert layer.hash == digest(grades)
        assert now == standing(events[:upto])
        assert layer == HumanLayer.of(now)
        assert standing(events[:upto], now) is now  # nothing new
    for before, copied, layer_before, layer_copied in kept:
        assert before == copied  # what was handed out never changes
        assert before._stacks == copied._stacks
        assert before._decisions == copied._decisions
        assert layer_before.grades == layer_copied.grades
        assert layer_before.hash == layer_copied.hash


@pytest.mark.parametrize("at_once", [True, False])
def test_what_was_given_last_counts_though_an_older_file_was_stored_after_it(
    *, at_once: bool
) -> None:
    def event(revision: int, at: str, grade: int) -> StoredJudgment:
        judgment = Judgment(f"e{revision}", "김서연", "q", "i", grade=grade)
        return StoredJudgment(revision, "w", judgment, at, "p", "h")

    events = [
        event(1, "2026-02-02", 3),
        event(2, "2025-01-01", 0),
        event(3, "2025-06-01", 1),
    ]
    found = Standing()
    for part in [events] if at_once else [[e] for e in events]:
        found = standing(part, found)
    assert found.by_pair["q", "i"]["김서연"].judgment.grade == 3
    undo = Judgment("u", "김서연", "q", "i", kind="withdrawal", replaces="e1")
    found = standing([StoredJudgment(4, "w", undo, "2026-03-01", "p", "h")], found)
    assert found.by_pair["q", "i"]["김서연"].judgment.grade == 1  # not 0, though stored between


# ---- adjudications -------------------------------------------------------------------------------


def decision(number: int, name: str, grade: int | None) -> StoredJudgment:
    reason = None if grade is not None else "지문이 없음"
    judgment = Judgment(
        f"e{number}", name, "q", "a", kind="adjudication", grade=grade, cannot_tell=reason,
        note="지침 3항",
    )  # fmt: skip
    return StoredJudgment(number, "w", judgment, f"2026-01-{number:02d}", "p", "h")


def test_an_adjudication_decides_until_it_is_taken_back() -> None:
    said = [event(1, "kim", 3), event(2, "lee", 0)]
    taken = event(9, "park", None, 3)
    for events, grade in (
        (said, 0),
        ([*said, decision(3, "park", 2)], 2),
        ([*said, decision(3, "park", 2), event(4, "choi", 1)], 2),
        ([*said, decision(3, "park", 2), decision(5, "kim", 1)], 1),
        ([*said, decision(3, "park", None)], None),
        ([decision(3, "park", 2)], 2),
        ([*said, decision(3, "park", 2), taken], 0),
        ([*said, decision(3, "park", 2), decision(5, "kim", 1), taken], 1),
        ([decision(3, "park", 2), taken], None),
    ):
        found = standing(events)
        assert HumanLayer.of(found).grade("q", "a") == grade
        assert "park" not in found.by_pair.get(("q", "a"), {}), "nobody's own judgment"
        assert found.last(("q", "a"), "park") is None
    assert grades_of(*said, decision(3, "kim", 2)) == {"kim": [("a", 3)], "lee": [("a", 0)]}


# ---- statements ----------------------------------------------------------------------------------


def event(number: int, name: str, grade: int | None, replaces: int | None = None, **more: str):
    kind = more.get("kind", "judgment" if grade is not None else "withdrawal")
    judgment = Judgment(
        f"e{number}",
        name,
        "q",
        more.get("item", "a"),
        kind=kind,  # type: ignore[arg-type]
        grade=grade,
        replaces=f"e{replaces}" if replaces else None,
        task=more.get("task"),
    )
    at = more.get("at", f"2026-01-{number:02d}")
    return StoredJudgment(number, "w", judgment, at, "p", "h")


def grades_of(*events: StoredJudgment) -> dict[str, list[tuple[str, int | None]]]:
    found = statements(events)
    return {n: [(s.judgment.item, s.judgment.grade) for s in said] for n, said in found.items()}


def test_a_correction_is_the_same_statement_and_a_repeat_another_one() -> None:
    first = event(1, "kim", 1)
    other = event(2, "kim", 0, item="b")
    assert grades_of(first, other, event(3, "kim", 2, 1)) == {"kim": [("a", 2), ("b", 0)]}
    again = event(4, "kim", 3)
    assert grades_of(first, other, again) == {"kim": [("a", 1), ("b", 0), ("a", 3)]}
    assert grades_of(first, event(3, "kim", 2, 1), event(4, "kim", 0, 3)) == {"kim": [("a", 0)]}
    late = event(5, "lee", 2)
    assert grades_of(first, again, late) == {"kim": [("a", 1), ("a", 3)], "lee": [("a", 2)]}


def test_what_was_taken_back_is_no_statement() -> None:
    first, corrected = event(1, "kim", 1), event(2, "kim", 2, 1)
    assert grades_of(first, corrected, event(3, "kim", None, 2)) == {"kim": [("a", 1)]}
    assert grades_of(first, event(3, "kim", None, 1)) == {"kim": []}
    both = (first, corrected, event(3, "kim", None, 2), event(4, "kim", None, 1))
    assert grades_of(*both, event(5, "kim", 3)) == {"kim": [("a", 3)]}
    put_off = event(2, "kim", None, kind="deferral", item="b")
    assert grades_of(first, put_off) == {"kim": [("a", 1)]}


def test_statements_stand_in_the_order_in_which_they_were_made() -> None:
    old = event(2, "kim", 2, at="2025-12-01", item="b")
    assert grades_of(event(1, "kim", 1), old) == {"kim": [("b", 2), ("a", 1)]}


@given(histories(), st.data())
def test_statements_fold_in_new_events_and_leave_what_was(
    events: list[StoredJudgment], data: st.DataObject
) -> None:
    now, at, kept = Said(), 0, []
    with pytest.MonkeyPatch.context() as few:
        few.setattr("core.standing.GAP", 2)  # so that repeats and corrections meet
        while at < len(events):
            upto = at + data.draw(st.integers(1, 4))
            kept.append((now, now.statements()))
            now = said(events[at:upto], now)
            at = upto
        assert now.statements() == statements(events)
    for earlier, was in kept:
        assert earlier.statements() == was


def test_a_statement_keeps_its_forms_until_they_are_taken_back() -> None:
    first, corrected, other = event(1, "kim", 1), event(2, "kim", 2, 1), event(3, "kim", 0)
    assert said([first, corrected, other]).forms("kim") == ((first, corrected), (other,))
    back = event(4, "kim", None, 2)
    assert said([first, corrected, other, back]).forms("kim") == ((first,), (other,))
    assert Said().forms("kim") == ()


# ---- two windows of one annotator in a task ------------------------------------------------------


def in_task(number: int, grade: int | None, replaces: int | None = None, item: str = "a"):
    return event(
        number, "kim", grade, replaces, item=item, task="t", at=f"2026-01-01T00:00:{number:02d}"
    )


def others(first: int, number: int) -> list[StoredJudgment]:
    """Judgments of other pairs, numbered from ``first``."""
    return [in_task(n, 1, item=f"i{n}") for n in range(first, first + number)]


def grades_of_a(*events: StoredJudgment) -> list[int | None]:
    return [grade for item, grade in grades_of(*events)["kim"] if item == "a"]


def test_a_repeat_that_two_windows_answer_is_one_pair_and_the_later_answer_counts() -> None:
    before = [in_task(1, 3), *others(2, GAP)]
    one, two = in_task(40, 2), in_task(41, 0)
    events = [*before, one, two]
    assert grades_of_a(*events) == [3, 0]
    assert grades_of_a(*before, one, in_task(41, 2)) == [3, 2]
    kim = self_consistency(statements(events))["kim"]
    assert (kim.n, kim.same) == (1, 0)
    assert said(events).again("kim", ("q", "a"), "t") == (one, two)
    assert standing(events).by_pair["q", "a"]["kim"] is two
    # Each window can take its own answer back, and correct it.
    assert grades_of_a(*events, in_task(42, None, 41)) == [3, 2]
    assert grades_of_a(*events, in_task(42, None, 40)) == [3, 0]
    assert grades_of_a(*events, in_task(42, None, 40), in_task(43, None, 41)) == [3]
    assert grades_of_a(*events, in_task(42, 1, 40)) == [3, 1]
    # However late the other window is.
    assert grades_of_a(*events[:-1], *others(41, GAP), in_task(41 + GAP, 1)) == [3, 1]
    taken_back = [*before, one, in_task(41, None, 40), in_task(42, 1)]
    assert grades_of_a(*taken_back) == [3, 1], "the pair was laid once more"


def test_a_pair_that_two_windows_answer_at_the_same_moment_is_no_repeat() -> None:
    one, two = in_task(1, 3), in_task(2, 1)
    assert grades_of_a(one, two) == [1]
    assert self_consistency(statements([one, two])) == {}
    assert grades_of_a(one, two, in_task(3, None, 2)) == [3]
    early = [one, *others(2, GAP - 1), in_task(40, 1)]
    assert grades_of_a(*early) == [1]
    late = [one, *others(2, GAP), in_task(40, 1)]
    assert grades_of_a(*late) == [3, 1], "so does a repeat come"
    assert grades_of_a(one, two, *others(3, GAP), in_task(40, 2)) == [1, 2]


def test_what_an_older_clock_wrote_corrects_nothing_that_was_said_later() -> None:
    first = in_task(30, 3)
    assert grades_of_a(first, in_task(5, 1)) == [3]


def test_what_came_from_another_store_is_answered_once_more_and_then_no_more() -> None:
    """Stored after the others and said before them: it is due at once, and must not stay so."""
    rules = Rules(repeats=1.0)
    copied = [*others(2, GAP), in_task(1, 3)]
    stored = [replace(each, revision=n) for n, each in enumerate(copied, start=1)]

    def due(events: list[StoredJudgment]) -> list[Pair]:
        told = statements(events)["kim"]
        pairs = [(each.judgment.query, each.judgment.item) for each in told]
        return [pair for pair in due_again(rules, pairs, "kim") if pair == ("q", "a")]

    assert due(stored) == [("q", "a")]
    answered = [*stored, in_task(40, 1)]
    assert grades_of_a(*answered) == [3, 1]
    assert due(answered) == []


@given(
    given=st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(1, 9), st.integers(-9, 12)), max_size=14
    )
)
def test_a_pair_that_is_due_again_is_so_until_it_is_answered(
    given: list[tuple[str, int, int]],
) -> None:
    """Each judges an item on a day, or takes back an event."""
    rules = Rules(repeats=1.0, gap=2)
    events = [
        replace(in_task(n, 1, item=item), at=f"2026-01-0{day}")
        if not 0 < taken < n
        else in_task(n, None, taken, item=given[taken - 1][0])
        for n, (item, day, taken) in enumerate(given, start=1)
    ]

    def told(now: list[StoredJudgment]) -> list[Pair]:
        found = (each.judgment for each in statements(now).get("kim", ()))
        return [(each.query, each.item) for each in found]

    with pytest.MonkeyPatch.context() as few:
        few.setattr("core.standing.GAP", rules.gap)
        assert set(Counter(told(events)).values()) <= {1, 2}
        for query, item in due_again(rules, told(events), "kim"):
            answered = [*events, replace(in_task(len(events) + 1, 1, item=item), at="2026-02")]
            assert Counter(told(answered))[query, item] == 2


def test_what_was_said_outside_and_corrected_in_a_task_was_said_there() -> None:
    outside = event(1, "kim", 3, at="2026-01-01T00:00:01")
    first = in_task(2, 2, 1)
    repeat = in_task(40, 1)
    events = [outside, first, *others(3, GAP), repeat]
    assert grades_of_a(*events) == [2, 1]
    assert said(events).again("kim", ("q", "a"), "t") == (repeat,)
    late = [outside, *others(3, GAP), repeat, in_task(41, 2, 1)]
    assert said(late).again("kim", ("q", "a"), "t") == (repeat,), "it began later"
    moved = event(41, "kim", 0, 2, at="2026-01-01T00:00:41")  # corrected outside of the task
    assert said([*events, moved]).again("kim", ("q", "a"), "t") == ()


def test_other_tasks_and_judgments_outside_of_tasks_are_statements_of_their_own() -> None:
    inside = in_task(1, 3)
    assert grades_of_a(inside, event(2, "kim", 1, at="2026-02")) == [3, 1]
    assert grades_of_a(inside, event(2, "kim", 1, task="u", at="2026-02")) == [3, 1]
    assert said([inside, event(2, "kim", 1)]).again("kim", ("q", "a"), "t") == ()
    assert Said().again("kim", ("q", "a"), "t") == ()
