"""Differences in words: signs, points and p-values that never contradict the verdict beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.strings import Translate

_MINUS = "\N{MINUS SIGN}"


def signed(value: float, decimals: int = 0) -> str:
    """Return a number with its sign; nothing has no sign."""
    shown = f"{abs(value):.{decimals}f}"
    if float(shown) == 0:
        return shown
    return f"{'+' if value > 0 else _MINUS}{shown}"


def differences(values: Sequence[float], bounds: Sequence[float] = (0.0,)) -> list[str]:
    """Return differences of shares in points, all with as many decimals as the bounds need.

    Args:
        values: of 1.
        bounds: on which side of each of them a value lies decides something, so rounding must not
            move it there.
    """
    for decimals in (1, 2, 3):
        rounded = [round(100 * value, decimals) for value in values]
        kept = all(
            (100 * value > edge) == (shown > edge) and (100 * value < edge) == (shown < edge)
            for value, shown in zip(values, rounded, strict=True)
            for edge in (round(100 * bound, 6) for bound in bounds)
            if abs(100 * value - edge) > 1e-9
        )
        if kept:
            break
    return [signed(100 * value, decimals) for value in values]


def shown(t: Translate, measure: str, values: Sequence[float], margin: float = 0.0) -> list[str]:
    """Return differences of a measure: of shares in points, with the unit, else as they are."""
    if not measured.is_share(measure):
        return [signed(value, 3) for value in values]
    found = differences(values, (-margin, 0.0, margin))
    return [t("points", n=each) for each in found]


def exact(share: float) -> str:
    """Return a margin in points, as it was set."""
    return f"{round(share * 100, 7):.10g}"
