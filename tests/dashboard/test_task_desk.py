"""A desk in a task: more comes, repeats hide what was said, a step back keeps its pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from core.agreement import self_consistency
from core.assignment import GAP, Offer
from core.errors import JudgmentStoreError
from core.judgments import Judgment, StoredJudgment
from core.standing import Standing, said, standing
from dashboard import desk as desks
from dashboard import judging
from dashboard.desk import Books, Desk, Statement, Supply

TASK, GUIDELINE = "math-1", "0123456789ab"
OTHERS = Offer("q0", tuple(f"i{n}" for n in range(GAP)))
"""So many others come before a pair comes back."""
AGAIN = Offer("q1", ("a",), again=True)


@dataclass
class Server:
    """What a server keeps, and the offers that it will make."""

    offers: list[Offer | None] = field(default_factory=list)
    stored: list[StoredJudgment] = field(default_factory=list)
    held: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    is_away: bool = False

    def append(self, events: Sequence[Judgment]) -> None:
        if self.is_away:
            raise JudgmentStoreError("away")
        for event in events:
            number = len(self.stored) + 1
            at = f"2026-01-01T00:00:{number:02d}"
            self.stored.append(StoredJudgment(number, "w", event, at, "p", "h"))

    def next(self) -> Offer | None:
        if self.is_away:
            raise JudgmentStoreError("away")
        return self.offers.pop(0) if self.offers else None

    def standing(self) -> Standing:
        return standing(self.stored)

    def books(self, name: str = "kim") -> Books:
        return Books(
            name,
            self.append,
            self.standing,
            lambda: self.stored,
            lambda item: f"content of {item}",
            say=str,
            task=TASK,
            guideline=GUIDELINE,
            supply=Supply(self.next, lambda query, items: self.held.append((query, tuple(items)))),
            again=lambda pair: said(self.stored).again(name, pair, TASK),
        )

    def open(self, before: Desk | None = None) -> Desk:
        forms = [
            statement
            for statement in said(self.stored).forms("kim")
            if statement[-1].judgment.task == TASK
        ]
        return desks.open_task_desk("key", forms, self.books(), before)


def grade(server: Server, desk: Desk, value: int) -> None:
    assert desk.pair is not None
    judging.judge(desk, server.books(), desk.pair, Statement(value))


def grades(server: Server) -> dict[tuple[str, str], int | None]:
    return {pair: by["kim"].judgment.grade for pair, by in server.standing().by_pair.items() if by}


def test_more_is_laid_on_when_the_pairs_at_hand_are_judged() -> None:
    server = Server([Offer("q1", ("a", "b")), Offer("q2", ("c",)), None])
    desk = server.open()
    assert desk.order == [("q1", "a"), ("q1", "b")]
    seen = []
    while desk.pair is not None:
        seen.append((desk.pair, desks.in_batch(desk)))
        grade(server, desk, 1)
    assert seen == [
        (("q1", "a"), (1, 2)),
        (("q1", "b"), (2, 2)),
        (("q2", "c"), (1, 1)),
    ]
    assert {s.judgment.task for s in server.stored} == {TASK}
    assert {s.judgment.guideline for s in server.stored} == {GUIDELINE}


def test_keys_go_on_over_the_border_of_two_offers() -> None:
    server = Server([Offer("q1", ("a",)), Offer("q2", ("b", "c")), None])
    desk = server.open()
    keys = [
        {"n": n, "code": f"Digit{n}", "token": desk.token, "shown_ms": 100 * n} for n in (1, 2, 3)
    ]
    judging.take_keys(desk, server.books(), {"log": "l", "keys": keys})
    assert grades(server) == {("q1", "a"): 1, ("q2", "b"): 2, ("q2", "c"): 3}


def test_a_repeat_shows_nothing_of_the_first_time_and_is_a_statement_of_its_own() -> None:
    server = Server([Offer("q1", ("a",)), Offer("q1", ("a",), again=True), None])
    desk = server.open()
    judging.set_note(desk, server.books(), ("q1", "a"), "first")
    grade(server, desk, 3)
    assert desk.pair == ("q1", "a")
    assert desk.at == 1
    assert desks.given(desk, server.books(), ("q1", "a")) is None
    assert judging.draft(desk, server.books(), ("q1", "a")).note == ""
    grade(server, desk, 1)
    first, second = (s.judgment for s in server.stored)
    assert (first.grade, second.grade, second.replaces, second.note) == (3, 1, None, "")
    desks.step(desk, -1)
    assert desks.given(desk, server.books(), ("q1", "a")).judgment.grade == 1  # type: ignore[union-attr]
    desks.step(desk, -1)
    assert desks.given(desk, server.books(), ("q1", "a")).judgment.grade == 3  # type: ignore[union-attr]


def test_a_repeat_is_corrected_and_taken_back_without_touching_the_first_time() -> None:
    server = Server([Offer("q1", ("a",)), Offer("q1", ("a",), again=True), None])
    desk = server.open()
    for value in (3, 1):
        grade(server, desk, value)
    desks.step(desk, -1)
    grade(server, desk, 2)
    assert server.stored[-1].judgment.replaces == server.stored[-2].judgment.event_id
    judging.undo(desk, server.books())
    assert (desk.at, desks.given(desk, server.books(), ("q1", "a")).judgment.grade) == (1, 1)  # type: ignore[union-attr]
    judging.undo(desk, server.books())
    assert desk.at == 1
    assert desks.given(desk, server.books(), ("q1", "a")) is None
    judging.undo(desk, server.books())
    assert desk.at == 0
    assert grades(server) == {}
    assert not judging.can_undo(desk, server.books())


def test_a_desk_set_up_anew_has_all_that_was_judged_in_the_task() -> None:
    server = Server([Offer("q1", ("a", "b")), OTHERS, AGAIN, None])
    desk = server.open()
    for value in (3, 2, *[0] * GAP, 1):
        grade(server, desk, value)
    outside = Judgment("e", "kim", "q9", "z", grade=0)
    server.append([outside])
    server.offers = [Offer("q2", ("c",))]
    again = server.open(desk)
    others = [("q0", item) for item in OTHERS.candidates]
    done = [("q1", "a"), ("q1", "b"), *others, ("q1", "a")]
    assert again.order == [*done, ("q2", "c")]
    assert again.pair == ("q2", "c")
    for pair in reversed(done):
        judging.undo(again, server.books())
        assert again.pair == pair
    judging.undo(again, server.books())
    assert grades(server) == {("q9", "z"): 0}, "what was said outside is not undone here"


def test_what_was_put_off_comes_last() -> None:
    late = Offer("q1", ("a",))
    server = Server([late, Offer("q2", ("b",)), late, None])
    desk = server.open()
    judging.put_off(desk, server.books(), ("q1", "a"))
    assert desk.pair == ("q2", "b")
    assert server.stored[-1].judgment.task == TASK
    grade(server, desk, 0)
    assert desk.pair == ("q1", "a")
    assert desk.order == [("q1", "a"), ("q2", "b")]
    grade(server, desk, 2)
    assert desk.pair is None


def test_a_repeat_can_be_put_off() -> None:
    again = Offer("q1", ("a",), again=True)
    server = Server([Offer("q1", ("a",)), again, Offer("q2", ("b",)), again, None])
    desk = server.open()
    grade(server, desk, 3)
    judging.put_off(desk, server.books(), ("q1", "a"))
    assert desk.pair == ("q2", "b")
    grade(server, desk, 0)
    assert (desk.pair, desk.at) == (("q1", "a"), 1)
    grade(server, desk, 3)
    assert desk.pair is None
    assert [s.judgment.kind for s in server.stored].count("judgment") == 3


def test_a_store_that_goes_away_is_said_and_tried_again() -> None:
    server = Server([Offer("q1", ("a",)), Offer("q2", ("b",))])
    desk = server.open()
    grade_before = server.books()
    server.is_away = True
    judging.judge(desk, grade_before, ("q1", "a"), Statement(2))
    assert [event.grade for event in desk.unsaved] == [2]
    assert desk.pair == ("q1", "a")
    server.is_away = False
    judging.retry(desk, server.books())
    assert desk.pair == ("q2", "b")
    assert grades(server) == {("q1", "a"): 2}


def test_when_only_the_next_pairs_are_out_of_reach_the_grade_is_saved() -> None:
    server = Server([Offer("q1", ("a",))])
    desk = server.open()
    books = server.books()

    def away() -> Offer | None:
        raise JudgmentStoreError("away")

    cut = Supply(away, lambda *_: None)
    judging.judge(desk, _with(books, cut), ("q1", "a"), Statement(2))
    assert grades(server) == {("q1", "a"): 2}
    assert (desk.pair, desk.fault, desk.unsaved) == (None, "away", [])
    server.offers = [Offer("q2", ("b",))]
    desks.advance(desk, server.books())
    assert desk.pair == ("q2", "b")
    assert desk.fault == ""


def _with(books: Books, supply: Supply) -> Books:
    return Books(
        books.annotator,
        books.store,
        books.standing,
        books.events,
        books.content,
        say=str,
        task=books.task,
        guideline=books.guideline,
        supply=supply,
    )


def test_a_step_back_keeps_its_pairs_on_this_desk() -> None:
    server = Server([Offer("q1", ("a", "b")), None])
    desk = server.open()
    grade(server, desk, 1)
    judging.undo(desk, server.books())
    assert server.held == [("q1", ("a", "b"))]


def test_who_works_keeps_the_pairs_and_who_left_for_long_gets_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(desks.time, "monotonic", lambda: now[0])
    server = Server([Offer("q1", ("a", "b", "c")), Offer("q2", ("d",)), None])
    desk = server.open()
    now[0] += 60
    grade(server, desk, 1)
    assert server.held == []
    now[0] += 6 * 60
    grade(server, desk, 1)
    assert server.held == [("q1", ("c",))]
    now[0] += 20 * 60
    assert desk.pair == ("q1", "c"), "what is at hand stays"
    grade(server, desk, 1)
    assert desk.pair == ("q2", "d")


def test_unjudged_pairs_leave_a_desk_that_was_left_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(desks.time, "monotonic", lambda: now[0])
    server = Server([Offer("q1", ("a", "b", "c")), Offer("q2", ("d",)), None])
    desk = server.open()
    now[0] += 60 * 60
    judging.put_off(desk, server.books(), ("q1", "a"))
    assert desk.order == [("q1", "a"), ("q2", "d")]
    assert desk.pair == ("q2", "d")
    assert server.held == [], "what may be somebody else's by now is not taken back"


def test_an_empty_task_is_finished_at_once() -> None:
    desk = Server([None]).open()
    assert desk.pair is None
    assert desk.order == []
    assert desk.fault == ""


# ---- two windows -------------------------------------------------------------------------------


def two_windows() -> tuple[Server, Desk, Desk]:
    """Two desks of one annotator; the same pair lies on both for the second time."""
    server = Server([Offer("q1", ("a",)), OTHERS, AGAIN])
    one = server.open()
    for value in (3, *[0] * GAP):
        grade(server, one, value)
    server.offers = [AGAIN]
    return server, one, server.open()


def statements_of_a(server: Server) -> list[int | None]:
    forms = said(server.stored).last_forms("kim")
    return [each.judgment.grade for each in forms if each.judgment.item == "a"]


def test_a_repeat_that_one_window_answered_is_answered_in_the_other() -> None:
    server, one, two = two_windows()
    assert one.pair == two.pair == ("q1", "a")
    assert desks.given(two, server.books(), ("q1", "a")) is None
    grade(server, one, 2)
    answer = desks.given(two, server.books(), ("q1", "a"))
    assert answer is not None
    assert (answer.judgment.grade, desks.done(two, server.books())[0]) == (2, set(range(GAP + 2)))
    grade(server, two, 1)  # what was at hand there
    assert server.stored[-1].judgment.replaces == answer.judgment.event_id
    assert statements_of_a(server) == [3, 1]
    judging.undo(two, server.books())
    assert statements_of_a(server) == [3, 2]
    judging.undo(two, server.books())
    assert statements_of_a(server) == [3]
    assert two.pair == ("q1", "a")
    assert desks.given(two, server.books(), ("q1", "a")) is None, "it is due again, and hidden"


def test_a_repeat_that_only_the_other_window_got_leaves_what_was_said_first_as_it_was() -> None:
    server = Server([Offer("q1", ("a",)), OTHERS])
    two = server.open()
    for value in (3, *[0] * GAP):
        grade(server, two, value)
    server.offers = [AGAIN]
    one = server.open()
    grade(server, one, 1)
    assert statements_of_a(server) == [3, 1]
    desks.go(two, 0)
    first = desks.given(two, server.books(), ("q1", "a"))
    assert first is not None
    assert first.judgment.grade == 3
    grade(server, two, 2)
    assert statements_of_a(server) == [2, 1]


def test_answers_of_two_windows_that_know_nothing_of_each_other_are_both_kept() -> None:
    server, one, two = two_windows()
    stale = server.standing()
    unaware = replace(server.books(), standing=lambda: stale, again=lambda _pair: ())
    grade(server, one, 2)
    judging.judge(two, unaware, ("q1", "a"), Statement(1))
    last = [stored.judgment for stored in server.stored[-2:]]
    assert [(each.grade, each.replaces) for each in last] == [(2, None), (1, None)]
    assert statements_of_a(server) == [3, 1]
    assert self_consistency(said(server.stored).statements())["kim"].n == 1


def test_a_grade_that_was_kept_back_while_another_window_judged_is_no_repeat() -> None:
    server = Server([Offer("q1", ("a", "b"))])
    one = server.open()
    server.offers = [Offer("q1", ("a", "b"))]
    two = server.open()
    server.is_away = True
    grade(server, one, 3)
    server.is_away = False
    grade(server, two, 2)
    judging.retry(one, server.books())
    assert [stored.judgment.grade for stored in server.stored] == [2, 3]
    assert statements_of_a(server) == [3]
    assert self_consistency(said(server.stored).statements()) == {}
