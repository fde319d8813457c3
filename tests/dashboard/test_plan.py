"""What would decide, in words."""

from __future__ import annotations

import pytest

from core.planning import Pace, Work, bar
from core.types import Target
from dashboard import strings
from dashboard.components.comparing.plan import bar_words, hours_words, plan_words

TARGET = Target("success@5", 0.8)
ASSUMED = Pace(30.0, 0)


def ko(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def en(key: str, **values: object) -> str:
    return strings.text("en", key, **values)


def test_the_hits_that_decide_are_named() -> None:
    assert bar_words(ko, bar(61, 0.8)) == (
        "기준 문항 61개로는 55개 이상 적중해야 근거 충분입니다. "
        "42개 이하면 기준 미달 확인입니다 (미판정까지 모두 적중으로 쳐도)."
    )
    assert "26 hits or more" in bar_words(en, bar(27, 0.8))
    assert bar_words(ko, bar(5, 0.8)).startswith("기준 문항 5개로는 모두 적중해도")


def test_more_queries_and_more_judgments_are_told_apart() -> None:
    said = plan_words(ko, 61, TARGET, 0.9, Work(12, 8.0), ASSUMED)
    assert len(said) == 4
    assert "112개" in said[1]
    assert "51개가 더 필요" in said[1]
    assert "408쌍" in said[1]
    assert "3.4시간" in said[1]
    assert "12쌍" in said[2]
    assert "61개 그대로라 신뢰구간은 좁아지지 않습니다" in said[2]
    assert "어림" in said[3]


def test_a_hope_near_the_target_or_far_above_it() -> None:
    near = plan_words(en, 61, TARGET, 0.805, Work(0, 8.0), ASSUMED)
    assert "takes more than" in near[1]
    far = plan_words(en, 61, TARGET, 0.99, Work(0, 8.0), Pace(11.6, 240))
    assert "today's 61 are enough" in far[1]
    assert "All first items are judged" in far[2]
    assert far[3] == "12 s per pair: the median of 240 judgments timed here."


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "약 0분"), (0.001, "약 1분"), (0.5, "약 30분"), (3.44, "약 3.4시간")]
)
def test_times_as_people_say_them(hours: float, words: str) -> None:
    assert hours_words(ko, hours) == words
