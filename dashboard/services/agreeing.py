"""How far people agree, as of the last judgment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.concord import Concord
from core.concord import concord as concord_of
from core.errors import YusaError
from core.frozen import origin
from core.judgments import FIRST_HASH
from dashboard.services.caching import remember
from dashboard.services.judged import events_at_desk, standing_at_desk
from dashboard.services.tasks import tasks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.ground_truth import GroundTruth
    from core.judgments import StoredJudgment
    from core.standing import Standing
    from core.workspace import Workspace


def concord(ws: Workspace, task: str | None, *, blind_only: bool) -> Concord:
    """Return how far people agree now; while the store can't be read, how far they did last.

    Raises:
        JudgmentStoreError: it can't be read and never was.
    """
    now = standing_at_desk(ws)
    events = [each for each in events_at_desk(ws) if each.revision <= now.revision]
    head = events[-1].hash if events else FIRST_HASH
    return _concord(ws, head, task, blind_only, events, now)


@remember(16)
def _concord(
    ws: Workspace,
    head: str,  # noqa: ARG001 - stands for the events in the key
    task: str | None,
    blind_only: bool,
    _events: Sequence[StoredJudgment],
    _now: Standing,
) -> Concord:
    # A version that people's own judgments went into agrees with them by making.
    truths = {name: ws.gt(name) for name in ws.gt_names if not _holds_people(ws.gt(name))}
    return concord_of(_events, truths, task, blind_only=blind_only, now=_now)


def _holds_people(truth: GroundTruth) -> bool:
    made = origin(truth)
    return made is not None and made.view != "imported"


def judged_tasks(ws: Workspace) -> dict[str, str]:
    """Return the tasks that judgments were given for, and all others: id -> name."""
    named = {each.judgment.task: each.judgment.task for each in events_at_desk(ws)}
    found = {task: name for task, name in named.items() if task and name}
    try:
        known = tasks(ws)
    except YusaError:
        known = {}  # judgments name their task themselves
    return dict(sorted({**found, **{id_: each.task.name for id_, each in known.items()}}.items()))
