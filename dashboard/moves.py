"""How a variant's figures moved between two sets of grades, in words.

Pure functions; words come from the caller's ``t``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core import shares
from dashboard import measured

if TYPE_CHECKING:
    from core.types import Target
    from core.versions import Moved
    from dashboard.strings import Translate


def line(t: Translate, move: Moved, target: Target, *, with_verdict: bool = True) -> str:
    """Say how a variant's figures moved, up to where the queries are named that moved them."""
    said = [_share(t, move, target)]
    if with_verdict and move.verdict_moved:
        said += _verdicts(t, move)
    numbers = {
        "came": len(move.came),
        "went": len(move.went),
        "flipped": len(move.to_hit) + len(move.to_miss),
    }
    said += [t(f"moves.{name}", n=n) for name, n in numbers.items() if n]
    return ", ".join(said) + ":" * any(numbers.values())


def named(move: Moved) -> list[tuple[str, str]]:
    """Return the queries that moved a variant's figures, each after what became of it."""
    return [
        (name, query)
        for name in ("to_hit", "to_miss", "came", "went")
        for query in getattr(move, name)
    ]


def _share(t: Translate, move: Moved, target: Target) -> str:
    (old, new), (old_n, n) = move.hits, move.n
    if min(old_n, n) < measured.FEW:
        return t("moves.counts", old=old, old_n=old_n, new=new, n=n)
    before, after = shares.percents((old / old_n, new / n), target.value, decimals=1)
    if old_n == n:
        return t("moves.share", old=before, new=after, n=n)
    return t("moves.shares", old=before, old_n=old_n, new=after, n=n)


def _verdicts(t: Translate, move: Moved) -> list[str]:
    old, new = move.verdict
    said = []
    if old.point != new.point:
        said.append(f"{_point(t, old.point)} → **{_point(t, new.point)}**")
    if old.evidence != new.evidence:
        before, after = (t(f"figure.evidence.{each.evidence}") for each in (old, new))
        said.append(f"{before} → **{after}**")
    return said


def _point(t: Translate, point: str | None) -> str:
    return t(f"figure.point.{point or 'none'}")
