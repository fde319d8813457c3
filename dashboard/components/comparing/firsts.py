"""First but not credited: what variants rank first and the ground truth doesn't know."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import NoVectorError
from core.queue import first_pairs
from core.search import pair_score
from dashboard import (
    annotate_link,
    browse_link,
    paging,
    palette,
    richtext,
    services,
    state,
)
from dashboard.annotate_link import AnnotateLink, FirstQueue
from dashboard.components import names, pager, pictures
from dashboard.components.comparing import controls, figures, query_table
from dashboard.components.pictures import Box
from dashboard.context import select
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.queue import FirstPair, UncreditedFirst
    from core.types import Item
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page

ALL = "\x00all"
"""The choice that stands for every variant; none can have this name."""
_SNIPPET_CHARS = 160
_BOX = Box(150, 100)


def button_key(gt: str) -> str:
    """Return the key of the button that opens a ground truth's list, or closes it."""
    return f"comparing.firsts.{gt}"


def draw(c: Comparison, gt: str, n: int) -> None:
    """Draw how many there are, and the list where it is open."""
    page, shown = c.page, c.shown
    found = services.firsts(page.ws, gt, shown.pool, shown.where, shown.view, c.people)
    if not found:
        return
    is_open = shown.firsts and shown.gt == gt
    with (
        st.container(key=f"compare-firsts-{gt}", gap="small"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.markdown(count_words(page, found, n), width="stretch", help=page.t("firsts.count.help"))
        st.button(
            page.t("firsts.close" if is_open else "firsts.open"),
            key=button_key(gt),
            icon=":material/close:" if is_open else ":material/view_list:",
            on_click=controls.change,
            kwargs={"gt": gt, "firsts": not is_open, "model": None},
        )
    if is_open:
        _list(c, gt, found)


def count_words(page: Page, found: Sequence[UncreditedFirst], n: int) -> str:
    """Say of each variant on how many of n queries its first item isn't credited."""
    counts = [
        (name, sum(first.variant == name for first in found)) for name in page.ws.variant_names
    ]
    said = " · ".join(
        unbroken(f"{figures.variant_name(page, name)} {number:,}")
        for name, number in counts
        if number
    )
    return page.t("firsts.count", counts=said, n=n)


def _list(c: Comparison, gt: str, found: Sequence[UncreditedFirst]) -> None:
    page, shown = c.page, c.shown
    of = [first for first in found if shown.model in {None, first.variant}]
    pairs = first_pairs(of)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _choose(page, shown.model, found)
        if pairs:
            queue = FirstQueue(shown.model, shown.view, shown.where)
            st.page_link(
                c.pages["annotate"],
                label=page.t("firsts.judge", n=len(pairs)),
                icon=":material/rate_review:",
                help=page.t("firsts.judge.help"),
                query_params=annotate_link.format_link(
                    AnnotateLink(gt, shown.pool, "first", queue, page.language)
                ),
            )
    if not pairs:
        st.info(page.t("firsts.none"), icon=":material/task_alt:")
        return
    part, at, pages = paging.page_of(pairs, shown.firsts_page, paging.PAGE_PAIRS)
    ids = {each for pair in part for each in (pair.best.query, pair.best.item, pair.best.credited)}
    items = {item.id: item for item in page.ws.items.get_many(sorted(filter(None, ids)))}
    with st.container(key="compare-firsts-list", gap="small"):
        for pair in part:
            _pair(c, pair, items)
    pictures.mount_viewer(page, items.values(), key="comparing.firsts.viewer")
    said = page.t("firsts.page", page=at, pages=pages, n=len(pairs))
    pager.draw(page, "comparing.firsts.page", at, pages, _turn, said)


def _choose(page: Page, model: str | None, found: Sequence[UncreditedFirst]) -> None:
    """Draw the choice of whose first items are listed."""
    slots = page.ws.variant_slots
    labels = {ALL: page.t("firsts.all", n=len(first_pairs(found)))}
    for name in page.ws.variant_names:
        n = sum(first.variant == name for first in found)
        labels[name] = f"{palette.mark(name, slots).shape} {name} ({n:,})"
    select(state.WIDGET_COMPARE_MODEL, model or ALL)
    st.selectbox(
        page.t("firsts.of"),
        list(labels),
        key=state.WIDGET_COMPARE_MODEL,
        format_func=labels.__getitem__,
        width=names.width_px(labels.values()),
        on_change=_model_changed,
    )


def _model_changed() -> None:
    chosen = st.session_state[state.WIDGET_COMPARE_MODEL]
    controls.change(model=None if chosen == ALL else chosen)


def _pair(c: Comparison, pair: FirstPair, items: dict[str, Item]) -> None:
    """Draw the query, what is first and what is credited, side by side."""
    page, best = c.page, pair.best
    shown = replace(c.shown, a=best.variant)
    with st.container(border=True, key=f"compare-first-{best.query}-{best.item}", gap="xsmall"):
        columns = st.columns(3, gap="medium")
        with columns[0]:
            st.page_link(
                c.pages["browse"],
                label=page.t("firsts.query", query=richtext.label(best.query)),
                icon=":material/arrow_forward:",
                query_params=browse_link.format_link(
                    query_table.to_browse(page, shown, best.query)
                ),
            )
            _item(page, items[best.query])
        with columns[1]:
            # A list of one variant doesn't say with every pair whose it is.
            several = c.shown.model is None
            marks = " ".join(_mark(page, name) for name in pair.variants) if several else ""
            st.markdown(
                f"**{page.t('near.rank', rank=1)}** `{_score(page, best, best.item)}` "
                f"{badge(page, best)} {marks} :small[:gray[{richtext.label(best.item)}]]"
            )
            _item(page, items[best.item])
        with columns[2]:
            if best.credited is None or best.rank is None:
                st.markdown(f":small[:gray[{page.t('firsts.unranked')}]]")
                return
            whose = _mark(page, best.variant) if several else ""
            st.markdown(
                f"**{page.t('near.rank', rank=best.rank)}** "
                f"`{_score(page, best, best.credited)}` "
                f":green-badge[:material/check_circle: {page.t('badge.relevant')}] "
                f"{whose} :small[:gray[{richtext.label(best.credited)}]]"
            )
            _item(page, items[best.credited])


def badge(page: Page, first: UncreditedFirst) -> str:
    """Return how the first item counts: unjudged, or not relevant by an assumption alone."""
    if first.relevance == "unknown":
        return f":orange-badge[:material/help: {page.t('badge.unknown')}]"
    return f":gray-badge[:material/rule: {page.t('firsts.assumed')}]"


def _mark(page: Page, variant: str) -> str:
    mark = palette.mark(variant, page.ws.variant_slots)
    return f":{mark.markdown}[{mark.shape}]:small[{richtext.label(variant, 24)}]"


def _score(page: Page, first: UncreditedFirst, item: str) -> str:
    try:
        return f"{pair_score(page.ws, first.variant, first.query, item):.3f}"
    except NoVectorError:
        return page.t("figure.none")


def _item(page: Page, item: Item) -> None:
    text = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
    if text:
        st.markdown(f":small[{text}]")
    if item.images:
        pictures.draw(page, item, _BOX)


def _turn(at: int) -> None:
    controls.change(firsts_page=at)
