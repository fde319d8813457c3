"""The parts of Compare's third tab in a real Chromium: from the weakest slice to its queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from core import slices as cut
from core.evaluate import evaluate
from core.workspace import Workspace
from dashboard.measured import FEW
from tests.browser.steps import press

Serve = Callable[[Path], str]


def param(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[-1]


def test_from_the_weakest_slice_to_its_queries_and_back(
    page: Page, server: Serve, demo_workspace: Path
) -> None:
    ws = Workspace.open(demo_workspace)
    gt, a = "hybrid", "text-weak"
    whole = evaluate(ws, a, gt)
    groups = cut.by_field(ws.items.get_many(list(ws.gt(gt).queries)), "subject")
    weak = cut.weakest(cut.slices([whole], "success@5", groups), a, FEW)
    assert len(weak) == 1
    value, n = weak[0].value, weak[0].n

    page.goto(f"{server(demo_workspace)}/compare?tab=why&gt={gt}&a={a}")
    expect(page.locator(".st-key-compare-rows")).to_be_visible(timeout=60_000)
    press(page, "나눠 보기")
    slices = page.locator(".st-key-compare-slices")
    expect(slices).to_be_visible()
    assert param(page, "part") == "slices"
    expect(page.get_by_text(re.compile(f"가장 약한 구간은.*{value}")).first).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    first = slices.get_by_role("button").first
    expect(first).to_contain_text(value)

    first.click()
    table = page.locator(".st-key-compare-rows")
    expect(table).to_be_visible()
    expect(page.get_by_text(f"과목 {value}인 {n}문항만 보고 있습니다")).to_be_visible()
    assert param(page, "slice") == f"subject={value}"
    listed = table.get_by_role("link")
    expect(listed).to_have_count(min(n, 10))
    for label in listed.all_inner_texts():
        assert label.strip().splitlines()[-1] in weak[0].queries

    page.reload()
    expect(page.get_by_text(f"과목 {value}인 {n}문항만 보고 있습니다")).to_be_visible(
        timeout=60_000
    )
    page.go_back()
    expect(slices).to_be_visible()
    assert page.page_errors == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("part", "words"),
    [("scores", "관찰이지 원인이 아닙니다"), ("identity", "이 정답은 누구에게 유리한가")],
)
def test_the_other_parts_are_drawn(
    page: Page, server: Serve, demo_workspace: Path, part: str, words: str
) -> None:
    page.goto(f"{server(demo_workspace)}/compare?part={part}")
    expect(page.get_by_text(words).first).to_be_visible(timeout=60_000)
    expect(page.locator(".js-plotly-plot")).to_have_count(1 if part == "scores" else 0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.page_errors == []  # type: ignore[attr-defined]
