"""The map by Streamlit's own test driver; clicks on the chart itself are the browser test's."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.search import neighbours
from core.workspace import Workspace
from dashboard import map_link, services, state
from dashboard.components import embedding_map, filters, map_card, map_controls
from dashboard.services import projecting

OpenPage = Callable[..., AppTest]


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def param(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def chart(app: AppTest) -> dict[str, Any]:
    (found,) = app.get("plotly_chart")
    drawn: dict[str, Any] = json.loads(found.proto.spec)
    return drawn


def traces(app: AppTest) -> dict[str, dict[str, Any]]:
    return {trace["name"]: trace for trace in chart(app)["data"]}


def ids(trace: dict[str, Any]) -> list[str]:
    return [data[0] for data in trace["customdata"]]


def one_variant(folder: Path, rows: int, matrix: np.ndarray) -> Path:
    lines = [json.dumps({"id": f"Q{n}", "text": f"문항 {n}"}) for n in range(rows)]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    named = np.array([f"Q{n}" for n in range(len(matrix))])
    np.savez(folder / "v.npz", ids=named, vectors=matrix.astype(np.float32))
    request = ImportRequest(items=folder / "items.jsonl", variants={"v": folder / "v.npz"})
    import_files(folder / "workspace", request)
    return folder / "workspace"


def test_it_draws_all_items_and_marks_the_query_and_its_neighbours(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(page="map", q="Q00", k="5")
    assert "12문항을 모두 그림" in shown(app)
    drawn = traces(app)
    assert {"수학 · 5", "국어 · 4", "과학 · 3"} <= set(drawn)
    near = [n.id for n in neighbours(sample, "Q00", "text", k=5)]
    marked = drawn["이웃 · 5"]
    assert ids(marked) == near[::-1]
    assert marked["text"] == ["5", "4", "3", "2", "1"]
    assert ids(drawn["기준 문항"]) == ["Q00"]
    assert "**Q00**" in shown(app)
    assert "Q00의 이웃 5개" in shown(app).replace("*", "")


def test_axes_are_equal_and_say_how_much_they_hold(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q00")
    layout = chart(app)["layout"]
    assert layout["yaxis"]["scaleanchor"] == "x"
    assert layout["xaxis"]["title"]["text"].startswith("주성분 1 (분산의 ")
    assert "그림에서 가까워도 모델에서는 멀 수 있으니" in shown(app)


def test_points_differ_by_symbol_and_colour(open_page: OpenPage) -> None:
    drawn = traces(open_page(page="map", q="Q00"))
    groups = [drawn[name]["marker"] for name in ("수학 · 5", "국어 · 4", "과학 · 3")]
    assert len({group["symbol"] for group in groups}) == 3
    assert len({group["color"] for group in groups}) == 3


def test_another_field_colours_the_points(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q00")
    app.selectbox(key=state.WIDGET_MAP_COLOUR).set_value("level").run()
    assert param(app, "colour") == "level"
    assert {"고1 · 6", "중3 · 6"} <= set(traces(app))


def test_a_question_opens_beside_the_map_and_becomes_the_query(
    open_page: OpenPage, sample: Workspace
) -> None:
    app = open_page(page="map", q="Q00")
    first = neighbours(sample, "Q00", "text", k=1)[0].id
    press(app, map_card.open_key(1))
    assert param(app, "item") == first
    assert f":primary-badge[1위 이웃] **{first}**" in shown(app)
    assert ids(traces(app)["열린 문항"]) == [first]
    (link,) = [x.proto for x in app.get("page_link")]
    assert link.page == "browse"
    assert parse_qs(link.query_string)["q"] == [first]
    press(app, map_card.BUTTON_SELECT)
    assert (param(app, "q"), param(app, "item")) == (first, None)
    assert ids(traces(app)["기준 문항"]) == [first]
    assert first not in ids(traces(app)["이웃 · 10"])


def test_answers_stay_hidden_until_asked(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q00")
    assert "풀이0" not in shown(app)
    press(app, map_card.BUTTON_ANSWERS)
    assert "풀이0입니다" in shown(app)
    press(app, map_card.open_key(1))
    assert "풀이" not in shown(app)


def test_a_region_shows_its_part_and_counts_what_lies_outside(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q00", k="5", region="90,91,90,91")
    assert "이 범위의 0문항을 모두 그림 · 지도 전체 12문항" in shown(app)
    assert "기준 문항이 이 범위 밖에 있습니다" in shown(app)
    assert "이웃 5개 중 5개가 이 범위 밖에 있습니다" in shown(app)
    press(app, map_controls.BUTTON_FIT)
    assert "이 범위 밖에" not in shown(app)
    assert chart(app)["layout"]["xaxis"]["range"][1] < 90
    press(app, map_controls.BUTTON_WHOLE)
    assert param(app, "region") is None
    assert "12문항을 모두 그림" in shown(app)


def test_what_the_chart_reports_changes_the_view() -> None:
    session: dict[str, Any] = {"clicks": SimpleNamespace(clicked={"id": "Q1"})}
    embedding_map.clicked(session, "clicks")
    assert map_link.current(session).item == "Q1"
    session["chart"] = {"selection": {"points": [], "box": [{"x": [0, 1], "y": [0, 1]}]}}
    embedding_map.selected(session, "chart")
    assert map_link.current(session).region == (0, 1, 0, 1)
    before = map_link.current(session)
    for nothing in ({"selection": {"points": [], "box": []}}, {}, None):
        session["chart"] = nothing
        embedding_map.selected(session, "chart")
        embedding_map.clicked(session, "chart")
    assert map_link.current(session) == before


def test_filters_narrow_points_and_candidates_alike(open_page: OpenPage, sample: Workspace) -> None:
    app = open_page(page="map", q="Q00", where="subject=국어")
    drawn = traces(app)
    assert [name for name in drawn if " · " in name][:-1] == ["국어 · 4"]
    assert ids(drawn["기준 문항"]) == ["Q00"]  # marked although the filter leaves it out
    marked = next(trace for name, trace in drawn.items() if name.startswith("이웃"))
    assert {sample.items.get(i).subject for i in ids(marked)} == {"국어"}
    app.session_state[filters.popover_key("map")] = True
    press(app.run(), filters.clear_key("map"))
    assert param(app, "where") is None


def test_the_pool_of_a_ground_truth_is_all_that_is_drawn(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q00", pool="judged", gt="hybrid")
    assert "8문항을 모두 그림" in shown(app)


def test_items_without_a_vector_are_said(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q00", model="picture")
    assert "7문항을 모두 그림 · 벡터가 없어 지도에 없는 문항 5" in shown(app)


def test_a_query_without_a_vector_is_said_and_the_map_stays(open_page: OpenPage) -> None:
    app = open_page(page="map", q="Q09", model="picture")
    assert "picture에는 기준 문항 Q09의 벡터가 없어" in shown(app)
    assert "이 모델에 벡터가 없어 지도에 없는 문항입니다" in shown(app)
    assert "기준 문항" not in traces(app)


def test_an_unknown_query_and_card_are_said_and_the_map_stays(open_page: OpenPage) -> None:
    app = open_page(page="map", q="gone*", item="also_gone")
    assert "gone\\*" in shown(app)
    assert "also\\_gone" in shown(app)
    assert "기준 문항" not in traces(app)
    assert "지도에서 점을 누르면 여기에 문항이 열립니다" in shown(app)


def test_filters_that_leave_nothing_say_so(open_page: OpenPage) -> None:
    app = open_page(page="map", q="gone", where=["subject=국어", "subject=", "level=없음"])
    assert "이 조건에 맞으면서 이 모델에 벡터가 있는 문항이 없습니다" in shown(app)
    assert not app.get("plotly_chart")


def test_without_a_variant_the_page_says_what_to_do(
    open_page: OpenPage, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    app = open_page(build_sample(tmp_path, variants=False, gts=False), page="map")
    assert "yusa import" in shown(app)
    assert not app.get("plotly_chart")
    assert not app.selectbox  # nothing to choose from
    app.segmented_control(key=state.WIDGET_MAP_LANGUAGE).set_value("en").run()
    assert "There is no model yet" in shown(app)


@pytest.mark.parametrize(
    ("rows", "matrix", "words"),
    [
        (1, np.ones((1, 4)), "벡터가 있는 문항이 하나뿐이라"),
        (5, np.ones((5, 4)), "벡터가 모두 같아 한 점에"),
        (3, np.ones((1, 4)), "벡터가 있는 문항이 하나뿐이라"),
        (4, np.array([[1.0], [-1.0], [1.0], [1.0]]), "두 축이 벡터의 분산을 모두"),
    ],
)
def test_odd_variants_are_drawn(
    open_page: OpenPage, tmp_path: Path, rows: int, matrix: np.ndarray, words: str
) -> None:
    app = open_page(one_variant(tmp_path, rows, matrix), page="map")
    assert words in shown(app)
    assert f"문항 · {len(matrix)}" in traces(app)


def test_a_link_reopens_the_view(open_page: OpenPage) -> None:
    address = {
        "q": "Q03",
        "model": "picture",
        "k": "5",
        "colour": "level",
        "region": "-2,2,-2,2",
        "item": "Q01",
        "lang": "en",
    }
    app = open_page(page="map", **address)
    assert {name: param(app, name) for name in address} == address
    assert "7 questions in this region, all of them drawn · whole map 7" in shown(app)
    assert "not on the map for want of a vector: 5" in shown(app)


def test_foreign_text_is_no_markup_of_the_chart(open_page: OpenPage) -> None:
    said = json.dumps(traces(open_page(page="map", q="Q06")))
    assert "<script" not in said
    assert "H<sub>" not in said


def test_sessions_that_ask_at_once_share_one_computation(
    served: Callable[[Path], None], sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []
    go_on = threading.Event()
    real = projecting.project

    def slow(matrix: np.ndarray, **options: Any) -> Any:
        calls.append(1)
        go_on.wait(10)
        return real(matrix, **options)

    monkeypatch.setattr(projecting, "project", slow)
    told: list[float] = []
    found: list[Any] = []

    def ask() -> None:
        found.append(services.projection(sample, "text", told.append))

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    while len(told) < 4:  # every session shows how far it is
        threading.Event().wait(0.05)
    go_on.set()
    for thread in asking:
        thread.join(10)
    assert calls == [1]
    assert len(found) == 4
    assert all(each is found[0] for each in found)


def test_a_computation_that_failed_is_tried_again(
    served: Callable[[Path], None], sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(matrix: np.ndarray, **options: Any) -> Any:
        raise OSError("the disk is gone")

    monkeypatch.setattr(projecting, "project", broken)
    with pytest.raises(OSError, match="the disk is gone"):
        services.projection(sample, "text", lambda share: None)
    monkeypatch.setattr(projecting, "project", lambda matrix, **options: SimpleNamespace(ok=True))
    assert services.projection(sample, "text", lambda share: None).ok  # type: ignore[attr-defined]


def test_browse_leads_to_the_same_view_of_the_map(open_page: OpenPage) -> None:
    app = open_page(q="Q03", model="picture", k="5", pool="judged", gt="hybrid", lang="en")
    (link,) = [x.proto for x in app.get("page_link") if x.proto.page == "map"]
    wanted = {"q": "Q03", "model": "picture", "k": "5", "pool": "judged", "gt": "hybrid"}
    assert parse_qs(link.query_string) == {k: [v] for k, v in (wanted | {"lang": "en"}).items()}
