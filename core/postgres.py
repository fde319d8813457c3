"""PostgreSQL for the judgments of a team: its address, its connections, its one writer at a time.

Every workspace has a schema of its own in the database, named after its UUID, so that no statement
can mix two of them. Reasons: docs/decisions/0009-postgresql.md.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from core.errors import DatabaseAddressError, JudgmentStoreError, Reason

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "YUSA_DATABASE_URL"
EXAMPLE = "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
_DRIVERS = ("postgresql+psycopg", "postgresql", "postgres")
_CONNECT_TIMEOUT_S = 5
_CONNECTION = {
    "connect_timeout": _CONNECT_TIMEOUT_S,
    # A network that swallows packets is noticed within half a minute, not after hours.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    # Prepared statements don't survive a pooler that hands connections on.
    "prepare_threshold": None,
    "application_name": "yusa",
}
_NOT_A_NAME = re.compile(r"[^a-z0-9_]")
_BEGIN = sa.text(
    "SELECT set_config('search_path', :schema, true), set_config('lock_timeout', '15s', true), "
    "set_config('idle_in_transaction_session_timeout', '30s', true)"
)


@dataclass(frozen=True, slots=True)
class Database:
    """The address of a PostgreSQL database. Its words never hold the password."""

    url: sa.URL

    def __str__(self) -> str:
        # Options may hold secrets, too (sslpassword, passfile).
        return self.url.set(query={}).render_as_string(hide_password=True)

    __repr__ = __str__


def database(address: str) -> Database:
    """Read an address such as :data:`EXAMPLE`.

    Raises:
        DatabaseAddressError: it is none; the message doesn't repeat it.
    """
    try:
        url = sa.make_url(address.strip())
    except (sa.exc.ArgumentError, ValueError):
        url = None  # raised below, so that no traceback shows the address
    if url is None or url.drivername not in _DRIVERS:
        raise DatabaseAddressError(
            f"The address of the judgments' database ({VARIABLE} or --database) isn't one: write "
            f"{EXAMPLE}, with % codes for special characters in the password (@ is %40).",
            reason=Reason("database.address", variable=VARIABLE, example=EXAMPLE),
        )
    if not url.database:
        raise DatabaseAddressError(
            f"{Database(url)}: names no database. Write {EXAMPLE}, and make the database first.",
            reason=Reason("database.unnamed", place=str(Database(url)), example=EXAMPLE),
        )
    return Database(url.set(drivername=_DRIVERS[0]))


def chosen(given: str | None, file: Path) -> Database | Path:
    """Where judgments are: ``given``, else what the environment names, else ``file``.

    Raises:
        DatabaseAddressError: an address that is none.
    """
    address = given or os.environ.get(VARIABLE, "").strip()
    return database(address) if address else file


def schema_name(workspace_uuid: str) -> str:
    """The schema that holds one workspace's tables."""
    return f"yusa_{_NOT_A_NAME.sub('_', workspace_uuid.lower())}"


def engine(place: Database, workspace_uuid: str) -> sa.Engine:
    """An engine for one workspace's schema. Nothing is opened before the first connection.

    Raises:
        DatabaseAddressError: the driver isn't installed, or the address has an unknown option.
        JudgmentStoreError: by a connection, where the server acknowledges what isn't on disk.
    """
    schema = schema_name(workspace_uuid)
    try:
        made = sa.create_engine(
            place.url,
            # Waiting for the writer's turn is a statement of its own; only the next one may look
            # at what the writer before has left. A snapshot of the whole transaction would be old.
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=15,
            pool_timeout=15,
            hide_parameters=True,  # the log holds no question and no note
            connect_args=_CONNECTION,
        )
    except ModuleNotFoundError:
        raise DatabaseAddressError(
            f"{place}: PostgreSQL takes one more package: pip install 'yusa[postgres]'",
            reason=Reason("database.driver", place=str(place)),
        ) from None
    except sa.exc.ArgumentError:
        raise DatabaseAddressError(
            f"{place}: the address has an option that is unknown. Write {EXAMPLE}.",
            reason=Reason("database.option", place=str(place), example=EXAMPLE),
        ) from None

    @sa.event.listens_for(made, "connect")
    def _check_durability(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            # "off" may come from the role or the database; every other value waits for the disk.
            cursor.execute(
                "SELECT CASE current_setting('synchronous_commit') WHEN 'off' "
                "THEN set_config('synchronous_commit', 'on', false) END"
            )
            cursor.execute(
                "SELECT name, setting FROM pg_settings "
                "WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') "
                "AND setting = 'off'"
            )
            unsafe = cursor.fetchone()
        connection.commit()
        if unsafe is not None:
            raise JudgmentStoreError(
                f"{place}: the server keeps {unsafe[0]} at off; judgments would not be safe. "
                "Set it to on.",
                "unsafe",
                str(place),
                "POSTGRESQL_UNSAFE",
            )

    @sa.event.listens_for(made, "begin")
    def _enter_schema(connection: sa.Connection) -> None:
        # For this transaction alone: a pooler may give the next one another connection.
        connection.execute(_BEGIN, {"schema": f'"{schema}"'})

    return made


def take_turn(connection: sa.Connection, workspace_uuid: str) -> None:
    """Wait until no other process writes to the workspace; the end of the transaction passes it on.

    The lock is the database's and is gone with the connection, however a process ends.
    """
    digest = hashlib.sha256(f"yusa {workspace_uuid}".encode()).digest()
    key = int.from_bytes(digest[:8], "big", signed=True)
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def make_schema(connection: sa.Connection, workspace_uuid: str) -> None:
    """Make the workspace's schema, unless it is there: then no right to make one is needed."""
    name = schema_name(workspace_uuid)
    known = sa.text("SELECT 1 FROM pg_namespace WHERE nspname = :name")
    if connection.scalar(known, {"name": name}) is None:
        connection.execute(sa.schema.CreateSchema(name))


def is_lost(fault: BaseException) -> bool:
    """Whether the connection broke, so that nobody knows if the last statement took effect."""
    return isinstance(fault, sa.exc.DBAPIError) and fault.connection_invalidated
