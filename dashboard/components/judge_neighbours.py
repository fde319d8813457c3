"""Judging beside the ranking, in Browse: a row of grades per neighbour, and what it moves.

Whoever judges here sees model, rank and score, so these judgments are kept as *not blind*.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import streamlit as st

from core.errors import YusaError
from core.views import VIEW_NAMES
from dashboard import failures, judging, markdown, measured, richtext, services, state
from dashboard.components import annotator, judge_form
from dashboard.context import select
from dashboard.desk import Draft, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.judgments import Judgment, Pair
    from core.types import Item, Neighbour
    from dashboard.context import Page
    from dashboard.desk import Books
    from dashboard.measured import Figure
    from dashboard.strings import Translate
    from dashboard.viewing import View

MEASURES = ("success@1", "success@3", "success@5", "success@10", "rr")
TABLE = "recall-table"


Place = Literal["list", "dialog"]
"""Where a pair is judged: both may be on the page at once."""


def grade_key(rank: int, grade: int, place: Place = "list") -> str:
    """Return the key of the button of a grade on the neighbour of a rank."""
    return button_key("grade", rank, place) + f".{grade}"


def button_key(name: str, rank: int, place: Place = "list") -> str:
    """Return the key of another button of a neighbour: ``duplicate``, ``undo``, ``ask``."""
    return f"browse.{place}.{name}.{rank}"


def reason_key(rank: int, number: int, place: Place = "list") -> str:
    """Return the key of the button of a reason, numbered from 1."""
    return button_key("reason", rank, place) + f".{number}"


def who(page: Page) -> None:
    """Draw who judges and whose grades count, small: judging is a choice here."""
    if not services.can_judge(page.ws):
        with st.popover(page.t("judge.here"), icon=":material/lock:", type="tertiary"):
            st.caption(page.t("judge.closed", path=richtext.path(page.ws.path)))
            _whose(page)
        return
    try:
        name = annotator.current(page)
        label = richtext.label(name, 40) if name else page.t("judge.here")
        with st.popover(label, icon=":material/rate_review:", type="tertiary"):
            annotator.choose(page, "browse")
            st.caption(page.t("judge.here.help"))
            _whose(page)
        annotator.remember(page, "browse")
    except YusaError as error:
        st.caption(richtext.label(failures.said(error), 300))


def _whose(page: Page) -> None:
    """Draw the choice of the view that badges and figures count by."""
    if page.view.gt is None:
        return
    select(state.WIDGET_TRUTH, page.truth)
    st.segmented_control(
        page.t("comparison.view"),
        VIEW_NAMES,
        key=state.WIDGET_TRUTH,
        required=True,
        help=page.t("comparison.view.help"),
        format_func=lambda name: _view_name(page, name),
        on_change=_truth_changed,
    )


def _view_name(page: Page, name: str) -> str:
    return page.view_words(name)


def _truth_changed() -> None:
    link = state.current(st.session_state)
    state.change(st.session_state, replace(link, truth=st.session_state[state.WIDGET_TRUTH]))
    st.rerun()  # in a callback: the whole page runs, and with it the address


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
    unsaved(page)
    if view.variant is None or view.gt is None:
        return
    try:
        people = services.people(page.ws, page.truth)
        figures = services.evaluation(
            page.ws, view.variant, view.gt, view.pool, view.where, page.truth, people
        )
    except YusaError as error:
        st.caption(richtext.label(failures.said(error), 300))
        return
    rows = figure_rows(page.t, [measured.figure(figures, measure) for measure in MEASURES])
    with st.container(key=TABLE, gap="xsmall"):
        st.markdown(markdown.table(rows))
        about = page.t(
            "judge.table.about",
            gt=richtext.label(view.gt),
            view=_view_name(page, page.truth),
            revision="–" if people.revision is None else f"{people.revision:,}",
            n=figures.n,
        )
        st.markdown(f":small[:gray[{about}]]")


def figure_rows(t: Translate, figures: Sequence[Figure]) -> list[list[str]]:
    """Return figures as rows of Markdown cells: names, values, what holes leave open, intervals.

    The rows of holes and intervals are left out where they would be empty.
    """
    rows = [
        ["", *(f":small[{measured.short_name(t, shown.measure)}]" for shown in figures)],
        [t("judge.table.known"), *(measured.value_words(t, shown) for shown in figures)],
    ]
    for words, colour, cells in (
        ("judge.table.holes", "orange", [measured.holes_range(t, shown) for shown in figures]),
        ("judge.table.interval", "gray", [measured.interval_words(shown) for shown in figures]),
    ):
        if any(cells):
            shown = [f":small[:{colour}[{cell}]]" if cell else "" for cell in cells]
            rows.append([f":small[:{colour}[{t(words)}]]", *shown])
    return rows


def unsaved(page: Page, place: Place = "list") -> None:
    """Name the pairs whose judgment could not be stored, until it is or they are dismissed."""
    faults: dict[Pair, str] = st.session_state.get(state.BROWSE_UNSAVED, {})
    if not faults:
        return
    pairs = ", ".join(f"{richtext.label(query)} → {richtext.label(item)}" for query, item in faults)
    why = richtext.label(next(reversed(faults.values())), 400)
    with st.container(border=True, key=f"browse-unsaved-{place}", gap="xsmall"):
        st.error(f"**{page.t('judge.unsaved')}** {pairs}: {why}", icon=":material/error:")
        st.caption(page.t("judge.unsaved.again"))
        st.button(page.t("judge.give_up"), key=f"browse.{place}.give_up", on_click=faults.clear)


def row(
    page: Page, kept: Books, query: Item, item: Item, near: Neighbour, place: Place = "list"
) -> None:
    """Draw the grades of one neighbour; the annotator's own stands out."""
    pair = (query.id, item.id)
    given = kept.given(pair)
    before = given.judgment if given else None
    with st.container(
        horizontal=True,
        gap="xsmall",
        vertical_alignment="center",
        key=f"judge-{near.rank}" if place == "list" else f"judge-{place}",
    ):
        st.markdown(f":small[:gray[{page.t('judge.mine')}]]", width="content")
        for grade, name in enumerate(judging.GRADES):
            st.button(
                page.t(f"judge.said.{name}"),
                key=grade_key(near.rank, grade, place),
                type="primary" if before and before.grade == grade else "secondary",
                help=page.t(f"judge.grade.{name}.help"),
                on_click=_judge,
                args=(kept, pair, Statement(grade=grade)),
            )
        _cannot_tell(page, kept, pair, before, near.rank, place)
        if before is not None:
            st.button(
                page.t("judge.table.duplicate"),
                key=button_key("duplicate", near.rank, place),
                type="primary" if before.duplicate else "tertiary",
                help=page.t("judge.duplicate.help"),
                on_click=_mark,
                args=(kept, pair, not before.duplicate),
            )
        _outcome(page, kept, pair, near.rank, place)
    if before is not None and before.cannot_tell is not None:
        st.caption(page.t("judge.told", reason=richtext.label(before.cannot_tell, 120)))


