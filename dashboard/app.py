"""The dashboard's script: the page registry and what all pages share."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import streamlit as st

from core.access import may_open
from core.errors import YusaError
from dashboard import entry, failures, icon, richtext, services, state, strings
from dashboard.app_pages import (
    agreement,
    annotate,
    browse,
    compare,
    gate,
    health,
    report,
    start,
    tasks,
    versions,
)
from dashboard.app_pages import map as map_page
from dashboard.components import layout

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from core.access import Access

# By their path. A page has ``render(snapshot, pages)``, ``adopt_address()``, ``write_address()``.
#
# The first one opens where the address names none.
PAGES = {
    "start": (start, ":material/home:"),
    "browse": (browse, ":material/compare_arrows:"),
    "compare": (compare, ":material/leaderboard:"),
    "map": (map_page, ":material/scatter_plot:"),
    "annotate": (annotate, ":material/rate_review:"),
    "tasks": (tasks, ":material/assignment:"),
    "agreement": (agreement, ":material/handshake:"),
    "report": (report, ":material/description:"),
    "versions": (versions, ":material/inventory_2:"),
    "health": (health, ":material/troubleshoot:"),
}


def main() -> None:
    """Draw the page that was asked for."""
    language = state.current(st.session_state).language
    try:
        snapshot = services.snapshot()
    except YusaError as error:
        browse.adopt_address()
        language = state.current(st.session_state).language
        _configure(strings.text(language, "app.title"))
        st.error(strings.text(language, "app.broken"), icon=":material/error:")
        st.markdown(richtext.to_markdown(failures.said(error)))
        return
    _configure(f"{snapshot.ws.name} · {strings.text(language, 'app.title')}")
    access = entry.enter(snapshot.ws)
    is_judging = services.is_judging(snapshot.ws)
    opened = {name for name in PAGES if may_open(access, name, is_judging=is_judging)}
    pages: dict[str, StreamlitPage] = {}
    for name, (module, symbol) in PAGES.items():
        is_open = name in opened
        pages[name] = st.Page(
            functools.partial(module.render, snapshot, pages)
            if is_open
            else functools.partial(gate.render, snapshot, access, pages),
            title=strings.text(language, f"page.{name}"),
            icon=symbol,
            url_path=name,
            default=not pages,
            visibility="visible" if is_open else "hidden",
        )
    page = st.navigation(list(pages.values()), position="top")
    shown = next(name for name, known in pages.items() if known.url_path == page.url_path)
    entry.remember(snapshot.ws)
    if shown not in opened:
        layout.arrange("page.layout")
        page.run()  # its address waits until a key opens it
        return
    module = PAGES[shown][0]
    if state.arrive(st.session_state, shown, has_address=bool(st.query_params)):
        module.adopt_address()
    state.settle(st.session_state)
    if state.current(st.session_state).language != language:
        st.rerun()  # the titles above are in the other language
    module.write_address()
    layout.arrange("page.layout")
    _heading(snapshot, access)
    page.run()


def _configure(title: str) -> None:
    st.set_page_config(page_title=title, page_icon=icon.page_icon(), layout="wide")


def _heading(snapshot: services.Snapshot, access: Access | None) -> None:
    """Say what people have to know about the data; nothing where there is nothing to say."""
    language = state.current(st.session_state).language
    if snapshot.ws.is_demo:
        st.markdown(f":orange-badge[:material/science: {strings.text(language, 'app.demo')}]")
    if snapshot.notice and (access is None or access.role != "annotator"):  # it names variants
        notice = richtext.label(failures.said(snapshot.notice), 400)
        words = "app.stale" if snapshot.is_older else "app.damaged"
        st.warning(strings.text(language, words, reason=notice), icon=":material/history:")


main()
