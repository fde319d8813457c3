"""Health: what was imported, and what is missing or odd in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import failures, links, richtext, services, state, viewing
from dashboard.components import findings, imported, language, picture_check
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from dashboard.services import Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the report of the workspace."""
    ws = snapshot.ws
    current = state.current(st.session_state)
    page = Page(ws, viewing.resolve(current, services.offer(ws)), current.language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        counts = st.container(width="stretch")
        language.choose(page, state.WIDGET_HEALTH_LANGUAGE)
    try:
        with st.spinner(page.t("health.computing"), show_time=False):
            report = services.health(ws)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        return
    with counts:
        findings.counts(page, report)
    picture_check.draw(page, report)
    findings.draw(page, report, pages["browse"])
    imported.draw(page, report, pages["browse"])


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
