"""Everything about the map that can be decided without drawing it: points, groups, words' numbers.

Arrays are by item position (see :mod:`core.items`) unless a docstring says otherwise.
"""

from __future__ import annotations

import html
import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dashboard import htmltext, map_link, palette, richtext
from dashboard.browse_link import BrowseLink
from dashboard.map_link import MapLink, Region
from dashboard.viewing import View
from dashboard.viewing import resolve as resolve_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.types import Item, Neighbour
    from dashboard.palette import Mark
    from dashboard.viewing import Offer

MAX_POINTS = 3_000
"""As many as SVG draws and moves without a wait; see docs/decisions/0006."""
SEED = 0
NONE = -2
REST = -1
_MOST_OBLONG = 2.5
_PADDING = 0.04
_HOVER_CHARS = 60
_HOVER_LINE = 34
_REST_MARK = palette.MARKS[-1]
# Yellow is too pale for small points on white.
GROUP_MARKS = tuple(mark for mark in palette.MARKS[:-1] if mark.markdown != "yellow")


# ---- the view ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """The map's link with its defaults filled in.

    ``view`` is what the ranking is asked for, as in Browse; its query is None where no item of
    the workspace can be one.
    """

    view: View
    colour: str | None
    region: Region | None
    item: str | None


def resolve(link: MapLink, offer: Offer, colours: Sequence[str]) -> Shown:
    """Fill in the defaults; a name that the workspace doesn't have falls back to one it has."""
    where = tuple(pair for pair in link.where if pair[0] in offer.fields)
    browse = BrowseLink(link.query, link.variant, link.gt, link.pool, link.k, where)
    return Shown(
        view=resolve_view(browse, offer),
        colour=link.colour if link.colour in colours else next(iter(colours), None),
        region=link.region,
        item=link.item,
    )


def with_query(shown: Shown, item_id: str) -> Shown:
    """Return the map of another query."""
    return replace(shown, view=replace(shown.view, query=item_id))


def scenery(shown: Shown) -> Shown:
    """Return the part of a view that decides which points are drawn: nobody's query or card."""
    return replace(shown, view=replace(shown.view, query=None, k=0), item=None)


def changed(link: MapLink, **values: Any) -> MapLink:
    """Return another view; another variant has coordinates of its own, so no region outlives it."""
    if values.get("variant", link.variant) != link.variant:
        values.setdefault("region", None)
    return replace(link, **values)


# ---- what the chart reports -------------------------------------------------------------------


def read_box(selection: object) -> Region | None:
    """Return the region that a box was drawn around, or None.

    What charts report comes from the browser, so nothing about it is taken for granted.
    """
    boxes = selection.get("box") if isinstance(selection, Mapping) else None
    box = boxes[-1] if isinstance(boxes, list) and boxes else None
    if not isinstance(box, Mapping):
        return None
    try:
        left, right = sorted(float(edge) for edge in box["x"])
        bottom, top = sorted(float(edge) for edge in box["y"])
    except (KeyError, TypeError, ValueError):
        return None
    return tidy(left, right, bottom, top)


def read_click(event: object) -> str | None:
    """Return the id of the item whose point was clicked, or None."""
    item_id = event.get("id") if isinstance(event, Mapping) else None
    return item_id if isinstance(item_id, str) else None


def tidy(left: float, right: float, bottom: float, top: float) -> Region | None:
    """Return a region as its link gives it back, widened where it is too oblong to draw."""
    width, height = right - left, top - bottom
    if not (width > 0 and height > 0):
        return None
    more_x = max(0.0, height / _MOST_OBLONG - width) / 2
    more_y = max(0.0, width / _MOST_OBLONG - height) / 2
    wide = (left - more_x, right + more_x, bottom - more_y, top + more_y)
    return map_link.parse_region(map_link.format_region(wide))


def around(points: np.ndarray) -> Region:
    """Return the region that holds all of (n, 2) points, with some room; n may be 0."""
    if not len(points):
        return -1.0, 1.0, -1.0, 1.0
    low, high = points.min(axis=0).astype(float), points.max(axis=0).astype(float)
    room = max(float((high - low).max()) * _PADDING, 1e-6)
    if float((high - low).max()) == 0:
        room = 1.0  # a single point, or several in one place
    found = tidy(low[0] - room, high[0] + room, low[1] - room, high[1] + room)
    return found or (-1.0, 1.0, -1.0, 1.0)


