"""How ranks move from one variant to the other: of all queries, and of one query's two lists."""

from __future__ import annotations

import html
import math
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from core.measures import MEASURES
from dashboard import csvtext, differences, palette
from dashboard.components import plot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from core.types import Relevance
    from dashboard.compare_link import RowFilter
    from dashboard.comparison import Shown
    from dashboard.components.plot import Theme
    from dashboard.context import Page
    from dashboard.differences import Slope
    from dashboard.table_rows import Row

_OVERVIEW_PX = 260
_ROW_PX = 24
_FRAME_PX = 64
_TICKS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000)
_NAMED = 8
_WIDEST = 4
_FAINT = "rgba(136,143,150,0.45)"
_SYMBOLS: Mapping[Relevance, str] = {
    "relevant": "circle",
    "not_relevant": "x-thin-open",
    "unknown": "diamond-open",
}


def overview(page: Page, shown: Shown, rows: Sequence[Row]) -> None:
    """Draw where each variant of the pair has the first relevant item of every counted query."""
    a, b = str(shown.a), str(shown.b)
    counted = [row for row in rows if not row.is_left_out]
    if not counted:
        return
    chart = build_overview(page, shown, counted, plot.theme())
    key = "comparing.slopes"
    data = differences.slopes_csv(counted, a, b)
    plot.draw(page, chart, key=key, data=data, file_name=f"ranks-{shown.gt}-{a}-{b}.csv")


def build_overview(page: Page, shown: Shown, rows: Sequence[Row], theme: Theme) -> go.Figure:
    """Return the chart: the first variant's ranks on the left, the second's on the right."""
    a, b = str(shown.a), str(shown.b)
    slopes = differences.slopes(rows, a, b)
    ranks = [rank for slope in slopes for rank in slope[:2] if rank is not None]
    worst = max(ranks, default=1)
    bottom = math.log10(worst) + max(0.12, 0.1 * math.log10(worst))
    chart = plot.Chart(theme)
    for (kind, width), alike in groupby(sorted(slopes, key=_look), key=_look):
        _slopes(page, chart, shown, kind, width, list(alike), bottom, theme)
    cut = MEASURES[shown.measure].cutoff
    if cut is not None and cut < worst:
        line = math.log10(cut + 0.5)
        chart.add_hline(y=line, line={"dash": "dash", "width": 1.5, "color": plot.GREY})
        chart.add_annotation(
            xref="paper",
            x=1,
            y=line,
            text=page.t("slopes.cut", k=cut),
            xanchor="left",
            xshift=6,
            font={"size": 11},
        )
    ticks = [tick for tick in _TICKS if tick <= worst]
    missing = any(rank is None for slope in slopes for rank in slope[:2])
    chart.update_yaxes(
        title={"text": page.t("slopes.axis"), "font": {"size": 12}},
        range=[bottom + 0.08 if missing else math.log10(worst) + 0.08, -0.08],
        tickmode="array",
        tickvals=[*(math.log10(tick) for tick in ticks), *([bottom] if missing else [])],
        ticktext=[*(f"{tick:,}" for tick in ticks), *([page.t("slopes.none")] if missing else [])],
        fixedrange=True,
        zeroline=False,
    )
    _sides(page, chart, (a, b), page.t("slopes.n", n=len(rows)), theme)
    chart.update_layout(height=_OVERVIEW_PX, margin={"r": 72})
    return chart.figure()


def _look(slope: Slope) -> tuple[RowFilter, int]:
    """Return what decides how a slope is drawn: its kind, and its width in four steps.

    In the order of the kinds' names those on which the variants differ are drawn on top.
    """
    return slope.kind, min(_WIDEST, round(math.sqrt(len(slope.queries))))


def _slopes(
    page: Page,
    chart: plot.Chart,
    shown: Shown,
    kind: RowFilter,
    width: int,
    slopes: Sequence[Slope],
    bottom: float,
    theme: Theme,
) -> None:
    """Draw slopes that look alike as one trace: a browser draws few traces sooner than many."""
    ahead = {"only_a": shown.a, "only_b": shown.b}.get(kind)
    colour, base, symbol = _FAINT, 1.0, "circle"
    if ahead is not None:
        colour = plot.colour(ahead, page.ws.variant_slots, theme)
        symbol = palette.mark(ahead, page.ws.variant_slots).symbol
        base = 1.8
    xs: list[float | None] = []
    ys: list[float | None] = []
    words: list[str | None] = []
    for slope in slopes:
        said = _words(page, slope)
        heights = [bottom if rank is None else math.log10(rank) for rank in slope[:2]]
        xs += [0, 1, None]
        ys += [*heights, None]
        words += [said, said, None]
    chart.add_scatter(
        x=xs,
        y=ys,
        mode="lines+markers",
        line={"color": colour, "width": base * width},
        marker={"symbol": symbol, "size": 7, "color": colour},
        hovertext=words,
        hoverinfo="text",
        cliponaxis=False,
    )


