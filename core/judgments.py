"""The judgment store: append-only events in one gap-free, hash-chained sequence.

Nothing is ever changed or deleted. A judgment that corrects another names it in ``replaces``; an
undo is an event of its own (*withdrawal*). What counts now is computed from the events.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import os
import re
import sqlite3
import threading
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import sqlalchemy as sa

from core.errors import JudgmentError, JudgmentStoreError
from core.migrations import STEPS, is_current, migrate, newer_steps
from core.text import is_well_formed, nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from core.errors import StoreFailure

_T = TypeVar("_T")
Kind = Literal["judgment", "withdrawal", "deferral"]
GRADES = (0, 1, 2, 3)
FIRST_HASH = "0" * 64
MAX_DURATION_MS = 2**31 - 1
"""What a column of whole numbers holds in every database; 24 days."""
_MAX_NAME = 100
_MAX_NOTE = 10_000
_MAX_EVENT_ID = 36
_MAX_CONTENT_KEY = 64
_HEAD = re.compile("[0-9a-f]{12,64}")
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
        at: UTC time of storing, or for an event from a file when it was given, ISO 8601 with
            microseconds.
        previous_hash: hash of revision - 1 (64 zeros for the first).
        hash: SHA-256 over all other fields.
        origin: for an event from another workspace's export, ``workspace/revision/hash`` there.
    """

    revision: int
    workspace_uuid: str
    judgment: Judgment
    at: str
    previous_hash: str
    hash: str
    origin: str | None = None


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
    "origin",
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
    if not _is_storable(clean):
        raise JudgmentError("A name can't hold the character NUL or half a character.")
    return clean


def _is_storable(text: str) -> bool:
    """Whether every database takes the text: PostgreSQL refuses NUL."""
    return "\0" not in text and is_well_formed(text)


def check(judgment: Judgment) -> Judgment:
    """The judgment in normal form.

    Raises:
        JudgmentError: a grade outside 0 to 3, a grade together with *cannot tell*, neither of
            them, a withdrawal of nothing, or what not every database could hold.
    """
    pair = f'({judgment.query}, {judgment.item}) by "{judgment.annotator}"'
    if judgment.kind == "judgment":
        if (judgment.grade is None) == (judgment.cannot_tell is None):
            raise JudgmentError(f"{pair}: give either a grade or a reason why none can be given.")
        if judgment.grade is not None and (
            isinstance(judgment.grade, bool) or judgment.grade not in GRADES
        ):
            raise JudgmentError(f"{pair}: grade {judgment.grade!r:.40}; grades are 0, 1, 2 and 3.")
        if judgment.cannot_tell is not None and not judgment.cannot_tell.strip():
            raise JudgmentError(f"{pair}: say why no grade can be given.")
    elif judgment.grade is not None or judgment.cannot_tell is not None:
        raise JudgmentError(f"{pair}: a {judgment.kind} carries no grade.")
    if judgment.kind == "withdrawal" and not judgment.replaces:
        raise JudgmentError(f"{pair}: a withdrawal names the event that it withdraws.")
    if judgment.query == judgment.item:
        raise JudgmentError(f"{pair}: a question isn't judged against itself.")
    values = asdict(judgment)
    _check_sizes(pair, values)
    values["annotator"] = annotator_name(judgment.annotator)
    # No task and a task without a name are the same; a CSV file can't tell them apart.
    for name in ("task", "guideline", "replaces"):
        values[name] = values[name] or None
    return Judgment(**values)


def _check_sizes(pair: str, values: Mapping[str, Any]) -> None:
    if not 1 <= len(values["event_id"]) <= _MAX_EVENT_ID:
        raise JudgmentError(f"{pair}: an event id has 1 to {_MAX_EVENT_ID} characters.")
    for name in ("note", "cannot_tell", "task", "guideline"):
        if len(values[name] or "") > _MAX_NOTE:
            raise JudgmentError(
                f"{pair}: the {name} has over {_MAX_NOTE:,} characters. Shorten it."
            )
    for name in ("query_content", "item_content"):
        if len(values[name]) > _MAX_CONTENT_KEY:
            raise JudgmentError(f"{pair}: {name} has over {_MAX_CONTENT_KEY} characters.")
    duration = values["duration_ms"]
    if duration is not None and not 0 <= duration <= MAX_DURATION_MS:
        raise JudgmentError(
            f"{pair}: duration_ms is {duration!s:.40}; it lies between 0 and {MAX_DURATION_MS}."
        )
    for name, value in values.items():
        if isinstance(value, str) and not _is_storable(value):
            raise JudgmentError(f"{pair}: {name} holds the character NUL or half a character.")


