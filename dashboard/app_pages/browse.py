"""Browse: a question beside its nearest neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import NoVectorError, UnknownItemError, YusaError
from dashboard import browse_link, browsing, failures, richtext, services, state, viewing
from dashboard.components import (
    controls,
    finder,
    keyboard,
    missing,
    neighbour_list,
    pair_dialog,
    pictures,
    query_card,
)
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item
    from dashboard.services import Ranking, Snapshot

KEYS = "browse.keys"


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    browsing.forget_unknown(st.session_state, services.offer(ws))
    link = state.current(st.session_state)
    view = viewing.resolve(link, services.offer(ws))
    if view.query is None:
        first = services.default_query(ws, view.variant, view.gt)
        if first is not None:
            view = viewing.with_query(view, first)
    answers = bool(st.session_state.get(state.ANSWERS))
    page = Page(ws, view, link.language, answers, link.truth)

    finder.draw(page, pages["compare"])
    shown = _two_columns(page, pages["map"])
    pictures.mount_viewer(page, shown, key="browse.viewer")
    keyboard.listen(KEYS, _key_actions(page), (finder.BOX, lambda text: finder.entered(page, text)))


def _two_columns(page: Page, map_page: StreamlitPage) -> list[Item]:
    """Draw query and neighbours; return the items that are on the page."""
    try:
        query = page.ws.items.get(str(page.view.query))
    except UnknownItemError:
        st.warning(
            page.t("empty.query", id=richtext.label(str(page.view.query))),
            icon=":material/search_off:",
        )
        return _instead(page)
    left, right = st.columns([2, 3], gap="small")
    with left:
        query_card.draw(page, query, map_page)
    with right, st.container(gap="xsmall"):
        if page.view.variant is not None:  # without one there is nothing to choose
            controls.draw(page)
        return [query, *_neighbours(page, query)]


def _neighbours(page: Page, query: Item) -> list[Item]:
    if page.view.variant is None:
        missing.variants(page)
        return []
    try:
        ranking = services.ranking(page.ws, page.view)
    except NoVectorError:
        variant = richtext.label(page.view.variant)
        others = services.variants_with(page.ws, query.id)
        words = "empty.vector" if others else "empty.vector.anywhere"
        st.info(page.t(words, variant=variant), icon=":material/block:")
        with st.container(horizontal=True, gap="small"):
            for name in others:
                st.button(
                    page.t("empty.vector.instead", variant=richtext.label(name)),
                    key=f"browse.button.variant.{name}",
                    icon=":material/arrow_forward:",
                    on_click=controls.choose_variant,
                    args=(name,),
                )
        return []
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        kept: Ranking | None = st.session_state.get(state.LAST_GOOD)
        if kept is None or kept.view.query != query.id:
            return []
        st.caption(page.t("error.kept"))
        ranking = kept
    st.session_state[state.LAST_GOOD] = ranking
    return _list(page, query, ranking)


def _list(page: Page, query: Item, ranking: Ranking) -> list[Item]:
    if not ranking.neighbours:
        neighbour_list.say_nothing(page, ranking)
        return []
    items = page.ws.items.get_many([near.id for near in ranking.neighbours])
    neighbour_list.draw(page, query, items, ranking)
    if st.session_state.get(state.COMPARED) in {item.id for item in items}:
        pair_dialog.open_dialog(page, query, items, ranking.neighbours)
    return items


def _instead(page: Page) -> list[Item]:
    """Keep the last ranking that worked on screen under a message, or offer a way on."""
    kept: Ranking | None = st.session_state.get(state.LAST_GOOD)
    if kept is None or kept.view.query not in page.ws.items:
        first = services.default_query(page.ws, page.view.variant, page.view.gt)
        if first is not None:
            st.button(
                page.t("empty.query.instead", id=richtext.label(first)),
                key="browse.button.instead",
                icon=":material/arrow_forward:",
                on_click=browsing.choose_query,
                args=(st.session_state, first),
            )
        return []
    st.caption(page.t("error.kept"))
    query = page.ws.items.get(str(kept.view.query))
    left, right = st.columns([2, 3], gap="small")
    with left:
        query_card.draw(page, query)
    with right, st.container(gap="xsmall"):
        return [query, *_list(page, query, kept)]


def _key_actions(page: Page) -> dict[str, keyboard.Action]:
    return {
        "KeyA": lambda: state.toggle_answers(st.session_state),
        "ArrowLeft": lambda: finder.walk(page, -1),
        "ArrowRight": lambda: finder.walk(page, +1),
    }


def adopt_address() -> None:
    """Take the view from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    browsing.adopt(st.session_state, params)


def write_address() -> None:
    """Write the view into the address; a change becomes a step of the browser's history."""
    address = browse_link.format_link(state.current(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
