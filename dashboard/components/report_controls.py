"""The choices of Report: which grades count, which candidates, and the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import comparison, services, state
from dashboard.components import choices
from dashboard.context import select
from dashboard.links import LANGUAGES
from dashboard.strings import LANGUAGE_NAMES

if TYPE_CHECKING:
    from dashboard.compare_link import CompareLink
    from dashboard.context import Page


def draw(page: Page, link: CompareLink) -> None:
    """Draw them in one row."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choices.view(page, link.view, key=state.WIDGET_REPORT_VIEW, on_change=_changed)
        if services.offer(page.ws).gts_with_pool:
            choices.pool(
                page,
                ("judged", "corpus"),
                link.pool or "judged",
                key=state.WIDGET_REPORT_POOL,
                on_change=_changed,
            )
        select(state.WIDGET_REPORT_LANGUAGE, page.language)
        st.segmented_control(
            page.t("app.language"),
            LANGUAGES,
            key=state.WIDGET_REPORT_LANGUAGE,
            required=True,
            format_func=LANGUAGE_NAMES.__getitem__,
            label_visibility="collapsed",
            on_change=_language_changed,
        )


def _changed(name: str, widget: str) -> None:
    link = comparison.changed(
        comparison.current(st.session_state), **{name: st.session_state[widget]}
    )
    comparison.change(st.session_state, link)


def _language_changed() -> None:
    state.set_language(st.session_state, st.session_state[state.WIDGET_REPORT_LANGUAGE])
