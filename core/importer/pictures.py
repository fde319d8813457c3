"""The picture files of an import: where they lie, whether they are there, copies of them."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import DatasetError, Faults, ImagePathError
from core.generations import PART_FOLDERS
from core.images import (
    MANY_PICTURES,
    PictureFolder,
    inspect_image,
    inspect_images,
    path_fault,
    path_on_disk,
    symlink_fault,
)
from core.types import ImageRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from core.generations import Pointer
    from core.importer.job import Job
    from core.item_table import ItemTableWriter
    from core.types import Progress

_PROGRESS_FILES = 100
_LOOKED_INTO = 200
"""So many folders at most are looked into for lost pictures."""


def source_folder(job: Job, pointer: Pointer) -> Path | None:
    """The folder that the pictures are taken from; None where none is known.

    Raises:
        DatasetError: no folder, or one that imports replace.
    """
    if job.request.images is None:
        if job.request.copy_images:
            raise DatasetError("--copy-images: add --images DIR, the folder to copy from.")
        return job.path / pointer.images_root if pointer.images_root else None
    if not job.request.images.is_dir():
        raise DatasetError(f"{job.request.images}: no such folder. Check --images.")
    root = job.request.images.resolve()
    if any(root.is_relative_to((job.path / f).resolve()) for f in PART_FOLDERS):
        raise DatasetError(
            f"{job.request.images}: belongs to the workspace, whose imports replace it. "
            "Give the folder that the pictures came from, or leave --images out."
        )
    return root


def look_at(
    writer: ItemTableWriter,
    place_of: Callable[[str], str],
    source: Path | None,
    copies: Path | None,
    progress: Progress,
) -> Sequence[ImageRef]:
    """Check and open the pictures of the items added so far; very many are opened where it matters.

    Args:
        writer: has the items.
        place_of: says in a message where the item of an id came from.
        source: the folder that the pictures are taken from.
        copies: the folder to copy them into first, if they are to be copied.
        progress: called often.

    Raises:
        ImagePathError: paths that lead out of the folder.
    """
    found = _checked_paths(writer.pictures, place_of, source, progress)
    if source is not None and copies is not None:
        _copy_images(source, found, copies, progress)
    root = copies or source
    if root is not None and len(found) > MANY_PICTURES:
        return _told_apart(root, found, writer.twins())
    return inspect_images(root, found, partial(progress, "pictures"))


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


def likely_folder(near: Path, paths: Sequence[str]) -> Path | None:
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
