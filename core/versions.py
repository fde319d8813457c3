"""Versions of a ground truth: a view frozen as a file that can be imported, and what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.evaluate import default_pool_kind, rank_view, score_view
from core.ground_truth import GroundTruth, document_hash
from core.measures import MEASURES
from core.search import judged_pool, make_pool
from core.views import HUMAN_THRESHOLD, make_view

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from datetime import date

    from core.evaluate import Evaluation, Verdict
    from core.judgments import Pair
    from core.types import PoolKind, Relevance, Unlisted
    from core.views import View
    from core.workspace import Workspace


@dataclass(frozen=True)
class Stamp:
    """Who froze a version, when and why, and what it was made from.

    Attributes:
        name: of the version, unique in the workspace that imports it.
        author: a person's name.
        note: why, in words.
        day: when.
        revision: of the last judgment that counted.
        head: hash of that event; None where there is none.
    """

    name: str
    author: str
    note: str
    day: date
    revision: int
    head: str | None = None


@dataclass(frozen=True)
class Version:
    """A frozen view.

    Attributes:
        ground_truth: what ``yusa import --gt`` reads from the file.
        text: the file, UTF-8: the same for the same view and stamp, byte by byte.
        hash: SHA-256 over all that the file says (:func:`core.ground_truth.document_hash`).
        regraded: grades that were changed to keep their meaning under one threshold.
        outside: grades left out, as their items aren't in the declared pool.
        gone: grades left out, as their items are no longer known.
    """

    ground_truth: GroundTruth
    text: str
    hash: str
    regraded: int
    outside: int
    gone: int


def freeze(
    view: View,
    ground_truth: GroundTruth,
    stamp: Stamp,
    known: Container[str],
    pool_kind: PoolKind | None = None,
) -> Version:
    """Freeze what a view says of a ground truth's queries.

    Within the pool every pair keeps its relevance. A file has one threshold: where the view's
    layers have several, it is people's, a relevant grade below it becomes the threshold, and one
    at or above it that isn't relevant the grade below; graded measures may then differ.

    Args:
        view: the grades, of the ground truth's queries.
        ground_truth: whose pool, and rule about unlisted pairs, the version keeps. A view of
            people's grades alone assumes nothing: its unlisted pairs are unknown.
        stamp: who and why.
        known: ids of all items.
        pool_kind: ``judged`` keeps the declared pool and drops grades outside it, which a file
            can't hold; ``corpus`` keeps all grades, and neither pool nor what was assumed in it.
            None for the ground truth's default.

    Raises:
        ValueError: the view is of other queries, or ``judged`` without a declared pool.
    """
    if set(view.queries) != set(ground_truth.queries):
        raise ValueError("the view is not of this ground truth's queries")
    kind = pool_kind or default_pool_kind(ground_truth)
    pool = ground_truth.pool if kind == "judged" else None
    if kind == "judged" and pool is None:
        raise ValueError("the ground truth declares no pool")
    threshold = view.threshold or HUMAN_THRESHOLD
    inside = None if pool is None else set(pool)
    assumes = pool is not None and view.name != "human"
    unlisted: Unlisted = ground_truth.unlisted if assumes else "unknown"
    queries: dict[str, dict[str, int]] = {}
    regraded = outside = gone = 0
    for query in sorted(view.queries):
        if query not in known:
            gone += len(view.named(query))
            continue
        entries = queries.setdefault(query, {})
        for item in sorted(view.named(query)):
            if item not in known:
                gone += 1
            elif inside is not None and item not in inside:
                outside += 1
            else:
                given, kept = view.grade(query, item), _kept(view, query, item, threshold)
                regraded += given is not None and given != kept
                entries[item] = kept
    frozen: dict[str, object] = {
        "name": stamp.name,
        "author": stamp.author,
        "note": stamp.note,
        "date": stamp.day.isoformat(),
        "ground_truth": ground_truth.name,
        "ground_truth_hash": ground_truth.hash,
        "view": view.name,
        "symmetric": view.is_symmetric,
        "view_hash": view.hash,
        "revision": stamp.revision,
        "head": stamp.head,
        "regraded": regraded,
        "outside_pool": outside,
        "unknown_items": gone,
    }
    symmetric = ", symmetric" if view.is_symmetric else ""
    source = (
        f"{ground_truth.name}, view {view.name}{symmetric}, judgment revision {stamp.revision}, "
        f"frozen by {stamp.author} on {stamp.day.isoformat()}: {stamp.note}"
    )
    made = GroundTruth(stamp.name, queries, pool, unlisted, threshold, source, frozen)
    digest = document_hash(made.document())
    made = replace(made, frozen={**frozen, "hash": digest})
    text = json.dumps(made.document(), ensure_ascii=False, indent=1) + "\n"
    return Version(made, text, digest, regraded, outside, gone)


def _kept(view: View, query: str, item: str, threshold: int) -> int:
    """The grade under one threshold; -1 where somebody looked and could not tell."""
    grade, status = view.grade(query, item), view.status(query, item)
    if grade is None:
        return -1
    return max(grade, threshold) if status == "relevant" else min(grade, threshold - 1)


# ---- what changed -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Turned:
    """A pair that counts otherwise now."""

    pair: Pair
    old: Relevance
    new: Relevance


@dataclass(frozen=True)
class VersionChanges:
    """What two versions of a ground truth say differently. All sorted.

    Attributes:
        added, removed: pairs that only the new, only the old one lists, with their grades.
        changed: pairs that both list, with the old and the new grade.
        turned: pairs that one of them lists and whose relevance changed, by each one's threshold
            and rule about unlisted pairs.
        queries_added, queries_removed: queries that only one of them asks.
        pool_added, pool_removed: candidates that only one of them declares.
    """

    added: tuple[tuple[Pair, int], ...]
    removed: tuple[tuple[Pair, int], ...]
    changed: tuple[tuple[Pair, int, int], ...]
    turned: tuple[Turned, ...]
    queries_added: tuple[str, ...]
    queries_removed: tuple[str, ...]
    pool_added: tuple[str, ...]
    pool_removed: tuple[str, ...]


def compare_versions(old: GroundTruth, new: GroundTruth) -> VersionChanges:
    """Say what a version says otherwise than an earlier one."""
    before, after = _listed(old), _listed(new)
    turned = (
        Turned(pair, old.status(*pair), new.status(*pair)) for pair in sorted({*before, *after})
    )
    pools = set(old.pool or ()), set(new.pool or ())
    return VersionChanges(
        tuple((pair, after[pair]) for pair in sorted(after.keys() - before.keys())),
        tuple((pair, before[pair]) for pair in sorted(before.keys() - after.keys())),
        tuple(
            (pair, before[pair], after[pair])
            for pair in sorted(before.keys() & after.keys())
            if before[pair] != after[pair]
        ),
        tuple(each for each in turned if each.old != each.new),
        tuple(sorted(new.queries.keys() - old.queries.keys())),
        tuple(sorted(old.queries.keys() - new.queries.keys())),
        tuple(sorted(pools[1] - pools[0])),
        tuple(sorted(pools[0] - pools[1])),
    )


def _listed(ground_truth: GroundTruth) -> dict[Pair, int]:
    return {(q, i): g for q, entries in ground_truth.queries.items() for i, g in entries.items()}


@dataclass(frozen=True)
class Moved:
    """How one variant's figures moved between two sets of grades. Queries sorted.

    Attributes:
        measure: a Success@k.
        hits, n, verdict: each before and after.
        to_hit, to_miss: queries that count in both and flipped.
        came, went: queries that count only after, only before.
    """

    variant: str
    measure: str
    hits: tuple[int, int]
    n: tuple[int, int]
    verdict: tuple[Verdict, Verdict]
    to_hit: tuple[str, ...]
    to_miss: tuple[str, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]

    @property
    def verdict_moved(self) -> bool:
        """Whether point rule or evidence say something else."""
        old, new = self.verdict
        return (old.point, old.evidence) != (new.point, new.evidence)


def moved(before: Evaluation, after: Evaluation, measure: str) -> Moved:
    """Compare two evaluations of one variant, query by query.

    Args:
        before, after: by other grades, or at other revisions.
        measure: a Success@k.

    Raises:
        ValueError: of two variants, or a measure that isn't hit or miss.
    """
    if before.variant != after.variant:
        raise ValueError("only evaluations of the same variant can be compared so")
    if MEASURES[measure].interval != "wilson95":
        raise ValueError(f"{measure} is not hit or miss")
    old, new = (
        {q.query: q.values[measure] == 1.0 for q in e.queries if q.status != "left_out"}
        for e in (before, after)
    )
    both = sorted(old.keys() & new.keys())
    return Moved(
        before.variant,
        measure,
        (sum(old.values()), sum(new.values())),
        (len(old), len(new)),
        (before.verdict, after.verdict),
        tuple(query for query in both if new[query] and not old[query]),
        tuple(query for query in both if old[query] and not new[query]),
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
    )


def version_moves(
    workspace: Workspace,
    old: GroundTruth,
    new: GroundTruth,
    variants: Iterable[str],
    pool_kind: PoolKind,
) -> tuple[Moved, ...]:
    """Evaluate variants by two versions and say what moved, at the workspace's target.

    Args:
        workspace: where items and variants live; the versions needn't be imported, but every id
            has to be an item's. A planned study counts for the version that has its name.
        old, new: the versions.
        variants: names.
        pool_kind: each version's own declared pool, or the corpus.

    Raises:
        UnknownVariantError: no such name.
        PoolError: ``judged`` for a version that declares no pool.
        ValueError: a target that isn't a Success@k.
    """
    return tuple(
        moved(
            _evaluated(workspace, name, old, pool_kind),
            _evaluated(workspace, name, new, pool_kind),
            workspace.target.measure,
        )
        for name in variants
    )


def _evaluated(
    workspace: Workspace, variant: str, ground_truth: GroundTruth, pool_kind: PoolKind
) -> Evaluation:
    workspace.variant_info(variant)
    judged = pool_kind == "judged"
    pool = judged_pool(workspace, ground_truth) if judged else make_pool(workspace)
    view = make_view("imported", ground_truth)
    rankings = rank_view(workspace, variant, view, pool, {})
    return score_view(workspace, variant, ground_truth.name, view, pool, rankings)
