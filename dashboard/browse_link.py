"""The address of Browse: the question, its neighbours, and the list that is walked through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import compare_link, links
from dashboard.links import DEFAULT_K, K_OPTIONS, VIEWS, format_where, parse_where

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.types import PoolKind, Where
    from core.views import ViewName
    from dashboard.compare_link import CompareLink
    from dashboard.links import Language

_PARAMS = frozenset(
    {"q", "model", "gt", "pool", "k", "where", "find", "in", "list", "table", "view"}
)
DEFAULT_TRUTH: ViewName = "human-over-imported"
"""Whose grades Browse counts: who judges there sees at once what it moves."""


@dataclass(frozen=True, slots=True)
class BrowseLink:
    """Everything that decides what Browse shows. None means: whatever the workspace's default is.

    ``where`` restricts the candidates; ``find``, ``find_where`` and ``queries_of`` describe the
    list that previous and next walk through: search results or the queries of a ground truth.
    ``truth`` says whose grades the badges and figures count.
    ``table`` is the view of Compare whose table of queries is walked instead, as it is filtered
    and ordered there.
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
    truth: ViewName = DEFAULT_TRUTH
    language: Language = "ko"
    table: CompareLink | None = None


def parse(params: Mapping[str, Sequence[str]]) -> BrowseLink:
    """Read a view from query parameters; of a repeated single value the last one counts."""

    def last(name: str) -> str | None:
        return links.last(params, name)

    k = last("k")
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
        truth=next((name for name in VIEWS if name == last("view")), DEFAULT_TRUTH),
        language=links.parse_language(params),
        table=compare_link.parse_table(next(reversed(params.get("table", ())), "")),
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
        "view": link.truth if link.truth != DEFAULT_TRUTH else None,
        "table": compare_link.format_table(link.table),
        "lang": link.language if link.language != "ko" else None,
    }
    params = {name: [value] for name, value in single.items() if value is not None}
    if link.where:
        params["where"] = format_where(link.where)
    if link.find_where:
        params["in"] = format_where(link.find_where)
    return params


def names_view(params: Iterable[str]) -> bool:
    """Whether an address with these parameters says what Browse is to show."""
    return not _PARAMS.isdisjoint(params)
