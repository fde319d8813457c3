"""What a browser session remembers: its keys, all declared here, and what every page does to them.

Pure functions over a mapping (``st.session_state`` in the app, a dict in tests). The view is the
single truth: widgets are set from it before they are drawn, and their callbacks change it. The
steps of one page alone are in a module of its own (:mod:`dashboard.browsing` and so on).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from dashboard import links
from dashboard.browse_link import BrowseLink

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping, Sequence

    from dashboard.links import Language

    State = MutableMapping[Any, Any]

PAGE: Final = "session.page"
KEY: Final = "session.key"
KEY_FAULT: Final = "session.key_fault"
KEY_LEFT: Final = "session.key_left"
ACCESS: Final = "session.access"
LINK: Final = "browse.link"
SEEN: Final = "browse.seen_address"
MOVED: Final = "session.moved"
ANSWERS: Final = "browse.answers_shown"
COMPARED: Final = "browse.compared"
KEYS_TAKEN: Final = "session.keys_taken"
LAST_GOOD: Final = "browse.last_good"
FINDER_OPEN: Final = "browse.finder_open"
FINDER: Final = "browse.finder"
FIND_ENTERED: Final = "browse.find_entered"
RANDOM_SEED: Final = "browse.random_seed"

COMPARE_LINK: Final = "comparing.link"
MAP_LINK: Final = "mapping.link"
AGREEMENT_LINK: Final = "agreement.link"
AGREEMENT_BENCH: Final = "agreement.bench"
WIDGET_AGREEMENT_TASK: Final = "agreement.widget.task"
WIDGET_AGREEMENT_BLIND: Final = "agreement.widget.blind"
WIDGET_AGREEMENT_WHICH: Final = "agreement.widget.which"
WIDGET_AGREEMENT_LANGUAGE: Final = "agreement.widget.language"
MAP_CHART: Final = "mapping.chart_number"

WIDGET_MAP_VARIANT: Final = "mapping.widget.variant"
WIDGET_MAP_POOL: Final = "mapping.widget.pool"
WIDGET_MAP_GT: Final = "mapping.widget.gt"
WIDGET_MAP_K: Final = "mapping.widget.k"
WIDGET_MAP_COLOUR: Final = "mapping.widget.colour"
WIDGET_MAP_LANGUAGE: Final = "mapping.widget.language"

WIDGET_REPORT_VIEW: Final = "reporting.widget.view"
WIDGET_REPORT_POOL: Final = "reporting.widget.pool"
WIDGET_REPORT_LANGUAGE: Final = "reporting.widget.language"
WIDGET_RECOMMENDATION: Final = "reporting.widget.recommendation"
RECOMMENDATION_KEPT: Final = "reporting.recommendation.kept"
RECOMMENDATION_OPEN: Final = "reporting.recommendation.open"
RECOMMENDATION_OUTCOME: Final = "reporting.recommendation.outcome"
WIDGET_COMPARE_TAB: Final = "comparing.widget.tab"
WIDGET_COMPARE_VIEW: Final = "comparing.widget.view"
WIDGET_COMPARE_POOL: Final = "comparing.widget.pool"
WIDGET_COMPARE_MEASURE: Final = "comparing.widget.measure"
WIDGET_COMPARE_GT: Final = "comparing.widget.gt"
WIDGET_COMPARE_A: Final = "comparing.widget.a"
WIDGET_COMPARE_B: Final = "comparing.widget.b"
WIDGET_COMPARE_ROWS: Final = "comparing.widget.rows"
WIDGET_COMPARE_PART: Final = "comparing.widget.part"
WIDGET_COMPARE_FIELD: Final = "comparing.widget.field"
WIDGET_COMPARE_ORDER: Final = "comparing.widget.order"
WIDGET_COMPARE_K: Final = "comparing.widget.k"
WIDGET_COMPARE_CAUSE: Final = "comparing.widget.cause"
WIDGET_COMPARE_RATE: Final = "comparing.widget.rate"
WIDGET_COMPARE_THRESHOLD: Final = "comparing.widget.threshold"
WIDGET_COMPARE_SAMPLING: Final = "comparing.widget.sampling"
WIDGET_COMPARE_MODEL: Final = "comparing.widget.model"
WIDGET_COMPARE_LANGUAGE: Final = "comparing.widget.language"
COMPARE_SINCE: Final = "comparing.since"
REMARK_FAULT: Final = "comparing.remark_fault"
ANNOTATOR: Final = "judging.annotator"
ANNOTATOR_LEFT: Final = "judging.annotator_left"
ANNOTATOR_FAULT: Final = "judging.annotator_fault"
ANNOTATE_GT: Final = "annotate.gt"
ANNOTATE_POOL: Final = "annotate.pool"
ANNOTATE_KIND: Final = "annotate.kind"
ANNOTATE_QUEUE: Final = "annotate.queue"
DESK: Final = "annotate.desk"
BROWSE_UNSAVED: Final = "browse.unsaved"
BROWSE_SAVED: Final = "browse.saved"

PRACTISING: Final = "tasks.practising"
TASK_GUIDELINE: Final = "tasks.guideline"
TASK_AT_DESK: Final = "tasks.at_desk"
VERSIONS_LINK: Final = "versions.link"
VERSION_MADE: Final = "versions.made"
VERSION_FAULTS: Final = "versions.faults"
VERSION_ADDED: Final = "versions.added"
WIDGET_VERSIONS_LANGUAGE: Final = "versions.widget.language"
WIDGET_VERSIONS_GT: Final = "versions.widget.gt"
WIDGET_VERSIONS_VIEW: Final = "versions.widget.view"
WIDGET_VERSIONS_POOL: Final = "versions.widget.pool"
WIDGET_VERSIONS_OLD: Final = "versions.widget.old"
WIDGET_VERSIONS_NEW: Final = "versions.widget.new"
WIDGET_VERSIONS_MOVES: Final = "versions.widget.moves"
WIDGET_VERSION_NAME: Final = "versions.widget.name"
WIDGET_VERSION_AUTHOR: Final = "versions.widget.author"
WIDGET_VERSION_NOTE: Final = "versions.widget.note"

TASK_EDITED: Final = "tasks.edited"
TASK_FAULTS: Final = "tasks.faults"
TASK_LINKS: Final = "tasks.links"
TASK_LEAD_KEY: Final = "tasks.lead_key"
WIDGET_TASKS_LANGUAGE: Final = "tasks.widget.language"
WIDGET_LEAD_NAME: Final = "tasks.widget.lead_name"
WIDGET_KEY: Final = "widget.key"
WIDGET_GATE_LANGUAGE: Final = "widget.gate.language"
WIDGET_START_LANGUAGE: Final = "widget.start.language"
WIDGET_HEALTH_LANGUAGE: Final = "widget.health.language"
HEALTH_LIST: Final = "health:list"
WIDGET_ANNOTATOR: Final = "widget.annotator"
WIDGET_NEW_ANNOTATOR: Final = "widget.new_annotator"
WIDGET_ANNOTATE_GT: Final = "annotate.widget.gt"
WIDGET_ANNOTATE_KIND: Final = "annotate.widget.kind"
WIDGET_ANNOTATE_POOL: Final = "annotate.widget.pool"
WIDGET_ANNOTATE_LANGUAGE: Final = "annotate.widget.language"
WIDGET_VARIANT: Final = "browse.widget.variant"
WIDGET_POOL: Final = "browse.widget.pool"
WIDGET_GT: Final = "browse.widget.gt"
WIDGET_K: Final = "browse.widget.k"
WIDGET_TRUTH: Final = "browse.widget.truth"
WIDGET_LANGUAGE: Final = "browse.widget.language"
WIDGET_FIND: Final = "browse.widget.find"
WIDGET_LIST: Final = "browse.widget.list"


def arrive(state: State, page: str, *, has_address: bool) -> bool:
    """Note the page that is shown; return whether its view is to be taken from the address.

    Whoever comes from another page by the menu finds the page as they left it: the menu's
    addresses name no view. Nor is a view taken from the address that comes with a step of the
    session's own: it may have been sent before the browser knew the step before, and would undo it.
    """
    came = state.get(PAGE, page) != page
    moved = state.pop(MOVED, False)
    state[PAGE] = page
    if came:
        state[SEEN] = None if has_address else {}
        return has_address
    return not moved


def settle(state: State) -> None:
    """Note that the view stands, wherever it was taken from: the next step is a new one."""
    state.pop(MOVED, None)


def adopt_language_address(state: State, params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the address of a page that shows the same to everybody, but for the language."""
    language = links.parse_language(params)
    address = links.format_language(language)
    if address == state.get(SEEN):
        return False
    set_language(state, language)
    state[SEEN] = address
    return True


