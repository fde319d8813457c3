"""Items that appear in too many lists (자꾸 나오는 문항, hubs), and how far lists reach.

Source of the term and of the skewness as its summary: M. Radovanovic, A. Nanopoulos, M. Ivanovic
2010, Hubs in Space, Journal of Machine Learning Research 11, section 2.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.search import neighbours
from core.statistics import bootstrap_ratio

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.search import Pool, Ranking
    from core.views import View
    from core.workspace import Workspace

CORPUS_QUERIES = 300
"""So many candidates are asked for their own lists, drawn by a fixed seed; all if no more."""
HUBS_SEED = 20260201


@dataclass(frozen=True)
class Hub:
    """One item.

    Attributes:
        count: number of lists that it is in.
        relevant: in how many of them it is known to be relevant.
    """

    item: str
    count: int
    relevant: int


@dataclass(frozen=True)
class Hubs:
    """How often items appear among the first k.

    Attributes:
        lists: number of queries that have a list.
        k: length of the lists, at most.
        candidates: number of items that can appear.
        expected: lists that an item would be in if all appeared equally often.
        skewness: of the number of lists per candidate, g1 = m3 / m2^1.5: 0 if it is spread evenly
            to both sides, large where few items fill the lists; None where all are in as many.
        top: those in most lists, the most frequent first, then by id.
    """

    lists: int
    k: int
    candidates: int
    expected: float
    skewness: float | None
    top: tuple[Hub, ...]


@dataclass(frozen=True)
class Reach:
    """Share of the known relevant pairs that lists of k reach.

    Attributes:
        reached, pairs: numbers of pairs (query, relevant item of the pool).
        queries: number of queries that they are of.
        interval: 95 %, by query (:func:`core.statistics.bootstrap_ratio`); None without pairs.
    """

    reached: int
    pairs: int
    queries: int
    interval: tuple[float, float] | None


def hubs(
    lists: Mapping[str, Sequence[str]],
    k: int,
    candidates: int,
    relevant: Mapping[str, frozenset[str]],
    shown: int = 10,
) -> Hubs:
    """Count in how many lists each item is.

    Args:
        lists: query -> ids, the nearest first.
        k: so many of each list count.
        candidates: number of items that can be ranked.
        relevant: query -> items known to be relevant.
        shown: number of items to name.
    """
    counts: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for query, ids in lists.items():
        counts.update(ids[:k])
        hits.update(set(ids[:k]) & relevant.get(query, frozenset()))
    places = sum(counts.values())
    first = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:shown]
    return Hubs(
        len(lists),
        k,
        candidates,
        places / candidates if candidates else 0.0,
        _skewness(list(counts.values()), candidates),
        tuple(Hub(item, count, hits[item]) for item, count in first),
    )


def corpus_lists(
    workspace: Workspace, variant_name: str, pool: Pool, k: int
) -> dict[str, tuple[str, ...]]:
    """Return the lists of some candidates, drawn by a fixed seed among those with a vector."""
    variant = workspace.variant(variant_name)
    asked = variant.positions
    if pool.mask is not None:
        asked = asked[pool.mask[asked]]
    if len(asked) > CORPUS_QUERIES:
        generator = np.random.default_rng(HUBS_SEED)
        asked = np.sort(generator.choice(asked, CORPUS_QUERIES, replace=False))
    ids = [workspace.items.ids[int(place)] for place in asked]
    return {
        query: tuple(near.id for near in neighbours(workspace, query, variant_name, k, pool))
        for query in ids
    }


def reach(rankings: Iterable[Ranking], view: View, k: int, inside: frozenset[str]) -> Reach:
    """Return the share of the relevant pairs that are among the first ``k``.

    Args:
        rankings: of the view's queries; a query without a vector reaches none of its items.
        view: says what is relevant.
        k: length of the lists.
        inside: the items of the pool that the view names.
    """
    found = []
    for ranking in rankings:
        named = view.named(ranking.query) & inside
        relevant = [i for i in named if view.status(ranking.query, i) == "relevant"]
        if relevant:
            near = sum(ranking.ranks.get(item, k + 1) <= k for item in relevant)
            found.append((near, len(relevant)))
    if not found:
        return Reach(0, 0, 0, None)
    counts = np.array(found)
    reached, pairs = counts.T
    interval = bootstrap_ratio(reached, pairs)
    return Reach(int(reached.sum()), int(pairs.sum()), len(found), interval)


def _skewness(counts: Sequence[int], candidates: int) -> float | None:
    if not candidates:
        return None
    values = np.zeros(max(candidates, len(counts)))
    values[: len(counts)] = counts
    centred = values - values.mean()
    variance = float(np.mean(centred**2))
    return float(np.mean(centred**3)) / variance**1.5 if variance > 1e-15 else None
