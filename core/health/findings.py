"""What is missing or odd, by the facts of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.health.report import (
    REASONS,
    Finding,
    GroundTruthHealth,
    Groups,
    HealthReport,
    Ids,
    ItemHealth,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


def findings(report: HealthReport) -> tuple[Finding, ...]:
    """What is missing or odd by the facts of a report, what to mend first."""
    found = [
        *_item_findings(report.items),
        *_variant_findings(report),
        *(finding for gt in report.gts for finding in _gt_findings(gt)),
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity != "mend"))  # stable


def _listed(kind: Kind, ids: Ids, of: int, subject: str = "", *detail: str) -> list[Finding]:
    return [Finding(kind, subject, ids.count, of, ids.ids, (), detail)] if ids.count else []


def _grouped(kind: Kind, groups: Groups, subject: str = "") -> list[Finding]:
    if not groups.groups:
        return []
    return [Finding(kind, subject, groups.groups, groups.items, (), groups.members)]


def _item_findings(items: ItemHealth) -> Iterable[Finding]:
    nobody = Ids()
    yield from _listed("picture_missing", items.faulty.get("missing", nobody), items.count)
    yield from _listed("picture_unreadable", items.faulty.get("unreadable", nobody), items.count)
    yield from _listed("picture_oversized", items.faulty.get("oversized", nobody), items.count)
    yield from _listed("picture_unchecked", items.faulty.get("unchecked", nobody), items.count)
    yield from _listed("empty_item", items.empty, items.count)
    yield from _listed("empty_text", items.empty_texts, items.count)
    yield from _grouped("same_content", items.same_content)
    if items.same_text != items.same_content:
        yield from _grouped("same_text", items.same_text)
    yield from _grouped("same_picture", items.same_picture)


def _variant_findings(report: HealthReport) -> Iterable[Finding]:
    total = report.items.count
    if len(report.variants) > 1:
        yield from _listed("no_vector_anywhere", report.in_no_variant, total)
    for names in report.same_variants:
        yield Finding("same_variant", count=len(names), detail=names)
    absent = [v.info.name for v in report.variants if not v.info.manifest]
    if absent:
        yield Finding(
            "manifest_absent", count=len(absent), of=len(report.variants), detail=tuple(absent)
        )
    for each in report.variants:
        info, name = each.info, each.info.name
        if each.missing_fields and info.manifest:
            fields = each.missing_fields
            yield Finding("manifest_incomplete", name, len(fields), detail=fields)
        for contradiction in each.contradictions:
            yield Finding("manifest_contradiction", name, 1, detail=contradiction)
        if info.unknown_rows:
            yield Finding("unknown_rows", name, info.unknown_rows, info.rows + info.unknown_rows)
        yield from _listed("norms_off", each.off, info.rows, name)
        if 0 < info.normalised < info.rows:
            yield Finding("norms_mixed", name, info.normalised, info.rows)
        yield from _listed("no_vector", each.without_vector, total, name)
        yield from _listed("picture_vector", each.without_picture, info.rows, name)
        yield from _grouped("same_vector", each.identical, name)
    if report.variants and report.in_every_variant + report.in_no_variant.count < total:
        yield Finding("coverage", count=report.in_every_variant, of=total)
    if report.differing:
        yield Finding("manifests_differ", count=len(report.differing), detail=report.differing)


def _gt_findings(gt: GroundTruthHealth) -> Iterable[Finding]:
    if not gt.counted:
        yield Finding("gt_no_queries", gt.name, 0, gt.asked)
    for variant, ids in gt.without_vector.items():
        yield from _listed("gt_no_vector", ids, gt.counted, gt.name, variant)
    for reason in REASONS[1:]:
        yield from _listed("gt_left_out", gt.out[reason], gt.asked, gt.name, reason)
    yield from _listed("gt_no_entry", gt.out["no_entry"], gt.candidates, gt.name)
