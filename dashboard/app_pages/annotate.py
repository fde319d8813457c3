"""Annotate: one pair after another. Nothing on the page tells where a pair comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from core.evaluate import default_pool_kind
from core.queue import batches
from dashboard import desk as desks
from dashboard import failures, judging, links, richtext, services, state
from dashboard.components import (
    annotator,
    judge_form,
    judge_keys,
    judging_view,
    language,
    missing,
    names,
)
from dashboard.components.tasking import working
from dashboard.context import Page, select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.navigation.page import StreamlitPage

    from core.types import PoolKind
    from core.workspace import Workspace
    from dashboard.desk import Books, Desk, Progress
    from dashboard.links import FirstQueue
    from dashboard.services import Snapshot

BUTTON_USUAL = "annotate.button.usual"
_TASK_CHARS = 16


def render(snapshot: Snapshot, pages: Mapping[str, StreamlitPage]) -> None:
    """Draw the queue of the annotator, ground truth and candidates that the session is in.

    Whoever came with an annotator's key gets the pairs of their task.
    """
    ws = snapshot.ws
    page = _page(ws)
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
    queue = _queue(page)
    desk = _desk(page, kept, gt, queue)
    if desk.order:
        _work(page, desk, kept, pages, queue)
    else:
        st.info(page.t("judge.empty.pairs"), icon=":material/inbox:")
        _choose_task(page)


def _queue(page: Page) -> FirstQueue | None:
    """Return the queue that Compare asked for, with names that the workspace has."""
    wanted: FirstQueue | None = st.session_state.get(state.ANNOTATE_QUEUE)
    if wanted is None:
        return None
    offer = services.offer(page.ws)
    return replace(
        wanted,
        variant=wanted.variant if wanted.variant in offer.variants else None,
        where=tuple(pair for pair in wanted.where if pair[0] in offer.fields),
    )


def _page(ws: Workspace) -> Page:
    """Return the page for the choices that the session is in now."""
    offer = services.offer(ws)
    link = state.current(st.session_state)
    wanted = st.session_state.get(state.ANNOTATE_GT)
    gt = wanted if wanted in offer.gts else offer.default_gt
    view = replace(state.resolve(link, offer), gt=gt, pool=_pool(ws, gt))
    return Page(ws, view, link.language)


def _pool(ws: Workspace, gt: str | None) -> PoolKind:
    """Return the candidates: those of the ground truth, unless others are chosen.

    Only pairs of all questions fill the holes of figures over all questions.
    """
    if gt is None:
        return "corpus"
    own = default_pool_kind(ws.gt(gt))
    return "corpus" if st.session_state.get(state.ANNOTATE_POOL) == "corpus" else own


def _sign_in(page: Page) -> None:
    """Ask who judges."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(page.t("judge.empty.annotator"), width="stretch")
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        annotator.choose(page, "annotate")
        annotator.add(page, "annotate")


def _head(page: Page, desk: Desk, done: Progress) -> None:
    """Draw in one row who judges what, how far it is and what was saved last."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="judge-head"):
        annotator.choose(page, "annotate")
        with st.popover(_task(page), icon=":material/fact_check:", help=page.t("judge.task.help")):
            _choose_task(page)
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
        st.markdown(f":small[:gray[{count}]]", width="content")
        with st.container(key="judge-saved"):
            judge_form.saved(page, desk)


def _task(page: Page) -> str:
    """Name the ground truth, and the candidates where they aren't its own."""
    gt = str(page.view.gt)
    name = richtext.label(gt, _TASK_CHARS)
    is_own = page.view.pool == default_pool_kind(page.ws.gt(gt))
    pool = "" if is_own else f" · {page.t(f'comparison.pool.{page.view.pool}')}"
    queue = f" · {page.t('judge.queue.first')}" if _queue(page) is not None else ""
    return f"{name}{pool}{queue}"


def _leave_queue(page: Page, place: str) -> None:
    """Draw the way back from Compare's queue to the usual one."""
    st.button(
        page.t("judge.queue.leave"),
        key=f"{BUTTON_USUAL}.{place}",
        icon=":material/undo:",
        help=page.t("judge.queue.leave.help"),
        on_click=_usual_queue,
    )


