"""Judgments as files: what goes out comes back, and a spreadsheet runs nothing."""

from __future__ import annotations

import csv
import io
import json
import uuid
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from core.errors import JudgmentError
from core.judgment_files import Format, export, import_judgments
from core.judgments import Judgment, JudgmentStore, standing

IDS = {"q", "i", "j", "문항 1"}


def make(item: str = "i", **values: Any) -> Judgment:
    given = {"event_id": str(uuid.uuid4()), "annotator": "김서연", "grade": 2, **values}
    return Judgment(query="q", item=item, **given)


@pytest.fixture
def store(tmp_path: Path) -> JudgmentStore:
    return JudgmentStore.open(tmp_path / "one.sqlite", "w")


@pytest.fixture
def other(tmp_path: Path) -> JudgmentStore:
    return JudgmentStore.open(tmp_path / "other.sqlite", "w")


def everything() -> list[Judgment]:
    first = make(grade=1, duplicate=True, note='쉼표, "따옴표"\n둘째 줄', duration_ms=1200)
    return [
        first,
        make(
            "j", grade=None, cannot_tell="그림 없음", blind=False, task="수학 1차", guideline="v2"
        ),
        make(grade=3, replaces=first.event_id),
        make("문항 1", grade=None, kind="deferral"),
        make("j", annotator="=HYPERLINK(1)", note="true"),
        make("j", annotator="박준호", note="'=already marked"),
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_everything_comes_back(
    store: JudgmentStore, other: JudgmentStore, tmp_path: Path, form: Format
) -> None:
    stored = store.append(everything())
    file = tmp_path / f"judgments.{form}"
    file.write_text(export(stored, form), "utf-8", newline="")
    assert import_judgments(other, file, form, IDS) == (6, 6)
    again = other.events()
    assert [e.judgment for e in again] == [e.judgment for e in stored]
    assert [e.at for e in again] == [e.at for e in stored]
    assert export(again, form) == export(stored, form)
    other.verify()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_second_import_adds_nothing(store: JudgmentStore, tmp_path: Path, form: Format) -> None:
    file = tmp_path / "j"
    file.write_text(export(store.append(everything()), form), "utf-8", newline="")
    assert import_judgments(store, file, form, IDS) == (6, 0)
    assert store.revision() == 6


def test_csv_runs_no_formula_and_opens_with_korean(store: JudgmentStore) -> None:
    text = export(store.append(everything()), "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[4]["annotator"] == "'=HYPERLINK(1)"
    assert rows[0]["note"] == '쉼표, "따옴표"\n둘째 줄'
    for row in rows:
        assert not [v for v in row.values() if v.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_qrels_carry_the_merged_grades(store: JudgmentStore, tmp_path: Path) -> None:
    store.append([make(grade=3), make(grade=1, annotator="박준호"), make("j", grade=0)])
    text = export(store.events(), "qrels")
    assert text == "q 0 i 1\nq 0 j 0\n"
    file = tmp_path / "out.qrels"
    file.write_text(text)
    with pytest.raises(JudgmentError, match="add --annotator NAME"):
        import_judgments(store, file, "qrels", IDS)
    assert import_judgments(store, file, "qrels", IDS, "이하늘") == (2, 2)
    assert import_judgments(store, file, "qrels", IDS, "이하늘") == (2, 0)
    found = standing(store.events()).by_pair["q", "i"]["이하늘"].judgment
    assert (found.grade, found.blind) == (1, False)


def test_qrels_refuse_an_id_with_a_blank(store: JudgmentStore) -> None:
    store.append([make("문항 1")])
    with pytest.raises(JudgmentError, match='can\'t carry the id "문항 1"'):
        export(store.events(), "qrels")


def line(**changes: object) -> str:
    return json.dumps({**asdict(make()), **changes}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        ("jsonl", "{", r"f line 1: broken JSON"),
        ("jsonl", "[]", r"f line 1: not a JSON object"),
        ("jsonl", line(item="zz"), r'f line 1: unknown id "zz"'),
        ("jsonl", line(grade=7), r"f line 1: .*grades are 0, 1, 2 and 3"),
        ("jsonl", line(grade=1.5), r"f line 1: grade 1\.5 is no whole number"),
        ("jsonl", line(duplicate="yes"), r"f line 1: duplicate has to be true or false"),
        ("jsonl", line(kind="guess"), r"f line 1: kind 'guess' is unknown"),
        ("jsonl", line(event_id=None), r"f line 1: event_id: the id is missing"),
        ("jsonl", line(at="yesterday"), r"f line 1: at 'yesterday' is no ISO 8601 time"),
        ("jsonl", line(at="2026-01-01T00:00:00"), r"names no time zone"),
        ("jsonl", line(note=3), r"f line 1: note has to be text"),
        ("csv", "query,item\nq,i\n", r"f line 1: lacks the columns annotator, event_id"),
        ("csv", "event_id,annotator,query,item,grade\ne,a,q\n", r"f line 2: not as many columns"),
        ("qrels", "q 0 i\n", r"f line 1: 3 columns; qrels have 4"),
        ("qrels", "q 0 i x\n", r"f line 1: grade 'x' is no whole number"),
    ],
)
def test_bad_files_are_refused_whole(
    store: JudgmentStore, tmp_path: Path, form: Format, text: str, message: str
) -> None:
    file = tmp_path / "f"
    file.write_text(text, "utf-8")
    with pytest.raises(JudgmentError, match=message):
        import_judgments(store, file, form, IDS, "이하늘")
    assert store.revision() == 0


def test_one_bad_line_stores_none_of_the_good_ones(store: JudgmentStore, tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_text(f"{line()}\n{line(item='zz')}\n", "utf-8")
    with pytest.raises(JudgmentError, match=r"^f line 2: unknown id"):
        import_judgments(store, file, "jsonl", IDS)
    assert store.revision() == 0
