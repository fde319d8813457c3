"""Memory of the server while reviewers come and go for a long time."""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.machine import memory_mb
from benchmarks.serving import Server, serving
from benchmarks.sessions import crowd, starts, together
from benchmarks.timing import slope

_CLICKS = 15


@dataclass(frozen=True)
class Sample:
    """Memory of the server at one time after the start."""

    minute: float
    resident_mb: float
    anonymous_mb: float


def growth(samples: list[Sample]) -> dict[str, float]:
    """Least-squares growth of the second half in MB per hour, by kind of memory.

    The first half fills the caches, which are bounded; what still grows then would go on growing.
    """
    late = samples[len(samples) // 2 :]
    minutes = [sample.minute for sample in late]
    return {
        "resident_mb_per_hour": round(60 * slope(minutes, [s.resident_mb for s in late]), 2),
        "anonymous_mb_per_hour": round(60 * slope(minutes, [s.anonymous_mb for s in late]), 2),
    }


async def _watch(server: Server, until: float, every_s: float) -> list[Sample]:
    began = time.monotonic()
    samples = []
    while time.monotonic() < until:
        now = memory_mb(server.pid)
        if now is not None:
            minute = (time.monotonic() - began) / 60
            samples.append(Sample(minute, now["resident"], now["anonymous"]))
        await asyncio.sleep(every_s)
    return samples


async def _come_and_go(server: Server, spec: Spec, until: float, at_once: int) -> tuple[int, int]:
    """Waves of new sessions, each leaving after some clicks: (clicks, errors)."""
    clicks = errors = wave = 0
    begin_with = starts(spec, min(spec.items, 2000))
    while time.monotonic() < until:
        first = wave * at_once % (len(begin_with) - at_once)
        reviewers = crowd(server, begin_with[first : first + at_once], seed=1000 * wave)
        outcome = await together(reviewers, _CLICKS, server)
        clicks, errors, wave = (
            clicks + len(outcome.clicks_ms),
            errors + len(outcome.errors),
            wave + 1,
        )
    return clicks, errors


async def _soak(
    server: Server, spec: Spec, minutes: float, at_once: int, every_s: float
) -> tuple[list[Sample], int, int]:
    until = time.monotonic() + 60 * minutes
    samples, (clicks, errors) = await asyncio.gather(
        _watch(server, until, every_s), _come_and_go(server, spec, until, at_once)
    )
    return samples, clicks, errors


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--minutes", type=float, default=30, help="how long")
    parser.add_argument("--reviewers", type=int, default=8, help="sessions at once")
    parser.add_argument("--every", type=float, default=10, help="seconds between samples")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Samples and growth; samples are empty off Linux."""
    path = data.workspace(given.data, spec, say)
    with serving(path) as server:
        say(f"{given.reviewers} reviewers at a time for {given.minutes:g} minutes")
        soaked = _soak(server, spec, given.minutes, given.reviewers, given.every)
        samples, clicks, errors = asyncio.run(soaked)
    rows = [(round(s.minute, 2), round(s.resident_mb), round(s.anonymous_mb)) for s in samples]
    return {
        "minutes": given.minutes,
        "clicks": clicks,
        "errors": errors,
        **(growth(samples) if samples else {}),
        "first_mb": rows[0][1] if rows else None,
        "last_mb": rows[-1][1] if rows else None,
        "samples_minute_resident_anonymous": rows,
    }
