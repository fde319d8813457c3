"""Evaluate one variant against one ground truth in one pool.

Rules (the frozen result names everything they touch):

- the query leaves its own ranking and its own relevant set;
- queries without a relevant item in the pool are *left out*, by name;
- queries that the variant has no vector for *count as zero*, by name; n = queries - left out;
- relevant items without a vector stay relevant;
- unlisted pairs are holes unless the ground truth declares its pool complete.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from core.measures import DEPTH, MEASURES, QueryFacts
from core.search import make_pool, rank_queries
from core.statistics import (
    BOOTSTRAP_RESAMPLES,
    BOOTSTRAP_SEED,
    bootstrap_means,
    evidence,
    point_verdict,
    wilson,
)
from core.views import make_view

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from core.ground_truth import GroundTruth
    from core.measures import IntervalKind
    from core.search import Pool, Ranking
    from core.statistics import Evidence, Point
    from core.types import PoolKind, Study, Target, Where
    from core.views import View, ViewName
    from core.workspace import Workspace

QueryStatus = Literal["ranked", "counted_as_zero", "left_out"]


@dataclass(frozen=True)
class QueryResult:
    """One query's outcome.

    Attributes:
        status: ``ranked``, ``counted_as_zero`` (no vector) or ``left_out`` (nothing relevant).
        first_relevant_rank: over the whole pool, from 1; None if there is none.
        values: measure key -> value; empty if left out.
        holes: measure key of each Success@k -> whether an ungraded item is in the top k.
        relevant_count: relevant items of the pool, ranked or not.
    """

    query: str
    status: QueryStatus
    first_relevant_rank: int | None
    values: Mapping[str, float]
    holes: Mapping[str, bool]
    relevant_count: int = 0


@dataclass(frozen=True)
class MeasureResult:
    """A mean with its interval.

    Attributes:
        mean: over n queries; None if n is 0.
        interval: lower and upper end, 95 %; None if n is 0.
        upper: for Success where holes exist: the mean if every missed query with a hole in its
            top k were a hit. Not a sampling interval.
    """

    mean: float | None
    interval: tuple[float, float] | None
    interval_kind: IntervalKind
    upper: float | None = None


@dataclass(frozen=True)
class Verdict:
    """The contract: the point rule, and what the evidence allows to say.

    Attributes:
        evidence: ``interim`` while the planned study is not complete, whatever the interval says:
            looking again after every new query would show the target too often.
        study: the plan for the ground truth; None where there is none.
        decided: queries whose outcome at the target's measure no judgment of a pair can change:
            hits, and misses without a hole in the first k.
    """

    point: Point | None
    evidence: Evidence
    study: Study | None = None
    decided: int = 0


@dataclass(frozen=True)
class Evaluation:
    """Figures of one variant on one ground truth, view and pool.

    ``view_hash`` is that of the grades that counted (:attr:`core.views.View.hash`).
    """

    variant: str
    gt: str
    view: ViewName
    pool: Pool
    queries: tuple[QueryResult, ...]
    measures: Mapping[str, MeasureResult]
    verdict: Verdict
    view_hash: str = ""

    @property
    def n(self) -> int:
        """Queries that count: all but those left out."""
        return sum(q.status != "left_out" for q in self.queries)

    @property
    def counted_as_zero(self) -> tuple[str, ...]:
        """Queries without a vector in this variant."""
        return tuple(q.query for q in self.queries if q.status == "counted_as_zero")

    @property
    def left_out(self) -> tuple[str, ...]:
        """Queries with nothing relevant in the pool."""
        return tuple(q.query for q in self.queries if q.status == "left_out")


def verdict_document(verdict: Verdict) -> dict[str, object]:
    """The verdict as machine output states it; the plan only where there is one."""
    document: dict[str, object] = {"point": verdict.point, "evidence": verdict.evidence}
    if verdict.study is not None:
        document["study"] = {
            "queries": verdict.study.queries,
            "decided": verdict.decided,
            "sampling": verdict.study.sampling,
            "planned": verdict.study.planned.isoformat(),
        }
    return document


def default_pool_kind(ground_truth: GroundTruth) -> PoolKind:
    """``judged`` where the ground truth declares its candidates, else ``corpus``."""
    return "corpus" if ground_truth.pool is None else "judged"


def evaluate(
    workspace: Workspace,
    variant: str,
    gt: str,
    pool_kind: PoolKind | None = None,
    where: Where = (),
    view: View | None = None,
) -> Evaluation:
    """Evaluate ``variant`` on the ground truth ``gt``.

    Args:
        workspace: an open workspace.
        variant: name of the variant.
        gt: name of the ground truth, whose queries are asked.
        pool_kind: None for the ground truth's default.
        where: filters on the candidates.
        view: the grades that count; None for the imported ones.

    Raises:
        UnknownVariantError, UnknownGroundTruthError: no such name.
        PoolError: ``judged`` for a ground truth that declares no pool.
        FilterError: a filter on a field that no item has.
    """
    workspace.variant_info(variant)
    ground_truth = workspace.gt(gt)
    pool = make_pool(workspace, pool_kind or default_pool_kind(ground_truth), gt, where)
    seen = view or make_view("imported", ground_truth)
    rankings = rank_view(workspace, variant, seen, pool, {})
    return score_view(workspace, variant, gt, seen, pool, rankings)


def rank_view(
    workspace: Workspace,
    variant: str,
    view: View,
    pool: Pool,
    known: Mapping[str, Ranking],
) -> dict[str, Ranking]:
    """Rank the view's queries, as far as ``known`` does not tell already.

    A ranking depends on variant and pool alone; a new judgment only asks for the rank of one more
    item. Whoever keeps the result and passes it as ``known`` re-scores without ranking again.
    """
    named = {query: _named_in_pool(workspace, pool, view, query) for query in view.queries}
    missing = [
        (query, items)
        for query, items in named.items()
        if query not in known or not items <= known[query].asked
    ]
    found = rank_queries(workspace, variant, missing, pool, DEPTH)
    return {**known, **{ranking.query: ranking for ranking in found}}


def score_view(
    workspace: Workspace,
    variant: str,
    gt: str,
    view: View,
    pool: Pool,
    rankings: Mapping[str, Ranking],
) -> Evaluation:
    """Compute the figures of a view from rankings made by :func:`rank_view`."""
    results = tuple(
        score_query(view, rankings[query], _named_in_pool(workspace, pool, view, query))
        for query in view.queries
    )
    return Evaluation(
        variant,
        gt,
        view.name,
        pool,
        results,
        _summarise(results),
        _verdict(results, workspace.target, workspace.studies.get(gt)),
        view.hash,
    )


def settings_hash(evaluation: Evaluation, target: Target) -> str:
    """SHA-256 over all that was chosen: view, candidates, target, plan, how intervals are drawn."""
    chosen: dict[str, object] = {
        "view": evaluation.view,
        "pool": evaluation.pool.kind,
        "where": sorted(evaluation.pool.where),
        "target": [target.measure, target.value],
        "bootstrap": [BOOTSTRAP_SEED, BOOTSTRAP_RESAMPLES],
    }
    study = evaluation.verdict.study
    if study is not None:
        chosen["study"] = [study.queries, study.sampling, study.planned.isoformat()]
    text = json.dumps(chosen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _named_in_pool(workspace: Workspace, pool: Pool, view: View, query: str) -> frozenset[str]:
    positions, mask = workspace.items.positions, pool.mask
    # Judgments outlive items: an import may have taken a judged item away.
    return frozenset(
        item
        for item in view.named(query)
        if item in positions and (mask is None or mask[positions[item]])
    )


def score_query(view: View, ranking: Ranking, named: Collection[str]) -> QueryResult:
    """Measure one ranking.

    Args:
        view: says what counts as relevant.
        ranking: of the query over the pool, with the ranks of all ``named`` items.
        named: items of the pool that a layer of the view names for this query.
    """
    query = ranking.query
    relevant = [item for item in named if view.status(query, item) == "relevant"]
    if not relevant:
        return QueryResult(query, "left_out", None, {}, {})
    if not ranking.ranked:
        zero = dict.fromkeys(MEASURES, 0.0)
        return QueryResult(query, "counted_as_zero", None, zero, {}, len(relevant))
    ranks = tuple(sorted(ranking.ranks[i] for i in relevant if i in ranking.ranks))
    grades = [view.grade(query, item) for item in ranking.top]
    facts = QueryFacts(
        first_relevant_rank=ranks[0] if ranks else None,
        relevant_ranks=ranks,
        relevant_count=len(relevant),
        gains=tuple(g or 0 for g in grades),
        ideal_gains=tuple(g for item in named if (g := view.grade(query, item))),
        graded=tuple(g is not None for g in grades),
    )
    return QueryResult(
        query,
        "ranked",
        facts.first_relevant_rank,
        {key: measure.of(facts) for key, measure in MEASURES.items()},
        {
            key: not all(facts.graded[: measure.cutoff])
            for key, measure in MEASURES.items()
            if measure.interval == "wilson95"
        },
        len(relevant),
    )


def summarise_one(results: Sequence[QueryResult], key: str) -> MeasureResult:
    """Return the mean of one measure over some of an evaluation's queries, with its interval."""
    counted = [r for r in results if r.status != "left_out"]
    if not counted:
        return MeasureResult(None, None, MEASURES[key].interval)
    if MEASURES[key].interval == "wilson95":
        return _share(counted, key)
    values = np.array([[r.values[key]] for r in counted])
    low, high = (float(end) for end in bootstrap_means(values)[0])
    return MeasureResult(float(values.mean()), (low, high), "bootstrap95")


