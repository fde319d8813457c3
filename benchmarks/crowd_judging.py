"""Annotators at once through the running server, over real WebSockets: how long, and what is lost.

Their process shares the cores with the server, as other programs would.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import judging_task, timed_server
from benchmarks.data import Spec
from benchmarks.serving import serving
from benchmarks.timing import quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.annotator import Annotator, Given
    from benchmarks.data import Say

SMALL = Spec(2_000, 32)
"""What is judged costs nothing here, only that it is judged."""


@dataclass
class Outcome:
    """What annotators met."""

    opened_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0


async def together(
    people: Sequence[Annotator], clicks: int, think_s: tuple[float, float]
) -> Outcome:
    """Open all sessions one after the other, let them click together, and leave."""
    outcome = Outcome()

    async def one(person: Annotator) -> None:
        try:
            await person.judge(clicks, think_s)
        except Exception as fault:  # whatever it is, it is what the annotator met
            outcome.errors.append(f"{person.name}: {type(fault).__name__}: {fault}")

    for person in people:
        outcome.opened_ms.append(await person.open())
    began = time.perf_counter()
    await asyncio.gather(*(one(person) for person in people))
    outcome.seconds = time.perf_counter() - began
    await asyncio.gather(*(person.close() for person in people), return_exceptions=True)
    return outcome


def measure(
    folder: Path,
    say: Say,
    *,
    annotators: int,
    clicks: int,
    think_s: tuple[float, float] = (0.0, 0.0),
    database: str | None = None,
    spec: Spec = SMALL,
) -> dict[str, object]:
    """Let annotators work through a new task, and compare what they were told with the store.

    Raises:
        LostError, YusaError: see :func:`benchmarks.judging_task.check`.
    """
    work = judging_task.prepare(
        folder / "workspace",
        spec,
        say,
        annotators=annotators,
        pairs=annotators * clicks,
        database=database,
    )
    log = folder / "times"
    before = os.getloadavg()[0]
    with serving(work.path, database=database, times=log) as server:
        people = work.annotators(server)
        say(f"{annotators} annotators, {clicks} clicks each")
        outcome = asyncio.run(together(people, clicks, think_s))
    pending = [person.pending for person in people if person.pending is not None]
    given: list[Given] = [each for person in people for each in person.acknowledged]
    stored = judging_task.check(work, given, pending)
    return {
        "annotators": annotators,
        "clicks": annotators * clicks,
        "stored": len(stored),
        "acknowledged": len(given),
        "errors": len(outcome.errors),
        "first_errors": outcome.errors[:3],
        "seconds": round(outcome.seconds, 1),
        "per_second": round(len(given) / outcome.seconds, 1),
        "load_before": round(before, 1),
        "opened_ms": _figures(outcome.opened_ms),
        "append_ms": _figures(timed_server.times(log, "append")),
        "claim_ms": _figures(timed_server.times(log, "claim")),
        "saved_ms": _figures([ms for person in people for ms in person.saved_ms]),
        "click_ms": _figures([ms for person in people for ms in person.times_ms]),
        "click_ms_by_tenth": _by_tenth(people),
    }


def _figures(values: Sequence[float]) -> dict[str, float]:
    if not values:
        return {"n": 0}
    return {
        "n": len(values),
        "p50": round(quantile(values, 0.5), 1),
        "p95": round(quantile(values, 0.95), 1),
        "p99": round(quantile(values, 0.99), 1),
        "most": round(max(values), 1),
    }


def _by_tenth(people: Sequence[Annotator]) -> list[float]:
    """Median click of each tenth of the way: whether a task slows down as it fills."""
    tenths: list[list[float]] = [[] for _ in range(10)]
    for person in people:
        for at, value in enumerate(person.times_ms):
            tenths[10 * at // len(person.times_ms)].append(value)
    return [round(quantile(values, 0.5), 1) for values in tenths if values]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--annotators", type=int, default=20, help="at once")
    parser.add_argument("--clicks", type=int, default=500, help="of each")
    parser.add_argument(
        "--think", type=float, default=0.0, help="mean seconds between two clicks; default: none"
    )
    parser.add_argument("--stores", default="", help="sqlite, postgresql; default: both, if --url")
    parser.add_argument("--url", help="PostgreSQL database; default: only SQLite is measured")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """SQLite, and PostgreSQL if it is given."""
    size = Spec(min(spec.items, SMALL.items), min(spec.dim, SMALL.dim), 1, spec.seed)
    stores: dict[str, str | None] = {"sqlite": None}
    if given.url:
        stores["postgresql"] = given.url
    wanted = [name for name in given.stores.split(",") if name] or list(stores)
    found: dict[str, object] = {}
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            found[name] = measure(
                Path(folder),
                say,
                annotators=given.annotators,
                clicks=given.clicks,
                think_s=(0.5 * given.think, 1.5 * given.think),
                database=stores[name],
                spec=size,
            )
    return found
