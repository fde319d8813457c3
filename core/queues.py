"""What is worth judging now: the pairs that each kind of queue asks for, defined once.

Pages keep what is slow between two judgments and the command line doesn't, so whatever takes time
is asked for by functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core import decisive
from core.evaluate import rank_view, score_view
from core.opinions import doubtful
from core.queue import pairs_of, pooled_pairs_of, uncredited_firsts
from core.search import make_pool
from core.views import HumanLayer, make_view
from core.working import snapshot, urgency, workload

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from core.assignment import Lease, Snapshot, Workload
    from core.decisive import Left, OpenQuery
    from core.evaluate import Evaluation
    from core.ground_truth import GroundTruth
    from core.judgments import Pair, StoredJudgment
    from core.opinions import Doubt
    from core.planning import Pace
    from core.search import Ranking
    from core.standing import Standing
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
    pace: Pace
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
        decisive.left(found, sources.pace),
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
    people = HumanLayer.of(standing)

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

    return Sources(pooled, scored, standing, people, pace, workspace.items)


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
    there = workspace.items.positions  # an import may have taken items away
    given = {
        (query, item)
        for pairs in shot.given.values()
        for query, item in pairs
        if query in there and item in there
    }
    queries = sorted({*found.pairs, *(query for query, _item in given)})
    subjects = {item.id: item.subject for item in workspace.items.get_many(queries)}
    work = workload(task, found.pairs, given, subjects, found.urgency, workspace.uuid)
    return work, shot
