"""Figures of variants, and the rankings that they are computed from, as of the last judgment."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.evaluate import default_pool_kind, rank_view, score_view
from core.planning import Work
from core.queue import pooled_pairs
from core.search import make_pool
from core.views import make_view
from core.workspace import Workspace
from dashboard.services.caching import remember
from dashboard.services.judged import People, people

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.evaluate import Evaluation
    from core.search import Pool
    from core.search import Ranking as QueryRanking
    from core.types import PoolKind, Where
    from core.views import HumanLayer, ViewName


@dataclass(slots=True)
class _Ranked:
    """One variant's rankings of a ground truth's queries in a pool, kept between judgments."""

    pool: Pool
    lock: threading.Lock
    known: dict[str, QueryRanking]


def evaluation(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind | None,
    where: Where,
    view: ViewName,
    counted: People | None = None,
) -> Evaluation:
    """Return the figures of a variant as of the last judgment; only what is new is computed.

    Args:
        ws: the workspace.
        variant: name of the variant.
        gt: name of the ground truth.
        pool: None for the ground truth's default.
        where: filters on the candidates.
        view: which grades count. The imported ones need no judgment store.
        counted: people's grades of this view (:func:`people`); None for those of this moment. Of
            several evaluations that belong together each has to count the same.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
        JudgmentStoreError: a view with people's grades, and the store can't be read.
    """
    layer = (counted or people(ws, view)).layer
    kind = pool or default_pool_kind(ws.gt(gt))
    return _evaluation(ws, variant, gt, kind, where, view, layer.hash if layer else "", layer)


@remember(128)
def _evaluation(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Evaluation:
    seen = make_view(view, ws.gt(gt), _people)
    known = rankings(ws, variant, gt, pool, where, view, People(None, _people))
    return score_view(ws, variant, gt, seen, _ranked(ws, variant, gt, pool, where).pool, known)


def rankings(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    counted: People,
) -> Mapping[str, QueryRanking]:
    """Return the rankings that :func:`evaluation` was computed from, by query."""
    seen = make_view(view, ws.gt(gt), counted.layer)
    ranked = _ranked(ws, variant, gt, pool, where)
    with ranked.lock:
        known = ranked.known = rank_view(ws, variant, seen, ranked.pool, ranked.known)
    return known


@remember(32)
def _ranked(ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where) -> _Ranked:
    ws.variant_info(variant)
    return _Ranked(make_pool(ws, pool, gt, where), threading.Lock(), {})


@remember(8)
def pairs_to_judge(ws: Workspace, gt: str, pool: PoolKind, k: int) -> Mapping[str, tuple[str, ...]]:
    """Return, for each query of a ground truth, every variant's first ``k`` in a pool."""
    return pooled_pairs(ws, gt, make_pool(ws, pool, gt), k)


def work(ws: Workspace, gt: str, pool: PoolKind, k: int, counted: People, view: ViewName) -> Work:
    """Return what it takes to grade every variant's first ``k``, by the grades that count."""
    pairs = pairs_to_judge(ws, gt, pool, k)
    seen = make_view(view, ws.gt(gt), counted.layer)
    unknown = sum(
        seen.status(query, item) == "unknown" for query, items in pairs.items() for item in items
    )
    number = sum(map(len, pairs.values()))
    return Work(unknown, number / len(pairs) if pairs else 0.0)
