"""What printed figures allow, against the report's own facts and brute force."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, product

import pytest
from scipy.stats import binomtest

from core.published import (
    Published,
    RankCount,
    first_hit_ranks,
    pairings,
    possible_hits,
    publication,
)
from core.statistics import evidence, point_verdict

BY_NAME = {(r.variant, r.gt): r for r in publication().results}
MULTIMODAL = "Qwen3-VL-Embedding-2B, multimodal"
TEXT = "Qwen3-VL-Embedding-2B, text only"
LOADER = "8B (Qwen3VLEmbedder)"
AUTO = "8B (AutoModel)"


def test_the_report_is_whole():
    assert (publication().date, publication().pool) == ("2026-01-29", 100)
    assert {(r.gt, r.n) for r in publication().results} == {("Image GT", 27), ("Hybrid GT", 61)}
    assert len(BY_NAME) == len(publication().results) == 8


@pytest.mark.parametrize(
    ("variant", "gt", "hits"),
    [
        (MULTIMODAL, "Image GT", (27,)),
        (MULTIMODAL, "Hybrid GT", (52,)),
        (TEXT, "Image GT", (26,)),
        (TEXT, "Hybrid GT", (57,)),
        (LOADER, "Image GT", (25,)),
        (LOADER, "Hybrid GT", (43,)),
        (AUTO, "Image GT", ()),
        (AUTO, "Hybrid GT", ()),
    ],
)
def test_hits_behind_the_top_5_figures(variant, gt, hits):
    published = BY_NAME[variant, gt]
    assert possible_hits(published.success[5], published.n) == hits


def test_hits_by_rounding_every_share():
    for n in (1, 7, 27, 61, 400):
        for tenths in range(1001):
            text = f"{tenths / 10:.1f}"
            near = [h for h in range(n + 1) if abs(1000 * h / n - tenths) <= 0.5 + 1e-9]
            assert possible_hits(text, n) == tuple(near)


def test_85_2_of_61_passes_without_being_shown():
    assert point_verdict(52, 61, 0.8) == "pass"
    assert evidence(52, 52, 61, 0.8) == "undecided"


@pytest.mark.parametrize(
    ("a", "b", "n", "least", "most"),
    [(27, 26, 27, 1, 1), (52, 57, 61, 0.0625, 0.2668), (52, 43, 61, 0.0039, 0.1221)],
)
def test_pairings_of_the_report(a, b, n, least, most):
    found = pairings(a, b, n)
    assert (found.least_p, found.most_p) == pytest.approx((least, most), abs=5e-5)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_pairings_by_trying_all(n):
    for a, b in product(range(n + 1), repeat=2):
        p_values = []
        for hits in product((0, 1, 2, 3), repeat=n):  # neither, only a, only b, both
            if sum(h in (1, 3) for h in hits) == a and sum(h in (2, 3) for h in hits) == b:
                flips = hits.count(1) + hits.count(2)
                p = binomtest(hits.count(1), flips).pvalue if flips else 1.0
                p_values.append(p)
        found = pairings(a, b, n)
        assert (found.least_p, found.most_p) == pytest.approx((min(p_values), max(p_values)))


def test_impossible_totals_are_refused():
    with pytest.raises(ValueError, match="no hits of 5 queries"):
        pairings(6, 1, 5)


def test_image_gt_has_one_solution_only():
    found = first_hit_ranks(BY_NAME[MULTIMODAL, "Image GT"])
    assert found is not None
    assert {c.rank: c.least for c in found if c.most} == {1: 23, 2: 2, 4: 1, 5: 1}
    assert all(c.least == c.most for c in found)


def test_hybrid_gt_leaves_a_range():
    found = first_hit_ranks(BY_NAME[MULTIMODAL, "Hybrid GT"])
    assert found is not None
    assert found[1] == RankCount(2, 20, 26)
    assert found[0] == RankCount(1, 18, 18)


@pytest.mark.parametrize(
    ("n", "success", "mrr"),
    [
        (4, {1: "25.0", 3: "75.0", 5: "100.0"}, "52.5"),
        (4, {1: "50.0", 3: "75.0"}, "62.5"),
        (5, {3: "60"}, "40"),
        (5, {1: "20.0", 2: "80.0", 5: "80.0"}, None),
    ],
)
def test_ranks_by_trying_all(n, success, mrr):
    """Brute force; a query beyond the last cutoff may add anything from 0 to 1/(k+1)."""
    last = max(success)
    seen: dict[int, set[int]] = {rank: set() for rank in range(1, last + 1)}
    for ranks in combinations_with_replacement([*range(1, last + 1), None], n):
        known = [rank for rank in ranks if rank]
        fits = all(
            sum(rank <= k for rank in known) in possible_hits(share, n)
            for k, share in success.items()
        )
        least = sum(1 / rank for rank in known)
        most = least + (n - len(known)) / (last + 1)
        if mrr is not None:
            half = 0.5 / 10 ** len(mrr.partition(".")[2])
            low, high = (n * (float(mrr) + sign * half) / 100 for sign in (-1, 1))
            fits = fits and most >= low - 1e-12 and least <= high + 1e-12
        if fits:
            counts = Counter(known)
            for rank, numbers in seen.items():
                numbers.add(counts[rank])
    found = first_hit_ranks(Published("v", "g", n, success, mrr))
    if not any(seen.values()):
        assert found is None
    else:
        assert found == tuple(RankCount(r, min(s), max(s)) for r, s in seen.items())


def test_figures_that_contradict_each_other():
    assert first_hit_ranks(Published("v", "g", 10, {1: "50.0", 3: "40.0"})) is None
    assert first_hit_ranks(Published("v", "g", 10, {1: "50.0", 3: "60.0"}, "90.0")) is None
