"""Decisive first, against every way in which the open pairs could be graded."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product

import pytest

from core.decisive import OpenQuery, about, decisive_batches, left, open_queries, ungradable
from core.evaluate import Evaluation, Verdict, score_query
from core.ground_truth import GroundTruth
from core.judgments import Judgment, StoredJudgment
from core.planning import Pace
from core.search import Pool, Ranking
from core.standing import standing
from core.statistics import ALPHA, evidence, mcnemar_exact, point_verdict
from core.types import Study, Target
from core.views import make_view

TARGET = Target("success@1", 0.8)


@dataclass
class Case:
    """A ground truth's grades, and each variant's list for each query (None: no vector)."""

    grades: dict[str, dict[str, int]]
    lists: dict[str, dict[str, tuple[str, ...] | None]]
    target: Target = TARGET
    planned: int = 0

    def found(self, *without: tuple[str, str]) -> tuple[OpenQuery, ...]:
        view = make_view("imported", GroundTruth("g", self.grades))
        rankings, evaluations = {}, []
        study = Study(self.planned, "all", date(2026, 1, 1)) if self.planned else None
        for name, lists in self.lists.items():
            rankings[name] = {
                query: Ranking(query, False)
                if top is None
                else Ranking(query, True, top, (), {i: n for n, i in enumerate(top, start=1)})
                for query, top in lists.items()
            }
            results = tuple(
                score_query(view, rankings[name][query], view.named(query))
                for query in view.queries
            )
            pool = Pool("corpus", None, (), 9, None)
            verdict = Verdict(None, "undecided", study)
            evaluations.append(Evaluation(name, "g", "imported", pool, results, {}, verdict))
        return open_queries(evaluations, rankings, view, self.target, without)


def conclusions(case: Case, grades: dict[str, dict[str, int]]) -> dict[object, object]:
    """Outcomes per query, verdicts and results of tests, straight from the definitions."""
    k = int(case.target.measure.removeprefix("success@"))
    hit: dict[str, dict[str, bool]] = {name: {} for name in case.lists}
    for query, graded in grades.items():
        relevant = {item for item, grade in graded.items() if grade >= 1}
        if relevant:
            for name, lists in case.lists.items():
                hit[name][query] = bool(relevant & set((lists[query] or ())[:k]))
    said: dict[object, object] = {}
    for name, hits in hit.items():
        for query in grades:
            said["success", name, query] = hits.get(query)
        n, sum_ = len(hits), sum(hits.values())
        if n == 0:
            said["verdict", name] = None
        else:
            shown = evidence(sum_, sum_, n, case.target.value)
            point = point_verdict(sum_, n, case.target.value)
            said["verdict", name] = (point, "interim" if n < case.planned else shown)
    for a, b in combinations(case.lists, 2):
        more = sum(hit[a][q] > hit[b][q] for q in hit[a])
        less = sum(hit[a][q] < hit[b][q] for q in hit[a])
        apart = mcnemar_exact(more, less) < ALPHA
        said["paired", (a, b)] = (apart, more > less) if apart else False
    return said


def brute(case: Case) -> dict[str, tuple[set[str], set[str], set[tuple[str, str]]]]:
    """For each open query what changes between two gradings that differ on this query alone."""
    k = int(case.target.measure.removeprefix("success@"))
    open_pairs = sorted(
        {
            (query, item)
            for lists in case.lists.values()
            for query, top in lists.items()
            for item in (top or ())[:k]
            if item not in case.grades[query]
        }
    )
    said = {}
    for given in product((0, 3), repeat=len(open_pairs)):
        grades = {query: dict(graded) for query, graded in case.grades.items()}
        for (query, item), grade in zip(open_pairs, given, strict=True):
            grades[query][item] = grade
        said[given] = conclusions(case, grades)
    found = {}
    for query in {query for query, _ in open_pairs}:
        own = [n for n, (q, _) in enumerate(open_pairs) if q == query]
        by_rest = defaultdict(list)
        for given, result in said.items():
            by_rest[tuple(g for n, g in enumerate(given) if n not in own)].append(result)
        moving = {
            key
            for same in by_rest.values()
            for key in same[0]
            if any(result[key] != same[0][key] for result in same)
        }
        found[query] = (
            {name for name in case.lists if ("success", name, query) in moving},
            {name for name in case.lists if ("verdict", name) in moving},
            {key[1] for key in moving if key[0] == "paired"},
        )
    return found


def random_case(seed: int) -> Case:
    rng = random.Random(seed)
    queries, open_left = [f"q{n}" for n in range(rng.randint(1, 7))], 9
    case = Case({}, {name: {} for name in ("u", "v", "w")[: rng.randint(1, 3)]})
    k = rng.choice([1, 3])
    for query in queries:
        top = [f"i{n}" for n in range(5)]
        graded = {item: rng.choice([0, 0, 3]) for item in top}
        lists = {name: tuple(rng.sample(top, 4)) for name in case.lists}
        shown = {item for each in lists.values() for item in each[:k]}
        holes = [item for item in sorted(shown) if rng.random() < 0.6]
        for item in holes[: max(0, min(open_left, 3))]:
            del graded[item]
            open_left -= 1
        case.grades[query] = graded
        for name in case.lists:
            case.lists[name][query] = None if rng.random() < 0.1 else lists[name]
    # Ever so many queries that are settled: enough for the tests to have something to tell.
    for n in range(rng.choice([0, 0, 3, 6, 20])):
        query, favoured = f"s{n}", rng.choice(list(case.lists))
        case.grades[query] = {"a": 3, "b": 0, "c": 0}
        even = rng.random() < 0.3
        for name in case.lists:
            hits = name == favoured or even
            case.lists[name][query] = ("a", "b", "c") if hits else ("b", "c", "a")
    planned = rng.choice([0, 0, 0, 4])
    return replace(case, target=Target(f"success@{k}", rng.choice([0.5, 0.8])), planned=planned)


def test_what_can_change_is_what_some_grading_changes() -> None:
    seen: dict[str, int] = defaultdict(int)
    for seed in range(150):
        case = random_case(seed)
        found = {e.query: (set(e.success), set(e.verdicts), set(e.paired)) for e in case.found()}
        assert found == brute(case), seed
        for success, verdicts, paired in found.values():
            seen["success" if success else "no success"] += 1
            seen["verdict" if verdicts else "no verdict"] += 1
            seen["paired" if paired else "no paired"] += 1
    assert len(seen) == 6
    assert min(seen.values()) >= 20, seen


def by_hand() -> Case:
    """One query each: nothing open, a hit with an open pair, a miss that only ``v`` can mend."""
    return Case(
        {"hit": {"a": 3}, "mend": {"a": 3, "b": 0, "c": 0}, "done": {"a": 3, "b": 0}},
        {
            "u": {"hit": ("a", "x"), "mend": ("b", "c"), "done": ("a", "b")},
            "v": {"hit": ("a", "x"), "mend": ("b", "y"), "done": ("b", "a")},
        },
        Target("success@3", 0.8),
    )


def test_a_hit_is_judged_last_and_what_is_judged_not_at_all() -> None:
    assert by_hand().found() == (
        OpenQuery("mend", ("y",), ("v",), ("v",), (), 1, 2),
        OpenQuery("hit", ("x",), (), (), (), 2, 2),
    )


def test_what_nobody_can_grade_leaves_nothing_open() -> None:
    assert [each.query for each in by_hand().found(("mend", "y"))] == ["hit"]
    assert [each.query for each in by_hand().found(("hit", "x"), ("hit", "y"))] == ["mend"]
    both = replace(by_hand(), lists={**by_hand().lists, "w": {**by_hand().lists["v"]}})
    both.lists["w"]["mend"] = ("b", "z")
    assert both.found(("mend", "y"))[0].success == ("w",)


def test_which_pairs_nobody_can_grade() -> None:
    def event(number: int, name: str, item: str, grade: int | None, **more: str) -> StoredJudgment:
        reason = None if grade is not None else "그림 없음"
        kind = more.get("kind", "judgment")
        judgment = Judgment(
            f"e{number}", name, "q", item, kind=kind, grade=grade, cannot_tell=reason, note="n"
        )  # type: ignore[arg-type]
        return StoredJudgment(number, "w", judgment, f"2026-01-{number:02d}", "p", "h")

    now = standing(
        [
            event(1, "kim", "a", None),
            event(2, "lee", "a", None),
            event(3, "kim", "b", None),
            event(4, "lee", "b", 0),
            event(5, "kim", "c", 3),
            event(6, "park", "c", None, kind="adjudication"),
            event(7, "park", "d", None, kind="adjudication"),
            event(8, "kim", "e", None),
            event(9, "park", "e", 2, kind="adjudication"),
        ]
    )
    assert ungradable(now) == {("q", "a"), ("q", "c"), ("q", "d")}


def query(name: str, *items: str, decides: int = 0, variants: int = 1, rank: int = 1) -> OpenQuery:
    found = (("u",) if decides > at else () for at in (0, 1))
    return OpenQuery(name, items, *found, (("u", "v"),) if decides > 2 else (), variants, rank)


def test_the_order_of_queries() -> None:
    ordered = [
        query("q3", "a", decides=3, rank=9),
        query("q2", "a", decides=2, variants=4),
        query("q1", "a", decides=1, variants=3, rank=5),
        query("q0", "a", decides=1, variants=2, rank=2),
        query("q4", "a", decides=1, variants=2, rank=3),
        query("q5", "a", variants=4),
    ]
    backwards = ordered[::-1]
    backwards.sort(key=lambda each: each.priority)
    assert backwards == ordered
    for name in ("김서연", "박준호"):
        assert [b.query for b in decisive_batches(ordered[::-1], name, "salt")] == [
            each.query for each in ordered
        ]


def test_candidates_and_equals_stand_in_the_annotators_own_order() -> None:
    found = [query(f"q{n}", *(f"i{m}" for m in range(8)), decides=1) for n in range(8)]
    orders = {name: decisive_batches(found, name, "salt") for name in ("kim", "lee")}
    assert orders["kim"] == decisive_batches(found[::-1], "kim", "salt")
    assert [b.query for b in orders["kim"]] != [b.query for b in orders["lee"]]
    for order in orders.values():
        assert {b.query: tuple(sorted(b.candidates)) for b in order} == {
            each.query: each.items for each in found
        }
        assert sum(b.candidates != tuple(sorted(b.candidates)) for b in order) >= 7


def test_what_is_left_and_how_long_it_takes() -> None:
    found = [query(f"q{n}", "a", "b", decides=n % 2) for n in range(107)]
    assert left(found, Pace(30.0, 0)) == left(found[::-1], Pace(30.0, 0))
    rest = left(found, Pace(30.0, 0))
    assert (rest.pairs, rest.flipping, rest.minutes) == (214, 106, 110)
    nothing = left([], Pace(30.0, 0))
    assert (nothing.pairs, nothing.minutes) == (0, 0)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, 0), (0.2, 1), (3, 3), (10, 10), (10.1, 15), (59, 60), (60, 60), (60.5, 70), (107, 110)],
)
def test_minutes_are_rounded_up_as_people_say_them(minutes: float, said: int) -> None:
    assert about(minutes) == said


def test_only_a_measure_with_a_cut_off() -> None:
    case = replace(by_hand(), target=Target("rr", 0.5))
    with pytest.raises(ValueError, match="rr has no cut-off"):
        case.found()
