"""`yusa judgments progress`: its words, and what is refused. Its document: test_cli_docs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.judgments import Judgment
from core.tasks import Seat, Task
from core.workspace import Workspace

Yusa = Callable[..., Any]
IDS = [f"i{n}" for n in range(8)]


@pytest.fixture
def ws(tmp_path: Path, builders: Any) -> Workspace:
    vectors = {key: [1.0, n / 4] for n, key in enumerate(IDS)}
    made: Workspace = builders.workspace(
        tmp_path / "w", IDS, {"v": vectors}, {"g": {"i0": ["i1"], "i2": ["i4"]}}
    )
    with contextlib.closing(made.task_store()) as tasks:
        task = Task("t", "1차", "g", queue="pooled", pool="corpus", depth=3, overlap=0.0)
        tasks.save(task, "박")
        roster = (Seat("김"), Seat("이"))
        tasks.save(
            Task("open", "2차", "g", pool="corpus", roster=roster, overlap=0.0, is_open=True), "박"
        )
    with contextlib.closing(made.judgments()) as store:
        store.append([Judgment("e1", "김", "i0", "i1", grade=3, task="open")])
    return made


def test_the_tables_say_who_did_what(yusa: Yusa, ws: Workspace) -> None:
    done = yusa("judgments", "progress", ws.path)
    assert done.code == 0
    out = " ".join(done.out.split())
    assert "open (g, open): 1 of 9 judgments." in out
    assert "t (g, closed): 0 of 0 judgments." in out, "nobody is on its roster"
    assert "Judgment revision 1." in out
    assert "1/10" in out
    assert "%" not in out, "below 8 queries there are counts alone"


def test_what_is_wanted_is_counted(yusa: Yusa, ws: Workspace) -> None:
    with contextlib.closing(ws.task_store()) as tasks:
        tasks.save(replace(tasks.tasks()["t"].task, roster=(Seat("김"),)), "박")
    (found,) = yusa("judgments", "progress", ws.path, "--task", "t", "--json").json()["tasks"]
    assert (found["given"], found["wanted"], found["nobody"]) == (1, 6, 0), (
        "what 김 judged in another task counts"
    )
    assert found["annotators"][0]["left"] == 5


def test_an_unknown_task_is_refused(yusa: Yusa, ws: Workspace) -> None:
    done = yusa("judgments", "progress", ws.path, "--task", "nope", "--json")
    assert (done.code, done.out) == (1, "")
    assert 'There is no task "nope". There are: open, t.' in done.err


def test_a_task_whose_ground_truth_is_gone_holds_up_no_other(yusa: Yusa, ws: Workspace) -> None:
    with contextlib.closing(ws.task_store()) as tasks:
        tasks.save(Task("gone", "3차", "g2", roster=(Seat("김"),)), "박")
    done = yusa("judgments", "progress", ws.path, "--json")
    assert done.code == 0
    assert [each["task"] for each in done.json()["tasks"]] == ["open", "t"]
    assert 'Task "gone": there is no ground truth "g2" any more.' in done.err
    asked = yusa("judgments", "progress", ws.path, "--task", "gone", "--json")
    assert (asked.code, asked.out) == (1, "")
    assert 'there is no ground truth "g2" any more. Import it again' in asked.err
