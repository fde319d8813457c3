"""A judgment store that was damaged before the server started: said on every page that needs it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.workspace import JUDGMENTS, Workspace
from dashboard import services

OpenPage = Callable[..., AppTest]
ALONE = "가져온 정답만 반영"


def none(_path: Path, data: bytes) -> bytes:
    return b"this is no database " * (len(data) // 20)


def page_of(table: str) -> Callable[[Path, bytes], bytes]:
    def broken(path: Path, data: bytes) -> bytes:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            asked = f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'"
            at = (connection.execute(asked).fetchone()[0] - 1) * 4096
        return data[:at] + b"\xa5" * 4096 + data[at + 4096 :]

    return broken


@pytest.fixture(params=[none, page_of("judgments"), page_of("leases")])
def damaged(
    request: pytest.FixtureRequest, build_sample: Callable[..., Path], tmp_path: Path
) -> Path:
    """A workspace with judgments, whose file is no database or has a broken page."""
    path = build_sample(tmp_path)
    file = path / JUDGMENTS
    with contextlib.closing(JudgmentStore.open(file, Workspace.open(path).uuid)) as store:
        store.append(
            [
                Judgment(f"{q}-{i}", "김서연", f"Q{q:02d}", f"Q{i:02d}", grade=2, note="n" * 200)
                for q in (0, 3, 5)
                for i in range(12)
                if q != i
            ]
        )
    file.write_bytes(request.param(file, file.read_bytes()))
    return path


def errors(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.value for element in app.error).replace("\\", "")


@pytest.mark.parametrize(
    ("page", "view", "goes_on"),
    [
        ("start", {}, True),
        ("browse", {"q": "Q00"}, True),
        ("compare", {}, True),
        ("compare", {"view": "human"}, False),
        ("compare", {"view": "human-over-imported"}, False),
        ("report", {}, True),
        ("report", {"view": "human"}, False),
        ("versions", {}, False),
        ("versions", {"view": "imported"}, True),
        ("annotate", {}, False),
        ("tasks", {}, False),
        ("agreement", {}, False),
    ],
)
def test_pages_that_need_judgments_say_that_they_cannot_be_read(
    damaged: Path, open_page: OpenPage, page: str, view: dict[str, str], *, goes_on: bool
) -> None:
    before = (damaged / JUDGMENTS).read_bytes()
    beside = sorted(entry.name for entry in damaged.iterdir())
    said = errors(open_page(damaged, page=page, **view))
    assert f"{JUDGMENTS} 파일이 손상되었거나" in said
    assert "yusa restore" in said
    assert (ALONE in said) == goes_on
    assert said.count("yusa restore") == 1, "once is enough"
    assert (damaged / JUDGMENTS).read_bytes() == before
    assert sorted(entry.name for entry in damaged.iterdir()) == beside


@pytest.mark.parametrize("page", ["start", "browse", "compare", "annotate"])
def test_the_name_of_the_folder_is_no_markup(
    build_sample: Callable[..., Path], tmp_path: Path, open_page: OpenPage, page: str
) -> None:
    path = build_sample(tmp_path / "**7반** :red[수학]")
    (path / JUDGMENTS).write_bytes(b"no database" * 4000)
    app = open_page(path, page=page, q="Q00")
    said = [element.value for element in app.error if JUDGMENTS.split(".")[0] in element.value]
    assert said
    for each in said:
        assert "**7반**" not in each
        assert ":red[" not in each
        assert ":red[수학]" in each.replace("\\", "")


@pytest.mark.parametrize("view", ["human", "human-over-imported"])
def test_no_figure_leaves_judgments_out(damaged: Path, open_page: OpenPage, view: str) -> None:
    for page in ("compare", "report"):
        app = open_page(damaged, page=page, view=view)
        text = "\n".join(e.value for kind in ("markdown", "caption") for e in app.get(kind))
        assert "n = " not in text
        assert "적중률" not in text
        assert not app.get("download_button")


@pytest.mark.parametrize("page", ["map", "health"])
def test_pages_that_need_no_judgments_open_as_ever(
    damaged: Path, open_page: OpenPage, page: str
) -> None:
    assert errors(open_page(damaged, page=page)) == ""


def test_neighbours_are_there_and_none_can_be_judged(damaged: Path, open_page: OpenPage) -> None:
    app = open_page(damaged, q="Q00", truth="human-over-imported")
    text = "\n".join(element.value for element in app.markdown)
    assert "**1위**" in text
    assert not [b for b in app.button if b.key and ".grade." in b.key]
    assert "사람 판정" not in text


def test_a_backup_that_was_put_back_is_read_at_once(
    build_sample: Callable[..., Path], tmp_path: Path, open_page: OpenPage
) -> None:
    path = build_sample(tmp_path)
    file, ws = path / JUDGMENTS, Workspace.open(path)
    with contextlib.closing(JudgmentStore.open(file, ws.uuid)) as store:
        store.append([Judgment("e", "김서연", "Q00", "Q05", grade=2)])
    good = file.read_bytes()
    file.write_bytes(none(file, good))
    app = open_page(path, page="compare", view="human")
    assert "yusa restore" in errors(app)
    put_back = tmp_path / "put back"
    put_back.write_bytes(good)
    put_back.replace(file)
    app.run()
    assert errors(app) == ""
    assert services.revision(ws) == 1
