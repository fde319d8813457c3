"""Who judges which pairs of a task next.

Pure: a task, a snapshot of what was judged and is being judged, and a moment decide. Whatever is
drawn by lot is drawn by a hash of the task's seed and the pair, so that it depends on no order,
and on nobody else's work.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from core.judgments import Pair


GAP = 20
"""A pair comes back only after its judge has judged so many others."""
_LOTS = 2**17
"""So many are remembered: a task with 10,000 pairs draws them once, not at each click."""


@dataclass(frozen=True)
class Rules:
    """How often a pair is judged.

    Attributes:
        overlap: share of pairs that two people judge, 0 to 1.
        repeats: share of the pairs that a person judged and gets to see again later, 0 to 1.
        gap: see :data:`GAP`; what comes sooner counts as no repeat (:class:`core.standing.Said`).
        seed: of all lots; the task's own.
    """

    overlap: float = 0.15
    repeats: float = 0.05
    gap: int = GAP
    seed: str = ""


@dataclass(frozen=True)
class Workload:
    """What a task comes to: which pairs, and by whom.

    Attributes:
        pairs: query -> items.
        subjects: query -> its subject; a query without one is only for who may judge all.
        roster: annotator -> the subjects that they may judge; None for all.
        rules: how often.
        urgency: query -> place, the lowest first; those without one come after. Equals stand in
            each annotator's own order, which tells nothing.
    """

    pairs: Mapping[str, Sequence[str]]
    subjects: Mapping[str, str | None]
    roster: Mapping[str, frozenset[str] | None]
    rules: Rules = field(default_factory=Rules)
    urgency: Mapping[str, int] = field(default_factory=dict)

    def is_eligible(self, annotator: str, query: str) -> bool:
        """Whether somebody of the roster may judge a query's pairs."""
        if annotator not in self.roster:
            return False
        may = self.roster[annotator]
        return may is None or self.subjects.get(query) in may


@dataclass(frozen=True)
class Lease:
    """Pairs that lie on somebody's desk.

    Attributes:
        until: UTC; from then on it is over, and what wasn't judged is free again.
    """

    annotator: str
    query: str
    items: frozenset[str]
    until: datetime


@dataclass(frozen=True)
class Snapshot:
    """Where a task stands.

    Attributes:
        given: annotator -> the pairs that they judged in this task, in order; one that they judged
            again stands twice. *Cannot tell* is a judgment, what was taken back is none
            (:func:`core.standing.statements`).
        before: annotator -> pairs that they judged outside this task: those count, and nobody is
            asked again what they said already.
        leases: those that are over as well; they don't count.
        deferred: annotator -> pairs that they put off: they come last.
        barred: annotator -> pairs that they may not judge, having seen a rank or a variant.
    """

    given: Mapping[str, Sequence[Pair]] = field(default_factory=dict)
    leases: tuple[Lease, ...] = ()
    deferred: Mapping[str, frozenset[Pair]] = field(default_factory=dict)
    barred: Mapping[str, frozenset[Pair]] = field(default_factory=dict)
    before: Mapping[str, frozenset[Pair]] = field(default_factory=dict)

    def judges(self) -> Mapping[Pair, frozenset[str]]:
        """Pair -> who has judged it."""
        return self._judges

    @cached_property
    def _judges(self) -> Mapping[Pair, frozenset[str]]:
        found: dict[Pair, set[str]] = {}
        for name, pairs in (*self.given.items(), *self.before.items()):
            for pair in pairs:
                found.setdefault(pair, set()).add(name)
        return {pair: frozenset(names) for pair, names in found.items()}

    def holding(self, leases: tuple[Lease, ...]) -> Snapshot:
        """The same with other leases."""
        return self._with_judges(replace(self, leases=leases), self._judges)

    def follow(self, later: Snapshot, names: Collection[str]) -> Snapshot:
        """Return a later snapshot that remembers who has judged what, as this one does.

        A new judgment then costs its annotator's pairs, and not all that were ever judged.

        Args:
            later: made since.
            names: whose judgments differ; those of all others are the same in both.
        """
        judges = dict(self._judges)
        for name in names:
            was, now = (
                {*shot.given.get(name, ()), *shot.before.get(name, ())} for shot in (self, later)
            )
            for pair in was - now:
                judges[pair] -= {name}
                if not judges[pair]:
                    del judges[pair]
            for pair in now - was:
                judges[pair] = judges.get(pair, frozenset()) | {name}
        return self._with_judges(later, judges)

    @staticmethod
    def _with_judges(shot: Snapshot, judges: Mapping[Pair, frozenset[str]]) -> Snapshot:
        shot.__dict__["_judges"] = judges  # as the cached property would find them
        return shot


