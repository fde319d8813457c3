"""Automatic causes: each by itself, and all against brute force on random workspaces."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from core.causes import KINDS, Cause, FoundBy, Side, causes, find_causes
from core.evaluate import rank_view, score_view
from core.search import make_pool
from core.types import Item
from core.views import make_view

QUERY = Item("q", "", subject="수학", level="중3")
ITEMS = {
    "same": Item("same", "", subject="수학", level="중3"),
    "other": Item("other", "", subject="과학", level="고1"),
    "bare": Item("bare", ""),
}
HIT = Side("b", "ranked", 1.0, ("same", "bare"), ("same", 1))
MISS = Side("a", "ranked", 0.0, ("same", "bare", "other"), ("z", 9))


def kinds(a: Side, b: Side = HIT, k: int = 3, found_by: FoundBy | None = None) -> list[Cause]:
    return list(causes(QUERY, a, b, k, ITEMS, found_by))


def test_a_plain_miss_has_none() -> None:
    assert kinds(MISS) == []


def test_no_vector_is_all_that_is_said_of_a_list_that_is_not_there() -> None:
    assert kinds(Side("a", "counted_as_zero", 0.0)) == [Cause("no_vector", "a")]


def test_a_hole_counts_above_the_first_relevant_item_and_inside_the_cut() -> None:
    holes = replace(MISS, unknown=frozenset({"bare", "other"}))
    assert kinds(holes) == [Cause("hole", "a", ("bare", "other"))]
    assert kinds(holes, k=2) == [Cause("hole", "a", ("bare",))]
    assert kinds(holes, k=1) == []
    # Of a measure of ranks: only what could come before the first relevant one.
    behind = replace(holes, value=0.5, first=("bare", 2), unknown=frozenset({"same", "other"}))
    assert kinds(behind) == [Cause("hole", "a", ("same",))]
    assert kinds(MISS, replace(HIT, unknown=frozenset({"same", "bare"}))) == []


def test_a_copy_takes_a_place_from_who_is_behind_and_makes_the_hit_of_who_is_ahead() -> None:
    assert kinds(replace(MISS, copies=frozenset({"bare"}))) == [Cause("duplicate", "a", ("bare",))]
    assert kinds(replace(MISS, copies=frozenset({"bare"})), k=1) == []
    ahead = replace(HIT, copies=frozenset({"same"}))
    assert kinds(MISS, ahead) == [Cause("duplicate", "b", ("same",))]
    assert kinds(MISS, replace(HIT, copies=frozenset({"bare"}))) == []


def test_a_tie_at_the_cut_is_told_of_either_side() -> None:
    assert kinds(replace(MISS, at_cut=True)) == [Cause("tie", "a", ("z",))]
    assert kinds(MISS, replace(HIT, at_cut=True)) == [Cause("tie", "b", ("same",))]


@pytest.mark.parametrize(("rank", "is_below"), [(3, False), (4, True), (6, True), (7, False)])
def test_just_below_the_cut_is_up_to_twice_the_cut(rank: int, is_below: bool) -> None:
    found = kinds(replace(MISS, first=("z", rank)))
    assert found == ([Cause("below_cut", "a", ("z",))] if is_below else [])


def test_another_subject_or_level_of_a_wrong_first_item() -> None:
    wrong = replace(MISS, top=("other", "same"))
    assert kinds(wrong) == [Cause("subject", "a", ("other",)), Cause("level", "a", ("other",))]
    assert kinds(replace(MISS, top=("bare", "other"))) == []  # nothing is known of the first
    right = replace(wrong, value=0.5, first=("other", 1))
    assert kinds(right) == []
    assert kinds(MISS, replace(HIT, top=("other", "same"), first=("same", 2))) == []


def test_by_picture_or_text_only_where_one_finds_it_and_the_values_differ() -> None:
    assert kinds(MISS, found_by=FoundBy(text=False, picture=True)) == [Cause("picture")]
    assert kinds(MISS, found_by=FoundBy(text=True, picture=False)) == [Cause("text")]
    assert kinds(MISS, found_by=FoundBy(text=True, picture=True)) == []
    neither = replace(HIT, value=0.0, first=None)
    assert kinds(MISS, neither, found_by=FoundBy(text=False, picture=True)) == []


def test_nothing_is_to_be_explained_where_both_are_as_good_or_nothing_counts() -> None:
    whole = replace(MISS, unknown=frozenset({"bare"}), copies=frozenset({"same"}), at_cut=True)
    assert kinds(whole)
    assert kinds(replace(whole, value=1.0)) == []
    left_out = replace(whole, status="left_out")
    assert kinds(left_out, replace(left_out, variant="b")) == []
    assert {c.variant for c in kinds(whole, replace(whole, variant="b"))} == {"a", "b"}


# --- against brute force --------------------------------------------------------------------------

PLACES = 4


def vector(draw: random.Random) -> list[float]:
    """Few values, so that ties and equal vectors are frequent."""
    while True:
        found = [float(draw.randint(-1, 1)) for _ in range(PLACES)]
        if any(found):
            return found


def case(seed: int):
    draw = random.Random(seed)
    ids = [f"i{n:02d}" for n in range(26)]
    items = [
        {
            "id": i,
            "text": f"글 {draw.randint(0, 12)}",
            "subject": draw.choice(["수학", "과학"]),
            **({"level": draw.choice(["중1", "중2"])} if draw.random() < 0.8 else {}),
        }
        for i in ids
    ]
    variants = {
        name: {i: vector(draw) for i in ids if draw.random() < 0.95}
        for name in ("a-both", "b-text", "c-image")
    }
    queries = {
        q: {i: draw.choice([0, 0, 1]) for i in draw.sample(ids, 6) if i != q}
        for q in draw.sample(ids, 20)
    }
    return items, variants, {"unlisted": "unknown", "queries": queries}


def expected(oracles, items, variants, gt, modes, pair, query, k):
    """The definitions once more, from the data alone, for Success@k."""
    by_id = {row["id"]: row for row in items}
    ids = sorted(by_id)
    grades = gt["queries"][query]
    relevant = {i for i, grade in grades.items() if grade >= 1}
    if not relevant:
        return set()
    stored = {n: {i: oracles.stored(v) for i, v in vs.items()} for n, vs in variants.items()}
    orders = {n: oracles.ranking(stored[n], query, ids) for n in stored if query in stored[n]}
    first = {
        n: next((r for r, i in enumerate(order, 1) if i in relevant), None)
        for n, order in orders.items()
    }
    hits = {n: first.get(n) is not None and first[n] <= k for n in stored}
    a, b = pair
    if hits[a] and hits[b]:
        return set()
    found = set()
    for name in pair:
        if name not in orders:
            found.add(("no_vector", name))
            continue
        order, rank = orders[name], first[name]
        keys = [oracles.key(stored[name][query], stored[name][i]) for i in order]
        copies = [
            by_id[i]["text"] == by_id[query]["text"] or stored[name][i] == stored[name][query]
            for i in order
        ]
        if hits[name]:
            if copies[rank - 1]:
                found.add(("duplicate", name))
            if len(keys) > k and keys[k] == keys[rank - 1]:
                found.add(("tie", name))
            continue
        if any(i not in grades for i in order[:k]):
            found.add(("hole", name))
        if any(copies[:k]):
            found.add(("duplicate", name))
        if rank is not None and keys[rank - 1] == keys[k - 1]:
            found.add(("tie", name))
        if rank is not None and rank <= 2 * k:
            found.add(("below_cut", name))
        for field in ("subject", "level"):
            mine, other = by_id[query].get(field), by_id[order[0]].get(field)
            if mine and other and mine != other:
                found.add((field, name))
    texts = any(hits[n] for n in stored if modes[n] == "text")
    pictures = any(hits[n] for n in stored if modes[n] == "image")
    if hits[a] != hits[b] and modes[a] != modes[b] and texts != pictures:
        found.add(("picture" if pictures else "text", None))
    return found


@pytest.mark.parametrize("k", [1, 5, 10])
@pytest.mark.parametrize("seed", range(3))
def test_they_are_what_brute_force_finds(builders, oracles, tmp_path, monkeypatch, seed, k):
    items, variants, gt = case(seed)
    space = builders.workspace(tmp_path, items, variants, {"g": gt})
    modes = {"a-both": "multimodal", "b-text": "text", "c-image": "image"}
    infos = {n: replace(space.variant_info(n), manifest={"mode": m}) for n, m in modes.items()}
    monkeypatch.setattr(type(space), "variant_info", lambda _self, name: infos[name])
    view, pool = make_view("imported", space.gt("g")), make_pool(space)
    rankings = {name: rank_view(space, name, view, pool, {}) for name in variants}
    evaluations = [score_view(space, n, "g", view, pool, rankings[n]) for n in variants]
    seen = set()
    for pair in (("a-both", "b-text"), ("c-image", "b-text"), ("a-both", "c-image")):
        found = find_causes(space, *pair, evaluations, rankings, view, f"success@{k}")
        assert found.keys() == gt["queries"].keys()
        for query, listed in found.items():
            named = {(c.kind, c.variant) for c in listed}
            assert len(named) == len(listed)
            assert named == expected(oracles, items, variants, gt, modes, pair, query, k), query
            assert [c.kind for c in listed] == sorted((c.kind for c in listed), key=KINDS.index)
            seen |= {c.kind for c in listed}
    assert {"tie", "hole", "duplicate", "below_cut"} <= seen


def test_names_tell_what_a_variant_sees_where_no_manifest_does(builders, oracles, tmp_path):
    items, variants, gt = case(0)
    space = builders.workspace(tmp_path, items, variants, {"g": gt})
    modes = {"a-both": None, "b-text": "text", "c-image": "image"}
    view, pool = make_view("imported", space.gt("g")), make_pool(space)
    rankings = {name: rank_view(space, name, view, pool, {}) for name in variants}
    evaluations = [score_view(space, n, "g", view, pool, rankings[n]) for n in variants]
    seen = set()
    for pair in (("c-image", "b-text"), ("a-both", "b-text")):
        found = find_causes(space, *pair, evaluations, rankings, view, "success@3")
        by_mode = {q: {c.kind for c in listed} & {"picture", "text"} for q, listed in found.items()}
        if None in {modes[name] for name in pair}:
            assert not any(by_mode.values()), "nothing is said of what a variant sees"
            continue
        for query, kinds_found in by_mode.items():
            wanted = expected(oracles, items, variants, gt, modes, pair, query, 3)
            assert kinds_found == {kind for kind, _ in wanted} & {"picture", "text"}, query
            seen |= kinds_found
    assert seen
