"""The address of Compare, and its table of queries as a parameter of Browse's address."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlencode

from core.causes import KINDS, Kind
from dashboard import links
from dashboard.links import MAX_CHARS, MAX_FILTERS, VIEWS, format_where, parse_where

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.types import PoolKind, Where
    from core.views import ViewName
    from dashboard.links import Language

RowFilter = Literal["all", "flipped", "only_a", "only_b", "both", "neither"]
ROW_FILTERS: tuple[RowFilter, ...] = ("all", "flipped", "only_a", "only_b", "both", "neither")
CauseFilter = Kind | Literal["remarked"]
CAUSE_FILTERS: tuple[CauseFilter, ...] = (*KINDS, "remarked")
"""Which queries of the table: those with an automatic cause, or those that people remarked on."""
CompareTab = Literal["passed", "real", "why", "service"]
COMPARE_TABS: tuple[CompareTab, ...] = ("passed", "real", "why", "service")
WhyPart = Literal["queries", "slices", "scores", "identity"]
WHY_PARTS: tuple[WhyPart, ...] = ("queries", "slices", "scores", "identity")
SliceOrder = Literal["value", "n"]
SLICE_ORDERS: tuple[SliceOrder, ...] = ("value", "n")
DEPTHS = (5, 10)
"""Lengths of a list that Compare counts in."""
DEFAULT_DEPTH = 10
_POOLS: tuple[PoolKind, ...] = ("corpus", "judged")
_MAX_TABLE_CHARS = 2048


@dataclass(frozen=True, slots=True)
class CompareLink:
    """Everything that decides what Compare shows. None means: the workspace's default.

    ``tab`` is the question that is open; None for the one that the rest of the link is about.
    ``where`` restricts the candidates; ``cause`` narrows the table of queries further; ``sort``
    is the variant whose ranks order it, or one of :data:`dashboard.differences.ORDERS`, None for
    disagreement; ``query`` is the one whose two lists stand side by side.
    ``threshold`` is the least score of a neighbour that a service would show.
    ``firsts`` opens the list of first items that the ground truth ``gt`` doesn't credit: those of
    the variant ``model``, None for all.
    ``part`` is what of the third tab is open; ``field`` and ``order`` are of its slices, ``slice``
    (field, value) the one whose queries the table lists; ``text``, ``image`` and ``multimodal`` are
    the variants by what they see; ``k`` is the length of the lists that items are counted in.
    """

    tab: CompareTab | None = None
    view: ViewName = "imported"
    pool: PoolKind | None = None
    where: Where = ()
    measure: str | None = None
    gt: str | None = None
    a: str | None = None
    b: str | None = None
    rows: RowFilter = "all"
    cause: CauseFilter | None = None
    sort: str | None = None
    descending: bool = False
    page: int = 1
    query: str | None = None
    threshold: float | None = None
    language: Language = "ko"
    firsts: bool = False
    model: str | None = None
    firsts_page: int = 1
    part: WhyPart = "queries"
    field: str | None = None
    order: SliceOrder = "value"
    slice: tuple[str, str] | None = None
    text: str | None = None
    image: str | None = None
    multimodal: str | None = None
    k: int = DEFAULT_DEPTH


def parse(params: Mapping[str, Sequence[str]]) -> CompareLink:
    """Read Compare's view from query parameters; of a repeated single value the last one counts."""

    def last(name: str) -> str:
        value = unicodedata.normalize("NFC", next((v for v in reversed(params.get(name, ()))), ""))
        return value if len(value) <= MAX_CHARS else ""

    def number(name: str) -> int:
        text = last(name)
        return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1

    return CompareLink(
        tab=next((name for name in COMPARE_TABS if name == last("tab")), None),
        view=next((name for name in VIEWS if name == last("view")), "imported"),
        pool=next((name for name in _POOLS if name == last("pool")), None),
        where=parse_where(params.get("where", ())),
        measure=last("measure") or None,
        gt=links.last(params, "gt"),
        a=last("a") or None,
        b=last("b") or None,
        rows=next((name for name in ROW_FILTERS if name == last("rows")), "all"),
        cause=next((name for name in CAUSE_FILTERS if name == last("cause")), None),
        sort=last("sort") or None,
        descending=last("order") == "desc",
        page=number("page"),
        query=links.last(params, "q"),
        threshold=_parse_score(last("score")),
        language=links.parse_language(params),
        firsts=last("first") == "1",
        model=links.last(params, "model"),
        firsts_page=number("first_page"),
        part=next((name for name in WHY_PARTS if name == last("part")), "queries"),
        field=last("field") or None,
        order=next((name for name in SLICE_ORDERS if name == last("slices")), "value"),
        slice=_parse_slice(last("slice")),
        text=last("text") or None,
        image=last("image") or None,
        multimodal=last("multimodal") or None,
        k=next((k for k in DEPTHS if str(k) == last("k")), DEFAULT_DEPTH),
    )


