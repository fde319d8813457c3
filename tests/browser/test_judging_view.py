"""The pair at hand in a real Chromium: no press lost, zoom, flip, marks, definitions, prefetch."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from core.evaluate import default_pool_kind
from core.judgment_store import JudgmentStore
from core.judgments import Pair
from core.queue import batches, pooled_pairs
from core.search import make_pool
from core.workspace import JUDGMENTS, Workspace
from dashboard import judging, signing
from dashboard.components import judge_form
from tests.browser.steps import hears_keys, key, places

Serve = Callable[[Path], str]
WHO = "김서연"
GT = "image"
SPACING_S = 0.05
PRESSES = 60


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


@pytest.fixture
def desk(page: Page, server: Serve, path: Path, store: JudgmentStore, order: list[Pair]) -> Page:
    """The page with the first pair at hand."""
    assert not store.events()
    page.goto(f"{server(path)}/annotate?gt={GT}")
    page.get_by_role("combobox", name=re.compile("판정자")).click(timeout=60_000)
    page.get_by_role("option", name=WHO).click()
    hears_keys(page)
    expect_pair(page, order[0])
    expect(page.get_by_role("button", name="Space 겹쳐 보기")).to_be_visible()
    places(page, "query-card", "candidate-card")
    return page


def card(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-{name}-card")


def expect_pair(page: Page, pair: Pair) -> None:
    for name, item_id in zip(("query", "candidate"), pair, strict=True):
        expect(card(page, name).get_by_text(item_id, exact=True)).to_be_visible()


def press(session: CDPSession, code: str, key: str, number: int, kind: str = "both") -> None:
    """Press a key as the browser reports it, whatever is printed on it."""
    for each in ("rawKeyDown", "keyUp") if kind == "both" else (kind,):
        session.send(
            "Input.dispatchKeyEvent",
            {"type": each, "code": code, "key": key, "windowsVirtualKeyCode": number},
        )


def grade_button(page: Page, grade: int) -> Locator:
    # Streamlit draws a button with a hint twice and hides one.
    return page.locator(f".st-key-{judge_form.grade_key(grade).replace('.', '-')} button").first


def go_to(page: Page, order: list[Pair], start: int, end: int) -> None:
    """Walk from a pair to a later one that can be drawn both ways."""
    for at in range(start, end):
        key(page, "ArrowRight")
        expect_pair(page, order[at + 1])


def pictured(ws: Workspace, order: list[Pair]) -> int:
    """The first place whose two questions both have pictures."""
    return next(
        at for at, pair in enumerate(order) if all(i.images for i in ws.items.get_many(pair))
    )


def test_no_press_is_lost_at_50_ms_whatever_the_input_method_makes_of_it(
    desk: Page, store: JudgmentStore, order: list[Pair]
) -> None:
    session = desk.context.new_cdp_session(desk)
    grades = [number * 7 % 4 for number in range(PRESSES)]
    ways = [("Process", 229), ("Unidentified", 229), ("ㅣ", 229), (None, 0)]
    begun = due = time.monotonic()
    for number, grade in enumerate(grades):
        time.sleep(max(0.0, due - time.monotonic()))
        due += SPACING_S
        key, code = ways[number % len(ways)]
        row = "Numpad" if number % 5 == 4 else "Digit"
        press(session, f"{row}{grade}", key or str(grade), code or ord(str(grade)))
    expect(desk.locator("html")).to_have_attribute("data-yusa-keys-waiting", "0", timeout=30_000)
    expect_pair(desk, order[PRESSES])
    spent_ms = (time.monotonic() - begun) * 1000
    events = [stored.judgment for stored in store.events()]
    said = [((event.query, event.item), event.grade) for event in events]
    assert said == list(zip(order[:PRESSES], grades, strict=True))
    assert len({event.event_id for event in events}) == PRESSES
    seen = [event.duration_ms for event in events if event.duration_ms is not None]
    assert seen, "no pair says how long it was looked at"
    assert min(seen) >= 0
    # The first pair was on screen before the first press.
    assert sum(seen[1:]) <= spent_ms
    store.verify()

    # Each of them can be taken back, the last one first.
    for _ in range(PRESSES):
        press(session, "KeyU", "ㅕ", 229)
    expect(desk.locator("html")).to_have_attribute("data-yusa-keys-waiting", "0", timeout=30_000)
    expect_pair(desk, order[0])
    events = [stored.judgment for stored in store.events()]
    taken = [(event.query, event.item) for event in events[PRESSES:]]
    assert taken == order[PRESSES - 1 :: -1]
    assert all(event.kind == "withdrawal" for event in events[PRESSES:])


def test_both_pictures_zoom_and_move_together_and_fit_again(
    desk: Page, ws: Workspace, order: list[Pair], store: JudgmentStore
) -> None:
    go_to(desk, order, 0, pictured(ws, order))
    images = [card(desk, name).locator("img") for name in ("query", "candidate")]

    def widths() -> list[float]:
        return [image.evaluate("node => node.getBoundingClientRect().width") for image in images]

    def moved() -> list[list[float]]:
        """How far each picture lies from its stage's corner, as a share of what is hidden."""
        return [
            image.evaluate(
                """node => {
                  const own = node.getBoundingClientRect();
                  const stage = node.parentElement.getBoundingClientRect();
                  const share = (part, whole) => (Math.abs(whole) < 1 ? 0.5 : part / whole);
                  return [share(own.left - stage.left, stage.width - own.width),
                          share(own.top - stage.top, stage.height - own.height)];
                }"""
            )
            for image in images
        ]

    pair = ws.items.get_many(order[pictured(ws, order)])
    natural = [item.images[0].width or 0 for item in pair]
    fitted = widths()
    assert fitted[0] / natural[0] == pytest.approx(fitted[1] / natural[1], rel=0.01)  # one scale
    key(desk, "Equal")
    key(desk, "Equal")
    expect(desk.locator("html")).to_have_attribute("data-yusa-zoom", "2.25")
    assert widths() == pytest.approx([2.25 * width for width in fitted], rel=0.01)
    box = images[1].locator("..").bounding_box()
    assert box is not None
    desk.mouse.move(box["x"] + 200, box["y"] + 100)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 140, box["y"] + 100, steps=4)
    desk.mouse.up()
    left, right = moved()
    assert right[0] > 0.55
    assert left[0] == pytest.approx(right[0], abs=0.02)
    key(desk, "f")
    assert widths() == pytest.approx(fitted, rel=0.01)
    # A click zooms at its place, another one fits again; the next pair begins fitted.
    images[0].click(position={"x": 20, "y": 20})
    expect(desk.locator("html")).to_have_attribute("data-yusa-zoom", "2.50")
    assert all(max(place) < 0.3 for place in moved() if max(place) != 0.5)
    images[0].click(position={"x": 60, "y": 60})
    expect(desk.locator("html")).to_have_attribute("data-yusa-zoom", "1.00")
    key(desk, "Equal")
    key(desk, "ArrowRight")
    expect_pair(desk, order[pictured(ws, order) + 1])
    expect(desk.locator("html")).to_have_attribute("data-yusa-zoom", "1.00")
    assert store.events() == []


