"""Signed, expiring picture addresses.

A picture route has no login check of its own, so an address must not be guessable and must not
stay valid for ever. Expiry times are rounded to a whole window: all pages of one window use the
same address, and the browser's cache works.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

PREFIX = "/app/static/items"
SIZES = (240, 480, 960, 1920)
"""Longest edges in pixels that may be asked for: a bounded number of thumbnails per picture."""

WINDOW_S = 12 * 3600
_VERSION_CHARS = 12
_SIGNATURE_CHARS = 32
_MAX_ADDRESS_CHARS = 4_000


@dataclass(frozen=True, slots=True)
class PictureAddress:
    """One picture of one item in one size; ``version`` changes with the picture's bytes."""

    item_id: str
    n: int
    size: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs picture addresses with a secret and checks them again."""

    secret: bytes

    def url(self, address: PictureAddress, now_s: float) -> str:
        """Return the path with expiry and signature; valid for one to two windows."""
        expires = (int(now_s) // WINDOW_S + 2) * WINDOW_S
        path = f"{PREFIX}/{encode_key(address.item_id)}/{address.n}/{address.size}"
        version = address.version[:_VERSION_CHARS]
        return f"{path}?v={version}&e={expires}&s={self._signature(path, version, expires)}"

    def check(self, url: str, now_s: float) -> PictureAddress | None:
        """Return what a signed path addresses, or None if it is forged, expired or malformed."""
        if len(url) > _MAX_ADDRESS_CHARS:
            return None
        parts = urlsplit(url)
        fields = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        version, signature = fields.get("v", ""), fields.get("s", "")
        expires = _whole_number(fields.get("e", ""))
        if expires is None or not parts.path.startswith(f"{PREFIX}/"):
            return None
        if not hmac.compare_digest(
            self._signature(parts.path, version, expires).encode(), signature.encode()
        ):
            return None
        if expires < now_s:
            return None
        pieces = parts.path.removeprefix(f"{PREFIX}/").split("/")
        if len(pieces) != 3:
            return None
        item_id = decode_key(pieces[0])
        n, size = _whole_number(pieces[1]), _whole_number(pieces[2])
        if item_id is None or n is None or size not in SIZES:
            return None
        return PictureAddress(item_id, n, size, version)

    def _signature(self, path: str, version: str, expires: int) -> str:
        message = f"{path}\n{version}\n{expires}".encode()
        return hmac.new(self.secret, message, hashlib.sha256).hexdigest()[:_SIGNATURE_CHARS]


def encode_key(item_id: str) -> str:
    """Return an id as one path segment: any id fits, and no id can climb out of its segment."""
    return base64.urlsafe_b64encode(item_id.encode()).decode().rstrip("=") or "-"


def decode_key(key: str) -> str | None:
    """Return the id that a path segment stands for, or None."""
    padded = "" if key == "-" else key + "=" * (-len(key) % 4)
    try:
        decoded = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return decoded if encode_key(decoded) == key else None


def nearest_size(pixels: float) -> int:
    """Return the smallest offered size that is not smaller than asked for."""
    return next((size for size in SIZES if size >= pixels), SIZES[-1])


def _whole_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 12 else None
