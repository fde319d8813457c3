"""Draws the map: points of a sample, and the query with its neighbours on top.

SVG, not WebGL: Plotly's WebGL traces compile code at run time, which the security policy forbids
(docs/decisions/0006). That is why the sample is small.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go
import streamlit as st

from core.shares import percent
from dashboard import map_link, mapping, richtext, services
from dashboard.components import assets, filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.projection import Projection
    from dashboard.context import Page
    from dashboard.mapping import Group, Marks, Point, Scene, Shown

_clicks = assets.load("map_click")
_CLICKS = "mapping.clicks"

HEIGHT_PX = 530
_POINT_PX = 6
_OPACITY = 0.8
_NAME_CHARS = 24
_INK = {"light": "#1c2024", "dark": "#e4e7ea"}
_PAPER = {"light": "#ffffff", "dark": "#16181b"}
_GRID = {"light": "#eceef0", "dark": "#2a2e33"}
_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,  # would show more room without more points
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "yusa-map"},
}


def chart_key(number: int) -> str:
    """Return the widget key of the chart with this number."""
    return f"mapping.chart.{number}"


def draw(
    page: Page,
    shown: Shown,
    scene: Scene,
    projection: Projection,
    marks: Marks,
    opened: Point | None,
) -> None:
    """Draw the chart; what is selected in it changes the map's view."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    chart = build(page, shown, scene, projection, marks, opened, theme)
    key = chart_key(map_link.chart(st.session_state))
    st.plotly_chart(
        chart,
        key=key,
        config=_CONFIG,
        on_select=lambda: selected(st.session_state, key),
        selection_mode="box",
        alt=page.t("map.alt", variant=richtext.one_line(str(shown.view.variant))),
    )
    _clicks(key=_CLICKS, on_clicked_change=lambda: clicked(st.session_state, _CLICKS), height=1)


def selected(session: Any, key: str) -> None:
    """Show the part of the map that a box was drawn around."""
    event = session.get(key)
    region = mapping.read_box(event.get("selection") if event is not None else None)
    if region is not None:
        link = map_link.current(session)
        map_link.change(session, mapping.changed(link, region=region))


def clicked(session: Any, key: str) -> None:
    """Open the item whose point was clicked."""
    item_id = mapping.read_click(getattr(session.get(key), "clicked", None))
    if item_id is not None:
        link = map_link.current(session)
        map_link.change(session, mapping.changed(link, item=item_id))


def build(
    page: Page,
    shown: Shown,
    scene: Scene,
    projection: Projection,
    marks: Marks,
    opened: Point | None,
    theme: str = "light",
) -> go.Figure:
    """Return the chart."""
    ink, paper = _INK[theme], _PAPER[theme]
    chart = go.Figure()
    row_of = page.ws.variant(str(shown.view.variant)).row_of
    texts = services.hovers(page.ws, mapping.scenery(shown))
    drawn = list(zip(scene.groups, texts, strict=True))
    # The grey rest first, below the others; the legend keeps the order of the groups.
    for group, hovers in sorted(drawn, key=lambda pair: pair[0].code >= 0):
        points = projection.coordinates[row_of[group.places]]
        chart.add_scatter(
            x=points[:, 0],
            y=points[:, 1],
            mode="markers",
            name=group_name(page, shown, group),
            legendrank=1000 + (group.code if group.code >= 0 else 500 - group.code),
            customdata=[[page.ws.items.ids[place]] for place in group.places],
            hovertext=hovers,
            hoverinfo="text",
            marker={
                "symbol": group.mark.symbol,
                "color": group.mark.hex,
                "size": _POINT_PX,
                "opacity": _OPACITY,
            },
            # What a box holds is drawn anew at once; till then nothing need fade.
            unselected={"marker": {"opacity": _OPACITY}},
        )
    _add_marks(page, chart, marks, ink, paper)
    if opened is not None:
        _add(page, chart, [opened], page.t("map.open"), 902, [""], "circle-open", 26, ink, ink, 2.5)
        chart.data[-1].showlegend = False  # its coming and going would move the picture
    _arrange(page, chart, scene, projection, shown, theme)
    return chart


