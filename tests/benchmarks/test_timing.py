"""Statistics of timings, against NumPy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.timing import quantile, slope, spread, take_turns

numbers = st.floats(0, 1e6, allow_nan=False)


@given(st.lists(numbers, min_size=1), st.floats(0, 1))
def test_quantile_is_numpys(values: list[float], share: float) -> None:
    assert quantile(values, share) == pytest.approx(float(np.quantile(values, share)))


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.5), ([1.0], -0.1)])
def test_a_quantile_of_nothing_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="at least one value and a share from 0 to 1"):
        quantile(values, share)


def test_spread_in_any_order() -> None:
    found = spread([3.0, 1.0, 2.0, 10.0])
    assert (found.n, found.median, found.least, found.most) == (4, 2.5, 1.0, 10.0)
    assert found.p95 == pytest.approx(8.95)
    assert found.as_json()["median"] == 2.5


def test_contenders_take_turns_and_each_begins_as_often() -> None:
    calls: list[tuple[str, int]] = []
    contenders = {
        name: (lambda turn, name=name: calls.append((name, turn))) for name in ("a", "b", "c")
    }
    times = take_turns(contenders, rounds=3, warm_up=1)
    assert calls[:3] == [("a", 2), ("b", 2), ("c", 2)]  # not timed
    assert [name for name, _ in calls[3:]] == [*"abc", *"bca", *"cab"]
    assert [turn for _, turn in calls[3:]] == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert {name: len(values) for name, values in times.items()} == {"a": 3, "b": 3, "c": 3}


def test_warming_up_survives_fewer_rounds_than_it_takes() -> None:
    asked: list[int] = []
    take_turns({"a": asked.append}, rounds=1, warm_up=3)
    assert asked == [0, 0, 0, 0]


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=30))
def test_slope_is_numpys(points: list[tuple[float, float]]) -> None:
    x, y = [p[0] for p in points], [p[1] for p in points]
    if max(x) - min(x) > 1:
        assert slope(x, y) == pytest.approx(float(np.polyfit(x, y, 1)[0]), rel=1e-4, abs=1e-3)


def test_slope_without_a_spread_is_no_growth() -> None:
    assert slope([1.0, 1.0], [1.0, 5.0]) == 0
    with pytest.raises(ValueError, match="as many x as y"):
        slope([1.0], [])
