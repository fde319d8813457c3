"""Read question files (JSONL, CSV, TSV, Parquet) into items.

A row is a mapping of column -> value. The *mapping* says which column feeds which field; columns
that feed none are kept as metadata.
"""

from __future__ import annotations

import csv
import datetime
import decimal
import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.parquet as pq

from core.errors import DatasetError, Faults
from core.ingest.common import IdRegister, decoded_lines, require_file, strict_json
from core.text import nfc
from core.types import ImageRef, Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
_PROGRESS_LINES = 1000
_PARQUET_ROWS = 4096


Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""


class ItemFile:
    """The items of a file, one after the other in the file's order.

    Iterate once, to the end: faults are collected on the way and raised there, so what came
    before may only be kept if nothing is raised. Then the attributes are known.

    Attributes:
        mapping: field -> column, as the columns were read.
        metadata_columns: columns that feed no field.
    """

    def __init__(self, path: Path, mapping: Mapping[str, str] | None = None) -> None:
        """Open ``path``.

        Args:
            path: ``.jsonl``, ``.csv``, ``.tsv`` or ``.parquet``.
            mapping: field -> column, for columns whose name isn't the field's own.

        Raises:
            DatasetError: no such file, an unknown kind of file or field.
        """
        require_file(path, DatasetError)
        self.path = path
        self.mapping: Mapping[str, str] = {}
        self.metadata_columns: tuple[str, ...] = ()
        self._wanted = dict(mapping or {})
        _check_fields(self._wanted)
        self._ids = IdRegister(path.name, Faults())
        self._rows = _rows_of(path)

    def __iter__(self) -> Iterator[Item]:
        """Every item.

        Raises:
            DatasetError: up to 20 sentences, each naming the line or row and, where known, the id.
        """
        return self.read()

    def read(self, progress: Progress = lambda _done, _total: None) -> Iterator[Item]:
        """As iterating, with progress in the file's bytes or rows."""
        broken, faults = Faults(), Faults()
        self._ids = IdRegister(self.path.name, faults)
        taken = set(self._wanted.values())
        fed = {f: f for f in FIELDS if f not in self._wanted and f not in taken} | self._wanted
        reader = _RowReader(self.path.name, fed, self._ids, faults, has_lists=_has_lists(self.path))
        columns: dict[str, None] = {}
        for place, row in self._rows(self.path, broken, progress):
            if not row.keys() <= columns.keys():
                columns.update(dict.fromkeys(row))
            # A file that can't be read as it stands is named as such; its items don't matter.
            item = None if broken else reader.item(place, row)
            if item is not None:
                yield item
        broken.raise_as(DatasetError)
        self._settle(list(columns))
        faults.raise_as(DatasetError)

    def _settle(self, columns: Sequence[str]) -> None:
        """Say which column feeds which field, now that all columns are known."""
        name, wanted = self.path.name, self._wanted
        if not columns:
            raise DatasetError(f"{name}: holds no items. Export it again.")
        missing = [c for c in wanted.values() if c not in columns]
        if missing:
            raise DatasetError(
                f"{name}: has no column {', '.join(repr(c) for c in missing)} (asked for by "
                f"--map). It has: {', '.join(columns)}."
            )
        taken = set(wanted.values())
        fed = {f: f for f in FIELDS if f in columns and f not in wanted and f not in taken}
        fed.update(wanted)
        if "id" not in fed:
            raise DatasetError(
                f"{name}: no column feeds the field id. Name it with --map id=COLUMN; the file "
                f"has: {', '.join(columns)}."
            )
        rest = tuple(c for c in columns if c not in fed.values())
        if len({nfc(c) for c in rest}) < len(rest):
            raise DatasetError(
                f"{name}: two columns have one name after Unicode normalisation (NFC). "
                "Rename one of them."
            )
        self.mapping, self.metadata_columns = fed, rest

    def place(self, item_id: str) -> str:
        """Where an item stands (``line 12`` or ``row 12``), for messages."""
        return self._ids.place(item_id)


def open_items(path: Path, mapping: Mapping[str, str] | None = None) -> ItemFile:
    """As :class:`ItemFile`."""
    return ItemFile(path, mapping)


def _check_fields(mapping: Mapping[str, str]) -> None:
    for field in mapping:
        if field not in FIELDS:
            raise DatasetError(
                f'--map {field}=…: there is no field "{field}". Fields are: {", ".join(FIELDS)}.'
            )


# --- rows of each kind of file ------------------------------------------------------------------


