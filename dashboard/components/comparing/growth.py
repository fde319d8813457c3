"""Pool growth: a measure of all variants as candidates are added."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from core import growth as growing
from dashboard import csvtext, measured, palette, richtext, services
from dashboard.components import plot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import plotly.graph_objects as go

    from core.growth import Growth, Point
    from dashboard.components.comparing.context import Comparison
    from dashboard.components.plot import Theme
    from dashboard.context import Page

_HEIGHT_PX = 340
_BAND = 0.16
_FEW_TICKS = 6


def draw(c: Comparison, gt: str, everything: Mapping[str, Growth], measure: str) -> None:
    """Draw the chart; ``everything`` is the growth of all variants, by name."""
    page = c.page
    some = next(iter(everything.values()))
    if len(some.sizes) < 2:
        return
    st.markdown(f"##### {page.t('service.growth')}")
    if measure != c.shown.measure:
        name = measured.measure_name(page.t, measure)
        st.caption(page.t("service.growth.measure", measure=name))
    if gt not in services.offer(page.ws).gts_with_pool:
        words = page.t("service.growth.named", gt=richtext.label(gt), small=some.sizes[0])
        st.caption(words)
    if some.n < measured.FEW:
        st.info(page.t("service.few", n=some.n), icon=":material/tag:")
    else:
        plot.draw(
            page,
            build(page, everything, measure, plot.theme()),
            key="comparing.chart.growth",
            data=growth_csv(gt, everything.values(), measure),
            file_name=f"growth-{gt}-{c.shown.view}-{measure}.csv",
        )
    st.caption(page.t("service.growth.note", n=some.n, repeats=growing.REPEATS))


def build(page: Page, everything: Mapping[str, Growth], measure: str, theme: Theme) -> go.Figure:
    """Return the chart: one line with its band per variant."""
    scale = 100.0 if measured.is_share(measure) else 1.0
    slots, target = page.ws.variant_slots, page.ws.target
    chart = plot.Chart(theme)
    for name, grown in everything.items():
        points = growing.points(grown, measure)
        colour = plot.colour(name, slots, theme)
        sizes = [point.size for point in points]
        chart.add_scatter(
            x=sizes + sizes[::-1],
            y=[p.high * scale for p in points] + [p.low * scale for p in points[::-1]],
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=_faint(colour),
            hoverinfo="skip",
            showlegend=False,
        )
        chart.add_scatter(
            x=sizes,
            y=[point.mean * scale for point in points],
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker={"symbol": palette.mark(name, slots).symbol, "size": 9, "color": colour},
            name=html.escape(name),
            hovertext=[_hover(page, point, measure) for point in points],
            hoverinfo="text+name",
        )
    if measure == target.measure:
        chart.add_hline(
            y=target.value * scale, line={"dash": "dash", "width": 1.5, "color": plot.GREY}
        )
        chart.add_annotation(
            xref="paper",
            x=1,
            y=target.value * scale,
            text=page.t("chart.target", target=f"{target.value * 100:g}"),
            xanchor="right",
            yanchor="bottom",
            font={"size": 12},
        )
    some = next(iter(everything.values()))
    axis = "chart.axis.share" if scale > 1 else "chart.axis"
    chart.update_layout(
        height=_HEIGHT_PX,
        margin={"r": 16, "t": 36, "b": 52},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        dragmode=False,
        hovermode="closest",
    )
    chart.update_xaxes(
        type="log",
        title={"text": page.t("service.growth.axis"), "standoff": 24, "font": {"size": 12}},
        tickvals=_ticks(some.sizes),
        ticktext=[f"{size:,}" for size in _ticks(some.sizes)],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    name = measured.measure_name(page.t, measure)
    chart.update_yaxes(
        title={"text": page.t(axis, measure=name, n=some.n), "font": {"size": 12}},
        range=[-1.5 * scale / 100, 101.5 * scale / 100],
        fixedrange=True,
        zeroline=False,
    )
    return chart.figure()


def growth_csv(gt: str, everything: Iterable[Growth], measure: str) -> str:
    """Return what the chart shows: one line per variant and size."""
    head = ("gt", "variant", "measure", "n", "candidates", "mean", "draws_low95", "draws_high95")
    return csvtext.table(
        head,
        (
            (gt, grown.variant, measure, grown.n, p.size, p.mean, p.low, p.high)
            for grown in everything
            for p in growing.points(grown, measure)
        ),
    )


def _ticks(sizes: tuple[int, ...]) -> list[int]:
    """Return the sizes to name: all of a few, else the ends and the powers of ten well between."""
    if len(sizes) <= _FEW_TICKS:
        return [max(1, size) for size in sizes]
    least, most = max(1, sizes[0]), sizes[-1]
    tens = [s for s in sizes[1:-1] if str(s).strip("0") == "1" and 2 * least < s < most / 2]
    return [least, *tens, most]


def _hover(page: Page, point: Point, measure: str) -> str:
    values = {"value": point.mean, "low": point.low, "high": point.high}
    words = {
        key: f"{value * 100:.1f} %" if measured.is_share(measure) else f"{value:.3f}"
        for key, value in values.items()
    }
    return page.t("service.growth.hover", size=point.size, **words)


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{_BAND})"
