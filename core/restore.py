"""The way back from a backup (:mod:`core.backup`) to a workspace. The file is untrusted."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.backup import EDITED, FORMAT, MANIFEST
from core.errors import BackupError
from core.generations import POINTER, is_part, read_pointer, sync_folder
from core.images import path_fault
from core.judgment_store import JudgmentStore
from core.workspace import JUDGMENTS, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CHUNK = 2**20
_MAX_MANIFEST = 256 * 2**20
_SHA256 = re.compile("[0-9a-f]{64}")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What reading a damaged zip file raises."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FOLDERS = ("items/", "variants/", "gt/", "images/")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: files, and up to which judgment.

    Attributes:
        from_database: the judgments were in a database when the backup was made.
        images_root: where the pictures are looked for; None where no folder is known.
        pictures_there: whether that folder is there.
    """

    files: int
    revision: int
    head: str | None
    from_database: bool
    images_root: Path | None
    pictures_there: bool


def restore(
    file: Path,
    folder: Path,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Restored:
    """Make the workspace ``folder`` from the backup ``file``: whole, or not at all.

    Args:
        file: a file of :func:`core.backup.make_backup`.
        folder: it must not exist, or be empty.
        progress: called often with (files done, files in all).

    Raises:
        BackupError: the folder isn't empty, or the file isn't whole.
        YusaError: what it holds is no workspace.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise BackupError(f"{folder}: is no folder. Give a new or empty one.")
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder}: isn't empty. Give a new or empty folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = folder.parent / f".{folder.name}.restoring-{os.getpid()}"
    staging.mkdir(mode=0o755)
    try:
        try:
            with zipfile.ZipFile(file) as archive:
                manifest = _read_manifest(file, archive)
                _extract(file, archive, manifest["files"], staging, progress)
        except _DAMAGE as fault:
            raise BackupError(f"{file}: is no whole backup ({fault}). Take another one.") from fault
        restored = _check(file, staging, manifest)
        staging.replace(folder)
        sync_folder(folder.parent)
        return restored
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _read_manifest(file: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, if it fits the archive: each file once, no others, none outside.

    Raises:
        BackupError: it doesn't.
    """
    if any(entry.compress_type not in _METHODS for entry in archive.infolist()):
        raise BackupError(f"{file}: is compressed in another way than a backup. Take another one.")
    names = [entry.filename for entry in archive.infolist()]
    if MANIFEST not in names:
        raise BackupError(f"{file}: has no {MANIFEST}, so it isn't a backup of Yusa.")
    if archive.getinfo(MANIFEST).file_size > _MAX_MANIFEST:
        raise BackupError(f"{file}: its {MANIFEST} is too large.")
    try:
        data: dict[str, Any] = json.loads(archive.read(MANIFEST))
        form, files = data["format"], data["files"]
        judged = (data["judgments"]["revision"], data["judgments"]["head"])
        whole = (
            isinstance(data["uuid"], str)
            and isinstance(judged[0], int)
            and (judged[1] is None or isinstance(judged[1], str))
            and all(
                isinstance(entry["bytes"], int) and _SHA256.fullmatch(entry["sha256"])
                for entry in files.values()
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        form, whole = None, False
    if form is not None and form != FORMAT:
        raise BackupError(
            f"{file}: a backup of format {form!r:.20}, this program reads {FORMAT}. Update Yusa."
        )
    if not whole:
        raise BackupError(f"{file}: its {MANIFEST} is damaged. Take another backup.")
    if sorted(names) != sorted([*files, MANIFEST]):
        raise BackupError(f"{file}: doesn't hold what its {MANIFEST} says. Take another backup.")
    for name in files:
        fault = path_fault(name)
        ours = name in (POINTER, JUDGMENTS, *EDITED) or name.startswith(_FOLDERS)
        if fault or not ours or Path(name).as_posix() != name:
            raise BackupError(
                f"{file}: names {name!r:.100}, which is no file of a workspace. Nothing was "
                "restored; don't trust this file."
            )
    return data


def _extract(
    file: Path,
    archive: zipfile.ZipFile,
    files: Mapping[str, Mapping[str, Any]],
    to: Path,
    progress: Callable[[int, int], None],
) -> None:
    """Write each file; never more bytes than the manifest says.

    Raises:
        BackupError: another content than the manifest says.
    """
    for done, (name, told) in enumerate(files.items(), start=1):
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest, left = hashlib.sha256(), told["bytes"]
        with archive.open(name) as source, path.open("xb") as out:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    break
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if left != 0 or digest.hexdigest() != told["sha256"]:
            raise BackupError(
                f"{file}: {name} isn't what it was when the backup was made. Take another backup."
            )
        progress(done, len(files))
    for parent in {(to / name).parent for name in files} | {to}:
        sync_folder(parent)


def _check(file: Path, folder: Path, manifest: Mapping[str, Any]) -> Restored:
    """Open what was extracted as a workspace and verify its judgments."""
    pointer = read_pointer(folder)
    outside = [part for part in sorted(pointer.parts()) if not is_part(part)]
    if outside or pointer.uuid != manifest["uuid"]:
        raise BackupError(
            f"{file}: its {POINTER} names what isn't in the backup. Nothing was restored; don't "
            "trust this file."
        )
    workspace = Workspace.open(folder)
    revision, head = manifest["judgments"]["revision"], manifest["judgments"]["head"]
    with closing(JudgmentStore.open(folder / JUDGMENTS, pointer.uuid)) as store:
        store.verify(head)
        if store.revision() != revision:
            raise BackupError(
                f"{file}: holds {store.revision():,} judgments instead of {revision:,}. Take "
                "another backup."
            )
    root = workspace.images_root
    return Restored(
        len(manifest["files"]),
        revision,
        head,
        manifest["judgments"].get("from") == "database",
        None if pointer.images_root is None else Path(pointer.images_root),
        root is not None and root.is_dir(),
    )
