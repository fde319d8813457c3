"""Who judges: chosen from the list of names, remembered in this browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import entry, failures, richtext, services, state
from dashboard.components import assets
from dashboard.context import select

if TYPE_CHECKING:
    from dashboard.context import Page

BUTTON_ADD = "judging.button.add"

_remember = assets.load("remember")


def current(page: Page) -> str | None:
    """Return the annotator of this session, if the workspace knows the name."""
    name = st.session_state.get(state.ANNOTATOR)
    return name if name in services.annotators(page.ws) else None


def choose(page: Page, place: str) -> None:
    """Draw the choice of the annotator; nothing where there is none to choose."""
    names = services.annotators(page.ws)
    if not names:
        return
    widget = f"{place}.{state.WIDGET_ANNOTATOR}"
    select(widget, current(page))
    st.selectbox(
        page.t("judge.annotator"),
        names,
        key=widget,
        format_func=lambda name: name,
        icon=":material/person:",
        placeholder=page.t("judge.annotator.choose"),
        label_visibility="collapsed",
        width=190,
        on_change=_chosen,
        args=(widget,),
    )


def add(page: Page, place: str) -> None:
    """Draw the field for a name that is not in the list yet."""
    field = f"{place}.{state.WIDGET_NEW_ANNOTATOR}"
    lead = entry.lead()
    if lead is not None and lead not in services.annotators(page.ws):
        st.session_state.setdefault(field, lead)  # practice pairs come from the lead's judgments
    with (
        st.form(f"{place}.form.annotator", border=False, width="content"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"),
    ):
        st.text_input(page.t("judge.annotator.name"), key=field, max_chars=100, width=180)
        st.form_submit_button(
            page.t("judge.annotator.save"),
            key=f"{place}.{BUTTON_ADD}",
            on_click=_added,
            args=(page, field),
        )
    fault = st.session_state.pop(state.ANNOTATOR_FAULT, None)
    if fault:
        st.error(richtext.label(fault, 400), icon=":material/error:")


def remember(page: Page, place: str) -> None:
    """Keep the choice in this browser, and take it up again after a reload."""
    _remember(
        key=f"{place}.remember",
        data={
            "name": f"annotator.{page.ws.uuid}",
            "value": current(page),
            "forget": bool(st.session_state.get(state.ANNOTATOR_LEFT)),
        },
        on_recalled_change=lambda: _recalled(f"{place}.remember"),
        width=1,
        height=1,
    )


def _added(page: Page, field: str) -> None:
    try:
        name = services.judgments(page.ws).add_annotator(str(st.session_state[field]))
    except YusaError as error:
        st.session_state[state.ANNOTATOR_FAULT] = failures.said(error)
        return
    st.session_state[field] = ""
    state.set_annotator(st.session_state, name)


def _chosen(widget: str) -> None:
    state.set_annotator(st.session_state, st.session_state[widget])


def _recalled(key: str) -> None:
    name = st.session_state[key].recalled
    if state.ANNOTATOR not in st.session_state and isinstance(name, str):
        state.set_annotator(st.session_state, name)
