"""What all readers share: opening files, strict JSON, ids."""

from __future__ import annotations

import json
import math
import unicodedata
from typing import TYPE_CHECKING

from core.text import is_well_formed, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from core.errors import Faults, YusaError

MAX_ID_LENGTH = 1024
_MAX_DIGITS = 4300
_MAX_DEPTH = 64
"""JSON nested deeper than this is no data of ours, and would exhaust recursive readers."""


def require_file(path: Path, error: type[YusaError]) -> None:
    """Raise ``error`` unless ``path`` is a regular file with at least one byte."""
    if not path.exists():
        raise error(f"{path}: no such file. Check the path.")
    if not path.is_file():
        raise error(f"{path}: not a regular file. Give the path of a file.")
    try:
        with path.open("rb") as handle:
            empty = not handle.read(1)
    except OSError as fault:
        raise error(
            f"{path}: can't be opened ({fault.strerror}). Check its permissions."
        ) from fault
    if empty:
        raise error(f"{path}: the file is empty. Export it again.")


def decoded_lines(path: Path, faults: Faults) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, line without its end) and note lines that are not UTF-8."""
    with path.open("rb") as handle:
        for number, raw in enumerate(handle, start=1):
            data = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            try:
                yield number, data.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as fault:
                faults.add(
                    f"{path.name} line {number}: not UTF-8 (byte {fault.start + 1} of the line). "
                    "Save the file as UTF-8."
                )


class StrictJSONError(ValueError):
    """JSON that parses elsewhere but would silently lose or bend information."""


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for n, key in enumerate(keys) if key in keys[:n])
        raise StrictJSONError(f'key "{twice}" stands twice in one object')
    return result


def _no_constant(name: str) -> object:
    raise StrictJSONError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise StrictJSONError(f"the number {digits:.40} is too large")
    return value


def _whole(digits: str) -> int | str:
    # Python refuses to convert more digits; as text they reach the check of their field, which
    # can say where they stand.
    return int(digits) if len(digits) <= _MAX_DIGITS else digits


def _too_deep(value: object) -> bool:
    level: list[object] = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return bool(level)


def strict_json(text: str, *, one_line: bool = False) -> object:
    """Parse JSON; repeated keys, NaN, Infinity, lone surrogates and deep nesting are errors.

    Args:
        text: a whole file, or one line or cell of it.
        one_line: leave the line out of the reason, because the caller names it.

    Raises:
        ValueError: with a short reason.
    """
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
            parse_float=_finite,
            parse_int=_whole,
        )
    except json.JSONDecodeError as fault:
        line = "" if one_line else f"line {fault.lineno} "
        raise StrictJSONError(f"broken JSON: {fault.msg} at {line}column {fault.colno}") from fault
    except RecursionError as fault:
        raise StrictJSONError("nested too deeply") from fault
    if text.count("[") + text.count("{") > _MAX_DEPTH and _too_deep(value):
        raise StrictJSONError("nested too deeply")
    if "\\u" in text and not is_well_formed(json.dumps(value, ensure_ascii=False)):
        raise StrictJSONError("a \\u escape makes half a character (lone surrogate)")
    return value


def id_fault(value: object) -> str | None:
    """Why ``value`` can't be an id, or None if it can."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return f"the id is {_kind(value)}; ids are strings"
    text = str(value)
    if not text.strip():
        return "the id is missing or empty"
    if len(text) > MAX_ID_LENGTH:
        return f"the id has {len(text)} characters; at most {MAX_ID_LENGTH} are allowed"
    # Printable characters are in none of these categories; asking is much faster than looking.
    if not text.isprintable() and any(
        unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in text
    ):
        return "the id holds a control character (such as a line break)"
    return None


def _kind(value: object) -> str:
    if value is None:
        return "missing"
    names = {bool: "true or false", float: "a decimal number", list: "a list", dict: "an object"}
    return names.get(type(value), f"of type {type(value).__name__}")


class IdRegister:
    """Normalises ids to NFC and notes duplicates with both places.

    ``place`` is what the reader calls a row, e.g. ``line 812`` or ``row 13``.
    """

    def __init__(self, file_name: str, faults: Faults) -> None:
        self._file_name = file_name
        self._faults = faults
        self._first: dict[str, tuple[str, str]] = {}

    def place(self, key: str) -> str:
        """Where a normalised id was found."""
        return self._first[key][1]

    def add(self, value: object, place: str) -> str | None:
        """Return the normalised id, or None after noting a fault."""
        fault = id_fault(value)
        if fault:
            self._faults.add(f"{self._file_name} {place}: {fault}. Give every row its own id.")
            return None
        raw = str(value)
        key = nfc(raw)
        earlier = self._first.setdefault(key, (raw, place))
        if earlier[1] != place:
            if earlier[0] == raw:
                self._faults.add(
                    f'{self._file_name} {place}: id "{raw}" appears twice '
                    f"(first on {earlier[1]}). Remove one of them."
                )
            else:
                self._faults.add(
                    f'{self._file_name} {place}: id "{raw}" becomes the id of {earlier[1]} '
                    "after Unicode normalisation (NFC). Rename one of them."
                )
            return None
        return key


def normalised_ids(
    values: Iterable[object], file_name: str, faults: Faults, *, place: str = "row"
) -> list[str]:
    """Check and normalise a whole column of ids; faults are noted, the list then is shorter."""
    register = IdRegister(file_name, faults)
    found = (register.add(value, f"{place} {n}") for n, value in enumerate(values, start=1))
    return [key for key in found if key is not None]
