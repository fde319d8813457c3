"""Compare in a real Chromium: figures, a flipped query, and judgments made elsewhere."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from core.compare import paired
from core.disagreement import disagreements
from core.evaluate import Evaluation, evaluate, rank_view
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.remark_store import RemarkStore
from core.search import make_pool, neighbours
from core.standing import standing
from core.views import HumanLayer, make_view
from core.workspace import JUDGMENTS, Workspace
from dashboard.components.comparing import list_pair
from tests.browser.steps import key, press, settle, styled

Serve = Callable[[Path], str]


@pytest.fixture(scope="module")
def judged_demo(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A demo of this module's own: its tests store judgments."""
    path = tmp_path_factory.mktemp("compare") / "demo"
    shutil.copytree(demo_workspace, path)
    return Workspace.open(path)


@pytest.fixture
def ws(judged_demo: Workspace) -> Workspace:
    return judged_demo


@pytest.fixture
def base(server: Serve, ws: Workspace) -> str:
    return server(ws.path)


@pytest.fixture
def gt(ws: Workspace) -> str:
    return next(name for name in ws.gt_names if ws.gt(name).pool)


@pytest.fixture
def flipped(ws: Workspace, gt: str) -> str:
    """The first query, by id, that one of the first two variants hits and the other misses."""
    return flipped_by(ws, gt, *ws.variant_names[:2])[0]


def flipped_by(ws: Workspace, gt: str, a: str, b: str) -> list[str]:
    found = paired(evaluate(ws, a, gt), evaluate(ws, b, gt), ws.target.measure)
    return sorted((*found.only_a, *found.only_b))


def open_compare(page: Page, address: str) -> None:
    """Open a link; what it shows, table or figures, is there afterwards."""
    page.goto(address)
    expect(table(page).or_(page.locator("[class*=st-key-compare-figures]")).first).to_be_visible(
        timeout=60_000
    )
    # A dialog that the link opens hides the page behind it from roles, but not from the eye.
    button = page.get_by_role("button", name=re.compile("링크 복사|Copy link"), include_hidden=True)
    expect(button).to_be_visible()


def table(page: Page) -> Locator:
    return page.locator(".st-key-compare-rows")


def figures(page: Page, gt: str) -> Locator:
    return page.locator(f".st-key-compare-figures-{gt}")


