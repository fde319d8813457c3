"""What stands in place of a page that the session may not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import services, state, viewing
from dashboard.components import gate_form, language
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.access import Access
    from dashboard.services import Snapshot


def render(snapshot: Snapshot, access: Access | None, pages: Mapping[str, StreamlitPage]) -> None:
    """Say why the page is closed and ask for a key; the data behind it isn't touched."""
    if "lang" in st.query_params:  # the rest of the address waits for the key
        params = {name: st.query_params.get_all(name) for name in st.query_params}
        state.adopt_language_address(st.session_state, params)
    current = state.current(st.session_state)
    page = Page(
        snapshot.ws, viewing.resolve(current, services.offer(snapshot.ws)), current.language
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = "gate.closed" if access is None else "gate.annotator"
        st.markdown(f":material/lock: {page.t(words)}", width="stretch")
        language.choose(page, state.WIDGET_GATE_LANGUAGE)
    if access is not None:
        st.page_link(pages["annotate"], label=page.t("gate.back"), icon=":material/arrow_back:")
        return
    gate_form.draw(page, snapshot.ws)
