"""Imports: a compressed .npz against ``np.load`` + ``np.save``, and JSONL of all items.

Every import is a process of its own that does nothing else, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.machine import PeakMemory
from benchmarks.timing import MS, quantile
from core.importer.request import ImportRequest
from core.importer.run import import_files

_VARIANT = "measured"


@dataclass(frozen=True)
class Measured:
    """One child process: what it printed, and its peak of anonymous memory."""

    said: dict[str, Any]
    peak_mb: float | None


def child(arguments: Sequence[str]) -> Measured:
    """Run a step of this module in a process of its own.

    Raises:
        subprocess.CalledProcessError: it failed; what it said is on stderr.
    """
    command = [sys.executable, "-m", "benchmarks.importing", *arguments]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process,  # noqa: S603
        PeakMemory(process.pid) as memory,
    ):
        output = process.communicate()[0]
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(json.loads(output), memory.peak_mb)


def import_once(workspace: Path, request: ImportRequest) -> dict[str, object]:
    """Import in this process: milliseconds in all, and when each step ended or line was said.

    ``vectors_ms`` is when the last row of vectors.npy was written.
    """
    lines: list[dict[str, object]] = []
    began = time.perf_counter()

    def say(line: str) -> None:
        # Without the folder: figures are published, this machine's paths are not.
        said = line.replace(f"{workspace}: ", "")
        lines.append({"ms": round((time.perf_counter() - began) * MS), "said": said})

    def progress(step: str, done: int, total: int) -> None:
        if done == total:
            say(f"{step}: done")

    import_files(workspace, request, say, progress)
    total = (time.perf_counter() - began) * MS
    vectors = [line["ms"] for line in lines if line["said"] == f"vectors of {_VARIANT}: done"]
    return {"ms": total, "vectors_ms": vectors[-1] if vectors else None, "phases": lines}


def load_and_save(source: Path, target: Path) -> dict[str, object]:
    """The rival: NumPy reads the .npz and writes its matrix as .npy."""
    began = time.perf_counter()
    with np.load(source) as archive:
        matrix = archive["embeddings"]
    np.save(target, matrix)
    return {"ms": (time.perf_counter() - began) * MS}


def copy_of(workspace: Path, folder: Path) -> Path:
    """A throw-away copy, because an import changes the workspace."""
    target = folder / "workspace"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(workspace, target)
    return target


def measure_vectors(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Import of one compressed variant into a workspace that has the items."""
    source = data.vector_file(given.data, spec, say)
    base = data.workspace(given.data, replace(spec, variants=0), say)
    ours: list[Measured] = []
    rival: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="import-", dir=given.data) as name:
        folder = Path(name)
        source.read_bytes()[:1]  # both find the file in the page cache
        for turn in range(given.rounds):
            say(f"round {turn + 1} of {given.rounds}")
            rival.append(child(["rival", str(source), str(folder / "matrix.npy")]))
            (folder / "matrix.npy").unlink()
            ours.append(child(["vectors", str(copy_of(base, folder)), str(source)]))
    return _vector_figures(source, ours, rival)


def _vector_figures(
    source: Path, ours: Sequence[Measured], rival: Sequence[Measured]
) -> dict[str, object]:
    ours_ms = quantile([m.said["ms"] for m in ours], 0.5)
    rival_ms = quantile([m.said["ms"] for m in rival], 0.5)
    vectors_ms = quantile([m.said["vectors_ms"] for m in ours], 0.5)
    peaks = [m.peak_mb for m in ours if m.peak_mb is not None]
    return {
        "ours_ms": round(ours_ms),
        "rival_ms": round(rival_ms),
        "ratio": round(ours_ms / rival_ms, 2),
        "vectors_ms": round(vectors_ms),
        "ratio_vectors": round(vectors_ms / rival_ms, 2),
        "peak_anonymous_mb": round(max(peaks)) if peaks else None,
        "rival_peak_anonymous_mb": round(max((m.peak_mb or 0) for m in rival)) if peaks else None,
        "file_mb": round(source.stat().st_size / 1e6),
        "rounds": len(ours),
        "all_ms": [round(m.said["ms"]) for m in ours],
        "phases": ours[-1].said["phases"],
    }


def measure_items(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Import of all items from JSONL into a new workspace."""
    source = data.items_file(given.data, spec, say)
    with tempfile.TemporaryDirectory(prefix="items-", dir=given.data) as name:
        say("importing the items")
        done = child(["items", str(Path(name) / "workspace"), str(source)])
        table = sum(f.stat().st_size for f in Path(name).rglob("*") if f.is_file())
    return {
        "seconds": round(done.said["ms"] / MS, 2),
        "peak_anonymous_mb": None if done.peak_mb is None else round(done.peak_mb),
        "file_mb": round(source.stat().st_size / 1e6),
        "workspace_mb": round(table / 1e6),
        "phases": done.said["phases"],
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--rounds", type=int, default=1, help="imports of the variant")
    parser.add_argument("--skip-items", action="store_true", help="measure the variant alone")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Measure both imports."""
    figures = measure_vectors(given, spec, say)
    return (
        figures if given.skip_items else figures | {"items_import": measure_items(given, spec, say)}
    )


def main(arguments: Sequence[str]) -> int:
    """One step in a process of its own; JSON on stdout."""
    step, first, second = arguments[0], Path(arguments[1]), Path(arguments[2])
    if step == "rival":
        figures = load_and_save(first, second)
    elif step == "vectors":
        figures = import_once(first, ImportRequest(variants={_VARIANT: second}))
    else:
        figures = import_once(first, ImportRequest(items=second))
    sys.stdout.write(json.dumps(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
