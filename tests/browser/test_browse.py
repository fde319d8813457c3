"""Browse in a real Chromium: the steps a reviewer takes all day, on the demo."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from core.search import neighbours
from core.workspace import Workspace
from dashboard.app_pages import browse
from dashboard.components import pair_dialog
from tests.browser.steps import hears_keys, key, styled

Serve = Callable[[Path], str]


@pytest.fixture
def ws(demo_workspace: Path) -> Workspace:
    return Workspace.open(demo_workspace)


@pytest.fixture
def base(server: Serve, demo_workspace: Path) -> str:
    return server(demo_workspace)


@pytest.fixture
def pictured(ws: Workspace) -> str:
    """An item with a picture, neighbours of which have pictures, too."""
    variant = ws.variant_names[0]
    for item_id in ws.items.ids:
        near = ws.items.get_many([n.id for n in neighbours(ws, item_id, variant, k=5)])
        if ws.items.get(item_id).images and sum(bool(item.images) for item in near) >= 3:
            return item_id
    pytest.fail("the demo has no item with pictures around it")


def card(page: Page) -> Locator:
    return page.locator(".st-key-query-card")


def neighbour(page: Page, rank: int) -> Locator:
    return page.locator(f".st-key-neighbour-{rank}")


def param(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[-1]


def open_view(page: Page, address: str) -> None:
    page.goto(address)
    expect(card(page)).to_be_visible(timeout=60_000)
    expect(neighbour(page, 1)).to_be_visible()
    # The browser-side parts (keys, zoom) come in a file of their own, a moment later.
    expect(page.get_by_role("button", name=re.compile("링크 복사|Copy link"))).to_be_visible()
    hears_keys(page, browse.KEYS)
    styled(page)


def expect_query(page: Page, item_id: str) -> None:
    expect(card(page).get_by_text(item_id, exact=True)).to_be_visible()
    page.wait_for_url(re.compile(rf"[?&]q={re.escape(item_id)}(&|$)"))


def make_query(page: Page, rank: int) -> None:
    neighbour(page, rank).get_by_role("button", name="기준으로").first.click()


def test_the_first_view_is_a_real_question_with_exact_neighbours(
    page: Page, base: str, ws: Workspace
) -> None:
    open_view(page, f"{base}/browse")
    first = card(page).locator("strong").first.inner_text()
    assert first in ws.items
    expect(page.get_by_text("연습용 데이터입니다. Qwen 결과가 아닙니다.")).to_be_visible()
    variant = next(name for name in ws.variant_names if page.get_by_text(f"{name} ·").count())
    shown = [neighbour(page, rank).inner_text() for rank in range(1, 11)]
    for near, text in zip(neighbours(ws, first, variant, k=10), shown, strict=True):
        assert near.id in text
        assert f"{near.score:.3f}" in text
    assert page.page_errors == []  # type: ignore[attr-defined]
    assert page.console_errors == []  # type: ignore[attr-defined]


def test_the_query_and_three_neighbours_are_above_the_fold(
    page: Page, base: str, pictured: str
) -> None:
    open_view(page, f"{base}/?q={pictured}")
    expect(neighbour(page, 3)).to_be_in_viewport()
    box = card(page).bounding_box()
    assert box is not None
    assert box["y"] + min(box["height"], 700) <= 800


def test_click_back_forward_and_reload(page: Page, base: str, ws: Workspace) -> None:
    first, variant = ws.items.ids[0], ws.variant_names[0]
    open_view(page, f"{base}/?q={first}&model={variant}")
    second = neighbours(ws, first, variant, k=2)[1].id
    make_query(page, 2)
    expect_query(page, second)
    third = neighbours(ws, second, variant, k=1)[0].id
    make_query(page, 1)
    expect_query(page, third)

    page.go_back()
    expect_query(page, second)
    page.go_back()
    expect_query(page, first)
    page.go_forward()
    expect_query(page, second)
    expect(neighbour(page, 1)).to_contain_text(third)

    page.reload()
    expect_query(page, second)
    expect(neighbour(page, 1)).to_contain_text(third)
    assert param(page, "model") == variant


def test_search_choose_and_walk(page: Page, base: str, ws: Workspace) -> None:
    open_view(page, f"{base}/browse")
    word = next(
        w for w in ws.items.get(ws.items.ids[5]).text.split() if len(w) >= 2 and w.isalpha()
    )
    found = ws.items.search(word, (), 40)
    page.get_by_label("문항 찾기").fill(word)
    panel = page.locator(".st-key-find-panel")
    expect(panel).to_contain_text(f"/ {found.total:,}문항 표시")
    panel.get_by_role("button", name=found.ids[0]).first.click()
    expect_query(page, found.ids[0])
    expect(panel).to_be_hidden()
    assert param(page, "find") == word
    if found.total > 1:
        key(page, "ArrowRight", browse.KEYS)
        expect_query(page, found.ids[1])
        key(page, "ArrowLeft", browse.KEYS)
        expect_query(page, found.ids[0])


def test_no_arrow_is_lost_however_fast_they_come(page: Page, base: str, ws: Workspace) -> None:
    open_view(page, f"{base}/?q={ws.items.ids[100]}")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    due = time.monotonic()
    for code in ["ArrowRight", "ArrowRight", "ArrowLeft", "ArrowRight"] * 10:
        time.sleep(max(0.0, due - time.monotonic()))
        due = time.monotonic() + 0.05
        for kind in ("rawKeyDown", "keyUp"):
            session.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": code})
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    expect(page.locator("html")).to_have_attribute("data-yusa-keys-waiting", "0")
    expect_query(page, ws.items.ids[120])


def test_enter_opens_an_exact_id_and_keeps_the_list(page: Page, base: str, ws: Workspace) -> None:
    name = next(iter(ws.gt_names))
    listed = list(ws.gt(name).queries)
    wanted = next(i for i in ws.items.ids if i not in listed)
    open_view(page, f"{base}/?q={listed[0]}&list={name}")
    field = page.get_by_label("문항 찾기")
    field.fill(wanted)
    field.press("Enter")  # before the list of results is there
    expect_query(page, wanted)
    expect(page.locator(".st-key-find-panel")).to_be_hidden()
    expect(field).to_have_value("")
    assert (param(page, "list"), param(page, "find")) == (name, None)
    field.fill(listed[1])
    expect(page.locator(".st-key-find-panel")).to_contain_text(f"Enter: {listed[1]} 열기")
    field.press("Enter")
    expect_query(page, listed[1])
    page.get_by_role("button", name="chevron_left").first.click()
    expect_query(page, listed[0])


def test_enter_opens_the_only_hit_and_nothing_where_there_are_more(
    page: Page, base: str, ws: Workspace
) -> None:
    open_view(page, f"{base}/?q={ws.items.ids[0]}")
    wanted = next(i for i in ws.items.ids[1:] if ws.items.search(i[:-1], (), 40).total > 1)
    field = page.get_by_label("문항 찾기")
    field.fill(wanted[:-1])
    field.press("Enter")
    expect(page.locator(".st-key-find-panel")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-yusa-keys-waiting", "0")
    assert param(page, "q") == ws.items.ids[0]


def test_the_picker_never_gets_all_items(page: Page, base: str) -> None:
    open_view(page, f"{base}/browse")
    page.locator(".st-key-browse-button-list button").first.click()
    panel = page.locator(".st-key-find-panel")
    expect(panel).to_be_visible()
    assert panel.get_by_role("button").count() <= 45


def test_answers_by_key_also_with_a_hangul_input_method(
    page: Page, base: str, ws: Workspace
) -> None:
    answered = next(i for i in ws.items.ids if ws.items.get(i).answer)
    open_view(page, f"{base}/?q={answered}")
    answer = card(page).get_by_text("정답", exact=True)
    expect(answer).to_have_count(0)
    key(page, "a", browse.KEYS)
    expect(answer).to_be_visible()
    # The same key with a Hangul IME: another character, the same place on the keyboard.
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Process', keyCode: 229, code: 'KeyA', bubbles: true, composed: true}))"
    )
    expect(answer).to_have_count(0)


def test_keys_are_silent_in_text_fields_and_during_composition(page: Page, base: str) -> None:
    open_view(page, f"{base}/browse")
    before = param(page, "q")
    field = page.get_by_label("문항 찾기")
    field.click()
    page.keyboard.type("aaa")
    field.press("ArrowRight")
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {code: 'KeyA', isComposing: true, bubbles: true, composed: true}))"
    )
    expect(page.locator(".st-key-find-panel")).to_be_visible()
    expect(card(page).get_by_text("정답", exact=True)).to_have_count(0)
    assert param(page, "q") == before


def test_zoom_counts_steps_and_closes(page: Page, base: str, pictured: str) -> None:
    open_view(page, f"{base}/?q={pictured}")
    card(page).locator("img").first.click()
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(pictured)
    count = dialog.locator("[data-part=count]")
    expect(count).to_have_text(re.compile(r"^1 / \d+$"))
    dialog.press("ArrowRight")
    expect(count).to_have_text(re.compile(r"^2 / \d+$"))
    dialog.press("ArrowLeft")
    dialog.press("ArrowLeft")
    last = count.inner_text().split(" / ")
    assert last[0] == last[1]  # it goes round
    shown = dialog.locator("[data-part=image]")
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert param(page, "q") == pictured  # arrows in the zoom don't walk the list


def test_side_by_side_on_one_scale_with_flip(page: Page, base: str, pictured: str) -> None:
    open_view(page, f"{base}/?q={pictured}")
    neighbour(page, 1).get_by_role("button", name="나란히").first.click()
    left = page.locator("[data-side=left]")
    right = page.locator("[data-side=right]")
    expect(left).to_contain_text(pictured)
    pictures = [side.locator("img") for side in (left, right)]
    shown = [picture for picture in pictures if picture.is_visible()]
    assert shown
    scales = []
    for picture in shown:
        expect(picture).to_have_js_property("complete", True)
        scales.append(
            picture.evaluate(
                "i => i.getBoundingClientRect().width / i.getBoundingClientRect().height"
                " / (i.naturalWidth / i.naturalHeight)"
            )
        )
    assert all(abs(scale - 1) < 0.02 for scale in scales)  # nothing is squeezed
    before = left.locator("[data-part=caption]").inner_text()
    page.keyboard.down("Space")
    expect(left.locator("[data-part=caption]")).not_to_have_text(before)
    page.keyboard.up("Space")
    expect(left.locator("[data-part=caption]")).to_have_text(before)
    page.keyboard.press("Escape")
    expect(left).to_have_count(0)
    make_query(page, 1)  # the page underneath still works
    expect(card(page).get_by_text(pictured, exact=True)).to_have_count(0)


def test_keys_in_the_side_by_side_view_act_there_and_only_there(
    page: Page, base: str, ws: Workspace
) -> None:
    variant = ws.variant_names[0]
    query = next(i for i in ws.items.ids[5:] if ws.items.get(i).answer)
    near = neighbours(ws, query, variant, k=3)
    open_view(page, f"{base}/?q={query}&model={variant}")
    neighbour(page, 1).get_by_role("button", name="나란히").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"1위 {near[0].id}")
    expect(dialog).to_contain_text(f"{near[0].score:.3f}")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    key(page, "ArrowRight", pair_dialog.KEYS)
    key(page, "ArrowRight", pair_dialog.KEYS)
    expect(dialog).to_contain_text(f"3위 {near[2].id}")
    expect(dialog).to_contain_text("3 / 10")
    key(page, "ArrowLeft", pair_dialog.KEYS)
    expect(dialog).to_contain_text(f"2위 {near[1].id}")
    expect(dialog.get_by_text("정답", exact=True)).to_have_count(0)
    key(page, "a", pair_dialog.KEYS)
    expect(dialog.get_by_text("정답", exact=True).first).to_be_visible()
    dialog.get_by_role("button", name=re.compile("^chevron_right|다음 이웃")).click()
    expect(dialog).to_contain_text(f"3위 {near[2].id}")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert param(page, "q") == query  # no arrow walked the list beneath
    expect(card(page).get_by_text("정답", exact=True)).to_be_visible()  # A acted once
    key(page, "ArrowRight", browse.KEYS)
    expect_query(page, ws.items.ids[ws.items.ids.index(query) + 1])


def test_pictures_are_sharp_signed_and_cached(page: Page, base: str, pictured: str) -> None:
    open_view(page, f"{base}/?q={pictured}")
    picture = card(page).locator("img").first
    expect(picture).to_have_js_property("complete", True)
    source = picture.get_attribute("src") or ""
    assert "/app/static/items/" in source
    assert "&s=" in source
    answer = page.request.get(page.evaluate("s => new URL(s, location).href", source))
    assert answer.status == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "max-age" in answer.headers["cache-control"]
    forged = page.request.get(page.evaluate("s => new URL(s, location).href", source[:-1] + "!"))
    assert forged.status == 403


def test_the_other_language_and_back(page: Page, base: str) -> None:
    open_view(page, f"{base}/browse")
    page.get_by_role("radio", name="English").or_(
        page.get_by_role("button", name="English")
    ).click()
    expect(page.get_by_placeholder("Question id or words")).to_be_visible()
    expect(page.get_by_text("Practice data. These are not Qwen results.")).to_be_visible()
    page.wait_for_url(re.compile("lang=en"))
    page.reload()
    expect(page.get_by_placeholder("Question id or words")).to_be_visible()
    page.go_back()
    expect(page.get_by_placeholder("문항 ID 또는 본문 검색")).to_be_visible()


def test_the_copied_link_reopens_the_view(
    page: Page, new_page: Callable[..., Page], base: str, ws: Workspace
) -> None:
    item_id, variant = ws.items.ids[7], ws.variant_names[-1]
    open_view(page, f"{base}/?q={item_id}&model={variant}&k=5")
    page.get_by_role("button", name="링크 복사").click()
    expect(page.get_by_text("복사함")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.url
    other = new_page()
    open_view(other, copied)
    expect_query(other, item_id)
    expect(neighbour(other, 5)).to_be_visible()
    expect(neighbour(other, 6)).to_have_count(0)


def test_the_judged_pool_and_its_badges(page: Page, base: str, ws: Workspace) -> None:
    name = next(name for name in ws.gt_names if ws.gt(name).pool)
    gt = ws.gt(name)
    query = next(iter(gt.queries))
    open_view(page, f"{base}/?q={query}&gt={name}&pool=judged")
    pool = len(gt.pool or ())
    expect(page.get_by_text(f"{name} 시험 문항 · 10 / {pool - 1}개 표시")).to_be_visible()
    for rank in range(1, 11):
        text = neighbour(page, rank).inner_text()
        shown = next(item_id for item_id in gt.pool or () if item_id in text)
        assert ("정답 아님" in text) == (gt.status(query, shown) == "not_relevant")


def test_the_query_stays_while_neighbours_scroll(page: Page, base: str, pictured: str) -> None:
    open_view(page, f"{base}/?q={pictured}")
    neighbour(page, 10).scroll_into_view_if_needed()
    expect(card(page).get_by_text(pictured, exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_themes_follow_the_system(new_page: Callable[..., Page], base: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    open_view(page, f"{base}/browse")
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", ground)[:3])
    assert (red + green + blue > 600) == (scheme == "light")


def test_narrow_screens_have_no_sideways_scroll(
    new_page: Callable[..., Page], base: str, pictured: str
) -> None:
    page = new_page(viewport={"width": 800, "height": 1000})
    open_view(page, f"{base}/?q={pictured}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    assert (
        page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]');"
            " return m.scrollWidth - m.clientWidth; })()"
        )
        <= 1
    )


def test_unknown_ids_and_bad_values_are_no_dead_end(page: Page, base: str, ws: Workspace) -> None:
    page.goto(f"{base}/?q=no-such-item&k=999&pool=moon&where=nonsense&model=gone&lang=xx")
    expect(page.get_by_text("‘no-such-item’라는 문항이 없습니다")).to_be_visible(timeout=60_000)
    page.locator(".st-key-browse-button-instead button").first.click()
    expect(neighbour(page, 10)).to_be_visible()
    assert param(page, "q") in ws.items


def test_unknown_routes_are_404(page: Page, base: str) -> None:
    answer = page.request.get(f"{base}/api/nothing")
    assert answer.status == 404
    assert json.loads(answer.text())["error"]
    for path in ("/app/static/items/UTE/0/480", "/app/static/items/..%2f..%2fetc/0/480"):
        assert page.request.get(base + path).status in {400, 403, 404}
