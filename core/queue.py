"""What to judge next: pairs pooled from every variant, in an order that gives nothing away."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.search import rank_queries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.search import Pool
    from core.workspace import Workspace


@dataclass(frozen=True)
class Batch:
    """One query with the candidates to judge for it, in the annotator's order."""

    query: str
    candidates: tuple[str, ...]


def pooled_pairs(
    workspace: Workspace, gt: str, pool: Pool, depth: int
) -> dict[str, tuple[str, ...]]:
    """For each query of a ground truth the union of all variants' first ``depth``, by id.

    Pooling over all variants keeps the judgments fair to each of them (TREC's pooling method).
    """
    queries = sorted(workspace.gt(gt).queries)
    union: dict[str, set[str]] = {query: set() for query in queries}
    for variant in workspace.variant_names:
        for ranking in rank_queries(workspace, variant, [(q, ()) for q in queries], pool, depth):
            union[ranking.query].update(ranking.top)
    return {query: tuple(sorted(found)) for query, found in union.items()}


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
