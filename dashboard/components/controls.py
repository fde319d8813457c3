"""The choices above the neighbours: variant, pool, ground truth, number and candidate filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import palette, services, state
from dashboard.components import filters
from dashboard.context import select
from dashboard.links import K_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.context import Page


def draw(page: Page) -> None:
    """Draw the choices in one line."""
    view = page.view
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if page.ws.variant_names:
            _variant(page)
        _pool(page)
        if len(page.ws.gt_names) > 1:
            _ground_truth(page)
        select(state.WIDGET_K, view.k)
        st.selectbox(
            page.t("near.k"),
            K_OPTIONS,
            key=state.WIDGET_K,
            format_func=lambda k: page.t("near.k.option", k=k),
            label_visibility="collapsed",
            width=88,
            on_change=_changed,
            args=("k", state.WIDGET_K),
        )
        _filters(page)


@st.fragment
def _filters(page: Page) -> None:
    filters.popover(page, "near", page.view.where, _filter_changed, _clear_filters)


def _variant(page: Page) -> None:
    select(state.WIDGET_VARIANT, page.view.variant)
    names = page.ws.variant_names
    st.selectbox(
        page.t("near.variant"),
        names,
        key=state.WIDGET_VARIANT,
        format_func=lambda name: f"{palette.mark(name, names).shape} {name}",
        label_visibility="collapsed",
        width=180,
        on_change=_changed,
        args=("variant", state.WIDGET_VARIANT),
    )


def _pool(page: Page) -> None:
    everything, judged = services.pool_sizes(page.ws, page.view.gt)
    sizes = {"corpus": everything} | ({"judged": judged} if judged else {})
    if len(sizes) < 2:
        return
    select(state.WIDGET_POOL, page.view.pool)
    st.segmented_control(
        page.t("near.pool"),
        list(sizes),
        key=state.WIDGET_POOL,
        required=True,
        format_func=lambda kind: page.t(f"near.pool.{kind}", n=sizes[kind]),
        label_visibility="collapsed",
        on_change=_changed,
        args=("pool", state.WIDGET_POOL),
    )


def _ground_truth(page: Page) -> None:
    select(state.WIDGET_GT, page.view.gt)
    st.selectbox(
        page.t("near.gt"),
        page.ws.gt_names,
        key=state.WIDGET_GT,
        icon=":material/fact_check:",
        label_visibility="collapsed",
        width=132,
        on_change=_changed,
        args=("gt", state.WIDGET_GT),
    )


def _changed(name: str, widget: str) -> None:
    link = state.current(st.session_state)
    value = st.session_state[widget]
    if value is not None:
        state.change(st.session_state, replace(link, **{name: value}))


def _filter_changed(field: str, values: Sequence[str]) -> None:
    link = state.current(st.session_state)
    where = state.toggle_filter(link.where, field, values)
    state.change(st.session_state, replace(link, where=where))
    st.rerun()  # in a callback: the whole page runs, not this fragment alone


def _clear_filters() -> None:
    state.change(st.session_state, replace(state.current(st.session_state), where=()))
    st.rerun()
