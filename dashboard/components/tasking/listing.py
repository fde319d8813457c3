"""All tasks: what they are, who judges, and the links to send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.access import new_key
from core.errors import YusaError
from core.shares import exact_percent
from dashboard import entry, failures, richtext, services, state
from dashboard.components.tasking import progress, scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.task_store import TaskVersion
    from dashboard.context import Page

NEW = "tasks.button.new"


def button_key(name: str, task: str, annotator: str = "") -> str:
    """Return the key of a task's button: ``edit``, ``switch`` or ``link``."""
    return f"tasks.button.{name}.{task}.{annotator}"


def draw(
    page: Page, known: Mapping[str, TaskVersion], lead: str, revision: int | None = None
) -> None:
    """Draw every task with its progress at a revision, newest first, and the way to a new one."""
    for fault in st.session_state.pop(state.TASK_FAULTS, ()):
        st.error(richtext.label(fault, 400), icon=":material/error:")
    if not known:
        st.info(page.t("task.none"), icon=":material/assignment:")
    st.button(
        page.t("task.new"),
        key=NEW,
        type="primary" if not known else "secondary",
        icon=":material/add:",
        on_click=_edit,
        args=("",),
    )
    for version in sorted(known.values(), key=lambda each: each.at, reverse=True):
        with st.container(border=True, key=f"task-{version.task.id}", gap="small"):
            _task(page, version, lead)
            progress.draw(page, version.task, revision)
    progress.draw_places(page, (version.task for version in known.values()))


def _task(page: Page, version: TaskVersion, lead: str) -> None:
    task = version.task
    colour, state_name = ("green", "open") if task.is_open else ("gray", "closed")
    badge = f":{colour}-badge[{page.t(f'task.state.{state_name}')}]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{richtext.label(task.name)}** {badge}", width="stretch")
        st.button(
            page.t("task.close" if task.is_open else "task.open"),
            key=button_key("switch", task.id),
            type="secondary" if task.is_open else "primary",
            help=page.t("task.close.help" if task.is_open else "task.open.help"),
            on_click=_switched,
            args=(page, version, lead),
        )
        st.button(
            page.t("task.edit"),
            key=button_key("edit", task.id),
            icon=":material/edit:",
            type="tertiary",
            on_click=_edit,
            args=(task.id,),
        )
    line = page.t(
        "task.line",
        gt=richtext.label(task.gt),
        queue=page.t(f"task.queue.{task.queue}"),
        people=len(task.roster),
        practice=len(task.practice),
        overlap=exact_percent(task.overlap),
        guideline=task.guideline.version,
        version=version.version,
    )
    st.caption(line)
    scope.draw(page, task)
    if not task.is_open:
        st.caption(page.t("task.closed.next"))
    made = st.session_state.get(state.TASK_LINKS, {})
    with st.container(horizontal=True, gap="xsmall"):
        for seat in task.roster:
            st.button(
                page.t("task.link", name=richtext.label(seat.annotator)),
                key=button_key("link", task.id, seat.annotator),
                icon=":material/link:",
                help=page.t("task.link.help"),
                on_click=_linked,
                args=(page, task.id, seat.annotator),
            )
    for seat in task.roster:
        key = made.get((task.id, seat.annotator))
        if key is not None:
            st.caption(page.t("task.link.made", name=richtext.label(seat.annotator)))
            st.code(entry.link("annotate", key), language=None, wrap_lines=True)


def _edit(task: str) -> None:
    st.session_state[state.TASK_EDITED] = task


def _switched(page: Page, version: TaskVersion, lead: str) -> None:
    try:
        entry.check_lead(page.ws)
        now = services.tasks(page.ws)[version.task.id].task  # another lead may have edited it
        if not version.task.is_open and not now.roster:
            st.session_state[state.TASK_FAULTS] = [page.t("task.fault.nobody")]
            return
        changed = replace(now, is_open=not version.task.is_open)
        services.task_store(page.ws).save(changed, lead)
    except YusaError as error:
        st.session_state[state.TASK_FAULTS] = [failures.said(error)]


def _linked(page: Page, task: str, annotator: str) -> None:
    key, store = new_key(), services.task_store(page.ws)
    try:
        entry.check_lead(page.ws)
        store.revoke("annotator", annotator, task)
        store.grant(key, "annotator", annotator, task)
        services.judgments(page.ws).add_annotator(annotator)
    except YusaError as error:
        st.session_state[state.TASK_FAULTS] = [failures.said(error)]
        return
    known = st.session_state.get(state.TASK_LINKS, {})
    st.session_state[state.TASK_LINKS] = {**known, (task, annotator): key}
