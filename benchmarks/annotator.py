"""One annotator: opens Annotate by the key of a task, and grades one pair after another.

A click counts as acknowledged as soon as the server says *saved*, with the item that was judged
and a count of the annotator's judgments that has moved; a run that merely ends is none.
"""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from benchmarks.timing import MS
from benchmarks.wire import FRAGMENT, Session, SessionError
from dashboard import strings

if TYPE_CHECKING:
    from collections.abc import Callable

_BUTTON = "annotate.button.grade."
_ID = r"\*\*(?P<id>.+)\*\*$"


class Given(NamedTuple):
    """What an annotator said of a pair."""

    annotator: str
    query: str
    item: str
    grade: int


def _badge(words: str) -> re.Pattern[str]:
    return re.compile(rf"^:[a-z]+-badge\[{re.escape(strings.text('ko', words))}\] {_ID}")


_QUERY, _CANDIDATE = _badge("item.query"), _badge("judge.candidate")
_SAVED = re.compile(
    rf":green-badge\[[^\]]*{re.escape(strings.text('ko', 'judge.saved'))}\] "
    r":small\[:gray\[(?P<id>.+) · "
)
_MARK = "1234567"
_COUNT = re.compile(
    re.escape(strings.text("ko", "work.count", judged=int(_MARK), left=0))
    .replace(f"{int(_MARK):,}", r"(?P<n>[0-9,]+)")
    .partition(re.escape(" · "))[0]
)


@dataclass(kw_only=True)
class Annotator(Session):
    """A session in a task.

    Attributes:
        name: of the annotator.
        key: that opens the task.
        seed: of grades and thinking times.
        sent: told before each click is sent.
        acknowledged: what the server said is saved.
        pending: what was sent and is not acknowledged yet.
        saved_ms: from each click until the server says that it is saved.
        times_ms: from each click until the next pair is drawn.
        judged: the annotator's judgments, as the server counts them.
        pair: at hand; None where the task has none left.
    """

    name: str
    key: str
    seed: int
    sent: Callable[[], object] | None = None
    acknowledged: list[Given] = field(default_factory=list)
    pending: Given | None = None
    saved_ms: list[float] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    judged: int = -1
    pair: tuple[str, str] | None = None
    _drawn: dict[str, str] = field(default_factory=dict)
    _counted: int = -1
    _began: float = 0.0

    async def open(self) -> float:
        """Connect and draw the first pair; milliseconds.

        Raises:
            SessionError: the page failed, or shows no task.
        """
        began = time.perf_counter()
        self._drawn, self._counted = {}, -1
        await self.visit("annotate", urlencode({"key": self.key}))
        self._settle()
        if self.judged < 0:
            raise SessionError(f"{self.name} sees no task")
        return (time.perf_counter() - began) * MS

    async def click(self, grade: int) -> float:
        """Grade the pair at hand; milliseconds until the next one is drawn.

        Raises:
            SessionError: no pair at hand, an error on the page, or nothing says that it is saved.
        """
        if self.pair is None:
            raise SessionError(f"{self.name} has no pair at hand")
        self.pending = Given(self.name, *self.pair, grade)
        self._drawn, self._counted = {}, -1
        if self.sent is not None:
            self.sent()
        self._began = time.perf_counter()
        await self.press(f"{_BUTTON}{grade}", FRAGMENT)
        elapsed = (time.perf_counter() - self._began) * MS
        if self.pending is not None:
            raise SessionError(f"nothing says that {self.pending} is saved")
        self._settle()
        self.times_ms.append(elapsed)
        return elapsed

    async def judge(self, clicks: int, think_s: tuple[float, float] = (0.0, 0.0)) -> None:
        """Click ``clicks`` times, thinking in between; fewer where the task has no more pairs."""
        rng = Random(self.seed)  # noqa: S311 - reproducible, not secret
        for _ in range(clicks):
            if self.pair is None:
                return
            await asyncio.sleep(rng.uniform(*think_s))
            await self.click(rng.randint(0, 3))

    def note(self, kind: str, element: Any) -> None:
        """Read the pair, the count and whether the last click is saved."""
        if kind == "alert":
            self._drawn["alert"] = element.alert.body
        if kind != "markdown":
            return
        text = element.markdown.body
        for name, pattern in (("query", _QUERY), ("candidate", _CANDIDATE)):
            found = pattern.search(text)
            if found:
                self._drawn[name] = _plain(found["id"])
        counted = _COUNT.search(text)
        if counted:
            self._counted = int(counted["n"].replace(",", ""))
        saved = _SAVED.search(text)
        if saved and self.pending is not None and _plain(saved["id"]) == self.pending.item:
            self._acknowledge(self.pending)

    def _acknowledge(self, given: Given) -> None:
        if self._counted == self.judged + 1:  # otherwise this is the last click's
            self.saved_ms.append((time.perf_counter() - self._began) * MS)
            self.acknowledged.append(given)
            self.judged, self.pending = self._counted, None

    def _settle(self) -> None:
        query, item = self._drawn.get("query"), self._drawn.get("candidate")
        self.pair = (query, item) if query and item else None
        self.judged = self._counted


def _plain(label: str) -> str:
    return re.sub(r"\\(.)", r"\1", label)
