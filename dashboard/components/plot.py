"""Charts on a page: one look for all, a picture to save, and their data to download."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Literal

import plotly.graph_objects as go
import streamlit as st

from dashboard import palette
from dashboard.components import download, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.context import Page

Theme = Literal["light", "dark"]

GREY = "#888f96"
"""Target lines, and whatever belongs to no variant."""
_INK = {"light": "#3b4248", "dark": "#e4e7ea"}
"""Text of a chart. The names of variants in the light theme's own grey are too pale to read."""
_TICK_PX = 12
_TICK_GAP_PX = 16
_TITLE_PX = 34
_LATIN = 0x24F
_SLIM = frozenset("fijlrt1.,:;()-/| ")
_TAG = re.compile(r"<[^>]*>")
_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "yusa"},
}


def theme() -> Theme:
    """Return the theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


class Chart:
    """A chart in the making, put together before Plotly checks it.

    Plotly's own figure checks and copies anew at every step, which takes longer than all else that
    a page does. Methods are named as there; dicts within dicts are merged.
    """

    def __init__(self, theme: Theme) -> None:
        shade = {"color": _INK[theme]}
        axis = {"tickfont": shade, "title": {"font": shade}}
        self._data: list[dict[str, Any]] = []
        self._layout: dict[str, Any] = {"shapes": [], "annotations": []}
        self.update_layout(font=shade, xaxis=axis, yaxis=axis)

    def add(self, traces: Iterable[dict[str, Any]]) -> None:
        """Add traces that name their type."""
        self._data += traces

    def add_scatter(self, **trace: Any) -> None:
        """Add lines or marks."""
        self._data.append({"type": "scatter", **trace})

    def add_bar(self, **trace: Any) -> None:
        """Add bars."""
        self._data.append({"type": "bar", **trace})

    def add_hline(self, y: float, line: Mapping[str, Any]) -> None:
        """Add a line from the left edge to the right one."""
        ends = {"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}
        self._layout["shapes"].append({"type": "line", "line": line, **ends})

    def add_vline(self, x: float, line: Mapping[str, Any]) -> None:
        """Add a line from the lower edge to the upper one."""
        ends = {"x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
        self._layout["shapes"].append({"type": "line", "line": line, **ends})

    def add_annotation(self, **words: Any) -> None:
        """Add words that stand without an arrow."""
        self._layout["annotations"].append({"showarrow": False, **words})

    def update_layout(self, **values: Any) -> None:
        """Set properties of the whole."""
        _merge(self._layout, values)

    def update_xaxes(self, **values: Any) -> None:
        """Set properties of the axis below."""
        _merge(self._layout, {"xaxis": values})

    def update_yaxes(self, **values: Any) -> None:
        """Set properties of the axis on the left."""
        _merge(self._layout, {"yaxis": values})

    def figure(self) -> go.Figure:
        """Return the chart.

        Raises:
            ValueError: Plotly knows no such property, or no such value of it.
        """
        self.update_yaxes(automargin=False)
        self.update_xaxes(automargin=False)
        self.update_layout(margin={"l": _left(self._layout["yaxis"])})
        return go.Figure({"data": self._data, "layout": self._layout})


def _left(axis: Mapping[str, Any]) -> int:
    """Return the room that labels and title of a vertical axis take, in px.

    Plotly would measure it, but only after it has drawn the chart, and then draw it again.
    """
    size: float = axis["tickfont"].get("size", _TICK_PX)
    ends = axis.get("range", (0, 1))
    words = axis.get("ticktext") or [f"{max(ends, key=abs):.1f}"]
    lines = [_TAG.sub("", line) for label in words for line in label.split("<br>")]
    widest = max(sum(map(_ems, html.unescape(line))) for line in lines)
    return round(widest * size) + _TICK_GAP_PX + _TITLE_PX * bool(axis["title"].get("text"))


def _ems(char: str) -> float:
    """Return about a character's width, in units of the font's size."""
    if unicodedata.east_asian_width(char) in "WFA":  # shapes are as wide as Hangul
        return 1.0
    if char in _SLIM:
        return 0.4
    return 0.95 if char in "mwMW%@" or ord(char) > _LATIN else 0.7 if char.isupper() else 0.58


def _merge(whole: dict[str, Any], part: Mapping[str, Any]) -> None:
    for name, value in part.items():
        if isinstance(value, dict):
            _merge(whole.setdefault(name, {}), value)
        else:
            whole[name] = value


def draw(
    page: Page, chart: go.Figure, *, key: str, data: str | None = None, file_name: str = ""
) -> None:
    """Draw a chart, built for :func:`theme`.

    Args:
        page: words.
        chart: with labelled axes; n, intervals and targets belong in it.
        key: of the element.
        data: what is drawn, as CSV (:func:`dashboard.csvtext.table`), offered below the chart; None
            where the page offers it elsewhere.
        file_name: of the data.
    """
    if chart.layout.font.color is None:
        shade = ink(theme())
        chart.update_layout(font={"color": shade})
        chart.update_xaxes(tickfont={"color": shade}, title={"font": {"color": shade}})
        chart.update_yaxes(tickfont={"color": shade}, title={"font": {"color": shade}})
    st.plotly_chart(chart, key=key, config=_CONFIG)
    if data is not None:
        download.csv(
            page.t("chart.data"),
            data,
            file_name=file_name,
            key=f"{key}.data",
            counted=page.counted,
        )


def ink(theme: Theme) -> str:
    """Return the colour of text, for marks that stand out without being a variant's."""
    return _INK[theme]


def colour(variant: str, slots: Mapping[str, int], theme: Theme) -> str:
    """Return a variant's colour, the same in every chart."""
    return palette.shade(palette.mark(variant, slots).markdown, theme)


def name(variant: str, slots: Mapping[str, int], theme: Theme, chars: int = 24) -> str:
    """Return a variant's mark and name; charts read a kind of HTML, so the name is escaped."""
    shown = "<br>".join(html.escape(line) for line in names.lines(variant, chars))
    shape = palette.mark(variant, slots).shape
    return f'<span style="color:{colour(variant, slots, theme)}">{shape}</span> {shown}'
