"""Named schema steps of the judgment store, each applied once, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Callable

_steps_metadata = sa.MetaData()
STEPS = sa.Table(
    "schema_steps",
    _steps_metadata,
    sa.Column("name", sa.String(100), primary_key=True),
    sa.Column("applied_at", sa.String(40), nullable=False),
)


def _first_schema(connection: sa.Connection) -> None:
    metadata = sa.MetaData()
    sa.Table(
        "judgments",
        metadata,
        sa.Column("revision", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.String(36), nullable=False, unique=True),
        sa.Column("workspace_uuid", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("annotator", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("query_content", sa.String(64), nullable=False),
        sa.Column("item_content", sa.String(64), nullable=False),
        sa.Column("grade", sa.Integer),
        sa.Column("cannot_tell", sa.Text),
        sa.Column("duplicate", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("task", sa.Text),
        sa.Column("guideline", sa.Text),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("duration_ms", sa.Integer),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("replaces", sa.String(36)),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    sa.Table(
        "annotators",
        metadata,
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("added_at", sa.String(40), nullable=False),
    )
    metadata.create_all(connection)


def _origin(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE judgments ADD COLUMN origin TEXT"))


def _remarks(connection: sa.Connection) -> None:
    metadata = sa.MetaData()
    sa.Table(
        "remarks",
        metadata,
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("remark_id", sa.String(36), nullable=False, unique=True),
        sa.Column("workspace_uuid", sa.String(36), nullable=False),
        sa.Column("gt", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("variant_a", sa.Text, nullable=False),
        sa.Column("variant_b", sa.Text, nullable=False),
        sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("replaces", sa.String(36)),
    )
    metadata.create_all(connection)


def _tasks(connection: sa.Connection) -> None:
    metadata = sa.MetaData()
    workspace = ("workspace_uuid", sa.String(36))
    sa.Table(
        "task_versions",
        metadata,
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(*workspace, nullable=False),
        sa.Column("task", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.UniqueConstraint("workspace_uuid", "task", "version"),
    )
    sa.Table(
        "access_keys",
        metadata,
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column(*workspace, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("task", sa.String(40)),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("revoked_at", sa.String(40)),
    )
    sa.Table(
        "leases",
        metadata,
        sa.Column(*workspace, primary_key=True),
        sa.Column("task", sa.String(40), primary_key=True),
        sa.Column("query", sa.Text, primary_key=True),
        sa.Column("annotator", sa.Text, primary_key=True),
        sa.Column("until", sa.String(40), nullable=False),
    )
    sa.Table(
        "checks",
        metadata,
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("check_id", sa.String(36), nullable=False, unique=True),
        sa.Column(*workspace, nullable=False),
        sa.Column("task", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("annotator", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("grade", sa.Integer),
        sa.Column("cannot_tell", sa.Text),
        sa.Column("guideline", sa.String(12)),
        sa.Column("duration_ms", sa.Integer),
        sa.Column("at", sa.String(40), nullable=False),
    )
    metadata.create_all(connection)


def _items_of_leases(connection: sa.Connection) -> None:
    """Leases name their items; and from here on there may be adjudications.

    A program of an earlier version would pass adjudications over without a word: this step makes
    it refuse.
    """
    connection.execute(sa.text("DELETE FROM leases"))
    connection.execute(sa.text("ALTER TABLE leases ADD COLUMN items TEXT NOT NULL DEFAULT '[]'"))


MIGRATIONS: tuple[tuple[str, Callable[[sa.Connection], None]], ...] = (
    ("0001_judgments_and_annotators", _first_schema),
    ("0002_origin_of_imported_judgments", _origin),
    ("0003_remarks_on_differences", _remarks),
    ("0004_tasks_and_keys", _tasks),
    ("0005_adjudications_and_items_of_leases", _items_of_leases),
)


def is_current(connection: sa.Connection) -> bool:
    """Whether every step has been applied."""
    if not sa.inspect(connection).has_table(STEPS.name):
        return False
    return {name for name, _ in MIGRATIONS} <= set(connection.scalars(sa.select(STEPS.c.name)))


def newer_steps(connection: sa.Connection) -> list[str]:
    """Steps that were applied and that this version doesn't know, in the order of their names."""
    if not sa.inspect(connection).has_table(STEPS.name):
        return []
    return sorted(set(connection.scalars(sa.select(STEPS.c.name))) - {n for n, _ in MIGRATIONS})


def migrate(connection: sa.Connection) -> list[str]:
    """Apply the steps that are still missing, in order, inside the caller's transaction.

    Returns:
        Names of the steps applied now.
    """
    _steps_metadata.create_all(connection)
    done = set(connection.scalars(sa.select(STEPS.c.name)))
    applied = []
    for name, step in MIGRATIONS:
        if name not in done:
            step(connection)
            stamp = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(STEPS.insert().values(name=name, applied_at=stamp))
            applied.append(name)
    return applied
