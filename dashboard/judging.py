"""Judging pairs one after another: the steps from one pair to the next, and what they store.

Pure of Streamlit. A *desk* is one annotator's place in the queue of one ground truth. The queue's
order never changes, so keys that are pressed faster than the page can be drawn are applied one
by one: each to the pair that was at hand when its turn came.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from core.errors import YusaError
from core.judgments import MAX_DURATION_MS, Judgment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.judgments import Pair, StoredJudgment
    from core.queue import Batch
    from core.standing import Standing

DEPTH: Final = 10
"""How many of each variant's first neighbours are judged."""
REASONS: Final = ("picture", "text", "field", "guideline")
"""Why no grade can be given; the words are in the strings, others may be typed."""

KEYS: Final[Mapping[str, str]] = {
    **{f"{row}{n}": str(n) for row in ("Digit", "Numpad") for n in range(5)},
    "KeyD": "duplicate",
    "KeyX": "ask",
    "KeyL": "later",
    "KeyU": "undo",
    "KeyN": "note",
    "KeyA": "answers",
    "KeyR": "retry",
    "ArrowLeft": "previous",
    "ArrowRight": "next",
    "Escape": "cancel",
}
"""``KeyboardEvent.code`` -> what it does: the place on the keyboard, whatever the input method."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was set for a pair before its grade."""

    duplicate: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A grade, or why there can be none."""

    grade: int | None = None
    cannot_tell: str | None = None


@dataclass(frozen=True)
class Books:
    """Where an annotator's judgments are kept.

    Attributes:
        store: keeps events and returns when they are safe, or raises a ``YusaError``.
        standing: what counts now.
        events: all events, oldest first.
        content: content key of an item as it is shown.
        reason: the words of a reason, as they are stored.
        say: the words of a failure, as they are shown.
    """

    annotator: str
    store: Callable[[Sequence[Judgment]], object]
    standing: Callable[[], Standing]
    events: Callable[[], Sequence[StoredJudgment]]
    content: Callable[[str], str]
    reason: Callable[[str], str] = str
    say: Callable[[YusaError], str] = str

    def given(self, pair: Pair) -> StoredJudgment | None:
        """The annotator's own standing judgment of a pair."""
        return self.standing().by_pair.get(pair, {}).get(self.annotator)


@dataclass(slots=True)
class Desk:
    """One annotator's place in a queue.

    Attributes:
        key: names annotator, ground truth and queue; keys pressed at another desk don't count.
        order: all pairs, in the annotator's order.
        queries: for each query its number, the place of its first pair and how many it has.
        at: place of the pair at hand; ``len(order)`` when none is left.
        reviewing: pairs put off are being judged.
        asking: a reason for *cannot tell* is asked for.
        answers: answers are shown.
        drafts: flags and notes of pairs that have no grade yet.
        drafts_of: those of every annotator of this session, at any desk.
        made: ids of the events that this session stored here.
        saved: the last event that was stored.
        unsaved: the events that could not be stored, oldest first. Another event that is stored
            leaves them here: each stays until it is stored itself, is replaced by what the
            annotator says of its pair next, or is given up.
        staying: ids of unsaved events that change flag or note only: no reason to go on.
        held: events of other annotators of this session that could not be stored.
        fault: why the last step failed; with no event left unsaved, a step that made none
            because the books could not be read, while ``fault_at`` was at hand.
        skipped: keys pressed before a failure could be seen; they were not applied.
        epoch: counts the failures, so that such keys can be told.
        since: when the pair at hand appeared (``time.monotonic``).
        log: name of the key log that was read last.
        taken: key log -> number of the last key applied.
    """

    key: str
    order: tuple[Pair, ...]
    queries: Mapping[str, tuple[int, int, int]]
    at: int = 0
    reviewing: bool = False
    asking: bool = False
    answers: bool = False
    drafts: dict[Pair, Draft] = field(default_factory=dict)
    drafts_of: dict[str, dict[Pair, Draft]] = field(default_factory=dict)
    saved: Judgment | None = None
    made: set[str] = field(default_factory=set)
    unsaved: list[Judgment] = field(default_factory=list)
    staying: set[str] = field(default_factory=set)
    held: list[Judgment] = field(default_factory=list)
    fault: str = ""
    fault_at: Pair | None = None
    skipped: int = 0
    epoch: int = 0
    since: float = field(default_factory=time.monotonic)
    log: str = ""
    taken: dict[str, int] = field(default_factory=dict)

    @property
    def pair(self) -> Pair | None:
        """The pair at hand."""
        return self.order[self.at] if self.at < len(self.order) else None

    @property
    def token(self) -> str:
        """What a key press has to carry to count."""
        return f"{self.key}.{self.epoch}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the annotator is. Numbers count from 1."""

    query: int
    queries: int
    candidate: int
    candidates: int
    judged: int
    deferred: int
    total: int

    @property
    def todo(self) -> int:
        """Pairs neither judged nor put off."""
        return self.total - self.judged - self.deferred


