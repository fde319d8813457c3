"""How far a long command has come, on standard error: a bar on a terminal, else a few lines."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from core.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.types import Progress as Report

LINE_EVERY_S = 5.0
_DRAW_EVERY_S = 0.1


@contextmanager
def shown() -> Iterator[Report]:
    """Yield a function to call with (step, done, total) as often as one likes.

    Nothing is ever written to standard output.
    """
    if not sys.stderr.isatty():
        yield Lines().report
        return
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as progress:
        yield Bars(progress).report


class Bars:
    """A bar for each step; a step that has ended leaves its place to the next."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}
        self._drawn = 0.0
        self._lock = threading.Lock()

    def report(self, step: str, done: int, total: int) -> None:
        """Draw how far a step has come, at most some times a second."""
        now = time.monotonic()
        with self._lock:
            ended = done >= total
            if not ended and step in self._tasks and now - self._drawn < _DRAW_EVERY_S:
                return
            self._drawn = now
            if ended:
                task = self._tasks.pop(step, None)
                if task is not None:
                    self._progress.remove_task(task)
                return
            if step not in self._tasks:
                self._tasks[step] = self._progress.add_task(step, total=total)
            self._progress.update(self._tasks[step], completed=done, total=total)


class Lines:
    """A line now and then, for logs; quick steps pass without a word."""

    def __init__(self, every_s: float = LINE_EVERY_S) -> None:
        self._every_s = every_s
        self._begun: dict[str, float] = {}
        self._said = time.monotonic()
        self._lock = threading.Lock()

    def report(self, step: str, done: int, total: int) -> None:
        """Say how far a step has come, if the last line was some seconds ago."""
        now = time.monotonic()
        with self._lock:
            begun = self._begun.setdefault(step, now)
            if done >= total:
                self._begun.pop(step)
                return
            if now - self._said < self._every_s:
                return
            self._said = now
            left = (now - begun) / done * (total - done) if done else None
            rest = "" if left is None else f", about {left:,.0f} s left"
            say(f"{step}: {100 * done // total} %{rest}")
