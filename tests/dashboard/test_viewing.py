"""A link's choices among what the workspace offers."""

from __future__ import annotations

from dashboard import viewing
from dashboard.browse_link import BrowseLink

OFFER = viewing.Offer(
    variants=("picture", "text"),
    gts=("hybrid", "image"),
    gts_with_pool=frozenset({"hybrid"}),
    fields=frozenset({"subject"}),
    default_variant="text",
    default_gt="hybrid",
)


def test_resolving_fills_in_what_the_workspace_has() -> None:
    view = viewing.resolve(BrowseLink(query="Q1"), OFFER)
    assert (view.variant, view.gt, view.pool) == ("text", "hybrid", "corpus")
    gone = BrowseLink(query="Q1", variant="gone", gt="gone", pool="judged")
    view = viewing.resolve(gone, OFFER)
    assert (view.variant, view.gt, view.pool) == ("text", "hybrid", "judged")


def test_the_judged_pool_needs_a_ground_truth_that_declares_one() -> None:
    assert viewing.resolve(BrowseLink(gt="image", pool="judged"), OFFER).pool == "corpus"
    assert viewing.resolve(BrowseLink(gt="hybrid", pool="judged"), OFFER).pool == "judged"


def test_the_list_of_a_ground_truth_brings_its_badges() -> None:
    assert viewing.resolve(BrowseLink(queries_of="image"), OFFER).gt == "image"
    assert viewing.resolve(BrowseLink(queries_of="image", gt="hybrid"), OFFER).gt == "hybrid"


def test_an_empty_workspace_resolves_to_nothing() -> None:
    nothing = viewing.Offer((), (), frozenset(), frozenset(), None, None)
    view = viewing.resolve(BrowseLink(variant="a", gt="b", pool="judged"), nothing)
    assert (view.variant, view.gt, view.pool) == (None, None, "corpus")


def test_filters_of_one_field_are_replaced_and_the_others_kept() -> None:
    where = (("level", "중3"), ("subject", "수학"))
    assert viewing.toggle_filter(where, "subject", ["과학", "국어"]) == (
        ("level", "중3"),
        ("subject", "과학"),
        ("subject", "국어"),
    )
    assert viewing.toggle_filter(where, "subject", []) == (("level", "중3"),)
