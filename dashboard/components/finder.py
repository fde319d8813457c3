"""Finds a query: by id, words, filters, at random, or from a ground truth's list.

A fragment of its own: typing redraws the list of results and nothing else. The list is bounded;
the browser never gets all items.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browsing, compare_link, matchtext, richtext, services, state, viewing
from dashboard.components import assets, filters, names
from dashboard.context import seed, select
from dashboard.links import LANGUAGES
from dashboard.strings import LANGUAGE_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from dashboard.context import Page
    from dashboard.services import Found

PANEL_ROWS = 40
_PANEL_HEIGHT = 260
_MAX_SEARCH_CHARS = 200
_SNIPPET_CHARS = 110

BOX = "browse-find"
"""Container key of the search box."""
BUTTON_PREVIOUS = "browse.button.previous"
BUTTON_NEXT = "browse.button.next"
BUTTON_RANDOM = "browse.button.random"
BUTTON_LIST = "browse.button.list"

_copy_link = assets.load("copy_link")


def result_key(item_id: str) -> str:
    """Return the key of the button that chooses a search result."""
    return f"browse.result.{item_id}"


@st.fragment
def draw(page: Page, compare: StreamlitPage) -> None:
    """Draw the search line and, while it is open, the list of results."""
    finder = browsing.current_finder(st.session_state)
    found = services.found(page.ws, finder)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _search_box(page, finder)
        _list_choice(page, finder)
        among = services.Among(text=finder.text, queries_of=finder.queries_of)
        filters.popover(page, "find", finder.where, _filter_changed, _clear_filters, among)
        _walk(page)
        _back(page, compare)
        _extras(page)
    if st.session_state.get(state.FINDER_OPEN):
        _panel(page, finder, found)


def _search_box(page: Page, finder: browsing.Finder) -> None:
    seed(state.WIDGET_FIND, finder.text)
    with st.container(width=260, key=BOX):
        st.text_input(
            page.t("find.label"),
            key=state.WIDGET_FIND,
            placeholder=page.t("find.placeholder"),
            type="search",
            label_visibility="collapsed",
            icon=":material/search:",
            live="200ms",
            on_change=_text_changed,
        )


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()[:_MAX_SEARCH_CHARS])


def _text_changed() -> None:
    text = _clean(st.session_state[state.WIDGET_FIND] or "")
    if st.session_state.pop(state.FIND_ENTERED, None) == text:
        return  # what was typed arrives after the Enter that has opened it already
    _apply(replace(browsing.current_finder(st.session_state), text=text))


def _list_choice(page: Page, finder: browsing.Finder) -> None:
    if not page.ws.gt_names:
        return
    options = [browsing.ALL_QUESTIONS, *services.offer(page.ws).gts]
    chosen = finder.queries_of if finder.queries_of in options else browsing.ALL_QUESTIONS
    table = finder.table
    if table is not None:
        options.append(browsing.COMPARED_QUESTIONS)
        chosen = browsing.COMPARED_QUESTIONS
    select(state.WIDGET_LIST, chosen)

    def shown(name: str) -> str:
        if name == browsing.ALL_QUESTIONS:
            return page.t("find.list.all", n=len(page.ws.items))
        if name == browsing.COMPARED_QUESTIONS and table is not None:
            return page.t("find.list.compared", n=len(services.listed(page.ws, table)))
        return page.t("find.list.gt", gt=name, n=len(page.ws.gt(name).queries))

    st.selectbox(
        page.t("find.list"),
        options,
        key=state.WIDGET_LIST,
        format_func=shown,
        label_visibility="collapsed",
        width=names.width_px(map(shown, options)),
        on_change=_list_changed,
    )


def _list_changed() -> None:
    name = st.session_state[state.WIDGET_LIST]
    finder = browsing.current_finder(st.session_state)
    if name == browsing.COMPARED_QUESTIONS:
        return
    queries_of = None if name == browsing.ALL_QUESTIONS else name
    _apply(replace(finder, queries_of=queries_of, table=None))
    # Previous and next walk the list from now on, and the badges are those of its ground truth.
    browsing.commit_finder(st.session_state)
    st.rerun()


def _filter_changed(field: str, values: Sequence[str]) -> None:
    finder = browsing.current_finder(st.session_state)
    where = viewing.toggle_filter(finder.where, field, values)
    _apply(replace(finder, where=where))


def _clear_filters() -> None:
    _apply(replace(browsing.current_finder(st.session_state), where=()))


def _walk(page: Page) -> None:
    """Draw previous, position in the list, next, and the random question."""
    before, after, position, total = around(page, page.view.query)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content"):
        for key, icon, words, target in (
            (BUTTON_PREVIOUS, "chevron_left", "find.previous", before),
            (BUTTON_NEXT, "chevron_right", "find.next", after),
        ):
            st.button(
                "",
                key=key,
                icon=f":material/{icon}:",
                help=page.t(words),
                disabled=target is None,
                on_click=choose,
                args=(target,),
            )
        words = "find.outside" if position is None else "find.position"
        label = page.t(words, at=(position or 0) + 1, n=total)
        st.button(
            label,
            key=BUTTON_LIST,
            type="tertiary",
            icon=":material/list:",
            help=page.t("find.close" if st.session_state.get(state.FINDER_OPEN) else "find.open"),
            on_click=_toggle_list,
        )
        st.button(
            "",
            key=BUTTON_RANDOM,
            icon=":material/shuffle:",
            help=page.t("find.random"),
            on_click=_choose_random,
            args=(page,),
        )


def around(page: Page, query: str | None) -> tuple[str | None, str | None, int | None, int]:
    """Return the questions before and after a query in its list, its place and the length."""
    found = services.found(page.ws, browsing.finder_of(state.current(st.session_state)))
    place = found.place(query)
    if place is None:
        return None, (found.ids[0] if found.ids else None), None, found.total
    before = found.ids[place - 1] if place > 0 else None
    after = found.ids[place + 1] if place + 1 < len(found.ids) else None
    return before, after, place, found.total


def walk(page: Page, by: int) -> None:
    """Go on to the question before (-1) or after (+1): for keys.

    From where the session is now: further keys may have come since the page was drawn.
    """
    query = state.current(st.session_state).query or page.view.query
    before, after, _place, _total = around(page, query)
    target = before if by < 0 else after
    if target is not None:
        browsing.choose_query(st.session_state, target)


def entered(page: Page, text: str) -> None:
    """Open what Enter stands for in the search box, if it stands for one question."""
    text = _clean(text)
    hit = the_one(page, replace(browsing.current_finder(st.session_state), text=text))
    if hit is not None:
        browsing.open_hit(st.session_state, hit)
        st.session_state[state.FIND_ENTERED] = text


def the_one(page: Page, finder: browsing.Finder) -> str | None:
    """Return the question whose id the finder's text is, or the only one that it finds."""
    if finder.text in page.ws.items:
        return finder.text
    found = services.found(page.ws, finder)
    return found.ids[0] if finder.text and found.total == 1 else None


