"""Measured values as people read them: shares with n, intervals, what holes leave open; as a file.

Pure functions over evaluations. Words come from the caller's ``t``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core import shares
from core.measures import JUDGED_CUTOFF, MEASURES
from core.statistics import ALPHA
from dashboard import csvtext
from dashboard.links import format_where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.evaluate import Evaluation, MeasureResult
    from core.measures import IntervalKind
    from core.types import Target
    from dashboard.strings import Translate

SHOWN_MEASURES = ("success@1", "success@3", "success@5", "success@10", "rr", "ndcg@10")
FILED_MEASURES = (*SHOWN_MEASURES, f"judged@{JUDGED_CUTOFF}")
FEW = shares.FEW
percent = shares.percent


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one evaluation.

    Attributes:
        hits: of Success@k: queries that are hit by what is known; else None.
        low, high: the sampling interval.
        possible: of Success@k with holes: hits if every hole that could be one were one.
    """

    variant: str
    gt: str
    measure: str
    n: int
    hits: int | None
    mean: float | None
    low: float | None
    high: float | None
    interval: IntervalKind
    possible: int | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share of queries, not a mean of values."""
        return is_share(self.measure)

    @property
    def has_holes(self) -> bool:
        """Whether ungraded items could raise it."""
        return self.possible is not None and self.hits is not None and self.possible > self.hits

    @property
    def upper(self) -> float | None:
        """The share if every hole that could be a hit were one; None without such holes."""
        return self.possible / self.n if self.has_holes and self.possible is not None else None


def figure(evaluation: Evaluation, measure: str) -> Figure:
    """Read one measure from an evaluation."""
    of = evaluation
    return figure_of(of.variant, of.gt, measure, of.n, of.measures[measure])


def figure_of(variant: str, gt: str, measure: str, n: int, result: MeasureResult) -> Figure:
    """Read one measure of ``n`` queries."""
    share = is_share(measure) and result.mean is not None
    low, high = result.interval or (None, None)
    return Figure(
        variant=variant,
        gt=gt,
        measure=measure,
        n=n,
        hits=round((result.mean or 0.0) * n) if share else None,
        mean=result.mean,
        low=low,
        high=high,
        interval=result.interval_kind,
        possible=round(result.upper * n) if share and result.upper is not None else None,
    )


def is_share(measure: str) -> bool:
    """Whether a measure is a share of queries (hit or miss), not a mean of values."""
    return MEASURES[measure].interval == "wilson95"


def measure_name(t: Translate, measure: str) -> str:
    """Return a measure's name for people."""
    family, _at, k = measure.partition("@")
    return t(f"measure.{family}", k=k)


def short_name(t: Translate, measure: str) -> str:
    """Return a measure's name for the head of a column."""
    family, _at, k = measure.partition("@")
    return t("measure.success.short", k=k) if family == "success" else MEASURES[measure].label


def value_words(t: Translate, shown: Figure, target: float | None = None) -> str:
    """Return a figure as it stands in a table: ``52/61 = 85.2 %``, below :data:`FEW` counts."""
    if shown.mean is None:
        return t("figure.none")
    if shown.hits is None:
        return f"{shown.mean:.3f}" if shown.n >= FEW else t("figure.too_few", n=shown.n)
    if shown.n < FEW:
        most = shown.possible if shown.has_holes else None
        if most is not None:
            return t("figure.count_range", hits=shown.hits, most=most, n=shown.n)
        return t("figure.count", hits=shown.hits, n=shown.n)
    share = percent(shown.mean, target, decimals=1)
    return t("figure.share", hits=shown.hits, n=shown.n, share=share)


def p_words(value: float) -> str:
    """Return a p-value with its sign, unbroken; no figure that is 0.05 or more looks less."""
    if value < 0.001:
        return "<\N{NO-BREAK SPACE}0.001"
    rounded = f"{value:.3f}"
    if (float(rounded) < ALPHA) != (value < ALPHA):
        rounded = f"{value:.5f}"
    return f"=\N{NO-BREAK SPACE}{rounded}"


def deciding(measure: str, target: Target) -> float | None:
    """Return the target's share for its own measure, None for the others."""
    return target.value if measure == target.measure else None


def interval_words(shown: Figure, target: float | None = None, decimals: int = 0) -> str | None:
    """Return the sampling interval in short: ``74~92 %``; None where no figure is given.

    Nor is one where all queries have the same value: a bootstrap of them then has no width, which
    is no certainty. ``decimals`` are those of the shares that it stands beside.
    """
    if shown.low is None or shown.high is None or shown.n < FEW or shown.low == shown.high:
        return None
    if shown.is_share:
        return f"{'~'.join(shares.percents((shown.low, shown.high), target, decimals))} %"
    return f"{shown.low:.{decimals + 2}f}~{shown.high:.{decimals + 2}f}"


def holes_words(t: Translate, shown: Figure, target: float | None = None) -> str | None:
    """Return what holes leave open, in a sentence; None where they leave nothing open."""
    return _holes(t, "figure.holes", shown, target)


def holes_range(t: Translate, shown: Figure) -> str | None:
    """Return what holes leave open as a range, for a place that says what it is."""
    return _holes(t, "judge.table.range", shown, None)


def _holes(t: Translate, words: str, shown: Figure, target: float | None) -> str | None:
    if shown.upper is None or shown.mean is None or shown.n < FEW:
        return None
    low, high = shares.percents((shown.mean, shown.upper), target)
    return t(words, low=low, high=high)


def figures_csv(evaluations: Iterable[Evaluation], revision: int | None, target: Target) -> str:
    """Return every figure of the page as CSV: numbers as they are, not rounded."""
    head = (
        *("gt", "variant", "view", "pool", "where", "pool_size", "judgment_revision"),
        *("measure", "n"),
        *("hits", "hits_if_holes_hit", "mean", "low95", "high95", "interval"),
        *("target", "verdict", "evidence"),
    )
    lines: list[Sequence[object]] = []
    for evaluation in evaluations:
        for measure in FILED_MEASURES:
            shown = figure(evaluation, measure)
            # The contract says nothing of filtered candidates.
            decides = measure == target.measure and not evaluation.pool.where
            lines.append(
                (
                    *(evaluation.gt, evaluation.variant, evaluation.view, evaluation.pool.kind),
                    "; ".join(format_where(evaluation.pool.where)),
                    *(evaluation.pool.size, revision, measure, shown.n, shown.hits),
                    *(shown.possible, shown.mean, shown.low, shown.high, shown.interval),
                    target.value if decides else None,
                    evaluation.verdict.point if decides else None,
                    evaluation.verdict.evidence if decides else None,
                )
            )
    return csvtext.table(head, lines)
