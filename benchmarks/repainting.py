"""Compare repainted: from a choice of measure, candidates or ground truth to the last change.

On the demo, as its users see it: each choice on each tab. Words and figures stand before charts,
which Plotly draws in two passes; both moments are told.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.browser import PATIENCE_MS, page
from benchmarks.data import Say, Spec
from benchmarks.serving import serving
from benchmarks.timing import spread

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

TABS = ("passed", "real", "why", "service")
CHOICES = ("measure", "pool", "gt")
_QUIET_MS = 500
_KINDS = ("words", "charts")
_OPTIONS = {"measure": ("지표", "MRR", "Success@5"), "gt": ("정답 목록", "image", "hybrid")}
_POOLS = ("시험 문항", "전체 문항")

# The last change of anything in the tab after the click, seen once nothing changed for a while.
_WATCH = f"""
() => {{
  let began = null, words = null, last = null;
  document.addEventListener('click', () => {{ began ??= performance.now(); }},
    {{capture: true, once: true}});
  const watch = new MutationObserver((records) => {{
    if (began === null) return;
    for (const record of records) {{
      const place = record.target.nodeType === 1 ? record.target : record.target.parentElement;
      if (!place?.closest('[role=tabpanel]')) continue;
      last = performance.now();
      if (!place.closest('[data-testid=stPlotlyChart]')) words = last;
    }}
  }});
  watch.observe(document.body, {{subtree: true, childList: true, characterData: true}});
  window.painted = new Promise((resolve, reject) => {{
    const look = () => {{
      const now = performance.now();
      const state = document.querySelector('[data-test-script-state]').dataset.testScriptState;
      if (last !== null && state === 'notRunning' && now - last > {_QUIET_MS}) {{
        watch.disconnect();
        resolve([(words ?? last) - began, last - began]);
      }} else if (began !== null && now - began > {PATIENCE_MS}) {{
        reject(new Error('nothing was painted'));
      }} else setTimeout(look, 20);
    }};
    look();
  }});
}}
"""


def _choose(shown: Page, choice: str, turn: int) -> tuple[float, float]:
    """Make a choice that changes the view; milliseconds to the words, and to the last change."""
    if choice == "pool":
        shown.evaluate(_WATCH)
        shown.get_by_role("radio", name=_POOLS[(turn + 1) % 2], exact=True).or_(
            shown.get_by_role("button", name=_POOLS[(turn + 1) % 2], exact=True)
        ).click()
    else:
        label, *options = _OPTIONS[choice]
        shown.get_by_role("combobox", name=label).click()
        option = shown.get_by_role("option").filter(has_text=options[turn % 2]).first
        option.wait_for()
        shown.evaluate(_WATCH)
        option.click()
    words, everything = shown.evaluate("window.painted")
    shown.wait_for_timeout(300)
    return float(words), float(everything)


def demo(folder: Path, say: Say) -> Path:
    """The demo workspace in the data folder; made if it isn't there."""
    path = folder / "demo"
    if not (path / "workspace.json").exists():
        say("making the demo")
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "core.cli", "demo", str(path)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    return path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--rounds", type=int, default=10, help="timed changes of each choice")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:  # noqa: ARG001
    """Median and p95 of every choice on every tab."""
    tabs: dict[str, dict[str, object]] = {}
    medians: dict[str, list[float]] = {kind: [] for kind in _KINDS}
    with serving(demo(given.data, say)) as server, page() as shown:
        for tab in TABS:
            say(tab)
            # The first tab shows all ground truths at once.
            choices = CHOICES if tab != "passed" else CHOICES[:2]
            shown.goto(f"{server.url}/compare?tab={tab}&gt=hybrid")
            shown.get_by_role("tabpanel").locator("[data-testid=stMarkdown]").first.wait_for()
            shown.wait_for_timeout(2000)
            tabs[tab] = {}
            for choice in choices:
                # Both sides once: what is computed for the first time is not a repaint.
                for turn in range(2):
                    _choose(shown, choice, turn)
                times = [_choose(shown, choice, turn) for turn in range(given.rounds)]
                columns = zip(*times, strict=True)
                kinds = {kind: spread(found) for kind, found in zip(_KINDS, columns, strict=True)}
                tabs[tab][choice] = {kind: found.as_json() for kind, found in kinds.items()}
                for kind, found in kinds.items():
                    medians[kind].append(found.median)
    worst = {f"worst_{kind}_ms": round(max(found), 1) for kind, found in medians.items()}
    return {"tabs": tabs, **worst, "rounds": given.rounds}
