"""Frozen values that all parts of the product share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

ImageStatus = Literal["ok", "missing", "unreadable", "oversized", "unchecked"]
"""``unchecked``: the file was there at the import, nobody has opened it; size and hash are unknown.
"""
TextFormat = Literal["plain", "html"]
PoolKind = Literal["corpus", "judged"]
Unlisted = Literal["not_relevant", "unknown"]
Relevance = Literal["relevant", "not_relevant", "unknown"]

Where = tuple[tuple[str, str], ...]
"""Filters as (field, value) pairs: a repeated field means OR, different fields mean AND."""
Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class ImageRef:
    """One picture of an item.

    ``n`` counts from 0 within the item; ``path`` is relative to the workspace's picture folder.
    """

    n: int
    path: str
    status: ImageStatus
    width: int | None = None
    height: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question (문항).

    Two items with the same ``content_key`` are exact duplicates: the same normalised text
    (choices included) and the same picture bytes.
    """

    id: str
    text: str
    text_format: TextFormat = "plain"
    choices: tuple[str, ...] = ()
    answer: str | None = None
    solution: str | None = None
    passage_id: str | None = None
    passage: str | None = None
    subject: str | None = None
    level: str | None = None
    standard: str | None = None
    difficulty: str | None = None
    source: str | None = None
    year: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict)
    images: tuple[ImageRef, ...] = ()
    content_key: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An item ranked for a query. ``rank`` counts from 1.

    ``score`` is the inner product of the two stored vectors, accumulated in float64 and rounded
    to six decimals; higher is nearer. Scores of two variants can't be compared.
    """

    rank: int
    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Target:
    """The contract: ``measure`` (e.g. ``success@5``) has to reach ``value`` (a share of 1)."""

    measure: str = "success@5"
    value: float = 0.8


@dataclass(frozen=True, slots=True)
class Study:
    """A study of one ground truth as it was planned, in a person's own words.

    Attributes:
        queries: how many have to be decided before the evidence counts.
        sampling: how they are drawn.
        planned: the day that the plan is said to be of. Nothing proves it.
    """

    queries: int
    sampling: str
    planned: date
