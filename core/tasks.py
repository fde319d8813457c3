"""Judging tasks: what is judged, by whom, by which guideline. Values only.

A lead makes a task and may change it; every change is a new version, and judgments name the task
and the guideline that they were given by. While a task is open its annotators see their pairs and
nothing that could sway them.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from core.errors import Reason, TaskError
from core.judgments import GRADES, annotator_name
from core.measures import DEPTH
from core.text import is_well_formed, nfc
from core.types import PoolKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

QueueKind = Literal["decisive", "pooled", "second", "first"]
"""What is judged next: what can change a verdict, every variant's first items, pairs that want a
second opinion, first items that the ground truth doesn't credit."""
QUEUE_KINDS: tuple[QueueKind, ...] = get_args(QueueKind)
DEFAULT_OVERLAP = 0.15
DEFAULT_REPEATS = 0.05
PRACTICE_PAIRS = 20
"""So many pairs with the lead's answers come before the first that counts."""
MAX_TEXT = 20_000
_MAX_NAME = 100
_MAX_REMARK = 2_000
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that shows what a grade means, with a word on why."""

    query: str
    item: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Guideline:
    """By what annotators judge.

    Attributes:
        text: words, shown literally.
        examples: per grade.
    """

    text: str = ""
    examples: Mapping[int, tuple[Example, ...]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """What judgments store: the first 12 digits of the SHA-256 over all of it.

        A changed guideline is another version, however small the change; a change taken back is
        the version that was.
        """
        content = {
            "text": self.text,
            "examples": {
                str(grade): [asdict(each) for each in found]
                for grade, found in sorted(self.examples.items())
                if found
            },
        }
        return hashlib.sha256(_canonical(content).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Practice:
    """A pair to practise on, with the lead's answer."""

    query: str
    item: str
    grade: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """One annotator's place in a task; no ``subjects`` means all."""

    annotator: str
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a lead asks for.

    Attributes:
        id: short name for links and judgments: small letters, digits and hyphens.
        name: for people.
        gt: ground truth whose queries are judged.
        queries: those of them; empty for all.
        queue, pool, depth: which pairs, see :data:`QueueKind`; ``depth`` of each variant's list.
        roster: who may judge, and what.
        guideline: by what.
        practice: pairs to begin with.
        overlap: share of pairs that two people judge, to measure agreement.
        repeats: share of pairs that come back unmarked, to measure self-consistency.
        symmetric: one judgment serves both directions.
        is_open: whether annotators get pairs.
    """

    id: str
    name: str
    gt: str
    queries: tuple[str, ...] = ()
    queue: QueueKind = "decisive"
    pool: PoolKind = "judged"
    depth: int = 5
    roster: tuple[Seat, ...] = ()
    guideline: Guideline = field(default_factory=Guideline)
    practice: tuple[Practice, ...] = ()
    overlap: float = DEFAULT_OVERLAP
    repeats: float = DEFAULT_REPEATS
    symmetric: bool = False
    is_open: bool = False

    def seat(self, annotator: str) -> Seat | None:
        """The annotator's place; None for anybody else."""
        return next((seat for seat in self.roster if seat.annotator == annotator), None)


def check_task(task: Task) -> Task:
    """The task in normal form.

    Raises:
        TaskError: a part that can't be, named.
        JudgmentError: a name on the roster that is none.
    """
    where = f'Task "{task.id:.60}"'
    if not _ID.fullmatch(task.id):
        raise TaskError(
            f"{where}: an id has 1 to 40 small letters, digits and hyphens, and begins with none.",
            reason=Reason("task.id", id=task.id),
        )
    name = " ".join(nfc(task.name).split())
    if not 1 <= len(name) <= _MAX_NAME:
        raise TaskError(
            f"{where}: a name has 1 to {_MAX_NAME} characters.",
            reason=Reason("task.name", most=_MAX_NAME, n=len(name)),
        )
    if not task.gt:
        raise TaskError(f"{where}: it names no ground truth.", reason=Reason("task.gt"))
    if task.queue not in QUEUE_KINDS or task.pool not in get_args(PoolKind):
        raise TaskError(
            f"{where}: unknown queue or candidates ({task.queue}, {task.pool}).",
            reason=Reason("task.kind", queue=task.queue, pool=task.pool),
        )
    if isinstance(task.depth, bool) or not 1 <= task.depth <= DEPTH:
        raise TaskError(
            f"{where}: the depth lies between 1 and {DEPTH}, not {task.depth}.",
            reason=Reason("task.depth", most=DEPTH, depth=task.depth),
        )
    for share, words in ((task.overlap, "overlap"), (task.repeats, "repeats")):
        if not 0 <= share <= 1:
            raise TaskError(
                f"{where}: {words} is a share from 0 to 1, not {share}.",
                reason=Reason("task.share", share=str(share)),
            )
    if len(set(task.queries)) < len(task.queries):
        raise TaskError(f"{where}: a query appears twice.", reason=Reason("task.queries"))
    checked = replace(
        task,
        name=name,
        roster=tuple(_seat(where, seat) for seat in task.roster),
        practice=tuple(_practice(where, each) for each in task.practice),
    )
    names = [seat.annotator for seat in checked.roster]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise TaskError(
            f'{where}: "{twice}" is on the roster twice.', reason=Reason("task.seat", name=twice)
        )
    if checked.is_open and not names:
        raise TaskError(
            f"{where}: nobody is on the roster. Name somebody before opening it.",
            reason=Reason("task.nobody"),
        )
    _check_guideline(where, checked.guideline)
    if any("\0" in text or not is_well_formed(text) for text in _texts(asdict(checked))):
        raise TaskError(
            f"{where}: it holds the character NUL or half a character.", reason=Reason("characters")
        )
    return checked


