"""What Compare is set to: its choices, what is meant where none was made, and the next ones.

Pure functions; nothing here knows Streamlit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from dashboard import compare_link, differences, state
from dashboard.compare_link import DEFAULT_DEPTH, CompareLink
from dashboard.measured import SHOWN_MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.types import PoolKind, Target, Where
    from core.views import ViewName
    from dashboard.compare_link import CauseFilter, CompareTab, RowFilter, SliceOrder, WhyPart
    from dashboard.state import State
    from dashboard.viewing import Offer


@dataclass(frozen=True, slots=True)
class Shown:
    """A Compare link with its defaults filled in: every name in it exists."""

    tab: CompareTab
    view: ViewName
    pool: PoolKind
    where: Where
    measure: str
    gt: str | None
    a: str | None
    b: str | None
    rows: RowFilter
    cause: CauseFilter | None
    sort: str | None
    descending: bool
    page: int
    query: str | None
    threshold: float | None
    firsts: bool = False
    model: str | None = None
    firsts_page: int = 1
    part: WhyPart = "queries"
    field: str | None = None
    order: SliceOrder = "value"
    slice: tuple[str, str] | None = None
    text: str | None = None
    image: str | None = None
    multimodal: str | None = None
    k: int = DEFAULT_DEPTH


def resolve(link: CompareLink, offer: Offer, target: Target) -> Shown:
    """Fill in the defaults; a name that the workspace doesn't have falls back to one it has."""
    gt = link.gt if link.gt in offer.gts else offer.default_gt
    judged = gt in offer.gts_with_pool if link.pool is None else link.pool == "judged"
    a = link.a if link.a in offer.variants else next(iter(offer.variants), None)
    others = [name for name in offer.variants if name != a]
    b = link.b if link.b in others else next(iter(others), None)
    if link.a not in offer.variants and b == next(iter(offer.variants), None):
        a = next((name for name in offer.variants if name != b), None)
    return Shown(
        tab=tab_of(link),
        view=link.view,
        pool="judged" if judged and offer.gts_with_pool else "corpus",
        where=tuple(pair for pair in link.where if pair[0] in offer.fields),
        measure=link.measure if link.measure in SHOWN_MEASURES else target.measure,
        gt=gt,
        a=a,
        b=b,
        rows=link.rows,
        cause=link.cause if b is not None else None,
        sort=_order(link, offer, comparable=b is not None),
        descending=link.descending,
        page=link.page,
        query=link.query,
        threshold=link.threshold,
        firsts=link.firsts,
        model=link.model if link.model in offer.variants else None,
        firsts_page=link.firsts_page,
        part=link.part,
        field=link.field,
        order=link.order,
        slice=link.slice,
        text=link.text if link.text in offer.variants else None,
        image=link.image if link.image in offer.variants else None,
        multimodal=link.multimodal if link.multimodal in offer.variants else None,
        k=link.k,
    )


def _order(link: CompareLink, offer: Offer, *, comparable: bool) -> str | None:
    if link.sort in offer.variants:
        return link.sort
    if not comparable or link.sort == differences.BY_ID:
        return None
    return link.sort if link.sort in differences.ORDERS else differences.BY_OVERLAP


def tab_of(link: CompareLink) -> CompareTab:
    """Return the tab that a link opens: its own, else the one that it is about."""
    about_queries = link.rows != "all" or any(
        choice is not None for choice in (link.query, link.cause, link.sort, link.slice)
    )
    about_why = about_queries or link.part != "queries"
    return link.tab or ("why" if about_why else "passed")


def changed(link: CompareLink, **values: object) -> CompareLink:
    """Return the link after a choice; what the choice makes meaningless goes.

    The tab that was open stays open, also if the link named none and was about its queries alone.
    """
    new = replace(replace(link, tab=tab_of(link)), **values)  # type: ignore[arg-type]
    if values.keys() - {"query", "page", "tab", "threshold", "firsts_page"}:
        new = replace(new, page=1, firsts_page=1)
    if "query" not in values:
        new = replace(new, query=None)
    return new


def adopt(session: State, params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the address, like :func:`dashboard.browsing.adopt`."""
    link = compare_link.parse(params)
    address = compare_link.format_link(link)
    if state.COMPARE_LINK in session and address == session.get(state.SEEN):
        return False
    session[state.COMPARE_LINK] = link
    state.set_language(session, link.language)
    session[state.SEEN] = address
    return True


def change(session: State, link: CompareLink) -> None:
    """Show another view: a step of the session's own, which an older address doesn't undo."""
    session[state.MOVED] = True
    session[state.COMPARE_LINK] = link  # last: see dashboard.state.change


def current(session: Mapping[Any, Any]) -> CompareLink:
    """Return the view as it stands; the language is the session's."""
    link = cast("CompareLink", session.get(state.COMPARE_LINK, CompareLink()))
    return replace(link, language=state.current(session).language)
