"""Versions of ground truths: what would be frozen now, and what two of them say otherwise."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core.versions import Stamp, compare_versions, freeze, moved
from core.views import make_view
from dashboard.services.caching import remember
from dashboard.services.evaluating import evaluation

if TYPE_CHECKING:
    from datetime import date

    from core.types import PoolKind
    from core.versions import Moved, Version, VersionChanges
    from core.views import HumanLayer, ViewName
    from core.workspace import Workspace
    from dashboard.services.judged import People


def today() -> date:
    """Return the day by the server's clock."""
    return datetime.now().astimezone().date()


def frozen(
    ws: Workspace, gt: str, view: ViewName, pool: PoolKind, counted: People, stamp: Stamp
) -> Version:
    """Freeze a view of a ground truth.

    Raises:
        YusaError: no such ground truth.
    """
    seen = make_view(view, ws.gt(gt), counted.layer)
    return freeze(seen, ws.gt(gt), stamp, ws.items, pool)


def would_freeze(
    ws: Workspace, gt: str, view: ViewName, pool: PoolKind, counted: People
) -> Version:
    """Return what a version of now would hold, under no name."""
    layer = counted.layer
    return _would(ws, gt, view, pool, layer.hash if layer else "", layer)


@remember(8)
def _would(
    ws: Workspace,
    gt: str,
    view: ViewName,
    pool: PoolKind,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Version:
    stamp = Stamp("", "", "", today(), 0)
    return freeze(make_view(view, ws.gt(gt), _people), ws.gt(gt), stamp, ws.items, pool)


@remember(8)
def version_changes(ws: Workspace, old: str, new: str) -> VersionChanges:
    """Return what a ground truth says otherwise than another."""
    return compare_versions(ws.gt(old), ws.gt(new))


def version_moves(ws: Workspace, old: str, new: str, pool: PoolKind) -> list[Moved]:
    """Return how every variant's figure at the target moves from one ground truth to another."""
    return [
        moved(
            evaluation(ws, name, old, pool, (), "imported"),
            evaluation(ws, name, new, pool, (), "imported"),
            ws.target.measure,
        )
        for name in ws.variant_names
    ]
