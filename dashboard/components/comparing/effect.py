"""How far two variants are apart: the difference with its interval, and the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import plotly.graph_objects as go
import streamlit as st

from core.compare import difference_interval
from core.noninferiority import not_worse, possible_differences
from dashboard import csvtext, measured
from dashboard.components import plot
from dashboard.components.comparing import figures, points

if TYPE_CHECKING:
    from core.compare import Corrected, Paired
    from core.evaluate import Evaluation
    from dashboard.components.plot import Theme
    from dashboard.context import Page
    from dashboard.strings import Translate

_FRAME_PX, _ROW_PX = 96, 42
_BELOW = 0.3
"""What holes leave open lies below the interval: it is another kind of doubt."""
_ICONS = {
    "shown": "check_circle",
    "shown_but_for_holes": "help",
    "not_shown": "radio_button_unchecked",
    "worse": "cancel",
}


class Bar(NamedTuple):
    """One difference as it is drawn: a row of the chart, in the measure's own units."""

    name: str
    difference: float
    low: float
    high: float
    holes: tuple[float, float] | None = None


def draw(page: Page, result: Paired, one: Evaluation, other: Evaluation, found: Corrected) -> None:
    """Draw the difference with its interval, and say what kind of interval it is."""
    interval = difference_interval(one, other, result.measure)
    if result.n < measured.FEW or interval is None:
        st.markdown(counted(page.t, result))
        return
    share = measured.is_share(result.measure)
    margin = page.ws.margin
    st.markdown(effect_words(page.t, result, interval, margin))
    if found.outcome == "not_apart" and (interval[0] > 0 or interval[1] < 0):
        st.caption(page.t("effect.stricter"))
    holes = possible_differences(result) if share and result.has_holes else None
    bar = Bar("A\N{MINUS SIGN}B", result.difference, *interval, holes)
    chart = build(page.t, [bar], result.measure, result.n, margin if share else None, plot.theme())
    plot.draw(
        page,
        chart,
        key="comparing.chart.effect",
        data=bars_csv(result, bar, margin if share else None),
        file_name=f"difference-{result.gt}-{result.measure}.csv",
    )
    if holes is not None:
        low, high = points.shown(page.t, result.measure, holes, margin)
        st.caption(page.t("effect.holes", low=low, high=high))


def draw_margin(page: Page, result: Paired) -> None:
    """Say whether either variant is shown not to be worse by the workspace's margin."""
    if result.n >= measured.FEW:
        *said, rule = not_worse_words(page, result, page.ws.margin)
        for line in said:
            st.markdown(line)
        st.caption(rule)


def counted(t: Translate, result: Paired) -> str:
    """Say what can be said of few queries: no share, no interval."""
    key = "effect.few" if measured.is_share(result.measure) else "effect.few.values"
    wins, losses = len(result.only_a), len(result.only_b)
    return t(key, ahead=points.signed(wins - losses), wins=wins, losses=losses, n=result.n)


def effect_words(t: Translate, result: Paired, interval: tuple[float, float], margin: float) -> str:
    """Say the difference with its interval, and what kind of interval it is."""
    share = measured.is_share(result.measure)
    values = (result.difference, *interval)
    difference, low, high = points.shown(t, result.measure, values, margin)
    kind = t("effect.kind.tango" if share else "effect.kind.bootstrap")
    words = t("effect.interval", low=low, high=high, kind=kind)
    if interval[0] == interval[1]:
        words = t("effect.interval.none")
    return t("effect.share" if share else "effect.mean", difference=difference) + (
        f"  \n:small[{words}]"
    )


def not_worse_words(page: Page, result: Paired, margin: float) -> list[str]:
    """Say of either variant whether it is shown not to be worse; the rule comes last."""
    t = page.t
    if not measured.is_share(result.measure):
        return [t("margin.only_shares")]
    names = {"A": figures.variant_name(page, result.a), "B": figures.variant_name(page, result.b)}
    said = []
    for pair, mine, theirs in ((result, "A", "B"), (result.turned(), "B", "A")):
        verdict = not_worse(pair, margin)
        words = t(
            f"margin.{verdict}",
            x=f"{mine}({names[mine]})",
            y=f"{theirs}({names[theirs]})",
            margin=points.exact(margin),
        )
        said.append(f":material/{_ICONS[verdict]}: {words}" if verdict else words)
    return [*said, t("margin.rule", margin=points.exact(margin))]


