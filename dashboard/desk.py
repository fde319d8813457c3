"""An annotator's place in a queue: what lies on the desk, what is at hand, and what comes next.

Pure of Streamlit. The order of what was laid on a desk never changes, so keys that are pressed
faster than the page can be drawn are applied one by one: each to the pair that was at hand when
its turn came. In a task more is laid on as the annotator gets on.
"""

from __future__ import annotations

import hashlib
import time
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.errors import YusaError
from core.task_store import LEASE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.assignment import Offer
    from core.judgments import Judgment, Pair, StoredJudgment
    from core.queue import Batch
    from core.standing import Standing

_LEASE_S: Final = LEASE.total_seconds()


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


@dataclass(frozen=True, slots=True)
class Supply:
    """Where the next pairs of a task come from.

    Attributes:
        next: takes what is to be judged next, or None; raises a ``YusaError``.
        hold: keeps the pairs of a query on this desk for longer; raises a ``YusaError``.
    """

    next: Callable[[], Offer | None]
    hold: Callable[[str, Sequence[str]], object]


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
        task, guideline: id and version that judgments are given by; None outside a task.
        supply: where more comes from, in a task.
        again: what the annotator said of a pair when the task laid it before them for the second
            time, wherever that was; see :meth:`core.standing.Said.again`.
    """

    annotator: str
    store: Callable[[Sequence[Judgment]], object]
    standing: Callable[[], Standing]
    events: Callable[[], Sequence[StoredJudgment]]
    content: Callable[[str], str]
    reason: Callable[[str], str] = str
    say: Callable[[YusaError], str] = str
    task: str | None = None
    guideline: str | None = None
    supply: Supply | None = None
    again: Callable[[Pair], Sequence[StoredJudgment]] = lambda _pair: ()

    def given(self, pair: Pair) -> StoredJudgment | None:
        """The annotator's own standing judgment of a pair."""
        return self.standing().by_pair.get(pair, {}).get(self.annotator)


@dataclass(slots=True)
class Desk:
    """One annotator's place in a queue.

    Attributes:
        key: names annotator, ground truth and queue; keys pressed at another desk don't count.
        order: the pairs that were laid on it, in the annotator's order.
        starts: places where the pairs of another query begin.
        repeats: places of pairs that lie here for a second time -> ids of what was said of them
            then, here or in another window of the annotator.
        at: place of the pair at hand; ``len(order)`` when none is left.
        reviewing: pairs put off are being judged.
        asking: a reason for *cannot tell* is asked for.
        answers: answers are shown.
        differences: words that differ are marked.
        guide: what the grades mean is shown.
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
        leased: when what lies here was last known to be this annotator's (``time.monotonic``).
        log: name of the key log that was read last.
        taken: key log -> number of the last key applied.
    """

    key: str
    order: list[Pair] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    repeats: dict[int, list[str]] = field(default_factory=dict)
    at: int = -1
    reviewing: bool = False
    asking: bool = False
    answers: bool = False
    differences: bool = False
    guide: bool = False
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
    leased: float = field(default_factory=time.monotonic)
    log: str = ""
    taken: dict[str, int] = field(default_factory=dict)

    @property
    def pair(self) -> Pair | None:
        """The pair at hand."""
        return self.order[self.at] if 0 <= self.at < len(self.order) else None

    @property
    def token(self) -> str:
        """What a key press has to carry to count."""
        return f"{self.key}.{self.epoch}"

    def place(self, pair: Pair) -> int:
        """Where a pair lies: at hand, else where it was laid last; -1 where it doesn't."""
        if pair == self.pair:
            return self.at
        return max((at for at, each in enumerate(self.order) if each == pair), default=-1)


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
    """Set up a desk with a whole queue, at the first pair that is left.

    Keys already applied stay so, and what the desk before could not store is not forgotten, nor
    are the flags and notes that wait for a grade.
    """
    desk = _set_up(key, books, before)
    for batch in batches:
        _lay(desk, batch.query, batch.candidates)
    advance(desk, books)
    return desk