@dataclass(frozen=True)
class Offer:
    """What to judge now: one query with candidates.

    Attributes:
        candidates: in the annotator's own order.
        again: the annotator has judged them before, and must not be told so.
    """

    query: str
    candidates: tuple[str, ...]
    again: bool = False

    def lease(self, annotator: str, until: datetime) -> Lease:
        """Note that somebody has it. Store it before anybody asks for the next offer.

        Repeats need none: they are nobody else's, and stay due until they are judged. Two windows
        of one annotator may get the same one; what is said there counts once
        (:class:`core.standing.Said`).
        """
        return Lease(annotator, self.query, frozenset(self.candidates), until)


@lru_cache(maxsize=_LOTS)
def lot(seed: str, *parts: str) -> float:
    """A number from 0 up to 1 that seed and parts decide, as good as random.

    The first 53 bits of SHA-256 over them as a JSON list, as a binary fraction.
    """
    text = json.dumps([seed, *parts], ensure_ascii=False)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / (1 << 53)


def wants_two(rules: Rules, pair: Pair) -> bool:
    """Whether two people are to judge a pair."""
    return rules.overlap > 0 and lot(rules.seed, "overlap", *pair) < rules.overlap


def comes_back(rules: Rules, pair: Pair, annotator: str) -> bool:
    """Whether somebody who judges a pair is to see it again later."""
    return rules.repeats > 0 and lot(rules.seed, "repeat", annotator, *pair) < rules.repeats


def wanted(work: Workload, snapshot: Snapshot, pair: Pair, judged_by: Collection[str]) -> int:
    """How many people are to judge a pair: 1 or 2, but no more than may or already did."""
    may = {
        name
        for name in work.roster
        if work.is_eligible(name, pair[0]) and pair not in snapshot.barred.get(name, ())
    }
    return min(1 + wants_two(work.rules, pair), len(may.union(judged_by)))


def next_batch(work: Workload, snapshot: Snapshot, annotator: str, now: datetime) -> Offer | None:
    """Choose what somebody is to judge next: candidates of one query.

    In this order: what still lies on their own desk; pairs that are due to be judged again; the
    next query in order with pairs that still want somebody; what they put off. A pair that was
    judged, or lies on a desk, as often as it is wanted is nobody else's.

    Args:
        work: what is to be judged.
        snapshot: where it stands.
        annotator: who asks; somebody who isn't of the roster gets nothing.
        now: leases that end later hold.

    Returns:
        None where there is nothing left for this annotator at this moment.
    """
    if annotator not in work.roster:
        return None
    for later in (False, True):
        offer = (
            _resumed(work, snapshot, annotator, now, later)
            or _again(work, snapshot, annotator, later)
            or _fresh(work, snapshot, annotator, now, later)
        )
        if offer is not None:
            return offer
    return None


