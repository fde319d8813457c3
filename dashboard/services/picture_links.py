"""Signed addresses of pictures."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from dashboard.signing import PictureAddress, Signer

if TYPE_CHECKING:
    from core.types import ImageRef, Item

_SIGNER = Signer(secrets.token_bytes(32))  # one per process: old addresses end with it


def picture_url(item: Item, image: ImageRef, size: int) -> str:
    """Return the signed address of a picture in one of the offered sizes."""
    address = PictureAddress(item.id, image.n, size, image.sha256 or "")
    return _SIGNER.url(address, time.time())


def check_picture_url(url: str) -> PictureAddress | None:
    """Return what a signed address stands for, or None if it isn't valid (any more)."""
    return _SIGNER.check(url, time.time())
