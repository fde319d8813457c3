"""Statistics of timings, and the order in which rivals take turns."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

MS = 1000.0


@dataclass(frozen=True)
class Spread:
    """Timings of one thing, in milliseconds."""

    n: int
    median: float
    p95: float
    least: float
    most: float

    def as_json(self) -> dict[str, float]:
        """Rounded to a microsecond, for a JSON document."""
        return {
            name: value if name == "n" else round(value, 3) for name, value in asdict(self).items()
        }


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile by linear interpolation between order statistics (NumPy's default).

    Raises:
        ValueError: no values, or a share outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("a quantile takes at least one value and a share from 0 to 1")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low, high = math.floor(place), math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values_ms: Sequence[float]) -> Spread:
    """Median, 95th percentile and ends of timings in milliseconds."""
    return Spread(
        len(values_ms),
        quantile(values_ms, 0.5),
        quantile(values_ms, 0.95),
        min(values_ms),
        max(values_ms),
    )


def elapsed_ms(call: Callable[[], object]) -> float:
    """Wall-clock milliseconds of one call."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * MS


def take_turns(
    contenders: Mapping[str, Callable[[int], object]], rounds: int, warm_up: int = 3
) -> dict[str, list[float]]:
    """Time contenders in turns, so that a noisy moment of the machine hits all alike.

    Args:
        contenders: by name, a function of the round's number (which query to ask).
        rounds: timed rounds.
        warm_up: rounds before, not timed, with the last queries.

    Returns:
        By name, (rounds,) milliseconds. Who begins changes from round to round, because whoever
        follows a memory-hungry rival finds the processor's caches cold.
    """
    names = list(contenders)
    for turn in range(warm_up):
        for name in names:
            contenders[name](rounds - 1 - turn % rounds)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            began = time.perf_counter()
            contenders[name](turn)
            times[name].append((time.perf_counter() - began) * MS)
    return times


def slope(x: Sequence[float], y: Sequence[float]) -> float:
    """Least-squares growth of ``y`` per unit of ``x``; 0 where ``x`` does not vary."""
    if len(x) != len(y) or not x:
        raise ValueError("a slope takes as many x as y, and at least one")
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    spread_x = sum((a - middle_x) ** 2 for a in x)
    if spread_x == 0:
        return 0.0
    return sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True)) / spread_x