def choose(item_id: str | None) -> None:
    """Make a neighbour in the list the query."""
    if item_id is not None:
        browsing.choose_query(st.session_state, item_id)
        st.rerun()  # in a callback: the whole page runs, not the finder's fragment alone


def _choose_found(item_id: str, is_the_one: bool) -> None:
    if is_the_one:
        browsing.open_hit(st.session_state, item_id)
    else:
        browsing.choose_found(st.session_state, item_id)
    st.rerun()


def _toggle_list() -> None:
    st.session_state[state.FINDER_OPEN] = not st.session_state.get(state.FINDER_OPEN)


def _choose_random(page: Page) -> None:
    finder = browsing.current_finder(st.session_state)
    chosen = services.random_id(page.ws, finder, browsing.next_seed(st.session_state))
    choose(chosen)


def _back(page: Page, compare: StreamlitPage) -> None:
    """Draw the way back to the table of Compare that is walked, to the page of the query."""
    table = state.current(st.session_state).table
    if table is None:
        return
    there = services.turned_to(page.ws, table, page.view.query)
    st.page_link(
        compare,
        label=page.t("find.back"),
        icon=":material/arrow_back:",
        query_params=compare_link.format_link(replace(there, language=page.language)),
    )


def _extras(page: Page) -> None:
    _copy_link(
        key="browse.copy_link",
        data={"words": {name: page.t(f"link.{name}") for name in ("copy", "copied", "failed")}},
        width="content",
        height="content",
    )
    select(state.WIDGET_LANGUAGE, page.language)
    st.segmented_control(
        page.t("app.language"),
        LANGUAGES,
        key=state.WIDGET_LANGUAGE,
        required=True,
        format_func=LANGUAGE_NAMES.__getitem__,
        label_visibility="collapsed",
        on_change=_language_changed,
    )


def _language_changed() -> None:
    state.set_language(st.session_state, st.session_state[state.WIDGET_LANGUAGE])
    st.rerun()


def _panel(page: Page, finder: browsing.Finder, found: Found) -> None:
    with st.container(border=True, gap="xsmall", key="find-panel"):
        rows = _window(found, page.view.query)
        hit = the_one(page, finder)
        with st.container(horizontal=True, vertical_alignment="center"):
            count = page.t("find.shown", shown=len(rows), total=found.total)
            if hit is not None:
                count += " · " + page.t("find.enter", id=richtext.label(hit))
            st.caption(count, width="stretch")
            if finder != browsing.Finder():
                st.button(
                    page.t("find.clear"),
                    key="browse.button.clear",
                    type="tertiary",
                    icon=":material/backspace:",
                    on_click=_clear,
                )
            st.button(
                page.t("find.close"),
                key="browse.button.close",
                type="tertiary",
                icon=":material/close:",
                on_click=_toggle_list,
            )
        if not rows:
            reason = "find.none" if finder.text else "find.none.filters"
            st.info(page.t(reason, text=richtext.label(finder.text)), icon=":material/search_off:")
            return
        with st.container(height=min(_PANEL_HEIGHT, 16 + 40 * len(rows)), border=False, gap=None):
            for item in page.ws.items.get_many(rows):
                snippet = matchtext.snippet(item, finder.text, _SNIPPET_CHARS)
                here = ":material/arrow_right: " if item.id == page.view.query else ""
                st.button(
                    f"{here}**{matchtext.label(item.id, finder.text)}** {snippet}",
                    key=result_key(item.id),
                    type="tertiary",
                    wrap=False,
                    on_click=_choose_found,
                    args=(item.id, item.id == hit),
                )


def _window(found: Found, query: str | None) -> list[str]:
    """Return the part of a long list that is shown: around the query, if it is in the list."""
    ids = found.ids
    if len(ids) <= PANEL_ROWS:
        return list(ids)
    place = found.place(query) or 0
    start = max(0, min(place - PANEL_ROWS // 4, len(ids) - PANEL_ROWS))
    return list(ids[start : start + PANEL_ROWS])


def _clear() -> None:
    _apply(browsing.Finder())


def _apply(finder: browsing.Finder) -> None:
    """Set the finder; an empty one also gives up the list that previous and next walk through."""
    browsing.set_finder(st.session_state, finder)
    if finder == browsing.Finder():
        browsing.leave_list(st.session_state)
        st.rerun()
