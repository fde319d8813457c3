"""Finding questions: filters with counts, search, and lists to walk through."""

from __future__ import annotations

import bisect
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.search import make_pool
from core.workspace import Workspace
from dashboard.browsing import Finder
from dashboard.services.caching import remember
from dashboard.services.comparing import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.facets import Facets
    from core.types import Where

LIST_LIMIT = 200


FACET_LIMIT = 50
"""Values of one field that the browser gets at once; the others are found by typing."""


@dataclass(frozen=True, slots=True)
class Found:
    """A list of questions: its ids and how many there are.

    Search results are cut at :data:`LIST_LIMIT`; the ids of all items are the store's own
    sequence, sorted, and never copied.
    """

    ids: Sequence[str]
    total: int
    is_sorted: bool = False

    def place(self, item_id: str | None) -> int | None:
        """Return where an id stands in the list, or None."""
        if item_id is None:
            return None
        if not self.is_sorted:
            return self.ids.index(item_id) if item_id in self.ids else None
        at = bisect.bisect_left(self.ids, item_id)
        return at if at < len(self.ids) and self.ids[at] == item_id else None


@dataclass(frozen=True, slots=True)
class Among:
    """The questions that a filter's counts are of: what is listed if the value is chosen.

    Attributes:
        judged: a ground truth whose own candidates they are; None for all questions.
        query: left out: it is never its own neighbour.
        text, queries_of: what the finder finds, see :class:`dashboard.browsing.Finder`.
    """

    judged: str | None = None
    query: str | None = None
    text: str = ""
    queries_of: str | None = None


ALL = Among()


@remember(64)
def _inside(ws: Workspace, among: Among) -> np.ndarray | None:
    if among == ALL:
        return None
    pool = make_pool(ws, "judged", among.judged).mask if among.judged is not None else None
    inside = ws.items.holding(among.text) if pool is None else pool & ws.items.holding(among.text)
    if among.queries_of is not None:
        asked = np.zeros(len(ws.items), dtype=bool)
        asked[[ws.items.position(item_id) for item_id in ws.gt(among.queries_of).queries]] = True
        inside = inside & asked
    if among.query is not None and among.query in ws.items:
        inside = inside.copy()
        inside[ws.items.position(among.query)] = False
    return inside


def facets(
    ws: Workspace, field: str, where: Where, holding: str = "", among: Among = ALL
) -> Facets:
    """Return the first values of a field with counts, most frequent first, and their number.

    Filters on the field itself don't count, so that further values can be added. ``holding``
    leaves only values with this in them.
    """
    others = tuple(pair for pair in where if pair[0] != field)
    return _facets(ws, field, others, holding.strip(), among)


@remember(512)
def _facets(ws: Workspace, field: str, others: Where, holding: str, among: Among) -> Facets:
    return ws.items.facets(field, others, FACET_LIMIT, holding, _inside(ws, among))


def value_counts(
    ws: Workspace, field: str, where: Where, values: Sequence[str], among: Among = ALL
) -> Mapping[str, int]:
    """Return how many questions have each of these values, by the rule of :func:`facets`."""
    others = tuple(pair for pair in where if pair[0] != field)
    inside = _inside(ws, among)
    if inside is None:
        return {value: ws.items.count((*others, (field, value))) for value in values}
    return {
        value: int((ws.items.matching((*others, (field, value))) & inside).sum())
        for value in values
    }


def found(ws: Workspace, finder: Finder) -> Found:
    """Return the questions that the finder finds: a bounded list and the whole number."""
    if finder.table is not None:
        return _narrowed(ws, listed(ws, finder.table), finder)  # may change with any judgment
    return _found(ws, finder)


def _narrowed(ws: Workspace, ids: Sequence[str], finder: Finder) -> Found:
    if finder.text or finder.where:
        hits = ws.items.holding(finder.text, finder.where)
        ids = [item_id for item_id in ids if hits[ws.items.position(item_id)]]
    return Found(ids, len(ids))


@remember(256)
def _found(ws: Workspace, finder: Finder) -> Found:
    if finder.queries_of is not None and finder.queries_of in ws.gt_names:
        return _narrowed(ws, list(ws.gt(finder.queries_of).queries), finder)
    if not finder.text and not finder.where:
        return Found(ws.items.ids, len(ws.items), is_sorted=True)
    result = ws.items.search(finder.text, finder.where, limit=LIST_LIMIT)
    return Found(list(result.ids), result.total)


def random_id(ws: Workspace, finder: Finder, seed: int) -> str | None:
    """Return a question at random from what the finder finds."""
    if finder.where and not finder.text and finder.queries_of is None and finder.table is None:
        return ws.items.random_id(seed, finder.where)  # the found list may be cut
    ids = found(ws, finder).ids
    return random.Random(seed).choice(ids) if ids else None  # noqa: S311 - not a secret
