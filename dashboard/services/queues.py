"""What is worth judging now: the pairs that each kind of queue asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core import decisive
from core.opinions import doubtful
from core.queue import pairs_of, pooled_pairs_of
from core.search import make_pool
from core.views import HumanLayer, make_view
from core.working import urgency
from dashboard.services.caching import remember
from dashboard.services.comparing import firsts
from dashboard.services.judged import evaluation, pace, people, rankings, standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from core.decisive import Left, OpenQuery
    from core.judgments import Pair
    from core.opinions import Doubt
    from core.tasks import QueueKind
    from core.types import PoolKind
    from core.views import ViewName
    from core.workspace import Workspace

_VIEW: ViewName = "human-over-imported"
"""What is known already: whatever people or the ground truth's file say."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a queue asks for now.

    Attributes:
        pairs: query -> items.
        urgency: query -> place, where the queue has an order.
        left: when to stop, of the queue that knows.
    """

    pairs: Mapping[str, tuple[str, ...]]
    urgency: Mapping[str, int] = field(default_factory=dict)
    left: Left | None = None


def asked(
    ws: Workspace,
    kind: QueueKind,
    gt: str,
    pool: PoolKind,
    depth: int,
    queries: tuple[str, ...] = (),
) -> Asked:
    """Return what a queue asks for, by the judgments of this moment.

    Args:
        ws: the workspace.
        kind: of the queue.
        gt: ground truth whose queries are asked.
        pool: candidates.
        depth: of each variant's list, where all of it is asked for.
        queries: only those; empty for all of the ground truth. A queue that needs no ground truth
            takes any item.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    if kind == "pooled":
        return Asked(_pooled(ws, queries or tuple(sorted(ws.gt(gt).queries)), gt, pool, depth))
    if kind == "decisive":
        found = open_queries(ws, gt, pool, queries)
        pairs = {each.query: each.items for each in found}
        return Asked(pairs, urgency(found), decisive.left(found, pace(ws)))
    if kind == "first":
        counted = people(ws, _VIEW)
        pairs = pairs_of(firsts(ws, gt, pool, (), _VIEW, counted))
    else:
        of: dict[str, list[str]] = {}
        for query, item in doubts(ws, gt):
            of.setdefault(query, []).append(item)
        pairs = {query: tuple(items) for query, items in of.items()}
    wanted = set(queries or pairs)
    return Asked({query: items for query, items in pairs.items() if query in wanted})


@remember(16)
def _pooled(
    ws: Workspace, queries: tuple[str, ...], gt: str, pool: PoolKind, depth: int
) -> Mapping[str, tuple[str, ...]]:
    return pooled_pairs_of(ws, queries, make_pool(ws, pool, gt), depth)


def open_queries(
    ws: Workspace, gt: str, pool: PoolKind, queries: Collection[str] = ()
) -> tuple[OpenQuery, ...]:
    """Return what is left to judge in the variants' first items, the most decisive first.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    counted = people(ws, _VIEW)
    evaluations = [evaluation(ws, name, gt, pool, (), _VIEW, counted) for name in ws.variant_names]
    ranked = {name: rankings(ws, name, gt, pool, (), _VIEW, counted) for name in ws.variant_names}
    view = make_view(_VIEW, ws.gt(gt), counted.layer)
    found = decisive.open_queries(
        evaluations, ranked, view, ws.target, decisive.ungradable(standing(ws))
    )
    return tuple(each for each in found if not queries or each.query in queries)


def doubts(ws: Workspace, gt: str) -> dict[Pair, tuple[Doubt, ...]]:
    """Return pairs of a ground truth's queries that a second opinion would serve, and why.

    Raises:
        JudgmentStoreError: the store can't be read.
    """
    layer = people(ws, "human").layer or HumanLayer()
    imported = ws.gt(gt)
    found = doubtful(standing(ws), layer, (imported,))
    return {pair: why for pair, why in found.items() if pair[0] in imported.queries}
