"""Click to painted, in a real Chromium: a neighbour becomes the question, its neighbours appear."""

from __future__ import annotations

import argparse
import os
import runpy
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.serving import serving
from benchmarks.timing import spread
from core.search import neighbours
from core.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # containers run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--disable-component-update",
    "--disable-extensions",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
_K = 10
PATIENCE_MS = 60_000
_WARM_UP = 3

# From the click, as the page sees it, to the second frame after query and neighbours are all in
# the document: the first frame paints them, the second begins once that is done. A page's own
# clock leaves out the way to the automation and back.
_CLICK_AND_WAIT = """
([rank, query, ids]) => new Promise((resolve, reject) => {
  const text = (name) => document.querySelector('.st-key-' + name)?.textContent ?? '';
  const shown = () => text('query-card').includes(query)
    && ids.every((id, at) => text('neighbour-' + (at + 1)).includes(id));
  const button = document.querySelector(
    '.st-key-browse-button-select-' + rank + ' button');
  const began = performance.now();
  const look = (now) => {
    if (shown()) requestAnimationFrame(() => resolve(performance.now() - began));
    else if (now - began > 60000) reject(new Error('the neighbours of ' + query + ' never came'));
    else requestAnimationFrame(look);
  };
  button.click();
  requestAnimationFrame(look);
})
"""


def chromium_path() -> str:
    """Where Chromium is; CHROMIUM=path decides.

    Raises:
        RuntimeError: there is none, with the remedy.
    """
    root = Path(__file__).resolve().parent.parent
    finder: dict[str, Any] = runpy.run_path(str(root / "scripts" / "chromium.py"))
    found: str | None = finder["find_chromium"](os.environ.get("CHROMIUM"))
    if found is None:
        raise RuntimeError(finder["NO_CHROMIUM"])
    return found


@contextmanager
def page() -> Iterator[Page]:
    """One page of 1280x800 in a Chromium of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=list(CHROMIUM_ARGUMENTS), headless=True
        )
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ko-KR")
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()
        browser.close()


def walk(workspace: Workspace, variant: str, start: str, steps: int) -> list[tuple[int, list[str]]]:
    """The rank to click at each step, and the ids that then are neighbours of the item clicked.

    Each step goes to an item not visited before, because a visited one is remembered by the server
    and would flatter the figure; to the farthest such neighbour, because the nearest ones soon have
    all been seen. The first entry is where the walk starts (rank 0).
    """
    seen = {start}
    here = [near.id for near in neighbours(workspace, start, variant, _K)]
    path: list[tuple[int, list[str]]] = [(0, here)]
    while len(path) <= steps:
        at = next((n for n in reversed(range(len(here))) if here[n] not in seen), None)
        if at is None:  # all known: the cluster is exhausted
            break
        seen.add(here[at])
        rank = at + 1
        here = [near.id for near in neighbours(workspace, here[at], variant, _K)]
        path.append((rank, here))
    return path


def walks(
    workspace: Workspace, variant: str, begin_with: list[str], clicks: int
) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """Walks with ``clicks`` clicks together: each with its start, as many as it takes."""
    found = []
    for start in begin_with:
        if clicks <= 0:
            break
        path = walk(workspace, variant, start, clicks)
        found.append((start, path))
        clicks -= len(path) - 1
    return found


def click_through(shown: Page, path: list[tuple[int, list[str]]]) -> list[float]:
    """Milliseconds of each click of a walk; the page shows the start already."""
    times = []
    for (_, before), (rank, ids) in pairwise(path):
        times.append(float(shown.evaluate(_CLICK_AND_WAIT, [rank, before[rank - 1], ids])))
        shown.wait_for_timeout(200)  # let pictures and typesetting finish, as a reader would
    return times


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--clicks", type=int, default=40, help="timed clicks")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Median and p95 of a click, and the first view from a cold server."""
    path = data.workspace(given.data, spec, say)
    workspace = Workspace.open(path)
    variant = data.variant_name(0)
    begin_with = list(workspace.items.ids[:: max(1, spec.items // 50)])
    planned = walks(workspace, variant, begin_with, given.clicks + _WARM_UP)
    del workspace  # two copies of a variant would leave the browser too little memory
    times: list[float] = []
    first_ms = 0.0
    with serving(path) as server, page() as shown:
        for start, steps in planned:
            say(f"from {start}")
            shown.goto(f"{server.url}/browse?q={start}&model={variant}")
            shown.locator(f".st-key-neighbour-{_K}").wait_for()
            first_ms = first_ms or float(shown.evaluate("performance.now()"))
            shown.wait_for_timeout(2000)
            times += click_through(shown, steps)
    found = spread(times[_WARM_UP:])
    return {
        "median_ms": round(found.median, 1),
        "p95_ms": round(found.p95, 1),
        "clicks": found.n,
        "spread_ms": found.as_json(),
        "first_view_ms": round(first_ms),
        "server_start_s": round(server.start_s, 2),
    }
