"""How far each task is, who did what, and how much of every variant's first places is judged."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from core.errors import YusaError
from core.evaluate import default_pool_kind
from core.progress import LEAST_TIMED
from dashboard import failures, markdown, progressing, richtext, services
from dashboard.components import download
from dashboard.components.comparing import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from core.progress import Judged
    from core.tasks import Task
    from core.types import PoolKind
    from core.views import ViewName
    from dashboard.context import Page

_VIEWS: tuple[ViewName, ...] = ("human", "human-over-imported")


def reader_zone() -> tzinfo | None:
    """Return the time zone of the reader's browser; None where it isn't known."""
    name = st.context.timezone
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def draw(page: Page, task: Task, revision: int | None) -> None:
    """Draw one task's progress; ``revision`` is what its page was painted for."""
    now = datetime.now().astimezone(reader_zone())
    day_begins = now.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        found = services.task_progress(page.ws, task, day_begins)
    except YusaError as error:
        st.error(richtext.label(failures.said(error), 400), icon=":material/error:")
        return
    with st.container(key=f"progress-{task.id}", gap="xsmall"):
        if found.wanted:
            st.progress(min(1.0, found.given / found.wanted))
        head, *rest = progressing.lines(page.t, found)
        words = " · ".join([head, *rest])
        st.markdown(words, help=page.t("progress.wanted.help"))
        if not found.parts:
            return
        rows = progressing.table(page.t, found, now.tzinfo, now.date().isoformat())
        st.markdown(markdown.table(rows, numbers=True))
        st.caption(page.t("progress.left.note", least=LEAST_TIMED))
        download.csv(
            page.t("progress.csv"),
            progressing.progress_csv(found, revision),
            file_name=f"progress-{task.id}.csv",
            key=f"progress.download.{task.id}",
        )


def draw_places(page: Page, tasks: Iterable[Task]) -> None:
    """Draw, for each ground truth of the tasks, how much of the first places is judged."""
    asked = dict.fromkeys((task.gt, task.pool) for task in tasks if task.gt in page.ws.gt_names)
    for gt, pool in asked:
        try:
            _places(page, gt, pool)
        except YusaError as error:
            st.error(richtext.label(failures.said(error), 400), icon=":material/error:")


def _places(page: Page, gt: str, wanted: PoolKind) -> None:
    has_pool = page.ws.gt(gt).pool is not None
    pool = wanted if has_pool else default_pool_kind(page.ws.gt(gt))
    people = services.people(page.ws, "human")  # once: both views count the same judgments
    found = {view: services.judged_places(page.ws, gt, pool, view, people) for view in _VIEWS}
    first = next(iter(found["human"]), None)
    if first is None:
        return
    with st.container(border=True, key=f"places-{gt}-{pool}", gap="xsmall"):
        st.markdown(
            page.t(
                "progress.places",
                gt=richtext.label(gt),
                pool=page.t(f"comparison.pool.{pool}"),
                revision=f"{people.revision:,}" if people.revision is not None else "–",
                n=max(each.queries for each in found["human"]),
            )
        )
        heads = [
            page.t(
                "progress.places.head",
                view=page.view_words(view),
                k=k,
            )
            for view in _VIEWS
            for k in services.JUDGED_DEPTHS
        ]
        rows = [[page.t("figure.table.variant"), *heads]]
        for variant in page.ws.variant_names:
            cells = [
                _cell(each) for view in _VIEWS for each in found[view] if each.variant == variant
            ]
            rows.append([_name(page, variant, found["human"]), *cells])
        st.markdown(markdown.table(rows, numbers=True))
        st.caption(page.t("progress.places.note"))
        download.csv(
            page.t("progress.places.csv"),
            progressing.places_csv(found, gt, pool, dict.fromkeys(found, people.revision)),
            file_name=f"judged-{gt}-{pool}.csv",
            key=f"progress.download.places.{gt}.{pool}",
        )


def _name(page: Page, variant: str, found: Sequence[Judged]) -> str:
    """Return a variant's name, with its own n where it doesn't rank all queries."""
    name = figures.variant_name(page, variant)
    own = next(each.queries for each in found if each.variant == variant)
    if own == max(each.queries for each in found):
        return name
    return f"{name} :small[:gray[{markdown.unbroken(f'n = {own:,}')}]]"


def _cell(found: Judged) -> str:
    """Return counts and share; a line only breaks between them."""
    counted, equals, share = progressing.place_words(found).partition(" = ")
    parts = [markdown.unbroken(counted + " =" * bool(equals)), markdown.unbroken(share)]
    return " ".join(part for part in parts if part)
