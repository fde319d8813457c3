"""The parts of the third tab: which of them is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.compare_link import DEPTHS, WHY_PARTS
from dashboard.components.comparing import controls
from dashboard.context import select

if TYPE_CHECKING:
    from dashboard.comparison import Shown
    from dashboard.context import Page


def choose(page: Page, shown: Shown) -> None:
    """Draw the choice of a part."""
    select(state.WIDGET_COMPARE_PART, shown.part)
    st.segmented_control(
        page.t("part"),
        WHY_PARTS,
        key=state.WIDGET_COMPARE_PART,
        required=True,
        format_func=lambda name: page.t(f"part.{name}"),
        label_visibility="collapsed",
        on_change=_changed,
        args=("part", state.WIDGET_COMPARE_PART),
    )


def depth(page: Page, shown: Shown) -> None:
    """Draw the choice of how long the lists are that items are counted in."""
    select(state.WIDGET_COMPARE_K, shown.k)
    st.segmented_control(
        page.t("part.k"),
        DEPTHS,
        key=state.WIDGET_COMPARE_K,
        required=True,
        format_func=lambda k: page.t("part.top", k=k),
        on_change=_changed,
        args=("k", state.WIDGET_COMPARE_K),
    )


def _changed(name: str, widget: str) -> None:
    controls.change(**{name: st.session_state[widget]})
