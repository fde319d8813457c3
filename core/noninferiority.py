"""Whether a variant is not worse than another by more than a margin that was set before.

A difference that was not found is not equality; this is the question whose answer can be "the
cheaper one will do".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from core.measures import MEASURES
from core.shares import FEW
from core.statistics import tango

if TYPE_CHECKING:
    from core.compare import Paired

NotWorse = Literal["shown", "shown_but_for_holes", "not_shown", "worse"]


def not_worse(pair: Paired, margin: float) -> NotWorse | None:
    """Whether ``pair.a`` is shown not to be worse than ``pair.b`` by more than ``margin``.

    Shown where the lower end of Tango's 95 % interval of the difference a - b lies above
    ``-margin`` (one-sided, level 2.5 %), and still does if every hole went against ``a``.
    Worse by more than the margin where the interval's upper end lies below ``-margin``, and still
    does if every hole went in favour of ``a``. *Not shown* does not mean worse. Ask of
    ``pair.turned()`` for the other direction.

    Args:
        pair: of one measure.
        margin: share of 1, set before the figures were seen.

    Returns:
        None where nothing is said: fewer than :data:`core.shares.FEW` queries, or a measure that
        is no Success@k.

    Source: T. Tango 1998, Equivalence test and confidence interval for the difference in
    proportions for the paired-sample design.
    """
    if pair.n < FEW or MEASURES[pair.measure].interval != "wilson95":
        return None
    only_a, only_b = len(pair.only_a), len(pair.only_b)
    if tango(only_a, only_b, pair.n)[0] <= -margin:
        b_at_least, a_at_most = against_a(pair.turned())
        return "worse" if tango(a_at_most, b_at_least, pair.n)[1] < -margin else "not_shown"
    only_a, only_b = against_a(pair)
    return "shown" if tango(only_a, only_b, pair.n)[0] > -margin else "shown_but_for_holes"


def against_a(pair: Paired) -> tuple[int, int]:
    """Queries that only ``a`` and only ``b`` hits, if every hole of ``b`` alone were a hit."""
    open_b = set(pair.b_open)
    return (
        len(pair.only_a) - len(open_b.intersection(pair.only_a)),
        len(pair.only_b) + len(open_b.intersection(pair.neither)),
    )


def possible_differences(pair: Paired) -> tuple[float, float]:
    """Least and greatest difference of shares a - b that judging the holes could lead to."""
    a_low, b_high = against_a(pair)
    b_low, a_high = against_a(pair.turned())
    return (a_low - b_high) / pair.n, (a_high - b_low) / pair.n
