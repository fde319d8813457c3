"""Writes the item table: one SQLite file and, beside it, the folder of the text index.

Items come in the order of their file and are stored in the order of their ids. What is written
waits in a spool file until all are known, so that memory holds ids and picture paths but no texts.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import sqlite3
from array import array
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from core.errors import WorkspaceError
from core.facets import FieldWriter
from core.text import nfc, search_key
from core.textindex import TextIndexWriter
from core.types import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from core.types import ImageRef

HAS_IMAGE = "has_image"
_FACET_LENGTH = 200
"""Longer values aren't worth a filter."""
_NO_FACET = {"id", "text", "solution", "passage", "choices", "images", "content_key", "metadata"}
_FIELDS = tuple(Item.__dataclass_fields__)
_FACET_FIELDS = tuple(field for field in _FIELDS if field not in _NO_FACET)
_RECORD_FIELDS = tuple(sorted(set(_FIELDS) - {"images", "content_key"}))
_PROGRESS_ROWS = 2000
# json.dumps makes a new encoder for every call that has options.
_dump = json.JSONEncoder(ensure_ascii=False).encode
_dump_record = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

_SCHEMA = """
CREATE TABLE items (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL,
    content_key TEXT NOT NULL, passage_id TEXT, search_id TEXT NOT NULL, search_text TEXT NOT NULL,
    empty_text INTEGER NOT NULL
);
CREATE TABLE images (
    position INTEGER NOT NULL, n INTEGER NOT NULL, path TEXT NOT NULL, status TEXT NOT NULL,
    width INTEGER, height INTEGER, sha256 TEXT, PRIMARY KEY (position, n)
) WITHOUT ROWID;
CREATE TABLE fields (
    name TEXT PRIMARY KEY, distinct_values INTEGER NOT NULL, listed TEXT NOT NULL,
    starts BLOB NOT NULL, positions BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX items_content ON items (content_key);
CREATE INDEX items_passage ON items (passage_id) WHERE passage_id IS NOT NULL;
"""


def index_folder(path: Path) -> Path:
    """Where the text index of the table ``path`` lies."""
    return path.with_suffix(".text")


