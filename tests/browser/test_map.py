"""The map in a real Chromium: it draws under the security policy, and points and boxes work."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core.search import neighbours
from core.workspace import Workspace
from tests.browser.steps import styled

VARIANT = "text-tfidf"
Serve = Callable[[Path], str]
PLOT = ".st-key-map-chart .js-plotly-plot"
POINTS = f"{PLOT} .scatterlayer .trace path.point"
POINTS_OF = """(plot) => plot.data.map(
    (trace) => ({name: trace.name, ids: trace.customdata.map((data) => data[0])}))"""


@pytest.fixture
def ws(demo_workspace: Path) -> Workspace:
    return Workspace.open(demo_workspace)


@pytest.fixture
def base(server: Serve, demo_workspace: Path) -> str:
    return server(demo_workspace)


def open_map(page: Page, address: str) -> Locator:
    """Open the map; return its chart, ready to be clicked."""
    page.goto(address)
    plot = clickable(page)
    expect(page.locator(POINTS).first).to_be_attached()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    return plot


def clickable(page: Page) -> Locator:
    """Wait for the one chart that can be clicked: for a moment an old one may lie beside a new."""
    plot = page.locator(f"{PLOT}[data-yusa-clicks=ready]")
    expect(plot).to_have_count(1, timeout=60_000)
    expect(page.locator(PLOT)).to_have_count(1)
    expect(plot).to_be_visible()
    styled(page)
    return plot


def params(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def traces(plot: Locator) -> dict[str, list[str]]:
    found: list[dict[str, Any]] = plot.evaluate(POINTS_OF)
    return {trace["name"]: trace["ids"] for trace in found}


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def expect_no_errors(page: Page) -> None:
    assert page.page_errors == []  # type: ignore[attr-defined]
    assert page.console_errors == []  # type: ignore[attr-defined]


def test_all_points_and_marks_are_drawn(page: Page, base: str, ws: Workspace) -> None:
    query = ws.items.ids[0]
    plot = open_map(page, f"{base}/map?q={query}&model={VARIANT}&k=5")
    near = [neighbour.id for neighbour in neighbours(ws, query, VARIANT, k=5)]
    drawn = traces(plot)
    assert drawn["이웃 · 5"] == near[::-1]
    assert drawn["기준 문항"] == [query]
    total = sum(len(ids) for ids in drawn.values())
    assert total > len(near) + 1
    expect(page.locator(POINTS)).to_have_count(total)
    ranks = plot.locator(".scatterlayer .textpoint text").all_text_contents()
    assert sorted(ranks) == ["1", "2", "3", "4", "5"]
    expect(page.get_by_text("WebGL")).to_have_count(0)
    expect_no_errors(page)


def test_a_click_opens_a_question_and_it_becomes_the_query(
    page: Page, base: str, ws: Workspace
) -> None:
    query = ws.items.ids[0]
    plot = open_map(page, f"{base}/map?q={query}&model={VARIANT}&k=5")
    before = page.locator(POINTS).count()
    page.mouse.move(*middle(page.locator(POINTS).nth(20)))
    said = page.locator(f"{PLOT} .hoverlayer .hovertext")
    expect(said).to_be_visible()
    named = said.text_content() or ""
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url(re.compile(r"[?&]item="))
    (opened,) = params(page)["item"]
    assert opened in named  # what the pointer said is what opens
    expect(page.locator(".st-key-map-card strong").first).to_have_text(opened)
    expect(page.locator(POINTS)).to_have_count(before + 1)  # a ring around it
    assert traces(plot)["열린 문항"] == [opened]
    third = neighbours(ws, query, VARIANT, k=3)[2].id
    page.locator(".st-key-mapping-button-open-3 button").click()
    expect(page.locator(".st-key-map-card strong").first).to_have_text(third)
    page.locator(".st-key-map-card").get_by_role("button", name="기준으로").click()
    page.wait_for_url(re.compile(rf"[?&]q={third}"))
    expect(page.locator(".st-key-map-neighbours")).to_contain_text(
        neighbours(ws, third, VARIANT, k=1)[0].id
    )
    page.locator(".st-key-map-card").get_by_role("link").click()
    page.wait_for_url(re.compile(r"/browse[?]"))
    assert params(page)["q"] == [third]
    expect(page.locator(".st-key-query-card strong").first).to_have_text(third)
    expect_no_errors(page)


def test_a_box_draws_its_part_and_back_returns_to_the_whole(page: Page, base: str) -> None:
    plot = open_map(page, f"{base}/map")
    whole = page.locator(POINTS).count()
    box = plot.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6, steps=8)
    page.mouse.up()
    page.wait_for_url(re.compile(r"[?&]region="))
    expect(page.get_by_text("이 범위의")).to_be_visible()
    expect(page.locator(POINTS)).not_to_have_count(whole)
    # In the new picture, a click works as in the old one.
    clickable(page)
    page.go_back()
    expect(page.get_by_text("이 범위의")).to_have_count(0)
    expect(page.locator(POINTS)).to_have_count(whole)
    expect_no_errors(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_tablet(
    new_page: Callable[..., Page], base: str, scheme: str
) -> None:
    page = new_page(viewport={"width": 800, "height": 1000}, color_scheme=scheme)
    open_map(page, f"{base}/map?lang=en")
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 800
