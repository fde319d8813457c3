"""A backup: one zip file with a workspace as it was at one moment, while people go on working.

It holds the files of the current generation, what people may edit, and the judgments, remarks and
names as a SQLite file, wherever they are kept. ``manifest.json`` names every file with its size and
SHA-256. :mod:`core.restore` is the way back.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import stat
import tempfile
import zipfile
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from core import __version__
from core.errors import BackupError, WorkspaceError
from core.generations import POINTER, Pointer, read_pointer, sync_folder
from core.images import path_fault, symlink_fault
from core.judgment_store import JudgmentStore
from core.picture_check import CHECKS
from core.postgres import Database
from core.settings import SETTINGS
from core.store_copy import copy_store
from core.workspace import JUDGMENTS, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMAT = 1
MANIFEST = "manifest.json"
RECOMMENDATION = "recommendation.md"
EDITED = (SETTINGS, RECOMMENDATION, CHECKS)
"""Files of the workspace that aren't parts of a generation; there or not."""
_CHUNK = 2**20
_STORED = {".npy", ".png", ".jpg", ".jpeg", ".webp", ".gif"}
"""What compression takes time for and gains nothing on."""
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: files, their bytes, pictures not found, and the last judgment."""

    files: int
    bytes: int
    pictures_missing: int
    revision: int
    head: str | None


def make_backup(
    folder: Path,
    file: Path,
    *,
    database: str | None = None,
    pictures: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Made:
    """Write the backup ``file`` of the workspace ``folder``: whole, or not at all.

    Args:
        folder: the workspace. Imports and judgments may go on; what they add after the backup
            began is not part of it.
        file: the zip file; it must not exist.
        database: where the judgments are (:meth:`core.workspace.Workspace.open`).
        pictures: put the pictures in as well, also those that lie outside the workspace.
        progress: called often with (files done, files in all).

    Raises:
        BackupError: the file exists, or a part of the workspace is a symbolic link.
        JudgmentStoreError: the judgments can't be read, or were altered.
        WorkspaceError: no workspace, or damaged files.
    """
    if file.exists():
        raise BackupError(f"{file}: exists already. Give another name, or remove it.")
    if not file.parent.is_dir():
        raise BackupError(f"{file.parent}: there is no such folder. Make it first.")
    temporary = file.with_name(f".{file.name}.new")
    with ExitStack() as stack:
        workspace, opened = _open_generation(folder, database, stack)
        stack.callback(temporary.unlink, missing_ok=True)
        judged = Path(stack.enter_context(tempfile.TemporaryDirectory())) / JUDGMENTS
        revision, head = _judgments(workspace, judged)
        if judged.exists():
            opened[JUDGMENTS] = stack.enter_context(judged.open("rb"))
        root = workspace.images_root if pictures else None
        below = f"images/g{workspace.generation}"
        named = dict(_pictures(root, workspace)) if root is not None else {}
        with temporary.open("wb") as raw, zipfile.ZipFile(raw, "w") as archive:
            entries: dict[str, dict[str, object]] = {}
            total = len(opened) + len(named)
            for name, handle in sorted(opened.items()):
                if name == POINTER and root is not None:
                    handle = _moved_pictures(handle, below)
                entries[name] = _add(archive, name, handle)
                progress(len(entries), total)
            missing = 0
            for name, path in sorted(named.items()):
                try:
                    with _open_file(path) as handle:
                        entries[f"{below}/{name}"] = _add(archive, f"{below}/{name}", handle)
                except (FileNotFoundError, BackupError):
                    missing += 1
                progress(len(entries) + missing, total)
            _add_manifest(archive, workspace, entries, revision, head, pictures=pictures)
            archive.close()
            raw.flush()
            os.fsync(raw.fileno())
        temporary.replace(file)
        sync_folder(file.parent)
    size = sum(int(str(entry["bytes"])) for entry in entries.values())
    return Made(len(entries), size, missing, revision, head)


def _open_generation(
    folder: Path, database: str | None, stack: ExitStack
) -> tuple[Workspace, dict[str, IO[bytes]]]:
    """Open every file of the current generation; an import may remove them from then on."""
    for _ in range(_TRIES):
        workspace = Workspace.open(folder, database=database)
        with ExitStack() as trying:
            try:
                opened = {
                    name: trying.enter_context(_open_file(folder / name))
                    for name in _names(folder, read_pointer(folder))
                }
            except FileNotFoundError as fault:
                if Workspace.generation_of(folder) == workspace.generation:
                    raise WorkspaceError(
                        f"{fault.filename}: a file of the workspace is missing. Import it again."
                    ) from fault
                continue
            if Workspace.generation_of(folder) == workspace.generation:
                stack.push(trying.pop_all())
                return workspace, opened
    raise WorkspaceError(f"{folder}: imports follow each other too fast. Try again later.")


def _names(folder: Path, pointer: Pointer) -> Iterator[str]:
    """Files of a generation, pictures apart, and those that people edit; relative to the folder."""
    yield POINTER
    yield from (name for name in EDITED if (folder / name).exists())
    parts = pointer.parts() - {pointer.images_root}
    for part in sorted(parts):
        fault = symlink_fault(folder, part)
        if fault:
            raise BackupError(
                f"{folder / part}: {fault}. A backup doesn't leave the workspace: put the files in "
                "the link's place."
            )
        if (folder / part).is_dir():
            for parent, folders, files in os.walk(folder / part):
                links = [name for name in folders if (Path(parent) / name).is_symlink()]
                for name in [*links, *files]:
                    yield (Path(parent) / name).relative_to(folder).as_posix()
        else:
            yield part


def _open_file(path: Path) -> IO[bytes]:
    """Open a regular file; never what a link points to.

    Raises:
        BackupError: a link, a pipe, or anything else that is no file.
    """
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise BackupError(
            f"{path}: is a symbolic link or no file. A backup doesn't leave the workspace: put the "
            "file itself there."
        )
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")


def _judgments(workspace: Workspace, to: Path) -> tuple[int, str | None]:
    """Put the judgments into a new SQLite file; return the last one's revision and hash.

    The copy is verified: a backup of altered judgments would pass for a good one.
    """
    place = workspace.judged_at
    if isinstance(place, Database):
        copy_store(place, to, workspace.uuid)
    elif place.exists():
        if not stat.S_ISREG(place.lstat().st_mode):
            raise BackupError(f"{place}: is a symbolic link or no file. Put the file itself there.")
        with closing(JudgmentStore.open(place, workspace.uuid)) as store:
            store.snapshot(to)
    with closing(JudgmentStore.open(to, workspace.uuid)) as store:
        store.verify()
        return store.revision(), store.head()


def _pictures(root: Path, workspace: Workspace) -> Iterator[tuple[str, Path]]:
    for path in workspace.items.picture_paths():
        if not path_fault(path) and not symlink_fault(root, path):
            yield PurePosixPath(path).as_posix(), root / path


def _moved_pictures(handle: IO[bytes], below: str) -> IO[bytes]:
    """The pointer of a workspace whose pictures lie in it."""
    data = json.loads(handle.read())
    data["images_root"] = below
    return io.BytesIO((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())


def _add(archive: zipfile.ZipFile, name: str, handle: IO[bytes]) -> dict[str, object]:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o644 << 16
    entry.compress_type = (
        zipfile.ZIP_STORED if Path(name).suffix.lower() in _STORED else zipfile.ZIP_DEFLATED
    )
    digest, size = hashlib.sha256(), 0
    with archive.open(entry, "w", force_zip64=True) as out:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _add_manifest(
    archive: zipfile.ZipFile,
    workspace: Workspace,
    entries: dict[str, dict[str, object]],
    revision: int,
    head: str | None,
    *,
    pictures: bool,
) -> None:
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "uuid": workspace.uuid,
        "generation": workspace.generation,
        "judgments": {
            "revision": revision,
            "head": head,
            "from": "database" if isinstance(workspace.judged_at, Database) else "file",
        },
        "pictures": pictures,
        "files": dict(sorted(entries.items())),
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    archive.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED)
