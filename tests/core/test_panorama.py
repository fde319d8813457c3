"""The index over rotated rows is exact: whatever the rotation, the levels and the ties."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import indexing, search
from core.errors import WorkspaceError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.index import FlatIndex, PanoramaIndex
from core.rotation import Checked, Rotation, principal_axes
from core.search import exact_top, exact_top_of_vector, neighbours
from core.vectors import normalise_rows
from core.workspace import Workspace

KINDS = ["random", "norms", "clusters", "near ties", "identical", "duplicates", "grid"]
ROTATIONS = ["identity", "reversed", "reflection", "random"]
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture
def indexed(monkeypatch):
    """Imports prepare Panorama whatever the size and the clock say."""
    monkeypatch.setattr(indexing, "_SMALL", 0)
    monkeypatch.setattr(indexing, "_LEVELS", (2, 4))
    times = {FlatIndex: 9.0, PanoramaIndex: 1.0}
    monkeypatch.setattr(indexing, "_median_ms", lambda index, _queries: times[type(index)])
    return times


def as_files(folder, matrix, ids=None):
    folder.mkdir(parents=True, exist_ok=True)
    ids = [f"i{n:04d}" for n in range(len(matrix))] if ids is None else ids
    lines = [json.dumps({"id": key, "text": f"문항 {key}"}) for key in ids]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    np.savez(folder / "v.npz", ids=np.array(ids), vectors=matrix)
    return ImportRequest(items=folder / "items.jsonl", variants={"v": folder / "v.npz"})


# --- rotation -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ROTATIONS)
@pytest.mark.parametrize("dim", [1, 7, 64, 500])
def test_a_rotation_keeps_inner_products_within_its_bound(kind, dim, builders):
    matrix = builders.dataset("norms", 300, dim, seed=dim)
    rotate = Checked(builders.orthogonal(kind, dim, seed=dim))
    rotated = rotate.apply(matrix)
    before = matrix.astype(np.float64) @ matrix.astype(np.float64).T
    after = rotated.astype(np.float64) @ rotated.astype(np.float64).T
    worst = np.abs(after - before).max()
    assert worst <= rotate.error
    assert rotate.error < 2e-5, "a useful bound"
    if kind == "random" and dim > 1:
        assert worst > 0


def test_the_bound_notices_one_wrong_value_in_one_row(builders):
    """A defect of hardware or of the matrix product would show, not slip into the lists."""
    matrix = builders.dataset("random", 700, 48, seed=1)

    class Faulty(np.ndarray):
        def __matmul__(self, other):
            product = np.asarray(self) @ np.asarray(other)
            if product.shape == (700, 48):
                product[699, 3] += 1e-3
            return product

    rotate = Checked(builders.orthogonal("random", 48, seed=1))
    sound = Checked(rotate.axes)
    sound.apply(matrix)
    rotate.apply(matrix.view(Faulty))
    assert sound.error < 1e-5
    assert rotate.error > 1e-3
    # Later, sound blocks don't hide it.
    rotate.apply(matrix)
    assert rotate.error > 1e-3


def test_a_matrix_that_is_not_orthogonal_has_a_large_bound(builders):
    axes = builders.orthogonal("random", 16, seed=2)
    axes[:, 0] *= np.float32(1.01)
    assert Checked(axes).error > 0.01


def test_nan_stays_in_the_bound(builders):
    rotate = Checked(builders.orthogonal("random", 8, seed=0))
    bad = np.full((1, 8), np.nan, np.float32)
    rotate.apply(bad)
    rotate.apply(builders.dataset("random", 10, 8, seed=0))
    assert np.isnan(rotate.error)


def test_principal_axes_come_strongest_first():
    rng = np.random.default_rng(0)
    hidden = np.linalg.qr(rng.normal(size=(20, 20)))[0]
    rows = rng.normal(size=(5000, 20)) * 0.5 ** np.arange(20) @ hidden
    axes = principal_axes(rows.astype(np.float32))
    energy = ((rows @ axes) ** 2).mean(axis=0)
    assert (np.diff(energy) < 1e-3 * energy[0]).all()
    assert energy[0] > 0.7 * energy.sum()
    assert np.abs(axes.T @ axes - np.eye(20)).max() < 1e-6


# --- the index ------------------------------------------------------------------------------------


@settings(max_examples=80, derandomize=True)
@given(
    kind=st.sampled_from(KINDS),
    turn=st.sampled_from(ROTATIONS),
    rows=st.integers(1, 300),
    dim=st.sampled_from([1, 4, 33, 64]),
    levels=st.sampled_from([1, 2, 3, 8]),
    share=st.sampled_from([None, 0.0, 0.1, 0.9]),
    seed=seeds,
)
def test_scores_and_what_is_left_out_keep_to_the_declared_error(
    kind, turn, rows, dim, levels, share, seed, builders
):
    matrix = builders.dataset(kind, rows, dim, seed)
    index = builders.panorama(matrix, builders.orthogonal(turn, dim, seed), min(levels, dim))
    rng = np.random.default_rng(seed)
    query, k = int(rng.integers(rows)), int(rng.integers(1, 40))
    allowed = None if share is None else rng.random(rows) < share
    permitted = np.arange(rows) if allowed is None else np.flatnonzero(allowed)
    exact = matrix.astype(float) @ matrix[query].astype(float)
    scores, found = index.search(index.probe(query), k, allowed)
    assert len(set(found.tolist())) == len(found) == min(k, len(permitted))
    assert set(found.tolist()) <= set(permitted.tolist())
    assert (np.diff(scores) <= 0).all()
    assert np.abs(scores - exact[found]).max(initial=0.0) <= index.error
    rest = np.setdiff1d(permitted, found)
    if len(rest) and len(found):
        assert exact[rest].max() <= scores[-1] + index.error
    radius = float(rng.uniform(-1, 1))
    within = set(index.range_search(index.probe(query), radius, allowed).tolist())
    sure = {r for r in permitted.tolist() if exact[r] >= radius + index.error}
    perhaps = {r for r in permitted.tolist() if exact[r] >= radius - index.error - 1e-7}
    assert sure <= within <= perhaps


@settings(max_examples=120, derandomize=True)
@given(
    kind=st.sampled_from(KINDS),
    turn=st.sampled_from(ROTATIONS),
    rows=st.integers(1, 200),
    dim=st.sampled_from([2, 5, 16, 64]),
    levels=st.sampled_from([1, 2, 4]),
    k=st.sampled_from([1, 2, 3, 10, 40, 500]),
    share=st.sampled_from([None, 0.0, 0.05, 0.5, 1.0]),
    seed=seeds,
)
def test_lists_are_canonical(kind, turn, rows, dim, levels, k, share, seed, builders, oracles):
    matrix = builders.dataset(kind, rows, dim, seed)
    index = builders.panorama(matrix, builders.orthogonal(turn, dim, seed), min(levels, dim))
    rng = np.random.default_rng(seed)
    query = int(rng.integers(rows))
    allowed = None if share is None else rng.random(rows) < share
    order, keys = oracles.slow_order_of(matrix, query, rows, allowed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_DIRECT_ROWS", 0)
        found, found_keys = exact_top(index, matrix, query, k, allowed)
    assert found.tolist() == order[:k]
    assert found_keys.tolist() == keys[:k]


@pytest.mark.parametrize("turn", ["principal", "reversed", "random"])
def test_every_depth_and_filter_at_some_size(turn, builders, oracles):
    rows, dim = 12_000, 96
    matrix = builders.dataset("clusters", rows, dim, seed=4)
    axes = principal_axes(matrix) if turn == "principal" else builders.orthogonal(turn, dim, 3)
    index = builders.panorama(matrix, axes, 8)
    rng = np.random.default_rng(1)
    for query in (0, 7_000):
        masks = [None, np.zeros(rows, dtype=bool), np.arange(rows) == 5]
        masks += [rng.random(rows) < share for share in (0.01, 0.1, 0.5)]
        for allowed in masks:
            order, keys = oracles.order_of(matrix, query, rows, allowed)
            for k in (1, 2, 10, 100, 1000, 1007, 1008, 1024, 2000):
                found, found_keys = exact_top(index, matrix, query, k, allowed)
                assert found.tolist() == order[:k].tolist(), (turn, query, k)
                assert found_keys.tolist() == keys[:k].tolist()


@pytest.mark.parametrize("k", [1, 10, 1024, 2000, 20_000])
def test_ten_thousand_identical_rows_come_in_id_order(k, builders):
    matrix = builders.dataset("identical", 10_000, 128, seed=2)
    index = builders.panorama(matrix, builders.orthogonal("random", 128, 5), 4)
    found, keys = exact_top(index, matrix, 5_000, k)
    assert found.tolist() == [n for n in range(10_000) if n != 5_000][:k]
    assert len(set(keys.tolist())) == 1


def test_a_vector_that_is_not_stored_is_rotated(builders, oracles):
    matrix = builders.dataset("clusters", 3_000, 64, seed=9)
    index = builders.panorama(matrix, builders.orthogonal("random", 64, 1), 4)
    raw = np.random.default_rng(3).normal(size=(1, 64))
    vector = normalise_rows(raw)[0][0]
    together = np.concatenate([matrix, vector[None]])
    order, keys = oracles.order_of(together, 3_000, 50)
    for chosen in (index, FlatIndex(matrix)):
        found, found_keys = exact_top_of_vector(chosen, matrix, vector, 50)
        assert found.tolist() == order.tolist()
        assert found_keys.tolist() == keys.tolist()


# --- the choice at import -------------------------------------------------------------------------


def test_small_variants_stay_flat(tmp_path, builders):
    matrix = builders.dataset("clusters", 500, 32, seed=0)
    plan = indexing.prepare(tmp_path, matrix)
    assert (plan.kind, plan.levels) == ("flat_ip", 0)
    assert [f.name for f in tmp_path.iterdir()] == ["index.json"]
    assert "small" in json.loads((tmp_path / "index.json").read_text())["reason"]


def test_isotropic_vectors_stay_flat_and_say_why(tmp_path, monkeypatch, builders):
    """Really measured: random directions can't be told apart by their first dimensions."""
    monkeypatch.setattr(indexing, "_SMALL", 0)
    plan = indexing.prepare(tmp_path, builders.dataset("random", 4_000, 512, seed=0))
    assert plan.kind == "flat_ip"
    assert "levels would not be faster" in plan.reason
    assert not (tmp_path / "rotated.npy").exists()


