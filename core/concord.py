"""All that is said of how far people agree, computed together from one revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.agreement import (
    against,
    decisions,
    disputes,
    each_two,
    is_chosen,
    overall,
    ratings,
    restricted,
    self_consistency,
)
from core.opinions import doubtful
from core.standing import standing, statements
from core.views import HumanLayer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.agreement import Against, Agreement, Dispute, Overall, Ratings
    from core.ground_truth import GroundTruth
    from core.judgments import Pair, StoredJudgment
    from core.opinions import Doubt
    from core.standing import Standing


@dataclass(frozen=True)
class Concord:
    """How far people agree.

    Attributes:
        head: the last event that is part of it; None where there is none.
        task: id of the task whose judgments these are; None for all.
        blind_only: judgments given with a variant, rank or score in sight are left out.
        counted: what counts of these.
        rated: the same by grade.
        overall: everybody with everybody.
        pairs: two by two.
        own: each with themselves.
        against: people's merged grades with each ground truth, adjudications included.
        disputes: what people grade differently: open ones first, the worst first.
        decisions: what was adjudicated, the last first.
        doubts: the pairs that a second opinion would serve.
    """

    head: StoredJudgment | None
    task: str | None
    blind_only: bool
    counted: Standing
    rated: Ratings
    overall: Overall
    pairs: Mapping[tuple[str, str], Agreement]
    own: Mapping[str, Agreement]
    against: Mapping[str, Against]
    disputes: Sequence[Dispute]
    decisions: Sequence[Dispute]
    doubts: Mapping[Pair, tuple[Doubt, ...]]

    @property
    def open(self) -> tuple[Dispute, ...]:
        """The disputes that nobody adjudicated."""
        return tuple(dispute for dispute in self.disputes if dispute.decided is None)


def concord(
    events: Sequence[StoredJudgment],
    ground_truths: Mapping[str, GroundTruth],
    task: str | None = None,
    *,
    blind_only: bool = False,
    now: Standing | None = None,
) -> Concord:
    """Compute how far people agree.

    Args:
        events: all events, in order.
        ground_truths: by name.
        task: see :func:`core.agreement.restricted`.
        blind_only: the same.
        now: what counts after these events; None to compute it.
    """
    counted = restricted(now or standing(events), task, blind_only=blind_only)
    rated = ratings(counted)
    people = HumanLayer.of(counted)
    said = {
        name: [each for each in given if is_chosen(each, task, blind_only=blind_only)]
        for name, given in statements(events).items()
    }
    return Concord(
        events[-1] if events else None,
        task,
        blind_only,
        counted,
        rated,
        overall(rated),
        each_two(rated),
        self_consistency(said),
        {name: against(counted, people, truth) for name, truth in ground_truths.items()},
        disputes(rated, counted.adjudicated),
        decisions(rated, counted.adjudicated),
        doubtful(counted, people, ground_truths.values()),
    )
