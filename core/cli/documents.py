"""The JSON documents of the command line (docs/cli.md holds their schemas)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import __version__
from core.evaluate import settings_hash, verdict_document
from core.generations import SCHEMA_VERSION
from core.noninferiority import not_worse
from core.picture_check import picture_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.compare import Contrast
    from core.evaluate import Evaluation, MeasureResult
    from core.picture_check import PictureCounts
    from core.search import Pool
    from core.types import Neighbour
    from core.views import ViewName
    from core.workspace import Workspace

_FAULTY = ("missing", "unreadable", "oversized")
_NAMED = 20


def info(workspace: Workspace) -> dict[str, object]:
    """What a workspace holds."""
    items = workspace.items
    counts = picture_counts(workspace)
    empty = items.empty_texts()
    return {
        "schema_version": SCHEMA_VERSION,
        "version": __version__,
        "uuid": workspace.uuid,
        "name": workspace.name,
        "generation": workspace.generation,
        "items": len(items),
        "items_hash": items.hash,
        "empty_texts": {"count": len(empty), "ids": empty[:_NAMED]},
        "images": {
            "total": counts.total,
            **_by_status(counts),
            "faulty": [
                {"id": item, "path": path, "status": status}
                for status in _FAULTY
                for item, path in _faulty(workspace, counts, status)
            ],
        },
        "variants": {name: _variant(workspace, name) for name in workspace.variant_names},
        "gts": {name: _gt(workspace, name) for name in workspace.gt_names},
        "judgment_revision": workspace.judgment_revision,
        "target": _target(workspace),
    }


def _faulty(workspace: Workspace, counts: PictureCounts, status: str) -> list[tuple[str, str]]:
    since = [(item, path) for item, path, found in counts.faulty if found == status]
    return sorted([*workspace.items.faulty_images(status, _NAMED), *since])[:_NAMED]


def check(opened: int, counts: PictureCounts) -> dict[str, object]:
    """What is known of the pictures."""
    return {"opened": opened, "total": counts.total, **_by_status(counts)}


def _by_status(counts: PictureCounts) -> dict[str, object]:
    return {str(status): count for status, count in counts.by_status.items()}


def _variant(workspace: Workspace, name: str) -> dict[str, object]:
    found = workspace.variant_info(name)
    return {
        "rows": found.rows,
        "dim": found.dim,
        "covered": found.covered,
        "uncovered": found.uncovered,
        "unknown_rows": found.unknown_rows,
        "normalised": found.normalised,
        "index_kind": found.index,
        "index_reason": found.index_reason,
        "bytes": found.bytes,
        "memory_bytes": found.memory,
        "manifest": dict(found.manifest),
        "source_file": found.source_file,
        "source_sha256": found.source_sha256,
        "hash": found.hash,
    }


def _gt(workspace: Workspace, name: str) -> dict[str, object]:
    found = workspace.gt(name)
    return {
        "queries": len(found.queries),
        "pool_size": None if found.pool is None else len(found.pool),
        "unlisted": found.unlisted,
        "threshold": found.threshold,
        "source": found.source,
        "hash": found.hash,
    }


def _target(workspace: Workspace) -> dict[str, object]:
    return {"measure": workspace.target.measure, "value": workspace.target.value}


def neighbours(query: str, variant: str, found: Sequence[Neighbour]) -> dict[str, object]:
    """Neighbours of one query."""
    return {
        "query": query,
        "variant": variant,
        "neighbours": [{"rank": n.rank, "id": n.id, "score": six(n.score)} for n in found],
    }


def evaluations(
    workspace: Workspace, results: Sequence[Evaluation], revision: int | None, *, per_query: bool
) -> dict[str, object]:
    """Figures of all variants and ground truths asked for, at a judgment revision."""
    return {
        "version": __version__,
        "judgment_revision": revision,
        "judgment_head": workspace.judgment_head(revision),
        "target": _target(workspace),
        "results": [_evaluation(workspace, result, per_query) for result in results],
    }


def _evaluation(workspace: Workspace, result: Evaluation, per_query: bool) -> dict[str, object]:
    document: dict[str, object] = {
        "variant": result.variant,
        "gt": result.gt,
        "view": result.view,
        "pool": result.pool.kind,
        "pool_size": result.pool.size,
        "where": [list(pair) for pair in result.pool.where],
        "n": result.n,
        "counted_as_zero": list(result.counted_as_zero),
        "left_out": list(result.left_out),
        "measures": {key: _measure(value) for key, value in result.measures.items()},
        "verdict": verdict_document(result.verdict),
        "hashes": {
            "items": workspace.items.hash,
            "variant": workspace.variant_info(result.variant).hash,
            "gt": workspace.gt(result.gt).hash,
            "view": result.view_hash,
            "settings": settings_hash(result, workspace.target),
        },
    }
    if per_query:
        document["per_query"] = [
            {"query": q.query, "first_relevant_rank": q.first_relevant_rank, "status": q.status}
            for q in result.queries
        ]
    return document


def comparisons(
    workspace: Workspace,
    view: ViewName,
    pools: Mapping[str, Pool],
    contrasts: Sequence[Contrast],
    revision: int | None,
) -> dict[str, object]:
    """Variants in pairs, per ground truth, at a judgment revision."""
    return {
        "version": __version__,
        "judgment_revision": revision,
        "judgment_head": workspace.judgment_head(revision),
        "view": view,
        "margin": six(workspace.margin),
        "results": [
            _comparison(pools[each.ranks.gt], each, workspace.margin) for each in contrasts
        ],
    }


def _comparison(pool: Pool, contrast: Contrast, margin: float) -> dict[str, object]:
    hits, ranks = contrast.hits.pair, contrast.ranks
    return {
        "gt": hits.gt,
        "a": hits.a,
        "b": hits.b,
        "pool": pool.kind,
        "pool_size": pool.size,
        "measure": hits.measure,
        "n": hits.n,
        "both": len(hits.both),
        "only_a": len(hits.only_a),
        "only_b": len(hits.only_b),
        "neither": len(hits.neither),
        "difference": six(hits.difference),
        "interval": _ends(contrast.hits_interval),
        "mcnemar_p": six(hits.p),
        "holm": six(contrast.hits.holm_p),
        "outcome": contrast.hits.outcome,
        "a_not_worse": not_worse(hits, margin),
        "b_not_worse": not_worse(hits.turned(), margin),
        "rr_difference": six(ranks.difference),
        "rr_interval": _ends(contrast.ranks_interval),
        "rr_p": six(ranks.p),
        "flipped": sorted([*hits.only_a, *hits.only_b]),
    }


def _ends(interval: tuple[float, float] | None) -> list[float] | None:
    return None if interval is None else [six(end) for end in interval]


def _measure(result: MeasureResult) -> dict[str, object]:
    document: dict[str, object] = {
        "mean": None if result.mean is None else six(result.mean),
        "interval": _ends(result.interval),
        "interval_kind": result.interval_kind,
    }
    if result.upper is not None:
        document["upper"] = six(result.upper)
    return document


def six(value: float) -> float:
    """Six decimals, as every figure of the command line."""
    return round(value, 6)