def test_the_faster_kind_is_prepared(tmp_path, indexed, builders):
    matrix = builders.dataset("clusters", 9_000, 32, seed=0)
    done = []
    plan = indexing.prepare(tmp_path, matrix, lambda *args: done.append(args))
    assert plan.kind == "flat_ip_panorama"
    assert 0 < plan.error < 1e-5
    assert done == [(8192, 9000), (9000, 9000)]
    index = indexing.PreparedIndex.open(tmp_path).load(matrix)
    expected = FlatIndex(matrix).search(matrix[3], 5)[0]
    assert np.abs(index.search(index.probe(3), 5)[0] - expected).max() < 1e-5
    indexed[PanoramaIndex] = 8.9
    assert indexing.prepare(tmp_path, matrix).kind == "flat_ip"


def test_too_few_dimensions_stay_flat(tmp_path, indexed, builders):
    assert indexing.prepare(tmp_path, builders.dataset("random", 50, 4, seed=0)).kind == "flat_ip"


def test_a_workspace_with_rotated_rows(tmp_path, indexed, builders, oracles):
    matrix = builders.dataset("near ties", 2_000, 48, seed=5)
    import_files(tmp_path / "ws", as_files(tmp_path / "files", matrix))
    space = Workspace.open(tmp_path / "ws")
    info = space.variant_info("v")
    assert info.index == "flat_ip_panorama"
    assert "faster in levels" in info.index_reason
    assert info.bytes == 2 * matrix.nbytes + 48 * 48 * 4
    assert info.memory == space.variant("v").index.bytes > matrix.nbytes
    order, keys = oracles.order_of(space.variant("v").matrix, 17, 30)
    near = neighbours(space, "i0017", "v", 30)
    assert [n.id for n in near] == [f"i{r:04d}" for r in order]
    assert [n.score for n in near] == [key / 1e6 for key in keys]


