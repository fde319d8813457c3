"""Chart: distributions of scores by what is known of the pairs, each variant on its own axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from core.score_behaviour import PAIR_KINDS
from dashboard.components import plot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.score_behaviour import Behaviour, PairKind
    from dashboard.components.plot import Theme
    from dashboard.context import Page

_ROW_PX = 210
_FRAME_PX = 70
_DASHES: Mapping[PairKind, str] = {"relevant": "solid", "not_relevant": "dash", "random": "dot"}


def build(
    page: Page, variants: Sequence[str], found: Mapping[str, Behaviour], theme: Theme
) -> go.Figure:
    """Return the chart: a row per variant, a line per kind of pair."""
    slots = page.ws.variant_slots
    titles = [plot.name(variant, slots, theme) for variant in variants]
    chart = make_subplots(
        rows=max(1, len(variants)),
        cols=1,
        subplot_titles=titles,
        vertical_spacing=0.3 if len(variants) > 1 else 0,
    )
    for row, variant in enumerate(variants, start=1):
        each = found[variant]
        for place, kind in enumerate(PAIR_KINDS):
            if each.pairs[kind]:
                shares = [100 * float(share) for share in each.shares[place]]
                mine = kind == "relevant"
                chart.add_scatter(
                    row=row,
                    col=1,
                    x=each.edges.tolist(),
                    y=[*shares, shares[-1]],
                    mode="lines",
                    line={
                        "shape": "hv",
                        "dash": _DASHES[kind],
                        "width": 2 if mine else 1.5,
                        "color": plot.colour(variant, slots, theme) if mine else plot.GREY,
                    },
                    name=page.t(f"scores.kind.{kind}"),
                    legendgroup=kind,
                    showlegend=row == 1,
                    hovertemplate="%{x:.3f}: %{y:.1f} %",
                )
        numbers = {kind: each.pairs[kind] for kind in PAIR_KINDS}
        chart.update_xaxes(
            row=row,
            col=1,
            title={"text": page.t("scores.axis.x", **numbers), "standoff": 6, "font": {"size": 12}},
            fixedrange=True,
            zeroline=False,
        )
        chart.update_yaxes(
            row=row,
            col=1,
            title={"text": page.t("scores.axis.y"), "font": {"size": 12}},
            rangemode="tozero",
            fixedrange=True,
        )
    chart.update_layout(
        height=_FRAME_PX + _ROW_PX * len(variants),
        margin={"l": 8, "r": 16, "t": 56, "b": 48},
        dragmode=False,
        hovermode="closest",
        legend={
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1.02,
            "yanchor": "bottom",
            "itemclick": False,
        },
    )
    chart.update_annotations(x=0, xanchor="left", font={"size": 13})
    return chart
