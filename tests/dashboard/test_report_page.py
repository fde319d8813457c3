"""Report by Streamlit's own test driver: the page shows what `yusa report` writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.judgments import Judgment
from core.report import read_recommendation
from core.workspace import Workspace
from dashboard import services, state

APP = Path(services.__file__).with_name("app.py")
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
    assert "20,001 characters" in app.error[0].value.replace("\\", "")
    assert read_recommendation(path) == ""
    assert len(app.text_area(key=state.WIDGET_RECOMMENDATION).value or "") == 20_001


def test_nothing_to_report_on_says_what_to_do(
    open_report: OpenReport, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    app = open_report(build_sample(tmp_path / "a", gts=False))
    assert not app.exception
    assert len(app.info) == 1
    assert "--gt" in app.info[0].value
