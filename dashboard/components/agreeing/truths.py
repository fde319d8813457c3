"""People's merged grades against each ground truth, and the pairs that want another opinion."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import streamlit as st

from core.agreement import RELEVANCES
from core.judgments import GRADES
from core.opinions import DOUBTS
from core.shares import FEW
from core.views import HUMAN_THRESHOLD
from dashboard import agreeing, csvtext, richtext
from dashboard.components import plot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.agreement import Against
    from core.concord import Concord
    from dashboard.components.plot import Theme
    from dashboard.context import Page
    from dashboard.strings import Translate

_HEIGHT_PX = 250
_ACROSS = 2
_SHADE = "136, 143, 150"
_DIFFERENT = "213, 94, 0"


def draw(page: Page, found: Concord) -> None:
    """Draw one table for each ground truth, two in a row."""
    if not found.against:
        return
    st.markdown(f"#### {page.t('agree.gt')}")
    st.caption(page.t("agree.gt.note"))
    names = list(found.against)
    for start in range(0, len(names), _ACROSS):
        columns = st.columns(_ACROSS, gap="medium")
        for column, name in zip(columns, names[start : start + _ACROSS], strict=False):
            with column:
                _one(page, name, found.against[name])
    made = [richtext.label(name) for name in page.ws.gt_names if name not in found.against]
    if made:
        st.caption(page.t("agree.gt.made", names=", ".join(made)))


def _one(page: Page, name: str, found: Against) -> None:
    st.markdown(f"**{richtext.label(name)}**")
    if not sum(map(sum, found.table)):
        st.caption(page.t("agree.gt.none"))
        return
    for line in sentences(page.t, found):
        st.markdown(line)
    plot.draw(
        page,
        build(page.t, name, found, plot.theme()),
        key=f"agreement.gt.{name}",
        data=table_csv(name, found),
        file_name=f"people-and-{name}.csv",
    )


def sentences(t: Translate, found: Against) -> list[str]:
    """Return what the table says: equal, different in either direction, left out."""
    both = found.binary
    lines = []
    if both.n:
        first = f"**{t('agree.gt.top', n=both.n, same=both.same)}**"
        if both.n >= FEW:
            first += f" · {agreeing.share(t, both.same, both.n, both.percent_interval)}"
            if all(0 < relevant < both.n for relevant in both.relevant):
                # Of a side that says the same of all pairs kappa is 0, however many are alike.
                kappa = agreeing.coefficient(both.kappa, both.kappa_interval, both.n)
                first += f" · {t('agree.gt.kappa', kappa=kappa)}"
        lines += [
            first,
            t("agree.gt.differ", list=both.table[0][1], people=both.table[1][0]),
        ]
    else:
        lines.append(t("agree.gt.nothing"))
    assumed = sum(found.assumed[HUMAN_THRESHOLD:])
    if assumed:
        lines.append(f":small[:gray[{t('agree.gt.assumed', n=assumed)}]]")
    unknown = sum(row[RELEVANCES.index("unknown")] for row in found.table)
    if unknown or found.cannot_tell:
        left = t("agree.gt.left", unknown=unknown, cannot_tell=found.cannot_tell)
        lines.append(f":small[:gray[{left}]]")
    return lines


def differs(grade: int, says: str) -> bool:
    """Whether a cell of the table holds pairs that both see differently."""
    return says != "unknown" and (grade >= HUMAN_THRESHOLD) != (says == "relevant")


def build(t: Translate, name: str, found: Against, theme: Theme) -> go.Figure:
    """Return the heat table: people's grades up, what the ground truth says across."""
    most = max(max(row) for row in found.table) or 1
    across = [t(f"agree.gt.{says}") for says in RELEVANCES]
    up = [agreeing.said(t, grade) for grade in GRADES]
    chart = go.Figure()
    for place, grade in enumerate(GRADES):
        for column, says in enumerate(RELEVANCES):
            count = found.table[place][column]
            colour = _DIFFERENT if differs(grade, says) else _SHADE
            strength = 0.06 + 0.54 * count / most if count else 0.0
            chart.add_shape(
                type="rect",
                x0=column - 0.5, x1=column + 0.5, y0=place - 0.5, y1=place + 0.5,
                fillcolor=f"rgba({colour}, {strength:.3f})",
                line={"width": 1, "color": plot.GREY},
                layer="below",
            )  # fmt: skip
    cells = [(x, y) for y in range(len(GRADES)) for x in range(len(RELEVANCES))]
    counts = [found.table[y][x] for x, y in cells]
    marks = [
        f"{count:,}{' ≠' if count and differs(GRADES[y], RELEVANCES[x]) else ''}"
        for (x, y), count in zip(cells, counts, strict=True)
    ]
    chart.add_scatter(
        x=[x for x, _ in cells],
        y=[y for _, y in cells],
        text=marks,
        mode="text",
        textfont={"size": 15, "color": plot.ink(theme)},
        hovertemplate=[
            f"{up[y]} · {across[x]}: {found.table[y][x]:,}<extra></extra>" for x, y in cells
        ],
        showlegend=False,
    )
    chart.update_layout(
        height=_HEIGHT_PX,
        margin={"l": 8, "r": 8, "t": 8, "b": 40},
        dragmode=False,
    )
    n = sum(counts)
    chart.update_xaxes(
        title={
            "text": t("agree.gt.axis", gt=html.escape(richtext.one_line(name, 40)), n=n),
            "font": {"size": 12},
        },
        tickvals=list(range(len(RELEVANCES))),
        ticktext=across,
        range=[-0.5, len(RELEVANCES) - 0.5],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
    )
    chart.update_yaxes(
        title={"text": t("agree.gt.axis.people"), "font": {"size": 12}},
        tickvals=list(GRADES),
        ticktext=up,
        range=[-0.5, len(GRADES) - 0.5],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        automargin=True,
    )
    return chart


def table_csv(name: str, found: Against) -> str:
    """Return the table with the pairs that are not relevant only by assumption."""
    head = ("gt", "people_grade", *RELEVANCES, "not_relevant_by_assumption")
    lines = ((name, grade, *found.table[grade], found.assumed[grade]) for grade in GRADES)
    return csvtext.table(head, lines)


def doubts(page: Page, found: Concord, pages: Mapping[str, StreamlitPage]) -> None:
    """Say how many pairs would gain by another opinion, and why."""
    if not found.doubts:
        return
    counts = agreeing.doubts(found.doubts)
    why = " · ".join(
        page.t(f"agree.doubt.{doubt}", n=counts[doubt]) for doubt in DOUBTS if counts[doubt]
    )
    st.markdown(
        f":material/person_add: {page.t('agree.doubt', n=len(found.doubts), why=why)}",
        help=page.t("agree.doubt.note"),
    )
    if "tasks" in pages:
        st.page_link(pages["tasks"], label=page.t("agree.doubt.task"), icon=":material/assignment:")
