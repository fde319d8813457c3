"""``workspace.toml``: what people may edit."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.errors import Reason, WorkspaceError
from core.text import nfc
from core.types import Study, Target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETTINGS = "workspace.toml"
_STUDY_KEYS = ("queries", "sampling", "planned")
DEFAULT_MARGIN = 0.05
"""Five points: the customary margin of non-inferiority here."""


@dataclass(frozen=True)
class Settings:
    """``workspace.toml``: what people may edit.

    Attributes:
        margin: difference of two shares of hits, of 1, that doesn't matter. Written down before
            anyone looks at the figures, so no page offers to change it.
        symmetric: one judgment of (a, b) counts for (b, a), too, where nobody judged that.
        studies: by the name of their ground truth, which may not have been imported yet.
    """

    name: str
    target: Target
    margin: float
    symmetric: bool
    defaults: Mapping[str, str]
    index_bytes: int
    studies: Mapping[str, Study]


def default_settings(name: str, defaults: Mapping[str, str]) -> str:
    """The first ``workspace.toml`` of a workspace."""
    lines = [f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in defaults.items()]
    return (
        f"name = {json.dumps(name, ensure_ascii=False)}\n\n"
        "# The contract: this measure has to reach this share (of 1).\n"
        '[target]\nmeasure = "success@5"\nvalue = 0.8\n'
        "# A difference up to this share doesn't matter. Set it before looking at the figures.\n"
        f"margin = {DEFAULT_MARGIN}\n\n"
        '# What the pages open with, e.g. variant = "NAME", gt = "NAME".\n[defaults]\n'
        + "".join(lines)
        + "\n# A study that was planned before anyone judged: until so many queries are\n"
        "# decided, its evidence reads interim.\n"
        '# [study."NAME OF THE GROUND TRUTH"]\n# queries = 133\n'
        '# sampling = "stratified by subject, seed 7"\n# planned = 2026-01-29\n'
        "\n# A judgment of (a, b) counts for (b, a), too, where nobody judged that.\n"
        "# [judgments]\n# symmetric = true\n"
        "\n# Memory for the indexes of variants; the least used are released above it.\n"
        "# Without it, half of the machine's memory.\n# [memory]\n# indexes_gb = 8\n"
    )


def study_lines(gt: str, study: Study) -> str:
    """The lines of ``workspace.toml`` that plan a study."""
    return (
        f"[study.{json.dumps(gt, ensure_ascii=False)}]\n"
        f"queries = {study.queries}\n"
        f"sampling = {json.dumps(study.sampling, ensure_ascii=False)}\n"
        f"planned = {study.planned.isoformat()}\n"
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
        raise WorkspaceError(
            f"{file}: can't be read ({fault}). Correct the line.",
            reason=Reason("settings.read", file=str(file), detail=str(fault)),
        ) from fault
    if secret := {"database", "database_url"} & data.keys():
        key = secret.pop()
        raise WorkspaceError(
            f"{file}: {key} doesn't belong here, because the file is copied and shown "
            "around. Take the line out and set the variable YUSA_DATABASE_URL.",
            reason=Reason("settings.secret", file=str(file), key=key),
        )
    name = data.get("name", path.resolve().name)
    target = data.get("target", {})
    defaults = data.get("defaults", {})
    if not isinstance(name, str):
        raise WorkspaceError(
            f"{file}: name has to be text.",
            reason=Reason("settings.text", file=str(file), key="name"),
        )
    if not isinstance(target, dict) or not isinstance(defaults, dict):
        raise WorkspaceError(
            f"{file}: [target] and [defaults] have to be tables.",
            reason=Reason("settings.tables", file=str(file), names="[target], [defaults]"),
        )
    measure, value = target.get("measure", "success@5"), target.get("value", 0.8)
    allowed = ("success@1", "success@3", "success@5", "success@10")
    if measure not in allowed:
        raise WorkspaceError(
            f"{file}: target.measure has to be one of {', '.join(allowed)}.",
            reason=Reason(
                "settings.choice", file=str(file), key="target.measure", allowed=", ".join(allowed)
            ),
        )
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise WorkspaceError(
            f"{file}: target.value has to be a share above 0 and up to 1.",
            reason=Reason("settings.share", file=str(file), key="target.value"),
        )
    margin = target.get("margin", DEFAULT_MARGIN)
    if isinstance(margin, bool) or not isinstance(margin, int | float) or not 0 < margin < 1:
        raise WorkspaceError(
            f"{file}: target.margin has to be a share above 0 and below 1.",
            reason=Reason("settings.share_below", file=str(file), key="target.margin"),
        )
    judgments = data.get("judgments", {})
    if not isinstance(judgments, dict):
        raise WorkspaceError(
            f"{file}: [judgments] has to be a table.",
            reason=Reason("settings.tables", file=str(file), names="[judgments]"),
        )
    symmetric = judgments.get("symmetric", False)
    if not isinstance(symmetric, bool):
        raise WorkspaceError(
            f"{file}: judgments.symmetric has to be true or false.",
            reason=Reason("settings.truth", file=str(file), key="judgments.symmetric"),
        )
    memory = data.get("memory", {})
    if not isinstance(memory, dict):
        raise WorkspaceError(
            f"{file}: [memory] has to be a table.",
            reason=Reason("settings.tables", file=str(file), names="[memory]"),
        )
    gigabytes = memory.get("indexes_gb", _half_of_memory() / 2**30)
    number = isinstance(gigabytes, int | float) and not isinstance(gigabytes, bool)
    if not number or not 0 < gigabytes < 10**6:
        raise WorkspaceError(
            f"{file}: memory.indexes_gb has to be a number above 0.",
            reason=Reason("settings.number", file=str(file), key="memory.indexes_gb"),
        )
    return Settings(
        name,
        Target(measure, float(value)),
        float(margin),
        symmetric,
        MappingProxyType({str(k): str(v) for k, v in defaults.items()}),
        int(gigabytes * 2**30),
        _studies(file, data.get("study", {})),
    )


def _studies(file: Path, tables: object) -> Mapping[str, Study]:
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise WorkspaceError(
            f'{file}: a study has to be a table of its own, such as [study."NAME"] with the name '
            "of its ground truth.",
            reason=Reason("settings.studies", file=str(file)),
        )
    return MappingProxyType({nfc(gt): _study(file, gt, table) for gt, table in tables.items()})


def _study(file: Path, gt: str, table: Mapping[str, object]) -> Study:
    where = f"{file}: study.{json.dumps(gt, ensure_ascii=False)}"
    unknown = sorted(table.keys() - set(_STUDY_KEYS))
    if unknown:
        raise WorkspaceError(
            f"{where} has the unknown key {unknown[0]}. It takes {', '.join(_STUDY_KEYS)}.",
            reason=Reason(
                "settings.study",
                file=str(file),
                gt=gt,
                key=unknown[0],
                allowed=", ".join(_STUDY_KEYS),
            ),
        )
    queries, sampling, planned = (table.get(key) for key in _STUDY_KEYS)
    if isinstance(queries, bool) or not isinstance(queries, int) or queries < 1:
        raise WorkspaceError(
            f"{where}: queries has to be a whole number from 1 up.",
            reason=Reason("settings.study_queries", file=str(file), gt=gt),
        )
    if not isinstance(sampling, str) or not sampling.strip():
        raise WorkspaceError(
            f"{where}: sampling has to say in words how the queries are drawn.",
            reason=Reason("settings.study_sampling", file=str(file), gt=gt),
        )
    if not isinstance(planned, date) or isinstance(planned, datetime):
        raise WorkspaceError(
            f"{where}: planned has to be a date without quotation marks, such as 2026-01-29.",
            reason=Reason("settings.study_planned", file=str(file), gt=gt),
        )
    return Study(queries, sampling.strip(), planned)
