"""Compare: how good the variants are, whether they differ, and on which queries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import compare_link, comparison, failures, richtext, services, state, viewing
from dashboard.components import language, missing, unread, watch
from dashboard.components.comparing import controls, passed, real, service, why
from dashboard.components.comparing.context import Comparison
from dashboard.context import Counted, Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from dashboard.services import Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    offer = services.offer(ws)
    link = comparison.current(st.session_state)
    shown = comparison.resolve(link, offer, ws.target)
    page = Page(ws, viewing.resolve(state.current(st.session_state), offer), link.language)
    if missing.figures(page):
        language.choose(page, state.WIDGET_COMPARE_LANGUAGE)
        return
    pools = ("judged", "corpus") if offer.gts_with_pool else ("corpus",)
    controls.draw(page, shown, pools=pools)
    try:
        people = services.people(ws, shown.view)
        page = replace(page, counted=Counted(shown.view, people.revision))
        compared = Comparison(page, shown, people, pages)
        if people.layer is None:
            unread.say(page)
        _tabs(compared)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    watch.repaint_after(ws, compared.people.revision)


def _tabs(compared: Comparison) -> None:
    open_tab = compared.shown.tab
    with controls.tabs(compared.page, open_tab):
        with st.spinner(compared.page.t("comparison.computing"), show_time=False):
            compared.warm()
        if open_tab == "passed":
            passed.draw(compared)
        elif open_tab == "real":
            real.draw(compared)
        elif open_tab == "why":
            why.draw(compared, write_address)
        else:
            service.draw(compared)


def adopt_address() -> None:
    """Take the view from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    comparison.adopt(st.session_state, params)


def write_address() -> None:
    """Write the view into the address; a change becomes a step of the browser's history."""
    address = compare_link.format_link(comparison.current(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
