"""Tables as CSV text that spreadsheets open as they are: Korean intact, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from core.text import spreadsheet_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_BYTE_ORDER_MARK = "\ufeff"


def table(head: Sequence[object], lines: Iterable[Sequence[object]]) -> str:
    """Return a table with its head."""
    out = io.StringIO()
    # The signs that end a line are those that get quotes within a cell, so it takes both.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_literal(value) for value in head])
    writer.writerows([_literal(value) for value in line] for line in lines)
    return _BYTE_ORDER_MARK + out.getvalue()  # spreadsheets take it for UTF-8 only with this mark


def stamped(text: str, values: Mapping[str, object]) -> str:
    """Return a table with the same values in every line, in columns that it doesn't have yet."""
    head, *lines = csv.reader(io.StringIO(text.removeprefix(_BYTE_ORDER_MARK), newline=""))
    new = {name: value for name, value in values.items() if name not in head}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*head, *new])
    writer.writerows([*line, *map(_literal, new.values())] for line in lines)
    return _BYTE_ORDER_MARK + out.getvalue()


def _literal(value: object) -> object:
    """Put a mark before text that a spreadsheet would run as a formula."""
    return spreadsheet_cell(value) if isinstance(value, str) else value