def _resumed(
    work: Workload, snapshot: Snapshot, annotator: str, now: datetime, later: bool
) -> Offer | None:
    done = set(snapshot.given.get(annotator, ())) | snapshot.barred.get(annotator, frozenset())
    if not later:
        done |= snapshot.deferred.get(annotator, frozenset())
    for lease in snapshot.leases:
        mine = lease.annotator == annotator and lease.until > now
        if mine and work.is_eligible(annotator, lease.query):
            # The task may have changed since, or an import may have taken items away.
            asked = lease.items & set(work.pairs.get(lease.query, ()))
            left = [item for item in asked if (lease.query, item) not in done]
            if left:
                return _offer(work, annotator, lease.query, left)
    return None


def _again(work: Workload, snapshot: Snapshot, annotator: str, later: bool) -> Offer | None:
    due = _due(work, snapshot, annotator)
    if not later:
        put_off = snapshot.deferred.get(annotator, frozenset())
        due = [pair for pair in due if pair not in put_off]
    if not due:
        return None
    query = due[0][0]
    items = [item for of, item in due if of == query]
    return _offer(work, annotator, query, items, again=True)


def _due(work: Workload, snapshot: Snapshot, annotator: str) -> list[Pair]:
    due = due_again(work.rules, snapshot.given.get(annotator, ()), annotator)
    return [pair for pair in due if _may_come_again(work, snapshot, annotator, pair)]


def _may_come_again(work: Workload, snapshot: Snapshot, annotator: str, pair: Pair) -> bool:
    """Whether a pair is still the annotator's to judge; a task changes, and so do its items."""
    query, item = pair
    is_asked = work.is_eligible(annotator, query) and item in work.pairs.get(query, ())
    return is_asked and pair not in snapshot.barred.get(annotator, ())


def due_again(rules: Rules, given: Sequence[Pair], annotator: str) -> list[Pair]:
    """Pairs that are to be judged again now, the first judged first.

    Those drawn by lot, judged once, with at least ``rules.gap`` judgments since.
    """
    times = Counter(given)
    old = given[: max(0, len(given) - rules.gap)]
    return [pair for pair in old if times[pair] == 1 and comes_back(rules, pair, annotator)]


def _fresh(
    work: Workload, snapshot: Snapshot, annotator: str, now: datetime, later: bool
) -> Offer | None:
    not_now = frozenset() if later else snapshot.deferred.get(annotator, frozenset())
    free_in = _free_in(work, snapshot, annotator, now)
    for query in _order(work, annotator):
        items = [item for item in free_in(query) if (query, item) not in not_now]
        if items:
            return _offer(work, annotator, query, items)
    return None


def free_for(
    work: Workload, snapshot: Snapshot, annotator: str, now: datetime
) -> dict[str, list[str]]:
    """Query -> items that somebody may still get at this moment, put off or not, repeats apart.

    What lies on their own desk is among them.
    """
    free_in = _free_in(work, snapshot, annotator, now)
    return {query: items for query in work.pairs if (items := free_in(query))}


def open_counts(work: Workload, snapshot: Snapshot) -> dict[str, int]:
    """Query -> how many of its pairs want another judge, whatever lies on desks."""
    rules, judges = work.rules, snapshot.judges()
    return {
        query: sum(_is_open(rules, judges, (query, item)) for item in items)
        for query, items in work.pairs.items()
    }


def follow_counts(
    counts: Mapping[str, int],
    work: Workload,
    before: Snapshot,
    after: Snapshot,
    pairs: Iterable[Pair],
) -> dict[str, int]:
    """Return :func:`open_counts` after ``pairs`` were judged or taken back, from those before."""
    was, now = before.judges(), after.judges()
    moved = dict(counts)
    for pair in set(pairs):
        if pair[1] in work.pairs.get(pair[0], ()):
            moved[pair[0]] += _is_open(work.rules, now, pair) - _is_open(work.rules, was, pair)
    return moved


