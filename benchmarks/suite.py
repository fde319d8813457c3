"""``python -m benchmarks all``: every measurement in one run, then docs/benchmarks.md and .json.

Each step is a process of its own, so that none finds the memory or threads of another.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine, report
from benchmarks.data import Say, Spec

DOCS = Path(__file__).resolve().parent.parent / "docs"
GROWTH = (10_000, 30_000, 100_000)
_ISOTROPIC_ITEMS = 30_000
_LARGEST = (1_000_000, 256)
_QUICK_ITEMS, _QUICK_DIM = 5_000, 256


@dataclass(frozen=True)
class Step:
    """One command of ``python -m benchmarks`` and the data that it needs."""

    name: str
    command: str
    spec: Spec
    options: tuple[str, ...] = ()

    def arguments(self, data: Path) -> list[str]:
        """Its command line after ``python -m benchmarks``."""
        spec = self.spec
        kind = ["--isotropic"] if spec.isotropic else []
        sizes = ["--items", str(spec.items), "--dim", str(spec.dim)]
        more = ["--variants", str(spec.variants), "--seed", str(spec.seed), "--data", str(data)]
        return [self.command, *sizes, *more, *kind, *self.options, "--json"]


def plan(spec: Spec, *, quick: bool, soak_minutes: float) -> list[Step]:
    """The steps in order: those that share data follow each other."""
    one = Spec(spec.items, spec.dim, 1, spec.seed)
    wide = Spec(spec.items, 2 * spec.dim, 1, spec.seed)
    cells = "top100,filters,batch,approximate,hnsw"
    few = ("--queries", "30")
    steps = [
        Step("search", "search", spec, ("--cells", cells)),
        Step("open", "open", spec),
        Step("text", "text", spec),
        Step("evaluate", "evaluate", spec),
        Step("click", "click", spec, ("--clicks", "10" if quick else "40")),
        Step("judge", "judge", spec, ("--judgments", "5" if quick else "30")),
        Step("repaint", "repaint", one, ("--rounds", "3" if quick else "10")),
        Step("sessions", "sessions", spec, ("--clicks", "4" if quick else "20")),
        Step("soak", "soak", spec, ("--minutes", f"{soak_minutes:g}")),
        Step("import", "import", one, ("--rounds", "1" if quick else "2")),
        Step("import_4096", "import", wide, ("--skip-items",)),
        Step("search_wide", "search", wide, ("--cells", "top100", *few)),
    ]
    hard = Spec(min(_ISOTROPIC_ITEMS, spec.items), spec.dim, 1, spec.seed, isotropic=True)
    steps.append(Step("search_isotropic", "search", hard, few))
    for items in () if quick else GROWTH:
        grown = Spec(items, spec.dim, 1, spec.seed)
        steps.append(Step(f"search_{items}", "search", grown, few))
    if not quick:
        steps.append(Step("search_1m", "search", Spec(*_LARGEST, 1, spec.seed), few))
    return steps


def chosen(steps: Sequence[Step], names: str) -> list[Step]:
    """The steps of these names, given by commas; all of them if none is named.

    Raises:
        SystemExit: there is no such step.
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    known = [step.name for step in steps]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise SystemExit(f"no step {', '.join(unknown)}; there are: {', '.join(known)}")
    return [step for step in steps if not wanted or step.name in wanted]


def run_step(step: Step, data: Path, say: Say) -> dict[str, Any]:
    """Run a step; what it can't do is kept as its error, and the others go on."""
    say(f"== {step.name}")
    arguments = step.arguments(data)
    began = time.perf_counter()
    status, output, last = _relay([sys.executable, "-m", "benchmarks", *arguments], say)
    entry: dict[str, Any] = {
        "command": f"python -m benchmarks {' '.join(_without_paths(arguments))}",
        "date": _today(),
        "items": step.spec.items,
        "dim": step.spec.dim,
        "isotropic": step.spec.isotropic,
        "seconds": round(time.perf_counter() - began, 1),
    }
    if status:
        return entry | {"error": last or f"exit status {status}"}
    return entry | {"result": json.loads(output)}