_Rows = Iterator[tuple[str, dict[str, object]]]


def _rows_of(path: Path) -> Callable[[Path, Faults, Progress], _Rows]:
    kind = path.suffix.lower()
    if kind in _JSON_LINES:
        return _jsonl_rows
    if kind in {".csv", ".tsv"}:
        return partial(_csv_rows, delimiter="\t" if kind == ".tsv" else ",")
    if kind in {".parquet", ".pq"}:
        return _parquet_rows
    raise DatasetError(
        f"{path.name}: unknown kind of item file. Use .jsonl, .csv, .tsv or .parquet."
    )


def _has_lists(path: Path) -> bool:
    """Whether this kind of file can hold a real list, so that text in its place is a mistake."""
    return path.suffix.lower() in _JSON_LINES


def _jsonl_rows(path: Path, faults: Faults, progress: Progress) -> _Rows:
    for number, line in _lines(path, faults, progress):
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


def _lines(path: Path, faults: Faults, progress: Progress) -> Iterator[tuple[int, str]]:
    total, done = path.stat().st_size, 0
    for number, line in decoded_lines(path, faults):
        yield number, line
        done += len(line)
        if number % _PROGRESS_LINES == 0:
            progress(min(done, total), total)
    progress(total, total)


def _csv_rows(path: Path, faults: Faults, progress: Progress, *, delimiter: str) -> _Rows:
    shape = Faults()
    yield from _csv_cells(path, faults, shape, progress, delimiter)
    if not faults:  # where lines are missing, what seems wrong with the others may not be
        faults.take(shape)


def _csv_cells(
    path: Path, faults: Faults, shape: Faults, progress: Progress, delimiter: str
) -> _Rows:
    lines = (line + "\n" for _, line in _lines(path, faults, progress))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 1
    try:
        header = next(reader, [])
        repeated = {c for c in header if header.count(c) > 1}
        if repeated:
            shape.add(
                f"{path.name} line 1: the column {', '.join(sorted(map(repr, repeated)))} appears "
                "twice. Rename one of them."
            )
        start = reader.line_num + 1
        for cells in () if repeated else reader:
            place, start = f"line {start}", reader.line_num + 1
            if not cells:
                continue
            if len(cells) != len(header):
                shape.add(
                    f"{path.name} {place}: {len(cells)} columns, the header has {len(header)}. "
                    "Quote fields that hold the delimiter."
                )
                continue
            yield place, dict(zip(header, cells, strict=True))
    except csv.Error as fault:
        # An unclosed quote shows only at the end of the file: name where the row began.
        shape.add(f"{path.name} line {start}: {fault}. Quote the field, or use JSONL.")
    for _ in lines:  # every line that is no UTF-8 is named, wherever the reading ended
        pass


def _parquet_rows(path: Path, faults: Faults, progress: Progress) -> _Rows:
    del faults
    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_PARQUET_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield f"row {number}", row
                progress(number, file.metadata.num_rows)
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
        ids: IdRegister,
        faults: Faults,
        *,
        has_lists: bool,
    ) -> None:
        self._file = file_name
        self._columns = columns
        self._fed = frozenset(columns.values())
        self._scalars = [(field, columns[field]) for field in SCALAR_FIELDS if field in columns]
        self._faults = faults
        self._has_lists = has_lists
        self._ids = ids

    def item(self, place: str, row: Mapping[str, object]) -> Item | None:
        key = self._ids.add(row.get(self._columns.get("id", "")), place)
        if key is None:
            return None
        try:
            return self._build(key, row)
        except ValueError as fault:
            self._faults.add(f'{self._file} {place} (id "{key}"): {fault}')
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
        text = _scalar("text", cell("text")) or ""
        choices = tuple(self._choices(cell("choices")))
        metadata = {
            nfc(c): value
            for c, raw in row.items()
            if c not in self._fed and (value := _plain(raw)) is not None and value != ""
        }
        scalars = {f: v for f, column in self._scalars if (v := _scalar(f, row.get(column)))}
        year = scalars.get("year", "").strip().lstrip("-")
        if year.isdecimal() and len(year) > _MAX_YEAR_DIGITS:
            raise ValueError(
                f"year is a number of {len(year):,} digits; a year has four digits. Correct it."
            )
        return Item(
            id=key,
            text=text,
            text_format=cast("TextFormat", text_format),
            choices=choices,
            images=tuple(ImageRef(n, p, "missing") for n, p in enumerate(paths)),
            metadata=metadata,
            **scalars,
        )

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
