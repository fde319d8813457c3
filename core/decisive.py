"""Which queries to judge first: those whose unjudged pairs can still change what is concluded.

A query's *outcome* for a variant is a hit, a miss, or that it doesn't count (nothing relevant is
known for it). Whoever grades the pairs that are open can bring about some outcomes and not others;
what those of all queries can bring about together decides whether a verdict, or a comparison of
two variants, is still open. Everything here holds for any grades that the open pairs may get.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from core.measures import MEASURES
from core.planning import bar, hours
from core.queue import Batch, batches
from core.statistics import ALPHA, mcnemar_exact
from core.views import HumanLayer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from core.evaluate import Evaluation, QueryResult
    from core.judgments import Pair
    from core.planning import Pace
    from core.search import Ranking
    from core.standing import Standing
    from core.types import Target
    from core.views import View

_Outcomes = frozenset[tuple[int, int]]
"""Of one query for one variant, each as (hits, queries) that it adds."""
_OUT, _MISS, _HIT = (0, 0), (0, 1), (1, 1)
_SETTLED: tuple[_Outcomes, ...] = (frozenset({_MISS}), frozenset({_HIT}))


@dataclass(frozen=True)
class OpenQuery:
    """A query with pairs in some variant's first k that no layer grades.

    Attributes:
        items: what is to be judged for it, by id.
        success: variants whose Success@k on this query the grades can change; of a query that
            doesn't count yet, all that it would count for.
        verdicts: variants whose verdict on the contract, by point rule or evidence, can hang on
            this query.
        paired: pairs of variants of which it can hang on this query whether, and in whose favour,
            the exact McNemar test tells them apart (not corrected for other comparisons).
        variants: the most variants that have one of ``items`` among their first k.
        rank: the best that a variant gives to one of ``items``.
    """

    query: str
    items: tuple[str, ...]
    success: tuple[str, ...]
    verdicts: tuple[str, ...]
    paired: tuple[tuple[str, str], ...]
    variants: int
    rank: int

    @property
    def priority(self) -> tuple[bool, bool, bool, int, int]:
        """What to sort by, ascending."""
        decides = not self.success, not self.verdicts, not self.paired
        return *decides, -self.variants, self.rank


def open_queries(
    evaluations: Sequence[Evaluation],
    rankings: Mapping[str, Mapping[str, Ranking]],
    view: View,
    target: Target,
    without: Collection[Pair] = (),
) -> tuple[OpenQuery, ...]:
    """Find the queries with something left to judge, the most decisive first, then by id.

    Args:
        evaluations: of the variants, on one ground truth, view and pool.
        rankings: variant -> query -> its ranking in that pool.
        view: the grades that count.
        target: the contract, of a Success@k.
        without: pairs that nobody is asked again, such as :func:`ungradable` ones: nothing is left
            open by them.

    Raises:
        ValueError: a target without cut-off.
    """
    cutoff = MEASURES[target.measure].cutoff
    if cutoff is None:
        raise ValueError(f"{target.measure} has no cut-off")
    holes = {e.variant: _holes(rankings[e.variant], view, cutoff, without) for e in evaluations}
    results = {e.variant: {r.query: r for r in e.queries} for e in evaluations}
    every = {
        query: frozenset().union(*(h[query] for h in holes.values())) for query in view.queries
    }
    verdicts: dict[str, list[str]] = {}
    success: dict[str, list[str]] = {}
    for evaluation in evaluations:
        name, study = evaluation.variant, evaluation.verdict.study
        outcomes = {
            query: _outcomes(result, holes[name][query], every[query], target.measure)
            for query, result in results[name].items()
        }
        for query in _undecided(outcomes, target.value, study.queries if study else 0):
            verdicts.setdefault(query, []).append(name)
        for query, possible in outcomes.items():
            if len(possible) > 1:
                success.setdefault(query, []).append(name)
    paired: dict[str, list[tuple[str, str]]] = {}
    for a, b in combinations(results, 2):
        for query in _unpaired(results[a], results[b], holes[a], holes[b], target.measure):
            paired.setdefault(query, []).append((a, b))
    found = []
    for query, items in every.items():
        if items:
            of = [h[query] for h in holes.values()]
            found.append(
                OpenQuery(
                    query,
                    tuple(sorted(items)),
                    tuple(success.get(query, ())),
                    tuple(verdicts.get(query, ())),
                    tuple(paired.get(query, ())),
                    max(Counter(item for one in of for item in one).values()),
                    min(rank for one in of for rank in one.values()),
                )
            )
    return tuple(sorted(found, key=lambda each: (each.priority, each.query)))


def decisive_batches(found: Iterable[OpenQuery], annotator: str, salt: str) -> list[Batch]:
    """Lay out what is to be judged, the most decisive query first.

    The candidates of a query, and queries that are equally decisive, stand in the annotator's own
    shuffled order (:func:`core.queue.batches`): it tells nothing of ranks and variants.
    """
    by_query = {each.query: each for each in found}
    shuffled = batches({query: each.items for query, each in by_query.items()}, annotator, salt)
    return sorted(shuffled, key=lambda batch: by_query[batch.query].priority)


@dataclass(frozen=True)
class Left:
    """What there is to judge until every variant's first k are.

    Attributes:
        pairs: all of them, each once.
        flipping: those of queries on which a Success@k can still change.
        minutes: for all pairs by one person, rounded up as people say it (:func:`about`).
        pace: that the time is reckoned with.
    """

    pairs: int
    flipping: int
    minutes: int
    pace: Pace


def left(found: Iterable[OpenQuery], pace: Pace) -> Left:
    """Say when to stop: nothing is left once every variant's first k are judged."""
    each = list(found)
    pairs = sum(len(one.items) for one in each)
    flipping = sum(len(one.items) for one in each if one.success)
    return Left(pairs, flipping, about(hours(pairs, pace) * 60), pace)


