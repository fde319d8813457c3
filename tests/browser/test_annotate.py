"""Annotate in a real Chromium: fast keys with a Hangul input method, undo, notes, reload."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from core.evaluate import default_pool_kind
from core.judgment_store import JudgmentStore
from core.judgments import Pair, StoredJudgment
from core.queue import batches, pooled_pairs
from core.search import make_pool
from core.standing import standing
from core.workspace import JUDGMENTS, Workspace
from dashboard import judging
from dashboard.components import judge_form
from tests.browser.steps import hears_keys, key

Serve = Callable[[Path], str]
WHO = "김서연"
GT = "image"
SPACING_S = 0.05
HANGUL = {"KeyL": "ㅣ", "KeyU": "ㅕ", "KeyN": "ㅜ", "KeyD": "ㅇ", "KeyX": "ㅌ"}


@pytest.fixture
def ws(path: Path) -> Workspace:
    return Workspace.open(path)


@pytest.fixture
def store(path: Path, ws: Workspace) -> JudgmentStore:
    opened = JudgmentStore.open(path / JUDGMENTS, ws.uuid)
    opened.add_annotator(WHO)
    return opened


@pytest.fixture
def order(ws: Workspace) -> list[Pair]:
    """The pairs in the annotator's order, worked out apart from the page."""
    gt = ws.gt(GT)
    pool = make_pool(ws, default_pool_kind(gt), GT)
    queue = batches(pooled_pairs(ws, GT, pool, judging.DEPTH), WHO, gt.hash)
    return [(batch.query, item) for batch in queue for item in batch.candidates]


def open_queue(page: Page, base: str) -> None:
    page.goto(f"{base}/annotate?gt={GT}")
    choice = page.get_by_role("combobox", name=re.compile("판정자"))
    choice.click(timeout=60_000)
    page.get_by_role("option", name=WHO).click()
    expect(card(page, "query-card")).to_be_visible()
    hears_keys(page)


