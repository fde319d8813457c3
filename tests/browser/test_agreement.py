"""Agreement in a real Chromium: a disagreement is adjudicated by mouse, and everybody sees it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.agreement import Dispute, disputes, ratings
from core.standing import standing
from core.workspace import Workspace
from dashboard import state
from dashboard.components.agreeing import deciding
from tests.browser.steps import element, settle, styled

Serve = Callable[[Path], str]
WHO = "김서연"
REASON = "핵심 식이 같고 숫자만 다름"


@pytest.fixture
def path(demo_workspace: Path, tmp_path: Path) -> Path:
    """A demo of this test's own, with its practice judgments."""
    copy = tmp_path / "demo"
    shutil.copytree(demo_workspace, copy)
    return copy


@pytest.fixture
def ws(path: Path) -> Workspace:
    return Workspace.open(path)


def listed(ws: Workspace) -> tuple[Dispute, ...]:
    return disputes(ratings(standing(ws.events())))


def count(page: Page, words: str) -> Locator:
    return element(page, state.WIDGET_AGREEMENT_WHICH).get_by_role("radio", name=words, exact=True)


def choose_name(page: Page) -> None:
    # A click that has to scroll first would close the menu again.
    box = page.get_by_role("combobox", name=re.compile("판정자"))
    expect(box).to_be_visible(timeout=60_000)
    box.focus()
    box.press("ArrowDown")
    page.get_by_role("option", name=WHO).click()
    # For a moment the old field may lie beside a new one.
    expect(box.first).to_have_value(WHO)


def test_a_disagreement_is_adjudicated_by_mouse_and_taken_back(
    page: Page, new_page: Callable[..., Page], server: Serve, path: Path, ws: Workspace
) -> None:
    base, worst = server(path), listed(ws)[0]
    n = len(listed(ws))
    other = new_page()
    other.goto(f"{base}/agreement")
    expect(count(other, f"남은 쌍 {n}")).to_be_visible(timeout=60_000)
    page.goto(f"{base}/agreement")
    expect(page.get_by_role("heading", name=re.compile("89쌍 중 78쌍 일치"))).to_be_visible(
        timeout=60_000
    )
    choose_name(page)
    element(page, deciding.key("open", worst.pair)).get_by_role("button").click()
    form = element(page, deciding.FORM)
    form.get_by_role("radio", name="3 쌍둥이").click()
    form.get_by_role("textbox").fill(REASON)
    form.get_by_role("button", name="확정").click()
    expect(count(page, f"남은 쌍 {n - 1}")).to_be_visible()
    expect(page.get_by_text("저장됨")).to_be_visible()
    expect(element(page, deciding.key("open", worst.pair))).to_have_count(0)
    expect(count(other, f"남은 쌍 {n - 1}")).to_be_visible()
    (decided,) = standing(ws.events()).adjudicated.values()
    event = decided.judgment
    assert (event.annotator, event.grade, event.note) == (WHO, 3, REASON)
    assert (event.query, event.item) == worst.pair

    count(page, "확정한 쌍 1").click()
    expect(page.get_by_text(f"까닭: {REASON}")).to_be_visible()
    element(page, deciding.key("undo", worst.pair)).get_by_role("button").click()
    expect(count(page, "확정한 쌍 0")).to_be_visible()
    expect(count(other, f"남은 쌍 {n}")).to_be_visible()
    for each in (page, other):
        assert each.page_errors == []  # type: ignore[attr-defined]
        assert each.console_errors == []  # type: ignore[attr-defined]


def test_a_link_opens_the_same_pair_in_another_window(
    page: Page, new_page: Callable[..., Page], server: Serve, path: Path, ws: Workspace
) -> None:
    last = listed(ws)[-1]
    query, item = last.pair
    page.goto(f"{server(path)}/agreement?query={query}&item={item}")
    row = element(page, deciding.key("open", last.pair))
    expect(row).to_be_visible(timeout=60_000)  # it is on the second page of the list
    row.get_by_role("button").click()
    settle(page, r"^(?!.*query=)")
    row.get_by_role("button").click()
    settle(page, f"query={query}&item={item}")
    narrow = new_page(viewport={"width": 800, "height": 1000}, color_scheme="dark")
    narrow.goto(page.url)
    expect(element(narrow, deciding.key("open", last.pair))).to_be_visible(timeout=60_000)
    expect(narrow.get_by_text(ws.items.get(item).id, exact=True)).to_be_visible()
    styled(narrow)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 800
