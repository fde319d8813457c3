"""The brute force that the product is checked against is checked itself."""

from __future__ import annotations

import numpy as np

from benchmarks.oracle import canonical_top, recall

IDS = ["d", "b", "a", "c"]
ROWS = np.array([[1, 0], [0.6, 0.8], [0.6, 0.8], [0, 1]], dtype=np.float32)


def test_order_by_hand() -> None:
    assert canonical_top(ROWS, IDS, [0], 3) == [["a", "b", "c"]]  # a tie: by id, not by row


def test_the_query_is_left_out_and_k_may_exceed_the_rest() -> None:
    assert canonical_top(ROWS, IDS, [1, 3], 9) == [["a", "c", "d"], ["a", "b", "d"]]


def test_a_tie_at_the_cut_goes_by_id() -> None:
    assert canonical_top(ROWS, IDS, [0], 1) == [["a"]]


def test_only_allowed_rows_are_ranked() -> None:
    assert canonical_top(ROWS, IDS, [0], 3, np.array([0, 3])) == [["c"]]
    assert canonical_top(ROWS, IDS, [0], 3, np.array([0])) == [[]]


def test_products_within_half_a_key_tie() -> None:
    rows = np.array([[1, 0], [0.5, 0], [0.5 + 1e-7, 0], [0.5 + 1e-5, 0]], dtype=np.float32)
    assert canonical_top(rows, ["q", "a", "b", "c"], [0], 3) == [["c", "a", "b"]]


def test_blocks_do_not_show() -> None:
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((5000, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    ids = [f"{n:04d}" for n in range(5000)]
    products = rows.astype(np.float64) @ rows[7].astype(np.float64)
    order = [n for n in np.lexsort((ids, -np.rint(products * 1e6))).tolist() if n != 7]
    assert canonical_top(rows, ids, [7], 50) == [[ids[n] for n in order[:50]]]


def test_recall() -> None:
    assert recall([[1, 2], [3, 4]], [[2, 1], [3, 5]]) == 0.75
    assert recall([], []) == 1
    assert recall([[1]], [[]]) == 1
