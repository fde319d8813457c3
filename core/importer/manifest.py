"""Read what made the vectors of a file, and hold it against the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cost import ITEMS_PER_S, embedding_rate
from core.errors import Faults, ManifestError
from core.ingest.common import decoded_lines, require_file, strict_json
from core.text import nfc

if TYPE_CHECKING:
    from pathlib import Path

    from core.ingest.vector_files.common import VectorFile


def read_manifest(path: Path, source: VectorFile) -> dict[str, object]:
    """Read a manifest, its keys in NFC.

    Raises:
        ManifestError: no JSON object, one of another vector file, or a rate that can't be.
    """
    require_file(path, ManifestError)
    faults = Faults()
    text = "\n".join(line for _, line in decoded_lines(path, faults))
    faults.raise_as(ManifestError)
    try:
        value = strict_json(text)
    except ValueError as fault:
        raise ManifestError(f"{path.name}: {fault}. A manifest is one JSON object.") from fault
    if not isinstance(value, dict):
        raise ManifestError(f"{path.name}: a manifest is one JSON object.")
    for key, found in (("dim", source.dim), ("rows", source.rows)):
        claimed = value.get(key, found)
        if claimed != found:
            raise ManifestError(
                f'{path.name}: "{key}" is {claimed!r:.40}, but {source.path.name} has {found}. '
                "Give the manifest of this vector file."
            )
    if ITEMS_PER_S in value and embedding_rate(value) is None:
        raise ManifestError(
            f'{path.name}: "{ITEMS_PER_S}" is {value[ITEMS_PER_S]!r:.40}; it has to be a number '
            "above 0, or left out."
        )
    return {nfc(k): v for k, v in value.items()}
