"""Pairs that a second opinion would serve: judged by one person, or judged in two ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from core.ground_truth import GroundTruth
    from core.judgments import Pair
    from core.standing import Standing
    from core.views import HumanLayer

Doubt = Literal["one", "annotators", "layers", "assumption", "ungraded"]
"""Why a pair is worth another look.

``one``: exactly one person graded it. ``annotators``: two people's grades differ. ``layers``:
people's merged grade and that of a ground truth's file make one relevant and the other not, each
by its own threshold. ``assumption``: so do people's grade and what a ground truth only assumes of
unlisted pairs. ``ungraded``: whoever judged it could not tell.
"""
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)


def doubtful(
    standing: Standing,
    people: HumanLayer,
    ground_truths: Iterable[GroundTruth] = (),
    distance: int = 1,
) -> dict[Pair, tuple[Doubt, ...]]:
    """Find the pairs that people judged and that are in doubt, with why.

    Nothing that was adjudicated is in doubt.

    Args:
        standing: what counts now.
        people: the same, merged.
        ground_truths: the layers that people's grades are held against. Those that don't ask
            a query say nothing of its pairs.
        distance: by how much two people's grades have to differ.

    Returns:
        Pair -> why, in the order of :data:`DOUBTS`; pairs sorted.
    """
    layers = tuple(ground_truths)
    found: dict[Pair, tuple[Doubt, ...]] = {}
    for pair, by_annotator in standing.by_pair.items():
        if pair in standing.adjudicated:
            continue
        grades = [s.judgment.grade for s in by_annotator.values() if s.judgment.grade is not None]
        why = set[Doubt]()
        if not grades:
            why.add("ungraded")
        if len(grades) == 1:
            why.add("one")
        if grades and max(grades) - min(grades) >= max(1, distance):
            why.add("annotators")
        merged = people.grade(*pair)
        if merged is not None:
            said = "relevant" if merged >= people.threshold else "not_relevant"
            for layer in layers:
                if layer.status(*pair) not in (said, "unknown"):
                    listed = pair[1] in layer.entries(pair[0])
                    why.add("layers" if listed else "assumption")
        if why:
            found[pair] = tuple(each for each in DOUBTS if each in why)
    return dict(sorted(found.items()))


def second_opinions(
    found: dict[Pair, tuple[Doubt, ...]],
    standing: Standing,
    kinds: Collection[Doubt],
    annotator: str,
) -> dict[str, tuple[str, ...]]:
    """For each query the items in doubt that ``annotator`` has not judged, by id.

    For :func:`core.queue.batches`; whose opinion it is the second of can't be told from it.

    Args:
        found: of :func:`doubtful`.
        standing: what counts now.
        kinds: reasons that count here.
        annotator: who is asked.
    """
    items: dict[str, list[str]] = {}
    for (query, item), why in found.items():
        if annotator not in standing.by_pair.get((query, item), {}) and any(
            each in kinds for each in why
        ):
            items.setdefault(query, []).append(item)
    return {query: tuple(sorted(some)) for query, some in items.items()}
