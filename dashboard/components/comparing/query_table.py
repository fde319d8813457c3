"""The table of queries: where each variant ranks the first relevant item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.measures import DEPTH, MEASURES
from dashboard import (
    browse_link,
    comparison,
    differences,
    measured,
    paging,
    palette,
    richtext,
    state,
    table_rows,
)
from dashboard.browse_link import BrowseLink
from dashboard.compare_link import ROW_FILTERS
from dashboard.components import download, pager
from dashboard.components import names as names_of
from dashboard.components.comparing import cause_words, controls
from dashboard.context import select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.types import Item
    from dashboard.compare_link import RowFilter
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.table_rows import Cell, Row

_SNIPPET_CHARS = 70
_HEAD_CHARS = 8
"""Of a variant's name that fit into the head of the narrowest column."""
_ID_PX = 116
_LISTS_PX = 96
_HEADS = {differences.BY_OVERLAP: "rows.overlap", differences.BY_RR: "rows.change"}


def lists_key(query: str) -> str:
    """Return the key of the button that shows both lists of a query."""
    return f"comparing.lists.{query}"


def sort_key(variant: str | None) -> str:
    """Return the key of the button at the head of a column; None for the ids."""
    return f"comparing.sort.{variant or ''}"


def to_browse(page: Page, shown: Shown, query: str) -> BrowseLink:
    """Return Browse's view of a query: the first variant, the same candidates and ground truth.

    Previous and next walk the table there, too.
    """
    return BrowseLink(
        query=query,
        variant=shown.a,
        gt=shown.gt,
        pool=shown.pool,
        where=shown.where,
        queries_of=shown.gt,
        truth=shown.view,
        language=page.language,
        table=comparison.current(st.session_state),
    )


def draw(
    page: Page,
    shown: Shown,
    rows: Sequence[Row],
    kept: Sequence[Row],
    scope: str,
    browse: StreamlitPage,
) -> None:
    """Draw filter, table and pages.

    ``rows`` are all queries, ``kept`` those that the filter keeps, ``scope`` says of what.
    """
    names = list(page.ws.variant_names)
    _filter(page, shown, rows, kept)
    lead = page.t(
        "rows.lead" if measured.is_share(shown.measure) else "rows.lead.values",
        k=MEASURES[shown.measure].cutoff,
        measure=measured.measure_name(page.t, shown.measure),
    )
    st.caption(f"{scope}  \n{lead}")
    part, at, pages = paging.page_of(kept, shown.page)
    if not part:
        st.info(page.t("rows.none"), icon=":material/filter_alt_off:")
        return
    with st.container(key="compare-rows", gap="xsmall"):
        _head(page, shown, names)
        items = {item.id: item for item in page.ws.items.get_many([row.query for row in part])}
        for row in part:
            _row(page, shown, row, items[row.query], browse)
    pager.draw(page, "comparing.page", at, pages, controls.turn)


def _row(page: Page, shown: Shown, row: Row, item: Item, browse: StreamlitPage) -> None:
    """Draw a query: what can't be clicked is one element, because a browser is slow with many.

    Nor has its button a hint, which would be three more.
    """
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.page_link(
            browse,
            label=richtext.label(row.query),
            query_params=browse_link.format_link(to_browse(page, shown, row.query)),
            width=_ID_PX,
        )
        text = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
        st.markdown(line(page, shown, row, text or "–"))
        st.button(
            page.t("rows.lists"),
            key=lists_key(row.query),
            type="tertiary",
            icon=":material/splitscreen_left:",
            on_click=controls.change,
            kwargs={"query": row.query},
            width=_LISTS_PX,
        )


def line(page: Page, shown: Shown, row: Row, text: str) -> str:
    """Return a query's text, what each variant does with it and how far two differ, as Markdown.

    Each is a span of its own, which frontend/layout.css puts below the heads of the columns; causes
    and remark are a second paragraph.
    """
    cells = [text, *(cell(page, shown, row.cells[name]) for name in page.ws.variant_names)]
    if shown.b is not None:
        overlap, change = row.difference.overlap, row.difference.rr_change
        cells.append("–" if overlap is None else differences.overlap_words(overlap))
        cells.append("–" if change is None else differences.change_words(change))
    spans = " ".join(f":small[{each}]" for each in cells)
    marks = cause_words.badges(page, row)
    return f"{spans}\n\n{marks}" if marks else spans


