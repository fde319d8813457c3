"""Judging pairs one after another: the steps of an annotator at a desk, and what they store.

Pure of Streamlit.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from core.errors import YusaError
from core.judgments import MAX_DURATION_MS, Judgment
from dashboard import desk as desks
from dashboard import presses
from dashboard.desk import Books, Desk, Draft, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.judgments import Pair, StoredJudgment

DEPTH: Final = 10
"""How many of each variant's first neighbours are judged."""
REASONS: Final = ("picture", "text", "field", "guideline")
"""Why no grade can be given; the words are in the strings, others may be typed."""

GRADES: Final = ("unrelated", "concept", "solution", "twin")
"""Their names in the strings; the place is the grade."""

KEYS: Final[Mapping[str, str]] = {
    **{f"{row}{n}": str(n) for row in ("Digit", "Numpad") for n in range(5)},
    "KeyD": "duplicate",
    "KeyX": "ask",
    "KeyL": "later",
    "KeyU": "undo",
    "KeyN": "note",
    "KeyA": "answers",
    "KeyT": "differences",
    "KeyH": "guide",
    "Slash": "guide",
    "KeyR": "retry",
    "ArrowLeft": "previous",
    "ArrowRight": "next",
    "Escape": "cancel",
}
"""``KeyboardEvent.code`` -> what it does: the place on the keyboard, whatever the input method."""


def draft(desk: Desk, books: Books, pair: Pair) -> Draft:
    """Return flag and note of a pair: as set just now, else as stored."""
    return desk.drafts[pair] if pair in desk.drafts else _draft_there(desk, books, pair)


def stored_draft(books: Books, pair: Pair) -> Draft:
    """Return flag and note of a pair as judged before, or as they were when it was put off."""
    return _draft_of(books.given(pair) or books.standing().last(pair, books.annotator))


def _draft_there(desk: Desk, books: Books, pair: Pair) -> Draft:
    """Flag and note as stored for a pair where it lies on the desk."""
    if desk.place(pair) in desk.repeats:
        return _draft_of(desks.given(desk, books, pair))
    return _draft_of(desks.given(desk, books, pair) or books.standing().last(pair, books.annotator))


def _draft_of(stored: StoredJudgment | None) -> Draft:
    return Draft(stored.judgment.duplicate, stored.judgment.note) if stored else Draft()


def waiting(desk: Desk, pair: Pair) -> Judgment | None:
    """Return the judgment of a pair that could not be stored, if there is one."""
    for event in desk.unsaved:
        if (event.query, event.item) == pair and event.kind == "judgment":
            return event
    return None


# ---- one step ---------------------------------------------------------------------------------


def judge(
    desk: Desk,
    books: Books,
    pair: Pair,
    statement: Statement,
    event_id: str | None = None,
    duration_ms: int | None = None,
) -> None:
    """Store a judgment of a pair and go on to the next one, if this one was at hand."""
    set_up = draft(desk, books, pair)
    given = desks.given(desk, books, pair)
    kept = keep(books, pair, statement, set_up, given, event_id, duration_ms)
    if kept is None:
        _settle(desk, pair)  # what is stored says so already
    elif not _store(desk, books, kept):
        return
    desk.drafts.pop(pair, None)
    if pair == desk.pair:
        desks.advance(desk, books)


def keep(
    books: Books,
    pair: Pair,
    statement: Statement,
    set_up: Draft,
    given: StoredJudgment | None,
    event_id: str | None = None,
    duration_ms: int | None = None,
    *,
    blind: bool = True,
) -> Judgment | None:
    """Return the event that a statement makes, or None if it says what is stored already.

    Where the annotator once judged the pair with ranks in sight, nothing said of it later is blind.

    Args:
        books: the annotator's.
        pair: that is judged.
        statement: what is said.
        set_up: flag and note.
        given: the judgment that this one corrects; None for a statement of its own.
        event_id: the client's, if it gave one.
        duration_ms: how long the pair was in sight.
        blind: whether neither rank nor variant could be seen.
    """
    if given is not None:
        before = given.judgment
        said = (before.grade, before.cannot_tell, before.duplicate, before.note)
        new = (statement.grade, statement.cannot_tell, set_up.duplicate, set_up.note)
        if before.event_id == event_id or said == new:
            return None
    query, item = pair
    return Judgment(
        event_id=event_id or str(uuid.uuid4()),
        annotator=books.annotator,
        query=query,
        item=item,
        query_content=books.content(query),
        item_content=books.content(item),
        grade=statement.grade,
        cannot_tell=statement.cannot_tell,
        duplicate=set_up.duplicate,
        note=set_up.note,
        blind=blind and pair not in books.standing().sighted.get(books.annotator, ()),
        task=books.task,
        guideline=books.guideline,
        duration_ms=None if duration_ms is None else min(duration_ms, MAX_DURATION_MS),
        replaces=given.judgment.event_id if given else None,
    )


