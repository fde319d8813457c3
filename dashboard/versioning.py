"""Versions of ground truths: what the page shows, its address, its words and files.

Pure functions; words come from the caller's ``t``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from core.frozen import contents, origin
from dashboard import compare_link, csvtext, links, moves, richtext, state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence

    from core.frozen import Origin
    from core.ground_truth import GroundTruth
    from core.types import PoolKind, Relevance, Target
    from core.versions import Moved, Version, VersionChanges
    from core.views import ViewName
    from dashboard.links import Language
    from dashboard.strings import Translate
    from dashboard.viewing import Offer

    State = MutableMapping[Any, Any]

DEFAULT_VIEW: ViewName = "human-over-imported"
HASH_DIGITS = 12
_NAMED = 6


@dataclass(frozen=True, slots=True)
class VersionsLink:
    """Everything that decides what the page shows. None means: whatever the default is.

    ``gt``, ``view`` and ``pool`` are what would be frozen; ``old``, ``new`` and ``moves`` are the
    versions that are compared, and among which candidates.
    """

    gt: str | None = None
    view: ViewName = DEFAULT_VIEW
    pool: PoolKind | None = None
    old: str | None = None
    new: str | None = None
    moves: PoolKind | None = None
    language: Language = "ko"


@dataclass(frozen=True, slots=True)
class Shown:
    """A link with its defaults filled in. Without two ground truths, ``old`` and ``new`` are None.

    Attributes:
        pools: to choose from when freezing; of one there is nothing to choose.
        moves_pools: to choose from when comparing.
    """

    gt: str
    view: ViewName
    pool: PoolKind
    pools: tuple[PoolKind, ...]
    old: str | None
    new: str | None
    moves: PoolKind
    moves_pools: tuple[PoolKind, ...]


def parse(params: Mapping[str, Sequence[str]]) -> VersionsLink:
    """Read the page's view from query parameters; like :func:`dashboard.browse_link.parse`."""
    freezing = compare_link.parse(params)
    moved = compare_link.parse({"pool": params.get("moves", ())})
    return VersionsLink(
        gt=freezing.gt,
        view=freezing.view if params.get("view") else DEFAULT_VIEW,
        pool=freezing.pool,
        old=links.last(params, "old"),
        new=links.last(params, "new"),
        moves=moved.pool,
        language=freezing.language,
    )


def format_link(link: VersionsLink) -> dict[str, list[str]]:
    """Return the query parameters; defaults are left out."""
    single = {
        "gt": link.gt,
        "view": link.view if link.view != DEFAULT_VIEW else None,
        "pool": link.pool,
        "old": link.old,
        "new": link.new,
        "moves": link.moves,
        "lang": link.language if link.language != "ko" else None,
    }
    return {name: [value] for name, value in single.items() if value is not None}


