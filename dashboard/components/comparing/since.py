"""What moved since this session first showed these figures: shares, flipped queries, verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from core import shares
from core.versions import moved
from dashboard import comparison, links, richtext, state
from dashboard.components.comparing import figures
from dashboard.links import BrowseLink

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping, Sequence

    from core.evaluate import Evaluation
    from core.types import Target
    from core.versions import Moved
    from dashboard.comparison import Translate
    from dashboard.components.comparing.context import Comparison

AGAIN = "comparing.button.since"
_LINES = 12
_NAMED = 3
_KEPT = 16
"""So many views have a base; the one that was first shown longest ago goes."""


@dataclass(frozen=True, slots=True)
class Base:
    """The figures that later ones are compared with.

    Attributes:
        revision: of the last judgment when they were shown; None where the store wasn't read.
        evaluations: by ground truth and variant.
    """

    revision: int | None
    evaluations: Mapping[tuple[str, str], Evaluation]


def base_of(
    bases: MutableMapping[Any, Base],
    key: Any,
    revision: int | None,
    evaluations: Iterable[Evaluation],
) -> Base:
    """Return a view's base; the first call for a view makes today's figures its base."""
    if key not in bases:
        bases[key] = Base(revision, {(each.gt, each.variant): each for each in evaluations})
        while len(bases) > _KEPT:
            del bases[next(iter(bases))]
    return bases[key]


def moves(base: Base, evaluations: Iterable[Evaluation], target: Target) -> list[tuple[str, Moved]]:
    """Return ground truth and move of each variant whose hits or verdict changed."""
    found = []
    for each in evaluations:
        before = base.evaluations.get((each.gt, each.variant))
        # Unchanged grades come from the cache as the same object.
        if before is None or before is each:
            continue
        move = moved(before, each, target.measure)
        told = move.verdict_moved and not each.pool.where
        if told or move.to_hit or move.to_miss or move.came or move.went:
            found.append((each.gt, move))
    return found


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
    said += [t(f"since.{name}", n=n) for name, n in numbers.items() if n]
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
    if min(old_n, n) < comparison.FEW:
        return t("since.counts", old=old, old_n=old_n, new=new, n=n)
    before, after = shares.percents((old / old_n, new / n), target.value, decimals=1)
    if old_n == n:
        return t("since.share", old=before, new=after, n=n)
    return t("since.shares", old=before, old_n=old_n, new=after, n=n)


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


def draw(c: Comparison, found: Mapping[str, Sequence[Evaluation] | None]) -> None:
    """Draw a line per variant that moved; nothing where nothing did."""
    page, shown, ws = c.page, c.shown, c.page.ws
    key = (str(ws.path), ws.uuid, ws.generation, shown.view, shown.pool, shown.where)
    evaluations = [each for some in found.values() for each in some or ()]
    bases = st.session_state.setdefault(state.COMPARE_SINCE, {})
    base = base_of(bases, key, c.people.revision, evaluations)
    lines = moves(base, evaluations, ws.target)
    if not lines:
        return
    with st.container(border=True, key="compare-since", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(_title(c, base), width="stretch")
            st.button(
                page.t("since.again"),
                key=AGAIN,
                type="tertiary",
                icon=":material/restart_alt:",
                help=page.t("since.again.help"),
                on_click=_start_again,
                args=(key,),
            )
        for gt, move in lines[:_LINES]:
            _line(c, gt, move)
        if len(lines) > _LINES:
            st.caption(page.t("since.lines", n=len(lines) - _LINES))


def _title(c: Comparison, base: Base) -> str:
    page, shown = c.page, c.shown
    old, new = (
        "–" if number is None else f"{number:,}" for number in (base.revision, c.people.revision)
    )
    return page.t(
        "since.title",
        old=old,
        new=new,
        measure=comparison.measure_name(page.t, page.ws.target.measure),
        view=page.t(f"comparison.view.{shown.view.replace('-', '_')}"),
        pool=page.t(f"comparison.pool.{shown.pool}"),
    )


def _line(c: Comparison, gt: str, move: Moved) -> None:
    page = c.page
    words = line(page.t, move, page.ws.target, with_verdict=not c.shown.where)
    queries = named(move)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        name = figures.variant_name(page, move.variant)
        st.markdown(f"{richtext.label(gt)} · {name} {words}", width="content")
        for what, query in queries[:_NAMED]:
            st.page_link(
                c.pages["browse"],
                label=page.t(f"since.name.{what}", id=richtext.label(query, 40)),
                query_params=links.format_link(_browse(c, gt, move.variant, query)),
                width="content",
            )
        if len(queries) > _NAMED:
            st.markdown(page.t("since.more", n=len(queries) - _NAMED), width="content")


def _browse(c: Comparison, gt: str, variant: str, query: str) -> BrowseLink:
    shown = c.shown
    return BrowseLink(
        query=query,
        variant=variant,
        gt=gt,
        pool=shown.pool,
        where=shown.where,
        queries_of=gt,
        truth=shown.view,
        language=c.page.language,
    )


def _start_again(key: Any) -> None:
    st.session_state.get(state.COMPARE_SINCE, {}).pop(key, None)
