"""What is judged outside a task: ground truth, candidates, which pairs, and when to stop."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from core.decisive import decisive_batches, left
from core.errors import YusaError
from core.evaluate import default_pool_kind
from core.measures import MEASURES
from core.opinions import DOUBTS, second_opinions
from core.queue import batches
from core.tasks import QUEUE_KINDS
from dashboard import judging, progressing, richtext, services, state, viewing
from dashboard.annotate_link import DEFAULT_QUEUE, FirstQueue
from dashboard.components import annotator, language, names
from dashboard.components.tasking import scope
from dashboard.context import Page, select

if TYPE_CHECKING:
    from core.queue import Batch
    from core.tasks import QueueKind
    from core.types import PoolKind
    from core.workspace import Workspace

BUTTON_USUAL = "annotate.button.usual"
_CHARS = 16


@dataclass(frozen=True, slots=True)
class Queue:
    """Which pairs are judged; ``first`` says whose first items, where the kind is ``first``."""

    kind: QueueKind = DEFAULT_QUEUE
    first: FirstQueue | None = None


def page_for(ws: Workspace) -> Page:
    """Return the page for the choices that the session is in now."""
    offer = services.offer(ws)
    link = state.current(st.session_state)
    wanted = st.session_state.get(state.ANNOTATE_GT)
    gt = wanted if wanted in offer.gts else offer.default_gt
    view = replace(viewing.resolve(link, offer), gt=gt, pool=_pool(ws, gt))
    return Page(ws, view, link.language)


def _pool(ws: Workspace, gt: str | None) -> PoolKind:
    """Return the candidates: those of the ground truth, unless others are chosen.

    Only pairs of all questions fill the holes of figures over all questions.
    """
    if gt is None:
        return "corpus"
    own = default_pool_kind(ws.gt(gt))
    return "corpus" if st.session_state.get(state.ANNOTATE_POOL) == "corpus" else own


def current(page: Page) -> Queue:
    """Return the queue that was chosen, or that Compare asked for, with names that are known."""
    kind: QueueKind = st.session_state.get(state.ANNOTATE_KIND) or DEFAULT_QUEUE
    if kind != "first":
        return Queue(kind)
    wanted: FirstQueue = st.session_state.get(state.ANNOTATE_QUEUE) or FirstQueue()
    offer = services.offer(page.ws)
    first = replace(
        wanted,
        variant=wanted.variant if wanted.variant in offer.variants else None,
        where=tuple(pair for pair in wanted.where if pair[0] in offer.fields),
    )
    return Queue("first", first)


def laid_out(page: Page, queue: Queue, gt: str, name: str) -> list[Batch]:
    """Return what a queue holds now, in the annotator's own order.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    ws, pool = page.ws, page.view.pool
    salt = ws.gt(gt).hash
    if queue.kind == "decisive":
        return decisive_batches(services.open_queries(ws, gt, pool), name, salt)
    if queue.kind == "second":
        doubts = services.doubts(ws, gt)
        pairs = second_opinions(doubts, services.standing(ws), DOUBTS, name)
        return batches(pairs, name, salt)
    if queue.first is not None:
        return batches(services.first_queue(ws, gt, pool, queue.first), name, salt)
    return batches(services.pairs_to_judge(ws, gt, pool, judging.DEPTH), name, salt)


def named(page: Page, queue: Queue) -> str:
    """Name the ground truth, the candidates where they aren't its own, and the queue."""
    gt = str(page.view.gt)
    name = richtext.label(gt, _CHARS)
    is_own = page.view.pool == default_pool_kind(page.ws.gt(gt))
    pool = "" if is_own else f" · {page.t(f'comparison.pool.{page.view.pool}')}"
    kind = "" if queue.kind == DEFAULT_QUEUE else f" · {page.t(f'judge.queue.{queue.kind}')}"
    return f"{name}{pool}{kind}"


