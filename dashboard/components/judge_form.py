"""What an annotator presses: grades, flag, reasons, later, note, undo. Every button shows its key.

The callbacks carry the pair that the button was drawn for; by the time a click arrives another
pair may be at hand.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from core.errors import YusaError
from dashboard import desk as desks
from dashboard import failures, judging, richtext, services, strings
from dashboard.components import item_card
from dashboard.desk import Books, Statement, Supply

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.access import Access
    from core.judgments import Judgment, Pair
    from core.tasks import Example, Guideline, Task
    from core.workspace import Workspace
    from dashboard.context import Page
    from dashboard.desk import Desk

NOTE = "annotate-note"
FORM = "judge-form"


def grade_key(grade: int) -> str:
    """Return the key of the button of a grade."""
    return f"annotate.button.grade.{grade}"


def button_key(name: str) -> str:
    """Return the key of another button: ``duplicate``, ``ask``, ``later``, ``undo`` …"""
    return f"annotate.button.{name}"


def reason_key(number: int) -> str:
    """Return the key of the button of a reason, numbered from 1."""
    return f"annotate.button.reason.{number}"


def note_key(desk: Desk) -> str:
    """Return the key of the note's field: one for each pair, so that no text strays."""
    return f"annotate.note.{desk.key}.{desk.at}"


def books(ws: Workspace, annotator: str) -> Books:
    """Return the annotator's books in a workspace."""
    return Books(
        annotator,
        store=lambda events: services.store(ws, events),
        standing=lambda: services.standing_at_desk(ws),
        events=lambda: services.events_at_desk(ws),
        content=lambda item_id: ws.items.get(item_id).content_key,
        reason=lambda name: strings.text("ko", f"judge.reason.{name}"),  # stored in one language
        say=failures.said,
    )


def task_books(ws: Workspace, access: Access, task: Task) -> Books:
    """Return an annotator's books in a task: they are closed with the task."""
    return replace(
        books(ws, access.name),
        store=lambda events: services.store_in_task(ws, access, events),
        say=failures.said_blind,
        task=task.id,
        guideline=task.guideline.version,
        supply=Supply(
            next=lambda: services.claim(ws, task, access.name),
            hold=lambda query, items: services.hold(ws, task, access.name, query, items),
        ),
        again=lambda pair: services.statements_at_desk(ws).again(access.name, pair, task.id),
    )


def safely(desk: Desk, kept: Books, act: Callable[[], None]) -> None:
    """Run a step; if the books can't even be read, say so and keep everything as it is."""
    try:
        act()
    except YusaError as error:
        desks.note_fault(desk, kept.say(error))


def draw(
    page: Page, desk: Desk, kept: Books, pair: Pair, guideline: Guideline | None = None
) -> None:
    """Draw the buttons of the pair at hand; ``guideline`` is the task's, if there is one."""
    given = desks.given(desk, kept, pair)
    before = given.judgment if given else None
    shown = judging.waiting(desk, pair) or before
    flag = judging.draft(desk, kept, pair)

    def act(name: str, step: Callable[[], None], *, on: bool = False) -> None:
        st.button(
            page.t(f"judge.{name}"),
            key=button_key(name),
            type="primary" if on else "secondary",
            help=page.t(f"judge.{name}.help"),
            on_click=safely,
            args=(desk, kept, step),
        )

    told = shown is not None and shown.cannot_tell is not None
    with st.container(key=FORM, gap="xsmall"):
        unsaved(page, desk, kept)
        # Groups that stay together: a narrow window takes a whole one to the next line.
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            with st.container(horizontal=True, gap="xsmall", width="content"):
                for grade, name in enumerate(judging.GRADES):
                    is_given = shown is not None and shown.grade == grade
                    st.button(
                        page.t(f"judge.grade.{name}"),
                        key=grade_key(grade),
                        type="primary" if is_given else "secondary",
                        help=page.t(f"judge.grade.{name}.help"),
                        on_click=_grade,
                        args=(desk, kept, pair, Statement(grade=grade)),
                    )
            with st.container(horizontal=True, gap="xsmall", width="content"):
                act(
                    "duplicate",
                    lambda: judging.toggle_duplicate(desk, kept, pair),
                    on=flag.duplicate,
                )
                act("ask", lambda: _toggle_asking(desk), on=desk.asking or told)
                act("later", lambda: judging.put_off(desk, kept, pair))
            _rest(page, desk, kept, pair)
        if desk.asking:
            _ask_why(page, desk, kept, pair)
        elif told and shown is not None:
            st.caption(page.t("judge.told", reason=richtext.label(shown.cannot_tell or "", 200)))
        if desk.guide:
            guide(page, guideline)


