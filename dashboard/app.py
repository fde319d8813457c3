"""The dashboard's script: the page registry and what all pages share."""

from __future__ import annotations

import streamlit as st

from core.errors import YusaError
from dashboard import icon, richtext, services, state, strings
from dashboard.app_pages import browse
from dashboard.components import layout


def main() -> None:
    """Draw the page that was asked for."""
    browse.adopt_address()
    language = state.current(st.session_state).language
    try:
        snapshot = services.snapshot()
    except YusaError as error:
        _configure(strings.text(language, "app.title"))
        st.error(strings.text(language, "app.broken"), icon=":material/error:")
        st.markdown(richtext.to_markdown(str(error)))
        return
    _configure(f"{snapshot.ws.name} · {strings.text(language, 'app.title')}")
    pages = [
        st.Page(
            lambda: browse.render(snapshot),
            title=strings.text(language, "page.browse"),
            icon=":material/compare_arrows:",
            url_path="browse",
            default=True,
        )
    ]
    page = st.navigation(pages, position="top")
    browse.write_address()
    layout.arrange("page.layout")
    _heading(snapshot)
    page.run()


def _configure(title: str) -> None:
    st.set_page_config(page_title=title, page_icon=icon.page_icon(), layout="wide")


def _heading(snapshot: services.Snapshot) -> None:
    """Say what people have to know about the data; nothing where there is nothing to say."""
    language = state.current(st.session_state).language
    if snapshot.ws.is_demo:
        st.markdown(f":orange-badge[:material/science: {strings.text(language, 'app.demo')}]")
    if snapshot.notice:
        notice = richtext.label(snapshot.notice, 400)
        st.warning(strings.text(language, "app.stale", reason=notice), icon=":material/history:")


main()
