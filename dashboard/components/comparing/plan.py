"""What would decide: hits needed at this n, queries for a hoped-for share, pairs and hours."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from core import planning
from core.measures import MEASURES
from core.settings import study_lines
from core.types import Study
from dashboard import measured, services, state

if TYPE_CHECKING:
    from core.evaluate import Evaluation
    from core.types import Target
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.services import People
    from dashboard.strings import Translate

_USUAL_RATE = 90


def opened_key(gt: str) -> str:
    """Return the key of the fold of a ground truth."""
    return f"comparing.plan.{gt}"


def draw(page: Page, shown: Shown, evaluation: Evaluation, people: People) -> None:
    """Draw, folded, what would decide the contract; ``evaluation`` is of any variant."""
    if evaluation.pool.where or not evaluation.n:
        return  # the contract says nothing of filtered candidates
    fold = st.expander(
        page.t("plan.title"),
        type="compact",
        icon=":material/flag:",
        key=opened_key(evaluation.gt),
        on_change="rerun",
    )
    if not fold.open:
        return
    target = page.ws.target
    with fold:
        study = evaluation.verdict.study
        # While a study is incomplete, no number of hits among today's queries decides.
        n = max(evaluation.n, study.queries if study else 0)
        st.markdown(bar_words(page.t, planning.bar(n, target.value)))
        rate = _rate(page, evaluation.gt, target)
        k = MEASURES[target.measure].cutoff or 0
        work = services.work(page.ws, evaluation.gt, evaluation.pool.kind, k, people, shown.view)
        lines = plan_words(page.t, evaluation.n, target, rate / 100, work, services.pace(page.ws))
        st.markdown("\n".join(f"- {line}" for line in lines))
        _lines_to_write(page, evaluation, planning.queries_to_show(rate / 100, target.value))


def _lines_to_write(page: Page, evaluation: Evaluation, queries: int | None) -> None:
    """Offer the plan that was computed as lines for the settings, where it takes more queries."""
    if queries is None or queries <= evaluation.n:
        return
    if evaluation.gt in page.ws.studies:
        st.caption(page.t("plan.exists"))
        return
    sampling = st.text_input(
        page.t("plan.sampling"),
        key=f"{state.WIDGET_COMPARE_SAMPLING}.{evaluation.gt}",
        max_chars=200,
        width=420,
        persist_state="session",
    ).strip()
    if not sampling:
        st.caption(page.t("plan.write.sampling"))
        return
    st.caption(page.t("plan.write"))
    today = datetime.now().astimezone().date()  # as the person who writes it down would say
    st.code(study_lines(evaluation.gt, Study(queries, sampling, today)), language="toml")


def _rate(page: Page, gt: str, target: Target) -> float:
    """Let a person say which true share they hope for."""
    least = min(99.0, float(round(target.value * 100) + 1))
    key = f"{state.WIDGET_COMPARE_RATE}.{gt}"
    if key not in st.session_state:
        st.session_state[key] = max(least, float(_USUAL_RATE))
    return st.number_input(
        page.t("plan.rate"),
        min_value=least,
        max_value=100.0,
        step=1.0,
        format="%.0f",
        key=key,
        width=220,
        persist_state="session",
    )


def bar_words(t: Translate, bar: planning.Bar) -> str:
    """Say how many hits decide at this number of queries."""
    shown = (
        t("plan.bar.never", n=bar.n)
        if bar.shown is None
        else t("plan.bar.shown", n=bar.n, hits=bar.shown)
    )
    if bar.refuted is None:
        return shown
    return f"{shown} {t('plan.bar.refuted', hits=bar.refuted)}"


def plan_words(
    t: Translate,
    n: int,
    target: Target,
    rate: float,
    work: planning.Work,
    pace: planning.Pace,
) -> list[str]:
    """Say what a hoped-for share would take, and what judging alone brings."""
    now = measured.percent(planning.power_to_show(rate, n, target.value))
    needed = planning.queries_to_show(rate, target.value)
    hoped = f"{rate * 100:.0f}"
    said = [t("plan.power", rate=hoped, n=n, power=now)]
    if needed is None:
        said.append(t("plan.queries.too_many", rate=hoped, most=planning.MOST_QUERIES))
    elif needed <= n:
        said.append(t("plan.queries.enough", rate=hoped, n=n))
    else:
        pairs = work.pairs_of(needed - n)
        said.append(
            t(
                "plan.queries",
                rate=hoped,
                queries=needed,
                more=needed - n,
                pairs=pairs,
                hours=hours_words(t, planning.hours(pairs, pace)),
            )
        )
    said.append(
        t(
            "plan.holes",
            pairs=work.open_pairs,
            hours=hours_words(t, planning.hours(work.open_pairs, pace)),
            n=n,
        )
        if work.open_pairs
        else t("plan.holes.none", n=n)
    )
    words = "plan.pace.measured" if pace.timed else "plan.pace.assumed"
    said.append(t(words, seconds=f"{pace.seconds:.0f}", n=pace.timed))
    return said


def hours_words(t: Translate, hours: float) -> str:
    """Return a time as people say it."""
    if hours < 1:
        return t("plan.minutes", n=max(1, round(hours * 60)) if hours else 0)
    return t("plan.hours", n=f"{hours:.1f}" if hours < 10 else f"{hours:,.0f}")
