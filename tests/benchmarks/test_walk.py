"""The decisions of the benchmarks that click and soak, without a browser or a server."""

from __future__ import annotations

import pytest

from benchmarks import browser, soak
from benchmarks.browser import walk
from core.types import Neighbour


@pytest.fixture(autouse=True)
def _three_items(monkeypatch: pytest.MonkeyPatch) -> None:
    near = {"a": ["b", "c"], "b": ["a", "c"], "c": ["b", "a"]}
    monkeypatch.setattr(
        browser,
        "neighbours",
        lambda _ws, item, _variant, _k: [Neighbour(1, other, 0.5) for other in near[item]],
    )


def test_a_walk_never_returns() -> None:
    path = walk(None, "v", "a", steps=9)  # type: ignore[arg-type]
    assert path == [(0, ["b", "c"]), (2, ["b", "a"]), (1, ["a", "c"])]  # then all are known


def test_walks_begin_elsewhere_until_there_are_enough_clicks() -> None:
    found = browser.walks(None, "v", ["a", "b", "c"], clicks=3)  # type: ignore[arg-type]
    assert [(start, len(path) - 1) for start, path in found] == [("a", 2), ("b", 1)]


def test_growth_is_that_of_the_second_half() -> None:
    filling = [soak.Sample(minute, 100 + 50 * minute, 80) for minute in range(4)]
    steady = [soak.Sample(minute, 300 + minute / 60, 80) for minute in range(4, 8)]
    found = soak.growth([*filling, *steady])
    assert found == {"resident_mb_per_hour": 1.0, "anonymous_mb_per_hour": 0.0}
