"""Annotate in a task: eligible pairs alone, after practice, blind, and closed with the task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from core.access import new_key
from core.agreement import self_consistency
from core.errors import JudgmentStoreError, VectorError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.standing import statements
from core.store_file import StoreFile
from core.task_store import TaskStore
from core.tasks import Example, Guideline, Practice, Seat, Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import services, state
from dashboard.components import judge_form
from dashboard.components.tasking import menu, practice, working
from dashboard.desk import Desk

OpenPage = Callable[..., AppTest]
TASK = Task(
    "t-1",
    "수학 1차",
    "hybrid",
    queue="pooled",
    depth=3,
    roster=(Seat("김서연"), Seat("이준호")),
    guideline=Guideline("풀이를 봅니다."),
    practice=(Practice("Q00", "Q02", 2, "식 세우기가 같음"), Practice("Q03", "Q05", 0)),
    overlap=0.0,
    repeats=0.0,
    is_open=True,
)


class Office:
    """A workspace with an open task and its people's keys."""

    def __init__(self, path: Path, open_page: OpenPage) -> None:
        self.path, self.open_page = path, open_page
        self.ws = Workspace.open(path)
        self.tasks = TaskStore.open(path / JUDGMENTS, self.ws.uuid)
        self.judgments = JudgmentStore.open(path / JUDGMENTS, self.ws.uuid)
        self.keys = {name: new_key() for name in ("박 부장", "김서연", "이준호")}
        self.tasks.grant(self.keys["박 부장"], "lead", "박 부장")
        for name in ("김서연", "이준호"):
            self.tasks.grant(self.keys[name], "annotator", name, TASK.id)
            self.judgments.add_annotator(name)
        self.save(TASK)

    def save(self, task: Task) -> None:
        self.tasks.save(task, "박 부장")

    def open(self, name: str = "김서연") -> AppTest:
        return self.open_page(self.path, page="annotate", key=self.keys[name])

    def practised(self, name: str = "김서연") -> AppTest:
        app = self.open(name)
        for grade in (2, 0):
            press(app, judge_form.grade_key(grade))
            press(app, practice.NEXT)
        return press(app, practice.START)


@pytest.fixture
def office(build_sample: Callable[..., Path], tmp_path: Path, open_page: OpenPage) -> Office:
    return Office(build_sample(tmp_path), open_page)


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "success", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def desk_of(app: AppTest) -> Desk:
    desk = app.session_state[state.DESK]
    assert isinstance(desk, Desk)
    return desk


def test_practice_comes_first_and_shows_the_leads_answer(office: Office) -> None:
    app = office.open()
    assert "연습 1/2" in shown(app)
    assert "식 세우기가 같음" not in shown(app)
    app = press(app, judge_form.grade_key(3))
    text = shown(app)
    assert "3 쌍둥이" in text
    assert "2 같은 풀이" in text
    assert "식 세우기가 같음" in text
    app = press(app, practice.NEXT)
    app = press(app, judge_form.grade_key(0))
    assert "책임자의 답도" in shown(app)
    app = press(app, practice.NEXT)
    text = shown(app)
    assert "연습 2쌍 중 1쌍" in text
    assert "내 답 3 쌍둥이, 책임자 2 같은 풀이" in text
    app = press(app, practice.START)
    assert "후보 1/" in shown(app)
    assert office.judgments.revision() == 0, "practice is no judgment"
    # Whoever practised once doesn't practise again.
    assert "후보 1/" in shown(office.open())
    assert "연습 1/2" in shown(office.open("이준호"))


def test_an_annotator_judges_the_tasks_pairs_and_each_says_by_what(office: Office) -> None:
    app = office.practised()
    text = shown(app)
    for secret in ("Success@5", "순위", "점수", "모델", "hybrid"):
        assert secret not in text, secret
    assert not app.get("page_link")
    assert not app.get("selectbox"), "who judges is the key's to say"
    pair = desk_of(app).pair
    assert pair is not None
    app = press(app, judge_form.grade_key(2))
    (stored,) = office.judgments.events()
    judgment = stored.judgment
    assert (judgment.query, judgment.item, judgment.grade) == (*pair, 2)
    assert (judgment.annotator, judgment.task) == ("김서연", "t-1")
    assert judgment.guideline == TASK.guideline.version
    assert judgment.blind
    assert "내 판정 1쌍" in shown(app)
    assert "저장됨" in shown(app)