def open_task_desk(
    key: str,
    forms: Sequence[Sequence[StoredJudgment]],
    books: Books,
    before: Desk | None,
) -> Desk:
    """Set up a desk in a task, with what the annotator judged there so far, and what comes next.

    Args:
        key: of the desk.
        forms: the annotator's statements in the task with their corrections
            (:meth:`core.standing.Said.forms`).
        books: with a supply.
        before: the session's desk before; see :func:`open_desk`.
    """
    desk = _set_up(key, books, before)
    laid: set[Pair] = set()
    for statement in forms:
        last = statement[-1].judgment
        pair = (last.query, last.item)
        if pair in laid:
            desk.repeats[len(desk.order)] = [form.judgment.event_id for form in statement]
        laid.add(pair)
        _lay(desk, last.query, (last.item,))
    desk.at = len(desk.order) - 1
    advance(desk, books)
    return desk


def _set_up(key: str, books: Books, before: Desk | None) -> Desk:
    desk = Desk(key)
    if before is not None:
        desk.log, desk.taken = before.log, before.taken
        desk.differences, desk.guide = before.differences, before.guide
        desk.made, desk.staying = before.made, before.staying
        desk.drafts_of = before.drafts_of
        for event in [*before.held, *before.unsaved]:
            mine = event.annotator == books.annotator
            (desk.unsaved if mine else desk.held).append(event)
    desk.drafts = desk.drafts_of.setdefault(books.annotator, desk.drafts)
    return desk


def _lay(desk: Desk, query: str, items: Sequence[str]) -> None:
    if items and (not desk.order or desk.order[-1][0] != query):
        desk.starts.append(len(desk.order))
    desk.order.extend((query, item) for item in items)


def in_batch(desk: Desk) -> tuple[int, int]:
    """Return the number of the pair at hand among its query's, from 1, and how many there are."""
    number = bisect_right(desk.starts, desk.at)
    first, end = [*desk.starts, len(desk.order)][number - 1 : number + 1]
    return desk.at - first + 1, end - first


def progress(desk: Desk, books: Books) -> Progress:
    """Count what is done."""
    judged, deferred = done(desk, books)
    number = bisect_right(desk.starts, desk.at) if desk.pair is not None else 0
    candidate, candidates = in_batch(desk) if desk.pair is not None else (0, 0)
    total = len(desk.order)
    return Progress(
        number, len(desk.starts), candidate, candidates, len(judged), len(deferred), total
    )


def given(desk: Desk, books: Books, pair: Pair) -> StoredJudgment | None:
    """Return what the annotator said of a pair where it lies, as it stands now.

    Where it lies for the second time, nothing shows what was said the first time.
    """
    at = desk.place(pair)
    if at in desk.repeats:
        return _last_of(_said(books, pair), _repeated(desk, books, at), inside=True)
    again = [event for events in desk.repeats.values() for event in events]
    again += [stored.judgment.event_id for stored in books.again(pair)]
    if not again:
        return books.given(pair)
    return _last_of(_said(books, pair), again, inside=False)


def _repeated(desk: Desk, books: Books, at: int) -> list[str]:
    """Ids of what was said of a pair that lies here for a second time, in another window too."""
    events = desk.repeats[at]
    found = (stored.judgment.event_id for stored in books.again(desk.order[at]))
    events.extend([event for event in found if event not in events])
    return events


def _said(books: Books, pair: Pair) -> list[StoredJudgment]:
    stack = books.standing().said(pair, books.annotator)
    return [stored for stored in stack if stored.judgment.kind == "judgment"]


def _last_of(
    said: Sequence[StoredJudgment], events: Sequence[str], *, inside: bool
) -> StoredJudgment | None:
    fit = (s for s in reversed(said) if (s.judgment.event_id in events) == inside)
    return next(fit, None)


