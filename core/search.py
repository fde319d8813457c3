"""Neighbours of a query: pools, filters, and exact lists in the canonical order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core import scan
from core.canonical import FLOAT64_SLACK, KEY_SCALE, first_of, keys_of
from core.errors import NoVectorError, PoolError, Reason
from core.types import Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.ground_truth import GroundTruth
    from core.index import VectorIndex
    from core.types import PoolKind, Where
    from core.vectors import Variant
    from core.workspace import Workspace

_DIRECT_ROWS = 512
"""Up to so many filtered candidates are compared one by one; the index pays off above."""
_BLOCK_QUERIES = 128


@dataclass(frozen=True)
class Pool:
    """The candidates that are ranked. The same for every variant.

    Attributes:
        kind: ``corpus`` or ``judged`` (the candidate list that the ground truth ``gt`` declares).
        where: filters, applied to the candidates and never to the queries.
        size: number of candidates, items without a vector included.
        mask: (items,) bool by item position; None means every item.
    """

    kind: PoolKind
    gt: str | None
    where: Where
    size: int
    mask: np.ndarray | None = field(repr=False, compare=False)


def make_pool(
    workspace: Workspace, kind: PoolKind = "corpus", gt: str | None = None, where: Where = ()
) -> Pool:
    """Form a pool.

    Raises:
        PoolError: ``judged`` without a ground truth, or one that declares no pool.
        UnknownGroundTruthError: no ground truth of that name.
        FilterError: a filter on a field that no item has.
    """
    if kind == "judged":
        if gt is None:
            raise PoolError(
                "The judged pool needs a ground truth: name it with --gt NAME.",
                reason=Reason("pool.gt"),
            )
        return judged_pool(workspace, workspace.gt(gt), where)
    mask = workspace.items.matching(where) if where else None
    size = len(workspace.items) if mask is None else int(mask.sum())
    return Pool(kind, None, where, size, mask)


def judged_pool(workspace: Workspace, ground_truth: GroundTruth, where: Where = ()) -> Pool:
    """Form the pool that a ground truth declares, whether or not it is the workspace's.

    Raises:
        PoolError: it declares none.
        FilterError: a filter on a field that no item has.
    """
    if ground_truth.pool is None:
        raise PoolError(
            f'The ground truth "{ground_truth.name}" declares no pool. Use the corpus pool, or '
            "import it again with --gt-pool.",
            reason=Reason("pool.undeclared", gt=ground_truth.name),
        )
    items = workspace.items
    inside = np.zeros(len(items), dtype=bool)
    inside[[items.positions[key] for key in ground_truth.pool]] = True
    if where:
        inside &= items.matching(where)
    return Pool("judged", ground_truth.name, where, int(inside.sum()), inside)


def neighbours(
    workspace: Workspace, query: str, variant_name: str, k: int = 10, pool: Pool | None = None
) -> list[Neighbour]:
    """The ``k`` nearest items of the pool in canonical order; never the query itself.

    Fewer come back where the pool holds fewer items with a vector.

    Raises:
        UnknownItemError, UnknownVariantError: no such name.
        NoVectorError: the query has no vector in this variant.
        ValueError: ``k`` below 1.
    """
    if k < 1:
        raise ValueError(f"k is {k}; it has to be at least 1")
    items = workspace.items
    position = items.position(query)
    variant = workspace.variant(variant_name)
    row = int(variant.row_of[position])
    if row < 0:
        raise NoVectorError(
            f'Item "{query}" has no vector in the variant "{variant_name}". '
            "Choose another variant or another item.",
            reason=Reason("no_vector", item=query, variant=variant_name),
        )
    allowed = _allowed_rows(variant, pool)
    rows, keys = exact_top(variant.index, variant.matrix, row, k, allowed)
    return [
        Neighbour(rank, items.ids[variant.positions[r]], float(key) / KEY_SCALE)
        for rank, (r, key) in enumerate(zip(rows, keys, strict=True), start=1)
    ]


def pair_score(workspace: Workspace, variant_name: str, query: str, item: str) -> float:
    """The score of one item for a query, as :func:`neighbours` gives it.

    Raises:
        UnknownItemError, UnknownVariantError: no such name.
        NoVectorError: one of both has no vector in this variant.
    """
    variant = workspace.variant(variant_name)
    rows = [int(variant.row_of[workspace.items.position(each)]) for each in (query, item)]
    for each, row in zip((query, item), rows, strict=True):
        if row < 0:
            raise NoVectorError(
                f'Item "{each}" has no vector in the variant "{variant_name}". '
                "Choose another variant or another item.",
                reason=Reason("no_vector", item=each, variant=variant_name),
            )
    keys = keys_of(variant.matrix, np.array(rows[1:]), variant.matrix[rows[:1]])
    return float(keys[0, 0]) / KEY_SCALE


def exact_top(
    index: VectorIndex, matrix: np.ndarray, row: int, k: int, allowed: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The ``k`` best rows for the stored row ``row``, in canonical order, without ``row``.

    Args:
        index: over ``matrix``; its scores may be off by ``index.error``.
        matrix: (rows, dim) float32, ordered by id.
        row: the query's row.
        k: at least 1.
        allowed: (rows,) bool; None for all.

    Returns:
        rows (m,) int64 and keys (m,) int64, m <= k.
    """
    return _top(index, matrix, _Query(matrix[row], row), k, allowed)


