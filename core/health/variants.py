"""Facts about the stored vectors of a variant."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from core.health.manifests import MANIFEST_FIELDS, contradictions
from core.health.naming import groups_of, ids_of
from core.health.report import Ids, VariantHealth
from core.vectors import NORM_TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.items import ItemStore
    from core.vectors import Variant, VariantInfo

_BLOCK_ROWS = 256
_HEAD_DIMS = 16
_NORM_SLACK = 1e-6
"""More than what the cast to float32 adds to a norm at the edge of the tolerance."""


def variant_health(store: ItemStore, variant: Variant, pictured: np.ndarray) -> VariantHealth:
    """Look through a variant, every stored vector once.

    ``pictured`` is (items,) bool, whether an item has a picture.
    """
    info = variant.info
    norms, groups = _rows(variant.matrix)
    off = np.flatnonzero(np.abs(norms - 1) > NORM_TOLERANCE + _NORM_SLACK)
    wordless = variant.positions[~pictured[variant.positions]]
    return VariantHealth(
        info=info,
        without_vector=ids_of(store, np.flatnonzero(variant.row_of < 0)),
        norms=(float(norms.min()), float(np.median(norms)), float(norms.max())),
        off=ids_of(store, variant.positions[off]),
        identical=groups_of(store, [variant.positions[group].tolist() for group in groups]),
        missing_fields=tuple(f for f in MANIFEST_FIELDS if info.manifest.get(f) in (None, "")),
        contradictions=tuple(contradictions(info)),
        without_picture=ids_of(store, wordless) if info.manifest.get("mode") == "image" else Ids(),
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


def same_variants(infos: Sequence[VariantInfo]) -> tuple[tuple[str, ...], ...]:
    """Groups of names under which the same ids and values are stored."""
    names: dict[str, list[str]] = {}
    for info in infos:
        names.setdefault(info.hash, []).append(info.name)
    return tuple(tuple(group) for group in names.values() if len(group) > 1)
