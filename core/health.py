"""What was imported, and what is missing or odd in it.

One frozen report of a workspace: facts about items, variants and ground truths, and the findings
that follow from them. Lists of ids are whole; the ids themselves are the item table's own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from core.evaluate import default_pool_kind
from core.items import HAS_IMAGE
from core.picture_check import known_checks
from core.search import make_pool
from core.vectors import NORM_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.ground_truth import GroundTruth
    from core.items import ItemStore
    from core.picture_check import Check
    from core.types import PoolKind
    from core.vectors import Variant, VariantInfo
    from core.workspace import Workspace

MANIFEST_FIELDS = ("model", "revision", "mode", "pooling", "dim", "rows", "normalised")
"""What a manifest has to say, so that somebody else can make the same vectors."""
COMPARED_FIELDS = ("model", "mode", "pooling", "dim")
"""Where variants differ in these, a comparison of them compares all of it at once."""
_BLOCK_ROWS = 256
_HEAD_DIMS = 16
_NORM_SLACK = 1e-6
"""More than what the cast to float32 adds to a norm at the edge of the tolerance."""

Reason = Literal["no_entry", "only_itself", "none_relevant", "outside_pool"]
REASONS: tuple[Reason, ...] = ("no_entry", "only_itself", "none_relevant", "outside_pool")
Severity = Literal["mend", "know"]
Kind = Literal[
    "picture_missing",
    "picture_unreadable",
    "picture_oversized",
    "empty_item",
    "no_vector_anywhere",
    "no_vector",
    "gt_no_vector",
    "gt_no_queries",
    "manifest_contradiction",
    "manifest_absent",
    "manifest_incomplete",
    "norms_off",
    "norms_mixed",
    "same_variant",
    "unknown_rows",
    "same_content",
    "same_text",
    "same_picture",
    "same_vector",
    "empty_text",
    "picture_unchecked",
    "picture_vector",
    "coverage",
    "manifests_differ",
    "gt_left_out",
    "gt_no_entry",
]
_TO_MEND: frozenset[Kind] = frozenset(
    (
        "picture_missing",
        "picture_unreadable",
        "picture_oversized",
        "empty_item",
        "no_vector_anywhere",
        "gt_no_vector",
        "gt_no_queries",
        "manifest_contradiction",
        "manifest_absent",
        "manifest_incomplete",
        "norms_off",
        "norms_mixed",
        "same_variant",
        "unknown_rows",
    )
)


@dataclass(frozen=True, slots=True)
class Ids:
    """How many items, and their ids."""

    count: int = 0
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """Items that are the same in some respect.

    Attributes:
        groups: number of groups, each of at least two items.
        items: number of items in them.
        members: the ids of each group, in the order of the groups' first ids.
    """

    groups: int = 0
    items: int = 0
    members: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemHealth:
    """The item table.

    Attributes:
        pictures: number of pictures by status.
        faulty: per status that isn't ok, the items that have such a picture.
        empty_texts: items without text that have a picture; ``empty``: with neither.
        same_text: the same folded text, choices and passage, whatever the pictures.
        same_content: the same ``content_key``; ``same_picture``: a picture of the same bytes.
    """

    count: int
    hash: str
    without_picture: Ids
    pictures: Mapping[str, int]
    faulty: Mapping[str, Ids]
    empty_texts: Ids
    empty: Ids
    same_text: Groups
    same_content: Groups
    same_picture: Groups


@dataclass(frozen=True, slots=True)
class VariantHealth:
    """One variant.

    Attributes:
        norms: least, median and largest norm of the stored rows; ``off``: rows whose norm is
            further from 1 than the storage rule allows.
        identical: items whose stored rows are equal, value by value.
        missing_fields: of :data:`MANIFEST_FIELDS`; all of them where there is no manifest.
        contradictions: (field, what the manifest says, what was found).
        without_picture: items with a vector but no picture, where the manifest's mode is image.
    """

    info: VariantInfo
    without_vector: Ids
    norms: tuple[float, float, float]
    off: Ids
    identical: Groups
    missing_fields: tuple[str, ...]
    contradictions: tuple[tuple[str, str, str], ...]
    without_picture: Ids


@dataclass(frozen=True, slots=True)
class GroundTruthHealth:
    """From the candidates to the queries that count, in the ground truth's default pool.

    Attributes:
        candidates: size of the pool.
        asked: queries that the file names; ``asked_inside``: those that are candidates.
        with_relevant: queries with something relevant beside themselves.
        counted: queries with something relevant in the pool; the n of an evaluation.
        out: per reason, the candidates and queries that are no query that counts. A pool of all
            items has no ``no_entry``: nobody meant to ask them all.
        without_vector: per variant, counted queries that it has no vector for; they count as zero.
    """

    name: str
    hash: str
    source: str | None
    threshold: int
    pool: PoolKind
    candidates: int
    asked: int
    asked_inside: int
    with_relevant: int
    counted: int
    out: Mapping[Reason, Ids]
    without_vector: Mapping[str, Ids]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something missing or odd.

    Attributes:
        kind: what; ``severity``: whether to mend it or merely to know it.
        subject: the variant or ground truth concerned; empty for the items and for all variants.
        count: how many items, groups or fields; ``of`` how many, 0 where that says nothing.
        ids: the items concerned; ``groups``: the groups of items, where these count.
        detail: names of fields, variants or a reason: facts, not words for people.
    """

    kind: Kind
    subject: str = ""
    count: int = 0
    of: int = 0
    ids: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    detail: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """Whether to mend it or merely to know it."""
        return "mend" if self.kind in _TO_MEND else "know"


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Everything that is known of a workspace's data.

    Attributes:
        in_every_variant: items with a vector in all variants.
        in_no_variant: items without one in any; empty where there are no variants.
        differing: of :data:`COMPARED_FIELDS`, those in which manifests differ.
        same_variants: groups of names under which the same ids and values are stored.
        findings: those to mend first.
    """

    items: ItemHealth
    variants: tuple[VariantHealth, ...]
    gts: tuple[GroundTruthHealth, ...]
    in_every_variant: int
    in_no_variant: Ids
    differing: tuple[str, ...]
    same_variants: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...] = field(default=())


def examine(workspace: Workspace) -> HealthReport:
    """Look through a workspace's items, variants and ground truths.

    Every stored vector is read once, block by block.
    """
    store = workspace.items
    pictured = np.zeros(len(store), dtype=bool)
    if len(store):
        pictured = ~store.matching(((HAS_IMAGE, "false"),))
    covered = {name: workspace.variant(name).row_of >= 0 for name in workspace.variant_names}
    masks = list(covered.values())
    infos = [workspace.variant_info(name) for name in workspace.variant_names]
    report = HealthReport(
        items=_items(store, pictured, known_checks(workspace)),
        variants=tuple(
            _variant(store, workspace.variant(name), pictured) for name in workspace.variant_names
        ),
        gts=tuple(_ground_truth(workspace, name, covered) for name in workspace.gt_names),
        in_every_variant=int(np.logical_and.reduce(masks).sum()) if masks else 0,
        in_no_variant=_ids(store, np.flatnonzero(~np.logical_or.reduce(masks))) if masks else Ids(),
        differing=_differing(infos),
        same_variants=_same_variants(infos),
    )
    return replace(report, findings=findings(report))


# --- items ----------------------------------------------------------------------------------------


def _items(store: ItemStore, pictured: np.ndarray, checks: Mapping[str, Check]) -> ItemHealth:
    empty = np.zeros(len(store), dtype=bool)
    empty[[store.positions[key] for key in store.empty_texts()]] = True
    pictures = store.image_counts()
    faulty = {status: set(store.with_image_status(status)) for status in pictures}
    hashes = store.picture_hashes()
    if checks:
        # What was found out since the import, where the files are still the same.
        faulty["unchecked"] = set()
        for position, path in store.unchecked_pictures():
            check = checks.get(path)
            if check is None:
                faulty["unchecked"].add(position)
                continue
            pictures["unchecked"] -= 1
            pictures[check.status] += 1
            faulty[check.status].add(position)
            if check.status == "ok" and check.sha256:
                hashes.append((position, check.sha256))
    return ItemHealth(
        count=len(store),
        hash=store.hash,
        without_picture=_ids(store, np.flatnonzero(~pictured)),
        pictures=pictures,
        faulty={
            status: _ids(store, sorted(faulty[status]))
            for status, count in pictures.items()
            if status != "ok" and count
        },
        empty_texts=_ids(store, np.flatnonzero(empty & pictured)),
        empty=_ids(store, np.flatnonzero(empty & ~pictured)),
        same_text=_groups(store, store.same_text()),
        same_content=_groups(
            store, [g for g in store.same_content() if pictured[g[0]] or not empty[g[0]]]
        ),
        same_picture=_groups(store, _sharing(hashes)),
    )


def _sharing(hashes: Iterable[tuple[int, str]]) -> list[list[int]]:
    """Groups of items that have a picture of the same bytes."""
    groups: dict[str, dict[int, None]] = {}
    for position, digest in hashes:
        groups.setdefault(digest, {})[position] = None
    return [sorted(group) for group in groups.values() if len(group) > 1]


def _ids(store: ItemStore, positions: Sequence[int] | np.ndarray) -> Ids:
    return Ids(len(positions), tuple(store.ids[int(p)] for p in positions))


def _groups(store: ItemStore, groups: Iterable[Sequence[int]]) -> Groups:
    ordered = sorted(groups, key=lambda group: group[0])
    return Groups(
        len(ordered),
        sum(len(group) for group in ordered),
        tuple(tuple(store.ids[int(p)] for p in group) for group in ordered),
    )


# --- variants -------------------------------------------------------------------------------------


def _variant(store: ItemStore, variant: Variant, pictured: np.ndarray) -> VariantHealth:
    info = variant.info
    norms, groups = _rows(variant.matrix)
    off = np.flatnonzero(np.abs(norms - 1) > NORM_TOLERANCE + _NORM_SLACK)
    wordless = variant.positions[~pictured[variant.positions]]
    return VariantHealth(
        info=info,
        without_vector=_ids(store, np.flatnonzero(variant.row_of < 0)),
        norms=(float(norms.min()), float(np.median(norms)), float(norms.max())),
        off=_ids(store, variant.positions[off]),
        identical=_groups(store, [variant.positions[group].tolist() for group in groups]),
        missing_fields=tuple(f for f in MANIFEST_FIELDS if info.manifest.get(f) in (None, "")),
        contradictions=tuple(_contradictions(info)),
        without_picture=_ids(store, wordless) if info.manifest.get("mode") == "image" else Ids(),
    )


def _rows(matrix: np.ndarray) -> tuple[np.ndarray, list[list[int]]]:
    """(rows,) float64 norms, and the groups of rows that are equal."""
    norms = np.empty(len(matrix))
    for start in range(0, len(matrix), _BLOCK_ROWS):
        wide = matrix[start : start + _BLOCK_ROWS].astype(np.float64)
        norms[start : start + len(wide)] = np.sqrt(np.einsum("ij,ij->i", wide, wide))
    groups: dict[bytes, list[int]] = {}
    for row in np.flatnonzero(_same_beginning(matrix)).tolist():
        groups.setdefault(_bytes(matrix[row]), []).append(row)
    return norms, [group for group in groups.values() if len(group) > 1]


def _same_beginning(matrix: np.ndarray) -> np.ndarray:
    """(rows,) bool: whose first values another row has too. Few rows pass, and fast."""
    heads = np.ascontiguousarray(matrix[:, :_HEAD_DIMS]) + np.float32(0)
    keys = heads.view(np.dtype((np.void, heads.dtype.itemsize * heads.shape[1])))[:, 0]
    _, place, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shared: np.ndarray = counts[place] > 1
    return shared


def _bytes(row: np.ndarray) -> bytes:
    # Adding 0 makes -0.0, which equals 0.0, the same bytes.
    return hashlib.blake2b((row + np.float32(0)).tobytes(), digest_size=16).digest()


def _contradictions(info: VariantInfo) -> Iterable[tuple[str, str, str]]:
    """Claims of the manifest that the stored vectors don't bear out."""
    # The manifest counts the rows of the file; those of unknown items were not stored.
    for name, found in (("dim", info.dim), ("rows", info.rows + info.unknown_rows)):
        claimed = info.manifest.get(name)
        if claimed not in (None, "", found):
            yield name, str(claimed), str(found)
    if info.manifest.get("normalised") is True and info.normalised:
        yield "normalised", "true", "false"