def desk_key(*parts: object) -> str:
    """Name a desk by everything that decides what lies on it."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def open_desk(key: str, batches: Sequence[Batch], books: Books, before: Desk | None) -> Desk:
    """Set up a desk at the first pair that is left.

    Keys already applied stay so, and what the desk before could not store is not forgotten, nor
    are the flags and notes that wait for a grade.
    """
    order = tuple((batch.query, item) for batch in batches for item in batch.candidates)
    queries: dict[str, tuple[int, int, int]] = {}
    start = 0
    for number, batch in enumerate(batches, start=1):
        queries[batch.query] = (number, start, len(batch.candidates))
        start += len(batch.candidates)
    desk = Desk(key, order, queries, at=-1)
    if before is not None:
        desk.log, desk.taken = before.log, before.taken
        desk.made, desk.staying = before.made, before.staying
        desk.drafts_of = before.drafts_of
        for event in [*before.held, *before.unsaved]:
            mine = event.annotator == books.annotator
            (desk.unsaved if mine else desk.held).append(event)
    desk.drafts = desk.drafts_of.setdefault(books.annotator, desk.drafts)
    _advance(desk, books)
    return desk


def progress(desk: Desk, books: Books) -> Progress:
    """Count what is done."""
    judged, deferred = _done(desk, books)
    query, start, candidates = (0, 0, 0)
    if desk.pair is not None:
        query, start, candidates = desk.queries[desk.pair[0]]
    return Progress(
        query,
        len(desk.queries),
        desk.at - start + 1,
        candidates,
        len(judged),
        len(deferred),
        len(desk.order),
    )


def draft(desk: Desk, books: Books, pair: Pair) -> Draft:
    """Return flag and note of a pair: as set just now, else as stored."""
    return desk.drafts[pair] if pair in desk.drafts else stored_draft(books, pair)


def stored_draft(books: Books, pair: Pair) -> Draft:
    """Return flag and note of a pair as judged before, or as they were when it was put off."""
    stored = books.given(pair) or books.standing().last(pair, books.annotator)
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
    kept = keep(books, pair, statement, set_up, event_id, duration_ms)
    if kept is None:
        _settle(desk, pair)  # what is stored says so already
    elif not _store(desk, books, kept):
        return
    desk.drafts.pop(pair, None)
    if pair == desk.pair:
        _advance(desk, books)


def keep(
    books: Books,
    pair: Pair,
    statement: Statement,
    set_up: Draft,
    event_id: str | None = None,
    duration_ms: int | None = None,
    *,
    blind: bool = True,
) -> Judgment | None:
    """Return the event that a statement makes, or None if it says what is stored already.

    Where the annotator once judged the pair with ranks in sight, nothing said of it later is blind.
    """
    given = books.given(pair)
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
        duration_ms=None if duration_ms is None else min(duration_ms, MAX_DURATION_MS),
        replaces=given.judgment.event_id if given else None,
    )


def set_draft(desk: Desk, books: Books, pair: Pair, changed: Draft) -> None:
    """Set flag or note of a pair: stored with its grade, or at once where it has one."""
    desk.drafts[pair] = changed  # kept until it is stored
    given = books.given(pair)
    failed = waiting(desk, pair)
    before = failed or (given.judgment if given else None)
    if before is None:
        return
    kept = keep(books, pair, Statement(before.grade, before.cannot_tell), changed)
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
    judged, deferred = _done(desk, books)
    set_up = draft(desk, books, pair)
    is_known = pair in deferred and set_up == stored_draft(books, pair)
    if pair not in judged and not is_known:
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
        )
        if not _store(desk, books, event):
            return
        desk.drafts.pop(pair, None)
    if pair == desk.pair:
        _advance(desk, books)


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
    if last is not None and pair not in desk.drafts and books.given(pair) is None:
        was = Draft(last.duplicate, last.note)
        if was != stored_draft(books, pair):
            desk.drafts[pair] = was
    if pair in desk.order:
        _go(desk, desk.order.index(pair))


def can_undo(desk: Desk, books: Books) -> bool:
    """Whether there is a step to take back."""
    return _last_step(desk, books) is not None


def step(desk: Desk, by: int) -> None:
    """Go to the pair before or after, judged or not."""
    target = desk.at + by
    if 0 <= target < len(desk.order):
        _go(desk, target)


def review_deferred(desk: Desk, books: Books) -> None:
    """Begin with the pairs that were put off."""
    desk.reviewing = True
    desk.at = -1
    _advance(desk, books)


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
            _advance(desk, books)


def give_up(desk: Desk, books: Books) -> None:
    """Forget what could not be stored, because the annotator says so."""
    for event in desk.unsaved:
        pair = (event.query, event.item)
        if books.given(pair) is not None:
            desk.drafts.pop(pair, None)  # what stands is shown again, not what was pressed
    desk.unsaved, desk.fault, desk.fault_at, desk.skipped = [], "", None, 0


def note_fault(desk: Desk, fault: str) -> None:
    """Note that a step failed before it made an event."""
    desk.fault, desk.fault_at = fault, desk.pair
    desk.epoch += 1  # keys pressed before it could be seen were meant for other pairs


# ---- keys -------------------------------------------------------------------------------------


def take_keys(desk: Desk, books: Books, log: Mapping[str, Any]) -> None:
    """Apply the keys of a log that were not applied yet, in order.

    Args:
        desk: the desk.
        books: where judgments go.
        log: ``{"log": name, "keys": [{"n", "code", "token", "shown_ms"}, …]}`` as the browser
            sends it: every key since the last one that the server acknowledged.
    """
    desk.log = name = str(log.get("log", ""))
    for key in log.get("keys", ()):
        number = int(key["n"])
        if number <= desk.taken.get(name, 0):
            continue
        # Before acting: a step that fails halfway must not be taken twice.
        desk.taken[name] = number
        token = str(key.get("token", ""))
        if token == desk.token:
            # The same key makes the same event, however often its log arrives.
            event_id = str(uuid.uuid5(_KEYS, f"{name}/{number}"))
            shown_ms = key.get("shown_ms")
            duration = max(0, int(shown_ms)) if isinstance(shown_ms, int | float) else None
            press(desk, books, str(key.get("code", "")), event_id, duration)
        elif token.startswith(f"{desk.key}."):
            desk.skipped += 1


_KEYS = uuid.UUID("5a3c2f0e-6d0b-4f7e-9a52-3f1f6f4f1f60")


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
        step(desk, -1)
    elif action == "next":
        step(desk, +1)
    elif action == "retry":
        retry(desk, books)
    elif action == "cancel":
        desk.asking = False
    elif action == "answers":
        desk.answers = not desk.answers
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


def _done(desk: Desk, books: Books) -> tuple[frozenset[Pair], frozenset[Pair]]:
    standing = books.standing()
    judged = frozenset(
        pair for pair in desk.order if books.annotator in standing.by_pair.get(pair, {})
    )
    later = standing.deferred.get(books.annotator, frozenset())
    return judged, frozenset(pair for pair in desk.order if pair in later and pair not in judged)


def _last_step(desk: Desk, books: Books) -> Judgment | None:
    """The annotator's last judgment or deferral made here that still counts for its pair.

    Earlier sessions are told from Browse by their events being blind.
    """
    inside = set(desk.order)
    return _last(
        books,
        lambda event: (
            (event.query, event.item) in inside and (event.blind or event.event_id in desk.made)
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


def _advance(desk: Desk, books: Books) -> None:
    """Go to the next pair that is left, from the one at hand on and then from the beginning."""
    judged, deferred = _done(desk, books)
    places = [*range(desk.at + 1, len(desk.order)), *range(max(0, desk.at))]
    todo = (at for at in places if desk.order[at] not in judged | deferred)
    put_off_before = (at for at in places if desk.order[at] in deferred)
    at = next(todo, None)
    if at is None and desk.reviewing:
        at = next(put_off_before, None)
    _go(desk, len(desk.order) if at is None else at)


def _go(desk: Desk, at: int) -> None:
    before = desk.pair if desk.at >= 0 else None
    desk.at = at
    desk.asking = False
    desk.since = time.monotonic()
    if before is None or desk.pair is None or before[0] != desk.pair[0]:
        desk.answers = False