def write_items(
    path: Path,
    items: Iterable[Item],
    look: Callable[[ItemTableWriter], Sequence[ImageRef]] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> str:
    """Write a table of items, in any order, to the new file ``path``.

    Args:
        path: the file; the text index lies beside it.
        items: each id once. They are taken one by one and not kept in memory.
        look: called once, after the last item; returns the writer's pictures, in their order,
            with what is known of them.
        progress: called with (items written, items) now and then.

    Returns:
        SHA-256 over all items with their picture hashes, in id order.
    """
    with ItemTableWriter(path) as writer:
        for item in items:
            writer.add(item)
        pictures = look(writer) if look else [image for _, image in writer.pictures]
        return writer.finish(pictures, progress)


class ItemTableWriter:
    """:meth:`add` every item once, look at :attr:`pictures`, then :meth:`finish`.

    Attributes:
        pictures: (item id, picture) of everything added so far.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spool_path = path.with_suffix(".spool")
        self._spool = self._spool_path.open("wb")
        self._ids: list[str] = []
        self._ends = array("Q", [0])
        """Three for each item: where its record, its folded text and its content end."""
        self._empty = bytearray()
        self._picture_ends = array("Q", [0])
        self._passages: dict[int, str] = {}
        self._fields: dict[str, FieldWriter] = {}
        self._same_content: dict[bytes, list[int]] = {}
        self.pictures: list[tuple[str, ImageRef]] = []

    def __enter__(self) -> ItemTableWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.close()
        self._spool_path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, item: Item) -> None:
        """Take an item. Its id must be new."""
        row = len(self._ids)
        self._ids.append(item.id)
        values = {n: v for n in _RECORD_FIELDS if (v := getattr(item, n)) or n in {"id", "text"}}
        record = _dump_record(values)
        keys = [search_key(item.text), *map(search_key, item.choices)]
        passage = item.passage or ""
        # Folding piece by piece is folding the whole: a blank lies between any two.
        folded = " ".join(key for key in (*keys, search_key(passage)) if key)
        content = _dump([keys[0], keys[1:], passage])
        end = self._ends[-1]
        for part in (record, folded, content):
            data = part.encode()
            self._spool.write(data)
            end += len(data)
            self._ends.append(end)
        self._empty.append(not item.text.strip())
        self.pictures += [(item.id, image) for image in item.images]
        self._picture_ends.append(len(self.pictures))
        if item.images:
            digest = hashlib.blake2b(content.encode(), digest_size=16).digest()
            self._same_content.setdefault(digest, []).append(row)
        if item.passage_id is not None:
            self._passages[row] = item.passage_id
        for field, value in facets_of(item):
            writer = self._fields.get(field)
            if writer is None:
                writer = self._fields[field] = FieldWriter()
            writer.add(row, value)

    def twins(self) -> Iterator[list[range]]:
        """Groups of items that only their pictures can tell apart.

        Each item is the range of its pictures in :attr:`pictures`.
        """
        ends = self._picture_ends
        for rows in self._same_content.values():
            if len(rows) > 1:
                yield [range(ends[row], ends[row + 1]) for row in rows]

    def finish(
        self,
        pictures: Sequence[ImageRef],
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> str:
        """Write the table.

        Args:
            pictures: those of :attr:`pictures`, in its order, with what is known of them now.
            progress: called with (items written, items) now and then.

        Returns:
            SHA-256 over all items with their picture hashes, in id order.
        """
        self._spool.close()
        try:
            digest = self._write(pictures, progress)
        except sqlite3.Error as fault:
            raise WorkspaceError(
                f"{self._path}: the item table can't be written ({fault}). "
                "Check the disk's free space."
            ) from fault
        with self._path.open("rb+") as handle:
            os.fsync(handle.fileno())
        return digest

    def _write(self, pictures: Sequence[ImageRef], progress: Callable[[int, int], None]) -> str:
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        position_of = np.empty(len(order), dtype=np.int64)
        position_of[order] = np.arange(len(order))
        digest = hashlib.sha256()
        texts = TextIndexWriter(index_folder(self._path))

        def rows() -> Iterator[tuple[object, ...]]:
            for position, (row, record, folded, content) in enumerate(self._spooled(order)):
                item_id = self._ids[row]
                images = self._images_of(row, pictures)
                listed = _dump([asdict(i) for i in images])
                digest.update(record)
                digest.update(listed.encode())
                search_id, search_text = search_key(item_id), folded.decode()
                texts.add(search_text, search_id)
                if position % _PROGRESS_ROWS == 0:
                    progress(position, len(order))
                yield (
                    position,
                    item_id,
                    record.decode(),
                    _content_key(content, images),
                    self._passages.get(row),
                    search_id,
                    search_text,
                    self._empty[row],
                )

        with closing(sqlite3.connect(self._path)) as db, db:
            db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
            db.executemany("INSERT INTO items VALUES (?,?,?,?,?,?,?,?)", rows())
            db.executemany(
                "INSERT INTO images VALUES (?,?,?,?,?,?,?)",
                (
                    (position, i.n, i.path, i.status, i.width, i.height, i.sha256)
                    for position, row in enumerate(order)
                    for i in self._images_of(row, pictures)
                ),
            )
            for name in sorted(self._fields):
                field = self._fields.pop(name).finish(position_of)
                db.execute(
                    "INSERT INTO fields VALUES (?,?,?,?,?)",
                    (name, len(field.values), *field.dump()),
                )
            db.executescript(_INDEXES)
            db.execute("INSERT INTO facts VALUES ('hash', ?)", (digest.hexdigest(),))
        texts.finish()
        progress(len(order), len(order))
        return digest.hexdigest()

    def _spooled(self, order: Sequence[int]) -> Iterator[tuple[int, bytes, bytes, bytes]]:
        if not order:  # an empty file can't be mapped
            return
        ends = self._ends
        with (
            self._spool_path.open("rb") as handle,
            mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as spool,
        ):
            for row in order:
                start, first, second, end = ends[3 * row : 3 * row + 4]
                yield row, spool[start:first], spool[first:second], spool[second:end]

    def _images_of(self, row: int, pictures: Sequence[ImageRef]) -> Sequence[ImageRef]:
        return pictures[self._picture_ends[row] : self._picture_ends[row + 1]]


def _content_key(content: bytes, images: Sequence[ImageRef]) -> str:
    """Equal for exact duplicates: same folded text and choices, same picture bytes in order."""
    pictures = [image.sha256 or f"path:{image.path}" for image in images]
    listed = _dump(pictures).encode()
    return hashlib.sha256(b"[%b, %b]" % (content, listed)).hexdigest()[:32]


def facets_of(item: Item) -> Iterator[tuple[str, str]]:
    """Yield (field, value) of everything that an item can be filtered by."""
    for field, given in _facets(item):
        for value in _facet_values(given):
            yield field, value


def _facets(item: Item) -> Iterator[tuple[str, object]]:
    yield HAS_IMAGE, bool(item.images)
    for field in _FACET_FIELDS:
        value = getattr(item, field)
        if value is not None:
            yield field, value
    for field, value in item.metadata.items():
        if field not in Item.__dataclass_fields__ and field != HAS_IMAGE:
            yield field, value


def _facet_values(value: object) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for entry in value:
            yield from _facet_values(entry)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, str | int | float) and 0 < len(text := str(value)) <= _FACET_LENGTH:
        yield nfc(text)
