"""Versions and live tables in a real Chromium: freeze, add, compare; others' judgments move ①."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.workspace import JUDGMENTS, Workspace

Serve = Callable[[Path], str]
GT = "hybrid"


@pytest.fixture
def store(path: Path) -> JudgmentStore:
    return JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)


@pytest.fixture
def query(path: Path) -> str:
    """A query that `text-tfidf` hits by the imported grades."""
    return next(iter(Workspace.open(path).gt(GT).queries))


def deny(store: JudgmentStore, path: Path, query: str) -> None:
    """Judge everything that the ground truth credits for a query as not relevant."""
    ground_truth = Workspace.open(path).gt(GT)
    store.append(
        [
            Judgment(str(uuid4()), "김서연", query, item, grade=0)
            for item in ground_truth.relevant(query)
        ]
    )


def test_freeze_add_and_compare(
    page: Page, server: Serve, path: Path, store: JudgmentStore, query: str
) -> None:
    deny(store, path, query)
    page.goto(f"{server(path)}/versions?gt={GT}")
    preview = page.locator(".st-key-versions-preview")
    expect(preview).to_contain_text("판정 번호", timeout=60_000)
    page.get_by_label("버전 이름").fill("hybrid-2")
    page.get_by_label("고정하는 사람").fill("이서준")
    page.get_by_label("고정하는 까닭").fill("불일치를 조정한 뒤")
    page.get_by_role("button", name="버전으로 고정").click()
    made = page.locator(".st-key-versions-made")
    expect(made).to_contain_text("hybrid-2")
    with page.expect_download() as downloading:
        made.get_by_role("button", name="버전 파일 내려받기").click()
    assert downloading.value.suggested_filename == "hybrid-2.json"
    made.get_by_role("button", name="이 작업 공간에 추가").click()
    expect(page.get_by_text("버전을 추가했습니다")).to_be_visible()
    listed = page.locator(".st-key-version-hybrid-2")
    expect(listed).to_contain_text("불일치를 조정한 뒤")
    expect(listed).to_contain_text("이서준")
    changes = page.locator(".st-key-versions-changes")
    expect(changes).to_contain_text("정답 여부가 달라집니다")
    gone = changes.get_by_role("link", name=re.compile(f"{query} 빠짐"))
    expect(gone.first).to_be_visible()
    expect(page).to_have_url(re.compile(r"old=hybrid&new=hybrid-"))
    page.reload()
    expect(changes).to_contain_text("hybrid-2 (hybrid · 사람 우선")
    gone.first.click()
    expect(page).to_have_url(re.compile(rf"/browse\?q={query}"))
    page.goto(f"{server(path)}/compare?gt=hybrid-2")
    expect(page.locator(".st-key-compare-figures-hybrid-2")).to_be_visible(timeout=30_000)


def test_a_judgment_in_one_window_moves_the_table_of_another(
    new_page: Callable[..., Page], server: Serve, path: Path, store: JudgmentStore, query: str
) -> None:
    store.add_annotator("김서연")
    lead, other = new_page(), new_page()
    lead.goto(f"{server(path)}/compare?view=human-over-imported")
    figures = lead.locator(".st-key-compare-figures-hybrid")
    expect(figures).to_contain_text("판정 번호 0", timeout=60_000)
    expect(lead.locator(".st-key-compare-since")).to_have_count(0)
    other.goto(f"{server(path)}/browse?q={query}&gt={GT}&pool=judged")
    other.locator(".st-key-neighbour-1").wait_for(timeout=60_000)
    popover = other.locator("[data-testid='stPopover']").filter(has_text="판정")
    popover.get_by_role("button").click()
    other.get_by_role("combobox", name=re.compile("판정자")).click()
    other.get_by_role("option", name="김서연").click()
    other.keyboard.press("Escape")
    first = other.locator(".st-key-judge-1").get_by_role("button", name="0 무관")
    expect(first).to_be_visible()
    first.click()
    expect(figures).to_contain_text("판정 번호 1")
    deny(store, path, query)
    since = lead.locator(".st-key-compare-since")
    expect(since).to_contain_text("판정 번호 0 뒤로 바뀐 것")
    expect(since.get_by_role("link", name=re.compile(query)).first).to_be_visible()
    since.get_by_role("button", name="여기서부터 다시 세기").click()
    expect(since).to_have_count(0)
