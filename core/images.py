"""Pictures: paths that stay inside their folder, safe opening, sizes for the screen.

A picture's path comes from an item file and is untrusted; it is joined to the picture folder
only after every part of it was looked at.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import unicodedata
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from core.errors import ImageUnavailableError
from core.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.thumbnails import ThumbnailCache
    from core.types import ImageRef, ImageStatus
    from core.workspace import Workspace

MAX_PIXELS = 50_000_000
MAX_BYTES = 256 * 2**20
"""No picture within the pixel limit needs more, and files are read whole."""
MANY_PICTURES = 2000
"""An import of more pictures opens none of them: reading them all would take it many minutes."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
"""Formats that Pillow decodes itself; no SVG, PDF or PostScript, which run code or programs."""
_WEB_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
# What Pillow warns of (sizes, odd tags) is either checked here or no matter.
warnings.filterwarnings("ignore", module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture, ready to be sent."""

    data: bytes
    media_type: str


def path_fault(path: str) -> str | None:
    """Why ``path`` can't be a picture path inside a folder, or None if it can."""
    if not path:
        return "is empty"
    if any(unicodedata.category(c) == "Cc" for c in path):
        return "holds a control character (such as a line break)"
    if "\\" in path:
        return "holds a backslash; write / between folders"
    pure = PurePosixPath(path)
    if pure.is_absolute() or (len(path) > 1 and path[1] == ":"):
        return "is absolute; give it relative to --images"
    if ".." in pure.parts:
        return "climbs out with .."
    return None


def symlink_fault(root: Path, path: str) -> str | None:
    """Why following ``path`` below ``root`` would pass a symbolic link, or None."""
    current = root
    for part in PurePosixPath(path).parts:
        current = current / part
        try:
            mode = current.lstat().st_mode
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(mode):
            return "passes through a symbolic link; copy the file instead"
    return None


def path_on_disk(root: Path, path: str) -> str:
    """``path`` in the Unicode form in which the file lies below ``root``.

    macOS may write Hangul file names decomposed (NFD) while the item file names them composed,
    or the other way round. ``path`` must be free of :func:`path_fault`.
    """
    for form in (path, unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)):
        try:
            if (root / form).exists():
                return form
        except OSError:
            break
    return path


class PictureFolder:
    """What lies below a folder, known from one listing of each subfolder: for very many pictures.

    A name that no listing has is looked up on the disk itself, which may know it in another case.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._listed: dict[str, dict[str, os.DirEntry[str]]] = {}

    def find(self, path: str) -> tuple[str, bool, str | None]:
        """Look up ``path``, which must be free of :func:`path_fault`.

        Returns:
            the path in the disk's Unicode form, whether there is such a file, and
            why it can't be used (see :func:`symlink_fault`).
        """
        folder, parts = "", PurePosixPath(path).parts
        entry = None
        for part in parts:
            entry = self._entry(folder, part)
            if entry is None or entry.is_symlink():
                break
            folder = f"{folder}/{entry.name}" if folder else entry.name
        if entry is not None and not entry.is_symlink():
            return folder, entry.is_file(follow_symlinks=False), None
        found = path_on_disk(self._root, path)
        fault = symlink_fault(self._root, found)
        try:
            return found, fault is None and (self._root / found).is_file(), fault
        except OSError:
            return found, False, fault

    def _entry(self, folder: str, name: str) -> os.DirEntry[str] | None:
        if folder not in self._listed:
            try:
                with os.scandir(self._root / folder) as entries:
                    self._listed[folder] = {entry.name: entry for entry in entries}
            except OSError:
                self._listed[folder] = {}
        listed = self._listed[folder]
        for form in (name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)):
            if form in listed:
                return listed[form]
        return None


def seen(workspace: Workspace, image: ImageRef) -> ImageRef:
    """A picture that no import has opened, with the status and size that its header says.

    Others come back as they are. The content hash stays unknown.
    """
    root = workspace.images_root
    if image.status != "unchecked":
        return image
    if root is None or path_fault(image.path) or symlink_fault(root, image.path):
        return replace(image, status="missing")
    try:
        found = (root / image.path).stat()
    except OSError:
        return replace(image, status="missing")
    if not stat.S_ISREG(found.st_mode):
        return replace(image, status="missing")
    status, size = _header(str(root / image.path), found.st_size, found.st_mtime_ns)
    width, height = size or (None, None)
    return replace(image, status=status, width=width, height=height)


@lru_cache(maxsize=8192)
def _header(path: str, size: int, mtime_ns: int) -> tuple[ImageStatus, tuple[int, int] | None]:
    del mtime_ns  # a file that changed is another one
    if size > MAX_BYTES:
        return "oversized", None
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            wide, high = picture.size
    except Image.DecompressionBombError:
        return "oversized", None
    except Exception:
        # Decoders meet damaged bytes with nearly every kind of exception.
        return "unreadable", None
    return ("oversized" if wide * high > MAX_PIXELS else "ok"), (wide, high)


def inspect_images(
    root: Path | None,
    images: Sequence[ImageRef],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[ImageRef]:
    """Fill in status, size and content hash of every picture, in the order given.

    A missing, unreadable or oversized picture is a status, not an error. ``root`` None means
    that no picture folder is known: everything is missing.
    """
    if root is None:
        return [replace(image, status="missing") for image in images]
    with ThreadPoolExecutor(max_workers=4) as pool:
        found = []
        for image in pool.map(lambda image: inspect_image(root, image), images):
            found.append(image)
            progress(len(found), len(images))
        return found


def inspect_image(root: Path, image: ImageRef) -> ImageRef:
    """Status, size and content hash of one picture."""
    path = root / image.path
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # opening a pipe would wait forever
            return replace(image, status="missing")
        if found.st_size > MAX_BYTES:
            return replace(image, status="oversized")
        data = path.read_bytes()
    except OSError as fault:
        status: ImageStatus = "unreadable" if isinstance(fault, PermissionError) else "missing"
        return replace(image, status=status)
    digest = hashlib.sha256(data).hexdigest()
    status, size = _check(data)
    width, height = size or (None, None)
    return replace(image, status=status, width=width, height=height, sha256=digest)


def _check(data: bytes) -> tuple[ImageStatus, tuple[int, int] | None]:
    """Decode as little as shows damage: PNG checksums, JPEG at an eighth of its size."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            size = picture.size
            if size[0] * size[1] > MAX_PIXELS:
                return "oversized", size
            if picture.format == "PNG":
                picture.verify()
            else:
                picture.draft("L", (64, 64))
                picture.load()
    except Image.DecompressionBombError:
        return "oversized", None
    except Exception:
        # Decoders meet damaged bytes with nearly every kind of exception.
        return "unreadable", None
    return "ok", size


