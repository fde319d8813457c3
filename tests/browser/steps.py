"""What tests of several pages do alike."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


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
