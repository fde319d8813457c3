"""Agreement against published examples, hand-made figures and plain definitions."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest

from core import reliability
from core.agreement import (
    Dispute,
    against,
    between,
    decisions,
    disputes,
    each_two,
    overall,
    ratings,
    restricted,
    self_consistency,
)
from core.ground_truth import GroundTruth
from core.judgments import Judgment, StoredJudgment
from core.reliability import alpha, coincidences, kappa, percent
from core.standing import standing, statements
from core.statistics import BOOTSTRAP_SEED
from core.views import HumanLayer

# Krippendorff 2011, section C: four observers, twelve units, missing values.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
UNITS = [
    [int(value) for value in unit if value != "*"]
    for unit in zip(*(line.split() for line in OBSERVERS), strict=True)
]
SCALE = (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_krippendorffs_own_example(level, published) -> None:
    assert round(float(alpha(coincidences(UNITS, SCALE), SCALE, level)), 3) == published


def test_krippendorffs_coincidences() -> None:
    found = coincidences(UNITS, SCALE)
    assert found.sum(axis=1).tolist() == pytest.approx([9, 13, 10, 5, 3])
    assert found[0].tolist() == pytest.approx([7, 4 / 3, 1 / 3, 1 / 3, 0])


def slow_alpha(units, level):
    """1 - observed / expected disagreement, from all pairs of values."""
    units = [unit for unit in units if len(unit) > 1]
    values = sorted(value for unit in units for value in unit)
    size = {value: values.count(value) for value in values}

    def apart(a, b):
        if a == b:
            return Fraction(0)
        if level == "nominal":
            return Fraction(1)
        if level == "interval":
            return Fraction((a - b) ** 2)
        low, high = sorted((a, b))
        between_ = sum(n for value, n in size.items() if low <= value <= high)
        return (between_ - Fraction(size[a] + size[b], 2)) ** 2

    observed = sum(
        (sum(apart(a, b) for a, b in permutations(u, 2)) / Fraction(len(u) - 1) for u in units),
        Fraction(0),
    ) / len(values)
    expected = sum(apart(a, b) for a, b in permutations(values, 2)) / Fraction(
        len(values) * (len(values) - 1)
    )
    return None if expected == 0 else float(1 - observed / expected)


def slow_kappa(said):
    n = len(said)
    values = {value for two in said for value in two}
    by_chance = sum(
        Fraction(sum(a == v for a, _ in said), n) * Fraction(sum(b == v for _, b in said), n)
        for v in values
    )
    agree = Fraction(sum(a == b for a, b in said), n)
    return None if by_chance == 1 else float((agree - by_chance) / (1 - by_chance))


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_by_the_definition(level) -> None:
    rng = random.Random(5)
    for _ in range(100):
        wide = rng.choice([1, 2, 4])
        units = [[rng.randrange(wide) for _ in range(rng.randint(0, 4))] for _ in range(9)]
        if not any(len(unit) > 1 for unit in units):
            continue
        found = float(alpha(coincidences(units, (0, 1, 2, 3)), (0, 1, 2, 3), level))
        expected = slow_alpha(units, level)
        assert np.isnan(found) if expected is None else found == pytest.approx(expected)


def test_kappa_by_hand_and_by_the_definition() -> None:
    # 45 and 15, 25 and 15: 60 % agree, 54 % by chance.
    assert float(kappa(np.array([[45, 15], [25, 15]]))) == pytest.approx((0.6 - 0.54) / 0.46)
    assert float(percent(np.array([[45, 15], [25, 15]]))) == pytest.approx(0.6)
    rng = random.Random(6)
    for _ in range(100):
        wide = rng.choice([1, 2, 4])
        said = [(rng.randrange(wide), rng.randrange(wide)) for _ in range(rng.randint(1, 12))]
        rated = {(f"q{n}", "i"): {"a": x, "b": y} for n, (x, y) in enumerate(said)}
        found, expected = between(rated, "a", "b"), slow_kappa(said)
        assert found.kappa == (None if expected is None else pytest.approx(expected))
        assert (found.n, found.same) == (len(said), sum(x == y for x, y in said))


RATED = {
    ("q1", "a"): {"kim": 3, "lee": 3},
    ("q1", "b"): {"kim": 2, "lee": 0},
    ("q1", "c"): {"kim": 1, "lee": 2, "park": 1},
    ("q2", "a"): {"kim": 0, "lee": None},
    ("q2", "b"): {"kim": 0, "lee": 0, "park": None},
    ("q2", "c"): {"park": 3},
    ("q3", "a"): {"kim": None, "lee": None},
}


def test_two_annotators_by_hand() -> None:
    found = between(RATED, "kim", "lee")
    assert found.table == ((1, 0, 0, 0), (0, 0, 1, 0), (1, 0, 0, 0), (0, 0, 0, 1))
    assert (found.n, found.same, found.queries, found.missing) == (4, 2, 2, 2)
    assert found.relevant == (2, 2)
    # kim: 0 1 2 3 once each; lee: 0 twice, 2, 3.
    assert found.kappa == pytest.approx((1 / 2 - 1 / 4) / (3 / 4))
    assert between(RATED, "lee", "kim").table == tuple(zip(*found.table, strict=True))
    assert list(each_two(RATED)) == [("kim", "lee"), ("kim", "park"), ("lee", "park")]
    assert each_two(RATED)["kim", "lee"] == found
    park = each_two(RATED)["lee", "park"]
    assert (park.n, park.same, park.missing, park.queries) == (1, 0, 1, 1)
    assert (park.percent_interval, park.kappa_interval) == (None, None)


def test_all_annotators_by_hand() -> None:
    found = overall(RATED)
    assert found.annotators == ("kim", "lee", "park")
    assert (found.pairs, found.grades, found.relevant) == (4, 9, 4)
    # q1 a: 1 of 1, b: 0 of 1, c: 1 of 3; q2 b: 1 of 1
    assert (found.same, found.compared, found.missing) == (3, 6, 2)
    assert found.alpha == pytest.approx(slow_alpha([[3, 3], [2, 0], [1, 2, 1], [0, 0]], "ordinal"))
    assert overall(RATED, "nominal").alpha != found.alpha
    nobody = overall({("q", "i"): {"kim": 1}})
    assert (nobody.pairs, nobody.alpha, nobody.percent_interval) == (0, None, None)
    alike = overall({(f"q{n}", "i"): {"kim": 1, "lee": 1} for n in range(9)})
    assert (alike.alpha, alike.alpha_interval, alike.same) == (None, None, 9)
    assert alike.percent_interval == (1.0, 1.0)


def many(seed=2, queries=12):
    rng = random.Random(seed)
    rated = {}
    for n in range(queries):
        easy = rng.random() < 0.4
        for m in range(rng.randint(1, 6)):
            true = rng.randrange(4)
            rated[f"q{n:02d}", f"i{m}"] = {
                # The first of each query has all grades, so that each query counts for all.
                name: true if easy else rng.choice([true, rng.randrange(4), *([None] if m else [])])
                for name in ("kim", "lee", "park")
            }
    return rated


def test_intervals_draw_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reliability, "BOOTSTRAP_RESAMPLES", 150)
    rated = many()
    generator = np.random.default_rng(BOOTSTRAP_SEED)
    queries = sorted({query for query, _ in rated})
    counts = generator.multinomial(12, np.full(12, 1 / 12), size=150)
    kappas, alphas, shares = [], [], []
    for drawn in counts:
        said, units = [], []
        for query, times in zip(queries, drawn, strict=True):
            for by in [by for (q, _), by in rated.items() if q == query] * times:
                units.append([g for g in by.values() if g is not None])
                if None not in (by["kim"], by["lee"]):
                    said.append((by["kim"], by["lee"]))
        kappas.append(slow_kappa(said))
        shares.append(sum(a == b for a, b in said) / len(said))
        alphas.append(slow_alpha(units, "ordinal"))
    found, every = between(rated, "kim", "lee"), overall(rated)
    for slow, interval, value in (
        (kappas, found.kappa_interval, found.kappa),
        (shares, found.percent_interval, found.same / found.n),
        (alphas, every.alpha_interval, every.alpha),
    ):
        assert interval == pytest.approx(np.quantile(slow, [0.025, 0.975]))
        assert interval[0] < value < interval[1]
    assert between(many(), "kim", "lee") == found, "the same every time"


def test_a_coefficient_that_many_draws_leave_undefined_has_no_interval() -> None:
    # Only one query holds another grade: more than a third of the draws don't have it.
    rated = {(f"q{n}", "i"): {"kim": 3 * (n == 0), "lee": 3 * (n == 0)} for n in range(9)}
    found = between(rated, "kim", "lee")
    assert (found.kappa, found.kappa_interval) == (1.0, None)
    assert found.percent_interval == (1.0, 1.0)


def stored(number, name, query, item, grade, replaces=None, blind=True, task=None):
    reason = None if grade is not None else "그림 없음"
    judgment = Judgment(
        f"e{number}", name, query, item, grade=grade, cannot_tell=reason, replaces=replaces,
        blind=blind, task=task,
    )  # fmt: skip
    return StoredJudgment(number, "w", judgment, f"2026-01-{number:02d}", "p", "h")


def decided(number: int, name: str, query: str, item: str, grade: int) -> StoredJudgment:
    given = stored(number, name, query, item, grade)
    return replace(given, judgment=replace(given.judgment, kind="adjudication", note="기준 2항"))


def test_who_is_consistent() -> None:
    events = [
        stored(1, "kim", "q1", "a", 2),
        stored(2, "kim", "q1", "b", 0),
        stored(3, "kim", "q1", "a", 3, "e1"),  # a correction
        stored(4, "kim", "q1", "a", 3),  # the same again
        stored(5, "kim", "q1", "b", 2),
        stored(6, "kim", "q1", "b", 2),
        stored(7, "kim", "q2", "b", 1),
        stored(8, "kim", "q2", "b", None),
        stored(9, "lee", "q1", "a", 0),
        stored(10, "lee", "q1", "a", 1, "e9"),
    ]
    found = self_consistency(statements(events))
    assert list(found) == ["kim"]
    kim = found["kim"]
    assert (kim.n, kim.same, kim.missing, kim.queries) == (3, 2, 1, 1)
    assert kim.table == ((0, 0, 1, 0), (0, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))


def test_which_judgments_are_compared() -> None:
    now = standing(
        [
            stored(1, "kim", "q", "a", 2, task="t"),
            stored(2, "lee", "q", "a", 0, blind=False),
            stored(3, "lee", "q", "b", None, task="t"),
        ]
    )
    assert ratings(now) == {("q", "a"): {"kim": 2, "lee": 0}, ("q", "b"): {"lee": None}}
    assert ratings(now, "t") == {("q", "a"): {"kim": 2}, ("q", "b"): {"lee": None}}
    assert ratings(now, blind_only=True) == ratings(now, "t")


def test_a_restricted_standing_keeps_the_decisions_on_what_remains() -> None:
    now = standing(
        [
            stored(1, "kim", "q", "a", 2, task="t"),
            stored(2, "lee", "q", "b", 0, blind=False),
            decided(3, "park", "q", "a", 3),
            decided(4, "park", "q", "b", 1),
            decided(5, "park", "q", "c", 1),
        ]
    )
    assert restricted(now) is now
    for left in (restricted(now, "t"), restricted(now, blind_only=True)):
        assert left.by_pair == {("q", "a"): now.by_pair["q", "a"]}
        assert set(left.adjudicated) == {("q", "a")}
        assert HumanLayer.of(left).grades == {"q": {"a": 3}}


def test_what_was_adjudicated_is_listed_the_last_first() -> None:
    now = standing(
        [
            stored(1, "kim", "q", "b", 2),
            stored(2, "lee", "q", "b", 2),
            decided(3, "park", "q", "b", 1),
            decided(4, "park", "q", "a", 0),
        ]
    )
    found = decisions(ratings(now), now.adjudicated)
    assert found == (
        Dispute(("q", "a"), {}, 0, False, now.adjudicated["q", "a"]),
        Dispute(("q", "b"), {"kim": 2, "lee": 2}, 0, False, now.adjudicated["q", "b"]),
    )
    assert disputes(ratings(now), now.adjudicated) == ()


def test_people_against_a_ground_truth() -> None:
    said = {"a": 3, "b": 1, "c": 2, "d": 0, "e": 3, "f": 2, "g": None, "h": 0}
    events = [stored(n, "kim", "q", item, g) for n, (item, g) in enumerate(said.items(), 1)]
    events.append(stored(20, "kim", "other", "a", 3))
    now = standing(events)
    # Relevant from 1 on: a, b. Unknown: e (could not tell), h (outside the pool).
    gt = GroundTruth(
        "g", {"q": {"a": 3, "b": 1, "c": 0, "e": -1}}, tuple("abcdefg"), "not_relevant"
    )
    found = against(now, HumanLayer.of(now), gt)
    #                    relevant, not, unknown
    assert found.table == ((0, 1, 1), (1, 0, 0), (0, 2, 0), (1, 0, 1))
    assert found.assumed == (1, 0, 1, 0)
    assert found.cannot_tell == 1
    # People make a, c, f relevant of a, b, c, d, f; the ground truth a and b.
    assert found.binary.table == ((1, 1), (2, 1))
    assert (found.binary.n, found.binary.same, found.binary.missing) == (5, 2, 2)
    assert found.binary.relevant == (3, 2)
    assert found.binary.kappa == pytest.approx((0.4 - 0.48) / 0.52)
    listed = against(now, HumanLayer.of(now), gt, listed_only=True)
    assert listed.table == ((0, 0, 2), (1, 0, 0), (0, 1, 1), (1, 0, 1))
    assert (listed.assumed, listed.binary.n) == ((0, 0, 0, 0), 3)


def test_disputes_stand_largest_first() -> None:
    rated = {
        ("q2", "a"): {"lee": 3, "kim": 2},
        ("q1", "b"): {"kim": 1, "lee": 2},
        ("q1", "c"): {"kim": 0, "lee": 3, "park": None},
        ("q1", "d"): {"kim": 2, "lee": 2},
        ("q1", "e"): {"kim": 2, "lee": None},
        ("q1", "a"): {"kim": 1, "lee": 0},
    }
    found = disputes(rated)
    assert found == (
        Dispute(("q1", "c"), {"kim": 0, "lee": 3, "park": None}, 3, True),
        Dispute(("q1", "b"), {"kim": 1, "lee": 2}, 1, True),
        Dispute(("q1", "a"), {"kim": 1, "lee": 0}, 1, False),
        Dispute(("q2", "a"), {"kim": 2, "lee": 3}, 1, False),
    )
    assert list(found[-1].said) == ["kim", "lee"]
    done = {("q1", "c"): decided(9, "park", "q1", "c", 2)}
    last = disputes(rated, done)[-1]
    assert (last.pair, last.decided) == (("q1", "c"), done["q1", "c"])
    assert disputes(rated, done)[:-1] == found[1:]
