"""The field for a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import entry, failures, richtext, state

if TYPE_CHECKING:
    from core.workspace import Workspace
    from dashboard.context import Page

ENTER = "gate-enter"


def draw(page: Page, ws: Workspace) -> None:
    """Ask for a key, and say so where it opens nothing."""
    with st.form("entry.form", border=False, width=420):
        st.text_input(page.t("gate.key"), key=state.WIDGET_KEY, max_chars=400, type="password")
        st.form_submit_button(page.t("gate.enter"), key=ENTER, on_click=_entered, args=(ws,))
    fault = st.session_state.get(state.KEY_FAULT)
    if isinstance(fault, YusaError):
        st.error(richtext.label(failures.said_blind(fault), 600), icon=":material/error:")
    elif fault:
        st.error(page.t("gate.wrong"), icon=":material/key_off:")
    st.caption(page.t("gate.lost"))


def _entered(ws: Workspace) -> None:
    entry.offer_key(ws, entry.key_in(str(st.session_state[state.WIDGET_KEY])))
