"""`yusa judgments progress`: how far the judging tasks are."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from core import __version__, queues
from core.assignment import free_for, tally
from core.cli import tables
from core.cli.documents import six
from core.cli.options import DatabaseOption, Dir, Json
from core.cli.output import print_json, say
from core.errors import TaskError
from core.evaluate import rank_view
from core.planning import pace as measured_pace
from core.progress import judged_at
from core.progress import progress as task_progress
from core.queues import stand
from core.search import make_pool
from core.shares import FEW, percent
from core.standing import standing, statements
from core.views import HumanLayer, ViewName, make_view
from core.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.table import Table

    from core.judgments import StoredJudgment
    from core.progress import Judged, Progress, Speed
    from core.standing import Standing
    from core.tasks import Task
    from core.types import PoolKind

_DEPTHS = (5, 10)
_VIEWS: tuple[ViewName, ...] = ("human", "human-over-imported")
_Asked = tuple[str, "PoolKind"]


def progress(
    directory: Dir,
    task: Annotated[
        list[str] | None, typer.Option(metavar="T", help="Id of a task. Default: all tasks.")
    ] = None,
    database: DatabaseOption = None,
    as_json: Json = False,
) -> None:
    """Say how far the judging tasks are: who did what, how fast, and what is left."""
    workspace = Workspace.open(directory, database=database)
    chosen = _answerable(workspace, _tasks(workspace, task), is_asked_for=bool(task))
    events = workspace.events()
    now, said = standing(events), statements(events)
    found = [(each, _progress(workspace, each, events, said, now)) for each in chosen]
    judged = _judged(workspace, chosen, HumanLayer.of(now, is_symmetric=workspace.symmetric))
    if as_json:
        print_json(
            {
                "version": __version__,
                "judgment_revision": now.revision,
                "tasks": [_document(each, far) for each, far in found],
                "judged": [_places(gt, pool, view, each) for (gt, pool), view, each in judged],
            }
        )
        return
    for each, far in found:
        tables.show(_table(each, far))
    tables.show(_places_table(judged, now.revision))


def _tasks(workspace: Workspace, wanted: Sequence[str] | None) -> list[Task]:
    with contextlib.closing(workspace.task_store()) as store:
        known = {name: version.task for name, version in store.tasks().items()}
    for name in wanted or ():
        if name not in known:
            there = ", ".join(sorted(known)) or "none"
            raise TaskError(f'There is no task "{name:.60}". There are: {there}.')
    return [known[name] for name in dict.fromkeys(wanted or sorted(known))]


def _answerable(workspace: Workspace, tasks: list[Task], *, is_asked_for: bool) -> list[Task]:
    """Leave out the tasks whose ground truth is gone, unless they were asked for by name."""
    kept = []
    for task in tasks:
        if task.gt in workspace.gt_names:
            kept.append(task)
            continue
        gone = (
            f'Task "{task.id}": there is no ground truth "{task.gt}" any more. Import it again, or '
            "close the task."
        )
        if is_asked_for:
            raise TaskError(gone)
        say(f"yusa: {gone} It is left out.")
    return kept


def _progress(
    workspace: Workspace,
    task: Task,
    events: Sequence[StoredJudgment],
    said: Mapping[str, Sequence[StoredJudgment]],
    now: Standing,
) -> Progress:
    roster = [seat.annotator for seat in task.roster]
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    pace = measured_pace(
        each.judgment.duration_ms
        for each in events
        if each.judgment.duration_ms is not None and each.judgment.blind
    )
    asked = queues.asked(
        task,
        workspace.gt(task.gt),
        workspace.target,
        queues.sources(workspace, task, now, pace),
    )
    work, shot = stand(workspace, task, asked, now, said)
    moment = datetime.now(UTC)
    left = {name: sum(map(len, free_for(work, shot, name, moment).values())) for name in roster}
    return task_progress(task.id, roster, events, said, now, tally(work, shot), left, midnight)


def _judged(
    workspace: Workspace, tasks: Iterable[Task], human: HumanLayer
) -> list[tuple[_Asked, ViewName, Judged]]:
    found = []
    asked = dict.fromkeys((t.gt, t.pool) for t in tasks if t.gt in workspace.gt_names)
    for gt, kind in asked:
        pool = make_pool(workspace, kind, gt)
        for view_name in _VIEWS:
            view = make_view(view_name, workspace.gt(gt), human)
            for variant in workspace.variant_names:
                rankings = rank_view(workspace, variant, view, pool, {})
                for k in _DEPTHS:
                    each = judged_at(variant, view, rankings, k)
                    found.append(((gt, kind), view_name, each))
    return found


def _document(task: Task, found: Progress) -> dict[str, object]:
    left = found.speed.seconds_for(found.left)
    return {
        "task": task.id,
        "name": task.name,
        "gt": task.gt,
        "pool": task.pool,
        "queue": task.queue,
        "open": task.is_open,
        "judged": sum(part.done for part in found.parts),
        "given": found.given,
        "wanted": found.wanted,
        "nobody": found.nobody,
        "pace": _pace(found.speed),
        "seconds_left": None if left is None else [six(each) for each in left],
        "annotators": [
            {
                "annotator": part.annotator,
                "judged": part.done,
                "left": part.left,
                "today": part.today,
                "repeats": part.repeats,
                "cannot_tell": part.cannot_tell,
                "put_off": part.put_off,
                "pace": _pace(part.speed),
                "last_seen": part.last_seen,
            }
            for part in found.parts
        ],
    }


def _pace(speed: Speed) -> dict[str, object]:
    interval = speed.interval_s
    return {
        "timed": speed.timed,
        "median_s": None if speed.median_s is None else six(speed.median_s),
        "interval_s": None if interval is None else [six(each) for each in interval],
    }


def _places(gt: str, pool: PoolKind, view: ViewName, each: Judged) -> dict[str, object]:
    return {
        "gt": gt,
        "pool": pool,
        "view": view,
        "variant": each.variant,
        "k": each.k,
        "n": each.queries,
        "graded": each.graded,
        "places": each.places,
        "share": None if each.share is None else six(each.share),
    }


def _table(task: Task, found: Progress) -> Table:
    done = f"{found.given:,} of {found.wanted:,} judgments"
    title = f"{task.id} ({task.gt}, {'open' if task.is_open else 'closed'}): {done}."
    if found.speed.median_s is not None:
        title += f" {found.speed.median_s:.0f} s a pair (median, n = {found.speed.timed})."
    table = tables.columns(
        "Annotator", "judged", "left", "today", "median", "repeats", "cannot tell", "put off",
        "Last seen (UTC)", title=title,
    )  # fmt: skip
    for part in found.parts:
        median = part.speed.median_s
        table.add_row(
            Text(part.annotator),
            f"{part.done:,}",
            f"{part.left:,}",
            f"{part.today:,}",
            "-" if median is None else f"{median:.1f} s (n = {part.speed.timed})",
            *(f"{n:,}" for n in (part.repeats, part.cannot_tell, part.put_off)),
            "-" if part.last_seen is None else part.last_seen[:16].replace("T", " "),
        )
    return table


def _places_table(judged: Sequence[tuple[_Asked, ViewName, Judged]], revision: int) -> Table:
    title = f"Judged@k: graded places of the first k. Judgment revision {revision}."
    table = tables.columns("GT", "Pool", "Grades", "Variant", "k", "n", "graded", "Share",
                           title=title)  # fmt: skip
    for (gt, pool), view, each in judged:
        few = each.share is None or each.queries < FEW
        share = "-" if few else f"{percent(each.share or 0.0, decimals=1)}%"
        cells = (str(each.k), str(each.queries), f"{each.graded:,}/{each.places:,}")
        table.add_row(Text(gt), pool, view, Text(each.variant), *cells, share)
    return table
