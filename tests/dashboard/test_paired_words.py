"""What a pair of variants could have shown, in words."""

from __future__ import annotations

from core.compare import Paired
from core.planning import power_to_tell_apart
from core.shares import percents
from dashboard import strings
from dashboard.components.comparing.paired import power_words


def pair(only_a: int, only_b: int, n: int) -> Paired:
    ids = [f"q{number}" for number in range(n)]
    both = ids[only_a + only_b :]
    return Paired(
        "a", "b", "g", "success@5", n,
        tuple(both), tuple(ids[:only_a]), tuple(ids[only_a : only_a + only_b]), (),
        (only_a - only_b) / n, 1.0, has_holes=False, worst_p=1.0,
    )  # fmt: skip


def en(key: str, **values: object) -> str:
    return strings.text("en", key, **values)


def test_power_is_that_of_the_flips_that_were_seen() -> None:
    said = power_words(en, pair(9, 6, 61))
    expected = percents([power_to_tell_apart(61, points / 100, 15 / 61) for points in (5, 10, 15)])
    assert "these 61 queries" in said
    assert f"{expected[0]}, {expected[1]} or {expected[2]} %" in said
    assert "with 25 % flipped" in said


def test_a_difference_takes_at_least_so_many_flips() -> None:
    said = power_words(en, pair(0, 0, 27))
    powers = percents([power_to_tell_apart(27, d / 100, d / 100) for d in (5, 10, 15)])
    assert f"{powers[0]}, {powers[1]} or {powers[2]} %" in said


def test_what_is_nearly_certain_needs_no_row_of_nines() -> None:
    said = power_words(en, pair(5, 3, 287))
    assert "find it with > 99, > 99 or > 99 % probability" in said
    some = power_words(en, pair(9, 6, 200))
    expected = percents([power_to_tell_apart(200, 0.05, 15 / 200)])
    assert f"find it with {expected[0]}, > 99 or > 99 %" in some
