"""Annotate: one pair after another. Nothing on the page tells where a pair comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import annotate_link, failures, richtext, services, state
from dashboard import desk as desks
from dashboard.annotate_link import DEFAULT_QUEUE
from dashboard.components import (
    annotator,
    judge_form,
    judge_keys,
    judging_view,
    language,
    missing,
    queue_choice,
)
from dashboard.components.tasking import working

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from dashboard.components.queue_choice import Queue
    from dashboard.context import Page
    from dashboard.desk import Books, Desk, Progress
    from dashboard.services import Snapshot


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the queue of the annotator, ground truth and candidates that the session is in.

    Whoever came with an annotator's key gets the pairs of their task.
    """
    ws = snapshot.ws
    page = queue_choice.page_for(ws)
    access = st.session_state.get(state.ACCESS)
    if access is not None and access.role == "annotator":
        working.draw(page, access)
        return
    try:
        services.annotators(ws)
        services.standing_at_desk(ws)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        st.button(page.t("judge.retry"), key=judge_form.button_key("open"))
        return
    if not services.can_judge(ws):
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
        st.info(page.t("judge.closed", path=richtext.path(ws.path)), icon=":material/lock:")
        return
    if missing.figures(page) or page.view.gt is None:
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
        return
    name = annotator.current(page)
    if name is None:
        _sign_in(page)
    else:
        _judge(page, judge_form.books(ws, name), page.view.gt, pages)
    annotator.remember(page, "annotate")


def _judge(page: Page, kept: Books, gt: str, pages: Mapping[str, StreamlitPage]) -> None:
    queue = queue_choice.current(page)
    try:
        desk = _desk(page, kept, gt, queue)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        queue_choice.draw(page, queue)
        return
    if desk.order:
        _work(page, desk, kept, pages, queue)
    else:
        queue_choice.draw_empty(page, queue)


def _sign_in(page: Page) -> None:
    """Ask who judges."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(page.t("judge.empty.annotator"), width="stretch")
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        annotator.choose(page, "annotate")
        annotator.add(page, "annotate")


def _head(page: Page, desk: Desk, done: Progress, queue: Queue) -> None:
    """Draw in one row who judges what, how far it is and what was saved last."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="judge-head"):
        annotator.choose(page, "annotate")
        label = queue_choice.named(page, queue)
        with st.popover(label, icon=":material/fact_check:", help=page.t("judge.task.help")):
            queue_choice.draw(page, queue)
        if desk.pair is not None:
            words = page.t(
                "judge.progress",
                query=done.query,
                queries=done.queries,
                candidate=done.candidate,
                candidates=done.candidates,
            )
            st.markdown(f"**{words}**", width="content")
        count = page.t("judge.count", judged=done.judged, total=done.total)
        if done.deferred:
            count += " · " + page.t("judge.count.deferred", n=done.deferred)
        stop = queue_choice.stop_rule(page, queue, whole=False)
        if stop:
            count += f" · {stop}"
        st.markdown(f":small[:gray[{count}]]", width="content")
        with st.container(key="judge-saved"):
            judge_form.saved(page, desk)


def _desk(page: Page, kept: Books, gt: str, queue: Queue) -> Desk:
    """Return the session's desk, or set one up where any choice or the data changed."""
    ws = page.ws
    key = desks.desk_key(ws.uuid, ws.generation, gt, page.view.pool, kept.annotator, queue)
    before: Desk | None = st.session_state.get(state.DESK)
    if before is not None and before.key == key:
        return before
    batches = queue_choice.laid_out(page, queue, gt, kept.annotator)
    desk = desks.open_desk(key, batches, kept, before)
    st.session_state[state.DESK] = desk
    return desk


@st.fragment
def _work(
    page: Page,
    desk: Desk,
    kept: Books,
    pages: Mapping[str, StreamlitPage],
    queue: Queue,
) -> None:
    """Draw the pair at hand; a step redraws only this."""
    now = (queue_choice.page_for(page.ws), annotator.current(page), queue_choice.current(page))
    if now != (page, kept.annotator, queue):
        st.rerun()  # another desk was chosen in the head
    try:
        done = desks.progress(desk, kept)
        _head(page, desk, done, queue)
        if desk.pair is None:
            judge_form.unsaved(page, desk, kept)
            _finished(page, desk, kept, done, pages, queue)
        else:
            judge_form.draw(page, desk, kept, desk.pair)
            judging_view.draw(page, desk)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        return
    judge_keys.listen(page, desk, kept)


def _finished(
    page: Page,
    desk: Desk,
    kept: Books,
    done: Progress,
    pages: Mapping[str, StreamlitPage],
    queue: Queue,
) -> None:
    """Say that nothing is left, or that pairs were put off, and what to do next."""
    if done.deferred:
        st.info(page.t("judge.done.deferred", n=done.deferred), icon=":material/schedule:")
    else:
        st.success(page.t("judge.done", n=done.judged), icon=":material/task_alt:")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if done.deferred:
            st.button(
                page.t("judge.review", n=done.deferred),
                key=judge_form.button_key("review"),
                type="primary",
                on_click=judge_form.safely,
                args=(desk, kept, lambda: desks.review_deferred(desk, kept)),
            )
        judge_form.arrows(page, desk, kept)
        if queue.kind != DEFAULT_QUEUE and not done.deferred:
            queue_choice.leave(page, "finished")
        if "compare" in pages and not done.deferred:
            st.page_link(pages["compare"])


def adopt_address() -> None:
    """Take what is judged from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    annotate_link.adopt(st.session_state, params)


def write_address() -> None:
    """Write ground truth, candidates and queue into the address."""
    keys = (state.ANNOTATE_GT, state.ANNOTATE_POOL, state.ANNOTATE_KIND, state.ANNOTATE_QUEUE)
    gt, pool, kind, queue = (st.session_state.get(key) for key in keys)
    spoken = state.current(st.session_state).language
    link = annotate_link.AnnotateLink(gt, pool, kind or DEFAULT_QUEUE, queue, spoken)
    address = annotate_link.format_link(link)
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
