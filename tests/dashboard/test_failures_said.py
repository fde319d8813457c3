"""What the functions of core refuse, and how a page says it: by the functions themselves."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core import frozen, postgres, search, tasks
from core.errors import YusaError
from core.frozen import add_version, make_stamp
from core.generations import POINTER, read_pointer, write_lock
from core.judgment_store import JudgmentStore
from core.judgments import Judgment, annotator_name
from core.judgments import check as check_judgment
from core.picture_check import _locked
from core.remark_store import Remark
from core.remark_store import check as check_remark
from core.report import read_recommendation, write_recommendation
from core.sampling import draw, sample_queries
from core.settings import SETTINGS, read_settings
from core.task_store import Check, TaskStore
from core.tasks import Example, Guideline, Practice, Seat, Task, check_task
from core.versions import Version
from core.workspace import Workspace
from dashboard import failures, state
from dashboard.browse_link import BrowseLink
from dashboard.strings.errors import WORDS

HANGUL = re.compile("[가-힣]")

TASK = Task("t", "수학", "hybrid", roster=(Seat("김서연"),))
JUDGED = Judgment("e-1", "김서연", "Q00", "Q01", grade=2)
CHECK = Check("c-1", "t", "김서연", "Q00", "Q01", 2)
REMARK = Remark("r-1", "hybrid", "Q00", "picture", "text", "김서연", "hole")
DAY = date(2026, 1, 29)


def freeze(ws: Workspace, name: str = "v1", author: str = "이서준", note: str = "조정 뒤") -> None:
    make_stamp(ws, name, author, note, DAY, 0)


def judged_twice(ws: Workspace) -> None:
    store = JudgmentStore.open(ws.judged_at, ws.uuid)
    try:
        store.append([JUDGED])
        store.append([replace(JUDGED, grade=0)])
    finally:
        store.close()


def record(ws: Workspace, *checks: Check) -> None:
    store = TaskStore.open(ws.judged_at, ws.uuid)
    try:
        for each in checks:
            store.record(each)
    finally:
        store.close()


def practised_wrongly(ws: Workspace) -> None:
    record(ws, replace(CHECK, grade=9))


def practised_twice(ws: Workspace) -> None:
    record(ws, CHECK, replace(CHECK, grade=0))


def practise(**changes: Any) -> None:
    check_task(replace(TASK, practice=(replace(Practice("Q00", "Q02", 1), **changes),)))


def settings(ws: Workspace, text: str) -> None:
    (ws.path / SETTINGS).write_text(text, "utf-8")
    read_settings(ws.path)


def reopened_without(ws: Workspace, part: str | None) -> None:
    (ws.path / str(part)).unlink()
    Workspace.open(ws.path)


def cut_vectors(ws: Workspace) -> None:
    part = read_pointer(ws.path).variants["text"].part
    (ws.path / part / "ids.json").write_text("[]", "utf-8")
    Workspace.open(ws.path).variant("text")


def add(ws: Workspace, name: str, query: str) -> None:
    made = replace(ws.gt("hybrid"), name=name)
    text = f'{{"queries": {{"{query}": {{"Q01": 1}}}}}}'
    add_version(ws.path, Version(made, text, "0" * 64, 0, 0, 0))


def unwritable_recommendation(ws: Workspace) -> None:
    (ws.path / "recommendation.md").mkdir()
    write_recommendation(ws.path, "2B를 권합니다.")


def rewritten(ws: Workspace, part: str, text: str) -> None:
    (ws.path / part).write_text(text, "utf-8")
    Workspace.open(ws.path)


def without_items(ws: Workspace) -> None:
    pointer = json.loads((ws.path / POINTER).read_text("utf-8"))
    rewritten(ws, POINTER, json.dumps(pointer | {"items": None}))


def unreadable_recommendation(ws: Workspace) -> None:
    (ws.path / "recommendation.md").write_bytes(b"\xff")
    read_recommendation(ws.path)


def two_checks(ws: Workspace) -> None:
    file = ws.path / "pictures.jsonl"
    with _locked(file), _locked(file):
        pass


def while_importing(ws: Workspace) -> None:
    with write_lock(ws.path), write_lock(ws.path):
        pass


CASES: dict[str, tuple[str, Callable[[Workspace], object], str]] = {
    # name of the case -> code, what raises it, and what the sentences of both languages name
    "version name": ("version.name", lambda ws: freeze(ws, name="/etc"), "/etc"),
    "version taken": ("version.taken", lambda ws: freeze(ws, name="hybrid"), "hybrid"),
    "version alike": ("version.taken", lambda ws: add(ws, "HYBRID", "Q00"), "HYBRID"),
    "version items gone": ("version.items_gone", lambda ws: add(ws, "v1", "Q77"), "v1"),
    "version without note": ("version.note_missing", lambda ws: freeze(ws, note=" "), ""),
    "version note": (
        "version.note",
        lambda ws: freeze(ws, note="가" * (frozen._MAX_NOTE + 1)),
        "2,000",
    ),
    "version author": ("annotator", lambda ws: freeze(ws, author="가" * 101), "101"),
    "task name": ("task.name", lambda _: check_task(replace(TASK, name="가" * 101)), "101"),
    "task id": ("task.id", lambda _: check_task(replace(TASK, id="A B")), "A B"),
    "task gt": ("task.gt", lambda _: check_task(replace(TASK, gt="")), ""),
    "task queue": ("task.kind", lambda _: check_task(replace(TASK, queue="all")), "all"),  # type: ignore[arg-type]
    "task depth": ("task.depth", lambda _: check_task(replace(TASK, depth=99)), "99"),
    "task share": ("task.share", lambda _: check_task(replace(TASK, overlap=1.5)), "1.5"),
    "task queries": (
        "task.queries",
        lambda _: check_task(replace(TASK, queries=("Q00", "Q00"))),
        "",
    ),
    "task seat": (
        "task.seat",
        lambda _: check_task(replace(TASK, roster=(Seat("김"), Seat("김")))),
        "김",
    ),
    "task nobody": (
        "task.nobody",
        lambda _: check_task(replace(TASK, roster=(), is_open=True)),
        "",
    ),
    "task subjects": (
        "task.subjects",
        lambda _: check_task(replace(TASK, roster=(Seat("김", ("수학", "수학")),))),
        "김",
    ),
    "task annotator": ("annotator", lambda _: check_task(replace(TASK, roster=(Seat(""),))), "0"),
    "task characters": ("characters", lambda _: check_task(replace(TASK, gt="h\0")), ""),
    "practice grade": ("task.practice_grade", lambda _: practise(grade=7), "Q02"),
    "practice same": ("task.practice_same", lambda _: practise(item="Q00"), "Q00"),
    "practice remark": ("task.remark", lambda _: practise(remark="가" * 2_001), "2,001"),
    "task guideline": (
        "task.guideline",
        lambda _: check_task(replace(TASK, guideline=Guideline("가" * (tasks.MAX_TEXT + 1)))),
        "20,001",
    ),
    "example remark": (
        "task.remark",
        lambda _: check_task(
            replace(TASK, guideline=Guideline("", {1: (Example("Q00", "Q01", "가" * 2_001),)}))
        ),
        "2,001",
    ),
    "example grade": (
        "task.example_grade",
        lambda _: check_task(replace(TASK, guideline=Guideline("", {9: ()}))),
        "9",
    ),
    "task stored": ("task.damaged", lambda _: tasks.from_document("[]"), ""),
    "sample none": ("sample.none", lambda _: draw({}, "subject", 5, 0), ""),
    "sample many": ("sample.many", lambda _: draw({"수학": ["Q00"]}, "subject", 5, 0), "5"),
    "sample field": ("field.unknown", lambda ws: sample_queries(ws, "chapter", 1, 0), "chapter"),
    "annotator": ("annotator", lambda _: annotator_name("가" * 101), "101"),
    "annotator characters": ("characters", lambda _: annotator_name("김\0"), ""),
    "judgment note": (
        "judgment.note",
        lambda _: check_judgment(replace(JUDGED, note="가" * 10_001)),
        "10,001",
    ),
    "judgment characters": (
        "characters",
        lambda _: check_judgment(replace(JUDGED, note="\ud800")),
        "",
    ),
    "judgment same": (
        "judgment.same",
        lambda _: check_judgment(replace(JUDGED, item="Q00")),
        "Q00",
    ),
    "judgment why": (
        "judgment.why",
        lambda _: check_judgment(replace(JUDGED, kind="adjudication")),
        "Q01",
    ),
    "judgment grade": ("judgment", lambda _: check_judgment(replace(JUDGED, grade=9)), "Q01"),
    "judgment twice": ("judgment", judged_twice, "Q01"),
    "practice answer": ("judgment", practised_wrongly, "Q01"),
    "practice answered twice": ("judgment", practised_twice, "Q01"),
    "remark cause": ("remark.cause", lambda _: check_remark(replace(REMARK, cause="moon")), "moon"),
    "remark note": (
        "remark.note",
        lambda _: check_remark(replace(REMARK, note="가" * 2_001)),
        "2,001",
    ),
    "remark variants": (
        "remark.variants",
        lambda _: check_remark(replace(REMARK, variant_a="text")),
        "text",
    ),
    "remark characters": ("characters", lambda _: check_remark(replace(REMARK, note="\0")), ""),
    "recommendation": (
        "recommendation.length",
        lambda ws: write_recommendation(ws.path, "가" * 20_001),
        "20,001",
    ),
    "recommendation characters": (
        "characters",
        lambda ws: write_recommendation(ws.path, "\ud800"),
        "",
    ),
    "recommendation file": ("unwritable", unwritable_recommendation, "recommendation.md"),
    "item": ("item.unknown", lambda ws: ws.items.get("Q99"), "Q99"),
    "variant": ("variant.unknown", lambda ws: ws.variant("8B"), "8B"),
    "gt": ("gt.unknown", lambda ws: ws.gt("third"), "third"),
    "vector": ("no_vector", lambda ws: search.neighbours(ws, "Q09", "picture"), "Q09"),
    "vector of a pair": (
        "no_vector",
        lambda ws: search.pair_score(ws, "picture", "Q00", "Q09"),
        "picture",
    ),
    "pool": ("pool.undeclared", lambda ws: search.make_pool(ws, "judged", "open"), "open"),
    "pool without gt": ("pool.gt", lambda ws: search.make_pool(ws, "judged"), ""),
    "filter": (
        "field.unknown",
        lambda ws: search.make_pool(ws, where=(("chapter", "1"),)),
        "chapter",
    ),
    "filter value": (
        "field.truth",
        lambda ws: ws.items.matching([("has_image", "maybe")]),
        "maybe",
    ),
    "import": ("busy", while_importing, "workspace"),
    "picture check": ("pictures.checking", two_checks, ""),
    "workspace": ("workspace.none", lambda ws: Workspace.open(ws.path / "nowhere"), "nowhere"),
    "workspace file": (
        "workspace.none",
        lambda ws: Workspace.open(ws.path / POINTER),
        "workspace.json",
    ),
    "workspace pointer": (
        "workspace.pointer_gone",
        lambda ws: reopened_without(ws, POINTER),
        "workspace.json",
    ),
    "workspace part": (
        "workspace.file_gone",
        lambda ws: reopened_without(ws, read_pointer(ws.path).gts["open"]),
        "open",
    ),
    "vectors": ("variant.damaged", cut_vectors, "text"),
    "settings line": ("settings.read", lambda ws: settings(ws, "name = \n"), "line 1"),
    "settings secret": (
        "settings.secret",
        lambda ws: settings(ws, 'database = "x"'),
        "YUSA_DATABASE_URL",
    ),
    "settings name": ("settings.text", lambda ws: settings(ws, "name = 1"), "name"),
    "settings table": ("settings.tables", lambda ws: settings(ws, "memory = 1"), "[memory]"),
    "settings measure": (
        "settings.choice",
        lambda ws: settings(ws, '[target]\nmeasure = "mrr"'),
        "target.measure",
    ),
    "settings value": (
        "settings.share",
        lambda ws: settings(ws, "[target]\nvalue = 80"),
        "target.value",
    ),
    "settings margin": (
        "settings.share_below",
        lambda ws: settings(ws, "[target]\nmargin = 5"),
        "target.margin",
    ),
    "settings symmetric": (
        "settings.truth",
        lambda ws: settings(ws, "[judgments]\nsymmetric = 1"),
        "symmetric",
    ),
    "settings memory": (
        "settings.number",
        lambda ws: settings(ws, "[memory]\nindexes_gb = 0"),
        "indexes_gb",
    ),
    "settings studies": (
        "settings.studies",
        lambda ws: settings(ws, "[study]\nhybrid = 1"),
        "[study.",
    ),
    "settings study": (
        "settings.study",
        lambda ws: settings(ws, "[study.hybrid]\nn = 1"),
        "hybrid",
    ),
    "settings queries": (
        "settings.study_queries",
        lambda ws: settings(ws, "[study.hybrid]\nqueries = 0"),
        "queries",
    ),
    "settings sampling": (
        "settings.study_sampling",
        lambda ws: settings(ws, "[study.hybrid]\nqueries = 9"),
        "sampling",
    ),
    "settings planned": (
        "settings.study_planned",
        lambda ws: settings(ws, '[study.hybrid]\nqueries = 9\nsampling = "추첨"'),
        "planned",
    ),
    "workspace damaged": (
        "workspace.damaged",
        lambda ws: rewritten(ws, POINTER, "{"),
        "workspace.json",
    ),
    "workspace list": (
        "workspace.damaged",
        lambda ws: rewritten(ws, POINTER, "[]"),
        "workspace.json",
    ),
    "workspace schema": (
        "workspace.schema",
        lambda ws: rewritten(ws, POINTER, '{"schema_version": 99}'),
        "workspace.json",
    ),
    "workspace empty pointer": (
        "workspace.damaged",
        lambda ws: rewritten(ws, POINTER, '{"schema_version": 1}'),
        "workspace.json",
    ),
    "workspace items": ("workspace.no_items", without_items, "workspace"),
    "gt damaged": (
        "workspace.part_damaged",
        lambda ws: rewritten(ws, str(read_pointer(ws.path).gts["open"]), "{"),
        "open",
    ),
    "items damaged": (
        "items.damaged",
        lambda ws: rewritten(ws, f"{read_pointer(ws.path).items_part}/items.sqlite", "no"),
        "items.sqlite",
    ),
    "recommendation kept": ("recommendation.read", unreadable_recommendation, "recommendation.md"),
    "remark id": ("remark", lambda _: check_remark(replace(REMARK, remark_id="")), ""),
    "database": ("database.address", lambda _: postgres.database("nonsense"), "YUSA_DATABASE_URL"),
    "database name": (
        "database.unnamed",
        lambda _: postgres.database("postgresql+psycopg://a.example"),
        "a.example",
    ),
}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The session's state, outside of a page."""
    made: dict[str, object] = {}
    monkeypatch.setattr(failures.st, "session_state", made)
    return made


