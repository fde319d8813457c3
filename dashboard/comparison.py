"""What Compare says: figures in words, the table of queries, the moves between two lists.

Pure functions over evaluations; nothing here knows Streamlit. Words come from the caller's ``t``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from core import shares
from core.measures import JUDGED_CUTOFF, MEASURES
from core.statistics import ALPHA
from dashboard import csvtext, differences
from dashboard.compare_link import DEFAULT_DEPTH, CompareLink
from dashboard.links import format_where

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from core.causes import Cause
    from core.disagreement import Disagreement
    from core.evaluate import Evaluation, MeasureResult, QueryResult
    from core.measures import IntervalKind
    from core.remark_store import StoredRemark
    from core.types import Neighbour, PoolKind, Target, Where
    from core.views import ViewName
    from dashboard.compare_link import CauseFilter, CompareTab, RowFilter, SliceOrder, WhyPart
    from dashboard.viewing import Offer

SHOWN_MEASURES = ("success@1", "success@3", "success@5", "success@10", "rr", "ndcg@10")
FILED_MEASURES = (*SHOWN_MEASURES, f"judged@{JUDGED_CUTOFF}")
FEW = shares.FEW
percent = shares.percent
PAGE_ROWS = 10
PAGE_PAIRS = 5
"""Of the list of first items: each takes the place of several rows."""

R = TypeVar("R")
CellKind = Literal["rank", "unranked", "no_vector", "left_out"]
MoveKind = Literal["up", "down", "same", "new"]


class Translate(Protocol):
    """Returns a phrase in the page's language."""

    def __call__(self, key: str, **values: object) -> str:
        """See :func:`dashboard.strings.text`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A Compare link with its defaults filled in: every name in it exists."""

    tab: CompareTab
    view: ViewName
    pool: PoolKind
    where: Where
    measure: str
    gt: str | None
    a: str | None
    b: str | None
    rows: RowFilter
    cause: CauseFilter | None
    sort: str | None
    descending: bool
    page: int
    query: str | None
    threshold: float | None
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


def resolve(link: CompareLink, offer: Offer, target: Target) -> Shown:
    """Fill in the defaults; a name that the workspace doesn't have falls back to one it has."""
    gt = link.gt if link.gt in offer.gts else offer.default_gt
    judged = gt in offer.gts_with_pool if link.pool is None else link.pool == "judged"
    a = link.a if link.a in offer.variants else next(iter(offer.variants), None)
    others = [name for name in offer.variants if name != a]
    b = link.b if link.b in others else next(iter(others), None)
    if link.a not in offer.variants and b == next(iter(offer.variants), None):
        a = next((name for name in offer.variants if name != b), None)
    return Shown(
        tab=tab_of(link),
        view=link.view,
        pool="judged" if judged and offer.gts_with_pool else "corpus",
        where=tuple(pair for pair in link.where if pair[0] in offer.fields),
        measure=link.measure if link.measure in SHOWN_MEASURES else target.measure,
        gt=gt,
        a=a,
        b=b,
        rows=link.rows,
        cause=link.cause if b is not None else None,
        sort=_order(link, offer, comparable=b is not None),
        descending=link.descending,
        page=link.page,
        query=link.query,
        threshold=link.threshold,
        firsts=link.firsts,
        model=link.model if link.model in offer.variants else None,
        firsts_page=link.firsts_page,
        part=link.part,
        field=link.field,
        order=link.order,
        slice=link.slice,
        text=link.text if link.text in offer.variants else None,
        image=link.image if link.image in offer.variants else None,
        multimodal=link.multimodal if link.multimodal in offer.variants else None,
        k=link.k,
    )


def _order(link: CompareLink, offer: Offer, *, comparable: bool) -> str | None:
    if link.sort in offer.variants:
        return link.sort
    if not comparable or link.sort == differences.BY_ID:
        return None
    return link.sort if link.sort in differences.ORDERS else differences.BY_OVERLAP


