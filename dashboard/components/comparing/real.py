"""② Is the difference real: the variants compared on the same queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.compare import compare_all
from dashboard import richtext
from dashboard.components.comparing import controls, paired, published

if TYPE_CHECKING:
    from core.compare import Corrected
    from dashboard.components.comparing.context import Comparison


def draw(c: Comparison) -> None:
    """Draw the tab."""
    page, shown = c.page, c.shown
    controls.pair(page, shown)
    chosen = c.chosen()
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
    elif shown.a is None or shown.b is None:
        st.info(page.t("paired.one"), icon=":material/compare:")
    elif chosen[0].n == 0:
        st.info(page.t("figure.no_queries"), icon=":material/rule:")
    else:
        paired.draw(page, shown, compared(c), c.scope(chosen[0]))
    published.draw(page)


def compared(c: Comparison) -> list[Corrected]:
    """Compare all pairs on all ground truths, at the chosen measure.

    At the target's measure these are the pairs that the report compares, so that both pages find
    the same differences. The report takes all questions where a ground truth doesn't have the pool.
    """
    return compare_all(
        [c.evaluations(gt, None if c.has_pool(gt) else "corpus") for gt in c.gts], c.shown.measure
    )
