"""Every word that the dashboard shows, Korean and English side by side; a file per page or tab.

Pages and components hold no words of their own: they ask for ``text(language, key)``.
Braces are ``str.format`` fields; both languages of a key have the same ones. English picks words
by number: ``{n:pair is|pairs are}`` is "pair is" where n is 1.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Protocol

from dashboard.strings import (
    agreement,
    browse,
    compare,
    embedding_map,
    errors,
    gate,
    health,
    identity,
    judging,
    moves,
    passed,
    progress,
    real,
    report,
    scores,
    service,
    shell,
    slices,
    start,
    tasks,
    versions,
    why,
    working,
)

if TYPE_CHECKING:
    from dashboard.links import Language
    from dashboard.strings.words import Words

LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
"""Each language in its own words: these two are the same whichever is on."""

SCHOOLS = "초중고"
"""First letters of levels, in the order of schools: elementary, middle, high."""

AREAS = (
    agreement.WORDS,
    browse.WORDS,
    compare.WORDS,
    embedding_map.WORDS,
    errors.WORDS,
    gate.WORDS,
    health.WORDS,
    identity.WORDS,
    judging.WORDS,
    moves.WORDS,
    passed.WORDS,
    progress.WORDS,
    real.WORDS,
    report.WORDS,
    scores.WORDS,
    service.WORDS,
    shell.WORDS,
    slices.WORDS,
    start.WORDS,
    tasks.WORDS,
    versions.WORDS,
    why.WORDS,
    working.WORDS,
)
WORDS: dict[str, Words] = {key: words for area in AREAS for key, words in area.items()}


class Translate(Protocol):
    """Returns a phrase in the page's language."""

    def __call__(self, key: str, **values: object) -> str:
        """See :func:`text`."""


class _Formatter(string.Formatter):
    """``str.format``, and the choice between one and many: ``{n:question|questions}``."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, choice, many = format_spec.partition("|")
        if choice:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_FORMATTER = _Formatter()


def text(language: Language, key: str, /, **values: object) -> str:
    """Return a phrase in a language, its fields filled in."""
    words = WORDS[key]
    phrase = words.ko if language == "ko" else words.en
    return _FORMATTER.format(phrase, **values) if values else phrase


def field_name(language: Language, field: str) -> str:
    """Return the name of an item field as people call it; metadata fields keep their own."""
    known = WORDS.get(f"field.{field}")
    return field if known is None else (known.ko if language == "ko" else known.en)
