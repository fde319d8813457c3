"""What tests of several pages do alike."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from dashboard.components import judge_keys


def element(page: Page, key: str) -> Locator:
    """What Streamlit drew for a widget's or container's key."""
    return page.locator(f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', key)}")


def press(page: Page, label: str | re.Pattern[str]) -> None:
    """Choose one of several, or press a button."""
    page.get_by_role("radio", name=label).or_(page.get_by_role("button", name=label)).click()


def settle(page: Page, address: str | re.Pattern[str]) -> None:
    """Wait for the end of the run that writes ``address``: until then old rows may stand there.

    A click meanwhile may fall on a widget that the run replaces by one with other words.
    """
    page.wait_for_url(re.compile(address))
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()


def hears_keys(page: Page, name: str = judge_keys.KEYS) -> None:
    """Wait until the keys of a component are heard: a pair or a dialog is drawn before its keys.

    Which page was open before doesn't matter: each component has a name of its own.
    """
    heard = re.compile(rf"(^| ){re.escape(name)}( |$)")
    expect(page.locator("html")).to_have_attribute("data-yusa-keys", heard)


def styled(page: Page) -> None:
    """Wait for the page's own styles, which come after what they arrange: then places hold."""
    block = page.get_by_test_id("stMainBlockContainer").first
    expect(block).to_have_css("padding-left", "18.75px")  # 1.25rem


def key(page: Page, name: str, hears: str = judge_keys.KEYS) -> None:
    """Press a key that a component acts on, once it hears it."""
    hears_keys(page, hears)
    page.keyboard.press(name)
