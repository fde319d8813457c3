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
    select(key, value)
    st.segmented_control(
        page.t("comparison.view"),
        VIEW_NAMES,
        key=key,
        required=True,
        help=page.t("comparison.view.help"),
        format_func=lambda name: page.t(f"comparison.view.{name.replace('-', '_')}"),
        on_change=on_change,
        args=("view", key),
    )


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
    select(key, value)
    st.segmented_control(
        page.t("comparison.pool"),
        pools,
        key=key,
        required=True,
        format_func=lambda kind: page.t(f"comparison.pool.{kind}"),
        on_change=on_change,
        args=(name, key),
    )
