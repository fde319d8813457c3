"""What holes leave open among all candidates, and what it takes to close them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.closing import open_pairs, together
from core.measures import JUDGED_CUTOFF, MEASURES
from core.planning import hours
from core.shares import percents
from core.views import make_view
from dashboard import annotate_link, markdown, measured, services
from dashboard.components.comparing import figures, plan
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.closing import OpenPairs
    from core.evaluate import Evaluation
    from core.planning import Pace
    from dashboard.components.comparing.context import Comparison
    from dashboard.strings import Translate


def draw(c: Comparison, gt: str, corpus: Mapping[str, Evaluation]) -> None:
    """Draw the table; ``corpus`` are all variants' evaluations among all candidates, by name."""
    page, shown = c.page, c.shown
    target = page.ws.target
    view = make_view(shown.view, page.ws.gt(gt), c.people.layer)
    opened = {}
    for name, evaluation in corpus.items():
        rankings = c.rankings(name, gt, "corpus")
        opened[name] = open_pairs(evaluation, rankings, view, target.measure)
    st.markdown(f"##### {page.t('service.close')}")
    some = next(iter(corpus.values()))
    st.caption(c.scope(some))
    pace = services.pace(page.ws)
    rows = [_head(page.t, target.measure)]
    for name, evaluation in corpus.items():
        cells = [figures.variant_name(page, name), *row(page.t, evaluation, target.measure)]
        rows.append([*cells, *_work(page.t, opened[name], pace)])
    everything = together(opened.values())
    if len(corpus) > 1:
        rows.append([page.t("service.close.all"), "", "", "", *_work(page.t, everything, pace)])
    with st.container(key="compare-closing"):
        st.markdown(markdown.table(rows))
    words = "plan.pace.measured" if pace.timed else "plan.pace.assumed"
    said = page.t(words, seconds=f"{pace.seconds:.0f}", n=pace.timed)
    st.caption(f"{page.t('service.close.note')} {said}")
    if everything.deciding and not shown.where:
        st.page_link(
            c.pages["annotate"],
            label=page.t("service.close.judge"),
            icon=":material/edit_note:",
            query_params=annotate_link.format_link(
                annotate_link.AnnotateLink(gt, "corpus", language=page.language)
            ),
        )


def _head(t: Translate, measure: str) -> list[str]:
    return [
        t("service.close.variant"),
        measured.short_name(t, measure),
        t("service.close.range"),
        MEASURES[f"judged@{JUDGED_CUTOFF}"].label,
        t("service.close.pairs"),
        t("service.close.hours"),
    ]


def row(t: Translate, evaluation: Evaluation, measure: str) -> list[str]:
    """Return figure, range by holes and share of judged neighbours of one variant."""
    found = measured.figure(evaluation, measure)
    value = unbroken(measured.value_words(t, found))
    if found.mean is None or found.n < measured.FEW:
        return [value, "–", "–"]
    judged = evaluation.measures[f"judged@{JUDGED_CUTOFF}"].mean or 0.0
    ends = percents((found.mean, found.mean if found.upper is None else found.upper), decimals=1)
    spread = unbroken(f"{ends[0]}\\~{ends[1]} %") if found.has_holes else t("service.close.none")
    return [value, spread, unbroken(f"{measured.percent(judged)} %")]


def _work(t: Translate, opened: OpenPairs, pace: Pace) -> list[str]:
    pairs = len(opened.deciding)
    return [f"{pairs:,}", unbroken(plan.hours_words(t, hours(pairs, pace))) if pairs else "–"]