def event_hash(values: dict[str, Any]) -> str:
    """SHA-256 over all columns but ``hash``, as canonical JSON.

    ``origin`` counts only where there is one: events that are older than the column keep theirs.
    """
    content = {name: values.get(name) for name in _COLUMNS if name not in ("hash", "origin")}
    if values.get("origin") is not None:
        content["origin"] = values["origin"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class JudgmentStore:
    """Events of one workspace. Safe to use from several threads and processes.

    Reading makes nothing: a store that isn't there reads as empty. The first event or name makes
    it, in the same transaction.
    """

    def __init__(
        self, engine: sa.Engine, workspace_uuid: str, label: str, path: Path | None = None
    ) -> None:
        """Use the store behind ``engine``; ``path`` is its file, where it is one."""
        self._engine = engine
        self._label = label
        self._path = path
        self.workspace_uuid = workspace_uuid
        self._writer = threading.Lock()
        self._current = False
        self._reader = engine if path is None else _reader_of(path)

    @classmethod
    def open(cls, path: Path, workspace_uuid: str) -> JudgmentStore:
        """The SQLite store ``path``; nothing is opened or made before it is needed."""
        # Not as text: a "?" in the path would end it.
        url = sa.URL.create("sqlite", database=str(path))
        engine = sa.create_engine(url, connect_args={"timeout": 30})
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
                        "judgments would not be safe. Move the workspace to a local disk.",
                        "unsafe",
                        str(path),
                    )

        return cls(engine, workspace_uuid, str(path), path)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def is_writable(self) -> bool:
        """Whether judgments can be stored, as far as permissions tell."""
        if self._path is None:
            return True
        # SQLite keeps its journal beside the file, so the folder counts, too.
        if not os.access(self._path.parent, os.W_OK | os.X_OK):
            return False
        return not self._path.exists() or os.access(self._path, os.W_OK)

    def _trouble(self, what: str, failure: StoreFailure, fault: Exception) -> JudgmentStoreError:
        original = getattr(fault, "orig", None) or fault
        reason = str(original).splitlines()[0]
        saved = "" if failure == "read" else " Nothing was saved;"
        return JudgmentStoreError(
            f"{self._label}: {what} ({reason}).{saved} "
            f"{'check' if saved else 'Check'} the file's permissions and the disk, then try again.",
            failure,
            self._label,
            getattr(original, "sqlite_errorname", None) or type(original).__name__,
        )

    def _write(self) -> _Writing:
        if self._path is not None and not self._path.exists():
            # Never made, or removed meanwhile: a kept connection would write into the lost file.
            self._engine.dispose()
            self._current = False
        return _Writing(self._engine, self._writer)

    def _prepare(self, connection: sa.Connection) -> None:
        """Make the tables that are missing. The caller's transaction is the only writer."""
        if not self._current:
            self._refuse_newer(connection)
            migrate(connection)

    def _refuse_newer(self, connection: sa.Connection) -> None:
        unknown = newer_steps(connection)
        if unknown:
            raise JudgmentStoreError(
                f"{self._label}: a newer version of Yusa wrote it (step {unknown[0]}). "
                "Update Yusa.",
                "newer",
                self._label,
            )

    def _read(self, ask: Callable[[sa.Connection], _T], empty: _T) -> _T:
        """Answer a question, or ``empty`` where there is no store yet."""
        if self._path is not None and not self._path.exists():
            return empty
        engine = self._engine if self.is_writable else self._reader
        try:
            with engine.connect() as connection:
                if not self._current:
                    if not sa.inspect(connection).has_table(STEPS.name):
                        return empty
                    self._refuse_newer(connection)
                    self._current = is_current(connection)
                if self._current or not self.is_writable:
                    return ask(connection)
            with self._write() as connection:  # a store of an earlier version
                self._prepare(connection)
            with engine.connect() as connection:
                return ask(connection)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("can't be read", "read", fault) from fault

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
                before = connection.scalar(sa.select(sa.func.max(_JUDGMENTS.c.revision))) or 0
                stored = [
                    self._append(connection, judgment, at, origin)
                    for judgment, at, origin in zip_longest(checked, times, origins)
                    if judgment is not None
                ]
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the judgment could not be saved", "save", fault) from fault
        self._current = True
        return stored, len({s.revision for s in stored if s.revision > before})

    def _append(
        self, connection: sa.Connection, judgment: Judgment, at: str | None, origin: str | None
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


def _reader_of(path: Path) -> sa.Engine:
    """An engine for a SQLite file on a read-only disk, where setting a journal mode may fail."""

    def connect() -> sqlite3.Connection:
        with path.open("rb") as handle:
            header = handle.read(20)
        log = path.with_name(f"{path.name}-wal")
        # A file in WAL mode needs shared memory beside it, which can't be made here. With nothing
        # left in the log the file alone is the whole store, and nobody can change it.
        in_wal_mode = header[18:19] == b"\x02"
        whole = in_wal_mode and (not log.exists() or not log.stat().st_size)
        options = "mode=ro&immutable=1" if whole else "mode=ro"
        return sqlite3.connect(
            f"{path.resolve().as_uri()}?{options}", uri=True, check_same_thread=False, timeout=30
        )

    return sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.NullPool)


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
        values["origin"],
    )


