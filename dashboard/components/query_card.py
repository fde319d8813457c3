"""The query: it stays in sight beside its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import map_link, richtext, state
from dashboard.components import item_card, layout
from dashboard.map_link import MapLink

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from core.types import Item
    from dashboard.context import Page

BUTTON_ANSWERS = "browse.button.answers"


def draw(page: Page, item: Item, map_page: StreamlitPage | None = None) -> None:
    """Draw the query card; with the map's page, a link that shows the same view there."""
    with st.container(border=True, key=layout.QUERY_CARD_KEY, gap="xsmall"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.markdown(
                f":primary-badge[{page.t('item.query')}] **{richtext.label(item.id)}**",
                width="stretch",
            )
            st.button(
                page.t("item.answers.hide" if page.answers_shown else "item.answers.show"),
                key=BUTTON_ANSWERS,
                icon=":material/visibility_off:" if page.answers_shown else ":material/visibility:",
                type="tertiary",
                on_click=state.toggle_answers,
                args=(st.session_state,),
            )
        item_card.whole(page, item, with_answers=page.answers_shown)
        item_card.details(page, item)
        if map_page is not None and page.view.variant is not None:
            st.page_link(
                map_page,
                label=f":small[{page.t('map.show')}]",
                icon=":material/scatter_plot:",
                query_params=map_link.format_link(_map_link(page, item)),
                width="content",
            )


def _map_link(page: Page, item: Item) -> MapLink:
    view = page.view
    return MapLink(
        item.id, view.variant, view.gt, view.pool, view.k, view.where, language=page.language
    )
