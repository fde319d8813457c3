"""Keeps the query card in sight and the page dense.

The one place whose CSS reaches beyond its own component: Streamlit has no option for a column
that stays, for the page's margins or for Korean line breaks. See frontend/layout.css.
"""

from __future__ import annotations

from dashboard.components import assets

QUERY_CARD_KEY = "query-card"
"""Container key of the card that stays; frontend/layout.css names it."""

_layout = assets.load("layout", isolate_styles=False)


def arrange(key: str) -> None:
    """Arrange the page that this is drawn on."""
    _layout(key=key, height=1)