def test_all_pairs_are_judged_once_by_two_people_at_once(office: Office) -> None:
    apps = [office.practised(name) for name in ("김서연", "이준호")]
    for _ in range(200):
        for app in apps:
            if desk_of(app).pair is not None:
                press(app, judge_form.grade_key(1))
        if all(desk_of(app).pair is None for app in apps):
            break
        for app in apps:
            if desk_of(app).pair is None:
                press(app, working.MORE)
    assert "지금 판정할 쌍이 없습니다" in shown(apps[0])
    events = [stored.judgment for stored in office.judgments.events()]
    pairs = [(event.query, event.item) for event in events]
    assert len(pairs) == len(set(pairs)) > 5
    assert {event.annotator for event in events} == {"김서연", "이준호"}
    practised = {(each.query, each.item) for each in TASK.practice}
    assert not practised & set(pairs), "practice pairs' answers were seen"


def test_pairs_are_of_eligible_subjects_alone(office: Office) -> None:
    by_subject: dict[str | None, str] = {}
    for item in office.ws.items.get_many(office.ws.items.ids):
        by_subject.setdefault(item.subject, item.id)
    mine = next(subject for subject in by_subject if subject)
    assert len(by_subject) > 1, "else this shows nothing"
    seats = (Seat("김서연", (mine,)), Seat("이준호"))
    both = replace(TASK, roster=seats, queries=tuple(by_subject.values()), pool="corpus")
    office.save(both)
    app = office.practised()
    seen = set()
    while desk_of(app).pair is not None:
        seen.add(desk_of(app).pair[0])  # type: ignore[index]
        press(app, judge_form.grade_key(1))
    assert seen == {by_subject[mine]}
    done = shown(app)
    assert f"내 판정 {len(desk_of(app).made)}쌍" in done
    assert "개 이하" not in done, "nothing is left now"
    assert "20개 이하" in shown(office.practised("이준호"))


def test_undo_goes_back_over_a_reload(office: Office) -> None:
    app = office.practised()
    pairs = []
    for _ in range(3):
        pairs.append(desk_of(app).pair)
        press(app, judge_form.grade_key(1))
    again = office.open()
    for pair in reversed(pairs):
        press(again, judge_form.button_key("undo"))
        assert desk_of(again).pair == pair
    kinds = [stored.judgment.kind for stored in office.judgments.events()]
    assert kinds == ["judgment"] * 3 + ["withdrawal"] * 3
    assert "내 판정 0쌍" in shown(again)


def test_a_task_that_is_closed_takes_nothing_more(office: Office) -> None:
    app = office.practised()
    office.save(replace(TASK, is_open=False))
    press(app, judge_form.grade_key(1))
    assert office.judgments.revision() == 0
    assert "닫혔거나" in shown(app)
    assert "닫혀" in shown(office.open())


def test_a_key_that_was_taken_back_takes_nothing_more(office: Office) -> None:
    app = office.practised()
    office.tasks.revoke("annotator", "김서연", TASK.id)
    press(app, judge_form.grade_key(1))
    assert office.judgments.revision() == 0
    assert "판정 작업이 진행 중이라" in shown(app)


def test_a_new_link_closes_the_sessions_of_the_old_one(office: Office) -> None:
    app = office.practised()
    office.tasks.revoke("annotator", "김서연", TASK.id)
    office.tasks.grant(new_key(), "annotator", "김서연", TASK.id)
    press(app, judge_form.grade_key(1))
    assert office.judgments.revision() == 0


def test_a_guideline_that_changed_is_said_and_stored_from_then_on(office: Office) -> None:
    app = office.practised()
    press(app, judge_form.grade_key(1))
    changed = replace(TASK, guideline=Guideline("단원도 봅니다."))
    office.save(changed)
    app.run()
    assert [toast.value for toast in app.toast] == [
        "책임자가 작업을 고쳤습니다. 판정 기준을 다시 읽어 보세요."
    ]
    press(app, judge_form.grade_key(2))
    versions = [stored.judgment.guideline for stored in office.judgments.events()]
    assert versions == [TASK.guideline.version, changed.guideline.version]


def test_the_guideline_is_in_reach_and_literal(office: Office) -> None:
    office.save(replace(TASK, guideline=Guideline("<b>굵게</b> *별*")))
    app = press(office.practised(), judge_form.button_key("guide"))
    text = shown(app)
    assert "굵게" in text
    assert "<b>" not in text


