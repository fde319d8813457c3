"""Every question of a finding in a dialog: pages of links that open Browse, and a CSV file."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browse_link, csvtext, richtext, state
from dashboard.browse_link import BrowseLink
from dashboard.components import download, pager

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from dashboard.context import Page

PAGE_ROWS = 50
_HEIGHT = 440
_SNIPPET_CHARS = 70
_UNSAFE_IN_NAMES = re.compile(r"[^\w.+-]+")


def link(page: Page, item_id: str, browse: StreamlitPage) -> None:
    """Draw an id that opens in Browse."""
    st.page_link(
        browse,
        label=f":small[:primary[{richtext.label(item_id, 40)}]]",
        icon="",  # not the page's own before each id
        query_params=browse_link.format_link(BrowseLink(query=item_id, language=page.language)),
        width="content",
    )


def button(
    page: Page,
    words: str,
    key: str,
    title: str,
    groups: Sequence[Sequence[str]],
    browse: StreamlitPage,
) -> None:
    """Draw the button that shows all ids; ``groups`` are of one id each where none are equal.

    ``title`` is Markdown and says what the list is of; ``key`` also names the file.
    """
    if st.button(
        words, key=f"health.all.{key}", type="tertiary", icon=":material/list:", width="content"
    ):
        st.dialog(page.t("health.all.title"), width="large")(_dialog)(
            page, key, title, groups, browse
        )


def rows(groups: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Return (number of the group from 1, id) for every id."""
    return [(n, item_id) for n, group in enumerate(groups, start=1) for item_id in group]


def as_csv(groups: Sequence[Sequence[str]]) -> str:
    """Return all ids as CSV, with the number of their group where there are groups."""
    if all(len(group) == 1 for group in groups):
        return csvtext.table(("id",), [(item_id,) for _, item_id in rows(groups)])
    return csvtext.table(("group", "id"), rows(groups))


def _dialog(
    page: Page, key: str, title: str, groups: Sequence[Sequence[str]], browse: StreamlitPage
) -> None:
    every = rows(groups)
    are_groups = len(every) > len(groups)
    pages = max(1, -(-len(every) // PAGE_ROWS))
    # A list that is opened again opens where it was left.
    listed, left_at = st.session_state.get(state.HEALTH_LIST, (key, 1))
    at = min(left_at, pages) if listed == key else 1
    st.markdown(title)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(page.t("health.all.count", n=len(every)), width="stretch")
        download.csv(
            page.t("health.all.download"),
            as_csv(groups),
            file_name=f"{_UNSAFE_IN_NAMES.sub('-', key)}.csv",
            key="health:download",
        )
    part = every[(at - 1) * PAGE_ROWS : at * PAGE_ROWS]
    items = {item.id: item for item in page.ws.items.get_many([item_id for _, item_id in part])}
    height = min(_HEIGHT, 24 + 40 * len(part))
    with st.container(height=height, border=True, key="health-list", gap="xsmall"):
        for number, item_id in part:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                if are_groups:
                    st.markdown(f":small[:gray[{number:,}]]", width="content")
                link(page, item_id, browse)
                item = items[item_id]
                text = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
                st.markdown(f":small[:gray[{text}]]" if text else "", width="stretch")
    pager.draw(page, "health:page", at, pages, partial(_turn, key))


def _turn(key: str, target: int) -> None:
    st.session_state[state.HEALTH_LIST] = (key, target)
