"""Agreement: figures, the list of disagreements, and adjudicating them; by the page's widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from core.access import new_key
from core.errors import JudgmentStoreError
from core.evaluate import evaluate
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.standing import standing
from core.task_store import TaskStore
from core.tasks import Seat, Task
from core.views import HumanLayer, make_view
from core.workspace import JUDGMENTS, Workspace
from dashboard import agreeing, services, state
from dashboard.components.agreeing import deciding

OpenPage = Callable[..., AppTest]
WORST, OTHER = ("Q00", "Q01"), ("Q03", "Q04")
SAID = {
    "김서연": {WORST: 3, OTHER: 2, ("Q00", "Q02"): 0},
    "박준호": {WORST: 0, OTHER: 1, ("Q00", "Q02"): 0},
}


@pytest.fixture
def path(build_sample: Callable[..., Path], tmp_path: Path) -> Path:
    return build_sample(tmp_path)


@pytest.fixture
def store(path: Path) -> Iterator[JudgmentStore]:
    opened = JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    yield opened
    opened.close()


@pytest.fixture
def judged(store: JudgmentStore) -> JudgmentStore:
    """Two people who differ on two of three pairs."""
    for name, grades in SAID.items():
        store.add_annotator(name)
        store.append(
            [
                Judgment(str(uuid4()), name, *pair, grade=grade, note=f"{name}의 메모")
                for pair, grade in grades.items()
            ]
        )
    store.add_annotator("박 부장")
    return store


@pytest.fixture
def open_agreement(open_page: OpenPage, path: Path) -> OpenPage:
    def open_it(name: str | None = None, **params: str) -> AppTest:
        app = open_page(path, page="agreement", **params)
        if name is not None:
            app.session_state[state.ANNOTATOR] = name
            app.run()
        return app

    return open_it


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "success", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def press(app: AppTest, name: str, pair: tuple[str, str] = WORST) -> AppTest:
    return app.button(key=deciding.key(name, pair)).click().run()


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def listed(app: AppTest) -> list[tuple[str, str]]:
    """The pairs of the list, in its order."""
    return [pair for pair in (WORST, OTHER) if deciding.key("open", pair) in keys(app)]


def decide(app: AppTest, choice: int | None, reason: str, pair: tuple[str, str] = WORST) -> AppTest:
    if choice is not None:
        app.segmented_control(key=deciding.key("grade", pair)).set_value(choice)
    app.text_area(key=deciding.key("reason", pair)).set_value(reason)
    return press(app, "decide", pair)


def options(app: AppTest) -> list[str]:
    return list(app.segmented_control(key=state.WIDGET_AGREEMENT_WHICH).options)


# --- figures --------------------------------------------------------------------------------------


def test_counts_come_first_and_no_share_of_three_pairs(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    text = shown(open_agreement())
    assert "3쌍 중 1쌍 일치" in text
    assert "3쌍뿐이라" in text
    assert "일치율 33" not in text
    assert "알파(순서 척도)" not in text
    assert text.index("3쌍 중 1쌍 일치") < text.index("두 사람씩") < text.index("의견이 갈린 쌍")
    # hybrid: the file makes all three relevant, the lower medians none.
    assert "3쌍 중 0쌍에서 정답 여부가 같음" in text
    assert "목록만 정답으로 본 쌍 3 · 사람만 정답으로 본 쌍 0" in text


def test_empty_states_say_what_to_do(open_agreement: OpenPage, store: JudgmentStore) -> None:
    assert "판정이 아직 없습니다" in shown(open_agreement())
    store.append([Judgment("e1", "kim", *WORST, grade=2)])
    text = shown(open_agreement())
    assert "두 사람이 같은 쌍을 판정해야" in text
    assert "1명이 1쌍" in text
    assert "남은 쌍이 없습니다" in text


def test_only_blind_judgments_unless_chosen(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    judged.append([Judgment("b1", "lee", *WORST, grade=1, blind=False)])
    app = open_agreement()
    assert "lee" not in shown(app)
    app.segmented_control(key=state.WIDGET_AGREEMENT_BLIND).set_value(False).run()
    assert "3쌍 중 1쌍에서 모두 일치" in shown(app)
    assert "두 사람씩 비교하면 5번 중 1번 일치" in shown(app)
    assert app.query_params["blind"] == "no"


def test_one_task_is_chosen_by_its_link(open_agreement: OpenPage, judged: JudgmentStore) -> None:
    judged.append([Judgment("t1", "kim", "Q05", "Q06", grade=1, task="t-1")])
    assert "1명이 1쌍" in shown(open_agreement(task="t-1"))
    assert "3쌍 중 1쌍 일치" in shown(open_agreement(task="gone"))


def test_names_and_notes_stay_text(open_agreement: OpenPage, judged: JudgmentStore) -> None:
    judged.append([Judgment("x1", "*lee* :red[x]", *WORST, grade=1, note="**굵게** <b>")])
    app = press(open_agreement(), "open")
    text = shown(app)
    assert "**굵게**" not in text
    assert " :red[x]" not in text


def test_pairs_that_want_a_second_opinion_are_counted_and_lead_to_tasks(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    judged.append([Judgment("o1", "김서연", "Q05", "Q06", grade=0)])
    app = open_agreement()
    # Two in dispute, against the file as well; Q02, against it alone; and the one just given.
    words = "좋은 쌍 4개: 한 사람만 봄 1 · 등급이 갈림 2 · 정답 목록과 어긋남 3"
    assert words in shown(app)
    assert [link.proto.page for link in app.get("page_link")] == ["tasks"]


# --- the list -------------------------------------------------------------------------------------


def test_the_worst_comes_first_and_opens_both_questions(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    app = open_agreement(name="박 부장")
    text = shown(app)
    assert options(app) == ["남은 쌍 2", "확정한 쌍 0"]
    assert text.index("3등급 차이") < text.index("1등급 차이")
    assert "x^2 - 4" not in text
    text = shown(press(app, "open"))
    assert "x^2 - 4" in text
    assert "x^2 - 9" in text
    assert "김서연의 메모" in text
    assert "정답0" not in text
    assert app.query_params["query"] == "Q00"
    text = shown(app.button(key=deciding.BUTTON_ANSWERS).click().run())
    assert "정답0" in text


def test_a_link_opens_its_pair(open_agreement: OpenPage, judged: JudgmentStore) -> None:
    text = shown(open_agreement(query=OTHER[0], item=OTHER[1]))
    assert "사각형에서 넓이" in text
    assert "사각형에서 넓이" not in shown(open_agreement(query="Q99", item="Q98"))


def test_closing_a_pair_stays_on_its_page_of_the_list(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    pairs = [(f"Q{q:02d}", f"Q{i:02d}") for q in (6, 7) for i in (8, 9, 10, 11, 1, 2)]
    for grade, name in ((3, "김서연"), (0, "박준호")):
        judged.append([Judgment(str(uuid4()), name, *pair, grade=grade) for pair in pairs])
    assert deciding.key("open", OTHER) not in keys(open_agreement())
    app = press(open_agreement(query=OTHER[0], item=OTHER[1]), "open", OTHER)
    assert app.query_params["page"] == "2"
    assert "query" not in app.query_params
    assert deciding.key("open", OTHER) in keys(app)


def test_a_pair_whose_question_is_gone_is_not_decided(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    pair = ("Q00", "gone")
    judged.append([Judgment(f"g{n}", f"p{n}", *pair, grade=n) for n in (0, 3)])
    app = press(open_agreement(name="박 부장"), "open", pair)
    assert "작업 공간에 없어" in shown(app)
    assert deciding.key("decide", pair) not in keys(app)


# --- adjudication ---------------------------------------------------------------------------------


def test_a_pair_is_decided_with_a_reason_by_somebody_and_leaves_the_list(
    open_agreement: OpenPage, judged: JudgmentStore, path: Path
) -> None:
    app = press(open_agreement(name="박 부장"), "open")
    assert "목록만 정답으로 본 쌍 3" in shown(app)
    app = decide(app, 3, " 숫자만 다름 ")
    event = judged.events()[-1].judgment
    items = Workspace.open(path).items
    assert (event.kind, event.annotator, event.grade) == ("adjudication", "박 부장", 3)
    assert (event.query, event.item, event.note, event.blind) == (*WORST, "숫자만 다름", False)
    assert event.query_content == items.get("Q00").content_key
    assert event.item_content == items.get("Q01").content_key
    text = shown(app)
    assert options(app) == ["남은 쌍 1", "확정한 쌍 1"]
    assert "목록만 정답으로 본 쌍 2" in text, "the figures move at once"
    assert "3쌍 중 1쌍 일치" in text, "what people said stays what it was"
    assert listed(app) == [OTHER]
    assert app.query_params["query"] == OTHER[0], "the next pair opens"
    app.segmented_control(key=state.WIDGET_AGREEMENT_WHICH).set_value("adjudicated").run()
    text = shown(app)
    assert listed(app) == [WORST]
    assert "**3 쌍둥이** · 박 부장" in text
    assert "까닭: 숫자만 다름" in text


def test_nothing_is_stored_without_grade_or_reason(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    before = judged.revision()
    app = decide(press(open_agreement(name="박 부장"), "open"), None, "까닭")
    assert "등급을 고르세요" in shown(app)
    assert app.text_area(key=deciding.key("reason", WORST)).value == "까닭"
    app = decide(app, 2, "  ")
    assert "까닭을 적으세요" in shown(app)
    assert judged.revision() == before
    assert "등급을 고르세요" not in shown(decide(app, 2, "까닭"))
    assert judged.revision() == before + 1


def test_cannot_tell_decides_too(open_agreement: OpenPage, judged: JudgmentStore) -> None:
    decide(press(open_agreement(name="박 부장"), "open"), agreeing.CANNOT_TELL, "그림 없음")
    event = judged.events()[-1].judgment
    assert (event.grade, event.cannot_tell, event.note) == (None, "그림 없음", "그림 없음")


def test_it_can_be_taken_back_by_who_decided(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    app = decide(press(open_agreement(name="박 부장"), "open"), 3, "까닭")
    app = press(app, "undo")
    last = judged.events()[-1].judgment
    assert (last.kind, last.annotator) == ("withdrawal", "박 부장")
    assert standing(judged.events()).adjudicated == {}
    assert options(app) == ["남은 쌍 2", "확정한 쌍 0"]
    assert "되돌림" in shown(app)


def test_somebody_else_cannot_take_it_back_but_decide_anew(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    judged.append([Judgment("a1", "박 부장", *WORST, kind="adjudication", grade=3, note="첫째")])
    app = open_agreement(name="김서연", which="adjudicated")
    assert deciding.key("undo", WORST) not in keys(app)
    app = press(app, "open")
    assert "박 부장이(가) 확정했습니다" in shown(app)
    assert app.text_area(key=deciding.key("reason", WORST)).value == "첫째"
    decide(app, 1, "둘째")
    (decided,) = standing(judged.events()).adjudicated.values()
    assert (decided.judgment.annotator, decided.judgment.grade) == ("김서연", 1)
    mine = open_agreement(name="김서연", which="adjudicated")
    assert deciding.key("undo", WORST) in keys(mine)


def test_who_was_faster_is_seen_before_it_is_replaced(
    open_agreement: OpenPage, judged: JudgmentStore
) -> None:
    app = press(open_agreement(name="박 부장"), "open")
    judged.append([Judgment("a1", "김서연", *WORST, kind="adjudication", grade=0, note="먼저")])
    app = decide(app, 3, "나중")
    text = shown(app)
    assert "그 사이 다른 확정이 저장" in text
    assert "까닭: 먼저" in text
    assert standing(judged.events()).adjudicated[WORST].judgment.grade == 0
    assert app.text_area(key=deciding.key("reason", WORST)).value == "나중"
    press(app, "decide")
    assert standing(judged.events()).adjudicated[WORST].judgment.grade == 3


def test_what_cannot_be_stored_stays_typed_and_is_said_until_it_is(
    open_agreement: OpenPage, judged: JudgmentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = press(open_agreement(name="박 부장"), "open")
    append = JudgmentStore.append
    sent: list[str] = []

    def fail(_store: JudgmentStore, events: Any, *_: Any) -> None:
        sent.append(events[0].event_id)
        raise JudgmentStoreError("the disk is full")

    monkeypatch.setattr(JudgmentStore, "append", fail)
    app = decide(app, 2, "핵심 식이 같음")
    for _ in range(2):
        text = shown(app)
        assert "저장되지 않았습니다" in text
        assert "the disk is full" in text
        assert app.segmented_control(key=deciding.key("grade", WORST)).value == 2
        assert app.text_area(key=deciding.key("reason", WORST)).value == "핵심 식이 같음"
        assert options(app) == ["남은 쌍 2", "확정한 쌍 0"]
        app = app.run()
    # Another pair is opened: what was not saved is said all the same, and comes back.
    app = press(app, "open", OTHER)
    assert "저장되지 않았습니다" in shown(app)
    app = press(app, "open")
    assert app.text_area(key=deciding.key("reason", WORST)).value == "핵심 식이 같음"
    app = press(app, "retry")
    monkeypatch.setattr(JudgmentStore, "append", append)
    app = press(app, "decide")
    assert "저장되지 않았습니다" not in shown(app)
    event = judged.events()[-1].judgment
    assert (event.grade, event.note) == (2, "핵심 식이 같음")
    assert sent == [event.event_id] * 2, "the same event, however often it is sent"


def test_a_decision_whose_answer_was_lost_counts_once(
    open_agreement: OpenPage, judged: JudgmentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = press(open_agreement(name="박 부장"), "open")
    append = JudgmentStore.append

    def lose(store: JudgmentStore, events: Any, *more: Any) -> None:
        append(store, events, *more)
        raise JudgmentStoreError("the answer was lost")

    monkeypatch.setattr(JudgmentStore, "append", lose)
    app = decide(app, 2, "까닭")
    assert "저장되지 않았습니다" in shown(app)
    monkeypatch.setattr(JudgmentStore, "append", append)
    app = press(app, "decide")
    text = shown(app)
    assert "저장되지 않았습니다" not in text
    assert "그 사이" not in text
    assert sum(each.judgment.kind == "adjudication" for each in judged.events()) == 1


def test_while_the_store_cannot_be_read_the_last_figures_stay_and_it_is_said(
    open_agreement: OpenPage, judged: JudgmentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_agreement()

    def fail(_store: JudgmentStore) -> int:
        raise JudgmentStoreError("out of reach")

    monkeypatch.setattr(JudgmentStore, "revision", fail)
    text = shown(app.run())
    assert "마지막으로 읽은 판정" in text
    assert "3쌍 중 1쌍 일치" in text


def test_nobody_decides_without_a_name(open_agreement: OpenPage, judged: JudgmentStore) -> None:
    app = press(open_agreement(), "open")
    assert "누구인지 고르세요" in shown(app)
    assert deciding.key("decide", WORST) not in keys(app)


def test_a_lead_decides_by_their_key(
    open_agreement: OpenPage, judged: JudgmentStore, path: Path
) -> None:
    key = new_key()
    tasks = TaskStore.open(path / JUDGMENTS, judged.workspace_uuid)
    tasks.grant(key, "lead", "이끄는 이")
    app = press(open_agreement(key=key), "open")
    assert "누구인지 고르세요" not in shown(app)
    decide(app, 3, "까닭")
    assert judged.events()[-1].judgment.annotator == "이끄는 이"


def test_a_closed_workspace_shows_figures_and_no_form(
    open_agreement: OpenPage, judged: JudgmentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "can_judge", lambda _ws: False)
    app = press(open_agreement(name="박 부장"), "open")
    text = shown(app)
    assert "3쌍 중 1쌍 일치" in text
    assert any("lock" in str(info.icon) for info in app.info)
    assert deciding.key("decide", WORST) not in keys(app)


def test_an_adjudication_moves_the_figures_of_peoples_view(
    open_agreement: OpenPage, judged: JudgmentStore, path: Path
) -> None:
    def mean() -> float | None:
        ws = Workspace.open(path)
        people = HumanLayer.of(standing(judged.events()))
        view = make_view("human", ws.gt("hybrid"), people)
        return evaluate(ws, "text", "hybrid", "judged", view=view).measures["recall@10"].mean

    before = mean()
    decide(press(open_agreement(name="박 부장"), "open"), 3, "까닭")
    assert before is None, "by the lower median nothing is relevant"
    assert mean() == 1.0


def test_annotate_tells_nothing_of_what_others_said(
    open_page: OpenPage, judged: JudgmentStore, path: Path
) -> None:
    app = open_page(path, page="annotate", gt="hybrid")
    app.session_state[state.ANNOTATOR] = "박 부장"
    text = shown(app.run())
    assert "기준 1/2" in text
    assert "김서연의 메모" not in text
    assert "등급 차이" not in text
    assert "쌍 일치" not in text


def test_nobody_decides_on_a_page_that_a_task_has_closed_since(
    open_agreement: OpenPage, judged: JudgmentStore, path: Path
) -> None:
    app = press(open_agreement(name="박 부장"), "open")
    tasks = TaskStore.open(path / JUDGMENTS, judged.workspace_uuid)
    roster = (Seat("이준호"),)
    tasks.save(
        Task("t-1", "수학", "hybrid", queue="pooled", roster=roster, is_open=True), "박 부장"
    )
    before = judged.revision()
    text = shown(decide(app, 2, "까닭"))
    assert judged.revision() == before
    assert "판정 작업이 진행 중이라" in text
