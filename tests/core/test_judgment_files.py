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
from core.judgment_store import JudgmentStore
from core.judgments import Judgment, event_hash
from core.standing import standing

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
        make("j", annotator="이하늘", kind="adjudication", grade=0, note="지침 3항"),
    ]


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_everything_comes_back(
    store: JudgmentStore, other: JudgmentStore, tmp_path: Path, form: Format
) -> None:
    stored = store.append(everything())
    file = tmp_path / f"judgments.{form}"
    file.write_text(export(stored, form), "utf-8", newline="")
    assert import_judgments(other, file, form, IDS) == (7, 7)
    again = other.events()
    assert [e.judgment for e in again] == [e.judgment for e in stored]
    assert [e.at for e in again] == [e.at for e in stored]
    assert export(again, form) == export(stored, form)
    other.verify()


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_second_import_adds_nothing(store: JudgmentStore, tmp_path: Path, form: Format) -> None:
    file = tmp_path / "j"
    file.write_text(export(store.append(everything()), form), "utf-8", newline="")
    assert import_judgments(store, file, form, IDS) == (7, 0)
    assert store.revision() == 7


def test_csv_runs_no_formula_and_opens_with_korean(store: JudgmentStore) -> None:
    text = export(store.append(everything()), "csv")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[4]["annotator"] == "'=HYPERLINK(1)"
    assert rows[0]["note"] == '쉼표, "따옴표"\n둘째 줄'
    for row in rows:
        assert not [v for v in row.values() if v.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'"]
)
def test_csv_marks_what_a_spreadsheet_may_run(
    store: JudgmentStore, other: JudgmentStore, tmp_path: Path, sign: str
) -> None:
    text = f"{sign}HYPERLINK(1)"
    stored = store.append([make(note=text)])
    file = tmp_path / "f.csv"
    file.write_text(export(stored, "csv"), "utf-8", newline="")
    (row,) = csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""))
    assert row["note"] == f"'{text}"
    import_judgments(other, file, "csv", IDS)
    assert other.events()[0].judgment.note == text


@pytest.mark.parametrize(
    "mark", ["\r", "\n", "\r\n", "\n\r\n", "\u2028", "\x0b", "\ufeff", '"', ","]
)
def test_csv_brings_back_every_sign_of_a_note(
    store: JudgmentStore, tmp_path: Path, mark: str
) -> None:
    stored = store.append([make(note=f"a{mark}b"), make(note=mark, task="", guideline="")])
    file = tmp_path / "f.csv"
    file.write_text(export(stored, "csv"), "utf-8", newline="")
    assert import_judgments(store, file, "csv", IDS) == (2, 0)


def test_an_older_file_does_not_overrule_what_was_said_since(
    store: JudgmentStore, tmp_path: Path
) -> None:
    store.append([make(grade=3)], ["2026-02-02T00:00:00.000000+00:00"])
    file = tmp_path / "f"
    old = line(grade=0, at="2025-01-01T00:00:00+00:00")
    late = line(item="j", grade=1, at="2025-03-01T00:00:00+09:00")
    early = line(item="j", grade=2, at="2025-02-01T00:00:00Z")
    file.write_text(f"{old}\n{late}\n{early}\n", "utf-8")
    assert import_judgments(store, file, "jsonl", IDS) == (3, 3)
    now = standing(store.events()).by_pair
    assert now["q", "i"]["김서연"].judgment.grade == 3
    assert now["q", "j"]["김서연"].judgment.grade == 1  # nor by their order in the file
    file.write_text(line(grade=1), "utf-8")  # without a time it is said now
    import_judgments(store, file, "jsonl", IDS)
    assert standing(store.events()).by_pair["q", "i"]["김서연"].judgment.grade == 1


