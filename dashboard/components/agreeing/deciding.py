"""One pair that people disagree about: both questions, who said what, and the decision on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from core.judgments import GRADES
from dashboard import agreeing, agreement_link, entry, failures, judging, richtext, services, state
from dashboard.agreeing import CANNOT_TELL, Bench, Unsaved
from dashboard.components import item_card, keyboard

if TYPE_CHECKING:
    from core.agreement import Dispute
    from core.concord import Concord
    from core.judgments import Judgment, Pair, StoredJudgment
    from dashboard.context import Page

FORM = "agree-form"
BUTTON_ANSWERS = "agreement.button.answers"


def bench() -> Bench:
    """Return what this session's adjudications left."""
    found: Bench = st.session_state.setdefault(state.AGREEMENT_BENCH, Bench())
    return found


def key(name: str, pair: Pair) -> str:
    """Return the key of a pair's button or field: one for each pair, so that no text strays."""
    return f"agreement.{name}.{pair[0]} → {pair[1]}"


def draw(page: Page, found: Concord, dispute: Dispute, who: str | None, after: Pair | None) -> None:
    """Draw an open pair.

    Args:
        page: words.
        found: the judgments that are compared.
        dispute: the pair.
        who: decides; None while nobody is chosen or nothing can be stored.
        after: the pair that is opened once this one is decided.
    """
    try:
        items = [page.ws.items.get(item_id) for item_id in dispute.pair]
    except YusaError as error:
        reason = richtext.label(failures.said(error), 200)
        st.warning(page.t("agree.gone", reason=reason), icon=":material/help:")
        return
    _said(page, found, dispute)
    with_answers = bool(st.session_state.get(state.ANSWERS))
    st.button(
        page.t("item.answers.hide" if with_answers else "item.answers.show"),
        key=BUTTON_ANSWERS,
        icon=":material/visibility_off:" if with_answers else ":material/visibility:",
        type="tertiary",
        on_click=state.toggle_answers,
        args=(st.session_state,),
    )
    for column, item, words in zip(st.columns(2), items, ("query", "item"), strict=True):
        with column, st.container(border=True, gap="xsmall"):
            st.markdown(f":small[:gray[{page.t(f'agree.{words}')}]] **{richtext.label(item.id)}**")
            item_card.whole(page, item, with_answers=with_answers)
    if who is not None:
        _form(page, dispute, who, after)
    elif services.can_judge(page.ws):
        st.caption(page.t("agree.who.above"))
    keyboard.listen("agreement.keys", {"KeyA": lambda: state.toggle_answers(st.session_state)})


def _said(page: Page, found: Concord, dispute: Dispute) -> None:
    """Say who gave which grade, with notes and reasons."""
    given = found.counted.by_pair.get(dispute.pair, {})
    for name in dispute.said:
        stored = given.get(name)
        if stored is not None:
            st.markdown(statement(page, name, stored.judgment))


def statement(page: Page, name: str, said: Judgment) -> str:
    """Return one person's judgment in a line of Markdown."""
    words = agreeing.said(page.t, said.grade)
    line = page.t("agree.says", name=richtext.label(name), grade=words)
    if said.cannot_tell:
        line += f" ({richtext.label(said.cannot_tell, 300)})"
    if said.duplicate:
        line += f" :gray-badge[{page.t('agree.duplicate')}]"
    if said.note:
        line += f" :gray[{page.t('agree.note', note=richtext.label(said.note, 600))}]"
    return line


def decided(page: Page, stored: StoredJudgment) -> str:
    """Return a decision in two lines of Markdown: what, by whom, when; and why."""
    by = stored.judgment
    head = page.t(
        "agree.decided",
        grade=agreeing.said(page.t, by.grade),
        name=richtext.label(by.annotator),
        at=f"{stored.at[:16].replace('T', ' ')} UTC",
    )
    reason = page.t("agree.decided.reason", reason=richtext.label(by.note, agreeing.MAX_REASON))
    return f":material/gavel: {head}  \n{reason}"


