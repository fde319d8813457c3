"""Finds every text that holds a string, exactly, in milliseconds.

The texts lie one after the other as UTF-16 code units, each before a separator. For every pair of
neighbouring units (a bigram) the index lists where it occurs. A search takes the occurrences of
the needle's rarest bigram and compares the other units with the text itself, so what it answers
needs no further check: nothing is tokenised, folded or estimated.

docs/decisions/0007-text-index.md says why this is no FTS5 table.
"""

from __future__ import annotations

from itertools import pairwise
from typing import IO, TYPE_CHECKING

import numpy as np

from core.errors import Reason, WorkspaceError

if TYPE_CHECKING:
    from pathlib import Path

_SEPARATOR, _STAND_IN = "\uffff", "\ufffe"
"""Unicode promises that neither is a character. Where a text holds the first, the second takes its
place, in texts and needles alike."""
_END = _SEPARATOR.encode("utf-16-le")
_CHUNK_UNITS = 1 << 22
"""Units sorted at once while writing: about 130 MB."""
_FLUSH_BYTES = 1 << 20
_TEXT, _ORDER, _SORTED = "text.bin", "order.bin", "sorted.tmp"
_STARTS, _CODES, _OFFSETS = "starts.npy", "codes.npy", "offsets.npy"
_FREQUENT, _HOLDERS = "frequent.npy", "holders.npy"


_Kind = np.dtype[np.uint32] | np.dtype[np.uint64] | np.dtype[np.uint16]


def _encoded(text: str) -> bytes:
    if _SEPARATOR in text:
        text = text.replace(_SEPARATOR, _STAND_IN)
    return text.encode("utf-16-le")


class TextIndexWriter:
    """Writes an index into a new folder: :meth:`add` every entry in order, then :meth:`finish`.

    Memory is bounded however long the texts are, but for some 70 bytes per entry.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._starts = [0]
        self._pending: list[bytes] = []
        self._bytes = 0
        self._file: IO[bytes] = (folder / _TEXT).open("wb")

    def add(self, text: str, name: str) -> None:
        """Add one entry. A needle is found in its text or in its name, never across both."""
        for part in (text, name):
            data = _encoded(part)
            self._pending += (data, _END)
            self._bytes += len(data) + len(_END)
            self._starts.append(self._starts[-1] + len(data) // 2 + 1)
        if self._bytes >= _FLUSH_BYTES:
            self._flush()

    def _flush(self) -> None:
        self._file.write(b"".join(self._pending))
        self._pending, self._bytes = [], 0

    def finish(self) -> None:
        """Sort the bigrams and close the index."""
        with self._file:
            self._flush()
        total = self._starts[-1]
        kind: _Kind = np.dtype(np.uint32) if total < 2**32 else np.dtype(np.uint64)
        np.save(self._folder / _STARTS, np.array(self._starts, dtype=kind))
        text = _mapped(self._folder / _TEXT, np.dtype(np.uint16))
        with (self._folder / _SORTED).open("wb") as handle:
            chunks = [
                _sort_chunk(text[base : base + _CHUNK_UNITS + 1], base, kind, handle)
                for base in range(0, total - 1, _CHUNK_UNITS)
            ]
        codes, chunk_of = np.unique(
            np.concatenate([c for c, _ in chunks] or [np.empty(0, np.uint32)]), return_inverse=True
        )
        counts = np.concatenate([n for _, n in chunks] or [np.empty(0, np.int64)])
        offsets = np.zeros(len(codes) + 1, dtype=np.int64)
        np.add.at(offsets, chunk_of + 1, counts)
        np.cumsum(offsets, out=offsets)
        np.save(self._folder / _CODES, codes)
        np.save(self._folder / _OFFSETS, offsets)
        self._merge(chunks, chunk_of, offsets[:-1].copy(), kind)
        self._note_frequent(codes, offsets, kind)

    def _note_frequent(self, codes: np.ndarray, offsets: np.ndarray, kind: _Kind) -> None:
        """Keep the answers for single units that occur so often that finding them takes long."""
        order = _mapped(self._folder / _ORDER, kind)
        starts = np.array(self._starts[::2], dtype=kind)
        units, first = np.unique(codes >> 16, return_index=True)
        ends = offsets[np.append(first, len(codes))]
        # Neither the separator nor half a character is ever asked for.
        whole = (units < 0xD800) | ((units > 0xDFFF) & (units < 0xFFFF))
        often = np.flatnonzero(whole & (np.diff(ends) > len(starts) // 2))
        holders = [np.packbits(_held(np.sort(order[ends[n] : ends[n + 1]]), starts)) for n in often]
        np.save(self._folder / _FREQUENT, units[often].astype(np.uint16))
        width = (len(starts) + 6) // 8
        np.save(self._folder / _HOLDERS, np.array(holders, np.uint8).reshape(len(often), width))

    def _merge(
        self,
        chunks: list[tuple[np.ndarray, np.ndarray]],
        chunk_of: np.ndarray,
        free: np.ndarray,
        kind: _Kind,
    ) -> None:
        """Put the chunks' runs of one bigram behind each other; ``free`` says where to go on."""
        (self._folder / _ORDER).touch()
        size = sum(int(counts.sum()) for _, counts in chunks)
        if size:
            order = np.memmap(self._folder / _ORDER, kind, "w+", shape=(size,))
            at, first = 0, 0
            for codes, counts in chunks:
                places = chunk_of[first : first + len(codes)]
                number = int(counts.sum())
                begins = np.cumsum(counts) - counts
                goal = np.repeat(free[places] - begins, counts) + np.arange(number)
                order[goal] = np.fromfile(
                    self._folder / _SORTED, kind, number, offset=at * kind.itemsize
                )
                free[places] += counts
                at, first = at + number, first + len(codes)
            order.flush()
        (self._folder / _SORTED).unlink()


