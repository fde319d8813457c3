"""The judgment store: append-only events in one gap-free, hash-chained sequence.

Nothing is ever changed or deleted. A judgment that corrects another names it in ``replaces``; an
undo is an event of its own (*withdrawal*). What counts now is computed from the events
(:mod:`core.standing`).
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from core.errors import JudgmentError, JudgmentStoreError, Reason
from core.judgments import (
    COLUMNS,
    FIRST_HASH,
    Judgment,
    StoredJudgment,
    annotator_name,
    check,
    event_hash,
)
from core.store_file import StoreFile
from core.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_HEAD = re.compile("[0-9a-f]{12,64}")
_JUDGMENTS = sa.table("judgments", *(sa.column(name) for name in COLUMNS))
_ANNOTATORS = sa.table("annotators", sa.column("name"), sa.column("added_at"))
_AT_ONCE: Final = 500
"""So many ids are asked for in one statement; databases limit their number."""


@dataclass(eq=False, slots=True)
class _Request:
    """What one caller wants to have stored.

    Attributes:
        judgments, times, origins: see :meth:`JudgmentStore.take_in`; the judgments are checked.
        stored: the events as stored, once they are.
        new: how many of them were not there before.
        fault: why the store could not take it.
        is_alone: it failed together with others, so it is stored in a transaction of its own.
        is_given_up: its caller went away with an error, so it must not be stored any more.
    """

    judgments: Sequence[Judgment]
    times: Sequence[str | None] = ()
    origins: Sequence[str | None] = ()
    stored: list[StoredJudgment] | None = None
    new: int = 0
    fault: JudgmentStoreError | None = None
    is_alone: bool = False
    is_given_up: bool = False

    @property
    def is_done(self) -> bool:
        """Whether somebody else has stored it, or failed to."""
        return self.stored is not None or self.fault is not None

    def answer(self) -> list[StoredJudgment]:
        """What its caller is told: the events as stored.

        Raises:
            JudgmentStoreError: nothing was saved.
        """
        if self.stored is not None:
            return self.stored
        if self.fault is None:
            raise RuntimeError("A judgment was neither stored nor refused.")
        fault = self.fault  # each caller gets one of its own, with its own traceback
        raise JudgmentStoreError(str(fault), fault.failure, fault.file, fault.code) from fault


class JudgmentStore(StoreFile):
    """Events of one workspace. Safe to use from several threads and processes."""

    def __init__(
        self, engine: sa.Engine, workspace_uuid: str, label: str, path: Path | None = None
    ) -> None:
        """See :class:`core.store_file.StoreFile`."""
        super().__init__(engine, workspace_uuid, label, path)
        self._first = Turns()
        self._line: deque[_Request] = deque()

    # --- writing ------------------------------------------------------------------------------

    def append(
        self, judgments: Sequence[Judgment], times: Sequence[str | None] = ()
    ) -> list[StoredJudgment]:
        """Store events, all or none, and return only after they are on disk.

        An event id that is stored already is returned as stored, so that a client may repeat a
        request whose answer was lost. What several threads ask for while one of them waits or
        writes is stored in one transaction by the next; where one of them asks for something
        impossible, each stores its own.

        Args:
            judgments: the events, in order.
            times: for events from a file, when each was given (ISO 8601, UTC); None for now.

        Raises:
            JudgmentError: an event that can't be, or an event id with other content.
            JudgmentStoreError: nothing was saved.
        """
        mine = _Request([check(judgment) for judgment in judgments], times)
        self._line.append(mine)
        try:
            # Only one of those who wait here stands in line with other writers. Whose judgments it
            # stored need not wait for them.
            with self._first:
                if not mine.is_done:
                    with self._turn:
                        self._serve(mine)
        except BaseException:
            mine.is_given_up = True  # its caller is told so
            raise
        return mine.answer()

    def take_in(
        self,
        judgments: Sequence[Judgment],
        times: Sequence[str | None] = (),
        origins: Sequence[str | None] = (),
    ) -> tuple[list[StoredJudgment], int]:
        """Store events as :meth:`append` does; return also how many were not there before.

        Args:
            judgments: the events, in order.
            times: as for :meth:`append`.
            origins: for events of another workspace, see :class:`StoredJudgment`.
        """
        request = _Request([check(judgment) for judgment in judgments], times, origins)
        with self._turn:
            self._store([request])
        return request.answer(), request.new

    def _serve(self, mine: _Request) -> None:
        """Store a request, and with it what others wait for, as the one whose turn it is."""
        together = [] if mine.is_alone else self._waiting(mine)
        try:
            if together:
                self._store(together)
                return
        except JudgmentStoreError as fault:  # so would they all fail, each after its own while
            for each in together:
                each.fault = fault
            raise
        except Exception:  # whatever it is, one of them is to blame and is to be told alone
            if len(together) == 1:
                raise
            for each in together:
                each.is_alone = True
        self._store([mine])

    def _waiting(self, mine: _Request) -> list[_Request]:
        """Take all requests from the line, in their order; ``mine`` is among them."""
        found = []
        while self._line:  # only who has the turn takes from it
            found.append(self._line.popleft())
        if mine not in found:  # whoever took it out before was stopped
            found.insert(0, mine)
        return [each for each in found if not each.is_given_up]

    def _store(self, requests: Sequence[_Request]) -> None:
        """Store requests in one transaction, and write down what became of each."""
        try:
            with self._in_turn() as connection:
                self._prepare(connection)
                taken = self._take(connection, requests)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the judgment could not be saved", "save", fault) from fault
        self._current = True
        for request, (stored, new) in zip(requests, taken, strict=True):
            request.stored, request.new = stored, new

    def _take(
        self, connection: sa.Connection, requests: Sequence[_Request]
    ) -> list[tuple[list[StoredJudgment], int]]:
        """Return of each request the events as stored, and how many of them are new."""
        given = [judgment for request in requests for judgment in request.judgments]
        known = self._known(connection, given)
        revision, previous = self._end(connection)
        rows: list[dict[str, Any]] = []
        taken = []
        for request in requests:
            before = len(rows)
            stored = []
            for judgment, at, origin in zip_longest(
                request.judgments, request.times, request.origins
            ):
                if judgment is None:
                    continue
                event = known.get(judgment.event_id)
                if event is None:
                    values = self._values(judgment, known, at)
                    values |= {"origin": origin, "revision": revision + 1}
                    values["previous_hash"] = previous
                    values["hash"] = event_hash(values)
                    rows.append(values)
                    event = known[judgment.event_id] = _stored_from(values)
                    revision, previous = event.revision, event.hash
                elif event.judgment != judgment:
                    raise JudgmentError(
                        f"Event {judgment.event_id} is stored with other content. "
                        "Send a new event id.",
                        reason=Reason("judgment", query=judgment.query, item=judgment.item),
                    )
                stored.append(event)
            taken.append((stored, len(rows) - before))
        if rows:
            connection.execute(_JUDGMENTS.insert(), rows)
        return taken

    @staticmethod
    def _known(
        connection: sa.Connection, judgments: Sequence[Judgment]
    ) -> dict[str, StoredJudgment]:
        """Of events and those that they replace, by id, the ones that are stored."""
        ids = {judgment.event_id for judgment in judgments}
        ids |= {judgment.replaces for judgment in judgments if judgment.replaces is not None}
        found = {}
        ordered = sorted(ids)
        for start in range(0, len(ordered), _AT_ONCE):
            some = _JUDGMENTS.c.event_id.in_(ordered[start : start + _AT_ONCE])
            for row in connection.execute(sa.select(_JUDGMENTS).where(some)):
                found[row.event_id] = _stored(row)
        return found

    def _values(
        self, judgment: Judgment, known: Mapping[str, StoredJudgment], at: str | None
    ) -> dict[str, Any]:
        """Return a new event's row but for its place in the chain."""
        corrected = ""
        if judgment.replaces is not None:
            replaced = known.get(judgment.replaces)
            if replaced is None or not _is_alike(replaced.judgment, judgment):
                raise JudgmentError(
                    f"Event {judgment.event_id} replaces {judgment.replaces}, which is no event "
                    "of the same annotator on the same pair.",
                    reason=Reason("judgment", query=judgment.query, item=judgment.item),
                )
            corrected = replaced.at
        # A clock that was set back must not put a correction before what it corrects.
        at = at or max(datetime.now(UTC).isoformat(timespec="microseconds"), corrected)
        return {**asdict(judgment), "workspace_uuid": self.workspace_uuid, "at": at}

    @staticmethod
    def _end(connection: sa.Connection) -> tuple[int, str]:
        """Revision and hash of the last event."""
        last = connection.execute(
            sa.select(_JUDGMENTS.c.revision, _JUDGMENTS.c.hash)
            .order_by(_JUDGMENTS.c.revision.desc())
            .limit(1)
        ).first()
        return (last[0], last[1]) if last else (0, FIRST_HASH)

    def add_annotator(self, name: str) -> str:
        """Add a name to the list, once; returns its normal form.

        Raises:
            JudgmentError: an empty or too long name.
            JudgmentStoreError: nothing was saved.
        """
        clean = annotator_name(name)
        try:
            with self._write() as connection:
                self._prepare(connection)
                known = connection.execute(
                    sa.select(_ANNOTATORS.c.name).where(_ANNOTATORS.c.name == clean)
                ).first()
                if known is None:
                    stamp = datetime.now(UTC).isoformat(timespec="seconds")
                    connection.execute(_ANNOTATORS.insert().values(name=clean, added_at=stamp))
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the name could not be saved", "save", fault) from fault
        self._current = True
        return clean

    # --- reading ------------------------------------------------------------------------------

    def revision(self) -> int:
        """Number of the last event; 0 while there are none.

        Raises:
            JudgmentStoreError: the store is there and can't be read; so for all that reads.
        """
        statement = sa.select(sa.func.max(_JUDGMENTS.c.revision))
        return self._read(lambda connection: int(connection.execute(statement).scalar() or 0), 0)

    def events(self, after: int = 0) -> list[StoredJudgment]:
        """Events with a revision above ``after``, in order.

        Raises:
            JudgmentStoreError: as for :meth:`revision`, or one is missing between two others.
        """
        found = self._events(after)
        for revision, stored in enumerate(found, start=after + 1):
            if stored.revision != revision:
                raise JudgmentStoreError(
                    f"{self._label}: revision {revision} is missing. Restore a backup with: "
                    "yusa restore FILE DIR",
                    "altered",
                    self._label,
                )
        return found

    def _events(self, after: int = 0) -> list[StoredJudgment]:
        """What can be read of them, whole or not."""

        def ask(connection: sa.Connection) -> list[StoredJudgment]:
            statement = (
                sa.select(*self._readable(connection))
                .where(_JUDGMENTS.c.revision > after)
                .order_by(_JUDGMENTS.c.revision)
            )
            return [_stored(row) for row in connection.execute(statement)]

        return self._read(ask, [])

    def _readable(self, connection: sa.Connection) -> list[Any]:
        """The columns to read: a store of an earlier version on a read-only disk lacks some."""
        if self._current:
            return list(_JUDGMENTS.c)
        there = {column["name"] for column in sa.inspect(connection).get_columns("judgments")}
        return [c if c.name in there else sa.null().label(c.name) for c in _JUDGMENTS.c]

    def annotators(self) -> list[str]:
        """All names, sorted: those added, and those that events carry."""
        names = sa.union(sa.select(_ANNOTATORS.c.name), sa.select(_JUDGMENTS.c.annotator))
        return self._read(lambda connection: sorted(connection.scalars(names)), [])

    def head(self, revision: int | None = None) -> str | None:
        """Hash of the last event, or of that of a revision; None where there is none.

        It stands for all events before it.
        """
        statement = sa.select(_JUDGMENTS.c.hash).order_by(_JUDGMENTS.c.revision.desc()).limit(1)
        if revision is not None:
            statement = statement.where(_JUDGMENTS.c.revision == revision)
        return self._read(lambda connection: connection.execute(statement).scalar(), None)

    def verify(self, head: str | None = None) -> None:
        """Recompute the chain.

        Nothing in the store tells that its last events were removed: that takes a hash that was
        written down elsewhere.

        Args:
            head: hash of an event that has to be there, whole or its first 12 digits or more.

        Raises:
            JudgmentError: ``head`` is no such hash.
            JudgmentStoreError: naming the first event that was altered or inserted, that stands
                after a removed one or belongs to another workspace; or saying that ``head`` is
                missing.
        """
        wanted = None if head is None else head.strip().lower()
        if wanted is not None and not _HEAD.fullmatch(wanted):
            raise JudgmentError(f"{head!r:.80} is no hash: give 12 to 64 hexadecimal digits.")
        previous = FIRST_HASH
        found = wanted is None
        for expected, stored in enumerate(self._events(), start=1):
            values = {
                **asdict(stored.judgment),
                "revision": stored.revision,
                "workspace_uuid": stored.workspace_uuid,
                "at": stored.at,
                "origin": stored.origin,
                "previous_hash": stored.previous_hash,
            }
            whole = (
                stored.revision == expected
                and stored.previous_hash == previous
                and stored.hash == event_hash(values)
            )
            if not whole:
                raise JudgmentStoreError(
                    f"{self._label}: the chain breaks at revision {stored.revision} (event "
                    f"{stored.judgment.event_id}, {stored.at}): it, or what stood before it, was "
                    "altered. Restore a backup.",
                    "altered",
                    self._label,
                )
            if stored.workspace_uuid != self.workspace_uuid:
                raise JudgmentStoreError(
                    f"{self._label}: revision {stored.revision} belongs to the workspace "
                    f"{stored.workspace_uuid}, not to this one ({self.workspace_uuid}). Put this "
                    "workspace's own file back; judgments of another one come in by export and "
                    "import.",
                    "altered",
                    self._label,
                )
            previous = stored.hash
            found = found or previous.startswith(wanted or "")
        if not found:
            raise JudgmentStoreError(
                f"{self._label}: no event has the hash {head}, so events were removed at the end, "
                "or the hash is another store's. Restore a backup.",
                "altered",
                self._label,
            )


def _is_alike(one: Judgment, other: Judgment) -> bool:
    """Whether two events are the same annotator's, of the same pair."""
    return (one.annotator, one.query, one.item) == (other.annotator, other.query, other.item)


def _stored(row: Any) -> StoredJudgment:
    return _stored_from(dict(row._mapping))


def _stored_from(values: dict[str, Any]) -> StoredJudgment:
    fields = {name: values[name] for name in Judgment.__dataclass_fields__}
    fields["duplicate"] = bool(fields["duplicate"])
    fields["blind"] = bool(fields["blind"])
    return StoredJudgment(
        values["revision"],
        values["workspace_uuid"],
        Judgment(**fields),
        values["at"],
        values["previous_hash"],
        values["hash"],
        values["origin"],
    )
