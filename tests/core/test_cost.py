"""What a variant costs. No test asks how fast this machine is."""

from __future__ import annotations

import numpy as np
import pytest

from core import cost
from core.cost import embedding_rate, search_times
from tests.core.builders import Space


def unit(rows: int) -> np.ndarray:
    drawn = np.random.default_rng(0).normal(size=(rows, 8))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(("rows", "timed"), [(1, 1), (30, 30), (250, 100)])
def test_so_many_searches_are_timed(rows: int, timed: int) -> None:
    found = search_times(Space(unit(rows)).variant("v"))
    assert found.queries == timed
    assert 0 < found.median_ms <= found.p95_ms


def test_a_slow_variant_is_timed_on_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "_LIMIT_S", 0.0)
    assert search_times(Space(unit(250)).variant("v")).queries == 1


def test_the_figures_are_those_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    now = {"s": 0.0}

    def clock() -> float:
        now["s"] += 0.001
        return now["s"]

    monkeypatch.setattr(cost.time, "perf_counter", clock)
    found = search_times(Space(unit(20)).variant("v"))
    assert (found.median_ms, found.p95_ms) == pytest.approx((1.0, 1.0))


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ({"items_per_s": 41.5}, 41.5),
        ({"items_per_s": 3}, 3.0),
        ({}, None),
        ({"items_per_s": 0}, None),
        ({"items_per_s": True}, None),
        ({"items_per_s": "fast"}, None),
        ({"items_per_s": float("nan")}, None),
    ],
)
def test_the_rate_is_a_number_or_nothing(said: dict[str, object], rate: float | None) -> None:
    assert embedding_rate(said) == rate
