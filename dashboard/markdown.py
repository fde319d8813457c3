"""Markdown of a page's own: tables, and words that stay on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_BREAK = "\N{NO-BREAK SPACE}"


def table(rows: Sequence[Sequence[str]], *, numbers: bool = False) -> str:
    """Return a table.

    Args:
        rows: the head, then the lines; all of one length. Cells are Markdown without ``|``.
        numbers: whether all columns but the first are set flush right.
    """
    head, *lines = rows
    rule = ["---", *["---:" if numbers else "---"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


def unbroken(words: str, spaces: int = -1) -> str:
    """Return words that stay on one line, as far as their first ``spaces`` (-1: all) go."""
    return words.replace(" ", _NO_BREAK, spaces)