def about(minutes: float) -> int:
    """Round minutes up: above an hour to tens, above ten minutes to fives."""
    step = 10 if minutes > 60 else 5 if minutes > 10 else 1
    return math.ceil(round(minutes, 6) / step) * step


# ---- what the open pairs of one query can bring about -------------------------------------------


def ungradable(standing: Standing) -> frozenset[Pair]:
    """Pairs that somebody judged or decided, and nobody could grade."""
    people = HumanLayer.of(standing)
    judged = {*standing.by_pair, *standing.adjudicated}
    return frozenset(pair for pair in judged if people.grade(*pair) is None)


def _holes(
    rankings: Mapping[str, Ranking], view: View, cutoff: int, without: Collection[Pair]
) -> dict[str, dict[str, int]]:
    """Query -> item without a grade among the first -> its rank."""
    return {
        query: {
            item: rank
            for rank, item in enumerate(rankings[query].top[:cutoff], start=1)
            if view.grade(query, item) is None and (query, item) not in without
        }
        for query in view.queries
    }


def _outcomes(
    result: QueryResult, holes: Mapping[str, int], every: frozenset[str], measure: str
) -> _Outcomes:
    """Of a variant, if any variant's open pairs of the query may get any grade."""
    if result.status == "left_out":
        elsewhere = {_MISS} if every - holes.keys() else set()
        return frozenset({_OUT} | ({_HIT} if holes else set()) | elsewhere)
    if result.values[measure]:
        return frozenset({_HIT})
    return frozenset({_MISS, _HIT} if holes and result.status == "ranked" else {_MISS})


# ---- verdicts -----------------------------------------------------------------------------------


def _undecided(outcomes: Mapping[str, _Outcomes], target: float, planned: int) -> list[str]:
    """Queries of which two outcomes make different verdicts, for some outcomes of the others."""
    alike = Counter(outcomes.values())
    open_alike = [possible for possible in alike if len(possible) > 1]
    decides = {
        possible: _decides(possible, alike - Counter([possible]), target, planned)
        for possible in open_alike
    }
    return [query for query, possible in outcomes.items() if decides.get(possible, False)]


def _decides(mine: _Outcomes, others: Counter[_Outcomes], target: float, planned: int) -> bool:
    # In all that the others can bring about, the hits at one number of queries have no gaps.
    open_misses = others[frozenset({_MISS, _HIT})]
    either, hit, miss = (
        others[frozenset({_OUT, *more})] for more in ((_HIT, _MISS), (_HIT,), (_MISS,))
    )
    hits, queries = others[_SETTLED[1]], open_misses + sum(others[one] for one in _SETTLED)
    for more in range(either + hit + miss + 1):
        least = hits + max(0, more - miss - either)
        most = hits + min(more, hit + either) + open_misses
        for one, other in combinations(sorted(mine), 2):
            if _differ(one, other, (least, most), queries + more, target, planned):
                return True
    return False