def build(
    t: Translate, bars: list[Bar], measure: str, n: int | None, margin: float | None, theme: Theme
) -> go.Figure:
    """Return the chart: a row per difference, a line at 0 and, of shares, at either margin.

    ``n`` is None where the rows say their own.
    """
    scale = 100.0 if measured.is_share(measure) else 1.0
    ink = plot.ink(theme)
    edges = () if margin is None else (-margin, margin)
    ends = [abs(end) for bar in bars for end in (bar.low, bar.high, *(bar.holes or ()))]
    reach = scale * 1.12 * max(*ends, margin or 0.0, 0.02)
    words = t("effect.axis.share" if measured.is_share(measure) else "effect.axis.mean")
    data: list[dict[str, Any]] = []
    for place, bar in enumerate(bars):
        if bar.holes is not None:
            data.append(_holes(bar.holes, place, scale))
        data.append(_point(t, bar, measure, place, scale, ink))
    layout = {
        "height": _FRAME_PX + _ROW_PX * max(len(bars), 1),
        "margin": {"r": 8, "t": 22, "b": 62},
        "showlegend": False,
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "shapes": [
            _line(0.0, {"width": 1.5, "color": ink}),
            *(_line(scale * x, {"dash": "dash", "width": 1.5, "color": plot.GREY}) for x in edges),
        ],
        "annotations": [
            {
                "x": scale * x,
                "xanchor": "right" if x < 0 else "left",  # however near they lie to each other
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "text": points.signed(x * 100, 1).removesuffix(".0"),
                "showarrow": False,
                "font": {"size": 12},
            }
            for x in edges
        ],
        "xaxis": {
            "title": {
                "text": words if n is None else f"{words} · n = {n:,}",
                "standoff": 28,
                "font": {"size": 12},
            },
            "range": [-reach, reach],
            "nticks": 9,
            "fixedrange": True,
            "showgrid": True,
            "zeroline": False,
        },
        "yaxis": {
            "tickmode": "array",
            "tickvals": list(range(len(bars))),
            "ticktext": [bar.name for bar in bars],
            "range": [len(bars) - 0.4, -0.6],
            "tickfont": {"size": 13},
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
    }
    chart = plot.Chart(theme)
    chart.add(data)
    chart.update_layout(**layout)
    return chart.figure()


def _line(x: float, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _holes(ends: tuple[float, float], place: int, scale: float) -> dict[str, Any]:
    low, high = (scale * end for end in ends)
    clear = "rgba(0,0,0,0)"
    return {
        "type": "bar",
        "orientation": "h",
        "y": [place + _BELOW],
        "base": [low],
        "x": [high - low],
        "width": 0.2,
        "marker": {
            "color": clear,
            "line": {"color": plot.GREY, "width": 1},
            "pattern": {"shape": "/", "fgcolor": plot.GREY, "bgcolor": clear, "size": 6},
        },
        "hoverinfo": "skip",
    }


def _point(
    t: Translate, bar: Bar, measure: str, place: int, scale: float, ink: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [scale * bar.difference],
        "y": [place],
        "mode": "markers",
        "marker": {"symbol": "diamond", "size": 11, "color": ink},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [scale * (bar.high - bar.difference)],
            "arrayminus": [scale * (bar.difference - bar.low)],
            "color": ink,
            "thickness": 2,
            "width": 6,
        },
        "hovertext": [f"{bar.name}: {', '.join(points.shown(t, measure, bar[1:4]))}"],
        "hoverinfo": "text",
    }


def bars_csv(result: Paired, bar: Bar, margin: float | None) -> str:
    """Return what the chart shows as CSV."""
    share = measured.is_share(result.measure)
    least, most = bar.holes or (None, None)
    return csvtext.table(
        ("gt", "a", "b", "measure", "n", "difference", "low95", "high95", "interval",
         "least_by_holes", "most_by_holes", "margin"),
        [(result.gt, result.a, result.b, result.measure, result.n, bar.difference, bar.low,
          bar.high, "tango95" if share else "bootstrap95", least, most, margin)],
    )  # fmt: skip
