"""The difference of two variants on two ground truths, against scipy and luck."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import permutation_test, ttest_ind

from core import interaction
from core.compare import difference_interval, paired
from core.evaluate import evaluate
from core.interaction import change_interval, interactions, permutation_p
from core.workspace import Workspace
from tests.core.builders import workspace

SIGNS = np.array([-1.0, 0.0, 1.0])


def told(shares: list[float], places: np.ndarray) -> np.ndarray:
    """Turn uniform numbers into -1, 0 and 1 of these shares."""
    return SIGNS[np.searchsorted(np.cumsum(shares), places).clip(0, 2)]


def test_separate_queries_agree_with_scipy() -> None:
    rng = np.random.default_rng(3)
    one, other = told([0.1, 0.6, 0.3], rng.random(27)), told([0.3, 0.6, 0.1], rng.random(61))

    def welch(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        return ttest_ind(x, y, axis=axis, equal_var=False).statistic

    oracle = permutation_test((one, other), welch, vectorized=True, n_resamples=20_000, rng=1)
    mine = permutation_p((), tuple(one), tuple(other))
    assert mine == pytest.approx(oracle.pvalue, abs=0.015)
    assert 0.0 < mine < 0.05


def test_shared_queries_agree_with_scipy() -> None:
    rng = np.random.default_rng(4)
    one, other = rng.normal(0.25, 0.4, 30), rng.normal(0.0, 0.4, 30)
    oracle = permutation_test(
        (one - other,), np.mean, permutation_type="samples", n_resamples=20_000, rng=1
    )
    mine = permutation_p(tuple(zip(one.tolist(), other.tolist(), strict=True)), (), ())
    assert mine == pytest.approx(oracle.pvalue, abs=0.015)


def test_the_standard_error_counts_what_shared_queries_have_in_common() -> None:
    rng = np.random.default_rng(9)
    both = rng.normal(0, 1, (6, 1)) + rng.normal(0, 0.3, (6, 2))
    pooled = rng.normal(0, 1, 11)
    for _ in range(20):
        stays = rng.integers(0, 2, 6)
        mine = rng.permutation([1] * 4 + [0] * 7)
        x, y = np.where(stays, both[:, 0], both[:, 1]), np.where(stays, both[:, 1], both[:, 0])
        one, other = np.append(x, pooled[mine == 1]), np.append(y, pooled[mine == 0])
        common = ((x - one.mean()) * (y - other.mean())).sum() / (len(one) * len(other))
        variance = one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other) - 2 * common
        expected = (one.mean() - other.mean()) / np.sqrt(variance)
        found = interaction._studentised(
            both, stays[None].astype(float), pooled, mine[None].astype(float), 4
        )
        assert found[0] == pytest.approx(expected)


def test_the_order_of_the_ground_truths_does_not_matter() -> None:
    rng = np.random.default_rng(5)
    shared = [tuple(pair) for pair in rng.normal(0, 1, (9, 2)).tolist()]
    one, other = tuple(rng.normal(0.4, 1, 20).tolist()), tuple(rng.normal(0, 1, 40).tolist())
    turned = tuple((y, x) for x, y in shared)
    assert permutation_p(tuple(shared), one, other) == pytest.approx(
        permutation_p(turned, other, one), abs=0.02
    )
    low, high = change_interval(tuple(shared), one, other)
    back_low, back_high = change_interval(turned, other, one)
    assert (low, high) == pytest.approx((-back_high, -back_low), abs=0.05)


def test_nothing_changes_where_nothing_differs() -> None:
    assert permutation_p((), (0.0,) * 27, (0.0,) * 61) == 1.0
    assert permutation_p(((1.0, 1.0),) * 9, (), ()) == 1.0
    assert change_interval(((1.0, 1.0),) * 9, (), ()) == (0.0, 0.0)
    assert permutation_p((), (1.0,) * 27, (-1.0,) * 61) < 0.01


def test_a_query_in_both_is_drawn_for_both() -> None:
    """The same values on both ground truths: their change is certain, not twice as uncertain."""
    values = np.random.default_rng(6).normal(0, 1, 40).tolist()
    together = change_interval(tuple((x, x - 0.5) for x in values), (), ())
    apart = change_interval((), tuple(values), tuple(x - 0.5 for x in values))
    assert together == pytest.approx((0.5, 0.5))
    assert apart[1] - apart[0] > 0.5


@pytest.mark.parametrize("shared", [0, 15, 27])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([0.1, 0.8, 0.1], [0.1, 0.8, 0.1]),
        ([0.2, 0.6, 0.2], [0.05, 0.9, 0.05]),  # the same mean, another spread
        ([0.05, 0.75, 0.2], [0.0, 0.85, 0.15]),
    ],
)
def test_false_positives_stay_rare_and_intervals_cover(
    monkeypatch: pytest.MonkeyPatch, shared: int, first: list[float], second: list[float]
) -> None:
    monkeypatch.setattr(interaction, "PERMUTATIONS", 512)
    monkeypatch.setattr(interaction, "BOOTSTRAP_RESAMPLES", 1000)
    rng = np.random.default_rng(1)
    truth = float(SIGNS @ first - SIGNS @ second)
    runs, found, covered = 600, 0, 0
    for _ in range(runs):
        places = rng.random(shared)
        # Most shared queries are as easy on one ground truth as on the other.
        others = np.where(rng.random(shared) < 0.7, places, rng.random(shared))
        values = (
            tuple(zip(told(first, places).tolist(), told(second, others).tolist(), strict=True)),
            tuple(told(first, rng.random(27 - shared)).tolist()),
            tuple(told(second, rng.random(61 - shared)).tolist()),
        )
        found += permutation_p.__wrapped__(*values) < 0.05
        low, high = change_interval.__wrapped__(*values)
        covered += low - 1e-9 <= truth <= high + 1e-9
    assert found / runs <= 0.065  # 5 % and the luck of 600 runs
    assert 0.90 <= covered / runs <= 0.99


def test_a_change_is_found_where_there_is_one() -> None:
    rng = np.random.default_rng(2)
    found = 0
    for _ in range(60):
        one, other = (
            told([0.05, 0.55, 0.4], rng.random(27)),
            told([0.3, 0.65, 0.05], rng.random(61)),
        )
        found += permutation_p.__wrapped__((), tuple(one), tuple(other)) < 0.05
    assert found >= 55


def test_on_evaluations(demo_workspace: Path) -> None:
    ws = Workspace.open(demo_workspace)
    a, b = "text+image", "text-weak"
    contrasted = [(evaluate(ws, a, gt), evaluate(ws, b, gt)) for gt in ws.gt_names]
    for measure in ("success@5", "rr"):
        (found,) = interactions(contrasted, measure)
        pairs = [paired(*each, measure) for each in contrasted]
        assert [found.first.gt, found.second.gt] == list(ws.gt_names)
        assert [found.first.n, found.second.n] == [pair.n for pair in pairs]
        differences = [pair.difference for pair in pairs]
        assert [found.first.difference, found.second.difference] == pytest.approx(differences)
        assert found.first.interval == difference_interval(*contrasted[0], measure)
        assert found.change == pytest.approx(differences[0] - differences[1])
        assert found.interval[0] <= found.change <= found.interval[1]
        queries = [{q.query for q in each[0].queries} for each in contrasted]
        assert found.shared == len(queries[0] & queries[1])
        assert found.holm_p == found.p
        assert found.worst_holm_p == found.worst_p == found.p  # no holes in judged pools
        assert found.outcome == ("apart" if found.p < 0.05 else "not_apart")
    three = interactions([*contrasted, contrasted[0]], "rr")
    assert len(three) == 3
    assert all(each.holm_p >= each.p for each in three)
    same = next(each for each in three if each.first.gt == each.second.gt)
    assert (same.change, same.interval, same.p) == (0.0, (0.0, 0.0), 1.0)
    assert interactions(contrasted[:1], "rr") == []


def test_holes_can_undo_a_change(tmp_path: Path) -> None:
    """On one ground truth only a hits, or neither, on the other only b; each miss is a hole.

    Against the change, they would turn it around, and then it must not count as found.
    """
    count, queries = 12, {}
    items = [f"{kind}{i:02d}" for kind in "pqrxyz" for i in range(count)]
    a, b = {}, {}
    rng = np.random.default_rng(8)
    for i in range(count):
        for kind, hit, miss in (("p", a, b), ("q", b, a), ("r", a, b)):
            query, relevant = f"{kind}{i:02d}", f"{'xyz'['pqr'.index(kind)]}{i:02d}"
            turn = rng.normal(size=16)
            unit = (turn / np.linalg.norm(turn)).tolist()
            queries[query] = relevant
            hit[query] = hit[relevant] = miss[query] = unit
            miss[relevant] = [-x for x in unit]
            if kind == "r":
                hit[relevant] = miss[relevant]
    made = {}
    for unlisted in ("not_relevant", "unknown"):
        gts = {
            kind: {
                "pool": items,
                "unlisted": unlisted,
                "queries": {q: [r] for q, r in queries.items() if q[0] in kinds},
            }
            for kind, kinds in (("p", "pr"), ("q", "q"))
        }
        ws = workspace(tmp_path / unlisted, items, {"a": a, "b": b}, gts)
        contrasted = [(evaluate(ws, "a", gt), evaluate(ws, "b", gt)) for gt in "pq"]
        (made[unlisted],) = interactions(contrasted, "success@1")
    judged, opened = made["not_relevant"], made["unknown"]
    assert judged.outcome == "apart"
    assert judged.change == opened.change > 1
    assert (judged.p, judged.interval) == (opened.p, opened.interval)
    assert (opened.outcome, opened.worst_p) == ("apart_but_for_holes", 1.0)
