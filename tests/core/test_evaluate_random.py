"""Hundreds of random evaluations against brute force and ir-measures.

A case is a workspace of 5 to 40 items with three variants (ties and duplicates everywhere, one
of them covering every item, one a part, one hardly any), five ground truths and several pools.
"""

from __future__ import annotations

import random
from fractions import Fraction

import ir_measures
import pytest

from core.evaluate import default_pool_kind, evaluate
from core.measures import MEASURES

SEEDS = range(24)
TARGETS = [("success@5", "0.8"), ("success@1", "0.35"), ("success@3", "0.6"), ("success@10", "1.0")]
ALPHABET = ["7", "007", "a", "B", "가", "나", "é", "z", "0", "-", "文"]


class Case:
    """Inputs of one workspace, as plain Python."""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        count = rng.randint(5, 40)
        self.ids = rng.sample(ALPHABET, 5) + [f"i{n}" for n in range(count - 5)]
        self.items = [
            {"id": i, "subject": rng.choice("수과사"), "level": rng.choice(["1", "2"])}
            for i in self.ids
        ]
        self.items[0]["subject"] = "수"
        self.target = TARGETS[seed % len(TARGETS)]
        self.variants = {
            "full": self.vectors(1.0),
            "part": self.vectors(0.7),
            "few": self.vectors(0.15),
        }
        self.gts = {
            "lists": self.lists(),
            "graded": {"threshold": rng.choice([1, 2, 3]), "queries": self.graded()},
            "assumed": self.declared("not_relevant"),
            "open": self.declared("unknown"),
            "silent": self.declared(None),
        }

    def vectors(self, share):
        """Few distinct directions, half of them scaled, so that duplicates and ties abound."""
        rng, dim = self.rng, self.rng.randint(1, 4)
        vectors = {}
        for item in self.ids:
            vector = [rng.choice([-1.0, 0.0, 0.5, 1.0]) for _ in range(dim)]
            if not any(vector):
                vector[0] = 1.0
            scale = rng.choice([1.0, 1.0, 3.0, 1e-3])
            if rng.random() < share:
                vectors[item] = [scale * x for x in vector]
        vectors.setdefault(self.ids[0], [1.0] * dim)
        return vectors

    def queries(self):
        chosen = self.rng.sample(self.ids, self.rng.randint(1, min(12, len(self.ids))))
        return [i for i in chosen if i in self.variants["full"]]

    def some(self, items, most=6):
        return self.rng.sample(items, self.rng.randint(0, min(most, len(items))))

    def lists(self):
        """Positives only; some entries are empty, some hold the query itself."""
        made = {q: self.some(self.ids) for q in self.queries()}
        return {q: sorted({*found, q}) if self.rng.random() < 0.3 else found
                for q, found in made.items()}  # fmt: skip

    def graded(self, among=None):
        items = among or self.ids
        made = {}
        for query in self.queries():
            made[query] = {i: self.rng.choice([-1, 0, 0, 1, 2, 3]) for i in self.some(items, 9)}
            if self.rng.random() < 0.3:
                made[query][query] = 3
        return made

    def declared(self, unlisted):
        pool = self.rng.sample(self.ids, self.rng.randint(2, len(self.ids)))
        made = {"pool": pool, "threshold": self.rng.choice([1, 1, 2])}
        if unlisted is not None:
            made["unlisted"] = unlisted
        return {**made, "queries": self.graded(pool)}

    def candidates(self, gt, kind, where):
        pool = set(gt["pool"]) if kind == "judged" else set(self.ids)
        for field in {f for f, _ in where}:
            wanted = {v for f, v in where if f == field}
            pool &= {row["id"] for row in self.items if row[field] in wanted}
        return sorted(pool)

    def pools(self, gt):
        filtered = [
            (("subject", "수"),),
            (("subject", "수"), ("subject", "과")),
            (("level", "1"), ("subject", "수")),
        ]
        known = {(f, row[f]) for row in self.items for f in ("subject", "level")}
        kinds = ["corpus", "judged"] if "pool" in gt else ["corpus"]
        for kind in kinds:
            yield kind, ()
            where = self.rng.choice(filtered)
            if all(pair in known for pair in where):
                yield kind, where


def declared_form(content):
    return content if "queries" in content else {"queries": content}


