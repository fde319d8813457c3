"""New queries: each value of a field has its share, and nobody is drawn who can't be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import FilterError, SampleError
from core.sampling import Stratum, draw, proportional, sample_queries

SUBJECTS = {"수학": 50, "영어": 30, "국사": 7, "": 3}


def strata(sizes=SUBJECTS):
    return {value: [f"{value}{n}" for n in range(size)] for value, size in sizes.items()}


def test_the_method_of_largest_remainders_by_hand() -> None:
    # Quotas 53/6/… of 25: 11.5, 9.0, 3.0, 1.5 -> of equal remainders the larger size goes first.
    assert proportional({"a": 46, "b": 36, "c": 12, "d": 6}, 25) == {
        "a": 12,
        "b": 9,
        "c": 3,
        "d": 1,
    }
    assert proportional({"b": 1, "a": 1}, 1) == {"a": 1, "b": 0}


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 200), min_size=1), st.data())
def test_shares_are_quotas_rounded(sizes, data) -> None:
    total = sum(sizes.values())
    n = data.draw(st.integers(1, total))
    shares = proportional(sizes, n)
    assert sum(shares.values()) == n
    lowest_up, highest_down = Fraction(1), Fraction(0)
    for name, size in sizes.items():
        quota = Fraction(n * size, total)
        rest = quota - int(quota)
        assert int(quota) <= shares[name] <= min(size, int(quota) + 1)
        if shares[name] > int(quota):
            lowest_up = min(lowest_up, rest)
        else:
            highest_down = max(highest_down, rest)
    assert lowest_up >= highest_down


def test_a_sample_follows_seed_field_and_number_alone() -> None:
    made = draw(strata(), "subject", 27, 7)
    turned = {value: ids[::-1] for value, ids in reversed(strata().items())}
    assert draw(turned, "subject", 27, 7) == made
    assert made.strata == (
        Stratum("", 3, 1),
        Stratum("국사", 7, 2),
        Stratum("수학", 50, 15),
        Stratum("영어", 30, 9),
    )
    assert len(set(made.queries)) == 27
    for other in (draw(strata(), "subject", 27, 8), draw(strata(), "level", 27, 7)):
        assert other.strata == made.strata
        assert other.queries != made.queries


def test_another_item_changes_no_more_than_it_has_to() -> None:
    before = set(draw(strata(), "subject", 27, 7).queries)
    more = strata()
    more["수학"].append("수학new")
    assert len(before - set(draw(more, "subject", 27, 7).queries)) <= 1


def test_every_item_is_as_likely_as_its_like() -> None:
    drawn: dict[str, int] = {}
    for seed in range(300):
        for query in draw(strata(), "subject", 27, seed).queries:
            drawn[query] = drawn.get(query, 0) + 1
    counts = [drawn.get(f"수학{n}", 0) for n in range(50)]
    assert sum(counts) == 300 * 15
    assert 55 <= min(counts) <= max(counts) <= 125  # 90 each, standard deviation 8


@pytest.mark.parametrize("n", [0, -1, 91])
def test_more_than_there_are(n: int) -> None:
    with pytest.raises(SampleError, match="Ask for 1 to 90"):
        draw(strata(), "subject", n, 7)
    with pytest.raises(SampleError, match="No item is left"):
        draw({}, "subject", n, 7)


@pytest.fixture
def ws(builders, tmp_path):
    items = [{"id": f"i{n:02d}", "subject": "수학" if n % 3 else "영어"} for n in range(30)]
    items += [{"id": "two", "tags": ["b", "a"]}, {"id": "none"}]
    ids = [item["id"] for item in items]
    lists = {"v": [*ids[:-2], "two"], "w": [key for key in ids if key != "i04"]}
    vectors = {
        name: {key: [1.0, n + 1] for n, key in enumerate(some)} for name, some in lists.items()
    }
    gts = {"g": {"queries": {"i01": ["i02"]}}, "h": {"queries": {"i03": ["i02"]}}}
    return builders.workspace(tmp_path, items, vectors, gts)


def test_queries_of_a_workspace(ws) -> None:
    found = sample_queries(ws, "subject", 26, 3, without=["i05", "unknown"])
    # No query already, no item without a vector in one of the variants (none, i04).
    drawable = {f"i{n:02d}" for n in range(30)} - {"i01", "i03", "i04", "i05"} | {"two"}
    assert set(found.queries) < drawable
    assert {s.value: s.available for s in found.strata} == {"": 1, "수학": 17, "영어": 9}
    whole = sample_queries(ws, "subject", 27, 3, without=["i05"])
    assert set(whole.queries) == drawable
    with pytest.raises(SampleError, match="28 queries can't be drawn: 27 items"):
        sample_queries(ws, "subject", 28, 3, without=["i05"])
    with pytest.raises(FilterError, match="planet"):
        sample_queries(ws, "planet", 1, 3)


def test_every_item_is_of_one_stratum(ws) -> None:
    for field in ws.items.fields():
        found = ws.items.strata(field)
        places = sorted(int(p) for positions in found.values() for p in positions)
        assert places == list(range(len(ws.items)))
        assert list(found) == sorted(found)
    tags = ws.items.strata("tags")
    assert [ws.items.ids[p] for p in tags["a"]] == ["two"]
    assert list(tags) == ["", "a"]
