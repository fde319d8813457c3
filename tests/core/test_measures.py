"""The registry: keys that other programs parse, and each entry at its own cut-off."""

from __future__ import annotations

import pytest

from core.measures import CUTOFFS, DEPTH, MEASURES, QueryFacts

KEYS = [
    "success@1",
    "success@3",
    "success@5",
    "success@10",
    "recall@1",
    "recall@3",
    "recall@5",
    "recall@10",
    "rr",
    "ndcg@10",
    "judged@5",
]


def test_keys_and_their_order():
    assert list(MEASURES) == KEYS
    assert all(key == measure.key for key, measure in MEASURES.items())
    assert len({m.label for m in MEASURES.values()}) == len(KEYS)


def test_depth_reaches_every_cut_off():
    assert max(m.cutoff for m in MEASURES.values() if m.cutoff) <= DEPTH == 10


@pytest.mark.parametrize("key", KEYS)
def test_labels_help_and_intervals(key):
    measure = MEASURES[key]
    assert measure.help.endswith(".")
    assert "recall" not in measure.label.lower() or key.startswith("recall")
    expected = "wilson95" if key.startswith("success") else "bootstrap95"
    assert measure.interval == expected
    suffix = key.partition("@")[2]
    assert measure.cutoff == (int(suffix) if suffix else None)


def facts(first_rank, **changes):
    values = {
        "first_relevant_rank": first_rank,
        "relevant_ranks": (first_rank,),
        "relevant_count": 4,
        "gains": (0,) * 10,
        "ideal_gains": (2,),
        "graded": (True,) * 10,
    }
    return QueryFacts(**{**values, **changes})


@pytest.mark.parametrize("k", CUTOFFS)
def test_each_cut_off_is_its_own(k):
    within, beyond = facts(k), facts(k + 1)
    assert MEASURES[f"success@{k}"].of(within) == 1.0
    assert MEASURES[f"success@{k}"].of(beyond) == 0.0
    assert MEASURES[f"recall@{k}"].of(within) == 0.25
    assert MEASURES[f"recall@{k}"].of(beyond) == 0.0


def test_measures_without_success():
    assert MEASURES["rr"].of(facts(250)) == 1 / 250
    graded = (True, False, False, False, True, False, False)
    assert MEASURES["judged@5"].of(facts(1, graded=graded)) == 0.4
    gains = (0,) * 9 + (2,)
    tenth, eleventh = facts(10, gains=gains), facts(11, gains=(0, *gains))
    assert MEASURES["ndcg@10"].of(tenth) > 0
    assert MEASURES["ndcg@10"].of(eleventh) == 0.0
