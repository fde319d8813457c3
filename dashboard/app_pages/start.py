"""Start: a real question with its nearest neighbours, and the ways on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import failures, links, richtext, services, state, viewing
from dashboard.browse_link import BrowseLink
from dashboard.components import (
    first_look,
    keyboard,
    language,
    missing,
    pictures,
    query_card,
    watch,
)
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item
    from dashboard.services import Snapshot

WAYS = ("browse", "compare", "annotate")
NEIGHBOURS = 3


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page. It shows the workspace's defaults, whatever the other pages are set to."""
    ws = snapshot.ws
    link = BrowseLink(language=state.current(st.session_state).language)
    view = viewing.resolve(link, services.offer(ws))
    query = services.default_query(ws, view.variant, view.gt)
    view = replace(view, query=query, k=NEIGHBOURS)
    answers_shown = bool(st.session_state.get(state.ANSWERS))
    page = Page(ws, view, link.language, answers_shown)
    _head(page)
    first_look.ways(page, {name: pages[name] for name in WAYS if name in pages})
    shown = _look(page, pages["browse"])
    pictures.mount_viewer(page, shown, key="opening.viewer")
    toggle = {"KeyA": lambda: state.toggle_answers(st.session_state)}
    keyboard.listen("opening.keys", toggle)


def _head(page: Page) -> None:
    """Draw what is loaded in one quiet line, and the language."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = richtext.label(page.ws.name)
        loaded = first_look.loaded(page, watch.revision(page.ws))
        st.markdown(f"**{name}** :small[:gray[{loaded}]]", width="stretch")
        language.choose(page, state.WIDGET_START_LANGUAGE)


def _look(page: Page, browse: StreamlitPage) -> list[Item]:
    """Draw query and neighbours; return the items that are on the page."""
    if page.view.query is None:
        st.info(page.t("empty.items"), icon=":material/inbox:")
        return []
    query = page.ws.items.get(page.view.query)
    left, right = st.columns([2, 3], gap="small")
    with left:
        query_card.draw(page, query)
    with right, st.container(gap="xsmall"):
        if page.view.variant is None:
            missing.variants(page)
            return [query]
        try:
            ranking = services.ranking(page.ws, page.view)
        except YusaError as error:
            st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
            return [query]
        return [query, *first_look.neighbours(page, query, ranking, browse)]


def adopt_address() -> None:
    """Take the language from the address if it changed."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    state.adopt_language_address(st.session_state, params)


def write_address() -> None:
    """Write the language into the address."""
    address = links.format_language(state.current(st.session_state).language)
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
