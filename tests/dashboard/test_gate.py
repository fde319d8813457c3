"""While people judge, pages open by key alone: on the server, for every page and every address."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.access import new_key
from core.errors import AccessError, Reason, WorkspaceError
from core.postgres import VARIABLE
from core.task_store import TaskStore
from core.tasks import Seat, Task
from core.workspace import JUDGMENTS, Workspace
from dashboard import entry, services, state
from dashboard.components import neighbour_list, watch

OpenPage = Callable[..., AppTest]
PAGES = (
    *("start", "browse", "compare", "map", "annotate", "tasks"),
    *("agreement", "report", "versions", "health"),
)
CLOSED = "판정 작업이 진행 중이라"
TASK = Task("t-1", "수학 1차", "hybrid", roster=(Seat("김서연"),), is_open=True)


class Judged:
    """A workspace with an open task, a lead and an annotator."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ws = Workspace.open(path)
        self.store = TaskStore.open(path / JUDGMENTS, self.ws.uuid)
        self.lead, self.mine = new_key(), new_key()
        self.store.grant(self.lead, "lead", "박 부장")
        self.store.grant(self.mine, "annotator", "김서연", TASK.id)
        self.store.save(TASK, "박 부장")


@pytest.fixture
def judged(build_sample: Callable[..., Path], tmp_path: Path) -> Judged:
    return Judged(build_sample(tmp_path))


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


@pytest.mark.parametrize("page", PAGES)
def test_without_a_key_every_page_is_closed_and_shows_nothing_of_the_data(
    open_page: OpenPage, judged: Judged, page: str
) -> None:
    app = open_page(judged.path, page=page, q="Q00")
    text = shown(app)
    assert CLOSED in text
    for secret in ("Q00", "text", "picture", "hybrid", "Success@5", "%"):
        assert secret not in text, secret
    assert not app.get("page_link")
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("page", [name for name in PAGES if name != "annotate"])
def test_an_annotators_key_opens_annotate_alone(
    open_page: OpenPage, judged: Judged, page: str
) -> None:
    app = open_page(judged.path, page=page, key=judged.mine)
    text = shown(app)
    assert "이 링크로는 판정만 할 수 있습니다" in text
    assert "Success@5" not in text
    assert CLOSED not in text


def test_an_annotators_key_opens_annotate(open_page: OpenPage, judged: Judged) -> None:
    app = open_page(judged.path, page="annotate", key=judged.mine)
    text = shown(app)
    assert CLOSED not in text
    assert "판정만 할 수 있습니다" not in text
    assert entry.PARAMETER not in app.query_params, "an address is passed on to others"


@pytest.mark.parametrize("page", PAGES)
def test_a_leads_key_opens_everything(open_page: OpenPage, judged: Judged, page: str) -> None:
    text = shown(open_page(judged.path, page=page, key=judged.lead))
    assert CLOSED not in text
    assert "판정만 할 수 있습니다" not in text


def test_without_an_open_task_everything_is_open_as_before(
    open_page: OpenPage, judged: Judged
) -> None:
    judged.store.save(replace(TASK, is_open=False), "박 부장")
    assert CLOSED not in shown(open_page(judged.path, page="compare"))
    # But whoever came to judge doesn't find the figures by the same link.
    app = open_page(judged.path, page="compare", key=judged.mine)
    assert "판정만" in shown(app)
    assert [link.proto.label for link in app.get("page_link")] == ["판정하러 가기"]


@pytest.mark.parametrize(
    "made", ["{key}", " {key} ", "http://host:8501/annotate?key={key}&lang=ko"]
)
def test_a_key_can_be_typed_as_it_was_given(open_page: OpenPage, judged: Judged, made: str) -> None:
    app = open_page(judged.path, page="compare")
    app.text_input(key=state.WIDGET_KEY).set_value(made.format(key=judged.lead))
    text = shown(app.button[0].click().run())
    assert "열리는 것이 없습니다" not in text
    assert CLOSED not in text


def test_a_wrong_key_is_said_and_opens_nothing(open_page: OpenPage, judged: Judged) -> None:
    app = open_page(judged.path, page="compare", key="guessed")
    text = shown(app)
    assert CLOSED in text
    assert "이 접속 키로 열리는 것이 없습니다" in text
    assert "guessed" not in text