def say(session: dict[str, object], error: YusaError, language: str = "ko") -> str:
    session[state.LINK] = BrowseLink(language=language)  # type: ignore[arg-type]
    return failures.said(error)


def raised(act: Callable[[Workspace], object], ws: Workspace) -> YusaError:
    with pytest.raises(YusaError) as caught:
        act(ws)
    return caught.value


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_failure_is_said_in_the_language_of_the_session(
    case: str, sample_path: Path, tmp_path: Path, session: dict[str, object]
) -> None:
    code, act, named = CASES[case]
    own = tmp_path / "workspace"
    shutil.copytree(sample_path, own)
    error = raised(act, Workspace.open(own))
    assert error.reason is not None
    assert error.reason.code == code
    korean, english = say(session, error), say(session, error, "en")
    assert HANGUL.search(re.sub("‘.*?’", "", korean))
    assert re.search(r"(니다|세요)(\(.*\))?\.( \(.*\))?$", korean)
    assert not HANGUL.search(english.replace(named, "").replace(str(tmp_path), ""))
    assert named in korean
    assert named in english
    assert not HANGUL.search(
        str(error).replace(named, "").replace("수학", "").replace("김서연", "")
    )
    assert korean != str(error)


def test_every_reason_is_met_above_but_for_those_that_take_another_program() -> None:
    met = {f"error.{code}" for code, _act, _named in CASES.values()}
    assert WORDS.keys() - met == {
        "error.busy.again",  # between two looks at a file
        *("error.database.driver", "error.database.option"),
        "error.items.index_damaged",
    }
