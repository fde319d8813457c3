"""What a session remembers: views, the address they came from, keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard import browsing, state
from dashboard.browse_link import BrowseLink


def test_another_query_hides_answers_and_closes_the_comparison() -> None:
    session: dict[str, Any] = {}
    state.change(session, BrowseLink(query="Q1"))
    state.toggle_answers(session)
    session[state.COMPARED] = "Q5"
    state.change(session, replace(state.current(session), k=20))
    assert session[state.ANSWERS] is True
    assert session[state.COMPARED] == "Q5"
    browsing.choose_query(session, "Q2")
    assert session[state.ANSWERS] is False
    assert session[state.COMPARED] is None


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


def test_an_address_that_was_sent_before_the_last_step_does_not_undo_it() -> None:
    kept: dict[str, object] = {}
    for query in ("A", "B"):  # a link, then a step to another question
        state.change(kept, BrowseLink(query=query))
        state.arrive(kept, "browse", has_address=True)
        state.settle(kept)
    browsing.choose_query(kept, "C")  # its address is still A: the browser hasn't heard of B
    assert not state.arrive(kept, "browse", has_address=True)
    assert state.arrive(kept, "browse", has_address=True)  # back, forward or a link
    log = {"log": "x", "keys": [{"n": 1, "code": "KeyA"}]}
    list(state.untaken_keys(kept, "keys", log))
    assert not state.arrive(kept, "browse", has_address=True)
    browsing.choose_query(kept, "D")
    assert state.arrive(kept, "map", has_address=True)  # a link to another page