def _choose_task(page: Page) -> None:
    if _queue(page) is not None:
        st.caption(page.t("judge.queue.first.help"))
        _leave_queue(page, "task")
    names.ground_truth(page, page.view.gt, key=state.WIDGET_ANNOTATE_GT, on_change=_gt_changed)
    _choose_pool(page)
    annotator.add(page, "annotate")
    language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)


def _choose_pool(page: Page) -> None:
    """Draw the choice of the candidates, where the ground truth leaves one."""
    gt = page.view.gt
    if gt is None or default_pool_kind(page.ws.gt(gt)) == "corpus":
        return
    kinds: tuple[PoolKind, ...] = ("judged", "corpus")
    words = {kind: page.t(f"comparison.pool.{kind}") for kind in kinds}
    select(state.WIDGET_ANNOTATE_POOL, page.view.pool)
    st.selectbox(
        page.t("comparison.pool"),
        kinds,
        key=state.WIDGET_ANNOTATE_POOL,
        format_func=words.__getitem__,
        width=names.width_px(words.values()),
        on_change=_pool_changed,
    )


def _desk(page: Page, kept: Books, gt: str, wanted: FirstQueue | None) -> Desk:
    """Return the session's desk, or set one up where any choice or the data changed."""
    ws, pool = page.ws, page.view.pool
    key = desks.desk_key(ws.uuid, ws.generation, gt, pool, kept.annotator, wanted)
    before: Desk | None = st.session_state.get(state.DESK)
    if before is not None and before.key == key:
        return before
    if wanted is None:
        pairs = services.pairs_to_judge(ws, gt, pool, judging.DEPTH)
    else:
        pairs = services.first_queue(ws, gt, pool, wanted)
    queue = batches(pairs, kept.annotator, ws.gt(gt).hash)
    desk = desks.open_desk(key, queue, kept, before)
    st.session_state[state.DESK] = desk
    return desk


@st.fragment
def _work(
    page: Page,
    desk: Desk,
    kept: Books,
    pages: Mapping[str, StreamlitPage],
    queue: FirstQueue | None,
) -> None:
    """Draw the pair at hand; a step redraws only this."""
    now = (_page(page.ws), annotator.current(page), _queue(page))
    if now != (page, kept.annotator, queue):
        st.rerun()  # another desk was chosen in the head
    try:
        done = desks.progress(desk, kept)
        _head(page, desk, done)
        if desk.pair is None:
            judge_form.unsaved(page, desk, kept)
            _finished(page, desk, kept, done, pages)
        else:
            judge_form.draw(page, desk, kept, desk.pair)
            judging_view.draw(page, desk)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        return
    judge_keys.listen(page, desk, kept)


def _finished(
    page: Page, desk: Desk, kept: Books, done: Progress, pages: Mapping[str, StreamlitPage]
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
                args=(desk, lambda: desks.review_deferred(desk, kept)),
            )
        judge_form.arrows(page, desk, kept)
        if _queue(page) is not None and not done.deferred:
            _leave_queue(page, "finished")
        if "compare" in pages and not done.deferred:
            st.page_link(pages["compare"])


def _usual_queue() -> None:
    st.session_state[state.ANNOTATE_QUEUE] = None


def _gt_changed() -> None:
    _usual_queue()
    st.session_state[state.ANNOTATE_GT] = st.session_state[state.WIDGET_ANNOTATE_GT]


def _pool_changed() -> None:
    _usual_queue()
    st.session_state[state.ANNOTATE_POOL] = st.session_state[state.WIDGET_ANNOTATE_POOL]


def adopt_address() -> None:
    """Take what is judged from the address if it changed: a link, back or forward."""
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    state.adopt_annotate_address(st.session_state, params)


def write_address() -> None:
    """Write ground truth, candidates and queue into the address."""
    keys = (state.ANNOTATE_GT, state.ANNOTATE_POOL, state.ANNOTATE_QUEUE)
    gt, pool, queue = (st.session_state.get(key) for key in keys)
    spoken = state.current(st.session_state).language
    address = links.format_annotate(links.AnnotateLink(gt, pool, queue, spoken))
    if address != st.session_state.get(state.SEEN):
        st.session_state[state.SEEN] = address
        st.query_params.from_dict(address)
