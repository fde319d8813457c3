"""④ Will it hold in service: growing pools, what closes the holes, thresholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import growth as growing
from core.measures import MEASURES
from core.types import Target
from dashboard import measured, richtext, services
from dashboard.components.comparing import closing, controls, growth, thresholds
from dashboard.measured import Figure

if TYPE_CHECKING:
    from core.evaluate import Evaluation
    from core.growth import Growth
    from dashboard.components.comparing.context import Comparison
    from dashboard.strings import Translate


def draw(c: Comparison) -> None:
    """Draw the tab."""
    page, shown = c.page, c.shown
    if shown.gt is None or shown.a is None:
        return  # the page says what is missing
    measure = followed(shown.measure, page.ws.target)
    everything = {
        name: services.growth(page.ws, name, shown.gt, shown.where, shown.view, c.people)
        for name in page.ws.variant_names
    }
    corpus = {each.variant: each for each in c.evaluations(shown.gt, "corpus")}
    words = lead(page.t, everything[shown.a], corpus[shown.a], measure)
    if words is not None:
        st.markdown(words)
    controls.pair(page, shown, ("a",))
    if words is None:
        st.info(page.t("figure.no_queries"), icon=":material/rule:")
        return
    growth.draw(c, shown.gt, everything, measure)
    closing.draw(c, shown.gt, corpus)
    thresholds.draw(c, shown.gt, shown.a)


def followed(measure: str, target: Target) -> str:
    """Return the measure that growing pools are told in: nDCG needs more than the first rank."""
    return measure if measure == "rr" or measure.startswith("success@") else target.measure


def figure_at(grown: Growth, gt: str, measure: str, at: int) -> Figure:
    """Return the figure in the smallest pool (0) or in the corpus (-1)."""
    mean = growing.points(grown, measure)[at].mean
    share = measured.is_share(measure)
    hits = round(mean * grown.n) if share else None
    kind = MEASURES[measure].interval
    return Figure(grown.variant, gt, measure, grown.n, hits, mean, None, None, kind)


def lead(t: Translate, grown: Growth, corpus: Evaluation, measure: str) -> str | None:
    """Say what becomes of a variant's figure among all candidates; None where nothing counts."""
    if not grown.n:
        return None
    small, whole = grown.sizes[0], grown.sizes[-1]
    before, after = (
        measured.value_words(t, figure_at(grown, corpus.gt, measure, at)) for at in (0, -1)
    )
    # A share is written as hits of n; a mean doesn't say of how many queries it is.
    named = measured.measure_name(t, measure)
    if not measured.is_share(measure):
        named = t("service.lead.mean", measure=named, n=grown.n)
    values = {
        "variant": f"**{richtext.label(grown.variant)}**",
        "measure": named,
        "after": after,
        "corpus": whole,
    }
    if small == whole:
        return t("service.lead.same", **values)
    bound = _bound(t, corpus, measure, grown.n)
    return t("service.lead", small=small, before=before, bound=bound, **values)


def _bound(t: Translate, corpus: Evaluation, measure: str, n: int) -> str:
    """Say how far the figure among all candidates may lie above what is known."""
    found = measured.figure(corpus, measure)
    # People may have found relevant items for queries that have none in the small pool.
    if not found.is_share or found.n != n:
        return t("service.lead.least")
    if not found.has_holes or found.possible is None:
        return t("service.lead.closed", k=MEASURES[measure].cutoff)
    most = Figure(
        found.variant,
        found.gt,
        measure,
        n,
        found.possible,
        found.possible / n,
        None,
        None,
        found.interval,
    )
    return t("service.lead.bound", most=measured.value_words(t, most))
