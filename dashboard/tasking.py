"""Tasks as a lead types them: lines of text to values and back, each fault with its line.

Pure functions; words come from the caller's ``t``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from core.judgments import GRADES
from core.tasks import Example, Practice, Seat
from core.text import nfc

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from core.judgments import StoredJudgment

_SPLIT = re.compile(r"[,\s]+")
_NAMED = 12
"""Of subjects that there are, in a sentence."""


class Translate(Protocol):
    """Returns a phrase in the page's language."""

    def __call__(self, key: str, **values: object) -> str:
        """See :func:`dashboard.strings.text`."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from lines, and a sentence for each line that couldn't be."""

    values: tuple[object, ...]
    faults: tuple[str, ...]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def read_roster(t: Translate, text: str, subjects: Collection[str]) -> Read:
    """Read ``NAME`` or ``NAME: SUBJECT, SUBJECT`` per line; no subjects means all."""
    seats: list[Seat] = []
    faults: list[str] = []
    for number, line in _lines(text):
        name, _, given = line.partition(":")
        wanted = tuple(dict.fromkeys(part.strip() for part in given.split(",") if part.strip()))
        unknown = [subject for subject in wanted if subject not in subjects]
        if unknown:
            faults.append(
                t("task.fault.subject", line=number, subject=unknown[0], known=_some(subjects))
            )
        elif " ".join(name.split()) in {seat.annotator for seat in seats}:
            faults.append(t("task.fault.twice", line=number, name=" ".join(name.split())))
        else:
            seats.append(Seat(" ".join(name.split()), wanted))
    return Read(tuple(seats), tuple(faults))


def write_roster(roster: Iterable[Seat]) -> str:
    """Write what :func:`read_roster` reads."""
    return "\n".join(
        seat.annotator + (f": {', '.join(seat.subjects)}" if seat.subjects else "")
        for seat in roster
    )


def _some(names: Collection[str]) -> str:
    """Return the first few names, and dots where there are more."""
    shown = sorted(names)
    return ", ".join(shown[:_NAMED]) + (", …" if len(shown) > _NAMED else "")


def read_queries(
    t: Translate, text: str, known: Container[str], fault: str = "task.fault.query"
) -> Read:
    """Read ids of queries, between blanks, commas or line breaks; each counts once.

    A line that is an id as it stands is one, whatever blanks are in it.
    """
    ids: dict[str, None] = {}
    faults: list[str] = []
    for number, line in _lines(text):
        for part in [line] if line in known else filter(None, _SPLIT.split(line)):
            if part in known:
                ids[part] = None
            else:
                faults.append(t(fault, line=number, id=part))
    return Read(tuple(ids), tuple(faults))


def read_pairs(t: Translate, text: str, items: Container[str]) -> Read:
    """Read ``GRADE QUERY ITEM REMARK`` per line as practice pairs; the remark may be left out."""
    pairs: list[Practice] = []
    faults: list[str] = []
    for number, line in _lines(text):
        parts = line.split(maxsplit=3)
        if len(parts) < 3 or parts[0] not in {str(grade) for grade in GRADES}:
            faults.append(t("task.fault.pair", line=number))
            continue
        missing = [part for part in parts[1:3] if part not in items]
        if missing:
            faults.append(t("task.fault.item", line=number, id=missing[0]))
        elif parts[1] == parts[2]:
            faults.append(t("task.fault.same", line=number, id=parts[1]))
        else:
            pairs.append(Practice(parts[1], parts[2], int(parts[0]), "".join(parts[3:])))
    return Read(tuple(pairs), tuple(faults))


def read_number(
    t: Translate, label: str, given: float | None, least: int, most: int
) -> tuple[str, ...]:
    """Say that a field's number isn't one between two others, both allowed; or nothing."""
    if given is not None and least <= given <= most:
        return ()
    return (t("task.fault.number", label=label, least=least, most=most),)


def write_pairs(pairs: Iterable[Practice]) -> str:
    """Write what :func:`read_pairs` reads."""
    return "\n".join(
        f"{each.grade} {each.query} {each.item} {each.remark}".rstrip() for each in pairs
    )


def examples_of(pairs: Iterable[Practice]) -> dict[int, tuple[Example, ...]]:
    """Sort pairs into a guideline's examples by their grades."""
    found: dict[int, tuple[Example, ...]] = {}
    for each in pairs:
        example = Example(each.query, each.item, each.remark)
        found[each.grade] = (*found.get(each.grade, ()), example)
    return dict(sorted(found.items()))


def pairs_of(examples: Mapping[int, Sequence[Example]]) -> list[Practice]:
    """Return a guideline's examples as pairs, by grade."""
    return [
        Practice(each.query, each.item, grade, each.remark)
        for grade, found in sorted(examples.items())
        for each in found
    ]


def practice_from(given: Iterable[StoredJudgment], n: int, items: Container[str]) -> list[Practice]:
    """Choose practice pairs from what a lead has judged: grades in turn, oldest first.

    Taking the grades in turn lets a beginner see each of them early.

    Args:
        given: the lead's standing judgments.
        n: how many at most.
        items: the items that there are; judgments outlive them.
    """
    by_grade: dict[int, list[Practice]] = {grade: [] for grade in GRADES}
    for stored in sorted(given, key=lambda each: each.revision):
        event = stored.judgment
        if event.grade is not None and event.query in items and event.item in items:
            by_grade[event.grade].append(Practice(event.query, event.item, event.grade, event.note))
    chosen: list[Practice] = []
    while len(chosen) < n and any(by_grade.values()):
        for grade in GRADES:
            if by_grade[grade] and len(chosen) < n:
                chosen.append(by_grade[grade].pop(0))
    return chosen


def new_id(name: str, taken: Collection[str]) -> str:
    """Return an id for a new task: from the letters and digits of its name, else a number."""
    stem = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:30].strip("-") or "task"
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)


def at_most(left: int) -> int:
    """Return a number that so many pairs are no more than: whole tens, and at least 20.

    Pairs that come back aren't counted. An exact number that stays after a judgment would tell
    that the pair was one of them.
    """
    return max(20, -(-left // 10) * 10)