def place_of(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box is not None
    return box["x"], box["y"]


def test_holding_space_lays_the_query_over_the_candidate_and_nothing_else(
    desk: Page, order: list[Pair], store: JudgmentStore
) -> None:
    query, candidate = card(desk, "query"), card(desk, "candidate")
    before, there = place_of(query), place_of(candidate)
    assert before != there
    # The button that has the focus isn't pressed, and the page doesn't scroll.
    grade_button(desk, 0).focus()
    main = desk.locator("[data-testid='stMain']")
    desk.set_viewport_size({"width": 1280, "height": 420})
    places(desk, "query-card", "candidate-card")
    before, there = place_of(query), place_of(candidate)
    scrolled = main.evaluate("node => node.scrollTop")
    for _ in range(3):  # held, it repeats
        desk.keyboard.down("Space")
    assert place_of(query) == pytest.approx(there, abs=1)
    assert candidate.evaluate("node => getComputedStyle(node).opacity") == "0"
    desk.keyboard.up("Space")
    assert place_of(query) == pytest.approx(before, abs=1)
    assert candidate.evaluate("node => getComputedStyle(node).opacity") == "1"
    assert main.evaluate("node => node.scrollTop") == scrolled
    # With a Hangul input method on, and by finger.
    session = desk.context.new_cdp_session(desk)
    press(session, "Space", "Process", 229, "rawKeyDown")
    assert place_of(query) == pytest.approx(there, abs=1)
    press(session, "Space", "Process", 229, "keyUp")
    assert place_of(query) == pytest.approx(before, abs=1)
    hold = desk.get_by_role("button", name="Space 겹쳐 보기")
    hold.hover()
    there = place_of(candidate)
    desk.mouse.down()
    assert place_of(query) == pytest.approx(there, abs=1)
    desk.mouse.up()
    assert place_of(query) != pytest.approx(there, abs=1)
    assert store.events() == []
    expect_pair(desk, order[0])
    # A grade pressed meanwhile counts for the pair at hand, and the next one is flipped, too.
    desk.keyboard.down("Space")
    key(desk, "1")
    expect_pair(desk, order[1])
    assert place_of(query)[0] == pytest.approx(place_of(candidate)[0], abs=1)
    desk.keyboard.up("Space")
    assert place_of(query)[0] < place_of(candidate)[0]
    assert [said.judgment.item for said in store.events()] == [order[0][1]]


def test_space_is_a_blank_where_something_is_typed(desk: Page, store: JudgmentStore) -> None:
    flipped = re.compile(".*")
    key(desk, "n")
    note = desk.get_by_label("메모")
    expect(note).to_be_focused()
    desk.keyboard.type("a b")
    desk.keyboard.down("Space")
    expect(desk.locator("html")).not_to_have_attribute("data-yusa-flip", flipped)
    desk.keyboard.up("Space")
    expect(note).to_have_value("a b ")
    note.evaluate("node => node.blur()")
    # While a syllable is composed, Space ends it and does nothing else.
    desk.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent("keydown",
             { code: "Space", isComposing: true, bubbles: true, composed: true }))"""
    )
    expect(desk.locator("html")).not_to_have_attribute("data-yusa-flip", flipped)
    desk.keyboard.down("Space")
    expect(desk.locator("html")).to_have_attribute("data-yusa-flip", flipped)
    desk.evaluate("window.dispatchEvent(new Event('blur'))")  # released in another window
    expect(desk.locator("html")).not_to_have_attribute("data-yusa-flip", flipped)
    assert store.events() == []


def test_differing_words_are_marked_on_demand_and_formulas_stay_whole(desk: Page) -> None:
    cards = [card(desk, name) for name in ("query", "candidate")]
    grounds = ".stMarkdownColoredBackground"
    formulas = [found.locator(".katex").count() for found in cards]
    for found in cards:
        expect(found.locator(grounds)).to_have_count(0)
    key(desk, "t")
    for found, count in zip(cards, formulas, strict=True):
        expect(found.locator(grounds).first).to_be_visible()
        line = found.locator(grounds).first.evaluate("n => getComputedStyle(n).borderBottomWidth")
        assert line == "2px"
        assert found.locator(".katex").count() == count
        expect(found.locator(".katex-error")).to_have_count(0)
        assert "orange-background" not in found.inner_text()
    key(desk, "t")
    for found in cards:
        expect(found.locator(grounds)).to_have_count(0)


def test_definitions_are_one_press_away_and_stay_until_the_next(desk: Page) -> None:
    guide = desk.locator(".st-key-judge-guide")
    expect(guide).to_have_count(0)
    for pressed in ("h", "Shift+Slash"):
        key(desk, pressed)
        for words in ("0 무관", "1 같은 개념", "2 같은 풀이", "3 쌍둥이", "D 사본", "X 판정 불가"):
            expect(guide).to_contain_text(words)
        expect(guide).to_be_in_viewport()
        key(desk, pressed)
        expect(guide).to_have_count(0)


def test_grades_and_both_questions_are_above_the_fold(desk: Page) -> None:
    for width, height in ((1280, 800), (800, 1000)):
        desk.set_viewport_size({"width": width, "height": height})
        places(desk, "query-card", "candidate-card")
        for grade in range(4):
            expect(grade_button(desk, grade)).to_be_in_viewport(ratio=1)
        for name in ("query", "candidate"):
            assert place_of(card(desk, name))[1] < height / 2
        sizes = [card(desk, name).bounding_box() for name in ("query", "candidate")]
        assert sizes[0] is not None
        assert sizes[1] is not None
        assert sizes[0]["width"] == pytest.approx(sizes[1]["width"], abs=2)


def test_a_finger_finds_every_tool(
    new_page: Callable[..., Page], server: Serve, path: Path, store: JudgmentStore
) -> None:
    page = new_page(has_touch=True, viewport={"width": 800, "height": 1000})
    page.goto(f"{server(path)}/annotate?gt={GT}")
    page.get_by_role("combobox", name=re.compile("판정자")).tap(timeout=60_000)
    page.get_by_role("option", name=WHO).tap()
    hold = page.get_by_role("button", name="Space 겹쳐 보기")
    expect(hold).to_be_visible()
    places(page, "query-card", "candidate-card")
    for button in page.locator(".st-key-judge-tools button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 40
    query = card(page, "query")
    before = place_of(query)
    hold.dispatch_event("pointerdown", {"pointerId": 1})
    assert place_of(query) != pytest.approx(before, abs=1)
    hold.dispatch_event("pointerup", {"pointerId": 1})
    assert place_of(query) == pytest.approx(before, abs=1)
    assert store.events() == []


def test_the_next_pairs_pictures_are_there_before_their_turn_and_fetched_once(
    page: Page, server: Serve, path: Path, store: JudgmentStore, ws: Workspace, order: list[Pair]
) -> None:
    asked: Counter[str] = Counter()
    page.on("request", lambda r: asked.update([r.url] if signing.PREFIX in r.url else []))
    last = next(at for at, pair in enumerate(order) if order[at + 1][0] != pair[0])
    # The annotator stopped three pairs before the next query.
    page.goto(f"{server(path)}/annotate?gt={GT}")
    page.get_by_role("combobox", name=re.compile("판정자")).click(timeout=60_000)
    page.get_by_role("option", name=WHO).click()
    expect_pair(page, order[0])
    go_to(page, order, 0, last - 2)
    coming = [item for item in ws.items.get_many(order[last + 1]) if item.images]
    assert coming, "the demo's second query has no picture"

    def fetched(item_id: str) -> bool:
        path_of = f"{signing.PREFIX}/{signing.encode_key(item_id)}/"
        return any(urlsplit(url).path.startswith(path_of) for url in asked)

    deadline = time.monotonic() + 15
    while not all(fetched(item.id) for item in coming) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    assert all(fetched(item.id) for item in coming)
    go_to(page, order, last - 2, last + 1)
    for image in page.locator(".st-key-query-card img, .st-key-candidate-card img").all():
        assert image.evaluate("node => node.complete && node.naturalWidth > 0")
    assert max(asked.values()) == 1, asked.most_common(3)
    assert store.events() == []
