"""A window of 800 px: what matters is in sight, whole, and in order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.judgment_store import JudgmentStore
from core.workspace import JUDGMENTS, Workspace
from dashboard.components import judge_form
from tests.browser.steps import hears_keys, key, places, styled

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
    return [place["y"] for place in places(page, *keys)]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_compare_shows_every_measure_without_scrolling(
    page: Page, base: str, language: str
) -> None:
    page.goto(f"{base}/compare?lang={language}")
    frames = page.locator("[class*='st-key-compare-figures']")
    last = page.get_by_role("columnheader", name="nDCG@10")
    expect(last).to_have_count(2, timeout=60_000)
    styled(page)
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
    styled(page)
    for cell in cells.all()[:20]:
        expect(cell).to_have_css("overflow-wrap", "normal")
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


def keyed(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key.replace('.', '-')}")


@pytest.fixture
def long_pairs(files: Any, make_workspace: Callable[..., Path]) -> Path:
    """Questions that are longer than any window."""
    text = "\n\n".join(f"{n}번째 줄입니다." for n in range(80))
    rows = [{"id": i, "text": f"{i} {text}"} for i in files.ids]
    path = make_workspace(
        items=files.items(rows),
        variants={"v": files.npz()},
        gts={"g": files.gt()},
    )
    store = JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.add_annotator("kim")
    store.close()
    return path


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 900)])
def test_annotates_grades_stay_in_sight_and_lie_over_nothing(
    page: Page, server: Serve, long_pairs: Path, width: int, height: int, language: str
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{server(long_pairs)}/annotate?lang={language}")
    page.get_by_role("combobox").first.click(timeout=60_000)
    page.get_by_role("option").first.click()
    expect(page.locator(".st-key-candidate-card")).to_be_visible()
    hears_keys(page)
    query, candidate = places(page, "query-card", "candidate-card")
    assert query["width"] == pytest.approx(candidate["width"], abs=12)  # the query's own scrollbar
    assert query["y"] == candidate["y"] <= height * 0.32
    main = page.locator("[data-testid=stMain]")
    main.evaluate("box => box.scrollTo(0, box.scrollHeight)")
    grades = [judge_form.grade_key(grade) for grade in range(4)]
    bar, query, *buttons = places(page, judge_form.FORM, "query-card", *grades)
    assert 0 < bar["y"] < 80
    for grade, button in zip(grades, buttons, strict=True):
        assert button["height"] >= 40
        assert button["width"] >= 40
        expect(keyed(page, grade)).to_be_in_viewport(ratio=1)
    assert query["y"] >= bar["y"] + bar["height"]
    key(page, "1")
    expect(page.locator(".st-key-judge-saved")).to_be_visible()
    expect(page.locator(".st-key-candidate-card strong").first).to_be_in_viewport()
    bar, candidate = places(page, judge_form.FORM, "candidate-card")
    assert candidate["y"] >= bar["y"] + bar["height"]


def test_without_a_banner_no_control_lies_under_the_head_of_the_page(
    page: Page, server: Serve, long_pairs: Path
) -> None:
    base = server(long_pairs)
    pages = ("start", "browse", "compare", "map", "annotate", "agreement", "report")
    for name in (*pages, "versions", "health"):
        page.goto(f"{base}/{'' if name == 'start' else name}")
        # The choice of language is in a menu on Annotate.
        first = page.locator("[data-testid=stMain] :is([role=radiogroup], [role=combobox])").first
        expect(first).to_be_visible(timeout=60_000)
        styled(page)
        head, control = page.locator("header").first.bounding_box(), first.bounding_box()
        assert head is not None
        assert control is not None
        assert control["y"] >= head["y"] + head["height"], name


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
    styled(page)
    assert not chosen.evaluate(CUT)