def _filter(page: Page, shown: Shown, rows: Sequence[Row], kept: Sequence[Row]) -> None:
    counts = {name: len(table_rows.select(rows, name, shown.a, shown.b)) for name in ROW_FILTERS}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        select(state.WIDGET_COMPARE_ROWS, shown.rows)
        st.segmented_control(
            page.t("rows.filter"),
            ROW_FILTERS if shown.b is not None else ROW_FILTERS[:1],
            key=state.WIDGET_COMPARE_ROWS,
            required=True,
            format_func=lambda name: page.t(
                "rows.count", kind=kind(page, shown, name), n=counts[name]
            ),
            label_visibility="collapsed",
            on_change=_filter_changed,
        )
        if shown.b is not None:
            _cause_filter(page, shown, rows)
        download.csv(
            page.t("rows.download"),
            table_rows.rows_csv(kept, page.ws.variant_names, shown.measure),
            file_name=f"queries-{shown.gt}-{shown.view}-{shown.pool}.csv",
            key="comparing.download.rows",
            counted=page.counted,
        )


def _cause_filter(page: Page, shown: Shown, rows: Sequence[Row]) -> None:
    counts = differences.cause_counts(table_rows.select(rows, shown.rows, shown.a, shown.b))
    offered = [name for name, n in counts.items() if n or name == shown.cause]
    labels = {"": page.t("cause.all")}
    for name in offered:
        labels[name] = page.t("rows.count", kind=page.t(f"cause.{name}"), n=counts[name])
    select(state.WIDGET_COMPARE_CAUSE, shown.cause or "")
    st.selectbox(
        page.t("cause.filter"),
        list(labels),
        key=state.WIDGET_COMPARE_CAUSE,
        format_func=labels.__getitem__,
        help=cause_words.help_text(page, MEASURES[shown.measure].cutoff or DEPTH),
        width=names_of.width_px(labels.values()),
        on_change=_cause_changed,
    )


def _cause_changed() -> None:
    controls.change(cause=st.session_state[state.WIDGET_COMPARE_CAUSE] or None)


def _filter_changed() -> None:
    controls.change(rows=st.session_state[state.WIDGET_COMPARE_ROWS])


def _head(page: Page, shown: Shown, names: Sequence[str]) -> None:
    paired = tuple(_HEADS) if shown.b is not None else ()
    with st.container(horizontal=True, wrap=False, vertical_alignment="bottom", gap="small"):
        with st.container(width=_ID_PX):
            _sorter(page, shown, None, page.t("rows.query"))
        _text, *columns = st.columns(
            [3, *[1] * (len(names) + len(paired))], gap="xsmall", vertical_alignment="bottom"
        )
        for column, name in zip(columns, [*names, *paired], strict=True):
            label = page.t(_HEADS[name]) if name in paired else _named(page, name)
            with column:
                _sorter(page, shown, name, label)
        st.space(_LISTS_PX)


def _named(page: Page, variant: str) -> str:
    mark = palette.mark(variant, page.ws.variant_slots)
    named = names_of.breakable(richtext.label(variant), _HEAD_CHARS)
    return f":{mark.markdown}[{mark.shape}] {named}"


def _sorter(page: Page, shown: Shown, order: str | None, label: str) -> None:
    """Draw the head of a column: a click sorts by it, another one the other way round."""
    active = shown.sort == order
    if active:
        # What differs most comes first: the least overlap, but the greatest change.
        down = shown.descending != (order == differences.BY_RR)
        label += f" :material/arrow_{'downward' if down else 'upward'}:"
    words = page.t("rows.sort", name=order or page.t("rows.query"))
    st.button(
        f":small[{label}]",
        key=sort_key(order),
        type="tertiary",
        wrap=True,
        help=page.t(f"{_HEADS[order]}.help") if order in _HEADS else words,
        on_click=controls.change,
        kwargs={"sort": order or differences.BY_ID, "descending": active and not shown.descending},
    )


def cell(page: Page, shown: Shown, found: Cell) -> str:
    """Return what one variant does with a query, as Markdown."""
    if found.rank is None:
        return f":small[:gray[{page.t(f'rows.{found.kind}')}]]"
    words = page.t("rows.rank", rank=found.rank)
    if not measured.is_share(shown.measure):
        return f"{found.value:.3f} :small[:gray[{words}]]"
    return f":green-badge[{words}]" if found.value else words


def kind(page: Page, shown: Shown, name: RowFilter) -> str:
    """Return what the rows of a filter are called, at the chosen measure."""
    valued = name != "all" and not measured.is_share(shown.measure)
    return page.t(f"rows.values.{name}" if valued else f"rows.{name}")
