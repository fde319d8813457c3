"""Pool growth: what becomes of a figure when a small test pool is enlarged to the whole corpus.

Among a hundred hand-picked items it is easy to rank the right one first. Distractors are drawn at
random from the rest of the corpus, more and more of them, until all are there. Only relevant items
that someone has named count, so that the figures in larger pools are lower bounds: an unjudged
twin among the distractors takes a place and earns nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.measures import MEASURES
from core.search import items_before, make_pool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.types import Where
    from core.views import View
    from core.workspace import Workspace

REPEATS = 20
SEED = 20260131
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Growth:
    """Ranks of first relevant items of one variant in growing pools.

    Attributes:
        variant: name.
        sizes: numbers of candidates, ascending; the first is the small pool, the last the corpus.
        queries: those that count in the small pool: something relevant lies in it.
        ranks: (:data:`REPEATS`, sizes, queries) rank of the first relevant item; 0 where none is
            ranked. Each repeat draws its own distractors, and keeps them as the pool grows.
    """

    variant: str
    sizes: tuple[int, ...]
    queries: tuple[str, ...]
    ranks: np.ndarray

    @property
    def n(self) -> int:
        """Queries that count, the same in every pool."""
        return len(self.queries)

    def means(self, measure: str) -> np.ndarray:
        """(:data:`REPEATS`, sizes) means over the queries; ``measure`` is Success@k or RR.

        Raises:
            ValueError: another measure, or no query counts.
        """
        if not self.n:
            raise ValueError("no query counts")
        cutoff = MEASURES[measure].cutoff
        if measure == "rr":
            values = np.where(self.ranks > 0, 1 / np.maximum(self.ranks, 1), 0.0)
        elif measure.startswith("success@") and cutoff is not None:
            values = ((self.ranks > 0) & (self.ranks <= cutoff)).astype(np.float64)
        else:
            raise ValueError(f"{measure} is not told by the rank of the first relevant item")
        means: np.ndarray = values.mean(axis=2)
        return means


@dataclass(frozen=True)
class Point:
    """A figure at one size, over the draws of distractors.

    Attributes:
        mean: over all draws.
        low, high: the middle 95 % of the draws. This is the luck of the draw alone, not that of the
            queries; it vanishes where all distractors are in.
    """

    size: int
    mean: float
    low: float
    high: float


def points(growth: Growth, measure: str) -> list[Point]:
    """Summarise the draws at every size; see :meth:`Growth.means`."""
    means = growth.means(measure)
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    return [
        Point(size, float(mean), float(least), float(most))
        for size, mean, least, most in zip(growth.sizes, means.mean(axis=0), low, high, strict=True)
    ]


def small_pool(workspace: Workspace, gt: str, where: Where = ()) -> np.ndarray:
    """The candidates to start from: those that the ground truth declares.

    Where it declares none: all items that it names, its queries and what it grades for them.

    Returns:
        (items,) bool by item position.
    """
    truth, positions = workspace.gt(gt), workspace.items.positions
    items = truth.pool or {*truth.queries}.union(*truth.queries.values())
    mask = np.zeros(len(positions), dtype=bool)
    mask[[positions[item] for item in items]] = True
    return mask & workspace.items.matching(where) if where else mask


def sizes_between(least: int, most: int) -> tuple[int, ...]:
    """``least``, the numbers 1, 2, 5, 10, 20, ... above it with some distance, and ``most``."""
    steps = [step * 10**power for power in range(9) for step in _STEPS]
    return (least, *(s for s in steps if least * 1.3 < s < most / 1.3), *((most,) * (most > least)))


def grow(workspace: Workspace, variant: str, view: View, gt: str, where: Where = ()) -> Growth:
    """Rank the queries of a view in pools from the small one to the corpus.

    Ranks are those of exact search over all candidates: an item's rank in a pool is one more than
    the number of candidates of that pool that stand before it in the corpus.

    Args:
        workspace: an open workspace.
        variant: name of the variant.
        view: the grades that count.
        gt: name of the ground truth.
        where: filters on the candidates, of all pools.

    Raises:
        UnknownVariantError, UnknownGroundTruthError: no such name.
        FilterError: a filter on a field that no item has.
    """
    corpus = make_pool(workspace, "corpus", None, where)
    inside = small_pool(workspace, gt, where)
    small = int(inside.sum())
    allowed = np.ones(len(inside), dtype=bool) if corpus.mask is None else corpus.mask
    positions = workspace.items.positions
    relevant = {
        query: [
            item
            for item in sorted(view.named(query))
            if item in positions
            and allowed[positions[item]]
            and view.status(query, item) == "relevant"
        ]
        for query in view.queries
    }
    counted = [
        (query, items)
        for query, items in relevant.items()
        if any(inside[positions[item]] for item in items)
    ]
    sizes = sizes_between(small, corpus.size)
    chains = [
        _chain([(positions[item], rows) for item, rows in before.items()], inside)
        for before in items_before(workspace, variant, counted, corpus)
    ]
    outside = np.flatnonzero(allowed & ~inside)
    added = np.array(sizes) - small
    ranks = np.zeros((REPEATS, len(sizes), len(counted)), dtype=np.int32)
    for repeat in range(REPEATS):
        # The first size that each item is part of; those filtered away never come in.
        joins = np.full(len(inside), len(sizes))
        joins[inside] = 0
        turns = np.random.default_rng((SEED, repeat)).permutation(len(outside))
        joins[outside] = np.searchsorted(added, turns, side="right")
        for at, chain in enumerate(chains):
            ranks[repeat, :, at] = _first_ranks(chain, joins, len(sizes))
    return Growth(variant, sizes, tuple(query for query, _ in counted), ranks)


_Link = tuple[int, np.ndarray]


def _chain(found: Sequence[_Link], inside: np.ndarray) -> list[_Link]:
    """Relevant items in canonical order, as far as one can be the first of some pool.

    The first one that is always there ends the chain.
    """
    chain: list[_Link] = []
    for position, rows in sorted(found, key=lambda each: len(each[1])):
        chain.append((position, rows))
        if inside[position]:
            break
    return chain


def _first_ranks(chain: Sequence[_Link], joins: np.ndarray, sizes: int) -> np.ndarray:
    """(sizes,) rank of the first relevant item; 0 where none is there.

    ``joins`` (items,) is the first size that each item is part of.
    """
    ranks = np.zeros(sizes, dtype=np.int64)
    for position, rows in reversed(chain):  # an item further up takes the place of the later ones
        before = np.cumsum(np.bincount(joins[rows], minlength=sizes + 1)[:sizes])
        ranks[joins[position] :] = before[joins[position] :] + 1
    return ranks
