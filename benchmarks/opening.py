"""From a cold process to the first neighbours of a prepared workspace."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.timing import quantile


def open_once(path: Path) -> dict[str, float]:
    """Open and ask, in this process: seconds of both, imports of Python left out."""
    from core.search import neighbours
    from core.workspace import Workspace

    began = time.perf_counter()
    workspace = Workspace.open(path)
    opened = time.perf_counter()
    neighbours(workspace, workspace.items.ids[0], workspace.variant_names[0], 10)
    asked = time.perf_counter()
    return {"open_s": opened - began, "first_neighbours_s": asked - opened}


def in_new_process(path: Path) -> dict[str, float]:
    """The same in a new process; ``process_s`` counts from its start to its end."""
    command = [sys.executable, "-m", "benchmarks.opening", str(path)]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    parts: dict[str, float] = json.loads(done.stdout)
    return parts | {"process_s": time.perf_counter() - began}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--rounds", type=int, default=5, help="processes started, after one more")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Median seconds over ``--rounds`` processes; the page cache is warm after the first."""
    path = data.workspace(given.data, spec, say)
    in_new_process(path)
    rounds = [in_new_process(path) for _ in range(given.rounds)]
    medians = {name: round(quantile([r[name] for r in rounds], 0.5), 3) for name in rounds[0]}
    return {**medians, "all_process_s": [round(r["process_s"], 3) for r in rounds]}


def main(arguments: Sequence[str]) -> int:
    """Open one workspace; JSON on stdout."""
    sys.stdout.write(json.dumps(open_once(Path(arguments[0]))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