def within(points: np.ndarray, region: Region | None) -> np.ndarray:
    """(n,) bool: which of (n, 2) points lie in a region; None is the whole."""
    if region is None:
        return np.ones(len(points), dtype=bool)
    left, right, bottom, top = region
    x, y = points[:, 0], points[:, 1]
    inside: np.ndarray = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return inside


# ---- the sample -------------------------------------------------------------------------------


def drawn(candidates: np.ndarray, items: int, limit: int = MAX_POINTS) -> np.ndarray:
    """Return at most ``limit`` of the candidates, drawn uniformly; ascending.

    Every item has a place of its own in one seeded order, and those first in it are taken. So an
    item that is drawn in the whole is drawn in each part, too: looking closer only adds points.

    Args:
        candidates: (n,) item positions.
        items: number of items in the workspace.
        limit: how many at most.
    """
    if len(candidates) <= limit:
        return np.sort(candidates)
    order = np.random.default_rng(SEED).permutation(items)[candidates]
    return np.sort(candidates[np.argpartition(order, limit)[:limit]])


# ---- colours ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Colours:
    """What the points are coloured by.

    Attributes:
        field: name of the field; None: every point looks the same.
        values: the most frequent values, first one first.
        codes: (items,) int8: place in ``values``, or ``REST``, or ``NONE`` without a value.
    """

    field: str | None
    values: tuple[str, ...]
    codes: np.ndarray


def colours(
    field: str | None, items: int, counted: Sequence[str], masks: Iterable[np.ndarray], any_: Any
) -> Colours:
    """Group the items by the values of a field.

    Args:
        field: name of the field.
        items: number of items.
        counted: its values, most frequent first.
        masks: for each of the first ``len(GROUP_MARKS)`` values, (items,) bool: who has it.
        any_: (items,) bool: who has any value; an item with several counts for the first.
    """
    codes = np.full(items, NONE, dtype=np.int8)
    if field is None:
        codes[:] = 0
        return Colours(None, (), codes)
    codes[any_] = REST
    values = tuple(counted[: len(GROUP_MARKS)])
    for code, mask in reversed(list(enumerate(masks))):
        codes[mask] = code
    return Colours(field, values, codes)


# ---- the scene --------------------------------------------------------------------------------


class Group(NamedTuple):
    """Points of one colour and symbol.

    ``value`` is None for the plain group of a map without colours; ``code`` tells what ``value``
    can't: the rest, or items without a value. ``total`` counts all in the region, drawn or not.
    ``places`` are the item positions of the points drawn.
    """

    code: int
    value: str | None
    mark: Mark
    total: int
    places: np.ndarray


@dataclass(frozen=True, slots=True)
class Scene:
    """What the map shows of the items.

    Attributes:
        candidates: items in the pool under the filters.
        without_vector: how many of them have no vector in the variant.
        inside: how many of those with a vector lie in the region.
        drawn: how many points are drawn.
        groups: the points, largest group first, so that small ones lie on top.
        whole: the region that holds every row of the variant.
    """

    candidates: int
    without_vector: int
    inside: int
    drawn: int
    groups: tuple[Group, ...]
    whole: Region

    @property
    def with_vector(self) -> int:
        """Candidates with a vector: all that the map could show."""
        return self.candidates - self.without_vector

    @property
    def places(self) -> np.ndarray:
        """(drawn,) item positions, group by group."""
        parts = [group.places for group in self.groups]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def scene(
    points: np.ndarray,
    row_of: np.ndarray,
    mask: np.ndarray | None,
    by: Colours,
    region: Region | None,
) -> Scene:
    """Choose what is drawn.

    Args:
        points: (rows, 2) where each row of the variant lies.
        row_of: (items,) the row of each item, or -1.
        mask: (items,) bool: the candidates; None for all.
        by: the colours.
        region: what part is shown; None for the whole.
    """
    items = len(row_of)
    chosen = np.ones(items, dtype=bool) if mask is None else mask
    placed = np.flatnonzero(chosen & (row_of >= 0))
    inside = placed[within(points[row_of[placed]], region)]
    sample = drawn(inside, items)
    groups = []
    totals, sampled = by.codes[inside], by.codes[sample]
    for code in (*range(max(1, len(by.values))), REST, NONE):
        total = int((totals == code).sum())
        if total:
            mark = GROUP_MARKS[code] if code >= 0 else _REST_MARK
            value = by.values[code] if 0 <= code < len(by.values) else None
            groups.append(Group(code, value, mark, total, sample[sampled == code]))
    candidates = int(chosen.sum())
    return Scene(
        candidates=candidates,
        without_vector=candidates - len(placed),
        inside=len(inside),
        drawn=len(sample),
        groups=tuple(groups),
        whole=around(points),
    )


