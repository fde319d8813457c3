"""The pair at hand: both questions at one size, alike in all but what they say.

Pictures are drawn by a part of the browser's own, which zooms both questions' together and lays
the questions over each other while Space is held (frontend/judging.js).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import streamlit as st

from dashboard import richtext, services, signing, worddiff
from dashboard.components import assets, item_card, judge_form, layout, pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.judgments import Pair
    from core.types import Item
    from dashboard.context import Page
    from dashboard.worddiff import Marked

TOOLS = "judge-tools"
"""Container key of the row above the questions; frontend/layout.css names it."""
AHEAD: Final = 3
"""How many pairs' pictures the browser fetches before their turn."""
_TOOL_WORDS = ("hold", "hold_help", "out_help", "in_help", "fit", "fit_help")

_view = assets.load("judging")


class InSight(judge_form.Switched, Protocol):
    """A place in a list of pairs: a desk, or practice."""

    key: str
    at: int
    answers: bool

    @property
    def pair(self) -> Pair | None:
        """The pair at hand."""

    @property
    def order(self) -> Sequence[Pair]:
        """All pairs."""


def draw(page: Page, desk: InSight) -> None:
    """Draw the pair at hand."""
    query, item = page.ws.items.get_many(desk.pair or ())
    marked = worddiff.marked(query, item) if desk.differences else (None, None)
    _tools(page, desk)
    if desk.differences and not any(each.differs for each in marked if each):
        st.caption(page.t("judge.differences.none"))
    shares = shares_passage(query, item)
    if shares:
        item_card.passage(query, page.t("judge.passage.shared"))
    left, right = st.columns(2, gap="small")
    with left, st.container(border=True, key=layout.QUERY_CARD_KEY, gap="xsmall"):
        _question(page, desk, query, "left", marked[0], with_passage=not shares)
    with right, st.container(border=True, key="candidate-card", gap="xsmall"):
        _question(page, desk, item, "right", marked[1], with_passage=not shares)


def shares_passage(query: Item, item: Item) -> bool:
    """Whether both questions are asked about one passage: the same id and the same words."""
    same = query.passage_id is not None and query.passage_id == item.passage_id
    return same and bool(query.passage) and query.passage == item.passage


def ahead(page: Page, desk: InSight) -> list[str]:
    """Return the addresses of the pictures of the next pairs, the next query's among them."""
    coming = desk.order[desk.at + 1 : desk.at + 1 + AHEAD]
    now = desk.pair[0] if desk.pair else None
    ids = list(dict.fromkeys(name for pair in coming for name in pair if name != now))
    items = page.ws.items.get_many(ids)
    return [url for item in items for url in pictures.urls(page, item, pictures.QUERY_BOX)]


def _tools(page: Page, desk: InSight) -> None:
    """Draw what compares the two: flip, zoom, marks; and the definitions' switch."""
    with st.container(horizontal=True, key=TOOLS, gap="xsmall", vertical_alignment="center"):
        words = {name: page.t(f"judge.view.{name}") for name in _TOOL_WORDS}
        _view(
            key="annotate.view.tools",
            data={"part": "tools", "pair": _name(desk), "words": words},
            width="content",
        )
        judge_form.switches(page, desk)


def _question(
    page: Page, desk: InSight, item: Item, part: str, marked: Marked | None, *, with_passage: bool
) -> None:
    role, colour = ("item.query", "primary") if part == "left" else ("judge.candidate", "gray")
    st.markdown(f":{colour}-badge[{page.t(role)}] **{richtext.label(item.id)}**")
    line = item_card.metadata_line(item)
    if line:
        st.markdown(f":small[:gray[{line}]]")
    if item.passage and with_passage:
        item_card.passage(item, page.t("item.passage"))
    shown = marked or worddiff.shown(item, richtext.MAX_CHARS)
    with st.container(key=f"judge-text-{part}{'-marked' if marked else ''}", gap="xsmall"):
        item_card.question(page, item, shown, richtext.MAX_CHARS)
    _pictures(page, desk, item, part)
    if desk.answers:
        item_card.answers(page, item, say_none=True)


def _pictures(page: Page, desk: InSight, item: Item, part: str) -> None:
    data = {
        "part": part,
        "pair": _name(desk),
        "pictures": _drawn(page, item),
        "height": pictures.QUERY_BOX.height,
        "words": {"own_scale": page.t("judge.view.own_scale")},
    }
    _view(key=f"annotate.view.{part}", data=data)
    pictures.say_missing(page, item)


def _drawn(page: Page, item: Item) -> list[dict[str, Any]]:
    urls = iter(pictures.urls(page, item, pictures.QUERY_BOX))
    return [
        {
            "url": next(urls),
            "full": services.picture_url(item, image, signing.SIZES[-1]),
            "width": image.width or pictures.QUERY_BOX.width,
            "height": image.height or pictures.QUERY_BOX.height,
            "alt": pictures.alt(page, item, image),
            "gone": pictures.told_gone(page, image),
        }
        for image in pictures.known(page, item)
        if image.status == "ok"
    ]


def _name(desk: InSight) -> str:
    return f"{desk.key}.{desk.at}"
