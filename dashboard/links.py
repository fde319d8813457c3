"""Deep links: what a view shows, as query parameters and back.

Every view has an address that reopens it. A value that can't be read falls back to its default,
silently: an address is typed, shortened and pasted by people.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.types import PoolKind, Where

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
K_OPTIONS = (5, 10, 20, 50)
DEFAULT_K = 10
MAX_FILTERS = 50
_MAX_CHARS = 500


@dataclass(frozen=True, slots=True)
class BrowseLink:
    """Everything that decides what Browse shows. None means: whatever the workspace's default is.

    ``where`` restricts the candidates; ``find``, ``find_where`` and ``queries_of`` describe the
    list that previous and next walk through: search results or the queries of a ground truth.
    """

    query: str | None = None
    variant: str | None = None
    gt: str | None = None
    pool: PoolKind = "corpus"
    k: int = DEFAULT_K
    where: Where = ()
    find: str = ""
    find_where: Where = ()
    queries_of: str | None = None
    language: Language = "ko"


def parse(params: Mapping[str, Sequence[str]]) -> BrowseLink:
    """Read a view from query parameters; of a repeated single value the last one counts."""

    def last(name: str) -> str | None:
        values = [unicodedata.normalize("NFC", v) for v in params.get(name, ()) if v]
        return values[-1] if values and len(values[-1]) <= _MAX_CHARS else None

    k = last("k")
    language = last("lang")
    return BrowseLink(
        query=last("q"),
        variant=last("model"),
        gt=last("gt"),
        pool="judged" if last("pool") == "judged" else "corpus",
        k=int(k) if k in {str(option) for option in K_OPTIONS} else DEFAULT_K,
        where=parse_where(params.get("where", ())),
        find=last("find") or "",
        find_where=parse_where(params.get("in", ())),
        queries_of=last("list"),
        language="en" if language == "en" else "ko",
    )


def format_link(link: BrowseLink) -> dict[str, list[str]]:
    """Return the query parameters of a view; defaults are left out."""
    single = {
        "q": link.query,
        "model": link.variant,
        "gt": link.gt,
        "pool": link.pool if link.pool != "corpus" else None,
        "k": str(link.k) if link.k != DEFAULT_K else None,
        "find": link.find or None,
        "list": link.queries_of,
        "lang": link.language if link.language != "ko" else None,
    }
    params = {name: [value] for name, value in single.items() if value is not None}
    if link.where:
        params["where"] = format_where(link.where)
    if link.find_where:
        params["in"] = format_where(link.find_where)
    return params


def parse_where(values: Iterable[str]) -> Where:
    """Read ``FIELD=VALUE`` filters; pieces without a field are dropped, repeats count once."""
    pairs: list[tuple[str, str]] = []
    for value in list(values)[:MAX_FILTERS]:
        field, equals, wanted = unicodedata.normalize("NFC", value[:_MAX_CHARS]).partition("=")
        if equals and field and (field, wanted) not in pairs:
            pairs.append((field, wanted))
    return tuple(sorted(pairs))


def format_where(where: Where) -> list[str]:
    """Return filters as ``FIELD=VALUE``."""
    return [f"{field}={value}" for field, value in where]
