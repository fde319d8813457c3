"""The address of the embedding map, and the steps from one view of it to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from dashboard import browse_link, links, state
from dashboard.browse_link import BrowseLink
from dashboard.links import DEFAULT_K, MAX_CHARS

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from core.types import PoolKind, Where
    from dashboard.links import Language

Region = tuple[float, float, float, float]
"""A part of the map: left, right, bottom, top, in the map's own coordinates."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """Everything that decides what the map shows. None means: the workspace's default.

    ``where`` restricts what is drawn and the candidates alike; ``colour`` is the field that the
    points are coloured by; ``item`` is the one whose card is open.
    """

    query: str | None = None
    variant: str | None = None
    gt: str | None = None
    pool: PoolKind = "corpus"
    k: int = DEFAULT_K
    where: Where = ()
    colour: str | None = None
    region: Region | None = None
    item: str | None = None
    language: Language = "ko"


def parse(params: Mapping[str, Sequence[str]]) -> MapLink:
    """Read the map's view from query parameters; like :func:`dashboard.browse_link.parse`."""
    common = browse_link.parse(params)
    return MapLink(
        query=common.query,
        variant=common.variant,
        gt=common.gt,
        pool=common.pool,
        k=common.k,
        where=common.where,
        colour=links.last(params, "colour"),
        region=parse_region(next(reversed(params.get("region", ())), "")),
        item=links.last(params, "item"),
        language=common.language,
    )


def format_link(link: MapLink) -> dict[str, list[str]]:
    """Return the query parameters of the map's view; defaults are left out."""
    common = BrowseLink(
        link.query, link.variant, link.gt, link.pool, link.k, link.where, language=link.language
    )
    single = {
        "colour": link.colour,
        "region": format_region(link.region) if link.region else None,
        "item": link.item,
    }
    rest = {name: [value] for name, value in single.items() if value is not None}
    return browse_link.format_link(common) | rest


def parse_region(text: str) -> Region | None:
    """Read ``left,right,bottom,top``; None for anything that is no rectangle."""
    parts = text[:MAX_CHARS].split(",")
    try:
        left, right, bottom, top = (float(part) for part in parts)
    except ValueError:
        return None
    if not all(map(math.isfinite, (left, right, bottom, top))) or left >= right or bottom >= top:
        return None
    return left, right, bottom, top


def format_region(region: Region) -> str:
    """Return a region as ``left,right,bottom,top``, as exactly as its points are stored."""
    return ",".join(f"{edge:.7g}" for edge in region)


def adopt(session: MutableMapping[Any, Any], params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the address, like :func:`dashboard.browsing.adopt`."""
    link = parse(params)
    address = format_link(link)
    if state.MAP_LINK in session and address == session.get(state.SEEN):
        return False
    change(session, link)
    state.set_language(session, link.language)
    session[state.SEEN] = address
    return True


def current(session: Mapping[Any, Any]) -> MapLink:
    """Return the view as it stands; the language is the session's."""
    link = cast("MapLink", session.get(state.MAP_LINK, MapLink()))
    return replace(link, language=state.current(session).language)


def change(session: MutableMapping[Any, Any], link: MapLink) -> None:
    """Show another view of the map. Answers are hidden when another card opens.

    Unless only the card changes, the chart is drawn anew: the box in the old picture means nothing
    in the new one.
    """
    before = current(session)
    if (link.item, link.query) != (before.item, before.query) or state.MAP_LINK not in session:
        session[state.ANSWERS] = False
    if replace(link, item=before.item) != before:
        session[state.MAP_CHART] = chart(session) + 1
    session[state.MAP_LINK] = link
    session[state.MOVED] = True


def chart(session: Mapping[Any, Any]) -> int:
    """Return the number of the chart; a new number is a new chart without a selection."""
    return int(session.get(state.MAP_CHART, 0))
