"""What to judge: every variant's first neighbours, in an order that gives nothing away."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.errors import NoVectorError, UnknownItemError
from core.evaluate import rank_view
from core.queue import (
    UncreditedFirst,
    batches,
    first_pairs,
    pairs_of,
    pooled_pairs,
    pooled_pairs_of,
    uncredited_firsts,
)
from core.search import make_pool, neighbours, pair_score
from core.types import PoolKind
from core.views import HumanLayer, View, make_view
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


def test_a_list_of_ids_is_pooled_like_queries(ws: Workspace) -> None:
    corpus = make_pool(ws, "corpus")
    assert pooled_pairs_of(ws, ["q", "p", "q"], corpus, 2) == pooled_pairs(ws, "gt", corpus, 2)
    # No ground truth asks for a. left: b q, c; right: d (47 degrees), c, e (1 degree), q.
    assert pooled_pairs_of(ws, iter("a"), corpus, 1) == {"a": ("b", "e")}
    assert pooled_pairs_of(ws, [], corpus, 1) == {}
    with pytest.raises(UnknownItemError, match="gone"):
        pooled_pairs_of(ws, ["q", "gone"], corpus, 1)


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


# ---- first but not credited ----------------------------------------------------------------------


def firsts(
    ws: Workspace, variant: str, view: View, pool: PoolKind = "judged", queries: str = "pq"
) -> dict[str, tuple[str, str, str | None, int | None]]:
    rankings = rank_view(ws, variant, view, make_pool(ws, pool, "gt"), {})
    return {
        first.query: (first.item, first.relevance, first.credited, first.rank)
        for first in uncredited_firsts(view, variant, rankings, queries)
    }


def test_the_first_item_counts_where_nobody_credits_it(ws: Workspace) -> None:
    view = make_view("imported", ws.gt("gt"))
    # q -> a is credited by the left variant; the right one puts f first. Both put f first for p.
    assert firsts(ws, "left", view) == {}
    assert firsts(ws, "right", view) == {"q": ("f", "not_relevant", "a", 3)}
    # Outside the declared pool nothing is assumed; for p the query itself comes before f.
    assert firsts(ws, "right", view, "corpus", "q") == {"q": ("f", "not_relevant", "a", 4)}
    assert firsts(ws, "right", view, queries="p") == {}, "only the queries that count"


def test_a_grade_ends_the_question_and_an_assumption_does_not(ws: Workspace) -> None:
    graded = {"q": {"f": 1}, "p": {"f": 0}}
    over = make_view("human-over-imported", ws.gt("gt"), HumanLayer(graded))
    assert firsts(ws, "right", over) == {}, "both were judged not relevant: nothing to ask"
    credited = make_view("human-over-imported", ws.gt("gt"), HumanLayer({"q": {"f": 2}}))
    assert firsts(ws, "right", credited) == {}
    people = make_view("human", ws.gt("gt"), HumanLayer({"q": {"e": 2}}))
    assert firsts(ws, "right", people, queries="q") == {"q": ("f", "unknown", "e", 2)}
    assert over.is_assumed("q", "b")
    assert not over.is_assumed("q", "f"), "graded by people"
    assert not over.is_assumed("q", "a"), "graded by the file"
    assert not over.is_assumed("q", "p"), "a hole"


def test_a_ranking_without_the_relevant_item_or_without_any(builders: Any, tmp_path: Path) -> None:
    partial = {key: value for key, value in vectors(LEFT).items() if key not in "ap"}
    gt = {"queries": {"q": ["a"], "p": ["a"]}}
    ws = builders.workspace(tmp_path, [*LEFT], {"v": partial}, {"gt": gt})
    view = make_view("imported", ws.gt("gt"))
    assert firsts(ws, "v", view, "corpus", "pq") == {"q": ("b", "unknown", None, None)}


def first(variant: str, query: str, item: str, rank: int | None = 2) -> UncreditedFirst:
    return UncreditedFirst(variant, query, item, "unknown", "z" if rank else None, rank)


def test_what_several_variants_put_first_is_one_pair() -> None:
    found = [first("x", "q2", "a", None), first("x", "q1", "b"), first("y", "q2", "a", 5)]
    found += [first("z", "q2", "a", 5), first("z", "q1", "c")]
    assert [(pair.best.query, pair.best.item, pair.variants) for pair in first_pairs(found)] == [
        ("q1", "b", ("x",)),
        ("q1", "c", ("z",)),
        ("q2", "a", ("x", "y", "z")),
    ]
    assert first_pairs(found)[-1].best.variant == "y", "who ranks a relevant item best"
    assert pairs_of(found) == {"q2": ("a",), "q1": ("b", "c")}
    assert {batch.query for batch in batches(pairs_of(found), "kim", "salt")} == {"q1", "q2"}


def test_the_score_of_a_pair_is_that_of_the_list(ws: Workspace) -> None:
    for near in neighbours(ws, "q", "right"):
        assert pair_score(ws, "right", "q", near.id) == near.score


def test_no_score_without_a_vector(builders: Any, tmp_path: Path) -> None:
    partial = {key: value for key, value in vectors(LEFT).items() if key != "p"}
    ws = builders.workspace(tmp_path, [*LEFT], {"v": partial}, {})
    for pair in (("q", "p"), ("p", "q")):
        with pytest.raises(NoVectorError, match='Item "p" has no vector in the variant "v"'):
            pair_score(ws, "v", *pair)
