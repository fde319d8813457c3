"""Judgments: what was said, what counts, and whose grades a view counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import JudgmentStoreError
from core.planning import Pace
from core.planning import pace as measured_pace
from core.remark_store import RemarkStore
from core.views import HumanLayer, make_view
from dashboard.services.judgment_log import ask, at_desk, judgments, log_of, refresh
from dashboard.services.opened import ground_truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.ground_truth import GroundTruth
    from core.judgments import Judgment, StoredJudgment
    from core.standing import Standing
    from core.views import View as MergedView
    from core.views import ViewName
    from core.workspace import Workspace


def can_judge(ws: Workspace) -> bool:
    """Whether judgments can be stored; a workspace on a read-only disk can only be looked at."""
    return judgments(ws).is_writable


def revision(ws: Workspace) -> int:
    """Return the number of the last judgment stored: one cheap query, never an old answer."""
    return judgments(ws).revision()


def standing(ws: Workspace) -> Standing:
    """Return what counts now, the judgments of other sessions and processes included."""
    return refresh(ws).standing


def events(ws: Workspace) -> Sequence[StoredJudgment]:
    """Return all events that were ever stored, oldest first."""
    return refresh(ws).events


def annotators(ws: Workspace) -> list[str]:
    """Return the names of the annotators; while the store can't be read, as they were last.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    log = log_of(ws)
    try:
        log.annotators = ask(log, judgments(ws).annotators)
    except JudgmentStoreError:
        if log.annotators is None:
            raise
    return log.annotators


def store(ws: Workspace, events: Sequence[Judgment]) -> None:
    """Store judgments.

    Raises:
        YusaError: see :meth:`core.judgment_store.JudgmentStore.append`.
    """
    judgments(ws).append(events)
    log = log_of(ws)
    log.failed = None
    with log.lock:
        log.stored += 1


def standing_at_desk(ws: Workspace) -> Standing:
    """Return what counts now; while the store can't be read, what counted last.

    An annotator's pair and grade stay in sight so, and storing says that it fails.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    return at_desk(ws).standing


def events_at_desk(ws: Workspace) -> Sequence[StoredJudgment]:
    """Return all events, as :func:`standing_at_desk`."""
    return at_desk(ws).events


def unreadable(ws: Workspace) -> JudgmentStoreError | None:
    """Return why the judgments can't be read now; None where they can."""
    try:
        ask(log_of(ws), lambda: refresh(ws))
    except JudgmentStoreError as fault:
        return fault
    return None


@dataclass(frozen=True, slots=True)
class People:
    """People's merged grades at one revision: whatever is drawn together counts the same ones.

    Attributes:
        revision: number of the last judgment; None where the store can't be read.
        layer: the grades; None for a view that counts none of them.
    """

    revision: int | None
    layer: HumanLayer | None


def people(ws: Workspace, view: ViewName) -> People:
    """Return people's grades as they are now, as far as a view counts them.

    Raises:
        JudgmentStoreError: the view counts them, and the store can't be read.
    """
    if view == "imported":
        try:
            return People(revision(ws), None)
        except JudgmentStoreError:
            return People(None, None)
    log = refresh(ws)
    return People(log.standing.revision, log.human)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of pairs: the imported grades, people's, and both merged by a view.

    ``merged`` is None where there is no ground truth, so no query to merge for.
    """

    imported: GroundTruth | None
    people: HumanLayer
    merged: MergedView | None


def truth(ws: Workspace, gt: str | None, view: ViewName) -> Truth:
    """Return what is known now; where the judgment store can't be read, the imported grades."""
    imported = ground_truth(ws, gt)
    try:
        human = people(ws, "human").layer or HumanLayer()
    except JudgmentStoreError:
        human, view = HumanLayer(), "imported"
    merged = make_view(view, imported, human) if imported is not None else None
    return Truth(imported, human, merged)


def remarks(ws: Workspace) -> RemarkStore:
    """Return the store of what people say about differences, beside the judgments."""
    return _remark_store(str(ws.path), ws.uuid, ws)


@st.cache_resource(max_entries=4, show_spinner=False)
def _remark_store(path: str, uuid: str, _ws: Workspace) -> RemarkStore:  # noqa: ARG001 - the key
    return _ws.remarks()


def pace(ws: Workspace) -> Pace:
    """Return how long people take for a pair judged blind, as measured here."""
    try:
        given = events(ws)
    except JudgmentStoreError:
        given = ()
    return measured_pace(
        stored.judgment.duration_ms
        for stored in given
        if stored.judgment.duration_ms is not None and stored.judgment.blind
    )
