"""The store of judging tasks: their versions, keys, who has what on the desk, and practice.

Versions and checks are only ever added. Who has what on the desk (a *lease*) is forgotten when the
time is over; nothing is lost by that, because judgments are events of their own.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from core.access import Access, key_hash
from core.assignment import Lease
from core.errors import AccessError, Reason, TaskError
from core.judgments import GRADES, annotator_name
from core.store_file import StoreFile
from core.tasks import Task, check_task, from_document, to_document

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.access import Role
    from core.assignment import Offer

LEASE = timedelta(minutes=15)
"""Pairs that are left so long without a judgment are given to somebody else."""

_ATTEMPTS: Final = 2
_PLACE: Final = "the place in the queue"


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


_VERSIONS = _table(
    "task_versions", "number", "workspace_uuid", "task", "version", "author", "at", "document"
)
_KEYS = _table(
    "access_keys", "hash", "workspace_uuid", "role", "name", "task", "made_at", "revoked_at"
)
_JUDGMENTS = _table("judgments", "revision", "query", "item")
_LEASES = _table("leases", "workspace_uuid", "task", "query", "annotator", "until", "items")
_CHECK_FIELDS = (
    *("check_id", "task", "annotator", "query", "item", "grade", "cannot_tell"),
    *("guideline", "duration_ms"),
)
_CHECKS = _table("checks", *_CHECK_FIELDS, "kind", "workspace_uuid", "number", "at")


@dataclass(frozen=True, slots=True)
class TaskVersion:
    """A task as it was from one moment on; ``version`` counts from 1 for each task."""

    task: Task
    version: int
    author: str
    at: str


@dataclass(frozen=True, slots=True)
class Check:
    """An answer to a practice pair; it counts for no figure.

    Attributes:
        check_id: the client's UUID; the same id sent twice counts once.
        task, guideline: under which it was given.
        grade: 0 to 3, or None with a reason in ``cannot_tell``.
        duration_ms: as of a judgment.
    """

    check_id: str
    task: str
    annotator: str
    query: str
    item: str
    grade: int | None = None
    cannot_tell: str | None = None
    guideline: str | None = None
    duration_ms: int | None = None


class TaskStore(StoreFile):
    """Tasks of one workspace, beside its judgments."""

    def _do(self, what: str, act: Callable[[sa.Connection], Any]) -> Any:
        try:
            with self._write() as connection:
                self._prepare(connection)
                result = act(connection)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble(f"{what} could not be saved", "save", fault) from fault
        self._current = True
        return result

    def _ask(self, table: sa.TableClause, statement: sa.Select[Any]) -> Sequence[Any]:
        def ask(connection: sa.Connection) -> Sequence[Any]:
            # A store of an earlier version on a read-only disk has no such table.
            if not self._current and not sa.inspect(connection).has_table(table.name):
                return ()
            return connection.execute(statement).all()

        return self._read(ask, ())

    # --- tasks --------------------------------------------------------------------------------

    def save(self, task: Task, author: str) -> TaskVersion:
        """Store a task as it is from now on; one that says nothing new makes no version.

        Raises:
            TaskError, JudgmentError: a task or a name that can't be.
            JudgmentStoreError: nothing was saved.
        """
        checked, by = check_task(task), annotator_name(author)

        def act(connection: sa.Connection) -> TaskVersion:
            mine = _VERSIONS.c.workspace_uuid == self.workspace_uuid
            newest = connection.execute(
                sa.select(_VERSIONS)
                .where(mine & (_VERSIONS.c.task == checked.id))
                .order_by(_VERSIONS.c.version.desc())
                .limit(1)
            ).first()
            before = _version(newest) if newest is not None else None
            if before is not None and before.task == checked:
                return before
            highest = connection.scalar(sa.select(sa.func.max(_VERSIONS.c.number))) or 0
            made = TaskVersion(checked, (before.version if before else 0) + 1, by, _now())
            connection.execute(
                _VERSIONS.insert().values(
                    number=highest + 1,
                    workspace_uuid=self.workspace_uuid,
                    task=checked.id,
                    version=made.version,
                    author=by,
                    at=made.at,
                    document=to_document(checked),
                )
            )
            return made

        made: TaskVersion = self._do("the task", act)
        return made

    def tasks(self) -> dict[str, TaskVersion]:
        """Every task as it is now, by its id.

        Raises:
            JudgmentStoreError: the store is there and can't be read.
            TaskError: a stored task can't be read.
        """
        return {each.task.id: each for each in self._versions()}

    def history(self, task: str) -> list[TaskVersion]:
        """All versions of a task, oldest first."""
        return [each for each in self._versions() if each.task.id == task]

    def _versions(self) -> list[TaskVersion]:
        statement = (
            sa.select(_VERSIONS)
            .where(_VERSIONS.c.workspace_uuid == self.workspace_uuid)
            .order_by(_VERSIONS.c.number)
        )
        return [_version(row) for row in self._ask(_VERSIONS, statement)]

    # --- keys ---------------------------------------------------------------------------------

    def grant(self, key: str, role: Role, name: str, task: str | None = None) -> Access:
        """Let a key open something; only its hash is kept.

        Raises:
            AccessError: an annotator's key without a task, or a lead's with one.
            JudgmentError: a name that is none.
            JudgmentStoreError: nothing was saved.
        """
        access = Access(role, annotator_name(name), task)
        if (role == "annotator") != (task is not None):
            raise AccessError("A key of an annotator opens one task, a lead's everything.")
        self._do("the key", lambda connection: self._insert_key(connection, key, access))
        return access

    def grant_first_lead(self, key: str, name: str) -> Access | None:
        """Let a key open everything unless a lead has one; None where a lead does.

        Of several who ask at once, in whatever process, one gets it.

        Raises:
            JudgmentError: a name that is none.
            JudgmentStoreError: nothing was saved.
        """
        access = Access("lead", annotator_name(name))

        def act(connection: sa.Connection) -> Access | None:
            if connection.execute(self._leads()).first() is not None:
                return None
            self._insert_key(connection, key, access)
            return access

        made: Access | None = self._do("the key", act)
        return made

    def _insert_key(self, connection: sa.Connection, key: str, access: Access) -> None:
        connection.execute(
            _KEYS.insert().values(
                hash=key_hash(key),
                workspace_uuid=self.workspace_uuid,
                role=access.role,
                name=access.name,
                task=access.task,
                made_at=_now(),
            )
        )

    def access(self, key: str) -> Access | None:
        """What a key opens; None for a key that was never made, or was taken back."""
        statement = sa.select(_KEYS).where(
            (_KEYS.c.hash == key_hash(key))
            & (_KEYS.c.workspace_uuid == self.workspace_uuid)
            & _KEYS.c.revoked_at.is_(None)
        )
        for row in self._ask(_KEYS, statement):
            return Access(row.role, row.name, row.task, row.hash)
        return None

    def has_key(self, access: Access) -> bool:
        """Whether the key still opens this to this person; without its hash, whether any does."""
        whose = self._whose(access.role, access.name, access.task) & _KEYS.c.revoked_at.is_(None)
        if access.hash:
            whose &= _KEYS.c.hash == access.hash
        statement = sa.select(_KEYS.c.hash).where(whose)
        return bool(self._ask(_KEYS, statement))

    def _whose(self, role: Role, name: str, task: str | None) -> sa.ColumnElement[bool]:
        return (
            (_KEYS.c.workspace_uuid == self.workspace_uuid)
            & (_KEYS.c.role == role)
            & (_KEYS.c.name == name)
            & (_KEYS.c.task == task if task is not None else _KEYS.c.task.is_(None))
        )

    def has_lead(self) -> bool:
        """Whether there is a lead's key: without one nobody could open what a task closes."""
        return bool(self._ask(_KEYS, self._leads()))

    def _leads(self) -> sa.Select[Any]:
        return sa.select(_KEYS.c.hash).where(
            (_KEYS.c.workspace_uuid == self.workspace_uuid)
            & (_KEYS.c.role == "lead")
            & _KEYS.c.revoked_at.is_(None)
        )

    def revoke(self, role: Role, name: str, task: str | None = None) -> int:
        """Take back all keys of somebody; return how many there were."""
        where = self._whose(role, annotator_name(name), task) & _KEYS.c.revoked_at.is_(None)
        done = self._do(
            "the key",
            lambda connection: (
                connection.execute(_KEYS.update().where(where).values(revoked_at=_now())).rowcount
            ),
        )
        return int(done)

    # --- who has what on the desk -------------------------------------------------------------

    def claim(
        self,
        task: str,
        annotator: str,
        choose: Callable[[tuple[Lease, ...]], Offer | None],
        now: datetime | None = None,
    ) -> Offer | None:
        """Put pairs on an annotator's desk that nobody else is given meanwhile.

        Choosing takes longer than writing, so others go on writing. A choice is void if by then
        somebody has taken the same query or judged in it; after some void ones the last is made
        while nobody writes.

        Whoever goes on is done with what they had: what they put off is free for others.

        Args:
            task: id of the task.
            annotator: whose desk.
            choose: told who has what, says which pairs, or None. It has to ask each time what is
                judged, and must not write.
            now: UTC; for tests.

        Raises:
            JudgmentStoreError: nothing was saved.
        """
        for _ in range(_ATTEMPTS):
            moment = now or datetime.now(UTC)
            revision = self._read(_last_revision, 0)  # what is judged later may be unknown below
            seen = self.leases(task, moment)
            offer = choose(tuple(seen))
            if offer is None or offer.again:
                return offer
            take = partial(self._take, task, offer, annotator, moment, seen, revision)
            if self._do(_PLACE, take):
                return offer

        def act(connection: sa.Connection) -> Offer | None:
            moment = now or datetime.now(UTC)
            offer = choose(tuple(self._held(connection, task, moment)))
            if offer is not None and not offer.again:
                self._put(connection, task, offer, annotator, moment)
            return offer

        found: Offer | None = self._do(_PLACE, act)
        return found

    def _take(
        self,
        task: str,
        offer: Offer,
        annotator: str,
        moment: datetime,
        seen: Sequence[Lease],
        revision: int,
        connection: sa.Connection,
    ) -> bool:
        """Put a choice on a desk, unless what it was made by has changed."""
        c = _JUDGMENTS.c
        judged = (c.revision > revision) & ((c.query == offer.query) | (c.item == offer.query))
        if connection.execute(sa.select(c.revision).where(judged).limit(1)).first() is not None:
            return False

        def of_interest(leases: Sequence[Lease]) -> set[tuple[str, str, frozenset[str]]]:
            return {
                (lease.annotator, lease.query, lease.items)
                for lease in leases
                if annotator == lease.annotator or offer.query == lease.query
            }

        if of_interest(seen) != of_interest(self._held(connection, task, moment)):
            return False
        self._put(connection, task, offer, annotator, moment)
        return True

    def _put(
        self, connection: sa.Connection, task: str, offer: Offer, annotator: str, moment: datetime
    ) -> None:
        others = (_LEASES.c.annotator == annotator) & (_LEASES.c.query != offer.query)
        connection.execute(_LEASES.delete().where(self._of(task) & (_over(moment) | others)))
        self._hold(connection, task, offer.lease(annotator, moment + LEASE))

    def hold(
        self,
        task: str,
        annotator: str,
        query: str,
        items: Sequence[str],
        now: datetime | None = None,
    ) -> None:
        """Keep pairs on a desk: of somebody who is working, or who takes a step back."""
        until = (now or datetime.now(UTC)) + LEASE
        lease = Lease(annotator, query, frozenset(items), until)
        self._do(_PLACE, lambda connection: self._hold(connection, task, lease))

    def leases(self, task: str, now: datetime | None = None) -> list[Lease]:
        """Who has what on the desk now."""
        return [
            _lease(row) for row in self._ask(_LEASES, self._held_at(task, now or datetime.now(UTC)))
        ]

    def _held(self, connection: sa.Connection, task: str, moment: datetime) -> list[Lease]:
        return [_lease(row) for row in connection.execute(self._held_at(task, moment))]

    def _held_at(self, task: str, moment: datetime) -> sa.Select[Any]:
        return sa.select(_LEASES).where(self._of(task) & ~_over(moment))

    def _of(self, task: str) -> sa.ColumnElement[bool]:
        return (_LEASES.c.workspace_uuid == self.workspace_uuid) & (_LEASES.c.task == task)

    def _hold(self, connection: sa.Connection, task: str, lease: Lease) -> None:
        mine = self._of(task) & (_LEASES.c.query == lease.query)
        mine &= _LEASES.c.annotator == lease.annotator
        values = {
            "until": _written(lease.until),
            "items": json.dumps(sorted(lease.items), ensure_ascii=False),
        }
        if not connection.execute(_LEASES.update().where(mine).values(**values)).rowcount:
            of = {"workspace_uuid": self.workspace_uuid, "task": task}
            whose = {"query": lease.query, "annotator": lease.annotator}
            connection.execute(_LEASES.insert().values(**of, **whose, **values))

    # --- checks -------------------------------------------------------------------------------

    def record(self, check: Check) -> None:
        """Store an answer to a practice pair; the same id twice counts once.

        Raises:
            TaskError: neither grade nor reason, both, or an id that is stored with other content.
            JudgmentStoreError: nothing was saved.
        """
        impossible = Reason("judgment", query=check.query, item=check.item)
        if (check.grade is None) == (not check.cannot_tell) or (
            check.grade is not None and check.grade not in GRADES
        ):
            raise TaskError(
                f"({check.query}, {check.item}): give either a grade or a reason why none can be.",
                reason=impossible,
            )
        named = replace(check, annotator=annotator_name(check.annotator))

        def act(connection: sa.Connection) -> None:
            known = connection.execute(
                sa.select(_CHECKS).where(_CHECKS.c.check_id == named.check_id)
            ).first()
            if known is not None:
                if _check(known) != named:
                    raise TaskError(
                        f"Check {named.check_id} is stored with other content. Send a new id.",
                        reason=impossible,
                    )
                return
            highest = connection.scalar(sa.select(sa.func.max(_CHECKS.c.number))) or 0
            connection.execute(
                _CHECKS.insert().values(
                    **asdict(named),
                    kind="practice",
                    workspace_uuid=self.workspace_uuid,
                    number=highest + 1,
                    at=_now(),
                )
            )

        self._do("the answer", act)

    def checks(self, task: str) -> list[Check]:
        """All answers of a task to practice pairs, oldest first."""
        statement = (
            sa.select(_CHECKS)
            .where((_CHECKS.c.workspace_uuid == self.workspace_uuid) & (_CHECKS.c.task == task))
            .order_by(_CHECKS.c.number)
        )
        return [_check(row) for row in self._ask(_CHECKS, statement)]


def _last_revision(connection: sa.Connection) -> int:
    return int(connection.scalar(sa.select(sa.func.max(_JUDGMENTS.c.revision))) or 0)


def _now() -> str:
    return _written(datetime.now(UTC))


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _over(moment: datetime) -> sa.ColumnElement[bool]:
    # All times are UTC and written alike, so that their order is that of their texts.
    return _LEASES.c.until <= _written(moment)


def _version(row: Any) -> TaskVersion:
    return TaskVersion(from_document(row.document), row.version, row.author, row.at)


def _lease(row: Any) -> Lease:
    until = datetime.fromisoformat(row.until)
    return Lease(row.annotator, row.query, frozenset(json.loads(row.items)), until)


def _check(row: Any) -> Check:
    values: Mapping[str, Any] = row._mapping
    return Check(**{name: values[name] for name in _CHECK_FIELDS})
