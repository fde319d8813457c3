"""The map: one projection per variant, and what is drawn of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from core.projection import project
from core.search import make_pool
from core.workspace import Workspace
from dashboard import mapping
from dashboard.services.caching import remember
from dashboard.services.finding import FACET_LIMIT, facets
from dashboard.services.opened import filter_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.projection import Projection


@dataclass(slots=True)
class _Projecting:
    """One variant's picture while it is computed, in a thread of its own.

    All sessions that want it wait for the same one, and one that leaves doesn't stop it.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    done: threading.Event = field(default_factory=threading.Event)
    started: bool = False
    share: float = 0.0
    found: Projection | None = None
    error: Exception | None = None


@st.cache_resource(max_entries=8, show_spinner=False)
def _projecting(variant_hash: str) -> _Projecting:  # noqa: ARG001 - it is the key
    return _Projecting()


def projection(ws: Workspace, variant: str, told: Callable[[float], None]) -> Projection:
    """Return where the rows of a variant lie in the picture; computed once for its vectors.

    Args:
        ws: the workspace.
        variant: name of the variant.
        told: called with the share of the work that is done, while there is any.
    """
    job, matrix = _projecting(ws.variant_info(variant).hash), ws.variant(variant).matrix
    with job.lock:
        if job.error is not None:  # of an earlier try
            job.started, job.error = False, None
            job.done.clear()
        if not job.started:
            job.started = True
            threading.Thread(target=_project, args=(job, matrix), daemon=True).start()
    while not job.done.wait(0.1):
        told(job.share)
    if job.found is None:
        raise job.error or RuntimeError("the picture was not computed")
    return job.found


def _project(job: _Projecting, matrix: np.ndarray) -> None:
    def note(share: float) -> None:
        job.share = share

    try:
        job.found = project(matrix, told=note)
    except Exception as error:
        job.error = error
    job.done.set()


@remember(4)
def colour_fields(ws: Workspace) -> list[str]:
    """Return the fields that points can be coloured by: those with few enough values."""
    return [name for name in filter_fields(ws) if 1 < ws.items.distinct(name) <= FACET_LIMIT]


@remember(16)
def colours(ws: Workspace, field: str | None) -> mapping.Colours:
    """Return the groups that the values of a field make of the items."""
    values = [value for value, _n in facets(ws, field, ()).values] if field is not None else []
    shown = values[: len(mapping.GROUP_MARKS)]
    masks = [ws.items.matching(((str(field), value),)) for value in shown]
    having = ws.items.matching(tuple((str(field), value) for value in values)) if values else None
    return mapping.colours(field, len(ws.items), values, masks, having)


@remember(32)
def scene(ws: Workspace, shown: mapping.Shown) -> mapping.Scene:
    """Return what the map shows of the items; the variant's projection has to be there.

    The query and the open item don't matter: leave them out, so that one answer serves all.

    Raises:
        YusaError: the pool can't be formed.
    """
    view = shown.view
    variant = ws.variant(str(view.variant))
    pool = make_pool(ws, view.pool, view.gt if view.pool == "judged" else None, view.where)
    points = projection(ws, variant.name, lambda _share: None).coordinates
    by = colours(ws, shown.colour)
    return mapping.scene(points, variant.row_of, pool.mask, by, shown.region)


@remember(32)
def hovers(ws: Workspace, shown: mapping.Shown) -> list[list[str]]:
    """Return what is shown at the pointer, for each point of each group of a scene."""
    return [
        [
            mapping.hover(item)
            for item in ws.items.get_many([ws.items.ids[place] for place in group.places])
        ]
        for group in scene(ws, shown).groups
    ]
