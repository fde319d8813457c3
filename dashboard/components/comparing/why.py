"""③ Why do they differ: by query, by slice, by score, and whether they are what they claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import comparison, richtext, services
from dashboard.components.comparing import (
    controls,
    identity,
    list_pair,
    parts,
    query_table,
    scores,
    slices,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.evaluate import Evaluation
    from dashboard.components.comparing.context import Comparison
    from dashboard.links import WhyPart

_OTHERS: Mapping[WhyPart, Callable[[Comparison, Sequence[Evaluation]], None]] = {
    "slices": slices.draw,
    "scores": scores.draw,
    "identity": identity.draw,
}


def draw(c: Comparison, write_address: Callable[[], None]) -> None:
    """Draw the tab; ``write_address`` is for steps inside the dialog, which draw it alone."""
    page, shown = c.page, c.shown
    controls.pair(page, shown)
    chosen = c.chosen()
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
        return
    parts.choose(page, shown)
    if shown.part != "queries":
        _OTHERS[shown.part](c, chosen)
        return
    slices.say_which(page, shown, chosen[0])
    rows = comparison.table(chosen, shown.measure)
    rows = comparison.inside(rows, services.in_slice(page.ws, shown, chosen[0]))
    kept = comparison.rows_shown(shown, rows)
    list_pair.say_why_closed(page, shown, kept)
    query_table.draw(page, shown, rows, kept, c.scope(chosen[0]), c.pages["browse"])
    list_pair.open_dialog(page, shown, kept, c.people, c.pages["browse"], write_address)