def guide(page: Page, guideline: Guideline | None) -> None:
    """Say what the grades mean, then the task's own words and its examples."""
    with st.container(border=True, key="judge-guide", gap="xsmall"):
        grades, flags = st.columns(2, gap="small")
        grades.markdown(page.t("judge.guide.grades"))
        flags.markdown(page.t("judge.guide.flags"))
        if guideline is None:
            return
        if guideline.text.strip():
            st.markdown(f"**{page.t('judge.guide.task')}**")
            st.markdown(richtext.to_markdown(guideline.text))
        for grade, examples in sorted(guideline.examples.items()):
            if examples and 0 <= grade < len(judging.GRADES):
                words = page.t(f"judge.said.{judging.GRADES[grade]}")
                st.markdown(f"**{page.t('judge.guide.examples', grade=words)}**")
                for each in examples:
                    _example(page, each)


def _example(page: Page, example: Example) -> None:
    """Draw an example, its two questions folded."""
    pair = f"{richtext.label(example.query)} → {richtext.label(example.item)}"
    remark = f" · {richtext.label(example.remark, 400)}" if example.remark else ""
    if not {example.query, example.item} <= page.ws.items.positions.keys():
        st.caption(pair + remark)  # an import took it away
        return
    with st.expander(pair + remark):
        both = zip(
            st.columns(2, gap="small"),
            page.ws.items.get_many((example.query, example.item)),
            strict=True,
        )
        for column, item in both:
            with column:
                item_card.whole(page, item, with_answers=False)


class Switched(Protocol):
    """What has marks and definitions to be shown or not."""

    differences: bool
    guide: bool


def switches(page: Page, desk: Switched) -> None:
    """Draw the switches of marks and definitions."""
    for name, icon, is_on, act in (
        ("differences", ":material/difference:", desk.differences, _toggle_differences),
        ("guide", ":material/help:", desk.guide, _toggle_guide),
    ):
        st.button(
            page.t(f"judge.switch.{name}"),
            key=button_key(name),
            icon=icon,
            type="primary" if is_on else "secondary",
            help=page.t(f"judge.switch.{name}.help"),
            on_click=act,
            args=(desk,),
        )


def _ask_why(page: Page, desk: Desk, kept: Books, pair: Pair) -> None:
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="reasons"):
        st.markdown(page.t("judge.why"), width="content")
        reasons(
            page,
            kept,
            reason_key,
            f"annotate.reason.{desk.key}.{desk.at}",
            lambda reason: _grade(desk, kept, pair, Statement(cannot_tell=reason)),
            numbered=True,
        )


