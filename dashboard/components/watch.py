"""Notices judgments of other people while a page of figures is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import JudgmentStoreError
from dashboard import entry, services

if TYPE_CHECKING:
    from core.workspace import Workspace

EVERY_S = 1.0


def revision(ws: Workspace) -> int | None:
    """Return the number of the last judgment, or None where the store can't be read."""
    try:
        return services.revision(ws)
    except JudgmentStoreError:
        return None


@st.fragment(run_every=EVERY_S)
def repaint_after(ws: Workspace, painted: int | None) -> None:
    """Run the page again once there is a judgment that it was painted without.

    So it does once the page is closed to the session. Between judgments this costs three short
    queries a second and repaints nothing.
    """
    if revision(ws) != painted or not entry.still_open(ws):
        st.rerun()
