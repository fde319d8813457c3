"""Tables and unbroken words in Markdown."""

from __future__ import annotations

import pytest

from dashboard import markdown


def test_a_table_has_a_rule_below_its_head() -> None:
    rows = [["a", "b", "c"], ["1", "2", "3"]]
    assert markdown.table(rows) == "| a | b | c |\n| --- | --- | --- |\n| 1 | 2 | 3 |"
    assert markdown.table(rows, numbers=True).splitlines()[1] == "| --- | ---: | ---: |"
    assert rows[0] == ["a", "b", "c"], "what it was made from stays as it was"


@pytest.mark.parametrize(
    ("spaces", "words"), [(-1, "a\u00a0b\u00a0c"), (1, "a\u00a0b c"), (0, "a b c")]
)
def test_words_stay_together(spaces: int, words: str) -> None:
    assert markdown.unbroken("a b c", spaces) == words
