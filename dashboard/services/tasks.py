"""Judging tasks: what a session's key opens, and who judges what next."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from core import queues
from core.assignment import count_free, next_batch
from core.errors import TaskClosedError, YusaError
from core.standing import Said, said
from dashboard.services.caching import remember
from dashboard.services.judged import events, events_at_desk, standing, store
from dashboard.services.judgment_log import read_anew
from dashboard.services.queues import asked_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from core.access import Access
    from core.assignment import Lease, Offer, Snapshot, Workload
    from core.judgments import Judgment, StoredJudgment
    from core.task_store import Check, TaskStore, TaskVersion
    from core.tasks import Task
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

    A store that can't be read opens nothing that was closed before; nor does a database that this
    process has not reached yet, whoever works there.
    """
    known = _known(str(ws.path), ws.uuid)
    try:
        known["open"] = any(each.task.is_open for each in tasks(ws).values())
    except YusaError:
        return known.get("open", task_store(ws).is_in_database)
    return known["open"]


def access(ws: Workspace, key: str) -> Access | None:
    """Return what a key opens now.

    Raises:
        YusaError: the store can't be read.
    """
    return task_store(ws).access(key)


_DRAWING = threading.BoundedSemaphore(2)
_PATIENCE_S = 0.5


@contextmanager
def drawing() -> Iterator[None]:
    """Draw a pair beside one other at most: twenty threads at once would hold up appends.

    Drawing one after the other is as fast. Nobody waits for long: whoever is being drawn may wait
    for a store that doesn't answer.
    """
    has_turn = _DRAWING.acquire(timeout=_PATIENCE_S)
    try:
        yield
    finally:
        if has_turn:
            _DRAWING.release()


# ---- who judges what ----------------------------------------------------------------------------


def statements(ws: Workspace) -> Said:
    """Return what each person said so far, repeats apart.

    Raises:
        JudgmentStoreError: the store can't be read.
    """
    return _statements(ws, events)


def statements_at_desk(ws: Workspace) -> Said:
    """Return what each person said; while the store can't be read, what they had said before.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    return _statements(ws, events_at_desk)


def _statements(ws: Workspace, read: Callable[[Workspace], Sequence[StoredJudgment]]) -> Said:
    kept = _said(str(ws.path), ws.uuid)
    head, before = kept["last"]
    stored = read(ws)
    if before.revision > len(stored):  # another session was faster, or an older store was put back
        read_anew()
        stored = read(ws)
    at = before.revision
    if at and (at > len(stored) or stored[at - 1].hash != head):
        at, before = 0, Said()
    found = said(stored[at:], before)
    kept["last"] = stored[-1].hash if stored else "", found
    return found


@st.cache_resource(max_entries=4, show_spinner=False)
def _said(path: str, uuid: str) -> dict[str, tuple[str, Said]]:  # noqa: ARG001 - both are the key
    """The last answer, with the hash of the last event that is part of it."""
    return {"last": ("", Said())}


def stand(ws: Workspace, task: Task, leases: tuple[Lease, ...] = ()) -> tuple[Workload, Snapshot]:
    """Return what a task comes to now, and where it stands.

    Raises:
        YusaError: its ground truth is gone, or the store can't be read.
    """
    made = _stand(ws, task)
    return made.work, made.shot.holding(leases)


def _stand(ws: Workspace, task: Task) -> queues.Stood:
    held = _stood(ws, task.id)
    before = held["stood"]  # first, as above
    found, now, spoken = asked_by(ws, task), standing(ws), statements(ws)
    if before is not None and before.said.revision > spoken.revision:
        before = None  # an older store was put back
    held["stood"] = made = queues.stand_again(ws, task, found, now, spoken, before)
    return made


@remember(16)
def _stood(ws: Workspace, task: str) -> dict[str, queues.Stood | None]:  # noqa: ARG001 - the key
    return {"stood": None}


def claim(ws: Workspace, task: Task, annotator: str) -> Offer | None:
    """Put the next pairs of a task on somebody's desk; None where nothing is left at this moment.

    Raises:
        YusaError: as for :func:`stand`, or nothing could be saved.
    """

    def choose(leases: tuple[Lease, ...]) -> Offer | None:
        read_anew()
        work, shot = stand(ws, task, leases)
        return next_batch(work, shot, annotator, datetime.now(UTC))

    return task_store(ws).claim(task.id, annotator, choose)


def hold(ws: Workspace, task: Task, annotator: str, query: str, items: Sequence[str]) -> None:
    """Keep pairs on somebody's desk.

    Raises:
        JudgmentStoreError: nothing was saved.
    """
    task_store(ws).hold(task.id, annotator, query, items)


def store_in_task(ws: Workspace, given: Access, events: Sequence[Judgment]) -> None:
    """Store judgments of a task, if its annotator may still judge there.

    Raises:
        TaskClosedError: the task is closed, or the annotator's place or key was taken away.
        YusaError: see :meth:`core.judgment_store.JudgmentStore.append`.
    """
    _check_open(ws, given)
    store(ws, events)


def record_practice(ws: Workspace, given: Access, check: Check) -> None:
    """Store an answer to a practice pair, if its annotator may still work there.

    Raises:
        TaskClosedError: as for :func:`store_in_task`.
        YusaError: see :meth:`core.task_store.TaskStore.record`.
    """
    _check_open(ws, given)
    task_store(ws).record(check)


def _check_open(ws: Workspace, given: Access) -> None:
    if open_task(ws, given) is None or not task_store(ws).has_key(given):
        raise TaskClosedError(
            f'Task "{given.task}" is closed to "{given.name}". Nothing was saved; ask the lead.'
        )


def open_task(ws: Workspace, given: Access) -> TaskVersion | None:
    """Return the task that an annotator's key opens; None where it is closed to them.

    Raises:
        YusaError: the store can't be read.
    """
    version = tasks(ws).get(given.task or "")
    if version is None or not version.task.is_open or version.task.seat(given.name) is None:
        return None
    return version


def left_in_task(ws: Workspace, task: Task, annotator: str) -> int:
    """Return how many pairs somebody may still be shown; others take some of them.

    Raises:
        YusaError: as for :func:`stand`.
    """
    made = _stand(ws, task)
    shot = made.shot.holding(tuple(task_store(ws).leases(task.id)))
    return count_free(made.work, shot, annotator, datetime.now(UTC), made.counts)
