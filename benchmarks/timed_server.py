"""``python -m benchmarks.timed_server FOLDER PORT LOG``: the server, with its appends timed.

It is the server that ``yusa serve`` runs, but for a clock around each write: LOG gets one line
``what<TAB>milliseconds`` for each append of a judgment and each claim of pairs, from the call to
its return, so waiting for one's turn and the disk are part of it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def timed(log: Path, what: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """``call``, with a line in the log for each time that it returned."""
    line_to = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def measured(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        done = call(*args, **kwargs)
        os.write(line_to, f"{what}\t{(time.perf_counter() - began) * 1000:.3f}\n".encode())
        return done

    return measured


def times(log: Path, what: str) -> list[float]:
    """Milliseconds of every call of this kind in a log."""
    lines = (line.split("\t") for line in log.read_text("utf-8").splitlines())
    return [float(value) for name, value in lines if name == what]


def main() -> int:
    """Serve."""
    folder, port, log = sys.argv[1:4]
    # As dashboard/__main__.py does, before NumPy is loaded.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from core.judgment_store import JudgmentStore
    from core.task_store import TaskStore
    from dashboard import launch

    for owner, name in ((JudgmentStore, "append"), (TaskStore, "claim"), (TaskStore, "hold")):
        setattr(owner, name, timed(Path(log), name, getattr(owner, name)))
    return launch.main(["--workspace", folder, "--port", port])


if __name__ == "__main__":
    sys.exit(main())
