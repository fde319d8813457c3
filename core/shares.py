"""Shares in words for people: rounding that never contradicts the verdict beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 8
"""Below so many queries counts are shown, no percentages, means or intervals."""


def percent(value: float, target: float | None = None, decimals: int = 0) -> str:
    """A share as per cent, without the sign.

    One decimal more where ``decimals`` would say what isn't so: 79.6 % does not reach a target of
    80 %, and 99.6 % is not all.

    Args:
        value: share of 1.
        target: share that decides a verdict; None where none depends on the figure.
        decimals: how many, where nothing speaks against it.
    """
    scale = 10**decimals
    rounded = math.floor(value * 100 * scale + 0.5) / scale
    crosses = target is not None and (value >= target) != (rounded >= round(target * 100, 6))
    if not crosses and not (rounded == 100 and value < 1) and not (rounded == 0 and value > 0):
        return f"{rounded:.{decimals}f}"
    # Cut, not rounded: 79.96 % must not become 80.0 % either.
    upward = value >= target if crosses and target is not None else rounded == 0
    cut = math.ceil if upward else math.floor
    scale *= 10
    return f"{cut(round(value * 100 * scale, 6)) / scale:.{decimals + 1}f}"


def percents(values: Sequence[float], target: float | None = None, decimals: int = 0) -> list[str]:
    """Shares that stand in one sentence, as per cent: all with as many decimals as one needs."""
    shown = [percent(value, target, decimals) for value in values]
    if len({len(each.partition(".")[2]) for each in shown}) < 2:
        return shown
    return percents(values, target, decimals + 1)


def exact_percent(value: float) -> str:
    """A share as it was set, such as a target: 0.8 is ``80``, 0.855 is ``85.5``."""
    return f"{round(value * 100, 7):.10g}"