def card(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-{name}")


def expect_pair(page: Page, pair: Pair) -> None:
    for name, item_id in zip(("query-card", "candidate-card"), pair, strict=True):
        expect(page.locator(f".st-key-{name}").get_by_text(item_id, exact=True)).to_be_visible()


def hangul_key(session: CDPSession, code: str, *, process: bool = False) -> None:
    """Press a key as it arrives while a Hangul input method is on."""
    key = "Process" if process else HANGUL.get(code, code.removeprefix("Digit"))
    number = 229 if process else ord(code[-1])
    for kind in ("rawKeyDown", "keyUp"):
        session.send(
            "Input.dispatchKeyEvent",
            {"type": kind, "code": code, "key": key, "windowsVirtualKeyCode": number},
        )


def wait_for(events: Callable[[], list[StoredJudgment]], count: int) -> list[StoredJudgment]:
    deadline = time.monotonic() + 20
    while len(events()) < count and time.monotonic() < deadline:
        time.sleep(0.1)
    return events()


def test_thirty_pairs_at_50_ms_with_a_hangul_input_method(
    page: Page, server: Serve, path: Path, store: JudgmentStore, order: list[Pair]
) -> None:
    open_queue(page, server(path))
    expect_pair(page, order[0])
    session = page.context.new_cdp_session(page)
    grades = [number * 7 % 4 for number in range(30)]
    due = time.monotonic()
    for number, grade in enumerate(grades):
        time.sleep(max(0.0, due - time.monotonic()))
        due = time.monotonic() + SPACING_S
        hangul_key(session, f"Digit{grade}", process=number % 2 == 1)
    stored = wait_for(store.events, 30)
    said = [((e.judgment.query, e.judgment.item), e.judgment.grade) for e in stored]
    assert said == list(zip(order[:30], grades, strict=True))
    assert [e.revision for e in stored] == list(range(1, 31))
    assert all(e.judgment.blind and e.judgment.query_content for e in stored)
    expect_pair(page, order[30])
    expect(page.get_by_text("저장됨", exact=False)).to_be_visible()

    # Undo twice, then go on: only those two pairs are judged anew.
    hangul_key(session, "KeyU")
    hangul_key(session, "KeyU", process=True)
    wait_for(store.events, 32)
    expect_pair(page, order[28])
    hangul_key(session, "Digit3")
    wait_for(store.events, 33)
    expect_pair(page, order[29])
    counts = standing(store.events())
    assert counts.by_pair[order[28]][WHO].judgment.grade == 3
    assert order[29] not in counts.by_pair

    # A reload, and another look at the page from the menu, continue where one was.
    page.reload()
    expect_pair(page, order[29])
    assert len(store.events()) == 33
    store.verify()


def test_the_note_is_silent_for_keys_and_kept_with_its_pair(
    page: Page, server: Serve, path: Path, store: JudgmentStore, order: list[Pair]
) -> None:
    open_queue(page, server(path))
    expect_pair(page, order[0])
    key(page, "n")
    note = page.get_by_label("메모")
    expect(note).to_be_focused()
    page.keyboard.type("2번은 그림이 달라요 ulx")
    page.keyboard.press("Enter")
    expect(note).not_to_be_focused()
    assert store.events() == []
    key(page, "d")
    key(page, "2")
    (event,) = wait_for(store.events, 1)
    assert (event.judgment.query, event.judgment.item) == order[0]
    assert event.judgment.grade == 2
    assert event.judgment.duplicate
    assert event.judgment.note == "2번은 그림이 달라요 ulx"
    expect_pair(page, order[1])
    expect(page.get_by_label("메모")).to_have_value("")


def test_cannot_tell_later_and_the_arrows(
    page: Page, server: Serve, path: Path, store: JudgmentStore, order: list[Pair]
) -> None:
    open_queue(page, server(path))
    key(page, "x")
    key(page, "2")  # the second reason, not the grade
    (event,) = wait_for(store.events, 1)
    assert event.judgment.grade is None
    assert event.judgment.cannot_tell == "본문이 불완전함"
    key(page, "l")
    wait_for(store.events, 2)
    expect_pair(page, order[2])
    expect(page.get_by_text("나중에 1")).to_be_visible()
    key(page, "ArrowLeft")
    expect_pair(page, order[1])
    key(page, "ArrowRight")
    key(page, "ArrowRight")
    expect_pair(page, order[3])
    assert len(store.events()) == 2


def test_no_arrow_is_lost_however_fast_they_come(
    page: Page, server: Serve, path: Path, store: JudgmentStore, order: list[Pair]
) -> None:
    open_queue(page, server(path))
    expect_pair(page, order[0])
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    due = time.monotonic()
    for code in ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"] * 10:
        time.sleep(max(0.0, due - time.monotonic()))
        due = time.monotonic() + SPACING_S
        hangul_key(session, code)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(page.locator("html")).to_have_attribute("data-yusa-keys-waiting", "0")
    expect_pair(page, order[20])
    assert store.events() == []


def test_a_failure_to_save_is_said_and_can_be_retried(
    page: Page, server: Serve, path: Path, store: JudgmentStore, order: list[Pair]
) -> None:
    open_queue(page, server(path))
    expect_pair(page, order[0])
    # The store refuses whoever writes: what a full disk or a read-only file does.
    with store._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON judgments "
            "BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    key(page, "3")
    expect(page.get_by_text("저장되지 않았습니다.")).to_be_visible()
    expect_pair(page, order[0])
    grade = page.locator(".st-key-judge-form").get_by_role("button", name="쌍둥이")
    expect(grade).to_have_attribute("kind", "primary")  # it stays on screen
    assert store.events() == []
    with store._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")
    page.locator(f".st-key-{judge_form.button_key('retry').replace('.', '-')} button").click()
    (event,) = wait_for(store.events, 1)
    assert (event.judgment.query, event.judgment.item) == order[0]
    assert event.judgment.grade == 3
    expect_pair(page, order[1])
    expect(page.get_by_text("저장되지 않았습니다.")).to_have_count(0)


def test_judging_a_neighbour_in_browse_moves_the_figures_at_once(
    page: Page, server: Serve, path: Path, store: JudgmentStore, ws: Workspace
) -> None:
    query = next(iter(ws.gt(GT).queries))
    page.goto(f"{server(path)}/browse?q={query}&gt={GT}&pool=judged")
    page.locator(".st-key-neighbour-1").wait_for(timeout=60_000)
    expect(page.locator(".st-key-recall-table")).to_have_count(0)
    page.locator("[data-testid='stPopover']").filter(has_text="판정").get_by_role("button").click()
    page.get_by_role("combobox", name=re.compile("판정자")).click()
    page.get_by_role("option", name=WHO).click()
    page.keyboard.press("Escape")
    table = page.locator(".st-key-recall-table")
    expect(table).to_contain_text("n = ")
    first = page.locator(".st-key-judge-1")
    first.get_by_role("button", name="0 무관").click()
    wait_for(store.events, 1)
    expect(first.get_by_role("button", name="0 무관")).to_have_attribute("kind", "primary")
    low = table.inner_text()
    first.get_by_role("button", name="3 쌍둥이").click()
    expect(table).not_to_have_text(low, use_inner_text=True)
    first_grade, second = (event.judgment for event in wait_for(store.events, 2))
    assert (second.grade, second.blind, second.replaces) == (3, False, first_grade.event_id)
    assert second.query == query
    head = page.locator(".st-key-neighbour-1")
    expect(head).to_contain_text("사람 판정: 3 쌍둥이")
    expect(head).to_contain_text("가져온 정답:")
    expect(first).to_contain_text("저장됨")
    first.get_by_role("button", name="되돌리기").click()
    wait_for(store.events, 3)
    expect(head).to_contain_text("사람 판정: 0 무관")
    other = page.locator(".st-key-judge-2")
    other.get_by_role("button", name="판정 불가").click()
    page.get_by_role("button", name="전공 밖이라 모름").click()
    expect(other).to_contain_text("저장됨")
    expect(first).not_to_contain_text("저장됨")
    assert wait_for(store.events, 4)[-1].judgment.cannot_tell == "전공 밖이라 모름"
    expect(page.locator(".st-key-neighbour-2")).to_contain_text("판정 불가: 전공 밖이라 모름")
