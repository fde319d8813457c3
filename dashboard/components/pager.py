"""The way to the page before and the next one of a long list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.context import Page


def draw(
    page: Page, key: str, at: int, pages: int, turn: Callable[[int], None], said: str | None = None
) -> None:
    """Draw both ways and where one is; of a single page only what is ``said``.

    Args:
        page: words.
        key: what the keys of the buttons begin with.
        at: number of the page that is shown, from 1.
        pages: how many there are.
        turn: called with the number of the page that was chosen.
        said: where one is; None for the usual words.
    """
    if pages < 2 and said is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for words, symbol, target in (
            ("rows.previous", "chevron_left", at - 1),
            ("rows.next", "chevron_right", at + 1),
        ):
            if pages > 1:
                st.button(
                    page.t(words),
                    key=f"{key}.{words}",
                    icon=f":material/{symbol}:",
                    disabled=not 1 <= target <= pages,
                    type="tertiary",
                    on_click=turn,
                    args=(target,),
                )
        st.caption(said or page.t("rows.page", page=at, pages=pages))
