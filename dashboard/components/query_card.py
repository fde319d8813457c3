"""The query: it stays in sight beside its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import richtext, state
from dashboard.components import item_card, layout

if TYPE_CHECKING:
    from core.types import Item
    from dashboard.context import Page

BUTTON_ANSWERS = "browse.button.answers"


def draw(page: Page, item: Item) -> None:
    """Draw the query card."""
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
