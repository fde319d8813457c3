"""The task that an annotator is in, the language, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import entry, richtext, state
from dashboard.components import language

if TYPE_CHECKING:
    from core.task_store import TaskVersion
    from dashboard.context import Page

LEAVE = "work-leave"
_TASK_CHARS = 24


def draw(page: Page, version: TaskVersion, name: str) -> None:
    """Draw the task's name, with language and the way out behind it."""
    label = richtext.label(version.task.name, _TASK_CHARS)
    with st.popover(label, icon=":material/assignment:", help=page.t("work.menu.help")):
        st.markdown(page.t("work.menu.who", name=richtext.label(name)))
        language.choose(page, state.WIDGET_ANNOTATE_LANGUAGE)
        leave(page)


def leave(page: Page) -> None:
    """Draw the button that forgets the key in this browser."""
    st.button(
        page.t("work.menu.leave"),
        key=LEAVE,
        icon=":material/logout:",
        type="tertiary",
        on_click=entry.leave,
    )
