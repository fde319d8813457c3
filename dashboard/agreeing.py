"""How far people agree, in figures and words that hold; and what an adjudication stores.

Pure of Streamlit.
"""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from core.judgments import GRADES, Judgment
from core.shares import FEW, percent, percents
from dashboard import csvtext, judging

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.agreement import Agreement, Dispute, Overall, Ratings
    from core.judgments import Pair
    from core.opinions import Doubt
    from core.reliability import Interval
    from core.standing import Standing
    from dashboard.strings import Translate

CANNOT_TELL: Final = 4
"""The place of *cannot tell* beside the grades."""
MAX_REASON: Final = 2_000
_OFTEN, _LOW, _MOSTLY = 0.8, 0.6, 0.7


# ---- figures in words ---------------------------------------------------------------------------


def headline(t: Translate, found: Overall, disputed: int) -> str:
    """Return the first sentence: how many pairs are graded alike, by all who graded them.

    Args:
        t: words.
        found: everybody with everybody.
        disputed: how many of the pairs people grade differently.
    """
    if found.compared == found.pairs:
        return t("agree.top", pairs=found.pairs, same=found.same)
    return t("agree.top.many", pairs=found.pairs, same=found.pairs - disputed)


def share(t: Translate, same: int, n: int, ends: Interval | None, pairs: int | None = None) -> str:
    """Return the share of equal grades with its interval; below :data:`FEW` that it is not said.

    ``pairs``: how many the n comparisons are of, where that is not n.
    """
    few = n if pairs is None else pairs
    if few < FEW:
        return t("agree.few", n=few)
    if ends is None or ends[0] == ends[1]:
        return t("agree.share", share=percent(same / n))
    whole, low, high = percents((same / n, *ends))
    return t("agree.share.interval", share=whole, low=low, high=high)


def share_cell(same: int, n: int, ends: Interval | None) -> str:
    """Return the same in short, for a table: ``88 % (81~94 %)``.

    Where every draw gives the same there is no interval: that it has no width is no certainty.
    """
    if n < FEW:
        return "–"
    if ends is None or ends[0] == ends[1]:
        return f"{percent(same / n)} %"
    whole, low, high = percents((same / n, *ends))
    return f"{whole} % ({low}\\~{high} %)"


def coefficient(value: float | None, ends: Interval | None, n: int) -> str:
    """Return a coefficient with its interval, ``–`` where it is undefined or of too few pairs."""
    if value is None or n < FEW:
        return "–"
    if ends is None or ends[0] == ends[1]:
        return _two(value)
    return f"{_two(value)} ({_two(ends[0])}\\~{_two(ends[1])})"


def _two(value: float) -> str:
    """Two decimals; what isn't 1 doesn't look like it."""
    shown = f"{value:.2f}"
    if shown == "1.00" and value < 1:
        shown = f"{int(value * 1000) / 1000:.3f}" if value < 0.9995 else "0.999"
    return shown.replace("-0.00", "0.00").replace("-", "\N{MINUS SIGN}")


def dominant(found: Agreement) -> tuple[int, float] | None:
    """Return the grade, and its share, that makes a high agreement mean little by itself.

    Such is one that makes up at least 70 % of all grades, where at least 80 % of n >= 8 pairs
    are the same and kappa is below 0.6 or undefined all the same: chance alone agrees often.
    """
    if found.n < FEW or found.same < _OFTEN * found.n:
        return None
    if found.kappa is not None and found.kappa >= _LOW:
        return None
    given = Counter[int]()
    for row, counts in enumerate(found.table):
        for column, count in enumerate(counts):
            given[row] += count
            given[column] += count
    grade, times = given.most_common(1)[0]
    part = times / (2 * found.n)
    return (grade, part) if part >= _MOSTLY else None


def given(rated: Ratings) -> dict[str, tuple[int, ...]]:
    """Count each annotator's grades, on the pairs that at least two people graded.

    Returns:
        Annotator -> counts by grade, ascending; by name.
    """
    found: dict[str, list[int]] = {}
    for by in rated.values():
        graded = {name: grade for name, grade in by.items() if grade is not None}
        if len(graded) > 1:
            for name, grade in graded.items():
                found.setdefault(name, [0] * len(GRADES))[grade] += 1
    return {name: tuple(counts) for name, counts in sorted(found.items())}


