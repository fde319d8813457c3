"""The whole journey once through, in Korean and in English.

Start, browse, a neighbour, the copied address in another window, compare, a query on which the
variants differ, thirty judgments by keyboard, undo, the table in a second browser, the report.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core.evaluate import default_pool_kind
from core.judgment_store import JudgmentStore
from core.queue import batches, pooled_pairs
from core.search import make_pool, neighbours
from core.workspace import JUDGMENTS, Workspace
from dashboard import judging
from dashboard.strings import text
from tests.browser.steps import hears_keys

Serve = Callable[[Path], str]
WHO = "이하늘"
GT = "image"
SPACING_S = 0.05


@pytest.fixture
def ws(demo_workspace: Path, tmp_path: Path) -> Workspace:
    copy = tmp_path / "demo"
    shutil.copytree(demo_workspace, copy)
    return Workspace.open(copy)


def link_of(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=re.compile(name))


def query_shown(page: Page) -> str:
    strong = page.locator(".st-key-query-card strong").first
    expect(strong).to_be_visible(timeout=60_000)
    return strong.inner_text()


def yusa(*arguments: object) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_whole_journey(
    page: Page,
    new_page: Callable[..., Page],
    server: Serve,
    ws: Workspace,
    tmp_path: Path,
    language: Any,
) -> None:
    base = server(ws.path)
    lang = "" if language == "ko" else "?lang=en"

    # Start: a real question; the way on to Browse shows the same one.
    page.goto(f"{base}/{lang}")
    first = query_shown(page)
    assert first in ws.items
    page.locator(".st-key-start-neighbour-1").get_by_role("link").or_(
        page.locator(".st-key-start-neighbour-1").get_by_role("button")
    ).first.click()
    expect(page).to_have_url(re.compile(r"/browse\?"))

    # Browse: the first neighbour becomes the query; its address opens the same view elsewhere.
    query = query_shown(page)
    variant = ws.defaults["variant"]
    nearest = neighbours(ws, query, variant, k=1)[0].id
    expect(page.locator(".st-key-start-neighbour-1")).to_have_count(0)
    page.locator(".st-key-neighbour-1 .st-key-browse-button-select-1 button").first.click()
    expect(page.locator(".st-key-query-card strong").first).to_have_text(nearest)
    other = new_page()
    other.goto(page.url)
    assert query_shown(other) == nearest
    assert parse_qs(urlsplit(other.url).query)["q"] == [nearest]

    # Compare: a query on which the variants differ opens in Browse.
    page.goto(f"{base}/compare?rows=flipped" + ("&lang=en" if language == "en" else ""))
    rows = page.locator(".st-key-compare-rows")
    expect(rows).to_be_visible(timeout=60_000)
    target = rows.get_by_role("link").first
    flipped = target.inner_text().split()[-1]  # the link's icon is text too
    target.click()
    expect(page).to_have_url(re.compile(r"/browse\?"))
    expect(page.locator(".st-key-query-card strong").first).to_have_text(flipped)

    # A second browser watches people's figures while thirty pairs are judged by keyboard.
    other.goto(f"{base}/compare?view=human" + ("&lang=en" if language == "en" else ""))
    figures = other.locator(f".st-key-compare-figures-{GT}")
    expect(figures).to_be_visible(timeout=60_000)
    before = yusa("evaluate", ws.path, "--gt", GT, "--view", "human", "--json")

    store = JudgmentStore.open(ws.path / JUDGMENTS, ws.uuid)
    store.add_annotator(WHO)
    revision = store.revision()
    gt = ws.gt(GT)
    pool = make_pool(ws, default_pool_kind(gt), GT)
    queue = batches(pooled_pairs(ws, GT, pool, judging.DEPTH), WHO, gt.hash)
    order = [(batch.query, item) for batch in queue for item in batch.candidates]

    page.goto(f"{base}/annotate?gt={GT}" + ("&lang=en" if language == "en" else ""))
    page.get_by_role("combobox").first.click(timeout=60_000)
    page.get_by_role("option", name=WHO).click()
    expect(page.locator(".st-key-candidate-card")).to_be_visible()
    hears_keys(page)
    session = page.context.new_cdp_session(page)

    def press(code: str) -> None:
        for kind in ("rawKeyDown", "keyUp"):
            session.send(
                "Input.dispatchKeyEvent",
                {"type": kind, "code": code, "key": "Process", "windowsVirtualKeyCode": 229},
            )

    def wait_for(count: int) -> None:
        deadline = time.monotonic() + 30
        while store.revision() < revision + count and time.monotonic() < deadline:
            time.sleep(0.1)
        assert store.revision() == revision + count

    for number in range(30):
        press("Digit3" if number % 2 else "Digit2")
        time.sleep(SPACING_S)
    wait_for(30)
    judged = [e.judgment for e in store.events(revision)]
    assert [(j.query, j.item) for j in judged] == order[:30]
    assert [j.grade for j in judged] == [2, 3] * 15
    press("KeyU")
    wait_for(31)
    assert store.events(revision)[-1].judgment.replaces == judged[-1].event_id
    store.verify()

    # The table in the second browser has moved by itself to what the command line says.
    after = yusa("evaluate", ws.path, "--gt", GT, "--view", "human", "--json")
    assert after["judgment_revision"] == revision + 31
    assert after["results"] != before["results"]
    expect(figures).to_contain_text(f"n = {after['results'][0]['n']}")
    expect(figures).to_contain_text(re.compile(rf"\D{revision + 31}\D"))

    # The report's figures are those of the command line.
    page.goto(f"{base}/report?view=human" + ("&lang=en" if language == "en" else ""))
    button = page.get_by_role("button", name=text(language, "report.download.json"))
    expect(button).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        button.click()
    assert re.search(rf"-human-judged-r{revision + 31}\.json$", download.value.suggested_filename)
    file = tmp_path / "report.json"
    download.value.save_as(file)
    report = json.loads(file.read_text("utf-8"))
    assert report["conditions"]["judgment_revision"] == revision + 31
    found = [row for row in report["results"] if row["gt"] == GT]
    for row, measured in zip(found, after["results"], strict=True):
        for key in ("variant", "n", "measures", "verdict", "counted_as_zero"):
            assert row[key] == measured[key]
    store.close()