def _rest(page: Page, desk: Desk, kept: Books, pair: Pair) -> None:
    """Draw the way back and on, the note, and the answers' switch."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key=NOTE):
        arrows(page, desk, kept)
        key = note_key(desk)
        if key not in st.session_state:
            st.session_state[key] = judging.draft(desk, kept, pair).note
        st.text_input(
            page.t("judge.note"),
            key=key,
            max_chars=2_000,
            placeholder=page.t("judge.note.placeholder"),
            label_visibility="collapsed",
            on_change=_noted,
            args=(desk, kept, pair, key),
        )
        st.button(
            page.t("item.answers.hide" if desk.answers else "item.answers.show"),
            key=button_key("answers"),
            icon=":material/visibility_off:" if desk.answers else ":material/visibility:",
            type="tertiary",
            on_click=_toggle_answers,
            args=(desk,),
        )


def arrows(page: Page, desk: Desk, kept: Books) -> None:
    """Draw undo, previous and next."""
    st.button(
        page.t("judge.undo"),
        key=button_key("undo"),
        help=page.t("judge.undo.help"),
        disabled=not judging.can_undo(desk, kept),
        on_click=safely,
        args=(desk, kept, lambda: judging.undo(desk, kept)),
    )
    for name, by in (("previous", -1), ("next", +1)):
        st.button(
            page.t(f"judge.{name}"),
            key=button_key(name),
            type="tertiary",
            help=page.t(f"judge.{name}.help"),
            disabled=not 0 <= desk.at + by < len(desk.order),
            on_click=desks.step,
            args=(desk, by),
        )


def saved(page: Page, desk: Desk) -> None:
    """Say that the last event is saved."""
    if desk.saved is not None:
        st.markdown(
            f":green-badge[:material/check: {page.t('judge.saved')}] "
            f":small[:gray[{richtext.label(desk.saved.item)} · {said(page, desk.saved)}]]"
        )


def unsaved(page: Page, desk: Desk, kept: Books) -> None:
    """Say clearly what isn't saved, with a way to try again; nothing else takes this away."""
    if not desk.unsaved and not desk.fault:
        return
    with st.container(border=True, key="unsaved", gap="xsmall"):
        st.error(
            f"**{page.t('judge.unsaved')}** "
            f"{', '.join(_unsaved_pair(page, event) for event in desk.unsaved)} "
            f"{richtext.label(desk.fault, 400)}",
            icon=":material/error:",
        )
        if desk.skipped:
            st.caption(page.t("judge.skipped", n=desk.skipped))
        if not desk.unsaved:
            st.caption(page.t("judge.unsaved.again"))
        with st.container(horizontal=True, gap="small"):
            if desk.unsaved:
                st.button(
                    page.t("judge.retry"),
                    key=button_key("retry"),
                    type="primary",
                    on_click=safely,
                    args=(desk, kept, lambda: judging.retry(desk, kept)),
                )
            st.button(
                page.t("judge.give_up"),
                key=button_key("give_up"),
                on_click=safely,
                args=(desk, kept, lambda: judging.give_up(desk, kept)),
            )


def said(page: Page, event: Judgment) -> str:
    """Return what an event says of its pair."""
    if event.kind != "judgment":
        return page.t(f"judge.{event.kind}")
    if event.grade is None:
        return page.t("judge.cannot_tell")
    return page.t(f"judge.said.{judging.GRADES[event.grade]}")


def _unsaved_pair(page: Page, event: Judgment) -> str:
    pair = f"{richtext.label(event.query)} → {richtext.label(event.item)}"
    return f":small[:gray[{pair} · {said(page, event)}]]"


def reasons(
    page: Page,
    kept: Books,
    key_of: Callable[[int], str],
    field: str,
    choose: Callable[[str], None],
    *,
    numbered: bool = False,
) -> None:
    """Draw the reasons why no grade can be given, and a field for another one.

    Args:
        page: the page.
        kept: the annotator's books, which know the words that are stored.
        key_of: number of a reason -> key of its button.
        field: key of the field: one for each pair, so that no text strays.
        choose: gets the reason as it is to be stored.
        numbered: say the key that stands for each.
    """
    for number, name in enumerate(judging.REASONS, start=1):
        words = page.t(f"judge.reason.{name}")
        st.button(
            page.t("judge.reason.button", n=number, reason=words) if numbered else words,
            key=key_of(number),
            on_click=choose,
            args=(kept.reason(name),),
        )
    st.text_input(
        page.t("judge.reason.other"),
        key=field,
        max_chars=500,
        placeholder=page.t("judge.reason.other"),
        label_visibility="collapsed",
        width=260,
        on_change=_other_reason,
        args=(field, choose),
    )


def _grade(desk: Desk, kept: Books, pair: Pair, statement: Statement) -> None:
    spent = int((time.monotonic() - desk.since) * 1000) if pair == desk.pair else None
    safely(desk, kept, lambda: judging.judge(desk, kept, pair, statement, duration_ms=spent))


def _other_reason(field: str, choose: Callable[[str], None]) -> None:
    reason = str(st.session_state[field]).strip()
    if reason:
        choose(reason)


def _noted(desk: Desk, kept: Books, pair: Pair, key: str) -> None:
    note = str(st.session_state[key])
    safely(desk, kept, lambda: judging.set_note(desk, kept, pair, note))


def _toggle_answers(desk: Desk) -> None:
    desk.answers = not desk.answers


def _toggle_differences(desk: Switched) -> None:
    desk.differences = not desk.differences


def _toggle_guide(desk: Switched) -> None:
    desk.guide = not desk.guide


def _toggle_asking(desk: Desk) -> None:
    desk.asking = not desk.asking
