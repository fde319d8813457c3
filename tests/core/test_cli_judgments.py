"""`yusa judgments`: out of one workspace, into another, and what verify tells."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.judgments import Judgment
from core.workspace import JUDGMENTS, Workspace

Yusa = Callable[..., Any]


@pytest.fixture
def make(tmp_path: Path, builders: Any) -> Callable[[str], Workspace]:
    def make_it(name: str) -> Workspace:
        made: Workspace = builders.workspace(
            tmp_path / name,
            ["q", "i", "j"],
            {"v": {"q": [1, 0], "i": [0.8, 0.6], "j": [0, 1]}},
            {"gt": {"q": ["i"]}},
        )
        return made

    return make_it


@pytest.fixture
def ws(make: Callable[[str], Workspace]) -> Workspace:
    made = make("one")
    with contextlib.closing(made.judgments()) as store:
        store.append([Judgment(f"e{n}", "kim", "q", i, grade=n) for n, i in enumerate("ij")])
    return made


def evaluated(yusa: Yusa, ws: Workspace, *more: str) -> dict[str, Any]:
    done = yusa("evaluate", ws.path, "--json", *more)
    assert done.code == 0
    document: dict[str, Any] = json.loads(done.out)
    return document


@pytest.mark.parametrize("view", ["imported", "human"])
def test_the_head_of_an_evaluation_tells_that_judgments_were_removed_since(
    yusa: Yusa, ws: Workspace, view: str
) -> None:
    events = ws.events()
    noted = evaluated(yusa, ws, "--view", view)
    assert noted["judgment_head"] == events[-1].hash
    done = yusa("judgments", "verify", ws.path, "--head", noted["judgment_head"])
    assert done.code == 0
    assert f"2 events, the chain is whole; head {events[-1].hash}" in done.err
    with contextlib.closing(sqlite3.connect(ws.path / JUDGMENTS)) as db, db:
        db.execute("DELETE FROM judgments WHERE revision = 2")
    assert yusa("judgments", "verify", ws.path).code == 0  # it can't know
    done = yusa("judgments", "verify", ws.path, "--head", noted["judgment_head"])
    assert done.code == 1
    assert "events were removed at the end" in done.err
    assert evaluated(yusa, ws)["judgment_head"] == events[0].hash


def test_without_judgments_there_is_no_head(yusa: Yusa, make: Callable[[str], Workspace]) -> None:
    ws = make("bare")
    assert evaluated(yusa, ws)["judgment_head"] is None
    done = yusa("judgments", "verify", ws.path)
    assert done.code == 0
    assert done.err.strip().endswith("0 events, the chain is whole")


def test_a_head_that_is_none_is_refused(yusa: Yusa, ws: Workspace) -> None:
    done = yusa("judgments", "verify", ws.path, "--head", "yesterday")
    assert done.code == 1
    assert "is no hash" in done.err
    assert "Traceback" not in done.err


def test_the_file_of_another_workspace_is_told_from_its_export(
    yusa: Yusa, ws: Workspace, make: Callable[[str], Workspace], tmp_path: Path
) -> None:
    other = make("other")
    file = tmp_path / "judgments.jsonl"
    assert yusa("judgments", "export", ws.path, "--out", file).code == 0
    done = yusa("judgments", "import", other.path, file)
    assert (done.code, "2 judgments, 2 new; revision 2" in done.err) == (0, True)
    assert [e.origin for e in other.events()] == [
        f"{ws.uuid}/{e.revision}/{e.hash}" for e in ws.events()
    ]
    assert yusa("judgments", "verify", other.path).code == 0
    (other.path / JUDGMENTS).write_bytes((ws.path / JUDGMENTS).read_bytes())
    done = yusa("judgments", "verify", other.path)
    assert done.code == 1
    assert f"belongs to the workspace {ws.uuid}" in done.err


# --- agreement ------------------------------------------------------------------------------------


@pytest.fixture
def judged(make: Callable[[str], Workspace]) -> Workspace:
    """Two people, two pairs; one of them adjudicated, one judged with ranks in sight."""
    made = make("judged")
    with contextlib.closing(made.judgments()) as store:
        store.append(
            [
                Judgment("e1", "kim", "q", "i", grade=3, task="t"),
                Judgment("e2", "lee", "q", "i", grade=1, task="t"),
                Judgment("e3", "kim", "q", "j", grade=0),
                Judgment("e4", "lee", "q", "j", grade=0, blind=False),
                Judgment("e5", "kim", "q", "j", grade=2),
                Judgment("e6", "park", "q", "i", grade=1, kind="adjudication", note="2항"),
            ]
        )
    return made


def agreement(yusa: Yusa, ws: Workspace, *more: str) -> dict[str, Any]:
    done = yusa("judgments", "agreement", ws.path, "--json", *more)
    assert done.code == 0, done.err
    document: dict[str, Any] = json.loads(done.out)
    return document


def test_agreement_counts_blind_judgments_unless_told(yusa: Yusa, judged: Workspace) -> None:
    blind, every = agreement(yusa, judged), agreement(yusa, judged, "--all")
    assert (blind["blind_only"], every["blind_only"]) == (True, False)
    assert [blind["overall"][name] for name in ("n", "same", "percent")] == [1, 0, 0.0]
    (pair,) = every["annotators"]
    assert [pair[name] for name in ("a", "b", "n", "same")] == ["kim", "lee", 2, 0]
    assert pair["table"] == [[0] * 4, [0] * 4, [1, 0, 0, 0], [0, 1, 0, 0]]
    assert pair["percent_interval"] is None  # of one query
    assert every["disputes"] == {"open": 1, "adjudicated": 1}
    assert blind["disputes"] == {"open": 0, "adjudicated": 1}
    (own,) = blind["self_consistency"]
    assert (own["annotator"], own["n"], own["same"]) == ("kim", 1, 0)
    # The file says that i is relevant; the adjudication says that it isn't.
    assert blind["gts"][0]["table"] == [[0, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 0]]
    assert (blind["gts"][0]["n"], blind["gts"][0]["same"]) == (1, 0)


def test_agreement_of_one_task(yusa: Yusa, judged: Workspace) -> None:
    found = agreement(yusa, judged, "--task", "t", "--all")
    assert (found["task"], found["overall"]["n"], found["self_consistency"]) == ("t", 1, [])
    assert agreement(yusa, judged, "--task", "u")["overall"]["percent"] is None


def test_six_decimals_and_null(yusa: Yusa, make: Callable[[str], Workspace]) -> None:
    ws = make("three")
    with contextlib.closing(ws.judgments()) as store:
        pairs = [("q", "i"), ("q", "j"), ("i", "j")]
        said = {"kim": (3, 0, 0), "lee": (3, 0, 1)}
        for who, grades in said.items():
            store.append(
                [
                    Judgment(f"{who}{n}", who, *pair, grade=grade)
                    for n, (pair, grade) in enumerate(zip(pairs, grades, strict=True))
                ]
            )
    (pair,) = agreement(yusa, ws)["annotators"]
    assert pair["percent"] == 66.666667
    assert pair["kappa"] == 0.5
    assert pair["relevant"] == [1, 1]
    bare = agreement(yusa, make("bare"))
    assert (bare["overall"]["alpha"], bare["overall"]["percent"]) == (None, None)
    assert (bare["judgment_revision"], bare["judgment_head"]) == (0, None)


def test_agreement_for_people(yusa: Yusa, judged: Workspace) -> None:
    done = yusa("judgments", "agreement", judged.path, "--all")
    assert done.out.splitlines() == [
        "0 of 2 comparisons of two annotators' grades of 2 pairs are the same; alpha -",
        "kim and lee: 0 of 2 the same, kappa -",
        "kim, judging again: 0 of 1 the same",
        "people and gt: 0 of 1 the same, relevant or not",
        "1 of 2 disagreements are not adjudicated",
    ]
