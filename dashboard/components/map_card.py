"""Beside the map: the open question, and the neighbours by the model's own order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browse_link, mapping, richtext, state
from dashboard.browse_link import BrowseLink
from dashboard.components import item_card, map_controls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item, Neighbour
    from dashboard.context import Page
    from dashboard.mapping import Marks, Shown

BUTTON_SELECT = "mapping.button.select"
BUTTON_CLOSE = "mapping.button.close"
BUTTON_ANSWERS = "mapping.button.answers"
_SNIPPET_CHARS = 60


def open_key(rank: int) -> str:
    """Return the key of the button that opens the neighbour of this rank."""
    return f"mapping.button.open.{rank}"


def draw(
    page: Page,
    shown: Shown,
    item: Item,
    ranks: dict[str, int],
    browse: StreamlitPage,
    *,
    on_map: bool,
) -> None:
    """Draw the card of the open question."""
    is_query = item.id == shown.view.query
    with st.container(border=True, key="map-card", gap="xsmall"):
        kind = page.t("item.query") if is_query else page.t("map.card")
        if item.id in ranks:
            kind = page.t("map.card.near", rank=ranks[item.id])
        st.markdown(f":primary-badge[{kind}] **{richtext.label(item.id)}**")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _ways(page, shown, item, browse, is_query=is_query)
        if not on_map:
            st.caption(page.t("map.item.no_vector"))
        item_card.whole(page, item, with_answers=page.answers_shown)
        item_card.details(page, item)


def _ways(page: Page, shown: Shown, item: Item, browse: StreamlitPage, *, is_query: bool) -> None:
    if not is_query:
        st.button(
            page.t("near.select"),
            key=BUTTON_SELECT,
            icon=":material/my_location:",
            help=page.t("near.select.help"),
            on_click=map_controls.change,
            kwargs={"query": item.id, "item": None},
        )
    st.page_link(
        browse,
        label=page.t("page.browse"),
        icon=":material/compare_arrows:",
        query_params=browse_link.format_link(to_browse(page, shown, item.id)),
        width="content",
    )
    st.button(
        page.t("item.answers.hide" if page.answers_shown else "item.answers.show"),
        key=BUTTON_ANSWERS,
        icon=":material/visibility_off:" if page.answers_shown else ":material/visibility:",
        type="tertiary",
        on_click=state.toggle_answers,
        args=(st.session_state,),
    )
    if shown.item is not None:
        st.button(
            page.t("map.close"),
            key=BUTTON_CLOSE,
            icon=":material/close:",
            type="tertiary",
            on_click=map_controls.change,
            kwargs={"item": None},
        )


def to_browse(page: Page, shown: Shown, item_id: str) -> BrowseLink:
    """Return the link to a question in Browse, seen as the map sees it."""
    view = shown.view
    return BrowseLink(
        item_id, view.variant, view.gt, view.pool, view.k, view.where, language=page.language
    )


def neighbours(
    page: Page, shown: Shown, query: Item, near: Sequence[Neighbour], marks: Marks
) -> None:
    """List the neighbours: the picture shows where they lie, this says how near they are."""
    if not near:
        return
    away = {
        point.id
        for point in marks.neighbours
        if mapping.Marks(None, (point,)).outside(shown.region)[1]
    }
    with st.container(gap=None, key="map-neighbours"):
        st.markdown(f":small[{page.t('map.neighbours', id=richtext.label(query.id), n=len(near))}]")
        items = page.ws.items.get_many([neighbour.id for neighbour in near])
        for item, neighbour in zip(items, near, strict=True):
            snippet = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
            rank = page.t("near.rank", rank=neighbour.rank)
            outside = f" :orange[({page.t('map.neighbour.outside')})]" if item.id in away else ""
            here = ":material/arrow_right: " if item.id == shown.item else ""
            st.button(
                f"{here}**{rank}** `{neighbour.score:.3f}` {richtext.label(item.id)}{outside} "
                f"{snippet}",
                key=open_key(neighbour.rank),
                type="tertiary",
                wrap=False,
                on_click=map_controls.change,
                kwargs={"item": item.id},
            )
