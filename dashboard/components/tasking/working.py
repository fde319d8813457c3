"""An annotator in a task: practice first, then one pair after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import desk as desks
from dashboard import entry, failures, practising, richtext, services, state, tasking
from dashboard.components import judge_form, judge_keys, judging_view, language
from dashboard.components.tasking import menu, practice

if TYPE_CHECKING:
    from core.access import Access
    from core.task_store import TaskVersion
    from dashboard.context import Page
    from dashboard.desk import Books, Desk, Progress

MORE = "work-more"


def draw(page: Page, access: Access) -> None:
    """Draw what the annotator of a key has to do now."""
    try:
        version = _version(page, access)
        if version is None:
            _closed(page, access)
        elif _practises(page, version, access):
            practice.draw(page, version, access)
        else:
            kept = judge_form.task_books(page.ws, access, version.task)
            desk = _desk(page, version, kept)
            st.session_state[state.TASK_AT_DESK] = access, version
            _work(page, desk, kept, version, access)
    except YusaError as error:
        st.error(richtext.label(failures.said_blind(error), 600), icon=":material/error:")
        st.button(page.t("judge.retry"), key=judge_form.button_key("open"))


def _version(page: Page, access: Access) -> TaskVersion | None:
    """Return the task; while the store can't be read, as it lay on this desk a moment ago.

    The pair at hand and what isn't saved stay in sight so, and storing says that it fails.
    """
    try:
        return services.open_task(page.ws, access)
    except YusaError:
        before = _at_desk(access)
        if before is None:
            raise
        return before


def _at_desk(access: Access) -> TaskVersion | None:
    """Return the task that this session worked in last with a key."""
    whose, version = st.session_state.get(state.TASK_AT_DESK, (None, None))
    return version if whose == access else None


def _closed(page: Page, access: Access) -> None:
    desk: Desk | None = st.session_state.get(state.DESK)
    before = _at_desk(access)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if desk is not None and desk.unsaved and before is not None:
            kept = judge_form.task_books(page.ws, access, before.task)
            with st.container(width="stretch"):
                judge_form.unsaved(page, desk, kept)
        else:
            st.info(page.t("work.closed"), icon=":material/lock:", width="stretch")
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
    menu.leave(page)


def _practises(page: Page, version: TaskVersion, access: Access) -> bool:
    """Whether practice pairs are left, or their result has not been put away."""
    if st.session_state.get(state.PRACTISING) is not None:
        return True
    if _at_desk(access) == version:
        return False
    checks = services.task_store(page.ws).checks(version.task.id)
    task = practising.there(version.task, page.ws.items)
    return not practising.is_done(task, checks, access.name)


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
        if _has_changed(page, version, access):
            st.rerun()
        done = desks.progress(desk, kept)
        _head(page, desk, version, kept.annotator, done)
        if desk.pair is None:
            judge_form.unsaved(page, desk, kept)
            _finished(page, desk, kept, done.judged)
        else:
            judge_form.draw(page, desk, kept, desk.pair, version.task.guideline)
            judging_view.draw(page, desk)
    except YusaError as error:
        st.error(richtext.label(failures.said_blind(error), 600), icon=":material/error:")
        st.button(page.t("judge.retry"), key=judge_form.button_key("again"))
        return
    judge_keys.listen(page, desk, kept)


def _has_changed(page: Page, version: TaskVersion, access: Access) -> bool:
    """Whether the task was changed or closed, the key taken back or something imported.

    A step runs this part of the page alone, so it has to ask for itself.
    """
    ws, now = page.ws, services.snapshot().ws
    is_imported = (now.uuid, now.generation) != (ws.uuid, ws.generation)
    return is_imported or not entry.still_open(ws) or _version(page, access) != version


def _head(page: Page, desk: Desk, version: TaskVersion, name: str, done: Progress) -> None:
    """Draw in one row the task, how far it is and what was saved last."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="judge-head"):
        menu.draw(page, version, name)
        if desk.pair is not None:
            here = desks.in_batch(desk)
            words = page.t("work.progress", candidate=here[0], candidates=here[1])
            st.markdown(f"**{words}**", width="content")
        count = page.t("work.count.judged", judged=done.judged)
        if desk.pair is not None:  # else the page says that nothing is left now
            count = _count(page, version, name, done.judged)
        if done.deferred:
            count += " · " + page.t("judge.count.deferred", n=done.deferred)
        st.markdown(f":small[:gray[{count}]]", width="content")
        with st.container(key="judge-saved"):
            judge_form.saved(page, desk)


def _count(page: Page, version: TaskVersion, name: str, judged: int) -> str:
    """Say how many pairs are behind and, if the store can be read, how many are left."""
    try:
        left = services.left_in_task(page.ws, version.task, name)
    except YusaError:
        return page.t("work.count.judged", judged=judged)
    return page.t("work.count", judged=judged, left=tasking.at_most(left))


def _finished(page: Page, desk: Desk, kept: Books, judged: int) -> None:
    """Say that nothing is left now, and how to look again."""
    if not desk.fault:  # else nobody knows what is left
        st.success(
            f"{page.t('work.done', n=judged)} {page.t('work.done.why')}",
            icon=":material/task_alt:",
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.button(
            page.t("work.more"),
            key=MORE,
            type="primary",
            on_click=judge_form.safely,
            args=(desk, kept, lambda: desks.advance(desk, kept)),
        )
        judge_form.arrows(page, desk, kept)
