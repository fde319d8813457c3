"""The item table: one read-only SQLite file per generation.

Items are numbered by *position*: 0, 1, 2 … in ascending order of id (by code points). Positions
index every array of the product.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import os
import random
import sqlite3
import threading
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from core.errors import FilterError, UnknownItemError, WorkspaceError
from core.text import nfc, search_key
from core.types import ImageRef, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.types import Where

HAS_IMAGE = "has_image"
TRUTH = ("true", "false")
"""The values of ``has_image``."""
_ALIKE = 0.5
"""Ids less alike than this (of 1) are no hint at what was meant."""
_BATCH = 500
_FACET_LENGTH = 200
"""Longer values aren't worth a filter."""
_UNFILTERED = {"text", "solution", "passage", "choices", "images", "content_key", "metadata"}

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
CREATE TABLE facets (
    field TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (field, value, position)
) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX items_content ON items (content_key);
CREATE INDEX items_passage ON items (passage_id) WHERE passage_id IS NOT NULL;
CREATE INDEX items_search_id ON items (search_id);
"""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ids found (at most the limit asked for) and how many there are in all."""

    ids: list[str]
    total: int


def content_key(item: Item) -> str:
    """Equal for exact duplicates: same folded text and choices, same picture bytes in order."""
    parts = [search_key(item.text), [search_key(c) for c in item.choices], item.passage or ""]
    pictures = [image.sha256 or f"path:{image.path}" for image in item.images]
    text = json.dumps([parts, pictures], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def write_items(path: Path, items: Iterable[Item]) -> str:
    """Write the table to the new file ``path``.

    Returns:
        SHA-256 over all items with their picture hashes, in id order.
    """
    try:
        digest = _write_table(path, sorted(items, key=lambda item: item.id))
    except sqlite3.Error as fault:
        raise WorkspaceError(
            f"{path}: the item table can't be written ({fault}). Check the disk's free space."
        ) from fault
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())
    return digest


def _write_table(path: Path, ordered: Sequence[Item]) -> str:
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        for position, item in enumerate(ordered):
            keyed = replace(item, content_key=content_key(item))
            record = {name: getattr(keyed, name) for name in Item.__dataclass_fields__}
            images = [asdict(image) for image in record.pop("images")]
            text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            digest.update(text.encode())
            digest.update(json.dumps(images, ensure_ascii=False, sort_keys=True).encode())
            db.execute(
                "INSERT INTO items VALUES (?,?,?,?,?,?,?,?)",
                (
                    position,
                    keyed.id,
                    text,
                    keyed.content_key,
                    keyed.passage_id,
                    search_key(keyed.id),
                    search_key(" ".join([keyed.text, *keyed.choices, keyed.passage or ""])),
                    not keyed.text.strip(),
                ),
            )
            db.executemany(
                "INSERT INTO images VALUES (?,?,?,?,?,?,?)",
                [
                    (position, i.n, i.path, i.status, i.width, i.height, i.sha256)
                    for i in keyed.images
                ],
            )
            db.executemany(
                "INSERT OR IGNORE INTO facets VALUES (?,?,?)",
                [(field, value, position) for field, value in _facets(keyed)],
            )
        db.executescript(_INDEXES)
        db.execute("INSERT INTO facts VALUES ('hash', ?)", (digest.hexdigest(),))
    return digest.hexdigest()


def _facets(item: Item) -> Iterable[tuple[str, str]]:
    yield HAS_IMAGE, "true" if item.images else "false"
    for field in Item.__dataclass_fields__:
        if field not in _UNFILTERED:
            yield from _facet_values(field, getattr(item, field))
    for field, value in item.metadata.items():
        if field not in Item.__dataclass_fields__ and field != HAS_IMAGE:
            yield from _facet_values(field, value)


def _facet_values(field: str, value: object) -> Iterable[tuple[str, str]]:
    if isinstance(value, list | tuple):
        for entry in value:
            yield from _facet_values(field, entry)
    elif isinstance(value, bool):
        yield field, "true" if value else "false"
    elif isinstance(value, str | int | float) and 0 < len(str(value)) <= _FACET_LENGTH:
        yield field, nfc(str(value))


