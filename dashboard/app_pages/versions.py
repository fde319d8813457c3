"""Ground-truth versions: freeze what is known, keep it, and see what moved between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import failures, richtext, services, state, versioning, viewing
from dashboard.components import language, missing, unread, watch
from dashboard.components.versioning import changes, freezing, listing
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from dashboard.services import Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    link = versioning.current(st.session_state)
    offer = services.offer(ws)
    page = Page(ws, viewing.resolve(state.current(st.session_state), offer), link.language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        head = st.container(width="stretch")
        language.choose(page, state.WIDGET_VERSIONS_LANGUAGE)
    frozen = versioning.versions(ws.gt(name) for name in ws.gt_names)
    shown = versioning.resolve(link, offer, frozen)
    if shown is None:
        missing.figures(page)
        return
    try:
        with head:
            st.markdown(f"#### {page.t('version.freeze')}")
        people = services.people(ws, shown.view)
        if people.layer is None:
            unread.say(page)
        freezing.draw(page, shown, people)
        listing.draw(page, frozen)
        changes.draw(page, shown, pages["browse"])
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        return
    watch.repaint_after(ws, people.revision)


def adopt_address() -> None:
    """Take the view from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    versioning.adopt_address(st.session_state, params)


def write_address() -> None:
    """Write the view into the address; a change becomes a step of the browser's history."""
    address = versioning.format_link(versioning.current(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
