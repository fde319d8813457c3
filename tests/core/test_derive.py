"""A variant made of the first dimensions of another."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.errors import NameTakenError, UnknownVariantError, VectorError
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace


@pytest.fixture
def space(tmp_path, builders):
    matrix = builders.dataset("random", 40, 12, seed=1)
    vectors = {f"i{n:02d}": row for n, row in enumerate(matrix)}
    return builders.workspace(tmp_path, list(vectors), {"full": vectors}, {})


def derive(space, name="half", source="full", dims=6, **options):
    import_files(space.path, ImportRequest(derived={name: (source, dims)}, **options))
    return Workspace.open(space.path)


def test_the_prefix_is_scaled_to_length_one(space):
    after = derive(space)
    prefix = space.variant("full").matrix[:, :6].astype(np.float64)
    expected = prefix / np.linalg.norm(prefix, axis=1, keepdims=True)
    half = after.variant("half")
    assert half.matrix.shape == (40, 6)
    assert np.abs(half.matrix - expected).max() < 1e-7
    assert (half.positions == np.arange(40)).all()
    info = after.variant_info("half")
    assert info.normalised == 40
    assert info.source_file == "full.npz"
    origin = {"variant": "full", "hash": space.variant_info("full").hash, "dims": 6}
    assert info.manifest["derived_from"] == origin
    assert info.manifest["dim"] == 6
    assert after.variant_info("full").hash == space.variant_info("full").hash


def test_a_prefix_of_a_prefix_is_the_prefix(space):
    derive(space)
    after = derive(derive(space, "third", "half", 4), "direct", "full", 4)
    difference = after.variant("third").matrix - after.variant("direct").matrix
    assert np.abs(difference).max() < 1e-6


@pytest.mark.parametrize("dims", [0, -3, 12, 13])
def test_dimensions_out_of_range(space, dims):
    with pytest.raises(VectorError, match=f"has 12 dimensions; --dims {dims} has to be at least 1"):
        derive(space, dims=dims)
    assert Workspace.open(space.path).variant_names == ("full",)


def test_unknown_and_taken_names(space):
    with pytest.raises(UnknownVariantError, match=r'no variant "2b"\. There are: full'):
        derive(space, source="2b")
    with pytest.raises(NameTakenError, match='the variant "full"'):
        derive(space, name="full")
    assert derive(space, name="full", replace=True, dims=3).variant_info("full").dim == 3


def test_a_vector_without_length_in_the_prefix_is_named(tmp_path, builders):
    vectors = {"a": np.float32([1, 0, 0]), "b": np.float32([0, 0, 1])}
    space = builders.workspace(tmp_path, ["a", "b"], {"full": vectors}, {})
    with pytest.raises(VectorError, match=r'full row 2 \(id "b"\): the vector is all zero'):
        derive(space, dims=2)


def test_the_command(space, yusa):
    done = yusa("derive", space.path, "--variant", "half", "--from", "full", "--dims", "6")
    assert done.code == 0
    assert "the first 6 of 12 dimensions of full" in done.err
    listed = json.loads(yusa("info", space.path, "--json").out)["variants"]
    assert listed["half"]["dim"] == 6
    assert yusa("neighbours", space.path, "i00", "--variant", "half").code == 0
    assert yusa("derive", space.path, "--variant", "x", "--from", "full").code == 2
    missing = space.path.parent / "nowhere"
    assert yusa("derive", missing, "--variant", "x", "--from", "full", "--dims", "2").code == 1
    assert not missing.exists()
