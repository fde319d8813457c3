"""The query and one neighbour side by side, their pictures on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import richtext, services, signing, state
from dashboard.components import (
    assets,
    item_card,
    judge_neighbours,
    keyboard,
    neighbour_list,
    pictures,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.types import Item, Neighbour
    from dashboard.context import Page

KEYS = "browse.dialog.keys"
_CHARS = 6_000
_SIZE = signing.SIZES[2]

_flip = assets.load("flip")


def open_dialog(
    page: Page, query: Item, items: Sequence[Item], ranked: Sequence[Neighbour]
) -> None:
    """Open the dialog over the page, on the neighbour that the session compares."""
    st.dialog(page.t("compare.title"), width="large", on_dismiss=_dismissed)(_dialog)(
        page, query, items, ranked
    )


def _dialog(page: Page, query: Item, items: Sequence[Item], ranked: Sequence[Neighbour]) -> None:
    """Draw the neighbour that is compared; a step to another one redraws only this."""
    ids = [item.id for item in items]
    compared = st.session_state.get(state.COMPARED)
    if compared not in ids:
        return  # it was closed just now
    place = ids.index(compared)
    item, near = items[place], ranked[place]
    truth = services.truth(page.ws, page.view.gt, page.truth)
    kept = judge_neighbours.books(page)
    with_answers = bool(st.session_state.get(state.ANSWERS))
    _head(page, ids, place, with_answers=with_answers)
    if kept is not None:
        judge_neighbours.unsaved(page, "dialog")
        judge_neighbours.row(page, kept, query, item, near, "dialog")
    captions = (
        page.t("compare.query", id=query.id),
        page.t("compare.neighbour", rank=near.rank, id=item.id),
    )
    known = f" `{near.score:.3f}` {neighbour_list.badges(page, query, item, truth)}"
    for column, shown, caption, more in zip(
        st.columns(2), (query, item), captions, ("", known), strict=True
    ):
        with column:
            st.markdown(f"**{richtext.label(caption)}**{more}")
            item_card.body(page, shown, _CHARS)
            if with_answers:
                item_card.answers(page, shown, say_none=True)
    both = [*pictures.known(page, query), *pictures.known(page, item)]
    if any(image.status == "ok" for image in both):
        _pictures(page, (query, item), captions)
    else:
        st.caption(page.t("compare.none"))
    keyboard.listen(
        KEYS,
        {
            "KeyA": lambda: state.toggle_answers(st.session_state),
            "ArrowLeft": lambda: _step(ids, -1),
            "ArrowRight": lambda: _step(ids, +1),
        },
        in_dialog=True,
    )


def _head(page: Page, ids: Sequence[str], place: int, *, with_answers: bool) -> None:
    """Draw previous and next neighbour, the place between them, and the answers' button."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for icon, words, by in (
            ("chevron_left", "compare.previous", -1),
            ("chevron_right", "compare.next", +1),
        ):
            st.button(
                page.t(words),
                key=f"browse.button.{words}",
                icon=f":material/{icon}:",
                disabled=not 0 <= place + by < len(ids),
                on_click=_step,
                args=(ids, by),
            )
        st.caption(page.t("zoom.count", at=place + 1, n=len(ids)), width="stretch")
        st.button(
            page.t("item.answers.hide" if with_answers else "item.answers.show"),
            key="browse.dialog.answers",
            icon=":material/visibility_off:" if with_answers else ":material/visibility:",
            type="tertiary",
            on_click=state.toggle_answers,
            args=(st.session_state,),
        )


def _step(ids: Sequence[str], by: int) -> None:
    """Go on from the neighbour that is compared now: further keys may have come."""
    compared = st.session_state.get(state.COMPARED)
    if compared in ids:
        place = ids.index(compared) + by
        if 0 <= place < len(ids):
            st.session_state[state.COMPARED] = ids[place]


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
