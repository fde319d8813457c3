"""Simultaneous reviewers against the running server, over real WebSockets.

The reviewers' own process shares the cores with the server, as other programs would; what it costs
them to read the messages is part of the figures.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.machine import memory_mb
from benchmarks.reviewer import Reviewer
from benchmarks.serving import Server, serving
from benchmarks.timing import spread

THINK_S = (1.0, 2.0)


@dataclass
class Outcome:
    """What a crowd of reviewers met."""

    opened_ms: list[float] = field(default_factory=list)
    clicks_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    held_mb: dict[str, float] | None = None
    """The server's memory while all sessions are open and have clicked."""


def starts(spec: Spec, count: int) -> list[str]:
    """Ids of the questions that the reviewers begin with."""
    ids = data.item_ids(spec.items)
    drawn = np.random.default_rng([spec.seed, 9]).permutation(spec.items)[:count]
    return [ids[int(place)] for place in drawn]


def crowd(server: Server, begin_with: Sequence[str], seed: int = 0) -> list[Reviewer]:
    """Reviewers that have not connected yet."""
    host, variant = server.url.removeprefix("http://"), data.variant_name(0)
    return [
        Reviewer(host=host, query=q, variant=variant, seed=seed + n)
        for n, q in enumerate(begin_with)
    ]


async def together(reviewers: Sequence[Reviewer], clicks: int, server: Server) -> Outcome:
    """Open all sessions, half a second apart, let them click, and leave together."""
    outcome = Outcome()

    async def one(reviewer: Reviewer, place: int) -> None:
        try:
            await asyncio.sleep(0.5 * place)
            outcome.opened_ms.append(await reviewer.open())
            await reviewer.review(clicks, THINK_S)
        except Exception as fault:  # whatever it is, it is what the reviewer met
            outcome.errors.append(f"{type(fault).__name__}: {fault}")

    await asyncio.gather(*(one(reviewer, n) for n, reviewer in enumerate(reviewers)))
    outcome.held_mb = memory_mb(server.pid)
    await asyncio.gather(*(r.close() for r in reviewers), return_exceptions=True)
    outcome.clicks_ms = [ms for reviewer in reviewers for ms in reviewer.times_ms]
    return outcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--reviewers", type=int, default=20, help="sessions at once")
    parser.add_argument("--clicks", type=int, default=20, help="clicks of each")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """p95 of a click, errors, and megabytes per session.

    One reviewer comes before, so that what the first one loads is not counted as theirs.
    """
    path = data.workspace(given.data, spec, say)
    begin_with = starts(spec, given.reviewers + 1)
    with serving(path) as server:
        say("one reviewer")
        alone = asyncio.run(together(crowd(server, begin_with[:1], 99), 8, server))
        before = memory_mb(server.pid)
        say(f"{given.reviewers} reviewers")
        outcome = asyncio.run(together(crowd(server, begin_with[1:]), given.clicks, server))
    return _figures(given, alone, outcome, before)


def _figures(
    given: argparse.Namespace, alone: Outcome, outcome: Outcome, before: dict[str, float] | None
) -> dict[str, object]:
    per_session = None
    if before is not None and outcome.held_mb is not None:
        # Rows and text that are mapped from files count as resident, but all sessions share them.
        grown = outcome.held_mb["anonymous"] - before["anonymous"]
        per_session = round(grown / given.reviewers, 2)
    expected = given.reviewers * given.clicks
    errors = alone.errors + outcome.errors
    empty = {"n": 0.0}
    clicks = spread(outcome.clicks_ms) if outcome.clicks_ms else None
    return {
        "reviewers": given.reviewers,
        "median_ms": None if clicks is None else round(clicks.median, 1),
        "p95_ms": None if clicks is None else round(clicks.p95, 1),
        "spread_ms": empty if clicks is None else clicks.as_json(),
        "alone_ms": spread(alone.clicks_ms).as_json() if alone.clicks_ms else empty,
        "opened_ms": spread(outcome.opened_ms).as_json() if outcome.opened_ms else empty,
        "clicks_expected": expected,
        "clicks_lost": expected - len(outcome.clicks_ms),
        "errors": len(errors),
        "first_errors": errors[:5],
        "mb_per_session": per_session,
        "server_mb": outcome.held_mb,
    }
