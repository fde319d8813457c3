"""What counts now, computed from the events that were ever stored."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from core.assignment import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from core.judgments import Judgment, Pair, StoredJudgment


@dataclass(frozen=True)
class Standing:
    """What counts at a revision: each annotator's last standing event on each pair.

    It never changes; later events make another one (see :func:`standing`).

    Attributes:
        revision: of the last event that is part of it.
        by_pair: pair -> annotator -> the judgment that counts.
        deferred: annotator -> pairs put off.
        adjudicated: pair -> the last adjudication that wasn't taken back, whoever gave it. It
            decides the pair, whatever was or will be judged.
        sighted: annotator -> pairs once judged with variant, rank or score in sight, even if that
            was taken back: what was seen can't be unseen.
    """

    revision: int = 0
    by_pair: Mapping[Pair, Mapping[str, StoredJudgment]] = field(default_factory=dict)
    deferred: Mapping[str, frozenset[Pair]] = field(default_factory=dict)
    sighted: Mapping[str, frozenset[Pair]] = field(default_factory=dict)
    adjudicated: Mapping[Pair, StoredJudgment] = field(default_factory=dict)
    # What wasn't withdrawn, oldest first by time: an undo brings back what stood before.
    _stacks: Mapping[tuple[Pair, str], tuple[StoredJudgment, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _decisions: Mapping[Pair, tuple[StoredJudgment, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def last(self, pair: Pair, annotator: str) -> StoredJudgment | None:
        """One person's last judgment or deferral of a pair that wasn't taken back."""
        stack = self._stacks.get((pair, annotator), ())
        return stack[-1] if stack else None

    def said(self, pair: Pair, annotator: str) -> tuple[StoredJudgment, ...]:
        """One person's judgments and deferrals of a pair that weren't taken back, oldest first."""
        return self._stacks.get((pair, annotator), ())

    def of(self, annotator: str) -> Iterator[StoredJudgment]:
        """The standing judgments of one person."""
        for judgments in self.by_pair.values():
            if annotator in judgments:
                yield judgments[annotator]


def standing(events: Iterable[StoredJudgment], before: Standing | None = None) -> Standing:
    """Compute what counts from events, in order.

    A later judgment of the same annotator on the same pair takes the earlier one's place; a
    withdrawal takes its event away, so that the one before counts again. Later is what was given
    later (``at``), and at the same time what was stored later: an old file that is imported today
    doesn't overrule what its annotator has said since.

    Args:
        events: all events; with ``before`` only those above its revision are looked at, so that
            a new judgment costs its own pair and not all that were ever given.
        before: what counted at an earlier revision. It stays as it is.
    """
    start = before or Standing()
    new = [stored for stored in events if stored.revision > start.revision]
    if not new:
        return start
    stacks, by_pair = dict(start._stacks), dict(start.by_pair)
    decisions = dict(start._decisions)
    touched: dict[tuple[Pair, str], None] = {}
    seen: dict[str, set[Pair]] = {}
    for stored in new:
        judgment = stored.judgment
        key = ((judgment.query, judgment.item), judgment.annotator)
        touched[key] = None
        if not judgment.blind:
            seen.setdefault(judgment.annotator, set()).add(key[0])
        stack = stacks.get(key, ())
        if judgment.kind == "withdrawal":
            stacks[key] = _without(stack, judgment.replaces)
            if key[0] in decisions:
                decisions[key[0]] = _without(decisions[key[0]], judgment.replaces)
        elif judgment.kind == "adjudication":
            stacks[key] = stack
            decisions[key[0]] = _with(decisions.get(key[0], ()), stored)
        else:
            stacks[key] = _with(stack, stored)
    put_off: dict[str, set[Pair]] = {}
    for pair, annotator in touched:
        stack = stacks[pair, annotator]
        mine = put_off.setdefault(annotator, set(start.deferred.get(annotator, ())))
        mine.discard(pair)
        if stack and stack[-1].judgment.kind == "deferral":
            mine.add(pair)
        given = {name: s for name, s in by_pair.get(pair, {}).items() if name != annotator}
        last = next((s for s in reversed(stack) if s.judgment.kind == "judgment"), None)
        if last is not None:
            given[annotator] = last
        if given:
            by_pair[pair] = given
        else:
            by_pair.pop(pair, None)
    deferred = {**start.deferred, **{name: frozenset(pairs) for name, pairs in put_off.items()}}
    waiting = {name: pairs for name, pairs in deferred.items() if pairs}
    sighted = dict(start.sighted)
    for name, pairs in seen.items():
        sighted[name] = sighted.get(name, frozenset()) | pairs
    adjudicated = {pair: given[-1] for pair, given in decisions.items() if given}
    return Standing(new[-1].revision, by_pair, waiting, sighted, adjudicated, stacks, decisions)


def _with(stack: tuple[StoredJudgment, ...], stored: StoredJudgment) -> tuple[StoredJudgment, ...]:
    place = bisect.bisect_right(stack, stored.at, key=_at)
    return (*stack[:place], stored, *stack[place:])


def _without(stack: tuple[StoredJudgment, ...], event_id: str | None) -> tuple[StoredJudgment, ...]:
    return tuple(stored for stored in stack if stored.judgment.event_id != event_id)


class _Line(NamedTuple):
    """One statement: when it was made, how many its annotator made before, its standing forms."""

    made: str
    number: int
    forms: tuple[StoredJudgment, ...]


@dataclass(frozen=True)
class _Speaker:
    """One person's statements.

    Attributes:
        lines: id of a statement's first form -> the statement.
        in_task: (pair, task) -> statements of which some form was given there.
    """

    lines: dict[str, _Line] = field(default_factory=dict)
    in_task: dict[tuple[Pair, str], tuple[str, ...]] = field(default_factory=dict)

    def in_force(self, pair: Pair, task: str) -> list[str]:
        """Statements of a pair that stand as given in a task, in the order in which they began."""
        lines = self.lines

        def stands(first: str) -> bool:
            forms = lines[first].forms
            return bool(forms) and forms[-1].judgment.task == task

        there = filter(stands, self.in_task.get((pair, task), ()))
        return sorted(there, key=lambda first: lines[first].number)


_NOBODY = _Speaker()


@dataclass(frozen=True)
class Said:
    """Statements of all people at a revision; it never changes, see :func:`said`.

    A judgment that replaces another one corrects that statement; one of the same pair that
    replaces nothing is a statement of its own, as when a pair is laid before a person again. A
    statement that was taken back is none, and what it had corrected stands again.

    A task lays a pair before a person twice at most, and the second time after
    :data:`core.assignment.GAP` others. Any other judgment of that pair there, such as one given in
    a second window that did not know of the first, corrects the last statement, whether it names
    it or not: one repeat makes one pair to compare.
    """

    revision: int = 0
    _speakers: Mapping[str, _Speaker] = field(default_factory=dict, repr=False)
    _line_of: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)

    def forms(self, annotator: str) -> tuple[tuple[StoredJudgment, ...], ...]:
        """One person's statements, the first first; of each its forms, the last correction last."""
        lines = (line for line in self._of(annotator).lines.values() if line.forms)
        return tuple(line.forms for line in sorted(lines, key=lambda line: line.made))

    def again(self, annotator: str, pair: Pair, task: str) -> tuple[StoredJudgment, ...]:
        """What one person said of a pair when a task had laid it before them again."""
        speaker = self._of(annotator)
        later = speaker.in_force(pair, task)[1:]
        return tuple(form for line in later for form in speaker.lines[line].forms)

    def statements(self) -> dict[str, tuple[StoredJudgment, ...]]:
        """Annotator -> the last standing form of each statement."""
        return {name: self.last_forms(name) for name in self._speakers}

    def last_forms(self, annotator: str) -> tuple[StoredJudgment, ...]:
        """One person's statements as they stand, the first first."""
        return tuple(forms[-1] for forms in self.forms(annotator))

    def others_than(self, before: Said) -> set[str]:
        """Who may have said something since; nobody else has."""
        names = self._speakers.keys() | before._speakers.keys()
        return {n for n in names if self._speakers.get(n) is not before._speakers.get(n)}

    def _of(self, annotator: str) -> _Speaker:
        return self._speakers.get(annotator, _NOBODY)


