"""What to judge: every variant's first neighbours, in an order that gives nothing away."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.queue import batches, pooled_pairs
from core.search import make_pool
from core.workspace import Workspace

# Angles in degrees: the nearer the angle, the nearer the neighbour. Each variant its own order.
LEFT = {"q": 0, "a": 1, "b": 2, "c": 3, "d": 50, "e": 60, "f": 70, "p": 71}
RIGHT = {"q": 0, "f": 1, "e": 2, "a": 3, "d": 50, "c": 60, "b": 70, "p": 1.4}


def vectors(angles: Mapping[str, float]) -> dict[str, list[float]]:
    return {
        key: [math.cos(math.radians(angle)), math.sin(math.radians(angle))]
        for key, angle in angles.items()
    }


@pytest.fixture
def ws(tmp_path: Path, builders: Any) -> Workspace:
    pool = [key for key in LEFT if key != "p"]
    return builders.workspace(
        tmp_path,
        [*LEFT],
        {"left": vectors(LEFT), "right": vectors(RIGHT)},
        {"gt": {"pool": pool, "queries": {"q": {"a": 3}, "p": {"f": 3}}}},
    )


@pytest.mark.parametrize(
    ("depth", "of_q", "of_p"),
    [
        (1, "a f", "f"),
        (2, "a b e f", "e f"),
        (3, "a b c e f", "d e f q"),
        (6, "a b c d e f", "a b c d e f q"),
    ],
)
def test_the_first_of_every_variant_are_pooled_to_their_depth(
    ws: Workspace, depth: int, of_q: str, of_p: str
) -> None:
    # left: q -> a b c d e f, p -> f e d c b a q; right: q -> f e a d c b, p -> f e q a d c b
    found = pooled_pairs(ws, "gt", make_pool(ws, "judged", "gt"), depth)
    assert found == {"p": tuple(of_p.split()), "q": tuple(of_q.split())}


def test_candidates_outside_the_pool_are_judged_only_in_the_corpus(ws: Workspace) -> None:
    inside = pooled_pairs(ws, "gt", make_pool(ws, "judged", "gt"), 2)
    everywhere = pooled_pairs(ws, "gt", make_pool(ws, "corpus", "gt"), 2)
    assert inside["q"] == ("a", "b", "e", "f")
    assert everywhere["q"] == ("a", "b", "f", "p")


PAIRS = {f"q{n}": [f"i{m}" for m in range(8)] for n in range(8)}


def test_neither_queries_nor_candidates_stand_in_an_order_of_their_own() -> None:
    made = [batches(PAIRS, name, "salt") for name in ("kim", "lee", "park")]
    for order in made:
        assert {batch.query: sorted(batch.candidates) for batch in order} == PAIRS
        assert [batch.query for batch in order] != sorted(PAIRS)
        shuffled = [batch.candidates != tuple(sorted(batch.candidates)) for batch in order]
        assert sum(shuffled) >= 7  # one of 8! orders is the sorted one
        # No two queries tell of each other: not one order of candidates for all.
        assert len({batch.candidates for batch in order}) >= 7
    for one, other in itertools.combinations(made, 2):
        assert [batch.query for batch in one] != [batch.query for batch in other]
        theirs = {batch.query: batch.candidates for batch in other}
        assert sum(theirs[batch.query] != batch.candidates for batch in one) >= 7


def test_an_order_by_hand() -> None:
    """Pinned: an annotator who comes back after an update goes on in the same order."""
    order = batches({"q2": ["a", "b", "c"], "q1": ["a", "b"], "q0": []}, "김서연", "salt")
    assert [(batch.query, batch.candidates) for batch in order] == [
        ("q1", ("b", "a")),
        ("q2", ("c", "b", "a")),
    ]


def test_the_order_in_which_pairs_come_in_does_not_matter() -> None:
    turned = {query: PAIRS[query][::-1] for query in reversed(PAIRS)}
    assert batches(turned, "kim", "salt") == batches(PAIRS, "kim", "salt")
    assert batches(PAIRS, "kim", "salt") != batches(PAIRS, "kim", "pepper")
