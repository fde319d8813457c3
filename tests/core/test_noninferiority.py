"""Non-inferiority by a margin: the rule, its direction, its level, and what holes leave of it."""

from __future__ import annotations

import numpy as np
import pytest

from core.compare import Paired
from core.noninferiority import against_a, not_worse, possible_differences
from core.statistics import tango


def pair(
    both: int = 0,
    only_a: int = 0,
    only_b: int = 0,
    neither: int = 0,
    *,
    a_open: tuple[str, ...] = (),
    b_open: tuple[str, ...] = (),
    measure: str = "success@5",
) -> Paired:
    """Queries are named b0, b1... (both), x0... (only a), y0... (only b) and n0... (neither)."""
    named = [
        tuple(f"{kind}{i}" for i in range(count))
        for kind, count in zip("bxyn", (both, only_a, only_b, neither), strict=True)
    ]
    n = both + only_a + only_b + neither
    return Paired(
        "a", "b", "g", measure, n, *named, (only_a - only_b) / max(n, 1), 1.0,
        has_holes=bool(a_open or b_open), worst_p=1.0, a_open=a_open, b_open=b_open,
    )  # fmt: skip


def test_it_is_the_lower_end_against_the_margin() -> None:
    # 100 queries, 1 flip against a: Tango's lower end is -0.0545, 2 in favour lift it above -0.05.
    for only_a, only_b in ((0, 1), (2, 1), (5, 0), (0, 0), (3, 9)):
        found = not_worse(pair(100 - only_a - only_b, only_a, only_b), 0.05)
        assert found == ("shown" if tango(only_a, only_b, 100)[0] > -0.05 else "not_shown")
    assert not_worse(pair(99, 0, 1), 0.05) == "not_shown"
    assert not_worse(pair(99, 0, 1), 0.06) == "shown"


def test_each_direction_is_its_own_question() -> None:
    ahead = pair(80, 20, 0)
    assert not_worse(ahead, 0.05) == "shown"
    assert not_worse(ahead.turned(), 0.05) == "worse"
    equal = pair(300)
    assert not_worse(equal, 0.05) == not_worse(equal.turned(), 0.05) == "shown"


def test_worse_is_said_only_where_the_whole_interval_lies_beyond_the_margin() -> None:
    for only_a, only_b in ((0, 20), (0, 12), (3, 30), (10, 20), (30, 0)):
        of = pair(100 - only_a - only_b, only_a, only_b)
        assert (not_worse(of, 0.05) == "worse") == (tango(only_a, only_b, 100)[1] < -0.05)
    behind = pair(60, 0, 20, 20)
    assert not_worse(behind, 0.05) == "worse"
    assert not_worse(behind, 0.10) == "worse"
    assert not_worse(behind, 0.15) == "not_shown"
    # Holes that could lift it take the word back; those of the other can't.
    lifting = tuple(f"y{i}" for i in range(12))
    assert not_worse(pair(60, 0, 20, 20, a_open=lifting[:1]), 0.05) == "worse"
    assert not_worse(pair(60, 0, 20, 20, a_open=lifting), 0.05) == "not_shown"
    assert not_worse(pair(60, 0, 20, 20, b_open=("n0", "n1")), 0.05) == "worse"


def test_equal_figures_of_few_queries_show_nothing() -> None:
    """27 of 27 each, as a report may print: that is not enough for five points."""
    assert not_worse(pair(27), 0.05) == "not_shown"
    assert not_worse(pair(7), 0.9) is None
    assert not_worse(pair(8), 0.9) == "shown"
    assert not_worse(pair(), 0.05) is None


def test_graded_measures_are_not_asked() -> None:
    assert not_worse(pair(300, measure="rr"), 0.05) is None
    assert not_worse(pair(300, measure="ndcg@10"), 0.05) is None


def test_holes_of_the_other_variant_can_undo_it() -> None:
    assert not_worse(pair(150, 0, 0, 50), 0.05) == "shown"
    few = tuple(f"n{i}" for i in range(10))
    assert not_worse(pair(150, 0, 0, 50, b_open=few), 0.05) == "shown_but_for_holes"
    assert not_worse(pair(150, 0, 0, 50, b_open=few[:1]), 0.05) == "shown"
    # Its own holes can only help it.
    assert not_worse(pair(150, 0, 0, 50, a_open=few), 0.05) == "shown"


def test_the_worst_case_is_counted_from_the_cells() -> None:
    found = pair(5, 3, 2, 4, a_open=("y0", "n0", "n1"), b_open=("x0", "x2", "n0"))
    assert against_a(found) == (1, 3)
    assert against_a(found.turned()) == (2 - 1, 3 + 2)
    assert possible_differences(found) == ((1 - 3) / 14, (5 - 1) / 14)
    least, most = possible_differences(pair(5, 3, 2, 4))
    assert least == most == 1 / 14


@pytest.mark.parametrize("n", [8, 14, 25])
def test_no_part_of_the_holes_is_worse_than_all_of_them(n: int) -> None:
    """Turning one more query against a never lifts the lower end."""
    for only_a in range(n + 1):
        for only_b in range(n + 1 - only_a):
            low = tango(only_a, only_b, n)[0]
            if only_a:
                assert tango(only_a - 1, only_b, n)[0] <= low + 1e-9
            if only_a + only_b < n:
                assert tango(only_a, only_b + 1, n)[0] <= low + 1e-9


@pytest.mark.parametrize(("n", "flips"), [(61, 0.2), (200, 0.1), (200, 0.3)])
def test_it_is_rarely_shown_of_a_variant_that_is_worse_by_the_margin(n: int, flips: float) -> None:
    rng = np.random.default_rng(7)
    margin = 0.05
    against = (flips + margin) / 2
    drawn = rng.multinomial(n, [against - margin, against, 1 - flips], size=4000)
    shown = np.mean([tango(x, y, n)[0] > -margin for x, y, _rest in drawn.tolist()])
    assert shown <= 0.035
