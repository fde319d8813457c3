"""``workspace.toml``: what people may edit."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.errors import WorkspaceError
from core.types import Target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETTINGS = "workspace.toml"


@dataclass(frozen=True)
class Settings:
    """``workspace.toml``: what people may edit."""

    name: str
    target: Target
    defaults: Mapping[str, str]
    index_bytes: int


def default_settings(name: str, defaults: Mapping[str, str]) -> str:
    """The first ``workspace.toml`` of a workspace."""
    lines = [f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in defaults.items()]
    return (
        f"name = {json.dumps(name, ensure_ascii=False)}\n\n"
        "# The contract: this measure has to reach this share (of 1).\n"
        '[target]\nmeasure = "success@5"\nvalue = 0.8\n\n'
        '# What the pages open with, e.g. variant = "NAME", gt = "NAME".\n[defaults]\n'
        + "".join(lines)
        + "\n# Memory for the indexes of variants; the least used are released above it.\n"
        "# Without it, half of the machine's memory.\n# [memory]\n# indexes_gb = 8\n"
    )


def _half_of_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2


def read_settings(path: Path) -> Settings:
    """Read ``workspace.toml``; a missing file means the defaults.

    Raises:
        WorkspaceError: naming the key that is wrong.
    """
    file = path / SETTINGS
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        data = {}
    except (OSError, ValueError) as fault:
        raise WorkspaceError(f"{file}: can't be read ({fault}). Correct the line.") from fault
    name = data.get("name", path.resolve().name)
    target = data.get("target", {})
    defaults = data.get("defaults", {})
    if not isinstance(name, str):
        raise WorkspaceError(f"{file}: name has to be text.")
    if not isinstance(target, dict) or not isinstance(defaults, dict):
        raise WorkspaceError(f"{file}: [target] and [defaults] have to be tables.")
    measure, value = target.get("measure", "success@5"), target.get("value", 0.8)
    allowed = ("success@1", "success@3", "success@5", "success@10")
    if measure not in allowed:
        raise WorkspaceError(f"{file}: target.measure has to be one of {', '.join(allowed)}.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise WorkspaceError(f"{file}: target.value has to be a share above 0 and up to 1.")
    memory = data.get("memory", {})
    if not isinstance(memory, dict):
        raise WorkspaceError(f"{file}: [memory] has to be a table.")
    gigabytes = memory.get("indexes_gb", _half_of_memory() / 2**30)
    number = isinstance(gigabytes, int | float) and not isinstance(gigabytes, bool)
    if not number or not 0 < gigabytes < 10**6:
        raise WorkspaceError(f"{file}: memory.indexes_gb has to be a number above 0.")
    return Settings(
        name,
        Target(measure, float(value)),
        MappingProxyType({str(k): str(v) for k, v in defaults.items()}),
        int(gigabytes * 2**30),
    )
