"""The choices of Compare: judgments, pool, measure; ground truth and the two variants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.views import VIEW_NAMES
from dashboard import comparison, palette, state
from dashboard.components import assets
from dashboard.context import select
from dashboard.links import LANGUAGES
from dashboard.strings import LANGUAGE_NAMES

if TYPE_CHECKING:
    from dashboard.comparison import Shown
    from dashboard.context import Page

_copy_link = assets.load("copy_link")


def draw(page: Page, shown: Shown, *, pools: tuple[str, ...]) -> None:
    """Draw what holds for the whole page."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        select(state.WIDGET_COMPARE_VIEW, shown.view)
        st.segmented_control(
            page.t("comparison.view"),
            VIEW_NAMES,
            key=state.WIDGET_COMPARE_VIEW,
            required=True,
            help=page.t("comparison.view.help"),
            format_func=lambda name: page.t(f"comparison.view.{name.replace('-', '_')}"),
            on_change=_changed,
            args=("view", state.WIDGET_COMPARE_VIEW),
        )
        if len(pools) > 1:
            select(state.WIDGET_COMPARE_POOL, shown.pool)
            st.segmented_control(
                page.t("comparison.pool"),
                pools,
                key=state.WIDGET_COMPARE_POOL,
                required=True,
                format_func=lambda kind: page.t(f"comparison.pool.{kind}"),
                on_change=_changed,
                args=("pool", state.WIDGET_COMPARE_POOL),
            )
        _choice(
            page,
            "measure",
            shown.measure,
            comparison.SHOWN_MEASURES,
            state.WIDGET_COMPARE_MEASURE,
            lambda key: comparison.measure_name(page.t, key),
            width=230,
        )
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


def pair(page: Page, shown: Shown) -> None:
    """Draw the choice of ground truth and of the two variants."""
    names = page.ws.variant_names
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if len(page.ws.gt_names) > 1:
            _choice(page, "gt", shown.gt, page.ws.gt_names, state.WIDGET_COMPARE_GT, str, width=160)
        for side, value, key in (
            ("a", shown.a, state.WIDGET_COMPARE_A),
            ("b", shown.b, state.WIDGET_COMPARE_B),
        ):
            select(key, value)
            st.selectbox(
                page.t(f"paired.{side}"),
                names,
                key=key,
                format_func=lambda name: f"{palette.mark(name, names).shape} {name}",
                width=230,
                on_change=_variant_changed,
                args=(side, key, shown),
            )


def change(**values: Any) -> None:
    """Change Compare's view: for callbacks."""
    link = comparison.changed(state.current_compare(st.session_state), **values)
    st.session_state[state.COMPARE_LINK] = link


def _choice(
    page: Page, name: str, value: Any, options: Any, key: str, shown: Any, *, width: int
) -> None:
    select(key, value)
    st.selectbox(
        page.t(f"comparison.{name}"),
        options,
        key=key,
        format_func=shown,
        width=width,
        on_change=_changed,
        args=(name, key),
    )


def _changed(name: str, widget: str) -> None:
    value = st.session_state[widget]
    if value is not None:
        change(**{name: value})


def _variant_changed(side: str, widget: str, shown: Shown) -> None:
    """Choose a variant; the one on the other side changes places with it."""
    value = st.session_state[widget]
    if side == "a":
        change(a=value, b=shown.a if value == shown.b else shown.b)
    else:
        change(b=value, a=shown.b if value == shown.a else shown.a)


def _language_changed() -> None:
    state.set_language(st.session_state, st.session_state[state.WIDGET_COMPARE_LANGUAGE])
