"""Chart: a measure by slices of the queries, with intervals and what unjudged pairs leave open."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from dashboard import measured, palette
from dashboard.components import names, plot
from dashboard.components.comparing import slice_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from core.slices import Slice
    from dashboard.comparison import Shown
    from dashboard.components.plot import Theme
    from dashboard.context import Page
    from dashboard.measured import Figure

_ROW_PX = 40
_FRAME_PX = 104
_APART = 0.34
_LABEL_CHARS = 18
_NAME_CHARS = 24


def build(
    page: Page,
    shown: Shown,
    field: str,
    found: Sequence[Slice],
    variants: Sequence[str],
    theme: Theme,
) -> go.Figure:
    """Return the chart: one row per slice, first one on top, a mark per variant in it."""
    slots = page.ws.variant_slots
    share = measured.is_share(shown.measure)
    scale = 100.0 if share else 1.0
    chart = plot.Chart(theme)
    for n, variant in enumerate(variants):
        shift = (n - (len(variants) - 1) / 2) * _APART
        told = [slice_words.figure(shown, each, variant) for each in found]
        places = [place + shift for place in range(len(found))]
        colour = plot.colour(variant, slots, theme)
        _holes(chart, told, places, scale, colour)
        hover = [
            _hover(page, slice_words.named(page, field, each.value), figure)
            for each, figure in zip(found, told, strict=True)
        ]
        means = [(figure.mean or 0.0) for figure in told]
        ends = [
            (m if f.low is None else f.low, m if f.high is None else f.high)
            for f, m in zip(told, means, strict=True)
        ]
        chart.add_scatter(
            name="<br>".join(map(html.escape, names.lines(variant, _NAME_CHARS))),
            x=[mean * scale for mean in means],
            y=places,
            mode="markers",
            marker={"symbol": palette.mark(variant, slots).symbol, "size": 10, "color": colour},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [(high - m) * scale for (_low, high), m in zip(ends, means, strict=True)],
                "arrayminus": [(m - low) * scale for (low, _), m in zip(ends, means, strict=True)],
                "color": colour,
                "thickness": 2,
                "width": 4,
            },
            cliponaxis=False,
            hovertext=hover,
            hoverinfo="text",
        )
    asked = len({query for each in found for query in each.queries})
    axis = "slice.chart.axis.share" if share else "slice.chart.axis"
    chart.update_layout(
        height=_FRAME_PX + _ROW_PX * len(found),
        margin={"r": 16, "t": 36, "b": 60},
        barmode="overlay",
        dragmode=False,
        hovermode="closest",
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False},
    )
    chart.update_xaxes(
        title={
            "text": page.t(axis, measure=measured.measure_name(page.t, shown.measure), n=asked),
            "standoff": 28,
            "font": {"size": 12},
        },
        range=[-1.5 * scale / 100, 101.5 * scale / 100],
        tickvals=[step * scale / 100 for step in range(0, 101, 20)],
        fixedrange=True,
        zeroline=False,
    )
    chart.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(found))),
        ticktext=[_label(page, field, each) for each in found],
        range=[len(found) - 0.5, -0.5],
        tickfont={"size": 13},
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    return chart.figure()


def _label(page: Page, field: str, each: Slice) -> str:
    lines = names.lines(slice_words.named(page, field, each.value), _LABEL_CHARS)
    shown = "<br>".join(html.escape(line) for line in lines)
    return page.t("slice.chart.n", value=shown, n=each.n)


def _hover(page: Page, name: str, figure: Figure) -> str:
    target = measured.deciding(figure.measure, page.ws.target)
    lines = [
        f"<b>{html.escape(figure.variant)}</b> · {html.escape(name)}",
        measured.value_words(page.t, figure, target),
        measured.interval_words(figure, target) or "",
        measured.holes_words(page.t, figure, target) or "",
    ]
    return "<br>".join(line for line in lines if line)


def _holes(
    chart: plot.Chart, told: Sequence[Figure], places: Sequence[float], scale: float, colour: str
) -> None:
    """Hatch what unjudged pairs leave open, below the interval: it is another kind of doubt."""
    open_ones = [
        (place, figure.mean, figure.upper)
        for place, figure in zip(places, told, strict=True)
        if figure.upper is not None and figure.mean is not None
    ]
    if open_ones:
        chart.add_bar(
            orientation="h",
            y=[place + _APART / 2.6 for place, _mean, _upper in open_ones],
            base=[mean * scale for _place, mean, _upper in open_ones],
            x=[(upper - mean) * scale for _place, mean, upper in open_ones],
            width=0.1,
            marker={
                "color": "rgba(0,0,0,0)",
                "line": {"color": colour, "width": 1},
                "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 4},
            },
            hoverinfo="skip",
            showlegend=False,
        )