def draw_empty(page: Page, queue: Queue) -> None:
    """Say why a queue holds nothing, and offer the choices."""
    words = "judge.empty.pairs"
    if queue.kind != DEFAULT_QUEUE:
        gt, pool = page.view.gt, page.view.pool
        assumed = queue.kind == "decisive" and gt is not None and scope.is_assumed(page, gt, pool)
        words = "judge.empty.assumed" if assumed else "judge.empty.queue"
    st.info(page.t(words), icon=":material/inbox:")
    annotator.choose(page, "annotate")
    draw(page, queue)


def draw(page: Page, queue: Queue) -> None:
    """Draw the choices."""
    if queue.kind == "first":
        st.caption(page.t("judge.queue.first.help"))
        leave(page, "task")
    names.ground_truth(page, page.view.gt, key=state.WIDGET_ANNOTATE_GT, on_change=_gt_changed)
    _choose_pool(page)
    _choose_kind(page, queue)
    with suppress(YusaError):  # the page says so where the pairs should be
        stop = stop_rule(page, queue, whole=True)
        if stop:
            st.caption(stop)
    annotator.add(page, "annotate")
    language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)


def stop_rule(page: Page, queue: Queue, *, whole: bool) -> str:
    """Say when to stop, in the queue that knows; empty in others.

    Args:
        page: the page.
        queue: the queue.
        whole: say what is reached then; beside a pair nothing should speak of ranks.
    """
    if queue.kind != "decisive" or page.view.gt is None:
        return ""
    todo = left(
        services.open_queries(page.ws, page.view.gt, page.view.pool), services.pace(page.ws)
    )
    words = "judge.stop.done" if not todo.pairs else "judge.stop" if whole else "judge.stop.short"
    if not todo.pairs and (not whole or scope.is_assumed(page, page.view.gt, page.view.pool)):
        return ""
    return page.t(
        words,
        n=todo.pairs,
        time=progressing.whole_minutes(page.t, todo.minutes),
        k=MEASURES[page.ws.target.measure].cutoff,
    )


def leave(page: Page, place: str) -> None:
    """Draw the way back to the usual queue."""
    st.button(
        page.t("judge.queue.leave"),
        key=f"{BUTTON_USUAL}.{place}",
        icon=":material/undo:",
        help=page.t("judge.queue.leave.help"),
        on_click=_usual,
    )


def _choose_kind(page: Page, queue: Queue) -> None:
    # That a pair is somebody's first item and not credited would sway whoever judges it.
    kinds = [kind for kind in QUEUE_KINDS if kind != "first" or queue.kind == "first"]
    words = {kind: page.t(f"judge.queue.{kind}") for kind in kinds}
    select(state.WIDGET_ANNOTATE_KIND, queue.kind)
    st.selectbox(
        page.t("judge.queue"),
        kinds,
        key=state.WIDGET_ANNOTATE_KIND,
        format_func=words.__getitem__,
        width=names.width_px(words.values()),
        on_change=_kind_changed,
    )


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


def _usual() -> None:
    st.session_state[state.ANNOTATE_KIND] = DEFAULT_QUEUE
    st.session_state[state.ANNOTATE_QUEUE] = None


def _kind_changed() -> None:
    st.session_state[state.ANNOTATE_QUEUE] = None
    st.session_state[state.ANNOTATE_KIND] = st.session_state[state.WIDGET_ANNOTATE_KIND]


def _gt_changed() -> None:
    _leave_compares_list()
    st.session_state[state.ANNOTATE_GT] = st.session_state[state.WIDGET_ANNOTATE_GT]


def _pool_changed() -> None:
    _leave_compares_list()
    st.session_state[state.ANNOTATE_POOL] = st.session_state[state.WIDGET_ANNOTATE_POOL]


def _leave_compares_list() -> None:
    if st.session_state.get(state.ANNOTATE_KIND) == "first":
        _usual()
