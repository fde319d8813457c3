"""The database of what people say: how it is opened, read and written by one writer at a time."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, TypeVar

import sqlalchemy as sa

from core import postgres
from core.errors import JudgmentStoreError
from core.migrations import STEPS, is_current, migrate, newer_steps
from core.postgres import Database
from core.sqlite_files import copy_file, damage, is_damage, reading_engine, writing_engine
from core.turns import turns_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.errors import StoreFailure

_T = TypeVar("_T")
_sound: dict[str, tuple[int, int]] = {}
"""Files that were looked at whole, with what tells them from others put in their place.

One that is sound stays so as far as this process can tell before SQLite says otherwise.
"""
_damaged: dict[str, tuple[tuple[int, ...], tuple[str, str]]] = {}
"""Files that are damaged, each as it was when it was looked at, and what was found."""


class StoreFile:
    """One workspace's database, of which each store uses its own tables.

    It is a SQLite file, or a schema in PostgreSQL. Reading makes nothing: what isn't there reads
    as empty. The first thing that is stored makes it, in the same transaction. Safe to use from
    several threads and processes.
    """

    def __init__(
        self, engine: sa.Engine, workspace_uuid: str, label: str, path: Path | None = None
    ) -> None:
        """Use the store behind ``engine``; ``path`` is its file, where it is one."""
        self._engine = engine
        self._label = label
        self._path = path
        self.workspace_uuid = workspace_uuid
        # Judgments, remarks and tasks lie in one place. Without a common line SQLite's writers
        # would sleep and ask again, in no order.
        self._turn = turns_at(
            os.path.realpath(path) if path is not None else (str(engine.url), workspace_uuid)
        )
        self._current = False
        self._reader = engine if path is None else reading_engine(path)
        self._file: tuple[int, int] | None = None
        self._key = "" if path is None else os.path.realpath(path)

    @classmethod
    def open(cls, place: Path | Database, workspace_uuid: str) -> Self:
        """The store at ``place``; nothing is opened or made before it is needed.

        Raises:
            DatabaseAddressError: the database's driver isn't installed.
        """
        if isinstance(place, Database):
            return cls(postgres.engine(place, workspace_uuid), workspace_uuid, str(place))
        return cls(writing_engine(place), workspace_uuid, str(place), place)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @property
    def label(self) -> str:
        """What messages call it."""
        return self._label

    @property
    def is_in_database(self) -> bool:
        """Whether it is a schema in a database rather than a file."""
        return self._path is None

    def at_one_moment(self, ask: Callable[[sa.Connection], _T]) -> _T | None:
        """Answer a question that takes several statements; None where there is no store yet.

        Writers of a SQLite file wait meanwhile.

        Raises:
            JudgmentStoreError: it can't be read.
        """

        def whole(connection: sa.Connection) -> _T:
            if self._path is not None:
                connection.exec_driver_sql("BEGIN")
                return ask(connection)  # closing the connection ends it
            # The connection has been used already; this transaction begins anew.
            engine = connection.engine.execution_options(isolation_level="REPEATABLE READ")
            with engine.connect() as still:
                return ask(still)

        return self._read(whole, None)

    def snapshot(self, to: Path) -> None:
        """Copy a store that is a file, as it is at one moment; nothing where there is none.

        Raises:
            JudgmentStoreError: it can't be read, or the copy can't be written.
        """
        try:
            self._read(lambda connection: copy_file(connection, to), None)
        except sqlite3.Error as fault:
            raise self._trouble("can't be copied", "read", fault) from fault

    def write(self, act: Callable[[sa.Connection], _T]) -> _T:
        """Do something as the only writer, in one transaction.

        Raises:
            JudgmentStoreError: nothing was done.
        """
        try:
            with self._write() as connection:
                self._prepare(connection)
                done = act(connection)
        except sa.exc.SQLAlchemyError as fault:
            raise self._trouble("could not be written", "save", fault) from fault
        self._current = True
        return done

    @property
    def is_writable(self) -> bool:
        """Whether anything can be stored, as far as permissions tell."""
        if self._path is None:
            return True
        # SQLite keeps its journal beside the file, so the folder counts, too.
        if not os.access(self._path.parent, os.W_OK | os.X_OK):
            return False
        return not self._path.exists() or os.access(self._path, os.W_OK)

    def _trouble(self, what: str, failure: StoreFailure, fault: Exception) -> JudgmentStoreError:
        original = getattr(fault, "orig", None) or fault
        reason = (str(original).splitlines() or [type(original).__name__])[0]
        name = str(getattr(original, "sqlite_errorname", None))
        if is_damage(name):
            _sound.pop(self._key, None)  # it is looked at whole before anything else
            if failure == "read":
                return self._is_damaged(reason, name)
        if self._path is None:
            check = "check that the database server runs and lets you in"
            code = f"POSTGRESQL_{getattr(original, 'sqlstate', None) or type(original).__name__}"
        else:
            check = "check the file's permissions and the disk"
            code = getattr(original, "sqlite_errorname", None) or type(original).__name__
        if failure == "read":
            then = check[0].upper() + check[1:]
        elif postgres.is_lost(fault):
            # The commit may have been carried out and only its answer lost.
            then, code = f"Nothing confirms that it was saved; {check}", "POSTGRESQL_LOST"
        else:
            then = f"Nothing was saved; {check}"
        return JudgmentStoreError(
            f"{self._label}: {what} ({reason}). {then}, then try again.", failure, self._label, code
        )

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        """One transaction, in this process's turn."""
        with self._turn, self._in_turn() as connection:
            yield connection

    def _in_turn(self) -> Writing:
        """One transaction, of whoever holds the turn already."""
        self._is_there()
        return Writing(self._engine, self.workspace_uuid)

    def _is_there(self) -> bool:
        """Whether there is a store, as far as a file tells; a database's schema tells itself.

        Where the file was removed, or another one lies in its place, as after ``yusa restore``,
        the connections kept so far are closed: they would go on reading and writing the lost one.
        """
        if self._path is None:
            return True
        status = self._status(self._path)
        file = _identity(status)
        if file is None or file != self._file:
            self._engine.dispose()
            self._current = False
            self._file = file
        if status is None:
            _sound.pop(self._key, None)
            return False
        self._refuse_damaged(self._path, status)
        return True

    @staticmethod
    def _status(path: Path) -> os.stat_result | None:
        try:
            return path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def _refuse_damaged(self, path: Path, status: os.stat_result) -> None:
        """Neither read nor write a file whose pages aren't all in order.

        What can still be read of one would leave judgments out, and writing could spoil more.
        """
        file = (status.st_dev, status.st_ino)
        if _sound.get(self._key) == file:
            return
        now = (*file, status.st_size, status.st_mtime_ns)
        seen, found = _damaged.get(self._key, (None, None))
        if seen != now:
            try:
                found = damage(path, is_writable=self.is_writable)
            except (OSError, sqlite3.OperationalError):
                return  # whoever reads or writes it now is told why it can't be
        if found is not None:
            _damaged[self._key] = now, found
            raise self._is_damaged(*found)
        _damaged.pop(self._key, None)
        if status.st_size:
            _sound[self._key] = file

    def _is_damaged(self, reason: str, code: str) -> JudgmentStoreError:
        return JudgmentStoreError(
            f"{self._label}: can't be read ({reason}). The file is damaged or no store of "
            "judgments, and nothing is written to it. Restore a backup with: "
            "yusa restore FILE DIR",
            "damaged",
            self._label,
            code,
        )

    def _prepare(self, connection: sa.Connection) -> None:
        """Make the tables that are missing. The caller's transaction is the only writer."""
        if not self._current:
            self._refuse_newer(connection)
            if self._path is None:
                postgres.make_schema(connection, self.workspace_uuid)
            else:
                self._file = _identity(self._status(self._path))  # the connection has made it
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
        if not self._is_there():
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


def _identity(status: os.stat_result | None) -> tuple[int, int] | None:
    return None if status is None else (status.st_dev, status.st_ino)


class Writing:
    """One write transaction, the database's only one. Its process's turn has to be held."""

    def __init__(self, engine: sa.Engine, workspace_uuid: str) -> None:
        self._engine = engine
        self._workspace_uuid = workspace_uuid

    def __enter__(self) -> sa.Connection:
        self._connection = self._engine.connect()
        try:
            self._transaction = self._connection.begin()
            # Before reading the last revision, so that no other process can append.
            if self._engine.dialect.name == "sqlite":
                self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                postgres.take_turn(self._connection, self._workspace_uuid)
        except BaseException:
            self._connection.close()
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
