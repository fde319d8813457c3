"""Report by Streamlit's own test driver: the page shows what `yusa report` writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.judgments import Judgment
from core.report import read_recommendation, write_recommendation
from core.workspace import Workspace
from dashboard import services, state
from dashboard.app_pages import report as report_page
from dashboard.components import watch

APP = Path(services.__file__).parents[1] / "app.py"
OpenReport = Callable[..., AppTest]


@pytest.fixture
def open_report(served: Callable[[Path], None]) -> OpenReport:
    """Open Report on a workspace: `open_report(path, view="human")`."""

    def open_it(workspace: Path, **params: str) -> AppTest:
        served(workspace)
        app = AppTest.from_file(str(APP), default_timeout=30)
        app._page_hash = calc_hash("report")  # AppTest.switch_page only knows pages that are files
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_it


def preview(app: AppTest) -> str:
    assert not app.exception
    found = [m.value for m in app.markdown if m.value.startswith("#### ")]
    assert len(found) == 1
    return str(found[0])


def test_the_preview_holds_every_section(open_report: OpenReport, sample_path: Path) -> None:
    text = preview(open_report(sample_path))
    for number in range(1, 10):
        assert f"\n##### {number}. " in text
    assert "| hybrid | 정답이 정한 후보 8개 |" in text
    assert "| open | 전체 문항 12개 |" in text


def test_numbers_keep_their_units_in_the_preview_only(
    open_report: OpenReport, sample_path: Path
) -> None:
    app = open_report(sample_path)
    assert "80\N{NO-BREAK SPACE}%" in preview(app)
    assert not re.search(r"\d %", preview(app))


def test_english(open_report: OpenReport, sample_path: Path) -> None:
    app = open_report(sample_path, lang="en")
    assert preview(app).startswith("#### Similar-question retrieval: evaluation report")
    assert "##### 6. Verdict" in preview(app)


def test_view_and_pool_are_choices_and_part_of_the_link(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    store = Workspace.open(path).judgments()
    store.append([Judgment(str(uuid4()), "김서연", "Q00", "Q05", grade=3)])
    store.close()
    app = open_report(path, view="human", pool="corpus")
    text = preview(app)
    assert "판정 관점: 사람 판정" in text
    assert "판정 번호: 1" in text
    assert "정답이 정한 후보" not in text
    app.segmented_control(key=state.WIDGET_REPORT_VIEW).set_value("imported").run()
    assert "판정 관점: 가져온 정답" in preview(app)
    assert app.query_params.get("view") is None
    assert app.query_params["pool"] in ("corpus", ["corpus"])


def test_a_recommendation_is_kept_with_the_workspace(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    app = open_report(path)
    assert "아직 적지 않았습니다." in preview(app)
    app.text_area(key=state.WIDGET_RECOMMENDATION).set_value("2B로 **정합니다** :red[끝]").run()
    app.button(key="reporting.button.save").click().run()
    assert read_recommendation(path) == "2B로 **정합니다** :red[끝]"
    assert [s.value for s in app.success] == ["저장했습니다\\."]
    line = next(x for x in preview(app).splitlines() if "정합니다" in x)
    assert "**정합니다**" not in line
    assert ":red[" not in line
    again = open_report(path)
    assert again.text_area(key=state.WIDGET_RECOMMENDATION).value == "2B로 **정합니다** :red[끝]"


def test_what_can_not_be_kept_is_said_and_stays_in_the_field(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    app = open_report(path)
    app.text_area(key=state.WIDGET_RECOMMENDATION).set_value("가" * 20_001).run()
    app.button(key="reporting.button.save").click().run()
    assert "권고가 20,001자입니다" in app.error[0].value.replace("\\", "")
    assert read_recommendation(path) == ""
    assert len(app.text_area(key=state.WIDGET_RECOMMENDATION).value or "") == 20_001


def test_an_unsaved_recommendation_is_said_and_open_when_one_comes_back(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    def said(app: AppTest) -> bool:
        return any("저장하지 않은 권고가 있습니다" in m.value for m in app.markdown)

    path = build_sample(tmp_path)
    app = open_report(path)
    assert not said(app)
    assert not app.session_state[state.RECOMMENDATION_OPEN]
    app.text_area(key=state.WIDGET_RECOMMENDATION).set_value("아직").run()
    assert said(app)
    assert not app.session_state[state.RECOMMENDATION_OPEN]  # only the user moves it meanwhile
    app._page_hash = calc_hash("health")
    app.run()
    app._page_hash = calc_hash("report")
    app.run()
    assert said(app)
    assert app.session_state[state.RECOMMENDATION_OPEN]
    app.button(key="reporting.button.save").click().run()
    assert not said(app)
    assert app.success


def typed(app: AppTest) -> str:
    return app.text_area(key=state.WIDGET_RECOMMENDATION).value or ""


def test_words_saved_by_somebody_else_are_shown_beside_those_typed(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    write_recommendation(path, "처음")
    app = open_report(path)
    app.text_area(key=state.WIDGET_RECOMMENDATION).set_value("내 글").run()
    write_recommendation(path, "남의 *글*")  # as another session does
    app.run()
    assert typed(app) == "내 글"
    assert [code.value for code in app.code] == ["남의 *글*"]
    app.button(key="reporting.button.save").click().run()
    assert (typed(app), read_recommendation(path)) == ("내 글", "남의 *글*")
    assert not app.success
    # A third text meanwhile: replacing what was shown must not replace what was not.
    write_recommendation(path, "셋째")
    app.button(key="reporting.button.overwrite").click().run()
    assert (typed(app), read_recommendation(path)) == ("내 글", "셋째")
    assert [code.value for code in app.code] == ["셋째"]
    app.button(key="reporting.button.overwrite").click().run()
    assert read_recommendation(path) == "내 글"
    assert not app.code
    assert [s.value for s in app.success] == ["저장했습니다\\."]


def test_the_text_kept_can_be_taken_instead(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    app = open_report(path)
    app.text_area(key=state.WIDGET_RECOMMENDATION).set_value("내 글").run()
    write_recommendation(path, "남의 글")
    app.run()
    app.button(key="reporting.button.take").click().run()
    assert (typed(app), read_recommendation(path)) == ("남의 글", "남의 글")
    assert not app.code
    app.text_area(key=state.WIDGET_RECOMMENDATION).set_value("남의 글, 고침").run()
    app.button(key="reporting.button.save").click().run()
    assert read_recommendation(path) == "남의 글, 고침"


def test_the_field_is_not_filled_anew_while_somebody_may_be_typing(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    """What is typed comes with the next click only: until then the field looks untouched."""
    path = build_sample(tmp_path)
    write_recommendation(path, "처음")
    app = open_report(path)
    write_recommendation(path, "남의 글")
    app.run()
    assert typed(app) == "처음"
    assert [code.value for code in app.code] == ["남의 글"]


def test_a_judgment_that_comes_meanwhile_counts_in_all_figures_or_none(
    open_report: OpenReport,
    build_sample: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = build_sample(tmp_path)
    ws = Workspace.open(path)
    store = ws.judgments()
    store.append([Judgment(str(uuid4()), "김서연", "Q00", "Q05", grade=3)])
    built: list[Any] = []
    real_build, real_evaluation = report_page.build, services.evaluation

    def evaluation(*args: Any) -> Any:
        found = real_evaluation(*args)
        if args[1] == ws.variant_names[0]:  # between the two variants of a ground truth
            store.append([Judgment(str(uuid4()), "김서연", "Q03", "Q04", grade=3)])
        return found

    def build(workspace: Any, evaluations: Any, *rest: Any) -> Any:
        built.append((evaluations, rest[0]))
        return real_build(workspace, evaluations, *rest)

    monkeypatch.setattr(watch, "repaint_after", lambda *_: None)  # there is always a newer one
    monkeypatch.setattr(services, "evaluation", evaluation)
    monkeypatch.setattr(report_page, "build", build)
    text = preview(open_report(path, view="human"))
    evaluations, revision = built[0]
    assert (revision, store.revision()) == (1, 3)
    assert "판정 번호: 1" in text
    assert {(e.gt, e.n) for e in evaluations} == {("hybrid", 1), ("open", 1)}
    store.close()


def test_the_page_waits_for_judgments_newer_than_its_figures(
    open_report: OpenReport,
    build_sample: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = build_sample(tmp_path)
    painted: list[int | None] = []
    monkeypatch.setattr(watch, "repaint_after", lambda _ws, revision: painted.append(revision))
    app = open_report(path, view="human")
    store = Workspace.open(path).judgments()
    store.append([Judgment(str(uuid4()), "김서연", "Q00", "Q05", grade=3)])
    store.close()
    app.run()
    assert painted == [0, 1]


def test_the_imported_grades_need_no_sound_store(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    (path / services.JUDGMENTS_FILE).write_bytes(b"this is no database " * 100)
    app = open_report(path)
    assert "판정 번호: 판정 저장소를 읽지 못함" in preview(app)
    assert len(app.get("download_button")) == 2
    human = open_report(path, view="human")
    assert services.JUDGMENTS_FILE in human.error[0].value.replace("\\", "")
    assert not human.get("download_button")


def test_nothing_to_report_on_says_what_to_do(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    app = open_report(build_sample(tmp_path / "a", gts=False))
    assert not app.exception
    assert len(app.info) == 1
    assert "--gt" in app.info[0].value
