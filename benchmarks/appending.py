"""Appends of many writers at once: each one's time from the call to what is on disk."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.timing import MS, quantile
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.postgres import VARIABLE, chosen

if TYPE_CHECKING:
    from benchmarks.data import Say, Spec

_CHILD = "from benchmarks.appending import child; child()"


def child() -> None:
    """One server process: ``threads`` writers on one store; prints each append's milliseconds."""
    file, workspace, number, threads, appends = sys.argv[1:6]
    store = JudgmentStore.open(chosen(None, Path(file)), workspace)
    store.revision()
    took: list[float] = []

    def judge(name: str) -> None:
        for n in range(int(appends)):
            judgment = Judgment(str(uuid.uuid4()), name, f"q{n}", "i", grade=n % 4)
            began = time.perf_counter()
            store.append([judgment])
            took.append((time.perf_counter() - began) * MS)

    writers = [
        threading.Thread(target=judge, args=(f"writer {number}.{n}",)) for n in range(int(threads))
    ]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    sys.stdout.write("\n".join(f"{value:.3f}" for value in took) + "\n")


def measure(
    file: Path, address: str | None, writers: int, appends: int, processes: int
) -> dict[str, object]:
    """Spread of all appends; every acknowledged one is counted and the chain verified."""
    workspace = str(uuid.uuid4())
    environment = {k: v for k, v in os.environ.items() if k != VARIABLE}
    if address is not None:
        environment[VARIABLE] = address
    with closing(JudgmentStore.open(chosen(address, file), workspace)) as store:
        store.add_annotator("first")
        started = [
            subprocess.Popen(  # noqa: S603 - our own command
                [
                    *(sys.executable, "-c", _CHILD, str(file), workspace, str(number)),
                    *(str(writers // processes), str(appends)),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=environment,
            )
            for number in range(processes)
        ]
        for process in started:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise RuntimeError("a writer did not start")
        began = time.perf_counter()
        for process in started:
            if process.stdin is not None:
                process.stdin.write("go\n")
                process.stdin.flush()
        took = [float(line) for p in started for line in p.communicate()[0].split()]
        seconds = time.perf_counter() - began
        store.verify()
        stored = store.revision()
    return {
        "writers": writers,
        "processes": processes,
        "appends": len(took),
        "stored": stored,
        "median_ms": round(quantile(took, 0.5), 1),
        "p99_ms": round(quantile(took, 0.99), 1),
        "most_ms": round(max(took), 1),
        "per_second": round(len(took) / seconds),
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--writers", type=int, default=20, help="at once")
    parser.add_argument("--appends", type=int, default=500, help="of each writer")
    parser.add_argument("--url", help="PostgreSQL database; default: only SQLite is measured")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """SQLite in one process, as it is meant; PostgreSQL, if given, in one and in two."""
    del spec
    found: dict[str, object] = {}
    cases: list[tuple[str, str | None, int]] = [("sqlite", None, 1)]
    if given.url:
        cases += [("postgresql", given.url, 1), ("postgresql", given.url, 2)]
    with tempfile.TemporaryDirectory(dir=given.data.parent) as folder:
        for name, address, processes in cases:
            say(f"{name}, {given.writers} writers, processes: {processes}")
            file = Path(folder) / "judgments.sqlite"
            found[f"{name}-{processes}"] = measure(
                file, address, given.writers, given.appends, processes
            )
    return found
