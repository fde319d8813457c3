"""An annotator in a task: practice first, then one pair after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import desk as desks
from dashboard import failures, practising, richtext, services, state
from dashboard.components import judge_form, judge_keys, judging_view, language
from dashboard.components.tasking import menu, practice

if TYPE_CHECKING:
    from core.access import Access
    from core.task_store import TaskVersion
    from dashboard.context import Page
    from dashboard.desk import Books, Desk

MORE = "work-more"


def draw(page: Page, access: Access) -> None:
    """Draw what the annotator of a key has to do now."""
    try:
        version = services.open_task(page.ws, access)
        if version is None:
            _closed(page)
        elif _practises(page, version, access):
            practice.draw(page, version, access)
        else:
            kept = judge_form.task_books(page.ws, access, version.task)
            _work(page, _desk(page, version, kept), kept, version, access)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        st.button(page.t("judge.retry"), key=judge_form.button_key("open"))


def _closed(page: Page) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(page.t("work.closed"), icon=":material/lock:", width="stretch")
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
    menu.leave(page)


def _practises(page: Page, version: TaskVersion, access: Access) -> bool:
    """Whether practice pairs are left, or their result has not been put away."""
    if st.session_state.get(state.PRACTISING) is not None:
        return True
    checks = services.task_store(page.ws).checks(version.task.id)
    return not practising.is_done(version.task, checks, access.name)


def _desk(page: Page, version: TaskVersion, kept: Books) -> Desk:
    """Return the session's desk, or set one up where the task or the data changed."""
    ws, task = page.ws, version.task
    key = desks.desk_key(ws.uuid, ws.generation, "task", task.id, version.version, kept.annotator)
    before: Desk | None = st.session_state.get(state.DESK)
    if before is not None and before.key == key:
        return before
    there = ws.items.positions
    forms = [
        statement
        for statement in services.statements(ws).forms(kept.annotator)
        if statement[-1].judgment.task == task.id
        and {statement[-1].judgment.query, statement[-1].judgment.item} <= there.keys()
    ]
    desk = desks.open_task_desk(key, forms, kept, before)
    if before is not None and st.session_state.get(state.TASK_GUIDELINE) != kept.guideline:
        st.toast(page.t("work.changed"))
    st.session_state[state.TASK_GUIDELINE] = kept.guideline
    st.session_state[state.DESK] = desk
    return desk


@st.fragment
def _work(page: Page, desk: Desk, kept: Books, version: TaskVersion, access: Access) -> None:
    """Draw the pair at hand; a step redraws only this."""
    with services.drawing():
        _draw(page, desk, kept, version, access)


def _draw(page: Page, desk: Desk, kept: Books, version: TaskVersion, access: Access) -> None:
    try:
        if services.open_task(page.ws, access) != version:
            st.rerun()  # the lead changed or closed the task
        done = desks.progress(desk, kept)
        left = services.left_in_task(page.ws, version.task, kept.annotator)
        _head(page, desk, version, kept.annotator, (done.judged, left, done.deferred))
        if desk.pair is None:
            judge_form.unsaved(page, desk, kept)
            _finished(page, desk, kept, done.judged)
        else:
            judge_form.draw(page, desk, kept, desk.pair, version.task.guideline)
            judging_view.draw(page, desk)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 600), icon=":material/error:")
        st.button(page.t("judge.retry"), key=judge_form.button_key("again"))
        return
    judge_keys.listen(page, desk, kept)


def _head(
    page: Page, desk: Desk, version: TaskVersion, name: str, counts: tuple[int, int, int]
) -> None:
    """Draw in one row the task, how far it is and what was saved last."""
    judged, left, deferred = counts
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="judge-head"):
        menu.draw(page, version, name)
        if desk.pair is not None:
            here = desks.in_batch(desk)
            words = page.t("work.progress", candidate=here[0], candidates=here[1])
            st.markdown(f"**{words}**", width="content")
        count = page.t("work.count", judged=judged, left=left)
        if deferred:
            count += " · " + page.t("judge.count.deferred", n=deferred)
        st.markdown(f":small[:gray[{count}]]", width="content")
        with st.container(key="judge-saved"):
            judge_form.saved(page, desk)


def _finished(page: Page, desk: Desk, kept: Books, judged: int) -> None:
    """Say that nothing is left now, and how to look again."""
    st.success(
        f"{page.t('work.done', n=judged)} {page.t('work.done.why')}", icon=":material/task_alt:"
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            page.t("work.more"),
            key=MORE,
            type="primary",
            on_click=judge_form.safely,
            args=(desk, lambda: desks.advance(desk, kept)),
        )
        judge_form.arrows(page, desk, kept)
