"""Tasks: what is judged, by whom and by which guideline; for the lead alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import entry, failures, links, richtext, services, state, viewing
from dashboard.components import language, watch
from dashboard.components.tasking import form, listing, opening
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from dashboard.services import Snapshot


def render(snapshot: Snapshot, _pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the tasks, or the one that is edited."""
    ws = snapshot.ws
    current = state.current(st.session_state)
    page = Page(ws, viewing.resolve(current, services.offer(ws)), current.language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        head = st.container(width="stretch")
        language.choose(page, state.WIDGET_TASKS_LANGUAGE)
    try:
        lead = entry.lead()
        if lead is None:
            head.markdown(f"**{page.t('page.tasks')}**")
            opening.draw(page, snapshot)
            return
        with head:
            opening.signed_in(page, lead)
        opening.new_key_shown(page)
        edited = st.session_state.get(state.TASK_EDITED)
        known = services.tasks(ws)
        if edited is None:
            revision = watch.revision(ws)
            listing.draw(page, known, lead, revision)
            watch.repaint_after(ws, revision)
        else:
            form.draw(page, known.get(edited), lead)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")


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
