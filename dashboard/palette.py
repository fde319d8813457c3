"""One colour and one shape per variant, the same on every page and after every import.

The colours are those of Okabe and Ito, which people with any common colour blindness can tell
apart; the shape says the same again. The theme's palette in .streamlit/config.toml holds the
same hues, so that Markdown can name them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from dashboard import options

if TYPE_CHECKING:
    from collections.abc import Mapping


class Mark(NamedTuple):
    """How a variant is drawn: a hex colour for charts, a Markdown colour name, a shape.

    ``symbol`` is the shape as charts call it.
    """

    hex: str
    markdown: str
    shape: str
    symbol: str


MARKS = (
    Mark("#0072B2", "blue", "●", "circle"),
    Mark("#D55E00", "red", "■", "square"),
    Mark("#009E73", "green", "▲", "triangle-up"),
    Mark("#CC79A7", "violet", "◆", "diamond"),
    Mark("#E69F00", "orange", "▼", "triangle-down"),
    Mark("#56B4E9", "blue", "★", "star"),
    Mark("#F0E442", "yellow", "✚", "cross"),
    Mark("#777777", "gray", "✖", "x"),
)


@cache
def shade(markdown: str, theme: Literal["light", "dark"]) -> str:
    """Return the hex colour in which the theme writes a Markdown colour name.

    Charts draw variants in it, so that a variant has the same colour in words and pictures.
    """
    return str(options.theme_options()[f"theme.{theme}.{markdown}TextColor"])


def mark(variant: str, slots: Mapping[str, int]) -> Mark:
    """Return the mark of a variant: by the slot that the workspace keeps for it."""
    return MARKS[slots[variant] % len(MARKS)] if variant in slots else MARKS[-1]
