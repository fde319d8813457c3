"""One question as reviewers read it: passage, text, choices, pictures, answer and solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import richtext, worddiff
from dashboard.components import pictures

if TYPE_CHECKING:
    from core.types import Item
    from dashboard.components.pictures import Box
    from dashboard.context import Page
    from dashboard.worddiff import Marked

NEIGHBOUR_CHARS = 1_200
_META_FIELDS = ("subject", "level", "difficulty", "standard")
_META_CHARS = 60
_DETAILS = 12
_SOLUTION_CHARS = 6_000


def metadata_line(item: Item, beside: Item | None = None) -> str:
    """Return subject, level, difficulty, standard, source and year in one line of Markdown.

    Beside another item, a source that both share says nothing and is left out.
    """
    values = [getattr(item, name) for name in _META_FIELDS]
    origin = _origin(item)
    if beside is not None and origin == _origin(beside):
        origin = ""
    shown = [richtext.label(value, _META_CHARS) for value in [*values, origin] if value]
    return " · ".join(shown)


def _origin(item: Item) -> str:
    return " ".join(part for part in (item.source, item.year) if part)


def body(page: Page, item: Item, limit: int) -> None:
    """Draw passage (folded), text and choices."""
    if item.passage:
        passage(item, page.t("item.passage"))
    question(page, item, worddiff.shown(item, limit), limit)


def passage(item: Item, words: str) -> None:
    """Draw an item's passage, folded."""
    with st.expander(words, icon=":material/menu_book:", type="compact"):
        st.markdown(richtext.to_markdown(item.passage or "", item.text_format))


def question(page: Page, item: Item, shown: Marked, limit: int) -> None:
    """Draw text and choices, as they are or with words marked."""
    if item.text.strip():
        st.markdown(shown.text)
        if len(item.text) > limit:
            st.caption(page.t("item.cut"))
    elif not item.images:
        st.caption(page.t("item.text.none"))
    if item.choices:
        st.markdown(shown.choices)


def whole(page: Page, item: Item, *, with_answers: bool) -> None:
    """Draw all there is to judge by: metadata, text, pictures; answers where they are asked for."""
    line = metadata_line(item)
    if line:
        st.markdown(f":small[:gray[{line}]]")
    body(page, item, richtext.MAX_CHARS)
    if item.images:
        with st.container(horizontal=True, gap="small"):
            pictures.draw(page, item, pictures.QUERY_BOX)
    if with_answers:
        answers(page, item, say_none=True)


def answers(page: Page, item: Item, *, say_none: bool) -> None:
    """Draw answer and solution; only called once they were asked for."""
    if item.answer:
        shown = richtext.to_markdown(item.answer, item.text_format, 400)
        st.markdown(f":green-badge[{page.t('item.answer')}] {shown}")
    if item.solution:
        st.markdown(
            f":gray-badge[{page.t('item.solution')}] "
            + richtext.to_markdown(item.solution, item.text_format, _SOLUTION_CHARS)
        )
    if say_none and not item.answer and not item.solution:
        st.caption(page.t("item.answer.none"))


def details(page: Page, item: Item) -> None:
    """Draw the metadata columns that have no place of their own."""
    rest = {name: value for name, value in item.metadata.items() if value not in (None, "")}
    if not rest:
        return
    with st.expander(page.t("item.details"), type="compact"):
        lines = [
            f"{richtext.label(str(name), 40)}: {richtext.label(str(value), 200)}"
            for name, value in list(rest.items())[:_DETAILS]
        ]
        st.caption("  \n".join(lines))


def beside(page: Page, item: Item, box: Box, limit: int) -> None:
    """Draw text and pictures side by side where there is room, below each other where not."""
    if not item.images:
        body(page, item, limit)
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="top"):
        with st.container(width="stretch", gap="xsmall"):
            body(page, item, limit)
        with st.container(width=pictures.width_of(page, item, box), gap="xsmall"):
            pictures.draw(page, item, box)
