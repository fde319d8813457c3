"""The synthetic data: the same for the same parameters, and as described."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import data, questions
from benchmarks.data import Spec
from benchmarks.vectors import Shape, blocks, cluster_of, write_npz
from core.evaluate import evaluate
from core.search import make_pool
from core.workspace import Workspace

SHAPE = Shape(items=1200, dim=32)


def matrix(shape: Shape, variant: int = 0) -> np.ndarray:
    return np.concatenate(list(blocks(shape, variant)))


def test_rows_are_unit_float32_and_the_same_again() -> None:
    rows = matrix(SHAPE)
    assert rows.shape == (1200, 32)
    assert rows.dtype == np.float32
    assert np.abs(np.linalg.norm(rows.astype(np.float64), axis=1) - 1).max() < 1e-6
    assert np.array_equal(rows, matrix(SHAPE))
    assert not np.array_equal(rows, matrix(replace(SHAPE, seed=1)))


def test_blocks_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block has a seed of its own; two blocks alike would be near duplicates."""
    monkeypatch.setattr("benchmarks.vectors.BLOCK_ROWS", 600)
    first, second = list(blocks(SHAPE))
    assert len(first) == len(second) == 600
    assert np.abs((first * second).sum(axis=1)).mean() < 0.5


def test_members_of_a_cluster_are_nearer_and_more_noise_hides_it() -> None:
    which = cluster_of(SHAPE)
    same = which[:, None] == which[None, :]
    np.fill_diagonal(same, False)

    def gap(rows: np.ndarray) -> float:
        products = rows @ rows.T
        return float(products[same].mean() - products[~same].mean())

    assert gap(matrix(SHAPE)) > gap(matrix(SHAPE, variant=2)) > 0.1
    assert abs(gap(matrix(replace(SHAPE, isotropic=True)))) < 0.05


def test_a_shortened_variant_has_fewer_dimensions_within() -> None:
    def rank(variant: int) -> int:
        return int(np.linalg.matrix_rank(matrix(SHAPE, variant), tol=1e-3))

    assert (rank(0), rank(1)) == (32, 8)


@pytest.mark.parametrize("compressed", [False, True])
def test_the_npz_is_one_that_numpy_reads(tmp_path: Path, compressed: bool) -> None:
    ids = data.item_ids(SHAPE.items)
    write_npz(tmp_path / "v.npz", SHAPE, ids, 0, compressed=compressed)
    with np.load(tmp_path / "v.npz", allow_pickle=False) as archive:
        assert archive["ids"].tolist() == ids
        assert np.array_equal(archive["embeddings"], matrix(SHAPE))


def test_leads_differ() -> None:
    leads = [questions.lead(turn) for turn in range(60)]
    assert len(set(leads)) == 60
    assert leads[0] == ""


@pytest.fixture(scope="module")
def few_drafts() -> list[questions.Drawn]:
    return questions.drawn_families(seed=0, per_family=4)


def test_questions_are_distinct_real_and_reproducible(few_drafts: list[questions.Drawn]) -> None:
    found = list(data.records(SHAPE, few_drafts))
    assert found == list(data.records(SHAPE, questions.drawn_families(seed=0, per_family=4)))
    assert [r["id"] for r in found] == sorted(data.item_ids(1200))
    texts = {json.dumps([r["text"], r.get("choices"), r.get("passage")]) for r in found}
    assert len(texts) > 0.95 * len(found)
    assert all(max(str(r["text"])) >= "가" for r in found)
    assert not any("@" in str(r["text"]) for r in found), "every particle is decided"
    assert len({r["subject"] for r in found}) > 3
    assert sum("images" in r for r in found) == 120


def test_filters_select_known_shares(few_drafts: list[questions.Drawn]) -> None:
    shares: Counter[str] = Counter()
    for record in data.records(SHAPE, few_drafts):
        shares.update(record["share"])  # type: ignore[arg-type]
    assert shares == {"1%": 12, "10%": 120, "50%": 600}


@pytest.mark.parametrize(("name", "queries"), [("image", 27), ("hybrid", 61)])
@pytest.mark.parametrize("items", [1000, 20_000])
def test_ground_truths_have_their_sizes(name: str, queries: int, items: int) -> None:
    found = data.ground_truth(Spec(items, 16), name)
    pool, asked = found["pool"], found["queries"]
    assert isinstance(pool, list)
    assert isinstance(asked, dict)
    assert len(set(pool)) == 100
    assert len(asked) == queries
    for query, row in asked.items():
        assert row, "a query without anything relevant would be left out"
        assert {query, *row} <= set(pool)
        assert query not in row


def test_a_workspace_is_made_by_an_import_and_its_sources_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "PICTURES", 3)
    monkeypatch.setattr(questions, "PER_FAMILY", 3)
    spec = Spec(items=1000, dim=24, variants=2)
    path = data.workspace(tmp_path, spec, lambda _line: None)
    workspace = Workspace.open(path)
    assert workspace.variant_names == ("multimodal", "text")
    assert workspace.items.image_counts() == {
        "ok": 3,
        "missing": 0,
        "unreadable": 0,
        "oversized": 0,
        "unchecked": 0,
    }
    assert make_pool(workspace, where=(("share", "10%"),)).size == 100
    for gt in workspace.gt_names:
        mean = evaluate(workspace, "multimodal", gt).measures["success@5"].mean
        assert mean is not None
        assert 0 < mean < 1
    assert [entry.name for entry in tmp_path.iterdir()] == [spec.key]
    assert data.workspace(tmp_path, spec, pytest.fail) == path, "kept, not made again"
