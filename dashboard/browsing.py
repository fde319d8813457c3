"""Browse's steps from one view to the next, and the finder that a question is chosen from.

Pure functions over a session, like :mod:`dashboard.state`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from dashboard import browse_link, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.types import Where
    from dashboard.browse_link import BrowseLink
    from dashboard.compare_link import CompareLink
    from dashboard.state import State
    from dashboard.viewing import Offer

ALL_QUESTIONS: Final = "\x00all"
"""The list choice that stands for every question; no ground truth can have this name."""
COMPARED_QUESTIONS: Final = "\x00compared"
"""The list choice that stands for a table of Compare."""


@dataclass(frozen=True, slots=True)
class Finder:
    """What the finder is set to; it becomes part of the view when a question is chosen from it."""

    text: str = ""
    where: Where = ()
    queries_of: str | None = None
    table: CompareLink | None = None


def adopt(session: State, params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the address if it isn't the one this session wrote: a link, back or forward.

    Returns whether the view was taken from the address.
    """
    address = browse_link.format_link(browse_link.parse(params))
    if state.LINK in session and address == session.get(state.SEEN):
        return False
    state.change(session, browse_link.parse(params))
    session[state.FINDER] = finder_of(state.current(session))
    session[state.SEEN] = address
    return True


def forget_unknown(session: State, offer: Offer) -> None:
    """Drop filters on fields, and a list of a ground truth, that the workspace doesn't have."""

    def known(where: Where) -> Where:
        return tuple(pair for pair in where if pair[0] in offer.fields)

    def listed(name: str | None) -> str | None:
        return name if name in offer.gts else None

    link, finder = state.current(session), current_finder(session)
    session[state.LINK] = replace(
        link,
        where=known(link.where),
        find_where=known(link.find_where),
        queries_of=listed(link.queries_of),
    )
    session[state.FINDER] = replace(
        finder, where=known(finder.where), queries_of=listed(finder.queries_of)
    )


def choose_query(session: State, item_id: str) -> None:
    """Make an item the query and keep the list that previous and next walk through."""
    state.change(session, replace(state.current(session), query=item_id))


def choose_found(session: State, item_id: str) -> None:
    """Make an item from the finder the query; the finder's list becomes the one to walk through."""
    finder = current_finder(session)
    state.change(
        session,
        replace(
            state.current(session),
            query=item_id,
            find=finder.text,
            find_where=finder.where,
            queries_of=finder.queries_of,
            table=finder.table,
        ),
    )
    session[state.FINDER_OPEN] = False


def open_hit(session: State, item_id: str) -> None:
    """Make the one item that was looked up the query.

    A list of one is nothing to walk through: the list that was there stays, and the finder goes
    back to it.
    """
    choose_query(session, item_id)
    session[state.FINDER] = finder_of(state.current(session))
    session[state.FINDER_OPEN] = False


def leave_list(session: State) -> None:
    """Walk through all questions again, and close the finder's list."""
    state.change(
        session,
        replace(state.current(session), find="", find_where=(), queries_of=None, table=None),
    )
    session[state.FINDER_OPEN] = False


def set_finder(session: State, finder: Finder, *, opened: bool = True) -> None:
    """Set the finder and open its list."""
    session[state.FINDER] = finder
    session[state.FINDER_OPEN] = opened


def commit_finder(session: State) -> None:
    """Make the finder's list the one that previous and next walk; the query stays."""
    finder, link = current_finder(session), state.current(session)
    committed = replace(
        link,
        find=finder.text,
        find_where=finder.where,
        queries_of=finder.queries_of,
        table=finder.table,
        gt=finder.queries_of or link.gt,
    )
    state.change(session, committed)


def current_finder(session: Mapping[Any, Any]) -> Finder:
    """Return what the finder is set to."""
    return cast("Finder", session.get(state.FINDER, Finder()))


def finder_of(link: BrowseLink) -> Finder:
    """Return the finder that a view was found with."""
    return Finder(link.find, link.find_where, link.queries_of, link.table)


def next_seed(session: State) -> int:
    """Return the seed of the next random question; sessions begin at different ones."""
    session[state.RANDOM_SEED] = int(session.get(state.RANDOM_SEED, secrets.randbits(32))) + 1
    return int(session[state.RANDOM_SEED])
