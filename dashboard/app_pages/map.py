"""Map: where a variant puts the questions, with a query and its neighbours marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import NoVectorError, UnknownItemError, YusaError
from core.shares import percent
from dashboard import failures, map_link, mapping, richtext, services, state
from dashboard.components import (
    embedding_map,
    keyboard,
    language,
    map_card,
    map_controls,
    missing,
    pictures,
)
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.projection import Projection
    from core.types import Item, Neighbour
    from core.vectors import Variant
    from dashboard.mapping import Marks, Shown
    from dashboard.services import Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    link = map_link.current(st.session_state)
    shown = mapping.resolve(link, services.offer(ws), services.colour_fields(ws))
    if shown.view.query is None:
        first = services.default_query(ws, shown.view.variant, shown.view.gt)
        shown = mapping.with_query(shown, first) if first is not None else shown
    answers = bool(st.session_state.get(state.ANSWERS))
    page = Page(ws, shown.view, link.language, answers)
    if shown.view.variant is None or not len(ws.items):
        if len(ws.items):
            missing.variants(page)
        else:
            st.info(page.t("empty.items"), icon=":material/block:")
        language.choose(page, state.WIDGET_MAP_LANGUAGE)
        return
    map_controls.draw(page, shown)
    try:
        variant = ws.variant(shown.view.variant)
        projection = _projection(page, variant.name)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    near, query = _ranked(page, shown)
    marks = mapping.marks(
        query.id if query else None,
        near,
        ws.items.positions,
        variant.row_of,
        projection.coordinates,
    )
    left, right = st.columns([3, 2], gap="small")
    with left, st.container(key="map-chart", gap="xsmall"):
        _picture(page, shown, variant, projection, marks)
    with right, st.container(gap="small"):
        opened = _beside(page, shown, variant, pages["browse"], query, near, marks)
    pictures.mount_viewer(page, [opened] if opened else [], key="mapping.viewer")
    keyboard.listen("mapping.keys", {"KeyA": lambda: state.toggle_answers(st.session_state)})


def _projection(page: Page, variant: str) -> Projection:
    """Return the picture's coordinates; while they are computed, show how far it is."""
    place = st.empty()

    def told(share: float) -> None:
        place.progress(min(1.0, share), text=page.t("map.computing"))

    found = services.projection(page.ws, variant, told)
    place.empty()
    return found


def _ranked(page: Page, shown: Shown) -> tuple[Sequence[Neighbour], Item | None]:
    """Return neighbours and query; where there can be none, say why."""
    view = shown.view
    if view.query is None:
        return (), None
    try:
        query = page.ws.items.get(view.query)
    except UnknownItemError:
        words = page.t("map.query.unknown", id=richtext.label(view.query))
        st.warning(words, icon=":material/search_off:")
        return (), None
    try:
        return services.ranking(page.ws, view).neighbours, query
    except NoVectorError:
        named = richtext.label(str(view.variant))
        words = page.t("map.query.no_vector", variant=named, id=richtext.label(query.id))
        st.info(words, icon=":material/block:")
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
    return (), query


def _picture(
    page: Page, shown: Shown, variant: Variant, projection: Projection, marks: Marks
) -> None:
    try:
        scene = services.scene(page.ws, mapping.scenery(shown))
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    map_controls.counts(page, shown, scene, marks)
    st.markdown(f":small[:gray[{_held(page, variant, projection)}]]")
    if not scene.drawn and not marks.all:
        words = "map.empty.region" if scene.with_vector else "map.empty.filters"
        st.info(page.t(words), icon=":material/filter_alt_off:")
        return
    found = [] if shown.item is None else [shown.item]
    opened = mapping.located(found, page.ws.items.positions, variant.row_of, projection.coordinates)
    embedding_map.draw(page, shown, scene, projection, marks, opened[0] if opened else None)
    st.caption(page.t("map.help"))


def _held(page: Page, variant: Variant, projection: Projection) -> str:
    """Say how much of the variance the two axes hold."""
    share = sum(projection.shares)
    if len(variant.matrix) == 1:
        return page.t("map.axes.one")
    if not share:
        return page.t("map.axes.none")
    if share > 1 - 1e-6:
        return page.t("map.axes.all")
    return page.t("map.axes", share=percent(share))


def _beside(
    page: Page,
    shown: Shown,
    variant: Variant,
    browse: StreamlitPage,
    query: Item | None,
    near: Sequence[Neighbour],
    marks: Marks,
) -> Item | None:
    """Draw the open question, or the query, and the list of neighbours; return the question."""
    item = query
    if shown.item is not None:
        try:
            item = page.ws.items.get(shown.item)
        except UnknownItemError:
            st.warning(page.t("map.item.unknown", id=richtext.label(shown.item)))
    if item is None:
        st.info(page.t("map.nothing_open"), icon=":material/ads_click:")
        return None
    ranks = {neighbour.id: neighbour.rank for neighbour in near}
    on_map = bool(variant.row_of[page.ws.items.position(item.id)] >= 0)
    map_card.draw(page, shown, item, ranks, browse, on_map=on_map)
    if query is not None:
        map_card.neighbours(page, shown, query, near, marks)
    return item


def adopt_address() -> None:
    """Take the view from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    map_link.adopt(st.session_state, params)


def write_address() -> None:
    """Write the view into the address; a change becomes a step of the browser's history."""
    address = map_link.format_link(map_link.current(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
