"""Where a store may lie: the tests that take a place run on each kind with the same assertions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core import postgres
from core.postgres import Database
from core.sqlite_files import writing_engine


@dataclass
class Place:
    """A SQLite file, or a PostgreSQL database with nothing of ours in it."""

    at: Path | Database
    file: Path
    server: Any = None
    _opened: list[Any] = field(default_factory=list)

    @property
    def environment(self) -> Mapping[str, str]:
        """What a child process needs to find the place by ``chosen(None, file)``."""
        given = {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *_python_path()])}
        address = {} if self.server is None else {postgres.VARIABLE: self.server.url}
        return {**os.environ, **given, **address}

    def open(self, kind: Any, workspace: str) -> Any:
        store = kind.open(self.at, workspace)
        self._opened.append(store)
        return store

    def close(self) -> None:
        for store in self._opened:
            store.close()

    def _engine(self, workspace: str) -> sa.Engine:
        if isinstance(self.at, Database):
            return postgres.engine(self.at, workspace)
        return writing_engine(self.at)

    def execute(self, workspace: str, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """Do to the tables what no store does; return what the statement returns."""
        engine = self._engine(workspace)
        try:
            with engine.begin() as connection:
                done = connection.execute(sa.text(statement), values)
                return [tuple(row) for row in done] if done.returns_rows else []
        finally:
            engine.dispose()

    def columns(self, workspace: str, table: str) -> set[str]:
        engine = self._engine(workspace)
        try:
            return {str(column["name"]) for column in sa.inspect(engine).get_columns(table)}
        finally:
            engine.dispose()

    def tables(self, workspace: str) -> list[str]:
        if self.server is None and not self.file.exists():
            return []
        engine = self._engine(workspace)
        try:
            return sa.inspect(engine).get_table_names()
        finally:
            engine.dispose()

    def hand_over(self, workspace: str, other: str) -> None:
        """Put one workspace's tables where the other's are looked for."""
        if self.server is None:
            return  # a file is any workspace's that it is opened for
        names = [postgres.schema_name(name) for name in (workspace, other)]
        with closing(self.server.connect()) as connection:
            connection.execute(f'ALTER SCHEMA "{names[0]}" RENAME TO "{names[1]}"')


def _python_path() -> list[str]:
    given = os.environ.get("PYTHONPATH")
    return [given] if given else []
