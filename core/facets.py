"""The values of a field and the items that have them, as arrays."""

from __future__ import annotations

import bisect
import json
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Facets:
    """Values with their number of items, most frequent first, and how many values there are."""

    values: list[tuple[str, int]]
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field.

    Attributes:
        values: ascending by code points, each once.
        starts: (values + 1,) the items of value v are ``positions[starts[v] : starts[v + 1]]``.
        positions: positions of items, ascending within a value.
    """

    values: Sequence[str]
    starts: np.ndarray
    positions: np.ndarray

    @classmethod
    def of_ids(cls, ids: Sequence[str]) -> Field:
        """The field of which every item has its own value: the id."""
        return cls(ids, np.arange(len(ids) + 1), np.arange(len(ids)))

    @classmethod
    def load(cls, values: str, starts: bytes, positions: bytes) -> Field:
        """What :meth:`dump` made."""
        return cls(
            json.loads(values), np.frombuffer(starts, "<u4"), np.frombuffer(positions, "<u4")
        )

    def dump(self) -> tuple[str, bytes, bytes]:
        """The field as three values of a database row."""
        return (
            json.dumps(list(self.values), ensure_ascii=False, separators=(",", ":")),
            self.starts.astype("<u4").tobytes(),
            self.positions.astype("<u4").tobytes(),
        )

    def having(self, value: str) -> np.ndarray:
        """Positions of the items that have ``value``; none if no item does."""
        at = bisect.bisect_left(self.values, value)
        if at == len(self.values) or self.values[at] != value:
            return self.positions[:0]
        return self.positions[self.starts[at] : self.starts[at + 1]]

    def counted(self, mask: np.ndarray | None, limit: int | None, holding: str = "") -> Facets:
        """Values of the items in ``mask`` (None: all), most frequent first, then ascending.

        ``holding`` leaves only values with this in them, whatever the case.
        """
        if mask is None:
            counts = np.diff(self.starts).astype(np.int64)
        elif len(self.positions):
            inside = mask[self.positions].astype(np.int64)
            counts = np.add.reduceat(inside, self.starts[:-1])
        else:
            counts = np.empty(0, np.int64)
        if holding:
            wanted = holding.casefold()
            counts[[wanted not in value.casefold() for value in self.values]] = 0
        order = np.argsort(-counts, kind="stable")
        total = int((counts > 0).sum())
        shown = order[: total if limit is None else min(limit, total)]
        return Facets([(self.values[v], int(counts[v])) for v in shown], total)


class FieldWriter:
    """Collects the values of one field, item by item in any order."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._value = array("I")
        self._row = array("I")

    def add(self, row: int, value: str) -> None:
        """Note that the item in ``row`` has ``value``; twice is once."""
        self._value.append(self._codes.setdefault(value, len(self._codes)))
        self._row.append(row)

    def finish(self, position_of: np.ndarray) -> Field:
        """The field; ``position_of`` gives the position of every row."""
        values = sorted(self._codes)
        rank = np.empty(len(values), np.uint64)
        rank[[self._codes[value] for value in values]] = np.arange(len(values), dtype=np.uint64)
        size = np.uint64(max(len(position_of), 1))
        positions = position_of[np.frombuffer(self._row, np.uintc)].astype(np.uint64)
        keys = np.unique(rank[np.frombuffer(self._value, np.uintc)] * size + positions)
        starts = np.searchsorted(keys // size, np.arange(len(values) + 1, dtype=np.uint64))
        return Field(values, starts, keys % size)