def count_free(
    work: Workload,
    snapshot: Snapshot,
    annotator: str,
    now: datetime,
    counts: Mapping[str, int],
) -> int:
    """Return how many pairs :func:`free_for` finds, without looking at each.

    Args:
        work, snapshot, annotator, now: as for :func:`free_for`.
        counts: of the same snapshot, see :func:`open_counts`.
    """
    judges = snapshot.judges()
    free = sum(count for query, count in counts.items() if work.is_eligible(annotator, query))
    never = {*snapshot.given.get(annotator, ()), *snapshot.before.get(annotator, ())}
    never |= snapshot.barred.get(annotator, frozenset())
    desks = _on_desks(snapshot, annotator, now)
    for pair in never | desks.keys():
        if (
            pair[1] in work.pairs.get(pair[0], ())
            and work.is_eligible(annotator, pair[0])
            and _is_open(work.rules, judges, pair)
        ):
            free -= pair in never or not _wants(
                work.rules, pair, len(judges.get(pair, frozenset()) | desks[pair])
            )
    return free


def _is_open(rules: Rules, judges: Mapping[Pair, frozenset[str]], pair: Pair) -> bool:
    by = judges.get(pair)
    return by is None or _wants(rules, pair, len(by))


def _wants(rules: Rules, pair: Pair, held: int) -> bool:
    """Whether a pair that so many people judged or have on their desks wants another one."""
    return held == 0 or (held == 1 and wants_two(rules, pair))


def _on_desks(snapshot: Snapshot, annotator: str, now: datetime) -> dict[Pair, set[str]]:
    """Pair -> who else has it on the desk."""
    found: dict[Pair, set[str]] = {}
    for lease in snapshot.leases:
        if lease.until > now and lease.annotator != annotator:
            for item in lease.items:
                found.setdefault((lease.query, item), set()).add(lease.annotator)
    return found


def _free_in(
    work: Workload, snapshot: Snapshot, annotator: str, now: datetime
) -> Callable[[str], list[str]]:
    """What :func:`free_for` finds, for one query at a time."""
    judges = snapshot.judges()
    barred = snapshot.barred.get(annotator, frozenset())
    desks = _on_desks(snapshot, annotator, now)

    def is_free(pair: Pair) -> bool:
        by = judges.get(pair, frozenset())
        if annotator in by or pair in barred:
            return False
        # As this annotator may judge it, no more people are wanted than there are.
        return _wants(work.rules, pair, len(by | desks[pair]) if pair in desks else len(by))

    def free_in(query: str) -> list[str]:
        if not work.is_eligible(annotator, query):
            return []
        return [item for item in work.pairs[query] if is_free((query, item))]

    return free_in


def _order(work: Workload, annotator: str) -> list[str]:
    last = max(work.urgency.values(), default=0) + 1
    seed = work.rules.seed
    return sorted(
        work.pairs, key=lambda q: (work.urgency.get(q, last), lot(seed, "query", annotator, q), q)
    )


def _offer(
    work: Workload, annotator: str, query: str, items: Sequence[str], *, again: bool = False
) -> Offer:
    seed = work.rules.seed
    order = sorted(items, key=lambda item: (lot(seed, "item", annotator, query, item), item))
    return Offer(query, tuple(order), again)


@dataclass(frozen=True)
class Tally:
    """How far a task is.

    Attributes:
        wanted: judgments that the task asks for, repeats not counted.
        given: those of them that are there.
        nobody: pairs that nobody of the roster may judge, sorted.
    """

    wanted: int
    given: int
    nobody: tuple[Pair, ...]


def tally(work: Workload, snapshot: Snapshot) -> Tally:
    """Count what a task asks for and what is there."""
    judges = snapshot.judges()
    nobody: list[Pair] = []
    asked = there = 0
    for query, items in work.pairs.items():
        for item in items:
            by = judges.get((query, item), frozenset())
            number = wanted(work, snapshot, (query, item), by)
            asked += number
            there += min(number, len(by))
            if number == 0:
                nobody.append((query, item))
    return Tally(asked, there, tuple(sorted(nobody)))
