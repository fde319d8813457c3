"""① Did they pass: every variant's figures on every ground truth, and what would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import measured, richtext
from dashboard.components import download
from dashboard.components.comparing import figures, firsts, plan, since, summary
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.evaluate import Evaluation
    from dashboard.components.comparing.context import Comparison


def draw(c: Comparison) -> None:
    """Draw the tab."""
    page, shown, people = c.page, c.shown, c.people
    found = {gt: c.evaluations(gt) if c.has_pool(gt) else None for gt in c.gts}
    _summary(c, found)
    since.draw(c, found)
    for gt, evaluations in found.items():
        with st.container(border=True, key=f"compare-figures-{gt}", gap="small"):
            if evaluations is None:
                st.info(page.t("figure.no_pool", gt=richtext.label(gt)), icon=":material/block:")
            else:
                figures.draw(page, shown, evaluations, people.revision)
                firsts.draw(c, gt, evaluations[0].n)
                plan.draw(page, shown, evaluations[0], people)
    everything = [each for evaluations in found.values() for each in evaluations or ()]
    download.csv(
        page.t("comparison.download"),
        measured.figures_csv(everything, people.revision, page.ws.target),
        file_name=f"figures-{shown.view}-{shown.pool}.csv",
        key="comparing.download.figures",
    )


def _summary(c: Comparison, found: Mapping[str, Sequence[Evaluation] | None]) -> None:
    page = c.page

    def name(variant: str) -> str:
        return unbroken(figures.variant_name(page, variant), 1)

    lead, *rest = summary.lines(page.t, found, page.ws.target, name)
    unknown = [richtext.label(gt) for gt in page.ws.studies if gt not in found]
    with st.container(key="compare-summary"):
        if unknown:
            words = page.t("study.unknown", names=", ".join(unknown))
            st.warning(words, icon=":material/event_busy:")
        st.markdown("\n".join([lead, "", *(f"- {line}" for line in rest)]))
