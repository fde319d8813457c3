"""The report's content, without words: same inputs, same bytes (it holds no date)."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from core import __version__
from core.compare import compare_all
from core.evaluate import settings_hash, verdict_document
from core.measures import JUDGED_CUTOFF, MEASURES
from core.statistics import ALPHA
from core.text import nfc
from core.views import HUMAN_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.evaluate import Evaluation
    from core.ground_truth import GroundTruth
    from core.views import ViewName
    from core.workspace import Workspace

_UNSAFE = re.compile(r"[^\w.]+")
_NAME_CHARS = 40
"""Hangul takes three bytes, and a name of a file 255 at most."""


def build(
    workspace: Workspace,
    evaluations: Sequence[Evaluation],
    judgment_revision: int | None,
    recommendation: str = "",
) -> dict[str, Any]:
    """Collect everything that the report says.

    Args:
        workspace: what was evaluated.
        evaluations: one per variant and ground truth; all of one view.
        judgment_revision: revision of the judgments that the view was made from; None where they
            can't be read and the view doesn't count them.
        recommendation: a person's words, kept with the workspace.
    """
    by_gt: dict[str, list[Evaluation]] = {}
    for evaluation in evaluations:
        by_gt.setdefault(evaluation.gt, []).append(evaluation)
    comparisons = _comparisons(workspace, by_gt)
    return {
        "kind": "yusa-report",
        "version": __version__,
        "overview": {
            "workspace": workspace.name,
            "demo": workspace.is_demo,
            "items": len(workspace.items),
            "items_hash": workspace.items.hash,
            "variants": [
                _variant(workspace, name)
                for name in dict.fromkeys(evaluation.variant for evaluation in evaluations)
            ],
        },
        "conditions": {
            "target": {
                "measure": workspace.target.measure,
                "value": workspace.target.value,
            },
            "alpha": ALPHA,
            "view": evaluations[0].view if evaluations else None,
            "symmetric": workspace.symmetric,
            "judgment_revision": judgment_revision,
            "judgment_head": workspace.judgment_head(judgment_revision),
            "gts": [_gt(workspace, found[0]) for found in by_gt.values()],
        },
        "results": [_result(workspace, evaluation) for evaluation in evaluations],
        "comparisons": comparisons,
        "findings": _findings(workspace, by_gt, comparisons),
        "verdict": _verdict(by_gt),
        "recommendation": recommendation.strip(),
    }


def to_json(document: dict[str, Any]) -> str:
    """The document as JSON text, floats with six decimals."""
    return json.dumps(_rounded(document), ensure_ascii=False, indent=2) + "\n"


def file_name(document: dict[str, Any]) -> str:
    """A name, without an ending, that tells reports of other workspaces, views and pools apart."""
    conditions = document["conditions"]
    pools = {gt["pool"] for gt in conditions["gts"]}
    revision = conditions["judgment_revision"]
    parts = [
        "report",
        _UNSAFE.sub("_", nfc(document["overview"]["workspace"]))[:_NAME_CHARS].strip("_"),
        conditions["view"],
        "judged" if "judged" in pools else "corpus",
        None if revision is None else f"r{revision}",
    ]
    return "-".join(part for part in parts if part)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return value


def _variant(workspace: Workspace, name: str) -> dict[str, Any]:
    info = workspace.variant_info(name)
    manifest = {
        key: info.manifest.get(key) for key in ("model", "revision", "mode", "pooling", "note")
    }
    return {
        "name": name,
        **manifest,
        "dim": info.dim,
        "rows": info.rows,
        "uncovered": info.uncovered,
        "source_file": info.source_file,
        "source_sha256": info.source_sha256,
        "hash": info.hash,
    }


def _gt(workspace: Workspace, evaluation: Evaluation) -> dict[str, Any]:
    gt = workspace.gt(evaluation.gt)
    return {
        "name": gt.name,
        "queries": len(gt.queries),
        "n": evaluation.n,
        "left_out": list(evaluation.left_out),
        "pool": evaluation.pool.kind,
        "candidates": evaluation.pool.size,
        "where": [list(pair) for pair in evaluation.pool.where],
        "layers": _layers(evaluation.view, gt),
        "unlisted": _unlisted(evaluation, gt),
        "source": gt.source,
        "hash": gt.hash,
        "view_hash": evaluation.view_hash,
        "settings_hash": settings_hash(evaluation, workspace.target),
    }


def _layers(view: ViewName, gt: GroundTruth) -> list[dict[str, Any]]:
    """Whose grades count, the first that knows first, and from which grade on as relevant."""
    people = {"layer": "people", "threshold": HUMAN_THRESHOLD}
    file = {"layer": "file", "threshold": gt.threshold}
    return {"imported": [file], "human": [people], "human-over-imported": [people, file]}[view]


def _unlisted(evaluation: Evaluation, gt: GroundTruth) -> str:
    """What a pair means that nobody graded.

    Only a ground truth file makes an assumption about such pairs, and only about its own pool.
    """
    if evaluation.view == "human" or gt.unlisted == "unknown":
        return "unknown"
    return "not_relevant" if evaluation.pool.kind == "judged" else "not_relevant_in_pool"


def _result(workspace: Workspace, evaluation: Evaluation) -> dict[str, Any]:
    measures = {}
    for key in MEASURES:
        found = evaluation.measures[key]
        measures[key] = {
            "mean": found.mean,
            "interval": found.interval,
            "interval_kind": found.interval_kind,
            **({} if found.upper is None else {"upper": found.upper}),
        }
    return {
        "variant": evaluation.variant,
        "gt": evaluation.gt,
        "n": evaluation.n,
        "hits": _hits(evaluation, workspace.target.measure),
        "counted_as_zero": list(evaluation.counted_as_zero),
        "measures": measures,
        "verdict": verdict_document(evaluation.verdict),
    }


def _hits(evaluation: Evaluation, measure: str) -> int:
    return sum(q.values.get(measure) == 1.0 for q in evaluation.queries)


def _comparisons(workspace: Workspace, by_gt: dict[str, list[Evaluation]]) -> list[dict[str, Any]]:
    """All pairs of variants on every ground truth, Holm-corrected over all that are listed."""
    return [
        {
            "gt": found.pair.gt,
            "a": found.pair.a,
            "b": found.pair.b,
            "n": found.pair.n,
            "both": len(found.pair.both),
            "only_a": list(found.pair.only_a),
            "only_b": list(found.pair.only_b),
            "neither": len(found.pair.neither),
            "holes": found.pair.has_holes,
            "mcnemar_p": found.pair.p,
            "holm_p": found.holm_p,
            "worst_holm_p": found.worst_holm_p,
            "outcome": found.outcome,
        }
        for found in compare_all(by_gt.values(), workspace.target.measure)
    ]


def _findings(
    workspace: Workspace,
    by_gt: dict[str, list[Evaluation]],
    comparisons: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    measure = workspace.target.measure
    findings: list[dict[str, Any]] = []
    hits: dict[tuple[str, str], int] = {}
    for gt, evaluations in by_gt.items():
        counted = [e for e in evaluations if e.n]
        if not counted:
            findings.append({"code": "no_queries", "gt": gt})
            continue
        for evaluation in counted:
            hits[gt, evaluation.variant] = _hits(evaluation, measure)
        most = max(hits[gt, e.variant] for e in counted)
        best = [e.variant for e in counted if hits[gt, e.variant] == most]
        findings.append(
            {"code": "best", "gt": gt, "variants": best, "hits": most, "n": counted[0].n}
        )
        apart = [
            row
            for row in comparisons
            if row["gt"] == gt and (row["a"] in best) != (row["b"] in best)
        ]
        for row in apart:
            first = row["a"] in best
            findings.append(
                {
                    "code": row["outcome"],
                    "gt": gt,
                    "better": row["a"] if first else row["b"],
                    "worse": row["b"] if first else row["a"],
                    "only_better": len(row["only_a"] if first else row["only_b"]),
                    "only_worse": len(row["only_b"] if first else row["only_a"]),
                    "p": row["holm_p"],
                    "holes": row["holes"],
                }
            )
        for evaluation in counted:
            found = evaluation.measures[measure]
            if found.upper is not None and found.upper > (found.mean or 0.0):
                findings.append(
                    {
                        "code": "holes",
                        "gt": gt,
                        "variant": evaluation.variant,
                        "lower": found.mean,
                        "upper": found.upper,
                        "judged": evaluation.measures[f"judged@{JUDGED_CUTOFF}"].mean,
                        "queries": sum(q.holes.get(measure, False) for q in evaluation.queries),
                        "n": evaluation.n,
                    }
                )
            if evaluation.counted_as_zero:
                findings.append(
                    {
                        "code": "counted_as_zero",
                        "gt": gt,
                        "variant": evaluation.variant,
                        "queries": len(evaluation.counted_as_zero),
                    }
                )
    findings += _changes_of_place(hits, list(by_gt))
    return findings


def _changes_of_place(hits: dict[tuple[str, str], int], gts: list[str]) -> list[dict[str, Any]]:
    found = []
    for one, other in combinations(gts, 2):
        variants = [v for g, v in hits if g == one and (other, v) in hits]
        for a, b in combinations(variants, 2):
            first, second = hits[one, a] - hits[one, b], hits[other, a] - hits[other, b]
            if first * second < 0:
                winner, loser = (a, b) if first > 0 else (b, a)
                found.append(
                    {
                        "code": "changes_place",
                        "a": winner,
                        "b": loser,
                        "gt_a": one,
                        "gt_b": other,
                    }
                )
    return found


def _verdict(by_gt: dict[str, list[Evaluation]]) -> list[dict[str, Any]]:
    """Per variant over all ground truths: the weakest of each decides.

    A miss of the target stays one, even if another ground truth has no query to judge by. Evidence
    is *interim* while any study is, unless a finished one has refuted the target.
    """
    evaluations = [e for found in by_gt.values() for e in found]
    rows = []
    for variant in dict.fromkeys(e.variant for e in evaluations):
        own = [e.verdict for e in evaluations if e.variant == variant]
        points = [v.point for v in own]
        evidence = [v.evidence for v in own]
        rows.append(
            {
                "variant": variant,
                "point": "fail" if "fail" in points else None if None in points else "pass",
                "evidence": "refuted"
                if "refuted" in evidence
                else "interim"
                if "interim" in evidence
                else "shown"
                if all(e == "shown" for e in evidence)
                else "undecided",
            }
        )
    return rows
