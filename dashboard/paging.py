"""A long list in pages, and the way from one of its queries to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE_ROWS = 10
PAGE_PAIRS = 5
"""Of the list of first items: each takes the place of several rows."""

R = TypeVar("R")


def page_of(rows: Sequence[R], page: int, size: int = PAGE_ROWS) -> tuple[list[R], int, int]:
    """Return a page's rows, its number (inside the range) and the number of pages."""
    pages = max(1, -(-len(rows) // size))
    page = min(max(1, page), pages)
    return list(rows[(page - 1) * size : page * size]), page, pages


def page_with(ids: Sequence[str], query: str | None, size: int = PAGE_ROWS) -> int:
    """Return the number of the page that a query is on; the first one for any other query."""
    return ids.index(query) // size + 1 if query in ids else 1


def beside(ids: Sequence[str], query: str | None, by: int) -> str | None:
    """Return the query so many places on in the table; None past its ends or from elsewhere."""
    if query not in ids:
        return None
    place = ids.index(query) + by
    return ids[place] if 0 <= place < len(ids) else None
