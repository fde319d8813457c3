"""The judgments as this process has read them: the store, its events, and what counts by them.

Each session reads on from what any of them has read; :mod:`dashboard.services.judged` asks here.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.errors import JudgmentStoreError
from core.judgment_store import JudgmentStore
from core.standing import Standing
from core.standing import standing as standing_of
from core.views import HumanLayer
from core.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.judgments import StoredJudgment

_T = TypeVar("_T")
_SAME_MOMENT_S = 0.1
"""How long a run of a page goes on with what it read, unless somebody here stores something.

Drawing a pair asks some 18 times; each would take a query.
"""
_PAUSE_S = 1.0
"""How long a store that could not be read is not asked again."""


@dataclass(slots=True)
class Log:
    """All events of a store that were read so far; a new judgment only asks for the new ones."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    events: list[StoredJudgment] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    human: HumanLayer = field(default_factory=HumanLayer)
    annotators: list[str] | None = None
    was_read: bool = False
    failed: tuple[float, JudgmentStoreError] | None = None
    stored: int = 0
    """How often this process has stored something."""


class _Reading(threading.local):
    """What a run, which is one thread, has read last.

    ``ws`` and ``of`` name the workspace and its log, ``at`` and ``stored`` say when it was.
    """

    ws: Workspace | None = None
    of: Log | None = None
    at: float = 0.0
    stored: int = -1
    log: Log | None = None


_reading = _Reading()


def judgments(ws: Workspace) -> JudgmentStore:
    """Return the workspace's judgment store; looking at it makes no file.

    Every import keeps it, so it is known by the workspace and not by the generation.
    """
    return _store(str(ws.path), ws.uuid, ws)


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(path: str, uuid: str, _ws: Workspace) -> JudgmentStore:  # noqa: ARG001 - the key
    return _ws.judgments()


@st.cache_resource(max_entries=4, show_spinner=False)
def _log(path: str, uuid: str) -> Log:  # noqa: ARG001 - both are the key
    return Log()


def log_of(ws: Workspace) -> Log:
    """Return what this process keeps of a workspace's judgments, as it is; nothing is read."""
    if not _is_run():
        return _log(str(ws.path), ws.uuid)
    if _reading.of is None or _reading.ws is not ws:
        _reading.ws, _reading.of, _reading.log = ws, _log(str(ws.path), ws.uuid), None
    return _reading.of


def read_anew() -> None:
    """Let this run look at the store again, whatever it read a moment ago."""
    _reading.log = None


def refresh(ws: Workspace) -> Log:
    """Read and fold in what was stored since the last time; return the log as it then is.

    Within a run of a page that is what it read a moment ago.
    """
    kept, log = _reading, log_of(ws)
    if not _is_run():
        return _read(ws, log)
    is_late = kept.stored != log.stored or time.monotonic() > kept.at + _SAME_MOMENT_S
    if kept.log is None or is_late:
        kept.log = None
        kept.stored = log.stored  # before: what is stored while it is read may be missed
        kept.log, kept.at = _read(ws, log), time.monotonic()
    return kept.log


def at_desk(ws: Workspace) -> Log:
    """Return the log as :func:`refresh`; while the store can't be read, as it was read last.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    log = log_of(ws)
    try:
        return ask(log, lambda: refresh(ws))
    except JudgmentStoreError:
        with log.lock:
            if not log.was_read:
                raise
            return replace(log)


def ask(log: Log, read: Callable[[], _T]) -> _T:
    """Read, or fail at once where it failed a moment ago: a server out of reach takes seconds."""
    failed = log.failed
    if failed is not None and time.monotonic() < failed[0] + _PAUSE_S:
        raise failed[1]
    try:
        found = read()
    except JudgmentStoreError as fault:
        log.failed = (time.monotonic(), fault)
        raise
    log.failed = None
    return found


def _is_run() -> bool:
    return get_script_run_ctx(suppress_warning=True) is not None


def _read(ws: Workspace, log: Log) -> Log:
    store = judgments(ws)
    newest = store.revision()
    with log.lock:
        if newest < log.standing.revision:
            newest = store.revision()  # another session may have been faster
        if newest < log.standing.revision:  # the file was removed, or an older one put back
            _forget(log)
        if log.human.is_symmetric != ws.symmetric:
            log.human = HumanLayer.of(log.standing, is_symmetric=ws.symmetric)
        if log.standing.revision < newest:
            new = store.events(log.standing.revision)
            if log.events and new and new[0].previous_hash != log.events[-1].hash:
                _forget(log)  # an older one was put back, and has grown since
                log.human = HumanLayer(is_symmetric=ws.symmetric)
                new = store.events()
            log.standing = standing_of(new, log.standing)
            changed = {(stored.judgment.query, stored.judgment.item) for stored in new}
            log.human = log.human.updated(log.standing, changed)
            log.events = [*log.events, *new]
        log.was_read = True
        return replace(log)


def _forget(log: Log) -> None:
    log.events, log.standing, log.human = [], Standing(), HumanLayer()