class ItemStore:
    """Reads a table written by :func:`write_items`. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        try:
            # The file never changes once its generation is current; immutable saves the locking,
            # and one connection survives the file's removal by a later import.
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            rows = self._db.execute("SELECT id FROM items ORDER BY position").fetchall()
            self.hash: str = self._db.execute(
                "SELECT value FROM facts WHERE name='hash'"
            ).fetchone()[0]
        except (sqlite3.Error, TypeError) as fault:
            raise WorkspaceError(
                f"{path}: the item table can't be read ({fault}). Import the items again."
            ) from fault
        self._path = path
        self._lock = threading.Lock()
        self.ids: Sequence[str] = tuple(row[0] for row in rows)
        self.positions = {key: position for position, key in enumerate(self.ids)}

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, item_id: object) -> bool:
        return item_id in self.positions

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        try:
            with self._lock:
                return self._db.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as fault:
            # The disk or a program damaged the file after it was opened.
            raise WorkspaceError(
                f"{self._path}: the item table can't be read any more ({fault}). "
                "Import the items again with --replace."
            ) from fault

    def position(self, item_id: str) -> int:
        """Position of an id.

        Raises:
            UnknownItemError: with ids that are spelled alike, if there are any.
        """
        try:
            return self.positions[nfc(item_id)]
        except KeyError:
            near = self._similar(item_id)
            hint = f" Ids near it: {', '.join(near)}." if near else " Check the spelling."
            raise UnknownItemError(f'There is no item "{item_id}".{hint}') from None

    def _similar(self, item_id: str) -> list[str]:
        wanted = nfc(item_id)
        at = bisect.bisect_left(self.ids, wanted)
        beside = self.ids[max(0, at - 1) : at + 2]
        return [key for key in beside if SequenceMatcher(None, key, wanted).ratio() >= _ALIKE]

    def get(self, item_id: str) -> Item:
        """The item with this id.

        Raises:
            UnknownItemError: there is none.
        """
        return self.get_many([item_id])[0]

    def get_many(self, item_ids: Sequence[str]) -> list[Item]:
        """Items in the order asked for.

        Raises:
            UnknownItemError: one of the ids is unknown.
        """
        if len(item_ids) > _BATCH:  # SQLite limits the parameters of one statement
            starts = range(0, len(item_ids), _BATCH)
            return [i for s in starts for i in self.get_many(item_ids[s : s + _BATCH])]
        places = [self.position(key) for key in item_ids]
        marks = ",".join("?" * len(places))
        records = dict(
            self._rows(f"SELECT position, record FROM items WHERE position IN ({marks})", places)  # noqa: S608
        )
        images: dict[int, list[ImageRef]] = {}
        for position, *image in self._rows(
            "SELECT position, n, path, status, width, height, sha256 FROM images "  # noqa: S608
            f"WHERE position IN ({marks}) ORDER BY position, n",
            places,
        ):
            images.setdefault(position, []).append(ImageRef(*image))
        return [_item(records[p], images.get(p, [])) for p in places]

    def all_items(self) -> Iterable[Item]:
        """Every item, in id order."""
        for start in range(0, len(self.ids), _BATCH):
            yield from self.get_many(self.ids[start : start + _BATCH])

    # --- filters ------------------------------------------------------------------------------

    def fields(self) -> list[str]:
        """Fields that filters accept, in alphabetical order."""
        return [row[0] for row in self._rows("SELECT DISTINCT field FROM facets ORDER BY field")]

    def facets(self, field: str, where: Where = ()) -> list[tuple[str, int]]:
        """Values of ``field`` with the number of items, most frequent first.

        ``where`` restricts the items counted; its own entries for ``field`` are ignored, so that
        the alternatives of a chosen value stay visible.

        Raises:
            FilterError: unknown field.
        """
        self._require_field(field)
        condition, parameters = self._condition(tuple(p for p in where if p[0] != field))
        rows = self._rows(
            f"SELECT value, COUNT(*) FROM facets WHERE field = ?{condition} "  # noqa: S608
            "GROUP BY value ORDER BY COUNT(*) DESC, value",
            [field, *parameters],
        )
        return [(value, count) for value, count in rows]

    def matching(self, where: Where) -> np.ndarray:
        """(items,) bool: positions that satisfy ``where``.

        Raises:
            FilterError: a field that no item has, or a value that it can't have.
        """
        mask = np.ones(len(self), dtype=bool)
        for field, values in _grouped(where).items():
            self._require_field(field)
            marks = ",".join("?" * len(values))
            rows = self._rows(
                f"SELECT position FROM facets WHERE field = ? AND value IN ({marks})",  # noqa: S608
                [field, *values],
            )
            found = np.zeros(len(self), dtype=bool)
            found[[row[0] for row in rows]] = True
            mask &= found
        return mask

    def count(self, where: Where) -> int:
        """Number of items that satisfy ``where``."""
        return int(self.matching(where).sum()) if where else len(self)

    def random_id(self, seed: int, where: Where = ()) -> str | None:
        """An item drawn by ``seed`` among those that satisfy ``where``; None if there are none."""
        places = np.flatnonzero(self.matching(where))
        if not len(places):
            return None
        return self.ids[int(places[random.Random(seed).randrange(len(places))])]  # noqa: S311

    def _require_field(self, field: str) -> None:
        known = self._rows("SELECT 1 FROM facets WHERE field = ? LIMIT 1", [field])
        if not known:
            raise FilterError(
                f'There is no field "{field}" to filter by. Fields are: {", ".join(self.fields())}.'
            )

    def _condition(self, where: Where) -> tuple[str, list[str]]:
        sql, parameters = "", []
        for field, values in _grouped(where).items():
            self._require_field(field)
            marks = ",".join("?" * len(values))
            sql += (
                " AND position IN (SELECT position FROM facets "  # noqa: S608
                f"WHERE field = ? AND value IN ({marks}))"
            )
            parameters += [field, *values]
        return sql, parameters

    # --- search -------------------------------------------------------------------------------

    def search(self, text: str, where: Where = (), limit: int = 50) -> SearchResult:
        """Items whose id or text holds ``text``, ignoring case, width and spacing.

        The exact id comes first, then ids that begin with it, then the rest by id. The text
        searched is the question, its choices and its passage. An empty ``text`` finds all.
        """
        needle = search_key(text)
        condition, parameters = self._condition(where)
        found = "FROM items WHERE (instr(search_text, ?) OR instr(search_id, ?))" + condition
        keys = [needle, needle, *parameters]
        total = self._rows(f"SELECT COUNT(*) {found}", keys)[0][0]
        rows = self._rows(
            f"SELECT id {found} ORDER BY search_id <> ?, substr(search_id, 1, ?) <> ?, position "
            "LIMIT ?",
            [*keys, needle, len(needle), needle, limit],
        )
        return SearchResult([row[0] for row in rows], total)

    def duplicates_of(self, item_id: str) -> list[str]:
        """Other items with the same text and pictures, by id."""
        key = self.get(item_id).content_key
        rows = self._rows("SELECT id FROM items WHERE content_key = ? ORDER BY position", [key])
        return [row[0] for row in rows if row[0] != nfc(item_id)]

    def sharing_passage(self, passage_id: str) -> list[str]:
        """Items of one passage (지문), by id."""
        rows = self._rows(
            "SELECT id FROM items WHERE passage_id = ? ORDER BY position", [passage_id]
        )
        return [row[0] for row in rows]

    # --- figures for `yusa info` ----------------------------------------------------------------

    def image_counts(self) -> dict[str, int]:
        """Number of pictures by status; every status is there."""
        found = dict(self._rows("SELECT status, COUNT(*) FROM images GROUP BY status"))
        return {s: int(found.get(s, 0)) for s in ("ok", "missing", "unreadable", "oversized")}

    def faulty_images(self, status: str, limit: int) -> list[tuple[str, str]]:
        """(item id, path) of pictures with this status, by id."""
        rows = self._rows(
            "SELECT items.id, images.path FROM images JOIN items USING (position) "
            "WHERE status = ? ORDER BY position, n LIMIT ?",
            [status, limit],
        )
        return [(row[0], row[1]) for row in rows]

    def empty_texts(self) -> list[str]:
        """Ids of items whose text is empty."""
        rows = self._rows("SELECT id FROM items WHERE empty_text ORDER BY position")
        return [row[0] for row in rows]

    # --- for the health report: all in positions, groups in order of their first item ------------

    def with_image_status(self, status: str) -> list[int]:
        """Positions of items with a picture of this status."""
        rows = self._rows(
            "SELECT DISTINCT position FROM images WHERE status = ? ORDER BY position", [status]
        )
        return [row[0] for row in rows]

    def same_text(self) -> list[list[int]]:
        """Groups of items whose folded text, choices and passage are the same and not empty."""
        groups: dict[bytes, list[int]] = {}
        for start in range(0, len(self), _BATCH):  # texts are long: never all at once
            rows = self._rows(
                "SELECT position, search_text FROM items "
                "WHERE position >= ? AND position < ? AND search_text <> '' ORDER BY position",
                [start, start + _BATCH],
            )
            for position, text in rows:
                key = hashlib.blake2b(text.encode(), digest_size=16).digest()
                groups.setdefault(key, []).append(position)
        return [group for group in groups.values() if len(group) > 1]

    def same_content(self) -> list[list[int]]:
        """Groups of items with the same ``content_key``."""
        return _groups(
            self._rows(
                "SELECT content_key, position FROM items WHERE content_key IN "
                "(SELECT content_key FROM items GROUP BY content_key HAVING COUNT(*) > 1) "
                "ORDER BY position"
            )
        )

    def same_picture(self) -> list[list[int]]:
        """Groups of items that have a picture of the same bytes."""
        return _groups(
            self._rows(
                "SELECT DISTINCT sha256, position FROM images WHERE sha256 IN "
                "(SELECT sha256 FROM images WHERE status = 'ok' GROUP BY sha256 "
                "HAVING COUNT(DISTINCT position) > 1) ORDER BY position"
            )
        )


def _groups(rows: Iterable[tuple[str, int]]) -> list[list[int]]:
    groups: dict[str, list[int]] = {}
    for key, position in rows:
        groups.setdefault(key, []).append(position)
    return list(groups.values())


def _grouped(where: Where) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for field, value in where:
        groups.setdefault(nfc(field), []).append(_wanted(nfc(field), nfc(value)))
    return groups


def _wanted(field: str, value: str) -> str:
    """The value as it is stored. Another word for yes would silently select nothing."""
    if field != HAS_IMAGE:
        return value
    word = value.strip().casefold()
    if word not in TRUTH:
        raise FilterError(
            f'{HAS_IMAGE} can\'t be "{value}". Write {HAS_IMAGE}=true or {HAS_IMAGE}=false.'
        )
    return word


def _item(record: str, images: Iterable[ImageRef]) -> Item:
    values = json.loads(record)
    values["choices"] = tuple(values["choices"])
    return Item(**values, images=tuple(images))
