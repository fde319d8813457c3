"""Whether two variants differ: the four counts and what they allow to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import comparison, richtext
from dashboard.components import figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.compare import Corrected
    from dashboard.comparison import Shown
    from dashboard.context import Page


def draw(page: Page, shown: Shown, compared: Iterable[Corrected], scope: str) -> None:
    """Draw the chosen pair of those compared, at the target's measure."""
    measure = page.ws.target.measure
    wanted = {shown.a, shown.b}
    found = next(c for c in compared if c.pair.gt == shown.gt and {c.pair.a, c.pair.b} == wanted)
    result = found.pair if found.pair.a == shown.a else found.pair.turned()
    lead = page.t("paired.lead", n=result.n, measure=comparison.measure_name(page.t, measure))
    st.caption(f"{scope}  \n{lead}")
    cells = (
        page.t("paired.both", n=len(result.both)),
        _only(page, result.a, len(result.only_a)),
        _only(page, result.b, len(result.only_b)),
        page.t("paired.neither", n=len(result.neither)),
    )
    st.markdown(" ｜ ".join(cells))
    better = result.a if len(result.only_a) > len(result.only_b) else result.b
    verdict = page.t(f"paired.{found.outcome}", variant=richtext.label(better))
    p = page.t(
        "paired.p", p=_p(result.p), corrected=_p(found.holm_p), comparisons=found.comparisons
    )
    st.markdown(f"**{verdict}**  \n:small[:gray[{p}]]")
    if result.has_holes:
        st.caption(page.t(f"paired.holes.{found.outcome}"))


def _p(value: float) -> str:
    return f"= {value:.3f}" if value >= 0.001 else "< 0.001"


def _only(page: Page, variant: str, n: int) -> str:
    return page.t("paired.only", variant=figures.variant_name(page, variant), n=n)
