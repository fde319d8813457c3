"""The pair at hand by Streamlit's own test driver: marks, passages, definitions, pictures ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.tasks import Example, Guideline
from core.types import Item
from core.workspace import Workspace
from dashboard import services, strings
from dashboard.components import judging_view, pictures
from dashboard.context import Page
from dashboard.desk import Desk
from dashboard.links import Language
from dashboard.viewing import View

ONE = Item("Q1", "사과 3개", passage_id="P", passage="지문")


@pytest.fixture
def ws(
    tmp_path: Path, build_sample: Callable[..., Path], served: Callable[[Path], None]
) -> Workspace:
    path = build_sample(tmp_path)
    served(path)
    return Workspace.open(path)


@pytest.mark.parametrize(
    ("other", "shares"),
    [
        (replace(ONE, id="Q2", text="배 2개"), True),
        (replace(ONE, id="Q2", passage="다른 지문"), False),
        (replace(ONE, id="Q2", passage_id="P2"), False),
        (replace(ONE, id="Q2", passage_id=None), False),
        (replace(ONE, id="Q2", passage=None), False),
    ],
)
def test_a_passage_is_shared_only_where_id_and_words_are_the_same(
    other: Item, shares: bool
) -> None:
    assert judging_view.shares_passage(ONE, other) is shares
    nothing = replace(ONE, passage_id=None, passage=None)
    assert not judging_view.shares_passage(nothing, nothing)


def draw_pair(path: str, query: str, item: str, differences: bool) -> None:
    """Draw one pair as Annotate does (run by the test driver, so it imports for itself)."""
    from pathlib import Path

    from core.workspace import Workspace
    from dashboard.components import judging_view
    from dashboard.context import Page
    from dashboard.desk import Desk
    from dashboard.viewing import View

    desk = Desk("desk", [(query, item)], [0], at=0, differences=differences)
    judging_view.draw(
        Page(Workspace.open(Path(path)), View(None, None, None, "corpus", 10, ()), "ko"), desk
    )


def drawn(ws: Workspace, *pair: str, differences: bool = False) -> AppTest:
    app = AppTest.from_function(draw_pair, args=(str(ws.path), *pair, differences)).run(timeout=30)
    assert not app.exception
    return app


def test_a_shared_passage_is_drawn_once_and_said_to_be_shared(ws: Workspace) -> None:
    app = drawn(ws, "Q08", "Q09")
    assert [found.label for found in app.expander] == [strings.text("ko", "judge.passage.shared")]
    alone = drawn(ws, "Q08", "Q00")
    assert [found.label for found in alone.expander] == [strings.text("ko", "item.passage")]


def test_words_are_marked_only_on_demand(ws: Workspace) -> None:
    plain = "\n".join(found.value for found in drawn(ws, "Q00", "Q01").markdown)
    marked = "\n".join(found.value for found in drawn(ws, "Q00", "Q01", differences=True).markdown)
    assert ":orange-background[" not in plain
    assert ":orange-background[" in marked
    same = drawn(ws, "Q00", "Q00", differences=True)
    assert strings.text("ko", "judge.differences.none") in [found.value for found in same.caption]


def test_pictures_ahead_are_those_of_the_next_pairs_and_of_the_next_query(ws: Workspace) -> None:
    page = Page(ws, View(None, None, None, "corpus", 10, ()), "ko")
    order = [("Q03", "Q00"), ("Q03", "Q01"), ("Q04", "Q03"), ("Q04", "Q02"), ("Q04", "Q05")]
    desk = Desk("desk", order, [0, 2], at=0)
    found = judging_view.ahead(page, desk)
    wanted = pictures.urls(page, ws.items.get("Q04"), pictures.QUERY_BOX)
    assert len(wanted) == 1
    assert found == wanted  # the query at hand is on screen already
    desk.at = 1
    three, four = (
        pictures.urls(page, ws.items.get(name), pictures.QUERY_BOX) for name in ("Q03", "Q04")
    )
    assert set(found) <= {*three, *four}
    desk.at = len(order)
    assert judging_view.ahead(page, desk) == []


def test_pictures_ahead_have_the_address_that_is_drawn_later(ws: Workspace) -> None:
    page = Page(ws, View(None, None, None, "corpus", 10, ()), "ko")
    item = ws.items.get("Q03")
    urls = pictures.urls(page, item, pictures.QUERY_BOX)
    assert [each["url"] for each in judging_view._drawn(page, item)] == urls
    assert len(urls) == 2
    assert all(services.check_picture_url(url) for url in urls)


def show_guide(guideline: object, language: str) -> None:
    """Draw the definitions (run by the test driver)."""
    from types import SimpleNamespace

    from dashboard import strings
    from dashboard.components import judge_form

    page = SimpleNamespace(
        t=lambda key, **values: strings.text(language, key, **values),
        ws=SimpleNamespace(items=SimpleNamespace(positions={})),
    )
    judge_form.guide(page, guideline)  # type: ignore[arg-type]


def guide(guideline: Guideline | None, language: Language = "ko") -> str:
    app = AppTest.from_function(show_guide, args=(guideline, language)).run(timeout=30)
    assert not app.exception
    return "\n".join(found.value for kind in ("markdown", "caption") for found in app.get(kind))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_definitions_name_every_grade_and_flag(language: Language) -> None:
    words = guide(None, language)
    for key in ("0", "1", "2", "3", "D", "X"):
        assert f"**{key} " in words
    assert strings.text(language, "judge.guide.task") not in words


def test_a_tasks_guideline_is_shown_literally_with_its_examples() -> None:
    text = "1. *별표* <b>는</b> 그대로\n:red[둘째] 줄"
    examples = {
        2: (Example("Q*1", "Q_2", "같은 [풀이]"), Example("Q3", "Q4")),
        0: (Example("Q5", "Q6"),),
        1: (),
    }
    words = guide(Guideline(text, examples))
    assert r"1\. \*별표\* \<b\>는\<\/b\> 그대로" in words
    assert "그대로  \n\\:red\\[둘째\\] 줄" in words
    assert r"Q\*1 → Q\_2 · 같은 \[풀이\]" in words
    assert words.index("예: 0 무관") < words.index("예: 2 같은 풀이")
    assert "예: 1 같은 개념" not in words
