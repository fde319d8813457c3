"""``yusa compare`` against scipy, from what ``yusa evaluate`` says of each query."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest, permutation_test

Yusa = Callable[..., Any]
PAIR = ("text+image", "text-weak")


def ranks(yusa: Yusa, folder: Path, variant: str) -> dict[str, dict[str, float]]:
    """Per ground truth and query the reciprocal rank of the first relevant item."""
    said = yusa("evaluate", folder, "--variant", variant, "--json", "--per-query").json()
    return {
        result["gt"]: {
            q["query"]: 1 / q["first_relevant_rank"] if q["first_relevant_rank"] else 0.0
            for q in result["per_query"]
            if q["status"] != "left_out"
        }
        for result in said["results"]
    }


def step_down(p_values: list[float]) -> list[float]:
    """Holm's procedure as he wrote it: reject one by one while p <= alpha / those left."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    adjusted = [0.0] * len(p_values)
    for place, index in enumerate(order):
        adjusted[index] = min(
            1.0, max((len(p_values) - i) * p_values[order[i]] for i in range(place + 1))
        )
    return adjusted


def test_the_figures_are_those_of_scipy(yusa: Yusa, demo_workspace: Path) -> None:
    a, b = (ranks(yusa, demo_workspace, name) for name in PAIR)
    said = yusa("compare", demo_workspace, "--variants", ",".join(PAIR), "--json").json()
    assert [found["gt"] for found in said["results"]] == list(a)
    for found in said["results"]:
        mine, theirs = a[found["gt"]], b[found["gt"]]
        assert found["n"] == len(mine) == len(theirs)
        hits = {q: (mine[q] >= 1 / 5, theirs[q] >= 1 / 5) for q in mine}
        cells = [sum(hit == cell for hit in hits.values()) for cell in
                 ((True, True), (True, False), (False, True), (False, False))]  # fmt: skip
        assert [found[k] for k in ("both", "only_a", "only_b", "neither")] == cells
        assert found["flipped"] == sorted(q for q, (x, y) in hits.items() if x != y)
        flips = cells[1] + cells[2]
        p = binomtest(cells[1], flips).pvalue if flips else 1.0
        assert found["mcnemar_p"] == pytest.approx(p, abs=1e-6)
        assert found["difference"] == pytest.approx((cells[1] - cells[2]) / len(mine), abs=1e-6)
        low, high = found["interval"]
        assert low < found["difference"] < high
        differences = np.array([mine[q] - theirs[q] for q in mine])
        assert found["rr_difference"] == pytest.approx(differences.mean(), abs=1e-6)
        low, high = found["rr_interval"]
        assert low <= found["rr_difference"] <= high
        around = 1.96 * differences.std(ddof=1) / np.sqrt(len(differences))
        assert (high - low) / 2 == pytest.approx(around, rel=0.2)
        oracle = permutation_test(
            (differences,), np.mean, permutation_type="samples", n_resamples=20_000, rng=1
        )
        assert found["rr_p"] == pytest.approx(oracle.pvalue, abs=0.02)
    corrected = step_down([found["mcnemar_p"] for found in said["results"]])
    assert [f["holm"] for f in said["results"]] == pytest.approx(corrected, abs=2e-6)
    assert {f["outcome"] for f in said["results"]} <= {"apart", "not_apart"}


def test_turning_the_pair_turns_the_figures(yusa: Yusa, demo_workspace: Path) -> None:
    there = yusa("compare", demo_workspace, "--variants", ",".join(PAIR), "--json").json()
    back = yusa("compare", demo_workspace, "--variants", ",".join(PAIR[::-1]), "--json").json()
    for one, other in zip(there["results"], back["results"], strict=True):
        assert (one["only_a"], one["only_b"]) == (other["only_b"], other["only_a"])
        assert one["interval"] == pytest.approx([-end for end in other["interval"][::-1]], abs=2e-6)
        for same in ("mcnemar_p", "holm", "rr_p", "flipped", "both", "neither"):
            assert one[same] == other[same]
        assert (one["a_not_worse"], one["b_not_worse"]) == (
            other["b_not_worse"],
            other["a_not_worse"],
        )
        for turned in ("difference", "rr_difference"):
            assert one[turned] == pytest.approx(-other[turned])


def test_all_pairs_are_corrected_together(yusa: Yusa, demo_workspace: Path) -> None:
    names = "text+image,text-weak,text-tfidf"
    said = yusa("compare", demo_workspace, "--variants", names, "--gt", "hybrid", "--json").json()
    found = said["results"]
    assert len(found) == 3
    assert [f["holm"] for f in found] == pytest.approx(
        step_down([f["mcnemar_p"] for f in found]), abs=4e-6
    )


def test_the_margin_is_the_workspaces(yusa: Yusa, demo_workspace: Path, tmp_path: Path) -> None:
    said = yusa("compare", demo_workspace, "--variants", ",".join(PAIR), "--json").json()
    assert said["margin"] == 0.05
    for found in said["results"]:
        # The variant that is far ahead is not worse; the other one isn't shown to be as good.
        assert (found["a_not_worse"], found["b_not_worse"]) == ("shown", "not_shown")
        assert found["interval"][0] > -0.05
        assert found["interval"][1] > 0.05
    wide = tmp_path / "wide"
    shutil.copytree(demo_workspace, wide)
    settings = wide / "workspace.toml"
    settings.write_text(settings.read_text("utf-8").replace("margin = 0.05", "margin = 0.95"))
    said = yusa("compare", wide, "--variants", ",".join(PAIR), "--json").json()
    assert said["margin"] == 0.95
    assert {f["b_not_worse"] for f in said["results"]} == {"shown"}


def test_holes_keep_a_difference_open(yusa: Yusa, demo_workspace: Path) -> None:
    """In the whole corpus nearly nothing is judged, so nothing is told apart for good."""
    said = yusa(
        "compare", demo_workspace, "--variants", ",".join(PAIR), "--pool", "corpus", "--json"
    ).json()
    assert {f["pool"] for f in said["results"]} == {"corpus"}
    assert "apart" not in {f["outcome"] for f in said["results"]}


def test_people_get_a_table(yusa: Yusa, demo_workspace: Path) -> None:
    shown = yusa("compare", demo_workspace, "--variants", ",".join(PAIR))
    assert shown.code == 0
    assert "is not 'equal'" in " ".join(shown.out.split())
    assert shown.out.count("text-weak") == 2


@pytest.mark.parametrize("variants", ["text-weak", "text-weak,text-weak", "text-weak,", ","])
def test_two_variants_have_to_be_named(yusa: Yusa, demo_workspace: Path, variants: str) -> None:
    refused = yusa("compare", demo_workspace, "--variants", variants)
    assert refused.code == 2
    assert "two different names" in " ".join(refused.err.split())


def test_an_unknown_variant_is_named(yusa: Yusa, demo_workspace: Path) -> None:
    refused = yusa("compare", demo_workspace, "--variants", "text-weak,nobody")
    assert refused.code == 1
    assert "nobody" in refused.err