@pytest.mark.parametrize("seed", SEEDS)
def test_evaluation(seed, builders, oracles, tmp_path):
    case = Case(seed)
    space = builders.workspace(tmp_path, case.items, case.variants, case.gts, case.target)
    share = Fraction(case.target[1])
    seen = 0
    for gt_name, content in case.gts.items():
        gt = declared_form(content)
        default = "judged" if "pool" in gt else "corpus"
        assert default_pool_kind(space.gt(gt_name)) == default
        for kind, where in case.pools(gt):
            for name, vectors in case.variants.items():
                stored = {i: oracles.stored(v) for i, v in vectors.items()}
                candidates = case.candidates(gt, kind, where)
                expected = oracles.evaluate(gt, stored, candidates, (case.target[0], share))
                found = evaluate(space, name, gt_name, kind, where)
                assert found.pool.size == len(candidates)
                compare(found, expected, oracles)
                compare_with_ir_measures(found, expected, gt.get("threshold", 1))
                seen += 1
    assert seen >= 15


def compare(found, expected, oracles):
    assert found.n == expected.n
    assert list(found.counted_as_zero) == expected.counted_as_zero
    assert list(found.left_out) == expected.left_out
    assert {q.query: q.first_relevant_rank for q in found.queries} == expected.first_rank
    for query in found.queries:
        if query.status == "left_out":
            assert query.values == {}
            continue
        assert dict(query.values) == pytest.approx(expected.values[query.query], abs=1e-12)
        for k, hole in expected.holes[query.query].items():
            assert bool(query.holes.get(f"success@{k}")) == hole
    assert list(found.measures) == list(oracles.MEASURES)
    for key, result in found.measures.items():
        assert result.interval_kind == MEASURES[key].interval
        assert result.upper == pytest.approx(expected.upper.get(key))
        if expected.n == 0:
            assert (result.mean, result.interval) == (None, None)
            continue
        assert result.mean == pytest.approx(expected.mean[key], abs=1e-12)
        low, high = result.interval
        if key in expected.hits:
            assert (low, high) == pytest.approx(oracles.wilson(expected.hits[key], expected.n))
        else:
            assert 0 <= low <= result.mean + 1e-12
            assert result.mean - 1e-12 <= high <= 1
    assert found.verdict.point == expected.point
    assert found.verdict.evidence == expected.evidence


def compare_with_ir_measures(found, expected, threshold):
    """The rankings are ours to make; every figure computed from them is trec_eval's."""
    names = {"rr": f"RR(rel={threshold})", "ndcg@10": "nDCG@10", "judged@5": "Judged@5"}
    for k in (1, 3, 5, 10):
        names[f"success@{k}"] = f"Success(rel={threshold})@{k}"
        names[f"recall@{k}"] = f"R(rel={threshold})@{k}"
    measures = {key: ir_measures.parse_measure(name) for key, name in names.items()}
    if not expected.qrels:
        assert found.n == 0
        return
    run = {
        query: {item: -float(rank) for rank, item in enumerate(order)}
        for query, order in expected.rankings.items()
        if order
    }
    theirs = ir_measures.calc_aggregate(list(measures.values()), expected.qrels, run)
    ours = {measures[key]: found.measures[key].mean for key in names}
    assert theirs == pytest.approx(ours, abs=1e-9)


def test_the_cases_hold_what_they_are_meant_to(oracles):
    """Ties, self hits, holes, missing vectors, empty entries, queries without positives."""
    seen = dict.fromkeys(
        ("tie", "self", "hole", "zero", "left out", "empty", "unranked", "all", "upper"), 0
    )
    for seed in SEEDS:
        case = Case(seed)
        for content in case.gts.values():
            gt = declared_form(content)
            seen["self"] += sum(q in entries for q, entries in gt["queries"].items())
            seen["empty"] += sum(not entries for entries in gt["queries"].values())
            for vectors in case.variants.values():
                stored = {i: oracles.stored(v) for i, v in vectors.items()}
                result = oracles.evaluate(gt, stored, case.ids)
                seen["zero"] += len(result.counted_as_zero)
                seen["left out"] += len(result.left_out)
                seen["hole"] += sum(h[5] for h in result.holes.values())
                seen["all"] += result.n == 0
                seen["upper"] += any(result.upper[k] > result.mean[k] for k in result.upper)
                for query, order in result.rankings.items():
                    keys = [oracles.key(stored[query], stored[i]) for i in order]
                    seen["tie"] += len(set(keys)) < len(keys)
                    relevant = {i for i, g in result.qrels[query].items() if g > 0}
                    seen["unranked"] += bool(relevant - set(order))
    assert min(seen.values()) >= 3, seen
