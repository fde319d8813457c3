"""Which steps a run has."""

from __future__ import annotations

import pytest

from benchmarks.data import Spec
from benchmarks.suite import chosen, plan

STEPS = plan(Spec(1000, 64, 1, 0), quick=False, soak_minutes=1)


def test_all_steps_unless_some_are_named() -> None:
    assert chosen(STEPS, "") == STEPS
    assert len({step.name for step in STEPS}) == len(STEPS) > 10


def test_named_steps_keep_their_order() -> None:
    assert [step.name for step in chosen(STEPS, " text, search,")] == ["search", "text"]


def test_an_unknown_step_is_named_with_those_that_there_are() -> None:
    with pytest.raises(SystemExit, match=r"no step serach; there are: search, open"):
        chosen(STEPS, "serach,open")
