"""The judgment store: append-only events in one gap-free, hash-chained sequence.

Nothing is ever changed or deleted. A judgment that corrects another names it in ``replaces``; an
undo is an event of its own (*withdrawal*). What counts now is computed from the events
(:mod:`core.standing`).
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from core.errors import JudgmentError, JudgmentStoreError
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

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = re.compile("[0-9a-f]{12,64}")
_JUDGMENTS = sa.table("judgments", *(sa.column(name) for name in COLUMNS))
_ANNOTATORS = sa.table("annotators", sa.column("name"), sa.column("added_at"))


class JudgmentStore(StoreFile):
    """Events of one workspace. Safe to use from several threads and processes."""

    # --- writing ------------------------------------------------------------------------------

    def append(
        self, judgments: Sequence[Judgment], times: Sequence[str | None] = ()
    ) -> list[StoredJudgment]:
        """Store events, all or none, and return only after they are on disk.

        An event id that is stored already is returned as stored, so that a client may repeat a
        request whose answer was lost.

        Args:
            judgments: the events, in order.
            times: for events from a file, when each was given (ISO 8601, UTC); None for now.

        Raises:
            JudgmentError: an event that can't be, or an event id with other content.
            JudgmentStoreError: nothing was saved.
        """
        return self.take_in(judgments, times)[0]

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
        checked = [check(judgment) for judgment in judgments]
        try:
            with self._write() as connection:
                self._prepare(connection)
                before = end = self._end(connection)
                stored = []
                for judgment, at, origin in zip_longest(checked, times, origins):
                    if judgment is not None:
                        event = self._append(connection, end, judgment, at, origin)
                        end = max(end, (event.revision, event.hash))
                        stored.append(event)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the judgment could not be saved", "save", fault) from fault
        self._current = True
        return stored, len({s.revision for s in stored if s.revision > before[0]})

    @staticmethod
    def _end(connection: sa.Connection) -> tuple[int, str]:
        """Revision and hash of the last event."""
        last = connection.execute(
            sa.select(_JUDGMENTS.c.revision, _JUDGMENTS.c.hash)
            .order_by(_JUDGMENTS.c.revision.desc())
            .limit(1)
        ).first()
        return (last[0], last[1]) if last else (0, FIRST_HASH)

    def _append(
        self,
        connection: sa.Connection,
        end: tuple[int, str],
        judgment: Judgment,
        at: str | None,
        origin: str | None,
    ) -> StoredJudgment:
        known = connection.execute(
            sa.select(_JUDGMENTS).where(_JUDGMENTS.c.event_id == judgment.event_id)
        ).first()
        if known is not None:
            stored = _stored(known)
            if stored.judgment != judgment:
                raise JudgmentError(
                    f"Event {judgment.event_id} is stored with other content. Send a new event id."
                )
            return stored
        corrected = self._check_replaced(connection, judgment)
        revision, previous = end
        values: dict[str, Any] = {
            **asdict(judgment),
            "revision": revision + 1,
            "workspace_uuid": self.workspace_uuid,
            # A clock that was set back must not put a correction before what it corrects.
            "at": at or max(datetime.now(UTC).isoformat(timespec="microseconds"), corrected),
            "origin": origin,
            "previous_hash": previous,
        }
        values["hash"] = event_hash(values)
        connection.execute(_JUDGMENTS.insert().values(**values))
        return _stored_from(values)

    def _check_replaced(self, connection: sa.Connection, judgment: Judgment) -> str:
        """Return when the replaced event was given; nothing where none is replaced."""
        if judgment.replaces is None:
            return ""
        c = _JUDGMENTS.c
        replaced = connection.execute(
            sa.select(c.annotator, c.query, c.item, c.at).where(c.event_id == judgment.replaces)
        ).first()
        if replaced is None or tuple(replaced)[:3] != (
            judgment.annotator,
            judgment.query,
            judgment.item,
        ):
            raise JudgmentError(
                f"Event {judgment.event_id} replaces {judgment.replaces}, which is no event of "
                "the same annotator on the same pair."
            )
        return str(replaced.at)

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
        """Events with a revision above ``after``, in order."""

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
        for expected, stored in enumerate(self.events(), start=1):
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
