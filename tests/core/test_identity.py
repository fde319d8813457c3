"""Two variants side by side, row by row and list by list."""

from __future__ import annotations

from types import MappingProxyType, SimpleNamespace

import numpy as np
import pytest

from core.identity import Line, agreement, claims_same, overlap, side_by_side
from core.search import Ranking


def info(dim=4, **manifest):
    return SimpleNamespace(
        dim=dim,
        manifest=MappingProxyType(manifest),
        source_file="a.npz",
        source_sha256="",
        hash="h" + str(manifest.get("loader")),
    )


SAME = {"model": "m", "revision": "1", "mode": "text"}


def test_facts_stand_side_by_side_and_differences_are_marked():
    lines = side_by_side(info(**SAME, loader="x"), info(**SAME, loader="y", note="z"))
    found = {line.field: line for line in lines}
    assert found["model"] == Line("model", "m", "m")
    assert not found["model"].differs
    assert found["loader"].differs
    assert found["note"] == Line("note", None, "z")
    assert not found["note"].differs, "not said is not said otherwise"
    assert found["pooling"] == Line("pooling", None, None)
    assert found["vectors_hash"].differs
    assert found["dim"].a == "4"
    assert found["file_hash"].a is None
    assert [line.field for line in lines][:3] == ["model", "revision", "mode"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (SAME, {**SAME, "loader": "other"}, True),
        (SAME, {**SAME, "mode": "image"}, False),
        (SAME, {**SAME, "revision": "2"}, False),
        ({"model": "m", "mode": "text"}, {"model": "m", "mode": "text"}, False),
        ({}, {}, False),
    ],
)
def test_the_same_weights_are_claimed_by_model_revision_and_mode(a, b, same):
    assert claims_same(info(**a), info(**b)) is same


@pytest.fixture
def space(builders, tmp_path):
    rng = np.random.default_rng(0)
    ids = [f"i{n:04d}" for n in range(60)]
    a = {key: rng.normal(size=6) for key in ids}
    turn = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    variants = {
        "a": a,
        "close": {key: a[key] + 1e-4 * rng.normal(size=6) for key in ids[5:]},
        "turned": {key: a[key] @ turn for key in ids},
        "short": {key: a[key][:5] for key in ids},
        "none": {"z": a[ids[0]]},
    }
    lists = {name: {k: v.tolist() for k, v in of.items()} for name, of in variants.items()}
    return builders.workspace(tmp_path, [*ids, "z"], lists, {})


@pytest.mark.parametrize("block", [1, 7, 1024])
def test_rows_are_compared_by_item(monkeypatch, space, block):
    monkeypatch.setattr("core.identity._BLOCK_ROWS", block)
    for other in ("close", "turned"):
        a, b = space.variant("a"), space.variant(other)
        found = agreement(a, b, space.items.ids)
        cosines = {}
        for place, key in enumerate(space.items.ids):
            if a.row_of[place] >= 0 and b.row_of[place] >= 0:
                x, y = (v.matrix[v.row_of[place]].astype(float) for v in (a, b))
                cosines[key] = x @ y / np.linalg.norm(x) / np.linalg.norm(y)
        assert found is not None
        assert found.rows == len(cosines) == (55 if other == "close" else 60)
        assert found.median == pytest.approx(np.median(list(cosines.values())))
        assert found.least == pytest.approx(min(cosines.values()))
        assert found.lowest == min(cosines, key=cosines.__getitem__)
        assert found.below == sum(cosine < 0.999 for cosine in cosines.values())
        assert found.agrees == (other == "close")


def test_nothing_is_compared_where_nothing_can_be(space):
    a = space.variant("a")
    assert agreement(a, space.variant("short"), space.items.ids) is None
    assert agreement(a, space.variant("none"), space.items.ids) is None


def test_lists_are_compared_as_sets_of_the_first_k():
    def ranking(query, ids):
        return Ranking(query, ids is not None, tuple(ids or ()))

    a = {q: ranking(q, ids) for q, ids in (("1", "abcd"), ("2", "abcd"), ("3", None), ("4", "ab"))}
    b = {q: ranking(q, ids) for q, ids in (("1", "baxy"), ("2", "cdxy"), ("3", "abc"), ("4", "ba"))}
    found = overlap(a, b, 2)
    assert (found.mean, found.queries, found.same) == (pytest.approx(2 / 3), 3, 2)
    assert overlap(a, b, 4).mean == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert overlap(a, {}, 4).mean is None
