"""The item table, read: one SQLite file per generation, with its text index beside it.

Items are numbered by *position*: 0, 1, 2 … in ascending order of id (by code points). Positions
index every array of the product.
"""

from __future__ import annotations

import bisect
import contextlib
import hashlib
import json
import random
import sqlite3
import threading
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, get_args

import numpy as np

from core.errors import FilterError, Reason, UnknownItemError, WorkspaceError
from core.facets import Facets, Field
from core.item_table import HAS_IMAGE as HAS_IMAGE
from core.item_table import index_folder
from core.text import nfc, search_key
from core.textindex import TextIndex
from core.types import ImageRef, ImageStatus, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.types import Where

TRUTH = ("true", "false")
"""The values of ``has_image``."""
_ALIKE = 0.5
"""Ids less alike than this (of 1) are no hint at what was meant."""
_BATCH = 500


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ids found (at most the limit asked for) and how many there are in all."""

    ids: list[str]
    total: int


class ItemStore:
    """Reads a table of :mod:`core.item_table`. Safe to use from several threads."""

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
                f"{path}: the item table can't be read ({fault}). Import the items again.",
                reason=Reason("items.damaged", file=str(path)),
            ) from fault
        self._path = path
        self._lock = threading.Lock()
        self.ids: Sequence[str] = tuple(row[0] for row in rows)
        self.positions = {key: position for position, key in enumerate(self.ids)}
        self._fields: dict[str, Field] = {"id": Field.of_ids(self.ids)} if self.ids else {}
        self._texts: TextIndex | None = None
        with contextlib.suppress(FileNotFoundError):  # a table from before there was an index
            self._texts = TextIndex(index_folder(path))
        has_fields = self._rows("SELECT 1 FROM sqlite_master WHERE name = 'fields'")
        self._distinct: dict[str, int] = dict(
            self._rows("SELECT name, distinct_values FROM fields")
            if has_fields
            else self._rows("SELECT field, COUNT(DISTINCT value) FROM facets GROUP BY field")
        )
        if self.ids:
            self._distinct["id"] = len(self.ids)

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
                "Import the items again with --replace.",
                reason=Reason("items.damaged", file=str(self._path)),
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
            raise UnknownItemError(
                f'There is no item "{item_id}".{hint}', reason=Reason("item.unknown", id=item_id)
            ) from None

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
        records = {
            position: (record, key)
            for position, record, key in self._rows(
                f"SELECT position, record, content_key FROM items WHERE position IN ({marks})",  # noqa: S608
                places,
            )
        }
        images: dict[int, list[ImageRef]] = {}
        for position, *image in self._rows(
            "SELECT position, n, path, status, width, height, sha256 FROM images "  # noqa: S608
            f"WHERE position IN ({marks}) ORDER BY position, n",
            places,
        ):
            images.setdefault(position, []).append(ImageRef(*image))
        return [_item(*records[p], images.get(p, [])) for p in places]

    def all_items(self) -> Iterable[Item]:
        """Every item, in id order."""
        for start in range(0, len(self.ids), _BATCH):
            yield from self.get_many(self.ids[start : start + _BATCH])

    # --- filters ------------------------------------------------------------------------------

    def fields(self) -> list[str]:
        """Fields that filters accept, in alphabetical order."""
        return sorted(self._distinct)

    def distinct(self, field: str) -> int:
        """How many values a field has.

        Raises:
            FilterError: unknown field.
        """
        self._require_field(field)
        return self._distinct[field]

    def facets(
        self,
        field: str,
        where: Where = (),
        limit: int | None = None,
        holding: str = "",
        within: np.ndarray | None = None,
    ) -> Facets:
        """Values of ``field`` with the number of items, most frequent first.

        ``where`` restricts the items counted; its own entries for ``field`` are ignored, so that
        the alternatives of a chosen value stay visible. ``limit`` bounds the values listed;
        ``holding`` leaves only those with this in them, whatever the case. ``within``: (items,)
        bool, the items counted at all.

        Raises:
            FilterError: unknown field.
        """
        others = tuple(pair for pair in where if nfc(pair[0]) != field)
        mask = self.matching(others) if others else None
        if within is not None:
            mask = within if mask is None else mask & within
        return self._field(field).counted(mask, limit, holding)

    def matching(self, where: Where) -> np.ndarray:
        """(items,) bool: positions that satisfy ``where``.

        Raises:
            FilterError: a field that no item has, or a value that it can't have.
        """
        mask = np.ones(len(self), dtype=bool)
        for field, values in _grouped(where).items():
            known = self._field(field)
            found = np.zeros(len(self), dtype=bool)
            for value in values:
                found[known.having(value)] = True
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

    def strata(self, field: str) -> dict[str, np.ndarray]:
        """Values of ``field``, ascending, each with the positions of its items, ascending.

        Every item is in one of them: one with several values in the first, one without a value
        in that of the empty value.

        Raises:
            FilterError: unknown field.
        """
        found = self._field(field)
        free = np.ones(len(self), dtype=bool)
        strata: dict[str, np.ndarray] = {}
        for value in found.values:
            positions = found.having(value)
            strata[value] = positions[free[positions]].astype(np.int64)
            free[positions] = False
        strata[""] = np.flatnonzero(free)
        return {value: positions for value, positions in sorted(strata.items()) if len(positions)}

    def _require_field(self, field: str) -> None:
        if field not in self._distinct:
            raise FilterError(
                f'There is no field "{field}" to filter by. '
                f"Fields are: {', '.join(self.fields())}.",
                reason=Reason("field.unknown", field=field),
            )

    def _field(self, name: str) -> Field:
        """A field's values, read when somebody first asks for them."""
        self._require_field(name)
        if name not in self._fields:
            try:
                self._fields[name] = Field.load(
                    *self._rows(
                        "SELECT listed, starts, positions FROM fields WHERE name = ?", [name]
                    )[0]
                )
            except WorkspaceError:
                if self._texts is not None:
                    raise
                self._fields[name] = self._old_field(name)
        return self._fields[name]

    def _old_field(self, name: str) -> Field:
        """A field of a table from before fields were stored as arrays."""
        rows = self._rows(
            "SELECT value, position FROM facets WHERE field = ? ORDER BY value, position", [name]
        )
        values = list(dict.fromkeys(value for value, _ in rows))
        every = [value for value, _ in rows]
        starts = [bisect.bisect_left(every, value) for value in values]
        return Field(
            values, np.array([*starts, len(rows)]), np.array([place for _, place in rows], int)
        )

    # --- search -------------------------------------------------------------------------------

    def search(self, text: str, where: Where = (), limit: int = 50) -> SearchResult:
        """Items whose id or text holds ``text``, ignoring case, width and spacing.

        The exact id comes first, then ids that begin with it, then the rest by id. The text
        searched is the question, its choices and its passage. An empty ``text`` finds all.
        """
        needle = search_key(text)
        found = np.flatnonzero(self._holding(needle, where))
        if not needle or not len(found):
            return self._first(found, limit)
        if self._texts is not None:
            exact, beginning = self._texts.named(found, needle)
        else:
            exact, beginning = self._named(found, needle)
        first: list[int] = []
        for group in (exact, beginning, found):  # each holds those before it; cut before merging
            first += group[: limit + len(first)].tolist()
        shown = list(dict.fromkeys(first))[:limit]
        return SearchResult([self.ids[place] for place in shown], len(found))

    def holding(self, text: str, where: Where = ()) -> np.ndarray:
        """(items,) bool: the positions of all items that :meth:`search` finds."""
        return self._holding(search_key(text), where)

    def _holding(self, needle: str, where: Where) -> np.ndarray:
        mask = self.matching(where)
        if not needle:
            return mask
        if self._texts is not None:
            mask &= self._texts.find(needle)
            return mask
        # A table from before there was an index: every text in turn.
        rows = self._rows(
            "SELECT position FROM items WHERE instr(search_text, ?) OR instr(search_id, ?)",
            [needle, needle],
        )
        found = np.zeros(len(self), dtype=bool)
        found[[row[0] for row in rows]] = True
        mask &= found
        return mask

    def _named(self, found: np.ndarray, needle: str) -> tuple[np.ndarray, np.ndarray]:
        """As :meth:`core.textindex.TextIndex.named`."""
        keys = [search_key(self.ids[place]) for place in found.tolist()]
        exact = [key == needle for key in keys]
        return found[exact], found[[key.startswith(needle) for key in keys]]

    def _first(self, positions: np.ndarray, limit: int) -> SearchResult:
        return SearchResult([self.ids[p] for p in positions[:limit].tolist()], len(positions))

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
        return {status: int(found.get(status, 0)) for status in get_args(ImageStatus)}

    def picture_paths(self) -> list[str]:
        """Paths of all pictures that items name, relative to the picture folder, sorted."""
        return [str(path) for (path,) in self._rows("SELECT DISTINCT path FROM images ORDER BY 1")]

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

    def unchecked_pictures(self) -> list[tuple[int, str]]:
        """(position, path) of every picture that no import has opened."""
        return [
            (row[0], row[1])
            for row in self._rows(
                "SELECT position, path FROM images WHERE status = 'unchecked' ORDER BY position, n"
            )
        ]

    def picture_hashes(self) -> list[tuple[int, str]]:
        """(position, SHA-256) of every picture that is in order."""
        return [
            (row[0], row[1])
            for row in self._rows(
                "SELECT position, sha256 FROM images WHERE status = 'ok' ORDER BY position"
            )
        ]

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
            f'{HAS_IMAGE} can\'t be "{value}". Write {HAS_IMAGE}=true or {HAS_IMAGE}=false.',
            reason=Reason("field.truth", field=HAS_IMAGE, value=value),
        )
    return word


def _item(record: str, content_key: str, images: Iterable[ImageRef]) -> Item:
    values = json.loads(record)
    values.pop("content_key", None)  # older tables keep it there as well
    values["choices"] = tuple(values.get("choices", ()))
    return Item(**values, images=tuple(images), content_key=content_key)