def _at(stored: StoredJudgment) -> str:
    return stored.at


Pair = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """What counts at a revision: each annotator's last standing event on each pair.

    It never changes; later events make another one (see :func:`standing`).

    Attributes:
        revision: of the last event that is part of it.
        by_pair: pair -> annotator -> the judgment that counts.
        deferred: annotator -> pairs put off.
        sighted: annotator -> pairs once judged with variant, rank or score in sight, even if that
            was taken back: what was seen can't be unseen.
    """

    revision: int = 0
    by_pair: Mapping[Pair, Mapping[str, StoredJudgment]] = field(default_factory=dict)
    deferred: Mapping[str, frozenset[Pair]] = field(default_factory=dict)
    sighted: Mapping[str, frozenset[Pair]] = field(default_factory=dict)
    # What wasn't withdrawn, oldest first by time: an undo brings back what stood before.
    _stacks: Mapping[tuple[Pair, str], tuple[StoredJudgment, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def last(self, pair: Pair, annotator: str) -> StoredJudgment | None:
        """One person's last judgment or deferral of a pair that wasn't taken back."""
        stack = self._stacks.get((pair, annotator), ())
        return stack[-1] if stack else None

    def of(self, annotator: str) -> Iterator[StoredJudgment]:
        """The standing judgments of one person."""
        for judgments in self.by_pair.values():
            if annotator in judgments:
                yield judgments[annotator]


def standing(events: Iterable[StoredJudgment], before: Standing | None = None) -> Standing:
    """Compute what counts from events, in order.

    A later judgment of the same annotator on the same pair takes the earlier one's place; a
    withdrawal takes its event away, so that the one before counts again. Later is what was given
    later (``at``), and at the same time what was stored later: an old file that is imported today
    doesn't overrule what its annotator has said since.

    Args:
        events: all events; with ``before`` only those above its revision are looked at, so that
            a new judgment costs its own pair and not all that were ever given.
        before: what counted at an earlier revision. It stays as it is.
    """
    start = before or Standing()
    new = [stored for stored in events if stored.revision > start.revision]
    if not new:
        return start
    stacks, by_pair = dict(start._stacks), dict(start.by_pair)
    touched: dict[tuple[Pair, str], None] = {}
    seen: dict[str, set[Pair]] = {}
    for stored in new:
        judgment = stored.judgment
        key = ((judgment.query, judgment.item), judgment.annotator)
        touched[key] = None
        if not judgment.blind:
            seen.setdefault(judgment.annotator, set()).add(key[0])
        stack = stacks.get(key, ())
        if judgment.kind == "withdrawal":
            stacks[key] = tuple(s for s in stack if s.judgment.event_id != judgment.replaces)
        else:
            place = bisect.bisect_right(stack, stored.at, key=_at)
            stacks[key] = (*stack[:place], stored, *stack[place:])
    put_off: dict[str, set[Pair]] = {}
    for pair, annotator in touched:
        stack = stacks[pair, annotator]
        mine = put_off.setdefault(annotator, set(start.deferred.get(annotator, ())))
        mine.discard(pair)
        if stack and stack[-1].judgment.kind == "deferral":
            mine.add(pair)
        given = {name: s for name, s in by_pair.get(pair, {}).items() if name != annotator}
        last = next((s for s in reversed(stack) if s.judgment.kind == "judgment"), None)
        if last is not None:
            given[annotator] = last
        if given:
            by_pair[pair] = given
        else:
            by_pair.pop(pair, None)
    deferred = {**start.deferred, **{name: frozenset(pairs) for name, pairs in put_off.items()}}
    waiting = {name: pairs for name, pairs in deferred.items() if pairs}
    sighted = dict(start.sighted)
    for name, pairs in seen.items():
        sighted[name] = sighted.get(name, frozenset()) | pairs
    return Standing(new[-1].revision, by_pair, waiting, sighted, stacks)
