"""Intervals and verdicts against scipy, published figures and simulation."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import binom, binomtest, bootstrap

from core.statistics import (
    BOOTSTRAP_RESAMPLES,
    BOOTSTRAP_SEED,
    Z95,
    bootstrap_means,
    bootstrap_ratio,
    evidence,
    holm,
    mcnemar_exact,
    point_verdict,
    resamples,
    sign_flip,
    tango,
    wilson,
)

# --- Wilson ---------------------------------------------------------------------------------------


def test_wilson_equals_scipy_for_every_proportion_up_to_120():
    worst = 0.0
    for n in range(1, 121):
        for hits in range(n + 1):
            low, high = wilson(hits, n)
            theirs = binomtest(hits, n).proportion_ci(method="wilson")
            worst = max(worst, abs(low - theirs.low), abs(high - theirs.high))
            assert 0 <= low <= hits / n <= high <= 1
    assert worst < 1e-12


def test_wilson_is_symmetric_and_ends_at_the_ends():
    for n in (1, 8, 27, 61, 5000):
        assert wilson(0, n)[0] == 0.0
        assert wilson(n, n)[1] == 1.0
        assert wilson(0, n)[1] > 0, "no hit is not proof of none (the plain interval is empty)"
        for hits in range(0, n + 1, max(1, n // 9)):
            low, high = wilson(hits, n)
            assert wilson(n - hits, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_wilson_is_not_the_plain_interval():
    low, _ = wilson(26, 27)
    plain = 26 / 27 - Z95 * math.sqrt(26 / 27 * (1 / 27) / 27)
    assert abs(low - plain) > 0.05


@pytest.mark.parametrize(("hits", "n"), [(0, 0), (-1, 5), (6, 5), (1, -1)])
def test_wilson_refuses_what_is_no_proportion(hits, n):
    with pytest.raises(ValueError, match=f"{hits} of {n} is no proportion"):
        wilson(hits, n)


@pytest.mark.parametrize("n", [27, 61])
@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
def test_wilson_covers(n, share):
    """Exactly, by summing over all outcomes."""
    covered = sum(
        binom.pmf(hits, n, share)
        for hits in range(n + 1)
        if wilson(hits, n)[0] <= share <= wilson(hits, n)[1]
    )
    assert 0.92 <= covered <= 0.98


# --- verdicts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "shown", "refuted"), [(27, 26, 17), (61, 55, 42)])
def test_evidence_at_the_contract(n, shown, refuted):
    found = [evidence(hits, hits, n, 0.8) for hits in range(n + 1)]
    expected = ["refuted"] * (refuted + 1)
    expected += ["undecided"] * (shown - refuted - 1) + ["shown"] * (n + 1 - shown)
    assert found == expected


def test_the_reported_hybrid_result_passes_but_is_not_shown():
    assert point_verdict(52, 61, 0.8) == "pass"
    assert evidence(52, 52, 61, 0.8) == "undecided"


def test_evidence_with_holes():
    assert evidence(15, 15, 27, 0.8) == "refuted"
    assert evidence(15, 18, 27, 0.8) == "undecided", "holes may hide hits: nothing is refuted"
    assert evidence(15, 17, 27, 0.8) == "refuted", "too few holes to change that"
    assert evidence(20, 27, 27, 0.8) == "undecided", "possible hits never show anything"
    assert evidence(26, 27, 27, 0.8) == "shown"


@pytest.mark.parametrize(
    ("hits", "n", "target", "expected"),
    [
        (48, 60, 0.8, "pass"),
        (47, 60, 0.8, "fail"),
        (49, 61, 0.8, "pass"),
        (48, 61, 0.8, "fail"),
        (3, 10, 0.1 + 0.2, "pass"),  # 0.30000000000000004 is 0.3
        (7, 10, 1 - 0.3, "pass"),
        (29, 100, 0.29, "pass"),  # 0.29 * 100 is 28.999999999999996 in floats
        (28, 100, 0.29, "fail"),
        (57, 100, 0.57, "pass"),  # and 0.57 * 100 is 56.99999999999999
        (56, 100, 0.57, "fail"),
        (7, 100, 0.07, "pass"),  # while 0.07 * 100 is 7.000000000000001
        (1, 1, 1.0, "pass"),
        (60, 61, 1.0, "fail"),
        (2, 3, 0.667, "fail"),  # 66.67 % does not reach 66.7 %
        (2, 3, 0.666, "pass"),
    ],
)
def test_the_point_rule_is_exact(hits, n, target, expected):
    assert point_verdict(hits, n, target) == expected


def test_the_point_rule_at_every_boundary_of_two_decimals():
    for percent in range(1, 101):
        for n in (20, 25, 50, 60, 100):
            least = -(-percent * n // 100)  # ceil, in whole numbers
            assert point_verdict(least, n, percent / 100) == "pass"
            assert point_verdict(least - 1, n, percent / 100) == "fail"


@settings(max_examples=300, derandomize=True)
@given(
    n=st.integers(1, 400), share=st.floats(0, 1), target=st.floats(0.01, 1.0), extra=st.floats(0, 1)
)
def test_evidence_never_contradicts_the_point_rule(n, share, target, extra):
    hits = round(share * n)
    upper = hits + round(extra * (n - hits))
    if evidence(hits, upper, n, target) == "shown":
        assert point_verdict(hits, n, target) == "pass"
    if evidence(hits, upper, n, target) == "refuted":
        assert point_verdict(upper, n, target) == "fail"
    if evidence(hits, upper, n, target) == "undecided":
        assert evidence(hits, n, n, target) == "undecided", "more holes decide nothing"


# --- bootstrap ------------------------------------------------------------------------------------


def test_bootstrap_is_deterministic_and_leaves_other_generators_alone():
    values = np.random.default_rng(1).random((27, 3))
    np.random.seed(7)
    before = np.random.get_state()[1].copy()
    first = bootstrap_means(values)
    assert (first == bootstrap_means(values.copy())).all()
    assert (np.random.get_state()[1] == before).all()


def test_bootstrap_columns_do_not_disturb_each_other():
    values = np.random.default_rng(2).random((61, 4))
    together = bootstrap_means(values)
    assert together.shape == (4, 2)
    for column in range(4):
        alone = bootstrap_means(values[:, [column]])
        assert alone[0] == pytest.approx(together[column], abs=1e-12)


def test_bootstrap_ends_are_ordered_and_about_the_mean():
    rng = np.random.default_rng(3)
    for n in (2, 8, 27, 61, 500):
        values = 1 / rng.integers(1, 30, size=(n, 5))
        ends = bootstrap_means(values)
        assert (ends[:, 0] <= values.mean(axis=0)).all()
        assert (values.mean(axis=0) <= ends[:, 1]).all()
        assert (ends[:, 0] >= values.min(axis=0)).all()
        assert (ends[:, 1] <= values.max(axis=0)).all()


@pytest.mark.parametrize("value", [0.0, 1.0, 0.1, 1 / 3, 1 / 7])
@pytest.mark.parametrize("n", [1, 2, 27, 61])
def test_bootstrap_of_equal_values_is_that_value(value, n):
    assert bootstrap_means(np.full((n, 1), value)).tolist() == [[value, value]]


def test_bootstrap_of_one_query_is_its_value():
    assert bootstrap_means(np.array([[0.25, 1.0]])).tolist() == [[0.25, 0.25], [1.0, 1.0]]


def test_bootstrap_narrows_with_more_queries():
    rng = np.random.default_rng(4)
    small, large = rng.random((20, 1)), rng.random((2000, 1))
    (low, high), (low_large, high_large) = bootstrap_means(small)[0], bootstrap_means(large)[0]
    assert high_large - low_large < (high - low) / 5
    assert high - low == pytest.approx(2 * Z95 * small.std() / math.sqrt(20), rel=0.1)


@pytest.mark.parametrize("n", [27, 61])
def test_bootstrap_covers(n):
    """Reciprocal ranks as retrieval gives them; each column is one simulated study."""
    rng = np.random.default_rng(n)
    ranks = np.array([1, 1, 1, 1, 2, 2, 3, 5, 8, 40])
    truth = (1 / ranks).mean()
    studies = 1 / rng.choice(ranks, size=(n, 1500))
    ends = bootstrap_means(studies)
    covered = ((ends[:, 0] <= truth) & (truth <= ends[:, 1])).mean()
    assert 0.90 <= covered <= 0.97


@pytest.mark.parametrize("n", [1, 27, 5000])
def test_draws_are_the_same_each_time_and_are_kept_as_they_were(n):
    drawn = resamples(n)
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    by_numpy = generator.multinomial(n, np.full(n, 1 / n), size=BOOTSTRAP_RESAMPLES)
    assert np.array_equal(drawn, by_numpy)
    drawn[:] = -1
    assert np.array_equal(resamples(n), by_numpy), "whoever writes into a draw has a copy"


def test_a_ratio_that_every_query_repeats_is_no_certainty():
    """Where nothing varies, a bootstrap would claim an interval of no width."""
    pairs = np.full(20, 3)
    assert bootstrap_ratio(pairs, pairs) == pytest.approx(wilson(20, 20))
    assert bootstrap_ratio(0 * pairs, pairs) == pytest.approx(wilson(0, 20))
    assert bootstrap_ratio(pairs, 2 * pairs) == pytest.approx(wilson(10, 20))
    # Queries that count nothing make it no surer.
    some = np.where(np.arange(20) < 8, 3, 0)
    assert bootstrap_ratio(some, some) == pytest.approx(wilson(8, 8))
    with pytest.raises(ValueError, match="a share of nothing"):
        bootstrap_ratio(0 * pairs, 0 * pairs)


def test_a_ratio_is_drawn_by_query():
    """A few large queries that fail together widen it, however many pairs they have."""
    wholes = np.full(27, 10)
    together = np.where(np.arange(27) < 20, 10, 0)
    apart = np.full(27, 7) + (np.arange(27) % 2)
    wide, narrow = (bootstrap_ratio(parts, wholes) for parts in (together, apart))
    assert wide[1] - wide[0] > 5 * (narrow[1] - narrow[0])
    assert wide[0] < together.sum() / wholes.sum() < wide[1]
    by_scipy = bootstrap(
        (together / 10,), np.mean, method="percentile", rng=np.random.default_rng(1)
    ).confidence_interval
    assert wide == pytest.approx((by_scipy.low, by_scipy.high), abs=0.04)


def by_every_sign(differences):
    seen = abs(math.fsum(differences))
    flips = list(itertools.product((-1, 1), repeat=len(differences)))
    sums = [abs(math.fsum(s * d for s, d in zip(f, differences, strict=True))) for f in flips]
    return sum(each >= seen - 1e-9 for each in sums) / len(flips)


def test_sign_flips_are_counted_over_all_assignments():
    rng = np.random.default_rng(3)
    for n in range(10):
        # Thirds and halves, as reciprocal ranks have them: many equal sums.
        given = tuple(rng.choice([0.0, 0.5, -0.5, 1 / 3, -1 / 3, 2 / 3], size=n).tolist())
        assert sign_flip(given) == pytest.approx(by_every_sign(given))
    assert sign_flip(()) == 1.0
    assert sign_flip((0.0,) * 40) == 1.0


def test_sampled_sign_flips_come_near_all_of_them_and_are_the_same_each_time():
    rng = np.random.default_rng(4)
    for shift in (0.0, 0.2, 0.4):
        given = tuple((rng.normal(size=16) + shift).tolist())
        sign_flip.cache_clear()
        first = sign_flip(given)
        assert first == pytest.approx(by_every_sign(given), abs=0.015)
        sign_flip.cache_clear()
        assert sign_flip(given) == first
    # Never 0: the assignment that was seen is one of them.
    assert 0 < sign_flip((1.0,) * 100) < 0.001


def test_sign_flips_have_two_sides():
    given = (0.5, 0.25, 1.0, -0.125)
    assert sign_flip(given) == sign_flip(tuple(-each for each in given)) < 1


# --- pairs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("only_a", range(9))
@pytest.mark.parametrize("only_b", range(9))
def test_mcnemar_is_the_exact_binomial_test(only_a: int, only_b: int) -> None:
    flips = only_a + only_b
    expected = binomtest(only_a, flips, 0.5).pvalue if flips else 1.0
    assert mcnemar_exact(only_a, only_b) == pytest.approx(expected)


def test_holm_steps_down_and_never_decreases() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def likelihood_ratio_free_score(only_a, only_b, n, difference):
    """The score statistic by numerical maximisation, apart from any closed form."""

    def negative(log_share_b):
        share_b = math.exp(log_share_b)
        share_a = share_b + difference
        rest = 1 - share_a - share_b
        if share_a <= 0 or rest <= 0:
            return 1e9
        return -(
            (only_a * math.log(share_a) if only_a else 0)
            + (only_b * math.log(share_b) if only_b else 0)
            + ((n - only_a - only_b) * math.log(rest) if n > only_a + only_b else 0)
        )

    found = minimize_scalar(negative, bounds=(-40, 0), method="bounded", options={"xatol": 1e-12})
    share_b = math.exp(found.x)
    variance = n * (2 * share_b + difference - difference**2)
    return (only_a - only_b - n * difference) / math.sqrt(variance)


@pytest.mark.parametrize(
    ("only_a", "only_b", "n"),
    [(9, 0, 61), (18, 9, 61), (1, 0, 27), (5, 3, 27), (12, 2, 50), (3, 3, 9)],
)
def test_at_tangos_ends_the_score_is_that_of_95_per_cent(only_a, only_b, n):
    low, high = tango(only_a, only_b, n)
    assert low < (only_a - only_b) / n < high
    assert likelihood_ratio_free_score(only_a, only_b, n, low) == pytest.approx(Z95, abs=2e-3)
    assert likelihood_ratio_free_score(only_a, only_b, n, high) == pytest.approx(-Z95, abs=2e-3)


def test_tango_turns_with_the_pair_and_stays_inside():
    for n in (1, 8, 27):
        for only_a in range(n + 1):
            for only_b in range(n + 1 - only_a):
                low, high = tango(only_a, only_b, n)
                assert -1 <= low <= (only_a - only_b) / n <= high <= 1
                assert tango(only_b, only_a, n) == pytest.approx((-high, -low), abs=1e-9)


def test_no_flip_is_no_proof_of_equality():
    low, high = tango(0, 0, 27)
    assert (low, high) == pytest.approx((-(Z95**2) / (27 + Z95**2), Z95**2 / (27 + Z95**2)))


@pytest.mark.parametrize("n", [27, 61])
@pytest.mark.parametrize(("only_a", "only_b"), [(0.1, 0.1), (0.2, 0.05), (0.3, 0.2), (0.05, 0.05)])
def test_tango_covers(n, only_a, only_b):
    """Exactly, by summing over all outcomes."""
    covered = 0.0
    for flips in range(n + 1):
        chance = binom.pmf(flips, n, only_a + only_b)
        for a in range(flips + 1):
            low, high = tango(a, flips - a, n)
            if low <= only_a - only_b <= high:
                covered += chance * binom.pmf(a, flips, only_a / (only_a + only_b))
    assert 0.92 <= covered <= 0.99


@pytest.mark.parametrize(("only_a", "only_b", "n"), [(-1, 0, 5), (3, 3, 5), (0, 0, 0)])
def test_tango_refuses_what_is_no_table(only_a, only_b, n):
    with pytest.raises(ValueError, match="no flips"):
        tango(only_a, only_b, n)