def _summarise(results: Sequence[QueryResult]) -> dict[str, MeasureResult]:
    counted = [r for r in results if r.status != "left_out"]
    if not counted:
        return {k: MeasureResult(None, None, m.interval) for k, m in MEASURES.items()}
    values = np.array([[r.values[key] for key in MEASURES] for r in counted])
    means = values.mean(axis=0)
    ends = bootstrap_means(values)
    summary: dict[str, MeasureResult] = {}
    for column, (key, measure) in enumerate(MEASURES.items()):
        if measure.interval == "wilson95":
            summary[key] = _share(counted, key)
        else:
            low, high = (float(end) for end in ends[column])
            summary[key] = MeasureResult(float(means[column]), (low, high), "bootstrap95")
    return summary


def _share(counted: Sequence[QueryResult], key: str) -> MeasureResult:
    n = len(counted)
    hits, upper = _hits(counted, key)
    holes = any(r.holes.get(key) for r in counted)
    return MeasureResult(hits / n, wilson(hits, n), "wilson95", upper / n if holes else None)


def _hits(counted: Sequence[QueryResult], key: str) -> tuple[int, int]:
    """Known hits, and hits if every hole that could be one were one."""
    hits = sum(r.values[key] == 1.0 for r in counted)
    possible = sum(r.values[key] == 0.0 and r.holes.get(key, False) for r in counted)
    return hits, hits + possible


def _verdict(results: Sequence[QueryResult], target: Target, study: Study | None) -> Verdict:
    counted = [r for r in results if r.status != "left_out"]
    n = len(counted)
    hits, upper = _hits(counted, target.measure)
    decided = n - (upper - hits)
    found: Evidence = evidence(hits, upper, n, target.value) if n else "undecided"
    if study is not None and decided < study.queries:
        found = "interim"
    point = point_verdict(hits, n, target.value) if n else None
    return Verdict(point, found, study, decided)
