"""Brute force in plain Python, written from the rules of evaluation: slow, obvious, no shared code.

Vectors are sequences of Python floats that hold stored float32 values.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from scipy.stats import binomtest

CUTOFFS = (1, 3, 5, 10)
MEASURES = (
    *(f"success@{k}" for k in CUTOFFS),
    *(f"recall@{k}" for k in CUTOFFS),
    "rr",
    "ndcg@10",
    "judged@5",
)


# --- canonical order ------------------------------------------------------------------------------


def stored(vector):
    """The storage rule: within 1e-3 of length 1 as it came, others scaled in float64."""
    norm = math.sqrt(math.fsum(float(x) ** 2 for x in vector))
    if abs(norm - 1) > 1e-3:
        vector = [float(x) / norm for x in vector]
    return tuple(float(np.float32(x)) for x in vector)


def key(a, b):
    """Products of float32 values are exact in float64; fsum rounds their sum once."""
    return round(math.fsum(x * y for x, y in zip(a, b, strict=True)) * 1e6)


def ranking(vectors, query, candidates):
    """Candidates with a vector, without the query, by key descending, then id."""
    keys = {i: key(vectors[query], vectors[i]) for i in candidates if i in vectors and i != query}
    return sorted(keys, key=lambda i: (-keys[i], i))


def order_of(matrix, row, k, allowed=None):
    """NumPy float64 brute force: the first ``k`` rows and their keys."""
    wide = np.asarray(matrix, dtype=np.float64)
    keys = np.rint(1e6 * (wide @ wide[row])).astype(np.int64)
    rows = np.arange(len(wide)) if allowed is None else np.flatnonzero(allowed)
    rows = rows[rows != row]
    first = rows[np.lexsort((rows, -keys[rows]))][:k]
    return first, keys[first]


def slow_order_of(matrix, row, k, allowed=None):
    """The same with correctly rounded sums, pair by pair."""
    lists = np.asarray(matrix, dtype=np.float64).tolist()
    rows = [r for r in range(len(lists)) if r != row and (allowed is None or allowed[r])]
    keys = {r: key(lists[row], lists[r]) for r in rows}
    first = sorted(rows, key=lambda r: (-keys[r], r))[:k]
    return first, [keys[r] for r in first]


# --- evaluation -----------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What the rules say of one variant, ground truth and pool."""

    n: int = 0
    counted_as_zero: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    first_rank: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    holes: dict = field(default_factory=dict)
    rankings: dict = field(default_factory=dict)
    qrels: dict = field(default_factory=dict)
    mean: dict = field(default_factory=dict)
    upper: dict = field(default_factory=dict)
    hits: dict = field(default_factory=dict)
    point: str | None = None
    evidence: str = "undecided"


def grade_of(gt, query, item):
    """The grade of a pair in a ground truth file's declared form; None for a hole."""
    entries = gt["queries"][query]
    given = (2 if item in entries else None) if isinstance(entries, list) else entries.get(item)
    if given is not None:
        return None if given < 0 else given
    if "pool" in gt and item in gt["pool"]:
        return 0 if gt.get("unlisted", "not_relevant") == "not_relevant" else None
    return None


def evaluate(gt, vectors, candidates, target=("success@5", Fraction(4, 5))):
    """Measure the rankings of all queries of ``gt`` over ``candidates``."""
    out = Outcome()
    threshold = gt.get("threshold", 1)
    for query in sorted(gt["queries"]):
        grades = {i: grade_of(gt, query, i) for i in candidates if i != query}
        relevant = {i for i, g in grades.items() if g is not None and g >= threshold}
        if not relevant:
            out.left_out.append(query)
            out.first_rank[query] = None
            continue
        out.n += 1
        out.qrels[query] = {i: g for i, g in grades.items() if g is not None}
        if query not in vectors:
            out.counted_as_zero.append(query)
            out.first_rank[query] = None
            out.values[query] = dict.fromkeys(MEASURES, 0.0)
            out.holes[query] = dict.fromkeys(CUTOFFS, False)
            continue
        order = ranking(vectors, query, candidates)
        out.rankings[query] = order
        places = [rank for rank, i in enumerate(order, start=1) if i in relevant]
        out.first_rank[query] = places[0] if places else None
        values = {"rr": 1 / places[0] if places else 0.0}
        for k in CUTOFFS:
            found = [p for p in places if p <= k]
            values[f"success@{k}"] = 1.0 if found else 0.0
            values[f"recall@{k}"] = len(found) / len(relevant)
        gains = [grades[i] or 0 for i in order[:10]]
        best = sorted((g for g in grades.values() if g), reverse=True)[:10]
        values["ndcg@10"] = _dcg(gains) / _dcg(best)
        first = order[:5]
        graded = sum(grades[i] is not None for i in first)
        values["judged@5"] = graded / len(first) if first else 0.0
        out.values[query] = values
        out.holes[query] = {k: any(grades[i] is None for i in order[:k]) for k in CUTOFFS}
    if out.n:
        _summarise(out, *target)
    return out


def _dcg(gains):
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))


def _summarise(out, measure, share):
    for name in MEASURES:
        out.mean[name] = sum(v[name] for v in out.values.values()) / out.n
    possible = {}
    for k in CUTOFFS:
        name = f"success@{k}"
        hits = [q for q, v in out.values.items() if v[name]]
        perhaps = [q for q, v in out.values.items() if not v[name] and out.holes[q][k]]
        out.hits[name] = len(hits)
        possible[name] = len(hits) + len(perhaps)
        if any(holes[k] for holes in out.holes.values()):
            out.upper[name] = possible[name] / out.n
    out.point = "pass" if Fraction(out.hits[measure], out.n) >= share else "fail"
    if wilson(out.hits[measure], out.n)[0] >= share:
        out.evidence = "shown"
    elif wilson(possible[measure], out.n)[1] < share:
        out.evidence = "refuted"


def wilson(hits, n):
    """scipy's interval."""
    found = binomtest(hits, n).proportion_ci(confidence_level=0.95, method="wilson")
    return found.low, found.high
