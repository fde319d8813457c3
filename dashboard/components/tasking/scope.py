"""What stands in the way of a task, and when to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.assignment import tally
from core.errors import YusaError
from core.measures import MEASURES
from core.tasks import PRACTICE_PAIRS
from dashboard import failures, progressing, richtext, services

if TYPE_CHECKING:
    from core.planning import Pace
    from core.tasks import Task
    from core.types import PoolKind
    from dashboard.context import Page

_NAMED = 3


def draw(page: Page, task: Task) -> None:
    """Say what a task asks for, and what stands in its way."""
    try:
        work, shot = services.stand(page.ws, task)
        asked = services.asked_by(page.ws, task)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    counted = tally(work, shot)
    if not counted.wanted and not counted.nobody:
        assumed = is_assumed(page, task.gt, task.pool)
        words = "task.scope.none.assumed" if assumed else "task.scope.none"
        st.info(page.t(words), icon=":material/inbox:")
    if asked.left is not None and asked.left.pairs:
        st.markdown(
            page.t(
                "task.scope.stop",
                n=asked.left.pairs,
                time=progressing.whole_minutes(page.t, asked.left.minutes),
                k=MEASURES[page.ws.target.measure].cutoff,
                flipping=asked.left.flipping,
            ),
            help=_pace(page, asked.left.pace),
        )
    pairs = sum(map(len, work.pairs.values())) - len(counted.nobody)
    if counted.wanted > pairs:
        st.caption(page.t("task.scope.overlap", pairs=pairs, wanted=counted.wanted))
    if task.overlap and len(task.roster) == 1:
        st.caption(page.t("task.scope.alone"))
    if counted.nobody:
        named = ", ".join(
            f"{richtext.label(query)} → {richtext.label(item)}"
            for query, item in counted.nobody[:_NAMED]
        )
        st.warning(
            page.t("task.scope.nobody", n=len(counted.nobody), named=named),
            icon=":material/person_off:",
        )
    if task.symmetric and not page.ws.symmetric:
        st.caption(page.t("task.scope.symmetric"))
    if len(task.practice) < PRACTICE_PAIRS:
        st.caption(page.t("task.scope.practice", n=len(task.practice), advised=PRACTICE_PAIRS))


def _pace(page: Page, pace: Pace) -> str:
    """Say what a time was reckoned with."""
    words = "plan.pace.measured" if pace.timed else "plan.pace.assumed"
    return page.t(words, seconds=f"{pace.seconds:.0f}", n=pace.timed)


def is_assumed(page: Page, gt: str, pool: PoolKind) -> bool:
    """Whether a ground truth's file takes its unlisted candidates for not relevant."""
    return pool == "judged" and page.ws.gt(gt).unlisted == "not_relevant"