def _cannot_tell(
    page: Page, kept: Books, pair: Pair, before: Judgment | None, rank: int, place: Place
) -> None:
    opened = button_key("ask", rank, place)
    told = before is not None and before.cannot_tell is not None
    folded = st.popover(
        page.t("judge.cannot_tell"),
        key=opened,
        type="primary" if told else "secondary",
        on_change="rerun",
    )
    if not folded.open:
        return

    def choose(reason: str) -> None:
        st.session_state[opened] = False
        _judge(kept, pair, Statement(cannot_tell=reason))

    with folded, st.container(gap="xsmall"):
        st.markdown(page.t("judge.why"))
        judge_form.reasons(
            page,
            kept,
            lambda number: reason_key(rank, number, place),
            f"{button_key('other', rank, place)}.{'.'.join(pair)}",
            choose,
        )


def _outcome(page: Page, kept: Books, pair: Pair, rank: int, place: Place) -> None:
    """Say that the last step is saved, beside the pair that it was about, and offer undo there."""
    saved: Judgment | None = st.session_state.get(state.BROWSE_SAVED)
    if saved is not None and (saved.annotator, saved.query, saved.item) == (kept.annotator, *pair):
        undone = (
            f" :small[:gray[{judge_form.said(page, saved)}]]" if saved.kind != "judgment" else ""
        )
        st.markdown(
            f":green-badge[:material/check: {page.t('judge.saved')}]{undone}", width="content"
        )
    last = judging.last_in_sight(kept, pair[0])
    if last is not None and (last.query, last.item) == pair:
        st.button(
            page.t("judge.take_back"),
            key=button_key("undo", rank, place),
            type="tertiary",
            icon=":material/undo:",
            help=page.t("judge.take_back.help"),
            on_click=_take_back,
            args=(kept, last),
        )


def _judge(kept: Books, pair: Pair, statement: Statement) -> None:
    """Store a grade with flag and note as they are now: what was drawn may be old."""

    def judged() -> Judgment | None:
        flag = judging.stored_draft(kept, pair)
        return judging.keep(kept, pair, statement, flag, kept.given(pair), blind=False)

    _store(kept, pair, judged)


def _mark(kept: Books, pair: Pair, duplicate: bool) -> None:
    """Set the flag of what stands now, if anything does."""

    def marked() -> Judgment | None:
        given = kept.given(pair)
        if given is None:
            return None
        now = given.judgment
        statement = Statement(now.grade, now.cannot_tell)
        flag = Draft(duplicate, now.note)
        return judging.keep(kept, pair, statement, flag, given, blind=False)

    _store(kept, pair, marked)


def _take_back(kept: Books, last: Judgment) -> None:
    """Take a judgment back, unless another one took its place since it was drawn."""

    def taken() -> Judgment | None:
        now = judging.last_in_sight(kept, last.query)
        is_last = now is not None and now.event_id == last.event_id
        return judging.withdrawal(last) if is_last else None

    _store(kept, (last.query, last.item), taken)


def _store(kept: Books, pair: Pair, make: Callable[[], Judgment | None]) -> None:
    """Store what is made of the books as they are now; say what came of it."""
    try:
        event = make()
        if event is not None:
            kept.store([event])
    except YusaError as error:
        st.session_state.setdefault(state.BROWSE_UNSAVED, {})[pair] = failures.said(error)
        st.session_state[state.BROWSE_SAVED] = None  # it would read as if this were saved
        return
    st.session_state.get(state.BROWSE_UNSAVED, {}).pop(pair, None)
    stands = kept.given(pair)
    st.session_state[state.BROWSE_SAVED] = event or (stands.judgment if stands else None)
