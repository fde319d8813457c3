"""Why a question was found: the part of its text around the first match, the match in bold.

The search folds case, width, compatibility and composed forms (:func:`core.text.search_key`), so
the words on the screen rarely equal the words typed. Texts are cut into clusters, each a letter
with its marks (or a syllable of loose jamo), which fold one by one and are never split.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.text import search_key
from dashboard import htmltext, mathtext, richtext

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.types import Item

_JOINING_JAMO = range(0x1160, 0x1200)
"""Vowels and finals, which join the letter before them to one syllable."""
_READ_CHARS = 20_000
_LEAD_SHARE = 4
"""A match that is far in begins after this part of the snippet."""


@dataclass(frozen=True, slots=True)
class _Atom:
    """What is shown whole or not at all: a cluster of letters, or a formula."""

    text: str
    width: int
    latex: str = ""
    is_marked: bool = False


def snippet(item: Item, query: str, limit: int) -> str:
    """Return one line of safe Markdown around the first match of ``query``, matches in bold.

    Text, choices and passage are looked through in this order, as the search does. Where none
    holds the query (it matched the id), this is the beginning of the question.
    """
    wanted = needles(query)
    sources = [item.text, " ".join(item.choices), item.passage or ""]
    is_html = item.text_format == "html"
    for needle in wanted:
        for source in (*sources, " ".join(sources)):
            # Folding is costly in Python: most texts are ruled out by one look.
            if source and needle in search_key(source):
                atoms = _atoms(htmltext.words(source) if is_html else source)
                marked = _marked(atoms, [needle] if needle == wanted[0] else wanted[1:])
                if any(atom.is_marked for atom in marked):
                    return _markdown(marked, limit)
    return richtext.snippet(item.text, item.text_format, limit)


def label(text: str, query: str, limit: int = 40) -> str:
    """Return a short text, such as an id, as one line of safe Markdown; matches on a grey ground.

    An id is bold already. Only whole matches within ``limit`` are marked.
    """
    shown = richtext.one_line(text, limit)
    atoms = [_Atom(part, len(part)) for part in _clusters(shown)]
    wanted = needles(query)
    out = []
    for is_marked, run in _runs(_marked(atoms, wanted[:1])):
        escaped = richtext.escape("".join(atom.text for atom in run))
        out.append(f":gray-background[{escaped}]" if is_marked else escaped)
    return "".join(out)


def needles(query: str) -> list[str]:
    """Return what to look for, folded: the whole query, then its words if there are several."""
    whole = search_key(query)
    words = list(dict.fromkeys(whole.split(" ")))
    if not whole:
        return []
    return [whole] if len(words) < 2 else [whole, *words]


def _atoms(text: str) -> list[_Atom]:
    flat = " ".join(richtext.clean(text[:_READ_CHARS]).split())
    atoms: list[_Atom] = []
    for part in mathtext.split(flat):
        if isinstance(part, mathtext.Formula):
            atoms.append(_Atom(part.source, richtext.formula_width(part.latex), part.latex))
        else:
            atoms += [_Atom(cluster, len(cluster)) for cluster in _clusters(part.text)]
    return atoms


def _clusters(text: str) -> list[str]:
    """Cut a text between letters, each with the marks or jamo that join it."""
    out: list[str] = []
    for letter in text:
        if out and (unicodedata.combining(letter) or ord(letter) in _JOINING_JAMO):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def _marked(atoms: Sequence[_Atom], wanted: Sequence[str]) -> list[_Atom]:
    """Mark the atoms that take part in a match; a formula is marked whole."""
    folded: list[str] = []
    owners: list[int] = []
    for place, atom in enumerate(atoms):
        raw = unicodedata.normalize("NFKC", atom.text).casefold()
        for letter in re.sub(r"\s+", " ", raw):
            if letter == " " and folded and folded[-1] == " ":
                continue
            folded.append(letter)
            owners.append(place)
    text = "".join(folded)
    hit: set[int] = set()
    for needle in wanted:
        start = text.find(needle)
        while start >= 0:
            hit.update(owners[start : start + len(needle)])
            start = text.find(needle, start + len(needle))
    return [
        replace(atom, is_marked=True) if place in hit else atom for place, atom in enumerate(atoms)
    ]


def _markdown(atoms: Sequence[_Atom], limit: int) -> str:
    first = next(place for place, atom in enumerate(atoms) if atom.is_marked)
    last = first
    while last + 1 < len(atoms) and atoms[last + 1].is_marked:
        last += 1
    start = _start(atoms, first, last, limit)
    left, end = limit, start
    while end < len(atoms) and (left > 0 or end <= first):
        left -= atoms[end].width
        end += 1
    shown = list(atoms[start:end])
    out = [richtext.ELLIPSIS] if start else []
    for is_marked, run in _runs(shown):
        body = "".join(_parts(run))
        # Beside a letter, ** doesn't open or close at a punctuation mark; a joiner helps.
        joined = f"**{richtext.JOINER}{body}{richtext.JOINER}**"
        out.append(joined if is_marked and body else body)
    if end < len(atoms):
        out.append(richtext.ELLIPSIS)
    return "".join(out)


def _start(atoms: Sequence[_Atom], first: int, last: int, limit: int) -> int:
    """Return where the snippet begins: at the text's beginning if the match is in sight then."""
    if sum(atom.width for atom in atoms[: last + 1]) <= limit:
        return 0
    room, start = limit // _LEAD_SHARE, first
    while start > 0 and atoms[start - 1].width <= room:
        start -= 1
        room -= atoms[start].width
    if start == 0:
        return 0
    # Rather begin with a whole word, where one begins before the match.
    blanks = [place for place in range(start, first) if atoms[place].text == " "]
    return blanks[0] + 1 if blanks else start


def _runs(atoms: Iterable[_Atom]) -> list[tuple[bool, list[_Atom]]]:
    runs: list[tuple[bool, list[_Atom]]] = []
    for atom in atoms:
        if runs and runs[-1][0] == atom.is_marked:
            runs[-1][1].append(atom)
        else:
            runs.append((atom.is_marked, [atom]))
    return runs


def _parts(run: Sequence[_Atom]) -> Iterable[str]:
    plain: list[str] = []
    for atom in run:
        if not atom.latex:
            plain.append(atom.text)
            continue
        yield richtext.escape("".join(plain))
        plain = []
        yield richtext.inline_formula(atom.latex)
    yield richtext.escape("".join(plain))
