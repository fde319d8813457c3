"""What a pair means: a table."""

from __future__ import annotations

import dataclasses
import json

import pytest

from core.ground_truth import POSITIVE_ONLY_GRADE, GroundTruth

ENTRIES = {"q": {"high": 3, "mid": 2, "low": 1, "zero": 0, "unsure": -1}}
POOL = ("high", "low", "mid", "unlisted", "unsure", "zero")


def make(**changes):
    return GroundTruth("gt", ENTRIES, **changes)


DECLARED = {"pool": POOL, "unlisted": "not_relevant"}


@pytest.mark.parametrize(
    ("settings", "item", "grade", "status"),
    [
        ({}, "high", 3, "relevant"),
        ({}, "low", 1, "relevant"),
        ({}, "zero", 0, "not_relevant"),
        ({}, "unsure", None, "unknown"),
        ({}, "unlisted", None, "unknown"),
        ({}, "q", None, "unknown"),
        # a threshold moves the line, not the grade
        ({"threshold": 2}, "low", 1, "not_relevant"),
        ({"threshold": 2}, "mid", 2, "relevant"),
        ({"threshold": 3}, "mid", 2, "not_relevant"),
        ({"threshold": 3}, "high", 3, "relevant"),
        # inside a declared pool unlisted is grade 0 by assumption, a negative grade stays a hole
        (DECLARED, "unlisted", 0, "not_relevant"),
        (DECLARED, "unsure", None, "unknown"),
        (DECLARED, "low", 1, "relevant"),
        (DECLARED, "outside", None, "unknown"),
        (DECLARED, "q", None, "unknown"),
        ({**DECLARED, "pool": (*POOL, "q")}, "q", None, "unknown"),
        # unless the file says that unlisted is unknown
        ({"pool": POOL, "unlisted": "unknown"}, "unlisted", None, "unknown"),
        ({"pool": POOL, "unlisted": "unknown"}, "zero", 0, "not_relevant"),
        # and without a pool there is nothing to assume it for
        ({"unlisted": "not_relevant"}, "unlisted", None, "unknown"),
    ],
)
def test_a_pair(settings, item, grade, status):
    ground_truth = make(**settings)
    assert ground_truth.grade("q", item) == grade
    assert ground_truth.status("q", item) == status


def test_a_query_that_is_not_in_the_ground_truth_has_only_holes():
    ground_truth = make(**DECLARED)
    assert ground_truth.grade("other", "high") is None
    assert ground_truth.status("other", "unlisted") == "unknown", "not an assumed 0"
    assert ground_truth.relevant("other") == frozenset()


def test_relevance_has_a_direction():
    ground_truth = GroundTruth("gt", {"a": {"b": 1}, "b": {}})
    assert ground_truth.status("a", "b") == "relevant"
    assert ground_truth.status("b", "a") == "unknown"


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [(1, {"high", "mid", "low"}), (2, {"high", "mid"}), (3, {"high"}), (4, set())],
)
def test_relevant_items(threshold, expected):
    assert make(threshold=threshold).relevant("q") == expected


def test_the_query_is_not_relevant_for_itself():
    ground_truth = GroundTruth("gt", {"q": {"q": 3, "a": 3}}, pool=("a", "q"))
    assert ground_truth.relevant("q") == {"a"}
    assert ground_truth.grade("q", "q") is None


def test_an_empty_entry_has_nothing_relevant():
    ground_truth = GroundTruth("gt", {"q": {}}, pool=("a",), unlisted="not_relevant")
    assert ground_truth.relevant("q") == frozenset()
    assert ground_truth.grade("q", "a") == 0


def test_lists_without_grades_count_as_the_grade_of_people():
    assert POSITIVE_ONLY_GRADE == 2


def test_the_hash_is_of_the_content_alone():
    base = make(**DECLARED)
    turned = {"q": dict(reversed(ENTRIES["q"].items()))}
    same = GroundTruth("other name", turned, pool=POOL[::-1], unlisted="not_relevant")
    assert same.hash == base.hash
    for change in (
        {"queries": {"q": {**ENTRIES["q"], "low": 2}}},
        {"queries": {**ENTRIES, "p": {}}},
        {"pool": (*POOL, "more")},
        {"pool": None, "unlisted": "unknown"},
        {"unlisted": "unknown"},
        {"threshold": 2},
        {"source": "people"},
    ):
        assert dataclasses.replace(base, **change).hash != base.hash, change
    assert len(base.hash) == 64


def test_as_json_is_the_declared_form():
    document = json.loads(json.dumps(make(**DECLARED, source="위원회").as_json()))
    assert document == {
        "pool": sorted(POOL),
        "unlisted": "not_relevant",
        "threshold": 1,
        "source": "위원회",
        "queries": ENTRIES,
    }
    assert make().as_json()["pool"] is None
