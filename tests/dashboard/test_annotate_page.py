"""Annotate, and judging in Browse, by Streamlit's own test driver."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.evaluate import evaluate
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.postgres import VARIABLE, database
from core.queue import pooled_pairs
from core.search import make_pool, neighbours
from core.views import HumanLayer, make_view
from core.views import View as MergedView
from core.workspace import JUDGMENTS, Workspace
from dashboard import judging, services, state, strings
from dashboard.components import (
    annotator,
    judge_form,
    judge_neighbours,
    neighbour_list,
    queue_choice,
)
from dashboard.services import evaluating

WHO = "annotate." + state.WIDGET_ANNOTATOR


@pytest.fixture
def path(tmp_path: Path, build_sample: Callable[..., Path]) -> Path:
    return build_sample(tmp_path)


@pytest.fixture
def ws(path: Path) -> Workspace:
    return Workspace.open(path)


@pytest.fixture
def store(path: Path, ws: Workspace) -> Iterator[JudgmentStore]:
    opened = JudgmentStore.open(path / JUDGMENTS, ws.uuid)
    yield opened
    opened.close()


@pytest.fixture
def open_annotate(served: Callable[[Path], None], path: Path) -> Callable[..., AppTest]:
    def open_it(workspace: Path | None = None, name: str | None = None, **params: str) -> AppTest:
        served(workspace or path)
        app = AppTest.from_string(PAGE, default_timeout=30)
        for key, value in params.items():
            app.query_params[key] = value
        if name is not None:
            app.session_state[state.ANNOTATOR] = name
        return app.run()

    return open_it


PAGE = """
import streamlit as st
from dashboard import services
from dashboard.app_pages import annotate
annotate.adopt_address()
annotate.write_address()
annotate.render(services.snapshot(), {})
"""


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "success", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def desk_of(app: AppTest) -> judging.Desk:
    desk = app.session_state[state.DESK]
    assert isinstance(desk, judging.Desk)
    return desk


def test_an_annotator_is_added_once_and_trimmed(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    app = open_annotate()
    assert "판정자를 고르세요" in shown(app)
    for typed in (" 김  서연 ", "김 서연"):
        app.text_input(key="annotate." + state.WIDGET_NEW_ANNOTATOR).set_value(typed)
        press(app, f"annotate.{annotator.BUTTON_ADD}")
    assert store.annotators() == ["김 서연"]
    assert app.selectbox(key=WHO).value == "김 서연"
    assert "기준 1/2 · 후보 1/" in shown(app)
    app.text_input(key="annotate." + state.WIDGET_NEW_ANNOTATOR).set_value("   ")
    press(app, f"annotate.{annotator.BUTTON_ADD}")
    assert store.annotators() == ["김 서연"]


def test_a_click_stores_the_pair_on_screen_and_shows_the_next(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    first, second = desk_of(app).order[:2]
    for item_id in first:
        assert f"**{item_id}**" in shown(app)
    press(app, judge_form.grade_key(2))
    (event,) = (e.judgment for e in store.events())
    assert (event.query, event.item, event.grade, event.blind) == (*first, 2, True)
    assert event.item_content == ws.items.get(first[1]).content_key
    assert event.duration_ms is not None
    assert f"**{second[1]}**" in shown(app)
    assert "저장됨" in shown(app)
    press(app, judge_form.button_key("previous"))
    press(app, judge_form.grade_key(0))
    again = store.events()[-1].judgment
    assert (again.grade, again.replaces) == (0, event.event_id)
    assert f"**{second[1]}**" in shown(app)


def test_nothing_tells_where_a_pair_comes_from(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    for name in ("kim", "lee"):
        store.add_annotator(name)
    app = open_annotate(name="kim", gt="hybrid")
    pair = desk_of(app).pair
    assert pair is not None
    store.append([Judgment("e1", "lee", *pair, grade=3, note="비밀 메모")])
    app.run()
    words = shown(app)
    words += "".join(str(button.label) + str(button.help) for button in app.button)
    for name in ws.variant_names:
        assert not re.search(rf"\b{name}\b", words), name
    assert not re.search(r"0\.\d{3}|Success|MRR|nDCG|\d위", words)
    assert "비밀 메모" not in words
    assert "정답 ·" not in words
    # Neither does a colour: nobody's grade but one's own stands out.
    assert all(app.button(key=judge_form.grade_key(g)).proto.type == "secondary" for g in range(4))


def test_answers_stay_hidden_until_asked(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    assert "풀이" not in re.sub("정답·풀이|같은 풀이|핵심 풀이|풀이는|풀이 과정", "", shown(app))
    press(app, judge_form.button_key("answers"))
    assert re.search(r"풀이\d+입니다", shown(app))


def test_reasons_note_and_later(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    note = judge_form.note_key(desk_of(app))
    app.text_input(key=note).set_value("흐린 그림").run()
    press(app, judge_form.button_key("ask"))
    press(app, judge_form.reason_key(1))
    event = store.events()[0].judgment
    assert event.cannot_tell == strings.text("ko", "judge.reason.picture")
    assert event.note == "흐린 그림"
    press(app, judge_form.button_key("later"))
    assert store.events()[1].judgment.kind == "deferral"
    assert "나중에 1" in shown(app)
    press(app, judge_form.button_key("undo"))
    press(app, judge_form.button_key("undo"))
    assert [e.judgment.kind for e in store.events()[2:]] == ["withdrawal", "withdrawal"]
    assert desk_of(app).at == 0


def test_the_end_says_what_is_left(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    order = desk_of(app).order
    events = [Judgment(f"e{n}", "kim", *pair, grade=1) for n, pair in enumerate(order[:-1])]
    store.append(events)
    press(app, judge_form.button_key("next"))
    app = open_annotate(name="kim", gt="hybrid")
    assert desk_of(app).pair == order[-1]
    press(app, judge_form.button_key("later"))
    assert "나중으로 미룬 쌍 1개가 남았습니다" in shown(app)
    press(app, judge_form.button_key("review"))
    press(app, judge_form.grade_key(1))
    assert f"{len(order)}쌍을 모두 판정했습니다" in shown(app)


def test_a_failure_keeps_the_grade_and_says_that_it_is_not_saved(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    pair = desk_of(app).pair
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON judgments BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    press(app, judge_form.grade_key(3))
    assert "저장되지 않았습니다" in shown(app)
    assert "저장됨" not in shown(app)
    assert app.button(key=judge_form.grade_key(3)).proto.type == "primary"
    assert desk_of(app).pair == pair
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")
    press(app, judge_form.button_key("retry"))
    assert "저장됨" in shown(app)
    (event,) = (e.judgment for e in store.events())
    assert ((event.query, event.item), event.grade) == (pair, 3)
    assert "저장되지 않았습니다" not in shown(app)


def test_a_failure_stays_in_sight_when_another_judgment_is_stored(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    failed = desk_of(app).pair
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON judgments BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    press(app, judge_form.grade_key(3))
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")
    press(app, judge_form.button_key("next"))
    press(app, judge_form.grade_key(1))
    text = shown(app)
    assert len(store.events()) == 1
    assert "저장됨" in text
    assert "저장되지 않았습니다" in text
    assert f"{failed[0]} → {failed[1]} · 3 쌍둥이" in text
    press(app, judge_form.button_key("give_up"))
    assert "저장되지 않았습니다" not in shown(app)
    assert len(store.events()) == 1


def test_empty_states_say_what_to_do(
    open_annotate: Callable[..., AppTest], build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    bare = build_sample(tmp_path / "bare", gts=False)
    assert "정답 목록이 없어" in shown(open_annotate(bare, name=None))
    still = build_sample(tmp_path / "still", variants=False)
    assert "모델이 없어" in shown(open_annotate(still, name=None))


def test_english(open_annotate: Callable[..., AppTest], store: JudgmentStore) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid", lang="en")
    assert "Query 1/2 · candidate 1/" in shown(app)
    assert not re.search("[가-힣]", "".join(button.label for button in app.button))


def test_pairs_of_all_questions_can_be_judged_blind_too(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    own = {f"Q{n:02d}" for n in range(8)}
    assert {item for _, item in desk_of(app).order} <= own
    app.selectbox(key=state.WIDGET_ANNOTATE_POOL).set_value("corpus").run()
    pool = make_pool(ws, "corpus", "hybrid")
    pairs = {(q, i) for q, found in pooled_pairs(ws, "hybrid", pool, 10).items() for i in found}
    assert set(desk_of(app).order) == pairs
    assert {item for _, item in pairs} - own
    assert app.query_params["pool"] in ("corpus", ["corpus"])
    for word in ("text", "picture", "상위", "MRR"):
        assert word not in shown(app)
    press(app, judge_form.grade_key(2))
    assert store.events()[0].judgment.blind
    again = open_annotate(name="kim", gt="hybrid", pool="corpus")
    assert set(desk_of(again).order) == pairs
    again.selectbox(key=state.WIDGET_ANNOTATE_POOL).set_value("judged").run()
    assert {item for _, item in desk_of(again).order} <= own


def uncredited(ws: Workspace, view: MergedView, *variants: str) -> set[tuple[str, str]]:
    """Brute force: the first neighbour of each query of the GT, where nobody's grade speaks."""
    pool = make_pool(ws, "judged", "hybrid")
    found = set()
    for variant, query in itertools.product(variants, view.queries):
        (near,) = neighbours(ws, query, variant, k=1, pool=pool)
        if all(near.id not in layer.entries(query) for layer in view.layers):
            found.add((query, near.id))
    return found


