"""What a task comes to: its pairs in their order, and where it stands.

Pure: whoever has the pairs of its queue (:mod:`core.queue`, :mod:`core.decisive`,
:mod:`core.opinions`), the statements made so far and the leases gets what
:mod:`core.assignment` decides by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.assignment import Rules, Snapshot, Workload

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from core.assignment import Lease
    from core.decisive import OpenQuery
    from core.judgments import Pair, StoredJudgment
    from core.standing import Standing
    from core.tasks import Task


def urgency(found: Iterable[OpenQuery]) -> dict[str, int]:
    """Places of queries by how much hangs on them: those on which as much hangs share one."""
    ordered = sorted(found, key=lambda each: each.priority)
    places = {key: at for at, key in enumerate(dict.fromkeys(each.priority for each in ordered))}
    return {each.query: places[each.priority] for each in ordered}


def workload(
    task: Task,
    pairs: Mapping[str, Sequence[str]],
    given: Iterable[Pair],
    subjects: Mapping[str, str | None],
    urgent: Mapping[str, int] | None = None,
    workspace_uuid: str = "",
) -> Workload:
    """Say which pairs a task's annotators may get.

    Left out are practice pairs and examples, whose answers the annotators have seen, and of a
    symmetric task one direction of a pair that would be asked in both.

    Args:
        task: the task.
        pairs: query -> items that its queue asks for now.
        given: pairs judged in the task: they stay in it, though a queue that asks for what is
            unknown asks for them no more. Some are to be judged by a second person.
        subjects: query -> subject.
        urgent: query -> place; see :class:`core.assignment.Workload`.
        workspace_uuid: part of the seed of all lots.
    """
    there = set(given)
    asked = {(query, item) for query, items in pairs.items() for item in items} - shown(task)
    if task.symmetric:
        asked = {pair for pair in asked if _is_this_way(pair, asked, there)}
    found: dict[str, list[str]] = {}
    for query, item in sorted(asked | there):
        found.setdefault(query, []).append(item)
    return Workload(
        {query: tuple(items) for query, items in found.items()},
        {query: subjects.get(query) for query in found},
        {seat.annotator: frozenset(seat.subjects) or None for seat in task.roster},
        Rules(task.overlap, task.repeats, seed=f"{workspace_uuid}/{task.id}"),
        urgent or {},
    )


def shown(task: Task) -> set[Pair]:
    """Return practice pairs and examples: their answers are told."""
    told = {(each.query, each.item) for each in task.practice}
    for examples in task.guideline.examples.values():
        told |= {(each.query, each.item) for each in examples}
    return told


def _is_this_way(pair: Pair, asked: Collection[Pair], there: Collection[Pair]) -> bool:
    """Whether a pair is asked in this direction; it is where the other one is nobody's."""
    other = (pair[1], pair[0])
    if other in there or pair in there:
        return pair in there
    return other not in asked or pair < other


def snapshot(
    task: Task,
    standing: Standing,
    said: Mapping[str, Sequence[StoredJudgment]],
    leases: tuple[Lease, ...] = (),
    before: Snapshot | None = None,
) -> Snapshot:
    """Say where a task stands.

    What was judged in the task counts, also of people who have left its roster. What its people
    judged blind outside the task counts and isn't asked again, but not in a queue of second
    opinions: there it only bars them, because another person is wanted.

    Args:
        task: the task.
        standing: what counts now.
        said: annotator -> statements (:func:`core.standing.statements`).
        leases: who has what.
        before: where the same task stood earlier; whoever is not in ``said`` judged nothing since.
    """
    start = before or Snapshot()
    given, outside_of, barred = dict(start.given), dict(start.before), dict(start.barred)
    roster = {seat.annotator for seat in task.roster}
    names = sorted(said.keys() if before is not None else roster | said.keys())
    for name in names:
        inside: list[Pair] = []
        outside: set[Pair] = set()
        for stored in said.get(name, ()):
            pair = (stored.judgment.query, stored.judgment.item)
            if stored.judgment.task == task.id:
                inside.append(pair)
            else:
                outside.add(pair)
        given[name] = tuple(inside)
        if name not in roster:
            continue
        sighted = standing.sighted.get(name, frozenset())
        own = frozenset(outside - set(inside) - sighted)
        if task.symmetric:
            own |= {(item, query) for query, item in own}
            sighted |= {(item, query) for query, item in sighted}
        if task.queue == "second":
            barred[name] = sighted | own
        else:
            barred[name], outside_of[name] = sighted, own
    shot = Snapshot(given, leases, dict(standing.deferred), barred, outside_of)
    return shot if before is None else before.follow(shot, names)
