"""The judgment store: append-only events in one gap-free, hash-chained sequence.

Nothing is ever changed or deleted. A judgment that corrects another names it in ``replaces``; an
undo is an event of its own (*withdrawal*). What counts now is computed from the events.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from core.errors import JudgmentError, JudgmentStoreError
from core.migrations import is_current, migrate
from core.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["judgment", "withdrawal", "deferral"]
GRADES = (0, 1, 2, 3)
FIRST_HASH = "0" * 64
_MAX_NAME = 100
_MAX_NOTE = 10_000
_WAL_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite releases, newest first, from which on their branch has the WAL-reset fix."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """One event as an annotator gives it.

    Attributes:
        event_id: the client's UUID; the same id sent twice counts once.
        annotator: who; a name of the annotator list.
        query, item: the directed pair.
        query_content, item_content: content keys of both items as seen.
        kind: ``judgment``; ``withdrawal`` undoes the event named by ``replaces``; ``deferral``
            puts the pair off (나중에).
        grade: 0 to 3, or None.
        cannot_tell: reason why no grade can be given (판정 불가), or None.
        duplicate: the item is a copy of the query (사본).
        note: free words.
        task, guideline: task and guideline version in force, if any.
        blind: False if variant, rank or score could be seen.
        duration_ms: time from the pair's appearance to the grade, in milliseconds.
        replaces: event id of the same annotator that this one corrects or withdraws.
    """

    event_id: str
    annotator: str
    query: str
    item: str
    query_content: str = ""
    item_content: str = ""
    kind: Kind = "judgment"
    grade: int | None = None
    cannot_tell: str | None = None
    duplicate: bool = False
    note: str = ""
    task: str | None = None
    guideline: str | None = None
    blind: bool = True
    duration_ms: int | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class StoredJudgment:
    """An event with its place in the sequence.

    Attributes:
        revision: 1, 2, 3 … without gaps.
        at: UTC time of storing, ISO 8601 with microseconds.
        previous_hash: hash of revision - 1 (64 zeros for the first).
        hash: SHA-256 over all other fields.
    """

    revision: int
    workspace_uuid: str
    judgment: Judgment
    at: str
    previous_hash: str
    hash: str


_COLUMNS = (
    "revision",
    "event_id",
    "workspace_uuid",
    "kind",
    "annotator",
    "query",
    "item",
    "query_content",
    "item_content",
    "grade",
    "cannot_tell",
    "duplicate",
    "note",
    "task",
    "guideline",
    "blind",
    "duration_ms",
    "at",
    "replaces",
    "previous_hash",
    "hash",
)
_JUDGMENTS = sa.table("judgments", *(sa.column(name) for name in _COLUMNS))
_ANNOTATORS = sa.table("annotators", sa.column("name"), sa.column("added_at"))


def annotator_name(name: str) -> str:
    """The one form of a name: NFC, trimmed, inner blanks single.

    Raises:
        JudgmentError: empty or too long.
    """
    clean = " ".join(nfc(name).split())
    if not clean or len(clean) > _MAX_NAME:
        raise JudgmentError(f"A name has 1 to {_MAX_NAME} characters; this one has {len(clean)}.")
    return clean


def check(judgment: Judgment) -> Judgment:
    """The judgment in normal form.

    Raises:
        JudgmentError: a grade outside 0 to 3, a grade together with *cannot tell*, neither of
            them, or a withdrawal of nothing.
    """
    pair = f'({judgment.query}, {judgment.item}) by "{judgment.annotator}"'
    if judgment.kind == "judgment":
        if (judgment.grade is None) == (judgment.cannot_tell is None):
            raise JudgmentError(f"{pair}: give either a grade or a reason why none can be given.")
        if judgment.grade is not None and (
            isinstance(judgment.grade, bool) or judgment.grade not in GRADES
        ):
            raise JudgmentError(f"{pair}: grade {judgment.grade!r}; grades are 0, 1, 2 and 3.")
        if judgment.cannot_tell is not None and not judgment.cannot_tell.strip():
            raise JudgmentError(f"{pair}: say why no grade can be given.")
    elif judgment.grade is not None or judgment.cannot_tell is not None:
        raise JudgmentError(f"{pair}: a {judgment.kind} carries no grade.")
    if judgment.kind == "withdrawal" and not judgment.replaces:
        raise JudgmentError(f"{pair}: a withdrawal names the event that it withdraws.")
    if len(judgment.note) > _MAX_NOTE:
        raise JudgmentError(f"{pair}: the note has over {_MAX_NOTE:,} characters. Shorten it.")
    if judgment.query == judgment.item:
        raise JudgmentError(f"{pair}: a question isn't judged against itself.")
    values = asdict(judgment)
    values["annotator"] = annotator_name(judgment.annotator)
    return Judgment(**values)


def event_hash(values: dict[str, Any]) -> str:
    """SHA-256 over all columns but ``hash``, as canonical JSON."""
    content = {name: values[name] for name in _COLUMNS if name != "hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class JudgmentStore:
    """Events of one workspace. Safe to use from several threads and processes."""

    def __init__(self, engine: sa.Engine, workspace_uuid: str, label: str) -> None:
        self._engine = engine
        self._label = label
        self.workspace_uuid = workspace_uuid
        self._writer = threading.Lock()
        try:
            # A store on a read-only disk can still be read, if nothing is missing.
            with engine.connect() as connection:
                current = is_current(connection)
            if not current:
                with self._write() as connection:
                    migrate(connection)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("can't be opened", fault) from fault

    @classmethod
    def open(cls, path: Path, workspace_uuid: str) -> JudgmentStore:
        """Open (or make) the SQLite store ``path``.

        Raises:
            JudgmentStoreError: not writable, damaged, or of unsafe durability settings.
        """
        engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        journal = "WAL" if _wal_is_safe() else "DELETE"

        @sa.event.listens_for(engine, "connect")
        def _configure(connection: Any, _record: Any) -> None:
            # The driver must not open transactions by itself: BEGIN IMMEDIATE below does.
            connection.isolation_level = None
            for pragma, value, expected in (
                ("journal_mode", journal, journal.lower()),
                ("synchronous", "FULL", 2),
                ("foreign_keys", "ON", 1),
            ):
                connection.execute(f"PRAGMA {pragma}={value}")
                found = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
                if found != expected:
                    raise JudgmentStoreError(
                        f"{path}: SQLite keeps {pragma} at {found!r} instead of {expected!r}; "
                        "judgments would not be safe. Move the workspace to a local disk."
                    )

        return cls(engine, workspace_uuid, str(path))

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _trouble(self, what: str, fault: Exception) -> JudgmentStoreError:
        reason = str(getattr(fault, "orig", None) or fault).splitlines()[0]
        return JudgmentStoreError(
            f"{self._label}: {what} ({reason}). Nothing was saved; check the file's permissions "
            "and the disk, then try again."
        )

    def _write(self) -> _Writing:
        return _Writing(self._engine, self._writer)

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
        checked = [check(judgment) for judgment in judgments]
        try:
            with self._write() as connection:
                return [
                    self._append(connection, judgment, at)
                    for judgment, at in zip_longest(checked, times)
                    if judgment is not None
                ]
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the judgment could not be saved", fault) from fault

    def _append(
        self, connection: sa.Connection, judgment: Judgment, at: str | None
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
        self._check_replaced(connection, judgment)
        last = connection.execute(
            sa.select(_JUDGMENTS.c.revision, _JUDGMENTS.c.hash)
            .order_by(_JUDGMENTS.c.revision.desc())
            .limit(1)
        ).first()
        revision, previous = (last[0], last[1]) if last else (0, FIRST_HASH)
        values: dict[str, Any] = {
            **asdict(judgment),
            "revision": revision + 1,
            "workspace_uuid": self.workspace_uuid,
            "at": at or datetime.now(UTC).isoformat(timespec="microseconds"),
            "previous_hash": previous,
        }
        values["hash"] = event_hash(values)
        connection.execute(_JUDGMENTS.insert().values(**values))
        return _stored_from(values)

    def _check_replaced(self, connection: sa.Connection, judgment: Judgment) -> None:
        if judgment.replaces is None:
            return
        replaced = connection.execute(
            sa.select(_JUDGMENTS.c.annotator, _JUDGMENTS.c.query, _JUDGMENTS.c.item).where(
                _JUDGMENTS.c.event_id == judgment.replaces
            )
        ).first()
        if replaced is None or tuple(replaced) != (
            judgment.annotator,
            judgment.query,
            judgment.item,
        ):
            raise JudgmentError(
                f"Event {judgment.event_id} replaces {judgment.replaces}, which is no event of "
                "the same annotator on the same pair."
            )

    def add_annotator(self, name: str) -> str:
        """Add a name to the list, once; returns its normal form.

        Raises:
            JudgmentError: an empty or too long name.
            JudgmentStoreError: nothing was saved.
        """
        clean = annotator_name(name)
        try:
            with self._write() as connection:
                known = connection.execute(
                    sa.select(_ANNOTATORS.c.name).where(_ANNOTATORS.c.name == clean)
                ).first()
                if known is None:
                    stamp = datetime.now(UTC).isoformat(timespec="seconds")
                    connection.execute(_ANNOTATORS.insert().values(name=clean, added_at=stamp))
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the name could not be saved", fault) from fault
        return clean

    # --- reading ------------------------------------------------------------------------------

    def revision(self) -> int:
        """Number of the last event; 0 while there are none."""
        statement = sa.select(sa.func.max(_JUDGMENTS.c.revision))
        try:
            with self._engine.connect() as connection:
                return int(connection.execute(statement).scalar() or 0)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("can't be read", fault) from fault

    def events(self, after: int = 0) -> list[StoredJudgment]:
        """Events with a revision above ``after``, in order."""
        statement = (
            sa.select(_JUDGMENTS)
            .where(_JUDGMENTS.c.revision > after)
            .order_by(_JUDGMENTS.c.revision)
        )
        try:
            with self._engine.connect() as connection:
                return [_stored(row) for row in connection.execute(statement)]
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("can't be read", fault) from fault

    def annotators(self) -> list[str]:
        """All names, sorted: those added, and those that events carry."""
        names = sa.union(sa.select(_ANNOTATORS.c.name), sa.select(_JUDGMENTS.c.annotator))
        try:
            with self._engine.connect() as connection:
                return sorted(connection.scalars(names))
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("can't be read", fault) from fault

    def verify(self) -> None:
        """Recompute the chain.

        Raises:
            JudgmentStoreError: naming the first event that was altered, removed or inserted.
        """
        previous = FIRST_HASH
        for expected, stored in enumerate(self.events(), start=1):
            values = {
                **asdict(stored.judgment),
                "revision": stored.revision,
                "workspace_uuid": stored.workspace_uuid,
                "at": stored.at,
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
                    "altered. Restore a backup."
                )
            previous = stored.hash


class _Writing:
    """One write transaction: this process's only writer, and the database's."""

    def __init__(self, engine: sa.Engine, lock: threading.Lock) -> None:
        self._engine = engine
        self._lock = lock

    def __enter__(self) -> sa.Connection:
        self._lock.acquire()
        try:
            self._connection = self._engine.connect()
            try:
                self._transaction = self._connection.begin()
                if self._engine.dialect.name == "sqlite":
                    # Before reading the last revision, so that no other process can append.
                    self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            except BaseException:
                self._connection.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                self._transaction.commit()
            else:
                self._transaction.rollback()
        finally:
            self._connection.close()
            self._lock.release()


def _wal_is_safe() -> bool:
    version = sqlite3.sqlite_version_info
    return any(version >= fixed and version[:2] == fixed[:2] for fixed in _WAL_FIXED) or (
        version >= (3, 52, 0)
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
    )


Pair = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """What counts at a revision: each annotator's last standing event on each pair."""

    revision: int
    by_pair: dict[Pair, dict[str, StoredJudgment]]
    deferred: dict[str, frozenset[Pair]]

    def of(self, annotator: str) -> Iterator[StoredJudgment]:
        """The standing judgments of one person."""
        for judgments in self.by_pair.values():
            if annotator in judgments:
                yield judgments[annotator]


def standing(events: Sequence[StoredJudgment]) -> Standing:
    """Compute what counts from all events, in order.

    A later judgment of the same annotator on the same pair takes the earlier one's place; a
    withdrawal takes its event away, so that the one before counts again.
    """
    stacks: dict[tuple[Pair, str], list[StoredJudgment]] = {}
    deferred: dict[str, set[Pair]] = {}
    for stored in events:
        judgment = stored.judgment
        pair = (judgment.query, judgment.item)
        stack = stacks.setdefault((pair, judgment.annotator), [])
        if judgment.kind == "withdrawal":
            stack[:] = [s for s in stack if s.judgment.event_id != judgment.replaces]
        else:
            stack.append(stored)
    by_pair: dict[Pair, dict[str, StoredJudgment]] = {}
    for (pair, annotator), stack in stacks.items():
        graded = [s for s in stack if s.judgment.kind == "judgment"]
        if stack and stack[-1].judgment.kind == "deferral":
            deferred.setdefault(annotator, set()).add(pair)
        if graded:
            by_pair.setdefault(pair, {})[annotator] = graded[-1]
    revision = events[-1].revision if events else 0
    return Standing(revision, by_pair, {a: frozenset(p) for a, p in deferred.items()})
