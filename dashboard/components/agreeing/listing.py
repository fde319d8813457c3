"""What people disagree about: the worst first, each to be opened and decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import (
    agreeing,
    agreement_link,
    entry,
    failures,
    paging,
    richtext,
    services,
)
from dashboard import state as session
from dashboard.agreement_link import WHICH
from dashboard.components import annotator, download, pager
from dashboard.components.agreeing import deciding
from dashboard.context import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.agreement import Dispute
    from core.concord import Concord
    from core.judgments import Pair
    from dashboard.agreement_link import AgreementLink
    from dashboard.context import Page

ROWS = 10
_PLACE = "agreement"


def draw(page: Page, found: Concord, link: AgreementLink) -> None:
    """Draw the list, and who decides."""
    st.markdown(f"#### {page.t('agree.list')}")
    _head(page, found, link)
    rows = found.open if link.which == "open" else tuple(found.decisions)
    who = _who(page) if rows or link.pair else None
    _told(page, link)
    if link.which == "open" and link.pair not in {row.pair for row in rows}:
        # Somebody decided it while it was open here, or a link leads to it.
        rows = (*[each for each in found.decisions if each.pair == link.pair], *rows)
    if not rows:
        empty = "agree.list.none" + (".adjudicated" if link.which == "adjudicated" else "")
        st.caption(page.t(empty))
        return
    pairs = [row.pair for row in rows]
    at = pairs.index(link.pair) // ROWS + 1 if link.pair in pairs else link.page
    shown, at, pages = paging.page_of(rows, at, ROWS)
    if link.which == "open":
        st.caption(page.t("agree.list.order"))
    for row in shown:
        _row(page, found, row, link, who, at, _after(rows, row))
    pager.draw(page, "agreement.pager", at, pages, _turn)


def _head(page: Page, found: Concord, link: AgreementLink) -> None:
    counts = {"open": len(found.open), "adjudicated": len(found.decisions)}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        select(session.WIDGET_AGREEMENT_WHICH, link.which)
        st.segmented_control(
            page.t("agree.list"),
            WHICH,
            key=session.WIDGET_AGREEMENT_WHICH,
            required=True,
            format_func=lambda which: page.t(f"agree.list.{which}", n=counts[which]),
            label_visibility="collapsed",
            on_change=_which_changed,
        )
        if found.disputes or found.decisions:
            listed = {row.pair: row for row in (*found.disputes, *found.decisions)}
            download.csv(
                page.t("agree.list.csv"),
                agreeing.disputes_csv(listed.values()),
                file_name="disagreements.csv",
                key="agreement.download.disputes",
            )
        download.csv(
            page.t("agree.ratings.csv"),
            agreeing.ratings_csv(found.counted),
            file_name="judgments-compared.csv",
            key="agreement.download.ratings",
        )


def _who(page: Page) -> str | None:
    """Return who decides here; draw the choice where the session's key doesn't say it."""
    if not services.can_judge(page.ws):
        st.info(page.t("judge.closed", path=richtext.path(page.ws.path)), icon=":material/lock:")
        return None
    lead = entry.lead()
    if lead is not None:
        return lead
    try:
        name = annotator.current(page)
        if name is None:
            st.markdown(page.t("agree.who.choose"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            annotator.choose(page, _PLACE)
            if name is None:
                annotator.add(page, _PLACE)
        annotator.remember(page, _PLACE)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return None
    return name


def _told(page: Page, link: AgreementLink) -> None:
    """Say what was saved last, and what wasn't where its pair isn't open."""
    left = deciding.bench()
    for pair in list(left.unsaved):
        if pair != link.pair:
            deciding.unsaved(page, pair)
    event = left.saved
    if event is None:
        return
    words_of_pair = deciding.pair_words((event.query, event.item))
    if event.kind == "withdrawal":
        words = page.t("agree.saved.undone", pair=words_of_pair)
    else:
        grade = agreeing.said(page.t, event.grade)
        words = page.t("agree.saved.pair", pair=words_of_pair, grade=grade)
    badge = f":green-badge[:material/check: {page.t('agree.saved')}]"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="agree-saved"):
        st.markdown(f"{badge} :small[:gray[{words}]]", width="content")
        now = services.standing_at_desk(page.ws).adjudicated.get((event.query, event.item))
        if now is not None and now.judgment.event_id == event.event_id and link.which == "open":
            deciding.take_back(page, now)


def _row(
    page: Page,
    found: Concord,
    row: Dispute,
    link: AgreementLink,
    who: str | None,
    at: int,
    after: Pair | None,
) -> None:
    is_open = row.pair == link.pair
    place = "-".join(row.pair)
    with st.container(border=True, key=f"agree-row-{place}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                deciding.pair_words(row.pair),
                key=deciding.key("open", row.pair),
                icon=":material/expand_less:" if is_open else ":material/expand_more:",
                type="tertiary",
                on_click=_open,
                args=(None if is_open else row.pair, at),
            )
            st.markdown(summary(page, row, with_grades=not is_open), width="content")
        if row.decided is not None:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(deciding.decided(page, row.decided), width="content")
                mine = row.decided.judgment.annotator == who
                if mine and link.which == "adjudicated":
                    deciding.take_back(page, row.decided)
        if is_open:
            deciding.draw(page, found, row, who, after)


def summary(page: Page, row: Dispute, *, with_grades: bool) -> str:
    """Return who gave which grade, how far apart they are and whether that decides relevance."""
    grades = " · ".join(
        page.t("agree.says", name=richtext.label(name, 40), grade=agreeing.said(page.t, grade))
        for name, grade in row.said.items()
        if with_grades
    )
    badges = []
    if row.distance:
        badges.append(f":gray-badge[{page.t('agree.distance', n=row.distance)}]")
    if row.crosses:
        badges.append(f":orange-badge[:material/alt_route: {page.t('agree.crosses')}]")
    return " ".join([grades, *badges])


def _after(rows: Sequence[Dispute], row: Dispute) -> Pair | None:
    """Return the pair that comes next in the list."""
    at = rows.index(row) + 1
    return rows[at].pair if at < len(rows) else None


def _open(pair: Pair | None, at: int) -> None:
    """Open a pair, or close it; the page of the list stays, wherever a link had led."""
    agreement_link.change(st.session_state, pair=pair, page=at)
    st.session_state[session.ANSWERS] = False


def _turn(at: int) -> None:
    agreement_link.change(st.session_state, page=at)


def _which_changed() -> None:
    which = st.session_state[session.WIDGET_AGREEMENT_WHICH]
    agreement_link.change(st.session_state, which=which)
    deciding.bench().saved = None
