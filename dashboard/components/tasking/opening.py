"""Who leads: the first key, and the one that this session came with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.access import new_key
from core.errors import YusaError
from dashboard import entry, failures, richtext, services, state
from dashboard.components import gate_form

if TYPE_CHECKING:
    from dashboard.context import Page
    from dashboard.services import Snapshot

MAKE = "tasks.button.lead"
KEPT = "tasks.button.kept"


def draw(page: Page, snapshot: Snapshot) -> None:
    """Ask for the lead's key, or make the first one where there is none yet."""
    if services.task_store(page.ws).has_lead():
        _faults()
        gate_form.draw(page, snapshot.ws)
        return
    st.markdown(page.t("task.intro"))
    st.markdown(page.t("task.intro.steps"))
    with st.form("tasks.lead", border=False, width=420):
        st.text_input(page.t("task.lead"), key=state.WIDGET_LEAD_NAME, max_chars=100)
        st.form_submit_button(
            page.t("task.lead.make"), key=MAKE, type="primary", on_click=_made, args=(page,)
        )
    _faults()


def _faults() -> None:
    for fault in st.session_state.pop(state.TASK_FAULTS, ()):
        st.error(richtext.label(fault, 400), icon=":material/error:")


def signed_in(page: Page, lead: str) -> None:
    """Say who leads, and let them leave."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/key: **{richtext.label(lead)}**", width="content")
        st.button(
            page.t("task.leave"),
            key="tasks.button.leave",
            type="tertiary",
            icon=":material/logout:",
            on_click=_left,
        )


def new_key_shown(page: Page) -> None:
    """Show a lead's key that was made just now, until it is put away."""
    key = st.session_state.get(state.TASK_LEAD_KEY)
    if key is None:
        return
    with st.container(key="tasks-lead-key", gap="xsmall"):
        st.warning(page.t("task.lead.key"), icon=":material/key:")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.code(entry.link("", key), language=None, wrap_lines=True)
            st.button(page.t("task.lead.kept"), key=KEPT, on_click=_kept)


def _made(page: Page) -> None:
    if not str(st.session_state[state.WIDGET_LEAD_NAME]).strip():
        st.session_state[state.TASK_FAULTS] = [page.t("task.fault.lead")]
        return
    key, store = new_key(), services.task_store(page.ws)
    try:
        made = store.grant_first_lead(key, str(st.session_state[state.WIDGET_LEAD_NAME]))
    except YusaError as error:
        st.session_state[state.TASK_FAULTS] = [failures.said(error)]
        return
    if made is None:  # somebody was faster
        st.session_state[state.TASK_FAULTS] = [page.t("task.fault.lead.there")]
        return
    st.session_state[state.TASK_LEAD_KEY] = key
    entry.offer_key(page.ws, key)


def _kept() -> None:
    st.session_state.pop(state.TASK_LEAD_KEY, None)


def _left() -> None:
    st.session_state.pop(state.TASK_LEAD_KEY, None)
    entry.leave()
