"""The queries of the third tab: on which queries two variants differ, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import comparison, richtext
from dashboard.components.comparing import controls, list_pair, query_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.components.comparing.context import Comparison


def draw(c: Comparison, write_address: Callable[[], None]) -> None:
    """Draw the part; ``write_address`` is for steps inside the dialog, which draw it alone."""
    page, shown = c.page, c.shown
    controls.pair(page, shown)
    chosen = c.chosen()
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
        return
    rows = comparison.table(chosen, shown.measure)
    kept = comparison.rows_shown(shown, rows)
    list_pair.say_why_closed(page, shown, kept)
    query_table.draw(page, shown, rows, kept, c.scope(chosen[0]), c.browse)
    list_pair.open_dialog(page, shown, kept, c.people, c.browse, write_address)