def _sort_chunk(
    units: np.ndarray, base: int, kind: _Kind, handle: IO[bytes]
) -> tuple[np.ndarray, np.ndarray]:
    """Write the places of the chunk's bigrams, sorted by bigram; return bigrams and counts."""
    keys = units[:-1].astype(np.uint64) << np.uint64(48)
    keys |= units[1:].astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    ((keys & np.uint64(0xFFFFFFFF)) + np.uint64(base)).astype(kind).tofile(handle)
    codes = (keys >> np.uint64(32)).astype(np.uint32)
    first = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1])))
    return codes[first], np.diff(first, append=len(codes))


def _held(places: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Which entries hold any of many ``places`` (ascending); ``starts`` are those of the entries.

    Asking where each entry begins among the places takes fewer look-ups than the reverse.
    """
    at = np.searchsorted(places, starts)
    held: np.ndarray = at[1:] > at[:-1]
    return held


def _mapped(path: Path, kind: _Kind) -> np.ndarray:
    if not path.stat().st_size:  # an empty file can't be mapped
        return np.empty(0, kind)
    return np.memmap(path, kind, "r").view(np.ndarray)


class TextIndex:
    """Reads an index. The files are memory-mapped: opening is instant, processes share them."""

    def __init__(self, folder: Path) -> None:
        """Open the index.

        Raises:
            WorkspaceError: a damaged file.
            FileNotFoundError: there is no index.
        """
        try:
            starts = np.load(folder / _STARTS)
            self._codes = np.load(folder / _CODES)
            self._offsets = np.load(folder / _OFFSETS)
            self._frequent = np.load(folder / _FREQUENT)
            self._holders = np.load(folder / _HOLDERS)
            self._text = _mapped(folder / _TEXT, np.dtype(np.uint16))
            self._order = _mapped(folder / _ORDER, starts.dtype)
        except (ValueError, EOFError) as fault:
            raise WorkspaceError(
                f"{folder}: the text index can't be read ({fault}). Import the items again with "
                "--replace.",
                reason=Reason("items.index_damaged", folder=str(folder)),
            ) from fault
        # Whoever cuts one of the files must not make a search answer nonsense.
        if (
            len(starts) % 2 != 1
            or int(starts[-1]) != len(self._text)
            or len(self._offsets) != len(self._codes) + 1
            or int(self._offsets[-1]) != len(self._order)
            or self._holders.shape != (len(self._frequent), (len(starts) // 2 + 7) // 8)
        ):
            raise WorkspaceError(
                f"{folder}: the text index is damaged. Import the items again with --replace.",
                reason=Reason("items.index_damaged", folder=str(folder)),
            )
        self._last_unit = max(len(self._text) - 1, 0)
        self._starts = starts[::2].copy()
        self._names = starts[1::2].copy()

    def __len__(self) -> int:
        return len(self._names)

    def find(self, needle: str) -> np.ndarray:
        """(entries,) bool: which entries hold ``needle`` (not empty) in their text or name."""
        if len(needle) == 1:
            kept = np.flatnonzero(self._frequent == ord(needle))
            if len(kept):
                return np.unpackbits(self._holders[kept[0]], count=len(self)).astype(bool)
        places = self._places(needle)
        if 8 * len(places) >= len(self):
            return _held(places, self._starts)
        found = np.zeros(len(self), dtype=bool)
        found[np.searchsorted(self._starts, places, "right") - 1] = True
        return found

    def named(self, entries: np.ndarray, needle: str) -> tuple[np.ndarray, np.ndarray]:
        """Those of ``entries`` whose name is ``needle``, and those whose name begins with it."""
        units = _units(needle)
        begin, left = self._names[entries], entries
        for offset, unit in enumerate(units):
            same = self._unit(begin + offset) == unit
            begin, left = begin[same], left[same]
        ends = self._starts[left + 1] - 1
        return left[ends - begin == len(units)], left

    def _places(self, needle: str) -> np.ndarray:
        """Where ``needle`` begins, ascending."""
        try:
            units = _units(needle)
        except UnicodeEncodeError:  # half a character is in no text
            return np.empty(0, self._order.dtype)
        if len(units) == 1:
            # Every unit begins a bigram, if only one with a separator: all of those, in order.
            low = int(units[0]) << 16
            first, last = np.searchsorted(self._codes, np.array([low, low + 0xFFFF], np.uint32))
            last += last < len(self._codes) and int(self._codes[last]) == low + 0xFFFF
            own: np.ndarray = np.sort(self._order[self._offsets[first] : self._offsets[last]])
            return own
        lists = [self._occurrences(int(a), int(b)) for a, b in pairwise(units)]
        rarest = min(range(len(lists)), key=lambda n: len(lists[n]))
        # Where this would be before the text's beginning the unsigned number wraps around and
        # becomes the last unit, a separator, which is in no needle. Unit 0 is compared first.
        places: np.ndarray = lists[rarest] - lists[rarest].dtype.type(rarest)
        for offset, unit in enumerate(units):
            if offset not in (rarest, rarest + 1):
                places = places[self._unit(places + offset) == unit]
        return places

    def _unit(self, places: np.ndarray) -> np.ndarray:
        """The units at ``places``; behind the end there are only separators."""
        units: np.ndarray = self._text[np.minimum(places, self._last_unit)]
        return units

    def _occurrences(self, first: int, second: int) -> np.ndarray:
        code = np.uint32(first << 16 | second)
        at = int(np.searchsorted(self._codes, code))
        if at == len(self._codes) or self._codes[at] != code:
            at = len(self._codes)  # an empty run
        ends = self._offsets[[at, min(at + 1, len(self._codes))]]
        run: np.ndarray = self._order[ends[0] : ends[1]]
        return run


def _units(needle: str) -> np.ndarray:
    return np.frombuffer(_encoded(needle), np.uint16)
