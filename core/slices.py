"""Figures of parts of a ground truth's queries: by subject, text length, number of relevant items.

The groups are fixed by the queries and the grades alone, never by what a variant does with them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.evaluate import summarise_one
from core.item_table import facets_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.evaluate import Evaluation, MeasureResult, QueryResult
    from core.types import Item

TEXT_LENGTH = "text_length"
RELEVANT_COUNT = "relevant_count"
COMPUTED = (TEXT_LENGTH, RELEVANT_COUNT)
"""Groups that no field of the items holds."""
NO_VALUE = ""
"""The group of queries that have no value in a field; no field holds an empty value."""
_RELEVANT_BANDS = ((1, 1), (2, 3), (4, None))
_TAG = re.compile(r"<[^<>]*>")

Groups = dict[str, tuple[str, ...]]
"""Query -> its groups; several where a field has several values."""


@dataclass(frozen=True)
class Slice:
    """One group of queries.

    Attributes:
        value: of the field, or a band as ``LOW-HIGH`` (:func:`band`).
        queries: those that count, in the evaluation's order.
        results: variant -> the measure over these queries.
    """

    value: str
    queries: tuple[str, ...]
    results: Mapping[str, MeasureResult]

    @property
    def n(self) -> int:
        """Number of queries that count."""
        return len(self.queries)


def by_field(items: Iterable[Item], field: str) -> Groups:
    """Group queries by a field of the items or, for :data:`TEXT_LENGTH`, by bands of length.

    A query without a value is of the group :data:`NO_VALUE`, one with several of each of them.
    """
    if field == TEXT_LENGTH:
        return _by_length(items)
    groups: Groups = {}
    for item in items:
        values = tuple(dict.fromkeys(value for name, value in facets_of(item) if name == field))
        groups[item.id] = values or (NO_VALUE,)
    return groups


def by_relevant(results: Iterable[QueryResult]) -> Groups:
    """Group the queries that count by their relevant items in the pool: 1, 2 to 3, 4 or more."""
    return {
        result.query: tuple(
            band(low, high)
            for low, high in _RELEVANT_BANDS
            if low <= result.relevant_count and (high is None or result.relevant_count <= high)
        )
        for result in results
        if result.status != "left_out"
    }


def fields(items: Sequence[Item], offered: Iterable[str]) -> list[str]:
    """Return those of ``offered`` that make two groups or more, then :data:`COMPUTED`.

    A field of which each query has its own value makes no groups.
    """
    found = []
    for field in offered:
        values = {value for groups in by_field(items, field).values() for value in groups}
        if 2 <= len(values) < max(3, len(items)) and field not in COMPUTED:
            found.append(field)
    return [*found, *COMPUTED]


def slices(evaluations: Sequence[Evaluation], measure: str, groups: Groups) -> list[Slice]:
    """Return the figures of each group that has a query that counts, in the groups' natural order.

    Args:
        evaluations: of all variants, on the same queries.
        measure: key of the measure.
        groups: of the queries (:func:`by_field`, :func:`by_relevant`).
    """
    if not evaluations:
        return []
    members: dict[str, list[str]] = {}
    for result in evaluations[0].queries:
        if result.status != "left_out":
            for value in groups.get(result.query, (NO_VALUE,)):
                members.setdefault(value, []).append(result.query)
    by_query = {each.variant: {r.query: r for r in each.queries} for each in evaluations}
    return [
        Slice(
            value,
            tuple(members[value]),
            {
                variant: summarise_one([results[query] for query in members[value]], measure)
                for variant, results in by_query.items()
            },
        )
        for value in sorted(members, key=_natural)
    ]


def weakest(found: Iterable[Slice], variant: str, least: int) -> list[Slice]:
    """Return the slices with a variant's lowest figure, of those with ``least`` queries or more.

    Several where they have the same figure, the largest first; none where no slice has as many.
    """
    large = [each for each in found if each.n >= least]
    low = min((_mean(each, variant) for each in large), default=0.0)
    return sorted((s for s in large if _mean(s, variant) == low), key=lambda each: -each.n)


def ordered(found: Iterable[Slice], variant: str, least: int) -> list[Slice]:
    """Order by a variant's figure, the lowest first.

    Slices below ``least`` queries come after, by size: their figures are no basis for an order.
    """
    return sorted(
        found,
        key=lambda each: (each.n < least, _mean(each, variant) if each.n >= least else 0, -each.n),
    )


def band(low: int, high: int | None) -> str:
    """Return the name of the band from ``low`` to ``high``, both inside; None for no end."""
    return f"{low}-{'' if high is None else high}"


def band_ends(value: str) -> tuple[int, int | None]:
    """Return the ends of a band; undoes :func:`band`."""
    low, _dash, high = value.partition("-")
    return int(low), int(high) if high else None


def text_length(item: Item) -> int:
    """Return the number of characters of an item's text.

    Runs of white space count once, formulas as they are written, tags of HTML not at all; choices
    and passage are not the text.
    """
    text = _TAG.sub(" ", item.text) if item.text_format == "html" else item.text
    return len(" ".join(text.split()))


def _by_length(items: Iterable[Item]) -> Groups:
    """Three bands, cut at the tertiles of these items; fewer where lengths are the same."""
    lengths = {item.id: text_length(item) for item in items}
    if not lengths:
        return {}
    given = sorted(lengths.values())
    cuts = sorted({int(cut) for cut in np.quantile(given, [1 / 3, 2 / 3], method="lower")})
    ends = [end for end in cuts if end < given[-1]]
    starts = [0, *(end + 1 for end in ends)]
    bands = list(zip(starts, [*ends, None], strict=True))
    return {
        key: tuple(
            band(low, high)
            for low, high in bands
            if low <= length and (high is None or length <= high)
        )
        for key, length in lengths.items()
    }


def _mean(each: Slice, variant: str) -> float:
    mean = each.results[variant].mean
    return 0.0 if mean is None else mean


def _natural(value: str) -> tuple[bool, list[tuple[int, str]]]:
    """Numbers by their size; the group without a value comes last."""
    parts = re.split(r"(\d+)", value)
    return value == NO_VALUE, [(int(p), "") if p.isdecimal() else (-1, p) for p in parts]
