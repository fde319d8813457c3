"""What people say about why two variants differ on a query: the form, what counts, the history."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import streamlit as st

from core.errors import YusaError
from core.remark_store import MAX_NOTE, REMARK_CAUSES, Remark
from dashboard import differences, failures, richtext, services, state
from dashboard.components import annotator
from dashboard.components.comparing import cause_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.remark_store import StoredRemark
    from dashboard.comparison import Shown
    from dashboard.context import Page

BUTTON_SAVE = "comparing.button.remark"
_PLACE = "comparing"


def draw(page: Page, shown: Shown, query: str) -> None:
    """Draw the remark on a query and the pair that is shown."""
    try:
        store = services.remarks(page.ws)
        history = store.of_pair(str(shown.gt), str(shown.a), str(shown.b)).get(query, ())
        author = annotator.current(page)
        with st.container(key="compare-remark", gap="xsmall"):
            if not store.is_writable:
                _said(page, history)
                st.caption(page.t("remark.closed"))
            elif author is None:
                _said(page, history)
                _sign_in(page)
            else:
                _form(page, shown, query, history, author)
        annotator.remember(page, _PLACE)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")


def _sign_in(page: Page) -> None:
    st.caption(page.t("remark.who"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        annotator.choose(page, _PLACE)
        annotator.add(page, _PLACE)


def _form(
    page: Page, shown: Shown, query: str, history: Sequence[StoredRemark], author: str
) -> None:
    counts = differences.standing(history)
    cause = counts.remark.cause if counts else ""
    note = counts.remark.note if counts else ""
    # A remark that comes from elsewhere makes new fields: what is typed never mixes with it.
    place = f"{_PLACE}.remark.{query}.{len(history)}"
    with st.form(f"{place}.form", border=False):
        offered = ["", *REMARK_CAUSES]
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.selectbox(
                page.t("remark.cause"),
                offered,
                index=offered.index(cause) if cause in offered else 0,
                key=f"{place}.cause",
                format_func=lambda kind: page.t(f"cause.{kind}" if kind else "remark.cause.none"),
                width=170,
            )
            st.text_area(
                page.t("remark.note"),
                note,
                key=f"{place}.note",
                placeholder=page.t("remark.note.placeholder"),
                max_chars=MAX_NOTE,
                height=68,
                width="stretch",
            )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.form_submit_button(
                page.t("remark.save"),
                key=f"{BUTTON_SAVE}.{query}",
                on_click=_saved,
                args=(page, shown, query, author, place, (cause, note)),
            )
            _last(page, history)
    _fault()
    _history(page, history)


def _saved(
    page: Page, shown: Shown, query: str, author: str, place: str, before: tuple[str, str]
) -> None:
    cause = str(st.session_state[f"{place}.cause"])
    note = str(st.session_state[f"{place}.note"])
    if (cause, note.strip()) == before:
        st.session_state[state.REMARK_FAULT] = page.t("remark.unchanged")
        return
    remark = Remark(
        *(str(uuid4()), str(shown.gt), query, str(shown.a), str(shown.b), author, cause, note)
    )
    try:
        services.remarks(page.ws).append(remark)
    except YusaError as error:
        st.session_state[state.REMARK_FAULT] = failures.said(error)


def _fault() -> None:
    fault = st.session_state.pop(state.REMARK_FAULT, None)
    if fault:
        st.error(richtext.label(fault, 400), icon=":material/error:")


def _last(page: Page, history: Sequence[StoredRemark]) -> None:
    if history:
        st.caption(page.t("remark.saved", **_who(history[-1])))


def _said(page: Page, history: Sequence[StoredRemark]) -> None:
    counts = differences.standing(history)
    if counts is not None:
        who = page.t("remark.says", **_who(counts))
        st.markdown(f"{cause_words.remark(page, counts)} :small[:gray[{who}]]")
    _history(page, history)


def _history(page: Page, history: Sequence[StoredRemark]) -> None:
    if len(history) < 2:
        return
    with st.expander(page.t("remark.history", n=len(history)), icon=":material/history:"):
        for said in reversed(history):
            words = cause_words.remark(page, said, chars=MAX_NOTE) or page.t("remark.cleared")
            st.markdown(f":small[{words} :gray[{page.t('remark.says', **_who(said))}]]")


def _who(said: StoredRemark) -> dict[str, str]:
    at = said.at[:16].replace("T", " ")
    return {"author": richtext.label(said.remark.author), "at": f"{at} UTC"}