def _parse_score(text: str) -> float | None:
    """Read a score: an inner product of nearly unit vectors."""
    try:
        score = float(text)
    except ValueError:
        return None
    return round(score, 3) if -1.01 <= score <= 1.01 else None


def _parse_slice(text: str) -> tuple[str, str] | None:
    """Read ``FIELD=VALUE``; the value may be empty: the queries without one."""
    field, equals, value = text.partition("=")
    return (field, value) if field and equals else None


def format_link(link: CompareLink) -> dict[str, list[str]]:
    """Return the query parameters of Compare's view; defaults are left out."""
    single = {
        "tab": link.tab,
        "view": link.view if link.view != "imported" else None,
        "pool": link.pool,
        "measure": link.measure,
        "gt": link.gt,
        "a": link.a,
        "b": link.b,
        "rows": link.rows if link.rows != "all" else None,
        "cause": link.cause,
        "sort": link.sort,
        "order": "desc" if link.descending else None,
        "page": str(link.page) if link.page > 1 else None,
        "first": "1" if link.firsts else None,
        "model": link.model,
        "first_page": str(link.firsts_page) if link.firsts_page > 1 else None,
        "q": link.query,
        "score": None if link.threshold is None else f"{link.threshold:.3f}",
        "lang": link.language if link.language != "ko" else None,
        "part": link.part if link.part != "queries" else None,
        "field": link.field,
        "slices": link.order if link.order != "value" else None,
        "slice": "=".join(link.slice) if link.slice is not None else None,
        "text": link.text,
        "image": link.image,
        "multimodal": link.multimodal,
        "k": str(link.k) if link.k != DEFAULT_DEPTH else None,
    }
    params = {name: [value] for name, value in single.items() if value is not None}
    if link.where:
        params["where"] = format_where(link.where)
    return params


def parse_table(text: str) -> CompareLink | None:
    """Read what :func:`format_table` wrote; None for anything else."""
    if not text or len(text) > _MAX_TABLE_CHARS:
        return None
    try:
        params = parse_qs(text, max_num_fields=2 * MAX_FILTERS)
    except ValueError:
        return None
    params.pop("table", None)  # a table is of Compare, which is not opened from a table
    return _only_table(parse(params))


def format_table(link: CompareLink | None) -> str | None:
    """Return a table of Compare as one parameter; None where it would be too long for a link."""
    if link is None:
        return None
    # A view that is all defaults is a table, too.
    params = {"rows": [link.rows]} | format_link(_only_table(link))
    text = urlencode(params, doseq=True)
    return text if len(text) <= _MAX_TABLE_CHARS else None


def _only_table(link: CompareLink) -> CompareLink:
    """Keep what decides which queries a table lists, and in which order."""
    plain = CompareLink()
    return replace(
        link,
        page=1,
        firsts_page=1,
        query=None,
        threshold=None,
        language=plain.language,
        part=plain.part,
        field=None,
        order=plain.order,
        text=None,
        image=None,
        multimodal=None,
        k=plain.k,
    )


def format_report(link: CompareLink) -> dict[str, list[str]]:
    """Return the query parameters of Report: of Compare's view only what figures depend on."""
    return format_link(CompareLink(view=link.view, pool=link.pool, language=link.language))
