"""Question text in HTML to safe Markdown: never shown as HTML, only read for its meaning.

nh3 reduces the source to the tags below without any attribute; what is left is walked once and
written as Markdown whose every character of text has been escaped by the caller's function.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from collections.abc import Callable

TAGS = {
    *("p", "div", "br", "b", "strong", "i", "em", "u", "sub", "sup", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "span", "h1", "h2", "h3", "h4", "pre"),
}
_BLOCKS = {"p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "pre"}
_BARE_PIPE = re.compile(r"(?<!\\)\|")  # only a formula still holds one
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
JOINER = "\u2060"
_BOLD_FORMULA = re.compile(rf"\*\*{JOINER}(\$[^$]+\$){JOINER}\*\*")
_SIMPLE = re.compile(r"^[A-Za-z0-9+\-=()., ]+$")


def to_markdown(source: str, plain_to_markdown: Callable[[str], str]) -> str:
    """Return safe Markdown with the words, lines, tables and emphasis of an HTML text."""
    allowed = nh3.clean(source, tags=TAGS, attributes={}, strip_comments=True)
    walker = _Walker(plain_to_markdown)
    walker.feed(allowed)
    walker.close()
    return walker.result()


def words(source: str) -> str:
    """Return the words of an HTML text alone, for a place that has one line."""
    spaced = re.sub(r"(?i)<(/?(?:p|div|br|li|tr|td|th|h[1-4]))\b", r" <\1", source)
    return html.unescape(nh3.clean(spaced, tags=set(), attributes={}, strip_comments=True))


class _Walker(HTMLParser):
    def __init__(self, plain_to_markdown: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.plain_to_markdown = plain_to_markdown
        self.out: list[str] = []
        self.rows: list[list[str]] | None = None
        self.cell: list[str] | None = None
        self.shift: str | None = None
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "table" and self.rows is None:
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self.cell = []
        elif tag == "br":
            self.write(" " if self.cell is not None else "  \n")
        elif tag == "li":
            self.write("\n\n• ")
        elif tag in {"sub", "sup"}:
            self.shift = "_" if tag == "sub" else "^"
        elif tag in _MARKS or tag == "u":
            self.marked.append(tag)
        elif tag in _BLOCKS and self.cell is None:
            self.write("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self.cell is not None and self.rows:
            flat = " ".join("".join(self.cell).split())
            self.rows[-1].append(_BARE_PIPE.sub(r"\\vert ", flat))
            self.cell = None
        elif tag == "table" and self.rows is not None:
            rows, self.rows = self.rows, None
            self.write(_table(rows))
        elif tag in {"sub", "sup"}:
            self.shift = None
        elif self.marked and self.marked[-1] == tag:
            self.marked.pop()
        elif tag in _BLOCKS and self.cell is None:
            self.write("\n\n")

    def handle_data(self, data: str) -> None:
        flat = re.sub(r"\s+", " ", data)
        if not flat.strip():
            self.write(flat[:1])
            return
        if self.shift and _SIMPLE.match(flat):
            self.write(rf"${{}}{self.shift}{{\text{{{flat.strip()}}}}}$")
            return
        lead, tail = flat[: len(flat) - len(flat.lstrip())], flat[len(flat.rstrip()) :]
        body = self.plain_to_markdown(flat)
        if self.marked and "\n" not in body:
            body = _emphasised(body, self.marked[-1])
        self.write(lead + body + tail)

    def write(self, markdown: str) -> None:
        (self.out if self.cell is None else self.cell).append(markdown)

    def result(self) -> str:
        if self.rows:  # nh3 closes every tag, but a table in a table leaves its rows here
            self.write(_table(self.rows))
        joined = re.sub(r"[ \t]+\n\n", "\n\n", "".join(self.out))
        return re.sub(r"\n{3,}", "\n\n", joined).strip()


def _emphasised(body: str, tag: str) -> str:
    if tag == "u":  # Markdown has no underline; a grey ground says "the marked words" as well
        return f":gray-background[{body}]"
    body = _BOLD_FORMULA.sub(r"\1", body)  # its ** would close what is opened here
    # Beside a letter, ** doesn't close behind a punctuation mark, as in **"말"**은; a joiner helps.
    return f"{_MARKS[tag]}{JOINER}{body}{JOINER}{_MARKS[tag]}"


def _table(rows: list[list[str]]) -> str:
    filled = [row for row in rows if row]
    if not filled:
        return ""
    width = max(len(row) for row in filled)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in filled]
    lines.insert(1, "|" + " --- |" * width)
    return "\n\n" + "\n".join(lines) + "\n\n"
