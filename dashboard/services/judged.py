"""Judgments, and the figures that they move."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.errors import JudgmentStoreError
from core.evaluate import default_pool_kind, rank_view, score_view
from core.judgment_store import JudgmentStore
from core.planning import Pace, Work
from core.planning import pace as measured_pace
from core.queue import pooled_pairs
from core.remark_store import RemarkStore
from core.search import make_pool
from core.standing import Standing
from core.standing import standing as standing_of
from core.views import HumanLayer, make_view
from core.workspace import Workspace
from dashboard.services.caching import remember
from dashboard.services.opened import ground_truth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.evaluate import Evaluation
    from core.ground_truth import GroundTruth
    from core.judgments import Judgment, StoredJudgment
    from core.search import Pool
    from core.search import Ranking as QueryRanking
    from core.types import PoolKind, Where
    from core.views import View as MergedView
    from core.views import ViewName


_T = TypeVar("_T")
_SAME_MOMENT_S = 0.1
"""How long a run of a page goes on with what it read, unless somebody here stores something.

Drawing a pair asks some 18 times; each would take a query.
"""
_PAUSE_S = 1.0
"""How long a store that could not be read is not asked again."""


@dataclass(slots=True)
class _Log:
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
    of: _Log | None = None
    at: float = 0.0
    stored: int = -1
    log: _Log | None = None


_reading = _Reading()


@dataclass(slots=True)
class _Ranked:
    """One variant's rankings of a ground truth's queries in a pool, kept between judgments."""

    pool: Pool
    lock: threading.Lock
    known: dict[str, QueryRanking]


def judgments(ws: Workspace) -> JudgmentStore:
    """Return the workspace's judgment store; looking at it makes no file.

    Every import keeps it, so it is known by the workspace and not by the generation.
    """
    return _store(str(ws.path), ws.uuid, ws)


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(path: str, uuid: str, _ws: Workspace) -> JudgmentStore:  # noqa: ARG001 - the key
    return _ws.judgments()


@st.cache_resource(max_entries=4, show_spinner=False)
def _log(path: str, uuid: str) -> _Log:  # noqa: ARG001 - both are the key
    return _Log()


def can_judge(ws: Workspace) -> bool:
    """Whether judgments can be stored; a workspace on a read-only disk can only be looked at."""
    return judgments(ws).is_writable


def revision(ws: Workspace) -> int:
    """Return the number of the last judgment stored: one cheap query, never an old answer."""
    return judgments(ws).revision()


def standing(ws: Workspace) -> Standing:
    """Return what counts now, the judgments of other sessions and processes included."""
    return _refresh(ws).standing


def events(ws: Workspace) -> Sequence[StoredJudgment]:
    """Return all events that were ever stored, oldest first."""
    return _refresh(ws).events


def annotators(ws: Workspace) -> list[str]:
    """Return the names of the annotators; while the store can't be read, as they were last.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    log = _log_of(ws)
    try:
        log.annotators = _ask(log, judgments(ws).annotators)
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
    log = _log_of(ws)
    log.failed = None
    with log.lock:
        log.stored += 1


def standing_at_desk(ws: Workspace) -> Standing:
    """Return what counts now; while the store can't be read, what counted last.

    An annotator's pair and grade stay in sight so, and storing says that it fails.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    return _at_desk(ws).standing


def events_at_desk(ws: Workspace) -> Sequence[StoredJudgment]:
    """Return all events, as :func:`standing_at_desk`."""
    return _at_desk(ws).events


def _at_desk(ws: Workspace) -> _Log:
    log = _log_of(ws)
    try:
        return _ask(log, lambda: _refresh(ws))
    except JudgmentStoreError:
        with log.lock:
            if not log.was_read:
                raise
            return replace(log)


def _ask(log: _Log, read: Callable[[], _T]) -> _T:
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


def unreadable(ws: Workspace) -> JudgmentStoreError | None:
    """Return why the judgments can't be read now; None where they can."""
    try:
        _ask(_log_of(ws), lambda: _refresh(ws))
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
    log = _refresh(ws)
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


def read_anew() -> None:
    """Let this run look at the store again, whatever it read a moment ago."""
    _reading.log = None


