"""The text index finds what a plain scan finds."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core.textindex as module
from core.errors import WorkspaceError
from core.textindex import TextIndex, TextIndexWriter

Entries = list[tuple[str, str]]

CHARACTERS = "ㅋ가나aab \t12$\\{}_^\"'*-()%NEAROR😀😁\0\uffff\ue000"
PART = st.text(st.sampled_from(CHARACTERS), max_size=14)
ENTRIES = st.lists(st.tuples(PART, PART), max_size=9)


def index_of(folder: Path, entries: Entries) -> TextIndex:
    writer = TextIndexWriter(folder / "index")
    for text, name in entries:
        writer.add(text, name)
    writer.finish()
    return TextIndex(folder / "index")


def scan(entries: Entries, needle: str) -> list[int]:
    return [n for n, (text, name) in enumerate(entries) if needle in text or needle in name]


def found(index: TextIndex, needle: str) -> list[int]:
    return [int(n) for n in np.flatnonzero(index.find(needle))]


@given(ENTRIES, PART.filter(bool), st.data())
@settings(max_examples=400)
def test_against_a_scan(
    tmp_path_factory: pytest.TempPathFactory, entries: Entries, needle: str, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # A text may lie across many chunks.
        patch.setattr(module, "_CHUNK_UNITS", data.draw(st.sampled_from([1, 2, 3, 7, 1 << 22])))
        index = index_of(tmp_path_factory.mktemp("index"), entries)
    needles = [needle]
    for text in {part for entry in entries for part in entry if part}:
        start = data.draw(st.integers(0, len(text) - 1))
        needles.append(text[start : data.draw(st.integers(start + 1, len(text)))])
    for wanted in needles:
        assert found(index, wanted) == scan(entries, wanted), wanted
        entry_numbers = np.flatnonzero(index.find(wanted))
        exact, beginning = index.named(entry_numbers, wanted)
        assert exact.tolist() == [n for n, (_, name) in enumerate(entries) if name == wanted]
        assert beginning.tolist() == [
            n for n, (_, name) in enumerate(entries) if name.startswith(wanted)
        ]


@pytest.mark.parametrize(
    ("needle", "expected"),
    [
        ("ㅋㅋ", [0, 1]),
        ("ㅋㅋㅋ", [1]),
        ("aa", [2]),
        ("aaaa", []),
        ("\ud83d", []),  # the first half of a character that is there
        ("😀", [3]),
        ("3a", []),  # text and name, or two entries, don't run into each other
        ("b4", []),
    ],
)
def test_needles(tmp_path: Path, needle: str, expected: list[int]) -> None:
    entries = [("ㅋㅋ", "1"), ("ㅋㅋㅋ", "2"), ("aaab", "3"), ("a😀", "4")]
    assert found(index_of(tmp_path, entries), needle) == expected


def test_many_occurrences_take_the_other_way(tmp_path: Path) -> None:
    entries = [("다" * (n % 4) + "각", f"i{n}") for n in range(50)]
    index = index_of(tmp_path, entries)
    assert index._frequent.tolist() == sorted(map(ord, "각다i"))
    for needle in ("다", "다다", "각", "i", "i4"):
        assert found(index, needle) == scan(entries, needle)


def test_no_entries(tmp_path: Path) -> None:
    index = index_of(tmp_path, [])
    assert len(index) == 0
    assert found(index, "a") == found(index, "ab") == []


@pytest.mark.parametrize(
    "name", ["text.bin", "order.bin", "starts.npy", "codes.npy", "offsets.npy", "holders.npy"]
)
def test_a_damaged_index_is_said(tmp_path: Path, name: str) -> None:
    index_of(tmp_path, [("가나다라", "1"), ("마바", "2")])
    path = tmp_path / "index" / name
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(WorkspaceError, match=f"^{re.escape(str(tmp_path / 'index'))}: the text"):
        TextIndex(tmp_path / "index")
