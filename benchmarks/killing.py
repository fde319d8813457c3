"""Kill the server while annotators click: nothing that it said is saved may be missing afterwards.

Each kill falls between a click and its answer: it comes some milliseconds after a click was sent,
while every other annotator waits for an answer, too. After it the store is read as it was left,
and the next server has to show everybody what they had.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from websockets.exceptions import ConnectionClosed

from benchmarks import judging_task
from benchmarks.crowd_judging import SMALL
from benchmarks.forked_server import nursery
from benchmarks.judging_task import LostError

if TYPE_CHECKING:
    from benchmarks.annotator import Annotator, Given
    from benchmarks.data import Say, Spec
    from benchmarks.forked_server import Nursery
    from benchmarks.judging_task import Work
    from benchmarks.serving import Server

_CLICKS = 10_000
_WARM_S = (0.05, 0.5)
_AFTER_CLICK_S = (0.0, 0.1)


@dataclass
class Tally:
    """What was sent and what was said of it, over all kills.

    Attributes:
        acknowledged: said to be saved.
        pending: sent, and not answered when the server died.
        stored: annotator -> judgments after the last kill.
    """

    acknowledged: list[Given] = field(default_factory=list)
    pending: list[Given] = field(default_factory=list)
    stored: Counter[str] = field(default_factory=Counter)


def kill_once(work: Work, servers: Nursery, tally: Tally, chance: Random) -> None:
    """Start the server, let all annotators click, kill it and look at the store.

    Raises:
        LostError, YusaError: see :func:`benchmarks.judging_task.check`; or an annotator is shown
            other judgments than are stored.
    """
    with servers.serving(work.path) as server:
        people = work.annotators(server, seed=chance.randrange(2**31))
        asyncio.run(_until_killed(people, server, chance, tally.stored))
    tally.acknowledged += [given for person in people for given in person.acknowledged]
    tally.pending += [person.pending for person in people if person.pending is not None]
    stored = judging_task.check(work, tally.acknowledged, tally.pending)
    tally.stored = Counter(given.annotator for given in stored)


async def _until_killed(
    people: list[Annotator], server: Server, chance: Random, stored: Counter[str]
) -> None:
    sent = asyncio.Event()
    for person in people:
        person.sent = sent.set
        await person.open()
        if person.judged != stored[person.name]:
            raise LostError(
                f"{person.name} is shown {person.judged} judgments, not {stored[person.name]}"
            )
    working = [asyncio.create_task(person.judge(_CLICKS)) for person in people]
    await asyncio.sleep(chance.uniform(*_WARM_S))
    sent.clear()
    await sent.wait()
    await asyncio.sleep(chance.uniform(*_AFTER_CLICK_S))
    os.kill(server.pid, signal.SIGKILL)
    ended = await asyncio.gather(*working, return_exceptions=True)
    faults = [fault for fault in ended if not isinstance(fault, ConnectionClosed)]
    if faults:
        raise LostError(f"an annotator stopped before the server was killed: {faults[0]!r}")


def measure(
    folder: Path,
    spec: Spec,
    say: Say,
    *,
    kills: int,
    annotators: int,
    pairs: int,
    seed: int = 0,
    database: str | None = None,
) -> dict[str, int]:
    """Kill the server so many times while annotators work through one task.

    Raises:
        LostError, YusaError: something was lost, is there twice, or the store is damaged.
    """
    work = judging_task.prepare(
        folder / "workspace", spec, say, annotators=annotators, pairs=pairs, database=database
    )
    chance = Random(seed)  # noqa: S311 - reproducible, not secret
    tally = Tally()
    with nursery(database) as servers:
        for number in range(1, kills + 1):
            kill_once(work, servers, tally, chance)
            if number % 20 == 0:
                say(f"{number} kills, {len(tally.acknowledged):,} acknowledged")
    return {
        "kills": kills,
        "annotators": annotators,
        "acknowledged": len(tally.acknowledged),
        "pending": len(tally.pending),
        "stored": tally.stored.total(),
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--kills", type=int, default=200, help="on each store")
    parser.add_argument("--annotators", type=int, default=4, help="at once")
    parser.add_argument("--stores", default="", help="sqlite, postgresql; default: both, if --url")
    parser.add_argument("--url", help="PostgreSQL database; default: only SQLite is tried")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """SQLite, and PostgreSQL if it is given."""
    del spec
    stores: dict[str, str | None] = {"sqlite": None}
    if given.url:
        stores["postgresql"] = given.url
    wanted = [name for name in given.stores.split(",") if name] or list(stores)
    found: dict[str, object] = {}
    for name in wanted:
        say(f"{name}, {given.kills} kills")
        with tempfile.TemporaryDirectory() as folder:
            found[name] = measure(
                Path(folder),
                SMALL,
                say,
                kills=given.kills,
                annotators=given.annotators,
                pairs=9_500,
                seed=given.seed,
                database=stores[name],
            )
    return found