def test_items_that_go_take_their_rotated_rows_along(tmp_path, indexed, builders):
    matrix = builders.dataset("clusters", 300, 32, seed=5)
    import_files(tmp_path / "ws", as_files(tmp_path / "files", matrix))
    fewer = as_files(tmp_path / "fewer", matrix[:200])
    import_files(tmp_path / "ws", ImportRequest(items=fewer.items, replace=True))
    space = Workspace.open(tmp_path / "ws")
    assert space.variant_info("v").index == "flat_ip_panorama"
    assert [n.id for n in neighbours(space, "i0003", "v", 200)] != []
    assert len(neighbours(space, "i0003", "v", 300)) == 199


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("rotated.npy", lambda f: np.save(f, np.zeros((3, 48), np.float32))),
        ("rotated.npy", lambda f: f.write_bytes(f.read_bytes()[:-8])),
        ("rotation.npy", lambda f: np.save(f, np.zeros((48, 47), np.float32))),
        ("rotation.npy", lambda f: f.unlink()),
        ("index.json", lambda f: f.write_text("{}")),
        ("index.json", lambda f: f.write_text("[1]")),
        ("index.json", lambda f: f.write_text(f.read_text().replace("panorama", "magic"))),
        ("index.json", lambda f: f.write_text(f.read_text().replace('"error": ', '"error": -'))),
    ],
)
def test_damaged_index_files_are_named(tmp_path, indexed, builders, name, damage):
    matrix = builders.dataset("clusters", 300, 48, seed=5)
    import_files(tmp_path / "ws", as_files(tmp_path / "files", matrix))
    (folder,) = (tmp_path / "ws" / "variants").iterdir()
    damage(folder / name)
    with pytest.raises(WorkspaceError, match=r"v@g1.*|missing"):
        neighbours(Workspace.open(tmp_path / "ws"), "i0001", "v")


def test_a_variant_of_an_earlier_version_is_searched_row_by_row(tmp_path, builders):
    matrix = builders.dataset("clusters", 30, 8, seed=5)
    import_files(tmp_path / "ws", as_files(tmp_path / "files", matrix))
    (folder,) = (tmp_path / "ws" / "variants").iterdir()
    (folder / "index.json").unlink()
    space = Workspace.open(tmp_path / "ws")
    assert space.variant_info("v").index == "flat_ip"
    assert len(neighbours(space, "i0001", "v")) == 10


def test_rotation_by_hand():
    quarter = np.array([[0, -1], [1, 0]], np.float32)
    assert Rotation(quarter, 0.0).apply_to_one(np.float32([1, 0])).tolist() == [0, -1]
