"""How far the judging tasks are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.assignment import free_for, tally
from core.evaluate import default_pool_kind
from core.judgments import FIRST_HASH
from core.progress import judged_at, progress
from core.views import make_view
from dashboard.services.caching import remember
from dashboard.services.evaluating import rankings
from dashboard.services.judged import People, events, people, standing
from dashboard.services.tasks import stand, statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.judgments import StoredJudgment
    from core.progress import Judged, Progress
    from core.standing import Standing
    from core.tasks import Task
    from core.types import PoolKind
    from core.views import ViewName
    from core.workspace import Workspace

JUDGED_DEPTHS = (5, 10)


def task_progress(ws: Workspace, task: Task, day_begins: datetime) -> Progress:
    """Return how far a task is, by the judgments of this moment.

    Raises:
        YusaError: its ground truth or pool is gone, or the store can't be read.
    """
    now = standing(ws)
    stored = [each for each in events(ws) if each.revision <= now.revision]
    head = stored[-1].hash if stored else FIRST_HASH
    return _progress(ws, task.id, repr(task), day_begins, head, task, now, stored)


@remember(16)
def _progress(
    ws: Workspace,
    task_id: str,
    task_words: str,  # noqa: ARG001 - stands for the task in the key
    day_begins: datetime,
    head: str,  # noqa: ARG001 - stands for the judgments in the key
    _task: Task,
    _standing: Standing,
    _events: Sequence[StoredJudgment],
) -> Progress:
    work, shot = stand(ws, _task)
    roster = [seat.annotator for seat in _task.roster]
    now = datetime.now(UTC)
    left = {name: sum(map(len, free_for(work, shot, name, now).values())) for name in roster}
    said = statements(ws).statements()
    return progress(task_id, roster, _events, said, _standing, tally(work, shot), left, day_begins)


def judged_places(
    ws: Workspace, gt: str, pool: PoolKind | None, view: ViewName, counted: People | None = None
) -> list[Judged]:
    """Return how much of every variant's first places a view knows, for :data:`JUDGED_DEPTHS`.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    counted = counted or people(ws, view)
    kind = pool or default_pool_kind(ws.gt(gt))
    seen = make_view(view, ws.gt(gt), counted.layer)
    found = []
    for variant in ws.variant_names:
        known = rankings(ws, variant, gt, kind, (), view, counted)
        found += [judged_at(variant, seen, known, k) for k in JUDGED_DEPTHS]
    return found
