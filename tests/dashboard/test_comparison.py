"""What Compare is set to, without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.types import Target
from dashboard import comparison
from dashboard.compare_link import CompareLink
from dashboard.viewing import Offer

OFFER = Offer(
    variants=("a", "b", "c"),
    gts=("hybrid", "open"),
    gts_with_pool=frozenset({"hybrid"}),
    fields=frozenset(),
    default_variant="a",
    default_gt="hybrid",
)
TARGET = Target("success@5", 0.8)


def test_defaults_are_filled_in() -> None:
    shown = comparison.resolve(CompareLink(), OFFER, TARGET)
    assert (shown.gt, shown.pool, shown.measure, shown.a, shown.b) == (
        "hybrid", "judged", "success@5", "a", "b",
    )  # fmt: skip
    unknown = CompareLink("passed", gt="gone", a="gone", b="gone", sort="gone", measure="map")
    assert comparison.resolve(unknown, OFFER, TARGET) == shown
    assert comparison.resolve(CompareLink(gt="open"), OFFER, TARGET).pool == "corpus"
    assert comparison.resolve(CompareLink(gt="open", pool="judged"), OFFER, TARGET).pool == "judged"


@pytest.mark.parametrize("given", [("b", "b"), ("b", None), (None, "a"), ("gone", "a"), ("a", "a")])
def test_the_two_variants_always_differ(given: tuple[str | None, str | None]) -> None:
    shown = comparison.resolve(CompareLink(a=given[0], b=given[1]), OFFER, TARGET)
    assert shown.a != shown.b
    assert {shown.a, shown.b} <= set(OFFER.variants)


def test_one_variant_or_none_leaves_nothing_to_pair() -> None:
    one = comparison.resolve(CompareLink(), replace(OFFER, variants=("a",)), TARGET)
    assert (one.a, one.b) == ("a", None)
    none = comparison.resolve(CompareLink(), replace(OFFER, variants=()), TARGET)
    assert (none.a, none.b) == (None, None)


def test_without_any_declared_pool_there_is_only_the_corpus() -> None:
    offer = replace(OFFER, gts_with_pool=frozenset())
    assert comparison.resolve(CompareLink(pool="judged"), offer, TARGET).pool == "corpus"


def test_a_choice_goes_back_to_the_first_page() -> None:
    link = CompareLink(page=3, query="q", gt="hybrid")
    assert comparison.changed(link, rows="flipped").page == 1
    assert comparison.changed(link, query="z").page == 3


@pytest.mark.parametrize(
    "choice", [{"rows": "flipped"}, {"gt": "open"}, {"a": "b"}, {"where": ()}, {"page": 2}]
)
def test_lists_are_closed_by_any_other_choice(choice: dict[str, object]) -> None:
    assert comparison.changed(CompareLink(query="q"), **choice).query is None
    assert comparison.changed(CompareLink(query="q"), query="z", **choice).query == "z"


def test_filters_on_fields_that_no_item_has_are_dropped() -> None:
    link = CompareLink(where=(("nonsense", "1"), ("subject", "수학")), page=3)
    offer = replace(OFFER, fields=frozenset({"subject"}))
    assert comparison.resolve(link, offer, TARGET).where == (("subject", "수학"),)
    assert comparison.changed(link, where=()).page == 1
