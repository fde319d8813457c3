"""Pictures of items: sharp thumbnails by address, a sentence where there is none, the zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import streamlit as st

from core.images import is_there, seen
from dashboard import richtext, services, signing
from dashboard.components import assets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.types import ImageRef, ImageStatus, Item
    from dashboard.context import Page

_PIXEL_RATIO = 2
_FULL_SIZE = signing.SIZES[-1]

_viewer = assets.load("viewer")


@dataclass(frozen=True, slots=True)
class Box:
    """The space that a picture may take, in CSS pixels."""

    width: int
    height: int


QUERY_BOX = Box(440, 300)
NEIGHBOUR_BOX = Box(220, 112)


def known(page: Page, item: Item) -> list[ImageRef]:
    """Return an item's pictures; those that no import has opened, as their files are now."""
    return [seen(page.ws, image) for image in item.images]


def fit(image: ImageRef, box: Box) -> int:
    """Return the width at which a picture fits its box at its own aspect ratio, not enlarged."""
    if not image.width or not image.height:
        return box.width
    factor = min(box.width / image.width, box.height / image.height, 1.0)
    return max(24, round(image.width * factor))


def width_of(page: Page, item: Item, box: Box) -> int:
    """Return the width that a column of the item's pictures needs."""
    images = known(page, item)
    if any(status_of(page, image) != "ok" for image in images):
        return box.width
    return max(fit(image, box) for image in images)


def status_of(page: Page, image: ImageRef) -> ImageStatus | Literal["gone"]:
    """Return a picture's status at the import, or that its file went away since."""
    return image.status if image.status != "ok" or is_there(page.ws, image) else "gone"


def told_gone(page: Page, image: ImageRef) -> str:
    """Return what is said, as plain text, where a picture can't be fetched any more."""
    return page.t("item.image.gone", path=richtext.one_line(image.path))


def draw(page: Page, item: Item, box: Box) -> None:
    """Draw all pictures of an item, each at its own aspect ratio."""
    for image in known(page, item):
        status = status_of(page, image)
        if status != "ok":
            st.caption(
                page.t(f"item.image.{status}", path=richtext.label(image.path)), width="stretch"
            )
            continue
        st.image(_url(item, image, box), width=fit(image, box), alt=alt(page, item, image))


def say_missing(page: Page, item: Item) -> None:
    """Say of each picture that no import could read why it isn't shown."""
    for image in known(page, item):
        if image.status != "ok":
            st.caption(page.t(f"item.image.{image.status}", path=richtext.label(image.path)))


def urls(page: Page, item: Item, box: Box) -> list[str]:
    """Return the addresses of the pictures that :func:`draw` shows."""
    return [_url(item, image, box) for image in known(page, item) if image.status == "ok"]


def _url(item: Item, image: ImageRef, box: Box) -> str:
    longest = fit(image, box) * max(1.0, (image.height or 1) / (image.width or 1))
    return services.picture_url(item, image, signing.nearest_size(longest * _PIXEL_RATIO))


def alt(page: Page, item: Item, image: ImageRef) -> str:
    """Return what a picture is called."""
    return page.t("item.image.alt", id=item.id, n=image.n + 1)


def mount_viewer(page: Page, items: Iterable[Item], key: str) -> None:
    """Let a click on any picture of these items enlarge it, with all others a key away."""
    pictures = [
        {
            "key": f"{signing.encode_key(item.id)}/{image.n}",
            "url": services.picture_url(item, image, _FULL_SIZE),
            "caption": alt(page, item, image),
            "gone": told_gone(page, image),
        }
        for item in items
        for image in known(page, item)
        if image.status == "ok"
    ]
    words = {name: page.t(f"zoom.{name}") for name in ("open", "previous", "next", "close")}
    _viewer(key=key, data={"pictures": pictures, "words": words}, height=1)
