"""The page's icon, drawn here: a Material icon would be fetched from another server."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw

_SIDE = 64
_BACK = (31, 95, 139)
_FRONT = (230, 159, 0)


@cache
def page_icon() -> Image.Image:
    """Return two cards, one beside the other."""
    icon = Image.new("RGBA", (_SIDE, _SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(icon)
    pen.rounded_rectangle((4, 8, 38, 48), radius=7, fill=_BACK)
    pen.rounded_rectangle((26, 18, 60, 58), radius=7, fill=_FRONT, outline="white", width=3)
    return icon
