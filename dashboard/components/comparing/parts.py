"""The parts of the third tab: which of them is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import state
from dashboard.components.comparing import controls
from dashboard.context import select
from dashboard.links import DEPTHS, WHY_PARTS

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


def download(page: Page, data: str, file_name: str) -> None:
    """Draw the button that saves a table which no chart is drawn of."""
    st.download_button(
        page.t("rows.download"),
        data,
        file_name=file_name,
        mime="text/csv",
        key=f"comparing.part_download.{file_name.partition('-')[0]}",
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )


def pages(page: Page, at: int, last: int) -> None:
    """Draw the way to the page before and the next one; nothing where there is only one."""
    if last < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for words, symbol, target in (
            ("rows.previous", "chevron_left", at - 1),
            ("rows.next", "chevron_right", at + 1),
        ):
            st.button(
                page.t(words),
                key=f"comparing.part_page.{words}",
                icon=f":material/{symbol}:",
                disabled=not 1 <= target <= last,
                type="tertiary",
                on_click=controls.change,
                kwargs={"page": target},
            )
        st.caption(page.t("rows.page", page=at, pages=last))


def _changed(name: str, widget: str) -> None:
    controls.change(**{name: st.session_state[widget]})
