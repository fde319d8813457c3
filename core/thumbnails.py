"""Reduced pictures on disk: in the user's cache folder, bounded, shared by all processes.

Not in the workspace, which may lie on a read-only disk and in which looking at pages changes
nothing. Every failure of the disk only means that a picture is reduced again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

LIMIT_BYTES = 512 * 2**20
_KEPT_SHARE = 0.9
"""Of the limit: clearing a little more than needed makes clearing rare."""
_ABANDONED_S = 3600
_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
_SUFFIXES = {media_type: suffix for suffix, media_type in _TYPES.items()}


def default_folder() -> Path:
    """The cache folder of the person who runs the program."""
    given = os.environ.get("XDG_CACHE_HOME")
    if given and Path(given).is_absolute():
        return Path(given) / "yusa" / "thumbnails"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises where there is none
    caches = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    return caches / "yusa" / "thumbnails"


class ThumbnailCache:
    """Keeps pictures up to a number of bytes; the least recently used ones make room."""

    def __init__(self, folder: Path | None = None, limit: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self.limit = limit
        self._lock = threading.Lock()
        self._room: int | None = None
        """Bytes that may be written before the folder is looked through; None at the start."""

    @property
    def folder(self) -> Path:
        """Where the pictures lie."""
        return self._folder or default_folder()

    def place(self, name: str) -> Place:
        """Where the picture of this name is kept. The name has to change with the file's bytes."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
        return Place(self, self.folder / digest[:2] / digest[2:])

    def wrote(self, size: int) -> None:
        """Note new bytes; clear the folder when they may have become too many."""
        with self._lock:
            if self._room is not None and self._room >= size:
                self._room -= size
                return
            self._room = self._clear()

    def _clear(self) -> int:
        """Remove the pictures used longest ago; return the room left. Others may do so, too."""
        found: list[tuple[float, int, str]] = []
        with contextlib.suppress(OSError):
            for shelf in os.scandir(self.folder):
                if not shelf.is_dir(follow_symlinks=False):
                    continue
                for entry in os.scandir(shelf):
                    with contextlib.suppress(OSError):
                        known = entry.stat(follow_symlinks=False)
                        if entry.name.startswith("."):
                            if time.time() - known.st_mtime > _ABANDONED_S:
                                Path(entry.path).unlink()
                            continue
                        found.append((known.st_mtime, known.st_size, entry.path))
        held = sum(size for _, size, _ in found)
        if held > self.limit * _KEPT_SHARE:
            for _, size, path in sorted(found):
                if held <= self.limit * _KEPT_SHARE:
                    break
                with contextlib.suppress(OSError):
                    Path(path).unlink()
                held -= size
        # A part at a time, because other processes write there as well.
        return int(self.limit * (1 - _KEPT_SHARE))


@dataclass(frozen=True, slots=True)
class Place:
    """Where one picture is kept."""

    cache: ThumbnailCache
    stem: Path

    def get(self) -> tuple[bytes, str] | None:
        """Bytes and media type, or None; what is asked for counts as used."""
        for suffix, media_type in _TYPES.items():
            path = self.stem.with_suffix(f".{suffix}")
            try:
                data = path.read_bytes()
            except OSError:
                continue
            with contextlib.suppress(OSError):
                os.utime(path)
            return data, media_type
        return None

    def put(self, data: bytes, media_type: str) -> None:
        """Keep a picture: whoever reads it meanwhile sees all of it or nothing."""
        suffix = _SUFFIXES.get(media_type)
        if suffix is None or len(data) > self.cache.limit:
            return
        temporary = self.stem.with_name(f".{self.stem.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            self.stem.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary.write_bytes(data)
            temporary.replace(self.stem.with_suffix(f".{suffix}"))
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            return
        self.cache.wrote(len(data))
