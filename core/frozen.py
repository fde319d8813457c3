"""Frozen versions in a workspace: how they get in, and what each says of itself."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import (
    GroundTruthError,
    NameInvalidError,
    NameTakenError,
    Reason,
    UnknownGroundTruthError,
    VersionError,
)
from core.importer.names import check_name
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.ingest.ground_truth_file import read_ground_truth
from core.judgments import annotator_name
from core.text import is_well_formed, nfc
from core.versions import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from core.ground_truth import GroundTruth
    from core.versions import Version
    from core.workspace import Workspace

_MAX_NOTE = 2_000
_MAX_IMPORTED_NAME = 64


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a frozen version comes from, as its file says.

    Attributes:
        name: as it was frozen; the workspace may know it by another one.
        day: ISO date.
        ground_truth, view, symmetric: what was frozen.
        revision: of the last judgment that counted; ``head`` its hash, None where none did.
        regraded, outside, gone: see :class:`core.versions.Version`.
        hash: over the whole file.
    """

    name: str
    author: str
    note: str
    day: str
    ground_truth: str
    view: str
    symmetric: bool
    revision: int
    head: str | None
    regraded: int
    outside: int
    gone: int
    hash: str


_FIELDS: dict[str, tuple[str, tuple[type, ...]]] = {
    "name": ("name", (str,)),
    "author": ("author", (str,)),
    "note": ("note", (str,)),
    "day": ("date", (str,)),
    "ground_truth": ("ground_truth", (str,)),
    "view": ("view", (str,)),
    "symmetric": ("symmetric", (bool,)),
    "revision": ("revision", (int,)),
    "head": ("head", (str, type(None))),
    "regraded": ("regraded", (int,)),
    "outside": ("outside_pool", (int,)),
    "gone": ("unknown_items", (int,)),
    "hash": ("hash", (str,)),
}


def origin(ground_truth: GroundTruth) -> Origin | None:
    """What a frozen version says of itself; None for any other ground truth.

    Anybody can write such a file: one whose words are of another kind counts as no version.
    """
    said = ground_truth.frozen
    if said is None:
        return None
    values: dict[str, Any] = {name: said.get(key) for name, (key, _) in _FIELDS.items()}
    if not all(type(values[name]) in kinds for name, (_, kinds) in _FIELDS.items()):
        return None
    return Origin(**values)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a ground truth lists.

    Attributes:
        grades: grade -> pairs, by grade.
        untold: pairs that somebody looked at and could not grade.
    """

    queries: int
    pairs: int
    grades: Mapping[int, int]
    untold: int


def contents(ground_truth: GroundTruth) -> Contents:
    """Count what a ground truth lists."""
    entries = ground_truth.queries.values()
    counts = Counter(grade for each in entries for grade in each.values())
    told = {grade: n for grade, n in sorted(counts.items()) if grade >= 0}
    total = counts.total()
    return Contents(len(ground_truth.queries), total, told, total - sum(told.values()))


def suggested_name(ground_truth: str, day: date, taken: Collection[str]) -> str:
    """A name for a version frozen today that no ground truth has."""
    stem = ground_truth[: _MAX_IMPORTED_NAME - 15].rstrip()
    first = f"{stem}-{day.isoformat()}"
    names = (first, *(f"{first}-{n}" for n in range(2, len(taken) + 3)))
    known = {name.casefold() for name in taken}
    return next(name for name in names if name.casefold() not in known)


def make_stamp(
    workspace: Workspace, name: str, author: str, note: str, day: date, revision: int
) -> Stamp:
    """Say who freezes what was judged up to a revision.

    Raises:
        NameInvalidError, NameTakenError: no name for a new ground truth of this workspace.
        JudgmentError: no person's name.
        VersionError: no note, or one that can't be written.
    """
    given, words = nfc(name.strip()), nfc(note.strip())
    try:
        check_name(given, "version")
    except NameInvalidError as fault:
        fault.reason = Reason("version.name", name=given)
        raise
    if given in workspace.gt_names:
        raise NameTakenError(
            f'There is a ground truth "{given}" already. Give the version another name.',
            reason=Reason("version.taken", name=given),
        )
    if not words:
        raise VersionError(
            "Say in a note why this version is frozen; the file keeps it.",
            reason=Reason("version.note_missing"),
        )
    if len(words) > _MAX_NOTE or not is_well_formed(words):
        raise VersionError(
            f"The note can't be kept: up to {_MAX_NOTE:,} characters of text.",
            reason=Reason("version.note", most=_MAX_NOTE),
        )
    head = workspace.judgment_head(revision)
    return Stamp(given, annotator_name(author), words, day, revision, head)


def add_version(path: Path, version: Version, say: Callable[[str], None] = lambda _: None) -> None:
    """Bring a version into a workspace as a new ground truth, as ``yusa import --gt`` does.

    Raises:
        NameTakenError: there is one of this name.
        LockError: another import is at work.
        GroundTruthError: an item that the version names was taken away meanwhile.
    """
    name = version.ground_truth.name
    with tempfile.TemporaryDirectory(prefix="yusa-version-") as folder:
        file = Path(folder) / "version.json"
        file.write_text(version.text, "utf-8")
        try:
            import_files(path, ImportRequest(gts={name: file}), say)
        except NameTakenError as fault:
            fault.reason = Reason("version.taken", name=name)
            raise
        except GroundTruthError as fault:
            fault.reason = Reason("version.items_gone", name=name)
            raise


def named_or_file(workspace: Workspace, given: str) -> GroundTruth:
    """A ground truth of the workspace by its name, or else one that is read from a file.

    Raises:
        UnknownGroundTruthError: neither.
        GroundTruthError: a file that isn't one, or that names unknown items.
    """
    name = nfc(given)
    if name in workspace.gt_names:
        return workspace.gt(name)
    file = Path(given)
    if not file.is_file():
        names = ", ".join(workspace.gt_names) or "none"
        raise UnknownGroundTruthError(
            f'There is neither a ground truth nor a file "{given}". Ground truths: {names}.'
        )
    return read_ground_truth(file, file.stem, workspace.items)
