"""The query and one neighbour side by side, their pictures on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import richtext, services, signing, state
from dashboard.components import assets, item_card, pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.types import Item, Neighbour
    from dashboard.context import Page

_CHARS = 6_000
_SIZE = signing.SIZES[2]

_flip = assets.load("flip")


def open_dialog(
    page: Page, query: Item, items: Sequence[Item], ranked: Sequence[Neighbour], compared: str
) -> None:
    """Open the dialog over the page, on one of the neighbours."""
    place = [item.id for item in items].index(compared)
    item, near = items[place], ranked[place]

    @st.dialog(page.t("compare.title"), width="large", on_dismiss=_dismissed)
    def dialog() -> None:
        captions = (
            page.t("compare.query", id=query.id),
            page.t("compare.neighbour", rank=near.rank, id=item.id),
        )
        _steps(page, items, place)
        for column, shown, caption in zip(st.columns(2), (query, item), captions, strict=True):
            with column:
                st.markdown(f"**{richtext.label(caption)}**")
                item_card.body(page, shown, _CHARS)
        both = [*pictures.known(page, query), *pictures.known(page, item)]
        if any(image.status == "ok" for image in both):
            _pictures(page, (query, item), captions)
        else:
            st.caption(page.t("compare.none"))

    dialog()


def _steps(page: Page, items: Sequence[Item], place: int) -> None:
    """Draw previous and next neighbour and the place between them."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for icon, words, target in (
            ("chevron_left", "compare.previous", place - 1),
            ("chevron_right", "compare.next", place + 1),
        ):
            inside = 0 <= target < len(items)
            st.button(
                page.t(words),
                key=f"browse.button.{words}",
                icon=f":material/{icon}:",
                disabled=not inside,
                on_click=_show,
                args=(items[target].id if inside else None,),
            )
        st.caption(page.t("zoom.count", at=place + 1, n=len(items)))


def _show(item_id: str | None) -> None:
    st.session_state[state.COMPARED] = item_id
    st.rerun()


def _dismissed() -> None:
    st.session_state[state.COMPARED] = None


def _pictures(page: Page, both: tuple[Item, Item], captions: tuple[str, str]) -> None:
    words = {
        "flip": page.t("compare.flip.button"),
        "hint": page.t("compare.flip"),
        "empty": page.t("compare.empty"),
        "previous": page.t("zoom.previous"),
        "next": page.t("zoom.next"),
    }
    sides = [_side(page, item, caption) for item, caption in zip(both, captions, strict=True)]
    _flip(key="browse.flip", data={"left": sides[0], "right": sides[1], "words": words})


def _side(page: Page, item: Item, caption: str) -> dict[str, Any]:
    return {
        "caption": caption,
        "pictures": [
            {
                "url": services.picture_url(item, image, _SIZE),
                "width": image.width or 1,
                "height": image.height or 1,
                "alt": pictures.alt(page, item, image),
                "gone": pictures.told_gone(page, image),
            }
            for image in pictures.known(page, item)
            if image.status == "ok"
        ],
    }
