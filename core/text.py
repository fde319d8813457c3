"""Text in one form: ids in NFC, search keys folded."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Unicode normalisation form C; Hangul typed on macOS arrives decomposed (NFD)."""
    return unicodedata.normalize("NFC", text)


def search_key(text: str) -> str:
    """Fold ``text`` so that a search ignores case, width, compatibility forms and spacing."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def is_well_formed(text: str) -> bool:
    """Whether ``text`` can be written as UTF-8 (no lone surrogates from ``\\ud800`` escapes)."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
