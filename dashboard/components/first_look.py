"""What a newcomer sees first: what is loaded, the ways on, the nearest neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browse_link, richtext, services
from dashboard.browse_link import BrowseLink
from dashboard.components import item_card, neighbour_list, unread
from dashboard.components.pictures import Box

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item
    from dashboard.context import Page
    from dashboard.services import Ranking

_CHARS = 500
_BOX = Box(180, 100)


def loaded(page: Page, revision: int | None) -> str:
    """Return what the workspace holds, in one line of Markdown."""
    return page.t(
        "start.loaded",
        items=len(page.ws.items),
        variants=len(page.ws.variant_names),
        gts=len(page.ws.gt_names),
        revision="–" if revision is None else f"{revision:,}",
    )


def browse_params(page: Page, query: str | None) -> dict[str, list[str]]:
    """Return the address of a query in Browse, with the queries of the ground truth to walk."""
    gt = page.view.gt
    listed = gt if gt is not None and query in page.ws.gt(gt).queries else None
    view = page.view
    link = BrowseLink(query, view.variant, gt, queries_of=listed, language=page.language)
    return browse_link.format_link(link)


def ways(page: Page, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the pages that do the work, each with a sentence on what for."""
    for column, (name, target) in zip(
        st.columns(len(pages), gap="small"), pages.items(), strict=True
    ):
        with (
            column,
            st.container(border=True, key=f"start-way-{name}", height="stretch"),
            st.container(horizontal=True, vertical_alignment="center", gap="xxsmall"),
        ):
            st.page_link(
                target,
                label=f"**{page.t(f'page.{name}')}**",
                query_params=browse_params(page, page.view.query) if name == "browse" else None,
                width="content",
            )
            st.markdown(f":small[:gray[{page.t(f'start.way.{name}')}]]", width="content")


def neighbours(page: Page, query: Item, ranking: Ranking, browse: StreamlitPage) -> list[Item]:
    """Draw the nearest neighbours; return them."""
    if not ranking.neighbours:
        neighbour_list.say_nothing(page, ranking)
        return []
    unread.say(page)
    truth = services.truth(page.ws, ranking.view.gt, page.truth)
    st.markdown(f":small[{neighbour_list.summary(page, ranking, truth)}]")
    items = page.ws.items.get_many([near.id for near in ranking.neighbours])
    for item, near in zip(items, ranking.neighbours, strict=True):
        with st.container(border=True, key=f"start-neighbour-{near.rank}", gap="xsmall"):
            with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
                st.markdown(
                    f"**{page.t('near.rank', rank=near.rank)}** `{near.score:.3f}` "
                    f"{neighbour_list.badges(page, query, item, truth)} "
                    f":small[{richtext.label(item.id)}]",
                    width="stretch",
                )
                st.page_link(
                    browse,
                    label=page.t("near.select"),
                    icon=":material/arrow_forward:",
                    help=page.t("near.select.help"),
                    query_params=browse_params(page, item.id),
                    width="content",
                )
            item_card.beside(page, item, _BOX, _CHARS)
    return items
