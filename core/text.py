"""Text in one form: ids in NFC, search keys folded."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW_NAMED = 5
"""So many names stand for a long list of them in a message."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""Beginnings that a spreadsheet may run as a formula, and the mark that we put before them.

East Asian versions take the full-width signs for the others; a line break at the start is skipped.
"""


def spreadsheet_cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs; :func:`from_spreadsheet_cell` undoes it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def from_spreadsheet_cell(cell: str) -> str:
    """The text of a cell that :func:`spreadsheet_cell` made."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def nfc(text: str) -> str:
    """Unicode normalisation form C; Hangul typed on macOS arrives decomposed (NFD)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def search_key(text: str) -> str:
    """Fold ``text`` so that a search ignores case, width, compatibility forms and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def counted(n: int, one: str, many: str | None = None) -> str:
    """``n`` and the noun in its number: "1 item", "1,200 items"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def first_few(names: Sequence[str]) -> str:
    """The first names, and a mark where there are more."""
    more = ", …" if len(names) > FEW_NAMED else ""
    return ", ".join(names[:FEW_NAMED]) + more


def is_well_formed(text: str) -> bool:
    """Whether ``text`` can be written as UTF-8 (no lone surrogates from ``\\ud800`` escapes)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
