"""Two variants' neighbours of one query side by side: what they share, and who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import NoVectorError
from core.views import make_view
from dashboard import comparison, links, palette, richtext, services
from dashboard.components import compare_controls, figures, item_card, pictures, query_table
from dashboard.components.pictures import Box
from dashboard.state import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item, Neighbour
    from core.views import View as JudgedView
    from dashboard.comparison import Move, Row, Shown
    from dashboard.context import Page
    from dashboard.services import People

K = 10
_SNIPPET_CHARS = 130
_QUERY_CHARS = 500
_QUERY_BOX = Box(320, 180)
_BOX = Box(110, 76)
_BADGES = {
    "relevant": ("green", "check_circle"),
    "not_relevant": ("gray", "cancel"),
    "unknown": ("orange", "help"),
}
_MOVES = {"up": "green", "down": "red", "same": "gray", "new": "violet"}


def draw(
    page: Page, shown: Shown, rows: Sequence[Row], people: People, browse: StreamlitPage
) -> None:
    """Draw the chosen query and both lists; ``rows`` are those that previous and next walk."""
    if shown.query is None or shown.gt is None or shown.a is None or shown.b is None:
        st.caption(page.t("lists.choose"))
        return
    if shown.query not in page.ws.gt(shown.gt).queries:
        unknown = richtext.label(shown.query)
        st.warning(page.t("lists.unknown", query=unknown), icon=":material/search_off:")
        return
    query = page.ws.items.get(shown.query)
    _head(page, shown, rows, query, browse)
    item_card.beside(page, query, _QUERY_BOX, _QUERY_CHARS)
    seen = make_view(shown.view, page.ws.gt(shown.gt), people.layer)
    lists = {name: _ranked(page, shown, name) for name in (shown.a, shown.b)}
    a, b = lists[shown.a], lists[shown.b]
    if a is not None and b is not None:
        shared = len({near.id for near in a} & {near.id for near in b})
        st.caption(page.t("lists.shared", shared=shared, k=max(len(a), len(b))))
    everything = [query]
    for column, name, other in zip(
        st.columns(2, gap="medium"), (shown.a, shown.b), (shown.b, shown.a), strict=True
    ):
        with column:
            st.markdown(figures.variant_name(page, name))
            mine, theirs = lists[name], lists[other]
            if mine is None:
                variant = richtext.label(name)
                st.info(page.t("empty.vector", variant=variant), icon=":material/block:")
                continue
            places = comparison.moves(theirs or (), mine)
            items = page.ws.items.get_many([near.id for near in mine])
            everything += items
            for item, near in zip(items, mine, strict=True):
                move = places[item.id] if theirs is not None else None
                words = _move(page, move, other, is_right=name == shown.b)
                _card(page, seen, query, item, near, words, key=f"list-{name}-{near.rank}")
    pictures.mount_viewer(page, everything, key="comparing.viewer")


def _head(
    page: Page, shown: Shown, rows: Sequence[Row], query: Item, browse: StreamlitPage
) -> None:
    before, after = comparison.around(rows, query.id)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{page.t('lists.title', query=richtext.label(query.id))}**", width="content")
        for words, symbol, target in (
            ("lists.previous", "chevron_left", before),
            ("lists.next", "chevron_right", after),
        ):
            st.button(
                page.t(words),
                key=f"comparing.button.{words}",
                icon=f":material/{symbol}:",
                type="tertiary",
                disabled=target is None,
                on_click=compare_controls.change,
                kwargs={"query": target},
            )
        st.page_link(
            browse,
            label=page.t("lists.open"),
            icon=":material/arrow_forward:",
            query_params=links.format_link(query_table.browse_link(page, shown, query.id)),
        )


def _ranked(page: Page, shown: Shown, variant: str) -> tuple[Neighbour, ...] | None:
    view = View(shown.query, variant, shown.gt, shown.pool, K, shown.where)
    try:
        return services.ranking(page.ws, view).neighbours
    except NoVectorError:
        return None


def _move(page: Page, move: Move | None, other: str, *, is_right: bool) -> str:
    """Say where the item stands in the other list; on the right, too, how far it moved."""
    if move is None:
        return ""
    if move.other_rank is None:
        if is_right:
            return f":violet-badge[{page.t('lists.new')}]"
        named = richtext.label(other, 30)
        return f":small[:gray[{page.t('lists.gone', variant=named, k=K)}]]"
    mark = palette.mark(other, page.ws.variant_slots)
    shape = f":{mark.markdown}[{mark.shape}]"
    there = page.t("lists.there", mark=shape, rank=move.other_rank)
    shared = f":material/link: :small[{there}]"
    if not is_right:
        return shared
    return f":{_MOVES[move.kind]}-badge[{page.t(f'lists.{move.kind}', by=move.by)}] {shared}"


def _card(
    page: Page,
    seen: JudgedView,
    query: Item,
    item: Item,
    near: Neighbour,
    move: str,
    *,
    key: str,
) -> None:
    status = seen.status(query.id, item.id)
    colour, symbol = _BADGES[status]
    badge = f":{colour}-badge[:material/{symbol}: {page.t(f'badge.{status}')}]"
    copy = ""
    if query.content_key and query.content_key == item.content_key:
        copy = f" :red-badge[:material/content_copy: {page.t('badge.duplicate')}]"
    text = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
    with (
        st.container(border=True, key=f"compare-{key}", gap="xsmall"),
        st.container(horizontal=True, wrap=False, gap="small", vertical_alignment="top"),
    ):
        st.markdown(
            f"**{page.t('near.rank', rank=near.rank)}** `{near.score:.3f}` "
            f"{badge}{copy} {move} "
            f":small[:gray[{richtext.label(item.id)}]]  \n:small[{text}]",
            width="stretch",
        )
        if item.images:
            with st.container(width=pictures.width_of(page, item, _BOX)):
                pictures.draw(page, item, _BOX)
