"""A window of 800 px: what matters is in sight, whole, and in order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.importer import ImportRequest, import_files
from core.workspace import Workspace
from dashboard.components import judge_form

Serve = Callable[[Path], str]
CUT = "box => box.scrollWidth > box.clientWidth + 1"


@pytest.fixture
def base(server: Serve, demo_workspace: Path) -> str:
    return server(demo_workspace)


@pytest.fixture(autouse=True)
def narrow(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 1000})


def tops(page: Page, keys: list[str]) -> list[float]:
    """Return where the buttons begin, downwards."""
    found = []
    for key in keys:
        button = page.locator(f".st-key-{key.replace('.', '-')}")
        expect(button).to_have_count(1)  # while a page is drawn anew, an old one may stand there
        box = button.bounding_box()
        assert box is not None
        found.append(box["y"])
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
def test_compare_shows_every_measure_without_scrolling(
    page: Page, base: str, language: str
) -> None:
    page.goto(f"{base}/compare?lang={language}")
    frames = page.locator("[class*='st-key-compare-figures']")
    last = page.get_by_role("columnheader", name="nDCG@10")
    expect(last).to_have_count(2, timeout=60_000)
    for frame, head in zip(frames.all(), last.all(), strict=True):
        outer, inner = frame.bounding_box(), head.bounding_box()
        assert outer is not None
        assert inner is not None
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_the_report_keeps_words_whole_and_the_page_does_not_scroll_sideways(
    page: Page, base: str
) -> None:
    page.goto(f"{base}/report")
    cells = page.locator(".st-key-report-preview td")
    expect(cells.first).to_be_visible(timeout=60_000)
    for cell in cells.all()[:20]:
        expect(cell).to_have_css("overflow-wrap", "normal")  # styles may come after the table
    assert not page.locator("[data-testid=stMain]").evaluate(CUT)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_annotates_buttons_stand_in_two_lines(page: Page, base: str, language: str) -> None:
    page.goto(f"{base}/annotate?lang={language}")
    page.get_by_role("combobox").first.click(timeout=60_000)
    page.get_by_role("option").first.click()
    expect(page.locator(".st-key-judge-form")).to_be_visible()
    grades = [judge_form.grade_key(grade) for grade in range(4)]
    says = [judge_form.button_key(name) for name in ("duplicate", "ask", "later")]
    moves = [judge_form.button_key(name) for name in ("undo", "previous", "next", "answers")]
    assert len(set(tops(page, grades + says))) == 1
    assert max(tops(page, moves)) - min(tops(page, moves)) <= 8  # of other heights, one line


def test_a_long_name_is_not_cut_in_the_choice_of_models(
    page: Page, server: Serve, demo_workspace: Path, tmp_path: Path
) -> None:
    path = tmp_path / "long"
    shutil.copytree(demo_workspace, path)
    ids = Workspace.open(path).items.ids[:20]
    vectors = np.eye(20, dtype=np.float32)
    np.savez(tmp_path / "long.npz", ids=np.array(ids), embeddings=vectors)
    name = "qwen3_vl_embedding_2b_multimodal"
    import_files(path, ImportRequest(variants={name: tmp_path / "long.npz"}))
    page.goto(f"{server(path)}/browse?model={name}&q={ids[0]}")
    chosen = page.locator(".st-key-browse-widget-variant input")
    expect(chosen).to_have_value(re.compile(name), timeout=60_000)
    assert not chosen.evaluate(CUT)
