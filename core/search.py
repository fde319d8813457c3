"""Neighbours of a query: pools, filters and the canonical order.

The canonical order (the same on every page, file and answer): key = rint(10^6 x inner product of
the stored float32 rows, accumulated in float64), descending; then id ascending by code points.
Rows are stored in id order, so the second key is the row number.

Float64 sums of different order differ in their last bits, which matters where a product lies on
the edge between two keys. There the correctly rounded sum decides, so that two rows have one key
whatever the block, the batch, the number of threads or the machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from core.errors import NoVectorError, PoolError
from core.types import Neighbour

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.index import VectorIndex
    from core.types import PoolKind, Where
    from core.vectors import Variant
    from core.workspace import Workspace

KEY_SCALE = 1e6
_DIRECT_ROWS = 4096
"""Up to so many filtered candidates are compared one by one; the index pays off above."""
_SLACK = 16
"""Fetched beyond k, so that a near tie at the end seldom needs a second pass."""
_FLOAT64_SLACK = 1e-12
"""More than the float64 rounding of a key and of a radius, which is some 2^-53 each."""
_BLOCK_ROWS = 4096
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
    items = workspace.items
    mask = items.matching(where) if where else None
    if kind == "judged":
        if gt is None:
            raise PoolError("The judged pool needs a ground truth: name it with --gt NAME.")
        declared = workspace.gt(gt).pool
        if declared is None:
            raise PoolError(
                f'The ground truth "{gt}" declares no pool. Use the corpus pool, or import it '
                "again with --gt-pool."
            )
        inside = np.zeros(len(items), dtype=bool)
        inside[[items.positions[key] for key in declared]] = True
        mask = inside if mask is None else mask & inside
    size = len(items) if mask is None else int(mask.sum())
    return Pool(kind, gt if kind == "judged" else None, where, size, mask)


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
            "Choose another variant or another item."
        )
    allowed = _allowed_rows(variant, pool)
    rows, keys = exact_top(variant.index, variant.matrix, row, k, allowed)
    return [
        Neighbour(rank, items.ids[variant.positions[r]], float(key) / KEY_SCALE)
        for rank, (r, key) in enumerate(zip(rows, keys, strict=True), start=1)
    ]


def canonical_keys(rows: np.ndarray, query: np.ndarray) -> np.ndarray:
    """Keys of the canonical order.

    Args:
        rows: (m, dim) float32, stored rows (norm at most 1.001).
        query: (dim,) or (q, dim) float32, likewise.

    Returns:
        (m,) or (m, q) int64.
    """
    left, right = rows.astype(np.float64), np.atleast_2d(query).astype(np.float64)
    scaled = left @ right.T * KEY_SCALE
    keys = np.rint(scaled)
    # Products of two float32 values are exact in float64. In any order of addition, dim - 1
    # roundings of sums of at most ||x|| ||y||, then one by KEY_SCALE, err by less than this.
    error = (rows.shape[1] + 4) * 2.0**-53 * 1.01 * KEY_SCALE
    on_edge = np.abs(scaled - keys) >= 0.5 - error
    if on_edge.any():
        _settle(keys, on_edge, left, right)
    whole = keys.astype(np.int64)
    return whole if query.ndim == 2 else whole[:, 0]


def _settle(keys: np.ndarray, on_edge: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    """Compute the keys marked ``on_edge`` again from correctly rounded inner products."""
    rows, columns = np.flatnonzero(on_edge.any(axis=1)), np.flatnonzero(on_edge.any(axis=0))
    inexact = ~(_coarse(left[rows])[:, None] & _coarse(right[columns]))
    for r, c in np.argwhere(on_edge[np.ix_(rows, columns)] & inexact):
        row, column = rows[r], columns[c]
        product = math.fsum((left[row] * right[column]).tolist())
        keys[row, column] = np.rint(product * KEY_SCALE)


def _coarse(vectors: np.ndarray) -> np.ndarray:
    """Which vectors are whole multiples of 2^-26, as those of binary embeddings are.

    Their products are multiples of 2^-52, and so are all partial sums, which stay below 2: they
    fit into the 53 bits of a float64, and no order of addition rounds. Such products often lie
    exactly between two keys, too often to sum each again.
    """
    coarse: np.ndarray = (vectors * 2.0**26 % 1 == 0).all(axis=1)
    return coarse


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
    if allowed is not None:
        candidates = np.flatnonzero(allowed)
        if len(candidates) <= _DIRECT_ROWS:
            return _best(matrix, row, candidates, k)
    scores, found = index.search(matrix[row], k + 1 + _SLACK, allowed)
    rows, keys = _best(matrix, row, found, k)
    if len(found) <= k + _SLACK:  # fewer than asked for, so these are all
        return rows, keys
    # A row whose key reaches the k-th has a product, in float64, of at least (key - 0.5) / 10^6
    # (rint is monotone; the edge itself may round up), and its score is at most index.error below
    # its exact product. If the last score fetched is no lower, such a row may have been cut off.
    radius = (float(keys[-1]) - 0.5) / KEY_SCALE - index.error - _FLOAT64_SLACK
    if float(scores[-1]) >= radius:
        rows, keys = _best(matrix, row, index.range_search(matrix[row], radius, allowed), k)
    return rows, keys


def _best(
    matrix: np.ndarray, row: int, candidates: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    rows = np.sort(candidates[candidates != row])
    keys = _keys(matrix, rows, matrix[row : row + 1])[0]
    first = _first_of(keys, k)
    return rows[first], keys[first]


def _keys(matrix: np.ndarray, rows: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """(q, m) keys of the stored ``rows`` for the (q, dim) ``vectors``, block by block."""
    keys = np.empty((len(vectors), len(rows)), dtype=np.int64)
    for start in range(0, len(rows), _BLOCK_ROWS):
        block = slice(start, start + _BLOCK_ROWS)
        keys[:, block] = canonical_keys(matrix[rows[block]], vectors).T
    return keys


def _first_of(keys: np.ndarray, k: int) -> np.ndarray:
    """Places of the ``k`` largest keys, ties by place ascending."""
    if len(keys) > k:
        least = -np.partition(-keys, k - 1)[k - 1]
        places = np.flatnonzero(keys >= least)
    else:
        places = np.arange(len(keys))
    order = np.argsort(-keys[places], kind="stable")[:k]
    first: np.ndarray = places[order]
    return first


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
        ranks: rank from 1, over the whole pool, of each item asked for that is in the pool and
            has a vector.
        asked: the items asked for; those not in ``ranks`` are not ranked.
    """

    query: str
    ranked: bool
    top: tuple[str, ...] = ()
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
    candidates = np.arange(len(variant.matrix)) if allowed is None else np.flatnonzero(allowed)
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
    candidates: np.ndarray,
    depth: int,
) -> list[Ranking]:
    positions = workspace.items.positions
    query_rows = np.array([variant.row_of[positions[query]] for query, _ in wanted])
    ranked = query_rows >= 0
    keys = iter(_keys(variant.matrix, candidates, variant.matrix[query_rows[ranked]]))
    return [
        _ranking(workspace, variant, query, targets, candidates, next(keys), depth)
        if has_vector
        else Ranking(query, ranked=False, asked=frozenset(targets))
        for (query, targets), has_vector in zip(wanted, ranked, strict=True)
    ]


def _ranking(
    workspace: Workspace,
    variant: Variant,
    query: str,
    targets: Iterable[str],
    candidates: np.ndarray,
    keys: np.ndarray,
    depth: int,
) -> Ranking:
    items = workspace.items
    others = candidates != variant.row_of[items.positions[query]]
    rows, keys = candidates[others], keys[others]
    top = _first_of(keys, depth)
    ids = tuple(items.ids[variant.positions[r]] for r in rows[top])
    ranks: dict[str, int] = {}
    for target in targets:
        row = variant.row_of[items.positions[target]]
        at = int(np.searchsorted(rows, row))
        if at < len(rows) and rows[at] == row:
            key = keys[at]
            before = int((keys > key).sum()) + int((keys[:at] == key).sum())
            ranks[target] = before + 1
    return Ranking(query, ranked=True, top=ids, ranks=ranks, asked=frozenset(targets))
