"""What stands in place of a page that the session may not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import entry, services, state
from dashboard.components import language
from dashboard.context import Page

if TYPE_CHECKING:
    from core.access import Access
    from dashboard.services import Snapshot


def render(snapshot: Snapshot, access: Access | None) -> None:
    """Say why the page is closed and ask for a key; the data behind it isn't touched."""
    current = state.current(st.session_state)
    page = Page(snapshot.ws, state.resolve(current, services.offer(snapshot.ws)), current.language)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = "gate.closed" if access is None else "gate.annotator"
        st.markdown(f":material/lock: {page.t(words)}", width="stretch")
        language.choose(page, state.WIDGET_GATE_LANGUAGE)
    if access is not None:
        return
    with st.form("entry.form", border=False, width=420):
        st.text_input(page.t("gate.key"), key=state.WIDGET_KEY, max_chars=200, type="password")
        st.form_submit_button(page.t("gate.enter"), on_click=_entered, args=(snapshot,))
    if st.session_state.get(state.KEY_FAULT):
        st.error(page.t("gate.wrong"), icon=":material/key_off:")
    st.caption(page.t("gate.lost"))


def _entered(snapshot: Snapshot) -> None:
    key = str(st.session_state[state.WIDGET_KEY]).strip()
    # A whole link will do, too.
    entry.offer_key(snapshot.ws, key.rpartition(f"{entry.PARAMETER}=")[2].partition("&")[0])
