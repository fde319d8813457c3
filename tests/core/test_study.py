"""A planned study: until it is complete, no interval says anything of the target."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.evaluate import Evaluation, evaluate, settings_hash
from core.report import build, render
from core.settings import study_lines
from core.types import Study
from core.workspace import Workspace

ANGLES = {f"i{n:02d}": float(n) for n in range(40)}
CIRCLE = {i: [math.cos(math.radians(t)), math.sin(math.radians(t))] for i, t in ANGLES.items()}
PLAN = Study(20, "seed 7", date(2026, 1, 29))


@pytest.fixture
def planned(builders: Any, tmp_path: Path) -> Any:
    """A workspace with a plan: `planned(gt, study)`; all 40 items lie on one circle."""

    def make(gt: object, study: Study | None, vectors: Any = None) -> Workspace:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        chosen = CIRCLE if vectors is None else vectors
        ws: Workspace = builders.workspace(folder, list(CIRCLE), {"v": chosen}, {"g": gt})
        if study is not None:
            with (ws.path / "workspace.toml").open("a", encoding="utf-8") as settings:
                settings.write(study_lines("g", study))
        return Workspace.open(ws.path)

    return make


def hits(n: int) -> dict[str, list[str]]:
    """The first n items as queries, each with its next one as the relevant item: all are hit."""
    ids = list(CIRCLE)
    return {ids[k]: [ids[k + 1]] for k in range(n)}


def far(query: str) -> dict[str, list[str]]:
    """A query whose only relevant item is far away: a miss with holes before it."""
    return {query: ["i00"]}


def test_the_evidence_waits_for_the_plan_and_the_point_rule_does_not(planned: Any) -> None:
    done = evaluate(planned(hits(20), PLAN), "v", "g").verdict
    assert (done.point, done.evidence, done.decided) == ("pass", "shown", 20)
    short = evaluate(planned(hits(19), PLAN), "v", "g").verdict
    assert (short.point, short.evidence, short.decided) == ("pass", "interim", 19)
    assert short.study == PLAN
    without = evaluate(planned(hits(19), None), "v", "g").verdict
    assert (without.evidence, without.study) == ("shown", None)


def test_a_miss_with_a_hole_in_its_first_is_not_decided(planned: Any) -> None:
    open_miss = hits(19) | far("i39")
    assert evaluate(planned(open_miss, PLAN), "v", "g").verdict.decided == 19
    assert evaluate(planned(open_miss, PLAN), "v", "g").verdict.evidence == "interim"
    # The same miss, where all candidates are known, is decided; and so is a hit beside a hole.
    known = {"pool": list(CIRCLE), "queries": open_miss}
    verdict = evaluate(planned(known, PLAN), "v", "g").verdict
    assert (verdict.decided, verdict.evidence) == (20, "undecided")
    # Judged not relevant, one by one, within the first five.
    near = {f"i{n}": 0 for n in range(34, 39)}
    judged = {q: dict.fromkeys(r, 1) for q, r in hits(19).items()} | {"i39": {"i00": 1} | near}
    assert evaluate(planned(judged, PLAN), "v", "g").verdict.decided == 20


def test_left_out_queries_do_not_count_and_those_without_a_vector_do(planned: Any) -> None:
    left_out: dict[str, list[str]] = hits(19) | {"i39": []}
    assert evaluate(planned(left_out, PLAN), "v", "g").verdict.decided == 19
    no_vector = {i: v for i, v in CIRCLE.items() if i != "i39"}
    verdict = evaluate(planned(hits(19) | far("i39"), PLAN, no_vector), "v", "g").verdict
    assert (verdict.decided, verdict.evidence) == (20, "undecided")
    nothing = evaluate(planned({"i00": []}, PLAN), "v", "g").verdict
    assert (nothing.point, nothing.evidence, nothing.decided) == (None, "interim", 0)


def test_the_plan_is_part_of_the_settings(planned: Any) -> None:
    plans = [None, PLAN, replace(PLAN, queries=21), replace(PLAN, sampling="seed 8")]
    found: list[Evaluation] = [evaluate(planned(hits(19), plan), "v", "g") for plan in plans]
    target = planned(hits(2), None).target
    assert len({settings_hash(each, target) for each in found}) == len(plans)


@pytest.mark.parametrize(("language", "words"), [("ko", "중간값"), ("en", "interim")])
def test_the_report_says_interim_and_how_far_the_study_is(
    planned: Any, language: str, words: str
) -> None:
    ws = planned(hits(19), replace(PLAN, sampling="<b>seed</b> | 7"))
    document = build(ws, [evaluate(ws, "v", "g")], 0)
    assert document["results"][0]["verdict"] == {
        "point": "pass",
        "evidence": "interim",
        "study": {
            "queries": 20, "decided": 19, "sampling": "<b>seed</b> | 7", "planned": "2026-01-29"
        },
    }  # fmt: skip
    assert document["verdict"] == [{"variant": "v", "point": "pass", "evidence": "interim"}]
    text = render(document, language)
    assert text.count(f"| {words} |") == 2
    assert ("v 20개 중 19개" if language == "ko" else "v 19 of 20") in text
    assert "2026-01-29" in text
    assert "<b>" not in text
    done = planned(hits(20), PLAN)
    finished = render(build(done, [evaluate(done, "v", "g")], 0), language)
    assert words not in finished
    assert "2026-01-29" in finished


def test_the_table_of_the_command_line_says_so_too(planned: Any, yusa: Any) -> None:
    said = " ".join(yusa("evaluate", planned(hits(19), PLAN).path).out.split())
    assert "interim (19/20)" in said
    assert "of the planned study's queries" in said
