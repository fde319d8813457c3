"""What Compare asks: growth, first items, causes, slices, scores, hubs, identity, cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from core import hubs, identity, score_behaviour, slices
from core.causes import find_causes
from core.cost import search_times as timed_searches
from core.disagreement import disagreements
from core.errors import JudgmentStoreError, YusaError
from core.growth import grow
from core.queue import first_pairs, pairs_of, uncredited_firsts
from core.search import make_pool
from core.views import HumanLayer, make_view
from core.workspace import Workspace
from dashboard import comparison, differences, paging, table_rows
from dashboard.compare_link import DEPTHS
from dashboard.services.caching import remember
from dashboard.services.evaluating import evaluation, rankings
from dashboard.services.judged import People, people, remarks
from dashboard.services.opened import filter_fields, offer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.causes import Cause
    from core.cost import SearchTimes
    from core.disagreement import Disagreement
    from core.evaluate import Evaluation
    from core.growth import Growth
    from core.queue import UncreditedFirst
    from core.types import PoolKind, Where
    from core.views import ViewName
    from dashboard.annotate_link import FirstQueue
    from dashboard.compare_link import CompareLink


def listed(ws: Workspace, table: CompareLink) -> list[str]:
    """Return the queries in a table of Compare, all its pages, as filtered and ordered there.

    Of the list of first items, too: each query once, although several pairs may be of it.
    """
    return list(dict.fromkeys(_listed(ws, table)))


def turned_to(ws: Workspace, table: CompareLink, query: str | None) -> CompareLink:
    """Return a table of Compare at the page that a query is on."""
    shown, ids = comparison.resolve(table, offer(ws), ws.target), _listed(ws, table)
    if shown.tab == "passed" and shown.firsts:
        at = paging.page_with(ids, query, paging.PAGE_PAIRS)
        return replace(table, firsts_page=at)
    return replace(table, page=paging.page_with(ids, query))


def _listed(ws: Workspace, table: CompareLink) -> list[str]:
    shown = comparison.resolve(table, offer(ws), ws.target)
    if shown.gt is None:
        return []
    try:
        counted = people(ws, shown.view)
        if shown.tab == "passed" and shown.firsts:
            found = firsts(ws, shown.gt, shown.pool, shown.where, shown.view, counted, shown.model)
            return [pair.best.query for pair in first_pairs(found)]
        evaluations = [
            evaluation(ws, name, shown.gt, shown.pool, shown.where, shown.view, counted)
            for name in ws.variant_names
        ]
    except YusaError:  # Compare says why there is no table
        return []
    rows = query_rows(ws, shown, evaluations, counted)
    if evaluations:
        rows = table_rows.inside(rows, in_slice(ws, shown, evaluations[0]))
    return [row.query for row in table_rows.rows_shown(shown, rows)]


def query_rows(
    ws: Workspace, shown: comparison.Shown, evaluations: Sequence[Evaluation], counted: People
) -> list[table_rows.Row]:
    """Return the table of queries, with what sets the two chosen variants apart.

    Args:
        ws: the workspace.
        shown: Compare's view.
        evaluations: of all variants on the chosen ground truth.
        counted: people's grades that the evaluations count.
    """
    rows = table_rows.table(evaluations, shown.measure)
    if shown.a is None or shown.b is None or shown.gt is None:
        return rows
    layer = counted.layer
    compared = _Compared(
        *(shown.a, shown.b, shown.gt, shown.pool, shown.where, shown.view, shown.measure)
    )
    found = _differences(ws, compared, layer.hash if layer else "", layer, evaluations)
    try:
        said = remarks(ws).of_pair(shown.gt, shown.a, shown.b)
    except JudgmentStoreError:  # where one can be made, the failure is said
        said = {}
    return differences.described(rows, *found, said)


@st.cache_resource(max_entries=64, show_spinner=False)
def _timed(variant_hash: str) -> list[SearchTimes]:  # noqa: ARG001 - it is the key
    return []


def search_times(ws: Workspace, variant: str) -> SearchTimes | None:
    """Return how long searches took when they were timed last; None if they weren't."""
    found = _timed(ws.variant_info(variant).hash)
    return found[-1] if found else None


