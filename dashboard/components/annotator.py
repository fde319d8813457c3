"""Who judges: chosen from the list of names, remembered in this browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import failures, richtext, services, state
from dashboard.components import assets
from dashboard.context import select

if TYPE_CHECKING:
    from dashboard.context import Page

BUTTON_ADD = "judging.button.add"

_remember = assets.load("remember")


def current(page: Page) -> str | None:
    """Return the annotator of this session, if the workspace knows the name."""
    name = st.session_state.get(state.ANNOTATOR)
    return name if name in services.judgments(page.ws).annotators() else None


def choose(page: Page, place: str, *, can_add: bool = True) -> str | None:
    """Draw the choice of the annotator; return the one chosen."""
    names = services.judgments(page.ws).annotators()
    chosen = current(page)
    widget = f"{place}.{state.WIDGET_ANNOTATOR}"
    select(widget, chosen)
    st.selectbox(
        page.t("judge.annotator"),
        names,
        key=widget,
        format_func=lambda name: name,
        icon=":material/person:",
        placeholder=page.t("judge.annotator.choose"),
        label_visibility="collapsed",
        width=180,
        on_change=_chosen,
        args=(widget,),
    )
    if can_add:
        _add(page, place)
    return chosen


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


def _add(page: Page, place: str) -> None:
    field = f"{place}.{state.WIDGET_NEW_ANNOTATOR}"
    opened = f"{place}.popover.annotator"
    with (
        st.popover(
            page.t("judge.annotator.add"),
            icon=":material/person_add:",
            type="tertiary",
            key=opened,
            on_change="rerun",
        ),
        st.form(f"{place}.form.annotator", border=False, enter_to_submit=True),
    ):
        st.text_input(page.t("judge.annotator.name"), key=field, max_chars=100)
        st.form_submit_button(
            page.t("judge.annotator.save"),
            key=f"{place}.{BUTTON_ADD}",
            on_click=_added,
            args=(page, field, opened),
        )
    fault = st.session_state.pop(state.ANNOTATOR_FAULT, None)
    if fault:
        st.error(richtext.label(fault, 400), icon=":material/error:")


def _added(page: Page, field: str, opened: str) -> None:
    try:
        name = services.judgments(page.ws).add_annotator(str(st.session_state[field]))
    except YusaError as error:
        st.session_state[state.ANNOTATOR_FAULT] = failures.said(error)
        return
    st.session_state[field] = ""
    st.session_state[opened] = False
    state.set_annotator(st.session_state, name)


def _chosen(widget: str) -> None:
    state.set_annotator(st.session_state, st.session_state[widget])


def _recalled(key: str) -> None:
    name = st.session_state[key].recalled
    if state.ANNOTATOR not in st.session_state and isinstance(name, str):
        state.set_annotator(st.session_state, name)
