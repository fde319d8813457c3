"""The choices above the map, and the line that says what part of the questions is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from core.shares import percent
from dashboard import map_link, mapping, services, state, viewing
from dashboard.components import assets, filters, language, names
from dashboard.context import select
from dashboard.links import K_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.types import Where
    from dashboard.context import Page
    from dashboard.mapping import Marks, Scene, Shown

BUTTON_WHOLE = "mapping.button.whole"
BUTTON_FIT = "mapping.button.fit"

_copy_link = assets.load("copy_link")


def draw(page: Page, shown: Shown) -> None:
    """Draw the choices in one line, or more where the names are long."""
    view = shown.view
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if page.ws.variant_names:
            names.variant(
                page,
                view.variant,
                key=state.WIDGET_MAP_VARIANT,
                label="near.variant",
                label_shown=False,
                on_change=_changed,
                args=("variant", state.WIDGET_MAP_VARIANT),
            )
        _colour(page, shown)
        _pool(page, shown)
        select(state.WIDGET_MAP_K, view.k)
        st.selectbox(
            page.t("near.k"),
            K_OPTIONS,
            key=state.WIDGET_MAP_K,
            format_func=lambda k: page.t("near.k.option", k=k),
            label_visibility="collapsed",
            width=88,
            on_change=_changed,
            args=("k", state.WIDGET_MAP_K),
        )
        with st.container(width="content"):
            _filters(page, view.where)
        _copy_link(
            key="mapping.copy_link",
            data={"words": {name: page.t(f"link.{name}") for name in ("copy", "copied", "failed")}},
            width="content",
            height="content",
        )
        language.choose(page, state.WIDGET_MAP_LANGUAGE)


def counts(page: Page, shown: Shown, scene: Scene, marks: Marks) -> None:
    """Say how much of what is drawn, and offer the whole and the neighbours' part."""
    part = "region" if shown.region else ""
    words = ".".join(["map.sample", *([part] if part else [])])
    if scene.drawn == scene.inside:
        said = page.t(f"{words}.all", n=scene.inside, whole=scene.with_vector)
    else:
        share = percent(scene.drawn / scene.inside, decimals=1)
        said = page.t(words, n=scene.drawn, all=scene.inside, share=share, whole=scene.with_vector)
    if scene.without_vector:
        said += " · " + page.t("map.no_vector", n=scene.without_vector)
    lines = [f":small[{said}]"]
    query_out, near_out = marks.outside(shown.region)
    if query_out:
        lines.append(f":small[:orange[{page.t('map.outside.query')}]]")
    if near_out:
        outside = page.t("map.outside", n=len(marks.neighbours), out=near_out)
        lines.append(f":small[:orange[{outside}]]")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("  \n".join(lines), width="stretch")
        fit = marks.region()
        if fit is not None and fit != shown.region:
            st.button(
                page.t("map.fit"),
                key=BUTTON_FIT,
                icon=":material/center_focus_strong:",
                type="tertiary",
                on_click=change,
                kwargs={"region": fit},
            )
        if shown.region is not None:
            st.button(
                page.t("map.whole"),
                key=BUTTON_WHOLE,
                icon=":material/zoom_out_map:",
                type="tertiary",
                on_click=change,
                kwargs={"region": None},
            )


def change(**values: Any) -> None:
    """Change the map's view: for callbacks."""
    link = map_link.current(st.session_state)
    map_link.change(st.session_state, mapping.changed(link, **values))


def _colour(page: Page, shown: Shown) -> None:
    fields = services.colour_fields(page.ws)
    if len(fields) < 2:
        return
    select(state.WIDGET_MAP_COLOUR, shown.colour)

    def named(field: str) -> str:
        return page.t("map.colour.option", field=page.field(field))

    st.selectbox(
        page.t("map.colour"),
        fields,
        key=state.WIDGET_MAP_COLOUR,
        format_func=named,
        label_visibility="collapsed",
        width=names.width_px(map(named, fields)),
        on_change=_changed,
        args=("colour", state.WIDGET_MAP_COLOUR),
    )


def _pool(page: Page, shown: Shown) -> None:
    everything, judged = services.pool_sizes(page.ws, shown.view.gt)
    sizes = {"corpus": everything} | ({"judged": judged} if judged else {})
    if len(sizes) > 1:
        select(state.WIDGET_MAP_POOL, shown.view.pool)
        st.segmented_control(
            page.t("near.pool"),
            list(sizes),
            key=state.WIDGET_MAP_POOL,
            required=True,
            format_func=lambda kind: page.t(f"near.pool.{kind}", n=sizes[kind]),
            label_visibility="collapsed",
            on_change=_changed,
            args=("pool", state.WIDGET_MAP_POOL),
        )
    if shown.view.pool == "judged":
        names.ground_truth(
            page,
            shown.view.gt,
            key=state.WIDGET_MAP_GT,
            label_shown=False,
            on_change=_changed,
            args=("gt", state.WIDGET_MAP_GT),
        )


@st.fragment
def _filters(page: Page, where: Where) -> None:
    filters.popover(page, "map", where, _filter_changed, _clear_filters)


def _changed(name: str, widget: str) -> None:
    value = st.session_state[widget]
    if value is not None:
        change(**{name: value})


def _filter_changed(field: str, values: Sequence[str]) -> None:
    where = map_link.current(st.session_state).where
    change(where=viewing.toggle_filter(where, field, values))
    st.rerun()  # in a callback: the whole page runs, not this fragment alone


def _clear_filters() -> None:
    change(where=())
    st.rerun()
