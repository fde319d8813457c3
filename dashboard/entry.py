"""What a session may open: its key comes with the address, is remembered by the browser, and is
asked of the store in every run, so that a key that was taken back opens nothing any more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from core.access import may_open
from core.errors import AccessError, YusaError
from dashboard import services, state
from dashboard.components import assets

if TYPE_CHECKING:
    from core.access import Access
    from core.workspace import Workspace

PARAMETER = "key"

_remember = assets.load("remember")


def enter(ws: Workspace) -> Access | None:
    """Return what the session's key opens; None without a key that opens something."""
    given = st.query_params.get(PARAMETER)
    if given:
        offer_key(ws, given)
        del st.query_params[PARAMETER]  # an address is passed on to others
    if state.KEY not in st.session_state:
        return None
    found = _opens(ws)
    st.session_state[state.ACCESS] = found
    return found


def _opens(ws: Workspace) -> Access | None:
    """Return what the session's key opens at this moment."""
    key = st.session_state.get(state.KEY)
    if key is None:
        return None
    try:
        return services.access(ws, key)
    except YusaError:
        before: Access | None = st.session_state.get(state.ACCESS)
        return before


def still_open(ws: Workspace) -> bool:
    """Whether the page in sight is still open to this session.

    Callbacks and fragments run without the page's script, and so without its gate: since the page
    was drawn its key may have been taken back, or a task may have been opened.
    """
    page, access = st.session_state.get(state.PAGE, ""), _opens(ws)
    is_judging = access is None and services.is_judging(ws)  # a key opens the same either way
    return may_open(access, page, is_judging=is_judging)


def check_open(ws: Workspace) -> None:
    """Refuse to act for a page that is closed by now.

    Raises:
        AccessError: it is.
    """
    if not still_open(ws):
        raise AccessError("This page is closed to you by now. Nothing was saved.")


def check_lead(ws: Workspace) -> None:
    """Refuse to act for somebody whose key is no lead's by now.

    Raises:
        AccessError: it is none.
    """
    found = _opens(ws)
    if found is None or found.role != "lead":
        raise AccessError("Only a lead's key opens this. Nothing was saved.")


def offer_key(ws: Workspace, key: str) -> None:
    """Take a key, if it opens something; otherwise note that it doesn't, or why nobody knows."""
    fault: bool | YusaError
    try:
        fault = services.access(ws, key) is None
    except YusaError as error:
        fault = error
    st.session_state[state.KEY_FAULT] = fault
    if fault is False:
        st.session_state.pop(state.ACCESS, None)
        st.session_state[state.KEY] = key
        st.session_state[state.KEY_LEFT] = False


def lead() -> str | None:
    """Return the name of the lead whose key this session has."""
    found = st.session_state.get(state.ACCESS)
    return found.name if found is not None and found.role == "lead" else None


def link(page: str, key: str) -> str:
    """Return a link to a page of this dashboard that a key comes with."""
    base = re.match(r"[a-z]+://[^/?#]+", st.context.url or "")
    return f"{base[0] if base else ''}/{page}?{PARAMETER}={key}"


def key_in(text: str) -> str:
    """Return the key in what a person typed: the key, or a whole link with it."""
    return text.strip().rpartition(f"{PARAMETER}=")[2].partition("&")[0]


def leave() -> None:
    """Forget the key, here and in the browser."""
    for name in (state.KEY, state.ACCESS, state.KEY_FAULT):
        st.session_state.pop(name, None)
    st.session_state[state.KEY_LEFT] = True


def remember(ws: Workspace) -> None:
    """Keep the key in this browser, and take it up again after a reload."""
    _remember(
        key="session.remember",
        data={
            "name": f"key.{ws.uuid}",
            "value": st.session_state.get(state.KEY),
            "forget": bool(st.session_state.get(state.KEY_LEFT)),
        },
        on_recalled_change=lambda: _recalled(ws),
        width=1,
        height=1,
    )


def _recalled(ws: Workspace) -> None:
    key = st.session_state["session.remember"].recalled
    if state.KEY not in st.session_state and isinstance(key, str):
        offer_key(ws, key)
        st.session_state[state.KEY_FAULT] = False  # an old key is no fault of anybody's