def time_searches(ws: Workspace, variant: str) -> SearchTimes:
    """Time exact searches now, for seconds at most, and keep what was found.

    Raises:
        WorkspaceError: damaged files.
    """
    found = timed_searches(ws.variant(variant))
    _timed(ws.variant_info(variant).hash)[:] = [found]
    return found


def growth(
    ws: Workspace, variant: str, gt: str, where: Where, view: ViewName, counted: People
) -> Growth:
    """Return how a variant's first hits fare in growing pools; see :func:`core.growth.grow`."""
    layer = counted.layer
    return _growth(ws, variant, gt, where, view, layer.hash if layer else "", layer)


@remember(64)
def _growth(
    ws: Workspace,
    variant: str,
    gt: str,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Growth:
    return grow(ws, variant, make_view(view, ws.gt(gt), _people), gt, where)


def firsts(
    ws: Workspace,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    counted: People,
    variant: str | None = None,
) -> tuple[UncreditedFirst, ...]:
    """Return what variants rank first and the grades don't credit; of all variants unless named.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    layer = counted.layer
    people_hash = layer.hash if layer else ""
    return tuple(
        first
        for name in (ws.variant_names if variant is None else (variant,))
        for first in _firsts(ws, name, gt, pool, where, view, people_hash, layer)
    )


@remember(128)
def _firsts(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> tuple[UncreditedFirst, ...]:
    seen, counted = make_view(view, ws.gt(gt), _people), People(None, _people)
    result = evaluation(ws, variant, gt, pool, where, view, counted)
    known = rankings(ws, variant, gt, pool, where, view, counted)
    queries = [query.query for query in result.queries if query.status == "ranked"]
    return uncredited_firsts(seen, variant, known, queries)


def first_queue(
    ws: Workspace, gt: str, pool: PoolKind, queue: FirstQueue
) -> Mapping[str, tuple[str, ...]]:
    """Return the pairs of Compare's list of first items, for Annotate; see :func:`firsts`."""
    counted = people(ws, queue.view)
    return pairs_of(firsts(ws, gt, pool, queue.where, queue.view, counted, queue.variant))


Differences = tuple[dict[str, "Disagreement"], dict[str, "tuple[Cause, ...]"]]


@dataclass(frozen=True, slots=True)
class _Compared:
    """What the differences of two variants depend on, beside the grades."""

    a: str
    b: str
    gt: str
    pool: PoolKind
    where: Where
    view: ViewName
    measure: str


@remember(64)
def _differences(
    ws: Workspace,
    compared: _Compared,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
    _evaluations: Sequence[Evaluation],
) -> Differences:
    c = compared
    seen = make_view(c.view, ws.gt(c.gt), _people)
    counted = People(None, _people)
    lists = {
        name: rankings(ws, name, c.gt, c.pool, c.where, c.view, counted) for name in (c.a, c.b)
    }
    by_name = {each.variant: each for each in _evaluations}
    return (
        disagreements(by_name[c.a], by_name[c.b], lists[c.a], lists[c.b]),
        find_causes(ws, c.a, c.b, _evaluations, lists, seen, c.measure),
    )


@remember(16)
def slice_fields(ws: Workspace, gt: str) -> list[str]:
    """Return what a ground truth's queries can be grouped by, see :func:`core.slices.fields`."""
    return slices.fields(ws.items.get_many(list(ws.gt(gt).queries)), filter_fields(ws))


@remember(64)
def _query_groups(ws: Workspace, gt: str, field: str) -> slices.Groups:
    return slices.by_field(ws.items.get_many(list(ws.gt(gt).queries)), field)


def groups(ws: Workspace, field: str, evaluation: Evaluation) -> slices.Groups:
    """Return the groups that a field makes of an evaluation's queries."""
    if field == slices.RELEVANT_COUNT:
        return slices.by_relevant(evaluation.queries)
    return _query_groups(ws, evaluation.gt, field)


def in_slice(
    ws: Workspace, shown: comparison.Shown, evaluation: Evaluation
) -> frozenset[str] | None:
    """Return the queries of the chosen slice; None where none is chosen or there is none such."""
    if shown.slice is None or shown.slice[0] not in slice_fields(ws, evaluation.gt):
        return None
    field, value = shown.slice
    found = groups(ws, field, evaluation)
    return frozenset(query for query, values in found.items() if value in values) or None


def behaviours(
    ws: Workspace, shown: comparison.Shown, gt: str, counted: People
) -> Mapping[str, score_behaviour.Behaviour]:
    """Return how every variant scores the pairs of a ground truth, in the pool that is shown."""
    layer = counted.layer
    of = (gt, shown.pool, shown.where, shown.view)
    return {
        name: _behaviour(ws, name, *of, layer.hash if layer else "", layer)
        for name in ws.variant_names
    }


@remember(64)
def _behaviour(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,
    _people: HumanLayer | None,
) -> score_behaviour.Behaviour:
    pairs = _pairs(ws, gt, pool, where, view, people_hash, _people)
    return score_behaviour.behaviour(pairs, ws.variant(variant))


@remember(8)
def _pairs(
    ws: Workspace,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Mapping[score_behaviour.PairKind, score_behaviour.Pairs]:
    seen = make_view(view, ws.gt(gt), _people)
    return score_behaviour.pairs_of(seen, ws.items, make_pool(ws, pool, gt, where))


def query_hubs(
    ws: Workspace, shown: comparison.Shown, variant: str, gt: str, counted: People
) -> hubs.Hubs:
    """Return the items that are in most of the lists of a ground truth's queries."""
    seen = make_view(shown.view, ws.gt(gt), counted.layer)
    known = rankings(ws, variant, gt, shown.pool, shown.where, shown.view, counted)
    lists = {query: known[query].top for query in seen.queries if known[query].ranked}
    relevant = {
        query: frozenset(item for item in top if seen.status(query, item) == "relevant")
        for query, top in lists.items()
    }
    candidates = _rankable(ws, variant, gt, shown.pool, shown.where)
    return hubs.hubs(lists, shown.k, candidates, relevant)


def corpus_hubs(ws: Workspace, shown: comparison.Shown, variant: str, gt: str) -> hubs.Hubs:
    """Return the items that are in most of the candidates' own lists."""
    lists = _corpus_lists(ws, variant, gt, shown.pool, shown.where)
    candidates = _rankable(ws, variant, gt, shown.pool, shown.where)
    return hubs.hubs(lists, shown.k, candidates, {})


@remember(32)
def _corpus_lists(
    ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where
) -> Mapping[str, tuple[str, ...]]:
    return hubs.corpus_lists(ws, variant, make_pool(ws, pool, gt, where), max(DEPTHS))


@remember(64)
def _rankable(ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where) -> int:
    mask, row_of = make_pool(ws, pool, gt, where).mask, ws.variant(variant).row_of
    return int((row_of >= 0).sum() if mask is None else (row_of[mask] >= 0).sum())


def reach(
    ws: Workspace, shown: comparison.Shown, variant: str, gt: str, counted: People
) -> hubs.Reach:
    """Return the share of a ground truth's relevant pairs that a variant's lists reach."""
    layer = counted.layer
    of = (gt, shown.pool, shown.where, shown.view)
    return _reach(ws, variant, *of, shown.k, layer.hash if layer else "", layer)


@remember(64)
def _reach(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    k: int,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> hubs.Reach:
    known = rankings(ws, variant, gt, pool, where, view, People(None, _people))
    seen = make_view(view, ws.gt(gt), _people)
    positions, mask = ws.items.positions, make_pool(ws, pool, gt, where).mask
    named = {item for query in seen.queries for item in seen.named(query)}
    inside = frozenset(
        item
        for item in named
        if item in positions and (mask is None or bool(mask[positions[item]]))
    )
    return hubs.reach([known[query] for query in seen.queries], seen, k, inside)


@remember(16)
def agreement(ws: Workspace, a: str, b: str) -> identity.Agreement | None:
    """Compare the vectors of two variants, item by item; the first call reads all of them."""
    return identity.agreement(ws.variant(a), ws.variant(b), ws.items.ids)
