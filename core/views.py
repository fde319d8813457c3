"""Views: named merges of layers of grades, from which figures are computed.

Each layer first maps its own grades to relevant / not relevant / unknown by its own threshold;
then a view takes, for every pair, the first of its layers that knows.
"""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.ground_truth import GroundTruth
    from core.judgments import Pair
    from core.standing import Standing
    from core.types import Relevance

ViewName = Literal["imported", "human", "human-over-imported"]
VIEW_NAMES: tuple[ViewName, ...] = ("imported", "human", "human-over-imported")
HUMAN_THRESHOLD = 2
"""People's grades count as relevant from *same concept and core solution* up."""


class Layer(Protocol):
    """Grades from one source."""

    @property
    def threshold(self) -> int:
        """The least grade that counts as relevant."""

    @property
    def hash(self) -> str:
        """SHA-256 over the content."""

    def grade(self, query: str, item: str) -> int | None:
        """The grade of a pair, or None for a hole."""

    def entries(self, query: str) -> Mapping[str, int]:
        """Items that this layer names for ``query``, with their grades (negative: unknown)."""


@dataclass(frozen=True)
class HumanLayer:
    """People's standing judgments; several annotators on a pair give the lower median.

    Those given with a variant, rank or score in sight are a layer of their own, below the blind
    ones: they count for pairs that nobody graded blind.

    *Cannot tell* (판정 불가) is a hole: it neither grades a pair nor outvotes a grade. An
    adjudication decides its pair alone; one that says *cannot tell* leaves a hole.

    Attributes:
        grades: query -> item -> grade.
        threshold: the least grade that counts as relevant.
        is_symmetric: a grade of (a, b) counts for (b, a), too, where nobody graded that; see
            :func:`make_view`.
    """

    grades: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    threshold: int = HUMAN_THRESHOLD
    is_symmetric: bool = False

    @classmethod
    def of(cls, standing: Standing, *, is_symmetric: bool = False) -> HumanLayer:
        """Merge what counts at a revision."""
        grades: dict[str, dict[str, int]] = {}
        for query, item in {**standing.by_pair, **standing.adjudicated}:
            grade = _merged(standing, (query, item))
            if grade is not None:
                grades.setdefault(query, {})[item] = grade
        return cls(grades, is_symmetric=is_symmetric)

    def updated(self, standing: Standing, pairs: Iterable[Pair]) -> HumanLayer:
        """The layer at a later revision, if only ``pairs`` were judged since; this one stays.

        A new judgment then costs its own pair, and not all pairs that were ever judged.
        """
        grades: dict[str, Mapping[str, int]] = dict(self.grades)
        lines = self._lines.copy()
        for query, item in pairs:
            before = grades.get(query, {}).get(item)
            grade = _merged(standing, (query, item))
            if grade == before:
                continue
            if before is not None:
                del lines[bisect.bisect_left(lines, _line(query, item, before))]
            others = {key: g for key, g in grades.pop(query, {}).items() if key != item}
            if grade is not None:
                bisect.insort(lines, _line(query, item, grade))
                others[item] = grade
            if others:
                grades[query] = others
        layer = HumanLayer(grades, self.threshold, self.is_symmetric)
        layer.__dict__["_lines"] = lines  # as the cached property would find them
        return layer

    def grade(self, query: str, item: str) -> int | None:
        """See :class:`Layer`."""
        return self.grades.get(query, {}).get(item)

    def entries(self, query: str) -> Mapping[str, int]:
        """See :class:`Layer`."""
        return self.grades.get(query, {})

    @cached_property
    def hash(self) -> str:
        """SHA-256 over all merged grades."""
        kind = ["symmetric"] if self.is_symmetric else []
        text = "\n".join([*kind, str(self.threshold), *self._lines])
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _lines(self) -> list[str]:
        """What the hash is taken of, sorted. Never changed in place."""
        return sorted(_line(q, i, g) for q, e in self.grades.items() for i, g in e.items())


def _line(query: str, item: str, grade: int) -> str:
    return f"{query}\t{item}\t{grade}"


