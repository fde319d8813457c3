"""Annotate in a task: eligible pairs alone, after practice, blind, and closed with the task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.access import new_key
from core.judgment_store import JudgmentStore
from core.task_store import TaskStore
from core.tasks import Example, Guideline, Practice, Seat, Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import state
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
    assert "최대" in shown(office.practised("이준호"))


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
    assert "닫혀" in shown(app)
    assert "닫혀" in shown(office.open())


def test_a_key_that_was_taken_back_takes_nothing_more(office: Office) -> None:
    app = office.practised()
    office.tasks.revoke("annotator", "김서연", TASK.id)
    press(app, judge_form.grade_key(1))
    assert office.judgments.revision() == 0
    assert "판정 작업이 진행 중이라" in shown(app)


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
