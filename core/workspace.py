"""A workspace on disk: one pointer file, immutable parts, one writer at a time.

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
import tomllib
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from core.errors import (
    LockError,
    UnknownGroundTruthError,
    UnknownVariantError,
    WorkspaceError,
)
from core.ground_truth import GroundTruth
from core.items import ItemStore
from core.judgment_store import JudgmentStore
from core.residency import Residency
from core.types import Target
from core.vectors import StoredVariant, Variant, VariantFiles, VariantInfo, load_variant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.judgments import StoredJudgment

SCHEMA_VERSION = 1
POINTER = "workspace.json"
SETTINGS = "workspace.toml"
JUDGMENTS = "judgments.sqlite"
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
                "Restore this file from a backup, or import everything into a new folder."
            ) from None
        raise WorkspaceError(
            f"{path}: no Yusa workspace there. Make one with: yusa import {path} --items FILE"
        ) from None
    except NotADirectoryError:
        raise WorkspaceError(f"{path}: is not a folder. Give the folder of a workspace.") from None
    except (OSError, ValueError) as fault:
        raise WorkspaceError(
            f"{file}: can't be read ({fault}). Restore it from a backup."
        ) from fault
    if not isinstance(data, dict):
        raise WorkspaceError(f"{file}: is no JSON object. Restore it from a backup.")
    version = data.get("schema_version")
    if version != SCHEMA_VERSION:
        raise WorkspaceError(
            f"{file}: schema version {version}, this program reads {SCHEMA_VERSION}. "
            "Use the matching version of Yusa."
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
        raise WorkspaceError(f"{file}: damaged ({fault!r}). Restore it from a backup.") from fault


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
                "Wait until it ends, then try again."
            ) from None
        if not file.exists() or not os.path.samestat(os.fstat(handle), file.stat()):
            raise LockError(f"{path}: another import has just ended here. Try again.")
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{_LOCK_MARK}{os.getpid()}\n".encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


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


class Workspace:
    """One generation of a workspace, read-only and safe to use from several threads."""

    def __init__(
        self,
        path: Path,
        pointer: Pointer,
        settings: Settings,
        items: ItemStore,
        residency: Residency,
    ) -> None:
        self.path = path
        self.uuid = pointer.uuid
        self.generation = pointer.generation
        self.is_demo = pointer.demo
        self.name = settings.name
        self.target = settings.target
        self.defaults = settings.defaults
        self.items = items
        self.images_root = None if pointer.images_root is None else path / pointer.images_root
        self._pointer = pointer
        self._slots = MappingProxyType(pointer.slots)
        self._residency = residency
        self._index_bytes = settings.index_bytes
        self._variants: dict[str, Variant] = {}
        self._lock = Lock()
        self._files = {
            name: VariantFiles.open(path / entry.part) for name, entry in pointer.variants.items()
        }
        self._gts = {name: _read_gt(path / part, name) for name, part in pointer.gts.items()}
        self._manifests = {
            name: _read_manifest(path / entry.part) for name, entry in pointer.variants.items()
        }

    @classmethod
    def open(cls, path: Path | str, residency: Residency | None = None) -> Workspace:
        """Open the current generation.

        Args:
            path: the workspace folder.
            residency: keeps the indexes; give the same one when opening again, so that variants
                that an import left alone stay loaded.

        Raises:
            WorkspaceError: no workspace, no items yet, or damaged files.
        """
        folder = Path(path)
        while True:
            pointer = read_pointer(folder)
            if pointer.items_part is None:
                raise WorkspaceError(
                    f"{folder}: the workspace has no items yet. Add them: "
                    f"yusa import {folder} --items FILE"
                )
            try:
                store = ItemStore(folder / pointer.items_part / "items.sqlite")
                settings = read_settings(folder)
                return cls(folder, pointer, settings, store, residency or Residency())
            except (FileNotFoundError, WorkspaceError) as fault:
                # An import may have replaced the generation meanwhile: then read the new one.
                if read_pointer(folder).generation != pointer.generation:
                    continue
                if isinstance(fault, WorkspaceError):
                    raise
                raise WorkspaceError(
                    f"{fault.filename}: a file of the workspace is missing. "
                    "Import it again, or restore it from a backup."
                ) from fault

    @staticmethod
    def generation_of(path: Path | str) -> int:
        """The current generation's number, without opening it.

        Raises:
            WorkspaceError: no workspace there.
        """
        return read_pointer(Path(path)).generation

    @property
    def variant_names(self) -> tuple[str, ...]:
        """Names of all variants, sorted."""
        return tuple(sorted(self._pointer.variants))

    @property
    def variant_slots(self) -> Mapping[str, int]:
        """Each variant's place in the palette; it keeps it whatever is imported later."""
        return self._slots

    @property
    def gt_names(self) -> tuple[str, ...]:
        """Names of all ground truths, sorted."""
        return tuple(sorted(self._gts))

    def variant_info(self, name: str) -> VariantInfo:
        """What is known of a variant without loading it.

        Raises:
            UnknownVariantError: with the names that there are.
        """
        entry = self._pointer.variants.get(name)
        if entry is None:
            names = ", ".join(self.variant_names) or "none"
            raise UnknownVariantError(f'There is no variant "{name}". There are: {names}.')
        stored, prepared = entry.stored, self._files[name].index
        return VariantInfo(
            name=name,
            rows=stored.rows,
            dim=stored.dim,
            covered=stored.rows,
            uncovered=len(self.items) - stored.rows,
            index=prepared.plan.kind,
            index_reason=prepared.plan.reason,
            bytes=stored.rows * stored.dim * 4 + prepared.bytes_on_disk,
            memory=prepared.bytes_in_memory(stored.rows, stored.dim),
            manifest=self._manifests[name],
            hash=stored.hash,
            normalised=stored.normalised,
            unknown_rows=len(stored.unknown_ids),
            source_file=stored.source_file,
            source_sha256=stored.source_sha256,
        )

    def variant(self, name: str) -> Variant:
        """The loaded variant; loaded on first use.

        Raises:
            UnknownVariantError: with the names that there are.
        """
        info = self.variant_info(name)
        with self._lock:
            if name not in self._variants:
                files = self._files[name]
                key = (self.uuid, self._pointer.variants[name].part, info.hash)
                self._variants[name] = load_variant(
                    files,
                    info,
                    self.items.positions,
                    lambda: self._residency.get(key, files.load_index, self._index_bytes),
                )
            return self._variants[name]

    def gt(self, name: str) -> GroundTruth:
        """A ground truth.

        Raises:
            UnknownGroundTruthError: with the names that there are.
        """
        try:
            return self._gts[name]
        except KeyError:
            names = ", ".join(self.gt_names) or "none"
            raise UnknownGroundTruthError(
                f'There is no ground truth "{name}". There are: {names}.'
            ) from None

    def judgments(self) -> JudgmentStore:
        """The judgment store; the first judgment makes its file. The caller closes it."""
        return JudgmentStore.open(self.path / JUDGMENTS, self.uuid)

    def events(self) -> list[StoredJudgment]:
        """All judgments stored so far, in order; a store that isn't there is not made."""
        with contextlib.closing(self.judgments()) as store:
            return store.events()

    @property
    def judgment_revision(self) -> int:
        """Number of the last stored judgment; 0 while there are none."""
        with contextlib.closing(self.judgments()) as store:
            return store.revision()

    def judgment_head(self, revision: int | None) -> str | None:
        """Hash that stands for all judgments up to a revision; None for none of them.

        Whoever notes it can later tell that none of them was removed
        (:meth:`core.judgment_store.JudgmentStore.verify`).
        """
        if not revision:
            return None
        with contextlib.closing(self.judgments()) as store:
            return store.head(revision)


def _read_gt(path: Path, name: str) -> GroundTruth:
    data = _read_json(path)
    return GroundTruth(
        name=name,
        queries=data["queries"],
        pool=None if data["pool"] is None else tuple(data["pool"]),
        unlisted=data["unlisted"],
        threshold=data["threshold"],
        source=data["source"],
    )


def _read_manifest(folder: Path) -> Mapping[str, object]:
    manifest: dict[str, object] = _read_json(folder / "manifest.json")
    return MappingProxyType(manifest)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as fault:
        raise WorkspaceError(f"{path}: can't be read ({fault}). Import it again.") from fault
