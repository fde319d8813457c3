"""Browse's steps from one view to the next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard import browse_link, browsing, state
from dashboard.browse_link import BrowseLink
from dashboard.viewing import Offer

OFFER = Offer(
    variants=("text",),
    gts=("hybrid",),
    gts_with_pool=frozenset(),
    fields=frozenset({"subject"}),
    default_variant="text",
    default_gt="hybrid",
)


def test_an_address_is_taken_over_once() -> None:
    session: dict[str, Any] = {}
    assert browsing.adopt(session, {"q": ["Q1"]})
    assert state.current(session).query == "Q1"
    browsing.choose_query(session, "Q2")
    session[state.SEEN] = browse_link.format_link(state.current(session))
    assert not browsing.adopt(session, {"q": ["Q2"]})


def test_back_takes_the_older_address_over() -> None:
    session: dict[str, Any] = {}
    browsing.adopt(session, {"q": ["Q1"]})
    browsing.choose_query(session, "Q2")
    session[state.SEEN] = browse_link.format_link(state.current(session))
    assert browsing.adopt(session, {"q": ["Q1"], "find": ["면허"]})
    assert state.current(session).query == "Q1"
    assert browsing.current_finder(session).text == "면허"


def test_an_address_that_the_session_has_not_written_yet_does_not_undo_its_step() -> None:
    session: dict[str, Any] = {}
    browsing.adopt(session, {"q": ["Q1"]})
    browsing.choose_query(session, "Q2")  # a callback; the address still says Q1
    assert not browsing.adopt(session, {"q": ["Q1"]})
    assert state.current(session).query == "Q2"


def test_choosing_a_neighbour_keeps_the_list_and_choosing_a_result_takes_its_list() -> None:
    session: dict[str, Any] = {}
    state.change(session, BrowseLink(query="Q1", queries_of="hybrid"))
    browsing.choose_query(session, "Q2")
    assert state.current(session).queries_of == "hybrid"
    browsing.set_finder(session, browsing.Finder(text="면허", where=(("subject", "수학"),)))
    browsing.choose_found(session, "Q3")
    link = state.current(session)
    assert (link.query, link.find, link.find_where, link.queries_of) == (
        "Q3",
        "면허",
        (("subject", "수학"),),
        None,
    )
    assert not session[state.FINDER_OPEN]
    browsing.leave_list(session)
    assert state.current(session) == BrowseLink(query="Q3")


def test_what_the_workspace_does_not_have_is_forgotten() -> None:
    session: dict[str, Any] = {}
    where = (("subject", "수학"), ("x", "1"))
    link = BrowseLink(query="Q1", where=where, find="말", find_where=where, queries_of="gone")
    browsing.adopt(session, browse_link.format_link(link))
    browsing.forget_unknown(session, OFFER)
    kept = (("subject", "수학"),)
    assert state.current(session) == replace(link, where=kept, find_where=kept, queries_of=None)
    assert browsing.current_finder(session) == browsing.Finder(text="말", where=kept)


def test_random_seeds_of_a_session_differ() -> None:
    session: dict[str, Any] = {}
    assert len({browsing.next_seed(session) for _ in range(50)}) == 50


def test_what_was_looked_up_is_opened_and_the_list_stays() -> None:
    kept: dict[str, object] = {}
    state.change(kept, BrowseLink(query="A", find="각", queries_of="gt"))
    browsing.set_finder(kept, browsing.Finder("B"))
    browsing.open_hit(kept, "B")
    assert state.current(kept) == BrowseLink(query="B", find="각", queries_of="gt")
    assert browsing.current_finder(kept) == browsing.Finder("각", (), "gt")
    assert not kept[state.FINDER_OPEN]
