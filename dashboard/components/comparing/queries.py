"""The queries of the third tab: on which queries two variants differ, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import comparison, differences, richtext, services
from dashboard.components.comparing import controls, list_pair, query_table, slope_chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.comparison import Row, Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page


def draw(c: Comparison, write_address: Callable[[], None]) -> None:
    """Draw the part; ``write_address`` is for steps inside the dialog, which draw it alone."""
    page, shown = c.page, c.shown
    controls.pair(page, shown)
    chosen = c.chosen()
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
        return
    rows = services.query_rows(page.ws, shown, chosen, c.people)
    kept = comparison.rows_shown(shown, rows)
    if shown.a is not None and shown.b is not None:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            _lead(page, shown, rows)
        with right:
            slope_chart.overview(page, shown, rows)
    list_pair.say_why_closed(page, shown, kept)
    query_table.draw(page, shown, rows, kept, c.scope(chosen[0]), c.browse)
    list_pair.open_dialog(page, shown, kept, c.people, c.browse, write_address)


def _lead(page: Page, shown: Shown, rows: Sequence[Row]) -> None:
    values = not comparison.is_share(shown.measure)
    first, *rest = differences.lead(page.t, rows, str(shown.a), str(shown.b), values=values)
    st.markdown(f"**{first}**")
    for said in rest:
        st.markdown(f":small[{said}]")
    st.caption(page.t("slopes.note"))
