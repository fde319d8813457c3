"""The page of versions: freeze, add, compare; closed while people judge."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from core.generations import write_lock
from core.ground_truth import document_hash
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.task_store import TaskStore
from core.tasks import Seat, Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import state, strings
from dashboard.components.versioning import freezing, listing

OpenPage = Callable[..., AppTest]
KO = partial(strings.text, "ko")


@pytest.fixture
def path(build_sample: Callable[..., Path], tmp_path: Path) -> Path:
    return build_sample(tmp_path)


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error", "success")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def param(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def judge(path: Path, query: str, item: str, grade: int) -> None:
    store = JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.append([Judgment(str(uuid4()), "김 선생", query, item, grade=grade)])
    store.close()


def write(app: AppTest, gt: str = "hybrid", **values: str) -> AppTest:
    """Fill the form and freeze."""
    given = {"name": "v1", "author": "이서준", "note": "조정 뒤"} | values
    app.text_input(key=f"{state.WIDGET_VERSION_NAME}.{gt}").set_value(given["name"])
    app.text_input(key=state.WIDGET_VERSION_AUTHOR).set_value(given["author"])
    app.text_area(key=state.WIDGET_VERSION_NOTE).set_value(given["note"])
    return app.button(key=freezing.DO).click().run()


def test_the_page_says_what_would_be_frozen_by_view_and_revision(
    open_page: OpenPage, path: Path
) -> None:
    judge(path, "Q00", "Q03", 3)
    judge(path, "Q00", "Q09", 3)
    app = open_page(path, page="versions", gt="hybrid")
    said = shown(app)
    assert "기준 2문항, 4쌍" in said
    assert "hybrid · 사람 우선 · 판정 번호 2" in said
    assert "후보 8개를 함께 고정합니다. 목록에 없는 쌍은 무관하다고 보는 가정도 그대로" in said
    assert "1쌍은 후보 밖이라 빠집니다." in said
    assert "아직 고정한 버전이 없습니다" in said
    app.segmented_control(key=state.WIDGET_VERSIONS_VIEW).set_value("imported").run()
    assert "기준 2문항, 3쌍" in shown(app)
    assert param(app, "view") == "imported"
    app.segmented_control(key=state.WIDGET_VERSIONS_POOL).set_value("corpus").run()
    assert "후보 목록 없이 고정합니다" in shown(app)


def test_frozen_added_listed_and_compared(open_page: OpenPage, path: Path) -> None:
    app = open_page(path, page="versions", gt="hybrid")
    judge(path, "Q00", "Q01", 0)
    judge(path, "Q00", "Q02", 0)
    app.run()
    write(app)
    assert "**v1** 버전을 고정했습니다. hybrid · 사람 우선 · 판정 번호 2" in shown(app)
    assert Workspace.open(path).gt_names == ("hybrid", "open"), "nothing is in the workspace yet"
    judge(path, "Q00", "Q01", 3)
    app.run()
    app.button(key=freezing.ADD).click().run()
    said = shown(app)
    assert "**v1** 버전을 추가했습니다" in said
    ws = Workspace.open(path)
    assert ws.gt("v1").grade("Q00", "Q01") == 0, "what was judged after it was frozen is not in it"
    document = ws.gt("v1").document()
    assert document["frozen"]["hash"] == document_hash(document)  # type: ignore[index]
    assert "조정 뒤" in said
    assert "이서준 · " in said
    assert "정답 여부가 달라집니다" in said
    assert "v1 (hybrid · 사람 우선 · 판정 번호 2)" in said
    assert "Q00 빠짐" in " ".join(link.proto.label for link in app.get("page_link"))
    assert (param(app, "old"), param(app, "new")) == ("hybrid", "v1")
    assert "아직 고정한 버전이 없습니다" not in said
    assert not [b for b in app.button if b.key == freezing.ADD]


def test_a_version_made_from_judgments_is_no_check_of_them(open_page: OpenPage, path: Path) -> None:
    judge(path, "Q00", "Q01", 3)
    app = write(open_page(path, page="versions", gt="hybrid"))
    app.button(key=freezing.ADD).click().run()
    said = shown(open_page(path, page="agreement"))
    assert "사람 판정으로 만든 버전은" in said
    assert "**v1**" not in said
    assert "**hybrid**" in said


def test_a_version_of_imported_grades_alone_is_checked(open_page: OpenPage, path: Path) -> None:
    judge(path, "Q00", "Q01", 3)
    app = write(open_page(path, page="versions", gt="hybrid", view="imported"))
    app.button(key=freezing.ADD).click().run()
    said = shown(open_page(path, page="agreement"))
    assert "사람 판정으로 만든 버전은" not in said
    assert "**v1**" in said


def test_two_lists_are_not_called_a_history(open_page: OpenPage, path: Path) -> None:
    app = open_page(path, page="versions", old="open", new="hybrid")
    assert "시간에 따른 변화가 아니라" in shown(app)
    write(open_page(path, page="versions", gt="hybrid")).button(key=freezing.ADD).click().run()
    assert "시간에 따른 변화가 아니라" not in shown(open_page(path, page="versions"))


def test_the_link_reopens_the_comparison(open_page: OpenPage, path: Path) -> None:
    app = open_page(path, page="versions", old="open", new="hybrid", lang="en")
    assert app.selectbox(key=state.WIDGET_VERSIONS_OLD).value == "open"
    assert app.selectbox(key=state.WIDGET_VERSIONS_NEW).value == "hybrid"
    assert "**Success@5 (Top-5) by variant**" in shown(app)
    app.selectbox(key=state.WIDGET_VERSIONS_GT).set_value("open").run()
    assert param(app, "gt") == "open"
    assert param(app, "old") == "open"


def test_a_version_is_compared_with_its_source_by_its_button(
    open_page: OpenPage, path: Path
) -> None:
    app = write(open_page(path, page="versions", gt="hybrid"))
    app.button(key=freezing.ADD).click().run()
    app.selectbox(key=state.WIDGET_VERSIONS_OLD).set_value("open").run()
    assert "기준 문항: 추가 1, 삭제 1" in shown(app)
    app.button(key=listing.compare_key("v1")).click().run()
    assert app.selectbox(key=state.WIDGET_VERSIONS_OLD).value == "hybrid"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"note": " "}, "까닭을 적어 주세요"),
        ({"name": "hybrid"}, "이미 있습니다"),
        ({"author": " "}, "누가 고정하는지"),
        ({"name": "/etc"}, "etc’ 이름은 버전에 쓸 수 없습니다"),
        ({"author": "이\0서준"}, "저장할 수 없는 문자"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    open_page: OpenPage, path: Path, values: dict[str, str], said: str
) -> None:
    app = write(open_page(path, page="versions", gt="hybrid"), **values)
    assert said in "\n".join(e.value for e in app.error)
    assert state.VERSION_MADE not in app.session_state
    kept = {"author": "이서준"} | values
    assert app.text_input(key=state.WIDGET_VERSION_AUTHOR).value == kept["author"]


def test_a_busy_workspace_keeps_the_version_for_another_try(
    open_page: OpenPage, path: Path
) -> None:
    app = write(open_page(path, page="versions", gt="hybrid"))
    with write_lock(path):
        app.button(key=freezing.ADD).click().run()
        assert "다른 가져오기가" in app.error[0].value
    app.button(key=freezing.ADD).click().run()
    assert "v1" in Workspace.open(path).gt_names


def test_a_name_that_was_taken_meanwhile_is_said_and_the_version_kept(
    open_page: OpenPage, path: Path
) -> None:
    app = write(open_page(path, page="versions", gt="hybrid"))
    other = write(open_page(path, page="versions", gt="hybrid"), name="V1")
    other.button(key=freezing.ADD).click().run()
    app.button(key=freezing.ADD).click().run()
    assert "‘v1’ 또는 대소문자만 다른 이름의" in app.error[0].value
    assert state.VERSION_MADE in app.session_state


def test_discarding_asks_again(open_page: OpenPage, path: Path) -> None:
    app = write(open_page(path, page="versions", gt="hybrid"))
    app.button(key=freezing.DISCARD).click().run()
    assert app.button(key=freezing.DO)
    assert Workspace.open(path).gt_names == ("hybrid", "open")


def test_versions_are_closed_while_people_judge(open_page: OpenPage, path: Path) -> None:
    store = TaskStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.save(Task("t", "작업", "hybrid", roster=(Seat("김"),), is_open=True), "박")
    store.grant("lead-key", "lead", "박")
    store.grant("their-key", "annotator", "김", "t")
    assert "version" not in " ".join(b.key or "" for b in open_page(path, page="versions").button)
    closed = open_page(path, page="versions", key="their-key")
    assert "고정될 내용" not in shown(closed)
    assert "고정될 내용" in shown(open_page(path, page="versions", key="lead-key"))


def test_without_ground_truths_the_command_is_named(
    open_page: OpenPage, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    app = open_page(build_sample(tmp_path, gts=False), page="versions")
    assert "import" in shown(app)


def test_the_file_is_the_version(open_page: OpenPage, path: Path) -> None:
    app = write(open_page(path, page="versions", gt="hybrid"))
    made = app.session_state[state.VERSION_MADE]
    assert json.loads(made.text)["frozen"]["hash"] == made.hash
    (button,) = (b for b in app.get("download_button") if "버전 파일" in b.proto.label)
    assert button.proto.label == KO("version.download")
