"""What moved since this session first showed these figures: shares, flipped queries, verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from core.versions import moved
from dashboard import measured, moves, richtext, state
from dashboard.browse_link import BrowseLink
from dashboard.components import flipped
from dashboard.components.comparing import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping, Sequence

    from core.evaluate import Evaluation
    from core.types import Target
    from core.versions import Moved
    from dashboard.components.comparing.context import Comparison

AGAIN = "comparing.button.since"
_LINES = 8
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


def moved_since(
    base: Base, evaluations: Iterable[Evaluation], target: Target
) -> list[tuple[str, Moved]]:
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


def draw(c: Comparison, found: Mapping[str, Sequence[Evaluation] | None]) -> None:
    """Draw a line per variant that moved; nothing where nothing did."""
    page, shown, ws = c.page, c.shown, c.page.ws
    key = (str(ws.path), ws.uuid, ws.generation, shown.view, shown.pool, shown.where)
    evaluations = [each for some in found.values() for each in some or ()]
    bases = st.session_state.setdefault(state.COMPARE_SINCE, {})
    base = base_of(bases, key, c.people.revision, evaluations)
    lines = moved_since(base, evaluations, ws.target)
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
        measure=measured.measure_name(page.t, page.ws.target.measure),
        view=page.view_words(shown.view),
        pool=page.t(f"comparison.pool.{shown.pool}"),
    )


def _line(c: Comparison, gt: str, move: Moved) -> None:
    page = c.page
    words = moves.line(page.t, move, page.ws.target, with_verdict=not c.shown.where)
    name = figures.variant_name(page, move.variant)
    browse = partial(_browse, c, gt, move.variant)
    flipped.draw(page, c.pages["browse"], f"{richtext.label(gt)} · {name} {words}", move, browse)


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
