"""What is shown, and how good it is, if neighbours below a score are hidden."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from core import threshold
from core.measures import DEPTH, MEASURES
from core.shares import percents
from core.views import make_view
from dashboard import csvtext, measured, state
from dashboard.components import plot
from dashboard.components.comparing import controls, figures
from dashboard.context import seed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import plotly.graph_objects as go

    from core.threshold import AtThreshold, Listed
    from dashboard.components.comparing.context import Comparison
    from dashboard.components.plot import Theme
    from dashboard.context import Page
    from dashboard.strings import Translate

_HEIGHT_PX = 320
_STEP = 0.005


def draw(c: Comparison, gt: str, variant: str) -> None:
    """Draw slider, sentence and chart for one variant: scores of two can't be compared."""
    page, shown = c.page, c.shown
    pool = shown.pool if c.has_pool(gt) else "corpus"
    evaluation = next(e for e in c.evaluations(gt, pool) if e.variant == variant)
    rankings = c.rankings(variant, gt, pool)
    view = make_view(shown.view, page.ws.gt(gt), c.people.layer)
    k = MEASURES[shown.measure].cutoff or DEPTH
    lists = threshold.listed(rankings, view, k)
    curve = threshold.curve(lists)
    st.markdown(f"##### {page.t('service.threshold')}")
    st.caption(f"{figures.variant_name(page, variant)} · {c.scope(evaluation)}")
    if not curve:
        st.info(page.t("service.threshold.none"), icon=":material/block:")
        return
    score = _slider(page, shown.threshold, curve, k)
    st.markdown(sentence(page.t, lists, score))
    if len(lists) < measured.FEW:
        st.caption(page.t("service.few", n=len(lists)))
    else:
        plot.draw(
            page,
            build(page, variant, curve, score, plot.theme()),
            key="comparing.chart.threshold",
            data=threshold_csv(gt, variant, pool, k, curve),
            file_name=f"threshold-{gt}-{variant}-{shown.view}-{pool}.csv",
        )
    notes = [page.t("service.threshold.note")]
    if figures.assumes(page, shown.view, gt, pool):
        notes.append(page.t("scores.assumed"))
    st.caption(" ".join(notes))


def _slider(page: Page, wanted: float | None, curve: Sequence[AtThreshold], k: int) -> float:
    """Let a score be chosen among those of the lists; the lowest one shows everything."""
    least = round(curve[0].score - curve[0].score % _STEP, 3)
    most = max(round(curve[-1].score - curve[-1].score % _STEP, 3), least + _STEP)
    value = min(max(least if wanted is None else wanted, least), most)
    seed(state.WIDGET_COMPARE_THRESHOLD, value)
    st.slider(
        page.t("service.threshold.score", k=k),
        min_value=least,
        max_value=most,
        step=_STEP,
        format="%.3f",
        key=state.WIDGET_COMPARE_THRESHOLD,
        on_change=_chosen,
    )
    return value


def _chosen() -> None:
    controls.change(threshold=round(st.session_state[state.WIDGET_COMPARE_THRESHOLD], 3))


def sentence(t: Translate, lists: Mapping[str, Sequence[Listed]], score: float) -> str:
    """Say what is shown at a threshold and how much of it is relevant."""
    found = threshold.at(lists, score)
    precision = found.precision
    values = {
        "score": f"{score:.3f}",
        "queries": found.queries,
        "covered": found.covered,
        "shown": found.shown,
        "relevant": found.relevant,
    }
    if precision is None:
        return t("service.threshold.nothing", score=values["score"])
    if found.queries < measured.FEW or found.covered < measured.FEW:
        return t("service.threshold.few", unknown=found.unknown, **values)
    ends = threshold.precision_interval(lists.values(), score)
    low, high, least, most = percents((*precision, *ends))
    words = "service.threshold.precision" + (".holes" if found.unknown else "")
    said = t(words, low=low, high=high, interval=f"{least}\\~{most}", unknown=found.unknown)
    coverage = measured.percent(found.coverage)
    return t("service.threshold.words", coverage=coverage, precision=said, **values)


def build(
    page: Page, variant: str, curve: Sequence[AtThreshold], score: float, theme: Theme
) -> go.Figure:
    """Return the chart: precision with what holes leave open, and coverage, by threshold."""
    colour = plot.colour(variant, page.ws.variant_slots, theme)
    # As arrays: a chart of thousands of numbers in lists takes long to check.
    scores = np.array([each.score for each in curve])
    coverage = np.array([100 * each.coverage for each in curve])
    # Of fewer queries there is no percentage; a line of NaN isn't drawn.
    ends = [each.precision if each.covered >= measured.FEW else None for each in curve]
    known, upper = (
        np.array([100 * end[side] if end else np.nan for end in ends]) for side in (0, 1)
    )
    chart = plot.Chart(theme)
    # Between two scores of the lists a threshold shows what the higher one shows.
    shape = {"shape": "vh", "color": colour}
    if any(each.unknown and end for each, end in zip(curve, ends, strict=True)):
        chart.add_scatter(
            x=scores,
            y=upper,
            mode="lines",
            line={**shape, "width": 1, "dash": "dot"},
            name=page.t("service.threshold.line.upper"),
        )
    if any(ends):
        chart.add_scatter(
            x=scores,
            y=known,
            mode="lines",
            line={**shape, "width": 2.5},
            name=page.t("service.threshold.line.precision"),
        )
    chart.add_scatter(
        x=scores,
        y=coverage,
        mode="lines",
        line={"shape": "vh", "color": plot.GREY, "width": 2.5, "dash": "dash"},
        name=page.t("service.threshold.line.coverage"),
    )
    chart.add_vline(x=score, line={"width": 1.5, "color": plot.GREY})
    chart.update_layout(
        height=_HEIGHT_PX,
        margin={"r": 16, "t": 36, "b": 52},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        dragmode=False,
        hovermode="x unified",
    )
    chart.update_xaxes(
        title={
            "text": f"{page.t('service.threshold.axis')} · {html.escape(variant)}",
            "font": {"size": 12},
        },
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        hoverformat=".3f",
    )
    chart.update_yaxes(
        title={
            "text": page.t("service.threshold.axis.y", n=curve[0].queries),
            "font": {"size": 12},
        },
        range=[-1.5, 101.5],
        fixedrange=True,
        zeroline=False,
        hoverformat=".1f",
    )
    return chart.figure()


def threshold_csv(gt: str, variant: str, pool: str, k: int, curve: Iterable[AtThreshold]) -> str:
    """Return what the chart shows: one line per threshold."""
    head = ("gt", "variant", "pool", "k", "score", "queries", "covered", "shown", "relevant")
    lines = (
        (
            *(gt, variant, pool, k, f"{each.score:.6f}"),
            *(each.queries, each.covered, each.shown, each.relevant, each.unknown),
        )
        for each in curve
    )
    return csvtext.table((*head, "unjudged"), lines)
