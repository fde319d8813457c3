"""The choice of language on pages that have no other choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.context import select
from dashboard.links import LANGUAGES
from dashboard.strings import LANGUAGE_NAMES

if TYPE_CHECKING:
    from dashboard.context import Page


def choose(page: Page, key: str) -> None:
    """Draw the choice; ``key`` is the widget's."""
    select(key, page.language)
    st.segmented_control(
        page.t("app.language"),
        LANGUAGES,
        key=key,
        required=True,
        format_func=LANGUAGE_NAMES.__getitem__,
        label_visibility="collapsed",
        on_change=_changed,
        args=(key,),
    )


def _changed(key: str) -> None:
    state.set_language(st.session_state, st.session_state[key])
