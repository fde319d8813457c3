"""Tables for spreadsheets: what a cell holds comes back, and nothing in it runs."""

from __future__ import annotations

import csv
import io

import pytest

from core.text import from_spreadsheet_cell
from dashboard import csvtext

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'"]


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("sign", SIGNS)
def test_what_a_spreadsheet_may_run_is_marked(sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    assert read(csvtext.table((text,), [(text,)])) == [[f"'{text}"], [f"'{text}"]]
    assert from_spreadsheet_cell(f"'{text}") == text


@pytest.mark.parametrize("text", ["", "김서연", "a=b", " =b", "3 - 2", "a\rb", "a\r\nb", 'a"b'])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert read(csvtext.table(("x", "y"), [(text, -1.5)])) == [["x", "y"], [text, "-1.5"]]
