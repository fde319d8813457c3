"""The choices above the neighbours: variant, pool, ground truth, number and candidate filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import services, state, viewing
from dashboard.components import filters, names
from dashboard.context import select
from dashboard.links import K_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.context import Page


def draw(page: Page) -> None:
    """Draw the choices in one line, or more where the names are long."""
    view = page.view
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if page.ws.variant_names:
            names.variant(
                page,
                view.variant,
                key=state.WIDGET_VARIANT,
                label="near.variant",
                label_shown=False,
                on_change=_changed,
                args=("variant", state.WIDGET_VARIANT),
            )
        _pool(page)
        names.ground_truth(
            page,
            view.gt,
            key=state.WIDGET_GT,
            label_shown=False,
            on_change=_changed,
            args=("gt", state.WIDGET_GT),
        )
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
    view = page.view
    among = services.Among(judged=view.gt if view.pool == "judged" else None, query=view.query)
    filters.popover(page, "near", view.where, _filter_changed, _clear_filters, among)


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


def choose_variant(name: str) -> None:
    """Show the neighbours by another variant: for callbacks."""
    state.change(st.session_state, replace(state.current(st.session_state), variant=name))


def _changed(name: str, widget: str) -> None:
    link = state.current(st.session_state)
    value = st.session_state[widget]
    if value is not None:
        state.change(st.session_state, replace(link, **{name: value}))


def _filter_changed(field: str, values: Sequence[str]) -> None:
    link = state.current(st.session_state)
    where = viewing.toggle_filter(link.where, field, values)
    state.change(st.session_state, replace(link, where=where))
    st.rerun()  # in a callback: the whole page runs, not this fragment alone


def _clear_filters() -> None:
    state.change(st.session_state, replace(state.current(st.session_state), where=()))
    st.rerun()
