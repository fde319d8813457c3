"""The queries of the third tab: on which queries two variants differ, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import comparison, differences, services
from dashboard.components.comparing import list_pair, query_table, slices, slope_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.evaluate import Evaluation
    from dashboard.comparison import Row, Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page


def draw(c: Comparison, chosen: Sequence[Evaluation], write_address: Callable[[], None]) -> None:
    """Draw the part.

    Args:
        c: the comparison.
        chosen: evaluations of all variants on the chosen ground truth.
        write_address: for steps inside the dialog, which draw it alone.
    """
    page, shown = c.page, c.shown
    slices.say_which(page, shown, chosen[0])
    rows = services.query_rows(page.ws, shown, chosen, c.people)
    rows = comparison.inside(rows, services.in_slice(page.ws, shown, chosen[0]))
    kept = comparison.rows_shown(shown, rows)
    if shown.a is not None and shown.b is not None:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            _lead(page, shown, rows)
        with right:
            slope_chart.overview(page, shown, rows)
    list_pair.say_why_closed(page, shown, kept)
    query_table.draw(page, shown, rows, kept, c.scope(chosen[0]), c.pages["browse"])
    list_pair.open_dialog(page, shown, kept, c.people, c.pages["browse"], write_address)


def _lead(page: Page, shown: Shown, rows: Sequence[Row]) -> None:
    values = not comparison.is_share(shown.measure)
    first, *rest = differences.lead(page.t, rows, str(shown.a), str(shown.b), values=values)
    st.markdown(f"**{first}**")
    for said in rest:
        st.markdown(f":small[{said}]")
    st.caption(page.t("slopes.note"))
