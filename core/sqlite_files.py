"""SQLite files that lose nothing: how one is opened for writing and on a read-only disk."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from core.errors import JudgmentStoreError
from core.migrations import STEPS

if TYPE_CHECKING:
    from pathlib import Path

_WAL_FIXED = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""SQLite releases, newest first, from which on their branch has the WAL-reset fix."""


def writing_engine(path: Path) -> sa.Engine:
    """An engine for the file ``path`` that acknowledges only what is on disk.

    Nothing is opened or made before the first connection, which reads each setting back.

    Raises:
        JudgmentStoreError: by a connection, where the file system doesn't allow the settings.
    """
    # Not as text: a "?" in the path would end it.
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, connect_args={"timeout": 30})
    journal = "WAL" if _wal_is_safe() else "DELETE"

    @sa.event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: the store says BEGIN IMMEDIATE.
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

    return engine


def reading_engine(path: Path) -> sa.Engine:
    """An engine for a SQLite file on a read-only disk, where setting a journal mode may fail."""

    return sa.create_engine("sqlite://", creator=lambda: _reading(path), poolclass=sa.pool.NullPool)


def _reading(path: Path) -> sqlite3.Connection:
    """Connect to a file that this process can't write.

    Opening and closing one that it writes would take SQLite's locks from it, as POSIX has it.
    """
    with path.open("rb") as handle:
        header = handle.read(20)
    log = path.with_name(f"{path.name}-wal")
    # A file in WAL mode needs shared memory beside it, which can't be made here. With nothing
    # left in the log the file alone is the whole store, and nobody can change it.
    in_wal_mode = header[18:19] == b"\x02"
    whole = in_wal_mode and (not log.exists() or not log.stat().st_size)
    return _connect_to_read(path, "mode=ro&immutable=1" if whole else "mode=ro")


def _connect_to_read(
    path: Path, options: str = "mode=ro", timeout_s: float = 30
) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?{options}", uri=True, check_same_thread=False, timeout=timeout_s
    )


def damage(path: Path, *, is_writable: bool, timeout_s: float = 30) -> tuple[str, str] | None:
    """Say what is wrong with a file that can't be a sound database: SQLite's words and their name.

    It is only read. Every page is looked at, so this takes time for a large file. None where it is
    sound or empty.

    Args:
        path: the file.
        is_writable: whether anybody may be writing to it meanwhile, this process included.
        timeout_s: how long another writer is waited for.

    Raises:
        OSError, sqlite3.OperationalError: permissions, another writer or a transaction that is to
            be taken back keep it from being looked at now.
    """
    try:
        look = _connect_to_read(path, timeout_s=timeout_s) if is_writable else _reading(path)
        with contextlib.closing(look) as connection:
            if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return None
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as fault:
        return str(fault), fault.sqlite_errorname
    if found != "ok":
        return found.splitlines()[-1], "SQLITE_CORRUPT"
    if STEPS.name not in names:  # made in the first transaction
        return "a database of something else", "SQLITE_NOTADB"
    return None


def is_damage(code: str) -> bool:
    """Whether SQLite's name of a reason says that the file is none or was altered from outside."""
    return code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def copy_file(connection: sa.Connection, to: Path) -> None:
    """Copy the file behind a connection as it is at one moment, whoever writes to it.

    Raises:
        sqlite3.Error: it can't be read, or the copy can't be written.
    """
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - for the type checker
    with contextlib.closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


def _wal_is_safe() -> bool:
    version = sqlite3.sqlite_version_info
    return any(version >= fixed and version[:2] == fixed[:2] for fixed in _WAL_FIXED) or (
        version >= (3, 52, 0)
    )
