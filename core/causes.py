"""Why two variants may differ on a query, as far as it can be told from ranks and items alone.

A variant is *behind* on a query where its value of the measure is lower than the other's, or where
both are 0. ``k`` is the measure's cut-off, or :data:`core.measures.DEPTH` where it has none. The
*first relevant item* is the best ranked one that the view calls relevant, over the whole pool.

Causes are observations: several may hold, none of them may be the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from core.canonical import KEY_SCALE, canonical_keys
from core.measures import DEPTH, MEASURES
from core.modes import mode_of
from core.search import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np

    from core.evaluate import Evaluation, QueryResult
    from core.modes import Mode
    from core.search import Pool, Ranking
    from core.types import Item
    from core.views import View
    from core.workspace import Workspace

Kind = Literal[
    "no_vector", "hole", "duplicate", "tie", "below_cut", "subject", "level", "picture", "text"
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause.

    Attributes:
        kind: which, see the function of that name.
        variant: the one that it is about; None where it is about both.
        items: ids of the items that show it, best ranked first.
    """

    kind: Kind
    variant: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """What one variant does with a query.

    Attributes:
        top: its first items, best first, at least ``k`` where the pool has so many.
        first: the first relevant item and its rank; None where none is ranked.
        unknown: items of ``top`` without a grade.
        copies: items of ``top`` that are exact duplicates of the query: the same content key or
            the same stored vector.
        at_cut: whether the first relevant item has the same canonical key as the item on the other
            side of the cut: at rank k for one below it, at rank k + 1 for one above.
    """

    variant: str
    status: str
    value: float
    top: tuple[str, ...] = ()
    first: tuple[str, int] | None = None
    unknown: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()
    at_cut: bool = False

    @property
    def above(self) -> tuple[str, ...]:
        """Items of ``top`` ranked above the first relevant one."""
        return self.top if self.first is None else self.top[: self.first[1] - 1]


def causes(
    query: Item, a: Side, b: Side, k: int, items: Mapping[str, Item], found_by: FoundBy | None
) -> tuple[Cause, ...]:
    """Return the causes that hold for a query, in the order of :data:`KINDS`.

    Args:
        query: the query.
        a, b: the two variants on it.
        k: the cut.
        items: at least the first item of either side.
        found_by: which single-mode variants find it; None where that says nothing of the two.

    Returns:
        Nothing for a query that is left out, or on which the variants have the same value above 0.
    """
    if a.status == "left_out" or a.value == b.value > 0:
        return ()
    sides = (a, b)
    behind = [s for s in sides if s.value == min(a.value, b.value)]
    ahead = [s for s in sides if s not in behind]
    missed = [s for s in behind if s.status != "counted_as_zero"]
    kinds: tuple[Iterable[Cause | None], ...] = (
        (no_vector(s) for s in behind),
        (hole(s, k) for s in missed),
        (duplicate(s, k, is_behind=s in behind) for s in (*missed, *ahead)),
        (tie(s) for s in (*missed, *ahead)),
        (below_cut(s, k) for s in missed),
        (subject(query, s, items) for s in missed),
        (level(query, s, items) for s in missed),
        (by_mode(a, b, found_by),),
    )
    return tuple(cause for each in kinds for cause in each if cause is not None)


def no_vector(side: Side) -> Cause | None:
    """The variant has no vector for the query, which counts as zero."""
    return Cause("no_vector", side.variant) if side.status == "counted_as_zero" else None


def hole(side: Side, k: int) -> Cause | None:
    """The variant is behind, and an ungraded item is in its top k above its first relevant one."""
    found = tuple(item for item in side.above[:k] if item in side.unknown)
    return Cause("hole", side.variant, found) if found else None


def duplicate(side: Side, k: int, *, is_behind: bool) -> Cause | None:
    """An exact duplicate of the query decides.

    Of a variant that is behind: one takes a place in its top k above its first relevant item. Of
    one that is ahead: its first relevant item, within the top k, is one.
    """
    if is_behind:
        found = tuple(item for item in side.above[:k] if item in side.copies)
    elif side.first is not None and side.first[1] <= k and side.first[0] in side.copies:
        found = (side.first[0],)
    else:
        found = ()
    return Cause("duplicate", side.variant, found) if found else None


def tie(side: Side) -> Cause | None:
    """Only the order of ids puts the first relevant item on its side of the cut.

    It has the same canonical key as the item just across. A measure without a cut-off has no cut.
    """
    return Cause("tie", side.variant, (side.first[0],)) if side.at_cut and side.first else None


def below_cut(side: Side, k: int) -> Cause | None:
    """The variant is behind, and its first relevant item has one of the ranks k + 1 to 2 k."""
    if side.first is not None and k < side.first[1] <= 2 * k:
        return Cause("below_cut", side.variant, (side.first[0],))
    return None


def subject(query: Item, side: Side, items: Mapping[str, Item]) -> Cause | None:
    """The variant is behind, and its first item, not known as relevant, has another subject."""
    found = _wrong_first(side)
    other = found is not None and _differ(query.subject, items[found].subject)
    return Cause("subject", side.variant, (str(found),)) if other else None


def level(query: Item, side: Side, items: Mapping[str, Item]) -> Cause | None:
    """The variant is behind, and its first item, not known as relevant, is of another level."""
    found = _wrong_first(side)
    other = found is not None and _differ(query.level, items[found].level)
    return Cause("level", side.variant, (str(found),)) if other else None


