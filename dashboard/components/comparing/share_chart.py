"""Charts: one measure of all variants, with interval, target and what unjudged pairs leave open."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import csvtext, measured, palette
from dashboard.components import plot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from core.types import Target
    from dashboard.components.plot import Theme
    from dashboard.context import Page
    from dashboard.measured import Figure

_ROW_PX = 46
_FRAME_PX = 84
_BELOW = 0.28
"""The range that holes leave open lies below the interval: it is another kind of doubt."""


def draw(page: Page, figures: Sequence[Figure], slots: Mapping[str, int], target: Target) -> None:
    """Draw the chart of one measure; all figures are of one ground truth, view and pool."""
    chart = build(page, figures, slots, target, plot.theme())
    first = figures[0]
    plot.draw(
        page,
        chart,
        key=f"comparing.chart.{first.gt}",
        data=figures_csv(figures),
        file_name=f"figures-{first.gt}-{first.measure}.csv",
    )
    kind = page.t("chart.kind.wilson" if figures[0].is_share else "chart.kind.bootstrap")
    holes = any(figure.has_holes for figure in figures)
    st.caption(page.t("chart.note" if holes else "chart.note.plain", kind=kind))


def figures_csv(figures: Sequence[Figure]) -> str:
    """Return what the chart shows as CSV: numbers as they are, not rounded."""
    head = ("gt", "variant", "measure", "n", "hits", "hits_if_holes_hit", "mean", "low95", "high95")
    return csvtext.table(
        (*head, "interval"),
        (
            (f.gt, f.variant, f.measure, f.n, f.hits, f.possible, f.mean, f.low, f.high, f.interval)
            for f in figures
        ),
    )


def build(
    page: Page,
    figures: Sequence[Figure],
    slots: Mapping[str, int],
    target: Target,
    theme: Theme,
) -> go.Figure:
    """Return the chart: one row per variant, first one on top."""
    share = figures[0].is_share
    scale = 100.0 if share else 1.0
    chart = plot.Chart(theme)
    for place, figure in enumerate(figures):
        if figure.mean is not None:
            mark = palette.mark(figure.variant, slots)
            colour = plot.colour(figure.variant, slots, theme)
            _holes(chart, figure, place, scale, colour)
            _point(page, chart, figure, place, scale, mark.symbol, colour)
    if share and figures[0].measure == target.measure:
        chart.add_vline(target.value * scale, {"dash": "dash", "width": 1.5, "color": plot.GREY})
        chart.add_annotation(
            x=target.value * scale,
            y=1,
            yref="y domain",
            text=page.t("chart.target", target=f"{target.value * 100:g}"),
            font={"size": 12},
            yanchor="bottom",
            xanchor="right",
            xshift=-2,
        )
    axis = "chart.axis.share" if share else "chart.axis"
    chart.update_layout(
        height=_FRAME_PX + _ROW_PX * len(figures),
        margin={"r": 56, "t": 24, "b": 60},
        showlegend=False,
        barmode="overlay",
        dragmode=False,
        hovermode="closest",
    )
    chart.update_xaxes(
        title={
            "text": page.t(
                axis, measure=measured.measure_name(page.t, figures[0].measure), n=figures[0].n
            ),
            "standoff": 28,
            "font": {"size": 12},
        },
        range=[-1.5 * scale / 100, 101.5 * scale / 100],
        tickvals=[step * scale / 100 for step in range(0, 101, 20)],
        fixedrange=True,
        showgrid=True,
        zeroline=False,
    )
    chart.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(figures))),
        ticktext=[plot.name(figure.variant, slots, theme) for figure in figures],
        range=[len(figures) - 0.5, -0.5],
        tickfont={"size": 13},
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    return chart.figure()


def _holes(chart: plot.Chart, figure: Figure, place: int, scale: float, colour: str) -> None:
    if figure.upper is None or figure.mean is None:
        return
    chart.add_bar(
        orientation="h",
        y=[place + _BELOW],
        base=[figure.mean * scale],
        x=[(figure.upper - figure.mean) * scale],
        width=0.2,
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"color": colour, "width": 1},
            "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 6},
        },
        hoverinfo="skip",
    )


def _point(
    page: Page,
    chart: plot.Chart,
    figure: Figure,
    place: int,
    scale: float,
    symbol: str,
    colour: str,
) -> None:
    mean = figure.mean or 0.0
    low, high = figure.low or 0.0, figure.high if figure.high is not None else 1.0
    target = measured.deciding(figure.measure, page.ws.target)
    words = measured.value_words(page.t, figure, target)
    lines = [
        f"<b>{html.escape(figure.variant)}</b>",
        words,
        measured.interval_words(figure, target) or "",
        measured.holes_words(page.t, figure, target) or "",
    ]
    share = measured.percent(mean, target, decimals=1)
    value = share if figure.is_share else f"{mean:.3f}"
    chart.add_scatter(
        x=[mean * scale],
        y=[place],
        mode="markers",
        marker={"symbol": symbol, "size": 11, "color": colour},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [(high - mean) * scale],
            "arrayminus": [(mean - low) * scale],
            "color": colour,
            "thickness": 2,
            "width": 6,
        },
        cliponaxis=False,
        hovertext=["<br>".join(line for line in lines if line)],
        hoverinfo="text",
    )
    # In the margin: on the target line or beside a full mark they could not be read.
    chart.add_annotation(
        xref="paper",
        x=1,
        y=place,
        text=value,
        xanchor="left",
        xshift=8,
        font={"size": 13},
    )
