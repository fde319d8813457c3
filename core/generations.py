"""The files of a workspace: one pointer, immutable parts, one writer at a time.

``workspace.json`` names the parts (item table, variants, ground truths) of the current
generation. An import writes new parts beside the old ones and then replaces that one file, so a
reader sees either the old generation or the new one, whole.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import LockError, Reason, WorkspaceError
from core.settings import SETTINGS
from core.vectors import StoredVariant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SCHEMA_VERSION = 1
POINTER = "workspace.json"
LOCK = ".lock"
_LOCK_MARK = "yusa "
_PARTS = {
    "items": re.compile(r"g\d+"),
    "images": re.compile(r"g\d+"),
    "variants": re.compile(r".+@g\d+"),
    "gt": re.compile(r".+@g\d+\.json|\..+\.new"),
}
"""The folders of the parts, and the names that imports give to parts; other files are not ours."""
PART_FOLDERS = tuple(_PARTS)
_TEMPORARY = tuple(f".{name}.new" for name in (POINTER, SETTINGS))


@dataclass(frozen=True)
class VariantPart:
    """Where a variant lies (relative to the workspace) and what was stored there.

    ``slot`` is its place in the palette, from 0; None in a workspace from before it was recorded.
    """

    part: str
    stored: StoredVariant
    slot: int | None = None


@dataclass(frozen=True)
class Pointer:
    """The content of ``workspace.json``."""

    uuid: str
    generation: int = 0
    items_part: str | None = None
    images_root: str | None = None
    variants: Mapping[str, VariantPart] = field(default_factory=dict)
    gts: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False

    def parts(self) -> set[str]:
        """Relative paths that the current generation uses."""
        used = {v.part for v in self.variants.values()} | set(self.gts.values())
        if self.items_part:
            used.add(self.items_part)
        if self.images_root and not Path(self.images_root).is_absolute():
            used.add(self.images_root)
        return used

    @property
    def slots(self) -> dict[str, int]:
        """The palette slot of every variant.

        Recorded ones stand; the others, in the order of their names, take the lowest free ones.
        """
        known = {name: v.slot for name, v in self.variants.items() if v.slot is not None}
        free = (slot for slot in count() if slot not in set(known.values()))
        return known | {name: next(free) for name in sorted(self.variants.keys() - known.keys())}


def read_pointer(path: Path) -> Pointer:
    """Read ``workspace.json`` of the workspace folder ``path``.

    Raises:
        WorkspaceError: no workspace there, a newer schema, or a damaged file.
    """
    file = path / POINTER
    try:
        data: dict[str, Any] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        if path.is_dir() and set(foreign_files(path)) & set(PART_FOLDERS):
            raise WorkspaceError(
                f"{file}: is missing, but the folder holds other parts of a workspace. "
                "Restore this file from a backup, or import everything into a new folder.",
                reason=Reason("workspace.pointer_gone", file=str(file)),
            ) from None
        raise WorkspaceError(
            f"{path}: no Yusa workspace there. Make one with: yusa import {path} --items FILE",
            reason=Reason("workspace.none", folder=str(path)),
        ) from None
    except NotADirectoryError:
        raise WorkspaceError(
            f"{path}: is not a folder. Give the folder of a workspace.",
            reason=Reason("workspace.none", folder=str(path)),
        ) from None
    except (OSError, ValueError) as fault:
        raise WorkspaceError(
            f"{file}: can't be read ({fault}). Restore it from a backup.",
            reason=Reason("workspace.damaged", file=str(file)),
        ) from fault
    if not isinstance(data, dict):
        raise WorkspaceError(
            f"{file}: is no JSON object. Restore it from a backup.",
            reason=Reason("workspace.damaged", file=str(file)),
        )
    version = data.get("schema_version")
    if version != SCHEMA_VERSION:
        raise WorkspaceError(
            f"{file}: schema version {version}, this program reads {SCHEMA_VERSION}. "
            "Use the matching version of Yusa.",
            reason=Reason("workspace.schema", file=str(file)),
        )
    try:
        return Pointer(
            uuid=data["uuid"],
            generation=int(data["generation"]),
            items_part=data["items"],
            images_root=data["images_root"],
            variants={
                name: VariantPart(
                    entry["part"],
                    StoredVariant(
                        rows=entry["rows"],
                        dim=entry["dim"],
                        normalised=entry["normalised"],
                        unknown_ids=tuple(entry["unknown_ids"]),
                        hash=entry["hash"],
                        source_file=entry.get("source_file", ""),
                        source_sha256=entry.get("source_sha256", ""),
                    ),
                    _checked_slot(entry.get("slot")),
                )
                for name, entry in data["variants"].items()
            },
            gts=dict(data["gts"]),
            demo=bool(data.get("demo", False)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise WorkspaceError(
            f"{file}: damaged ({fault!r}). Restore it from a backup.",
            reason=Reason("workspace.damaged", file=str(file)),
        ) from fault


def _checked_slot(value: object) -> int | None:
    if value is not None and (type(value) is not int or value < 0):
        raise ValueError(f"slot {value!r:.40}")
    return value


def write_pointer(path: Path, pointer: Pointer) -> None:
    """Make ``pointer`` the current generation, all at once."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "uuid": pointer.uuid,
        "generation": pointer.generation,
        "items": pointer.items_part,
        "images_root": pointer.images_root,
        "variants": {
            name: {"part": entry.part, "slot": entry.slot, **asdict(entry.stored)}
            for name, entry in sorted(pointer.variants.items())
        },
        "gts": dict(sorted(pointer.gts.items())),
        "demo": pointer.demo,
    }
    write_atomically(path / POINTER, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def write_atomically(path: Path, text: str) -> None:
    """Replace ``path`` by ``text``: temporary file, fsync, rename, fsync of the folder."""
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make renames and new files in a folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def write_lock(path: Path) -> Iterator[None]:
    """Hold the workspace's only writer's place.

    While it is held, the lock file names the process; a killed process leaves its name there,
    which tells the rest of its work from a stranger's files (see :func:`foreign_files`).

    Raises:
        LockError: another process holds it.
    """
    file = path / LOCK
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            mark = os.read(handle, 32).decode("ascii", "replace").strip()
            raise LockError(
                f"{path}: another import is writing to this workspace "
                f"(process {mark.removeprefix(_LOCK_MARK) or 'unknown'}). "
                "Wait until it ends, then try again.",
                reason=Reason("busy", folder=str(path)),
            ) from None
        if not file.exists() or not os.path.samestat(os.fstat(handle), file.stat()):
            raise LockError(
                f"{path}: another import has just ended here. Try again.",
                reason=Reason("busy.again", folder=str(path)),
            )
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{_LOCK_MARK}{os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def is_part(name: str) -> bool:
    """Whether a relative path is one that imports give to a part."""
    folder, _, rest = name.partition("/")
    own = _PARTS.get(folder)
    return own is not None and "/" not in rest and own.fullmatch(rest) is not None


def foreign_files(path: Path) -> list[str]:
    """Names in a folder without a workspace that no (interrupted) import can have made."""
    names = {entry.name for entry in path.iterdir()}
    ours = {LOCK}
    if LOCK in names and (path / LOCK).read_bytes().startswith(_LOCK_MARK.encode()):
        ours |= {*PART_FOLDERS, *_TEMPORARY, SETTINGS}
    return sorted(names - ours)


def sweep(path: Path, pointer: Pointer) -> None:
    """Remove the parts that ``pointer`` doesn't name. The caller holds the lock."""
    used = pointer.parts()
    for folder, own in _PARTS.items():
        parent = path / folder
        if parent.is_dir():
            for entry in parent.iterdir():
                if own.fullmatch(entry.name) and f"{folder}/{entry.name}" not in used:
                    remove(entry)
            with contextlib.suppress(OSError):
                parent.rmdir()
    for name in _TEMPORARY:
        (path / name).unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def read_json(path: Path) -> Any:
    """The content of one of the workspace's JSON files.

    Raises:
        WorkspaceError: damaged or unreadable.
        FileNotFoundError: not there.
    """
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as fault:
        raise WorkspaceError(
            f"{path}: can't be read ({fault}). Import it again.",
            reason=Reason("workspace.part_damaged", file=str(path)),
        ) from fault
