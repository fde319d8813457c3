"""Whether the difference of the chosen pair is another one on another ground truth."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import streamlit as st

from core.interaction import interactions
from dashboard import csvtext, measured, richtext
from dashboard.components import names, plot
from dashboard.components.comparing import effect, points
from dashboard.components.comparing.effect import Bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.evaluate import Evaluation
    from core.interaction import Interaction
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.strings import Translate

_GT_CHARS = 18


def draw(page: Page, shown: Shown, by_gt: Mapping[str, Sequence[Evaluation]]) -> None:
    """Draw the change of the difference between each two ground truths that have the pool.

    ``by_gt`` holds the evaluations of all variants on each of them.
    """
    contrasted = []
    for evaluations in by_gt.values():
        by_name = {each.variant: each for each in evaluations}
        contrasted.append((by_name[str(shown.a)], by_name[str(shown.b)]))
    if len(contrasted) < 2:
        return
    enough = [pair for pair in contrasted if pair[0].n >= measured.FEW]
    few = [pair[0] for pair in contrasted if 0 < pair[0].n < measured.FEW]
    with st.container(border=True, key="compare-change", gap="small"):
        st.markdown(f"**{page.t('change.title')}**")
        for each in few:
            gt = richtext.label(each.gt)
            st.caption(page.t("change.few", gt=gt, n=each.n, least=measured.FEW))
        found = interactions(enough, shown.measure)
        if not found:
            st.caption(page.t("change.one"))
            return
        _chart(page, shown, found)
        lines = [change_words(page.t, each, shown.measure, len(found)) for each in found]
        st.markdown("\n".join(f"- {line}" for line in lines))
        notes = [page.t("change.rule")]
        if len(found) > 1:
            notes.append(page.t("change.rule.holm", changes=len(found)))
        if any(each.shared for each in found):
            notes.append(page.t("change.shared"))
        if any(each.worst_p != each.p for each in found):
            share = measured.is_share(shown.measure)
            notes.append(page.t("change.holes" if share else "paired.values.holes"))
        pools = {pair[0].pool.size for pair in enough}
        if len(pools) > 1:
            sizes = ", ".join(f"{richtext.label(a.gt)} {a.pool.size:,}" for a, _b in enough)
            notes.append(page.t("change.pools", sizes=sizes))
        st.caption(" ".join(notes))


def _chart(page: Page, shown: Shown, found: Sequence[Interaction]) -> None:
    measure = shown.measure
    effects = {e.gt: e for each in found for e in (each.first, each.second)}
    bars = [
        Bar(f"{_lines(e.gt)}<br>n = {e.n:,}", e.difference, *e.interval) for e in effects.values()
    ]
    chart = effect.build(page.t, bars, measure, None, None, plot.theme())
    plot.draw(
        page,
        chart,
        key="comparing.chart.change",
        data=changes_csv(found, str(shown.a), str(shown.b), measure),
        file_name=f"change-{measure}.csv",
    )


def _lines(gt: str) -> str:
    return "<br>".join(html.escape(line) for line in names.lines(gt, _GT_CHARS))


def change_words(t: Translate, found: Interaction, measure: str, changes: int = 1) -> str:
    """Say the difference on either ground truth, their change, and what that allows to say.

    ``changes`` is how many were looked at together.
    """
    first, second = found.first, found.second
    values = (first.difference, second.difference, found.change, *found.interval)
    one, other, change, low, high = points.shown(t, measure, values)
    gts = {"gt": richtext.label(first.gt), "other_gt": richtext.label(second.gt)}
    # Either side is ahead for sure only where its interval leaves out 0.
    turned = first.interval[0] * first.interval[1] > 0 > first.difference * second.difference
    turned = turned and second.interval[0] * second.interval[1] > 0
    verdict = "turned" if found.outcome == "apart" and turned else found.outcome
    sides = ("A", "B") if first.difference > 0 else ("B", "A")
    said = t(f"change.{verdict}", ahead=sides[0], other_ahead=sides[1], **gts)
    numbers = t(
        "change.numbers",
        one=one,
        other=other,
        change=change,
        low=low,
        high=high,
        p=measured.p_words(found.p),
        holm=t("change.holm", corrected=measured.p_words(found.holm_p)) if changes > 1 else "",
        **gts,
    )
    return f"**{said}** {numbers}"


def changes_csv(found: Sequence[Interaction], a: str, b: str, measure: str) -> str:
    """Return every pair of ground truths as CSV: numbers as they are, not rounded."""
    head = (
        *("a", "b", "measure", "gt", "n", "difference", "low95", "high95"),
        *("other_gt", "other_n", "other_difference", "other_low95", "other_high95"),
        *("shared_queries", "change", "change_low95", "change_high95", "p", "holm_p"),
        *("holm_p_if_holes_go_against", "outcome"),
    )
    lines = [
        (
            *(a, b, measure, each.first.gt, each.first.n, each.first.difference),
            *each.first.interval,
            *(each.second.gt, each.second.n, each.second.difference),
            *each.second.interval,
            *(each.shared, each.change, *each.interval, each.p, each.holm_p),
            *(each.worst_holm_p, each.outcome),
        )
        for each in found
    ]
    return csvtext.table(head, lines)
