"""Coefficients of agreement, of one table or of many at once, and their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from core.statistics import BOOTSTRAP_RESAMPLES, BOOTSTRAP_SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Level = Literal["nominal", "ordinal", "interval"]
Interval = tuple[float, float]
_MOST_UNDEFINED = 0.05
"""Of all draws; with more of them a coefficient has no interval."""


def percent(tables: np.ndarray) -> np.ndarray:
    """Shares on the diagonal of (..., k, k) tables; NaN of an empty one."""
    with np.errstate(invalid="ignore"):
        shares: np.ndarray = np.trace(tables, axis1=-2, axis2=-1) / tables.sum(axis=(-2, -1))
    return shares


def kappa(tables: np.ndarray) -> np.ndarray:
    """Cohen's kappa, unweighted, of (..., k, k) tables; NaN where chance alone agrees always.

    Source: J. Cohen 1960, A Coefficient of Agreement for Nominal Scales.
    """
    total = tables.sum(axis=(-2, -1))
    expected = (tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        # In counts until the last step, so that chance that always agrees is exactly that.
        above = np.trace(tables, axis1=-2, axis2=-1) * total - expected
        return np.where(total * total > expected, above / (total * total - expected), np.nan)


def coincidences(units: Iterable[Sequence[int]], scale: Sequence[int]) -> np.ndarray:
    """(k, k) coincidence matrix of units with any number of values each.

    Each ordered pair of values of a unit with m of them counts 1 / (m - 1); a unit with one value
    or none counts nothing.
    """
    found = np.zeros((len(scale), len(scale)))
    for values in units:
        if len(values) > 1:
            counts = np.array([values.count(value) for value in scale], dtype=np.float64)
            found += (np.outer(counts, counts) - np.diag(counts)) / (len(values) - 1)
    return found


def alpha(tables: np.ndarray, scale: Sequence[int], level: Level = "ordinal") -> np.ndarray:
    """Krippendorff's alpha of (..., k, k) coincidence matrices; NaN where there is no variation.

    Source: K. Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.

    Args:
        tables: as :func:`coincidences` makes them, or sums of such.
        scale: the k values, ascending.
        level: how far two values are apart. ``ordinal``: by how many values lie between them.
    """
    sizes = tables.sum(axis=-1)
    total = sizes.sum(axis=-1)
    apart = _apart(sizes, scale, level)
    observed = (tables * apart).sum(axis=(-2, -1))
    expected = (sizes[..., :, None] * sizes[..., None, :] * apart).sum(axis=(-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan)


def _apart(sizes: np.ndarray, scale: Sequence[int], level: Level) -> np.ndarray:
    """(..., k, k) squared distances."""
    if level == "nominal":
        distances: np.ndarray = 1 - np.eye(len(scale))
    elif level == "interval":
        values = np.array(scale, dtype=np.float64)
        distances = values[:, None] - values
    else:
        # From the middle of one value's block to the middle of the other's, all values in a row.
        middles = np.cumsum(sizes, axis=-1) - sizes / 2
        distances = middles[..., :, None] - middles[..., None, :]
    return distances**2


def defined(value: np.ndarray) -> float | None:
    """The value, or None for NaN."""
    return None if np.isnan(value) else float(value)


def interval(
    by_query: np.ndarray, coefficient: Callable[[np.ndarray], np.ndarray]
) -> Interval | None:
    """Seeded percentile bootstrap, 95 %, of a coefficient of sums over queries.

    Args:
        by_query: (q, ...), what is summed over the queries drawn.
        coefficient: of (draws, ...) sums, one value each; NaN where it is undefined.

    Returns:
        None with fewer than two queries, or if more than 5 % of the draws are undefined; fewer
        are left out.
    """
    n = len(by_query)
    if n < 2:
        return None
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    counts = generator.multinomial(n, np.full(n, 1 / n), size=BOOTSTRAP_RESAMPLES)
    sums = (counts @ by_query.reshape(n, -1)).reshape(-1, *by_query.shape[1:])
    values = coefficient(sums)
    values = values[~np.isnan(values)]
    if len(values) < (1 - _MOST_UNDEFINED) * BOOTSTRAP_RESAMPLES:
        return None
    low, high = (float(end) for end in np.quantile(values, [0.025, 0.975]))
    return low, high
