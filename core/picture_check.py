"""Opens the pictures that an import of very many has only looked for.

What is found out is kept beside the workspace's other files, a line for each picture, under its
path, size and time of change: a file that changed since counts as unchecked again.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from core.errors import LockError, Reason, WorkspaceError, YusaError
from core.images import inspect_image, path_fault, symlink_fault
from core.types import ImageRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from core.types import ImageStatus
    from core.workspace import Workspace

CHECKS = "pictures.jsonl"
_BATCH = 256
_GONE = (-1, -1)


@dataclass(frozen=True, slots=True)
class Check:
    """What opening a picture has shown. ``sha256`` is None where it couldn't be read."""

    path: str
    size: int
    mtime_ns: int
    status: ImageStatus
    width: int | None
    height: int | None
    sha256: str | None


def known_checks(workspace: Workspace) -> Mapping[str, Check]:
    """By path, what is known of the unchecked pictures whose files are still the same."""
    root = workspace.images_root
    file = workspace.path / CHECKS
    if root is None or not file.exists():
        return {}
    stored = _read(file)
    wanted = {path for _, path in workspace.items.unchecked_pictures()}
    return {
        path: stored[path]
        for path in wanted & stored.keys()
        if _stamp(root, path) == (stored[path].size, stored[path].mtime_ns)
    }


def check_pictures(
    workspace: Workspace,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    stop: threading.Event | None = None,
) -> int:
    """Open every unchecked picture that isn't known yet, and keep what is found out.

    Args:
        workspace: whose pictures.
        progress: called with (pictures opened, pictures to open).
        stop: set it to end early; what was opened is kept.

    Returns:
        how many pictures were opened.

    Raises:
        LockError: another process is at it.
        WorkspaceError: the results can't be stored.
    """
    root = workspace.images_root
    if root is None:
        return 0
    known = known_checks(workspace)
    paths = sorted({path for _, path in workspace.items.unchecked_pictures()} - known.keys())
    file = workspace.path / CHECKS
    if not paths:
        return 0
    try:
        with _locked(file) as handle, ThreadPoolExecutor(max_workers=2) as pool:
            for start in range(0, len(paths), _BATCH):
                if stop is not None and stop.is_set():
                    return start
                progress(start, len(paths))
                checks = list(pool.map(lambda path: _check(root, path), paths[start:][:_BATCH]))
                lines = [json.dumps(asdict(c), ensure_ascii=False) + "\n" for c in checks if c]
                handle.write("".join(lines))
                handle.flush()
    except OSError as fault:
        raise WorkspaceError(
            f"{file}: can't be written ({fault.strerror or fault}). Check the disk's free space "
            "and the folder's permissions.",
            reason=Reason("unwritable", file=str(file)),
        ) from fault
    progress(len(paths), len(paths))
    return len(paths)


@contextlib.contextmanager
def _locked(file: Path) -> Iterator[IO[str]]:
    with file.open("a", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LockError(
                f"{file.parent}: its pictures are being checked already. Wait until that ends.",
                reason=Reason("pictures.checking"),
            ) from None
        # A process that was killed may have left half a line.
        handle.write("\n")
        yield handle


def _check(root: Path, path: str) -> Check | None:
    stamp = _stamp(root, path)
    found = inspect_image(root, ImageRef(0, path, "unchecked"))
    if _stamp(root, path) != stamp:
        return None  # somebody is writing it
    return Check(path, *stamp, found.status, found.width, found.height, found.sha256)


def _stamp(root: Path, path: str) -> tuple[int, int]:
    """Size and time of change; of a file that isn't there, numbers that no file has."""
    if path_fault(path) or symlink_fault(root, path):
        return _GONE
    try:
        found = os.stat(root / path)  # noqa: PTH116 - many calls
    except OSError:
        return _GONE
    return found.st_size, found.st_mtime_ns


def _read(file: Path) -> dict[str, Check]:
    """All readable lines; the last one of a path counts."""
    found: dict[str, Check] = {}
    with file.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):
                check = Check(**cast("dict[str, Any]", json.loads(line)))
                found[check.path] = check
    return found


@dataclass(frozen=True, slots=True)
class PictureCounts:
    """Pictures by status, as far as is known now.

    ``faulty``: (item id, path, status) of those that a check has found since the import.
    """

    total: int
    by_status: Mapping[ImageStatus, int]
    faulty: tuple[tuple[str, str, ImageStatus], ...] = ()


def picture_counts(workspace: Workspace) -> PictureCounts:
    """The numbers of the import, with what was found out since."""
    counts = cast("dict[ImageStatus, int]", workspace.items.image_counts())
    total = sum(counts.values())
    faulty: list[tuple[str, str, ImageStatus]] = []
    if counts["unchecked"]:
        checks = known_checks(workspace)
        for position, path in workspace.items.unchecked_pictures():
            if path in checks:
                status = checks[path].status
                counts["unchecked"] -= 1
                counts[status] += 1
                if status != "ok":
                    faulty.append((workspace.items.ids[position], path, status))
    return PictureCounts(total, counts, tuple(faulty))


class BackgroundCheck:
    """:func:`check_pictures` in a thread, with a look at how far it is."""

    def __init__(self, workspace: Workspace) -> None:
        self.done = 0
        self.total = 0
        self.error: YusaError | None = None
        self._workspace = workspace
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="picture-check", daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether there is anything left to wait for."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End early and keep what is known; returns when the thread has ended."""
        self._stop.set()
        self._thread.join()

    def wait(self) -> None:
        """Return when all is checked."""
        self._thread.join()

    def _run(self) -> None:
        try:
            check_pictures(self._workspace, self._note, self._stop)
        except YusaError as fault:
            self.error = fault

    def _note(self, done: int, total: int) -> None:
        self.done, self.total = done, total
