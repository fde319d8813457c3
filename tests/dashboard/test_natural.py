"""Natural order of what is listed for people."""

from __future__ import annotations

from dashboard import natural


def test_numbers_count_as_numbers() -> None:
    assert sorted(["q10", "q2", "Q1", "a"], key=natural.key) == ["a", "Q1", "q2", "q10"]


def test_years_from_the_newest_and_levels_by_school() -> None:
    assert natural.values("year", ["2019", "2024", "", "2021"]) == ["2024", "2021", "2019", ""]
    levels = ["고1", "중3", "초6", "", "중1", "심화"]
    assert natural.values("level", levels) == ["초6", "중1", "중3", "고1", "", "심화"]
    assert natural.values("subject", ["수학", "국어"]) == ["수학", "국어"]