def test_examples_show_both_questions(office: Office) -> None:
    examples = {3: (Example("Q00", "Q01", "숫자만 다름"), Example("gone", "Q01"))}
    office.save(replace(TASK, guideline=Guideline("", examples)))
    app = press(office.practised(), judge_form.button_key("guide"))
    assert [each.label for each in app.expander if "Q00 → Q01" in each.label] == [
        "Q00 → Q01 · 숫자만 다름"
    ]
    assert "gone → Q01" in shown(app)


def test_leaving_forgets_the_key(office: Office) -> None:
    app = press(office.practised(), menu.LEAVE)
    assert "판정 작업이 진행 중이라" in shown(app)


@pytest.mark.parametrize("queue", ["decisive", "first", "second"])
def test_every_queue_gives_pairs_or_says_that_there_are_none(office: Office, queue: str) -> None:
    office.save(replace(TASK, queue=queue, pool="corpus"))  # type: ignore[arg-type]
    app = office.practised()
    text = shown(app)
    assert ("후보 1/" in text) == (queue != "second"), "nobody judged anything yet"
    if queue == "second":
        assert "지금 판정할 쌍이 없습니다" in text


def test_a_second_opinion_is_asked_of_somebody_else(office: Office) -> None:
    app = office.practised()
    pair = desk_of(app).pair
    press(app, judge_form.grade_key(1))
    office.save(replace(TASK, id="t-2", queue="second"))
    for name in ("김서연", "이준호"):
        office.keys[name] = new_key()
        office.tasks.grant(office.keys[name], "annotator", name, "t-2")
    assert desk_of(office.practised("이준호")).order == [pair]
    assert desk_of(office.practised("김서연")).order == []


