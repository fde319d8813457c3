"""Automatic causes and people's remarks in words: badges for the table, lines for the dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.causes import KINDS
from core.measures import DEPTH, MEASURES
from dashboard import differences, palette, richtext

if TYPE_CHECKING:
    from core.causes import Kind
    from core.remark_store import StoredRemark
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.table_rows import Row

_NAMED = 3
_NOTE_CHARS = 60


def badges(page: Page, row: Row) -> str:
    """Return one badge per kind, with the marks of the variants that it is about, and the remark's.

    Empty where nothing is known.
    """
    found = []
    for kind in differences.kinds(row):
        marks = _marks(page, row, kind)
        found.append(f":gray-badge[{page.t(f'cause.{kind}')}{' ' * bool(marks)}{marks}]")
    if row.remark is not None:
        found.append(f":blue-badge[:material/edit_note: {remark(page, row.remark)}]")
    return " ".join(found)


def remark(page: Page, said: StoredRemark, chars: int = _NOTE_CHARS) -> str:
    """Return a remark in short: the cause that was named, and how the note begins."""
    cause = page.t(f"cause.{said.remark.cause}") if said.remark.cause else ""
    note = richtext.label(said.remark.note, chars) if said.remark.note else ""
    return " · ".join(words for words in (cause, note) if words)


def sentences(page: Page, shown: Shown, row: Row) -> str:
    """Return what each kind of automatic cause says of the query, a line each, as Markdown."""
    k = MEASURES[shown.measure].cutoff or DEPTH
    return "\n".join(f"- {_sentence(page, row, kind, k)}" for kind in differences.kinds(row))


def _sentence(page: Page, row: Row, kind: Kind, k: int) -> str:
    name, said = page.t(f"cause.{kind}"), page.t(f"cause.{kind}.says", k=k, twice=2 * k)
    found = dict.fromkeys(
        item for cause in row.causes if cause.kind == kind for item in cause.items
    )
    items = ", ".join(richtext.label(item) for item in list(found)[:_NAMED])
    if len(found) > _NAMED:
        items = page.t("cause.more", items=items, n=len(found) - _NAMED)
    named = f" :gray[({items})]" if items else ""
    return f":small[**{name}** {_marks(page, row, kind)} {said}{named}]"


def help_text(page: Page, k: int) -> str:
    """Return what every cause means."""
    lines = [
        f"- **{page.t(f'cause.{kind}')}** {page.t(f'cause.{kind}.says', k=k, twice=2 * k)}"
        for kind in KINDS
    ]
    return "\n".join([page.t("cause.help"), "", *lines])


def _marks(page: Page, row: Row, kind: Kind) -> str:
    """Return the marks of the variants that a kind of cause is about."""
    marks = (
        palette.mark(cause.variant, page.ws.variant_slots)
        for cause in row.causes
        if cause.kind == kind and cause.variant is not None
    )
    return "".join(f":{mark.markdown}[{mark.shape}]" for mark in marks)