def done(desk: Desk, books: Books) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places that are judged, and those that are put off."""
    standing = books.standing()
    later = standing.deferred.get(books.annotator, frozenset())
    judged, deferred = set(), set()
    for at, pair in enumerate(desk.order):
        if at in desk.repeats:
            events = _repeated(desk, books, at)
            is_judged = _last_of(_said(books, pair), events, inside=True) is not None
        else:
            is_judged = books.annotator in standing.by_pair.get(pair, {})
        if is_judged:
            judged.add(at)
        elif pair in later:
            deferred.add(at)
    return frozenset(judged), frozenset(deferred)


# ---- from one pair to the next ------------------------------------------------------------------


def advance(desk: Desk, books: Books) -> None:
    """Go to the next pair that is left, from the one at hand on and then from the beginning."""
    if books.supply is not None and _is_late(desk):
        _clear_away(desk, books)
    at = _left(desk, books)
    fault = None
    if at is None and books.supply is not None:
        try:
            at = _supplied(desk, books, books.supply)
        except YusaError as error:
            fault = books.say(error)
    go(desk, len(desk.order) if at is None else at)
    if fault is not None:
        note_fault(desk, fault)
    elif desk.fault_at is None and not desk.unsaved:
        desk.fault, desk.skipped = "", 0


def _left(desk: Desk, books: Books) -> int | None:
    judged, deferred = done(desk, books)
    places = [*range(desk.at + 1, len(desk.order)), *range(max(0, desk.at))]
    todo = next((at for at in places if at not in judged | deferred), None)
    if todo is None and desk.reviewing:
        return next((at for at in places if at in deferred), None)
    return todo


def _supplied(desk: Desk, books: Books, supply: Supply) -> int | None:
    offer = supply.next()
    desk.leased = time.monotonic()
    if offer is None:
        return None
    desk.at = min(desk.at, len(desk.order) - 1)  # what is laid on now lies behind it
    lying = set(desk.order)  # such as what was put off or taken back
    if offer.again:
        judged, _deferred = done(desk, books)
        lying = {pair for at, pair in enumerate(desk.order) if at not in judged}
    new = [item for item in offer.candidates if (offer.query, item) not in lying]
    if offer.again:
        start = len(desk.order)
        desk.repeats.update({start + n: [] for n in range(len(new))})
    _lay(desk, offer.query, new)
    at = _left(desk, books)
    if at is None:  # what the annotator put off comes last
        desk.reviewing = True
        at = _left(desk, books)
    return at


def _clear_away(desk: Desk, books: Books) -> None:
    """Take off the desk what may lie on somebody else's by now: it was left for too long."""
    judged, _deferred = done(desk, books)
    while len(desk.order) - 1 > max(desk.at, 0) and len(desk.order) - 1 not in judged:
        desk.order.pop()
        desk.repeats.pop(len(desk.order), None)
    desk.starts = [start for start in desk.starts if start < len(desk.order)]


def renew(desk: Desk, books: Books, pair: Pair) -> None:
    """Keep what lies here for this annotator, who is working on it."""
    if time.monotonic() - desk.leased >= _LEASE_S / 3 and not _is_late(desk):
        hold(desk, books, pair)


def hold(desk: Desk, books: Books, pair: Pair) -> None:
    """Keep a pair on this desk, and the other unjudged ones of its query."""
    if books.supply is None:
        return
    judged, _deferred = done(desk, books)
    left = [
        other[1]
        for at, other in enumerate(desk.order)
        if other[0] == pair[0]
        and at not in judged
        and at not in desk.repeats
        and (other == pair or not _is_late(desk))
    ]
    try:
        if left:
            books.supply.hold(pair[0], left)
        if not _is_late(desk):
            desk.leased = time.monotonic()
    except YusaError:
        return  # nobody loses anything: at worst two people judge a pair


def _is_late(desk: Desk) -> bool:
    """Whether what lies here may be somebody else's by now."""
    return time.monotonic() - desk.leased > _LEASE_S


def go(desk: Desk, at: int) -> None:
    """Lay the pair at a place at hand."""
    before = desk.pair
    desk.at = at
    desk.asking = False
    desk.since = time.monotonic()
    if before is None or desk.pair is None or before[0] != desk.pair[0]:
        desk.answers = False


def step(desk: Desk, by: int) -> None:
    """Go to the pair before or after, judged or not."""
    target = desk.at + by
    if 0 <= target < len(desk.order):
        go(desk, target)


def review_deferred(desk: Desk, books: Books) -> None:
    """Begin with the pairs that were put off."""
    desk.reviewing = True
    desk.at = -1
    advance(desk, books)


def note_fault(desk: Desk, fault: str) -> None:
    """Note that a step failed before it made an event."""
    desk.fault, desk.fault_at = fault, desk.pair
    desk.epoch += 1  # keys pressed before it could be seen were meant for other pairs
