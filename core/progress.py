"""How far a judging task is, who did what, how fast, and when it may be done.

Pure: what a task asks for and what was said decide, and a moment from which today counts.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from core.metrics import judged
from core.planning import binomial

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.assignment import Tally
    from core.judgments import StoredJudgment
    from core.search import Ranking
    from core.standing import Standing
    from core.views import View

LEAST_TIMED = 10
"""With fewer timed pairs a pace isn't known yet."""
_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Speed:
    """How long a pair takes, judged blind.

    Attributes:
        timed: judgments that it was measured on.
        median_s: seconds per pair; None below :data:`LEAST_TIMED`. The median, because people
            leave a pair open over lunch.
        interval_s: the median's 95 % interval, by order statistics.
    """

    timed: int
    median_s: float | None = None
    interval_s: tuple[float, float] | None = None

    @property
    def per_hour(self) -> float | None:
        """Pairs an hour at the median pace; None where it isn't known."""
        return 3600 / self.median_s if self.median_s else None

    def seconds_for(self, pairs: int) -> tuple[float, float, float] | None:
        """Seconds that so many pairs take one person: at the median, and at its interval's ends.

        None where the pace isn't known yet.
        """
        if self.median_s is None or self.interval_s is None:
            return None
        low, high = self.interval_s
        return pairs * self.median_s, pairs * low, pairs * high


def speed(given: Iterable[StoredJudgment]) -> Speed:
    """Measure the pace of judgments; those given with a variant or rank in sight don't count."""
    timed = sorted(
        each.judgment.duration_ms / 1000
        for each in given
        if each.judgment.blind and each.judgment.duration_ms is not None
    )
    n = len(timed)
    if n < LEAST_TIMED:
        return Speed(n)
    at = _below(n)
    return Speed(n, statistics.median(timed), (timed[at], timed[n - 1 - at]))


@cache
def _below(n: int) -> int:
    """How many of ``n`` values lie outside either end of the median's exact 95 % interval.

    The number of values below the median is binomial (n, 1/2): the order statistics from this
    place on, from either end, hold it with at least 95 %.
    """
    tail, at = 0.0, 0
    for chance in binomial(n, 0.5):
        tail += float(chance)
        if tail > _ALPHA / 2:
            break
        at += 1
    return max(0, at - 1)


@dataclass(frozen=True, slots=True)
class Part:
    """One annotator's part in a task.

    Attributes:
        annotator: who.
        done: different pairs judged.
        repeats: pairs judged once more.
        cannot_tell: of the pairs judged, those that could not be graded.
        put_off: pairs put off and not judged.
        left: pairs that they may still get, if nobody else takes them.
        today: pairs judged since the day began.
        speed: of all they judged in the task.
        last_seen: UTC, ISO 8601, of the last thing they said; None before the first.
    """

    annotator: str
    done: int
    repeats: int
    cannot_tell: int
    put_off: int
    left: int
    today: int
    speed: Speed
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is.

    Attributes:
        task: its id.
        given, wanted: judgments, see :class:`core.assignment.Tally`.
        nobody: pairs that nobody of the roster may judge.
        parts: the roster in its order, then others who judged in it, by name.
        speed: of all judgments of the task.
    """

    task: str
    given: int
    wanted: int
    nobody: int
    parts: tuple[Part, ...]
    speed: Speed

    @property
    def left(self) -> int:
        """Judgments that are still wanted."""
        return self.wanted - self.given


def progress(
    task: str,
    roster: Sequence[str],
    events: Sequence[StoredJudgment],
    said: Mapping[str, Sequence[StoredJudgment]],
    standing: Standing,
    tally: Tally,
    left: Mapping[str, int],
    day_begins: datetime,
) -> Progress:
    """Put together how far a task is.

    Args:
        task: its id.
        roster: annotators.
        events: all that was ever stored.
        said: annotator -> statements (:func:`core.standing.statements`).
        standing: what counts now.
        tally: what the task asks for and what of it is there.
        left: annotator -> pairs that they may still get (:func:`core.assignment.free_for`).
        day_begins: the moment from which today counts, with a time zone.
    """
    mine = {
        name: [each for each in given if each.judgment.task == task] for name, given in said.items()
    }
    seen: dict[str, str] = {}
    for each in events:
        if each.judgment.task == task:
            name = each.judgment.annotator
            seen[name] = max(seen.get(name, ""), each.at)
    others = sorted({name for name, given in mine.items() if given} - set(roster))
    parts = tuple(
        _part(name, task, mine.get(name, ()), standing, left.get(name, 0), day_begins, seen)
        for name in (*roster, *others)
    )
    every = [each for given in mine.values() for each in given]
    nobody = len(tally.nobody)
    return Progress(task, tally.given, tally.wanted, nobody, parts, speed(every))


def _part(
    name: str,
    task: str,
    given: Sequence[StoredJudgment],
    standing: Standing,
    left: int,
    day_begins: datetime,
    seen: Mapping[str, str],
) -> Part:
    times = Counter((each.judgment.query, each.judgment.item) for each in given)
    last = {(each.judgment.query, each.judgment.item): each.judgment for each in given}
    put_off = 0
    for pair in standing.deferred.get(name, ()):
        said = standing.last(pair, name)
        put_off += said is not None and said.judgment.task == task and pair not in times
    begins = day_begins.timestamp()
    return Part(
        annotator=name,
        done=len(times),
        repeats=times.total() - len(times),
        cannot_tell=sum(each.grade is None for each in last.values()),
        put_off=put_off,
        left=left,
        today=sum(datetime.fromisoformat(each.at).timestamp() >= begins for each in given),
        speed=speed(given),
        last_seen=seen.get(name),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """How much of a variant's first places has a grade.

    Attributes:
        variant: whose.
        k: places of each query.
        queries: those that the variant ranks.
        graded, places: over all of them.
        share: the mean over queries of the graded share (Judged@k); None without queries.
    """

    variant: str
    k: int
    queries: int
    graded: int
    places: int
    share: float | None


def judged_at(variant: str, view: View, rankings: Mapping[str, Ranking], k: int) -> Judged:
    """Count what of a variant's first ``k`` a view knows, over all queries that it ranks.

    Unlike in an evaluation, queries with nothing relevant count: they are judged, too.
    """
    shares: list[float] = []
    graded = places = 0
    for query in view.queries:
        top = rankings[query].top[:k]
        known = [view.grade(query, item) is not None for item in top]
        if rankings[query].ranked:
            shares.append(judged(tuple(known), k))
            graded += sum(known)
            places += len(known)
    mean = sum(shares) / len(shares) if shares else None
    return Judged(variant, k, len(shares), graded, places, mean)
