"""Practice: pairs with the lead's answers, before the first judgment that counts.

Pure of Streamlit. An answer is given once; the lead's is shown after it, and the annotator goes on
when they have read it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from core.task_store import Check
from dashboard import presses

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from core.judgments import Pair
    from core.tasks import Practice, Task

KEYS: Final[Mapping[str, str]] = {
    **{f"{row}{n}": str(n) for row in ("Digit", "Numpad") for n in range(4)},
    "KeyX": "cannot_tell",
    "KeyA": "answers",
    "KeyT": "differences",
    "KeyH": "guide",
    "Slash": "guide",
    "ArrowLeft": "previous",
    "ArrowRight": "next",
    "Enter": "next",
}
"""``KeyboardEvent.code`` -> what it does."""
CANNOT_TELL: Final = "practice"
"""What is stored as the reason: practice asks for none."""


@dataclass(slots=True)
class Practising:
    """One annotator's place among the practice pairs of a task.

    Attributes:
        key: names task, version and annotator.
        task: the task.
        annotator: who practises.
        answered: pair -> their answer.
        at: place of the pair at hand; the number of pairs once all are behind.
        answers: answers and solutions of the questions are shown.
        differences: words that differ are marked.
        guide: what the grades mean is shown.
        fault: why the last answer could not be stored.
        log, taken: as of a desk.
    """

    key: str
    task: Task
    annotator: str
    answered: dict[Pair, Check] = field(default_factory=dict)
    at: int = 0
    answers: bool = False
    differences: bool = False
    guide: bool = False
    fault: str = ""
    log: str = ""
    taken: dict[str, int] = field(default_factory=dict)

    @property
    def order(self) -> tuple[Pair, ...]:
        """All practice pairs."""
        return tuple((each.query, each.item) for each in self.task.practice)

    @property
    def pair(self) -> Pair | None:
        """The pair at hand."""
        return self.order[self.at] if self.at < len(self.order) else None

    @property
    def practice(self) -> Practice | None:
        """The pair at hand, with the lead's answer."""
        return self.task.practice[self.at] if self.at < len(self.task.practice) else None

    @property
    def given(self) -> Check | None:
        """The annotator's answer to the pair at hand."""
        return self.answered.get(self.pair) if self.pair is not None else None


def there(task: Task, items: Container[str]) -> Task:
    """Return a task without the practice pairs whose questions an import took away."""
    kept = [each for each in task.practice if each.query in items and each.item in items]
    return replace(task, practice=tuple(kept))


def answers_of(task: Task, checks: Iterable[Check], annotator: str) -> dict[Pair, Check]:
    """Return somebody's first answers to the practice pairs of a task."""
    asked = {(each.query, each.item) for each in task.practice}
    found: dict[Pair, Check] = {}
    for check in checks:
        pair = (check.query, check.item)
        if check.annotator == annotator and pair in asked:
            found.setdefault(pair, check)
    return found


def is_done(task: Task, checks: Iterable[Check], annotator: str) -> bool:
    """Whether somebody has answered every practice pair."""
    asked = {(each.query, each.item) for each in task.practice}
    return len(answers_of(task, checks, annotator)) == len(asked)


def begin(key: str, task: Task, checks: Iterable[Check], annotator: str) -> Practising:
    """Lay the first practice pair at hand that somebody hasn't answered."""
    answered = answers_of(task, checks, annotator)
    at = next(
        (n for n, each in enumerate(task.practice) if (each.query, each.item) not in answered),
        len(task.practice),
    )
    here = Practising(key, task, annotator, answered, at)
    here.guide = not answered  # whoever begins reads it first
    return here


def answer(
    here: Practising,
    record: Callable[[Check], object],
    pair: Pair,
    grade: int | None,
    event_id: str | None = None,
    duration_ms: int | None = None,
) -> None:
    """Store an answer to a practice pair, once.

    Args:
        here: the place.
        record: keeps an answer, or raises a ``YusaError``.
        pair: that is answered.
        grade: 0 to 3; None where the annotator can't tell.
        event_id: the client's, if it gave one.
        duration_ms: how long the pair was in sight.
    """
    if pair in here.answered:
        return
    check = Check(
        event_id or str(uuid.uuid4()),
        here.task.id,
        here.annotator,
        *pair,
        grade=grade,
        cannot_tell=CANNOT_TELL if grade is None else None,
        guideline=here.task.guideline.version,
        duration_ms=duration_ms,
    )
    record(check)
    here.answered[pair] = check


def step(here: Practising, by: int) -> None:
    """Go to the pair before, or on from one that is answered."""
    if by > 0 and here.practice is not None and here.given is None:
        return
    target = here.at + by
    if 0 <= target <= len(here.task.practice):
        here.at, here.answers = target, False


def take_keys(here: Practising, record: Callable[[Check], object], log: Mapping[str, Any]) -> None:
    """Apply the keys of a log that were not applied yet, in order."""
    here.log = str(log.get("log", ""))
    for key in presses.fresh(log, here.taken):
        if key.token == here.key:
            press(here, record, key.code, key.event_id, key.shown_ms)


def press(
    here: Practising,
    record: Callable[[Check], object],
    code: str,
    event_id: str | None = None,
    duration_ms: int | None = None,
) -> None:
    """Do what a key stands for, with the pair at hand."""
    action, pair = KEYS.get(code), here.pair
    if action == "previous":
        step(here, -1)
    elif action == "next":
        step(here, +1)
    elif pair is None or action is None:
        return
    elif action == "answers":
        here.answers = not here.answers
    elif action == "differences":
        here.differences = not here.differences
    elif action == "guide":
        here.guide = not here.guide
    else:
        grade = int(action) if action.isdigit() else None
        answer(here, record, pair, grade, event_id, duration_ms)


def same(answered: Mapping[Pair, Check], practice: Sequence[Practice]) -> int:
    """Count the answers that are the lead's."""
    return sum(
        (each.query, each.item) in answered and answered[each.query, each.item].grade == each.grade
        for each in practice
    )