def _merged(standing: Standing, pair: Pair) -> int | None:
    """The adjudicated grade, else the lower median of those given; None where there is none."""
    decided = standing.adjudicated.get(pair)
    if decided is not None:
        return decided.judgment.grade
    given = [
        (stored.judgment.blind, stored.judgment.grade)
        for stored in standing.by_pair.get(pair, {}).values()
        if stored.judgment.grade is not None
    ]
    blind = [grade for is_blind, grade in given if is_blind]
    grades = sorted(blind or [grade for _, grade in given])
    return grades[(len(grades) - 1) // 2] if grades else None


@dataclass(frozen=True)
class InferredLayer:
    """People's grades of pairs as grades of the same pairs turned round: (a, b) for (b, a)."""

    people: HumanLayer

    @property
    def threshold(self) -> int:
        """See :class:`Layer`."""
        return self.people.threshold

    def grade(self, query: str, item: str) -> int | None:
        """See :class:`Layer`."""
        return self.people.grade(item, query)

    def entries(self, query: str) -> Mapping[str, int]:
        """See :class:`Layer`."""
        return self._turned.get(query, {})

    @cached_property
    def hash(self) -> str:
        """SHA-256 over what is inferred from."""
        return hashlib.sha256(f"inferred\n{self.people.hash}".encode()).hexdigest()

    @cached_property
    def _turned(self) -> Mapping[str, Mapping[str, int]]:
        turned: dict[str, dict[str, int]] = {}
        for query, grades in self.people.grades.items():
            for item, grade in grades.items():
                turned.setdefault(item, {})[query] = grade
        return turned


@dataclass(frozen=True)
class ListedLayer:
    """What a ground truth's file grades itself, without its assumption about unlisted pairs."""

    ground_truth: GroundTruth

    @property
    def threshold(self) -> int:
        """See :class:`Layer`."""
        return self.ground_truth.threshold

    def grade(self, query: str, item: str) -> int | None:
        """See :class:`Layer`."""
        grade = self.entries(query).get(item, -1)
        return grade if grade >= 0 and item != query else None

    def entries(self, query: str) -> Mapping[str, int]:
        """See :class:`Layer`."""
        return self.ground_truth.entries(query)

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the file's content."""
        return hashlib.sha256(f"listed\n{self.ground_truth.hash}".encode()).hexdigest()


@dataclass(frozen=True)
class View:
    """A merge of layers over the queries of one ground truth; earlier layers win."""

    name: ViewName
    queries: tuple[str, ...]
    layers: tuple[Layer, ...]

    @property
    def is_symmetric(self) -> bool:
        """Whether people's judgments count in the other direction too."""
        return any(isinstance(layer, InferredLayer) for layer in self.layers)

    def is_inferred(self, query: str, item: str) -> bool:
        """Whether nobody graded the pair, and people's grade of (item, query) counts for it."""
        for layer in self.layers:
            if layer.grade(query, item) is not None:
                return isinstance(layer, InferredLayer)
        return False

    def grade(self, query: str, item: str) -> int | None:
        """The grade of a pair by the first layer that knows, or None for a hole."""
        for layer in self.layers:
            grade = layer.grade(query, item)
            if grade is not None:
                return grade
        return None

    def status(self, query: str, item: str) -> Relevance:
        """Relevant, not relevant, or unknown (a hole)."""
        for layer in self.layers:
            grade = layer.grade(query, item)
            if grade is not None:
                return "relevant" if grade >= layer.threshold else "not_relevant"
        return "unknown"

    @property
    def threshold(self) -> int | None:
        """The least relevant grade, where all layers have the same; else None."""
        thresholds = {layer.threshold for layer in self.layers}
        return thresholds.pop() if len(thresholds) == 1 else None

    def is_assumed(self, query: str, item: str) -> bool:
        """Whether nobody graded the pair, and a ground truth's assumption grades it instead."""
        for layer in self.layers:
            if layer.grade(query, item) is not None:
                return item not in layer.entries(query)
        return False

    def named(self, query: str) -> frozenset[str]:
        """Items that any layer names for ``query``; never the query itself."""
        return frozenset().union(*(layer.entries(query) for layer in self.layers)) - {query}

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the name and all layers."""
        text = "\n".join([self.name, *(layer.hash for layer in self.layers)])
        return hashlib.sha256(text.encode()).hexdigest()


def make_view(
    name: ViewName,
    ground_truth: GroundTruth,
    human: HumanLayer | None = None,
) -> View:
    """Form a view of a ground truth's queries.

    Args:
        name: which layers count.
        ground_truth: whose queries they are.
        human: people's grades. If they are symmetric, the grade of (item, query) counts for
            (query, item) where nobody, neither people nor the ground truth's file, graded (query,
            item) itself. Such a grade is *inferred*; it goes before a ground truth's mere
            assumption about unlisted pairs. Of the view ``imported``, which holds no judgments,
            it changes nothing.
    """
    people = human or HumanLayer()
    layers: dict[ViewName, tuple[Layer, ...]] = {
        "imported": (ground_truth,),
        "human": (people,),
        "human-over-imported": (people, ground_truth),
    }
    chosen = layers[name]
    if people.is_symmetric and name == "human":
        chosen = (people, InferredLayer(people))
    elif people.is_symmetric and name == "human-over-imported":
        chosen = (people, ListedLayer(ground_truth), InferredLayer(people), ground_truth)
    return View(name, tuple(sorted(ground_truth.queries)), chosen)
