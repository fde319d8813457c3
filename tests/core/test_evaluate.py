"""Rules of evaluation, one by one, each beside the plausible mistake that it rules out."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from core.errors import FilterError, PoolError, UnknownGroundTruthError, UnknownVariantError
from core.evaluate import evaluate
from core.statistics import wilson

# a's neighbours are b, c, d, e, f in this order; angles grow.
ANGLES = {"a": 0, "b": 10, "c": 20, "d": 30, "e": 40, "f": 50}
CIRCLE = {i: [math.cos(math.radians(t)), math.sin(math.radians(t))] for i, t in ANGLES.items()}


@pytest.fixture
def measured(builders, tmp_path):
    """Evaluate one ground truth with vectors on a circle."""

    def run(gt, vectors=None, items=None, where=(), pool=None, target=None):
        ids = items or list(CIRCLE)
        chosen = CIRCLE if vectors is None else vectors
        space = builders.workspace(tmp_path, ids, {"v": chosen}, {"gt": gt}, target)
        return evaluate(space, "v", "gt", pool, where)

    return run


def mean(result, key):
    return result.measures[key].mean


def only(result):
    (query,) = (q for q in result.queries if q.status != "left_out")
    return query


# --- success and recall ---------------------------------------------------------------------------


def test_success_is_not_recall(measured):
    result = measured({"a": ["b", "f"]})
    assert mean(result, "success@1") == 1.0
    assert mean(result, "recall@1") == 0.5
    assert mean(result, "recall@3") == 0.5
    assert mean(result, "recall@5") == 1.0


def test_ranks_and_reciprocal_ranks(measured):
    result = measured({"a": ["d"]})
    assert only(result).first_relevant_rank == 3, "without the query, which would be first"
    assert mean(result, "rr") == pytest.approx(1 / 3)
    assert [mean(result, f"success@{k}") for k in (1, 3, 5, 10)] == [0.0, 1.0, 1.0, 1.0]
    assert mean(result, "ndcg@10") == pytest.approx(1 / math.log2(4))


def test_the_query_leaves_ranking_and_relevant_set(measured):
    result = measured({"a": ["a", "c"], "f": ["f"]})
    assert only(result).query == "a"
    assert only(result).first_relevant_rank == 2
    assert mean(result, "recall@10") == 1.0, "one relevant item, not two"
    assert result.left_out == ("f",), "its only relevant item is itself"


def test_a_self_hit_is_no_credit_in_graded_measures(measured):
    with_self = measured({"a": {"a": 3, "c": 1}})
    assert mean(with_self, "ndcg@10") == pytest.approx(1 / math.log2(3))


# --- who counts -----------------------------------------------------------------------------------


def test_a_query_without_a_vector_counts_as_zero(measured):
    vectors = {i: v for i, v in CIRCLE.items() if i != "b"}
    result = measured({"a": ["c"], "b": ["c"]}, vectors)
    assert result.n == 2, "an inner join would say 1"
    assert result.counted_as_zero == ("b",)
    assert result.left_out == ()
    for key in result.measures:
        if key != "judged@5":
            assert mean(result, key) == 0.5
    assert result.measures["success@1"].interval == wilson(1, 2)
    missing = next(q for q in result.queries if q.query == "b")
    assert (missing.status, missing.first_relevant_rank) == ("counted_as_zero", None)
    assert set(missing.values.values()) == {0.0}


def test_variants_share_their_denominator(builders, tmp_path):
    gt = {"a": ["b"], "c": ["d"], "e": ["f"], "f": []}
    half = {i: CIRCLE[i] for i in "abd"}
    space = builders.workspace(tmp_path, list(CIRCLE), {"all": CIRCLE, "half": half}, {"gt": gt})
    full, part = evaluate(space, "all", "gt"), evaluate(space, "half", "gt")
    assert full.n == part.n == 3
    assert full.left_out == part.left_out == ("f",)
    assert part.counted_as_zero == ("c", "e")
    assert mean(part, "success@1") == pytest.approx(1 / 3), "not 1 of 1"


def test_a_relevant_item_without_a_vector_stays_relevant(measured):
    vectors = {i: v for i, v in CIRCLE.items() if i != "b"}
    result = measured({"a": ["b", "c"], "d": ["b"]}, vectors)
    first, second = result.queries
    assert first.values["recall@10"] == 0.5, "not 1 of 1"
    assert first.first_relevant_rank == 1
    assert second.status == "ranked", "the item is in the pool; it is just never found"
    assert second.values["rr"] == 0.0
    assert result.n == 2


def test_queries_without_a_relevant_item_are_left_out_by_name(measured):
    result = measured({"a": ["b"], "c": [], "d": {"e": 0}, "f": {"e": -1}})
    assert result.left_out == ("c", "d", "f")
    assert result.n == 1
    assert mean(result, "success@1") == 1.0, "not 1 of 4"
    assert [q.query for q in result.queries] == ["a", "c", "d", "f"]


def test_left_out_comes_before_counted_as_zero(measured):
    vectors = {i: v for i, v in CIRCLE.items() if i != "c"}
    result = measured({"a": ["b"], "c": []}, vectors)
    assert result.left_out == ("c",)
    assert result.counted_as_zero == ()


def test_no_query_left(measured):
    result = measured({"a": [], "b": {"c": 0}})
    assert result.n == 0
    assert result.left_out == ("a", "b")
    for measure in result.measures.values():
        assert (measure.mean, measure.interval, measure.upper) == (None, None, None)
    assert (result.verdict.point, result.verdict.evidence) == (None, "undecided")


def test_all_queries_without_a_vector(measured):
    vectors = {i: CIRCLE[i] for i in "ab"}
    result = measured({"c": ["d"], "e": ["f"]}, vectors)
    assert result.n == 2
    assert mean(result, "success@10") == 0.0
    assert result.measures["success@10"].upper is None, "no ranking, no hole, no hope"
    assert result.verdict.point == "fail"


# --- pools ----------------------------------------------------------------------------------------


def test_k_over_the_pool(measured):
    result = measured({"pool": ["a", "b", "c"], "queries": {"a": ["c"]}})
    assert result.pool.size == 3
    assert only(result).first_relevant_rank == 2
    assert [mean(result, f"success@{k}") for k in (1, 3, 5, 10)] == [0.0, 1.0, 1.0, 1.0]
    assert mean(result, "judged@5") == 1.0, "of the two ranked, not of five"


def test_a_pool_of_the_query_alone(measured):
    result = measured({"pool": ["a"], "queries": {"a": ["a"]}})
    assert result.left_out == ("a",)


def test_nothing_can_be_ranked(measured):
    vectors = {"a": [1.0, 0.0]}
    result = measured({"a": ["b"]}, vectors)
    assert only(result).status == "ranked"
    assert mean(result, "rr") == mean(result, "judged@5") == 0.0
    assert result.measures["success@5"].upper is None, "an empty ranking has no hole"


def test_a_pool_without_positives_leaves_the_query_out(measured):
    subjects = dict(zip(CIRCLE, "수수수과과과", strict=True))
    items = [{"id": i, "subject": s} for i, s in subjects.items()]
    gt = {"a": ["b", "e"], "c": ["f"]}
    result = measured(gt, items=items, where=(("subject", "수"),))
    assert result.left_out == ("c",)
    assert only(result).values["recall@10"] == 1.0, "relevant items outside the pool don't count"


def test_filters_choose_candidates_not_queries(measured):
    items = [{"id": i, "subject": s} for i, s in zip(CIRCLE, "수수수과과과", strict=True)]
    result = measured({"a": ["e"]}, items=items, where=(("subject", "과"),))
    assert only(result).query == "a", "although it is not 과 itself"
    assert only(result).first_relevant_rank == 2, "after d"
    assert result.pool.size == 3


def test_judged_is_the_default_only_where_a_pool_is_declared(builders, tmp_path):
    gts = {
        "declared": {"pool": ["a", "b", "e", "f"], "queries": {"a": ["e"]}},
        "open": {"a": ["e"]},
    }
    space = builders.workspace(tmp_path, list(CIRCLE), {"v": CIRCLE}, gts)
    judged = evaluate(space, "v", "declared")
    assert (judged.pool.kind, judged.pool.gt) == ("judged", "declared")
    assert only(judged).first_relevant_rank == 2
    corpus = evaluate(space, "v", "declared", "corpus")
    assert (corpus.pool.kind, corpus.pool.gt) == ("corpus", None)
    assert only(corpus).first_relevant_rank == 4
    assert evaluate(space, "v", "open").pool.kind == "corpus"
    with pytest.raises(PoolError, match='"open" declares no pool'):
        evaluate(space, "v", "open", "judged")
    with pytest.raises(UnknownVariantError, match='no variant "w"'):
        evaluate(space, "w", "open")
    with pytest.raises(UnknownGroundTruthError, match='no ground truth "x"'):
        evaluate(space, "v", "x")
    with pytest.raises(FilterError, match='no field "colour"'):
        evaluate(space, "v", "open", where=(("colour", "red"),))


# --- grades ---------------------------------------------------------------------------------------


def test_the_threshold_decides_hits_and_the_grade_decides_gains(measured):
    gt = {"threshold": 2, "queries": {"a": {"b": 1, "c": 2}}}
    result = measured(gt)
    assert mean(result, "success@1") == 0.0, "grade 1 is no hit at threshold 2"
    assert mean(result, "recall@3") == 1.0
    ideal = 2 + 1 / math.log2(3)
    assert mean(result, "ndcg@10") == pytest.approx((1 + 2 / math.log2(3)) / ideal)
    assert mean(result, "judged@5") == pytest.approx(2 / 5)


def test_a_negative_grade_is_a_hole(measured):
    result = measured({"a": {"b": -1, "c": 0, "d": 1}})
    assert mean(result, "success@1") == 0.0
    assert result.measures["success@1"].upper == 1.0, "b may be relevant"
    assert mean(result, "judged@5") == pytest.approx(2 / 5)
    assert mean(result, "recall@10") == 1.0
    assert mean(result, "ndcg@10") == pytest.approx(1 / math.log2(4)), "no negative gain"


# --- holes ----------------------------------------------------------------------------------------

POOL = {"pool": list(CIRCLE)}


def test_a_declared_pool_has_no_holes(measured):
    result = measured({**POOL, "queries": {"a": ["f"]}})
    assert mean(result, "success@1") == 0.0
    assert all(m.upper is None for m in result.measures.values())
    assert mean(result, "judged@5") == 1.0


def test_unless_it_declares_unlisted_as_unknown(measured):
    result = measured({**POOL, "unlisted": "unknown", "queries": {"a": ["f"]}})
    assert mean(result, "success@1") == 0.0
    assert result.measures["success@1"].upper == 1.0
    assert mean(result, "judged@5") == pytest.approx(1 / 5)


def test_the_corpus_around_a_declared_pool_is_unknown(measured):
    gt = {"pool": ["a", "e", "f"], "queries": {"a": ["f"]}}
    result = measured(gt, pool="corpus")
    assert mean(result, "success@1") == 0.0
    assert result.measures["success@1"].upper == 1.0
    assert mean(result, "judged@5") == pytest.approx(2 / 5), "e is assumed not relevant"


def test_upper_adds_only_missed_queries_with_a_hole_in_their_own_top(measured):
    vectors = {i: v for i, v in CIRCLE.items() if i != "e"}
    result = measured(
        {
            "a": {"c": 1},  # misses at 1: b is a hole; hits at 3
            "b": {"a": 0, "c": 0, "d": 1},  # misses at 1: a, tied with c, is graded 0
            "c": {"b": 1, "d": 1},  # hits at 1
            "e": {"d": 1},  # no vector
        },
        vectors,
    )
    one, three = result.measures["success@1"], result.measures["success@3"]
    assert one.mean == 1 / 4
    assert one.upper == 2 / 4, "a may hit; b, graded, and e, without a vector, can't"
    assert three.mean == three.upper == 3 / 4, "holes exist, none of a missed query"
    assert {k for k, m in result.measures.items() if m.upper is not None} == {
        "success@1",
        "success@3",
        "success@5",
        "success@10",
    }


def test_upper_is_not_a_sampling_interval(measured):
    result = measured({"a": ["b"], "b": ["d"], "d": ["a"]})
    success = result.measures["success@1"]
    assert success.interval == wilson(1, 3)
    assert success.interval_kind == "wilson95"
    assert success.upper == 1.0
    assert success.interval[1] < 1.0


# --- verdict --------------------------------------------------------------------------------------


def circle_of(count):
    angles = {f"i{n:03d}": n * 2 * math.pi / (3 * count) for n in range(count)}
    return {i: [math.cos(t), math.sin(t)] for i, t in angles.items()}


def chain(hits, misses, *, holes):
    """Queries that hit at rank 1 or 2, and queries that miss even at 10."""
    vectors = circle_of(90)
    ids = list(vectors)
    queries = {q: [ids[n + 1]] for n, q in enumerate(ids[:hits])}
    queries |= {q: [ids[-1]] for q in ids[hits : hits + misses]}
    gt = {"queries": queries}
    if not holes:
        gt["pool"] = ids
    return gt, vectors, ids


@pytest.mark.parametrize(
    ("hits", "misses", "point", "evidence"),
    [
        (26, 1, "pass", "shown"),
        (25, 2, "pass", "undecided"),
        (22, 5, "pass", "undecided"),
        (21, 6, "fail", "undecided"),
        (18, 9, "fail", "undecided"),
        (17, 10, "fail", "refuted"),
        (48, 12, "pass", "undecided"),
        (47, 13, "fail", "undecided"),
    ],
)
def test_the_contract(hits, misses, point, evidence, measured):
    gt, vectors, ids = chain(hits, misses, holes=False)
    result = measured(gt, vectors, ids)
    assert result.n == hits + misses
    assert mean(result, "success@5") == hits / (hits + misses)
    assert (result.verdict.point, result.verdict.evidence) == (point, evidence)


def test_holes_forbid_refuting(measured):
    gt, vectors, ids = chain(10, 17, holes=True)
    result = measured(gt, vectors, ids)
    assert mean(result, "success@5") == 10 / 27
    assert result.measures["success@5"].upper == 1.0
    assert (result.verdict.point, result.verdict.evidence) == ("fail", "undecided")


@pytest.mark.parametrize(("measure", "point"), [("success@1", "fail"), ("success@3", "pass")])
def test_the_verdict_uses_the_workspace_measure(measure, point, measured):
    result = measured({"a": ["c"]}, target=(measure, 0.8))
    assert only(result).first_relevant_rank == 2
    assert result.verdict.point == point


@pytest.mark.parametrize(
    ("value", "point", "evidence"),
    [(0.2, "pass", "shown"), (0.3, "pass", "undecided"), (0.5, "fail", "undecided")],
)
def test_the_verdict_uses_the_workspace_target(value, point, evidence, measured):
    gt, vectors, ids = chain(10, 17, holes=False)
    result = measured(gt, vectors, ids, target=("success@5", value))
    assert mean(result, "success@5") == 10 / 27
    assert (result.verdict.point, result.verdict.evidence) == (point, evidence)


# --- ties -----------------------------------------------------------------------------------------


def test_ten_thousand_duplicates(builders, tmp_path):
    """Ranks are by id among duplicates, over the whole pool and without the query."""
    ids = [f"d{n:05d}" for n in range(10_000)]
    vectors = {i: [0.6, 0.8] for i in ids}
    gts = {
        "gt": {
            "d00000": ["d09999"],
            "d05000": ["d00000"],
            "d09999": ["d05000", "d00009"],
            "d00007": ["d00006"],
            "d00008": ["d00009"],
        }
    }
    space = builders.workspace(tmp_path, ids, {"v": vectors}, gts)
    result = evaluate(space, "v", "gt")
    assert {q.query: q.first_relevant_rank for q in result.queries} == {
        "d00000": 9_999,
        "d00007": 7,
        "d00008": 9,
        "d05000": 1,
        "d09999": 10,
    }
    assert mean(result, "success@10") == 4 / 5
    assert mean(result, "recall@10") == pytest.approx((1 + 0.5 + 1 + 1) / 5)
    reciprocal = (1 / 9_999 + 1 / 7 + 1 / 9 + 1 + 1 / 10) / 5
    assert mean(result, "rr") == pytest.approx(reciprocal)


# --- the result -----------------------------------------------------------------------------------


def test_the_result_is_frozen_and_repeatable(builders, tmp_path):
    rng = np.random.default_rng(3)
    ids = [f"i{n}" for n in range(60)]
    vectors = {i: rng.normal(size=8).tolist() for i in ids}
    gt = {i: rng.choice(ids, size=3, replace=False).tolist() for i in ids[:30]}
    space = builders.workspace(tmp_path, ids, {"v": vectors}, {"gt": gt})
    first, second = evaluate(space, "v", "gt"), evaluate(space, "v", "gt")
    assert first == second
    assert (first.variant, first.gt, first.view) == ("v", "gt", "imported")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign"):
        first.variant = "w"
    assert [q.query for q in first.queries] == sorted(gt)
    for key in ("rr", "ndcg@10", "recall@5", "judged@5"):
        low, high = first.measures[key].interval
        assert low <= mean(first, key) <= high
        assert low < high
        assert first.measures[key].interval_kind == "bootstrap95"
