"""Which steps a run has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.data import Spec
from benchmarks.suite import chosen, kept_steps, plan

STEPS = plan(Spec(1000, 64, 1, 0), quick=False, soak_minutes=1)


def test_all_steps_unless_some_are_named() -> None:
    assert chosen(STEPS, "") == STEPS
    assert len({step.name for step in STEPS}) == len(STEPS) > 10


def test_named_steps_keep_their_order() -> None:
    assert [step.name for step in chosen(STEPS, " text, search,")] == ["search", "text"]


def test_an_unknown_step_is_named_with_those_that_there_are() -> None:
    with pytest.raises(SystemExit, match=r"no step serach; there are: search, open"):
        chosen(STEPS, "serach,open")


def test_an_update_keeps_steps_of_the_same_machine_and_sizes_only(tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.json"
    now = {"machine": {"cores": 2}, "sizes": {"items": 1000}, "steps": {}}
    assert kept_steps(path, now) == {}
    path.write_text(json.dumps({**now, "steps": {"text": {"result": 1}}}), "utf-8")
    assert kept_steps(path, now) == {"text": {"result": 1}}
    with pytest.raises(SystemExit, match=r"the machine of that report"):
        kept_steps(path, {**now, "machine": {"cores": 4}})
    with pytest.raises(SystemExit, match=r"the sizes of that report"):
        kept_steps(path, {**now, "sizes": {"items": 2000}})
