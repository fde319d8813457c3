"""Agreement: how far people agree, and the adjudication of what they disagree about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import agreement_link, failures, richtext, services, state, viewing
from dashboard.components import watch
from dashboard.components.agreeing import choices, figures, listing, truths
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from dashboard.services import Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    link = agreement_link.current(st.session_state)
    offer = services.offer(ws)
    page = Page(ws, viewing.resolve(state.current(st.session_state), offer), link.language)
    newest = watch.revision(ws)
    try:
        choices.draw(page, link)
        found = services.concord(ws, choices.task_of(page, link), blind_only=link.blind)
        if newest is None:
            st.warning(page.t("agree.stale"), icon=":material/history:")
        if found.rated or found.decisions:
            figures.draw(page, found)
            truths.draw(page, found)
            truths.doubts(page, found, pages)
            listing.draw(page, found, link)
        else:
            st.info(page.t("agree.none"), icon=":material/inbox:")
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    painted = found.head.revision if found.head else 0
    watch.repaint_after(ws, None if newest is None else painted)


def adopt_address() -> None:
    """Take the view from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    agreement_link.adopt(st.session_state, params)


def write_address() -> None:
    """Write the view into the address; a change becomes a step of the browser's history."""
    address = agreement_link.format_link(agreement_link.current(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
