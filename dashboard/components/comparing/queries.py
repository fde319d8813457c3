"""The queries of the third tab: on which queries two variants differ, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import differences, measured, table_rows
from dashboard.components.comparing import list_pair, query_table, slices, slope_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.evaluate import Evaluation
    from dashboard.comparison import Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page
    from dashboard.table_rows import Row


def draw(
    c: Comparison,
    chosen: Sequence[Evaluation],
    rows: Sequence[Row],
    said: Sequence[str],
    write_address: Callable[[], None],
) -> None:
    """Draw the part.

    Args:
        c: the comparison.
        chosen: evaluations of all variants on the chosen ground truth.
        rows: the queries, those of the chosen slice.
        said: what goes on after the sentence on top of the tab.
        write_address: for steps inside the dialog, which draw it alone.
    """
    page, shown = c.page, c.shown
    slices.say_which(page, shown, chosen[0])
    kept = table_rows.rows_shown(shown, rows)
    if said:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            for sentence in said:
                st.markdown(f":small[{sentence}]")
            st.caption(page.t("slopes.note"))
        with right:
            slope_chart.overview(page, shown, rows)
    list_pair.say_why_closed(page, shown, kept)
    query_table.draw(page, shown, rows, kept, c.scope(chosen[0]), c.pages["browse"])
    list_pair.open_dialog(page, shown, kept, c.people, c.pages["browse"], write_address)


def lead(page: Page, shown: Shown, rows: Sequence[Row]) -> list[str]:
    """Return how many queries set the two variants apart, and what goes on; none without two."""
    if shown.a is None or shown.b is None:
        return []
    values = not measured.is_share(shown.measure)
    return differences.lead(page.t, rows, shown.a, shown.b, values=values)
