"""Every table, chart and file of figures says by whose grades it is, and up to which judgment."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.workspace import JUDGMENTS, Workspace
from dashboard import csvtext, state, strings
from dashboard.compare_link import COMPARE_TABS, WHY_PARTS
from dashboard.components import download

KO = partial(strings.text, "ko")
TABS = [{"tab": tab} for tab in COMPARE_TABS if tab != "why"]
PARTS = [{"tab": "why", "part": part} for part in WHY_PARTS if part != "identity"]


@pytest.fixture
def judged(build_sample: Callable[..., Path], tmp_path: Path) -> Path:
    path = build_sample(tmp_path)
    store = JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    for n in (1, 2, 4):
        store.append([Judgment(str(uuid4()), "김 선생", "Q00", f"Q{n:02d}", grade=n % 4)])
    store.close()
    return path


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the page's buttons save, by their keys."""
    saved: dict[str, str] = {}
    monkeypatch.setattr(
        download, "_button", lambda words, data, name, key, mime: saved.update({key: data})
    )
    return saved


def said(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(e.value for kind in ("markdown", "caption") for e in app.get(kind))


@pytest.mark.parametrize("view", ["imported", "human-over-imported"])
@pytest.mark.parametrize("part", [*TABS, *PARTS], ids=lambda part: "-".join(part.values()))
def test_compare_names_view_and_revision_in_words_and_files(
    open_compare: Callable[..., AppTest],
    judged: Path,
    files: dict[str, str],
    part: dict[str, str],
    view: str,
) -> None:
    words = said(open_compare(judged, view=view, gt="hybrid", **part))
    named = KO(f"comparison.view.{view.replace('-', '_')}")
    assert f"{named} · 판정 번호 3" in words
    for key, text in files.items():
        rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        assert rows, key
        assert {(row["view"], row["judgment_revision"]) for row in rows} == {(view, "3")}, key
    if part["tab"] == "passed" or part.get("part") in {"queries", "slices"}:
        assert files, "there are files that could have been named"


@pytest.mark.parametrize("view", ["imported", "human-over-imported"])
def test_the_report_names_view_and_revision(
    open_page: Callable[..., AppTest], judged: Path, view: str
) -> None:
    words = said(open_page(judged, page="report", view=view))
    first = "가져온 정답" if view == "imported" else "사람 판정 우선"
    assert f"- 판정 관점: {first}" in words
    assert "- 판정 번호: 3" in words


def test_browse_names_view_and_revision_beside_its_figures(
    open_page: Callable[..., AppTest], judged: Path
) -> None:
    app = open_page(judged, q="Q00", gt="hybrid", pool="judged")
    app.session_state[state.ANNOTATOR] = "김 선생"
    words = said(app.run())
    assert "hybrid · 사람 우선 · 판정 번호 3 · n = 2" in words


def test_a_table_is_stamped_in_columns_that_it_does_not_have() -> None:
    text = csvtext.table(("view", "note"), [("human", "=1+1\nzwei"), ("human", 'sagt "ja", ')])
    rows = list(
        csv.reader(io.StringIO(csvtext.stamped(text, {"view": "x", "rev": 7})[1:], newline=""))
    )
    assert rows == [
        ["view", "note", "rev"],
        ["human", "'=1+1\nzwei", "7"],
        ["human", 'sagt "ja", ', "7"],
    ]
    assert csvtext.stamped(text, {"rev": None})[1:].splitlines()[0] == "view,note,rev"