def test_qrels_can_state_a_grade_again(store: JudgmentStore, tmp_path: Path) -> None:
    file = tmp_path / "f"

    def take(grade: int) -> tuple[int, int | None]:
        file.write_text(f"q 0 i {grade}\n")
        _, new = import_judgments(store, file, "qrels", IDS, "kim")
        return new, standing(store.events()).by_pair["q", "i"]["kim"].judgment.grade

    assert [take(grade) for grade in (2, 2, 3, 2, 2)] == [(1, 2), (0, 2), (1, 3), (1, 2), (0, 2)]
    events = [stored.judgment for stored in store.events()]
    assert [event.replaces for event in events] == [None, *(e.event_id for e in events[:-1])]
    for _ in range(3):
        last = standing(store.events()).by_pair["q", "i"]["kim"].judgment
        undo = make(annotator="kim", kind="withdrawal", grade=None, replaces=last.event_id)
        store.append([undo])
    assert take(2) == (1, 2)  # though it was said and taken back


def test_qrels_keep_flag_and_note(store: JudgmentStore, tmp_path: Path) -> None:
    store.append([make(annotator="kim", grade=1, duplicate=True, note="메모")])
    file = tmp_path / "f"
    file.write_text("q 0 i 3\n")
    assert import_judgments(store, file, "qrels", IDS, "kim") == (1, 1)
    found = standing(store.events()).by_pair["q", "i"]["kim"].judgment
    assert (found.grade, found.duplicate, found.note, found.blind) == (3, True, "메모", False)


def test_qrels_of_two_annotators_never_make_one_event(store: JudgmentStore, tmp_path: Path) -> None:
    file = tmp_path / "f"
    for annotator, query in (("a", "b:c"), ("a:b", "c")):
        file.write_text(f"{query} 0 i 2\n")
        got = import_judgments(store, file, "qrels", {"b:c", "c", "i"}, annotator)
        assert got == (1, 1)


def test_qrels_that_name_a_pair_as_not_judged_say_nothing(
    store: JudgmentStore, tmp_path: Path
) -> None:
    file = tmp_path / "f"
    file.write_text("q 0 i -1\nq 0 j -2\nq 0 j 1\n")
    assert import_judgments(store, file, "qrels", IDS, "kim") == (1, 1)
    assert set(standing(store.events()).by_pair) == {("q", "j")}


@pytest.mark.parametrize(
    "change",
    [
        ('"grade": 3', '"grade": 0'),
        ('"annotator": "김서연"', '"annotator": "박준호"'),
        ('"blind": false', '"blind": true'),
        ('"workspace_uuid": "w"', '"workspace_uuid": "v"'),
        ('"revision": 2', '"revision": 3'),
    ],
)
def test_a_line_that_was_changed_after_the_export_is_refused(
    store: JudgmentStore, other: JudgmentStore, tmp_path: Path, change: tuple[str, str]
) -> None:
    stored = store.append([make("j"), make(grade=3, blind=False)])
    text = export(stored[1:], "jsonl")
    assert text.count(change[0]) == 1
    file = tmp_path / "f"
    file.write_text(text.replace(*change), "utf-8")
    with pytest.raises(JudgmentError, match="f line 1: the line was changed after the export"):
        import_judgments(other, file, "jsonl", IDS)
    assert other.events() == []
    file.write_text(text, "utf-8")
    assert import_judgments(other, file, "jsonl", IDS) == (1, 1)


def test_lines_of_two_histories_do_not_make_one(
    store: JudgmentStore, other: JudgmentStore, tmp_path: Path
) -> None:
    lines = export(store.append([make(), make("j")]), "jsonl").splitlines()
    forged = export(other.append([make(grade=0)]), "jsonl").splitlines()
    file = tmp_path / "f"
    file.write_text(f"{forged[0]}\n{lines[1]}\n", "utf-8")
    with pytest.raises(JudgmentError, match="f line 2: the line before was changed"):
        import_judgments(store, file, "jsonl", IDS)


def test_events_of_another_workspace_keep_where_they_come_from(
    store: JudgmentStore, tmp_path: Path
) -> None:
    (first,) = store.append([make()])
    file = tmp_path / "f"
    places = [store]
    for name in ("second", "third"):
        file.write_text(export(places[-1].events(), "jsonl"), "utf-8")
        places.append(JudgmentStore.open(tmp_path / f"{name}.sqlite", name))
        assert import_judgments(places[-1], file, "jsonl", IDS) == (1, 1)
        assert import_judgments(places[-1], file, "jsonl", IDS) == (1, 0)
        (event,) = places[-1].events()
        assert (event.workspace_uuid, event.judgment) == (name, first.judgment)
        assert event.origin == f"w/1/{first.hash}"  # the first place, through any others
        places[-1].verify()
    assert first.origin is None


