"""Whether two variants differ: the four counts and what they allow to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.compare import paired
from dashboard import comparison, richtext
from dashboard.components import figures

if TYPE_CHECKING:
    from core.evaluate import Evaluation
    from dashboard.context import Page


def draw(page: Page, a: Evaluation, b: Evaluation, scope: str) -> None:
    """Draw the comparison of two variants at the target's measure."""
    measure = page.ws.target.measure
    result = paired(a, b, measure)
    lead = page.t("paired.lead", n=result.n, measure=comparison.measure_name(page.t, measure))
    st.caption(f"{scope}  \n{lead}")
    cells = (
        page.t("paired.both", n=len(result.both)),
        _only(page, result.a, len(result.only_a)),
        _only(page, result.b, len(result.only_b)),
        page.t("paired.neither", n=len(result.neither)),
    )
    st.markdown(" ｜ ".join(cells))
    p = f"= {result.p:.3f}" if result.p >= 0.001 else "< 0.001"
    if result.p < comparison.SIGNIFICANT:
        better = result.a if len(result.only_a) > len(result.only_b) else result.b
        verdict = page.t("paired.found", variant=richtext.label(better))
    else:
        verdict = page.t("paired.not_found")
    st.markdown(f"**{verdict}**  \n:small[:gray[{page.t('paired.p', p=p)}]]")
    if any(comparison.figure(each, measure).has_holes for each in (a, b)):
        st.caption(page.t("paired.holes"))


def _only(page: Page, variant: str, n: int) -> str:
    return page.t("paired.only", variant=figures.variant_name(page, variant), n=n)