def test_a_key_that_nobody_can_look_up_is_not_called_wrong(
    open_page: OpenPage, judged: Judged
) -> None:
    assert CLOSED in shown(open_page(judged.path, page="annotate"))
    file = judged.path / JUDGMENTS
    good = file.read_bytes()
    file.write_bytes(b"no database" * 4000)
    app = open_page(judged.path, page="annotate", key=judged.mine)
    text = shown(app)
    assert CLOSED in text
    assert "열리는 것이 없습니다" not in text
    assert "판정을 읽을 수 없습니다" in text
    file.write_bytes(good)
    app.text_input(key=state.WIDGET_KEY).set_value(judged.mine)
    text = shown(app.button[0].click().run())
    assert CLOSED not in text
    assert "읽을 수 없습니다" not in text


def test_a_closed_page_speaks_the_language_of_its_link(open_page: OpenPage, judged: Judged) -> None:
    text = shown(open_page(judged.path, page="annotate", lang="en"))
    assert "People are judging" in text
    assert CLOSED not in text
    assert CLOSED in shown(open_page(judged.path, page="annotate"))


def test_a_key_that_is_taken_back_closes_the_open_session(
    open_page: OpenPage, judged: Judged
) -> None:
    app = open_page(judged.path, page="compare", key=judged.lead)
    assert CLOSED not in shown(app)
    judged.store.revoke("lead", "박 부장")
    assert CLOSED in shown(app.run())


def test_a_store_that_cannot_be_read_opens_nothing_more(
    open_page: OpenPage, judged: Judged
) -> None:
    lead = open_page(judged.path, page="compare", key=judged.lead)
    assert CLOSED not in shown(lead)
    judged.store.close()
    (judged.path / JUDGMENTS).write_bytes(b"no database " * 500)
    assert "판정 작업이 진행 중" not in shown(lead.run()), "what it opened a moment ago"
    other = AppTest.from_file(lead._script_path, default_timeout=30)
    other._page_hash = lead._page_hash
    assert CLOSED in shown(other.run())


def test_what_is_drawn_without_its_page_asks_again_whether_it_is_open(
    open_page: OpenPage, judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fragments and callbacks run without the page's script, so without its gate."""
    closed = replace(TASK, is_open=False)
    judged.store.save(closed, "박 부장")
    seen: dict[str, object] = {}
    monkeypatch.setattr(entry.st, "session_state", seen)
    seen[state.PAGE] = "browse"
    assert entry.still_open(judged.ws)
    judged.store.save(TASK, "박 부장")
    assert not entry.still_open(judged.ws)
    with pytest.raises(AccessError, match="Nothing was saved"):
        entry.check_open(judged.ws)
    seen[state.KEY] = judged.mine
    assert not entry.still_open(judged.ws)
    seen[state.PAGE] = "annotate"
    assert entry.still_open(judged.ws)
    with pytest.raises(AccessError, match="Nothing was saved"):
        entry.check_lead(judged.ws)
    seen |= {state.PAGE: "browse", state.KEY: judged.lead}
    assert entry.still_open(judged.ws)
    entry.check_lead(judged.ws)
    judged.store.revoke("lead", "박 부장")
    assert not entry.still_open(judged.ws)


@pytest.mark.parametrize("drawn", ["watch", "neighbours"])
def test_fragments_of_figures_stop_when_a_task_is_opened(
    open_page: OpenPage, judged: Judged, monkeypatch: pytest.MonkeyPatch, drawn: str
) -> None:
    class AskedForTheWholePageError(Exception):
        pass

    def rerun() -> None:
        raise AskedForTheWholePageError

    monkeypatch.setattr(st, "rerun", rerun)
    monkeypatch.setattr(entry.st, "session_state", {state.PAGE: "browse"})
    page = SimpleNamespace(ws=judged.ws)
    unwrapped = inspect.unwrap(watch.repaint_after if drawn == "watch" else neighbour_list.draw)
    arguments = (judged.ws, 0) if drawn == "watch" else (page, None, (), None)
    with pytest.raises(AskedForTheWholePageError):
        unwrapped(*arguments)


def test_a_database_that_was_never_reached_opens_nothing(
    open_page: OpenPage, judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the server is started again while the database is away."""
    monkeypatch.setenv(VARIABLE, "postgresql+psycopg://yusa@127.0.0.1:9/yusa?connect_timeout=2")
    text = shown(open_page(judged.path, page="compare"))
    assert CLOSED in text
    assert "Success@5" not in text


def test_an_annotator_is_told_nothing_of_variants_that_cannot_be_opened(
    open_page: OpenPage, judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = WorkspaceError("gone", reason=Reason("variant.damaged", folder="variants/picture"))
    told = services.Snapshot(judged.ws, gone)
    monkeypatch.setattr(services, "snapshot", lambda: told)
    lead, mine = (
        shown(open_page(judged.path, page="annotate", key=key))
        for key in (judged.lead, judged.mine)
    )
    assert "picture" in lead
    assert "picture" not in mine
