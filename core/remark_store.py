"""What people say about why two variants differ on a query: a cause and a note, append-only.

Nothing is ever changed or deleted: of one query and pair of variants the last remark counts, and an
empty one takes back what was said.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from core.errors import Reason, RemarkError
from core.judgments import annotator_name
from core.store_file import StoreFile
from core.text import is_well_formed

if TYPE_CHECKING:
    from collections.abc import Mapping

REMARK_CAUSES = (
    *("no_vector", "hole", "duplicate", "tie", "below_cut", "subject", "level", "picture", "text"),
    *("truth", "wording", "needs_picture", "other"),
)
"""Causes that a person can name: those found automatically (:mod:`core.causes`), then a wrong
ground truth, a stem (발문) that asks something else, a question that takes its picture, anything
else."""
MAX_NOTE = 2_000
_TABLE = "remarks"
_FIELDS = ("remark_id", "gt", "query", "variant_a", "variant_b", "cause", "note", "author")
_COLUMNS = ("number", "workspace_uuid", *_FIELDS, "at", "replaces")
_REMARKS = sa.table(_TABLE, *(sa.column(name) for name in _COLUMNS))


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark as a person makes it.

    Attributes:
        remark_id: the client's UUID; the same id sent twice counts once.
        gt, query: the ground truth and its query.
        variant_a, variant_b: the pair of variants; their order says nothing.
        author: a name of the annotator list.
        cause: one of :data:`REMARK_CAUSES`, or nothing.
        note: free words.
    """

    remark_id: str
    gt: str
    query: str
    variant_a: str
    variant_b: str
    author: str
    cause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoredRemark:
    """A remark with its place in the sequence.

    Attributes:
        number: 1, 2, 3 … without gaps.
        at: UTC time of storing, ISO 8601 with microseconds.
        replaces: id of the remark that counted before it; None for the first.
    """

    number: int
    remark: Remark
    at: str
    replaces: str | None

    @property
    def is_empty(self) -> bool:
        """Whether it takes back what was said."""
        return not self.remark.cause and not self.remark.note


def check(remark: Remark) -> Remark:
    """The remark in normal form: the pair in the order of its names, the note trimmed.

    Raises:
        RemarkError: a cause that is none, a note that is too long, or text that not every database
            could hold.
        JudgmentError: a name that is none.
    """
    if remark.cause and remark.cause not in REMARK_CAUSES:
        raise RemarkError(
            f"{remark.cause!r:.60} is no cause. Choose one of the list.",
            reason=Reason("remark.cause", cause=remark.cause),
        )
    note = remark.note.strip()
    if len(note) > MAX_NOTE:
        raise RemarkError(
            f"The note has {len(note):,} characters; {MAX_NOTE:,} are kept. Shorten it.",
            reason=Reason("remark.note", most=MAX_NOTE, n=len(note)),
        )
    if not 1 <= len(remark.remark_id) <= 36:
        raise RemarkError("A remark's id has 1 to 36 characters.", reason=Reason("remark"))
    first, second = sorted((remark.variant_a, remark.variant_b))
    if first == second:
        raise RemarkError(
            f'A remark is about two variants; both are "{first}".',
            reason=Reason("remark.variants", name=first),
        )
    made = replace(
        remark,
        variant_a=first,
        variant_b=second,
        note=note,
        author=annotator_name(remark.author),
    )
    for name, value in asdict(made).items():
        if "\0" in value or not is_well_formed(value):
            raise RemarkError(
                f"The {name} holds the character NUL or half a character.",
                reason=Reason("characters"),
            )
    return made


class RemarkStore(StoreFile):
    """Remarks of one workspace, beside its judgments."""

    def append(self, remark: Remark) -> StoredRemark:
        """Store a remark and return only after it is on disk.

        Raises:
            RemarkError: a remark that can't be, or an id that is stored with other content.
            JudgmentStoreError: nothing was saved.
        """
        checked = check(remark)
        try:
            with self._write() as connection:
                self._prepare(connection)
                stored = self._append(connection, checked)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("the remark could not be saved", "save", fault) from fault
        self._current = True
        return stored

    def _append(self, connection: sa.Connection, remark: Remark) -> StoredRemark:
        c = _REMARKS.c
        known = connection.execute(
            sa.select(_REMARKS).where(c.remark_id == remark.remark_id)
        ).first()
        if known is not None:
            stored = _stored(known._mapping)
            if stored.remark != remark:
                raise RemarkError(
                    f"Remark {remark.remark_id} is stored with other content. Send a new id.",
                    reason=Reason("remark"),
                )
            return stored
        same = (
            (c.gt == remark.gt)
            & (c.query == remark.query)
            & (c.variant_a == remark.variant_a)
            & (c.variant_b == remark.variant_b)
        )
        newest = sa.select(c.remark_id).where(same).order_by(c.number.desc()).limit(1)
        number = connection.scalar(sa.select(sa.func.max(c.number))) or 0
        values = {
            **asdict(remark),
            "number": number + 1,
            "workspace_uuid": self.workspace_uuid,
            "at": datetime.now(UTC).isoformat(timespec="microseconds"),
            "replaces": connection.scalar(newest),
        }
        connection.execute(_REMARKS.insert().values(**values))
        return _stored(values)

    def of_pair(self, gt: str, a: str, b: str) -> dict[str, tuple[StoredRemark, ...]]:
        """All remarks on two variants on a ground truth, by query, oldest first.

        Raises:
            JudgmentStoreError: the store is there and can't be read.
        """
        c, (first, second) = _REMARKS.c, sorted((a, b))
        statement = (
            sa.select(_REMARKS)
            .where((c.gt == gt) & (c.variant_a == first) & (c.variant_b == second))
            .order_by(c.number)
        )

        def ask(connection: sa.Connection) -> list[StoredRemark]:
            # A store of an earlier version on a read-only disk has no such table.
            if not self._current and not sa.inspect(connection).has_table(_TABLE):
                return []
            return [_stored(row._mapping) for row in connection.execute(statement)]

        found: dict[str, tuple[StoredRemark, ...]] = {}
        none: list[StoredRemark] = []
        for stored in self._read(ask, none):
            found[stored.remark.query] = (*found.get(stored.remark.query, ()), stored)
        return found


def _stored(values: Mapping[Any, Any]) -> StoredRemark:
    remark = Remark(**{name: values[name] for name in _FIELDS})
    return StoredRemark(values["number"], remark, values["at"], values["replaces"])
