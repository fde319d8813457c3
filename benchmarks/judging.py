"""A judgment's way: from the click to its own table and another session's; and the re-scoring."""

from __future__ import annotations

import argparse
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks import data
from benchmarks.browser import PATIENCE_MS, page
from benchmarks.data import Say, Spec
from benchmarks.serving import serving
from benchmarks.timing import elapsed_ms, spread
from core.evaluate import evaluate, rank_view, score_view
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.search import make_pool, neighbours
from core.standing import standing
from core.views import HumanLayer, make_view
from core.workspace import JUDGMENTS, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from core.judgments import StoredJudgment
    from core.views import ViewName

    Stored = list[StoredJudgment]

_WHO = "benchmark"
_VIEW: ViewName = "human-over-imported"
_STORED = 2000
"""Judgments that are there before: a few annotators' first week."""

# Both pages tell the time since the epoch by their own clocks, which are the machine's.
_NOW = "performance.timeOrigin + performance.now()"
_CLICK_AND_WAIT = f"""
([table, rank, grade]) => new Promise((resolve, reject) => {{
  const words = () => document.querySelector(table)?.textContent ?? '';
  const before = words();
  const button = document.querySelector(
    '.st-key-browse-list-grade-' + rank + '-' + grade + ' button');
  const began = {_NOW};
  const look = () => {{
    const now = {_NOW};
    if (words() !== before && words() !== '')
      requestAnimationFrame(() => resolve([began, {_NOW}]));
    else if (now - began > {PATIENCE_MS}) reject(new Error('the table never moved'));
    else requestAnimationFrame(look);
  }};
  button.click();
  requestAnimationFrame(look);
}})
"""
_WATCH = f"""
(table) => {{
  const words = () => document.querySelector(table)?.textContent ?? '';
  const before = words();
  window.moved = new Promise((resolve) => {{
    // Not by frames: a page behind another one may get few.
    const watch = new MutationObserver(() => {{
      if (words() !== before && words() !== '') {{ watch.disconnect(); resolve({_NOW}); }}
    }});
    watch.observe(document.body, {{subtree: true, childList: true, characterData: true}});
  }});
}}
"""
_OWN = ".st-key-recall-table"


def rescoring(workspace: Workspace, variant: str, gt: str, rounds: int) -> list[float]:
    """Milliseconds from a new event to new figures, with many judgments before it.

    What is timed is what the server does for every table on every page: fold the event in, merge
    its layer, rank what it made relevant, and score. Ranking was done before.
    """
    pool = make_pool(workspace, "judged", gt)
    truth = workspace.gt(gt)
    queries, items = list(truth.queries), list(workspace.items.ids)
    before = [
        _judged(queries[n % len(queries)], items[7 * n % len(items)], n % 4) for n in range(_STORED)
    ]
    with _scratch_store(workspace) as store:
        stands = standing(store.append([event for event in before if event.query != event.item]))
        layer = HumanLayer().updated(stands, set(stands.by_pair))
        view = make_view(_VIEW, truth, layer)
        known = rank_view(workspace, variant, view, pool, {})
        score_view(workspace, variant, gt, view, pool, known)
        times = []
        for turn in range(rounds):
            query = queries[turn % len(queries)]
            near = neighbours(workspace, query, variant, 10, pool)[turn % 10].id
            new = store.append([_judged(query, near, 3 * (turn % 2))])

            def again(new: Stored = new, query: str = query, near: str = near) -> None:
                nonlocal stands, layer, known
                stands = standing(new, stands)
                layer = layer.updated(stands, {(query, near)})
                view = make_view(_VIEW, truth, layer)
                known = rank_view(workspace, variant, view, pool, known)
                score_view(workspace, variant, gt, view, pool, known)

            times.append(elapsed_ms(again))
    return times


def _judged(query: str, item: str, grade: int) -> Judgment:
    return Judgment(str(uuid.uuid4()), _WHO, query, item, grade=grade)


@contextmanager
def _scratch_store(workspace: Workspace) -> Iterator[JudgmentStore]:
    """The workspace's own store, which is empty before and after."""
    path = workspace.path / JUDGMENTS
    _remove_store(workspace.path)
    store = JudgmentStore.open(path, workspace.uuid)
    try:
        yield store
    finally:
        store.close()
        _remove_store(workspace.path)


def _remove_store(path: Path) -> None:
    for file in path.glob(f"{JUDGMENTS}*"):
        file.unlink()


def deciding(workspace: Workspace, variant: str, gt: str) -> str:
    """A query whose first neighbour isn't relevant, so that grading it moves the figures.

    Raises:
        ValueError: the variant puts a relevant item first for every query.
    """
    for result in evaluate(workspace, variant, gt, "judged").queries:
        if result.status == "ranked" and result.first_relevant_rank != 1:
            return result.query
    raise ValueError(f"{variant} has a relevant item first for all queries of {gt}")


def choose_annotator(shown: Page) -> None:
    """Say who judges; the name is the only one on the list."""
    who = shown.locator("[data-testid='stPopover']").filter(has_text="판정")
    who.get_by_role("button").first.click()
    shown.get_by_role("combobox", name="판정자").click()
    shown.get_by_role("option", name=_WHO).click()
    shown.keyboard.press("Escape")
    shown.locator(_OWN).wait_for()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--judgments", type=int, default=30, help="timed judgments")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Median and p95 of both tables' moves, and of the re-scoring alone."""
    path = data.workspace(given.data, spec, say)
    workspace = Workspace.open(path)
    variant, gt = data.variant_name(0), "hybrid"
    say("re-scoring")
    scored = spread(rescoring(workspace, variant, gt, given.judgments))
    query = deciding(workspace, variant, gt)
    with _scratch_store(workspace) as store:
        store.add_annotator(_WHO)
        del workspace
        own, other = [], []
        with serving(path) as server, page() as judge:
            say("judging in one session, then with another one watching")
            judge.goto(f"{server.url}/browse?q={query}&model={variant}&gt={gt}&pool=judged")
            judge.locator(".st-key-neighbour-1").wait_for()
            choose_annotator(judge)
            judge.wait_for_timeout(1000)
            for turn in range(given.judgments + 1):
                began, ended = judge.evaluate(_CLICK_AND_WAIT, [_OWN, 1, 3 * (turn % 2 == 0)])
                own.append(ended - began)
                judge.wait_for_timeout(700)
            analyst = judge.context.new_page()
            analyst.goto(f"{server.url}/compare?view={_VIEW}&gt={gt}")
            figures = f".st-key-compare-figures-{gt}"
            analyst.locator(figures).wait_for()
            analyst.wait_for_timeout(3000)
            for turn in range(given.judgments + 1, 2 * given.judgments + 2):
                analyst.evaluate(_WATCH, figures)
                began, _ended = judge.evaluate(_CLICK_AND_WAIT, [_OWN, 1, 3 * (turn % 2 == 0)])
                other.append(analyst.evaluate("window.moved") - began)
                judge.wait_for_timeout(1500)
    return {
        "own": spread(own[1:]).as_json(),
        "other": spread(other[1:]).as_json(),
        "rescoring": scored.as_json(),
        "judgments_before": _STORED,
        "judgments": given.judgments,
    }
