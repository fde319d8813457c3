"""``python -m benchmarks.forked_server``: servers one after the other, without importing each anew.

Every line ``FOLDER<TAB>PORT`` on standard input starts the server of ``python -m dashboard`` in a
process of its own, whose id is the answer on standard output. What took two seconds of each start
is there already; nothing has been opened or read yet, so each begins as any other does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.serving import Server, environment, free_port, is_healthy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE_S = 60.0


class Nursery:
    """Where servers come from."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @contextlib.contextmanager
    def serving(self, workspace: Path) -> Iterator[Server]:
        """Serve a workspace while the block runs; the block may kill the server.

        Raises:
            RuntimeError: it did not answer within a minute.
        """
        assert self._process.stdin is not None  # noqa: S101 - made with both
        assert self._process.stdout is not None  # noqa: S101
        port, began = free_port(), time.perf_counter()
        self._process.stdin.write(f"{workspace}\t{port}\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        try:
            while not is_healthy(port):
                if time.perf_counter() - began > _PATIENCE_S:
                    raise RuntimeError(f"the server of {workspace} does not answer")
                time.sleep(0.02)
            yield Server(port, pid, time.perf_counter() - began)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def nursery(database: str | None = None) -> Iterator[Nursery]:
    """Make servers while the block runs; ``database`` as for :func:`benchmarks.serving.serving`."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.forked_server"],
        env=environment(database),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Nursery(process)


def main() -> int:
    """Start servers until standard input ends."""
    # As dashboard/__main__.py does, before NumPy is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from dashboard import launch

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that were killed
    while line := sys.stdin.readline():
        folder, port = line.rstrip("\n").split("\t")
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.dup2(os.open(os.devnull, os.O_RDWR), 0)
            os.dup2(2, 1)
            os._exit(launch.main(["--workspace", folder, "--port", port]))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
