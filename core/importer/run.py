"""Run an import: hold the workspace, write a new generation, switch once, or leave no trace."""

from __future__ import annotations

import contextlib
import os
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import DatasetError, WorkspaceError
from core.generations import (
    LOCK,
    POINTER,
    Pointer,
    foreign_files,
    read_pointer,
    remove,
    sweep,
    sync_folder,
    write_atomically,
    write_lock,
    write_pointer,
)
from core.importer.ground_truths import add_ground_truths
from core.importer.items import store_items
from core.importer.job import Job
from core.importer.names import check_names
from core.importer.variants import add_variants, keep_slots, keep_variants
from core.items import ItemStore
from core.settings import SETTINGS, default_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from core.importer.request import ImportRequest
    from core.types import Progress


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
                job = Job(path, old, request, say, progress)
                new = _new_generation(job)
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
            for line in job.warnings:  # last, where they are not overlooked
                say(f"warning: {line}")
            return new
    except BaseException:
        _remove_empty(path, top)
        raise


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


def _new_generation(job: Job) -> Pointer:
    """Write the parts of a new generation, all on disk when this returns."""
    check_names(job)
    pointer = replace(
        job.old,
        generation=job.old.generation + 1,
        demo=job.request.demo or job.old.demo,
    )
    if job.request.items or job.request.images:
        pointer = store_items(job, pointer)
    elif pointer.items_part is None:
        raise DatasetError(
            f"{job.path}: the workspace has no items yet. Add them with --items FILE."
        )
    assert pointer.items_part is not None  # noqa: S101 - for the type checker
    store = ItemStore(job.path / pointer.items_part / "items.sqlite")
    if pointer.items_part != job.old.items_part and job.old.items_part is not None:
        pointer = keep_variants(job, pointer, store)
    pointer = add_ground_truths(job, pointer, store)
    pointer = add_variants(job, pointer, store)
    job.raise_faults()
    pointer = keep_slots(job.old, pointer)
    _sync(job.path, pointer.parts() - job.old.parts())
    return pointer


def _sync(path: Path, parts: Iterable[str]) -> None:
    """Everything that the pointer will name has to be on disk before the pointer is."""
    for part in parts:
        target = path / part
        files = [f for f in target.rglob("*") if f.is_file()] if target.is_dir() else [target]
        for file in files:
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
        folders = [f for f in target.rglob("*") if f.is_dir()] if target.is_dir() else []
        for folder in [*folders, target, target.parent]:
            if folder.is_dir():
                sync_folder(folder)
    sync_folder(path)
    with contextlib.suppress(PermissionError):  # a parent that may be passed but not listed
        sync_folder(path.parent)
