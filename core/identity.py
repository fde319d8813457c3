"""Whether two variants are what their manifests say: fields side by side, vectors row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.health.manifests import MANIFEST_FIELDS, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.search import Ranking
    from core.vectors import Variant, VariantInfo

CLAIMED_FIELDS = ("model", "revision", "mode")
"""Variants that say the same in all of these say that they are the same vectors."""
SAME_COSINE = 0.999
"""Rounding and kernels move a vector less than this; another loader moves it more."""
MOST_BELOW = 0.01
"""So many rows may lie below before two variants count as different."""
_BLOCK_ROWS = 1024


@dataclass(frozen=True)
class Line:
    """One fact of two variants side by side; None where a manifest doesn't say."""

    field: str
    a: str | None
    b: str | None

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return self.a is not None and self.b is not None and self.a != self.b


@dataclass(frozen=True)
class Agreement:
    """Row-wise cosines of two variants of one dimension.

    Attributes:
        rows: items with a vector in both.
        median, least: of the cosines.
        below: rows whose cosine is below :data:`SAME_COSINE`.
        lowest: the item with the least cosine.
    """

    rows: int
    median: float
    least: float
    below: int
    lowest: str

    @property
    def agrees(self) -> bool:
        """Whether the two can be the same vectors, rounding aside."""
        return self.below <= MOST_BELOW * self.rows


@dataclass(frozen=True)
class Overlap:
    """How many of the first k two variants share.

    Attributes:
        mean: shared / k, averaged over queries that both rank; None without such queries.
        queries: number of these queries.
        same: queries with the same k items, in whatever order.
    """

    mean: float | None
    queries: int
    same: int
    k: int


def side_by_side(a: VariantInfo, b: VariantInfo) -> list[Line]:
    """Return what is known of two variants: the usual fields, then whatever manifests hold."""
    others = sorted((a.manifest.keys() | b.manifest.keys()) - set(MANIFEST_FIELDS))
    facts = [Line(f, _words(said(a, f)), _words(said(b, f))) for f in (*MANIFEST_FIELDS, *others)]
    return [
        *facts,
        Line("file", _words(a.source_file), _words(b.source_file)),
        Line("file_hash", _words(a.source_sha256), _words(b.source_sha256)),
        Line("vectors_hash", a.hash, b.hash),
    ]


def claims_same(a: VariantInfo, b: VariantInfo) -> bool:
    """Whether two manifests say model, revision and mode, and say the same."""
    return all(
        _words(a.manifest.get(field)) is not None
        and _words(a.manifest.get(field)) == _words(b.manifest.get(field))
        for field in CLAIMED_FIELDS
    )


def agreement(a: Variant, b: Variant, ids: Sequence[str]) -> Agreement | None:
    """Compare two variants row by row, by item; None for other dimensions or no common item.

    Rows are read in blocks, cosines accumulated in float64.

    Args:
        a, b: the variants.
        ids: id of each item position.
    """
    if a.info.dim != b.info.dim:
        return None
    common = a.positions[b.row_of[a.positions] >= 0]
    if not len(common):
        return None
    cosines = np.empty(len(common))
    for start in range(0, len(common), _BLOCK_ROWS):
        places = common[start : start + _BLOCK_ROWS]
        left = a.matrix[a.row_of[places]].astype(np.float64)
        right = b.matrix[b.row_of[places]].astype(np.float64)
        squares = np.einsum("ij,ij->i", left, left) * np.einsum("ij,ij->i", right, right)
        cosines[start : start + len(places)] = np.einsum("ij,ij->i", left, right) / np.sqrt(squares)
    lowest = int(cosines.argmin())
    return Agreement(
        len(common),
        float(np.median(cosines)),
        float(cosines[lowest]),
        int((cosines < SAME_COSINE).sum()),
        ids[int(common[lowest])],
    )


def overlap(a: Mapping[str, Ranking], b: Mapping[str, Ranking], k: int) -> Overlap:
    """Return how many of the first ``k`` two variants share, over queries that both rank."""
    shared = [
        len(set(ranking.top[:k]) & set(b[query].top[:k]))
        / max(1, min(k, max(len(ranking.top), len(b[query].top))))
        for query, ranking in a.items()
        if ranking.ranked and query in b and b[query].ranked
    ]
    mean = float(np.mean(shared)) if shared else None
    return Overlap(mean, len(shared), sum(each == 1 for each in shared), k)


def agree(vectors: Agreement | None, lists: Overlap) -> bool | None:
    """Whether two variants behave as one: by their vectors, else by their lists.

    None where there is neither a common vector nor a common list to tell by.
    """
    if vectors is not None:
        return vectors.agrees
    return None if lists.mean is None else lists.mean >= 1 - MOST_BELOW


def _words(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value in (None, "") else str(value)
