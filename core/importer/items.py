"""The item table of the new generation, and what is said of it."""

from __future__ import annotations

import shlex
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.errors import DatasetError
from core.importer import pictures
from core.ingest.items_file import ItemFile, open_items
from core.item_table import ItemTableWriter, write_items
from core.items import ItemStore
from core.text import FEW_NAMED, counted, first_few

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from core.generations import Pointer
    from core.importer.job import Job
    from core.types import ImageRef, Item

_LOOKED_FOR = 20
"""So many lost pictures are looked for elsewhere at most."""


def store_items(job: Job, pointer: Pointer) -> Pointer:
    """Write the items of the request, or the stored ones again with the pictures it names.

    Raises:
        DatasetError: bad items, or none at all.
        ImagePathError: paths of pictures that lead out of their folder.
    """
    source = pictures.source_folder(job, pointer)
    copies = job.path / "images" / job.tag if job.request.copy_images else None
    part = f"items/{job.tag}"
    table = job.path / part / "items.sqlite"
    items, place_of = _given_items(job, pointer)

    def look(writer: ItemTableWriter) -> Sequence[ImageRef]:
        return pictures.look_at(writer, place_of, source, copies, job.progress)

    table.parent.mkdir(parents=True)
    write_items(table, items, look, partial(job.progress, "write items"))
    _say_items(job, ItemStore(table), copies or source)
    images_root = pointer.images_root
    if copies is not None:
        images_root = f"images/{job.tag}"
    elif job.request.images is not None:
        images_root = str(source)
    return replace(pointer, items_part=part, images_root=images_root)


def _given_items(job: Job, pointer: Pointer) -> tuple[Iterable[Item], Callable[[str], str]]:
    """The items to store, and what says in a message where the item of an id came from."""
    if job.request.items:
        file = open_items(job.request.items, job.request.mapping)
        return _told_items(job, file), lambda key: f"{file.path.name} {file.place(key)}"
    if pointer.items_part is None:
        raise DatasetError(f"{job.path}: --images without items. Add the items with --items FILE.")
    stored = ItemStore(job.path / pointer.items_part / "items.sqlite")
    return stored.all_items(), lambda _: "items"


def _told_items(job: Job, file: ItemFile) -> Iterator[Item]:
    """The items of a file; when they are through, how its columns were read is said."""
    yield from file.read(partial(job.progress, "read items"))
    _say_mapping(job, file)


def _say_mapping(job: Job, file: ItemFile) -> None:
    pairs = ", ".join(
        f if f == column else f"{f} <- {column}" for f, column in file.mapping.items()
    )
    kept = ", ".join(file.metadata_columns) or "none"
    job.say(f"{file.path.name}: fields {pairs}; kept as metadata: {kept}")


def _say_items(job: Job, store: ItemStore, root: Path | None) -> None:
    job.say(counted(len(store), "item"))
    empty = store.empty_texts()
    if empty:
        have = counted(len(empty), "item has", "items have")
        job.say(f"{have} an empty text: {first_few(empty)}")
    counts = store.image_counts()
    for status in ("missing", "unreadable", "oversized"):
        if counts[status]:
            named = [f"{i} ({p})" for i, p in store.faulty_images(status, FEW_NAMED)]
            are = counted(counts[status], "picture is", "pictures are")
            job.say(f"{are} {status}: {', '.join(named)}")
    if counts["unchecked"]:
        are = counted(counts["unchecked"], "picture was", "pictures were")
        job.say(f"{are} found and not opened; to check them all: yusa check {job.path}")
    if counts["missing"] and counts["missing"] == sum(counts.values()):
        _warn_of_pictures(job, store, counts["missing"], root)


def _warn_of_pictures(job: Job, store: ItemStore, count: int, root: Path | None) -> None:
    """Say that no picture was found at all, and where they may be."""
    paths = [path for _, path in store.faulty_images("missing", _LOOKED_FOR)]
    given = job.request.images
    if root is None:
        are = counted(count, "picture", "pictures")
        told = f"the items name {are}, and no picture folder is known."
    else:
        looked = (given.resolve() if given else root) / paths[0]
        none = "the only picture was not" if count == 1 else f"none of {count} pictures was"
        told = f"{none} found; the first was looked for at {looked}."
    near = given or root or job.request.items
    found = pictures.likely_folder(near.resolve(), paths) if near else None
    where = shlex.quote(str(found)) if found else "DIR"
    copied = " --copy-images" if job.request.copy_images else ""
    option = f"yusa import {shlex.quote(str(job.path))} --images {where}{copied}"
    seem = "The pictures seem to be there: " if found else "Name the folder they are in: "
    job.warnings.append(f"{told} {seem}{option}")
