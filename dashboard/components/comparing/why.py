"""③ Why do they differ: by query, by slice, by score, and whether they are what they claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import richtext, services, table_rows
from dashboard.components.comparing import (
    controls,
    identity,
    parts,
    queries,
    scores,
    slices,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.evaluate import Evaluation
    from dashboard.compare_link import WhyPart
    from dashboard.components.comparing.context import Comparison

_OTHERS: Mapping[WhyPart, Callable[[Comparison, Sequence[Evaluation]], None]] = {
    "slices": slices.draw,
    "scores": scores.draw,
    "identity": identity.draw,
}


def draw(c: Comparison, write_address: Callable[[], None]) -> None:
    """Draw the tab; ``write_address`` is for steps inside the dialog, which draw it alone."""
    page, shown = c.page, c.shown
    top = st.container()
    controls.pair(page, shown)
    chosen = c.chosen()
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
        return
    rows = services.query_rows(page.ws, shown, chosen, c.people)
    rows = table_rows.inside(rows, services.in_slice(page.ws, shown, chosen[0]))
    said = queries.lead(page, shown, rows)
    if said:
        top.markdown(f"**{said[0]}**")
    parts.choose(page, shown)
    if shown.part == "queries":
        queries.draw(c, chosen, rows, said[1:], write_address)
    else:
        _OTHERS[shown.part](c, chosen)
