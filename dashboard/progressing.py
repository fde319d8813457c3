"""Progress of judging tasks in words, tables and files.

Pure functions; words come from the caller's ``t``.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core.progress import LEAST_TIMED
from core.shares import FEW, percent
from dashboard import csvtext, richtext
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from core.progress import Judged, Part, Progress, Speed
    from core.views import ViewName
    from dashboard.strings import Translate


def duration(t: Translate, seconds: float) -> str:
    """Return a time for people: minutes, from ten minutes on to five, from ten hours on to 30."""
    minutes = seconds / 60
    if minutes < 1:
        return t("duration.under")
    step = 1 if minutes < 10 else 5 if minutes < 600 else 30
    whole = max(1, round(minutes / step) * step)
    return whole_minutes(t, whole)


def whole_minutes(t: Translate, minutes: int) -> str:
    """Return hours and minutes in words."""
    h, m = divmod(minutes, 60)
    if not h:
        return t("duration.minutes", m=m)
    return t("duration.hours", h=h, m=m) if m else t("duration.hours.whole", h=h)


def lines(t: Translate, found: Progress) -> list[str]:
    """Say how much of a task is done, how fast it goes and what is left."""
    if not found.wanted:
        return [t("progress.nothing")]
    if found.left <= 0:
        return [t("progress.done", given=found.given, wanted=found.wanted)]
    head = t("progress.given", given=found.given, wanted=found.wanted, left=found.left)
    said = [head, _time(t, found.speed, found.left)]
    pace = _pace(t, found.speed)
    return [*said, pace] if pace else said


def _time(t: Translate, speed: Speed, left: int) -> str:
    seconds = speed.seconds_for(left)
    if seconds is None:
        return t("progress.time.unknown", timed=speed.timed, least=LEAST_TIMED)
    time, low, high = (duration(t, each) for each in seconds)
    return t("progress.time", time=time, low=low, high=high)


def _pace(t: Translate, speed: Speed) -> str | None:
    if speed.median_s is None or not speed.per_hour:
        return None
    return t(
        "progress.pace",
        seconds=_seconds(speed.median_s),
        timed=speed.timed,
        per_hour=round(speed.per_hour),
    )


def _seconds(value: float) -> str:
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def table(t: Translate, found: Progress, zone: tzinfo | None, today: str) -> list[list[str]]:
    """Return a head and a line per annotator.

    Args:
        t: words.
        found: the progress.
        zone: of the reader; None for the server's.
        today: ISO date there: moments of today are shown without their day.
    """
    names = (
        *("who", "judged", "left", "today", "seconds", "repeats", "cannot_tell", "put_off"),
        "seen",
    )
    rows = [[t(f"progress.{name}") for name in names]]
    for part in found.parts:
        counts = (part.repeats, part.cannot_tell, part.put_off)
        rows.append(
            [
                richtext.label(part.annotator),
                *(f"{n:,}" for n in (part.done, part.left, part.today)),
                _cell(t, part.speed),
                *(f"{n:,}" for n in counts),
                _seen(part, zone, today),
            ]
        )
    return rows


def _cell(t: Translate, speed: Speed) -> str:
    if speed.median_s is None:
        return unbroken(t("progress.cell.unknown", timed=speed.timed))
    seconds = _seconds(speed.median_s)
    return unbroken(t("progress.cell.seconds", seconds=seconds, timed=speed.timed))


def _seen(part: Part, zone: tzinfo | None, today: str) -> str:
    if part.last_seen is None:
        return "–"
    at = datetime.fromisoformat(part.last_seen).astimezone(zone)
    return f"{at:%H:%M}" if at.date().isoformat() == today else f"{at:%Y-%m-%d %H:%M}"


def progress_csv(found: Progress, revision: int | None) -> str:
    """Return a line per annotator as CSV, times in seconds and UTC."""
    head = (
        *("task", "judgment_revision", "annotator", "done", "left", "today", "repeats"),
        *("cannot_tell", "put_off", "timed", "median_s", "low95_s", "high95_s", "last_seen"),
    )
    lines = [
        (
            *(found.task, revision, part.annotator, part.done, part.left, part.today),
            *(part.repeats, part.cannot_tell, part.put_off, part.speed.timed),
            *(part.speed.median_s, *(part.speed.interval_s or (None, None)), part.last_seen),
        )
        for part in found.parts
    ]
    return csvtext.table(head, lines)


def place_words(found: Judged) -> str:
    """Return how many of a variant's first places are judged; of few queries no share."""
    counted = f"{found.graded:,}/{found.places:,}"
    if found.share is None or found.queries < FEW:
        return counted
    return f"{counted} = {percent(found.share, decimals=1)} %"


def places_csv(
    found: Mapping[ViewName, Sequence[Judged]],
    gt: str,
    pool: str,
    revisions: Mapping[ViewName, int | None],
) -> str:
    """Return the judged places as CSV; ``found`` and ``revisions`` are by view."""
    head = (
        *("gt", "pool", "view", "judgment_revision", "variant", "k", "n", "graded", "places"),
        "share",
    )
    return csvtext.table(head, list(_place_lines(found, gt, pool, revisions)))


def _place_lines(
    found: Mapping[ViewName, Sequence[Judged]],
    gt: str,
    pool: str,
    revisions: Mapping[ViewName, int | None],
) -> Iterable[Sequence[object]]:
    for view, every in found.items():
        for each in every:
            yield (
                *(gt, pool, view, revisions[view], each.variant, each.k, each.queries),
                *(each.graded, each.places, each.share),
            )
