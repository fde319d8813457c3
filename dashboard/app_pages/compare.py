"""Compare: how good the variants are, whether they differ, and on which queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.compare import compare_all
from core.errors import YusaError
from dashboard import comparison, failures, links, richtext, services, state
from dashboard.components import language, missing, watch
from dashboard.components.comparing import (
    controls,
    figures,
    list_pair,
    paired,
    plan,
    published,
    query_table,
)
from dashboard.context import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.compare import Corrected
    from core.evaluate import Evaluation
    from dashboard.comparison import Shown
    from dashboard.services import People, Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    offer = services.offer(ws)
    link = state.current_compare(st.session_state)
    shown = comparison.resolve(link, offer, ws.target)
    page = Page(ws, state.resolve(state.current(st.session_state), offer), link.language)
    if missing.figures(page):
        language.choose(page, state.WIDGET_COMPARE_LANGUAGE)
        return
    pools = ("judged", "corpus") if offer.gts_with_pool else ("corpus",)
    controls.draw(page, shown, pools=pools)
    try:
        # Once: a judgment that comes meanwhile must not count in some of the figures only.
        people = services.people(ws, shown.view)
        revision = people.revision
        with st.spinner(page.t("comparison.computing"), show_time=False):
            evaluations = {gt: _evaluate(page, shown, gt, people) for gt in offer.gts}
            compared = _compared(page, shown, evaluations, people)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    _passed(page, shown, evaluations, people)
    chosen = evaluations.get(shown.gt or "")
    scope = figures.scope(page, shown, chosen[0], revision) if chosen else ""
    _real(page, shown, chosen, scope, compared)
    published.draw(page)
    if chosen:
        _why(page, shown, chosen, scope, people, pages["browse"])
    watch.repaint_after(ws, revision)


def _evaluate(page: Page, shown: Shown, gt: str, people: People) -> list[Evaluation] | None:
    """Evaluate all variants; None where the ground truth doesn't have the pool."""
    if shown.pool == "judged" and gt not in services.offer(page.ws).gts_with_pool:
        return None
    return [
        services.evaluation(page.ws, variant, gt, shown.pool, shown.where, shown.view, people)
        for variant in page.ws.variant_names
    ]


def _compared(
    page: Page,
    shown: Shown,
    evaluations: Mapping[str, list[Evaluation] | None],
    people: People,
) -> list[Corrected]:
    """Compare all pairs, at the chosen measure.

    At the target's measure these are the pairs that the report compares, so that both pages find
    the same differences. The report takes all questions where a ground truth doesn't have the pool.
    """
    everything = [
        found
        if found is not None
        else [
            services.evaluation(page.ws, variant, gt, None, shown.where, shown.view, people)
            for variant in page.ws.variant_names
        ]
        for gt, found in evaluations.items()
    ]
    return compare_all(everything, shown.measure)


def _passed(
    page: Page,
    shown: Shown,
    evaluations: Mapping[str, list[Evaluation] | None],
    people: People,
) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"##### {page.t('comparison.passed')}", width="content")
        everything = [each for found in evaluations.values() for each in found or ()]
        st.download_button(
            page.t("comparison.download"),
            comparison.figures_csv(everything, people.revision, page.ws.target),
            file_name=f"figures-{shown.view}-{shown.pool}.csv",
            mime="text/csv",
            key="comparing.download.figures",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
    for gt, found in evaluations.items():
        with st.container(border=True, key=f"compare-figures-{gt}", gap="small"):
            if found is None:
                st.info(page.t("figure.no_pool", gt=richtext.label(gt)), icon=":material/block:")
            else:
                figures.draw(page, shown, found, people.revision)
                plan.draw(page, shown, found[0], people)


def _real(
    page: Page,
    shown: Shown,
    chosen: list[Evaluation] | None,
    scope: str,
    compared: Sequence[Corrected],
) -> None:
    st.markdown(f"##### {page.t('comparison.real')}")
    controls.pair(page, shown)
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
        return
    if shown.a is None or shown.b is None:
        st.info(page.t("paired.one"), icon=":material/compare:")
    elif chosen[0].n == 0:
        st.info(page.t("figure.no_queries"), icon=":material/rule:")
    else:
        paired.draw(page, shown, compared, scope)


def _why(
    page: Page,
    shown: Shown,
    chosen: list[Evaluation],
    scope: str,
    people: People,
    browse: StreamlitPage,
) -> None:
    st.markdown(f"##### {page.t('comparison.why')}")
    rows = comparison.table(chosen, shown.measure)
    kept = comparison.rows_shown(shown, rows)
    list_pair.say_why_closed(page, shown, kept)
    query_table.draw(page, shown, rows, kept, scope, browse)
    list_pair.open_dialog(page, shown, kept, people, browse, write_address)


def adopt_address() -> None:
    """Take the view from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    state.adopt_compare_address(st.session_state, params)


def write_address() -> None:
    """Write the view into the address; a change becomes a step of the browser's history."""
    address = links.format_compare(state.current_compare(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
