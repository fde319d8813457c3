"""Judgments as files: JSONL (everything), CSV (for spreadsheets), TREC qrels (merged grades)."""

from __future__ import annotations

import csv
import io
import json
import uuid
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, cast

from core.errors import Faults, JudgmentError
from core.ingest.common import decoded_lines, id_fault, require_file, strict_json
from core.judgments import Judgment, check, standing
from core.text import nfc
from core.views import HumanLayer

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence
    from pathlib import Path

    from core.judgments import JudgmentStore, StoredJudgment

Format = Literal["jsonl", "csv", "qrels"]
_FIELDS = tuple(Judgment.__dataclass_fields__)
_CSV_COLUMNS = ("revision", "at", *_FIELDS)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""Beginnings that a spreadsheet may run as a formula, and the mark that we put before them."""


def export(events: Sequence[StoredJudgment], form: Format) -> str:
    """All events (JSONL, CSV) or the merged grades that count now (qrels).

    Raises:
        JudgmentError: qrels of an id that holds white space, which the format can't carry.
    """
    if form == "jsonl":
        return "".join(_json_line(stored) for stored in events)
    if form == "csv":
        return _csv(events)
    return _qrels(events)


def _values(stored: StoredJudgment) -> dict[str, Any]:
    return {
        "revision": stored.revision,
        "at": stored.at,
        **asdict(stored.judgment),
    }


def _json_line(stored: StoredJudgment) -> str:
    values = {
        **_values(stored),
        "workspace_uuid": stored.workspace_uuid,
        "previous_hash": stored.previous_hash,
        "hash": stored.hash,
    }
    return json.dumps(values, ensure_ascii=False) + "\n"


def _csv(events: Sequence[StoredJudgment]) -> str:
    out = io.StringIO()
    # The byte order mark makes Excel read UTF-8, so that Korean stays intact.
    out.write("\ufeff")
    writer = csv.DictWriter(out, _CSV_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for stored in events:
        writer.writerow({k: _cell(v) for k, v in _values(stored).items()})
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _qrels(events: Sequence[StoredJudgment]) -> str:
    merged = HumanLayer.of(standing(events)).grades
    lines = []
    for query in sorted(merged):
        for item in sorted(merged[query]):
            for key in (query, item):
                if any(c.isspace() for c in key):
                    raise JudgmentError(
                        f'qrels can\'t carry the id "{key}", which holds a blank. Use jsonl or csv.'
                    )
            lines.append(f"{query} 0 {item} {merged[query][item]}\n")
    return "".join(lines)


def import_judgments(
    store: JudgmentStore,
    path: Path,
    form: Format,
    known_ids: Container[str],
    annotator: str | None = None,
) -> tuple[int, int]:
    """Append the judgments of a file, all or none; events that are stored already stay as they are.

    Args:
        store: where they go.
        path: a file written by :func:`export`, or the same columns.
        form: its format. qrels carry no annotator: give ``annotator``.
        known_ids: ids of all items.
        annotator: who judged, for qrels.

    Returns:
        Number of judgments in the file, and how many of them were new.

    Raises:
        JudgmentError: up to 20 sentences naming file, line and id.
    """
    require_file(path, JudgmentError)
    if form == "qrels" and annotator is None:
        raise JudgmentError("qrels don't say who judged: add --annotator NAME.")
    faults = Faults()
    judgments: list[Judgment] = []
    times: list[str | None] = []
    for place, values in _read(path, form, faults, annotator):
        try:
            judgment = _judgment(values)
            for key in (judgment.query, judgment.item):
                if key not in known_ids:
                    raise JudgmentError(f'unknown id "{key}"; import the item first')
            judgments.append(check(judgment))
            times.append(_time(values.get("at")))
        except JudgmentError as fault:
            faults.add(f"{path.name} {place}: {fault}")
    faults.raise_as(JudgmentError)
    before = store.revision()
    store.append(judgments, times)
    return len(judgments), store.revision() - before


def _read(
    path: Path, form: Format, faults: Faults, annotator: str | None
) -> Iterator[tuple[str, Mapping[str, object]]]:
    lines = list(decoded_lines(path, faults))
    if form == "csv":
        yield from _read_csv(path, [text for _, text in lines], faults)
        return
    for number, text in lines:
        if not text.strip():
            continue
        place = f"line {number}"
        if form == "jsonl":
            try:
                value = strict_json(text)
            except ValueError as fault:
                faults.add(f"{path.name} {place}: {fault}.")
                continue
            if isinstance(value, dict):
                yield place, value
            else:
                faults.add(f"{path.name} {place}: not a JSON object.")
        else:
            cells = text.split()
            if len(cells) != 4:
                faults.add(f"{path.name} {place}: {len(cells)} columns; qrels have 4.")
                continue
            query, _, item, grade = cells
            # The same line always makes the same event, so that a second import adds nothing.
            event = uuid.uuid5(uuid.NAMESPACE_URL, f"qrels:{annotator}:{query}:{item}:{grade}")
            yield (
                place,
                {
                    "event_id": str(event),
                    "annotator": annotator,
                    "query": query,
                    "item": item,
                    "grade": grade,
                    "blind": False,
                },
            )


def _read_csv(
    path: Path, lines: Sequence[str], faults: Faults
) -> Iterator[tuple[str, Mapping[str, object]]]:
    reader = csv.DictReader((line + "\n" for line in lines), strict=True)
    missing = {"event_id", "annotator", "query", "item"} - set(reader.fieldnames or ())
    if missing:
        faults.add(f"{path.name} line 1: lacks the columns {', '.join(sorted(missing))}.")
        return
    try:
        for row in reader:
            place = f"line {reader.line_num}"
            if None in row or None in row.values():
                faults.add(f"{path.name} {place}: not as many columns as the header.")
                continue
            yield place, {k: _uncell(k, v) for k, v in row.items()}
    except csv.Error as fault:
        faults.add(f"{path.name} line {reader.line_num}: {fault}.")


def _uncell(column: str, value: str) -> object:
    if value == "":
        return None
    if column in {"duplicate", "blind"} and value in {"true", "false"}:
        return value == "true"
    return value[1:] if value.startswith("'") and value[1:].startswith(_FORMULA) else value


def _judgment(values: Mapping[str, object]) -> Judgment:
    given: dict[str, Any] = {k: values[k] for k in _FIELDS if values.get(k) is not None}
    for name in ("event_id", "annotator", "query", "item"):
        reason = id_fault(given.get(name))
        if reason:
            raise JudgmentError(f"{name}: {reason}.")
        given[name] = nfc(str(given[name]))
    for name in ("grade", "duration_ms"):
        if name in given:
            given[name] = _whole(name, given[name])
    for name in ("duplicate", "blind"):
        if name in given and not isinstance(given[name], bool):
            raise JudgmentError(f"{name} has to be true or false.")
    if given.get("kind", "judgment") not in {"judgment", "withdrawal", "deferral"}:
        raise JudgmentError(f"kind {given['kind']!r} is unknown.")
    for name in ("cannot_tell", "note", "task", "guideline", "replaces"):
        if name in given and not isinstance(given[name], str):
            raise JudgmentError(f"{name} has to be text.")
    return Judgment(**given)


def _whole(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lstrip("-").isdecimal():
        return int(value)
    raise JudgmentError(f"{name} {value!r} is no whole number.")


def _time(value: object) -> str | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(cast("str", value))
    except (TypeError, ValueError):
        raise JudgmentError(f"at {value!r} is no ISO 8601 time.") from None
    if moment.tzinfo is None:
        raise JudgmentError(f"at {value!r} names no time zone.")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
