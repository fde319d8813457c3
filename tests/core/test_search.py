"""Canonical order: every path gives what brute force in float64 gives."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import scan, search
from core.canonical import canonical_keys
from core.errors import (
    FilterError,
    NoVectorError,
    PoolError,
    UnknownGroundTruthError,
    UnknownItemError,
    UnknownVariantError,
)
from core.index import FlatIndex
from core.search import exact_top, make_pool, neighbours, rank_queries

KINDS = ["random", "norms", "clusters", "near ties", "identical", "duplicates", "grid"]
seeds = st.integers(0, 2**32 - 1)


def pool_of(mask):
    return search.Pool("corpus", None, (), int(mask.sum()), mask)


def filters(rng, rows, query):
    """Masks that select one item, 1 %, 10 %, 50 %, all, none; with and without the query."""
    one = np.zeros(rows, dtype=bool)
    one[rng.integers(rows)] = True
    yield from (None, one, np.zeros(rows, dtype=bool), np.ones(rows, dtype=bool))
    for share in (0.01, 0.1, 0.5):
        mask = rng.random(rows) < share
        mask[query] = True
        yield mask
        without = mask.copy()
        without[query] = False
        yield without


# --- keys -----------------------------------------------------------------------------------------


def test_keys_are_rounded_products_half_to_even():
    # 1/128 and 3/128 are 7812.5 and 23437.5 units: exactly between two keys.
    rows = np.array([[1 / 128, 1], [3 / 128, 1], [-1 / 128, 1], [1, 0], [-1, 0]], np.float32)
    query = np.array([1, 0], np.float32)
    assert canonical_keys(rows, query).tolist() == [7812, 23438, -7812, 1_000_000, -1_000_000]
    assert canonical_keys(rows, query).dtype == np.int64


def test_keys_of_several_queries_are_columns(builders):
    matrix = builders.dataset("random", 50, 12, seed=1)
    keys = canonical_keys(matrix, matrix[:7])
    assert keys.shape == (50, 7)
    for column in range(7):
        assert (keys[:, column] == canonical_keys(matrix, matrix[column])).all()
    assert canonical_keys(matrix[:0], matrix[0]).shape == (0,)
    assert canonical_keys(matrix, matrix[:0]).shape == (50, 0)


@pytest.mark.parametrize("grid", [None, 2.0**-30])
def test_keys_on_an_edge_do_not_depend_on_the_order_of_addition(grid, builders, oracles):
    rng = np.random.default_rng(5)
    orders_disagree = 0
    for _ in range(100):
        dim = int(rng.integers(8, 300))
        offset = Fraction(int(rng.choice([-1, 1])), 10 ** int(rng.integers(15, 22)))
        a, b, edge = builders.edge_pair(rng, dim, offset, grid)
        assert abs(builders.product(a, b) - edge) < Fraction(1, 10**14)  # the case is adversarial
        expected = oracles.key(a.tolist(), b.tolist())
        plain = set()
        for _ in range(8):
            turn = rng.permutation(dim)
            running = np.cumsum(a[turn].astype(float) * b[turn].astype(float))
            plain.add(round(float(running[-1]) * 1e6))
            assert canonical_keys(a[None, turn], b[turn]).tolist() == [expected]
        orders_disagree += len(plain) > 1
        assert canonical_keys(b[None], a).tolist() == [expected]  # symmetric
    assert orders_disagree > 20  # a plain float64 sum would not do


def test_keys_on_an_edge_do_not_depend_on_batch_or_place(builders, oracles):
    rng = np.random.default_rng(6)
    dim = 301
    pairs = [builders.edge_pair(rng, dim, Fraction(s, 10**19)) for s in (-1, 1) for _ in range(40)]
    left = np.array([a for a, _, _ in pairs])
    right = np.array([b for _, b, _ in pairs])
    expected = [oracles.key(a.tolist(), b.tolist()) for a, b, _ in pairs]
    whole = canonical_keys(left, right)
    assert np.diag(whole).tolist() == expected
    for n, key in enumerate(expected):
        assert canonical_keys(left, right[n])[n] == key
        assert canonical_keys(left[n:], right[: n + 1])[0, n] == key
        repeated = canonical_keys(np.repeat(left[n : n + 1], 13, axis=0), right[n])
        assert set(repeated.tolist()) == {key}, "identical rows have identical keys"


def test_binary_embeddings_are_exact(builders, oracles):
    # Products k/256 with k even: an eighth lies exactly on an edge; none needs a second sum.
    matrix = builders.dataset("grid", 300, 256, seed=2)
    keys = canonical_keys(matrix, matrix[0])
    on_edge = [Fraction(float(p)) * 10**6 % 1 == Fraction(1, 2) for p in matrix @ matrix[0]]
    assert sum(on_edge) > 20
    assert keys.tolist() == [oracles.key(matrix[0].tolist(), row.tolist()) for row in matrix]


# --- both paths against brute force ---------------------------------------------------------------


@pytest.mark.parametrize("dim", [1, 2, 3, 17, 128, 704, 2048])
@pytest.mark.parametrize("direct_rows", [0, 4096])
def test_exact_top_equals_brute_force(dim, direct_rows, builders, oracles, monkeypatch):
    monkeypatch.setattr(search, "_DIRECT_ROWS", direct_rows)
    rows = 2600
    rng = np.random.default_rng(dim)
    matrix = builders.dataset("clusters" if dim > 2 else "random", rows, dim, seed=dim)
    index = FlatIndex(matrix)
    for query in (0, rows - 1, int(rng.integers(rows))):
        for allowed in filters(rng, rows, query):
            everything, all_keys = oracles.order_of(matrix, query, rows, allowed)
            for k in (1, 2, 10, 1024, 2000, rows, rows + 5):
                found, keys = exact_top(index, matrix, query, k, allowed)
                assert found.tolist() == everything[:k].tolist()
                assert keys.tolist() == all_keys[:k].tolist()
                assert query not in found


@settings(max_examples=150, derandomize=True)
@given(
    kind=st.sampled_from(KINDS),
    rows=st.integers(1, 160),
    dim=st.sampled_from([1, 2, 3, 4, 5, 16, 64, 100]),
    k=st.sampled_from([1, 2, 3, 10, 17, 40, 500]),
    share=st.sampled_from([None, 0.0, 0.05, 0.5, 1.0]),
    direct_rows=st.sampled_from([0, 4096]),
    seed=seeds,
)
def test_every_path_agrees_with_exact_sums(
    kind, rows, dim, k, share, direct_rows, seed, builders, oracles
):
    matrix = builders.dataset(kind, rows, dim, seed)
    rng = np.random.default_rng(seed)
    query = int(rng.integers(rows))
    allowed = None if share is None else rng.random(rows) < share
    order, keys = oracles.slow_order_of(matrix, query, rows, allowed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_DIRECT_ROWS", direct_rows)
        found, found_keys = exact_top(FlatIndex(matrix), matrix, query, k, allowed)
        assert found.tolist() == order[:k]
        assert found_keys.tolist() == keys[:k]
        space = builders.Space(matrix)
        ids = space.items.ids
        pool = search.Pool("corpus", None, (), rows, allowed)
        near = neighbours(space, ids[query], "v", k, pool)
    assert [n.id for n in near] == [ids[r] for r in order[:k]]
    assert [n.score for n in near] == [key / 1e6 for key in keys[:k]]
    assert [n.rank for n in near] == list(range(1, len(near) + 1))
    ranked = rank_queries(space, "v", [(ids[query], ids)], pool, k)
    assert ranked[0].top == tuple(ids[r] for r in order[:k])
    assert ranked[0].ranks == {ids[r]: rank for rank, r in enumerate(order, start=1)}


@pytest.mark.parametrize("dim", [1, 8, 256])
@pytest.mark.parametrize("share", [None, 0.5, 0.01])
def test_ten_thousand_identical_rows_come_in_id_order(dim, share, builders, monkeypatch):
    monkeypatch.setattr(search, "_DIRECT_ROWS", 16)
    rng = np.random.default_rng(dim)
    matrix = builders.dataset("identical", 10_000, dim, seed=dim)
    index = FlatIndex(matrix)
    allowed = None if share is None else rng.random(10_000) < share
    for query in (0, 5_000, 9_999):
        expected = np.arange(10_000) if allowed is None else np.flatnonzero(allowed)
        expected = expected[expected != query]
        for k in (1, 2, 10, 1024, 2000, 20_000):
            found, keys = exact_top(index, matrix, query, k, allowed)
            assert found.tolist() == expected[:k].tolist()
            assert len(set(keys.tolist())) == 1


def test_a_better_row_stands_before_ten_thousand_duplicates(builders, monkeypatch):
    monkeypatch.setattr(search, "_DIRECT_ROWS", 0)
    matrix = builders.dataset("identical", 10_001, 16, seed=3)
    query = builders.unit(np.random.default_rng(4).normal(size=(1, 16)))[0]
    matrix[0] = query
    matrix[10_000] = builders.unit((matrix[1] + 0.05 * query)[None])[0]
    found, keys = exact_top(FlatIndex(matrix), matrix, 0, 3)
    assert found.tolist() == [10_000, 1, 2]
    assert keys[0] > keys[1] == keys[2]


def test_near_ties_are_ordered_by_id_not_by_raw_products(builders, oracles):
    matrix = builders.dataset("near ties", 3000, 64, seed=8)
    found, keys = exact_top(FlatIndex(matrix), matrix, 7, 50)
    expected, expected_keys = oracles.order_of(matrix, 7, 50)
    assert found.tolist() == expected.tolist()
    assert keys.tolist() == expected_keys.tolist()
    raw = matrix.astype(np.float64) @ matrix[7].astype(np.float64)
    by_raw = [r for r in np.argsort(-raw, kind="stable") if r != 7][:50]
    assert found.tolist() != by_raw, "products that differ by less than a key are ties"


def test_a_row_exactly_on_the_edge_is_fetched(builders, monkeypatch):
    """Its key rounds up to even, so it ties with 40 rows that any index scores higher."""
    monkeypatch.setattr(search, "_DIRECT_ROWS", 0)
    query = np.array([1, 0], np.float32)
    edge = np.array([3 / 128, 0.99972534], np.float32)  # 23437.5 units -> key 23438
    above = np.array([0.0234383, 0.99972527], np.float32)  # 23438.3 units -> key 23438
    below = np.array([0.0234374, 0.9997253], np.float32)  # 23437.4 units -> key 23437
    matrix = np.array([query, below, edge, *[above] * 40])
    assert canonical_keys(matrix[1:4], query).tolist() == [23437, 23438, 23438]
    found, keys = exact_top(FlatIndex(matrix), matrix, 0, 3)
    assert found.tolist() == [2, 3, 4]
    assert keys.tolist() == [23438] * 3


class WobblyIndex:
    """As wrong as an index may be: every score, at every call, is off by up to ``off``."""

    kind = "wobbly"
    max_k = None

    def __init__(self, matrix, off, seed, declared=None):
        self.matrix = matrix.astype(np.float64)
        self.error = off if declared is None else declared
        self.off = off
        self.rng = np.random.default_rng(seed)

    def probe(self, row):
        return self.matrix[row]

    def _scores(self, query, allowed):
        exact = self.matrix @ query.astype(np.float64)
        worst = self.rng.choice([-self.off, 0.0, self.off], size=len(exact))
        usual = self.rng.uniform(-self.off, self.off, size=len(exact))
        scores = exact + np.where(self.rng.random(len(exact)) < 0.5, worst, usual)
        return scores if allowed is None else np.where(allowed, scores, -np.inf)

    def search(self, query, k, allowed=None):
        scores = self._scores(query, allowed)
        rows = np.argsort(-scores, kind="stable")[:k]
        rows = rows[np.isfinite(scores[rows])]
        return scores[rows], rows

    def range_search(self, query, radius, allowed=None):
        return np.flatnonzero(self._scores(query, allowed) >= radius)


wobble = st.sampled_from([1e-9, 1e-7, 1e-6, 1e-5, 1e-3])


@settings(max_examples=150, derandomize=True)
@given(
    kind=st.sampled_from(KINDS),
    rows=st.integers(1, 200),
    k=st.sampled_from([1, 2, 10, 50]),
    off=wobble,
    share=st.sampled_from([None, 0.5]),
    seed=seeds,
)
def test_any_index_within_its_declared_error_gives_the_canonical_order(
    kind, rows, k, off, share, seed, builders, oracles
):
    matrix = builders.dataset(kind, rows, 16, seed)
    rng = np.random.default_rng(seed)
    query = int(rng.integers(rows))
    allowed = None if share is None else rng.random(rows) < share
    expected, keys = oracles.slow_order_of(matrix, query, k, allowed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "_DIRECT_ROWS", 0)
        index = WobblyIndex(matrix, off, seed)
        found, found_keys = exact_top(index, matrix, query, k, allowed)
    assert found.tolist() == expected
    assert found_keys.tolist() == keys


def test_an_index_that_understates_its_error_loses_neighbours(builders, oracles):
    """The property above can fail: it is the declared error that makes it hold."""
    matrix = builders.dataset("near ties", 200, 16, seed=1)
    expected, _ = oracles.slow_order_of(matrix, 0, 10)
    lost = 0
    for seed in range(20):
        found, _ = exact_top(WobblyIndex(matrix, 1e-5, seed, declared=0.0), matrix, 0, 10)
        lost += found.tolist() != expected
    assert lost > 0


# --- many queries at once -------------------------------------------------------------------------


def test_rank_queries_and_neighbours_agree(builders, oracles, monkeypatch):
    """Blocks of rows and of queries end within the data; rows on edges are among it."""
    monkeypatch.setattr(scan, "_BLOCK_ROWS", 37)
    monkeypatch.setattr(search, "_BLOCK_QUERIES", 5)
    rng = np.random.default_rng(11)
    edges = [builders.edge_pair(rng, 64, Fraction(s, 10**18)) for s in (-1, 1) for _ in range(20)]
    matrix = np.concatenate(
        [
            *(np.array([a, b, a]) for a, b, _ in edges),
            builders.dataset("clusters", 100, 64, seed=12),
            builders.dataset("grid", 100, 64, seed=13),
        ]
    )
    space = builders.Space(matrix)
    ids = space.items.ids
    mask = rng.random(len(ids)) < 0.7
    pool = pool_of(mask)
    together = rank_queries(space, "v", [(q, ids) for q in ids], pool, 12)
    assert [r.query for r in together] == list(ids)
    for row, ranking in enumerate(together):
        found = neighbours(space, ids[row], "v", len(ids), pool)
        assert ranking.top == tuple(n.id for n in found[:12])
        assert ranking.ranks == {n.id: n.rank for n in found}
        assert ids[row] not in ranking.ranks
        order, _ = oracles.slow_order_of(matrix, row, len(ids), mask)
        assert list(ranking.ranks) == sorted(ranking.ranks)
        assert [n.id for n in found] == [ids[r] for r in order]


def test_rank_queries_without_vectors(builders):
    """Items 1 and 3 have no vector: one is no neighbour, the other has no ranking."""
    matrix = builders.unit([[1, 0], [1, 0.1], [0, 1]])
    space = builders.Space(matrix, item_count=5, positions=[0, 2, 4])
    ids = space.items.ids
    pool = search.Pool("corpus", None, (), 5, None)
    asked = [(ids[3], ids), (ids[0], ids), (ids[1], ())]
    first, second, third = rank_queries(space, "v", asked, pool, 10)
    assert (first.ranked, first.top, first.ranks) == (False, (), {})
    assert second.ranked
    assert second.top == (ids[2], ids[4])
    assert second.ranks == {ids[2]: 1, ids[4]: 2}
    assert not third.ranked
    assert rank_queries(space, "v", [], pool, 10) == []


def test_targets_outside_the_pool_have_no_rank(builders):
    space = builders.Space(builders.dataset("random", 6, 4, seed=1))
    ids = space.items.ids
    pool = pool_of(np.array([True, True, True, False, False, False]))
    (ranking,) = rank_queries(space, "v", [(ids[0], ids)], pool, 10)
    assert set(ranking.ranks) == {ids[1], ids[2]}
    (outside,) = rank_queries(space, "v", [(ids[5], ids)], pool, 10)
    assert set(outside.top) == set(ids[:3]), "a query need not be a candidate itself"


# --- neighbours and pools of a real workspace -----------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory, builders):
    subjects = {"007": "수학", "7": "수학", "a": "과학", "b": "과학", "가": "수학", "나": "사회"}
    items = [{"id": i, "subject": s} for i, s in subjects.items()]
    vectors = {"7": [1, 0.0], "007": [1, 0], "a": [0.9, 0.1], "가": [0, 1], "b": [3, 0]}
    declared = {"pool": ["7", "a", "나"], "queries": {"7": ["a"]}}
    gts = {"open": {"7": ["a"]}, "declared": declared}
    return builders.workspace(tmp_path_factory.mktemp("small"), items, {"v": vectors}, gts)


def test_ties_come_by_code_point_and_ids_stay_strings(small):
    found = neighbours(small, "a", "v")
    assert [n.id for n in found] == ["007", "7", "b", "가"]
    assert [n.rank for n in found] == [1, 2, 3, 4]
    assert found[0].score == found[1].score == found[2].score == pytest.approx(0.9 / 0.82**0.5)
    assert found[0].score == round(found[0].score, 6)
    assert "a" not in [n.id for n in found], "the query is not its own neighbour"
    assert "나" not in [n.id for n in found], "an item without a vector is not ranked"


def test_k_limits_and_is_checked(small):
    assert [n.id for n in neighbours(small, "a", "v", k=1)] == ["007"]
    assert len(neighbours(small, "a", "v", k=1000)) == 4
    with pytest.raises(ValueError, match="k is 0; it has to be at least 1"):
        neighbours(small, "a", "v", k=0)


def test_neighbours_in_pools(small):
    judged = make_pool(small, "judged", "declared")
    assert (judged.size, judged.kind, judged.gt) == (3, "judged", "declared")
    assert [n.id for n in neighbours(small, "a", "v", pool=judged)] == ["7"]
    assert [n.id for n in neighbours(small, "b", "v", pool=judged)] == ["7", "a"]
    corpus = make_pool(small, "corpus", "declared")
    assert (corpus.size, corpus.gt, corpus.mask) == (6, None, None)
    maths = make_pool(small, where=(("subject", "수학"), ("subject", "사회")))
    assert maths.size == 4, "items without a vector stay in the pool"
    assert [n.id for n in neighbours(small, "a", "v", pool=maths)] == ["007", "7", "가"]
    both = make_pool(small, "judged", "declared", where=(("subject", "과학"),))
    assert both.size == 1
    assert neighbours(small, "a", "v", pool=both) == []
    assert make_pool(small, where=(("subject", "음악"),)).size == 0


def test_what_can_not_be_asked(small):
    with pytest.raises(UnknownItemError, match='no item "77"'):
        neighbours(small, "77", "v")
    with pytest.raises(UnknownVariantError, match='no variant "w"'):
        neighbours(small, "7", "w")
    with pytest.raises(NoVectorError, match='"나" has no vector in the variant "v"'):
        neighbours(small, "나", "v")
    with pytest.raises(PoolError, match="needs a ground truth"):
        make_pool(small, "judged")
    with pytest.raises(PoolError, match='"open" declares no pool'):
        make_pool(small, "judged", "open")
    with pytest.raises(UnknownGroundTruthError, match='no ground truth "x"'):
        make_pool(small, "judged", "x")
    with pytest.raises(FilterError, match='no field "colour"'):
        make_pool(small, where=(("colour", "red"),))
