"""The address of Agreement: which judgments are compared, and which pair is open.

Like :mod:`dashboard.links`: a value that can't be read falls back to its default, silently.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from dashboard import links, state

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from core.judgments import Pair
    from dashboard.links import Language

Which = Literal["open", "adjudicated"]
WHICH: tuple[Which, ...] = ("open", "adjudicated")
"""What is listed: pairs that people grade differently, or those that somebody decided."""
_MAX_CHARS: Final = 1024
_MAX_PAGE: Final = 99_999


@dataclass(frozen=True, slots=True)
class AgreementLink:
    """Everything that decides what Agreement shows; who adjudicates is never part of it.

    Attributes:
        task: id of the task whose judgments are compared; None for all.
        blind: only judgments that were given blind.
        which: what is listed.
        page: of the list, from 1.
        pair: the one that is open.
    """

    task: str | None = None
    blind: bool = True
    which: Which = "open"
    page: int = 1
    pair: Pair | None = None
    language: Language = "ko"


def parse(params: Mapping[str, Sequence[str]]) -> AgreementLink:
    """Read the view from query parameters; of a repeated one the last value counts."""

    def last(name: str) -> str:
        values = params.get(name) or ("",)
        return unicodedata.normalize("NFC", values[-1])[:_MAX_CHARS]

    query, item, page, which = last("query"), last("item"), last("page"), last("which")
    digits = page.isascii() and page.isdigit() and len(page) <= len(str(_MAX_PAGE))
    return AgreementLink(
        last("task") or None,
        last("blind") != "no",
        "adjudicated" if which == "adjudicated" else "open",
        max(1, int(page)) if digits else 1,
        (query, item) if query and item else None,
        links.parse_language(params),
    )


def format_link(link: AgreementLink) -> dict[str, list[str]]:
    """Return the query parameters; defaults are left out."""
    query, item = link.pair or (None, None)
    values = {
        "task": link.task,
        "blind": None if link.blind else "no",
        "which": None if link.which == "open" else link.which,
        "page": None if link.page == 1 else str(link.page),
        "query": query,
        "item": item,
    }
    address = {name: [value] for name, value in values.items() if value is not None}
    return {**address, **links.format_language(link.language)}


def adopt(session: MutableMapping[Any, Any], params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the address, like :func:`dashboard.browsing.adopt`."""
    link = parse(params)
    address = format_link(link)
    if state.AGREEMENT_LINK in session and address == session.get(state.SEEN):
        return False
    session[state.AGREEMENT_LINK] = link
    state.set_language(session, link.language)
    session[state.SEEN] = address
    return True


def current(session: Mapping[Any, Any]) -> AgreementLink:
    """Return the view as it stands; the language is the session's."""
    link = cast("AgreementLink", session.get(state.AGREEMENT_LINK, AgreementLink()))
    return replace(link, language=state.current(session).language)


def change(session: MutableMapping[Any, Any], **values: Any) -> None:
    """Show another view. Other judgments begin with the first page and no pair open."""
    before = current(session)
    if values.keys() & {"task", "blind", "which"}:
        values = {"page": 1, "pair": None, **values}
    elif "page" in values:
        values = {"pair": None, **values}
    session[state.AGREEMENT_LINK] = replace(before, **values)
    session[state.MOVED] = True
