"""What is worth judging now: the pairs that each kind of queue asks for, defined once.

Pages keep what is slow between two judgments and the command line doesn't, so whatever takes time
is asked for by functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core import decisive
from core.assignment import follow_counts, open_counts
from core.evaluate import rank_view, score_view
from core.opinions import doubtful
from core.queue import pairs_of, pooled_pairs_of, uncredited_firsts
from core.search import make_pool
from core.views import HumanLayer, make_view
from core.working import shown, snapshot, urgency, workload

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from core.assignment import Lease, Snapshot, Workload
    from core.decisive import Left, OpenQuery
    from core.evaluate import Evaluation
    from core.ground_truth import GroundTruth
    from core.judgments import Pair, StoredJudgment
    from core.opinions import Doubt
    from core.planning import Pace
    from core.search import Ranking
    from core.standing import Said, Standing
    from core.tasks import Task
    from core.types import Target
    from core.views import View, ViewName
    from core.workspace import Workspace

VIEW: ViewName = "human-over-imported"
"""What is known already: whatever people or the ground truth's file say."""


@dataclass(frozen=True)
class Scored:
    """The variants on one ground truth and pool, by :data:`VIEW`.

    Attributes:
        evaluations: one for each variant.
        rankings: variant -> query -> its ranking.
        view: the grades that counted.
    """

    evaluations: Sequence[Evaluation]
    rankings: Mapping[str, Mapping[str, Ranking]]
    view: View


@dataclass(frozen=True)
class Asked:
    """What a queue asks for now.

    Attributes:
        pairs: query -> items.
        urgency: query -> place, where the queue has an order.
        left: when to stop, of the queue that knows.
    """

    pairs: Mapping[str, tuple[str, ...]]
    urgency: Mapping[str, int] = field(default_factory=dict)
    left: Left | None = None


@dataclass(frozen=True)
class Sources:
    """Where a task's queue takes its pairs from.

    Attributes:
        pooled: every variant's first items for those of these queries that there are, see
            :func:`core.queue.pooled_pairs_of`.
        scored: the variants, by the judgments of this moment.
        standing: what counts now.
        people: the same, merged.
        pace: of people.
        items: ids of all items; judgments outlive them.
    """

    pooled: Callable[[tuple[str, ...]], Mapping[str, tuple[str, ...]]]
    scored: Callable[[], Scored]
    standing: Standing
    people: HumanLayer
    pace: Callable[[], Pace]
    items: Container[str]


def asked(task: Task, gt: GroundTruth, target: Target, sources: Sources) -> Asked:
    """Say what a task's queue asks for.

    Args:
        task: its queue, queries and depth.
        gt: the ground truth that it names.
        target: the contract.
        sources: what it is made from.

    Raises:
        YusaError: what the sources raise.
    """
    if task.queue == "pooled":
        return Asked(sources.pooled(task.queries or tuple(sorted(gt.queries))))
    wanted = set(task.queries or gt.queries)
    if task.queue == "second":
        of: dict[str, list[str]] = {}
        for query, item in doubts(gt, sources.standing, sources.people, sources.items):
            if query in wanted:
                of.setdefault(query, []).append(item)
        return Asked({query: tuple(items) for query, items in of.items()})
    scored = sources.scored()
    if task.queue == "first":
        pairs = pairs_of(
            first
            for each in scored.evaluations
            for first in uncredited_firsts(
                scored.view,
                each.variant,
                scored.rankings[each.variant],
                [query.query for query in each.queries if query.status == "ranked"],
            )
        )
        return Asked({query: items for query, items in pairs.items() if query in wanted})
    found = [
        each for each in open_queries(scored, target, sources.standing) if each.query in wanted
    ]
    return Asked(
        {each.query: each.items for each in found},
        urgency(found),
        decisive.left(found, sources.pace()),
    )


def open_queries(scored: Scored, target: Target, standing: Standing) -> tuple[OpenQuery, ...]:
    """Find what is left to judge in the variants' first items, the most decisive first."""
    return decisive.open_queries(
        scored.evaluations,
        scored.rankings,
        scored.view,
        target,
        decisive.ungradable(standing),
    )


def doubts(
    gt: GroundTruth, standing: Standing, people: HumanLayer, items: Container[str]
) -> dict[Pair, tuple[Doubt, ...]]:
    """Find pairs of a ground truth's queries that a second opinion would serve, and why.

    Only pairs of ``items``, the ids that there are.
    """
    found = doubtful(standing, people, (gt,))
    return {
        pair: why
        for pair, why in found.items()
        if pair[0] in gt.queries and pair[0] in items and pair[1] in items
    }


