"""Practice pairs: an answer, then the lead's, then the next; and how it went."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from dashboard import desk as desks
from dashboard import failures, judging, practising, richtext, services, state
from dashboard.components import judge_form, judging_view, key_log
from dashboard.components.tasking import menu

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from core.access import Access
    from core.task_store import Check, TaskVersion
    from core.tasks import Practice
    from dashboard.context import Page
    from dashboard.practising import Practising

KEYS = "practice-keys"
NEXT, START, BACK = "practice-next", "practice-start", "practice-back"


def draw(page: Page, version: TaskVersion, access: Access) -> None:
    """Draw the practice pair at hand, or how it went once all are behind."""
    _pairs(page, _place(page, version, access), version, access)


def _place(page: Page, version: TaskVersion, access: Access) -> Practising:
    ws = page.ws
    parts = (ws.uuid, ws.generation, "practice", access.task, version.version, access.name)
    key = desks.desk_key(*parts)
    before: Practising | None = st.session_state.get(state.PRACTISING)
    if before is not None and before.key == key:
        return before
    checks = services.task_store(ws).checks(version.task.id)
    task = practising.there(version.task, ws.items)
    here = practising.begin(key, task, checks, access.name)
    st.session_state[state.PRACTISING] = here
    return here


@st.fragment
def _pairs(page: Page, here: Practising, version: TaskVersion, access: Access) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="judge-head"):
        menu.draw(page, version, here.annotator)
        if here.pair is not None:
            words = page.t("practice.head", at=here.at + 1, n=len(here.order))
            st.markdown(f"**{words}**", width="content")
        st.markdown(f":small[:gray[{page.t('practice.why')}]]", width="content")
    if here.fault:
        st.error(
            f"**{page.t('practice.unsaved')}** {richtext.label(here.fault, 400)}",
            icon=":material/error:",
        )
    practice = here.practice
    if practice is None:
        _result(page, here)
    else:
        _form(page, here, practice, access)
        judging_view.draw(page, here)
    _listen(page, here, access)


def _form(page: Page, here: Practising, practice: Practice, access: Access) -> None:
    given = here.given
    with st.container(key=judge_form.FORM, gap="xsmall"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            for grade, name in enumerate(judging.GRADES):
                _answer(page, here, access, f"judge.grade.{name}", grade)
            _answer(page, here, access, "practice.ask", None)
            if given is not None:
                is_last = here.at == len(here.order) - 1
                st.button(
                    page.t("practice.end" if is_last else "practice.next"),
                    key=NEXT,
                    type="primary",
                    on_click=practising.step,
                    args=(here, +1),
                )
        if given is not None:
            _lead_says(page, given, practice)
        if here.guide:
            judge_form.guide(page, here.task.guideline)


def _answer(page: Page, here: Practising, access: Access, words: str, grade: int | None) -> None:
    given = here.given
    is_mine = given is not None and given.grade == grade
    st.button(
        page.t(words),
        key=judge_form.grade_key(grade) if grade is not None else judge_form.button_key("ask"),
        type="primary" if is_mine else "secondary",
        disabled=given is not None and not is_mine,
        on_click=_answered,
        args=(_record(page, access), here, here.pair, grade, time.monotonic()),
    )


def _lead_says(page: Page, given: Check, practice: Practice) -> None:
    is_same = given.grade == practice.grade
    words = page.t(
        "practice.same" if is_same else "practice.other",
        mine=_said(page, given.grade),
        lead=_said(page, practice.grade),
    )
    remark = f" · {richtext.label(practice.remark, 2_000)}" if practice.remark else ""
    show = st.success if is_same else st.warning
    show(words + remark, icon=":material/check:" if is_same else ":material/compare_arrows:")


def _said(page: Page, grade: int | None) -> str:
    if grade is None:
        return page.t("judge.cannot_tell")
    return page.t(f"judge.said.{judging.GRADES[grade]}")


def _result(page: Page, here: Practising) -> None:
    practice = here.task.practice
    same = practising.same(here.answered, practice)
    show = st.success if same == len(practice) else st.info
    show(page.t("practice.result", n=len(practice), same=same), icon=":material/task_alt:")
    others = [
        page.t(
            "practice.result.line",
            query=richtext.label(each.query),
            item=richtext.label(each.item),
            mine=_said(page, here.answered[each.query, each.item].grade),
            lead=_said(page, each.grade),
        )
        for each in practice
        if here.answered[each.query, each.item].grade != each.grade
    ]
    if others:
        st.markdown(f"**{page.t('practice.result.other')}**")
        st.markdown("\n".join(f"- {line}" for line in others))
    with st.container(horizontal=True, gap="small"):
        if st.button(page.t("practice.start"), key=START, type="primary"):
            st.session_state.pop(state.PRACTISING, None)
            st.rerun()
        st.button(page.t("practice.again"), key=BACK, on_click=practising.step, args=(here, -1))


def _record(page: Page, access: Access) -> Callable[[Check], object]:
    return partial(services.record_practice, page.ws, access)


def _answered(
    record: Callable[[Check], object],
    here: Practising,
    pair: tuple[str, str],
    grade: int | None,
    since: float,
) -> None:
    spent = int((time.monotonic() - since) * 1000)
    _safely(here, lambda: practising.answer(here, record, pair, grade, duration_ms=spent))


def _safely(here: Practising, act: Callable[[], None]) -> None:
    here.fault = ""
    try:
        act()
    except YusaError as error:
        here.fault = failures.said(error)


def _listen(page: Page, here: Practising, access: Access) -> None:
    def on_keys(log: Mapping[str, Any]) -> None:
        _safely(here, lambda: practising.take_keys(here, _record(page, access), log))

    key_log.listen(
        KEYS,
        practising.KEYS,
        on_keys,
        token=here.key,
        pair=f"{here.key}.{here.at}",
        taken=(here.log, here.taken.get(here.log, 0)),
        pictures=judging_view.ahead(page, here),
    )
