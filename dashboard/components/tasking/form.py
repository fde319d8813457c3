"""One task to be filled in; what can't be is said by line, and nothing that was typed is lost."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from core.errors import YusaError
from core.measures import DEPTH
from core.sampling import sample_queries
from core.tasks import (
    DEFAULT_OVERLAP,
    DEFAULT_REPEATS,
    MAX_TEXT,
    PRACTICE_PAIRS,
    QUEUE_KINDS,
    Guideline,
    Task,
)
from dashboard import entry, failures, richtext, services, state, tasking
from dashboard.tasking import Read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from core.task_store import TaskVersion
    from core.tasks import Example, Practice, Seat
    from dashboard.context import Page

FILL, SAVE, CANCEL = "tasks-form-fill", "tasks-form-save", "tasks-form-cancel"
SAMPLE = "tasks-form-sample"
_FILLED = "tasks.form.filled"
"""The version that the fields were filled from; it goes with them."""
MOST_DRAWN = 1_000
"""More new queries than one task is good for."""
NUMBERS = {"depth": (1, DEPTH), "overlap": (0, 100), "repeats": (0, 100)}
SAMPLE_NUMBERS = {"n": (1, MOST_DRAWN), "seed": (0, 2**31 - 1)}
"""Fields for numbers, and what they may hold."""
MOST_FAULTS = 12
_POOLS = ("judged", "corpus")


def field(name: str) -> str:
    """Return the key of a field."""
    return f"tasks.form.{name}"


def draw(page: Page, before: TaskVersion | None, lead: str) -> None:
    """Draw the form; ``before`` is the task as it stands, None for a new one."""
    task = before.task if before is not None else None
    _fill_in(page, before)
    with st.form("tasks.form", border=True):
        _what(page)
        _who(page)
        _how(page)
        _practice(page, lead)
        _faults(page)  # beside the button just pressed
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                page.t("task.save"),
                key=SAVE,
                type="primary",
                on_click=_saved,
                args=(page, task, lead),
            )
            st.form_submit_button(page.t("task.cancel"), key=CANCEL, on_click=_cancelled)


def _faults(page: Page) -> None:
    faults = st.session_state.get(state.TASK_FAULTS, ())
    if not faults:
        return
    said = [richtext.label(fault, 400) for fault in faults[:MOST_FAULTS]]
    if len(faults) > MOST_FAULTS:
        said.append(page.t("task.fault.more", n=len(faults) - MOST_FAULTS))
    words = said[0] if len(said) == 1 else "\n".join(f"- {each}" for each in said)
    st.error(words, icon=":material/error:")


# Fields for numbers have no bounds of their own: Streamlit holds back a form in which one is out of
# them, without a word. `read` says so.
def _what(page: Page) -> None:
    offer = services.offer(page.ws)
    _head(page, "what")
    left, right = st.columns(2)
    with left:
        st.text_input(
            page.t("task.name"), key=field("name"), max_chars=100, help=page.t("task.name.help")
        )
        st.selectbox(page.t("task.gt"), offer.gts, key=field("gt"), help=page.t("task.gt.help"))
        st.selectbox(
            page.t("task.pool"),
            _POOLS,
            key=field("pool"),
            format_func=lambda kind: page.t(f"comparison.pool.{kind}"),
            help=page.t("task.pool.help"),
        )
        _sample(page)
    with right:
        st.selectbox(
            page.t("task.queue"),
            QUEUE_KINDS,
            key=field("queue"),
            format_func=lambda kind: page.t(f"task.queue.{kind}"),
            help=page.t("task.queue.help"),
        )
        st.number_input(
            page.t("task.depth"),
            step=1,
            key=field("depth"),
            help=page.t("task.depth.help"),
        )
        st.text_area(
            page.t("task.queries"),
            key=field("queries"),
            height=150,
            help=page.t("task.queries.help"),
        )


def _sample(page: Page) -> None:
    """Draw what fills the field of queries with new ones, each subject by its share."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        number, seed = field("sample.n"), field("sample.seed")
        for key, default in ((number, 20), (seed, 1)):
            st.session_state.setdefault(key, default)
        st.number_input(page.t("task.sample.n"), step=1, key=number, width=120)
        st.number_input(page.t("task.sample.seed"), step=1, key=seed, width=120)
        st.form_submit_button(
            page.t("task.sample"),
            key=SAMPLE,
            icon=":material/casino:",
            help=page.t("task.sample.help"),
            on_click=_sampled,
            args=(page,),
        )


