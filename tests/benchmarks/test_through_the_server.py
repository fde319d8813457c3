"""Annotators over real WebSockets against the real server: nothing acknowledged is ever lost.

``make soak`` kills the server 200 times (``YUSA_KILLS``); here a few kills show that it would be
noticed.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import crowd_judging, data, judging_task, killing
from benchmarks.annotator import Annotator, Given
from benchmarks.data import Spec
from benchmarks.judging_task import LostError

KILLS = int(os.environ.get("YUSA_KILLS", "2"))
SPEC = Spec(1000, 8)


def _say(_line: str) -> None:
    pass


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgresql").url)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of which each test takes a copy: making one takes as long as a test."""
    path = tmp_path_factory.mktemp("made") / "workspace"
    data.make(path, SPEC, _say)
    return path


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "workspace")
    return tmp_path


def test_a_crowd_loses_nothing(folder: Path, database: str | None) -> None:
    found: dict[str, Any] = crowd_judging.measure(
        folder, _say, annotators=3, clicks=10, database=database, spec=SPEC
    )
    assert (found["stored"], found["acknowledged"], found["errors"]) == (30, 30, 0)
    assert found["append_ms"]["n"] == found["click_ms"]["n"] == found["saved_ms"]["n"] == 30


@pytest.mark.timeout(7200)
def test_kills_of_the_server_lose_nothing(folder: Path) -> None:
    found = killing.measure(
        folder,
        SPEC,
        _tell,
        kills=KILLS,
        annotators=4 if KILLS > 2 else 2,
        pairs=9_500 if KILLS > 2 else 300,
    )
    assert found["acknowledged"] <= found["stored"] <= found["acknowledged"] + found["pending"]
    assert found["pending"] >= KILLS  # each kill came before an answer
    sys.stderr.write(f"{json.dumps(found)}\n")


def test_what_is_lost_is_noticed(folder: Path) -> None:
    work = judging_task.prepare(folder / "workspace", SPEC, _say, annotators=2, pairs=10)
    assert judging_task.check(work, []) == []
    with pytest.raises(LostError, match="1 judgments are lost"):
        judging_task.check(work, [Given("annotator 01", "Q-0000000", "Q-0000001", 2)])


def test_only_a_count_that_moved_acknowledges() -> None:
    person = Annotator(host="", name="annotator 01", key="", seed=0, judged=4)
    person.pending = Given("annotator 01", "Q-1", "Q-2", 2)
    saved = ":green-badge[:material/check: 저장됨] :small[:gray[Q\\-2 · 같은 풀이]]"
    person.note("markdown", _markdown(":small[:gray[내 판정 4쌍 · 남은 쌍 최대 6]]"))
    person.note("markdown", _markdown(saved))
    assert person.acknowledged == []
    person.note("markdown", _markdown(":small[:gray[내 판정 5쌍 · 남은 쌍 최대 5]]"))
    person.note("markdown", _markdown(saved.replace("Q\\-2", "Q\\-3")))
    assert person.acknowledged == []
    person.note("markdown", _markdown(saved))
    assert (person.acknowledged, person.pending) == ([("annotator 01", "Q-1", "Q-2", 2)], None)


def _markdown(body: str) -> Any:
    from streamlit.proto.Element_pb2 import Element

    element = Element()
    element.markdown.body = body
    return element
