"""Deep links: what a view shows, as query parameters and back.

Every view has an address that reopens it. A value that can't be read falls back to its default,
silently: an address is typed, shortened and pasted by people.
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import parse_qs, urlencode

from core.causes import KINDS, Kind
from core.items import HAS_IMAGE, TRUTH
from core.tasks import QUEUE_KINDS, QueueKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.types import PoolKind, Where
    from core.views import ViewName

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
K_OPTIONS = (5, 10, 20, 50)
DEFAULT_K = 10
MAX_FILTERS = 50
_MAX_CHARS = 1024  # as long as an id may be
_MAX_TABLE_CHARS = 2048
_BROWSE_PARAMS = frozenset(
    {"q", "model", "gt", "pool", "k", "where", "find", "in", "list", "table", "view"}
)
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
_VIEWS: tuple[ViewName, ...] = ("imported", "human", "human-over-imported")
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
        truth=next((name for name in _VIEWS if name == last("view")), DEFAULT_TRUTH),
        language="en" if language == "en" else "ko",
        table=_parse_table(next(reversed(params.get("table", ())), "")),
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
        "table": _format_table(link.table),
        "lang": link.language if link.language != "ko" else None,
    }
    params = {name: [value] for name, value in single.items() if value is not None}
    if link.where:
        params["where"] = format_where(link.where)
    if link.find_where:
        params["in"] = format_where(link.find_where)
    return params


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


def parse_compare(params: Mapping[str, Sequence[str]]) -> CompareLink:
    """Read Compare's view from query parameters; like :func:`parse`."""
    common = parse(params)  # language, query, ground truth and filters go by the same names

    def last(name: str) -> str:
        value = unicodedata.normalize("NFC", next((v for v in reversed(params.get(name, ()))), ""))
        return value if len(value) <= _MAX_CHARS else ""

    def number(name: str) -> int:
        text = last(name)
        return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1

    return CompareLink(
        tab=next((name for name in COMPARE_TABS if name == last("tab")), None),
        view=next((name for name in _VIEWS if name == last("view")), "imported"),
        pool=common.pool if last("pool") in {"judged", "corpus"} else None,
        where=common.where,
        measure=last("measure") or None,
        gt=common.gt,
        a=last("a") or None,
        b=last("b") or None,
        rows=next((name for name in ROW_FILTERS if name == last("rows")), "all"),
        cause=next((name for name in CAUSE_FILTERS if name == last("cause")), None),
        sort=last("sort") or None,
        descending=last("order") == "desc",
        page=number("page"),
        query=common.query,
        threshold=_parse_score(last("score")),
        language=common.language,
        firsts=last("first") == "1",
        model=common.variant,
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


def format_compare(link: CompareLink) -> dict[str, list[str]]:
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


def _parse_table(text: str) -> CompareLink | None:
    """Read what :func:`_format_table` wrote; None for anything else."""
    if not text or len(text) > _MAX_TABLE_CHARS:
        return None
    try:
        params = parse_qs(text, max_num_fields=2 * MAX_FILTERS)
    except ValueError:
        return None
    params.pop("table", None)  # a table is of Compare, which is not opened from a table
    return _only_table(parse_compare(params))


def _format_table(link: CompareLink | None) -> str | None:
    """Return a table of Compare as one parameter; None where it would be too long for a link."""
    if link is None:
        return None
    # A view that is all defaults is a table, too.
    params = {"rows": [link.rows]} | format_compare(_only_table(link))
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
    return format_compare(CompareLink(view=link.view, pool=link.pool, language=link.language))


@dataclass(frozen=True, slots=True)
class FirstQueue:
    """A queue of the first items that a ground truth doesn't credit, as Compare lists them.

    ``variant`` is whose first items they are, None for all variants'; ``view`` says by whose grades
    they aren't credited; ``where`` restricts the candidates.
    """

    variant: str | None = None
    view: ViewName = "imported"
    where: Where = ()


DEFAULT_QUEUE: Final[QueueKind] = "pooled"


@dataclass(frozen=True, slots=True)
class AnnotateLink:
    """What Annotate has on the desk; who judges is never part of an address.

    ``pool`` None: the ground truth's own; ``queue`` is Compare's list, where ``kind`` is
    ``first``.
    """

    gt: str | None = None
    pool: PoolKind | None = None
    kind: QueueKind = DEFAULT_QUEUE
    queue: FirstQueue | None = None
    language: Language = "ko"


def parse_annotate(params: Mapping[str, Sequence[str]]) -> AnnotateLink:
    """Read Annotate's view from query parameters; like :func:`parse`."""
    common = parse_compare(params)
    wanted = next(reversed(params.get("queue", ())), "")
    kind = next((each for each in QUEUE_KINDS if each == wanted), DEFAULT_QUEUE)
    queue = FirstQueue(common.model, common.view, common.where) if kind == "first" else None
    return AnnotateLink(common.gt, common.pool, kind, queue, common.language)


def format_annotate(link: AnnotateLink) -> dict[str, list[str]]:
    """Return the query parameters of Annotate; defaults are left out."""
    address = format_compare(CompareLink(gt=link.gt, pool=link.pool, language=link.language))
    if link.kind != DEFAULT_QUEUE:
        address["queue"] = [link.kind]
    if link.queue is None:
        return address
    queue = CompareLink(model=link.queue.variant, view=link.queue.view, where=link.queue.where)
    return {**address, **format_compare(queue)}


Region = tuple[float, float, float, float]
"""A part of the map: left, right, bottom, top, in the map's own coordinates."""


@dataclass(frozen=True, slots=True)
class MapLink:
    """Everything that decides what the map shows. None means: the workspace's default.

    ``where`` restricts what is drawn and the candidates alike; ``colour`` is the field that the
    points are coloured by; ``item`` is the one whose card is open.
    """

    query: str | None = None
    variant: str | None = None
    gt: str | None = None
    pool: PoolKind = "corpus"
    k: int = DEFAULT_K
    where: Where = ()
    colour: str | None = None
    region: Region | None = None
    item: str | None = None
    language: Language = "ko"


def parse_map(params: Mapping[str, Sequence[str]]) -> MapLink:
    """Read the map's view from query parameters; like :func:`parse`."""
    common = parse(params)
    named = parse({"q": params.get("item", ()), "model": params.get("colour", ())})
    return MapLink(
        query=common.query,
        variant=common.variant,
        gt=common.gt,
        pool=common.pool,
        k=common.k,
        where=common.where,
        colour=named.variant,
        region=parse_region(next(reversed(params.get("region", ())), "")),
        item=named.query,
        language=common.language,
    )


def format_map(link: MapLink) -> dict[str, list[str]]:
    """Return the query parameters of the map's view; defaults are left out."""
    common = BrowseLink(
        link.query, link.variant, link.gt, link.pool, link.k, link.where, language=link.language
    )
    single = {
        "colour": link.colour,
        "region": format_region(link.region) if link.region else None,
        "item": link.item,
    }
    rest = {name: [value] for name, value in single.items() if value is not None}
    return format_link(common) | rest


def parse_region(text: str) -> Region | None:
    """Read ``left,right,bottom,top``; None for anything that is no rectangle."""
    parts = text[:_MAX_CHARS].split(",")
    try:
        left, right, bottom, top = (float(part) for part in parts)
    except ValueError:
        return None
    if not all(map(math.isfinite, (left, right, bottom, top))) or left >= right or bottom >= top:
        return None
    return left, right, bottom, top


def format_region(region: Region) -> str:
    """Return a region as ``left,right,bottom,top``, as exactly as its points are stored."""
    return ",".join(f"{edge:.7g}" for edge in region)


def format_language(language: Language) -> dict[str, list[str]]:
    """Return the query parameters of a page that has no view of its own."""
    return format_link(BrowseLink(language=language))


def names_view(params: Iterable[str]) -> bool:
    """Whether an address with these parameters says what Browse is to show."""
    return not _BROWSE_PARAMS.isdisjoint(params)


def parse_where(values: Iterable[str]) -> Where:
    """Read ``FIELD=VALUE`` filters; pieces without a field are dropped, repeats count once."""
    pairs: list[tuple[str, str]] = []
    for value in list(values)[:MAX_FILTERS]:
        field, equals, wanted = unicodedata.normalize("NFC", value[:_MAX_CHARS]).partition("=")
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