def _wrong_first(side: Side) -> str | None:
    return side.above[0] if side.above else None


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one) and bool(other) and one != other


@dataclass(frozen=True, slots=True)
class FoundBy:
    """Whether any variant of mode ``text``, any of mode ``image`` has a relevant item in its top k.

    It takes at least one variant of either mode in the workspace, and two compared variants of
    different modes (:func:`core.modes.mode_of`).
    """

    text: bool
    picture: bool


def by_mode(a: Side, b: Side, found_by: FoundBy | None) -> Cause | None:
    """The values differ, and only pictures find it (``picture``), or only text does (``text``).

    Judged by the single-mode variants of the workspace, see :class:`FoundBy`.
    """
    if found_by is None or a.value == b.value or found_by.text == found_by.picture:
        return None
    return Cause("picture" if found_by.picture else "text")


# --- reading them from a workspace ----------------------------------------------------------------


def find_causes(
    workspace: Workspace,
    a: str,
    b: str,
    evaluations: Sequence[Evaluation],
    rankings: Mapping[str, Mapping[str, Ranking]],
    view: View,
    measure: str,
) -> dict[str, tuple[Cause, ...]]:
    """Return the causes for each query of a ground truth.

    Args:
        workspace: items, vectors and manifests.
        a, b: names of the variants.
        evaluations: of all variants on the ground truth, in the same view and pool.
        rankings: the rankings behind the evaluations of ``a`` and ``b``, by variant and query.
        view: the grades that the evaluations count.
        measure: key of the measure.
    """
    results = {e.variant: {r.query: r for r in e.queries} for e in evaluations}
    k = MEASURES[measure].cutoff or DEPTH
    queries = list(results[a])
    wanted = {item for v in (a, b) for q in queries for item in rankings[v][q].top}
    known = {item.id: item for item in workspace.items.get_many(sorted({*wanted, *queries}))}
    modes = {name: mode_of(workspace.variant_info(name)) for name in results}
    pool = next(e.pool for e in evaluations if e.variant == a)
    reading = _Reading(workspace, pool, view, measure, k, known)
    return {
        query: causes(
            known[query],
            reading.side(a, results[a][query], rankings[a][query]),
            reading.side(b, results[b][query], rankings[b][query]),
            k,
            known,
            _found_by(results, modes, (a, b), query, k),
        )
        for query in queries
    }


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all sides are read from."""

    workspace: Workspace
    pool: Pool
    view: View
    measure: str
    k: int
    known: Mapping[str, Item]

    def side(self, name: str, result: QueryResult, ranking: Ranking) -> Side:
        value = result.values.get(self.measure, 0.0)
        if result.status != "ranked":
            return Side(name, result.status, value)
        first, top, query = _first_relevant(self.view, ranking), ranking.top, result.query
        variant, positions = self.workspace.variant(name), self.workspace.items.positions
        near = top if first is None else (*top, first[0])
        vectors = variant.matrix[variant.row_of[[positions[item] for item in near]]]
        own = variant.matrix[variant.row_of[positions[query]]]
        key = self.known[query].content_key
        is_copy = (vectors[: len(top)] == own).all(axis=1)
        at_cut = False
        if first is not None and MEASURES[self.measure].cutoff is not None:
            keys = canonical_keys(vectors, own)
            at_cut = _at_cut(self.workspace, self.pool, name, query, keys, first[1], self.k)
        return Side(
            name,
            result.status,
            value,
            top,
            first,
            frozenset(item for item in top if self.view.status(query, item) == "unknown"),
            frozenset(
                item
                for item, same in zip(top, is_copy, strict=True)
                if same or (key and self.known[item].content_key == key)
            ),
            at_cut,
        )


def _first_relevant(view: View, ranking: Ranking) -> tuple[str, int] | None:
    ranked = [
        (rank, item)
        for item, rank in ranking.ranks.items()
        if view.status(ranking.query, item) == "relevant"
    ]
    return (min(ranked)[1], min(ranked)[0]) if ranked else None


def _at_cut(
    workspace: Workspace, pool: Pool, variant: str, query: str, keys: np.ndarray, rank: int, k: int
) -> bool:
    """Whether the first relevant item ties with the item across the cut.

    ``keys`` are those of the list's items, then that of the first relevant item; it has ``rank``.
    """
    top, own = keys[:-1], keys[-1]
    if rank > k:
        return bool(top[k - 1] == own)
    if k < len(top):
        return bool(top[k] == own)
    if top[-1] != own:
        return False
    more = neighbours(workspace, query, variant, k + 1, pool)
    return len(more) > k and round(more[k].score * KEY_SCALE) == int(own)


def _found_by(
    results: Mapping[str, Mapping[str, QueryResult]],
    modes: Mapping[str, Mode | None],
    pair: tuple[str, str],
    query: str,
    k: int,
) -> FoundBy | None:
    first, second = (modes[name] for name in pair)
    kinds = {mode: [v for v in results if modes[v] == mode] for mode in ("text", "image")}
    if first is None or second is None or first == second or not all(kinds.values()):
        return None

    def found(names: Iterable[str]) -> bool:
        ranks = (results[name][query].first_relevant_rank for name in names)
        return any(rank is not None and rank <= k for rank in ranks)

    return FoundBy(found(kinds["text"]), found(kinds["image"]))
