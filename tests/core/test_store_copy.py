"""Copies of a store: the same bytes out of both, interrupted ones go on, nothing is mixed."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core import store_copy
from core.errors import JudgmentStoreError
from core.judgment_files import export
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.postgres import VARIABLE, database
from core.remark_store import Remark, RemarkStore
from core.store_copy import copy_store
from core.workspace import JUDGMENTS, Workspace

WORKSPACE = "11111111-2222-3333-4444-555555555555"
Place = Any  # tests/places.py


def make(item: str = "i", **values: Any) -> Judgment:
    given = {"event_id": str(uuid.uuid4()), "annotator": "김서연", "grade": 2, **values}
    return Judgment(query="q", item=item, **given)


def fill(at: Any, workspace: str = WORKSPACE) -> None:
    with contextlib.closing(JudgmentStore.open(at, workspace)) as store:
        first = make(grade=1, duplicate=True, note='쉼표, "따옴표"\n둘째 줄 😀', duration_ms=1200)
        store.append([first, make("j", grade=None, cannot_tell="그림 없음", blind=False)])
        store.append([make(kind="withdrawal", grade=None, replaces=first.event_id)])
        store.take_in([make("k")], ["2020-01-01T00:00:00+00:00"], ["w/1/" + "0" * 64])
        store.append([make(f"i{n}") for n in range(20)])
        store.add_annotator("박준호")
    with contextlib.closing(RemarkStore.open(at, workspace)) as remarks:
        remarks.append(Remark("r1", "g", "q", "a", "b", "김서연", cause="hole"))
        remarks.append(Remark("r2", "g", "q", "a", "b", "박준호", note="그림 때문"))


def content(at: Any, workspace: str = WORKSPACE) -> tuple[str, list[str], object]:
    with (
        contextlib.closing(JudgmentStore.open(at, workspace)) as store,
        contextlib.closing(RemarkStore.open(at, workspace)) as remarks,
    ):
        store.verify()
        return export(store.events(), "jsonl"), store.annotators(), remarks.of_pair("g", "a", "b")


def test_a_copy_and_its_copy_back_are_the_same(place: Place, tmp_path: Path) -> None:
    file, back = tmp_path / "own.sqlite", tmp_path / "back.sqlite"
    fill(file)
    before = content(file)
    copied = copy_store(file, place.at, WORKSPACE)
    assert {name: n for name, n in copied.rows.items() if n} == {
        "annotators": 1, "judgments": 24, "remarks": 2,
    }  # fmt: skip
    assert "leases" not in copied.rows, "who has what on the desk is claimed anew"
    assert (copied.new, copied.revision) == (27, 24)
    assert content(place.at) == before
    copy_store(place.at, back, WORKSPACE)
    assert content(back) == before
    assert copy_store(file, place.at, WORKSPACE).new == 0
    with contextlib.closing(JudgmentStore.open(back, WORKSPACE)) as store:
        assert store.append([make("later")])[0].revision == 25
    assert copy_store(back, place.at, WORKSPACE).new == 1


def test_an_interrupted_copy_goes_on_where_it_stopped(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.sqlite"
    fill(file)
    write, calls = JudgmentStore.write, []

    def interrupted(store: JudgmentStore, act: Any) -> Any:
        calls.append(act)
        with contextlib.closing(JudgmentStore.open(place.at, WORKSPACE)) as seen:
            some = seen.revision() > 0
        if some and len(calls) > 1:
            raise KeyboardInterrupt
        return write(store, act)

    monkeypatch.setattr(JudgmentStore, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        copy_store(file, place.at, WORKSPACE, batch=5)
    monkeypatch.undo()
    with contextlib.closing(JudgmentStore.open(place.at, WORKSPACE)) as store:
        assert 0 < store.revision() < 24
        store.verify()
    assert 0 < copy_store(file, place.at, WORKSPACE, batch=5).new < 27
    assert content(place.at) == content(file)


@pytest.mark.parametrize("kind", ["judgment", "name", "remark"])
def test_a_target_that_holds_something_else_is_refused(
    place: Place, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "own.sqlite"
    fill(file)
    with contextlib.closing(JudgmentStore.open(place.at, WORKSPACE)) as store:
        if kind == "judgment":
            store.append([make()])
        elif kind == "name":
            store.add_annotator("이하늘")
    if kind == "remark":
        with contextlib.closing(RemarkStore.open(place.at, WORKSPACE)) as remarks:
            remarks.append(Remark("other", "g", "q", "a", "b", "김서연", cause="hole"))
    with pytest.raises(JudgmentStoreError, match="holds something else than the source"):
        copy_store(file, place.at, WORKSPACE)


def test_an_altered_source_is_not_copied(place: Place, tmp_path: Path) -> None:
    place.open(JudgmentStore, WORKSPACE).append([make(f"i{n}") for n in range(3)])
    place.execute(WORKSPACE, "UPDATE judgments SET grade = 0 WHERE revision = 2")
    with pytest.raises(JudgmentStoreError, match="breaks at revision 2 "):
        copy_store(place.at, tmp_path / "copy.sqlite", WORKSPACE)
    assert not (tmp_path / "copy.sqlite").exists()


def test_a_store_is_not_copied_onto_itself(place: Place) -> None:
    with pytest.raises(JudgmentStoreError, match="Give another address"):
        copy_store(place.at, place.at, WORKSPACE)


def test_a_store_that_is_not_there_copies_as_nothing(place: Place, tmp_path: Path) -> None:
    copied = copy_store(tmp_path / "none.sqlite", place.at, WORKSPACE)
    assert (copied.rows, copied.new, copied.revision, copied.head) == ({}, 0, 0, None)


def test_what_is_appended_meanwhile_is_not_part_of_the_copy(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = place.open(JudgmentStore, WORKSPACE)
    writer.append([make()])
    read = store_copy._everything

    def with_a_writer(connection: Any) -> Any:
        found = read(connection)
        if place.server is not None:  # a file's writers wait
            writer.append([make("meanwhile")])
            assert read(connection) == found
        return found

    monkeypatch.setattr(store_copy, "_everything", with_a_writer)
    assert copy_store(place.at, tmp_path / "copy.sqlite", WORKSPACE).revision == 1


def test_the_command_copies_there_and_back(
    yusa: Callable[..., Any],
    make_workspace: Callable[..., Path],
    postgresql: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = make_workspace()
    workspace = Workspace.open(path)
    with contextlib.closing(workspace.judgments()) as store:
        store.append([Judgment("e1", "kim", "a1", "a2", grade=3)])
    before = yusa("judgments", "export", path).out
    done = yusa("judgments", "copy", path, "--to", postgresql.url)
    assert done.code == 0
    for words in ("annotators 0, ", "judgments 1, ", "; 1 new, the chain is whole; head "):
        assert words in done.err
    assert yusa("judgments", "export", path, "--database", postgresql.url).out == before
    (path / JUDGMENTS).unlink()
    monkeypatch.setenv(VARIABLE, postgresql.url)
    assert yusa("judgments", "export", path).out == before
    assert "1 event, the chain is whole" in yusa("judgments", "verify", path).err
    assert yusa("judgments", "copy", path, "--from", postgresql.url).code == 0
    monkeypatch.delenv(VARIABLE)
    assert yusa("judgments", "export", path).out == before
    assert yusa("judgments", "copy", path).code == 2
    done = yusa("judgments", "copy", path, "--to", "postgres://kim:geheim@/")
    assert (done.code, "geheim" in done.err) == (1, False)


def test_figures_with_peoples_grades_come_from_the_database_that_is_named(
    yusa: Callable[..., Any],
    make_workspace: Callable[..., Path],
    postgresql: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = make_workspace()
    workspace = Workspace.open(path, database=postgresql.url)
    assert workspace.judged_at == database(postgresql.url)
    with contextlib.closing(workspace.judgments()) as store:
        head = store.append([Judgment("e1", "kim", "a1", "a2", grade=3)])[-1].hash
    told = ("--database", postgresql.url)
    view = ("--view", "human", "--json")
    assert yusa("evaluate", path, *view).json()["judgment_head"] is None
    flag = yusa("evaluate", path, *view, *told)
    assert flag.json()["judgment_head"] == head
    monkeypatch.setenv(VARIABLE, postgresql.url)
    assert yusa("evaluate", path, *view).out == flag.out
    assert yusa("info", path, "--json").json()["judgment_revision"] == 1
    out = path.parent / "report"
    assert yusa("report", path, "--out", out, "--view", "human").code == 0
    assert head in (out / "report.json").read_text("utf-8")
    assert not (path / JUDGMENTS).exists()
