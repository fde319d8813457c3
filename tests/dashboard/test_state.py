"""Steps from one view to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard import browse_link, state
from dashboard.browse_link import BrowseLink

OFFER = state.Offer(
    variants=("picture", "text"),
    gts=("hybrid", "image"),
    gts_with_pool=frozenset({"hybrid"}),
    fields=frozenset({"subject"}),
    default_variant="text",
    default_gt="hybrid",
)


def test_an_address_is_taken_over_once() -> None:
    session: dict[str, Any] = {}
    assert state.adopt_address(session, {"q": ["Q1"]})
    assert state.current(session).query == "Q1"
    state.choose_query(session, "Q2")
    session[state.SEEN] = browse_link.format_link(state.current(session))
    assert not state.adopt_address(session, {"q": ["Q2"]})


def test_back_takes_the_older_address_over() -> None:
    session: dict[str, Any] = {}
    state.adopt_address(session, {"q": ["Q1"]})
    state.choose_query(session, "Q2")
    session[state.SEEN] = browse_link.format_link(state.current(session))
    assert state.adopt_address(session, {"q": ["Q1"], "find": ["면허"]})
    assert state.current(session).query == "Q1"
    assert state.current_finder(session).text == "면허"


def test_an_address_that_the_session_has_not_written_yet_does_not_undo_its_step() -> None:
    session: dict[str, Any] = {}
    state.adopt_address(session, {"q": ["Q1"]})
    state.choose_query(session, "Q2")  # a callback; the address still says Q1
    assert not state.adopt_address(session, {"q": ["Q1"]})
    assert state.current(session).query == "Q2"


def test_another_query_hides_answers_and_closes_the_comparison() -> None:
    session: dict[str, Any] = {}
    state.change(session, BrowseLink(query="Q1"))
    state.toggle_answers(session)
    session[state.COMPARED] = "Q5"
    state.change(session, replace(state.current(session), k=20))
    assert session[state.ANSWERS] is True
    assert session[state.COMPARED] == "Q5"
    state.choose_query(session, "Q2")
    assert session[state.ANSWERS] is False
    assert session[state.COMPARED] is None


def test_choosing_a_neighbour_keeps_the_list_and_choosing_a_result_takes_its_list() -> None:
    session: dict[str, Any] = {}
    state.change(session, BrowseLink(query="Q1", queries_of="hybrid"))
    state.choose_query(session, "Q2")
    assert state.current(session).queries_of == "hybrid"
    state.set_finder(session, state.Finder(text="면허", where=(("subject", "수학"),)))
    state.choose_found(session, "Q3")
    link = state.current(session)
    assert (link.query, link.find, link.find_where, link.queries_of) == (
        "Q3",
        "면허",
        (("subject", "수학"),),
        None,
    )
    assert not session[state.FINDER_OPEN]
    state.leave_list(session)
    assert state.current(session) == BrowseLink(query="Q3")


def test_resolving_fills_in_what_the_workspace_has() -> None:
    view = state.resolve(BrowseLink(query="Q1"), OFFER)
    assert (view.variant, view.gt, view.pool) == ("text", "hybrid", "corpus")
    gone = BrowseLink(query="Q1", variant="gone", gt="gone", pool="judged")
    view = state.resolve(gone, OFFER)
    assert (view.variant, view.gt, view.pool) == ("text", "hybrid", "judged")


def test_what_the_workspace_does_not_have_is_forgotten() -> None:
    session: dict[str, Any] = {}
    where = (("subject", "수학"), ("x", "1"))
    link = BrowseLink(query="Q1", where=where, find="말", find_where=where, queries_of="gone")
    state.adopt_address(session, browse_link.format_link(link))
    state.forget_unknown(session, OFFER)
    kept = (("subject", "수학"),)
    assert state.current(session) == replace(link, where=kept, find_where=kept, queries_of=None)
    assert state.current_finder(session) == state.Finder(text="말", where=kept)


def test_the_judged_pool_needs_a_ground_truth_that_declares_one() -> None:
    assert state.resolve(BrowseLink(gt="image", pool="judged"), OFFER).pool == "corpus"
    assert state.resolve(BrowseLink(gt="hybrid", pool="judged"), OFFER).pool == "judged"


def test_the_list_of_a_ground_truth_brings_its_badges() -> None:
    assert state.resolve(BrowseLink(queries_of="image"), OFFER).gt == "image"
    assert state.resolve(BrowseLink(queries_of="image", gt="hybrid"), OFFER).gt == "hybrid"


def test_an_empty_workspace_resolves_to_nothing() -> None:
    nothing = state.Offer((), (), frozenset(), frozenset(), None, None)
    view = state.resolve(BrowseLink(variant="a", gt="b", pool="judged"), nothing)
    assert (view.variant, view.gt, view.pool) == (None, None, "corpus")


def test_filters_of_one_field_are_replaced_and_the_others_kept() -> None:
    where = (("level", "중3"), ("subject", "수학"))
    assert state.toggle_filter(where, "subject", ["과학", "국어"]) == (
        ("level", "중3"),
        ("subject", "과학"),
        ("subject", "국어"),
    )
    assert state.toggle_filter(where, "subject", []) == (("level", "중3"),)


def test_random_seeds_of_a_session_differ() -> None:
    session: dict[str, Any] = {}
    assert len({state.next_seed(session) for _ in range(50)}) == 50


def test_a_key_counts_once_however_often_its_log_arrives() -> None:
    kept: dict[str, object] = {}

    def codes(log: str, *numbers: int) -> list[object]:
        keys = [{"n": n, "code": f"Key{n}"} for n in numbers]
        return [e["code"] for e in state.untaken_keys(kept, "page", {"log": log, "keys": keys})]

    assert codes("a", 1, 2) == ["Key1", "Key2"]
    assert codes("a", 1, 2, 3) == ["Key3"]
    assert state.taken_key(kept, "page") == ("a", 3)
    assert state.taken_key(kept, "dialog") == ("", 0)
    assert codes("b", 1) == ["Key1"]  # the page was reloaded


def test_a_key_that_failed_is_not_acted_on_again() -> None:
    kept: dict[str, object] = {}
    log = {"log": "a", "keys": [{"n": 1}, {"n": 2}]}
    next(state.untaken_keys(kept, "page", log))  # the action raises, the rest is not reached
    assert [entry["n"] for entry in state.untaken_keys(kept, "page", log)] == [2]


def test_what_was_looked_up_is_opened_and_the_list_stays() -> None:
    kept: dict[str, object] = {}
    state.change(kept, BrowseLink(query="A", find="각", queries_of="gt"))
    state.set_finder(kept, state.Finder("B"))
    state.open_hit(kept, "B")
    assert state.current(kept) == BrowseLink(query="B", find="각", queries_of="gt")
    assert state.current_finder(kept) == state.Finder("각", (), "gt")
    assert not kept[state.FINDER_OPEN]


def test_an_address_that_was_sent_before_the_last_step_does_not_undo_it() -> None:
    kept: dict[str, object] = {}
    for query in ("A", "B"):  # a link, then a step to another question
        state.change(kept, BrowseLink(query=query))
        state.arrive(kept, "browse", has_address=True)
        state.settle(kept)
    state.choose_query(kept, "C")  # its address is still A: the browser hasn't heard of B
    assert not state.arrive(kept, "browse", has_address=True)
    assert state.arrive(kept, "browse", has_address=True)  # back, forward or a link
    log = {"log": "x", "keys": [{"n": 1, "code": "KeyA"}]}
    list(state.untaken_keys(kept, "keys", log))
    assert not state.arrive(kept, "browse", has_address=True)
    state.choose_query(kept, "D")
    assert state.arrive(kept, "map", has_address=True)  # a link to another page
