"""Deep links: what the addresses of all pages have in common.

Every view has an address that reopens it; each page's is in a module of its own
(:mod:`dashboard.browse_link` and so on). A value that can't be read falls back to its default,
silently: an address is typed, shortened and pasted by people.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from core.items import HAS_IMAGE, TRUTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.types import Where
    from core.views import ViewName

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
VIEWS: tuple[ViewName, ...] = ("imported", "human", "human-over-imported")
K_OPTIONS = (5, 10, 20, 50)
DEFAULT_K = 10
MAX_FILTERS = 50
MAX_CHARS: Final = 1024
"""As long as an id may be."""


def last(params: Mapping[str, Sequence[str]], name: str) -> str | None:
    """Return a single value in NFC; of a repeated one the last that isn't empty counts."""
    values = [unicodedata.normalize("NFC", v) for v in params.get(name, ()) if v]
    return values[-1] if values and len(values[-1]) <= MAX_CHARS else None


def parse_language(params: Mapping[str, Sequence[str]]) -> Language:
    """Read the language, which has one name in every address."""
    return "en" if last(params, "lang") == "en" else "ko"


def format_language(language: Language) -> dict[str, list[str]]:
    """Return the query parameters of a page that has no view of its own."""
    return {"lang": [language]} if language != "ko" else {}


def parse_where(values: Iterable[str]) -> Where:
    """Read ``FIELD=VALUE`` filters; pieces without a field are dropped, repeats count once."""
    pairs: list[tuple[str, str]] = []
    for value in list(values)[:MAX_FILTERS]:
        field, equals, wanted = unicodedata.normalize("NFC", value[:MAX_CHARS]).partition("=")
        if field == HAS_IMAGE:
            wanted = wanted.casefold()
            if wanted not in TRUTH:
                continue
        if equals and field and (field, wanted) not in pairs:
            pairs.append((field, wanted))
    return tuple(sorted(pairs))


def format_where(where: Where) -> list[str]:
    """Return filters as ``FIELD=VALUE``."""
    return [f"{field}={value}" for field, value in where]
