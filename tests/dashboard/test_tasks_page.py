"""A lead makes a task: the first key, the form, the links; by the page's own widgets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from core.access import Access
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.task_store import TaskStore
from core.tasks import Example, Guideline, Practice, Seat, Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import state, strings, tasking
from dashboard.components.tasking import form, listing, opening

OpenPage = Callable[..., AppTest]
KO = partial(strings.text, "ko")


@pytest.fixture
def path(build_sample: Callable[..., Path], tmp_path: Path) -> Path:
    return build_sample(tmp_path)


@pytest.fixture
def store(path: Path) -> TaskStore:
    return TaskStore.open(path / JUDGMENTS, Workspace.open(path).uuid)


@pytest.fixture
def lead(open_page: OpenPage, path: Path) -> AppTest:
    """Tasks, opened by the lead who made the first key."""
    app = open_page(path, page="tasks")
    app.text_input(key=state.WIDGET_LEAD_NAME).set_value("박 부장")
    return app.button(key=opening.MAKE).click().run()


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error", "code")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def key_shown(app: AppTest) -> str:
    (found,) = re.findall(r"key=([\w-]+)", "\n".join(c.value for c in app.code))
    return str(found)


def fill(app: AppTest, **values: object) -> AppTest:
    for name, value in values.items():
        kinds = (app.text_input, app.text_area, app.number_input, app.selectbox, app.checkbox)
        for kind in kinds:
            found = [each for each in kind if each.key == form.field(name)]
            for each in found:
                each.set_value(value)
    return app


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def test_the_first_key_is_shown_once_and_opens_everything(
    lead: AppTest, store: TaskStore, open_page: OpenPage, path: Path
) -> None:
    text = shown(lead)
    assert "**박 부장**" in text
    key = key_shown(lead)
    assert not press(lead, opening.KEPT).code, "a key that was put away is gone"
    assert store.access(key) == Access("lead", "박 부장")
    again = shown(open_page(path, page="tasks", key=key))
    assert "**박 부장**" in again
    assert key not in again
    # Without it the page is closed from now on, open task or not.
    other = shown(open_page(path, page="tasks"))
    assert "접속 키를 잃어버렸다면" in other
    assert "새 작업" not in other


def test_whoever_asks_for_the_first_key_second_is_told_that_there_is_a_lead(
    store: TaskStore, open_page: OpenPage, path: Path
) -> None:
    apps = [open_page(path, page="tasks") for _ in range(2)]
    for app, name in zip(apps, ("박 부장", "최 과장"), strict=True):
        app.text_input(key=state.WIDGET_LEAD_NAME).set_value(name)
    first, second = (press(app, opening.MAKE) for app in apps)
    told = KO("task.fault.lead.there")
    assert "**박 부장**" in shown(first)
    assert told not in shown(first)
    assert [error.value.replace("\\", "") for error in second.error] == [told]
    assert not second.code, "no key"
    assert "새 작업" not in shown(second)
    assert store.has_key(Access("lead", "박 부장"))
    assert not store.has_key(Access("lead", "최 과장"))
    assert told not in shown(second.run()), "once"


def test_a_task_is_made_opened_and_its_link_lets_one_person_in(
    lead: AppTest, store: TaskStore, open_page: OpenPage, path: Path
) -> None:
    app = press(lead, listing.NEW)
    fill(
        app,
        name="수학 1차",
        gt="hybrid",
        queue="pooled",
        depth=10,
        overlap=25.0,
        roster="김서연: 수학\n이준호",
        queries="Q00",
        examples="3 Q00 Q01 숫자만 다름",
        practice="2 Q00 Q02\n0 Q03 Q05 다른 단원",
    )
    app = press(app, form.SAVE)
    (version,) = store.tasks().values()
    task = version.task
    assert (task.name, task.gt, task.queue, task.depth) == ("수학 1차", "hybrid", "pooled", 10)
    assert task.roster == (Seat("김서연", ("수학",)), Seat("이준호"))
    assert task.queries == ("Q00",)
    assert (task.overlap, task.repeats) == (0.25, 0.05)
    assert task.guideline.examples == {3: (Example("Q00", "Q01", "숫자만 다름"),)}
    assert task.practice == (Practice("Q00", "Q02", 2), Practice("Q03", "Q05", 0, "다른 단원"))
    assert version.author == "박 부장"
    assert not task.is_open
    app = press(app, listing.button_key("switch", task.id))
    assert store.tasks()[task.id].task.is_open
    assert "진행 중" in shown(app)
    app = press(app, listing.button_key("link", task.id, "이준호"))
    links = [code.value for code in app.code if "/annotate?" in code.value]
    first = links[0].partition("key=")[2]
    assert store.access(first) == Access("annotator", "이준호", task.id)
    app = press(app, listing.button_key("link", task.id, "이준호"))
    assert store.access(first) is None, "a new link closes the old one"


def test_what_cannot_be_read_is_said_by_line_and_stays_typed(
    lead: AppTest, store: TaskStore
) -> None:
    app = press(lead, listing.NEW)
    fill(
        app,
        name="수학",
        gt="hybrid",
        roster="김서연: 음악\n이준호\n이준호",
        queries="Q00, Q77",
        practice="5 Q00 Q01\n2 Q00 Q99\n1 Q00 Q00",
    )
    app = press(app, form.SAVE)
    text = shown(app)
    for words in (
        "1번째 줄: ‘음악’라는 과목이 없습니다",
        "3번째 줄: ‘이준호’ 이름이 두 번 나옵니다",
        "‘Q77’는 이 정답 목록의 기준 문항이 아닙니다",
        "1번째 줄: 등급, 기준 문항 ID, 후보 ID 순서로 적으세요",
        "2번째 줄: ‘Q99’라는 문항이 없습니다",
        "3번째 줄: ‘Q00’를 자기 자신과 짝지었습니다",
    ):
        assert words in text.replace("\\", "").replace("`", ""), words
    assert store.tasks() == {}
    assert app.text_area(key=form.field("queries")).value == "Q00, Q77"
    fill(app, roster="김서연", queries="", practice="")
    press(app, form.SAVE)
    assert len(store.tasks()) == 1


def test_a_task_is_edited_as_it_stands(lead: AppTest, store: TaskStore) -> None:
    app = fill(press(lead, listing.NEW), name="수학", gt="hybrid", roster="김서연")
    app = press(app, form.SAVE)
    (task,) = store.tasks()
    app = press(app, listing.button_key("edit", task))
    assert app.text_input(key=form.field("name")).value == "수학"
    assert app.text_area(key=form.field("roster")).value == "김서연"
    app = press(fill(app, name="수학 2차"), form.SAVE)
    assert [version.task.name for version in store.history(task)] == ["수학", "수학 2차"]
    assert "수학 2차" in shown(app)


def test_an_empty_task_is_not_opened(lead: AppTest, store: TaskStore) -> None:
    app = press(fill(press(lead, listing.NEW), name="수학", gt="hybrid"), form.SAVE)
    (task,) = store.tasks()
    app = press(app, listing.button_key("switch", task))
    assert "판정자가 없습니다" in shown(app)
    assert not store.tasks()[task].task.is_open


def test_what_is_missing_is_said_in_the_pages_own_words(
    lead: AppTest, store: TaskStore, open_page: OpenPage
) -> None:
    app = press(press(lead, listing.NEW), form.SAVE)
    (fault,) = app.error
    assert "작업 이름을 적으세요" in fault.value
    app = press(app, form.FILL)
    (fault,) = app.error
    assert "‘박 부장’ 이름으로 한 판정이 없습니다" in fault.value
    app = press(fill(app, name="수학", gt="hybrid", roster="김서연"), form.SAVE)
    (task,) = store.tasks()
    app = press(press(app, listing.button_key("switch", task)), listing.button_key("edit", task))
    app = press(fill(app, roster=" "), form.SAVE)
    assert "판정자가 없습니다" in shown(app)
    assert store.tasks()[task].task.roster == (Seat("김서연"),)


def test_a_lead_without_a_name_gets_no_key(
    open_page: OpenPage, path: Path, store: TaskStore
) -> None:
    app = press(open_page(path, page="tasks"), opening.MAKE)
    (fault,) = app.error
    assert "책임자 이름을 적으세요" in fault.value
    assert not store.has_lead()


def test_judgments_for_two_people_are_told_from_pairs(lead: AppTest, store: TaskStore) -> None:
    made = Task("t", "수학", "hybrid", pool="corpus", roster=(Seat("김"), Seat("이")), overlap=1.0)
    store.save(made, "박 부장")
    text = shown(lead.run())
    (pairs, wanted) = re.findall(r"모두 (\d+)개입니다.*판정 (\d+)개", text)[0]
    assert int(wanted) == 2 * int(pairs)
    assert f"**판정 0 / {wanted}**" in text
    store.save(replace(made, overlap=0.0), "박 부장")
    assert "두 번 세어" not in shown(lead.run())
    store.save(replace(made, roster=(Seat("김"),)), "박 부장")
    assert "판정자가 한 명이라" in shown(lead.run())


def test_practice_comes_from_the_leads_own_judgments(
    lead: AppTest, store: TaskStore, path: Path
) -> None:
    judgments = JudgmentStore.open(path / JUDGMENTS, store.workspace_uuid)
    for who, item, grade in (("박 부장", "Q01", 3), ("박 부장", "Q02", 0), ("김", "Q04", 2)):
        judgments.append([Judgment(str(uuid4()), who, "Q00", item, grade=grade)])
    app = press(press(lead, listing.NEW), form.FILL)
    assert app.text_area(key=form.field("practice")).value == "0 Q00 Q02\n3 Q00 Q01"


def test_a_number_out_of_bounds_is_said_with_the_rest_in_one_message(
    lead: AppTest, store: TaskStore
) -> None:
    app = press(lead, listing.NEW)
    fill(
        app,
        gt="hybrid",
        depth=0,
        overlap=200.0,
        repeats=-1.0,
        roster="김서연: 미술\n이준호",
        queries="Q00\nnobody",
        practice="2 Q00 Q00\n" + "x\n" * 20,
    )
    fill(app, **{"sample.n": 0})
    app = press(app, form.SAVE)
    (error,) = app.error
    lines = error.value.replace("\\", "").splitlines()
    said = [line.removeprefix("- ") for line in lines]
    for name in form.NUMBERS:
        least, most = form.NUMBERS[name]
        label = KO(f"task.{name}")
        assert KO("task.fault.number", label=label, least=least, most=most) in said
    assert KO("task.fault.name") in said
    assert any("있는 과목을 적거나 비우세요: " in line and "수학" in line for line in said)
    assert len(said) == form.MOST_FAULTS + 1
    assert said[-1].startswith("그 밖에 ")
    assert store.tasks() == {}

    # What was typed is still there; drawing new queries says its own.
    assert app.number_input(key=form.field("overlap")).value == 200
    app = press(app, form.SAMPLE)
    (error,) = app.error
    n = KO("task.fault.number", label=KO("task.sample.n"), least=1, most=form.MOST_DRAWN)
    assert error.value.replace("\\", "") == n


# --- lines ----------------------------------------------------------------------------------------


def test_lines_come_back_as_they_were_written() -> None:
    roster = (Seat("김 서연", ("수학", "과학")), Seat("이준호"))
    assert tasking.read_roster(KO, tasking.write_roster(roster), {"수학", "과학"}).values == roster
    pairs = (Practice("a", "b", 2, "한 마디 더"), Practice("c", "d", 0))
    assert tasking.read_pairs(KO, tasking.write_pairs(pairs), "abcd").values == pairs
    examples = tasking.examples_of(pairs)
    assert tasking.pairs_of(examples) == sorted(pairs, key=lambda each: each.grade)


def test_an_id_with_a_blank_in_it_is_read_where_it_stands_alone() -> None:
    known = {"a b", "a", "c"}
    found = tasking.read_queries(KO, "a b\na, c  a", known)
    assert found.values == ("a b", "a", "c")
    assert not found.faults


@pytest.mark.parametrize(
    ("name", "taken", "made"),
    [
        ("Math 1", (), "math-1"),
        ("수학 1차", (), "1"),
        ("수학", (), "task"),
        ("수학", ("task", "task-2"), "task-3"),
        ("../../x" * 20, (), "x-x-x-x-x-x-x-x-x-x-x-x-x-x-x"),
    ],
)
def test_ids_are_safe_and_new(name: str, taken: tuple[str, ...], made: str) -> None:
    assert tasking.new_id(name, taken) == made


def test_new_queries_are_drawn_by_subject_and_fill_the_field(
    lead: AppTest, store: TaskStore, path: Path
) -> None:
    app = press(lead, listing.NEW)
    fill(app, name="새 문항", gt="hybrid", roster="김서연")
    app.number_input(key=form.field("sample.n")).set_value(3)
    app = press(app, form.SAMPLE)
    drawn = app.text_area(key=form.field("queries")).value.split()
    assert len(drawn) == 3
    ws = Workspace.open(path)
    assert not set(drawn) & set(ws.gt("hybrid").queries)
    app = press(app, form.SAVE)
    (version,) = store.tasks().values()
    assert (version.task.queries, version.task.queue) == (tuple(drawn), "pooled")
    assert version.task.pool == "corpus"
    assert "**판정 0 / " in shown(app)
    app = press(app, listing.button_key("edit", version.task.id))
    app.number_input(key=form.field("sample.n")).set_value(900)
    assert "900" in shown(press(app, form.SAMPLE)), "more than there are"


def test_the_lead_sees_how_much_it_is_and_what_stands_in_its_way(
    lead: AppTest, store: TaskStore, path: Path
) -> None:
    made = Task("t", "수학", "hybrid", queue="decisive", pool="corpus", roster=(Seat("김"),))
    store.save(made, "박 부장")
    text = shown(lead.run())
    assert "모든 모델의 상위 5개가 판정될 때까지" in text
    assert "연습 쌍이 0개입니다" in text
    store.save(replace(made, roster=(Seat("김", ("과학",)),)), "박 부장")
    assert "판정할 수 있는 사람이 없는 쌍" in shown(lead.run())
    store.save(replace(made, queue="second"), "박 부장")
    assert "판정할 쌍이 없습니다" in shown(lead.run())


def test_who_leads_no_more_changes_nothing_on_a_page_that_is_still_drawn(
    lead: AppTest, store: TaskStore
) -> None:
    task = Task("t-1", "수학", "hybrid", queue="pooled", roster=(Seat("김서연"),))
    store.save(task, "박 부장")
    lead.run()
    key = key_shown(lead)
    edited = press(lead, listing.button_key("edit", "t-1"))
    store.revoke("lead", "박 부장")
    fill(edited, name="다른 이름")
    press(edited, form.SAVE)
    assert [version.task for version in store.history("t-1")] == [task]
    store.grant(key[:-1], "lead", "박 부장")
    state_of = edited.session_state
    state_of[state.KEY] = key[:-1]
    edited.run()
    press(edited, form.CANCEL)
    store.revoke("lead", "박 부장")
    press(edited, listing.button_key("link", "t-1", "김서연"))
    assert not store.has_key(Access("annotator", "김서연", "t-1"))


def test_a_task_is_not_opened_by_who_leads_no_more(lead: AppTest, store: TaskStore) -> None:
    store.save(Task("t-1", "수학", "hybrid", queue="pooled", roster=(Seat("김서연"),)), "박 부장")
    lead.run()
    store.revoke("lead", "박 부장")
    text = shown(press(lead, listing.button_key("switch", "t-1")))
    assert not store.tasks()["t-1"].task.is_open
    assert "수학" not in text


def test_a_task_that_another_lead_changed_is_not_put_back_without_a_word(
    lead: AppTest, store: TaskStore
) -> None:
    task = Task("t-1", "수학", "hybrid", queue="pooled", roster=(Seat("김서연"),))
    store.save(task, "박 부장")
    app = press(lead.run(), listing.button_key("edit", "t-1"))
    fill(app, name="수학 2차")
    changed = replace(task, guideline=Guideline("풀이를 봅니다."), is_open=True)
    store.save(changed, "정 과장")
    text = shown(press(app, form.SAVE))
    assert "정 과장 님이 이 작업을 고쳤습니다" in text
    assert store.tasks()["t-1"].task == changed
    assert app.text_input(key=form.field("name")).value == "수학 2차"
    press(app, form.SAVE)
    assert store.tasks()["t-1"].task == replace(task, name="수학 2차", is_open=True)


def test_closing_while_it_is_edited_is_no_change_and_stays(lead: AppTest, store: TaskStore) -> None:
    task = Task("t-1", "수학", "hybrid", queue="pooled", roster=(Seat("김서연"),), is_open=True)
    store.save(task, "박 부장")
    app = press(lead.run(), listing.button_key("edit", "t-1"))
    store.save(replace(task, is_open=False), "정 과장")
    fill(app, name="수학 2차")
    press(app, form.SAVE)
    assert store.tasks()["t-1"].task == replace(task, name="수학 2차", is_open=False)


def test_opening_keeps_what_another_lead_has_edited_since(lead: AppTest, store: TaskStore) -> None:
    task = Task("t-1", "수학", "hybrid", queue="pooled", roster=(Seat("김서연"),))
    store.save(task, "박 부장")
    lead.run()
    edited = replace(task, guideline=Guideline("풀이를 봅니다."))
    store.save(edited, "정 과장")
    press(lead, listing.button_key("switch", "t-1"))
    assert store.tasks()["t-1"].task == replace(edited, is_open=True)


def test_two_new_tasks_of_one_name_are_two(lead: AppTest, store: TaskStore) -> None:
    app = press(lead, listing.NEW)
    fill(app, name="math", gt="hybrid", queue="pooled", roster="김서연")
    other = Task("math", "math", "hybrid", queue="pooled", roster=(Seat("이준호"),))
    store.save(other, "정 과장")
    press(app, form.SAVE)
    assert store.tasks()["math"].task == other
    assert len(store.tasks()) == 2


def test_the_number_of_pairs_left_is_told_in_tens() -> None:
    assert [tasking.at_most(n) for n in (0, 1, 20, 21, 30, 31, 539)] == [
        *(20, 20, 20, 30),
        *(30, 40, 540),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ko", "사람 이름은 1\\~100자여야 하는데 101자입니다"),
        ("en", "this one has 101"),
    ],
)
def test_what_a_task_cannot_be_is_said_in_the_language_of_the_session(
    open_page: OpenPage, path: Path, store: TaskStore, language: str, said: str
) -> None:
    app = open_page(path, page="tasks", lang=language)
    app.text_input(key=state.WIDGET_LEAD_NAME).set_value("박 부장")
    app = press(press(app, opening.MAKE), listing.NEW)
    fill(app, name="수학", gt="hybrid", queue="pooled", roster="가" * 101)
    text = "\n".join(error.value for error in press(app, form.SAVE).error)
    assert said in text
    assert bool(re.search("[가-힣]", text)) == (language == "ko")
    assert not store.tasks()
    fill(app, roster="이준호", practice=f"2 Q00 Q02 {'가' * 2_001}")
    text = "\n".join(error.value for error in press(app, form.SAVE).error)
    assert "Q00 → Q02" in text
    assert "2\\,001" in text
    assert bool(re.search("[가-힣]", text)) == (language == "ko")


def test_too_many_queries_to_draw_are_said_in_korean(lead: AppTest) -> None:
    app = press(lead, listing.NEW)
    fill(app, **{"sample.n": 50})
    (button,) = (b for b in app.button if b.key == form.SAMPLE)
    text = "\n".join(error.value for error in button.click().run().error)
    assert "기준 문항 50개를 뽑을 수 없습니다" in text