def set_draft(desk: Desk, books: Books, pair: Pair, changed: Draft) -> None:
    """Set flag or note of a pair: stored with its grade, or at once where it has one."""
    desk.drafts[pair] = changed  # kept until it is stored
    given = desks.given(desk, books, pair)
    failed = waiting(desk, pair)
    before = failed or (given.judgment if given else None)
    if before is None:
        return
    kept = keep(books, pair, Statement(before.grade, before.cannot_tell), changed, given)
    if kept is None:
        _settle(desk, pair)
    if kept is None or _store(desk, books, kept):
        del desk.drafts[pair]
    elif failed is None or failed.event_id in desk.staying:
        desk.staying.add(kept.event_id)


def toggle_duplicate(desk: Desk, books: Books, pair: Pair) -> None:
    """Mark the item as a copy of the query, or take the mark back."""
    was = draft(desk, books, pair)
    set_draft(desk, books, pair, replace(was, duplicate=not was.duplicate))


def set_note(desk: Desk, books: Books, pair: Pair, note: str) -> None:
    """Set the note of a pair."""
    was = draft(desk, books, pair)
    if was.note != note.strip():
        set_draft(desk, books, pair, replace(was, note=note.strip()))


def put_off(desk: Desk, books: Books, pair: Pair, event_id: str | None = None) -> None:
    """Put a pair off (나중에); one that is judged or put off already is passed over.

    Flag and note go with it, so that they are there when the pair comes back.
    """
    judged, deferred = desks.done(desk, books)
    at = desk.place(pair)
    set_up = draft(desk, books, pair)
    is_known = at in deferred and set_up == _draft_there(desk, books, pair)
    if at not in judged and not is_known:
        query, item = pair
        event = Judgment(
            event_id=event_id or str(uuid.uuid4()),
            annotator=books.annotator,
            query=query,
            item=item,
            query_content=books.content(query),
            item_content=books.content(item),
            kind="deferral",
            duplicate=set_up.duplicate,
            note=set_up.note,
            task=books.task,
            guideline=books.guideline,
        )
        if not _store(desk, books, event):
            return
        desk.drafts.pop(pair, None)
    if pair == desk.pair:
        desks.advance(desk, books)


def undo(desk: Desk, books: Books, event_id: str | None = None) -> None:
    """Take back the annotator's last step in this queue and lay its pair at hand again."""
    last = _last_step(desk, books)
    if last is None:
        return
    event = withdrawal(last, event_id)
    if _store(desk, books, event):
        _lay_again(desk, books, event)


def withdrawal(last: Judgment, event_id: str | None = None) -> Judgment:
    """Return the event that takes another one back."""
    return Judgment(
        event_id=event_id or str(uuid.uuid4()),
        annotator=last.annotator,
        query=last.query,
        item=last.item,
        query_content=last.query_content,
        item_content=last.item_content,
        kind="withdrawal",
        task=last.task,
        guideline=last.guideline,
        replaces=last.event_id,
    )


def last_in_sight(books: Books, query: str) -> Judgment | None:
    """Return the annotator's last judgment of a query that was given with ranks in sight.

    Those are the ones given in Browse: only they can be taken back there.
    """
    return _last(
        books,
        lambda event: event.query == query and event.kind == "judgment" and not event.blind,
    )


def _lay_again(desk: Desk, books: Books, withdrawal: Judgment) -> None:
    """Lay the pair of a step that was taken back at hand, with the flag and note it had."""
    pair = (withdrawal.query, withdrawal.item)
    taken = (s.judgment for s in reversed(books.events()))
    last = next((event for event in taken if event.event_id == withdrawal.replaces), None)
    at = _place_of(desk, withdrawal)
    if at >= 0:
        desks.go(desk, at)
        desks.hold(desk, books, pair)
    given = desks.given(desk, books, pair)
    if last is not None and pair not in desk.drafts and given is None:
        was = Draft(last.duplicate, last.note)
        if was != _draft_there(desk, books, pair):
            desk.drafts[pair] = was


def _place_of(desk: Desk, withdrawal: Judgment) -> int:
    """Where the event lay that is taken back; -1 where it doesn't lie on this desk."""
    pair = (withdrawal.query, withdrawal.item)
    for at, events in desk.repeats.items():
        if withdrawal.replaces in events:
            return at
    return desk.order.index(pair) if pair in desk.order else -1


def can_undo(desk: Desk, books: Books) -> bool:
    """Whether there is a step to take back."""
    return _last_step(desk, books) is not None


def retry(desk: Desk, books: Books) -> None:
    """Try again to store what could not be stored, oldest first, until one fails again."""
    for event in list(desk.unsaved):
        if not _store(desk, books, event):
            return
        pair = (event.query, event.item)
        if event.kind == "withdrawal":
            _lay_again(desk, books, event)
            continue
        desk.drafts.pop(pair, None)
        if pair == desk.pair and event.event_id not in desk.staying:
            desks.advance(desk, books)


