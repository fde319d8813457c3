"""Judging tasks, and what a session's key opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError

if TYPE_CHECKING:
    from core.access import Access
    from core.task_store import TaskStore, TaskVersion
    from core.workspace import Workspace


def task_store(ws: Workspace) -> TaskStore:
    """Return the workspace's store of tasks; looking at it makes no file."""
    return _store(str(ws.path), ws.uuid, ws)


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(path: str, uuid: str, _ws: Workspace) -> TaskStore:  # noqa: ARG001 - the key
    return _ws.task_store()


@st.cache_resource(max_entries=4, show_spinner=False)
def _known(path: str, uuid: str) -> dict[str, bool]:  # noqa: ARG001 - both are the key
    return {}


def tasks(ws: Workspace) -> dict[str, TaskVersion]:
    """Return every task as it is now, by its id.

    Raises:
        YusaError: the store can't be read.
    """
    return task_store(ws).tasks()


def is_judging(ws: Workspace) -> bool:
    """Whether any task is open, so that nobody without a key may see figures.

    A store that can't be read opens nothing that was closed before.
    """
    known = _known(str(ws.path), ws.uuid)
    try:
        known["open"] = any(each.task.is_open for each in tasks(ws).values())
    except YusaError:
        return known.get("open", False)
    return known["open"]


def access(ws: Workspace, key: str) -> Access | None:
    """Return what a key opens now.

    Raises:
        YusaError: the store can't be read.
    """
    return task_store(ws).access(key)