def exact_top_of_vector(
    index: VectorIndex,
    matrix: np.ndarray,
    vector: np.ndarray,
    k: int,
    allowed: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """The ``k`` best rows for a vector that is not stored; as :func:`exact_top`.

    ``vector`` is (dim,) float32 by the storage rule (norm within 1e-3 of 1).
    """
    return _top(index, matrix, _Query(vector, None), k, allowed)


@dataclass(frozen=True)
class _Query:
    vector: np.ndarray
    row: int | None


def _top(
    index: VectorIndex, matrix: np.ndarray, query: _Query, k: int, allowed: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray]:
    fetched = k + 1 + _slack(k)
    candidates = None if allowed is None else np.flatnonzero(allowed)
    few = candidates is not None and len(candidates) <= _DIRECT_ROWS
    if few or (index.max_k is not None and fetched > index.max_k):
        scores = scan.scores(matrix, candidates, query.vector[None])[0]
        return scan.first(matrix, candidates, query.vector, scores, k, without=query.row)
    probe = index.probe_vector(query.vector) if query.row is None else index.probe(query.row)
    scores, found = index.search(probe, fetched, allowed)
    rows, keys = _best(matrix, query, found, k)
    if len(found) < fetched:  # these are all
        return rows, keys
    # A row whose key reaches the k-th has a product, in float64, of at least (key - 0.5) / 10^6
    # (rint is monotone; the edge itself may round up), and its score is at most index.error below
    # its exact product. If the last score fetched is no lower, such a row may have been cut off.
    radius = (float(keys[-1]) - 0.5) / KEY_SCALE - index.error - FLOAT64_SLACK
    if float(scores[-1]) >= radius:
        rows, keys = _best(matrix, query, index.range_search(probe, radius, allowed), k)
    return rows, keys


def _slack(k: int) -> int:
    """How many to fetch beyond ``k``, so that a near tie at the end seldom needs a second pass.

    Each one costs: levels are pruned by the last score fetched. Scores lie closer further down.
    """
    return 4 + k // 16


def _best(
    matrix: np.ndarray, query: _Query, candidates: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    rows = np.sort(candidates if query.row is None else candidates[candidates != query.row])
    keys = keys_of(matrix, rows, query.vector[None])[0]
    first = first_of(keys, k)
    return rows[first], keys[first]


def _allowed_rows(variant: Variant, pool: Pool | None) -> np.ndarray | None:
    if pool is None or pool.mask is None:
        return None
    allowed: np.ndarray = pool.mask[variant.positions]
    return allowed


@dataclass(frozen=True)
class Ranking:
    """What one variant ranks for one query of a ground truth.

    Attributes:
        query: id.
        ranked: False where the query has no vector in the variant; then the rest is empty.
        top: ids of the first ``depth`` candidates in canonical order.
        scores: theirs.
        ranks: rank from 1, over the whole pool, of each item asked for that is in the pool and
            has a vector.
        asked: the items asked for; those not in ``ranks`` are not ranked.
    """

    query: str
    ranked: bool
    top: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
    ranks: dict[str, int] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()


def rank_queries(
    workspace: Workspace,
    variant_name: str,
    wanted: Sequence[tuple[str, Iterable[str]]],
    pool: Pool,
    depth: int,
) -> list[Ranking]:
    """Rank a pool for many queries at once.

    Args:
        workspace: where items and variant live.
        variant_name: the variant.
        wanted: per query its id and the items whose exact rank is needed.
        pool: the candidates.
        depth: how many of the first candidates to name.

    Returns:
        One ranking per entry of ``wanted``, in its order.
    """
    variant = workspace.variant(variant_name)
    allowed = _allowed_rows(variant, pool)
    candidates = None if allowed is None else np.flatnonzero(allowed)
    rankings: list[Ranking] = []
    for start in range(0, len(wanted), _BLOCK_QUERIES):
        rankings += _rank_block(
            workspace, variant, wanted[start : start + _BLOCK_QUERIES], candidates, depth
        )
    return rankings


def _rank_block(
    workspace: Workspace,
    variant: Variant,
    wanted: Sequence[tuple[str, Iterable[str]]],
    candidates: np.ndarray | None,
    depth: int,
) -> list[Ranking]:
    positions = workspace.items.positions
    query_rows = np.array([variant.row_of[positions[query]] for query, _ in wanted])
    ranked = query_rows >= 0
    scores = iter(scan.scores(variant.matrix, candidates, variant.matrix[query_rows[ranked]]))
    return [
        _ranking(workspace, variant, query, targets, candidates, next(scores), depth)
        if has_vector
        else Ranking(query, ranked=False, asked=frozenset(targets))
        for (query, targets), has_vector in zip(wanted, ranked, strict=True)
    ]


def _ranking(
    workspace: Workspace,
    variant: Variant,
    query: str,
    targets: Iterable[str],
    candidates: np.ndarray | None,
    scores: np.ndarray,
    depth: int,
) -> Ranking:
    items = workspace.items
    own = int(variant.row_of[items.positions[query]])
    vector = variant.matrix[own]
    top, keys = scan.first(variant.matrix, candidates, vector, scores, depth, without=own)
    ids = tuple(items.ids[variant.positions[r]] for r in top)
    ranks: dict[str, int] = {}
    for target in targets:
        row = int(variant.row_of[items.positions[target]])
        if row >= 0 and row != own:
            rank = scan.rank(variant.matrix, candidates, vector, scores, row, without=own)
            if rank is not None:
                ranks[target] = rank
    return Ranking(
        query,
        ranked=True,
        top=ids,
        scores=tuple(float(key) / KEY_SCALE for key in keys),
        ranks=ranks,
        asked=frozenset(targets),
    )


def items_before(
    workspace: Workspace, variant_name: str, wanted: Sequence[tuple[str, Iterable[str]]], pool: Pool
) -> list[dict[str, np.ndarray]]:
    """Say for each query which candidates stand before the items asked for.

    Args:
        workspace: where items and variant live.
        variant_name: the variant.
        wanted: per query its id and the items, which needn't be candidates themselves.
        pool: the candidates. The query is none of its own.

    Returns:
        One mapping per entry of ``wanted``: item -> (b,) int64 item positions, in no particular
        order. Items without a vector are left out; so are all of a query without one.
    """
    variant = workspace.variant(variant_name)
    allowed = _allowed_rows(variant, pool)
    candidates = None if allowed is None else np.flatnonzero(allowed)
    row_of, positions = variant.row_of, workspace.items.positions
    found: list[dict[str, np.ndarray]] = []
    for start in range(0, len(wanted), _BLOCK_QUERIES):
        block = wanted[start : start + _BLOCK_QUERIES]
        own = [int(row_of[positions[query]]) for query, _ in block]
        with_vector = [row for row in own if row >= 0]
        scores = iter(scan.scores(variant.matrix, candidates, variant.matrix[with_vector]))
        for (_, items), row in zip(block, own, strict=True):
            if row < 0:
                found.append({})
                continue
            mine, query = next(scores), variant.matrix[row]
            rows = {item: int(row_of[positions[item]]) for item in items}
            found.append(
                {
                    item: variant.positions[
                        scan.before(variant.matrix, candidates, query, mine, target, without=row)
                    ]
                    for item, target in rows.items()
                    if target >= 0 and target != row
                }
            )
    return found