def sources(workspace: Workspace, task: Task, standing: Standing, pace: Pace) -> Sources:
    """Make a task's sources from a workspace; nothing is kept."""
    people = HumanLayer.of(standing, is_symmetric=workspace.symmetric)

    def scored() -> Scored:
        view = make_view(VIEW, workspace.gt(task.gt), people)
        pool = make_pool(workspace, task.pool, task.gt)
        ranked = {
            name: rank_view(workspace, name, view, pool, {}) for name in workspace.variant_names
        }
        return Scored(
            [
                score_view(workspace, name, task.gt, view, pool, rankings)
                for name, rankings in ranked.items()
            ],
            ranked,
            view,
        )

    def pooled(queries: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        there = [query for query in queries if query in workspace.items]
        pool = make_pool(workspace, task.pool, task.gt)
        return pooled_pairs_of(workspace, there, pool, task.depth)

    return Sources(pooled, scored, standing, people, lambda: pace, workspace.items)


@dataclass(frozen=True)
class Stood:
    """Where a task stood at a revision; it never changes, see :func:`stand_again`.

    Attributes:
        task: the task.
        found: what its queue asked for.
        standing, said: judgments at the revision.
        work: what the task comes to.
        shot: where it stands, without leases.
        counts: of its pairs that want another judge, see :func:`core.assignment.open_counts`.
    """

    task: Task
    found: Asked
    standing: Standing
    said: Said
    work: Workload
    shot: Snapshot
    counts: Mapping[str, int]


def stand_again(
    workspace: Workspace,
    task: Task,
    found: Asked,
    standing: Standing,
    said: Said,
    before: Stood | None = None,
) -> Stood:
    """Say what :func:`stand` says, from where the task stood before.

    A new judgment costs its annotator's own pairs, and not all that the task asks for.

    Args:
        workspace, task, found, standing: as for :func:`stand`.
        said: what people said.
        before: of the same items. Of another task it is not looked at.
    """
    if before is None or before.task != task:
        work, shot = stand(workspace, task, found, standing, said.statements())
        return Stood(task, found, standing, said, work, shot, open_counts(work, shot))
    sighted = {
        name
        for name in standing.sighted.keys() | before.standing.sighted.keys()
        if standing.sighted.get(name) != before.standing.sighted.get(name)
    }
    names = said.others_than(before.said) | sighted
    shot = snapshot(
        task,
        standing,
        {name: said.last_forms(name) for name in names},
        before=before.shot,
    )
    if not _asks_the_same(found, shot, before, names):
        work = _work(workspace, task, found, shot)
        return Stood(task, found, standing, said, work, shot, open_counts(work, shot))
    moved = {
        pair
        for name in names
        for was, now in ((before.shot.given, shot.given), (before.shot.before, shot.before))
        for pair in {*was.get(name, ())} ^ {*now.get(name, ())}
    }
    counts = follow_counts(before.counts, before.work, before.shot, shot, moved)
    return Stood(task, found, standing, said, before.work, shot, counts)


def _asks_the_same(found: Asked, shot: Snapshot, before: Stood, names: Iterable[str]) -> bool:
    """Whether a task comes to what it came to: its queue asks the same, and nothing was judged or
    taken back but what it asks for anyway."""
    if found.pairs != before.found.pairs or found.urgency != before.found.urgency:
        return False
    moved = {
        pair
        for name in names
        for pair in {*before.shot.given.get(name, ())} ^ {*shot.given.get(name, ())}
    }
    if before.task.symmetric:  # the direction that was judged first stays
        return not moved
    told = shown(before.task)  # in a task only while somebody has judged them there
    return all(pair[1] in found.pairs.get(pair[0], ()) and pair not in told for pair in moved)


def stand(
    workspace: Workspace,
    task: Task,
    found: Asked,
    standing: Standing,
    statements: Mapping[str, Sequence[StoredJudgment]],
    leases: tuple[Lease, ...] = (),
) -> tuple[Workload, Snapshot]:
    """Say what a task comes to, and where it stands.

    Args:
        workspace: whose items have the subjects.
        task: the task.
        found: what its queue asks for.
        standing: what counts now.
        statements: annotator -> statements.
        leases: who has what.
    """
    shot = snapshot(task, standing, statements, leases)
    return _work(workspace, task, found, shot), shot


def _work(workspace: Workspace, task: Task, found: Asked, shot: Snapshot) -> Workload:
    there = workspace.items.positions  # an import may have taken items away
    given = {
        (query, item)
        for pairs in shot.given.values()
        for query, item in pairs
        if query in there and item in there
    }
    queries = sorted({*found.pairs, *(query for query, _item in given)})
    subjects = {item.id: item.subject for item in workspace.items.get_many(queries)}
    return workload(task, found.pairs, given, subjects, found.urgency, workspace.uuid)
