"""What differs between two questions, word by word, marked in the text of both.

Words and numbers are compared, and signs such as + and <; commas, full stops, brackets and the
marks of choices are not. A formula is one word: it is the same, or it differs as a whole. Letters
that differ only in case, width or composition are the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dashboard import mathtext, richtext
from dashboard.mathtext import Formula, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.types import Item

MOST_WORDS: Final = 1_000
"""Longer texts are compared to this word, so that no text can hold the server up."""
DISPLAYED: Final = "≠"
"""Stands before a formula on a line of its own that differs: it can't be marked itself."""

_WORD = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_{richtext.MARKERS}]+|[+\-−×÷=<>≤≥≠±%°√∠△□○◇⊥∥π∞]")


@dataclass(frozen=True, slots=True)
class Marked:
    """Text and choices of a question as safe Markdown.

    Attributes:
        text: its text.
        choices: its choices; empty where it has none.
        differs: whether anything is marked.
    """

    text: str
    choices: str
    differs: bool = False


def shown(item: Item, limit: int, mark: richtext.Marking | None = None) -> Marked:
    """Return text and choices of a question; ``mark`` is asked for every stretch in turn."""
    text = richtext.to_markdown(item.text, item.text_format, limit, mark)
    if not item.choices:
        return Marked(text, "")
    return Marked(text, richtext.choices_to_markdown(item.choices, item.text_format, mark))


def marked(left: Item, right: Item, limit: int = richtext.MAX_CHARS) -> tuple[Marked, Marked]:
    """Return both questions with the words marked that the other one doesn't have there."""
    words = [_words(item, limit) for item in (left, right)]
    apart = differing(words[0][:MOST_WORDS], words[1][:MOST_WORDS])
    both = [
        replace(shown(item, limit, _marking(places)), differs=bool(places))
        for item, places in zip((left, right), apart, strict=True)
    ]
    return both[0], both[1]


def differing(left: Sequence[str], right: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the places of the words on either side outside a longest common subsequence.

    Takes len(left) x len(right) steps whatever the words are.
    """
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in range(len(left) - 1, -1, -1):
        row, below, word = lengths[a], lengths[a + 1], left[a]
        for b in range(len(right) - 1, -1, -1):
            row[b] = below[b + 1] + 1 if word == right[b] else max(below[b], row[b + 1])
    apart: tuple[set[int], set[int]] = (set(), set())
    a = b = 0
    while a < len(left) and b < len(right):
        if left[a] == right[b]:
            a, b = a + 1, b + 1
        elif lengths[a + 1][b] >= lengths[a][b + 1]:
            apart[0].add(a)
            a += 1
        else:
            apart[1].add(b)
            b += 1
    apart[0].update(range(a, len(left)))
    apart[1].update(range(b, len(right)))
    return apart


def _words(item: Item, limit: int) -> list[str]:
    """Collect a question's words as they are drawn, folded."""
    found: list[str] = []

    def collect(parts: list[Literal | Formula]) -> list[Literal | Formula]:
        for part in parts:
            if isinstance(part, Formula):
                found.append("$" + "".join(part.latex.split()))
            else:
                found.extend(_fold(word[0]) for word in _WORD.finditer(part.text))
        return parts

    shown(item, limit, collect)
    return found


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _marking(places: set[int]) -> Callable[[list[Literal | Formula]], list[Literal | Formula]]:
    """Return what marks the words of these places; it counts the words that it was shown."""
    at = -1

    def mark_word(found: re.Match[str]) -> str:
        nonlocal at
        at += 1
        return f"{richtext.MARK_OPEN}{found[0]}{richtext.MARK_CLOSE}" if at in places else found[0]

    def mark(parts: list[Literal | Formula]) -> list[Literal | Formula]:
        nonlocal at
        out: list[Literal | Formula] = []
        for part in parts:
            if isinstance(part, Literal):
                text = _WORD.sub(mark_word, part.text)
                out.append(Literal(_BETWEEN.sub(r"\1", text)))
                continue
            at += 1
            out += _marked_formula(part) if at in places else [part]
        return out

    return mark


_BETWEEN = re.compile(rf"{richtext.MARK_CLOSE}( ?){richtext.MARK_OPEN}")
"""Words marked side by side are marked as one."""


def _marked_formula(formula: mathtext.Formula) -> list[Literal | Formula]:
    opening, closing = Literal(richtext.MARK_OPEN), Literal(richtext.MARK_CLOSE)
    if formula.display:
        return [Literal(f"{opening.text}{DISPLAYED}{closing.text}"), formula]
    return [opening, formula, closing]
