"""Report: what is handed over, as it stands now; preview, recommendation, download."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.errors import RecommendationChangedError, YusaError
from core.report import build, file_name, read_recommendation, to_json, write_recommendation
from core.report import render as render_markdown
from core.text import nfc
from dashboard import compare_link, comparison, failures, richtext, services, state, viewing
from dashboard.components import language, missing, names, report_controls, unread, watch
from dashboard.context import Page
from dashboard.strings import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.types import PoolKind
    from core.workspace import Workspace
    from dashboard.compare_link import CompareLink
    from dashboard.links import Language
    from dashboard.services import People, Snapshot

_QUOTED = 2_000
"""Longer lines of names and recommendations are cut in the preview, not in the file."""
_LOOSE = re.compile(r"(?<=[<≥~→]) (?=\d)|(?<=\d) (?=[%~])")


def render(snapshot: Snapshot, _pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the page for the view that the session is in."""
    ws = snapshot.ws
    link = comparison.current(st.session_state)
    offer = services.offer(ws)
    page = Page(ws, viewing.resolve(state.current(st.session_state), offer), link.language)
    if missing.figures(page):
        language.choose(page, state.WIDGET_REPORT_LANGUAGE)
        return
    report_controls.draw(page, link)
    _recommendation(page)
    try:
        # Once: a judgment that comes meanwhile must not count in some of the figures only.
        people = services.people(ws, link.view)
        with st.spinner(page.t("comparison.computing"), show_time=False):
            document = _document(ws, link, people)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    if people.layer is None:
        unread.say(page)
    _downloads(page, document, link.language)
    with st.container(border=True, key="report-preview"):
        st.markdown(_together(render_markdown(document, link.language, _quote, level=4)))
    watch.repaint_after(ws, people.revision)


def _document(ws: Workspace, link: CompareLink, people: People) -> dict[str, Any]:
    pool: PoolKind | None = "corpus" if link.pool == "corpus" else None
    evaluations = [
        services.evaluation(ws, variant, gt, pool, (), link.view, people)
        for gt in ws.gt_names
        for variant in ws.variant_names
    ]
    return build(ws, evaluations, people.revision, read_recommendation(ws.path))


def _quote(words: str) -> str:
    return names.breakable(richtext.label(words, _QUOTED))


def _together(markdown: str) -> str:
    """Keep numbers with their sign and unit in narrow cells; the files keep plain spaces."""
    return _LOOSE.sub("\N{NO-BREAK SPACE}", markdown)


def _recommendation(page: Page) -> None:
    try:
        kept = read_recommendation(page.ws.path)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    if not {state.RECOMMENDATION_KEPT, state.WIDGET_RECOMMENDATION} <= st.session_state.keys():
        _fill(kept)
    is_saved = nfc(st.session_state[state.WIDGET_RECOMMENDATION] or "").strip() == kept
    if is_saved:
        st.session_state[state.RECOMMENDATION_KEPT] = kept
    # Always one line: a button that moved as the field is left would lose the click that left it.
    told = ("in" if kept else "none") if is_saved else "unsaved"
    st.markdown(page.t(f"report.recommendation.{told}"))
    # The field is never filled anew by itself: what is being typed is not here yet.
    base = st.session_state[state.RECOMMENDATION_KEPT]
    # Set on arriving at the page, where the browser doesn't know it; from then on it is the user's.
    if state.RECOMMENDATION_OPEN not in st.session_state:
        st.session_state[state.RECOMMENDATION_OPEN] = not is_saved
    with st.expander(
        page.t("report.recommendation"),
        key=state.RECOMMENDATION_OPEN,
        icon=":material/edit_note:",
        on_change="rerun",
    ):
        st.text_area(
            page.t("report.recommendation"),
            key=state.WIDGET_RECOMMENDATION,
            label_visibility="collapsed",
            placeholder=page.t("report.recommendation.placeholder"),
            height=120,
            persist_state="session",
        )
        st.button(
            page.t("report.recommendation.save"),
            key="reporting.button.save",
            icon=":material/save:",
            on_click=_save,
            args=(page.ws, page.language, base),
        )
        outcome = st.session_state.pop(state.RECOMMENDATION_OUTCOME, None)
        if outcome is not None:
            saved, words = outcome
            (st.success if saved else st.error)(richtext.label(words, 400))
    if kept != base:
        _choose(page, kept)


def _choose(page: Page, kept: str) -> None:
    """Show the words that somebody else saved beside those in the field; a person decides."""
    with st.container(border=True, key="report-recommendation-changed", gap="small"):
        st.warning(page.t("report.recommendation.changed"), icon=":material/sync_problem:")
        st.code(kept or page.t("report.recommendation.empty"), language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            st.button(
                page.t("report.recommendation.take"),
                key="reporting.button.take",
                icon=":material/download:",
                on_click=_fill,
                args=(kept,),
            )
            st.button(
                page.t("report.recommendation.overwrite"),
                key="reporting.button.overwrite",
                icon=":material/save:",
                on_click=_save,
                args=(page.ws, page.language, kept),
            )


def _fill(kept: str) -> None:
    """Put the kept words into the field; what is saved from now on is made from them."""
    st.session_state[state.RECOMMENDATION_KEPT] = kept
    st.session_state[state.WIDGET_RECOMMENDATION] = kept


def _save(ws: Workspace, language: Language, base: str) -> None:
    """Save the field, made from ``base``; if other words are kept by now, both will be shown."""
    try:
        saved = write_recommendation(
            ws.path, st.session_state[state.WIDGET_RECOMMENDATION] or "", base
        )
    except RecommendationChangedError:
        return
    except YusaError as error:
        st.session_state[state.RECOMMENDATION_OUTCOME] = (False, failures.said(error))
    else:
        _fill(saved)
        words = text(language, "report.recommendation.saved")
        st.session_state[state.RECOMMENDATION_OUTCOME] = (True, words)


def _downloads(page: Page, document: dict[str, Any], language: Language) -> None:
    name = file_name(document)
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            page.t("report.download.markdown"),
            render_markdown(document, language),
            file_name=f"{name}.{language}.md",
            mime="text/markdown",
            key="reporting.download.markdown",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            page.t("report.download.json"),
            to_json(document),
            file_name=f"{name}.json",
            mime="application/json",
            key="reporting.download.json",
            icon=":material/data_object:",
            on_click="ignore",
        )


def adopt_address() -> None:
    """Take view and pool from the address if it changed; they are Compare's too."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    comparison.adopt(st.session_state, params)


def write_address() -> None:
    """Write view, pool and language into the address."""
    address = compare_link.format_report(comparison.current(st.session_state))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
