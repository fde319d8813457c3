"""The report's text from a document, and the plan of a run."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import report, search, suite
from benchmarks.__main__ import main, parser
from benchmarks.data import Spec
from benchmarks.report import Budget, budgets, dig, number, render, table, verdict

SPREAD = {"n": 3, "median": 5.0, "p95": 6.5, "least": 4.0, "most": 7.0}
SEARCH = {
    "ours_ms": 5.0,
    "flat_ms": 50.0,
    "best_rival": "numpy",
    "best_rival_ms": 40.0,
    "ratio_flat": 10.0,
    "ratio_best": 8.0,
    "ids_equal": True,
    "spreads_ms": {"ours": SPREAD, "flat": SPREAD, "numpy": SPREAD},
    "skipped": ["usearch is not installed"],
    "cells": {"approximate": {"faiss_hnsw": {**SPREAD, "recall_at_10": 0.93}}},
}
DOCUMENT: dict[str, Any] = {
    "date": "2026-01-02",
    "machine": {
        "cpu": "A CPU",
        "cores": 2,
        "ram_gb": 24.0,
        "os": "An OS",
        "python": "3.11.2",
        "libraries": {"numpy": "2.4.0", "usearch": None},
    },
    "sizes": {"items": 1000, "dim": 16, "seed": 0, "quick": False},
    "steps": {
        "search": {
            "date": "2026-01-02",
            "items": 1000,
            "dim": 16,
            "isotropic": False,
            "result": SEARCH,
        },
        "click": {"date": "2026-01-02", "error": "no working Chromium"},
    },
}


def test_steps_of_another_day_are_named() -> None:
    assert "Measured earlier" not in render(DOCUMENT)
    older = copy.deepcopy(DOCUMENT)
    older["steps"]["click"]["date"] = "2025-12-31"
    assert "- Measured earlier on the same machine: click on 2025-12-31." in render(older)


@pytest.mark.parametrize(
    ("sign", "limit", "measured", "words"),
    [
        (">=", 12, 12.0, "met"),
        (">=", 12, 9.5, "missed by 2.50 x"),
        ("<=", 3, 3.0, "met"),
        ("<=", 3, 3.75, "missed by 0.75 x"),
        ("<=", 0, 0, "met"),
        ("<=", 3, None, "not measured"),
    ],
)
def test_verdict(sign: Any, limit: float, measured: float | None, words: str) -> None:
    assert verdict(Budget("w", "p", sign, limit, "x"), measured) == words


def test_a_missing_step_or_key_is_not_measured() -> None:
    assert dig(DOCUMENT, "search.ratio_flat") == 10.0
    assert dig(DOCUMENT, "search.spreads_ms.ours.p95") == 6.5
    for path in ("search.absent", "absent.x", "click.median_ms", "search.ours_ms.deeper"):
        assert dig(DOCUMENT, path) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "-"), (True, "yes"), (1234.5, "1,234"), (5.0, "5"), (12.34, "12.3"), (0.5, "0.50")],
)
def test_number(value: Any, text: str) -> None:
    assert number(value) == text


def test_a_bar_in_a_cell_stays_in_it() -> None:
    assert table(("a", "b"), [("x|y", 1)]) == ["| a | b |", "| --- | ---: |", "| x\\|y | 1 |", ""]


def test_the_report_names_machine_budgets_failures_and_what_was_skipped() -> None:
    text = render(DOCUMENT)
    assert "A CPU, 2 cores, 24.0 GB" in text
    assert "usearch absent" in text
    assert "| exact top-10 against IndexFlatIP | >= 12 x | 10 | missed by 2 x |" in text
    assert "| exact top-10 against the best exact rival | >= 6 x | 8 | met |" in text
    assert "| click to painted, median | <= 300 ms | - | not measured |" in text
    assert "- click: no working Chromium" in text
    assert "| faiss_hnsw | 5 | 6.50 | 0.93 |" in text
    assert "- usearch is not installed" in text
    assert "Quick run" not in text
    assert text == render(copy.deepcopy(DOCUMENT))


def test_a_quick_run_says_that_no_budget_applies() -> None:
    quick = DOCUMENT | {"sizes": DOCUMENT["sizes"] | {"quick": True}}
    text = render(quick)
    assert "Quick run at small sizes" in text
    assert "missed by" not in text
    assert "| met |" not in text


def test_every_budget_belongs_to_a_step() -> None:
    steps = {step.name for step in suite.plan(Spec(5000, 64, 4), quick=True, soak_minutes=1)}
    assert {budget.path.split(".")[0] for budget in budgets(DOCUMENT)} <= steps


@pytest.mark.parametrize("quick", [False, True])
def test_the_commands_of_the_plan_can_be_read(quick: bool, tmp_path: Path) -> None:
    for step in suite.plan(Spec(5000, 64, 4), quick=quick, soak_minutes=30):
        given = parser().parse_args(step.arguments(tmp_path))
        assert (given.command, given.items, given.dim) == (
            step.command,
            step.spec.items,
            step.spec.dim,
        )
        assert given.json


def test_data_is_dropped_once_no_step_needs_it(tmp_path: Path) -> None:
    steps = suite.plan(Spec(5000, 64, 4), quick=True, soak_minutes=1)
    for step in steps:
        (tmp_path / step.spec.key).mkdir(exist_ok=True)
    for place, step in enumerate(steps):
        assert (tmp_path / step.spec.key).exists(), step.name
        suite.drop_unneeded(tmp_path, step, steps[place + 1 :])
    assert list(tmp_path.iterdir()) == []


def test_both_files_are_written(tmp_path: Path) -> None:
    suite.write(tmp_path / "docs", DOCUMENT)
    assert json.loads((tmp_path / "docs" / "benchmarks.json").read_text("utf-8")) == DOCUMENT
    assert (tmp_path / "docs" / "benchmarks.md").read_text("utf-8") == render(DOCUMENT)


def test_the_best_rival_is_neither_ours_nor_the_flat_index() -> None:
    found = search.summary({"ours": [2.0], "flat": [1.0], "knn": [9.0], "numpy": [8.0]})
    assert (found["best_rival"], found["best_rival_ms"]) == ("numpy", 8.0)
    assert (found["ratio_flat"], found["ratio_best"]) == (0.5, 4.0)
    assert search.summary({"ours": [2.0], "flat": [1.0]})["best_rival"] is None


def test_impossible_sizes_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--items", "5"]) == 2
    assert "at least 1000 items" in capsys.readouterr().err
    assert report.dig(DOCUMENT, "search") is not None
