"""Choices that several pages offer: whose grades count, and which candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.views import VIEW_NAMES
from dashboard.context import select

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.context import Page


def view(page: Page, value: str, *, key: str, on_change: Callable[[str, str], None]) -> None:
    """Draw the choice of a view; ``on_change`` gets ``"view"`` and the key."""
    _draw(page, "comparison.view", VIEW_NAMES, value, key, on_change, "view", has_help=True)


def pool(
    page: Page,
    pools: Sequence[str],
    value: str,
    *,
    key: str,
    on_change: Callable[[str, str], None],
    name: str = "pool",
) -> None:
    """Draw the choice of the candidates; ``on_change`` gets the name and the key."""
    _draw(page, "comparison.pool", pools, value, key, on_change, name)


def _draw(
    page: Page,
    words: str,
    options: Sequence[str],
    value: str,
    key: str,
    on_change: Callable[[str, str], None],
    name: str,
    *,
    has_help: bool = False,
) -> None:
    select(key, value)
    st.segmented_control(
        page.t(words),
        options,
        key=key,
        required=True,
        help=page.t(f"{words}.help") if has_help else None,
        format_func=lambda option: page.t(f"{words}.{option.replace('-', '_')}"),
        on_change=on_change,
        args=(name, key),
    )