def group_name(page: Page, shown: Shown, group: Group) -> str:
    """Return a group's entry of the legend, escaped."""
    if group.code == mapping.REST:
        value = page.t("map.rest")
    elif group.code == mapping.NONE:
        value = page.t("map.none")
    elif group.value is None:
        value = page.t("map.plain")
    else:
        value = filters.value_name(page, str(shown.colour), group.value)
    return page.t(
        "map.group", value=html.escape(richtext.one_line(value, _NAME_CHARS)), n=group.total
    )


def _add_marks(page: Page, chart: go.Figure, marks: Marks, ink: str, paper: str) -> None:
    near = marks.neighbours[::-1]  # the nearest is drawn last, on top
    if near:
        before = [page.t("near.rank", rank=point.rank) for point in near]
        name = page.t("map.near", n=len(near))
        _add(page, chart, near, name, 901, before, "circle", 17, ink, paper, 1)
        chart.data[-1].update(
            mode="markers+text",
            text=[str(point.rank) for point in near],
            textposition="middle center",
            textfont={"color": paper, "size": 11},
            unselected={"marker": {"opacity": 1}, "textfont": {"color": paper}},
        )
    if marks.query is not None:
        name = page.t("item.query")
        _add(page, chart, [marks.query], name, 900, [name], "star", 22, ink, paper, 1.5)


def _add(
    page: Page,
    chart: go.Figure,
    points: Sequence[Point],
    name: str,
    rank: int,
    before: Sequence[str],
    symbol: str,
    size: int,
    colour: str,
    line: str,
    width: float,
) -> None:
    items = page.ws.items.get_many([point.id for point in points])
    chart.add_scatter(
        x=[point.x for point in points],
        y=[point.y for point in points],
        mode="markers",
        name=name,
        legendrank=rank,
        customdata=[[point.id] for point in points],
        hovertext=[mapping.hover(item, words) for item, words in zip(items, before, strict=True)],
        hoverinfo="text",
        marker={
            "symbol": symbol,
            "size": size,
            "color": colour,
            "opacity": 1,
            "line": {"color": line, "width": width},
        },
        unselected={"marker": {"opacity": 1}},
    )


def _arrange(
    page: Page, chart: go.Figure, scene: Scene, projection: Projection, shown: Shown, theme: str
) -> None:
    left, right, bottom, top = shown.region or scene.whole
    ink, paper, grid = _INK[theme], _PAPER[theme], _GRID[theme]
    chart.update_layout(
        height=HEIGHT_PX,
        margin={"l": 8, "r": 8, "t": 8, "b": 48},
        dragmode="select",
        hovermode="closest",
        font={"color": ink},
        hoverlabel={"align": "left", "font": {"color": ink}, "bgcolor": paper},
        newselection={"line": {"color": ink, "width": 1, "dash": "dash"}},
        showlegend=True,
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.01,
            "x": 0,
            "itemsizing": "trace",
            "font": {"size": 12, "color": ink},
            "title": {"text": ""},
        },
    )
    axis = {
        "showgrid": True,
        "gridcolor": grid,
        "zeroline": False,
        "fixedrange": True,
        "nticks": 6,
        # One unit is as long on both axes, and no room is shown that has no points drawn in it.
        "constrain": "domain",
    }
    titles = [
        page.t("map.axis", n=n, share=percent(share))
        for n, share in enumerate(projection.shares, start=1)
    ]
    fonts = {"tickfont": {"color": ink}}
    title = [{"text": text, "standoff": 10, "font": {"size": 12, "color": ink}} for text in titles]
    chart.update_xaxes(range=[left, right], title=title[0], **axis, **fonts)
    chart.update_yaxes(
        range=[bottom, top],
        title=title[1],
        scaleanchor="x",
        scaleratio=1,
        constraintoward="top",
        **axis,
        **fonts,
    )