def tab_of(link: CompareLink) -> CompareTab:
    """Return the tab that a link opens: its own, else the one that it is about."""
    about_queries = link.rows != "all" or any(
        choice is not None for choice in (link.query, link.cause, link.sort, link.slice)
    )
    about_why = about_queries or link.part != "queries"
    return link.tab or ("why" if about_why else "passed")


# ---- figures ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one evaluation.

    Attributes:
        hits: of Success@k: queries that are hit by what is known; else None.
        low, high: the sampling interval.
        possible: of Success@k with holes: hits if every hole that could be one were one.
    """

    variant: str
    gt: str
    measure: str
    n: int
    hits: int | None
    mean: float | None
    low: float | None
    high: float | None
    interval: IntervalKind
    possible: int | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share of queries, not a mean of values."""
        return is_share(self.measure)

    @property
    def has_holes(self) -> bool:
        """Whether ungraded items could raise it."""
        return self.possible is not None and self.hits is not None and self.possible > self.hits

    @property
    def upper(self) -> float | None:
        """The share if every hole that could be a hit were one; None without such holes."""
        return self.possible / self.n if self.has_holes and self.possible is not None else None


def figure(evaluation: Evaluation, measure: str) -> Figure:
    """Read one measure from an evaluation."""
    of = evaluation
    return figure_of(of.variant, of.gt, measure, of.n, of.measures[measure])


def figure_of(variant: str, gt: str, measure: str, n: int, result: MeasureResult) -> Figure:
    """Read one measure of ``n`` queries."""
    share = is_share(measure) and result.mean is not None
    low, high = result.interval or (None, None)
    return Figure(
        variant=variant,
        gt=gt,
        measure=measure,
        n=n,
        hits=round((result.mean or 0.0) * n) if share else None,
        mean=result.mean,
        low=low,
        high=high,
        interval=result.interval_kind,
        possible=round(result.upper * n) if share and result.upper is not None else None,
    )


def is_share(measure: str) -> bool:
    """Whether a measure is a share of queries (hit or miss), not a mean of values."""
    return MEASURES[measure].interval == "wilson95"


def measure_name(t: Translate, measure: str) -> str:
    """Return a measure's name for people."""
    family, _at, k = measure.partition("@")
    return t(f"measure.{family}", k=k)


def short_name(t: Translate, measure: str) -> str:
    """Return a measure's name for the head of a column."""
    family, _at, k = measure.partition("@")
    return t("measure.success.short", k=k) if family == "success" else MEASURES[measure].label


def value_words(t: Translate, shown: Figure, target: float | None = None) -> str:
    """Return a figure as it stands in a table: ``52/61 = 85.2 %``, below :data:`FEW` counts."""
    if shown.mean is None:
        return t("figure.none")
    if shown.hits is None:
        return f"{shown.mean:.3f}" if shown.n >= FEW else t("figure.too_few", n=shown.n)
    if shown.n < FEW:
        most = shown.possible if shown.has_holes else None
        if most is not None:
            return t("figure.count_range", hits=shown.hits, most=most, n=shown.n)
        return t("figure.count", hits=shown.hits, n=shown.n)
    share = percent(shown.mean, target, decimals=1)
    return t("figure.share", hits=shown.hits, n=shown.n, share=share)


def p_words(value: float) -> str:
    """Return a p-value with its sign, unbroken; no figure that is 0.05 or more looks less."""
    if value < 0.001:
        return "<\N{NO-BREAK SPACE}0.001"
    rounded = f"{value:.3f}"
    if (float(rounded) < ALPHA) != (value < ALPHA):
        rounded = f"{value:.5f}"
    return f"=\N{NO-BREAK SPACE}{rounded}"


def deciding(measure: str, target: Target) -> float | None:
    """Return the target's share for its own measure, None for the others."""
    return target.value if measure == target.measure else None


def interval_words(shown: Figure, target: float | None = None, decimals: int = 0) -> str | None:
    """Return the sampling interval in short: ``74~92 %``; None where no figure is given.

    Nor is one where all queries have the same value: a bootstrap of them then has no width, which
    is no certainty. ``decimals`` are those of the shares that it stands beside.
    """
    if shown.low is None or shown.high is None or shown.n < FEW or shown.low == shown.high:
        return None
    if shown.is_share:
        return f"{'~'.join(shares.percents((shown.low, shown.high), target, decimals))} %"
    return f"{shown.low:.{decimals + 2}f}~{shown.high:.{decimals + 2}f}"


