"""The report: its text is approved word by word, its figures are those of `yusa evaluate`.

After a change that is meant, run the tests once with YUSA_APPROVE=1 and read the difference.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.compare import holm, mcnemar_exact, paired
from core.errors import WorkspaceError
from core.evaluate import evaluate
from core.judgments import Judgment
from core.report import read_recommendation, render, write_recommendation
from core.report.markdown import escape
from core.report.words import WORDS
from core.workspace import Workspace

APPROVED = Path(__file__).parent / "approved"
HASH = re.compile(r"`[0-9a-f]{64}`")


@pytest.fixture
def folder(builders: Any, tmp_path: Path) -> Path:
    """Twelve items; two variants that change places, one lacks a query; one GT has holes."""
    angles = np.arange(12) / 12
    good = builders.unit(np.stack([np.cos(angles), np.sin(angles)], axis=1))
    turned = np.array([0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11])
    ids = [f"i{n:02d}" for n in range(12)]
    near = {"v": dict(zip(ids, good, strict=True)), "w": dict(zip(ids, good[turned], strict=True))}
    del near["w"]["i03"]
    gts = {
        "declared": {
            "pool": ids,
            "source": "교사 | <b>두</b> 명",
            "queries": {q: [ids[(n + 1) % 12]] for n, q in enumerate(ids[:9])},
        },
        "holes": {ids[n]: [ids[n + 6]] for n in (1, 2, 3)},
    }
    workspace: Workspace = builders.workspace(tmp_path / "made", ids, near, gts)
    store = workspace.judgments()
    store.append([Judgment(str(uuid.UUID(int=1)), "김서연", "i01", "i02", grade=3)])
    store.close()
    write_recommendation(workspace.path, "2B 멀티모달을 씁니다.\n# <b>8B</b>는 뒤로 미룹니다. | 끝")
    return Path(workspace.path)


@pytest.mark.parametrize(("language", "view"), [("ko", "imported"), ("en", "human-over-imported")])
def test_the_text_is_the_approved_one(
    folder: Path, yusa: Any, tmp_path: Path, language: str, view: str
) -> None:
    out = tmp_path / "out"
    done = yusa("report", folder, "--out", out, "--language", language, "--view", view)
    assert (done.code, done.out) == (0, "")
    # Hashes of vectors may differ by the last bit between processors; their places may not.
    text = HASH.sub("`HASH`", (out / "report.md").read_text("utf-8"))
    approved = APPROVED / f"report.{language}.md"
    if os.environ.get("YUSA_APPROVE"):
        approved.write_text(text, "utf-8")
    assert text == approved.read_text("utf-8")


def test_same_inputs_give_the_same_bytes(folder: Path, yusa: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert yusa("report", folder, "--out", tmp_path / name).code == 0
    for name in ("report.md", "report.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_figures_are_those_of_evaluate(folder: Path, yusa: Any, tmp_path: Path) -> None:
    assert yusa("report", folder, "--out", tmp_path / "out").code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    measured = yusa("evaluate", folder, "--json").json()
    assert report["conditions"]["judgment_revision"] == measured["judgment_revision"] == 1
    figures = ("variant", "gt", "n", "counted_as_zero", "measures", "verdict")
    assert [{k: row[k] for k in figures} for row in report["results"]] == [
        {k: row[k] for k in figures} for row in measured["results"]
    ]
    assert {row["gt"]: row["pool"] for row in measured["results"]} == {
        gt["name"]: gt["pool"] for gt in report["conditions"]["gts"]
    }


def test_names_and_words_of_people_make_no_markup(folder: Path, yusa: Any, tmp_path: Path) -> None:
    assert yusa("report", folder, "--out", tmp_path / "out").code == 0
    text = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "<b>" not in text
    assert r"\<b\>두\</b\>" in text
    assert r"> \# \<b\>8B\</b\>는 뒤로 미룹니다. \| 끝" in text
    assert escape("a\nb  `c`") == r"a b \`c\`"


def test_a_recommendation_is_kept_and_bounded(tmp_path: Path) -> None:
    assert read_recommendation(tmp_path) == ""
    assert write_recommendation(tmp_path, "  가\u1100\u1161 \n") == "가가"
    assert read_recommendation(tmp_path) == "가가"
    with pytest.raises(WorkspaceError, match=r"has 20,001 characters; at most 20,000"):
        write_recommendation(tmp_path, "x" * 20_001)
    with pytest.raises(WorkspaceError, match="half a character"):
        write_recommendation(tmp_path, "\ud800")
    assert read_recommendation(tmp_path) == "가가"


def test_nothing_to_report_on_is_said(builders: Any, yusa: Any, tmp_path: Path) -> None:
    bare = builders.workspace(tmp_path / "made", ["a", "b"], {}, {}).path
    done = yusa("report", bare, "--out", tmp_path / "out")
    assert done.code == 1
    assert "has no variant yet" in done.err
    assert not (tmp_path / "out").exists()


def test_a_document_without_queries_renders(folder: Path) -> None:
    from core.report import build

    workspace = Workspace.open(folder)
    nothing = evaluate(workspace, "v", "holes", where=(("id", "i00"),))
    assert nothing.n == 0
    document = build(workspace, [nothing], 0)
    assert document["verdict"] == [{"variant": "v", "point": None, "evidence": "undecided"}]
    for language in ("ko", "en"):
        assert WORDS["point.none"][language == "en"] in render(document, language)  # type: ignore[arg-type]


# --- comparison ---------------------------------------------------------------------------------


@pytest.mark.parametrize("only_a", range(9))
@pytest.mark.parametrize("only_b", range(9))
def test_mcnemar_is_the_exact_binomial_test(only_a: int, only_b: int) -> None:
    from scipy.stats import binomtest

    flips = only_a + only_b
    expected = binomtest(only_a, flips, 0.5).pvalue if flips else 1.0
    assert mcnemar_exact(only_a, only_b) == pytest.approx(expected)


def test_holm_steps_down_and_never_decreases() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_pairs_are_of_the_same_queries(folder: Path) -> None:
    workspace = Workspace.open(folder)
    v, w = (evaluate(workspace, name, "declared") for name in ("v", "w"))
    found = paired(v, w, "success@1")
    cells = [*found.both, *found.only_a, *found.only_b, *found.neither]
    assert sorted(cells) == [q.query for q in v.queries]
    assert "i03" not in (*found.both, *found.only_b)  # w has no vector for it: a miss, not a gap
    with pytest.raises(ValueError, match="same queries, view and pool"):
        paired(v, evaluate(workspace, "w", "declared", "corpus"), "success@1")
