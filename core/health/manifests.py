"""What manifests say of variants, and whether the stored vectors bear it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.vectors import VariantInfo

MANIFEST_FIELDS = ("model", "revision", "mode", "pooling", "dim", "rows", "normalised")
"""What a manifest has to say, so that somebody else can make the same vectors."""
COMPARED_FIELDS = ("model", "mode", "pooling", "dim")
"""Where variants differ in these, a comparison of them compares all of it at once."""


def said(info: VariantInfo, name: str) -> object:
    """Return what a variant's manifest says; the dimension is what was found."""
    return info.dim if name == "dim" else info.manifest.get(name)


def contradictions(info: VariantInfo) -> Iterable[tuple[str, str, str]]:
    """(field, claim, what was found) where the stored vectors don't bear the manifest out."""
    # The manifest counts the rows of the file; those of unknown items were not stored.
    for name, found in (("dim", info.dim), ("rows", info.rows + info.unknown_rows)):
        claimed = info.manifest.get(name)
        if claimed not in (None, "", found):
            yield name, str(claimed), str(found)
    if info.manifest.get("normalised") is True and info.normalised:
        yield "normalised", "true", "false"


def differing(infos: Sequence[VariantInfo]) -> tuple[str, ...]:
    """Which of :data:`COMPARED_FIELDS` variants differ in, as far as they say."""
    return tuple(
        name
        for name in COMPARED_FIELDS
        if len({str(said(i, name)) for i in infos if said(i, name) not in (None, "")}) > 1
    )