def _relay(command: list[str], say: Say) -> tuple[int, str, str]:
    """Run a command and pass its progress on: exit status, stdout, last line of stderr."""
    last = ""
    # Into a file: a full pipe would stop the command while we wait for its progress.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        with subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=output, stderr=subprocess.PIPE, text=True
        ) as process:
            for line in process.stderr or ():
                say(line.rstrip())
                last = line.strip() or last
        output.seek(0)
        return process.returncode, output.read(), last


def _without_paths(arguments: Sequence[str]) -> list[str]:
    """The command line as anyone could repeat it, without this machine's folders."""
    at = arguments.index("--data")
    return [*arguments[:at], *arguments[at + 2 :]]


def drop_unneeded(data: Path, done: Step, later: Sequence[Step]) -> None:
    """Remove what a step used and no later one will: all sets together would fill a disk."""
    needed = {key for step in later for key in _keys(step)}
    for key in _keys(done) - needed:
        shutil.rmtree(data / key, ignore_errors=True)
        (data / f"{key}.npz").unlink(missing_ok=True)


def _keys(step: Step) -> set[str]:
    """Names of the sets in the data folder that a step may read."""
    spec = step.spec
    bare = Spec(spec.items, spec.dim, 0, spec.seed)
    return {spec.key, bare.key} if step.command == "import" else {spec.key}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--quick", action="store_true", help="small sizes, a few minutes")
    parser.add_argument("--out", type=Path, default=DOCS, help="folder of the report")
    parser.add_argument("--soak-minutes", type=float, default=30, help="length of the soak")
    parser.add_argument("--keep-data", action="store_true", help="don't remove data when done")
    parser.add_argument("--steps", default="", help="only these, by commas; default: all")
    parser.add_argument(
        "--update",
        action="store_true",
        help="keep the other steps of the report that is there, if machine and sizes are the same",
    )


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Measure everything; the report is written whole, at the end."""
    if given.quick:
        spec = Spec(
            min(spec.items, _QUICK_ITEMS), min(spec.dim, _QUICK_DIM), spec.variants, spec.seed
        )
    minutes = min(given.soak_minutes, 0.5) if given.quick else given.soak_minutes
    everything = plan(spec, quick=given.quick, soak_minutes=minutes)
    steps = chosen(everything, given.steps)
    document: dict[str, Any] = {
        "date": _today(),
        "machine": machine.facts(),
        "sizes": {
            "items": spec.items,
            "dim": spec.dim,
            "seed": spec.seed,
            "quick": given.quick,
        },
        "steps": {},
    }
    if given.update:
        document["steps"] = kept_steps(given.out / "benchmarks.json", document)
    for place, step in enumerate(steps):
        document["steps"][step.name] = run_step(step, given.data, say)
        if not given.keep_data:
            drop_unneeded(given.data, step, steps[place + 1 :])
    order = [step.name for step in everything]
    document["steps"] = {n: document["steps"][n] for n in order if n in document["steps"]}
    write(given.out, document)
    say(f"written: {given.out / 'benchmarks.md'} and benchmarks.json")
    failed = [name for name, entry in document["steps"].items() if "error" in entry]
    return {"report": str(given.out / "benchmarks.md"), "failed": failed}


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def kept_steps(path: Path, document: Mapping[str, Any]) -> dict[str, Any]:
    """The steps of the report at ``path``; none if there is no report.

    Raises:
        SystemExit: it is of another machine, other libraries or other sizes.
    """
    if not path.exists():
        return {}
    before = json.loads(path.read_text("utf-8"))
    for name in ("machine", "sizes"):
        if before[name] != document[name]:
            raise SystemExit(
                f"{path}: the {name} of that report differ from today's, so the figures can't "
                "stand side by side. Leave --update out and measure everything."
            )
    steps: dict[str, Any] = before["steps"]
    return steps


def write(folder: Path, document: dict[str, Any]) -> None:
    """Write both files."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    (folder / "benchmarks.json").write_text(text, "utf-8")
    (folder / "benchmarks.md").write_text(report.render(document), "utf-8")
