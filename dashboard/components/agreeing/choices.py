"""What Agreement compares: all judgments or one task's, blind ones alone or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import agreement_link, richtext, services, state
from dashboard.components import assets, language
from dashboard.context import select

if TYPE_CHECKING:
    from dashboard.agreement_link import AgreementLink
    from dashboard.context import Page

_copy_link = assets.load("copy_link")


def task_of(page: Page, link: AgreementLink) -> str | None:
    """Return the task that the link names, if there is such a one."""
    return link.task if link.task in services.judged_tasks(page.ws) else None


def draw(page: Page, link: AgreementLink) -> None:
    """Draw the choices."""
    known = services.judged_tasks(page.ws)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if known:
            select(state.WIDGET_AGREEMENT_TASK, task_of(page, link) or "")
            st.selectbox(
                page.t("agree.task"),
                ["", *known],
                key=state.WIDGET_AGREEMENT_TASK,
                format_func=lambda task: (
                    page.t("agree.task.one", name=richtext.one_line(known[task]))
                    if task
                    else page.t("agree.task.all")
                ),
                width=240,
                on_change=_task_changed,
            )
        select(state.WIDGET_AGREEMENT_BLIND, link.blind)
        st.segmented_control(
            page.t("agree.blind"),
            [True, False],
            key=state.WIDGET_AGREEMENT_BLIND,
            required=True,
            help=page.t("agree.blind.help"),
            format_func=lambda blind: page.t(f"agree.blind.{'yes' if blind else 'no'}"),
            on_change=_blind_changed,
        )
        _copy_link(
            key="agreement.copy_link",
            data={"words": {name: page.t(f"link.{name}") for name in ("copy", "copied", "failed")}},
            width="content",
            height="content",
        )
        language.choose(page, state.WIDGET_AGREEMENT_LANGUAGE)


def _task_changed() -> None:
    task = st.session_state[state.WIDGET_AGREEMENT_TASK] or None
    agreement_link.change(st.session_state, task=task)


def _blind_changed() -> None:
    blind = bool(st.session_state[state.WIDGET_AGREEMENT_BLIND])
    agreement_link.change(st.session_state, blind=blind)
