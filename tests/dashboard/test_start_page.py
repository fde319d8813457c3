"""Start by Streamlit's own test driver, on a workspace made by the importer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.search import neighbours
from core.workspace import Workspace
from dashboard import services, state
from dashboard.components import query_card

OpenPage = Callable[..., AppTest]


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def links(app: AppTest, page: str) -> list[dict[str, list[str]]]:
    """Return the query parameters of the page's links to another page."""
    found = [link.proto for link in app.get("page_link")]
    return [parse_qs(link.query_string) for link in found if link.page == page]


def test_an_address_that_names_no_page_opens_start(
    served: Callable[[Path], None], sample_path: Path
) -> None:
    served(sample_path)
    app = AppTest.from_file(
        str(Path(services.__file__).parents[1] / "app.py"), default_timeout=30
    ).run()
    assert "12 · 모델 2 · 정답 목록 2 · 판정 번호 0" in shown(app)


def test_a_real_question_with_a_picture_and_its_three_neighbours(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(page="start")
    first = services.default_query(sample, "text", "hybrid")
    assert first is not None
    assert sample.items.get(first).images
    near = [n.id for n in neighbours(sample, first, "text", k=3)]
    heads = [m.value for m in app.markdown if "위** `" in m.value]
    assert len(heads) == 3
    assert all(f":small[{item_id}]" in head for head, item_id in zip(heads, near, strict=True))
    assert f"**{first}**" in shown(app)
    assert "**text** · 후보 전체 문항 · 3 / 11개 표시" in shown(app)


def test_three_ways_on_and_a_neighbour_open_their_pages(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(page="start", lang="en")
    first = services.default_query(sample, "text", "hybrid")
    near = [n.id for n in neighbours(sample, str(first), "text", k=3)]
    opened = links(app, "browse")
    assert [params["q"] for params in opened] == [[item_id] for item_id in [first, *near]]
    assert all(params["lang"] == ["en"] for params in opened)
    assert opened[0]["list"] == ["hybrid"]
    assert len(links(app, "compare")) == 1
    assert len(links(app, "annotate")) == 1


def test_the_demo_says_that_it_is_one_and_others_do_not(
    open_page: OpenPage, sample_path: Path, tmp_path: Path
) -> None:
    assert "연습용" not in shown(open_page(page="start"))
    workspace = shutil.copytree(sample_path, tmp_path / "demo")
    pointer = workspace / "workspace.json"
    pointer.write_text(pointer.read_text("utf-8").replace('"demo": false', '"demo": true'))
    assert "연습용 데이터입니다. Qwen 결과가 아닙니다." in shown(open_page(workspace, page="start"))


def test_answers_stay_hidden_until_asked(open_page: OpenPage) -> None:
    app = open_page(page="start")
    assert "풀이3입니다" not in shown(app)
    app.button(key=query_card.BUTTON_ANSWERS).click().run()
    assert "풀이3입니다" in shown(app)


def test_it_shows_the_defaults_whatever_browse_is_set_to(open_page: OpenPage) -> None:
    app = open_page(q="Q09", model="picture")
    app._page_hash = calc_hash("start")
    app.query_params.clear()
    app.run()
    assert "**Q09**" not in shown(app)
    assert "**text** · 후보" in shown(app)


def test_the_language_is_in_the_address_and_can_be_switched(open_page: OpenPage) -> None:
    app = open_page(page="start", lang="en")
    assert "12 questions · 2 models" in shown(app)
    app.segmented_control(key=state.WIDGET_START_LANGUAGE).set_value("ko").run()
    assert "문항 12" in shown(app)
    assert "lang" not in app.query_params


def test_without_variants_the_question_is_shown_and_the_command_named(
    open_page: OpenPage, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    app = open_page(build_sample(tmp_path, variants=False, gts=False), page="start")
    assert "모델이 없어 이웃을 구할 수 없습니다" in shown(app)
    assert "기준 문항" in shown(app)
    assert len(links(app, "compare")) == 1
