"""On which queries two variants part: a table of four counts, and the queries behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browse_link, measured, richtext
from dashboard.components.comparing import controls, figures, query_table

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from core.compare import Paired
    from dashboard.compare_link import RowFilter
    from dashboard.comparison import Shown
    from dashboard.context import Page

LISTED = 30
"""So many ids stand on the tab; all are in the table of queries."""


def count_key(kind: RowFilter) -> str:
    """Return the key of the button that lists the queries of a cell."""
    return f"comparing.flips.{kind}"


def behind(result: Paired, kind: RowFilter) -> tuple[str, ...]:
    """Return the queries of a cell, by id; those of all cells for *all*."""
    cells = {
        "only_a": result.only_a,
        "only_b": result.only_b,
        "both": result.both,
        "neither": result.neither,
        "flipped": (*result.only_a, *result.only_b),
        "all": (*result.only_a, *result.only_b, *result.both, *result.neither),
    }
    return tuple(sorted(cells[kind]))


def draw(page: Page, shown: Shown, result: Paired) -> None:
    """Draw the table, and win/tie/loss below it."""
    with st.container(key="compare-flips", gap="xsmall"):
        if measured.is_share(result.measure):
            _hits(page, shown, result)
        else:
            _values(page, shown, result)
    wins, losses = len(result.only_a), len(result.only_b)
    record = page.t("flips.record", wins=wins, ties=result.n - wins - losses, losses=losses)
    st.markdown(f"{record} :small[:gray[· {page.t('flips.lead')}]]")


def _hits(page: Page, shown: Shown, result: Paired) -> None:
    """Draw A's hits and misses down, B's across."""
    a, b = (figures.variant_name(page, name) for name in (result.a, result.b))
    shares = [1.3, 1, 1, 0.7]
    head = st.columns(shares, gap="small", vertical_alignment="bottom")
    for column, words in zip(
        head[1:], (page.t("flips.hit", side="B"), page.t("flips.miss", side="B"), None), strict=True
    ):
        column.markdown(f":small[{words or page.t('flips.sum')}]", text_alignment="center")
    rows: tuple[tuple[str, RowFilter, RowFilter], ...] = (
        ("flips.hit", "both", "only_a"),
        ("flips.miss", "only_b", "neither"),
    )
    for words, first, second in rows:
        columns = st.columns(shares, gap="small", vertical_alignment="center")
        columns[0].markdown(f":small[{page.t(words, side='A')}]")
        for column, kind in ((columns[1], first), (columns[2], second)):
            with column:
                _count(page, shown, result, kind)
        total = len(behind(result, first)) + len(behind(result, second))
        columns[3].markdown(f"{total:,}", text_alignment="center")
    columns = st.columns(shares, gap="small", vertical_alignment="center")
    columns[0].markdown(f":small[{page.t('flips.sum')}]")
    ends: tuple[tuple[RowFilter, RowFilter], ...] = (("both", "only_b"), ("only_a", "neither"))
    for column, (first, second) in zip(columns[1:3], ends, strict=True):
        total = len(behind(result, first)) + len(behind(result, second))
        column.markdown(f"{total:,}", text_alignment="center")
    columns[3].markdown(f"**{result.n:,}**", text_alignment="center")
    st.caption(f"A {a} · B {b}")


def _values(page: Page, shown: Shown, result: Paired) -> None:
    """Draw who is higher, and where both are the same."""
    kinds: tuple[RowFilter, ...] = ("only_a", "only_b", "both", "neither")
    columns = st.columns(len(kinds), gap="small", vertical_alignment="bottom")
    for column, kind in zip(columns, kinds, strict=True):
        with column:
            st.markdown(f":small[{query_table.kind(page, shown, kind)}]", text_alignment="center")
            _count(page, shown, result, kind)
    a, b = (figures.variant_name(page, name) for name in (result.a, result.b))
    st.caption(f"A {a} · B {b}")


def _count(page: Page, shown: Shown, result: Paired, kind: RowFilter) -> None:
    is_open = shown.rows == kind
    st.button(
        f"**{len(behind(result, kind)):,}**",
        key=count_key(kind),
        type="primary" if is_open else "secondary",
        width="stretch",
        help=query_table.kind(page, shown, kind),
        on_click=controls.change,
        kwargs={"rows": "all" if is_open else kind},
    )


def listed(page: Page, shown: Shown, result: Paired, browse: StreamlitPage) -> None:
    """List the queries of the cell that was pressed; nothing where none was."""
    if shown.rows == "all":
        return
    found = behind(result, shown.rows)
    with st.container(key="compare-listed", gap="xsmall"):
        kind = query_table.kind(page, shown, shown.rows)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{page.t('flips.listed', kind=kind, n=len(found))}**", width="content")
            st.button(
                page.t("flips.why"),
                key="comparing.button.why",
                icon=":material/arrow_forward:",
                type="tertiary",
                disabled=not found,
                on_click=controls.change,
                kwargs={"tab": "why"},
            )
        with st.container(horizontal=True, gap="xsmall"):
            for query in found[:LISTED]:
                st.page_link(
                    browse,
                    label=richtext.label(query),
                    query_params=browse_link.format_link(query_table.to_browse(page, shown, query)),
                    width="content",
                )
        if len(found) > LISTED:
            st.caption(page.t("flips.more", more=len(found) - LISTED))
