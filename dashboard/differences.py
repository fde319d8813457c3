"""What sets two variants apart on the queries: order, causes, remarks and ranks of the rows.

Pure functions over rows; nothing here knows Streamlit. Words come from the caller's ``t``.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from core.causes import KINDS
from core.disagreement import Disagreement
from dashboard import csvtext, richtext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.causes import Cause, Kind
    from core.remark_store import StoredRemark
    from dashboard.compare_link import CauseFilter, RowFilter
    from dashboard.strings import Translate
    from dashboard.table_rows import Cell, Row

BY_ID, BY_OVERLAP, BY_RR = "_id", "_overlap", "_rr"
"""Orders of the table that are no variant's; no variant has a name that begins so."""
ORDERS = (BY_ID, BY_OVERLAP, BY_RR)
REMARKED: Final = "remarked"
UNKNOWN = Disagreement(None, None)
_APART: frozenset[RowFilter] = frozenset(("flipped", "only_a", "only_b"))
_MOST_NAMED = 3
CSV_HEAD = (
    *("overlap", "rr_difference", "causes"),
    *("remark_cause", "remark_note", "remark_author", "remark_at"),
)


def described(
    rows: Iterable[Row],
    disagreements: Mapping[str, Disagreement],
    causes: Mapping[str, tuple[Cause, ...]],
    remarks: Mapping[str, Sequence[StoredRemark]],
) -> list[Row]:
    """Return the rows with what is known of two variants on each query."""
    return [
        replace(
            row,
            difference=disagreements.get(row.query, UNKNOWN),
            causes=causes.get(row.query, ()),
            remark=standing(remarks.get(row.query, ())),
        )
        for row in rows
    ]


def standing(history: Sequence[StoredRemark]) -> StoredRemark | None:
    """Return the remark that counts: the last one, unless it took back what was said."""
    return history[-1] if history and not history[-1].is_empty else None


def by_disagreement(row: Row) -> tuple[float, float, str]:
    """Return the place of a row: least overlap first, then greatest change of RR; no list last."""
    overlap = row.difference.overlap
    return (math.inf if overlap is None else round(overlap, 12), -_change(row), row.query)


def by_rr_change(row: Row) -> tuple[float, float, str]:
    """Return the place of a row: greatest change of RR first, either way, then least overlap."""
    overlap, change, query = by_disagreement(row)
    return (change, overlap, query)


def _change(row: Row) -> float:
    return abs(row.difference.rr_change or 0.0)


def kinds(row: Row) -> tuple[Kind, ...]:
    """Return the kinds of causes of a row, each once."""
    found = {cause.kind for cause in row.causes}
    return tuple(kind for kind in KINDS if kind in found)


def with_cause(rows: Iterable[Row], wanted: CauseFilter | None) -> list[Row]:
    """Keep the rows with a cause, or those that somebody remarked on."""
    if wanted is None:
        return list(rows)
    if wanted == REMARKED:
        return [row for row in rows if row.remark is not None]
    return [row for row in rows if wanted in kinds(row)]


def cause_counts(rows: Iterable[Row]) -> dict[CauseFilter, int]:
    """Return on how many queries each cause holds, and on how many there is a remark."""
    listed = list(rows)
    found = Counter(kind for row in listed for kind in kinds(row))
    counts: dict[CauseFilter, int] = {kind: found[kind] for kind in KINDS}
    return {**counts, REMARKED: sum(row.remark is not None for row in listed)}


class Slope(NamedTuple):
    """Queries whose first relevant item has the same two ranks.

    A rank is None where no relevant item is ranked, or the query has no vector.
    """

    rank_a: int | None
    rank_b: int | None
    queries: tuple[str, ...]
    kind: RowFilter


def slopes(rows: Iterable[Row], a: str, b: str) -> list[Slope]:
    """Group the counted queries by the two ranks of their first relevant item.

    Those on which the variants' values differ come last, so that they are drawn on top.
    """
    groups: dict[tuple[int | None, int | None], list[Row]] = {}
    for row in rows:
        if not row.is_left_out:
            groups.setdefault((row.cells[a].rank, row.cells[b].rank), []).append(row)
    found = [
        Slope(*ranks, tuple(row.query for row in group), kind_of(group[0], a, b))
        for ranks, group in groups.items()
    ]
    # A measure of values may differ within one pair of ranks: nDCG counts all items.
    return sorted(found, key=lambda slope: (slope.kind in _APART, len(slope.queries)))