def picture(
    workspace: Workspace,
    item_id: str,
    n: int,
    size: int | None = None,
    thumbnails: ThumbnailCache | None = None,
) -> Picture:
    """The ``n``-th picture (from 0) of an item.

    Args:
        workspace: where the item lives.
        item_id: id of the item; unknown ids raise :class:`~core.errors.UnknownItemError`.
        n: index within the item's pictures.
        size: longest edge in pixels; None gives the stored file where a browser can show it.
        thumbnails: where reduced pictures are kept for the next time.

    Raises:
        ImageUnavailableError: missing, unreadable or oversized, with the status.
    """
    images = workspace.items.get(item_id).images
    if not 0 <= n < len(images):
        raise ImageUnavailableError(
            f'Item "{item_id}" has {counted(len(images), "picture")}; there is no number {n}.',
            "missing",
        )
    image = images[n]
    if image.status not in {"ok", "unchecked"}:
        raise ImageUnavailableError(
            f'{image.path} of item "{item_id}": {image.status}.', image.status
        )
    root = workspace.images_root
    if root is None or path_fault(image.path) or symlink_fault(root, image.path):
        raise ImageUnavailableError(f'{image.path} of item "{item_id}": missing.', "missing")
    try:
        if not (root / image.path).is_file():  # opening a pipe would wait forever
            raise FileNotFoundError(image.path)
        with (root / image.path).open("rb") as handle:
            found = os.fstat(handle.fileno())
            if found.st_size > MAX_BYTES:
                raise ImageUnavailableError(
                    f'{image.path} of item "{item_id}": oversized.', "oversized"
                )
            kept = None
            if thumbnails is not None and size is not None:
                place = f"{root / image.path}\n{found.st_size} {found.st_mtime_ns} {size}"
                kept = thumbnails.place(place)
                made = kept.get()
                if made is not None:
                    return Picture(*made)
            data = handle.read()
    except OSError as fault:
        raise ImageUnavailableError(
            f'{image.path} of item "{item_id}": missing since the import.', "missing"
        ) from fault
    shown = encode(data, size)
    if kept is not None and shown.data is not data:
        kept.put(shown.data, shown.media_type)
    return shown


def is_there(workspace: Workspace, image: ImageRef) -> bool:
    """Whether a picture that was in order at the import still lies where it lay then."""
    root = workspace.images_root
    if root is None or path_fault(image.path):
        return False
    try:
        return (root / image.path).is_file()
    except OSError:
        return False


def encode(data: bytes, size: int | None) -> Picture:
    """Turn stored bytes into what a browser shows, at most ``size`` pixels on the longest edge.

    Pictures are never enlarged. Drawings stay lossless (PNG); photographs stay JPEG.

    Raises:
        ImageUnavailableError: unreadable or oversized.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            if picture.size[0] * picture.size[1] > MAX_PIXELS:
                raise ImageUnavailableError("The picture has over 50 megapixels.", "oversized")
            kind = str(picture.format)
            fits = size is None or max(picture.size) <= size
            if fits and kind in _WEB_TYPES:
                return Picture(data, _WEB_TYPES[kind])
            if size is not None:
                picture.draft(None, (size, size))
            drawn = ImageOps.exif_transpose(picture)
            if drawn.mode not in {"L", "LA", "RGB", "RGBA"}:
                drawn = drawn.convert("RGBA" if "transparency" in drawn.info else "RGB")
            if size is not None:
                drawn.thumbnail((size, size), Image.Resampling.LANCZOS)
            out = io.BytesIO()
            if kind == "JPEG":
                drawn.convert("RGB").save(out, "JPEG", quality=88)
                return Picture(out.getvalue(), "image/jpeg")
            drawn.save(out, "PNG")
            return Picture(out.getvalue(), "image/png")
    except Image.DecompressionBombError as fault:
        raise ImageUnavailableError("The picture has over 50 megapixels.", "oversized") from fault
    except ImageUnavailableError:
        raise
    except Exception as fault:
        raise ImageUnavailableError("The picture can't be decoded.", "unreadable") from fault
