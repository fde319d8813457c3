"""Second opinions: why each pair is in doubt, and who is asked."""

from __future__ import annotations

from core.ground_truth import GroundTruth
from core.judgments import Judgment, StoredJudgment
from core.opinions import doubtful, second_opinions
from core.standing import standing
from core.views import HumanLayer

GIVEN = {
    "one": {"kim": 2},
    "agree": {"kim": 2, "lee": 2},
    "near": {"kim": 1, "lee": 2},
    "far": {"kim": 0, "lee": 3},
    "half": {"kim": None, "lee": 3},
    "none": {"kim": None},
    "unlisted": {"kim": 3, "lee": 3},
    "outside": {"kim": 3, "lee": 3},
}
POOL = tuple(key for key in GIVEN if key != "outside")
# By the file's own threshold grade 1 is relevant.
IMPORTED = GroundTruth(
    "g", {"q": {"one": 1, "agree": 0, "near": 1, "far": -1, "half": 1}}, POOL, "not_relevant"
)


def judged(given=GIVEN, query="q"):
    events = []
    for item, by in given.items():
        for name, grade in by.items():
            reason = None if grade is not None else "그림 없음"
            number = len(events) + 1
            event = Judgment(f"e{number}", name, query, item, grade=grade, cannot_tell=reason)
            events.append(StoredJudgment(number, "w", event, f"2026-01-{number:02d}", "p", "h"))
    return standing(events)


def found(*layers, distance=1):
    now = judged()
    pairs = doubtful(now, HumanLayer.of(now), layers, distance)
    return {item: why for (_, item), why in pairs.items()}


def test_why_a_pair_is_in_doubt() -> None:
    assert found() == {
        "far": ("annotators",),
        "half": ("one",),
        "near": ("annotators",),
        "none": ("ungraded",),
        "one": ("one",),
    }
    assert found(distance=2)["far"] == ("annotators",)
    assert "near" not in found(distance=2)


def test_layers_and_assumptions() -> None:
    assert found(IMPORTED) == {
        "agree": ("layers",),
        "far": ("annotators",),  # the file can't tell
        "half": ("one",),
        "near": ("annotators", "layers"),  # the lower of 1 and 2 isn't relevant for people
        "none": ("ungraded",),
        "one": ("one",),
        "unlisted": ("assumption",),
    }
    other = GroundTruth("h", {"q2": {"agree": 0}}, POOL, "not_relevant")
    assert found(other) == found(), "it doesn't ask this query"
    assert found(other, IMPORTED) == found(IMPORTED)


def test_what_was_adjudicated_is_in_no_doubt() -> None:
    note = Judgment("x", "park", "q", "far", kind="adjudication", grade=1, note="풀이가 다름")
    now = standing([StoredJudgment(99, "w", note, "2026-02-01", "p", "h")], judged())
    assert ("q", "far") not in doubtful(now, HumanLayer.of(now))
    assert ("q", "near") in doubtful(now, HumanLayer.of(now))


def test_nobody_is_asked_for_a_second_opinion_of_their_own() -> None:
    now = judged()
    pairs = doubtful(now, HumanLayer.of(now), [IMPORTED])
    assert second_opinions(pairs, now, ["one"], "kim") == {}
    assert second_opinions(pairs, now, ["one"], "lee") == {"q": ("one",)}
    assert second_opinions(pairs, now, ["one"], "park") == {"q": ("half", "one")}
    assert second_opinions(pairs, now, ["layers", "annotators"], "park") == {
        "q": ("agree", "far", "near")
    }
    assert second_opinions(pairs, now, [], "park") == {}
