"""All figures of agreement belong to one revision and the same judgments."""

from __future__ import annotations

from core.agreement import each_two, overall, ratings
from core.concord import concord
from core.ground_truth import GroundTruth
from core.judgments import Judgment, StoredJudgment
from core.standing import standing

TRUTH = GroundTruth("g", {"q": {"a": 3, "b": 3}}, tuple("abc"), "not_relevant", threshold=2)


def given(*judgments: Judgment) -> list[StoredJudgment]:
    return [
        StoredJudgment(n, "w", each, f"2026-01-{n:02d}", "p", f"h{n}")
        for n, each in enumerate(judgments, start=1)
    ]


EVENTS = given(
    Judgment("1", "kim", "q", "a", grade=3, task="t"),
    Judgment("2", "lee", "q", "a", grade=1, task="t"),
    Judgment("3", "kim", "q", "b", grade=2),
    Judgment("4", "kim", "q", "b", grade=0, blind=False),
    Judgment("5", "lee", "q", "b", grade=0),
    Judgment("6", "park", "q", "a", kind="adjudication", grade=2, note="2항", blind=False),
)


def test_everything_is_of_the_same_judgments() -> None:
    found = concord(EVENTS, {"g": TRUTH}, now=standing(EVENTS))
    assert found.head == EVENTS[-1]
    assert found.overall == overall(found.rated)
    assert found.pairs == each_two(ratings(standing(EVENTS)))
    assert {name: each.n for name, each in found.own.items()} == {"kim": 1}
    assert found.open == ()
    assert [each.pair for each in found.decisions] == [("q", "a")]
    # a was adjudicated as relevant; people say 0 of b, the file 3.
    assert found.against["g"].table == ((1, 0, 0), (0, 0, 0), (1, 0, 0), (0, 0, 0))
    assert found.doubts == {("q", "b"): ("layers",)}


def test_an_adjudication_takes_a_pair_off_the_open_ones_and_nothing_else_of_agreement() -> None:
    before = concord(EVENTS[:-1], {"g": TRUTH})
    assert [each.pair for each in before.open] == [("q", "a")]
    assert before.against["g"].table == ((1, 0, 0), (1, 0, 0), (0, 0, 0), (0, 0, 0))
    assert set(before.doubts) == {("q", "a"), ("q", "b")}
    after = concord(EVENTS, {"g": TRUTH})
    assert (after.overall, after.pairs, after.rated) == (before.overall, before.pairs, before.rated)


def test_of_one_task_or_blind_only() -> None:
    task = concord(EVENTS, {}, "t")
    assert set(task.rated) == {("q", "a")}
    assert task.own == {}
    blind = concord(EVENTS, {}, blind_only=True)
    assert blind.rated["q", "b"] == {"lee": 0}
    assert blind.own == {}
    assert [each.pair for each in blind.decisions] == [("q", "a")]


def test_of_nothing() -> None:
    found = concord([], {"g": TRUTH})
    assert (found.head, found.rated, found.open, found.doubts) == (None, {}, (), {})