def _words(page: Page, slope: Slope) -> str:
    names = ", ".join(html.escape(query) for query in slope.queries[:_NAMED])
    more = len(slope.queries) - _NAMED
    return "<br>".join(
        (
            f"{_rank(page, slope.rank_a)} → {_rank(page, slope.rank_b)}",
            page.t("slopes.queries", n=len(slope.queries)),
            page.t("cause.more", items=names, n=more) if more > 0 else names,
        )
    )


def _rank(page: Page, rank: int | None) -> str:
    return page.t("slopes.none") if rank is None else page.t("rows.rank", rank=rank)


def lists(
    page: Page,
    pair: tuple[str, str],
    tops: tuple[Sequence[str], Sequence[str]],
    status: Mapping[str, Relevance],
    texts: Mapping[str, str],
) -> None:
    """Draw one query's two lists with their shared items joined.

    Args:
        page: words.
        pair: the variants.
        tops: their items, best first.
        status: of each item.
        texts: the beginning of each item's text, for the pointer.
    """
    plot.draw(
        page,
        build_lists(page, pair, tops, status, texts, plot.theme()),
        key="comparing.joined",
        data=lists_csv(pair, tops, status),
        file_name=f"lists-{pair[0]}-{pair[1]}.csv",
    )
    shared = page.t("lists.shared", shared=len(set(tops[0]) & set(tops[1])), k=max(map(len, tops)))
    st.caption(f"{shared}  \n{page.t('slopes.marks')}")


def lists_csv(
    pair: tuple[str, str],
    tops: tuple[Sequence[str], Sequence[str]],
    status: Mapping[str, Relevance],
) -> str:
    """Return both lists as CSV: per item its two ranks, none where a list doesn't hold it."""
    ranks = [{item: rank for rank, item in enumerate(top, start=1)} for top in tops]
    return csvtext.table(
        ("item", *(f"rank {name}" for name in pair), "relevance"),
        (
            (item, *(side.get(item) for side in ranks), status[item])
            for item in dict.fromkeys([*tops[0], *tops[1]])
        ),
    )


def build_lists(
    page: Page,
    pair: tuple[str, str],
    tops: tuple[Sequence[str], Sequence[str]],
    status: Mapping[str, Relevance],
    texts: Mapping[str, str],
    theme: Theme,
) -> go.Figure:
    """Return the chart: items that the other list doesn't hold run to the row below the last."""
    depth = max(map(len, tops))
    ranks = [{item: rank for rank, item in enumerate(top, start=1)} for top in tops]
    chart = plot.Chart(theme)
    ink = plot.ink(theme)
    for item in dict.fromkeys([*tops[0], *tops[1]]):
        ends = [side.get(item) for side in ranks]
        shared = None not in ends
        relevant = status[item] == "relevant"
        chart.add_scatter(
            x=[0, 1],
            y=[depth + 1 if rank is None else rank for rank in ends],
            mode="lines",
            line={
                "color": ink if relevant else plot.GREY if shared else _FAINT,
                "width": 2.5 if relevant else 1.5,
                "dash": "solid" if shared else "dot",
            },
            hoverinfo="skip",
        )
    for x, (side, top) in enumerate(zip(ranks, tops, strict=True)):
        chart.add_scatter(
            x=[x] * len(top),
            y=[side[item] for item in top],
            mode="markers+text",
            marker={
                "symbol": [_SYMBOLS[status[item]] for item in top],
                "size": 9,
                "color": ink,
                "line": {"color": ink, "width": 1.5},
            },
            text=[html.escape(item if len(item) <= 16 else f"{item[:15]}…") for item in top],
            textposition="middle right" if x else "middle left",
            textfont={"size": 11},
            hovertext=[
                f"<b>{html.escape(item)}</b> {page.t(f'badge.{status[item]}')}<br>"
                f"{html.escape(texts.get(item, ''))}"
                for item in top
            ],
            hoverinfo="text",
            cliponaxis=False,
        )
    chart.update_yaxes(
        title={"text": page.t("slopes.rank"), "font": {"size": 12}},
        range=[depth + 1.5, 0.5],
        tickmode="array",
        tickvals=[*range(1, depth + 1), depth + 1],
        ticktext=[*map(str, range(1, depth + 1)), page.t("slopes.beyond", k=depth)],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    _sides(page, chart, pair, page.t("slopes.lists", k=depth), theme)
    chart.update_xaxes(range=[-0.75, 1.75])
    chart.update_layout(height=_FRAME_PX + 24 + _ROW_PX * (depth + 1))
    return chart.figure()


def _sides(page: Page, chart: plot.Chart, pair: tuple[str, str], title: str, theme: Theme) -> None:
    chart.update_xaxes(
        title={"text": title, "standoff": 12, "font": {"size": 12}},
        range=[-0.08, 1.08],
        tickmode="array",
        tickvals=[0, 1],
        ticktext=[plot.name(name, page.ws.variant_slots, theme) for name in pair],
        tickfont={"size": 13},
        side="top",
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    chart.update_layout(
        margin={"r": 24, "t": 64, "b": 12},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
    )
