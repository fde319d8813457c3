"""The dashboard as `yusa serve` starts it, for the benchmarks that click."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.postgres import VARIABLE

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 180.0


class ServerFailedError(RuntimeError):
    """The server did not come up; the text ends with what it wrote."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    pid: int
    start_s: float
    """From the start of the process to the first healthy answer."""

    @property
    def url(self) -> str:
        """Address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"


@contextlib.contextmanager
def serving(
    workspace: Path, *, database: str | None = None, times: Path | None = None
) -> Iterator[Server]:
    """Serve a workspace while the block runs; the block may kill the server.

    Args:
        workspace: its folder.
        database: address of the PostgreSQL database of its judgments; None for its own file.
        times: a file that gets the time of every write (:mod:`benchmarks.timed_server`).

    Raises:
        ServerFailedError: it ended, or did not answer within three minutes.
    """
    port = free_port()
    command = [sys.executable, "-m", "core.cli", "serve", str(workspace), "--port", str(port)]
    if times is not None:
        timed = ("benchmarks.timed_server", str(workspace), str(port), str(times))
        command = [sys.executable, "-m", *timed]
    with tempfile.TemporaryFile() as log:
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env=environment(database),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while not is_healthy(port):
                late = time.perf_counter() - began > _PATIENCE_S
                if late or process.poll() is not None:
                    log.seek(0)
                    raise ServerFailedError(log.read().decode("utf-8", "replace")[-2000:])
                time.sleep(0.05)
            # `yusa serve` replaces itself by the server, so the process is the server.
            yield Server(port, process.pid, time.perf_counter() - began)
        finally:
            _stop(process)


def environment(database: str | None = None) -> dict[str, str]:
    """The variables of a server: none of ours but the address of its database, if there is one."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT_", "YUSA_"))}
    # `yusa serve` looks for the dashboard where it is installed; here it is this checkout's.
    before = os.environ.get("PYTHONPATH")
    kept["PYTHONPATH"] = os.pathsep.join([str(ROOT), *([before] if before else [])])
    if database is not None:
        kept[VARIABLE] = database
    return kept


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_healthy(port: int) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    for insist in (process.terminate, process.kill):
        insist()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
            return
