"""Read question files (JSONL, CSV, TSV, Parquet) into items.

A row is a mapping of column -> value. The *mapping* says which column feeds which field; columns
that feed none are kept as metadata.
"""

from __future__ import annotations

import csv
import datetime
import decimal
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import DatasetError, Faults
from core.ingest.common import IdRegister, decoded_lines, require_file, strict_json
from core.text import is_well_formed, nfc
from core.types import ImageRef, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from core.types import TextFormat

SCALAR_FIELDS = (
    "answer",
    "solution",
    "passage_id",
    "passage",
    "subject",
    "level",
    "standard",
    "difficulty",
    "source",
    "year",
)
FIELDS = ("id", "text", "text_format", "choices", "image", "images", *SCALAR_FIELDS)
_MAX_YEAR_DIGITS = 8
"""Some files write the whole date there."""
_JSON_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True)
class ItemFile:
    """The items of a file, in the file's order, and how its columns were read.

    ``places`` says where each id stands (``line 12`` or ``row 12``), for later messages.
    """

    path: Path
    items: list[Item]
    places: Mapping[str, str]
    mapping: Mapping[str, str]
    metadata_columns: tuple[str, ...]


def read_items(path: Path, mapping: Mapping[str, str] | None = None) -> ItemFile:
    """Read all items of ``path``.

    Args:
        path: ``.jsonl``, ``.csv``, ``.tsv`` or ``.parquet``.
        mapping: field -> column, for columns whose name isn't the field's own.

    Raises:
        DatasetError: up to 20 sentences, each naming the line or row and, where known, the id.
    """
    require_file(path, DatasetError)
    wanted = dict(mapping or {})
    _check_fields(wanted)
    faults = Faults()
    rows = list(_rows(path, faults))
    faults.raise_as(DatasetError)
    if not rows:
        raise DatasetError(f"{path.name}: holds no items. Export it again.")
    columns = list(dict.fromkeys(column for _, row in rows for column in row))
    missing = [c for c in wanted.values() if c not in columns]
    if missing:
        raise DatasetError(
            f"{path.name}: has no column {', '.join(repr(c) for c in missing)} (asked for by "
            f"--map). It has: {', '.join(columns)}."
        )
    taken = set(wanted.values())
    columns_of = {f: f for f in FIELDS if f in columns and f not in wanted and f not in taken}
    columns_of.update(wanted)
    if "id" not in columns_of:
        raise DatasetError(
            f"{path.name}: no column feeds the field id. Name it with --map id=COLUMN; the file "
            f"has: {', '.join(columns)}."
        )
    rest = tuple(c for c in columns if c not in columns_of.values())
    if len({nfc(c) for c in rest}) < len(rest):
        raise DatasetError(
            f"{path.name}: two columns have one name after Unicode normalisation (NFC). "
            "Rename one of them."
        )
    reader = _RowReader(path.name, columns_of, rest, faults, has_lists=_has_lists(path))
    items = [item for place, row in rows if (item := reader.item(place, row)) is not None]
    faults.raise_as(DatasetError)
    return ItemFile(path, items, reader.places, columns_of, rest)


def _check_fields(mapping: Mapping[str, str]) -> None:
    for field in mapping:
        if field not in FIELDS:
            raise DatasetError(
                f'--map {field}=…: there is no field "{field}". Fields are: {", ".join(FIELDS)}.'
            )


# --- rows of each kind of file ------------------------------------------------------------------


def _rows(path: Path, faults: Faults) -> Iterator[tuple[str, dict[str, object]]]:
    kind = path.suffix.lower()
    if kind in _JSON_LINES:
        return _jsonl_rows(path, faults)
    if kind in {".csv", ".tsv"}:
        return _csv_rows(path, faults, delimiter="\t" if kind == ".tsv" else ",")
    if kind in {".parquet", ".pq"}:
        return _parquet_rows(path, faults)
    raise DatasetError(
        f"{path.name}: unknown kind of item file. Use .jsonl, .csv, .tsv or .parquet."
    )


def _has_lists(path: Path) -> bool:
    """Whether this kind of file can hold a real list, so that text in its place is a mistake."""
    return path.suffix.lower() in _JSON_LINES


def _jsonl_rows(path: Path, faults: Faults) -> Iterator[tuple[str, dict[str, object]]]:
    for number, line in decoded_lines(path, faults):
        if not line.strip():
            continue
        try:
            value = strict_json(line, one_line=True)
        except ValueError as fault:
            faults.add(f"{path.name} line {number}: {fault}. Each line is one JSON object.")
            continue
        if not isinstance(value, dict):
            faults.add(f"{path.name} line {number}: not a JSON object.")
            continue
        yield f"line {number}", value