def adopt_address(session: State, params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the page's address, like :func:`dashboard.browsing.adopt`."""
    link = parse(params)
    address = format_link(link)
    if state.VERSIONS_LINK in session and address == session.get(state.SEEN):
        return False
    session[state.VERSIONS_LINK] = link
    state.set_language(session, link.language)
    session[state.SEEN] = address
    return True


def current(session: Mapping[Any, Any]) -> VersionsLink:
    """Return the view as it stands; the language is the session's."""
    link = cast("VersionsLink", session.get(state.VERSIONS_LINK, VersionsLink()))
    return replace(link, language=state.current(session).language)


def change(session: State, **values: object) -> None:
    """Show another view: a step of the session's own, which an older address doesn't undo."""
    session[state.VERSIONS_LINK] = replace(current(session), **values)  # type: ignore[arg-type]
    session[state.MOVED] = True


def resolve(link: VersionsLink, offer: Offer, frozen: Sequence[tuple[str, Origin]]) -> Shown | None:
    """Fill in the defaults; None without a ground truth.

    What is compared by default: the newest version with what it was frozen from.

    Args:
        link: what was asked for.
        offer: what there is.
        frozen: names and origins of the versions, the newest first.
    """
    if offer.default_gt is None:
        return None
    gt = link.gt if link.gt in offer.gts else offer.default_gt
    new = link.new if link.new in offer.gts else next((name for name, _ in frozen), None)
    source = next((found.ground_truth for name, found in frozen if name == new), None)
    known = (name for name in (link.old, source, *offer.gts) if name in offer.gts and name != new)
    old = next(known, None)
    if new is None:
        new = next((name for name in offer.gts if name != old), None)
    pools = _pools(offer, gt)
    moves_pools = _pools(offer, old, new)
    return Shown(
        gt=gt,
        view=link.view,
        pool=link.pool if link.pool in pools else pools[0],
        pools=pools,
        old=old if new is not None else None,
        new=new if old is not None else None,
        moves=link.moves if link.moves in moves_pools else moves_pools[0],
        moves_pools=moves_pools,
    )


def _pools(offer: Offer, *names: str | None) -> tuple[PoolKind, ...]:
    return ("judged", "corpus") if set(names) <= offer.gts_with_pool else ("corpus",)


def versions(ground_truths: Iterable[GroundTruth]) -> list[tuple[str, Origin]]:
    """Return the frozen ones with where they come from, the newest first."""
    found = [(each.name, made) for each in ground_truths if (made := origin(each)) is not None]
    return sorted(found, key=lambda pair: (pair[1].day, pair[1].revision, pair[0]), reverse=True)


# ---- words -----------------------------------------------------------------------------------


def view_words(t: Translate, view: str, *, symmetric: bool = False) -> str:
    """Return what a view is called; a version's file may name one that we don't know."""
    known = {"imported", "human", "human-over-imported"}
    words = (
        t(f"comparison.view.{view.replace('-', '_')}") if view in known else richtext.label(view)
    )
    return f"{words}, {t('version.symmetric')}" if symmetric else words


def of_words(t: Translate, made: Origin) -> str:
    """Say what a version was frozen from: ground truth, view and judgment revision."""
    return t(
        "version.of",
        gt=richtext.label(made.ground_truth),
        view=view_words(t, made.view, symmetric=made.symmetric),
        revision=f"{made.revision:,}",
    )


def source_words(t: Translate, ground_truth: GroundTruth) -> str:
    """Say what a ground truth is: a version of what, or plainly imported."""
    made = origin(ground_truth)
    name = richtext.label(ground_truth.name)
    return t("version.plain", gt=name) if made is None else f"{name} ({of_words(t, made)})"


def is_history(old: GroundTruth, new: GroundTruth) -> bool:
    """Whether one of two ground truths is a version, so that they may differ by time alone."""
    return origin(old) is not None or origin(new) is not None


def would_lines(t: Translate, version: Version) -> list[str]:
    """Say what a version holds, what is assumed and what had to be changed or left out."""
    ground_truth = version.ground_truth
    held = contents(ground_truth)
    grades = [t("version.grade", grade=grade, n=n) for grade, n in held.grades.items()]
    if held.untold:
        grades.append(t("version.untold", n=held.untold))
    said = ", ".join(grades) or t("version.no_pairs")
    lines = [t("version.would", queries=held.queries, pairs=held.pairs, grades=said)]
    pool = ground_truth.pool
    assumed = t("version.pool", n=len(pool)) if pool is not None else t("version.pool.none")
    lines.append(f"{assumed} {t(f'version.unlisted.{ground_truth.unlisted}')}")
    if version.regraded:
        lines.append(t("version.regraded", n=version.regraded, threshold=ground_truth.threshold))
    if version.outside:
        lines.append(t("version.outside", n=version.outside))
    if version.gone:
        lines.append(t("version.gone", n=version.gone))
    return lines


def change_lines(t: Translate, found: VersionChanges) -> list[str]:
    """Say what two versions list otherwise; empty where nothing is."""
    pairs = {name: len(getattr(found, name)) for name in ("added", "removed", "changed", "turned")}
    lines = [t("version.pairs", **pairs)] if any(pairs.values()) else []
    for words, added, removed in (
        ("version.queries", found.queries_added, found.queries_removed),
        ("version.candidates", found.pool_added, found.pool_removed),
    ):
        if added or removed:
            said = t(words, added=len(added), removed=len(removed))
            ids = [f"+{richtext.label(key, 40)}" for key in added]
            ids += [f"−{richtext.label(key, 40)}" for key in removed]
            more = [t("moves.more", n=len(ids) - _NAMED)] if len(ids) > _NAMED else []
            lines.append(t("version.ids", words=said, ids=", ".join([*ids[:_NAMED], *more])))
    return lines


def move_words(t: Translate, move: Moved, target: Target) -> str:
    """Say how a variant's figures moved from one version to the other, or that they did not."""
    words = moves.line(t, move, target)
    if not moves.named(move) and not move.verdict_moved:
        return t("version.unmoved", share=words)
    return words


# ---- tables and files ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PairChange:
    """One pair that two versions list otherwise; a grade is None where one doesn't list it."""

    query: str
    item: str
    old: int | None
    new: int | None
    was: Relevance
    becomes: Relevance


def pair_changes(
    found: VersionChanges,
    old: Callable[[str, str], Relevance],
    new: Callable[[str, str], Relevance],
) -> list[PairChange]:
    """Return every pair that changed, those that count otherwise now first.

    ``old`` and ``new`` say how each version counts a pair.
    """
    grades: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    grades |= {pair: (None, grade) for pair, grade in found.added}
    grades |= {pair: (grade, None) for pair, grade in found.removed}
    grades |= {pair: (was, becomes) for pair, was, becomes in found.changed}
    for turned in found.turned:
        grades.setdefault(turned.pair, (None, None))
    changes = [
        PairChange(*pair, *graded, old(*pair), new(*pair)) for pair, graded in grades.items()
    ]
    return sorted(changes, key=lambda each: (each.was == each.becomes, each.query, each.item))


def pairs_csv(changes: Iterable[PairChange], old: str, new: str) -> str:
    """Return the changed pairs as CSV: grades by each version, and how the pair counts."""
    head = ("old_version", "new_version", "query", "item", "old_grade", "new_grade")
    lines = [
        (old, new, each.query, each.item, each.old, each.new, each.was, each.becomes)
        for each in changes
    ]
    return csvtext.table((*head, "old_relevance", "new_relevance"), lines)


def moves_csv(found: Iterable[Moved], old: GroundTruth, new: GroundTruth, pool: PoolKind) -> str:
    """Return every variant's figures by both versions as CSV, with the versions' hashes."""
    head = (
        *("old_version", "old_hash", "new_version", "new_hash", "pool", "variant", "measure"),
        *("old_hits", "old_n", "new_hits", "new_n", "to_hit", "to_miss", "came", "went"),
        *("old_verdict", "new_verdict", "old_evidence", "new_evidence"),
    )
    lines = [
        (
            *(old.name, old.hash, new.name, new.hash, pool, move.variant, move.measure),
            *(move.hits[0], move.n[0], move.hits[1], move.n[1]),
            *("; ".join(ids) for ids in (move.to_hit, move.to_miss, move.came, move.went)),
            *(each.point for each in move.verdict),
            *(each.evidence for each in move.verdict),
        )
        for move in found
    ]
    return csvtext.table(head, lines)
