"""Rank-biased overlap against its definition, and the change of RR against the evaluations."""

from __future__ import annotations

import math
import random

import pytest

from core.disagreement import PERSISTENCE, disagreements, rank_biased_overlap
from core.evaluate import Evaluation, QueryResult, Verdict
from core.search import Pool, Ranking


def by_definition(a: list[str], b: list[str], p: float, depth: int = 3000) -> float:
    """RBO = (1 - p) sum p^(d-1) A_d to a great depth, with the agreement extrapolated.

    Beyond the end of the shorter list each further item of it is in the longer one with the
    agreement at that end; beyond the longer list the agreement stays what it is.
    """
    short, long = sorted((a, b), key=len)
    s, size = len(short), len(long)
    share = len(set(short) & set(long[:s])) / s
    total = 0.0
    for d in range(1, depth + 1):
        at = min(d, size)
        common = len(set(short[:at]) & set(long[:at])) + share * max(0, at - s)
        total += (1 - p) * p ** (d - 1) * common / at
    return total


@pytest.mark.parametrize("p", [0.5, 0.9, 0.98])
def test_it_is_the_sum_over_all_depths(p: float) -> None:
    draw = random.Random(5)
    for _ in range(300):
        pool = [f"i{n}" for n in range(draw.randint(2, 15))]
        a = draw.sample(pool, draw.randint(1, len(pool)))
        b = draw.sample(pool, draw.randint(1, len(pool)))
        found = rank_biased_overlap(a, b, p)
        assert found == pytest.approx(by_definition(a, b, p), abs=1e-9)
        assert found == pytest.approx(rank_biased_overlap(b, a, p), abs=1e-12)


def test_worked_by_hand() -> None:
    # Agreements 0, 1: (1 - p)/p x (0 + p^2) + p^2 = p(1 - p) + p^2 = p.
    assert rank_biased_overlap(["x", "y"], ["y", "x"], 0.5) == pytest.approx(0.5)
    # Agreements 1, 1/2: (1 - p)/p x (p + p^2/2) + p^2/2 at p = 0.9.
    assert rank_biased_overlap(["x", "y"], ["x", "z"]) == pytest.approx(0.1 * 1.45 + 0.405)
    # Uneven: ["x"] against ["x", "y"] agrees wholly as far as it goes.
    assert rank_biased_overlap(["x"], ["x", "y"]) == pytest.approx(1.0)
    # ["x"] against ["y", "x"]: agreements 0, 1/2: p(1 - p)/2 + p^2/2 = p/2.
    assert rank_biased_overlap(["x"], ["y", "x"], 0.8) == pytest.approx(0.4)


@pytest.mark.parametrize("size", [1, 3, 10])
def test_the_same_list_is_1_and_disjoint_ones_are_0(size: int) -> None:
    one, other = [f"a{n}" for n in range(size)], [f"b{n}" for n in range(size)]
    assert rank_biased_overlap(one, one) == pytest.approx(1.0)
    assert rank_biased_overlap(one, one) <= 1.0  # type: ignore[operator]
    assert rank_biased_overlap(one, other) == 0.0
    assert rank_biased_overlap(one, other[:1]) == 0.0


def test_nothing_is_said_of_a_missing_list() -> None:
    assert rank_biased_overlap([], ["x"]) is None
    assert rank_biased_overlap([], []) is None


def test_a_swap_at_the_head_weighs_more_than_one_at_the_end() -> None:
    one = [f"i{n}" for n in range(10)]
    head, end = [one[1], one[0], *one[2:]], [*one[:8], one[9], one[8]]
    values = [rank_biased_overlap(one, other) for other in (one, end, head, one[::-1])]
    assert values == sorted(values, reverse=True)  # type: ignore[type-var]
    assert len(set(values)) == 4


def test_the_first_ten_ranks_hold_the_weight_that_is_claimed() -> None:
    p, d = PERSISTENCE, 10
    series = math.log(1 / (1 - p)) - sum(p**i / i for i in range(1, d))
    assert 1 - p ** (d - 1) + (1 - p) / p * d * series == pytest.approx(0.86, abs=0.005)


def evaluation(variant: str, *results: QueryResult) -> Evaluation:
    pool = Pool("corpus", None, (), 9, None)
    return Evaluation(variant, "g", "imported", pool, results, {}, Verdict(None, "undecided"))


def result(query: str, rr: float | None, status: str = "ranked") -> QueryResult:
    return QueryResult(query, status, None, {} if rr is None else {"rr": rr}, {})  # type: ignore[arg-type]


def test_each_query_has_its_overlap_and_change_of_rr() -> None:
    a = evaluation(
        "a", result("p", 1.0), result("q", 0.25), result("r", None, "left_out"), result("s", 0.5)
    )
    b = evaluation(
        "b",
        result("p", 0.5),
        result("q", 1.0),
        result("r", None, "left_out"),
        result("s", 0.0, "counted_as_zero"),
    )
    lists_a = {q: Ranking(q, True, ("x", "y")) for q in "pqrs"}
    lists_b = {q: Ranking(q, True, ("x", "y")) for q in "pr"}
    lists_b |= {"q": Ranking("q", True, ("v", "w")), "s": Ranking("s", False)}
    found = disagreements(a, b, lists_a, lists_b)
    assert {q: (f.overlap, f.rr_change) for q, f in found.items()} == {
        "p": (pytest.approx(1.0), 0.5),
        "q": (0.0, -0.75),
        "r": (pytest.approx(1.0), None),
        "s": (None, 0.5),
    }
