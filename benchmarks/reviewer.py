"""One reviewer: it opens Browse, and clicks on a neighbour's button again and again.

A click ends when the server says that the whole page has run; it counts as done only if the
address then names another question, so that a lost click can't pass for a fast one.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from random import Random
from urllib.parse import parse_qs, urlencode

from benchmarks.timing import MS
from benchmarks.wire import PAGE, Session, SessionError

_BUTTON = "browse.button.select."


@dataclass(kw_only=True)
class Reviewer(Session):
    """A session in Browse.

    Attributes:
        query: id of the question to begin with.
        variant: whose neighbours.
        seed: of thinking times and ranks.
    """

    query: str
    variant: str
    seed: int
    times_ms: list[float] = field(default_factory=list)

    async def open(self) -> float:
        """Connect and draw the first page; milliseconds.

        Raises:
            SessionError: the page failed.
        """
        began = time.perf_counter()
        await self.visit("browse", urlencode({"q": self.query, "model": self.variant}))
        if not any(key.startswith(_BUTTON) for key in self.buttons):
            raise SessionError("the first page has no neighbours to click on")
        return (time.perf_counter() - began) * MS

    async def click(self, rank: int) -> float:
        """Make the neighbour of this rank the question; milliseconds until the page has run.

        Raises:
            SessionError: no such button, an error on the page, or the question stayed.
        """
        before = self._question()
        began = time.perf_counter()
        # A click starts the fragment's run, whose callback asks for the whole page: that one
        # counts, and its predecessors end "early for rerun".
        await self.press(f"{_BUTTON}{rank}", PAGE)
        elapsed = (time.perf_counter() - began) * MS
        if self._question() == before:
            raise SessionError(f"the click on neighbour {rank} of {before} was lost")
        self.times_ms.append(elapsed)
        return elapsed

    async def review(self, clicks: int, think_s: tuple[float, float]) -> None:
        """Click ``clicks`` times, thinking in between."""
        rng = Random(self.seed)  # noqa: S311 - reproducible, not secret
        for _ in range(clicks):
            await asyncio.sleep(rng.uniform(*think_s))
            await self.click(rng.randint(1, 10))

    def _question(self) -> str:
        return parse_qs(self.address).get("q", [""])[-1]
