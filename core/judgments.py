"""One judgment: what an annotator says about a directed pair, its rules and its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from core.errors import JudgmentError, Reason
from core.text import is_well_formed, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["judgment", "withdrawal", "deferral", "adjudication"]
KINDS: tuple[Kind, ...] = get_args(Kind)
GRADES = (0, 1, 2, 3)
FIRST_HASH = "0" * 64
MAX_DURATION_MS = 2**31 - 1
"""What a column of whole numbers holds in every database; 24 days."""
_MAX_NAME = 100
_MAX_NOTE = 10_000
_MAX_EVENT_ID = 36
_MAX_CONTENT_KEY = 64
Pair = tuple[str, str]
"""Query and item."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """One event as an annotator gives it.

    Attributes:
        event_id: the client's UUID; the same id sent twice counts once.
        annotator: who; a name of the annotator list.
        query, item: the directed pair.
        query_content, item_content: content keys of both items as seen.
        kind: ``judgment``; ``withdrawal`` undoes the event named by ``replaces``; ``deferral``
            puts the pair off (나중에); ``adjudication`` decides the pair, whatever was said of it,
            for the reason in ``note``, and is nobody's own judgment.
        grade: 0 to 3, or None.
        cannot_tell: reason why no grade can be given (판정 불가), or None.
        duplicate: the item is a copy of the query (사본).
        note: free words.
        task, guideline: task and guideline version in force, if any.
        blind: False if variant, rank or score could be seen, or for an adjudication others' grades.
        duration_ms: time from the pair's appearance to the grade, in milliseconds.
        replaces: event id of the same annotator that this one corrects or withdraws.
    """

    event_id: str
    annotator: str
    query: str
    item: str
    query_content: str = ""
    item_content: str = ""
    kind: Kind = "judgment"
    grade: int | None = None
    cannot_tell: str | None = None
    duplicate: bool = False
    note: str = ""
    task: str | None = None
    guideline: str | None = None
    blind: bool = True
    duration_ms: int | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class StoredJudgment:
    """An event with its place in the sequence.

    Attributes:
        revision: 1, 2, 3 … without gaps.
        at: UTC time of storing, or for an event from a file when it was given, ISO 8601 with
            microseconds.
        previous_hash: hash of revision - 1 (64 zeros for the first).
        hash: SHA-256 over all other fields.
        origin: for an event from another workspace's export, ``workspace/revision/hash`` there.
    """

    revision: int
    workspace_uuid: str
    judgment: Judgment
    at: str
    previous_hash: str
    hash: str
    origin: str | None = None


COLUMNS = (
    "revision",
    "event_id",
    "workspace_uuid",
    "kind",
    "annotator",
    "query",
    "item",
    "query_content",
    "item_content",
    "grade",
    "cannot_tell",
    "duplicate",
    "note",
    "task",
    "guideline",
    "blind",
    "duration_ms",
    "at",
    "replaces",
    "origin",
    "previous_hash",
    "hash",
)
"""The fields of a stored event, in the order in which stores and files give them."""


def annotator_name(name: str) -> str:
    """The one form of a name: NFC, trimmed, inner blanks single.

    Raises:
        JudgmentError: empty or too long.
    """
    clean = " ".join(nfc(name).split())
    if not clean or len(clean) > _MAX_NAME:
        raise JudgmentError(
            f"A name has 1 to {_MAX_NAME} characters; this one has {len(clean)}.",
            reason=Reason("annotator", most=_MAX_NAME, n=len(clean)),
        )
    if not _is_storable(clean):
        raise JudgmentError(
            "A name can't hold the character NUL or half a character.", reason=Reason("characters")
        )
    return clean


def _is_storable(text: str) -> bool:
    """Whether every database takes the text: PostgreSQL refuses NUL."""
    return "\0" not in text and is_well_formed(text)


def check(judgment: Judgment) -> Judgment:
    """The judgment in normal form.

    Raises:
        JudgmentError: a grade outside 0 to 3, a grade together with *cannot tell*, neither of
            them, a withdrawal of nothing, or what not every database could hold.
    """
    pair = f'({judgment.query}, {judgment.item}) by "{judgment.annotator}"'
    impossible = Reason("judgment", query=judgment.query, item=judgment.item)
    if judgment.kind in ("judgment", "adjudication"):
        if judgment.kind == "adjudication" and not judgment.note.strip():
            raise JudgmentError(
                f"{pair}: say in the note why the pair is decided so.",
                reason=Reason("judgment.why", query=judgment.query, item=judgment.item),
            )
        if (judgment.grade is None) == (judgment.cannot_tell is None):
            raise JudgmentError(
                f"{pair}: give either a grade or a reason why none can be given.",
                reason=impossible,
            )
        if judgment.grade is not None and (
            isinstance(judgment.grade, bool) or judgment.grade not in GRADES
        ):
            raise JudgmentError(
                f"{pair}: grade {judgment.grade!r:.40}; grades are 0, 1, 2 and 3.",
                reason=impossible,
            )
        if judgment.cannot_tell is not None and not judgment.cannot_tell.strip():
            raise JudgmentError(f"{pair}: say why no grade can be given.", reason=impossible)
    elif judgment.grade is not None or judgment.cannot_tell is not None:
        raise JudgmentError(f"{pair}: a {judgment.kind} carries no grade.", reason=impossible)
    if judgment.kind == "withdrawal" and not judgment.replaces:
        raise JudgmentError(
            f"{pair}: a withdrawal names the event that it withdraws.", reason=impossible
        )
    if judgment.query == judgment.item:
        raise JudgmentError(
            f"{pair}: a question isn't judged against itself.",
            reason=Reason("judgment.same", id=judgment.query),
        )
    values = asdict(judgment)
    _check_sizes(pair, values, impossible)
    values["annotator"] = annotator_name(judgment.annotator)
    # No task and a task without a name are the same; a CSV file can't tell them apart.
    for name in ("task", "guideline", "replaces"):
        values[name] = values[name] or None
    return Judgment(**values)


def _check_sizes(pair: str, values: Mapping[str, Any], impossible: Reason) -> None:
    if not 1 <= len(values["event_id"]) <= _MAX_EVENT_ID:
        raise JudgmentError(
            f"{pair}: an event id has 1 to {_MAX_EVENT_ID} characters.", reason=impossible
        )
    for name in ("note", "cannot_tell", "task", "guideline"):
        if len(values[name] or "") > _MAX_NOTE:
            raise JudgmentError(
                f"{pair}: the {name} has over {_MAX_NOTE:,} characters. Shorten it.",
                reason=Reason(
                    "judgment.note",
                    query=values["query"],
                    item=values["item"],
                    most=_MAX_NOTE,
                    n=len(values[name]),
                ),
            )
    for name in ("query_content", "item_content"):
        if len(values[name]) > _MAX_CONTENT_KEY:
            raise JudgmentError(
                f"{pair}: {name} has over {_MAX_CONTENT_KEY} characters.", reason=impossible
            )
    duration = values["duration_ms"]
    if duration is not None and not 0 <= duration <= MAX_DURATION_MS:
        raise JudgmentError(
            f"{pair}: duration_ms is {duration!s:.40}; it lies between 0 and {MAX_DURATION_MS}.",
            reason=impossible,
        )
    for name, value in values.items():
        if isinstance(value, str) and not _is_storable(value):
            raise JudgmentError(
                f"{pair}: {name} holds the character NUL or half a character.",
                reason=Reason("characters"),
            )


def event_hash(values: dict[str, Any]) -> str:
    """SHA-256 over all columns but ``hash``, as canonical JSON.

    ``origin`` counts only where there is one: events that are older than the column keep theirs.
    """
    content = {name: values.get(name) for name in COLUMNS if name not in ("hash", "origin")}
    if values.get("origin") is not None:
        content["origin"] = values["origin"]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