def holes_words(t: Translate, shown: Figure, target: float | None = None) -> str | None:
    """Return what holes leave open, in a sentence; None where they leave nothing open."""
    return _holes(t, "figure.holes", shown, target)


def holes_range(t: Translate, shown: Figure) -> str | None:
    """Return what holes leave open as a range, for a place that says what it is."""
    return _holes(t, "judge.table.range", shown, None)


def _holes(t: Translate, words: str, shown: Figure, target: float | None) -> str | None:
    if shown.upper is None or shown.mean is None or shown.n < FEW:
        return None
    low, high = shares.percents((shown.mean, shown.upper), target)
    return t(words, low=low, high=high)


# ---- the table of queries --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """What one variant does with one query.

    Attributes:
        rank: of the first relevant item.
        value: of the measure; of Success@k 1 for a hit, 0 for a miss.
    """

    kind: CellKind
    rank: int | None = None
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One query over all variants.

    Attributes:
        difference, causes, remark: of the two that are compared, see :mod:`dashboard.differences`.
    """

    query: str
    cells: Mapping[str, Cell]
    difference: Disagreement = differences.UNKNOWN
    causes: tuple[Cause, ...] = ()
    remark: StoredRemark | None = None

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is relevant to it in the pool."""
        return all(cell.kind == "left_out" for cell in self.cells.values())


def table(evaluations: Sequence[Evaluation], measure: str) -> list[Row]:
    """Return one row per query, with the values of a measure."""
    by_query: dict[str, dict[str, Cell]] = {}
    for evaluation in evaluations:
        for result in evaluation.queries:
            by_query.setdefault(result.query, {})[evaluation.variant] = _cell(result, measure)
    return [Row(query, cells) for query, cells in by_query.items()]


def _cell(result: QueryResult, measure: str) -> Cell:
    if result.status == "left_out":
        return Cell("left_out")
    if result.status == "counted_as_zero":
        return Cell("no_vector")
    value = result.values[measure]
    if result.first_relevant_rank is None:
        return Cell("unranked", None, value)
    return Cell("rank", result.first_relevant_rank, value)


def select(rows: Iterable[Row], wanted: RowFilter, a: str | None, b: str | None) -> list[Row]:
    """Keep the rows of one kind, all told by ``a`` and ``b``. Left-out queries only stay among all.

    Every counted query is of one kind of *only_a* (the higher value), *only_b*, *both* (the same
    value) and *neither* (both 0); *flipped* are the first two.
    """
    if wanted == "all":
        return list(rows)
    if a is None or b is None:
        return []

    kinds = {"only_a", "only_b"} if wanted == "flipped" else {wanted}
    return [row for row in rows if not row.is_left_out and differences.kind_of(row, a, b) in kinds]


_BY_DIFFERENCE: dict[str | None, Callable[[Row], tuple[float, float, str]]] = {
    differences.BY_OVERLAP: differences.by_disagreement,
    differences.BY_RR: differences.by_rr_change,
}


def inside(rows: Iterable[Row], queries: Collection[str] | None) -> list[Row]:
    """Keep the rows of a slice's queries; all where no slice is chosen."""
    return [row for row in rows if queries is None or row.query in queries]


def ordered(
    rows: Iterable[Row], variant: str | None, *, descending: bool, by_value: bool = False
) -> list[Row]:
    """Order by id, or by a variant, best first: by rank, or ``by_value`` of the measure.

    No rank counts as the worst; left out comes last. ``variant`` may be one of
    :data:`dashboard.differences.ORDERS`, too: what differs most comes first.
    """
    if variant in _BY_DIFFERENCE:
        found = sorted(rows, key=_BY_DIFFERENCE[variant], reverse=descending)
        return sorted(found, key=lambda row: row.is_left_out)

    def rank(row: Row) -> float:
        cell = row.cells[variant] if variant is not None else None
        if cell is not None and by_value:
            return -cell.value
        return math.inf if cell is None or cell.rank is None else cell.rank

    by_id = sorted(rows, key=lambda row: row.query, reverse=descending and variant is None)
    if variant is not None:
        by_id.sort(key=lambda row: -rank(row) if descending else rank(row))
    return sorted(by_id, key=lambda row: row.is_left_out)


