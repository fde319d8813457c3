"""Bring files into a workspace: check everything, write a new generation, switch once."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import re
import shlex
import shutil
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.cost import ITEMS_PER_S, embedding_rate
from core.errors import (
    DatasetError,
    Faults,
    GroundTruthError,
    ImagePathError,
    ManifestError,
    NameInvalidError,
    NameTakenError,
    UnknownVariantError,
    WorkspaceError,
    YusaError,
)
from core.generations import (
    LOCK,
    PART_FOLDERS,
    POINTER,
    Pointer,
    VariantPart,
    foreign_files,
    read_pointer,
    remove,
    sweep,
    sync_folder,
    write_atomically,
    write_lock,
    write_pointer,
)
from core.images import (
    MANY_PICTURES,
    PictureFolder,
    inspect_image,
    inspect_images,
    path_fault,
    path_on_disk,
    symlink_fault,
)
from core.indexing import disk_needed
from core.ingest.common import decoded_lines, require_file, strict_json
from core.ingest.ground_truth_file import read_ground_truth
from core.ingest.items_file import ItemFile, open_items
from core.ingest.vectors_file import open_vector_file
from core.item_table import ItemTableWriter, write_items
from core.items import ItemStore
from core.settings import SETTINGS, default_settings
from core.text import FEW_NAMED, counted, first_few, nfc
from core.types import ImageRef
from core.vectors import VariantFiles, copy_variant, derive_variant, write_variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from core.ingest.vectors_file import VectorFile
    from core.types import Item, Progress

_NAME = re.compile(r"[^\W_][\w.+\- ]{0,63}")
_PROGRESS_FILES = 100
_LOOKED_FOR = 20
_LOOKED_INTO = 200
"""So many lost pictures are looked for in so many folders at most."""
_T = TypeVar("_T")


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


def import_files(
    path: Path,
    request: ImportRequest,
    say: Callable[[str], None] = lambda _: None,
    progress: Progress = lambda _step, _done, _total: None,
) -> Pointer:
    """Create the workspace ``path`` or add to it.

    On any failure (an exception or an interruption) the workspace is as it was before.

    Args:
        path: the workspace folder.
        request: the files.
        say: called with lines for the person waiting: mapping, counts, what is missing.
        progress: called often with (step, done, total), for an estimate of the time left.

    Returns:
        The new current generation.

    Raises:
        YusaError: one of its subclasses per kind of fault; where several files are bad, one
            :class:`~core.errors.DatasetError` with all their sentences.
    """
    top = _make_folder(path)
    try:
        with write_lock(path):
            exists = (path / POINTER).exists()
            old = read_pointer(path) if exists else Pointer(uuid=str(uuid.uuid4()))
            _clear(path, old)
            try:
                importer = _Importer(path, old, request, say, progress)
                new = importer.run()
                if not (path / SETTINGS).exists():
                    name = request.name or path.resolve().name
                    text = default_settings(name, request.defaults)
                    write_atomically(path / SETTINGS, text)
                write_pointer(path, new)
            except BaseException:
                # An interruption may come just after the switch: then the new parts are current.
                _clear(path, read_pointer(path) if (path / POINTER).exists() else old)
                if not (path / POINTER).exists():
                    remove(path / LOCK)
                raise
            sweep(path, new)
            say(f"{path}: generation {new.generation} is ready")
            for line in importer.warnings:  # last, where they are not overlooked
                say(f"warning: {line}")
            return new
    except BaseException:
        _remove_empty(path, top)
        raise


def check_name(name: str, what: str) -> None:
    """Refuse what can't name a variant or a ground truth.

    Raises:
        NameInvalidError: saying how a name is formed.
    """
    if not _NAME.fullmatch(name) or name != name.strip():
        raise NameInvalidError(
            f'"{name}" can\'t name a {what}: begin with a letter or digit, then use '
            "letters, digits, space and . _ + - (64 at most)."
        )


def check_folder(path: Path) -> None:
    """Make sure that ``path`` is a workspace, or could become one.

    Raises:
        WorkspaceError: a file, or a folder with other things in it.
    """
    if path.exists() and not path.is_dir():
        raise WorkspaceError(f"{path}: is a file, not a folder. Give another path.")
    if path.exists() and not (path / POINTER).exists():
        foreign = foreign_files(path)
        if foreign:
            raise WorkspaceError(
                f"{path}: is neither empty nor a workspace (it holds {foreign[0]}). "
                "Give an empty or new folder."
            )


def _make_folder(path: Path) -> Path | None:
    """Make the folder; returns the topmost folder that was created."""
    check_folder(path)
    if path.exists():
        return None
    top = path
    while not top.parent.exists():
        top = top.parent
    path.mkdir(parents=True, exist_ok=True)
    return top


def _clear(path: Path, current: Pointer) -> None:
    """Remove what an unfinished import left. The caller holds the lock."""
    sweep(path, current)
    if not (path / POINTER).exists():
        remove(path / SETTINGS)


def _remove_empty(path: Path, top: Path | None) -> None:
    """Remove the folders made for a workspace that did not come about, if nothing is in them."""
    if top is None:
        return
    with contextlib.suppress(OSError):
        while True:
            path.rmdir()
            if path == top:
                return
            path = path.parent


class _Importer:
    def __init__(
        self,
        path: Path,
        old: Pointer,
        request: ImportRequest,
        say: Callable[[str], None],
        progress: Progress,
    ) -> None:
        self.path = path
        self.old = old
        self.request = request
        self.say = say
        self.progress = progress
        self.tag = f"g{old.generation + 1}"
        self.faults: list[YusaError] = []
        self.warnings: list[str] = []

    def run(self) -> Pointer:
        self._check_names()
        pointer = replace(
            self.old,
            generation=self.old.generation + 1,
            demo=self.request.demo or self.old.demo,
        )
        if self.request.items or self.request.images:
            pointer = self._items(pointer)
        elif pointer.items_part is None:
            raise DatasetError(
                f"{self.path}: the workspace has no items yet. Add them with --items FILE."
            )
        assert pointer.items_part is not None  # noqa: S101 - for the type checker
        store = ItemStore(self.path / pointer.items_part / "items.sqlite")
        if pointer.items_part != self.old.items_part and self.old.items_part is not None:
            pointer = self._keep_variants(pointer, store)
        pointer = self._gts(pointer, store)
        pointer = self._variants(pointer, store)
        _raise_all(self.faults)
        pointer = self._slots(pointer)
        self._sync(pointer)
        return pointer

    def _attempt(self, step: Callable[[], _T]) -> _T | None:
        """Go on after bad input, so that one run names the faults of all files."""
        try:
            return step()
        except YusaError as fault:
            self.faults.append(fault)
            return None

    # --- names --------------------------------------------------------------------------------

    def _check_names(self) -> None:
        request = self.request
        taken: list[str] = []
        if request.items and self.old.items_part and not request.replace:
            taken.append("items")
        for names, existing, what in (
            ([*request.variants, *request.derived], self.old.variants, "variant"),
            (request.gts, self.old.gts, "ground truth"),
        ):
            for name in names:
                check_name(name, what)
                if name in existing and not request.replace:
                    taken.append(f'the {what} "{name}"')
            self._check_case(names, existing, what)
        if taken:
            raise NameTakenError(
                f"{self.path}: already has {', '.join(taken)}. Add --replace to replace."
            )

    def _check_case(self, names: Iterable[str], existing: Iterable[str], what: str) -> None:
        """Refuse names that a disk which ignores case, or Unicode forms, takes for one."""
        known = {_on_any_disk(name): name for name in existing}
        for name in names:
            other = known.setdefault(_on_any_disk(name), name)
            if name != other and name not in existing:
                raise NameTakenError(
                    f'{self.path}: the {what} "{name}" and the {what} "{other}" differ only in '
                    "upper and lower case or in Unicode form, which some disks don't tell apart. "
                    f'Choose another name, or write "{other}".'
                )

    # --- items --------------------------------------------------------------------------------

    def _items(self, pointer: Pointer) -> Pointer:
        request = self.request
        source = self._images_root(pointer)
        copies = self.path / "images" / self.tag if request.copy_images else None
        part = f"items/{self.tag}"
        table = self.path / part / "items.sqlite"
        items, place_of = self._given_items(pointer)

        def look(writer: ItemTableWriter) -> Sequence[ImageRef]:
            found = _checked_paths(writer.pictures, place_of, source, self.progress)
            if source is not None and copies is not None:
                _copy_images(source, found, copies, self.progress)
            root = copies or source
            if root is not None and len(found) > MANY_PICTURES:
                return _told_apart(root, found, writer.twins())
            return inspect_images(root, found, partial(self.progress, "pictures"))

        table.parent.mkdir(parents=True)
        write_items(table, items, look, partial(self.progress, "write items"))
        self._say_items(ItemStore(table), copies or source)
        images_root = pointer.images_root
        if copies is not None:
            images_root = f"images/{self.tag}"
        elif request.images is not None:
            images_root = str(source)
        return replace(pointer, items_part=part, images_root=images_root)

    def _given_items(self, pointer: Pointer) -> tuple[Iterable[Item], Callable[[str], str]]:
        """The items to store, and what says in a message where the item of an id came from."""
        if self.request.items:
            file = open_items(self.request.items, self.request.mapping)
            return self._told_items(file), lambda key: f"{file.path.name} {file.place(key)}"
        if pointer.items_part is None:
            raise DatasetError(
                f"{self.path}: --images without items. Add the items with --items FILE."
            )
        stored = ItemStore(self.path / pointer.items_part / "items.sqlite")
        return stored.all_items(), lambda _: "items"

    def _told_items(self, file: ItemFile) -> Iterator[Item]:
        """The items of a file; when they are through, how its columns were read is said."""
        yield from file.read(partial(self.progress, "read items"))
        self._say_mapping(file)

    def _images_root(self, pointer: Pointer) -> Path | None:
        if self.request.images is None:
            if self.request.copy_images:
                raise DatasetError("--copy-images: add --images DIR, the folder to copy from.")
            return self.path / pointer.images_root if pointer.images_root else None
        if not self.request.images.is_dir():
            raise DatasetError(f"{self.request.images}: no such folder. Check --images.")
        root = self.request.images.resolve()
        if any(root.is_relative_to((self.path / f).resolve()) for f in PART_FOLDERS):
            raise DatasetError(
                f"{self.request.images}: belongs to the workspace, whose imports replace it. "
                "Give the folder that the pictures came from, or leave --images out."
            )
        return root

    def _say_mapping(self, file: ItemFile) -> None:
        pairs = ", ".join(
            f if f == column else f"{f} <- {column}" for f, column in file.mapping.items()
        )
        kept = ", ".join(file.metadata_columns) or "none"
        self.say(f"{file.path.name}: fields {pairs}; kept as metadata: {kept}")

    def _say_items(self, store: ItemStore, root: Path | None) -> None:
        self.say(counted(len(store), "item"))
        empty = store.empty_texts()
        if empty:
            have = counted(len(empty), "item has", "items have")
            self.say(f"{have} an empty text: {first_few(empty)}")
        counts = store.image_counts()
        for status in ("missing", "unreadable", "oversized"):
            if counts[status]:
                named = [f"{i} ({p})" for i, p in store.faulty_images(status, FEW_NAMED)]
                are = counted(counts[status], "picture is", "pictures are")
                self.say(f"{are} {status}: {', '.join(named)}")
        if counts["unchecked"]:
            are = counted(counts["unchecked"], "picture was", "pictures were")
            self.say(f"{are} found and not opened; to check them all: yusa check {self.path}")
        if counts["missing"] and counts["missing"] == sum(counts.values()):
            self._warn_of_pictures(store, counts["missing"], root)

    def _warn_of_pictures(self, store: ItemStore, count: int, root: Path | None) -> None:
        """Say that no picture was found at all, and where they may be."""
        paths = [path for _, path in store.faulty_images("missing", _LOOKED_FOR)]
        given = self.request.images
        if root is None:
            are = counted(count, "picture", "pictures")
            told = f"the items name {are}, and no picture folder is known."
        else:
            looked = (given.resolve() if given else root) / paths[0]
            none = "the only picture was not" if count == 1 else f"none of {count} pictures was"
            told = f"{none} found; the first was looked for at {looked}."
        near = given or root or self.request.items
        found = _folder_of_pictures(near.resolve(), paths) if near else None
        where = shlex.quote(str(found)) if found else "DIR"
        copied = " --copy-images" if self.request.copy_images else ""
        option = f"yusa import {shlex.quote(str(self.path))} --images {where}{copied}"
        seem = "The pictures seem to be there: " if found else "Name the folder they are in: "
        self.warnings.append(f"{told} {seem}{option}")

    # --- variants -----------------------------------------------------------------------------

    def _keep_variants(self, pointer: Pointer, store: ItemStore) -> Pointer:
        """Rows of items that are gone leave the variants that stay."""
        variants = dict(pointer.variants)
        for name, entry in self.old.variants.items():
            if name not in self.request.variants:
                kept = self._attempt(partial(self._keep_variant, name, entry, store))
                variants[name] = kept or entry
        return replace(pointer, variants=variants)

    def _keep_variant(self, name: str, entry: VariantPart, store: ItemStore) -> VariantPart:
        folder = self.path / entry.part
        lost = [key for key in VariantFiles.open(folder).ids() if key not in store]
        if not lost:
            return entry
        part = f"variants/{name}@{self.tag}"
        stored = copy_variant(folder, self.path / part, store.ids, entry.stored, self._told(name))
        self.say(
            f"variant {name}: {counted(len(lost), 'vector')} of items that are gone left out: "
            f"{first_few(lost)}"
        )
        return VariantPart(part, stored)

    def _variants(self, pointer: Pointer, store: ItemStore) -> Pointer:
        variants = dict(pointer.variants)
        for name, path in self.request.variants.items():
            added = self._attempt(partial(self._variant, name, path, store))
            if added:
                variants[name] = added
        for name, (source, dims) in self.request.derived.items():
            made = self._attempt(partial(self._derived, name, source, dims, variants, store))
            if made:
                variants[name] = made
        return replace(pointer, variants=variants)

    def _slots(self, pointer: Pointer) -> Pointer:
        """Every variant keeps its palette slot, a new one takes the lowest that is free."""
        before = self.old.slots
        kept = {n: replace(v, slot=before.get(n)) for n, v in pointer.variants.items()}
        slots = replace(pointer, variants=kept).slots
        variants = {name: replace(entry, slot=slots[name]) for name, entry in kept.items()}
        return replace(pointer, variants=variants)

    def _told(self, name: str) -> Progress:
        """Progress that names the variant."""
        return lambda step, done, every: self.progress(f"{step} of {name}", done, every)

    def _derived(
        self,
        name: str,
        source: str,
        dims: int,
        variants: Mapping[str, VariantPart],
        store: ItemStore,
    ) -> VariantPart:
        entry = variants.get(source)
        if entry is None:
            names = ", ".join(sorted(variants)) or "none"
            raise UnknownVariantError(f'There is no variant "{source}". There are: {names}.')
        _check_space(self.path, self.path / entry.part, disk_needed(entry.stored.rows, dims))
        part = f"variants/{name}@{self.tag}"
        old = self.path / entry.part
        stored = derive_variant(
            source, old, self.path / part, store.ids, entry.stored, dims, self._told(name)
        )
        self.say(
            f"variant {name}: the first {dims:,} of {entry.stored.dim:,} dimensions of {source}, "
            f"{stored.rows:,} vectors, {stored.normalised:,} scaled to length 1"
        )
        return VariantPart(part, stored)

    def _variant(self, name: str, path: Path, store: ItemStore) -> VariantPart:
        request = self.request
        source = open_vector_file(path, keys=request.keys.get(name), ids_path=request.ids.get(name))
        manifest = _read_manifest(request.manifests.get(name), source)
        _check_space(self.path, path, disk_needed(source.rows, source.dim))
        part = f"variants/{name}@{self.tag}"
        with ThreadPoolExecutor(max_workers=1) as beside:
            digest = beside.submit(_file_hash, path)
            stored = write_variant(source, self.path / part, store.ids, manifest, self._told(name))
        stored = replace(stored, source_file=path.name, source_sha256=digest.result())
        self.say(
            f"variant {name}: {counted(stored.rows, 'vector')} of "
            f"{counted(stored.dim, 'dimension')}, "
            f"{stored.normalised:,} scaled to length 1"
        )
        if stored.unknown_ids:
            self.say(
                f"variant {name}: {counted(len(stored.unknown_ids), 'vector')} of unknown items "
                "left out: "
                f"{first_few(stored.unknown_ids)}"
            )
        if stored.rows < len(store):
            have = set(source.ids)
            lacking = [key for key in store.ids if key not in have]
            without = counted(len(lacking), "item")
            self.say(f"variant {name}: {without} without a vector: {first_few(lacking)}")
        return VariantPart(part, stored)

    # --- ground truths ------------------------------------------------------------------------

    def _gts(self, pointer: Pointer, store: ItemStore) -> Pointer:
        gts = dict(pointer.gts)
        if pointer.items_part != self.old.items_part:
            for name, part in self.old.gts.items():
                if name not in self.request.gts:
                    self._attempt(partial(self._recheck_gt, name, part, store))
        for name, path in self.request.gts.items():
            added = self._attempt(partial(self._gt, name, path, store))
            if added:
                gts[name] = added
        return replace(pointer, gts=gts)

    def _gt(self, name: str, path: Path, store: ItemStore) -> str:
        pool_path = self.request.gt_pools.get(name)
        ground_truth = read_ground_truth(path, name, store, pool_path=pool_path)
        part = f"gt/{name}@{self.tag}.json"
        (self.path / part).parent.mkdir(exist_ok=True)
        text = json.dumps(ground_truth.document(), ensure_ascii=False, indent=1) + "\n"
        write_atomically(self.path / part, text)
        asked = counted(len(ground_truth.queries), "query", "queries")
        self.say(f"ground truth {name}: {asked}")
        return part

    def _recheck_gt(self, name: str, part: str, store: ItemStore) -> None:
        """A ground truth that stays has to hold for the new items too."""
        data = json.loads((self.path / part).read_text("utf-8"))
        faults = Faults()
        named = set(data["queries"]) | {i for e in data["queries"].values() for i in e}
        for key in sorted(named | set(data["pool"] or ())):
            if key not in store:
                faults.add(
                    f'The new items lack "{key}", which the ground truth "{name}" names. '
                    "Keep the item, or import the ground truth again in the same command."
                )
        faults.raise_as(GroundTruthError)

    def _sync(self, pointer: Pointer) -> None:
        """Everything that the pointer will name has to be on disk before the pointer is."""
        for part in pointer.parts() - self.old.parts():
            target = self.path / part
            files = [f for f in target.rglob("*") if f.is_file()] if target.is_dir() else [target]
            for file in files:
                with file.open("rb+") as handle:
                    os.fsync(handle.fileno())
            folders = [f for f in target.rglob("*") if f.is_dir()] if target.is_dir() else []
            for folder in [*folders, target, target.parent]:
                if folder.is_dir():
                    sync_folder(folder)
        sync_folder(self.path)
        with contextlib.suppress(PermissionError):  # a parent that may be passed but not listed
            sync_folder(self.path.parent)


def _on_any_disk(name: str) -> str:
    """Equal for names that are one file on macOS, whose disks ignore case and Unicode forms."""
    return nfc(nfc(name).casefold())


def _raise_all(faults: Sequence[YusaError]) -> None:
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise DatasetError([sentence for fault in faults for sentence in fault.faults])


def _folder_of_pictures(near: Path, paths: Sequence[str]) -> Path | None:
    """Return the folder one level above or below that most of the pictures are in, if any is."""
    folders = [near.parent]
    if near.is_dir():
        with contextlib.suppress(OSError), os.scandir(near) as entries:
            inside = (Path(entry) for entry in entries if entry.is_dir())
            folders += sorted(itertools.islice(inside, _LOOKED_INTO))
    else:
        folders += [near.parent / "images", near.parent.parent]

    def hits(folder: Path) -> int:
        return sum((folder / path_on_disk(folder, path)).is_file() for path in paths)

    best = max(folders, key=hits)
    return best if hits(best) else None


def _checked_paths(
    pictures: Sequence[tuple[str, ImageRef]],
    place_of: Callable[[str], str],
    root: Path | None,
    progress: Progress,
) -> list[ImageRef]:
    """The pictures, each path in the Unicode form that the disk has.

    Very many are only looked for, not opened: they are missing or unchecked.
    """
    folder = PictureFolder(root) if root is not None and len(pictures) > MANY_PICTURES else None
    faults = Faults()
    found = []
    for done, (item_id, image) in enumerate(pictures):
        reason, path, status = path_fault(image.path), image.path, image.status
        if reason or root is None:
            pass
        elif folder is None:
            path = path_on_disk(root, path)
            reason = symlink_fault(root, path)
        else:
            if done % _PROGRESS_FILES == 0:
                progress("find pictures", done, len(pictures))
            path, is_there, reason = folder.find(path)
            status = "unchecked" if is_there else "missing"
        if reason:
            faults.add(f'{place_of(item_id)} (id "{item_id}"): the picture path "{path}" {reason}.')
        found.append(ImageRef(image.n, path, status) if folder else replace(image, path=path))
    if folder is not None:
        progress("find pictures", len(pictures), len(pictures))
    faults.raise_as(ImagePathError)
    return found


def _copy_images(
    source: Path, pictures: Sequence[ImageRef], target: Path, progress: Progress
) -> None:
    target.mkdir(parents=True)
    paths = {picture.path for picture in pictures}
    for done, image in enumerate(sorted(paths)):
        if done % _PROGRESS_FILES == 0:
            progress("copy pictures", done, len(paths))
        if (source / image).is_file():
            (target / image).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / image, target / image)
    progress("copy pictures", len(paths), len(paths))


def _told_apart(
    root: Path, pictures: list[ImageRef], twins: Iterable[Sequence[range]]
) -> list[ImageRef]:
    """Open those pictures alone that decide whether two items are exact duplicates."""

    def sizes(places: range) -> tuple[int, ...] | None:
        try:
            return tuple((root / pictures[n].path).stat().st_size for n in places)
        except OSError:
            return None

    for group in twins:
        if len({tuple(pictures[n].path for n in places) for places in group}) == 1:
            continue  # one and the same file
        alike: dict[tuple[int, ...] | None, list[range]] = {}
        for places in group:
            alike.setdefault(sizes(places), []).append(places)
        for known, same in alike.items():
            if known is not None and len(same) > 1:
                for n in (n for places in same for n in places):
                    pictures[n] = inspect_image(root, pictures[n])
    return pictures


def _read_manifest(path: Path | None, source: VectorFile) -> dict[str, object]:
    if path is None:
        return {}
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


def _file_hash(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _check_space(path: Path, file: Path, needed: int) -> None:
    free = shutil.disk_usage(path).free
    if needed > free:
        raise WorkspaceError(
            f"{file.name}: storing its vectors takes {needed:,} bytes, the disk has {free:,} free. "
            "Free some space, or check the file."
        )