def kind_of(row: Row, a: str, b: str) -> RowFilter:
    """Return of which kind a counted query is, told by two variants."""
    x, y = row.cells[a].value, row.cells[b].value
    if x != y:
        return "only_a" if x > y else "only_b"
    return "both" if x > 0 else "neither"


def slopes_csv(rows: Iterable[Row], a: str, b: str) -> str:
    """Return each query's two ranks as CSV, with overlap and change of RR (A less B)."""
    head = ("query", f"rank {a}", f"rank {b}", "kind", "overlap", "rr_difference")
    lines = [
        (
            row.query,
            *(_rank(row.cells[name]) for name in (a, b)),
            kind_of(row, a, b),
            row.difference.overlap,
            row.difference.rr_change,
        )
        for row in rows
        if not row.is_left_out
    ]
    return csvtext.table(head, lines)


def csv_values(row: Row) -> tuple[object, ...]:
    """Return the cells of :data:`CSV_HEAD`; causes name their variants: ``hole (a); tie (a)``."""
    causes = "; ".join(
        cause.kind if cause.variant is None else f"{cause.kind} ({cause.variant})"
        for cause in row.causes
    )
    said = row.remark
    remark = (said.remark.cause, said.remark.note, said.remark.author, said.at) if said else ()
    return (
        *(row.difference.overlap, row.difference.rr_change, causes),
        *(remark or (None,) * 4),
    )


def _rank(cell: Cell) -> int | str:
    return cell.rank if cell.rank is not None else cell.kind


# ---- the sentence on top ---------------------------------------------------------------------


def lead(t: Translate, rows: Iterable[Row], a: str, b: str, *, values: bool) -> list[str]:
    """Return in plain sentences where two variants differ.

    Args:
        t: words.
        rows: all queries, whatever is filtered.
        a, b: the variants.
        values: whether the measure has values other than hit and miss.

    Returns:
        How many of n queries differ; where the lists differ most; the commonest causes found. All
        as Markdown.
    """
    counted = [row for row in rows if not row.is_left_out]
    told = [kind_of(row, a, b) for row in counted]
    apart = [row for row, kind in zip(counted, told, strict=True) if kind in _APART]
    n, ahead, behind = len(counted), told.count("only_a"), told.count("only_b")
    if n == 0:
        return [t("why.none")]
    suffix = ".values" if values else ""
    if not apart:
        said = [t(f"why.same{suffix}", n=n)]
    else:
        said = [t(f"why.apart{suffix}", n=n, apart=len(apart), a=ahead, b=behind)]
    furthest = min(counted, key=by_disagreement)
    query = richtext.label(furthest.query)
    overlap = furthest.difference.overlap
    disjoint = sum(row.difference.overlap == 0.0 for row in counted)
    ranks = {side: t_rank(t, furthest.cells[name]) for side, name in (("a", a), ("b", b))}
    if disjoint > 1:
        said.append(t("why.disjoint", n=disjoint, query=query, **ranks))
    elif overlap is not None:
        said.append(t("why.furthest", query=query, overlap=overlap_words(overlap), **ranks))
    common = [(kind, count) for kind, count in _commonest(apart) if count]
    if common:
        named = ", ".join(
            t("why.cause", cause=t(f"cause.{kind}"), n=count) for kind, count in common
        )
        said.append(t("why.causes", causes=named))
    return said


def _commonest(rows: Iterable[Row]) -> list[tuple[CauseFilter, int]]:
    counts = cause_counts(rows)
    of_kinds: list[tuple[CauseFilter, int]] = [(kind, counts[kind]) for kind in KINDS]
    return sorted(of_kinds, key=lambda pair: -pair[1])[:_MOST_NAMED]


def t_rank(t: Translate, cell: Cell) -> str:
    """Return where a variant has the first relevant item, in words."""
    if cell.rank is not None:
        return t("rows.rank", rank=cell.rank)
    return t(f"rows.{cell.kind}")


def overlap_words(overlap: float) -> str:
    """Return an overlap with two decimals; only the same list is 1.00, only a disjoint one 0.00."""
    if 0.0 < overlap < 1.0:
        overlap = min(0.99, max(0.01, overlap))
    return f"{overlap:.2f}"


def change_words(change: float) -> str:
    """Return a change of RR with its sign: a real minus, and 0.00 only where there is none."""
    if change == 0.0:
        return "0.00"
    size = max(0.01, abs(change))
    return f"{'+' if change > 0 else '−'}{size:.2f}"