def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database can neither be read nor written."""

    def fail(_store: StoreFile, *_: object) -> None:
        raise JudgmentStoreError("out of reach")

    monkeypatch.setattr(StoreFile, "_read", fail)
    monkeypatch.setattr(StoreFile, "_write", fail)


def test_while_the_store_is_away_pair_and_grade_stay_and_can_be_saved_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = office.practised()
    pair = desk_of(app).pair
    assert pair is not None
    with monkeypatch.context() as patch:
        away(patch)
        press(app, judge_form.grade_key(2))
        for _ in range(2):
            text = shown(app)
            assert "저장되지 않았습니다" in text
            assert "out of reach" in text
            assert pair[1] in text
            assert desk_of(app).pair == pair
            assert app.button(key=judge_form.grade_key(2)).proto.type == "primary"
            app.run()  # the whole page, as after another choice of language
        press(app, judge_form.button_key("retry"))
        assert "저장되지 않았습니다" in shown(app)
    press(app, judge_form.button_key("retry"))
    (stored,) = office.judgments.events()
    assert (stored.judgment.query, stored.judgment.item, stored.judgment.grade) == (*pair, 2)
    assert "저장되지 않았습니다" not in shown(app)
    assert desk_of(app).pair != pair


def test_a_grade_that_came_too_late_is_not_said_to_be_saved(office: Office) -> None:
    app = office.practised()
    pair = desk_of(app).pair
    assert pair is not None
    office.save(replace(TASK, is_open=False))
    press(app, judge_form.grade_key(3))
    text = shown(app)
    assert "모두 저장되어" not in text
    assert "저장하지 않았습니다" in text
    assert pair[1] in text
    press(app, judge_form.button_key("retry"))
    assert office.judgments.revision() == 0
    office.save(TASK)
    app.run()
    press(app, judge_form.button_key("retry"))
    (stored,) = office.judgments.events()
    assert (stored.judgment.query, stored.judgment.item, stored.judgment.grade) == (*pair, 3)


def test_where_the_next_pairs_are_out_of_reach_nobody_is_told_that_all_is_done(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = office.practised()
    while True:
        if desk_of(app).at == len(desk_of(app).order) - 1:
            break
        press(app, judge_form.grade_key(1))

    def fail(*_: object) -> None:
        raise JudgmentStoreError("out of reach")

    monkeypatch.setattr(TaskStore, "claim", fail)
    press(app, judge_form.grade_key(1))
    text = shown(app)
    assert desk_of(app).pair is None
    assert "out of reach" in text
    assert "지금 판정할 쌍이 없습니다" not in text


def test_practice_is_closed_with_the_task_and_by_the_key(office: Office) -> None:
    app = office.open()
    office.tasks.revoke("annotator", "김서연", TASK.id)
    press(app, judge_form.grade_key(2))
    assert office.tasks.checks(TASK.id) == []
    other = office.open("이준호")
    office.save(replace(TASK, is_open=False))
    press(other, judge_form.grade_key(2))
    assert office.tasks.checks(TASK.id) == []


def test_no_second_opinion_is_asked_on_a_question_that_is_gone(office: Office) -> None:
    """Judgments outlive the items that they are of."""
    gone, there = (Judgment(f"e-{item}", "박 부장", "Q00", item, grade=2) for item in ("X", "Q01"))
    office.judgments.append([gone, there])
    office.save(replace(TASK, queue="second", practice=()))
    assert desk_of(office.open()).order == [("Q00", "Q01")]


def test_questions_that_an_import_took_away_leave_practice_queue_and_desk(office: Office) -> None:
    queries = ("Q00", "Q03", "Q11")
    pairs = (Practice("Q00", "Q02", 2), Practice("Q11", "Q05", 0))
    task = replace(TASK, queries=queries, practice=pairs, repeats=1.0)
    office.save(task)
    app = office.open()
    press(app, judge_form.grade_key(2))
    press(app, practice.NEXT)
    lines = (office.path.parent / "files" / "items.jsonl").read_text("utf-8").splitlines()
    file = office.path.parent / "fewer.jsonl"
    file.write_text("\n".join(line for line in lines if '"Q11"' not in line), "utf-8")
    import_files(office.path, ImportRequest(items=file, replace=True))
    app.run()
    press(app, practice.START)
    for _ in range(100):
        desk = desk_of(app)
        assert "후보" in shown(app) or desk.pair is None
        if desk.pair is None:
            break
        assert "Q11" not in desk.pair
        press(app, judge_form.grade_key(1))
    assert {stored.judgment.query for stored in office.judgments.events()} == {"Q00", "Q03"}


def test_a_failure_names_no_variant_and_no_ground_truth_to_annotators(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = office.practised()

    def fail(*_: object) -> None:
        raise VectorError('variants/picture of "hybrid": vectors.npy is damaged')

    monkeypatch.setattr(TaskStore, "claim", fail)
    while desk_of(app).pair is not None:
        press(app, judge_form.grade_key(1))
    text = shown(app)
    assert "책임자에게 알려 주세요" in text
    assert "picture" not in text
    office.save(replace(TASK, gt="gone"))
    text = shown(app.run())
    assert "책임자에게 알려 주세요" in text
    assert "gone" not in text


@pytest.mark.parametrize("what", ["nothing", "task", "key", "import"])
def test_a_step_asks_for_the_whole_page_once_something_has_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """A step redraws its own part of the page alone."""
    app = office.practised()
    for name in (state.PAGE, state.KEY, state.ACCESS):
        monkeypatch.setitem(working.st.session_state, name, app.session_state[name])
    page = SimpleNamespace(ws=services.snapshot().ws)
    access, version = app.session_state[state.TASK_AT_DESK]
    if what == "task":
        office.save(replace(TASK, is_open=False))
    elif what == "key":
        office.tasks.revoke("annotator", "김서연", TASK.id)
    elif what == "import":
        file = office.path.parent / "more.json"
        file.write_text('{"Q01": ["Q02"]}', "utf-8")
        import_files(office.path, ImportRequest(gts={"more": file}))
    assert working._has_changed(page, version, access) == (what != "nothing")


def test_a_repeat_that_lies_in_two_windows_is_one_pair_to_compare(office: Office) -> None:
    office.save(replace(TASK, queries=("Q00", "Q03", "Q05"), depth=10, practice=(), repeats=1.0))
    one = office.open()
    while not desk_of(one).repeats:
        press(one, judge_form.grade_key(3))
    two = office.open()
    first = desk_of(one).pair
    assert first == desk_of(two).pair
    press(one, judge_form.grade_key(2))
    press(two, judge_form.grade_key(1))
    judged = office.judgments.events()
    assert [stored.judgment.grade for stored in judged] == [3] * (len(judged) - 2) + [2, 1]
    assert judged[-1].judgment.replaces == judged[-2].judgment.event_id
    kim = self_consistency(statements(judged))["김서연"]
    assert (kim.n, kim.table[3]) == (1, (0, 1, 0, 0))
    assert desk_of(one).pair != first != desk_of(two).pair
