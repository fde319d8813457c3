"""Words for messages."""

from __future__ import annotations

import pytest

from core.text import counted, first_few


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (1200, "1,200 items")]
)
def test_counted_nouns_have_a_number(n: int, words: str) -> None:
    assert counted(n, "item") == words


def test_counted_nouns_may_be_irregular() -> None:
    assert [counted(n, "query", "queries") for n in (1, 2)] == ["1 query", "2 queries"]


def test_a_long_list_of_names_is_cut_and_says_so() -> None:
    assert first_few([]) == ""
    assert first_few(list("abcde")) == "a, b, c, d, e"
    assert first_few(list("abcdef")) == "a, b, c, d, e, …"
