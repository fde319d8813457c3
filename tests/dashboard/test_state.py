"""What a session remembers: views, the address they came from, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

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
        found: list[object] = []
        state.take_keys(kept, "page", {"log": log, "keys": keys}, lambda e: found.append(e["code"]))
        return found

    assert codes("a", 1, 2) == ["Key1", "Key2"]
    assert codes("a", 1, 2, 3) == ["Key3"]
    assert state.taken_key(kept, "page") == ("a", 3)
    assert state.taken_key(kept, "dialog") == ("", 0)
    assert codes("b", 1) == ["Key1"]  # the page was reloaded


def test_a_key_that_failed_is_not_acted_on_again() -> None:
    kept: dict[str, object] = {}
    log = {"log": "a", "keys": [{"n": 1}, {"n": 2}]}
    acted: list[int] = []

    def act(entry: Mapping[str, Any]) -> None:
        acted.append(entry["n"])
        if entry["n"] == 1:
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it is the action's own
        state.take_keys(kept, "page", log, act)
    assert state.take_keys(kept, "page", log, act)
    assert acted == [1, 2]
    assert not state.take_keys(kept, "page", log, act)


class Interrupted(BaseException):
    """What Streamlit raises where a callback touches the session and another run is due."""


class Session(dict[str, object]):
    """A session of which one touch is interrupted."""

    touches = 0
    fails_at = 0

    def touch(self) -> None:
        self.touches += 1
        if self.touches == self.fails_at:
            raise Interrupted

    def __getitem__(self, key: str) -> object:
        self.touch()
        return super().__getitem__(key)

    def __setitem__(self, key: str, value: object) -> None:
        self.touch()
        super().__setitem__(key, value)

    def __contains__(self, key: object) -> bool:
        self.touch()
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.touch()
        return super().get(key, default)

    def setdefault(self, key: str, default: Any = None) -> Any:
        self.touch()
        return super().setdefault(key, default)


def test_a_callback_that_is_interrupted_anywhere_neither_loses_nor_doubles_a_key() -> None:
    keys = [{"n": n, "code": "KeyA" if n == 3 else "ArrowRight"} for n in range(1, 6)]
    log = {"log": "a", "keys": keys}

    def press(session: Session) -> None:
        def act(entry: Mapping[str, Any]) -> None:
            if entry["code"] == "KeyA":
                state.toggle_answers(session)
            else:
                query = int(state.current(session).query or "0")
                browsing.choose_query(session, str(query + 1))

        state.take_keys(session, "page", log, act)

    whole = Session()
    press(whole)
    touches = whole.touches
    assert touches > 20
    assert state.current(whole).query == "4"
    for at in range(1, touches + 1):
        session = Session()
        session.fails_at = at
        with pytest.raises(Interrupted):
            press(session)
        press(session)  # the log comes again with the next run
        assert dict(session) == dict(whole), at


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
    state.take_keys(kept, "keys", log, lambda _entry: None)
    assert not state.arrive(kept, "browse", has_address=True)
    browsing.choose_query(kept, "D")
    assert state.arrive(kept, "map", has_address=True)  # a link to another page
