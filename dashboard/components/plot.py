"""Charts on a page: one look for all, a picture to save, and their data to download."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from dashboard import palette
from dashboard.components import download, names

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from dashboard.context import Page

Theme = Literal["light", "dark"]

GREY = "#888f96"
"""Target lines, and whatever belongs to no variant."""
_INK = {"light": "#3b4248", "dark": "#e4e7ea"}
"""Text of a chart. The names of variants in the light theme's own grey are too pale to read."""
_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "scrollZoom": False,
    "modeBarButtons": [["toImage"]],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "yusa"},
}


def theme() -> Theme:
    """Return the theme that the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


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
