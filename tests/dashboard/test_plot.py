"""Charts put together before Plotly checks them."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from dashboard.components import plot


def test_a_chart_is_the_one_that_plotlys_own_steps_give() -> None:
    figure = go.Figure()
    chart = plot.Chart("light")
    for made in (figure, chart):
        made.add_scatter(x=[1, 2], y=[3, 4], mode="lines", line={"width": 2})
        made.add_bar(x=[1], y=[2])
        made.add_vline(x=3, line={"dash": "dash"})
        made.add_hline(y=4, line={"width": 1})
        made.add_annotation(x=1, y=2, text="80 %", showarrow=False)
        made.update_layout(height=100, margin={"t": 8})
        made.update_layout(margin={"r": 9})
        made.update_xaxes(title={"text": "x", "font": {"size": 12}}, range=[0, 5])
        made.update_xaxes(range=[1, 5])
        made.update_yaxes(tickvals=[1, 2], ticktext=["a", "bb"])
    shade = {"color": plot.ink("light")}
    figure.update_layout(font=shade)
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(tickfont=shade, title={"font": shade}, automargin=False)
    made = chart.figure()
    left = made.layout.margin.l
    figure.update_layout(margin={"l": left})
    assert made.to_plotly_json() == figure.to_plotly_json()


def test_properties_that_plotly_does_not_know_are_refused() -> None:
    chart = plot.Chart("dark")
    chart.add_scatter(x=[1], colours="red")
    with pytest.raises(ValueError, match="colours"):
        chart.figure()


def left(*names: str, title: str = "") -> int:
    chart = plot.Chart("light")
    chart.update_yaxes(tickvals=list(range(len(names))), ticktext=list(names))
    if title:
        chart.update_yaxes(title={"text": title})
    return int(chart.figure().layout.margin.l)


def test_names_on_the_left_have_their_room() -> None:
    short, long = left("model"), left("model", "a-model-of-a-long-name")
    assert long - short > 12 * 6
    assert left("유사한 문항") - left("abcdefgh") > 0, "Hangul is wider"
    assert left("<span style='color:red'>model</span>") == short, "what isn't shown takes none"
    assert left("a<br>model") == short
    assert left("a &amp; b") == left("a & b"), "a sign that is escaped is one sign"
    assert left("model", title="순위") > short
