"""How far people agree: with each other, with themselves, and with an imported ground truth.

*Cannot tell* (판정 불가) is a missing value everywhere, and counted. The pairs of one query hang
together, so intervals are of a seeded bootstrap that draws queries.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from core.judgments import GRADES
from core.reliability import alpha, coincidences, defined, interval, kappa, percent
from core.views import HUMAN_THRESHOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.ground_truth import GroundTruth
    from core.judgments import Pair, StoredJudgment
    from core.reliability import Interval, Level
    from core.standing import Standing
    from core.types import Relevance
    from core.views import HumanLayer

Ratings = dict["Pair", dict[str, int | None]]
"""Pair -> annotator -> grade, or None for *cannot tell*."""
RELEVANCES: tuple[Relevance, ...] = ("relevant", "not_relevant", "unknown")


@dataclass(frozen=True)
class Agreement:
    """Two series of grades of the same pairs.

    Attributes:
        table: (k, k) counts: the first grade down, the second across, ascending.
        queries: how many the pairs belong to.
        missing: pairs that both spoke of, but not both with a grade.
        relevant: how many of the n grades of each are relevant: the base rates, as counts.
        percent_interval: 95 %, of the share of pairs with the same grade.
        kappa: Cohen's, unweighted; None where it is undefined, as both gave one and the same grade
            throughout.
        kappa_interval: 95 %.

    An interval is None with fewer than two queries, or if a coefficient is undefined in more than
    5 % of the draws.
    """

    table: tuple[tuple[int, ...], ...]
    queries: int
    missing: int
    relevant: tuple[int, int]
    percent_interval: Interval | None
    kappa: float | None
    kappa_interval: Interval | None

    @property
    def n(self) -> int:
        """Pairs that both graded."""
        return sum(map(sum, self.table))

    @property
    def same(self) -> int:
        """Pairs with the same grade."""
        return sum(row[at] for at, row in enumerate(self.table))


@dataclass(frozen=True)
class Overall:
    """All annotators together.

    Attributes:
        annotators: those with a grade that can be compared, sorted.
        pairs: with grades of at least two of them.
        grades: on these pairs.
        relevant: how many of the grades are relevant: the base rate, as a count.
        compared: pairs of grades of one pair by two people.
        same: those of them that are equal.
        missing: *cannot tell* on pairs that somebody graded.
        percent_interval: 95 %, of same / compared.
        alpha: Krippendorff's; None where it is undefined, as all grades are the same.
        alpha_interval: 95 %; see :class:`Agreement`.
    """

    annotators: tuple[str, ...]
    pairs: int
    grades: int
    relevant: int
    compared: int
    same: int
    missing: int
    percent_interval: Interval | None
    alpha: float | None
    alpha_interval: Interval | None


# ---- who said what ------------------------------------------------------------------------------


def restricted(
    standing: Standing, task: str | None = None, *, blind_only: bool = False
) -> Standing:
    """What counts, of one task's or of blind judgments alone.

    Args:
        standing: what counts.
        task: only judgments of this task; None for all.
        blind_only: only those given without a variant, rank or score in sight.

    Returns:
        With the adjudications of the pairs that remain; of a standing that isn't restricted, all.
    """
    if task is None and not blind_only:
        return standing
    by_pair = {}
    for pair, by_annotator in standing.by_pair.items():
        said = {
            name: stored
            for name, stored in by_annotator.items()
            if is_chosen(stored, task, blind_only=blind_only)
        }
        if said:
            by_pair[pair] = said
    decided = {pair: each for pair, each in standing.adjudicated.items() if pair in by_pair}
    return replace(standing, by_pair=by_pair, adjudicated=decided)


def is_chosen(stored: StoredJudgment, task: str | None, *, blind_only: bool) -> bool:
    """Whether a judgment is one of those asked for, see :func:`restricted`."""
    judgment = stored.judgment
    return (task is None or judgment.task == task) and (judgment.blind or not blind_only)


def ratings(standing: Standing, task: str | None = None, *, blind_only: bool = False) -> Ratings:
    """What counts now, by pair and annotator; the arguments are those of :func:`restricted`."""
    return {
        pair: {name: stored.judgment.grade for name, stored in sorted(by_annotator.items())}
        for pair, by_annotator in restricted(standing, task, blind_only=blind_only).by_pair.items()
    }


def between(rated: Ratings, a: str, b: str) -> Agreement:
    """How two annotators agree on the pairs that both spoke of."""
    both = {pair: (by[a], by[b]) for pair, by in rated.items() if a in by and b in by}
    return _agreement(((pair[0], *said) for pair, said in both.items()))


def each_two(rated: Ratings) -> dict[tuple[str, str], Agreement]:
    """All annotators with pairs in common, two by two, names ascending."""
    met = Counter(two for by in rated.values() for two in combinations(sorted(by), 2))
    return {two: between(rated, *two) for two in sorted(met)}


def self_consistency(
    said: Mapping[str, Sequence[StoredJudgment]],
) -> dict[str, Agreement]:
    """How annotators agree with what they said of the same pairs before.

    Args:
        said: annotator -> statements, the first first (:func:`core.standing.statements`). One that
            was corrected counts as corrected; of a pair judged three times, each time and the
            next are compared.

    Returns:
        Those who judged a pair twice, by name.
    """
    found = {}
    for name, statements in sorted(said.items()):
        last: dict[Pair, int | None] = {}
        repeats = []
        for stored in statements:
            judgment = stored.judgment
            pair = (judgment.query, judgment.item)
            if pair in last:
                repeats.append((pair[0], last[pair], judgment.grade))
            last[pair] = judgment.grade
        if repeats:
            found[name] = _agreement(repeats)
    return found


def _agreement(
    said: Iterable[tuple[str, int | None, int | None]],
    scale: Sequence[int] = GRADES,
    threshold: int = HUMAN_THRESHOLD,
) -> Agreement:
    """From (query, first grade, second grade)."""
    tables: dict[str, np.ndarray] = {}
    missing = 0
    for query, first, second in said:
        if first is None or second is None:
            missing += 1
        else:
            table = tables.setdefault(query, np.zeros((len(scale), len(scale)), np.int64))
            table[scale.index(first), scale.index(second)] += 1
    stacked = np.array([tables[query] for query in sorted(tables)], dtype=np.float64)
    stacked = stacked.reshape(-1, len(scale), len(scale))
    whole = stacked.sum(axis=0)
    up = np.array(scale) >= threshold
    return Agreement(
        tuple(tuple(int(count) for count in row) for row in whole),
        len(tables),
        missing,
        (int(whole[up].sum()), int(whole[:, up].sum())),
        interval(stacked, percent),
        defined(kappa(whole)),
        interval(stacked, kappa),
    )


# ---- all annotators -----------------------------------------------------------------------------


def overall(rated: Ratings, level: Level = "ordinal") -> Overall:
    """How all annotators agree, whoever judged what."""
    counted = {
        pair: by for pair, by in rated.items() if sum(g is not None for g in by.values()) > 1
    }
    given = [(name, g) for by in counted.values() for name, g in by.items() if g is not None]
    by_query: dict[str, list[list[int]]] = {}
    for (query, _), by in sorted(counted.items()):
        by_query.setdefault(query, []).append([g for g in by.values() if g is not None])
    tables = np.array([coincidences(units, GRADES) for units in by_query.values()])
    tables = tables.reshape(-1, len(GRADES), len(GRADES))
    same = compared = 0
    matches = np.zeros((len(by_query), 2))
    for at, units in enumerate(by_query.values()):
        for grades in units:
            twos = list(combinations(grades, 2))
            matches[at] += sum(x == y for x, y in twos), len(twos)
    same, compared = (int(total) for total in matches.sum(axis=0))
    return Overall(
        tuple(sorted({name for name, _ in given})),
        len(counted),
        len(given),
        sum(grade >= HUMAN_THRESHOLD for _, grade in given),
        compared,
        same,
        sum(
            grade is None
            for by in rated.values()
            if any(g is not None for g in by.values())
            for grade in by.values()
        ),
        interval(matches, lambda sums: sums[..., 0] / sums[..., 1]),
        defined(alpha(tables.sum(axis=0), GRADES, level)),
        interval(tables, lambda sums: alpha(sums, GRADES, level)),
    )


# ---- against a ground truth ---------------------------------------------------------------------


@dataclass(frozen=True)
class Against:
    """People's merged grades against a ground truth's.

    Attributes:
        table: (4, 3) counts of pairs: people's grade down, and across what the ground truth says:
            relevant, not relevant, unknown.
        assumed: of those *not relevant*, by people's grade, how many nobody graded there: they
            follow from what the ground truth assumes of unlisted pairs.
        cannot_tell: pairs of its queries that people judged and could not grade, or that were
            adjudicated so.
        binary: relevant or not, people first; unknown is missing. Grade 0 stands for not relevant
            and 1 for relevant.
    """

    table: tuple[tuple[int, ...], ...]
    assumed: tuple[int, ...]
    cannot_tell: int
    binary: Agreement


def against(
    standing: Standing, people: HumanLayer, ground_truth: GroundTruth, *, listed_only: bool = False
) -> Against:
    """Hold people's grades of a ground truth's queries against it.

    Args:
        standing: what counts now.
        people: the same, merged.
        ground_truth: each side uses its own threshold.
        listed_only: pairs that the ground truth only assumes something of count as unknown.
    """
    table = np.zeros((len(GRADES), len(RELEVANCES)), np.int64)
    assumed = [0] * len(GRADES)
    cannot_tell = 0
    binary: list[tuple[str, int | None, int | None]] = []
    for query, item in sorted({*standing.by_pair, *standing.adjudicated}):
        if query not in ground_truth.queries:
            continue
        grade = people.grade(query, item)
        if grade is None:
            cannot_tell += 1
            continue
        says = ground_truth.status(query, item)
        if says == "not_relevant" and item not in ground_truth.entries(query):
            if listed_only:
                says = "unknown"
            else:
                assumed[grade] += 1
        table[grade, RELEVANCES.index(says)] += 1
        known = None if says == "unknown" else int(says == "relevant")
        binary.append((query, int(grade >= people.threshold), known))
    return Against(
        tuple(tuple(int(count) for count in row) for row in table),
        tuple(assumed),
        cannot_tell,
        _agreement(binary, (0, 1), 1),
    )


# ---- what they disagree about -------------------------------------------------------------------


@dataclass(frozen=True)
class Dispute:
    """A pair that people grade differently.

    Attributes:
        said: annotator -> grade, or None for *cannot tell*; by name.
        distance: largest less smallest grade.
        crosses: some make it relevant and others not.
        decided: the adjudication, where there is one.
    """

    pair: Pair
    said: Mapping[str, int | None]
    distance: int
    crosses: bool
    decided: StoredJudgment | None = None


def disputes(
    rated: Ratings,
    adjudicated: Mapping[Pair, StoredJudgment] | None = None,
    threshold: int = HUMAN_THRESHOLD,
) -> tuple[Dispute, ...]:
    """List what people disagree about: the largest distance first, of equals what crosses.

    What was adjudicated comes last, in the same order.
    """
    done = adjudicated or {}
    found = [_dispute(pair, by, threshold, done.get(pair)) for pair, by in rated.items()]
    found = [dispute for dispute in found if dispute.distance]
    return tuple(sorted(found, key=lambda d: (bool(d.decided), -d.distance, not d.crosses, d.pair)))


def decisions(
    rated: Ratings, adjudicated: Mapping[Pair, StoredJudgment], threshold: int = HUMAN_THRESHOLD
) -> tuple[Dispute, ...]:
    """List what was adjudicated, still in dispute or not: the last first."""
    last_first = sorted(adjudicated.items(), key=lambda each: each[1].revision, reverse=True)
    return tuple(_dispute(pair, rated.get(pair, {}), threshold, by) for pair, by in last_first)


def _dispute(
    pair: Pair, by: Mapping[str, int | None], threshold: int, decided: StoredJudgment | None
) -> Dispute:
    grades = [grade for grade in by.values() if grade is not None] or [0]
    least, most = min(grades), max(grades)
    said = dict(sorted(by.items()))
    return Dispute(pair, said, most - least, least < threshold <= most, decided)