def test_an_origin_has_a_form(store: JudgmentStore, tmp_path: Path) -> None:
    (stored,) = store.append([make()])
    values = {**json.loads(export([stored], "jsonl")), "origin": "a\0b"}
    values["hash"] = event_hash(values)
    file = tmp_path / "f"
    file.write_text(json.dumps(values), "utf-8")
    with pytest.raises(JudgmentError, match=r"f line 1: origin .* isn't WORKSPACE/REVISION/HASH"):
        import_judgments(store, file, "jsonl", IDS)


def test_new_judgments_of_others_during_an_import_do_not_count(
    store: JudgmentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "f"
    file.write_text(line(), "utf-8")
    take_in = JudgmentStore.take_in

    def meanwhile(self: JudgmentStore, *values: Any) -> Any:
        for item in ("j", "문항 1"):
            take_in(self, [make(item)])
        result = take_in(self, *values)
        take_in(self, [make(annotator="lee")])
        return result

    monkeypatch.setattr(JudgmentStore, "take_in", meanwhile)
    assert import_judgments(store, file, "jsonl", IDS) == (1, 1)


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


HEAD = "event_id,annotator,query,item,grade\n"


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
        ("qrels", "q 0 i 1\nq 0 j 1\nq 0 i 2\n", r"f line 3: another grade .* on line 1"),
        ("jsonl", line(kind=[]), r"f line 1: kind \[\] is unknown"),
        ("jsonl", line(query_content=5), r"f line 1: query_content has to be text"),
        ("jsonl", line(replaces=["e"]), r"f line 1: replaces has to be text"),
        ("jsonl", line(duration_ms=10**30), r"f line 1: .*duration_ms is 10+; it lies between"),
        ("jsonl", line(duration_ms=-1), r"f line 1: .*duration_ms is -1; it lies between"),
        ("jsonl", line(grade=10**4000), r"f line 1: .*grade 10{39}; grades are"),
        ("jsonl", line(note="a\0b"), r"f line 1: .*note holds the character NUL"),
        ("jsonl", line(event_id="e" * 500), r"f line 1: .*an event id has 1 to 36"),
        ("jsonl", line(at="0001-01-01T00:00:00+14:00"), r"f line 1: at .* is no ISO 8601 time"),
        ("jsonl", line(at="9999-12-31T23:59:59-14:00"), r"f line 1: at .* is no ISO 8601 time"),
        ("jsonl", line(at="2999-01-01T00:00:00Z"), r"f line 1: at .* lies in the future"),
        ("jsonl", line(at=10**30), r"f line 1: at 1000.* is no ISO 8601 time"),
        ("csv", f"{HEAD}e,a,q,i,--3\n", r"f line 2: grade '--3' is no whole number"),
        ("csv", f"{HEAD}e,a,q,i,{'1' * 5000}\n", r"f line 2: grade '1{39} is no whole number"),
        ("csv", f"{HEAD}e,a,q,i,²\n", r"f line 2: grade '²' is no whole number"),
        ("csv", HEAD.encode() + b"e,a,q,i,\xff\n", r"f line 2: not UTF-8"),
    ],
)
def test_bad_files_are_refused_whole(
    store: JudgmentStore, tmp_path: Path, form: Format, text: str | bytes, message: str
) -> None:
    file = tmp_path / "f"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(JudgmentError, match=message):
        import_judgments(store, file, form, IDS, "이하늘")
    assert store.revision() == 0


def test_one_bad_line_stores_none_of_the_good_ones(store: JudgmentStore, tmp_path: Path) -> None:
    file = tmp_path / "f"
    file.write_text(f"{line()}\n{line(item='zz')}\n", "utf-8")
    with pytest.raises(JudgmentError, match=r"^f line 2: unknown id"):
        import_judgments(store, file, "jsonl", IDS)
    assert store.revision() == 0
