"""The plain sentences on top of Compare: what they say, and what they must not."""

from __future__ import annotations

from core.evaluate import Evaluation, MeasureResult, QueryResult, Verdict
from core.measures import MEASURES
from core.search import Pool
from core.statistics import evidence, point_verdict, wilson
from core.types import Target, Where
from dashboard import strings
from dashboard.components.comparing import summary
from dashboard.strings import Translate

TARGET = Target("success@5", 0.8)


def ko(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def en(key: str, **values: object) -> str:
    return strings.text("en", key, **values)


def evaluation(
    variant: str, hits: int, n: int, possible: int | None = None, where: Where = ()
) -> Evaluation:
    """An evaluation with so many hits of n, and the verdict that they make."""
    measures = {key: MeasureResult(None, None, m.interval) for key, m in MEASURES.items()}
    verdict = Verdict(None, "undecided")
    if n:
        upper = None if possible is None else possible / n
        measures["success@5"] = MeasureResult(hits / n, wilson(hits, n), "wilson95", upper)
        found = evidence(hits, hits if possible is None else possible, n, 0.8)
        verdict = Verdict(point_verdict(hits, n, 0.8), found)
    queries = tuple(QueryResult(f"q{number}", "ranked", 1, {}, {}) for number in range(n))
    pool = Pool("judged", "g", where, 100, None)
    return Evaluation(variant, "g", "imported", pool, queries, measures, verdict)


def said(*evaluations: Evaluation, t: Translate = ko) -> str:
    lead, line = summary.lines(t, {"g": evaluations}, TARGET, str)
    assert "80 %" in lead
    return line


def test_point_rule_and_evidence_are_told_apart() -> None:
    line = said(
        evaluation("a", 58, 61), evaluation("b", 52, 61), evaluation("c", 46, 61),
        evaluation("d", 30, 61),
    )  # fmt: skip
    assert line == (
        "**g** (61문항): 모델 4개 중 2개가 기준에 닿았습니다(a, b). "
        "다른 문항에서도 기준에 닿는다고 볼 근거가 충분한 모델: a. "
        "기준에 못 미친다고 볼 근거가 충분한 모델: d. "
        "아직 어느 쪽이라고도 말할 수 없는 모델: b, c."
    )


def test_all_none_and_one() -> None:
    assert "모델 2개가 모두 기준에 닿았습니다." in said(
        evaluation("a", 61, 61), evaluation("b", 49, 61)
    )
    none = said(evaluation("a", 45, 61), evaluation("b", 46, 61), t=en)
    assert "None of the 2 variants reaches" in none
    assert none.endswith("Whether other queries would agree can't be said yet of any.")
    assert said(evaluation("a", 52, 61), t=en) == (
        "**g** (61 queries): a reaches the target. It can't be said yet either way: a."
    )
    assert "a 모델은 기준에 닿지 못했습니다." in said(evaluation("a", 40, 61))
    assert "1 of 2 variants reaches the target (a)." in said(
        evaluation("a", 61, 61), evaluation("b", 30, 61), t=en
    )


def test_few_queries_say_no_more_than_their_counts() -> None:
    assert "기준 문항이 7개뿐이라" in said(evaluation("a", 7, 7))
    assert "뿐이라" not in said(evaluation("a", 8, 8))


def test_a_miss_that_judging_could_undo_is_named() -> None:
    words = "미판정 쌍을 판정하면 기준에 닿을 수도 있는 모델: a."
    assert words in said(evaluation("a", 45, 61, 49), evaluation("b", 45, 61, 48))
    assert "수도 있는" not in said(evaluation("a", 52, 61, 61))  # reached already


def test_where_there_is_no_contract_nothing_is_said_of_passing() -> None:
    filtered = [evaluation("a", 61, 61, where=(("subject", "수학"),))]
    (only,) = summary.lines(ko, {"g": filtered, "h": None}, TARGET, str)
    assert "통과 여부를 말하지 않습니다" in only
    lead, no_pool, no_queries = summary.lines(
        ko, {"g*": None, "h": [evaluation("a", 0, 0)]}, TARGET, str
    )
    assert lead
    assert no_pool.startswith("**g\\*")
    assert "정해진 시험 문항이 없어" in no_pool
    assert "판정할 기준 문항이 없습니다" in no_queries


def test_many_names_are_cut() -> None:
    many = [evaluation(f"v{number}", 61, 61) for number in range(8)]
    assert "v5 외 2개" in said(*many, evaluation("w", 0, 61))