def _differ(
    one: tuple[int, int],
    other: tuple[int, int],
    hits: tuple[int, int],
    queries: int,
    target: float,
    planned: int,
) -> bool:
    """Whether two outcomes make different verdicts at some number of hits of the others."""
    first = _steps(queries + one[1], target, planned)
    second = _steps(queries + other[1], target, planned)
    if len(first) != len(second):
        return True
    for a, b in zip(first, second, strict=True):
        low, high = sorted((a - one[0], b - other[0]))
        if max(low, hits[0]) <= min(high - 1, hits[1]):
            return True
    return False


@lru_cache(maxsize=4096)
def _steps(n: int, target: float, planned: int) -> tuple[int, ...]:
    """Hits from which on the point rule passes, nothing is refuted, and the target is shown.

    As many as there are statements: none without a query, one while a planned study is unfinished.
    """
    if n == 0:
        return ()
    passes = math.ceil(Fraction(str(round(target, 9))) * n)
    if n < planned:
        return (passes,)
    found = bar(n, target)
    unrefuted = 0 if found.refuted is None else found.refuted + 1
    return passes, unrefuted, n + 1 if found.shown is None else found.shown


# ---- comparisons --------------------------------------------------------------------------------


def _unpaired(
    results_a: Mapping[str, QueryResult],
    results_b: Mapping[str, QueryResult],
    holes_a: Mapping[str, Mapping[str, int]],
    holes_b: Mapping[str, Mapping[str, int]],
    measure: str,
) -> list[str]:
    """Queries of which two outcomes make different results of the test, for some of the others."""
    outcomes = {
        query: _flips(
            bool(result.values.get(measure)),
            bool(results_b[query].values.get(measure)),
            holes_a[query].keys(),
            holes_b[query].keys(),
        )
        for query, result in results_a.items()
    }
    alike = Counter(outcomes.values())
    decides = {
        possible: _decides_pair(possible, alike - Counter([possible]))
        for possible in alike
        if len(possible) > 1
    }
    return [query for query, possible in outcomes.items() if decides.get(possible, False)]


_EVEN, _ONLY_A, _ONLY_B = (0, 0), (1, 0), (0, 1)


def _flips(hit_a: bool, hit_b: bool, holes_a: Iterable[str], holes_b: Iterable[str]) -> _Outcomes:
    """(only a, only b) that the open pairs of a query can bring about."""
    a, b = set(holes_a), set(holes_b)
    if hit_a and hit_b:
        return frozenset({_EVEN})
    if hit_a:
        return frozenset({_ONLY_A, _EVEN} if b else {_ONLY_A})
    if hit_b:
        return frozenset({_ONLY_B, _EVEN} if a else {_ONLY_B})
    return frozenset({_EVEN} | ({_ONLY_A} if a - b else set()) | ({_ONLY_B} if b - a else set()))


def _decides_pair(mine: _Outcomes, others: Counter[_Outcomes]) -> bool:
    only_a, only_b = others[frozenset({_ONLY_A})], others[frozenset({_ONLY_B})]
    may_a, may_b = others[frozenset({_EVEN, _ONLY_A})], others[frozenset({_EVEN, _ONLY_B})]
    either = others[frozenset({_EVEN, _ONLY_A, _ONLY_B})]
    # Of one that may go either way, a difference between both ways is one to the middle as well.
    return (_ONLY_A in mine and _crosses(only_a, only_b, may_a, may_b, either)) or (
        _ONLY_B in mine and _crosses(only_b, only_a, may_b, may_a, either)
    )


def _crosses(only_a: int, only_b: int, may_a: int, may_b: int, either: int) -> bool:
    """Whether one more query that only ``a`` hits can change the result."""
    for more in range(may_b + either + 1):
        most = only_a + may_a + either - max(0, more - may_b)
        # More hits of one side alone never move the result to the other side.
        if _result(only_a, only_b + more) != _result(most + 1, only_b + more):
            return True
    return False


@cache
def _result(only_a: int, only_b: int) -> int:
    """1 or -1 where the test tells the two apart, by who has more hits; else 0."""
    if mcnemar_exact(only_a, only_b) >= ALPHA:
        return 0
    return 1 if only_a > only_b else -1
