"""A slice of the queries in words: its name, and a variant's figure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import slices as cut
from dashboard import measured
from dashboard.components import filters

if TYPE_CHECKING:
    from core.slices import Slice
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.measured import Figure
    from dashboard.strings import Translate


def value_name(t: Translate, field: str, value: str, known: str) -> str:
    """Return the name of a slice; ``known`` is that of a field's value."""
    if value == cut.NO_VALUE:
        return t("slice.none")
    if field not in cut.COMPUTED:
        return known
    low, high = cut.band_ends(value)
    if high is None:
        return t(f"slice.{field}.last", low=low)
    if field == cut.TEXT_LENGTH and low == 0:
        return t("slice.text_length.first", high=high)
    if low == high and field == cut.RELEVANT_COUNT:
        return t("slice.relevant_count.one", low=low)
    return t(f"slice.{field}", low=low, high=high)


def named(page: Page, field: str, value: str) -> str:
    """Return the name of a slice in the page's language."""
    return value_name(page.t, field, value, filters.value_name(page, field, value))


def figure(shown: Shown, each: Slice, variant: str) -> Figure:
    """Return a variant's figure of a slice."""
    result = each.results[variant]
    return measured.figure_of(variant, shown.gt or "", shown.measure, each.n, result)
