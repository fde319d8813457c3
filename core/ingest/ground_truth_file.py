"""Read ground truth files: JSON (three forms), TREC qrels, BEIR TSV."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from core.errors import Faults, GroundTruthError
from core.ground_truth import POSITIVE_ONLY_GRADE, GroundTruth, document_hash
from core.ingest.common import decoded_lines, id_fault, require_file, strict_json
from core.text import nfc

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from core.types import Unlisted

_DECLARED_KEYS = ("pool", "unlisted", "threshold", "source", "queries")
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}(\.0+)?")
MAX_GRADE = 1000
"""Scales end far below; sums of larger grades would lose digits."""


def read_ground_truth(
    path: Path, name: str, known_ids: Container[str], *, pool_path: Path | None = None
) -> GroundTruth:
    """Read a ground truth and check every id against the workspace's items.

    Args:
        path: JSON ``{query: [ids]}``, ``{query: {id: grade}}`` or the declared form with
            ``queries``; TREC qrels (``query 0 item grade``); BEIR TSV (header line, then
            ``query item grade``). The kind is told by the content.
        name: name of the ground truth in the workspace.
        known_ids: ids of all items.
        pool_path: candidate ids (a JSON list, or one id per line), where ``path`` declares none.

    Raises:
        GroundTruthError: up to 20 sentences naming file, line or query, and id.
    """
    pool = None if pool_path is None else _read_pool(pool_path, known_ids)
    return _Reader(path, known_ids).read(name, pool)


def _read_pool(path: Path, known_ids: Container[str]) -> tuple[str, ...]:
    require_file(path, GroundTruthError)
    reader = _Reader(path, known_ids)
    lines = list(decoded_lines(path, reader.faults))
    reader.faults.raise_as(GroundTruthError)
    filled = [(f"line {number}", text.strip()) for number, text in lines if text.strip()]
    if filled and filled[0][1].startswith(("[", "{")):
        try:
            entries = strict_json("\n".join(text for _, text in lines))
        except ValueError as fault:
            raise GroundTruthError(f"{path.name}: {fault}. Export the file again.") from fault
        pool = reader.declared_pool(entries)
    else:
        pool = reader.pool(filled)
    reader.faults.raise_as(GroundTruthError)
    return pool


def _with_frozen(read: GroundTruth, frozen: object) -> GroundTruth:
    """Keep what a version says of itself, unless another file gave it its pool."""
    if not isinstance(frozen, dict):
        return read
    version = replace(read, frozen=frozen)
    return version if document_hash(version.document()) == frozen["hash"] else read


class _Reader:
    """One file's reading; collects its faults."""

    def __init__(self, path: Path, known_ids: Container[str]) -> None:
        self.path = path
        self.known_ids = known_ids
        self.faults = Faults()
        self.queries: dict[str, dict[str, int]] = {}
        self.threshold = 1

    def read(self, name: str, pool: tuple[str, ...] | None) -> GroundTruth:
        """Read the file; ``pool`` comes from a file of its own."""
        require_file(self.path, GroundTruthError)
        lines = list(decoded_lines(self.path, self.faults))
        self.faults.raise_as(GroundTruthError)
        first = next((text.lstrip() for _, text in lines if text.strip()), "")
        if first.startswith(("{", "[")) or self.path.suffix.lower() == ".json":
            declared = self._read_json("\n".join(text for _, text in lines))
        else:
            declared = {}
            self._read_lines(lines)
        if not self.queries and not self.faults:
            self.faults.add(f"{self.path.name}: holds no queries. Export it again.")
        self.faults.raise_as(GroundTruthError)
        if declared.get("pool") is not None:
            if pool is not None:
                self._fault("", "declares a pool of its own beside --gt-pool; drop one of them")
            pool = self.declared_pool(declared["pool"])
        unlisted, source = self._unlisted(declared, pool), self._source(declared)
        self._check_pool(pool)
        self.faults.raise_as(GroundTruthError)
        read = GroundTruth(name, self.queries, pool, unlisted, self.threshold, source)
        return _with_frozen(read, declared.get("frozen"))

    # --- declared settings -------------------------------------------

    def _unlisted(self, declared: dict[str, object], pool: tuple[str, ...] | None) -> Unlisted:
        value = declared.get("unlisted")
        if value is None:
            return "unknown" if pool is None else "not_relevant"
        if value not in ("not_relevant", "unknown"):
            self._fault("", f'"unlisted" is {value!r}; use "not_relevant" or "unknown"')
        elif value == "not_relevant" and pool is None:
            self._fault("", '"unlisted": "not_relevant" needs a "pool" to hold for; declare it')
        return cast("Unlisted", value)

    def _read_threshold(self, declared: dict[str, object]) -> None:
        value = declared.get("threshold")
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_GRADE:
            self._fault("", f'"threshold" is {value!r:.40}; use a whole number from 1 up')
            return
        self.threshold = value

    def _source(self, declared: dict[str, object]) -> str | None:
        value = declared.get("source")
        if value is not None and not isinstance(value, str):
            self._fault("", '"source" has to be text')
            return None
        return value

    def declared_pool(self, entries: object) -> tuple[str, ...]:
        """A pool that came as JSON."""
        if not isinstance(entries, list):
            self._fault("", "the pool has to be a list of ids")
            return ()
        return self.pool([(f"pool entry {n}", entry) for n, entry in enumerate(entries, start=1)])

    def pool(self, entries: Sequence[tuple[str, object]]) -> tuple[str, ...]:
        """Known ids without duplicates, sorted, from (place, entry) pairs."""
        if not entries:
            self._fault("", "the pool is empty; name its candidates")
        ids: dict[str, None] = {}
        for place, entry in entries:
            key = self._id(entry, place)
            if key is not None:
                if key in ids:
                    self._fault(place, f'id "{key}" appears twice in the pool; remove one of them')
                ids[key] = None
        return tuple(sorted(ids))

    def _check_pool(self, pool: tuple[str, ...] | None) -> None:
        """A graded id outside a declared pool contradicts the declaration."""
        if pool is None or self.faults:
            return
        inside = set(pool)
        for query, entries in self.queries.items():
            for item in entries:
                if item not in inside and item != query:
                    self._fault(
                        f'query "{query}"',
                        f'id "{item}" is graded but not in the declared pool; add it to the '
                        "pool or drop the grade",
                    )

    # --- JSON --------------------------------------------------------

    def _read_json(self, text: str) -> dict[str, object]:
        try:
            value = strict_json(text)
        except ValueError as fault:
            raise GroundTruthError(f"{self.path.name}: {fault}. Export the file again.") from fault
        if not isinstance(value, dict):
            raise GroundTruthError(
                f"{self.path.name}: is not a JSON object of query -> relevant ids."
            )
        declared: dict[str, object] = {}
        queries: object = value
        inner = value.get("queries")
        # An item may be called "queries"; then its entries are grades, not lists or objects.
        if isinstance(inner, dict) and (
            len(value) > 1 or all(isinstance(v, list | dict) for v in inner.values())
        ):
            declared, queries = value, inner
            self._check_frozen(declared)
            unknown = [k for k in declared if k not in (*_DECLARED_KEYS, "frozen")]
            if unknown:
                self._fault(
                    "",
                    f'unknown key {", ".join(map(repr, unknown))} beside "queries"; known are '
                    f"{', '.join(_DECLARED_KEYS)}",
                )
        self._read_threshold(declared)
        for query, entries in cast("dict[str, object]", queries).items():
            self._read_query(query, entries)
        return declared

    def _check_frozen(self, declared: dict[str, object]) -> None:
        """A frozen version is what it was when it was frozen, or it is none."""
        frozen = declared.get("frozen")
        if "frozen" not in declared:
            return
        said = frozen.get("hash") if isinstance(frozen, dict) else None
        if said != document_hash(declared):
            self._fault(
                "",
                f'"frozen" says the hash {said!r:.80}, which isn\'t that of the content: the '
                'version was altered. Export it again, or drop "frozen" to import it as it is',
            )

    def _read_query(self, query: str, entries: object) -> None:
        place = f'query "{query}"'
        key = self._id(query, place)
        if key is None:
            return
        if key in self.queries:
            self._fault(place, "becomes another query's id after Unicode normalisation (NFC)")
            return
        grades = self.queries.setdefault(key, {})
        if isinstance(entries, list):
            if self.threshold > POSITIVE_ONLY_GRADE:
                self._fault(
                    place,
                    f"lists ids without grades, which count as grade {POSITIVE_ONLY_GRADE}, below "
                    f"the threshold {self.threshold}; give grades",
                )
            for entry in entries:
                self._add(grades, entry, POSITIVE_ONLY_GRADE, place)
        elif isinstance(entries, dict):
            for entry, grade in entries.items():
                self._add(grades, entry, self._grade(grade, place, entry), place)
        else:
            self._fault(place, f"holds {entries!r:.40}; use a list of ids or an id -> grade object")

    # --- TREC and BEIR -----------------------------------------------

    def _read_lines(self, lines: list[tuple[int, str]]) -> None:
        for place, query, item, grade in self._split(lines):
            key = self._id(query, place)
            if key is not None:
                whole = self._grade(grade, place, item, text=True)
                self._add(self.queries.setdefault(key, {}), item, whole, place)

    def _split(self, lines: list[tuple[int, str]]) -> Iterator[tuple[str, str, str, str]]:
        seen_data = False
        for number, text in lines:
            if not text.strip():
                continue
            place = f"line {number}"
            tabbed = [cell.strip() for cell in text.split("\t")]
            cells = tabbed if len(tabbed) in {3, 4} else text.split()
            if not seen_data and cells[-1].lower() in {"score", "grade", "relevance", "label"}:
                seen_data = True
                continue
            seen_data = True
            if len(cells) == 4:
                yield place, cells[0], cells[2], cells[3]
            elif len(cells) == 3:
                yield place, cells[0], cells[1], cells[2]
            else:
                self._fault(
                    place,
                    f"{len(cells)} columns; TREC qrels have 4 (query 0 item grade), BEIR has 3 "
                    "(query item grade, separated by tabs)",
                )

    # --- ids and grades ----------------------------------------------

    def _id(self, value: object, place: str) -> str | None:
        reason = id_fault(value)
        if reason:
            self._fault(place, reason)
            return None
        key = nfc(str(value))
        if key not in self.known_ids:
            self._fault(place, f'unknown id "{key}"; import the item first, or correct the id')
            return None
        return key

    def _grade(self, value: object, place: str, entry: object, *, text: bool = False) -> int | None:
        if text and isinstance(value, str) and _WHOLE.fullmatch(value):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or value % 1:
            self._fault(place, f'the grade of id "{entry}" is {value!r:.40}, not a whole number')
            return None
        if abs(value) > MAX_GRADE:
            self._fault(
                place, f'the grade of id "{entry}" is beyond {MAX_GRADE}; use a small whole number'
            )
            return None
        return int(value)

    def _add(self, grades: dict[str, int], entry: object, grade: int | None, place: str) -> None:
        key = self._id(entry, place)
        if key is None or grade is None:
            return
        if grades.setdefault(key, grade) != grade:
            self._fault(place, f'id "{key}" has two grades, {grades[key]} and {grade}; keep one')

    def _fault(self, place: str, reason: str) -> None:
        where = f"{self.path.name} {place}".rstrip()
        self.faults.add(f"{where}: {reason}.")