def rows_shown(shown: Shown, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that the filters keep, in the order that was chosen.

    The rows are those of the chosen slice (:func:`inside`).
    """
    kept = differences.with_cause(select(rows, shown.rows, shown.a, shown.b), shown.cause)
    by_value = not is_share(shown.measure)
    return ordered(kept, shown.sort, descending=shown.descending, by_value=by_value)


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


# ---- two lists -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Move:
    """Where an item of one list stands compared with the other list."""

    kind: MoveKind
    by: int = 0
    other_rank: int | None = None


def moves(before: Sequence[Neighbour], after: Sequence[Neighbour]) -> dict[str, Move]:
    """Return, for each item of ``after``, how far it moved from its place in ``before``."""
    places = {near.id: near.rank for near in before}
    found = {}
    for near in after:
        rank = places.get(near.id)
        if rank is None:
            found[near.id] = Move("new")
        elif rank == near.rank:
            found[near.id] = Move("same", 0, rank)
        else:
            kind: MoveKind = "up" if near.rank < rank else "down"
            found[near.id] = Move(kind, abs(rank - near.rank), rank)
    return found


# ---- files -----------------------------------------------------------------------------------


def figures_csv(evaluations: Iterable[Evaluation], revision: int | None, target: Target) -> str:
    """Return every figure of the page as CSV: numbers as they are, not rounded."""
    head = (
        *("gt", "variant", "view", "pool", "where", "pool_size", "judgment_revision"),
        *("measure", "n"),
        *("hits", "hits_if_holes_hit", "mean", "low95", "high95", "interval"),
        *("target", "verdict", "evidence"),
    )
    lines: list[Sequence[object]] = []
    for evaluation in evaluations:
        for measure in FILED_MEASURES:
            shown = figure(evaluation, measure)
            # The contract says nothing of filtered candidates.
            decides = measure == target.measure and not evaluation.pool.where
            lines.append(
                (
                    *(evaluation.gt, evaluation.variant, evaluation.view, evaluation.pool.kind),
                    "; ".join(format_where(evaluation.pool.where)),
                    *(evaluation.pool.size, revision, measure, shown.n, shown.hits),
                    *(shown.possible, shown.mean, shown.low, shown.high, shown.interval),
                    target.value if decides else None,
                    evaluation.verdict.point if decides else None,
                    evaluation.verdict.evidence if decides else None,
                )
            )
    return csvtext.table(head, lines)


def rows_csv(rows: Iterable[Row], variants: Sequence[str], measure: str) -> str:
    """Return the table of queries as CSV: per variant the rank, or why there is none.

    Of a measure that isn't told by the rank alone its values, too, as they are. Then what sets the
    two compared variants apart, and what people say of it.
    """
    valued = () if is_share(measure) else tuple(variants)
    lines = [
        (
            row.query,
            *(
                cell.rank if cell.rank is not None else cell.kind
                for cell in (row.cells[name] for name in variants)
            ),
            *(None if row.is_left_out else row.cells[name].value for name in valued),
            *differences.csv_values(row),
        )
        for row in rows
    ]
    heads = (f"{name} {measure}" for name in valued)
    return csvtext.table(("query", *variants, *heads, *differences.CSV_HEAD), lines)


def changed(link: CompareLink, **values: object) -> CompareLink:
    """Return the link after a choice; what the choice makes meaningless goes.

    The tab that was open stays open, also if the link named none and was about its queries alone.
    """
    new = replace(replace(link, tab=tab_of(link)), **values)  # type: ignore[arg-type]
    if values.keys() - {"query", "page", "tab", "threshold", "firsts_page"}:
        new = replace(new, page=1, firsts_page=1)
    if "query" not in values:
        new = replace(new, query=None)
    return new
