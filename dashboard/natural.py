"""Natural order, for display alone: q2 before q10. Results keep their canonical order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dashboard.strings import SCHOOLS

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS = re.compile(r"(\d+)")


def key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what a text is sorted by: its numbers count as numbers."""
    parts = _DIGITS.split(text.casefold())
    return tuple((1, int(p), "") if p.isdecimal() else (0, 0, p) for p in parts if p)


def values(field: str, found: Iterable[str]) -> list[str]:
    """Return a field's values as people expect them.

    Years from the newest, levels by school and grade; of other fields as they come.
    """
    if field == "year":
        return sorted(found, key=key, reverse=True)
    if field == "level":
        return sorted(found, key=lambda value: (_school(value), key(value)))
    return list(found)


def _school(value: str) -> int:
    place = SCHOOLS.find(value[:1])
    return place if place >= 0 and value else len(SCHOOLS)
