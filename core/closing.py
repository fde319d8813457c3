"""What has to be judged until holes leave nothing open about Success@k."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.evaluate import Evaluation
    from core.judgments import Pair
    from core.search import Ranking
    from core.views import View


@dataclass(frozen=True)
class OpenPairs:
    """Pairs in the first k that no layer of the view grades.

    Attributes:
        pairs: of all queries that count.
        deciding: of those queries alone that are no hit yet. A pair of a query that is hit already
            can't change its Success@k; of the others at most so many have to be judged, because
            the first relevant one settles its query.
    """

    pairs: frozenset[Pair]
    deciding: frozenset[Pair]


def open_pairs(
    evaluation: Evaluation, rankings: Mapping[str, Ranking], view: View, measure: str
) -> OpenPairs:
    """Find the holes in one variant's first k.

    Args:
        evaluation: of the variant, by the view.
        rankings: of the variant's queries in the evaluation's pool.
        view: the grades that count.
        measure: a Success@k.

    Raises:
        ValueError: a measure without cut-off.
    """
    cutoff = MEASURES[measure].cutoff
    if cutoff is None:
        raise ValueError(f"{measure} has no cut-off")
    pairs: set[Pair] = set()
    deciding: set[Pair] = set()
    for result in evaluation.queries:
        if result.status != "ranked":
            continue
        query = result.query
        first = rankings[query].top[:cutoff]
        holes = {(query, item) for item in first if view.status(query, item) == "unknown"}
        pairs |= holes
        if not result.values[measure]:
            deciding |= holes
    return OpenPairs(frozenset(pairs), frozenset(deciding))


def together(found: Iterable[OpenPairs]) -> OpenPairs:
    """Unite what several variants leave open: a pair that two of them list is judged once."""
    every: Sequence[OpenPairs] = tuple(found)
    return OpenPairs(
        frozenset().union(*(each.pairs for each in every)),
        frozenset().union(*(each.deciding for each in every)),
    )
