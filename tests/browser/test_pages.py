"""Start and Health in a real Chromium: every way on works, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from core.health.examination import examine
from core.search import neighbours
from core.workspace import Workspace
from tests.browser.steps import places, styled

Serve = Callable[[Path], str]
WAYS = {
    "ko": {"browse": "유사 문항 보기", "compare": "모델 비교", "annotate": "판정하기"},
    "en": {"browse": "Browse", "compare": "Compare", "annotate": "Annotate"},
}
LOADED = {"ko": "판정 번호", "en": "judgment revision"}
MENDING = {"ko": "고칠 것", "en": "To mend"}


@pytest.fixture
def ws(demo_workspace: Path) -> Workspace:
    return Workspace.open(demo_workspace)


@pytest.fixture
def base(server: Serve, demo_workspace: Path) -> str:
    return server(demo_workspace)


def open_start(page: Page, address: str) -> str:
    """Open Start; return the query that it shows."""
    page.goto(address)
    card = page.locator(".st-key-query-card strong").first
    expect(card).to_be_visible(timeout=60_000)
    expect(page.locator(".st-key-start-neighbour-3")).to_be_visible()
    styled(page)
    return card.inner_text()


def expect_no_errors(page: Page) -> None:
    assert page.page_errors == []  # type: ignore[attr-defined]
    assert page.console_errors == []  # type: ignore[attr-defined]


def path(page: Page) -> str:
    return urlsplit(page.url).path


@pytest.mark.parametrize("language", ["ko", "en"])
def test_start_shows_a_real_question_and_every_way_on_works(
    page: Page, base: str, ws: Workspace, language: str
) -> None:
    address = f"{base}/" if language == "ko" else f"{base}/?lang=en"
    query = open_start(page, address)
    assert ws.items.get(query).images
    expect(page.get_by_text(LOADED[language])).to_be_visible()
    variant = next(name for name in ws.variant_names if page.get_by_text(f"{name} ·").count())
    for near in neighbours(ws, query, variant, k=3):
        expect(page.locator(f".st-key-start-neighbour-{near.rank}")).to_contain_text(near.id)
    for name, words in WAYS[language].items():
        page.locator(f".st-key-start-way-{name}").get_by_role("link", name=words).click()
        page.wait_for_url(re.compile(f"/{name}([?]|$)"))
        expect(page.get_by_test_id("stSpinner")).to_have_count(0)
        chosen = page.get_by_test_id("stTopNavLink").get_by_text(words, exact=True)
        expect(chosen).to_be_visible()  # the menu is still in this language
        if name == "browse":
            assert parse_qs(urlsplit(page.url).query)["q"] == [query]
            expect(page.locator(".st-key-neighbour-10")).to_be_visible()
        open_start(page, address)
    expect_no_errors(page)


def test_question_and_three_neighbours_are_above_the_fold(page: Page, base: str) -> None:
    open_start(page, f"{base}/")
    page.wait_for_load_state("networkidle")
    names = ("start-way-annotate", "query-card", "start-neighbour-3")
    for name, place in zip(names, places(page, *names), strict=True):
        assert place["y"] + place["height"] <= 800, name


def test_a_neighbour_opens_in_browse_and_back_returns(page: Page, base: str) -> None:
    query = open_start(page, f"{base}/")
    second = page.locator(".st-key-start-neighbour-2")
    second.get_by_role("link", name="기준으로").click()
    page.wait_for_url(re.compile(r"/browse[?]"))
    opened = parse_qs(urlsplit(page.url).query)["q"][0]
    assert opened != query
    expect(page.locator(".st-key-query-card strong").first).to_have_text(opened)
    page.go_back()
    expect(page.locator(".st-key-start-neighbour-3")).to_be_visible()
    expect(page.locator(".st-key-query-card strong").first).to_have_text(query)
    assert path(page) == "/"


def test_an_old_link_to_a_view_opens_browse_and_leaves_no_trap(
    page: Page, base: str, ws: Workspace
) -> None:
    query = ws.items.ids[3]
    open_start(page, f"{base}/")
    page.goto(f"{base}/?q={query}&k=5")
    expect(page.locator(".st-key-query-card strong").first).to_have_text(query)
    expect(page.locator(".st-key-neighbour-5")).to_be_visible()
    assert path(page) == "/browse"
    page.go_back()
    expect(page.locator(".st-key-start-neighbour-3")).to_be_visible()
    assert path(page) == "/"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_id_of_health_opens_browse(page: Page, base: str, ws: Workspace, language: str) -> None:
    found = next(f for f in examine(ws).findings if f.severity == "mend" and f.ids)
    page.goto(f"{base}/health" if language == "ko" else f"{base}/health?lang=en")
    expect(page.get_by_role("heading", name=MENDING[language])).to_be_visible(timeout=60_000)
    line = page.locator(f".st-key-health-kind-{found.kind}")
    line.get_by_role("link", name=found.ids[0]).first.click()
    page.wait_for_url(re.compile(r"/browse[?]"))
    expect(page.locator(".st-key-query-card strong").first).to_have_text(found.ids[0])
    expect_no_errors(page)
    page.go_back()
    expect(page.get_by_role("heading", name=MENDING[language])).to_be_visible()
    assert path(page) == "/health"


@pytest.mark.parametrize("address", ["", "health"])
def test_nothing_is_wider_than_a_tablet(
    new_page: Callable[..., Page], base: str, address: str
) -> None:
    page = new_page(viewport={"width": 800, "height": 1000}, color_scheme="dark")
    page.goto(f"{base}/{address}")
    expect(page.locator(".st-key-start-neighbour-3, .st-key-health-items")).to_be_visible(
        timeout=60_000
    )
    styled(page)
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 800
