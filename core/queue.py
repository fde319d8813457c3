"""What to judge next: pairs pooled from every variant, in an order that gives nothing away."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from core.search import rank_queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.search import Pool, Ranking
    from core.types import Relevance
    from core.views import View
    from core.workspace import Workspace


@dataclass(frozen=True)
class Batch:
    """One query with the candidates to judge for it, in the annotator's order."""

    query: str
    candidates: tuple[str, ...]


def pooled_pairs(
    workspace: Workspace, gt: str, pool: Pool, depth: int
) -> dict[str, tuple[str, ...]]:
    """For each query of a ground truth the union of all variants' first ``depth``, by id."""
    return pooled_pairs_of(workspace, workspace.gt(gt).queries, pool, depth)


def pooled_pairs_of(
    workspace: Workspace, ids: Iterable[str], pool: Pool, depth: int
) -> dict[str, tuple[str, ...]]:
    """For each id the union of all variants' first ``depth`` in a pool, by id.

    Pooling over all variants keeps the judgments fair to each of them (TREC's pooling method).

    Raises:
        UnknownItemError: an id that no item has.
    """
    queries = sorted(set(ids))
    for query in queries:
        workspace.items.position(query)
    union: dict[str, set[str]] = {query: set() for query in queries}
    for variant in workspace.variant_names:
        for ranking in rank_queries(workspace, variant, [(q, ()) for q in queries], pool, depth):
            union[ranking.query].update(ranking.top)
    return {query: tuple(sorted(found)) for query, found in union.items()}


@dataclass(frozen=True)
class UncreditedFirst:
    """A query whose first item is credited by nobody, and by nobody's grade denied.

    Attributes:
        item: what the variant ranks first.
        relevance: ``not_relevant`` by a ground truth's assumption alone, or ``unknown``.
        credited: the relevant item that the variant ranks best; None where it ranks none.
        rank: of ``credited``.
    """

    variant: str
    query: str
    item: str
    relevance: Relevance
    credited: str | None
    rank: int | None


def uncredited_firsts(
    view: View, variant: str, rankings: Mapping[str, Ranking], queries: Iterable[str]
) -> tuple[UncreditedFirst, ...]:
    """The queries whose first item may be a match that the grades don't know.

    A first item that somebody graded as not relevant is not among them: there is nothing to ask.

    Args:
        view: the grades that count.
        variant: whose rankings they are.
        rankings: by query, with the ranks of all items that the view names.
        queries: those that count; a query without a relevant item would tell nothing.
    """
    found = []
    for query in sorted(queries):
        ranking = rankings[query]
        for item in ranking.top[:1]:
            relevance = view.status(query, item)
            if relevance == "unknown" or view.is_assumed(query, item):
                ranks = ((rank, other) for other, rank in ranking.ranks.items())
                best = min(
                    (r for r in ranks if view.status(query, r[1]) == "relevant"), default=None
                )
                rank, credited = best or (None, None)
                found.append(UncreditedFirst(variant, query, item, relevance, credited, rank))
    return tuple(found)


@dataclass(frozen=True)
class FirstPair:
    """A pair that some variants put first.

    Attributes:
        variants: those that do, in the order given.
        best: of them the one that ranks a relevant item best, the first of equals.
    """

    variants: tuple[str, ...]
    best: UncreditedFirst


def first_pairs(firsts: Iterable[UncreditedFirst]) -> tuple[FirstPair, ...]:
    """Put what several variants rank first together, by query and item."""

    def pair(first: UncreditedFirst) -> tuple[str, str]:
        return first.query, first.item

    return tuple(
        FirstPair(
            tuple(first.variant for first in same),
            min(same, key=lambda first: float("inf") if first.rank is None else first.rank),
        )
        for same in (list(group) for _pair, group in groupby(sorted(firsts, key=pair), pair))
    )


def pairs_of(firsts: Iterable[UncreditedFirst]) -> dict[str, tuple[str, ...]]:
    """For each query the items to judge, by id; for :func:`batches`."""
    found: dict[str, set[str]] = {}
    for first in firsts:
        found.setdefault(first.query, set()).add(first.item)
    return {query: tuple(sorted(items)) for query, items in found.items()}


def batches(pairs: Mapping[str, Sequence[str]], annotator: str, salt: str) -> list[Batch]:
    """Shuffle queries, and candidates within each, by a seed of the annotator's own.

    The same annotator always gets the same order; two annotators get different ones, so that
    neither rank nor variant can be read from it, and tiredness falls on different pairs.
    """
    digest = hashlib.sha256(f"{salt}\n{annotator}".encode()).digest()
    shuffler = random.Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 - no secret
    queries = sorted(query for query, candidates in pairs.items() if candidates)
    shuffler.shuffle(queries)
    result = []
    for query in queries:
        candidates = sorted(pairs[query])
        shuffler.shuffle(candidates)
        result.append(Batch(query, tuple(candidates)))
    return result
