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
from core.judgments import Judgment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.judgments import Pair, Standing, StoredJudgment
    from core.queue import Batch

DEPTH: Final = 10
"""How many of each variant's first neighbours are judged."""
REASONS: Final = ("picture", "text", "field", "guideline")
"""Why no grade can be given; the words are in strings.py, others may be typed."""

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
    """

    annotator: str
    store: Callable[[Sequence[Judgment]], object]
    standing: Callable[[], Standing]
    events: Callable[[], Sequence[StoredJudgment]]
    content: Callable[[str], str]
    reason: Callable[[str], str] = str

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
        saved: the last event that was stored.
        unsaved: the event that could not be stored, with ``fault`` saying why.
        skipped: keys pressed before that could be seen; they were not applied.
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
    saved: Judgment | None = None
    unsaved: Judgment | None = None
    fault: str = ""
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
    """Set up a desk at the first pair that is left. Keys already applied stay so."""
    order = tuple((batch.query, item) for batch in batches for item in batch.candidates)
    queries: dict[str, tuple[int, int, int]] = {}
    start = 0
    for number, batch in enumerate(batches, start=1):
        queries[batch.query] = (number, start, len(batch.candidates))
        start += len(batch.candidates)
    desk = Desk(key, order, queries, at=-1)
    if before is not None:
        desk.log, desk.taken = before.log, before.taken
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
    """Return flag and note of a pair: as set just now, else as judged before."""
    if pair in desk.drafts:
        return desk.drafts[pair]
    given = books.given(pair)
    return Draft(given.judgment.duplicate, given.judgment.note) if given else Draft()


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
    if kept is not None and not _store(desk, books, kept):
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
    """Return the event that a statement makes, or None if it says what is stored already."""
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
        blind=blind,
        duration_ms=duration_ms,
        replaces=given.judgment.event_id if given else None,
    )


def set_draft(desk: Desk, books: Books, pair: Pair, changed: Draft) -> None:
    """Set flag or note of a pair: stored with its grade, or at once where it has one."""
    desk.drafts[pair] = changed  # kept until it is stored
    given = books.given(pair)
    if given is None:
        return
    said = Statement(given.judgment.grade, given.judgment.cannot_tell)
    kept = keep(books, pair, said, changed)
    if kept is None or _store(desk, books, kept):
        del desk.drafts[pair]


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
    """Put a pair off (나중에); one that is judged or put off already is passed over."""
    judged, deferred = _done(desk, books)
    if pair not in judged and pair not in deferred:
        query, item = pair
        event = Judgment(
            event_id=event_id or str(uuid.uuid4()),
            annotator=books.annotator,
            query=query,
            item=item,
            query_content=books.content(query),
            item_content=books.content(item),
            kind="deferral",
        )
        if not _store(desk, books, event):
            return
    if pair == desk.pair:
        _advance(desk, books)


def undo(desk: Desk, books: Books, event_id: str | None = None) -> None:
    """Take back the annotator's last step in this queue and lay its pair at hand again."""
    last = _last_step(desk, books)
    if last is None:
        return
    event = Judgment(
        event_id=event_id or str(uuid.uuid4()),
        annotator=books.annotator,
        query=last.query,
        item=last.item,
        query_content=last.query_content,
        item_content=last.item_content,
        kind="withdrawal",
        replaces=last.event_id,
    )
    if not _store(desk, books, event):
        return
    pair = (last.query, last.item)
    if books.given(pair) is None and (last.duplicate or last.note):
        desk.drafts[pair] = Draft(last.duplicate, last.note)
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
    """Try again to store what could not be stored."""
    event = desk.unsaved
    if event is None or not _store(desk, books, event):
        return
    pair = (event.query, event.item)
    if event.kind == "withdrawal":
        _go(desk, desk.order.index(pair))
        return
    desk.drafts.pop(pair, None)
    if pair == desk.pair:
        _advance(desk, books)


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
        token = str(key.get("token", ""))
        if token == desk.token:
            # The same key makes the same event, however often its log arrives.
            event_id = str(uuid.uuid5(_KEYS, f"{name}/{number}"))
            shown_ms = key.get("shown_ms")
            duration = max(0, int(shown_ms)) if isinstance(shown_ms, int | float) else None
            press(desk, books, str(key.get("code", "")), event_id, duration)
        elif token.startswith(f"{desk.key}."):
            desk.skipped += 1
        desk.taken[name] = number


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
        desk.unsaved, desk.fault = event, str(error)
        desk.epoch += 1
        desk.skipped = 0
        desk.asking = False
        return False
    desk.saved, desk.unsaved, desk.fault, desk.skipped = event, None, "", 0
    return True


def _done(desk: Desk, books: Books) -> tuple[frozenset[Pair], frozenset[Pair]]:
    standing = books.standing()
    judged = frozenset(
        pair for pair in desk.order if books.annotator in standing.by_pair.get(pair, {})
    )
    later = standing.deferred.get(books.annotator, frozenset())
    return judged, frozenset(pair for pair in desk.order if pair in later and pair not in judged)


def _last_step(desk: Desk, books: Books) -> Judgment | None:
    """The annotator's last blind judgment or deferral of this queue that wasn't taken back."""
    withdrawn: set[str | None] = set()
    inside = set(desk.order)
    for stored in reversed(books.events()):
        event = stored.judgment
        if event.annotator != books.annotator or not event.blind:
            continue
        if event.kind == "withdrawal":
            withdrawn.add(event.replaces)
        elif event.event_id not in withdrawn and (event.query, event.item) in inside:
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
