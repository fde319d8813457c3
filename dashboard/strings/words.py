"""What a phrase is."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One phrase in both languages."""

    ko: str
    en: str