def _csv_rows(
    path: Path, faults: Faults, *, delimiter: str
) -> Iterator[tuple[str, dict[str, object]]]:
    lines = [text for _, text in decoded_lines(path, faults)]
    if faults:
        return
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, strict=True)
    start = 1
    try:
        header = next(reader, [])
        repeated = {c for c in header if header.count(c) > 1}
        if repeated:
            faults.add(
                f"{path.name} line 1: the column {', '.join(sorted(map(repr, repeated)))} appears "
                "twice. Rename one of them."
            )
            return
        start = reader.line_num + 1
        for cells in reader:
            place, start = f"line {start}", reader.line_num + 1
            if not cells:
                continue
            if len(cells) != len(header):
                faults.add(
                    f"{path.name} {place}: {len(cells)} columns, the header has {len(header)}. "
                    "Quote fields that hold the delimiter."
                )
                continue
            yield place, dict(zip(header, cells, strict=True))
    except csv.Error as fault:
        # An unclosed quote shows only at the end of the file: name where the row began.
        faults.add(f"{path.name} line {start}: {fault}. Quote the field, or use JSONL.")


def _parquet_rows(path: Path, faults: Faults) -> Iterator[tuple[str, dict[str, object]]]:
    del faults
    number = 0
    try:
        for batch in pq.ParquetFile(path).iter_batches():
            for row in batch.to_pylist():
                number += 1
                yield f"row {number}", row
    except (pa.ArrowException, OSError, UnicodeDecodeError) as fault:
        raise DatasetError(
            f"{path.name}: not a readable Parquet file ({str(fault).splitlines()[0]}). "
            "It is truncated or corrupt; copy or export it again."
        ) from fault


# --- one row ------------------------------------------------------------------------------------


class _RowReader:
    def __init__(
        self,
        file_name: str,
        columns: Mapping[str, str],
        rest: tuple[str, ...],
        faults: Faults,
        *,
        has_lists: bool,
    ) -> None:
        self._file = file_name
        self._columns = columns
        self._rest = rest
        self._faults = faults
        self._has_lists = has_lists
        self._ids = IdRegister(file_name, faults)
        self.places: dict[str, str] = {}

    def item(self, place: str, row: Mapping[str, object]) -> Item | None:
        key = self._ids.add(row.get(self._columns["id"]), place)
        if key is None:
            return None
        self.places[key] = place
        label = f'{self._file} {place} (id "{key}")'
        try:
            return self._build(key, row)
        except ValueError as fault:
            self._faults.add(f"{label}: {fault}")
            return None

    def _build(self, key: str, row: Mapping[str, object]) -> Item:
        def cell(field: str) -> object:
            column = self._columns.get(field)
            return None if column is None else row.get(column)

        text_format = _scalar("text_format", cell("text_format")) or "plain"
        if text_format not in {"plain", "html"}:
            raise ValueError(f'text_format is "{text_format}"; use plain or html.')
        paths = dict.fromkeys(
            [*_strings("image", cell("image"), single=True), *_strings("images", cell("images"))]
        )
        item = Item(
            id=key,
            text=_scalar("text", cell("text")) or "",
            text_format=cast("TextFormat", text_format),
            choices=tuple(self._choices(cell("choices"))),
            images=tuple(ImageRef(n, p, "missing") for n, p in enumerate(paths)),
            metadata={
                nfc(c): value
                for c in self._rest
                if (value := _plain(row.get(c))) is not None and value != ""
            },
        )
        scalars = {f: _scalar(f, cell(f)) for f in SCALAR_FIELDS}
        year = (scalars["year"] or "").strip().lstrip("-")
        if year.isdecimal() and len(year) > _MAX_YEAR_DIGITS:
            raise ValueError(
                f"year is a number of {len(year):,} digits; a year has four digits. Correct it."
            )
        item = replace(item, **{f: v for f, v in scalars.items() if v})  # type: ignore[arg-type]
        if not all(is_well_formed(s) for s in _all_strings(item)):
            raise ValueError("holds half a character (lone surrogate). Export the text again.")
        return item

    def _choices(self, value: object) -> list[str]:
        # "1,2" would become a single choice, and nobody would notice.
        if self._has_lists and isinstance(value, str) and value.strip():
            raise ValueError(
                'choices is text; in JSON it has to be a list, such as ["①", "②"]. '
                "Export the choices as a list, one entry each."
            )
        return _strings("choices", value)


def _scalar(field: str, value: object) -> str | None:
    plain = _plain(value)
    if plain is None:
        return None
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, str | int | float):
        return str(plain)
    raise ValueError(f"{field} is {type(value).__name__}; it has to be text or a number.")


def _strings(field: str, value: object, *, single: bool = False) -> list[str]:
    """A list field: a real list, a JSON list in a string, or (CSV) one entry per line."""
    if isinstance(value, str) and not single:
        if value.lstrip().startswith("["):
            try:
                value = strict_json(value, one_line=True)
            except ValueError as fault:
                raise ValueError(
                    f"{field}: {fault}. Write a JSON list, or one entry per line."
                ) from fault
        else:
            value = value.splitlines()
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list | tuple):
        raise ValueError(f"{field} is {type(value).__name__}; it has to be a list of texts.")
    entries = [_scalar(field, entry) for entry in value]
    return [entry for entry in entries if entry]


def _plain(value: object) -> object:
    """A JSON value for what a Parquet or JSON cell holds; NaN is absence."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    raise ValueError(f"holds a value of type {type(value).__name__}, which can't be kept as text.")


def _all_strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Item):
        for field in (*SCALAR_FIELDS, "id", "text", "choices", "metadata"):
            yield from _all_strings(getattr(value, field))
        yield from (image.path for image in value.images)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield str(key)
            yield from _all_strings(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _all_strings(entry)