def _seat(where: str, seat: Seat) -> Seat:
    if len(set(seat.subjects)) < len(seat.subjects):
        raise TaskError(
            f'{where}: a subject of "{seat.annotator}" appears twice.',
            reason=Reason("task.subjects", name=seat.annotator),
        )
    return Seat(annotator_name(seat.annotator), seat.subjects)


def _practice(where: str, each: Practice) -> Practice:
    if each.grade not in GRADES or isinstance(each.grade, bool):
        raise TaskError(
            f"{where}: practice pair ({each.query}, {each.item}) has no grade 0 to 3.",
            reason=Reason("task.practice_grade", query=each.query, item=each.item),
        )
    if each.query == each.item:
        raise TaskError(
            f"{where}: practice pair ({each.query}, {each.item}) is one question.",
            reason=Reason("task.practice_same", id=each.query),
        )
    _check_remark(where, each)
    return each


def _check_guideline(where: str, guideline: Guideline) -> None:
    if len(guideline.text) > MAX_TEXT:
        raise TaskError(
            f"{where}: the guideline has over {MAX_TEXT:,} characters. Shorten it.",
            reason=Reason("task.guideline", most=MAX_TEXT, n=len(guideline.text)),
        )
    for grade, examples in guideline.examples.items():
        if grade not in GRADES:
            raise TaskError(
                f"{where}: examples of the grade {grade}; grades are 0, 1, 2 and 3.",
                reason=Reason("task.example_grade", grade=grade),
            )
        for each in examples:
            _check_remark(where, each)


def _check_remark(where: str, each: Practice | Example) -> None:
    if len(each.remark) > _MAX_REMARK:
        raise TaskError(
            f"{where}: a remark has over {_MAX_REMARK:,} characters. Shorten it.",
            reason=Reason(
                "task.remark",
                query=each.query,
                item=each.item,
                most=_MAX_REMARK,
                n=len(each.remark),
            ),
        )


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)


def _canonical(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_document(task: Task) -> str:
    """The task as canonical JSON: the same task gives the same bytes."""
    content = asdict(task)
    content["guideline"]["examples"] = {
        str(grade): found for grade, found in content["guideline"]["examples"].items()
    }
    return _canonical(content)


def from_document(text: str) -> Task:
    """Read what :func:`to_document` wrote; keys of a newer version are passed over.

    Raises:
        TaskError: it is no such document.
    """
    try:
        content = json.loads(text)
        guideline = content.get("guideline", {})
        made = {
            **{name: value for name, value in content.items() if name in Task.__slots__},
            "queries": tuple(content.get("queries", ())),
            "roster": tuple(
                Seat(seat["annotator"], tuple(seat.get("subjects", ())))
                for seat in content.get("roster", ())
            ),
            "practice": tuple(_made(Practice, each) for each in content.get("practice", ())),
            "guideline": Guideline(
                guideline.get("text", ""),
                {
                    int(grade): tuple(_made(Example, each) for each in found)
                    for grade, found in guideline.get("examples", {}).items()
                },
            ),
        }
        return Task(**made)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise TaskError(
            f"A stored task can't be read ({fault!s:.200}). Restore a backup.",
            reason=Reason("task.damaged"),
        ) from fault


def _made(kind: Any, content: Mapping[str, Any]) -> Any:
    return kind(**{name: value for name, value in content.items() if name in kind.__slots__})
