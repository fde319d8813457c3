"""A workspace, opened: the items, variants, ground truths and judgments of one generation."""

from __future__ import annotations

import contextlib
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.errors import (
    Reason,
    UnknownGroundTruthError,
    UnknownVariantError,
    WorkspaceError,
)
from core.generations import Pointer, read_json, read_pointer
from core.ground_truth import GroundTruth
from core.items import ItemStore
from core.judgment_store import JudgmentStore
from core.postgres import chosen
from core.remark_store import RemarkStore
from core.residency import Residency
from core.settings import Settings, read_settings
from core.task_store import TaskStore
from core.vectors import Variant, VariantFiles, VariantInfo, load_variant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.judgments import StoredJudgment
    from core.postgres import Database

JUDGMENTS = "judgments.sqlite"


class Workspace:
    """One generation of a workspace, read-only and safe to use from several threads."""

    def __init__(
        self,
        path: Path,
        pointer: Pointer,
        settings: Settings,
        items: ItemStore,
        residency: Residency,
        judged_at: Path | Database | None = None,
    ) -> None:
        self.path = path
        self.judged_at = judged_at or path / JUDGMENTS
        self.uuid = pointer.uuid
        self.generation = pointer.generation
        self.is_demo = pointer.demo
        self.name = settings.name
        self.target = settings.target
        self.margin = settings.margin
        self.symmetric = settings.symmetric
        self.defaults = settings.defaults
        self.studies = settings.studies
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
    def open(
        cls, path: Path | str, residency: Residency | None = None, database: str | None = None
    ) -> Workspace:
        """Open the current generation.

        Args:
            path: the workspace folder.
            residency: keeps the indexes; give the same one when opening again, so that variants
                that an import left alone stay loaded.
            database: address of the database that holds the judgments; without it what the
                variable ``YUSA_DATABASE_URL`` names, else the workspace's own file.

        Raises:
            WorkspaceError: no workspace, no items yet, or damaged files.
            DatabaseAddressError: an address that is none.
        """
        folder = Path(path)
        judged_at = chosen(database, folder / JUDGMENTS)
        while True:
            pointer = read_pointer(folder)
            if pointer.items_part is None:
                raise WorkspaceError(
                    f"{folder}: the workspace has no items yet. Add them: "
                    f"yusa import {folder} --items FILE",
                    reason=Reason("workspace.no_items", folder=str(folder)),
                )
            try:
                store = ItemStore(folder / pointer.items_part / "items.sqlite")
                settings = read_settings(folder)
                return cls(folder, pointer, settings, store, residency or Residency(), judged_at)
            except (FileNotFoundError, WorkspaceError) as fault:
                # An import may have replaced the generation meanwhile: then read the new one.
                if read_pointer(folder).generation != pointer.generation:
                    continue
                if isinstance(fault, WorkspaceError):
                    raise
                raise WorkspaceError(
                    f"{fault.filename}: a file of the workspace is missing. "
                    "Import it again, or restore it from a backup.",
                    reason=Reason("workspace.file_gone", file=str(fault.filename)),
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
            raise UnknownVariantError(
                f'There is no variant "{name}". There are: {names}.',
                reason=Reason("variant.unknown", name=name),
            )
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
                f'There is no ground truth "{name}". There are: {names}.',
                reason=Reason("gt.unknown", name=name),
            ) from None

    def judgments(self) -> JudgmentStore:
        """The judgment store; the first judgment makes it. The caller closes it."""
        return JudgmentStore.open(self.judged_at, self.uuid)

    def remarks(self) -> RemarkStore:
        """The store of remarks, in the same place. The caller closes it."""
        return RemarkStore.open(self.judged_at, self.uuid)

    def task_store(self) -> TaskStore:
        """The store of judging tasks, in the same place. The caller closes it."""
        return TaskStore.open(self.judged_at, self.uuid)

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
    data = read_json(path)
    return GroundTruth(
        name=name,
        queries=data["queries"],
        pool=None if data["pool"] is None else tuple(data["pool"]),
        unlisted=data["unlisted"],
        threshold=data["threshold"],
        source=data["source"],
        frozen=data.get("frozen"),
    )


def _read_manifest(folder: Path) -> Mapping[str, object]:
    manifest: dict[str, object] = read_json(folder / "manifest.json")
    return MappingProxyType(manifest)