class Point(NamedTuple):
    """A marked item: the query, a neighbour (with its rank) or the one whose card is open."""

    id: str
    x: float
    y: float
    rank: int = 0


def located(
    ids: Sequence[str], positions: Mapping[str, int], row_of: np.ndarray, points: np.ndarray
) -> list[Point]:
    """Return where items lie, in their order; those without a vector are left out."""
    found = []
    for item_id in ids:
        row = row_of[positions[item_id]] if item_id in positions else -1
        if row >= 0:
            x, y = points[row]
            found.append(Point(item_id, float(x), float(y)))
    return found


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn on top, whether the sample holds it or not; all by the model's own list.

    Attributes:
        query: None where it has no vector, or isn't known.
        neighbours: nearest first.
    """

    query: Point | None = None
    neighbours: tuple[Point, ...] = ()

    @property
    def all(self) -> list[Point]:
        """Every marked point."""
        return [*([self.query] if self.query else []), *self.neighbours]

    def outside(self, region: Region | None) -> tuple[bool, int]:
        """Return whether the query lies outside a region, and how many neighbours do."""
        if region is None:
            return False, 0
        inside = within(np.array([[p.x, p.y] for p in self.all]).reshape(-1, 2), region)
        of_query = bool(self.query) and not inside[0]
        return of_query, int((~inside[len(self.all) - len(self.neighbours) :]).sum())

    def region(self) -> Region | None:
        """Return the region that holds them all; None where there is nothing to hold."""
        points = np.array([[p.x, p.y] for p in self.all]).reshape(-1, 2)
        return around(points) if len(points) > 1 and np.ptp(points, axis=0).max() > 0 else None


def marks(
    query: str | None,
    near: Sequence[Neighbour],
    positions: Mapping[str, int],
    row_of: np.ndarray,
    points: np.ndarray,
) -> Marks:
    """Find the query and its neighbours on the map."""
    found = located([query] if query else [], positions, row_of, points)
    placed = [
        point._replace(rank=neighbour.rank)
        for neighbour in near
        for point in located([neighbour.id], positions, row_of, points)
    ]
    return Marks(found[0] if found else None, tuple(placed))


# ---- words ------------------------------------------------------------------------------------


def plain(item: Item, limit: int = _HOVER_CHARS) -> str:
    """Return the beginning of a question as one line of plain text."""
    # Much longer than needed, as markup and spaces go; never the whole of a huge text.
    text = item.text[: limit * 20]
    return richtext.one_line(htmltext.words(text) if item.text_format == "html" else text, limit)


def hover(item: Item, before: str = "") -> str:
    """Return what is shown at the pointer; charts read a kind of HTML, so all is escaped.

    ``before`` is a phrase that goes in front of the id.
    """
    head = f"{before} {richtext.one_line(item.id)}".strip()
    lines = [f"<b>{html.escape(head)}</b>"]
    text = plain(item)
    # Hangul is twice as wide as Latin, so such lines hold half as many letters.
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    width = _HOVER_LINE if wide * 3 > len(text) else _HOVER_LINE * 2
    lines += [html.escape(line) for line in textwrap.wrap(text, width)]
    return "<br>".join(lines)