def test_compares_pairs_are_judged_blind_and_left_again(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    view = make_view("imported", ws.gt("hybrid"))
    of_all = uncredited(ws, view, *ws.variant_names)
    app = open_annotate(name="kim", gt="hybrid", queue="first")
    assert set(desk_of(app).order) == of_all
    assert len(of_all) > 1
    words = shown(app) + "".join(str(b.label) for b in app.button)
    assert "Compare" not in words
    assert "모델 비교의 목록에 있던 쌍만" in words
    for word in (*ws.variant_names, "상위", "MRR", "1위"):
        assert not re.search(rf"\b{word}\b", words), word
    press(app, judge_form.grade_key(2))
    assert store.events()[0].judgment.blind
    assert app.query_params["queue"] in ("first", ["first"])
    usual = f"{queue_choice.BUTTON_USUAL}.task"
    press(app, usual)
    assert set(desk_of(app).order) > of_all
    assert "queue" not in app.query_params
    with pytest.raises(KeyError):
        app.button(key=usual)


def test_the_queue_is_of_the_variant_view_and_filters_that_the_link_names(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    imported = make_view("imported", ws.gt("hybrid"))
    for variant in ws.variant_names:
        app = open_annotate(name="kim", gt="hybrid", queue="first", model=variant)
        assert set(desk_of(app).order) == uncredited(ws, imported, variant)
    of_all = uncredited(ws, imported, *ws.variant_names)
    unknown = open_annotate(name="kim", gt="hybrid", queue="first", model="?", where="colour=red")
    assert set(desk_of(unknown).order) == of_all
    # What people graded is no question any more where their grades count.
    query, item = min(of_all)
    store.append([Judgment("e1", "kim", query, item, grade=0)])
    app = open_annotate(name="kim", gt="hybrid", queue="first", view="human-over-imported")
    assert set(desk_of(app).order) == of_all - {(query, item)}
    # All of it judged: the way back to the usual pairs stands there.
    for n, (query, item) in enumerate(sorted(of_all)):
        store.append([Judgment(f"f{n}", "kim", query, item, grade=1)])
    done = open_annotate(name="kim", gt="hybrid", queue="first")
    press(done, f"{queue_choice.BUTTON_USUAL}.finished")
    assert set(desk_of(done).order) > of_all
    empty = open_annotate(name="kim", gt="hybrid", queue="first", view="human-over-imported")
    assert "판정할 쌍이 없습니다" in shown(empty)
    press(empty, f"{queue_choice.BUTTON_USUAL}.task")
    assert set(desk_of(empty).order) > of_all


def test_pairs_that_a_ground_truth_assumes_unrelated_are_not_called_judged(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    assert ws.gt("hybrid").unlisted == "not_relevant"
    app = open_annotate(name="kim", gt="hybrid", queue="decisive")
    text = shown(app)
    assert "목록에 없는 문항을 모두 무관으로 보기" in text
    assert "판정되었습니다" not in text
    assert "kim" in {box.value for box in app.selectbox}, "who judges stays in sight"


def test_decisive_pairs_come_in_their_order_with_the_stop_rule(
    open_annotate: Callable[..., AppTest], store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid", pool="corpus", queue="decisive")
    order = [query for query, _item in desk_of(app).order]
    found = services.open_queries(ws, "hybrid", "corpus")
    assert set(order) == {each.query for each in found}
    places = {each.query: each.priority for each in found}
    assert [places[query] for query in order] == sorted(places[query] for query in order)
    left = sum(len(each.items) for each in found)
    assert f"{left}쌍, " in shown(app)
    assert f"상위 5개가 판정될 때까지 {left}쌍" in shown(app)
    app = press(app, judge_form.grade_key(0))
    assert f"{left - 1}쌍, " in shown(app)
    assert app.query_params["queue"] in ("decisive", ["decisive"])
    while desk_of(app).pair is not None:
        press(app, judge_form.grade_key(0))
    assert "모든 모델의 상위 5개가 판정되었습니다" in shown(app)


def test_a_second_opinion_is_asked_of_what_others_judged(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    for name in ("kim", "lee"):
        store.add_annotator(name)
    none = open_annotate(name="kim", gt="hybrid", queue="second")
    assert "이 목록에는 지금 판정할 쌍이 없습니다" in shown(none)
    store.append([Judgment("e1", "lee", "Q00", "Q01", grade=0)])
    assert desk_of(open_annotate(name="kim", gt="hybrid", queue="second")).order == [("Q00", "Q01")]
    mine = open_annotate(name="lee", gt="hybrid", queue="second")
    assert "이 목록에는" in shown(mine)
    mine.selectbox(key=state.WIDGET_ANNOTATE_KIND).set_value("pooled").run()
    assert len(desk_of(mine).order) > 1
    assert "queue" not in mine.query_params


def test_a_ground_truth_without_candidates_of_its_own_leaves_no_choice(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="open", pool="judged")
    assert desk_of(app).order
    with pytest.raises(KeyError):
        app.selectbox(key=state.WIDGET_ANNOTATE_POOL)


# ---- judging in Browse ------------------------------------------------------------------------


def test_browse_judges_beside_the_ranking_and_the_table_moves(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="open")
    with pytest.raises(KeyError):
        app.button(key=judge_neighbours.grade_key(1, 3))
    app.session_state[state.ANNOTATOR] = "kim"
    app.run()
    table = next(m.value for m in app.markdown if "상위 1개" in m.value)
    press(app, judge_neighbours.grade_key(1, 3))
    (event,) = store.events()
    judgment = event.judgment
    assert (judgment.query, judgment.grade, judgment.blind) == ("Q00", 3, False)
    moved = next(m.value for m in app.markdown if "상위 1개" in m.value)
    assert moved != table
    people = HumanLayer({"Q00": {judgment.item: 3}})
    view = make_view("human-over-imported", ws.gt("open"), people)
    measures = evaluate(ws, "text", "open", "corpus", view=view).measures
    assert f"{round((measures['success@1'].mean or 0) * 2)}" in moved
    assert app.button(key=judge_neighbours.grade_key(1, 3)).proto.type == "primary"


def test_browse_keeps_what_was_said_since_it_was_drawn(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="open")
    app.session_state[state.ANNOTATOR] = "kim"
    app.run()
    press(app, judge_neighbours.grade_key(1, 1))
    first = store.events()[0].judgment
    # Another tab of the same person, while this one stays as it was drawn.
    note = replace(first, event_id="e2", note="메모", duplicate=True, replaces=first.event_id)
    store.append([note])
    app.button(key=judge_neighbours.grade_key(1, 3)).click().run()
    event = store.events()[-1].judgment
    assert (event.grade, event.note, event.duplicate) == (3, "메모", True)
    store.append([replace(event, event_id="e4", grade=0, note="다시", replaces=event.event_id)])
    app.button(key=judge_neighbours.button_key("duplicate", 1)).click().run()
    event = store.events()[-1].judgment
    assert (event.grade, event.note, event.duplicate) == (0, "다시", False)


def test_browse_says_which_judgments_failed_until_they_are_stored(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="open")
    app.session_state[state.ANNOTATOR] = "kim"
    app.run()
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON judgments BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    press(app, judge_neighbours.grade_key(1, 3))
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")
    press(app, judge_neighbours.grade_key(2, 1))
    assert len(store.events()) == 1
    assert "저장되지 않았습니다.** Q00 → " in shown(app)
    press(app, judge_neighbours.grade_key(1, 3))
    assert len(store.events()) == 2
    assert "저장되지 않았습니다" not in shown(app)


def test_browse_names_each_source_says_what_is_saved_and_takes_it_back(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="hybrid", pool="judged")
    app.session_state[state.ANNOTATOR] = "kim"
    app.run()
    heads = [m.value for m in app.markdown if m.value.startswith("**1위**")]
    assert "정답 아님]" in heads[0]
    assert "사람 판정" not in heads[0]
    assert "저장됨" not in shown(app)
    with pytest.raises(KeyError):
        app.button(key=judge_neighbours.button_key("undo", 1))
    press(app, judge_neighbours.grade_key(1, 3))
    heads = [m.value for m in app.markdown if m.value.startswith("**1위**")]
    assert "정답] :gray-badge[가져온 정답: 정답 아님] :gray-badge[사람 판정: 3 쌍둥이]" in heads[0]
    assert "저장됨" in shown(app)
    press(app, judge_neighbours.grade_key(1, 1))
    press(app, judge_neighbours.button_key("undo", 1))
    assert app.button(key=judge_neighbours.grade_key(1, 3)).proto.type == "primary"
    assert "저장됨] :small[:gray[되돌림]]" in shown(app)
    press(app, judge_neighbours.button_key("undo", 1))
    assert "사람 판정" not in shown(app)
    kinds = [stored.judgment.kind for stored in store.events()]
    assert kinds == ["judgment", "judgment", "withdrawal", "withdrawal"]
    with pytest.raises(KeyError):
        app.button(key=judge_neighbours.button_key("undo", 1))


def test_browse_takes_back_nothing_that_another_tab_replaced(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="hybrid")
    app.session_state[state.ANNOTATOR] = "kim"
    press(app.run(), judge_neighbours.grade_key(1, 3))
    first = store.events()[0].judgment
    store.append([replace(first, event_id="e2", grade=0, replaces=first.event_id)])
    app.button(key=judge_neighbours.button_key("undo", 1)).click().run()
    assert [stored.judgment.kind for stored in store.events()] == ["judgment", "judgment"]
    assert app.button(key=judge_neighbours.grade_key(1, 0)).proto.type == "primary"


def test_browse_keeps_why_nobody_can_tell(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="open", lang="en")
    app.session_state[state.ANNOTATOR] = "kim"
    app.run()
    app.session_state[judge_neighbours.button_key("ask", 2)] = True
    press(app.run(), judge_neighbours.reason_key(2, 2))
    (event,) = store.events()
    assert (event.judgment.grade, event.judgment.cannot_tell) == (None, "본문이 불완전함")
    assert not event.judgment.blind
    assert "Can't tell: 본문이 불완전함" in shown(app)
    assert "people:" not in shown(app)  # still a hole
    with pytest.raises(KeyError):  # the reasons are folded again
        app.button(key=judge_neighbours.reason_key(2, 2))


def test_the_side_by_side_view_judges_as_the_list_does(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore, ws: Workspace
) -> None:
    store.add_annotator("kim")
    app = open_page(path, q="Q00", model="text", gt="open")
    app.session_state[state.ANNOTATOR] = "kim"
    press(app.run(), neighbour_list.compare_key(2))
    press(app, judge_neighbours.grade_key(2, 3, "dialog"))
    (event,) = store.events()
    assert event.judgment.item == neighbours(ws, "Q00", "text", k=2)[1].id
    assert not event.judgment.blind
    places: tuple[judge_neighbours.Place, ...] = ("list", "dialog")
    for place in places:
        key = judge_neighbours.grade_key(2, 3, place)
        assert app.button(key=key).proto.type == "primary"
    press(app, judge_neighbours.button_key("undo", 2, "dialog"))
    assert store.events()[-1].judgment.kind == "withdrawal"


def test_browse_counts_by_the_chosen_view(
    open_page: Callable[..., AppTest], path: Path, store: JudgmentStore, ws: Workspace
) -> None:
    near = neighbours(ws, "Q00", "text", k=1)[0].id
    store.append([Judgment("e1", "kim", "Q00", near, grade=3)])

    def first(**link: str) -> str:
        app = open_page(path, q="Q00", model="text", gt="open", **link)
        return next(m.value for m in app.markdown if m.value.startswith("**1위**"))

    assert ": 정답] " in first()
    assert "help: 미판정] " in first(view="imported")
    assert "사람 판정: 3 쌍둥이" in first(view="imported")
    app = open_page(path, q="Q00", model="text", gt="open")
    assert "정답 2 / 2" in shown(app)
    app.segmented_control(key=state.WIDGET_TRUTH).set_value("imported").run()
    assert app.query_params["view"] in ("imported", ["imported"])
    assert "정답 1 / 1" in shown(app)


def test_services_rescore_without_ranking_again(
    served: Callable[[Path], None],
    path: Path,
    ws: Workspace,
    store: JudgmentStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    served(path)
    st.cache_resource.clear()
    before = services.evaluation(ws, "text", "open", None, (), "human-over-imported")
    asked: list[int] = []
    ranked = evaluating.rank_view

    def counted(*arguments: object) -> object:
        known = ranked(*arguments)  # type: ignore[arg-type]
        asked.append(len(known))
        return known

    monkeypatch.setattr(evaluating, "rank_view", counted)
    assert services.evaluation(ws, "text", "open", None, (), "human-over-imported") is before
    assert asked == []
    store.append([Judgment("e1", "kim", "Q00", "Q01", grade=0)])
    after = services.evaluation(ws, "text", "open", None, (), "human-over-imported")
    assert services.revision(ws) == 1
    assert asked == [2]
    assert after.n == before.n - 1  # its only relevant item is none any more
    assert services.standing(ws).revision == 1


# ---- looking makes nothing, and nothing is promised that can't be kept ------------------------


@pytest.mark.parametrize("page", ["start", "browse", "annotate", "compare"])
def test_looking_at_a_page_makes_no_file(
    open_page: Callable[..., AppTest], path: Path, tree: Callable[[Path], dict[str, str]], page: str
) -> None:
    before = tree(path)
    app = open_page(path, page=page)
    assert not app.exception
    assert not app.error
    assert tree(path) == before


def test_a_workspace_that_cannot_be_written_can_be_browsed_and_says_so(
    open_page: Callable[..., AppTest],
    path: Path,
    store: JudgmentStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Permissions don't stop root, so the tests say it in their place.
    monkeypatch.setattr(JudgmentStore, "is_writable", False)
    for names in ((), ("kim",)):
        for name in names:
            with monkeypatch.context() as open_again:
                open_again.setattr(JudgmentStore, "is_writable", True)
                store.add_annotator(name)
        app = open_page(path, q="Q00", model="text", gt="open")
        app.session_state[state.ANNOTATOR] = "kim"
        app.run()
        assert not app.error
        assert "**1위**" in shown(app)
        assert "판정을 저장할 수 없습니다" in shown(app)
        with pytest.raises(KeyError):
            app.button(key=judge_neighbours.grade_key(1, 3))
        closed = open_page(path, page="annotate")
        assert "판정을 저장할 수 없습니다" in shown(closed)
        assert str(path) in shown(closed).replace("\\", "")
        with pytest.raises(KeyError):
            closed.button(key=judge_form.grade_key(3))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "파일이 손상되었거나 Yusa의 판정 저장소가 아닙니다."),
        ("en", "is damaged, or is no judgment store of Yusa's."),
    ],
)
def test_a_store_that_cannot_be_read_says_so_in_the_users_language(
    open_page: Callable[..., AppTest], path: Path, language: str, sentence: str
) -> None:
    (path / JUDGMENTS).write_bytes(b"this is no database, however long one reads on" * 100)
    for page in ("browse", "annotate"):
        words = shown(open_page(path, page=page, lang=language)).replace("\\", "")
        assert sentence in words
        assert str(path / JUDGMENTS) in words
        assert "not a database" not in words


def test_a_full_disk_is_named_in_the_users_language(
    open_annotate: Callable[..., AppTest], store: JudgmentStore
) -> None:
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid")
    with services.judgments(services.snapshot().ws)._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with store._engine.connect() as connection:  # a free page would still take the judgment
        connection.exec_driver_sql("VACUUM")
    for _ in range(60):
        press(app, judge_form.grade_key(1))
        if "저장되지 않았습니다" in shown(app):
            break
    assert "디스크가 가득 찼습니다" in shown(app)
    assert "disk is full" not in shown(app)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "데이터베이스 서버가 켜져 있고 접속할 수 있는지 확인한 뒤 다시 시도하세요"),
        ("en", "Check that the database server runs and lets you in, then try again"),
    ],
)
def test_a_database_server_that_stops_and_comes_back_loses_no_grade(
    open_annotate: Callable[..., AppTest],
    ws: Workspace,
    postgresql: Any,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    sentence: str,
) -> None:
    monkeypatch.setenv(VARIABLE, postgresql.url)
    store = JudgmentStore.open(database(postgresql.url), ws.uuid)
    store.add_annotator("kim")
    app = open_annotate(name="kim", gt="hybrid", lang=language)
    pair = desk_of(app).pair
    postgresql.stop()
    try:
        press(app, judge_form.grade_key(3))
        words = shown(app).replace("\\", "")
        assert sentence in words
        assert "yusa:***@" in words
        assert app.button(key=judge_form.grade_key(3)).proto.type == "primary"
        assert desk_of(app).pair == pair
    finally:
        postgresql.start()
    press(app, judge_form.button_key("retry"))
    assert sentence not in shown(app).replace("\\", "")
    (event,) = (e.judgment for e in store.events())
    assert ((event.query, event.item), event.grade) == (pair, 3)
    assert not (ws.path / JUDGMENTS).exists()
    store.verify()
    store.close()


def test_an_inferred_grade_is_marked(
    served: Callable[[Path], None],
    open_page: Callable[..., AppTest],
    path: Path,
    store: JudgmentStore,
    ws: Workspace,
) -> None:
    near = neighbours(ws, "Q00", ws.variant_names[0], k=1)[0].id
    store.append([Judgment("e1", "kim", near, "Q00", grade=3)])
    marked = "반대 방향 판정에서 추론"
    link = {"q": "Q00", "gt": "hybrid", "pool": "corpus", "view": "human"}
    assert marked not in shown(open_page(path, **link))
    file = path / "workspace.toml"
    file.write_text(file.read_text("utf-8") + "\n[judgments]\nsymmetric = true\n", "utf-8")
    st.cache_resource.clear()
    assert marked in shown(open_page(path, **link))