def set_annotator(state: State, name: str | None) -> None:
    """Say who judges in this session."""
    state[ANNOTATOR] = name
    state[ANNOTATOR_LEFT] = name is None


def current(state: Mapping[Any, Any]) -> BrowseLink:
    """Return the view as it stands."""
    return cast("BrowseLink", state.get(LINK, BrowseLink()))


def change(state: State, link: BrowseLink) -> None:
    """Show another view. Answers are hidden and comparisons closed when the query changes.

    The view itself comes last: a step is made with it or not at all (:func:`take_keys`).
    """
    state[MOVED] = True
    if current(state).query != link.query or LINK not in state:
        state[ANSWERS] = False
        state[COMPARED] = None
    state[LINK] = link


def toggle_answers(state: State) -> None:
    """Show the answers and solutions on the page, or hide them again."""
    state[ANSWERS] = not state.get(ANSWERS, False)


def taken_key(state: Mapping[Any, Any], component: str) -> tuple[str, int]:
    """Return log and number of the last key of a component that was acted on."""
    taken: tuple[str, int] = state.get(KEYS_TAKEN, {}).get(component, ("", 0))
    return taken


def take_keys(
    state: State, component: str, log: Mapping[str, Any], act: Callable[[Mapping[str, Any]], None]
) -> bool:
    """Act on the keys of a log that were not acted on yet, in order; return whether there were any.

    A log arrives again and again until its keys are acknowledged; a reloaded page begins another.

    Streamlit ends a callback wherever it touches the session while the browser asks for another
    run, by an exception that is no :class:`Exception`. The key at hand then comes again with that
    run, so it counts as taken only once its step is made, and nothing touches the session in
    between. A key whose action fails is not acted on again.
    """
    taken: dict[str, tuple[str, int]] = state.setdefault(KEYS_TAKEN, {})
    name = str(log.get("log", ""))
    fresh = False
    for entry in log.get("keys", ()):
        known, last = taken.get(component, ("", 0))
        number = int(entry["n"])
        if name == known and number <= last:
            continue
        fresh = True
        state[MOVED] = True
        try:
            act(entry)
        except Exception:
            taken[component] = (name, number)
            raise
        taken[component] = (name, number)
    return fresh


def set_language(state: State, language: Language) -> None:
    """Switch the language of the page."""
    change(state, replace(current(state), language=language))
