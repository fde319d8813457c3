"""Judging beside the ranking, in Browse: a row of grades per neighbour, and what it moves.

Whoever judges here sees model, rank and score, so these judgments are kept as *not blind*.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import comparison, failures, judging, richtext, services, state
from dashboard.components import annotator, judge_form
from dashboard.judging import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.judgments import Pair
    from core.types import Item, Neighbour
    from dashboard.context import Page
    from dashboard.judging import Books, Draft
    from dashboard.state import View

MEASURES = ("success@1", "success@3", "success@5", "success@10", "rr")
TABLE = "recall-table"


def grade_key(rank: int, grade: int) -> str:
    """Return the key of the button of a grade on the neighbour of a rank."""
    return f"browse.button.grade.{rank}.{grade}"


def duplicate_key(rank: int) -> str:
    """Return the key of the button that marks the neighbour of a rank as a copy."""
    return f"browse.button.duplicate.{rank}"


def who(page: Page) -> None:
    """Draw who judges, small: judging is a choice here."""
    if not services.can_judge(page.ws):
        with st.popover(page.t("judge.here"), icon=":material/lock:", type="tertiary"):
            st.caption(page.t("judge.closed", path=richtext.path(page.ws.path)))
        return
    try:
        name = annotator.current(page)
        label = richtext.label(name, 40) if name else page.t("judge.here")
        with st.popover(label, icon=":material/rate_review:", type="tertiary"):
            annotator.choose(page, "browse")
            st.caption(page.t("judge.here.help"))
        annotator.remember(page, "browse")
    except YusaError as error:
        st.caption(richtext.label(failures.said(error), 300))


def books(page: Page) -> Books | None:
    """Return the books of the annotator, or None while nobody is chosen."""
    if not services.can_judge(page.ws):
        return None
    try:
        name = annotator.current(page)
    except YusaError:
        return None
    return judge_form.books(page.ws, name) if name else None


def table(page: Page, view: View) -> None:
    """Draw the figures of the variant as of the last judgment."""
    _unsaved(page)
    if view.variant is None or view.gt is None:
        return
    try:
        figures = services.evaluation(
            page.ws, view.variant, view.gt, view.pool, view.where, "human-over-imported"
        )
    except YusaError as error:
        st.caption(richtext.label(failures.said(error), 300))
        return
    head, cells = [], []
    for measure in MEASURES:
        shown = comparison.figure(figures, measure)
        words = comparison.value_words(page.t, shown)
        if shown.has_holes and shown.n >= comparison.FEW:
            words += f" {page.t('judge.table.most', most=shown.possible)}"
        interval = comparison.interval_words(shown)
        head.append(f":small[{comparison.short_name(page.t, measure)}]")
        cells.append(words + (f" :small[:gray[{interval}]]" if interval else ""))
    rows = [head, ["---"] * len(head), cells]
    with st.container(key=TABLE, gap="xsmall"):
        st.markdown("\n".join(f"| {' | '.join(row)} |" for row in rows))
        about = page.t("judge.table.about", gt=richtext.label(view.gt), n=figures.n)
        st.markdown(f":small[:gray[{about}]]")


def _unsaved(page: Page) -> None:
    """Name the pairs whose judgment could not be stored, until it is or they are dismissed."""
    faults: dict[Pair, str] = st.session_state.get(state.BROWSE_UNSAVED, {})
    if not faults:
        return
    pairs = ", ".join(f"{richtext.label(query)} → {richtext.label(item)}" for query, item in faults)
    why = richtext.label(next(reversed(faults.values())), 400)
    with st.container(border=True, key="browse-unsaved", gap="xsmall"):
        st.error(f"**{page.t('judge.unsaved')}** {pairs}: {why}", icon=":material/error:")
        st.caption(page.t("judge.unsaved.again"))
        st.button(page.t("judge.give_up"), key="browse.button.give_up", on_click=faults.clear)


def row(page: Page, kept: Books, query: Item, item: Item, near: Neighbour) -> None:
    """Draw the grades of one neighbour; the annotator's own stands out."""
    pair = (query.id, item.id)
    given = kept.given(pair)
    before = given.judgment if given else None
    with st.container(
        horizontal=True, gap="xsmall", vertical_alignment="center", key=f"judge-{near.rank}"
    ):
        for grade, name in enumerate(judge_form.GRADES):
            st.button(
                page.t(f"judge.said.{name}"),
                key=grade_key(near.rank, grade),
                type="primary" if before and before.grade == grade else "secondary",
                help=page.t(f"judge.grade.{name}.help"),
                on_click=_judge,
                args=(kept, pair, Statement(grade=grade)),
            )
        if before is not None:
            st.button(
                page.t("judge.table.duplicate"),
                key=duplicate_key(near.rank),
                type="primary" if before.duplicate else "tertiary",
                help=page.t("judge.duplicate.help"),
                on_click=_mark,
                args=(kept, pair, not before.duplicate),
            )
            if before.cannot_tell is not None:
                st.caption(page.t("judge.told", reason=richtext.label(before.cannot_tell, 120)))


def _judge(kept: Books, pair: Pair, statement: Statement) -> None:
    """Store a grade with flag and note as they are now: what was drawn may be old."""
    _keep(kept, pair, lambda: (statement, judging.stored_draft(kept, pair)))


def _mark(kept: Books, pair: Pair, duplicate: bool) -> None:
    """Set the flag of what stands now, if anything does."""

    def marked() -> tuple[Statement, Draft] | None:
        given = kept.given(pair)
        if given is None:
            return None
        now = given.judgment
        return Statement(now.grade, now.cannot_tell), judging.Draft(duplicate, now.note)

    _keep(kept, pair, marked)


def _keep(kept: Books, pair: Pair, read: Callable[[], tuple[Statement, Draft] | None]) -> None:
    try:
        said = read()
        event = judging.keep(kept, pair, *said, str(uuid.uuid4()), blind=False) if said else None
        if event is not None:
            kept.store([event])
    except YusaError as error:
        st.session_state.setdefault(state.BROWSE_UNSAVED, {})[pair] = failures.said(error)
    else:
        st.session_state.get(state.BROWSE_UNSAVED, {}).pop(pair, None)
