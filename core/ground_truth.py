"""Ground truth (정답, qrels): query -> item -> grade from one source."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.types import Relevance, Unlisted

POSITIVE_ONLY_GRADE = 2
"""What an entry of a list without grades counts as in graded measures."""


def document_hash(document: Mapping[str, object]) -> str:
    """SHA-256 over a ground truth file's content, as JSON with sorted keys.

    The file may say its own hash: ``frozen.hash`` doesn't count.
    """
    frozen = document.get("frozen")
    if isinstance(frozen, dict):
        document = {**document, "frozen": {k: v for k, v in frozen.items() if k != "hash"}}
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True)
class GroundTruth:
    """One imported layer of grades.

    Attributes:
        name: unique in the workspace.
        queries: query id -> item id -> grade. A negative grade means *unknown*: somebody looked
            and could not tell (TREC's convention).
        pool: the candidates that were judged, or None where the file declares none.
        unlisted: what a pair means that is not listed although its item is in ``pool``.
        threshold: the least grade that counts as relevant.
        source: who made it, in words, if the file says so.
        frozen: what a frozen version says of itself (:func:`core.versions.freeze`); no part of
            what the grades are, so neither of ``hash`` nor of equality.
    """

    name: str
    queries: Mapping[str, Mapping[str, int]]
    pool: tuple[str, ...] | None = None
    unlisted: Unlisted = "unknown"
    threshold: int = 1
    source: str | None = None
    frozen: Mapping[str, object] | None = field(default=None, compare=False)

    @cached_property
    def _pool_set(self) -> frozenset[str]:
        return frozenset(self.pool or ())

    def grade(self, query: str, item: str) -> int | None:
        """The grade of a pair, or None for a hole.

        Unlisted items of a declared pool whose ``unlisted`` is *not_relevant* have grade 0 by
        that assumption; a negative grade is a hole. A query has no grade for itself.
        """
        entries = self.queries.get(query)
        if entries is None or item == query:
            return None
        grade = entries.get(item)
        if grade is not None:
            return grade if grade >= 0 else None
        assumed = self.unlisted == "not_relevant" and item in self._pool_set
        return 0 if assumed else None

    def status(self, query: str, item: str) -> Relevance:
        """Whether ``item`` counts as relevant for ``query`` at the threshold, or is a hole."""
        grade = self.grade(query, item)
        if grade is None:
            return "unknown"
        return "relevant" if grade >= self.threshold else "not_relevant"

    def entries(self, query: str) -> Mapping[str, int]:
        """Items that the file names for ``query``, with their grades."""
        return self.queries.get(query, {})

    def relevant(self, query: str) -> frozenset[str]:
        """Items that count as relevant for ``query``; never the query itself."""
        entries = self.queries.get(query, {})
        return frozenset(i for i, g in entries.items() if g >= self.threshold and i != query)

    def as_json(self) -> dict[str, object]:
        """The declared form of a ground truth file, with keys in a fixed order."""
        return {
            "pool": None if self.pool is None else sorted(self.pool),
            "unlisted": self.unlisted,
            "threshold": self.threshold,
            "source": self.source,
            "queries": {q: dict(sorted(e.items())) for q, e in sorted(self.queries.items())},
        }

    def document(self) -> dict[str, object]:
        """The whole file: the declared form, after what a frozen version says of itself."""
        said = {} if self.frozen is None else {"frozen": dict(self.frozen)}
        return {**said, **self.as_json()}

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the content, whatever kind of file it came from (the name is left out)."""
        text = json.dumps(self.as_json(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
