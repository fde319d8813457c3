"""The table of queries: a row per query over all variants, which are kept, in which order.

Pure functions over evaluations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dashboard import csvtext, differences
from dashboard.measured import is_share

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from core.causes import Cause
    from core.disagreement import Disagreement
    from core.evaluate import Evaluation, QueryResult
    from core.remark_store import StoredRemark
    from dashboard.compare_link import RowFilter
    from dashboard.comparison import Shown

CellKind = Literal["rank", "unranked", "no_vector", "left_out"]


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