def said(info: VariantInfo, name: str) -> object:
    """Return what a variant's manifest says; the dimension is what was found."""
    return info.dim if name == "dim" else info.manifest.get(name)


def _differing(infos: Sequence[VariantInfo]) -> tuple[str, ...]:
    return tuple(
        name
        for name in COMPARED_FIELDS
        if len({str(said(i, name)) for i in infos if said(i, name) not in (None, "")}) > 1
    )


def _same_variants(infos: Sequence[VariantInfo]) -> tuple[tuple[str, ...], ...]:
    names: dict[str, list[str]] = {}
    for info in infos:
        names.setdefault(info.hash, []).append(info.name)
    return tuple(tuple(group) for group in names.values() if len(group) > 1)


# --- ground truths --------------------------------------------------------------------------------


def _ground_truth(
    workspace: Workspace, name: str, covered: Mapping[str, np.ndarray]
) -> GroundTruthHealth:
    store, gt = workspace.items, workspace.gt(name)
    kind = default_pool_kind(gt)
    mask = make_pool(workspace, kind, name).mask
    inside = np.ones(len(store), dtype=bool) if mask is None else mask
    out: dict[Reason, list[int]] = {reason: [] for reason in REASONS}
    counted: list[int] = []
    for query in sorted(gt.queries):
        place = store.positions[query]
        relevant = gt.relevant(query)
        if any(inside[store.positions[key]] for key in relevant):
            counted.append(place)
        elif relevant:
            out["outside_pool"].append(place)
        else:
            out["only_itself" if _names_itself(gt, query) else "none_relevant"].append(place)
    asked = np.zeros(len(store), dtype=bool)
    asked[[store.positions[query] for query in gt.queries]] = True
    if kind == "judged":
        out["no_entry"] = np.flatnonzero(inside & ~asked).tolist()
    return GroundTruthHealth(
        name=name,
        hash=gt.hash,
        source=gt.source,
        threshold=gt.threshold,
        pool=kind,
        candidates=int(inside.sum()),
        asked=len(gt.queries),
        asked_inside=int((inside & asked).sum()),
        with_relevant=len(counted) + len(out["outside_pool"]),
        counted=len(counted),
        out={reason: _ids(store, places) for reason, places in out.items()},
        without_vector={
            variant: _ids(store, [place for place in counted if not has[place]])
            for variant, has in covered.items()
        },
    )


def _names_itself(gt: GroundTruth, query: str) -> bool:
    """Whether the only relevant item that the file names is the query itself."""
    return gt.entries(query).get(query, 0) >= gt.threshold


# --- findings -------------------------------------------------------------------------------------


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
