"""The steps of judging, without a browser, on a real store."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.judgments import Judgment, Pair
from core.queue import Batch, batches
from core.standing import Standing, standing
from dashboard import desk as desks
from dashboard import judging
from dashboard.desk import Books, Desk, Draft, Statement

BATCHES = [Batch("q1", ("a", "b", "c")), Batch("q2", ("a", "d"))]
ORDER = [("q1", "a"), ("q1", "b"), ("q1", "c"), ("q2", "a"), ("q2", "d")]
LOG = "0f" * 8


class Breaking:
    """A store that can be made to refuse."""

    def __init__(self, store: JudgmentStore) -> None:
        self.inner = store
        self.refuses = False

    def append(self, events: Sequence[Judgment]) -> object:
        if self.refuses:
            raise JudgmentStoreError("disk is full")
        return self.inner.append(events)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[JudgmentStore]:
    opened = JudgmentStore.open(tmp_path / "judgments.sqlite", str(uuid.uuid4()))
    yield opened
    opened.close()


@pytest.fixture
def door(store: JudgmentStore) -> Breaking:
    return Breaking(store)


@pytest.fixture
def books(store: JudgmentStore, door: Breaking) -> Books:
    return Books(
        "kim",
        store=door.append,
        standing=lambda: standing(store.events()),
        events=store.events,
        content=lambda item_id: f"content of {item_id}",
    )


@pytest.fixture
def desk(books: Books) -> Desk:
    return desks.open_desk("desk", BATCHES, books, None)


def log(desk: Desk, codes: Sequence[str], first: int = 1, token: str | None = None) -> dict:
    keys = [
        {"n": n, "code": code, "token": token or desk.token, "shown_ms": 1200}
        for n, code in enumerate(codes, start=first)
    ]
    return {"log": LOG, "keys": keys}


def grades(store: JudgmentStore) -> dict[tuple[str, str], int | None]:
    now = standing(store.events())
    return {pair: by["kim"].judgment.grade for pair, by in now.by_pair.items() if "kim" in by}


def test_keys_in_one_log_are_applied_each_to_its_own_pair(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.take_keys(desk, books, log(desk, ["Digit3", "Numpad0", "Digit1", "Digit2"]))
    said = [((e.judgment.query, e.judgment.item), e.judgment.grade) for e in store.events()]
    assert said == list(zip(ORDER, [3, 0, 1, 2], strict=False))
    assert desk.pair == ORDER[4]
    first = store.events()[0].judgment
    assert (first.query_content, first.item_content) == ("content of q1", "content of a")
    assert first.blind
    assert first.duration_ms == 1200


def test_a_log_that_arrives_again_changes_nothing(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.take_keys(desk, books, log(desk, ["Digit3", "Digit0"]))
    judging.take_keys(desk, books, log(desk, ["Digit3", "Digit0", "Digit1"]))
    assert list(grades(store).values()) == [3, 0, 1]
    assert len(store.events()) == 3
    # Even a desk that forgot them (another session of the same page) makes no second event.
    desk.taken.clear()
    desk.at = 0
    judging.take_keys(desk, books, log(desk, ["Digit3", "Digit0", "Digit1"]))
    assert len(store.events()) == 3
    assert desk.at == 3


def test_keys_of_another_desk_or_of_before_a_failure_are_not_applied(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    judging.take_keys(desk, books, log(desk, ["Digit3"], token="other.0"))
    assert store.events() == []
    assert desk.skipped == 0
    door.refuses = True
    token = desk.token
    judging.take_keys(desk, books, log(desk, ["Digit3", "Digit0", "Digit1"], first=2))
    assert store.events() == []
    assert desk.pair == ORDER[0]  # not on to pairs whose keys would then be wrong
    assert [event.grade for event in desk.unsaved] == [3]
    assert desk.skipped == 2
    door.refuses = False
    judging.take_keys(desk, books, log(desk, ["Digit2"], first=5, token=token))
    assert store.events() == []  # pressed before the failure could be seen
    judging.take_keys(desk, books, log(desk, ["KeyR"], first=6))
    assert grades(store) == {ORDER[0]: 3}
    assert desk.pair == ORDER[1]
    assert desk.unsaved == []
    assert desk.fault == ""


def test_what_failed_stays_until_it_is_stored_whatever_else_is_stored(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=3))
    desks.step(desk, +1)
    judging.judge(desk, books, ORDER[1], Statement(grade=1))
    door.refuses = False
    desks.step(desk, +1)
    judging.judge(desk, books, ORDER[2], Statement(grade=0))
    assert grades(store) == {ORDER[2]: 0}
    assert desk.saved is not None
    assert [(event.item, event.grade) for event in desk.unsaved] == [("a", 3), ("b", 1)]
    assert desk.fault == "disk is full"
    judging.retry(desk, books)
    assert grades(store) == {ORDER[0]: 3, ORDER[1]: 1, ORDER[2]: 0}
    assert (desk.unsaved, desk.fault) == ([], "")


def test_a_retry_that_fails_again_keeps_all_of_it_once(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=3))
    judging.judge(desk, books, ORDER[1], Statement(grade=1))
    judging.retry(desk, books)
    assert [(event.item, event.grade) for event in desk.unsaved] == [("a", 3), ("b", 1)]
    assert store.events() == []


def test_saying_something_else_of_the_pair_replaces_what_failed(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=3))
    door.refuses = False
    judging.judge(desk, books, ORDER[0], Statement(grade=1))  # as it is stored: no new event
    assert (desk.unsaved, desk.fault) == ([], "")
    judging.retry(desk, books)
    assert grades(store) == {ORDER[0]: 1}


@pytest.mark.parametrize("graded_before", [False, True])
def test_a_flag_after_a_failed_grade_goes_with_that_grade(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking, *, graded_before: bool
) -> None:
    if graded_before:
        judging.judge(desk, books, ORDER[0], Statement(grade=1))
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=3))
    judging.toggle_duplicate(desk, books, ORDER[0])
    assert [(event.grade, event.duplicate) for event in desk.unsaved] == [(3, True)]
    door.refuses = False
    judging.retry(desk, books)
    last = store.events()[-1].judgment
    assert (last.grade, last.duplicate) == (3, True)
    assert desk.unsaved == []


def test_putting_a_pair_off_does_not_hide_that_its_grade_failed(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=3))
    door.refuses = False
    judging.put_off(desk, books, ORDER[0])
    assert [event.grade for event in desk.unsaved] == [3]
    judging.retry(desk, books)
    assert grades(store) == {ORDER[0]: 3}


def test_what_failed_can_be_given_up(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    door.refuses = True
    judging.toggle_duplicate(desk, books, ORDER[0])
    assert judging.draft(desk, books, ORDER[0]).duplicate
    judging.give_up(desk, books)
    assert (desk.unsaved, desk.fault) == ([], "")
    assert not judging.draft(desk, books, ORDER[0]).duplicate  # what stands is shown again
    door.refuses = False
    judging.retry(desk, books)
    assert len(store.events()) == 1


def test_what_failed_moves_to_the_next_desk_of_the_same_annotator_only(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=3))
    lee = desks.open_desk("lee", BATCHES, replace(books, annotator="lee"), desk)
    assert (lee.unsaved, lee.fault) == ([], "")
    other = desks.open_desk("other", [Batch("q9", ("z",))], books, lee)
    assert [(event.item, event.grade) for event in other.unsaved] == [("a", 3)]
    door.refuses = False
    judging.retry(other, books)
    assert grades(store) == {ORDER[0]: 3}
    assert other.pair == ("q9", "z")


def test_a_note_that_waits_for_its_grade_is_found_again_at_another_desk(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.set_note(desk, books, ORDER[0], "그림이 다름")
    judging.toggle_duplicate(desk, books, ORDER[1])
    lee = replace(books, annotator="lee")
    elsewhere = desks.open_desk("other", [Batch("q9", ("z",))], books, desk)
    hers = desks.open_desk("lee", BATCHES, lee, elsewhere)
    assert judging.draft(hers, lee, ORDER[0]).note == ""  # one's notes are one's own
    back = desks.open_desk("desk", BATCHES, books, hers)
    assert judging.draft(back, books, ORDER[0]).note == "그림이 다름"
    assert judging.draft(back, books, ORDER[1]).duplicate
    judging.judge(back, books, ORDER[0], Statement(grade=1))
    assert [event.judgment.note for event in store.events()] == ["그림이 다름"]


def test_a_step_that_made_no_event_is_remembered_until_its_pair_is_judged(
    desk: Desk, books: Books
) -> None:
    desks.note_fault(desk, "cannot be read")
    desks.step(desk, +1)
    judging.judge(desk, books, ORDER[1], Statement(grade=2))
    assert desk.fault == "cannot be read"
    judging.judge(desk, books, ORDER[0], Statement(grade=2))
    assert desk.fault == ""


def test_a_late_click_grades_the_pair_it_was_made_for(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    judging.judge(desk, books, ORDER[0], Statement(grade=2))  # drawn before, clicked late
    assert grades(store) == {ORDER[0]: 2}
    assert desk.pair == ORDER[1]
    first, second = store.events()
    assert second.judgment.replaces == first.judgment.event_id
    judging.judge(desk, books, ORDER[0], Statement(grade=2))  # a double click
    assert len(store.events()) == 2


def test_undo_of_any_length_also_after_a_new_session(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.take_keys(desk, books, log(desk, ["Digit3", "KeyL", "Digit1"]))
    again = desks.open_desk("desk", BATCHES, books, None)
    assert again.pair == ORDER[3]
    judging.press(again, books, "KeyU")
    assert again.pair == ORDER[2]
    judging.press(again, books, "KeyU")
    assert again.pair == ORDER[1]
    assert standing(store.events()).deferred.get("kim", frozenset()) == frozenset()
    judging.press(again, books, "KeyU")
    assert again.pair == ORDER[0]
    assert grades(store) == {}
    assert not judging.can_undo(again, books)
    judging.press(again, books, "KeyU")
    assert len(store.events()) == 6


def test_undo_of_a_correction_brings_the_grade_before_it_back(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.take_keys(desk, books, log(desk, ["Digit3", "ArrowLeft", "Digit1", "KeyU"]))
    assert grades(store) == {ORDER[0]: 3}
    assert desk.pair == ORDER[0]


def test_undo_leaves_others_and_browse_alone(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    for name, blind in (("lee", True), ("kim", False)):
        store.append([Judgment(str(uuid.uuid4()), name, "q1", "a", grade=2, blind=blind)])
    judging.press(desk, books, "KeyU")
    assert len(store.events()) == 2


def on_browse(books: Books, pair: Pair, grade: int) -> Judgment:
    """A grade given with ranks in sight."""
    event = judging.keep(
        books, pair, Statement(grade=grade), Draft(), books.given(pair), blind=False
    )
    assert event is not None
    books.store([event])
    return event


def test_what_was_seen_with_ranks_never_becomes_blind(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    on_browse(books, ORDER[0], 2)
    judging.toggle_duplicate(desk, books, ORDER[0])
    judging.set_note(desk, books, ORDER[0], "메모")
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    assert [e.judgment.blind for e in store.events()] == [False] * 4
    # Nor if all of it was taken back before, or another session goes on.
    for _ in range(3):
        judging.undo(desk, books)
    last = store.events()[0].judgment
    store.append(
        [Judgment(str(uuid.uuid4()), "kim", *ORDER[0], kind="withdrawal", replaces=last.event_id)]
    )
    assert grades(store) == {}
    again = desks.open_desk("desk", BATCHES, books, None)
    judging.judge(again, books, ORDER[0], Statement(grade=3))
    assert not store.events()[-1].judgment.blind
    judging.judge(again, books, ORDER[1], Statement(grade=3))
    assert store.events()[-1].judgment.blind  # other pairs are
    other = replace(books, annotator="lee")
    judging.judge(desks.open_desk("l", BATCHES, other, None), other, ORDER[0], Statement(grade=1))
    assert store.events()[-1].judgment.blind  # and so are other people


def test_undo_takes_back_what_was_said_here_of_a_pair_seen_before(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    on_browse(books, ORDER[0], 2)
    judging.judge(desk, books, ORDER[1], Statement(grade=0))
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    judging.undo(desk, books)
    assert grades(store) == {ORDER[0]: 2, ORDER[1]: 0}
    judging.undo(desk, books)
    assert grades(store) == {ORDER[0]: 2}
    assert not judging.can_undo(desk, books)


def test_undo_leaves_a_step_that_browse_has_replaced_since(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.judge(desk, books, ORDER[1], Statement(grade=0))
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    on_browse(books, ORDER[0], 3)
    judging.undo(desk, books)
    assert grades(store) == {ORDER[0]: 3}  # the step before it was taken back
    assert desk.pair == ORDER[1]
    assert not judging.can_undo(desk, books)


def test_flag_and_note_outlive_putting_a_pair_off(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.set_note(desk, books, ORDER[0], "그림을 다시 볼 것")
    judging.take_keys(desk, books, log(desk, ["KeyD", "KeyL"]))
    again = desks.open_desk("desk", BATCHES, books, None)  # another day
    kept = Draft(duplicate=True, note="그림을 다시 볼 것")
    assert judging.draft(again, books, ORDER[0]) == kept
    desks.step(again, -1)
    judging.set_note(again, books, ORDER[0], "다시 봄")
    judging.put_off(again, books, ORDER[0])  # put off already, but with another note
    judging.put_off(again, books, ORDER[0])
    assert [e.judgment.note for e in store.events()] == [kept.note, "다시 봄"]
    judging.judge(again, books, ORDER[0], Statement(grade=2))
    event = store.events()[-1].judgment
    assert (event.duplicate, event.note) == (True, "다시 봄")


def test_undo_of_putting_off_keeps_flag_and_note(desk: Desk, books: Books) -> None:
    judging.set_note(desk, books, ORDER[0], "메모")
    judging.put_off(desk, books, ORDER[0])
    judging.undo(desk, books)
    assert desk.pair == ORDER[0]
    assert judging.draft(desk, books, ORDER[0]) == Draft(note="메모")


@pytest.mark.parametrize("code", ["KeyU", "Digit3", "KeyL", "KeyD"])
@pytest.mark.parametrize("reads", [0, 1, 2, 3, 4])
def test_a_key_whose_step_broke_off_is_never_taken_twice(
    desk: Desk, books: Books, store: JudgmentStore, code: str, reads: int
) -> None:
    for pair in ORDER[:2]:
        judging.judge(desk, books, pair, Statement(grade=1))
    left = [reads]

    def unreliable() -> Standing:
        left[0] -= 1
        if left[0] == -1:
            raise JudgmentStoreError("can't be read")
        return standing(store.events())

    flaky = replace(books, standing=unreliable)
    pressed = log(desk, [code, "Digit0"])
    for _ in range(3):
        try:
            judging.take_keys(desk, flaky, pressed)
        except JudgmentStoreError as fault:
            desks.note_fault(desk, str(fault))
    new = [e.judgment for e in store.events()[2:]]
    ids = [event.event_id for event in new]
    assert len(ids) == len(set(ids))
    assert len([event for event in new if event.kind == "withdrawal"]) <= 1
    if left[0] < 0 and desk.fault:
        assert not [e for e in new if e.grade == 0]  # meant for a pair that never came


def test_keys_pressed_before_a_step_broke_off_could_be_seen_are_not_applied(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    def unreadable() -> Standing:
        raise JudgmentStoreError("can't be read")

    pressed = log(desk, ["Digit3", "Digit0"])  # the second was meant for the next pair
    with pytest.raises(JudgmentStoreError, match="can't be read"):
        judging.take_keys(desk, replace(books, standing=unreadable), pressed)
    desks.note_fault(desk, "can't be read")
    judging.take_keys(desk, books, pressed)
    assert store.events() == []
    assert desk.skipped == 1
    judging.take_keys(desk, books, log(desk, ["Digit3"], first=3))
    assert grades(store) == {ORDER[0]: 3}
    assert (desk.fault, desk.skipped) == ("", 0)


def test_a_mark_whose_step_broke_off_is_not_taken_back_by_its_own_key(
    desk: Desk, books: Books
) -> None:
    def unreadable() -> Standing:
        raise JudgmentStoreError("can't be read")

    pressed = log(desk, ["KeyD"])
    judging.set_note(desk, books, ORDER[0], "메모")
    for _ in range(2):
        with contextlib.suppress(JudgmentStoreError):
            judging.take_keys(desk, replace(books, standing=unreadable), pressed)
    assert judging.draft(desk, books, ORDER[0]) == Draft(duplicate=True, note="메모")


def test_retry_of_a_note_stays_at_its_pair_as_the_note_does(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    desks.step(desk, -1)
    door.refuses = True
    judging.set_note(desk, books, ORDER[0], "메모")
    judging.toggle_duplicate(desk, books, ORDER[0])
    door.refuses = False
    moved = desks.open_desk("desk", BATCHES, books, desk)  # also at a new desk of this session
    for each in (desk, moved):
        each.at = 0
        judging.retry(each, books)
        assert each.pair == ORDER[0]
    event = store.events()[-1].judgment
    assert (event.note, event.duplicate, event.grade) == ("메모", True, 1)
    assert len(store.events()) == 2


def test_retry_of_a_grade_with_its_note_goes_on_as_the_grade_does(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    door.refuses = True
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    judging.set_note(desk, books, ORDER[0], "메모")
    door.refuses = False
    judging.retry(desk, books)
    assert store.events()[-1].judgment.note == "메모"
    assert desk.pair == ORDER[1]


def test_retry_of_an_undo_restores_flag_and_note_as_the_undo_does(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    judging.set_note(desk, books, ORDER[0], "메모")
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    door.refuses = True
    judging.undo(desk, books)
    assert desk.pair == ORDER[1]
    door.refuses = False
    judging.retry(desk, books)
    assert grades(store) == {}
    assert desk.pair == ORDER[0]
    assert judging.draft(desk, books, ORDER[0]) == Draft(note="메모")


def test_a_page_left_open_for_a_month_can_still_be_judged(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.judge(desk, books, ORDER[0], Statement(grade=1), duration_ms=10**12)
    assert store.events()[0].judgment.duration_ms == 2**31 - 1


def test_flag_and_note_are_stored_with_the_grade_and_stay_with_their_pair(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.press(desk, books, "KeyD")
    judging.set_note(desk, books, ORDER[0], " 같은 그림 ")
    judging.set_note(desk, books, ORDER[1], "다음 것")
    assert store.events() == []
    judging.take_keys(desk, books, log(desk, ["Digit3", "Digit0"]))
    first, second = (e.judgment for e in store.events())
    assert (first.duplicate, first.note) == (True, "같은 그림")
    assert (second.duplicate, second.note) == (False, "다음 것")
    judging.toggle_duplicate(desk, books, ORDER[0])  # judged already: a correction, at once
    third = store.events()[-1].judgment
    assert (third.grade, third.duplicate, third.replaces) == (3, False, first.event_id)
    assert judging.draft(desk, books, ORDER[0]) == Draft(duplicate=False, note="같은 그림")


def test_a_note_that_could_not_be_stored_goes_with_the_next_grade(
    desk: Desk, books: Books, store: JudgmentStore, door: Breaking
) -> None:
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    door.refuses = True
    judging.set_note(desk, books, ORDER[0], "다시 볼 것")
    assert desk.fault
    assert len(store.events()) == 1
    door.refuses = False
    judging.judge(desk, books, ORDER[0], Statement(grade=1))
    assert store.events()[-1].judgment.note == "다시 볼 것"
    assert desk.fault == ""


def test_cannot_tell_asks_for_a_reason_and_digits_choose_it(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    judging.take_keys(desk, books, log(desk, ["KeyX", "Digit0", "KeyX", "KeyX", "Digit4"]))
    (event,) = store.events()
    assert event.judgment.grade is None
    assert event.judgment.cannot_tell == judging.REASONS[3]
    assert not desk.asking
    judging.take_keys(desk, books, log(desk, ["Digit4", "KeyX", "Escape", "Digit1"], first=6))
    assert [e.judgment.grade for e in store.events()] == [None, 1]


def test_pairs_put_off_come_back_when_asked_for(
    desk: Desk, books: Books, store: JudgmentStore
) -> None:
    keys = ["KeyL", "Digit1", "KeyL", "Digit1", "Digit1"]
    judging.take_keys(desk, books, log(desk, keys))
    assert desk.pair is None
    done = desks.progress(desk, books)
    assert (done.judged, done.deferred, done.todo, done.total) == (3, 2, 0, 5)
    judging.press(desk, books, "Digit3")
    assert len(store.events()) == 5  # nothing is at hand
    desks.review_deferred(desk, books)
    assert desk.pair == ORDER[0]
    judging.press(desk, books, "KeyL")
    assert desk.pair == ORDER[2]
    assert len(store.events()) == 5  # put off already
    judging.press(desk, books, "Digit0")
    judging.press(desk, books, "Digit0")
    assert desk.pair is None
    assert desks.progress(desk, books).deferred == 0


def test_progress_counts_queries_and_candidates_from_one(desk: Desk, books: Books) -> None:
    done = desks.progress(desk, books)
    assert (done.query, done.queries, done.candidate, done.candidates) == (1, 2, 1, 3)
    judging.take_keys(desk, books, log(desk, ["ArrowRight"] * 4))
    done = desks.progress(desk, books)
    assert (done.query, done.candidate, done.candidates) == (2, 2, 2)
    desks.step(desk, +1)
    assert desk.pair == ORDER[4]  # the end stays the end


def test_answers_hide_again_with_the_next_query(desk: Desk, books: Books) -> None:
    judging.take_keys(desk, books, log(desk, ["KeyA", "Digit1", "Digit1"]))
    assert desk.answers
    judging.press(desk, books, "Digit1")
    assert not desk.answers


def test_the_order_is_the_annotators_own_and_stays(books: Books) -> None:
    pairs = {f"q{n}": [f"i{m}" for m in range(12)] for n in range(9)}
    one, again = (batches(pairs, "kim", "salt") for _ in range(2))
    assert one == again
    assert one != batches(pairs, "lee", "salt")
    desk = desks.open_desk("k", one, books, None)
    assert len(set(desk.order)) == 9 * 12
    assert list(dict.fromkeys(query for query, _item in desk.order)) == [b.query for b in one]


def test_marks_and_definitions_are_switched_by_keys_and_judge_nothing(
    desk: Desk, books: Books
) -> None:
    judging.take_keys(desk, books, log(desk, ["KeyT", "KeyH"]))
    assert (desk.differences, desk.guide) == (True, True)
    judging.take_keys(desk, books, log(desk, ["Slash", "Digit2", "KeyT"], first=3))
    assert (desk.differences, desk.guide) == (False, False)
    assert [said.judgment.grade for said in books.events()] == [2]


def test_marks_and_definitions_stay_on_at_the_next_desk(desk: Desk, books: Books) -> None:
    judging.take_keys(desk, books, log(desk, ["KeyT", "KeyH"]))
    after = desks.open_desk("other", BATCHES, books, desk)
    assert (after.differences, after.guide) == (True, True)
    assert not desks.open_desk("other", BATCHES, books, None).guide