def param(page: Page, name: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(name, [None])[-1]


def choose(page: Page, label: str, option: str | re.Pattern[str]) -> None:
    """Choose from a list that is named by its label."""
    page.get_by_role("combobox", name=re.compile(label)).click()
    page.get_by_role("option", name=option).click()


def share(result: Evaluation, measure: str) -> str:
    mean = result.measures[measure].mean
    assert mean is not None
    return f"{round(mean * result.n)}/{result.n} = {mean * 100:.1f} %"


def expect_share(page: Page, gt: str, words: str, **options: float) -> None:
    """Wait until a figure is painted; tables keep figures together by no-break spaces."""
    pattern = re.compile(re.escape(words).replace(r"\ ", r"[\s\u00a0]"))
    expect(figures(page, gt)).to_contain_text(pattern, **options)  # type: ignore[arg-type]


def test_the_figures_are_those_of_the_core(page: Page, base: str, ws: Workspace, gt: str) -> None:
    open_compare(page, f"{base}/compare")
    for variant in ws.variant_names:
        result = evaluate(ws, variant, gt)
        for measure in ("success@1", "success@5", "success@10"):
            expect_share(page, gt, share(result, measure))
    result = evaluate(ws, ws.variant_names[0], gt)
    expect(figures(page, gt)).to_contain_text(f"n = {result.n}")
    expect(figures(page, gt)).to_contain_text(f"후보 {result.pool.size}개(시험 문항)")
    expect(figures(page, gt)).to_contain_text("비슷하게 뽑은 다른 문항이라면")
    expect(figures(page, gt)).to_contain_text(re.compile("근거 충분|기준 미달 확인|아직 판단 불가"))
    assert page.page_errors == []  # type: ignore[attr-defined]


def test_the_chart_is_drawn_under_the_page_policy(page: Page, base: str, gt: str) -> None:
    open_compare(page, f"{base}/compare")
    chart = figures(page, gt).locator(".js-plotly-plot")
    expect(chart.locator(".xtitle")).to_contain_text("n =")
    expect(chart.locator(".annotation-text", has_text="기준 80 %")).to_be_visible()
    assert chart.locator(".errorbar").count() >= 2
    refused = [m for m in page.console_errors if "Content Security Policy" in m]  # type: ignore[attr-defined]
    assert refused == []


def test_view_pool_and_measure_are_switched_and_linked(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    open_compare(page, f"{base}/compare?gt={gt}")
    press(page, "전체 문항")
    page.wait_for_url(re.compile("pool=corpus"))
    corpus = evaluate(ws, ws.variant_names[0], gt, "corpus")
    expect_share(page, gt, share(corpus, "success@5"))
    expect(figures(page, gt)).to_contain_text("미판정 때문에")
    expect(figures(page, gt)).not_to_contain_text("시험 문항")  # pools never share a table
    press(page, "시험 문항")
    choose(page, "지표", re.compile("MRR"))
    page.wait_for_url(re.compile("measure=rr"))
    expect(figures(page, gt).locator(".xtitle", has_text="MRR")).to_be_visible()
    notes = figures(page, gt).locator(".annotation-text")
    expect(notes.filter(has_text="기준")).to_have_count(0)  # no target for it
    expect(notes).to_have_count(len(ws.variant_names))  # but every variant's figure
    press(page, "사람 판정")
    page.wait_for_url(re.compile("view=human"))
    expect(figures(page, gt)).to_contain_text("사람 판정")
    page.reload()
    expect(figures(page, gt)).to_contain_text("사람 판정", timeout=60_000)
    assert (param(page, "measure"), param(page, "view")) == ("rr", "human")
    page.go_back()
    expect(figures(page, gt)).to_contain_text("가져온 정답")


def test_each_question_has_a_tab_with_a_link(page: Page, base: str, gt: str) -> None:
    open_compare(page, f"{base}/compare?gt={gt}")
    expect(page.get_by_role("tab", selected=True)).to_have_text("① 통과했나")
    page.get_by_role("tab", name="② 차이가 진짜인가").click()
    page.wait_for_url(re.compile("tab=real"))
    expect(page.get_by_text("정확 McNemar 검정")).to_be_visible()
    expect(figures(page, gt)).to_have_count(0)
    page.get_by_role("tab", name="③ 왜 다른가").click()
    expect(table(page)).to_be_visible()
    page.go_back()
    expect(page.get_by_text("정확 McNemar 검정")).to_be_visible()
    expect(page.get_by_role("tab", selected=True)).to_have_text("② 차이가 진짜인가")
    page.reload()
    expect(page.get_by_text("정확 McNemar 검정")).to_be_visible(timeout=60_000)
    press(page, "English")
    expect(page.get_by_role("tab", selected=True)).to_have_text("② Is the difference real?")


def test_growing_pools_are_drawn_and_a_threshold_moves_by_keyboard(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    page.goto(f"{base}/compare?gt={gt}")
    page.get_by_role("tab", name="④ 서비스에서도 그럴까").click()
    charts = page.locator(".js-plotly-plot")
    expect(charts).to_have_count(2, timeout=60_000)
    expect(charts.first.locator(".xtick").last).to_have_text(f"{len(ws.items):,}")
    legend = charts.first.locator(".legendtext")
    assert sorted(filter(None, legend.all_text_contents())) == sorted(ws.variant_names)
    said = page.get_by_text("이상만 보이면")
    start = float(re.findall(r"\d\.\d{3}", said.inner_text())[0])
    slider = page.get_by_role("slider")
    for _ in range(20):
        slider.press("ArrowRight")
    chosen = f"{start + 20 * 0.005:.3f}"
    expect(said).to_contain_text(chosen)
    page.wait_for_url(re.compile(f"score={chosen}"))
    page.reload()
    expect(said).to_contain_text(chosen, timeout=60_000)
    page.get_by_role("link", name="전체 후보로 판정하기").click()
    page.wait_for_url(re.compile("/annotate.*pool=corpus"))
    assert page.page_errors == []  # type: ignore[attr-defined]


def test_a_flipped_query_opens_in_browse_and_back(
    page: Page, base: str, gt: str, flipped: str
) -> None:
    open_compare(page, f"{base}/compare?tab=why&gt={gt}&sort=_id")
    press(page, re.compile("결과가 갈린 문항만"))
    page.wait_for_url(re.compile("rows=flipped&sort=_id"))
    expect(table(page).get_by_role("link").first).to_contain_text(flipped)
    before = page.url
    table(page).get_by_role("link", name=flipped).click()
    card = page.locator(".st-key-query-card")
    expect(card).to_contain_text(flipped)
    assert (param(page, "q"), param(page, "gt")) == (flipped, gt)
    expect(page.locator(".st-key-neighbour-1")).to_be_visible()
    page.go_back()
    expect(table(page).get_by_role("link").first).to_contain_text(flipped)
    assert page.url == before
    page.go_forward()
    expect(card).to_contain_text(flipped)


def test_both_lists_show_what_is_shared_and_who_moved(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    a, b = "text-tfidf", "text-weak"
    flipped = flipped_by(ws, gt, a, b)[0]
    open_compare(page, f"{base}/compare?gt={gt}&a={a}&b={b}&rows=flipped&sort=_id")
    row = table(page).get_by_role("button", name="두 목록").first
    row.click()
    page.wait_for_url(re.compile(f"q={flipped}"))
    pool = make_pool(ws, "judged", gt)
    first = neighbours(ws, flipped, a, 10, pool)
    second = neighbours(ws, flipped, b, 10, pool)
    shared = {near.id for near in first} & {near.id for near in second}
    expect(page.get_by_text(f"{len(shared)} / 10개가 두 목록에 모두 있음")).to_be_visible()
    places = {near.id: near.rank for near in first}
    for near in second:
        card = page.locator(f".st-key-compare-list-{b}-{near.rank}")
        expect(card).to_contain_text(near.id)
        moved = places[near.id] - near.rank if near.id in places else None
        if moved is None:
            expect(card).to_contain_text("새로")
        elif moved:
            expect(card).to_contain_text(f"{'▲' if moved > 0 else '▼'}{abs(moved)}")
        else:
            expect(card).to_contain_text("제자리")


def test_browse_walks_the_table_it_was_opened_from_and_leads_back(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    a, b = "text-tfidf", "text-weak"
    differing = flipped_by(ws, gt, a, b)
    open_compare(page, f"{base}/compare?gt={gt}&a={a}&b={b}&rows=flipped&sort=_id&order=desc")
    walked = differing[::-1]
    assert len(walked) > 10
    table(page).get_by_role("link", name=walked[8]).click()
    card = page.locator(".st-key-query-card")
    expect(card).to_contain_text(walked[8])
    expect(page.get_by_role("button", name=f"9 / {len(walked)}")).to_be_visible()
    for query in (walked[9], walked[10]):
        page.locator(".st-key-browse-button-next").get_by_role("button").first.click()
        expect(card).to_contain_text(query)
    assert len(page.url) < 400
    page.reload()  # the address alone says what is walked
    expect(card).to_contain_text(walked[10], timeout=60_000)
    expect(page.get_by_role("button", name=f"11 / {len(walked)}")).to_be_visible()
    page.get_by_role("link", name="모델 비교로").click()
    expect(table(page)).to_be_visible()
    # The same table, on the page of the question that was left.
    chosen = {name: param(page, name) for name in ("gt", "a", "b", "rows", "order", "page")}
    assert chosen == {"gt": gt, "a": a, "b": b, "rows": "flipped", "order": "desc", "page": "2"}
    expect(table(page).get_by_role("link", name=walked[10])).to_be_visible()


def test_a_click_counts_once_while_the_page_looks_for_news(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    a, b = "text-tfidf", "text-weak"
    differing = flipped_by(ws, gt, a, b)
    address = f"{base}/compare?gt={gt}&a={a}&b={b}&rows=flipped&sort=_id&q={differing[0]}"
    open_compare(page, address)
    head = page.get_by_role("dialog").locator(".st-key-compare-lists-head")
    expect(head.get_by_text(differing[0])).to_be_visible()
    for query in differing[1:3]:
        settle(page, f"q={differing[differing.index(query) - 1]}")
        # The page is busy until its timer is due, so the timer sends between click and its message.
        head.get_by_role("button", name="다음 문항").evaluate(
            """button => {
                const next = new MessageChannel();
                next.port1.onmessage = () => button.click();
                next.port2.postMessage(null);
                const until = performance.now() + 1300;
                while (performance.now() < until) {}
            }"""
        )
        settle(page, f"q={query}")
        expect(head.get_by_text(query)).to_be_visible()


def test_the_lists_open_in_sight_and_walk_the_flipped_queries(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    a, b = "text-tfidf", "text-weak"
    differing = flipped_by(ws, gt, a, b)
    assert len(differing) > 2
    open_compare(page, f"{base}/compare?gt={gt}&a={a}&b={b}&rows=flipped&sort=_id")
    dialog = page.get_by_role("dialog")
    head = dialog.locator(".st-key-compare-lists-head")
    expect(dialog).to_have_count(0)
    row = table(page).get_by_role("button", name="두 목록").nth(1)
    row.click()
    expect(head.get_by_text(differing[1])).to_be_in_viewport()
    expect(page.locator(f".st-key-compare-list-{a}-1")).to_be_in_viewport()
    place = table(page).evaluate("node => node.getBoundingClientRect().top")
    dialog.get_by_role("button", name="다음 문항").click()
    expect(head.get_by_text(differing[2])).to_be_visible()
    page.wait_for_url(re.compile(f"q={differing[2]}"))
    for back in (1, 0):
        key(page, "ArrowLeft", list_pair.KEYS)
        expect(head.get_by_text(differing[back])).to_be_visible()
    expect(dialog.get_by_role("button", name="앞 문항")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page).not_to_have_url(re.compile("[?&]q="))
    # Whoever closes it is where they were.
    assert table(page).evaluate("node => node.getBoundingClientRect().top") == place


def test_the_menu_keeps_what_was_left_on_the_other_page(page: Page, base: str, gt: str) -> None:
    open_compare(page, f"{base}/compare?tab=why&gt={gt}&measure=rr&lang=en")
    page.get_by_role("link", name="Browse", exact=True).click()
    expect(page.locator(".st-key-query-card")).to_be_visible()
    expect(page.get_by_placeholder("Question id or words")).to_be_visible()
    page.locator(".st-key-neighbour-1").get_by_role("button", name="Make query").click()
    page.wait_for_url(re.compile("[?&]q="))
    query = param(page, "q")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(table(page)).to_be_visible()
    page.wait_for_url(re.compile("measure=rr"))
    page.get_by_role("link", name="Browse", exact=True).click()
    expect(page.locator(".st-key-query-card")).to_contain_text(str(query))
    page.wait_for_url(re.compile(f"q={query}"))


def test_a_judgment_made_elsewhere_moves_the_table(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    """Nobody touches this page: another process stores the judgment."""
    variant = ws.variant_names[0]
    store = JudgmentStore.open(ws.path / "judgments.sqlite", ws.uuid)

    def figures_now() -> Evaluation:
        people = HumanLayer.of(standing(store.events()))
        view = make_view("human-over-imported", ws.gt(gt), people)
        return evaluate(ws, variant, gt, view=view)

    try:
        before = figures_now()
        missed = next(
            q.query for q in before.queries if q.status == "ranked" and q.values["success@1"] == 0
        )
        top = neighbours(ws, missed, variant, 1, make_pool(ws, "judged", gt))[0].id
        open_compare(page, f"{base}/compare?gt={gt}&view=human-over-imported")
        expect_share(page, gt, share(before, "success@1"))
        for annotator in ("김 선생", "이 선생", "박 선생"):  # more than may have judged the pair
            store.append([Judgment(str(uuid4()), annotator, missed, top, grade=3)])
        after = figures_now()
        assert share(after, "success@1") != share(before, "success@1")
        expect_share(page, gt, share(after, "success@1"), timeout=20_000)
        expect(figures(page, gt)).to_contain_text(f"판정 번호 {store.revision()}")
    finally:
        store.close()


@pytest.mark.parametrize("width", [1280, 800])
def test_no_sideways_scroll(
    new_page: Callable[..., Page], base: str, gt: str, flipped: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    open_compare(page, f"{base}/compare?gt={gt}&pool=corpus&q={flipped}")
    expect(page.locator(".st-key-comparing-button-lists-next")).to_be_visible()
    styled(page)
    assert (
        page.evaluate(
            "(() => { const m = document.querySelector('[data-testid=stMain]');"
            " return m.scrollWidth - m.clientWidth; })()"
        )
        <= 1
    )


def test_from_all_pairs_to_the_queries_of_one_cell(
    page: Page, base: str, ws: Workspace, gt: str
) -> None:
    """Press a pair in the matrix, a count of its table, and go on to those queries in tab 3."""
    page.goto(f"{base}/compare?tab=real&gt={gt}")
    cells = page.locator(".st-key-compare-matrix").get_by_role("button")
    count = len(ws.variant_names)
    expect(cells).to_have_count(count * (count - 1), timeout=60_000)
    names = sorted(ws.variant_names)
    a, b = names[-1], names[0]
    cells.nth((count - 1) * (count - 1)).click()  # the last row's first cell
    expect(page).to_have_url(re.compile(f"b={re.escape(b)}"))
    assert param(page, "a") == a
    found = paired(evaluate(ws, a, gt), evaluate(ws, b, gt), ws.target.measure)
    flips = page.locator(".st-key-compare-flips")
    kind = "only_a" if found.only_a else "only_b"
    button = flips.locator(f"[class*='st-key-comparing-flips-{kind}']").get_by_role("button")
    queries = sorted(getattr(found, kind))
    expect(button).to_have_text(str(len(queries)))
    button.click()
    links = page.locator(".st-key-compare-listed").get_by_role("link")
    expect(links).to_have_count(len(queries))
    assert [link.split()[-1] for link in links.all_inner_texts()] == queries
    assert param(page, "rows") == kind
    page.get_by_role("button", name=re.compile("③에서 이 문항들만 보기")).click()
    expect(table(page)).to_be_visible()
    assert (param(page, "tab"), param(page, "rows")) == ("why", kind)
    shown = table(page).get_by_role("link")
    expect(shown).to_have_count(min(10, len(queries)))
    assert {link.split()[-1] for link in shown.all_inner_texts()} <= set(queries)
    page.go_back()
    expect(links).to_have_count(len(queries))


def test_a_cause_and_a_note_outlive_a_reload(page: Page, base: str, ws: Workspace, gt: str) -> None:
    """Open the lists of the query that differs most, say why, and come back."""
    a, b = ws.variant_names[:2]
    open_compare(page, f"{base}/compare?tab=why&gt={gt}&a={quote(a)}&b={quote(b)}")
    expect(page.get_by_text("결과가 갈립니다")).to_be_visible()
    expect(page.locator(".st-key-comparing-slopes .main-svg").first).to_be_visible()
    view = make_view("imported", ws.gt(gt))
    pool = make_pool(ws, "judged", gt)
    first, second = (rank_view(ws, name, view, pool, {}) for name in (a, b))
    results = [evaluate(ws, name, gt) for name in (a, b)]
    found = disagreements(*results, first, second)
    least = min(
        found, key=lambda q: (found[q].overlap is None, found[q].overlap, -abs(found[q].rr_change))
    )
    expect(table(page).get_by_role("link").first).to_have_text(re.compile(least))
    table(page).get_by_role("button", name="두 목록").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".st-key-comparing-joined .main-svg").first).to_be_visible()
    dialog.get_by_label("새 판정자 이름").fill("김서연")
    dialog.get_by_role("button", name="추가").click()
    dialog.get_by_label("메모").fill("도형이 *같은* 문항")
    dialog.get_by_role("combobox", name="원인").click()
    page.get_by_role("option", name="그림 의존").click()
    dialog.get_by_role("button", name="메모 저장").click()
    expect(dialog.get_by_text("저장됨 ✓ 김서연")).to_be_visible()
    (stored,) = RemarkStore.open(ws.path / JUDGMENTS, ws.uuid).of_pair(gt, a, b)[least]
    assert (stored.remark.cause, stored.remark.note) == ("needs_picture", "도형이 *같은* 문항")
    page.reload()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("메모")).to_have_value("도형이 *같은* 문항", timeout=60_000)
    dialog.get_by_role("button", name="Close").click()
    expect(table(page)).to_contain_text("그림 의존 · 도형이 *같은* 문항")
    assert page.page_errors == []  # type: ignore[attr-defined]