def _who(page: Page) -> None:
    _head(page, "who")
    left, right = st.columns(2)
    with left:
        st.text_area(
            page.t("task.roster"),
            key=field("roster"),
            height=140,
            placeholder=page.t("task.roster.placeholder"),
            help=page.t("task.roster.help"),
        )
    with right:
        for name in ("overlap", "repeats"):
            st.number_input(
                page.t(f"task.{name}"),
                step=1.0,
                format="%g",
                key=field(name),
                help=page.t(f"task.{name}.help"),
            )
        st.checkbox(
            page.t("task.symmetric"), key=field("symmetric"), help=page.t("task.symmetric.help")
        )


def _how(page: Page) -> None:
    _head(page, "how")
    left, right = st.columns(2)
    with left:
        st.text_area(
            page.t("task.guideline"),
            key=field("guideline"),
            height=120,
            max_chars=MAX_TEXT,
            help=page.t("task.guideline.help"),
        )
    with right:
        st.text_area(
            page.t("task.examples"),
            key=field("examples"),
            height=120,
            placeholder=_lines_placeholder(page),
            help=page.t("task.examples.help"),
        )


def _practice(page: Page, lead: str) -> None:
    _head(page, "practice")
    st.caption(page.t("task.practice.why", n=PRACTICE_PAIRS))
    st.text_area(
        page.t("task.practice"),
        key=field("practice"),
        height=120,
        placeholder=_lines_placeholder(page),
    )
    st.form_submit_button(
        page.t("task.practice.fill"),
        key=FILL,
        icon=":material/playlist_add:",
        help=page.t("task.practice.fill.help"),
        on_click=_practised,
        args=(page, lead),
    )


def _head(page: Page, name: str) -> None:
    st.markdown(f"**{page.t(f'task.head.{name}')}**")


def _lines_placeholder(page: Page) -> str:
    """Return two lines as they may be typed, with ids that there are."""
    ids = list(islice(page.ws.items.ids, 3))
    if len(ids) < 3:
        return ""
    return page.t("task.lines.placeholder", a=ids[0], b=ids[1], c=ids[2])


def values_of(page: Page, task: Task | None) -> dict[str, Any]:
    """Return what the fields show of a task, or of none."""
    shown = task or Task("", "", page.view.gt or "")
    return {
        "name": shown.name,
        "gt": shown.gt,
        "pool": shown.pool if task is not None else page.view.pool,
        "queue": shown.queue,
        "depth": shown.depth,
        "overlap": 100 * (shown.overlap if task else DEFAULT_OVERLAP),
        "repeats": 100 * (shown.repeats if task else DEFAULT_REPEATS),
        "symmetric": shown.symmetric,
        "queries": "\n".join(shown.queries),
        "roster": tasking.write_roster(shown.roster),
        "guideline": shown.guideline.text,
        "examples": tasking.write_pairs(tasking.pairs_of(shown.guideline.examples)),
        "practice": tasking.write_pairs(shown.practice),
    }


def _fill_in(page: Page, before: TaskVersion | None) -> None:
    """Fill the fields once, on coming to the form; from then on they are the user's."""
    if field("name") not in st.session_state:
        for name, value in values_of(page, before.task if before else None).items():
            st.session_state[field(name)] = value
        st.session_state[_FILLED] = before


