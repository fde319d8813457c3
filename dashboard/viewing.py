"""What a page shows: a link's choices among what the workspace offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.types import PoolKind, Where
    from dashboard.browse_link import BrowseLink


@dataclass(frozen=True, slots=True)
class Offer:
    """What the workspace offers to choose from."""

    variants: tuple[str, ...]
    gts: tuple[str, ...]
    gts_with_pool: frozenset[str]
    fields: frozenset[str]
    default_variant: str | None
    default_gt: str | None


@dataclass(frozen=True, slots=True)
class View:
    """A link with its defaults filled in: every name in it exists in the workspace."""

    query: str | None
    variant: str | None
    gt: str | None
    pool: PoolKind
    k: int
    where: Where


def resolve(link: BrowseLink, offer: Offer) -> View:
    """Fill in the defaults: a name that the workspace doesn't have falls back to one it has.

    Filters on unknown fields are dropped before, by :func:`dashboard.browsing.forget_unknown`.
    """
    variant = link.variant if link.variant in offer.variants else offer.default_variant
    wanted = link.gt or link.queries_of
    gt = wanted if wanted in offer.gts else offer.default_gt
    judged = link.pool == "judged" and gt in offer.gts_with_pool
    return View(
        query=link.query,
        variant=variant,
        gt=gt,
        pool="judged" if judged else "corpus",
        k=link.k,
        where=link.where,
    )


def with_query(view: View, item_id: str) -> View:
    """Return the view of another query."""
    return replace(view, query=item_id)


def toggle_filter(where: Where, field: str, values: Sequence[str]) -> Where:
    """Return the filters with one field's values replaced."""
    kept = [pair for pair in where if pair[0] != field]
    return tuple(sorted(kept + [(field, value) for value in values]))
