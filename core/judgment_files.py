"""Judgments as files: JSONL (everything), CSV (for spreadsheets), TREC qrels (merged grades)."""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, cast

from core.errors import Faults, JudgmentError
from core.ingest.common import decoded_lines, id_fault, require_file, strict_json
from core.judgments import KINDS, Judgment, annotator_name, check, event_hash
from core.standing import standing
from core.text import from_spreadsheet_cell, nfc, spreadsheet_cell
from core.views import HumanLayer

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from core.judgment_store import JudgmentStore
    from core.judgments import Pair, StoredJudgment

Format = Literal["jsonl", "csv", "qrels"]
_FIELDS = tuple(Judgment.__dataclass_fields__)
_TEXTS = (
    "query_content",
    "item_content",
    "cannot_tell",
    "note",
    "task",
    "guideline",
    "replaces",
)
_CSV_COLUMNS = ("revision", "at", *_FIELDS)
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_ORIGIN = re.compile(r"[\w-]{1,36}/[0-9]{1,18}/[0-9a-f]{64}")
_AHEAD = timedelta(days=1)
"""How far another machine's clock may be ahead of ours."""


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
        **({"origin": stored.origin} if stored.origin else {}),
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
    if isinstance(value, str):
        return spreadsheet_cell(value)
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

    What was given earlier than what the same annotator has said since of the pair is stored, too,
    but doesn't count (see :func:`core.standing.standing`). JSONL lines that carry a hash have to
    fit it. A grade in qrels that the annotator gave already adds nothing, another one replaces it.

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
    origins: list[str | None] = []
    said = _Said(store, annotator) if form == "qrels" and annotator is not None else None
    seals = _Seals()
    for place, values in _read(path, form, faults):
        try:
            if form == "jsonl":
                seals.check(values)
                origins.append(_origin(values, store.workspace_uuid))
            judgment = _judgment(values if said is None else said.event(values))
            for key in (judgment.query, judgment.item):
                if key not in known_ids:
                    raise JudgmentError(f'unknown id "{key}"; import the item first')
            judgments.append(check(judgment))
            times.append(_time(values.get("at")))
        except JudgmentError as fault:
            faults.add(f"{path.name} {place}: {fault}")
    faults.raise_as(JudgmentError)
    if said is not None:
        return len(judgments), store.take_in(said.new(judgments))[1]
    return len(judgments), store.take_in(judgments, times, origins)[1]


@dataclass
class _Seals:
    """Checks the hashes of exported lines: each its own content, and the one before it."""

    known: dict[tuple[str, int], object] = field(default_factory=dict)

    def check(self, values: Mapping[str, object]) -> None:
        """Compare a line with its hash, if it has one.

        Raises:
            JudgmentError: they don't fit.
        """
        seal, revision = values.get("hash"), values.get("revision")
        if seal is None:
            return
        if seal != event_hash(dict(values)):
            raise JudgmentError("the line was changed after the export: its hash doesn't fit it.")
        if not isinstance(revision, int) or isinstance(revision, bool):
            raise JudgmentError(f"revision {revision!r:.40} is no whole number.")
        workspace = str(values.get("workspace_uuid"))
        before = self.known.get((workspace, revision - 1), values.get("previous_hash"))
        if before != values.get("previous_hash"):
            raise JudgmentError("the line before was changed after the export.")
        self.known[workspace, revision] = seal


def _origin(values: Mapping[str, object], workspace_uuid: str) -> str | None:
    """Where an exported event was first stored, if that was another workspace."""
    if values.get("hash") is None:
        return None
    origin = values.get("origin")
    if origin is None:
        if values.get("workspace_uuid") == workspace_uuid:
            return None
        origin = "/".join(str(values.get(key)) for key in ("workspace_uuid", "revision", "hash"))
    if not isinstance(origin, str) or not _ORIGIN.fullmatch(origin):
        raise JudgmentError(f"origin {origin!r:.80} isn't WORKSPACE/REVISION/HASH.")
    return origin


class _Said:
    """What the annotator of a qrels file has said, to tell what the file says anew."""

    def __init__(self, store: JudgmentStore, annotator: str) -> None:
        self._annotator = annotator_name(annotator)
        events = store.events()
        self._before = {
            _pair(stored): stored.judgment for stored in standing(events).of(self._annotator)
        }
        mine = (stored for stored in events if stored.judgment.annotator == self._annotator)
        self._last = {_pair(stored): stored.judgment.event_id for stored in mine}

    def event(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """A line as an event: flag and note, which qrels can't tell, stay as they were."""
        pair = (nfc(str(values["query"])), nfc(str(values["item"])))
        before = self._before.get(pair)
        replaces = before.event_id if before else None
        # The same statement after the same event makes the same event, should two imports meet;
        # after another one (a correction, an undo) it is a new one. As JSON, because "a" + "b:c"
        # isn't "a:b" + "c".
        said = [self._annotator, *pair, str(values["grade"]), self._last.get(pair)]
        key = json.dumps(["qrels", *said])
        return {
            "event_id": str(uuid.uuid5(uuid.NAMESPACE_URL, key)),
            "annotator": self._annotator,
            **values,
            "duplicate": before.duplicate if before else False,
            "note": before.note if before else "",
            "blind": False,
            "replaces": replaces,
        }

    def new(self, judgments: Iterable[Judgment]) -> list[Judgment]:
        """Those that say something else than what stands."""
        found = []
        for judgment in judgments:
            before = self._before.get((judgment.query, judgment.item))
            if before is None or before.grade != judgment.grade:
                found.append(judgment)
        return found


def _pair(stored: StoredJudgment) -> Pair:
    return stored.judgment.query, stored.judgment.item


def _read(path: Path, form: Format, faults: Faults) -> Iterator[tuple[str, Mapping[str, object]]]:
    lines = list(decoded_lines(path, faults))
    if form == "csv":
        if not faults:
            yield from _read_csv(path, faults)
        return
    places: dict[tuple[str, str], tuple[str, str]] = {}
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
            if _WHOLE.fullmatch(grade) and int(grade) < 0:
                continue  # TREC's mark of an item that wasn't judged, as for a ground truth
            first, at = places.setdefault((nfc(query), nfc(item)), (grade, place))
            if at == place:
                yield place, {"query": query, "item": item, "grade": grade}
            elif first != grade:
                faults.add(f"{path.name} {place}: another grade of the pair on {at}.")


def _read_csv(path: Path, faults: Faults) -> Iterator[tuple[str, Mapping[str, object]]]:
    # As it stands: a line break within a cell is part of the cell.
    text = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    reader = csv.DictReader(text, strict=True)
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
    return from_spreadsheet_cell(value)


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
    if given.get("kind", "judgment") not in KINDS:
        raise JudgmentError(f"kind {given['kind']!r:.40} is unknown.")
    for name in _TEXTS:
        if name in given and not isinstance(given[name], str):
            raise JudgmentError(f"{name} has to be text.")
    return Judgment(**given)


def _whole(name: str, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise JudgmentError(f"{name} {value!r:.40} is no whole number.")


def _time(value: object) -> str | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(cast("str", value))
        if moment.tzinfo is None:
            raise JudgmentError(f"at {value!r:.40} names no time zone.")
        moment = moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        raise JudgmentError(f"at {value!r:.40} is no ISO 8601 time.") from None
    if moment > datetime.now(UTC) + _AHEAD:
        # It would count before everything that its annotator says from now on.
        raise JudgmentError(f"at {value!r:.40} lies in the future.")
    return moment.isoformat(timespec="microseconds")
