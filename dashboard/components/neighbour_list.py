"""The ranked neighbours: rank, score, judgment of the ground truth, and the question itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browsing, entry, judging, palette, richtext, services, state
from dashboard.components import item_card, judge_neighbours, names, pictures, unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.ground_truth import GroundTruth
    from core.types import Item, Neighbour
    from dashboard.context import Page
    from dashboard.desk import Books
    from dashboard.services import Ranking, Truth

_BADGES = {
    "relevant": (":green-badge", "check_circle"),
    "not_relevant": (":gray-badge", "cancel"),
    "unknown": (":orange-badge", "help"),
}


def select_key(rank: int) -> str:
    """Return the key of the button that makes the neighbour of this rank the query."""
    return f"browse.button.select.{rank}"


def compare_key(rank: int) -> str:
    """Return the key of the button that opens the side-by-side view."""
    return f"browse.button.compare.{rank}"


def say_nothing(page: Page, ranking: Ranking) -> None:
    """Say why a list is empty, and what to do: filters only where there are some."""
    if ranking.pool_size:
        words, icon = "empty.unranked", ":material/block:"
    elif ranking.view.where:
        words, icon = "empty.neighbours", ":material/filter_alt_off:"
    else:
        words, icon = "empty.alone", ":material/block:"
    st.info(page.t(words, size=ranking.pool_size), icon=icon)


def summary(page: Page, ranking: Ranking, truth: Truth) -> str:
    """Return what is listed: variant, pool, how many of how many, how many of them relevant."""
    view = ranking.view
    pool = page.t(f"near.pool.name.{view.pool}", gt=names.breakable(richtext.label(view.gt or "")))
    if view.where:
        pool = page.t("near.pool.filtered", pool=pool)
    mark = palette.mark(view.variant or "", page.ws.variant_slots)
    variant = (
        f":{mark.markdown}[{mark.shape}] **{names.breakable(richtext.label(view.variant or ''))}**"
    )
    line = page.t(
        "near.summary",
        variant=variant,
        pool=pool,
        shown=len(ranking.neighbours),
        size=ranking.pool_size,
    )
    query = str(view.query)
    imported, merged = truth.imported, truth.merged
    if imported is not None and merged is not None and query in imported.queries:
        hits = sum(merged.status(query, near.id) == "relevant" for near in ranking.neighbours)
        wanted = sum(merged.status(query, item) == "relevant" for item in merged.named(query))
        line += " · " + page.t("near.hits", hits=hits, relevant=wanted)
    elif imported is not None:
        line += " · " + page.t("near.not_query", gt=names.breakable(richtext.label(imported.name)))
    return line


def badges(page: Page, query: Item, item: Item, truth: Truth) -> str:
    """Return the badges of a neighbour as Markdown.

    First what counts by the view; then, where people graded the pair, each source by its name.
    """
    shown = []
    imported, merged = truth.imported, truth.merged
    human = truth.people.grade(query.id, item.id)
    if imported is not None and merged is not None and query.id in imported.queries:
        status = merged.status(query.id, item.id)
        colour, icon = _BADGES[status]
        said = _imported(page, query, item, imported)
        is_inferred = merged.is_inferred(query.id, item.id)
        by_file = human is None and merged.name != "human" and not is_inferred
        words = said if by_file else page.t(f"badge.{status}")
        shown.append(f"{colour}[:material/{icon}: {words}]")
        if not by_file:
            shown.append(f":gray-badge[{page.t('badge.imported', said=said)}]")
    if merged is not None and merged.is_inferred(query.id, item.id):
        shown.append(f":gray-badge[{page.t('badge.inferred')}]")
    if human is not None:
        words = page.t(f"judge.said.{judging.GRADES[human]}")
        shown.append(f":gray-badge[{page.t('badge.people', said=words)}]")
    if query.content_key and query.content_key == item.content_key:
        shown.append(f":red-badge[:material/content_copy: {page.t('badge.duplicate')}]")
    return " ".join(shown)


def _imported(page: Page, query: Item, item: Item, imported: GroundTruth) -> str:
    words = page.t(f"badge.{imported.status(query.id, item.id)}")
    grade = imported.queries[query.id].get(item.id)
    if grade is not None and grade >= 0 and services.is_graded(page.ws, imported.name):
        words = page.t("badge.grade", badge=words, grade=grade)
    return words


@st.fragment
def draw(page: Page, query: Item, items: Sequence[Item], ranking: Ranking) -> None:
    """Draw the neighbours, and the figures that judging one of them moves at once."""
    if not entry.still_open(page.ws):
        st.rerun()  # a task was opened since: the page's gate decides
    with st.container(gap="xsmall"):
        is_unread = unread.say(page)
        kept = None if is_unread else judge_neighbours.books(page)
        truth = services.truth(page.ws, ranking.view.gt, page.truth)
        with st.container(
            horizontal=True, wrap=False, vertical_alignment="center", gap="small", key="near-head"
        ):
            st.markdown(f":small[{summary(page, ranking, truth)}]", width="stretch")
            if not is_unread:
                judge_neighbours.who(page)
        if kept is not None:
            judge_neighbours.table(page, ranking.view)
        for item, near in zip(items, ranking.neighbours, strict=True):
            card(page, query, item, near, truth, kept)


def card(
    page: Page,
    query: Item,
    item: Item,
    near: Neighbour,
    truth: Truth,
    kept: Books | None,
) -> None:
    """Draw one neighbour; with books, it can be judged."""
    line = item_card.metadata_line(item, beside=query)
    with st.container(border=True, key=f"neighbour-{near.rank}", gap="xsmall"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.markdown(
                f"**{page.t('near.rank', rank=near.rank)}** `{near.score:.3f}` "
                f"{badges(page, query, item, truth)} :small[{richtext.label(item.id)}"
                f"{' · ' if line else ''}:gray[{line}]]",
                width="stretch",
            )
            st.button(
                page.t("near.compare"),
                key=compare_key(near.rank),
                icon=":material/compare:",
                type="tertiary",
                on_click=_compare,
                args=(item.id,),
            )
            st.button(
                page.t("near.select"),
                key=select_key(near.rank),
                icon=":material/arrow_forward:",
                type="tertiary",
                help=page.t("near.select.help"),
                on_click=_choose,
                args=(item.id,),
            )
        if kept is not None:
            judge_neighbours.row(page, kept, query, item, near)
        item_card.beside(page, item, pictures.NEIGHBOUR_BOX, item_card.NEIGHBOUR_CHARS)
        if page.answers_shown:
            item_card.answers(page, item, say_none=False)


def _choose(item_id: str) -> None:
    browsing.choose_query(st.session_state, item_id)
    st.rerun()  # in a callback: the whole page runs, not this fragment alone


def _compare(item_id: str) -> None:
    st.session_state[state.COMPARED] = item_id
    st.rerun()
