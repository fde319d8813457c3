"""Thresholds against counting by hand."""

from __future__ import annotations

import random

import pytest

from core import threshold
from core.evaluate import rank_view
from core.search import make_pool, neighbours
from core.statistics import wilson
from core.threshold import Listed
from core.views import make_view

LISTS = {
    "a": [Listed(0.9, "relevant"), Listed(0.8, "unknown"), Listed(0.5, "not_relevant")],
    "b": [Listed(0.8, "not_relevant"), Listed(0.7, "relevant")],
    "c": [],
}


@pytest.mark.parametrize(
    ("score", "covered", "shown", "relevant", "unknown", "precision"),
    [
        (0.0, 2, 5, 2, 1, (2 / 5, 3 / 5)),
        (0.7, 2, 4, 2, 1, (2 / 4, 3 / 4)),
        (0.8, 2, 3, 1, 1, (1 / 3, 2 / 3)),
        (0.80001, 1, 1, 1, 0, (1.0, 1.0)),
        (0.95, 0, 0, 0, 0, None),
    ],
)
def test_counts_at_a_threshold(score, covered, shown, relevant, unknown, precision):
    found = threshold.at(LISTS, score)
    assert (found.covered, found.shown, found.relevant, found.unknown) == (
        covered, shown, relevant, unknown,
    )  # fmt: skip
    assert found.precision == precision
    assert found.coverage == covered / 3, "queries that show nothing count"


def test_the_curve_has_every_score_once():
    found = threshold.curve(LISTS)
    assert [each.score for each in found] == [0.5, 0.7, 0.8, 0.9]
    assert [each.shown for each in found] == [5, 4, 3, 1]
    assert found == [threshold.at(LISTS, each.score) for each in found]


def test_lists_are_those_of_the_search(builders, tmp_path):
    rng = random.Random(5)
    items = [f"i{n:02d}" for n in range(30)]
    some = {i: [rng.choice([-1.0, 0.5, 1.0]) for _ in range(3)] for i in items[:-1]}
    gt = {q: rng.sample(items, 5) for q in (*items[:6], items[-1])}
    ws = builders.workspace(tmp_path, items, {"v": some}, {"g": gt})
    view = make_view("imported", ws.gt("g"))
    rankings = rank_view(ws, "v", view, make_pool(ws), {})
    lists = threshold.listed(rankings, view, 4)
    assert lists.pop(items[-1]) == [], "no vector, nothing shown"
    for query, found in lists.items():
        near = neighbours(ws, query, "v", 4)
        assert [each.score for each in found] == [each.score for each in near]
        assert [each.status for each in found] == [view.status(query, each.id) for each in near]


def test_the_interval_is_of_queries_and_not_of_pairs():
    """Ten queries that each show ten of one kind say less than a hundred pairs would."""
    lists = [[Listed(0.9, kind)] * 10 for kind in ["relevant", "not_relevant"] * 5]
    low, high = threshold.precision_interval(lists, 0.5)
    assert low <= 0.2
    assert high >= 0.8
    alike = [[Listed(0.9, "relevant"), Listed(0.9, "not_relevant")]] * 10
    # The same share in every query is no certainty.
    assert threshold.precision_interval(alike, 0.5) == pytest.approx(wilson(5, 10))


def test_the_interval_covers_the_true_precision():
    """Clusters with a precision of their own, 60 queries each time."""
    rng, covered, rounds = random.Random(1), 0, 200
    for _ in range(rounds):
        lists = []
        for _query in range(60):
            rate = rng.betavariate(3, 1)
            kinds = ["relevant" if rng.random() < rate else "not_relevant" for _ in range(5)]
            lists.append([Listed(0.9, kind) for kind in kinds])
        low, high = threshold.precision_interval(lists, 0.5)
        covered += low <= 0.75 <= high
    assert 0.90 <= covered / rounds <= 0.99


def test_nothing_to_show_has_no_interval():
    with pytest.raises(ValueError, match="nothing is shown"):
        threshold.precision_interval(LISTS.values(), 0.95)
    with pytest.raises(ValueError, match="no query"):
        threshold.at({}, 0.5)
