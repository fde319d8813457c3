"""The choices of Compare: judgments, candidates, measure; ground truth and the two variants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from dashboard import comparison, measured, state, viewing
from dashboard.compare_link import COMPARE_TABS
from dashboard.components import assets, choices, filters, names
from dashboard.context import select
from dashboard.links import LANGUAGES
from dashboard.strings import LANGUAGE_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from core.types import Where
    from dashboard.compare_link import CompareTab
    from dashboard.comparison import Shown
    from dashboard.context import Page

_copy_link = assets.load("copy_link")


def draw(page: Page, shown: Shown, *, pools: tuple[str, ...]) -> None:
    """Draw what holds for the whole page."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choices.view(page, shown.view, key=state.WIDGET_COMPARE_VIEW, on_change=_changed)
        if len(pools) > 1:
            choices.pool(page, pools, shown.pool, key=state.WIDGET_COMPARE_POOL, on_change=_changed)
        select(state.WIDGET_COMPARE_MEASURE, shown.measure)
        st.selectbox(
            page.t("comparison.measure"),
            measured.SHOWN_MEASURES,
            key=state.WIDGET_COMPARE_MEASURE,
            format_func=lambda measure: measured.measure_name(page.t, measure),
            width=230,
            on_change=_changed,
            args=("measure", state.WIDGET_COMPARE_MEASURE),
        )
        with st.container(width="content"):
            _filters(page, shown.where)
        _copy_link(
            key="comparing.copy_link",
            data={"words": {name: page.t(f"link.{name}") for name in ("copy", "copied", "failed")}},
            width="content",
            height="content",
        )
        select(state.WIDGET_COMPARE_LANGUAGE, page.language)
        st.segmented_control(
            page.t("app.language"),
            LANGUAGES,
            key=state.WIDGET_COMPARE_LANGUAGE,
            required=True,
            format_func=LANGUAGE_NAMES.__getitem__,
            label_visibility="collapsed",
            on_change=_language_changed,
        )
    if shown.where:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            where = filters.described(page, shown.where)
            notice = page.t("comparison.filtered", where=where)
            st.markdown(f":small[:material/filter_alt: {notice}]", width="content")
            st.button(
                page.t("filter.clear"),
                key="comparing.button.clear",
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=change,
                kwargs={"where": ()},
            )


@st.fragment
def _filters(page: Page, where: Where) -> None:
    filters.popover(page, "comparison", where, _filter_changed, _clear_filters)


def tabs(page: Page, open_tab: CompareTab) -> DeltaGenerator:
    """Draw the row of tabs; return the one that is open, the only one to be filled."""
    labels = [page.t(f"comparison.{name}") for name in COMPARE_TABS]
    at = COMPARE_TABS.index(open_tab)
    select(state.WIDGET_COMPARE_TAB, labels[at])
    drawn = st.tabs(
        labels,
        key=state.WIDGET_COMPARE_TAB,
        on_change=_tab_changed,
        args=(dict(zip(labels, COMPARE_TABS, strict=True)),),
    )
    return drawn[at]


def _tab_changed(names: Mapping[str, CompareTab]) -> None:
    change(tab=names[st.session_state[state.WIDGET_COMPARE_TAB]])


def pair(page: Page, shown: Shown, sides: Sequence[Literal["a", "b"]] = ("a", "b")) -> None:
    """Draw the choice of ground truth and of the two variants, or of the first alone."""
    chosen = {
        "a": (shown.a, state.WIDGET_COMPARE_A),
        "b": (shown.b, state.WIDGET_COMPARE_B),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names.ground_truth(
            page,
            shown.gt,
            key=state.WIDGET_COMPARE_GT,
            on_change=_changed,
            args=("gt", state.WIDGET_COMPARE_GT),
        )
        for side in sides:
            value, key = chosen[side]
            names.variant(
                page,
                value,
                key=key,
                label=f"paired.{side}" if len(sides) > 1 else "figure.table.variant",
                on_change=_variant_changed,
                args=(side, key, shown),
            )


def change(**values: Any) -> None:
    """Change Compare's view: for callbacks."""
    link = comparison.changed(comparison.current(st.session_state), **values)
    comparison.change(st.session_state, link)


def turn(at: int) -> None:
    """Turn to a page of the table that is shown: for callbacks."""
    change(page=at)


def _changed(name: str, widget: str) -> None:
    value = st.session_state[widget]
    if value is not None:
        change(**{name: value})


def _filter_changed(field: str, values: Sequence[str]) -> None:
    where = comparison.current(st.session_state).where
    change(where=viewing.toggle_filter(where, field, values))
    st.rerun()  # in a callback: the whole page runs, not this fragment alone


def _clear_filters() -> None:
    change(where=())
    st.rerun()


def _variant_changed(side: str, widget: str, shown: Shown) -> None:
    """Choose a variant; the one on the other side changes places with it."""
    value = st.session_state[widget]
    if side == "a":
        change(a=value, b=shown.a if value == shown.b else shown.b)
    else:
        change(b=value, a=shown.b if value == shown.a else shown.a)


def _language_changed() -> None:
    state.set_language(st.session_state, st.session_state[state.WIDGET_COMPARE_LANGUAGE])