def doubts(found: Mapping[Pair, Sequence[Doubt]]) -> Counter[Doubt]:
    """Count why pairs are in doubt; a pair may count for several reasons."""
    return Counter(why for reasons in found.values() for why in reasons)


def said(t: Translate, grade: int | None) -> str:
    """Return a grade in words, or that none could be given."""
    return t("judge.cannot_tell") if grade is None else t(f"judge.said.{judging.GRADES[grade]}")


# ---- adjudication -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A decision that could not be stored, and why."""

    event: Judgment
    fault: str


@dataclass
class Bench:
    """What a session's adjudications left: those not saved, faults by pair, and the last saved."""

    unsaved: dict[Pair, Unsaved] = field(default_factory=dict)
    faults: dict[Pair, str] = field(default_factory=dict)
    saved: Judgment | None = None


def missing(choice: int | None, reason: str) -> str | None:
    """Return the phrase that says what an adjudication lacks; None if nothing."""
    if choice is None:
        return "agree.decide.grade.missing"
    return None if reason.strip() else "agree.decide.reason.missing"


def adjudication(
    pair: Pair,
    contents: tuple[str, str],
    who: str,
    choice: int,
    reason: str,
    failed: Judgment | None = None,
) -> Judgment:
    """Return the event that decides a pair.

    It isn't blind: whoever decides saw what others said, so nothing that they say of the pair later
    counts as an opinion of their own.

    Args:
        pair: query and item.
        contents: content keys of both as they are shown.
        who: decides.
        choice: a grade, or :data:`CANNOT_TELL`.
        reason: why.
        failed: the event that could not be stored before: sent again, the same decision keeps its
            id, so that it counts once if it was stored after all.
    """
    told = reason.strip()
    event = Judgment(
        event_id=str(uuid.uuid4()),
        annotator=who,
        query=pair[0],
        item=pair[1],
        query_content=contents[0],
        item_content=contents[1],
        kind="adjudication",
        grade=None if choice == CANNOT_TELL else choice,
        cannot_tell=told if choice == CANNOT_TELL else None,
        note=told,
        blind=False,
    )
    if failed is not None and replace(event, event_id=failed.event_id) == failed:
        return failed
    return event


# ---- files --------------------------------------------------------------------------------------


def ratings_csv(counted: Standing) -> str:
    """Return every judgment that is compared: one line per pair and annotator."""
    head = (
        *("query", "item", "annotator", "grade", "cannot_tell", "duplicate", "note", "task"),
        *("guideline", "blind", "at"),
    )
    lines = []
    for pair, by_annotator in sorted(counted.by_pair.items()):
        for name, stored in sorted(by_annotator.items()):
            each = stored.judgment
            grade = "" if each.grade is None else each.grade
            reason, task, guideline = (
                value or "" for value in (each.cannot_tell, each.task, each.guideline)
            )
            lines.append(
                (
                    *(*pair, name, grade, reason, int(each.duplicate), each.note),
                    *(task, guideline, int(each.blind), stored.at),
                )
            )
    return csvtext.table(head, lines)


def disputes_csv(listed: Iterable[Dispute]) -> str:
    """Return pairs that people grade differently, or that were decided: a column per annotator."""
    rows = list(listed)
    names = sorted({name for dispute in rows for name in dispute.said})
    head = (
        *("query", "item", "distance", "crosses_threshold"),
        *(f"grade: {name}" for name in names),
        *("adjudicated_by", "adjudicated_grade", "adjudicated_reason", "adjudicated_at"),
    )
    lines = []
    for dispute in rows:
        grades = []
        for name in names:
            grade = dispute.said.get(name)
            told = "cannot_tell" if name in dispute.said else ""
            grades.append(told if grade is None else grade)
        end: tuple[object, ...] = ("", "", "", "")
        if dispute.decided is not None:
            by = dispute.decided.judgment
            decided = "cannot_tell" if by.grade is None else by.grade
            end = (by.annotator, decided, by.note, dispute.decided.at)
        lines.append((*dispute.pair, dispute.distance, int(dispute.crosses), *grades, *end))
    return csvtext.table(head, lines)
