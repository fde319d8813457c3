"""Says that the judgments can't be read, where a page goes on with the imported labels alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import failures, richtext, services

if TYPE_CHECKING:
    from dashboard.context import Page


def say(page: Page) -> bool:
    """Say why the judgments can't be read and what is shown without them; whether that is so."""
    fault = services.unreadable(page.ws)
    if fault is None:
        return False
    words = f"{richtext.label(failures.said(fault), 600)} {page.t('error.unread.imported')}"
    st.error(words, icon=":material/error:")
    return True
