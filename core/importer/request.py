"""What an import is asked to bring in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class ImportRequest:
    """What to bring in. Keys of the mappings are variant or ground truth names.

    ``derived`` makes variants from stored ones: new name -> (variant, leading dimensions to keep).
    ``demo`` marks the workspace as practice data for good; ``name`` and ``defaults`` go into the
    first ``workspace.toml`` only.
    """

    items: Path | None = None
    images: Path | None = None
    copy_images: bool = False
    variants: Mapping[str, Path] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ids: Mapping[str, Path] = field(default_factory=dict)
    manifests: Mapping[str, Path] = field(default_factory=dict)
    derived: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    gts: Mapping[str, Path] = field(default_factory=dict)
    gt_pools: Mapping[str, Path] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    replace: bool = False
    demo: bool = False
    name: str | None = None
    defaults: Mapping[str, str] = field(default_factory=dict)
