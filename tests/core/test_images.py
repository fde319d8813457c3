"""Pictures: what is opened, what is refused, what is sent."""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from core.errors import ImageUnavailableError, UnknownItemError
from core.images import encode, inspect_images, path_fault, picture, symlink_fault
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.types import ImageRef
from core.workspace import Workspace

Files = Any  # tests/conftest.py: FileMaker


def encoded(
    kind: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("path", ["a.png", "a/b/c.png", "가/나 다.png", "..a.png", "a..b/c.png"])
def test_paths_inside(path: str) -> None:
    assert path_fault(path) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "is empty"),
        ("/a", "is absolute; give it relative to --images"),
        ("//a", "is absolute; give it relative to --images"),
        ("..", "climbs out with .."),
        ("a/../b", "climbs out with .."),
        ("a\\..\\b", "holds a backslash; write / between folders"),
        ("a\nb", "holds a control character (such as a line break)"),
    ],
)
def test_paths_outside(path: str, reason: str) -> None:
    assert path_fault(path) == reason


def test_links_below_the_folder_are_seen(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.png").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert symlink_fault(tmp_path, "real/a.png") is None
    assert symlink_fault(tmp_path, "real/none.png") is None
    assert symlink_fault(tmp_path, "link/a.png") is not None
    assert symlink_fault(tmp_path, "x" * 5000) is None


def status_of(tmp_path: Path, name: str) -> str:
    return inspect_images(tmp_path, [ImageRef(0, name, "missing")])[0].status


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"])
def test_kinds_that_are_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "p").write_bytes(encoded(kind))
    found = inspect_images(tmp_path, [ImageRef(0, "p", "missing")])[0]
    assert (found.status, found.width, found.height) == ("ok", 40, 20)
    assert found.sha256 is not None


@pytest.mark.parametrize("kind", ["EPS", "PDF", "ICO", "PPM", "TGA"])
def test_other_kinds_are_unreadable(tmp_path: Path, kind: str) -> None:
    (tmp_path / "p").write_bytes(encoded(kind))
    assert status_of(tmp_path, "p") == "unreadable"


def test_no_special_file_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(path: Path) -> bytes:
        raise AssertionError(f"{path} was opened; a pipe would wait for a writer, forever")

    monkeypatch.setattr(Path, "read_bytes", opened)
    os.mkfifo(tmp_path / "pipe")
    assert status_of(tmp_path, "pipe") == "missing"
    assert status_of(tmp_path, ".") == "missing"
    assert status_of(tmp_path, "x" * 5000) == "missing"


def test_files_beyond_the_size_limit_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p").write_bytes(encoded("PNG"))
    monkeypatch.setattr("core.images.MAX_BYTES", 20)
    assert status_of(tmp_path, "p") == "oversized"


def test_pixels_are_counted_before_they_are_decoded(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
        for width, height, status in (
            (10_000, 5_000, "unreadable"),  # exactly 50 megapixels; its rows are missing
            (10_000, 5_001, "oversized"),
            (100_000, 1_000, "oversized"),  # beyond Pillow's own warning
            (60_000, 60_000, "oversized"),  # beyond Pillow's own limit
        ):
            # BMP: the size stands in the header, the pixels do not have to be there.
            data = bytearray(encoded("BMP", (1, 1)))
            data[18:26] = np.array([width, height], "<i4").tobytes()
            (tmp_path / "p").write_bytes(bytes(data))
            assert status_of(tmp_path, "p") == status, (width, height)
            reason = "over 50 megapixels" if status == "oversized" else "can't be decoded"
            with pytest.raises(ImageUnavailableError, match=reason) as caught:
                encode(bytes(data), 100)
            assert caught.value.status == status


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_random_damage_never_escapes(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    noise = Image.fromarray(random.integers(0, 256, (24, 32, 3), dtype=np.uint8))
    seen = {"ok": 0, "unreadable": 0, "oversized": 0}
    for kind in ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF"):
        out = io.BytesIO()
        noise.save(out, kind)
        for turn in range(120):
            data = bytearray(out.getvalue())
            limit = 64 if turn % 2 else len(data)
            for at in random.integers(0, limit, 3):
                data[at] = int(random.integers(0, 256))
            if turn % 3 == 0:
                del data[int(random.integers(10, len(data))) :]
            (tmp_path / "p").write_bytes(bytes(data))
            seen[status_of(tmp_path, "p")] += 1
            with contextlib.suppress(ImageUnavailableError):  # and nothing else
                encode(bytes(data), 16)
    assert seen["ok"] > 50
    assert seen["unreadable"] > 50


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp"), ("GIF", "image/gif")],
)
def test_what_fits_is_sent_as_it_is(kind: str, media_type: str) -> None:
    data = encoded(kind)
    for size in (None, 40, 100):
        assert encode(data, size).data == data
        assert encode(data, size).media_type == media_type


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_modes_are_made_smaller(mode: str) -> None:
    small = encode(encoded("PNG", mode=mode), 10)
    assert small.media_type == "image/png"
    assert opened(small.data).size == (10, 5)


@pytest.mark.parametrize("kind", ["BMP", "TIFF"])
def test_kinds_that_browsers_lack_become_png(kind: str) -> None:
    assert opened(encode(encoded(kind), None).data).size == (40, 20)
    assert encode(encoded(kind), None).media_type == "image/png"
    printed = encode(encoded("TIFF", mode="CMYK"), None)
    assert opened(printed.data).size == (40, 20)


def test_photographs_stay_jpeg_and_stand_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    turned = encode(encoded("JPEG", exif=exif), 20)
    assert turned.media_type == "image/jpeg"
    assert opened(turned.data).size == (10, 20)
    printed = encode(encoded("JPEG", mode="CMYK"), 20)
    assert opened(printed.data).mode == "RGB"


def test_transparency_survives() -> None:
    data = io.BytesIO()
    palette = Image.new("P", (40, 20))
    palette.save(data, "PNG", transparency=0)
    small = opened(encode(data.getvalue(), 10).data)
    assert small.mode == "RGBA"
    assert small.getpixel((0, 0))[3] == 0


def test_a_workspace_gives_pictures_by_item_and_number(files: Files, tmp_path: Path) -> None:
    files.picture("pics/a.png")
    files.text("pics/b.png", "no picture")
    rows = [{"id": "x", "images": ["a.png", "b.png", "c.png"]}, {"id": "y"}]
    request = ImportRequest(items=files.items(rows), images=files.path("pics"))
    import_files(tmp_path / "ws", request)
    workspace = Workspace.open(tmp_path / "ws")
    assert picture(workspace, "x", 0).data == files.path("pics/a.png").read_bytes()
    for item, n, status, sentence in (
        ("x", 1, "unreadable", r'^b\.png of item "x": unreadable\.$'),
        ("x", 2, "missing", r'^c\.png of item "x": missing\.$'),
        ("x", 3, "missing", r'^Item "x" has 3 pictures; there is no number 3\.$'),
        ("x", -1, "missing", r"there is no number -1\.$"),
        ("y", 0, "missing", r'^Item "y" has 0 pictures'),
    ):
        with pytest.raises(ImageUnavailableError, match=sentence) as caught:
            picture(workspace, item, n)
        assert caught.value.status == status
    with pytest.raises(UnknownItemError, match=r'^There is no item "z"\.'):
        picture(workspace, "z", 0)
    # After the import somebody puts a link in the picture's place.
    files.path("pics/a.png").unlink()
    files.path("pics/a.png").symlink_to("/etc/hostname")
    with pytest.raises(ImageUnavailableError, match=r'^a\.png of item "x": missing\.$'):
        picture(workspace, "x", 0)