def read(page: Page, task: Task | None, known: Mapping[str, TaskVersion]) -> tuple[Task, list[str]]:
    """Return the task that the fields describe, and a sentence for each line that can't be."""
    given = {name: st.session_state[field(name)] for name in values_of(page, task)}
    items, ws = page.ws.items, page.ws
    gt = given["gt"]
    faults: list[str] = []
    if not str(given["name"]).strip():
        faults.append(page.t("task.fault.name"))
    if task is not None and task.is_open and not str(given["roster"]).strip():
        faults.append(page.t("task.fault.nobody"))
    for name, (least, most) in NUMBERS.items():
        faults += tasking.read_number(page.t, page.t(f"task.{name}"), given[name], least, most)

    def lines(name: str, reader: Callable[..., Read], allowed: object) -> tuple[Any, ...]:
        found = reader(page.t, given[name], allowed)
        faults.extend(f"{page.t(f'task.label.{name}')} {fault}" for fault in found.faults)
        return found.values

    subjects = {value for value, _n in services.facets(ws, "subject", ()).values}
    examples = cast("tuple[Practice, ...]", lines("examples", tasking.read_pairs, items))
    found: dict[int, tuple[Example, ...]] = tasking.examples_of(examples)
    made = Task(
        id=task.id if task is not None else tasking.new_id(given["name"], known),
        name=given["name"],
        gt=gt,
        queries=lines(
            "queries",
            partial(tasking.read_queries, fault="task.fault.item")
            if given["queue"] == "pooled"
            else tasking.read_queries,
            items if given["queue"] == "pooled" else ws.gt(gt).queries if gt else (),
        ),
        queue=given["queue"],
        pool=given["pool"] if gt in services.offer(ws).gts_with_pool else "corpus",
        depth=int(given["depth"] or 0),
        roster=cast("tuple[Seat, ...]", lines("roster", tasking.read_roster, subjects)),
        guideline=Guideline(given["guideline"], found),
        practice=lines("practice", tasking.read_pairs, items),
        overlap=(given["overlap"] or 0) / 100,
        repeats=(given["repeats"] or 0) / 100,
        symmetric=given["symmetric"],
        is_open=task.is_open if task is not None else False,
    )
    return made, faults


def _saved(page: Page, task: Task | None, lead: str) -> None:
    try:
        entry.check_lead(page.ws)
        known = services.tasks(page.ws)
        now = known.get(task.id) if task is not None else None
        made, faults = read(page, now.task if now is not None else task, known)
        faults = faults or _overtaken(page, now)
        if not faults:
            services.task_store(page.ws).save(made, lead)
    except YusaError as error:
        faults = [failures.said(error)]
    if faults:
        st.session_state[state.TASK_FAULTS] = faults
    else:
        _cancelled()


def _overtaken(page: Page, now: TaskVersion | None) -> list[str]:
    """Say once that another lead has changed the task since the fields were filled.

    That it was opened or closed is no such change: it stays as it is now.
    """
    filled: TaskVersion | None = st.session_state.get(_FILLED)
    if (
        now is None
        or filled is None
        or replace(now.task, is_open=filled.task.is_open) == (filled.task)
    ):
        return []
    st.session_state[_FILLED] = now
    return [page.t("task.fault.meanwhile", name=now.author)]


def _practised(page: Page, lead: str) -> None:
    """Put the lead's own judgments in, beside what stands in the field."""
    mine = list(services.standing(page.ws).of(lead))
    chosen = tasking.practice_from(mine, PRACTICE_PAIRS, page.ws.items)
    if not chosen:
        words = page.t("task.practice.filled.none", name=lead, n=PRACTICE_PAIRS)
        st.session_state[state.TASK_FAULTS] = [words]
        return
    st.session_state[field("practice")] = tasking.write_pairs(chosen)
    st.session_state[state.TASK_FAULTS] = []
    st.toast(page.t("task.practice.filled", n=len(chosen)))


def _sampled(page: Page) -> None:
    """Draw new queries, and lay them beside nothing: the field is theirs."""
    given = {name: st.session_state[field(f"sample.{name}")] for name in SAMPLE_NUMBERS}
    faults = [
        fault
        for name, (least, most) in SAMPLE_NUMBERS.items()
        for fault in tasking.read_number(
            page.t, page.t(f"task.sample.{name}"), given[name], least, most
        )
    ]
    if faults:
        st.session_state[state.TASK_FAULTS] = faults
        return
    try:
        drawn = sample_queries(page.ws, "subject", given["n"], given["seed"])
    except YusaError as error:
        st.session_state[state.TASK_FAULTS] = [failures.said(error)]
        return
    st.session_state[field("queries")] = "\n".join(drawn.queries)
    st.session_state[field("queue")] = "pooled"  # no ground truth asks them yet
    st.session_state[field("pool")] = "corpus"
    st.session_state[state.TASK_FAULTS] = []
    shares = ", ".join(f"{each.value or '—'} {each.drawn:,}" for each in drawn.strata if each.drawn)
    st.toast(page.t("task.sample.drawn", n=len(drawn.queries), shares=richtext.label(shares, 300)))


def _cancelled() -> None:
    st.session_state.pop(state.TASK_EDITED, None)
    st.session_state.pop(state.TASK_FAULTS, None)
    for name in [key for key in st.session_state if str(key).startswith(field(""))]:
        del st.session_state[name]
