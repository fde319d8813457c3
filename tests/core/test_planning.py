"""Power against simulation and scipy; the hits that decide against the published ones."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from core.planning import (
    MOST_QUERIES,
    USUAL_PAIR_S,
    Pace,
    Work,
    bar,
    binomial,
    hours,
    pace,
    power_to_show,
    power_to_tell_apart,
    queries_to_show,
)
from core.statistics import evidence, mcnemar_exact


def test_the_hits_that_decide_the_contract():
    """The figures of the contract's rule: 26 and 17 of 27, 55 and 42 of 61."""
    assert (bar(27, 0.8).shown, bar(27, 0.8).refuted) == (26, 17)
    assert (bar(61, 0.8).shown, bar(61, 0.8).refuted) == (55, 42)


@pytest.mark.parametrize("target", [0.05, 0.5, 0.8, 0.95, 1.0])
def test_the_bar_is_where_the_evidence_turns(target):
    for n in (1, 2, 5, 16, 40, 101):
        found = [evidence(hits, hits, n, target) for hits in range(n + 1)]
        decides = bar(n, target)
        shown = [hits for hits, word in enumerate(found) if word == "shown"]
        refuted = [hits for hits, word in enumerate(found) if word == "refuted"]
        assert decides.shown == (shown[0] if shown else None)
        assert decides.refuted == (refuted[-1] if refuted else None)


def test_binomial_equals_scipy():
    for n in (0, 1, 27, 61, 3000):
        for rate in (0, 0.01, 0.5, 0.8, 1):
            assert binomial(n, rate) == pytest.approx(
                binom.pmf(np.arange(n + 1), n, rate), abs=1e-9
            )


@pytest.mark.parametrize(("n", "rate"), [(27, 0.95), (61, 0.9), (200, 0.85), (5, 1.0)])
def test_power_to_show_by_simulation(n, rate):
    draws = np.random.default_rng(5).binomial(n, rate, size=20_000)
    hits, times = np.unique(draws, return_counts=True)
    shown = sum(
        t
        for h, t in zip(hits.tolist(), times.tolist(), strict=True)
        if evidence(h, h, n, 0.8) == "shown"
    )
    assert power_to_show(rate, n, 0.8) == pytest.approx(shown / 20_000, abs=0.012)


@pytest.mark.parametrize("rate", [0.83, 0.85, 0.9, 0.95, 1.0])
def test_a_plan_holds_from_its_number_on(rate):
    n = queries_to_show(rate, 0.8)
    assert n is not None
    assert power_to_show(rate, n - 1, 0.8) < 0.8
    assert all(power_to_show(rate, more, 0.8) >= 0.8 for more in range(n, 2 * n + 200))


def test_no_plan_shows_what_is_not_so():
    assert queries_to_show(0.8, 0.8) is None
    assert queries_to_show(0.5, 0.8) is None
    assert queries_to_show(0.8001, 0.8) is None, f"more than {MOST_QUERIES} queries"


@pytest.mark.parametrize(
    ("n", "difference", "flips"),
    [(27, 0.15, 0.2), (61, 0.1, 0.3), (61, 0.15, 0.15), (200, 0.05, 0.1)],
)
def test_power_to_tell_apart_by_simulation(n, difference, flips):
    random = np.random.default_rng(7)
    only_a, only_b = (flips + difference) / 2, (flips - difference) / 2
    rest = 1 - only_a - only_b
    drawn = random.multinomial(n, [only_a, only_b, rest], size=8000)
    told = np.mean([mcnemar_exact(int(a), int(b)) < 0.05 for a, b, _ in drawn])
    assert power_to_tell_apart(n, difference, flips) == pytest.approx(told, abs=0.02)


def test_without_a_difference_the_level_is_kept():
    for n in (5, 27, 61, 300):
        assert power_to_tell_apart(n, 0, 0.3) <= 0.05
    assert power_to_tell_apart(27, 0, 0) == 0


@pytest.mark.parametrize(("difference", "flips"), [(0.2, 0.1), (-0.1, 0.2), (0.1, 1.1)])
def test_impossible_assumptions_are_refused(difference, flips):
    with pytest.raises(ValueError, match="flipped queries"):
        power_to_tell_apart(27, difference, flips)


def test_a_pace_is_the_median_of_enough_judgments():
    assert pace([9_000] * 19) == Pace(USUAL_PAIR_S, 0)
    # One pair was left open over lunch.
    assert pace([6_000] * 10 + [8_000] * 10 + [3_600_000]) == Pace(8.0, 21)


def test_work_is_counted_in_pairs_and_hours():
    work = Work(open_pairs=12, pairs_per_query=7.3)
    assert work.pairs_of(10) == 73
    assert work.pairs_of(1) == 8
    assert hours(120, Pace(30.0, 0)) == 1.0
