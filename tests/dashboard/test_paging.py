"""Pages of a list, and the steps from one query to the next."""

from __future__ import annotations

from dashboard import paging

IDS = [f"q{n:02d}" for n in range(25)]


def test_pages_are_bounded() -> None:
    part, at, pages = paging.page_of(IDS, 3)
    assert (part[0], len(part), at, pages) == ("q20", 5, 3, 3)
    assert paging.page_of(IDS, 99)[1] == 3
    assert paging.page_of(IDS, 0)[1] == 1
    assert paging.page_of([], 1) == ([], 1, 1)


def test_the_table_turns_to_the_page_of_a_query() -> None:
    for query in ("q00", "q09", "q10", "q24"):
        part, _at, _pages = paging.page_of(IDS, paging.page_with(IDS, query))
        assert query in part
    assert paging.page_with(IDS, "elsewhere") == 1


def test_previous_and_next_walk_the_rows() -> None:
    ids = ["p", "q", "r"]
    assert (paging.beside(ids, "q", -1), paging.beside(ids, "q", 1)) == ("p", "r")
    assert (paging.beside(ids, "p", -1), paging.beside(ids, "p", 2)) == (None, "r")
    assert paging.beside(ids, "elsewhere", 1) is None
