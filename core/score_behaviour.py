"""How a variant's scores tell relevant pairs from others: an observation, not a cause.

Scores of two variants can't be compared; how well each variant's own scores separate its pairs can.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from core.statistics import resamples

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.items import ItemStore
    from core.search import Pool
    from core.vectors import Variant
    from core.views import View

PairKind = Literal["relevant", "not_relevant", "random"]
PAIR_KINDS: tuple[PairKind, ...] = ("relevant", "not_relevant", "random")
RANDOM_PAIRS = 4000
"""About so many random pairs are drawn, the same number for each query."""
MOST_PAIRS = 20000
"""Of more pairs of a kind so many are drawn."""
PAIRS_SEED = 20260131
_BLOCK_PAIRS = 2048
_NO_SPREAD = 1e-12


@dataclass(frozen=True)
class Pairs:
    """Pairs of one kind, by position in the item table.

    Attributes:
        queries, items: (m,) int64 positions.
        of: how many pairs there are of which these were drawn.
    """

    queries: np.ndarray
    items: np.ndarray
    of: int


@dataclass(frozen=True)
class Scores:
    """Scores of pairs under one variant.

    Attributes:
        queries: (m,) int64 positions of the queries.
        values: (m,) float64 inner products of the stored rows.
        unscored: pairs without a vector on either side.
    """

    queries: np.ndarray
    values: np.ndarray
    unscored: int


@dataclass(frozen=True)
class Separation:
    """How far scores of relevant pairs lie above those of other pairs.

    Attributes:
        auc: probability that a relevant pair scores higher than another one, a tie counting half
            (Mann-Whitney U / (m n)).
        standardised: difference of the means / pooled standard deviation (Cohen's d); None where
            all scores are equal.
        auc_interval, standardised_interval: 95 %, queries drawn with replacement: pairs of one
            query depend on each other, queries don't.
        queries: number of queries that have a relevant pair.
        relevant, others: numbers of pairs.
    """

    auc: float
    auc_interval: tuple[float, float]
    standardised: float | None
    standardised_interval: tuple[float, float] | None
    queries: int
    relevant: int
    others: int


def pairs_of(view: View, items: ItemStore, pool: Pool) -> dict[PairKind, Pairs]:
    """Return the pairs of a view's queries with candidates, by what is known of them.

    Random pairs are drawn by a fixed seed from the candidates that are not known to be relevant;
    the pairs are the same for every variant.
    """
    generator = np.random.default_rng(PAIRS_SEED)
    inside = np.ones(len(items), dtype=bool) if pool.mask is None else pool.mask
    candidates = np.flatnonzero(inside)
    known: dict[PairKind, list[tuple[int, int]]] = {"relevant": [], "not_relevant": []}
    drawn: list[tuple[int, int]] = []
    each = -(-RANDOM_PAIRS // max(1, len(view.queries)))
    judged = [items.ids[int(n)] for n in candidates] if pool.kind == "judged" else []
    for query in view.queries:
        own = items.position(query)
        relevant = set()
        for key in sorted({*view.named(query), *judged} - {query}):
            place = items.positions.get(key)
            if place is None or not inside[place]:
                continue
            status = view.status(query, key)
            if status == "relevant":
                relevant.add(place)
                known["relevant"].append((own, place))
            elif status == "not_relevant":
                known["not_relevant"].append((own, place))
        if len(candidates):
            some = generator.choice(candidates, min(each, len(candidates)), replace=False)
            drawn += [(own, int(n)) for n in some if n != own and int(n) not in relevant]
    return {
        "relevant": _drawn(known["relevant"], generator),
        "not_relevant": _drawn(known["not_relevant"], generator),
        "random": _drawn(drawn, generator),
    }


def score(pairs: Pairs, variant: Variant) -> Scores:
    """Return the scores of pairs under a variant, accumulated in float64."""
    left, right = variant.row_of[pairs.queries], variant.row_of[pairs.items]
    there = (left >= 0) & (right >= 0)
    left, right = left[there], right[there]
    values = np.empty(len(left))
    for start in range(0, len(left), _BLOCK_PAIRS):
        block = slice(start, start + _BLOCK_PAIRS)
        a = variant.matrix[left[block]].astype(np.float64)
        b = variant.matrix[right[block]].astype(np.float64)
        values[block] = np.einsum("ij,ij->i", a, b)
    return Scores(pairs.queries[there], values, int((~there).sum()))


def separation(relevant: Scores, others: Scores) -> Separation | None:
    """Return how far relevant pairs lie above others; None where there are none of either.

    The AUC is over all pairs of all queries. Its interval is a seeded percentile bootstrap over
    queries.

    Source: H. Mann, D. Whitney 1947; J. Cohen 1988, Statistical Power Analysis, section 2.2;
    cluster bootstrap as in A. Davison, D. Hinkley 1997, Bootstrap Methods, section 3.8.
    """
    if not len(relevant.values) or not len(others.values):
        return None
    queries = np.unique(np.concatenate([relevant.queries, others.queries]))
    mine = np.searchsorted(queries, relevant.queries)
    theirs = np.searchsorted(queries, others.queries)
    wins = _wins(relevant.values, mine, others.values, theirs, len(queries))
    middle = relevant.values.mean()  # squares of small numbers lose no digits
    sums = (
        _sums(relevant.values - middle, mine, len(queries)),
        _sums(others.values - middle, theirs, len(queries)),
    )
    once = np.ones((1, len(queries)))
    again = resamples(len(queries))
    standardised = float(_standardised(once, sums)[0])
    auc_ends = _ends(_auc(again, wins, sums))
    return Separation(
        float(_auc(once, wins, sums)[0]),
        auc_ends,
        standardised if np.isfinite(standardised) else None,
        _ends(_standardised(again, sums)) if np.isfinite(standardised) else None,
        len(np.unique(mine)),
        len(relevant.values),
        len(others.values),
    )


def histogram(scores: Mapping[PairKind, Scores], bins: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Return (bins + 1,) edges over all scores and (kinds, bins) shares, each kind summing to 1.

    Kinds are in the order of :data:`PAIR_KINDS`; one without pairs is all 0.
    """
    every = np.concatenate([scores[kind].values for kind in PAIR_KINDS])
    low, high = (float(every.min()), float(every.max())) if len(every) else (0.0, 1.0)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    edges = np.linspace(low, high, bins + 1)
    shares = np.zeros((len(PAIR_KINDS), bins))
    for place, kind in enumerate(PAIR_KINDS):
        values = scores[kind].values
        if len(values):
            shares[place] = np.histogram(values, edges)[0] / len(values)
    return edges, shares


def _drawn(pairs: Sequence[tuple[int, int]], generator: np.random.Generator) -> Pairs:
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    if len(both) > MOST_PAIRS:
        both = both[np.sort(generator.choice(len(both), MOST_PAIRS, replace=False))]
    return Pairs(both[:, 0], both[:, 1], len(pairs))


def _wins(
    relevant: np.ndarray, mine: np.ndarray, others: np.ndarray, theirs: np.ndarray, queries: int
) -> np.ndarray:
    """(queries, queries): how often a relevant pair of one query beats another pair of another."""
    wins = np.zeros((queries, queries))
    order = np.argsort(theirs, kind="stable")
    starts = np.searchsorted(theirs[order], np.arange(queries + 1))
    for query in range(queries):
        values = np.sort(others[order[starts[query] : starts[query + 1]]])
        if len(values):
            below = np.searchsorted(values, relevant, "left")
            level = np.searchsorted(values, relevant, "right") - below
            wins[:, query] = np.bincount(mine, below + level / 2, queries)
    return wins


def _sums(values: np.ndarray, of: np.ndarray, queries: int) -> np.ndarray:
    """(3, queries): number, sum and sum of squares, per query."""
    return np.array(
        [
            np.bincount(of, minlength=queries),
            np.bincount(of, values, queries),
            np.bincount(of, values**2, queries),
        ]
    )


def _auc(counts: np.ndarray, wins: np.ndarray, sums: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """AUC of each draw of queries; NaN where a draw holds no pair of one kind."""
    won = np.einsum("ij,ij->i", counts @ wins, counts)
    number = (counts @ sums[0][0]) * (counts @ sums[1][0])
    found = np.full(len(counts), np.nan)
    np.divide(won, number, out=found, where=number > 0)
    return found


def _standardised(counts: np.ndarray, sums: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Cohen's d of each draw of queries; NaN where it isn't defined."""
    n, total, squares = (counts @ sums[0].T).T
    m, other_total, other_squares = (counts @ sums[1].T).T
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = squares - total**2 / n + other_squares - other_total**2 / m
        deviation = np.sqrt(np.maximum(spread, 0) / (n + m - 2))
        found: np.ndarray = (total / n - other_total / m) / deviation
    found[~np.isfinite(found) | (deviation < _NO_SPREAD)] = np.nan
    return found


def _ends(values: np.ndarray) -> tuple[float, float]:
    """Return the ends of the middle 95 % of the draws in which a value is defined."""
    low, high = np.nanquantile(values, [0.025, 0.975])
    return float(low), float(high)


@dataclass(frozen=True)
class Behaviour:
    """Scores of one variant.

    Attributes:
        pairs: number of scored pairs of each kind.
        unscored: pairs of any kind without a vector on either side.
        against: relevant pairs against each other kind; None where there are none of either.
        edges, shares: :func:`histogram`.
    """

    pairs: Mapping[PairKind, int]
    unscored: int
    against: Mapping[PairKind, Separation | None]
    edges: np.ndarray
    shares: np.ndarray


def behaviour(pairs: Mapping[PairKind, Pairs], variant: Variant) -> Behaviour:
    """Score pairs under a variant, and say how far the relevant ones lie above the others."""
    scores = {kind: score(pairs[kind], variant) for kind in PAIR_KINDS}
    edges, shares = histogram(scores)
    return Behaviour(
        {kind: len(scores[kind].values) for kind in PAIR_KINDS},
        sum(scores[kind].unscored for kind in PAIR_KINDS),
        {kind: separation(scores["relevant"], scores[kind]) for kind in PAIR_KINDS[1:]},
        edges,
        shares,
    )
