"""Copies of everything that people said: into a database, out of one, or into a file."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from core.errors import JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.migrations import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from core.postgres import Database

_BATCH = 2000
_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: rows by table, how many of them are new, and the last event."""

    rows: Mapping[str, int]
    new: int
    revision: int
    head: str | None


def copy_store(
    source: Path | Database, target: Path | Database, workspace_uuid: str, batch: int = _BATCH
) -> Copied:
    """Copy one workspace's judgments, remarks and names as they are, hashes included.

    A copy that was interrupted goes on where it stopped when it is asked for again. What is
    appended to the source meanwhile is not part of it.

    Args:
        source: where they are. Its chain is verified first.
        target: holds nothing of the workspace, or a part of what the source holds.
        workspace_uuid: of the workspace.
        batch: rows that are stored in one transaction.

    Raises:
        JudgmentStoreError: the source is altered, the target holds something else, or one of them
            can't be read or written.
    """
    if source == target:
        raise JudgmentStoreError(
            f"{source}: is both where the judgments are and where they should go. Give another "
            "address.",
        )
    with (
        closing(JudgmentStore.open(source, workspace_uuid)) as old,
        closing(JudgmentStore.open(target, workspace_uuid)) as new,
    ):
        old.verify()
        tables = old.at_one_moment(_everything) or {}
        revision = max((row[0] for row in tables.get("judgments", (_NO_COLUMNS, ()))[1]), default=0)
        head = old.head(revision) if revision else None
        added = sum(_copy(new, name, *content, batch) for name, content in tables.items())
        new.verify(head)
        rows = {name: len(content[1]) for name, content in tables.items()}
        return Copied(rows, added, revision, head)


_NO_COLUMNS: tuple[str, ...] = ()


def _everything(connection: sa.Connection) -> dict[str, tuple[tuple[str, ...], list[_Row]]]:
    """Each table's columns, those of its key first, and its rows in the order of the key."""
    found = {}
    for name, table in _tables(connection).items():
        key = list(table.primary_key.columns)
        columns = [*key, *(c for c in table.columns if c not in key)]
        rows = connection.execute(sa.select(*columns).order_by(*key))
        found[name] = (tuple(c.name for c in columns), [tuple(row) for row in rows])
    return found


_LEFT_OUT = frozenset({STEPS.name, "leases"})
"""What is of this database alone; who has what on the desk is claimed anew."""


def _tables(connection: sa.Connection) -> dict[str, sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return {t.name: t for t in metadata.sorted_tables if t.name not in _LEFT_OUT}


def _copy(
    store: JudgmentStore, name: str, columns: Sequence[str], rows: Sequence[_Row], batch: int
) -> int:
    """Store the rows that the target lacks; return how many."""

    def ask(connection: sa.Connection) -> tuple[sa.Table, int, set[_Row]]:
        table = _tables(connection)[name]
        kept = connection.execute(sa.select(*(table.c[column] for column in columns)))
        return table, len(table.primary_key.columns), {tuple(row) for row in kept}

    table, key, kept = store.write(ask)
    strange = sorted(row[:key] for row in kept - set(rows))
    if strange:
        raise JudgmentStoreError(
            f"{store.label}: holds something else than the source ({name}, "
            f"{columns[0]} {strange[0][0]}), so nothing more was copied. Copy into a database that "
            "holds nothing of this workspace, or export from there and import it first.",
            "save",
            store.label,
        )
    missing = [dict(zip(columns, row, strict=True)) for row in rows if row not in kept]
    for start in range(0, len(missing), batch):
        store.write(partial(_insert, table, missing[start : start + batch]))
    return len(missing)


def _insert(table: sa.Table, rows: list[dict[str, Any]], connection: sa.Connection) -> None:
    connection.execute(sa.insert(table), rows)