def said(events: Iterable[StoredJudgment], before: Said | None = None) -> Said:
    """Collect what each person said.

    Args:
        events: all events, in order; with ``before`` only those above its revision count.
        before: what was said up to an earlier revision. It stays as it is.
    """
    start = before or Said()
    new = [stored for stored in events if stored.revision > start.revision]
    if not new:
        return start
    line_of = dict(start._line_of)
    speakers: dict[str, _Speaker] = {}

    def of(name: str) -> _Speaker:
        if name not in speakers:
            was = start._of(name)
            speakers[name] = _Speaker(dict(was.lines), dict(was.in_task))
        return speakers[name]

    for stored in new:
        judgment = stored.judgment
        line = line_of.get(judgment.replaces) if judgment.replaces else None
        if judgment.kind == "withdrawal" and line is not None:
            name, first = line
            lines = of(name).lines
            was = lines[first]
            lines[first] = _Line(was.made, was.number, _without(was.forms, judgment.replaces))
        elif judgment.kind == "judgment":
            name = line[0] if line else judgment.annotator
            speaker = of(name)
            first = line[1] if line else _corrected(speaker, judgment) or judgment.event_id
            if first != judgment.event_id:
                was = speaker.lines[first]
                forms = (*was.forms, stored) if line else _with(was.forms, stored)
                speaker.lines[first] = _Line(was.made, was.number, forms)
            else:
                speaker.lines[first] = _Line(stored.at, len(speaker.lines), (stored,))
            if judgment.task:
                where = (judgment.query, judgment.item), judgment.task
                known = speaker.in_task.get(where, ())
                speaker.in_task[where] = known if first in known else (*known, first)
            line_of[judgment.event_id] = name, first
    return Said(new[-1].revision, {**start._speakers, **speakers}, line_of)


def _corrected(speaker: _Speaker, judgment: Judgment) -> str | None:
    """Which statement a judgment that names none corrects; None where it is a new one."""
    if judgment.task is None:
        return None
    there = speaker.in_force((judgment.query, judgment.item), judgment.task)
    if not there:
        return None
    last = speaker.lines[there[-1]]
    since = len(speaker.lines) - 1 - last.number
    if since < GAP:  # what came from another store was said before, and stored after others
        lines = speaker.lines.values()
        since = sum(line.number > last.number or line.made > last.made for line in lines)
    return there[-1] if len(there) > 1 or since < GAP else None


def statements(events: Iterable[StoredJudgment]) -> dict[str, tuple[StoredJudgment, ...]]:
    """What each person said of pairs, in the order in which it was first said (:class:`Said`)."""
    return said(events).statements()


def _at(stored: StoredJudgment) -> str:
    return stored.at
