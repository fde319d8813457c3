"""The values of a health report: facts, and the findings that follow from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.types import PoolKind
    from core.vectors import VariantInfo

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
        missing_fields: of :data:`~core.health.manifests.MANIFEST_FIELDS`; all of them where
            there is no manifest.
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
        differing: of :data:`~core.health.manifests.COMPARED_FIELDS`, those in which manifests
            differ.
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
