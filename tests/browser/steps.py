"""What tests of several pages do alike."""

from __future__ import annotations

import re

from playwright.sync_api import FloatRect, Locator, Page, expect

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


_MEASURE = """
async (selectors) => {
  const measure = () => selectors.map((selector) => {
    const found = document.querySelectorAll(selector);
    if (found.length !== 1) return null;  // while a page is drawn anew, an old one may stand there
    const { x, y, width, height } = found[0].getBoundingClientRect();
    return { x, y, width, height };
  });
  for (let before = null, turn = 0; turn < 100; turn += 1) {
    const now = measure();
    if (!now.includes(null) && JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return null;
}
"""


def places(page: Page, *keys: str) -> list[FloatRect]:
    """Return where elements lie, all at one moment, once the page has come to rest."""
    styled(page)
    found = page.evaluate(_MEASURE, [f".st-key-{re.sub(r'[^a-zA-Z0-9_-]', '-', k)}" for k in keys])
    assert found is not None, f"{keys} never came to rest"
    return list(found)


def key(page: Page, name: str, hears: str = judge_keys.KEYS) -> None:
    """Press a key that a component acts on, once it hears it."""
    hears_keys(page, hears)
    page.keyboard.press(name)