def _refresh(ws: Workspace) -> _Log:
    """Read and fold in what was stored since the last time; return the log as it then is.

    Within a run of a page that is what it read a moment ago.
    """
    kept, log = _reading, _log_of(ws)
    if not _is_run():
        return _read(ws, log)
    is_late = kept.stored != log.stored or time.monotonic() > kept.at + _SAME_MOMENT_S
    if kept.log is None or is_late:
        kept.log = None
        kept.stored = log.stored  # before: what is stored while it is read may be missed
        kept.log, kept.at = _read(ws, log), time.monotonic()
    return kept.log


def _log_of(ws: Workspace) -> _Log:
    if not _is_run():
        return _log(str(ws.path), ws.uuid)
    if _reading.of is None or _reading.ws is not ws:
        _reading.ws, _reading.of, _reading.log = ws, _log(str(ws.path), ws.uuid), None
    return _reading.of


def _is_run() -> bool:
    return get_script_run_ctx(suppress_warning=True) is not None


def _read(ws: Workspace, log: _Log) -> _Log:
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


def _forget(log: _Log) -> None:
    log.events, log.standing, log.human = [], Standing(), HumanLayer()


def evaluation(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind | None,
    where: Where,
    view: ViewName,
    counted: People | None = None,
) -> Evaluation:
    """Return the figures of a variant as of the last judgment; only what is new is computed.

    Args:
        ws: the workspace.
        variant: name of the variant.
        gt: name of the ground truth.
        pool: None for the ground truth's default.
        where: filters on the candidates.
        view: which grades count. The imported ones need no judgment store.
        counted: people's grades of this view (:func:`people`); None for those of this moment. Of
            several evaluations that belong together each has to count the same.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
        JudgmentStoreError: a view with people's grades, and the store can't be read.
    """
    layer = (counted or people(ws, view)).layer
    kind = pool or default_pool_kind(ws.gt(gt))
    return _evaluation(ws, variant, gt, kind, where, view, layer.hash if layer else "", layer)


@remember(128)
def _evaluation(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Evaluation:
    seen = make_view(view, ws.gt(gt), _people)
    known = rankings(ws, variant, gt, pool, where, view, People(None, _people))
    return score_view(ws, variant, gt, seen, _ranked(ws, variant, gt, pool, where).pool, known)


def rankings(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    counted: People,
) -> Mapping[str, QueryRanking]:
    """Return the rankings that :func:`evaluation` was computed from, by query."""
    seen = make_view(view, ws.gt(gt), counted.layer)
    ranked = _ranked(ws, variant, gt, pool, where)
    with ranked.lock:
        known = ranked.known = rank_view(ws, variant, seen, ranked.pool, ranked.known)
    return known


@remember(32)
def _ranked(ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where) -> _Ranked:
    ws.variant_info(variant)
    return _Ranked(make_pool(ws, pool, gt, where), threading.Lock(), {})


def remarks(ws: Workspace) -> RemarkStore:
    """Return the store of what people say about differences, beside the judgments."""
    return _remark_store(str(ws.path), ws.uuid, ws)


@st.cache_resource(max_entries=4, show_spinner=False)
def _remark_store(path: str, uuid: str, _ws: Workspace) -> RemarkStore:  # noqa: ARG001 - the key
    return _ws.remarks()


@remember(8)
def pairs_to_judge(ws: Workspace, gt: str, pool: PoolKind, k: int) -> Mapping[str, tuple[str, ...]]:
    """Return, for each query of a ground truth, every variant's first ``k`` in a pool."""
    return pooled_pairs(ws, gt, make_pool(ws, pool, gt), k)


def work(ws: Workspace, gt: str, pool: PoolKind, k: int, counted: People, view: ViewName) -> Work:
    """Return what it takes to grade every variant's first ``k``, by the grades that count."""
    pairs = pairs_to_judge(ws, gt, pool, k)
    seen = make_view(view, ws.gt(gt), counted.layer)
    unknown = sum(
        seen.status(query, item) == "unknown" for query, items in pairs.items() for item in items
    )
    number = sum(map(len, pairs.values()))
    return Work(unknown, number / len(pairs) if pairs else 0.0)


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
