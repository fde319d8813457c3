"""Neighbours of a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import NoVectorError
from core.search import make_pool, neighbours
from core.workspace import Workspace
from dashboard.services.caching import remember
from dashboard.viewing import View

if TYPE_CHECKING:
    from core.types import Neighbour

_SEARCHED_FOR_DEFAULT = 30


@dataclass(frozen=True, slots=True)
class Ranking:
    """The neighbours shown for a view, with the size of the pool they were ranked in."""

    view: View
    pool_size: int
    neighbours: tuple[Neighbour, ...]


@remember(2048)
def ranking(ws: Workspace, view: View) -> Ranking:
    """Return the neighbours of a view's query. Raises a ``YusaError`` where there can be none."""
    if view.query is None or view.variant is None:
        message = "a ranking needs a query and a variant"
        raise ValueError(message)
    gt = view.gt if view.pool == "judged" else None
    pool = make_pool(ws, view.pool, gt, view.where)
    ranked = neighbours(ws, view.query, view.variant, k=view.k, pool=pool)
    # The query is never its own neighbour, so it doesn't count among the candidates.
    inside = pool.mask is None or bool(pool.mask[ws.items.position(view.query)])
    return Ranking(view, pool.size - inside, tuple(ranked))


@remember(64)
def default_query(ws: Workspace, variant: str | None, gt: str | None) -> str | None:
    """Return the query to begin with: one that has neighbours to show, of the ground truth."""
    candidates = list(ws.gt(gt).queries)[:_SEARCHED_FOR_DEFAULT] if gt is not None else []
    candidates += list(ws.items.ids[:_SEARCHED_FOR_DEFAULT])
    # A newcomer should see at once that pictures count too.
    candidates.sort(key=lambda item_id: not ws.items.get(item_id).images)
    if variant is not None:
        for item_id in candidates:
            try:
                neighbours(ws, item_id, variant, k=1)
            except NoVectorError:
                continue
            return item_id
    return candidates[0] if candidates else None