def _form(page: Page, dispute: Dispute, who: str, after: Pair | None) -> None:
    pair, before = dispute.pair, dispute.decided
    grade, reason = key("grade", pair), key("reason", pair)
    _restore(pair, before)
    if before is not None and before.judgment.annotator != who:
        name = richtext.label(before.judgment.annotator)
        st.caption(page.t("agree.decided.last", name=name))
    with st.container(key=FORM), st.form(key("form", pair), border=False):
        st.segmented_control(
            page.t("agree.decide.grade"),
            [*GRADES, CANNOT_TELL],
            key=grade,
            format_func=lambda place: agreeing.said(
                page.t, None if place == CANNOT_TELL else place
            ),
            persist_state="session",
        )
        st.text_area(
            page.t("agree.decide.reason"),
            key=reason,
            placeholder=page.t("agree.decide.reason.placeholder"),
            max_chars=agreeing.MAX_REASON,
            height=80,
            persist_state="session",
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.form_submit_button(
                page.t("agree.decide"),
                key=key("decide", pair),
                type="primary",
                icon=":material/gavel:",
                on_click=_decide,
                args=(page, pair, who, before, after),
            )
            st.markdown(page.t("agree.who", name=richtext.label(who)), width="content")
    unsaved(page, pair)
    fault = bench().faults.get(pair)
    if fault:
        st.error(fault, icon=":material/error:")


def _restore(pair: Pair, before: StoredJudgment | None) -> None:
    """Put into the fields what could not be saved, or else what was decided."""
    failed = bench().unsaved.get(pair)
    event = failed.event if failed else before.judgment if before else None
    if event is None or event.kind != "adjudication":
        return
    values = {"grade": CANNOT_TELL if event.grade is None else event.grade, "reason": event.note}
    for name, value in values.items():
        if key(name, pair) not in st.session_state:
            st.session_state[key(name, pair)] = value


def unsaved(page: Page, pair: Pair) -> None:
    """Say clearly that a decision isn't saved, with a way to try again."""
    failed = bench().unsaved.get(pair)
    if failed is None:
        return
    is_undo = failed.event.kind == "withdrawal"
    words = page.t("agree.unsaved.undo" if is_undo else "agree.unsaved")
    st.error(
        f"**{words}** :small[:gray[{pair_words(pair)}]] {richtext.label(failed.fault, 400)}",
        icon=":material/error:",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(
            page.t("agree.retry"),
            key=key("retry", pair),
            type="primary",
            on_click=_store,
            args=(page, failed.event, None),
        )
        st.button(
            page.t("agree.give_up"), key=key("give_up", pair), on_click=_give_up, args=(pair,)
        )


def pair_words(pair: Pair) -> str:
    """Return both ids."""
    return f"{richtext.label(pair[0])} → {richtext.label(pair[1])}"


def take_back(page: Page, stored: StoredJudgment) -> None:
    """Draw the button that takes a decision back."""
    by = stored.judgment
    st.button(
        page.t("agree.undo"),
        key=key("undo", (by.query, by.item)),
        icon=":material/undo:",
        type="tertiary",
        on_click=_take_back,
        args=(page, by),
    )


# ---- steps ---------------------------------------------------------------------------------------


def _decide(
    page: Page, pair: Pair, who: str, before: StoredJudgment | None, after: Pair | None
) -> None:
    choice = st.session_state.get(key("grade", pair))
    reason = str(st.session_state.get(key("reason", pair)) or "")
    lacks = agreeing.missing(choice, reason)
    if lacks is not None or choice is None:
        bench().faults[pair] = page.t(lacks or "agree.decide.grade.missing")
        return
    failed = bench().unsaved.get(pair)
    if _is_overtaken(page, pair, before, failed):
        bench().faults[pair] = page.t("agree.decide.meanwhile")
        return
    contents = [page.ws.items.get(item_id).content_key for item_id in pair]
    event = agreeing.adjudication(
        pair, (contents[0], contents[1]), who, choice, reason, failed.event if failed else None
    )
    _store(page, event, after)


def _is_overtaken(
    page: Page, pair: Pair, before: StoredJudgment | None, failed: Unsaved | None
) -> bool:
    """Whether somebody decided the pair since it was drawn.

    A decision of one's own whose answer was lost is none of somebody else.
    """
    now = services.standing_at_desk(page.ws).adjudicated.get(pair)
    if now is None or (failed is not None and now.judgment.event_id == failed.event.event_id):
        return False
    return before is None or now.hash != before.hash


def _take_back(page: Page, by: Judgment) -> None:
    failed = bench().unsaved.get((by.query, by.item))
    again = failed is not None and failed.event.replaces == by.event_id
    _store(page, failed.event if failed and again else judging.withdrawal(by), None)


def _store(page: Page, event: Judgment, after: Pair | None) -> None:
    """Store a decision, or that it is taken back; what can't be stored is kept and said."""
    pair, left = (event.query, event.item), bench()
    left.faults.pop(pair, None)
    try:
        entry.check_open(page.ws)
        services.store(page.ws, [event])
    except YusaError as error:
        left.unsaved[pair] = Unsaved(event, failures.said(error))
        left.saved = None  # what was saved before would read as if this were
        return
    left.unsaved.pop(pair, None)
    left.saved = event
    for name in ("grade", "reason"):
        st.session_state.pop(key(name, pair), None)
    if agreement_link.current(st.session_state).which == "open":
        agreement_link.change(st.session_state, pair=after)
        st.session_state[state.ANSWERS] = False


def _give_up(pair: Pair) -> None:
    bench().unsaved.pop(pair, None)
