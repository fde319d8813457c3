"""First items that nobody credits, in a real Chromium: from the list to a blind judgment."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from core.evaluate import evaluate
from core.judgment_store import JudgmentStore
from core.queue import batches
from core.search import make_pool, neighbours
from core.workspace import JUDGMENTS, Workspace
from tests.browser.steps import key

Serve = Callable[[Path], str]
WHO = "김서연"
GT = "image"
VARIANT = "text-tfidf"


def uncredited(ws: Workspace) -> dict[str, tuple[str, ...]]:
    """Brute force: the variant's first neighbour of each query, unless the file names it."""
    pool, entries = make_pool(ws, "judged", GT), ws.gt(GT).queries
    counted = [q.query for q in evaluate(ws, VARIANT, GT).queries if q.status == "ranked"]
    firsts = {query: neighbours(ws, query, VARIANT, k=1, pool=pool)[0].id for query in counted}
    return {query: (item,) for query, item in firsts.items() if item not in entries[query]}


def test_the_list_leads_to_exactly_its_pairs_and_one_is_judged(
    page: Page, server: Serve, path: Path
) -> None:
    ws = Workspace.open(path)
    store = JudgmentStore.open(path / JUDGMENTS, ws.uuid)
    store.add_annotator(WHO)
    pairs = uncredited(ws)
    page.goto(f"{server(path)}/compare?gt={GT}")
    head = page.locator(f".st-key-compare-firsts-{GT}")
    expect(head).to_contain_text("1위가 정답 목록에 없는 문항", timeout=60_000)
    head.get_by_role("button", name="나란히 보기").click()
    page.get_by_role("combobox", name=re.compile("어느 모델의 1위")).click()
    page.get_by_role("option", name=re.compile(re.escape(VARIANT))).click()
    page.wait_for_url(re.compile(f"model={VARIANT}"))

    # The query, what is first and what is credited stand side by side, with their pictures.
    query, (item,) = sorted(pairs.items())[0]
    card = page.locator(f".st-key-compare-first-{query}-{item}")
    credited = next(
        near for near in neighbours(ws, query, VARIANT, k=100, pool=make_pool(ws, "judged", GT))
        if near.id in ws.gt(GT).queries[query]
    )  # fmt: skip
    columns = card.get_by_test_id("stColumn")
    expect(columns).to_have_count(3)
    expect(columns.nth(0)).to_contain_text(query)
    expect(columns.nth(1)).to_contain_text(re.compile(rf"1위.*정답 아님으로 가정.*{item}"))
    expect(columns.nth(2)).to_contain_text(re.compile(rf"{credited.rank}위.*정답.*{credited.id}"))
    pictures = len(ws.items.get(query).images) + len(ws.items.get(item).images)
    expect(card.locator("img")).to_have_count(pictures + len(ws.items.get(credited.id).images))

    # One click: the pairs, all of them and no other, in an order that tells nothing.
    page.get_by_role("link", name=f"이 {len(pairs)}쌍 판정하기").click()
    page.get_by_role("combobox", name=re.compile("판정자")).click(timeout=60_000)
    page.get_by_role("option", name=WHO).click()
    expect(page.get_by_text(f"기준 1/{len(pairs)} · 후보 1/1")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("모델 비교에서 고른 쌍"))).to_be_visible()
    first, second = batches(pairs, WHO, ws.gt(GT).hash)[:2]
    shown = page.locator(".st-key-query-card"), page.locator(".st-key-candidate-card")
    for place, name in zip(shown, (first.query, first.candidates[0]), strict=True):
        expect(place.get_by_text(name, exact=True)).to_be_visible()
    expect(page.get_by_test_id("stMain")).not_to_contain_text(VARIANT)
    key(page, "Digit3")
    expect(shown[0].get_by_text(second.query, exact=True)).to_be_visible()
    (event,) = (stored.judgment for stored in store.events())
    assert (event.query, event.item) == (first.query, first.candidates[0])
    assert (event.grade, event.blind) == (3, True)

    # Where people's grades count first it is credited now, and no longer in the list.
    base = page.url.partition("/annotate")[0]
    page.goto(f"{base}/compare?gt={GT}&view=human-over-imported&first=1&model={VARIANT}")
    expect(page.get_by_role("link", name=f"이 {len(pairs) - 1}쌍 판정하기")).to_be_visible(
        timeout=60_000
    )
    assert parse_qs(urlsplit(page.url).query)["first"] == ["1"]
    store.close()
