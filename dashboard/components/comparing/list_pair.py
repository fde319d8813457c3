"""Two variants' neighbours of one query side by side, in a dialog: what they share, who moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import streamlit as st

from core.errors import NoVectorError
from core.views import make_view
from dashboard import browse_link, comparison, paging, palette, richtext, services, state
from dashboard.components import item_card, keyboard, pictures
from dashboard.components.comparing import (
    cause_words,
    controls,
    figures,
    query_table,
    remark_form,
    slope_chart,
)
from dashboard.components.pictures import Box
from dashboard.viewing import View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item, Neighbour
    from core.views import View as JudgedView
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.services import People
    from dashboard.table_rows import Row

MoveKind = Literal["up", "down", "same", "new"]
KEYS = "comparing.keys"
K = 10
_SNIPPET_CHARS = 130
_QUERY_CHARS = 500
_POINTER_CHARS = 60
_QUERY_BOX = Box(320, 180)
_BOX = Box(110, 76)
_BADGES = {
    "relevant": ("green", "check_circle"),
    "not_relevant": ("gray", "cancel"),
    "unknown": ("orange", "help"),
}
_MOVES = {"up": "green", "down": "red", "same": "gray", "new": "violet"}


@dataclass(frozen=True, slots=True)
class Move:
    """Where an item of one list stands compared with the other list."""

    kind: MoveKind
    by: int = 0
    other_rank: int | None = None


def moves(before: Sequence[Neighbour], after: Sequence[Neighbour]) -> dict[str, Move]:
    """Return, for each item of ``after``, how far it moved from its place in ``before``."""
    places = {near.id: near.rank for near in before}
    found = {}
    for near in after:
        rank = places.get(near.id)
        if rank is None:
            found[near.id] = Move("new")
        elif rank == near.rank:
            found[near.id] = Move("same", 0, rank)
        else:
            kind: MoveKind = "up" if near.rank < rank else "down"
            found[near.id] = Move(kind, abs(rank - near.rank), rank)
    return found


def say_why_closed(page: Page, shown: Shown, rows: Sequence[Row]) -> None:
    """Say why the query of a link isn't open; ``rows`` are those that the filter keeps."""
    if shown.query is None or shown.query in {row.query for row in rows}:
        return
    known = shown.query in page.ws.gt(str(shown.gt)).queries
    words = page.t(
        "lists.filtered" if known else "lists.unknown", query=richtext.label(shown.query)
    )
    st.warning(words, icon=":material/search_off:")


def open_dialog(
    page: Page,
    shown: Shown,
    rows: Sequence[Row],
    people: People,
    browse: StreamlitPage,
    write_address: Callable[[], None],
) -> None:
    """Open both lists of the chosen query over the page, if ``rows`` hold it.

    Previous and next walk ``rows``: the table as it is filtered and ordered, all its pages. They
    draw the dialog alone again; the table turns to the query's page when the dialog is closed.
    """
    by_query = {row.query: row for row in rows}
    if shown.query not in by_query or shown.gt is None or shown.a is None or shown.b is None:
        return
    seen = make_view(shown.view, page.ws.gt(shown.gt), people.layer)

    @st.dialog(page.t("lists.title"), width="large", on_dismiss=_dismissed)
    def dialog() -> None:
        query = comparison.current(st.session_state).query
        if query in by_query:
            write_address()
            state.settle(st.session_state)  # the dialog is drawn without the page, which does it
            _draw(page, replace(shown, query=query), rows, by_query[query], seen, browse)

    dialog()


def _draw(
    page: Page,
    shown: Shown,
    rows: Sequence[Row],
    row: Row,
    seen: JudgedView,
    browse: StreamlitPage,
) -> None:
    query = page.ws.items.get(row.query)
    _head(page, shown, rows, query, browse)
    a_name, b_name = str(shown.a), str(shown.b)
    lists = {name: _ranked(page, shown, name) for name in (a_name, b_name)}
    a, b = lists[a_name], lists[b_name]
    left, right = st.columns(2, gap="medium")
    with left:
        item_card.beside(page, query, _QUERY_BOX, _QUERY_CHARS)
        if row.causes:
            st.markdown(cause_words.sentences(page, shown, row))
        remark_form.draw(page, shown, row.query)
    with right:
        if a and b:
            _joined(page, seen, query, (a_name, b_name), (a, b))
    everything = [query]
    for column, name, other in zip(
        st.columns(2, gap="medium"), (a_name, b_name), (b_name, a_name), strict=True
    ):
        with column:
            found = query_table.cell(page, shown, row.cells[name])
            st.markdown(
                f"{figures.variant_name(page, name)} :small[:gray[{page.t('lists.first')}]] {found}"
            )
            mine, theirs = lists[name], lists[other]
            if mine is None:
                variant = richtext.label(name)
                st.info(page.t("empty.vector", variant=variant), icon=":material/block:")
                continue
            places = moves(theirs or (), mine)
            items = page.ws.items.get_many([near.id for near in mine])
            everything += items
            for item, near in zip(items, mine, strict=True):
                move = places[item.id] if theirs is not None else None
                words = _move(page, move, other, is_right=name == b_name)
                _card(page, seen, query, item, near, words, key=f"list-{name}-{near.rank}")
    pictures.mount_viewer(page, everything, key="comparing.viewer")


def _joined(
    page: Page,
    seen: JudgedView,
    query: Item,
    pair: tuple[str, str],
    lists: tuple[Sequence[Neighbour], Sequence[Neighbour]],
) -> None:
    tops = ([near.id for near in lists[0]], [near.id for near in lists[1]])
    items = page.ws.items.get_many(list(dict.fromkeys([*tops[0], *tops[1]])))
    status = {item.id: seen.status(query.id, item.id) for item in items}
    texts = {item.id: item.text[:_POINTER_CHARS] for item in items}
    slope_chart.lists(page, pair, tops, status, texts)


def _head(
    page: Page, shown: Shown, rows: Sequence[Row], query: Item, browse: StreamlitPage
) -> None:
    ids = [row.query for row in rows]
    place = ids.index(query.id) + 1
    steps = (
        ("lists.previous", "chevron_left", "ArrowLeft", -1, place > 1),
        ("lists.next", "chevron_right", "ArrowRight", 1, place < len(ids)),
    )
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="compare-lists-head"
    ):
        for words, symbol, _code, by, is_open in steps:
            st.button(
                page.t(words),
                key=f"comparing.button.{words}",
                icon=f":material/{symbol}:",
                disabled=not is_open,
                on_click=_step,
                args=(ids, by),
            )
        kind = query_table.kind(page, shown, shown.rows)
        st.markdown(f"**{richtext.label(query.id)}**", width="content")
        st.caption(page.t("lists.place", at=place, n=len(ids), kind=kind), width="stretch")
        st.page_link(
            browse,
            label=page.t("lists.open"),
            icon=":material/arrow_forward:",
            query_params=browse_link.format_link(query_table.to_browse(page, shown, query.id)),
        )

    keyboard.listen(
        KEYS,
        {code: partial(_step, ids, by) for _words, _symbol, code, by, _is_open in steps},
        in_dialog=True,
    )


def _step(ids: Sequence[str], by: int) -> None:
    """Go on from where the dialog is now: several keys may have come since it was drawn."""
    query = paging.beside(ids, comparison.current(st.session_state).query, by)
    if query is not None:
        controls.change(query=query, page=paging.page_with(ids, query))


def _dismissed() -> None:
    controls.change(query=None)


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
