"""A line that says how figures moved, and the queries that moved them as links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browse_link, moves, richtext

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import StreamlitPage

    from core.versions import Moved
    from dashboard.browse_link import BrowseLink
    from dashboard.context import Page

NAMED = 3


def draw(
    page: Page,
    browse: StreamlitPage,
    words: str,
    move: Moved,
    link: Callable[[str], BrowseLink],
) -> None:
    """Draw it.

    Args:
        page: words.
        browse: where the links lead.
        words: Markdown, up to where the queries are named.
        move: names them.
        link: Browse's view of a query.
    """
    queries = moves.named(move)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(words, width="content")
        for what, query in queries[:NAMED]:
            named = page.t(f"moves.name.{what}", id=richtext.label(query, 40))
            st.page_link(
                browse,
                label=f":primary[{named}]",
                icon="",  # not the page's own before each id
                query_params=browse_link.format_link(link(query)),
                width="content",
            )
        if len(queries) > NAMED:
            st.markdown(page.t("moves.more", n=len(queries) - NAMED), width="content")
