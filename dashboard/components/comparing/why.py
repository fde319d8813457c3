"""③ Why do they differ: query by query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.components.comparing import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.components.comparing.context import Comparison


def draw(c: Comparison, write_address: Callable[[], None]) -> None:
    """Draw the tab; ``write_address`` is for steps inside the dialog, which draw it alone."""
    queries.draw(c, write_address)
