"""What two versions say otherwise, and what that does to every variant's figure."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import markdown, measured, richtext, services, state, versioning
from dashboard.browse_link import BrowseLink
from dashboard.components import choices, download, flipped, names
from dashboard.components.comparing import figures
from dashboard.context import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from dashboard.context import Page
    from dashboard.versioning import PairChange, Shown

_LISTED = 50


def draw(page: Page, shown: Shown, browse: StreamlitPage) -> None:
    """Draw the choice of two versions and what lies between them."""
    st.markdown(f"#### {page.t('version.compare')}")
    if shown.old is None or shown.new is None:
        st.info(page.t("version.compare.few"), icon=":material/difference:")
        return
    _choices(page, shown)
    old, new = page.ws.gt(shown.old), page.ws.gt(shown.new)
    if not versioning.is_history(old, new):
        st.caption(page.t("version.apart"))
    found = services.version_changes(page.ws, shown.old, shown.new)
    lines = versioning.change_lines(page.t, found)
    with st.container(key="versions-changes", gap="small"):
        if not lines:
            st.info(page.t("version.same"), icon=":material/equal:")
            return
        st.markdown("\n".join(f"- {line}" for line in lines))
        if page.ws.variant_names:
            _moves(page, shown, browse)
        _pairs(page, shown, versioning.pair_changes(found, old.status, new.status))


def _choices(page: Page, shown: Shown) -> None:
    gts = services.offer(page.ws).gts
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name, widget, value, other in (
            ("old", state.WIDGET_VERSIONS_OLD, shown.old, shown.new),
            ("new", state.WIDGET_VERSIONS_NEW, shown.new, shown.old),
        ):
            select(widget, value)
            st.selectbox(
                page.t(f"version.{name}"),
                [gt for gt in gts if gt != other],
                key=widget,
                width=names.width_px(gts, icon=True),
                icon=":material/inventory_2:",
                on_change=_changed,
                args=(name, widget),
            )
        if len(shown.moves_pools) > 1:
            choices.pool(
                page,
                shown.moves_pools,
                shown.moves,
                key=state.WIDGET_VERSIONS_MOVES,
                on_change=_changed,
                name="moves",
            )


def _changed(name: str, widget: str) -> None:
    versioning.change(st.session_state, **{name: st.session_state[widget]})


def _moves(page: Page, shown: Shown, browse: StreamlitPage) -> None:
    old, new = page.ws.gt(str(shown.old)), page.ws.gt(str(shown.new))
    with st.spinner(page.t("comparison.computing"), show_time=False):
        found = services.version_moves(page.ws, old.name, new.name, shown.moves)
    st.markdown(
        page.t(
            "version.moves",
            measure=measured.measure_name(page.t, page.ws.target.measure),
            pool=page.t(f"comparison.pool.{shown.moves}"),
            old=versioning.source_words(page.t, old),
            new=versioning.source_words(page.t, new),
        )
    )
    for move in found:
        words = versioning.move_words(page.t, move, page.ws.target)
        name = figures.variant_name(page, move.variant)
        link = partial(_browse, page, shown, move.variant)
        flipped.draw(page, browse, f"{name} {words}", move, link)
    download.csv(
        page.t("version.moves.csv"),
        versioning.moves_csv(found, old, new, shown.moves),
        file_name=f"versions-{old.name}-{new.name}-{shown.moves}.csv",
        key="versions.download.moves",
    )


def _browse(page: Page, shown: Shown, variant: str, query: str) -> BrowseLink:
    asked = shown.new if query in page.ws.gt(str(shown.new)).queries else shown.old
    return BrowseLink(
        query=query,
        variant=variant,
        gt=asked,
        pool=shown.moves,
        queries_of=asked,
        truth="imported",
        language=page.language,
    )


def _pairs(page: Page, shown: Shown, changes: Sequence[PairChange]) -> None:
    if not changes:
        return
    label = page.t("version.pairs.show", n=len(changes))
    with st.expander(label, icon=":material/list:", key="versions.pairs"):
        heads = ("query", "item", "grade", "relevance")
        rows = [[page.t(f"version.head.{name}") for name in heads]]
        rows += [_row(page, each) for each in changes[:_LISTED]]
        st.markdown(markdown.table(rows))
        if len(changes) > _LISTED:
            st.caption(page.t("version.pairs.first", shown=_LISTED, n=len(changes)))
    download.csv(
        page.t("version.pairs.csv"),
        versioning.pairs_csv(changes, str(shown.old), str(shown.new)),
        file_name=f"pairs-{shown.old}-{shown.new}.csv",
        key="versions.download.pairs",
    )


def _row(page: Page, change: PairChange) -> list[str]:
    was, becomes = (page.t(f"badge.{status}") for status in (change.was, change.becomes))
    counts = was if was == becomes else f"{was} → **{becomes}**"
    grades = " → ".join(_grade(page, grade) for grade in (change.old, change.new))
    return [richtext.label(change.query, 40), richtext.label(change.item, 40), grades, counts]


def _grade(page: Page, grade: int | None) -> str:
    if grade is None:
        return "–"
    return str(grade) if grade >= 0 else page.t("badge.unknown")