def give_up(desk: Desk, books: Books) -> None:
    """Forget what could not be stored, because the annotator says so."""
    for event in desk.unsaved:
        pair = (event.query, event.item)
        if desks.given(desk, books, pair) is not None:
            desk.drafts.pop(pair, None)  # what stands is shown again, not what was pressed
    desk.unsaved, desk.fault, desk.fault_at, desk.skipped = [], "", None, 0


# ---- keys -------------------------------------------------------------------------------------


def take_keys(desk: Desk, books: Books, log: Mapping[str, Any]) -> None:
    """Apply the keys of a log that were not applied yet, in order.

    Args:
        desk: the desk.
        books: where judgments go.
        log: ``{"log": name, "keys": [{"n", "code", "token", "shown_ms"}, …]}`` as the browser
            sends it: every key since the last one that the server acknowledged.
    """
    desk.log = str(log.get("log", ""))
    for key in presses.fresh(log, desk.taken):
        if key.token == desk.token:
            press(desk, books, key.code, key.event_id, key.shown_ms)
        elif key.token.startswith(f"{desk.key}."):
            desk.skipped += 1


def press(
    desk: Desk,
    books: Books,
    code: str,
    event_id: str | None = None,
    duration_ms: int | None = None,
) -> None:
    """Do what a key stands for, with the pair at hand."""
    action = KEYS.get(code)
    pair = desk.pair
    if action == "undo":
        if desk.asking:
            desk.asking = False
        else:
            undo(desk, books, event_id)
    elif action == "previous":
        desks.step(desk, -1)
    elif action == "next":
        desks.step(desk, +1)
    elif action == "retry":
        retry(desk, books)
    elif action == "cancel":
        desk.asking = False
    elif action == "answers":
        desk.answers = not desk.answers
    elif action == "differences":
        desk.differences = not desk.differences
    elif action == "guide":
        desk.guide = not desk.guide
    elif pair is None or action is None:
        return
    elif action == "ask":
        desk.asking = not desk.asking
    elif action == "duplicate":
        toggle_duplicate(desk, books, pair)
    elif action == "later":
        put_off(desk, books, pair, event_id)
    elif action.isdigit():
        statement = _statement(desk, books, int(action))
        if statement is not None:
            judge(desk, books, pair, statement, event_id, duration_ms)


def _statement(desk: Desk, books: Books, digit: int) -> Statement | None:
    """A digit is a grade, or the number of a reason while one is asked for."""
    if not desk.asking:
        return Statement(grade=digit) if digit <= 3 else None
    if 1 <= digit <= len(REASONS):
        return Statement(cannot_tell=books.reason(REASONS[digit - 1]))
    return None


# ---- within -----------------------------------------------------------------------------------


def _store(desk: Desk, books: Books, event: Judgment) -> bool:
    try:
        books.store([event])
    except YusaError as error:
        if not desk.unsaved:
            desk.skipped = 0
        if event not in desk.unsaved:
            _settle(desk, (event.query, event.item), event.kind)
            desk.unsaved.append(event)
        desk.fault = books.say(error)
        desk.saved = None  # what was saved before would read as if this were
        desk.epoch += 1
        desk.asking = False
        return False
    _settle(desk, (event.query, event.item), event.kind)
    desk.made.add(event.event_id)
    desk.saved = event
    pair = (event.query, event.item)
    at = desk.place(pair)
    if at in desk.repeats and event.kind == "judgment":
        desk.repeats[at].append(event.event_id)
    desks.renew(desk, books, pair)
    return True


def _settle(desk: Desk, pair: Pair, kind: str = "judgment") -> None:
    """Drop what failed for a pair: the newest statement about it stands in its place.

    Putting a pair off is no statement about it: a failed judgment outlives that.
    """
    desk.unsaved = [
        event
        for event in desk.unsaved
        if (event.query, event.item) != pair or (kind == "deferral" and event.kind != kind)
    ]
    if desk.fault_at in (pair, None) and not desk.unsaved:
        desk.fault, desk.fault_at, desk.skipped = "", None, 0


def _last_step(desk: Desk, books: Books) -> Judgment | None:
    """The annotator's last judgment or deferral made here that still counts for its pair.

    Earlier sessions are told from Browse by their events being blind.
    """
    inside = set(desk.order)
    return _last(
        books,
        lambda event: (
            (event.query, event.item) in inside
            and event.task == books.task
            and (event.blind or event.event_id in desk.made)
        ),
    )


def _last(books: Books, wanted: Callable[[Judgment], bool]) -> Judgment | None:
    """The annotator's last event of a kind that still counts for its pair."""
    standing = books.standing()
    for stored in reversed(books.events()):
        event = stored.judgment
        if event.annotator != books.annotator or not wanted(event):
            continue
        last = standing.last((event.query, event.item), books.annotator)
        if last is not None and last.judgment.event_id == event.event_id:
            return event
    return None
