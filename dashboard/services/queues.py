"""What is worth judging now; what takes time is kept between two judgments."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from core import queues
from core.queue import pooled_pairs_of
from core.queues import VIEW, Asked, Scored, Sources
from core.search import make_pool
from core.views import HumanLayer, make_view
from dashboard.services.caching import remember
from dashboard.services.evaluating import evaluation, rankings
from dashboard.services.judged import pace, people, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.decisive import OpenQuery
    from core.judgments import Pair
    from core.opinions import Doubt
    from core.tasks import Task
    from core.types import PoolKind
    from core.workspace import Workspace


def asked_by(ws: Workspace, task: Task) -> Asked:
    """Return what a task's queue asks for now.

    Raises:
        YusaError: its ground truth is gone, or the store can't be read.
    """
    sources = Sources(
        lambda queries: _pooled(ws, _digest(queries), task.gt, task.pool, task.depth, queries),
        lambda: _scored(ws, task.gt, task.pool),
        standing(ws),
        people(ws, "human").layer or HumanLayer(),
        lambda: pace(ws),
        ws.items,
    )
    return queues.asked(task, ws.gt(task.gt), ws.target, sources)


@remember(16)
def _pooled(
    ws: Workspace,
    digest: str,  # noqa: ARG001 - stands for the queries in the key, which takes 1,000 of them long
    gt: str,
    pool: PoolKind,
    depth: int,
    _asked: tuple[str, ...],
) -> Mapping[str, tuple[str, ...]]:
    there = [query for query in _asked if query in ws.items]  # an import may have taken some away
    return pooled_pairs_of(ws, there, make_pool(ws, pool, gt), depth)


def _digest(queries: tuple[str, ...]) -> str:
    return hashlib.sha256(repr(queries).encode("utf-8", "surrogatepass")).hexdigest()


def _scored(ws: Workspace, gt: str, pool: PoolKind) -> Scored:
    counted = people(ws, VIEW)
    return Scored(
        [evaluation(ws, name, gt, pool, (), VIEW, counted) for name in ws.variant_names],
        {name: rankings(ws, name, gt, pool, (), VIEW, counted) for name in ws.variant_names},
        make_view(VIEW, ws.gt(gt), counted.layer),
    )


def open_queries(ws: Workspace, gt: str, pool: PoolKind) -> tuple[OpenQuery, ...]:
    """Return what is left to judge in the variants' first items, the most decisive first.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    return queues.open_queries(_scored(ws, gt, pool), ws.target, standing(ws))


def doubts(ws: Workspace, gt: str) -> dict[Pair, tuple[Doubt, ...]]:
    """Return pairs of a ground truth's queries that a second opinion would serve, and why.

    Raises:
        JudgmentStoreError: the store can't be read.
    """
    counted = people(ws, "human").layer or HumanLayer()
    return queues.doubts(ws.gt(gt), standing(ws), counted, ws.items)
