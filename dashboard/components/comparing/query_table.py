"""The table of queries: where each variant ranks the first relevant item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.measures import MEASURES
from dashboard import comparison, links, palette, richtext, state
from dashboard.components.comparing import controls
from dashboard.context import select
from dashboard.links import ROW_FILTERS, BrowseLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.navigation.page import StreamlitPage

    from dashboard.comparison import Cell, Row, Shown
    from dashboard.context import Page
    from dashboard.links import RowFilter

_SNIPPET_CHARS = 70


def lists_key(query: str) -> str:
    """Return the key of the button that shows both lists of a query."""
    return f"comparing.lists.{query}"


def sort_key(variant: str | None) -> str:
    """Return the key of the button at the head of a column; None for the ids."""
    return f"comparing.sort.{variant or ''}"


def browse_link(page: Page, shown: Shown, query: str) -> BrowseLink:
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
        table=state.current_compare(st.session_state),
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
        "rows.lead" if comparison.is_share(shown.measure) else "rows.lead.values",
        k=MEASURES[shown.measure].cutoff,
        measure=comparison.measure_name(page.t, shown.measure),
    )
    st.caption(f"{scope}  \n{lead}")
    part, at, pages = comparison.page_of(kept, shown.page)
    if not part:
        st.info(page.t("rows.none"), icon=":material/filter_alt_off:")
        return
    widths = [1.4, 3.0, *[1.1] * len(names), 1.0]
    with st.container(key="compare-rows", gap="xsmall"):
        _head(page, shown, names, widths)
        items = {item.id: item for item in page.ws.items.get_many([row.query for row in part])}
        for row in part:
            columns = st.columns(widths, gap="small", vertical_alignment="center")
            params = links.format_link(browse_link(page, shown, row.query))
            with columns[0]:
                st.page_link(
                    browse,
                    label=richtext.label(row.query),
                    query_params=params,
                )
            item = items[row.query]
            text = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
            columns[1].markdown(f":small[{text}]" if text else "")
            for column, name in zip(columns[2:-1], names, strict=True):
                column.markdown(cell(page, shown, row.cells[name]))
            columns[-1].button(
                page.t("rows.lists"),
                key=lists_key(row.query),
                type="tertiary",
                icon=":material/splitscreen_left:",
                help=page.t("rows.lists.help"),
                on_click=controls.change,
                kwargs={"query": row.query},
            )
    _pages(page, at, pages)


def _filter(page: Page, shown: Shown, rows: Sequence[Row], kept: Sequence[Row]) -> None:
    counts = {name: len(comparison.select(rows, name, shown.a, shown.b)) for name in ROW_FILTERS}
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
        st.download_button(
            page.t("rows.download"),
            comparison.rows_csv(kept, page.ws.variant_names, shown.measure),
            file_name=f"queries-{shown.gt}-{shown.view}-{shown.pool}.csv",
            mime="text/csv",
            key="comparing.download.rows",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )


def _filter_changed() -> None:
    controls.change(rows=st.session_state[state.WIDGET_COMPARE_ROWS])


def _head(page: Page, shown: Shown, names: Sequence[str], widths: Sequence[float]) -> None:
    columns = st.columns(widths, gap="small", vertical_alignment="bottom")
    columns[1].markdown(f":small[:gray[{page.t('rows.text')}]]")
    heads: list[str | None] = [None, *names]
    for column, name in zip([columns[0], *columns[2:-1]], heads, strict=True):
        words = page.t("rows.query") if name is None else name
        if name is None:
            label = richtext.label(words)
        else:
            mark = palette.mark(name, page.ws.variant_slots)
            label = f":{mark.markdown}[{mark.shape}] {richtext.label(name)}"
        active = shown.sort == name
        if active:
            label += (
                " :material/arrow_downward:" if shown.descending else " :material/arrow_upward:"
            )
        column.button(
            f":small[{label}]",
            key=sort_key(name),
            type="tertiary",
            wrap=True,
            help=page.t("rows.sort", name=words),
            on_click=controls.change,
            kwargs={"sort": name, "descending": active and not shown.descending},
        )


def cell(page: Page, shown: Shown, found: Cell) -> str:
    """Return what one variant does with a query, as Markdown."""
    if found.rank is None:
        return f":small[:gray[{page.t(f'rows.{found.kind}')}]]"
    words = page.t("rows.rank", rank=found.rank)
    if not comparison.is_share(shown.measure):
        return f"{found.value:.3f} :small[:gray[{words}]]"
    return f":green-badge[{words}]" if found.value else words


def kind(page: Page, shown: Shown, name: RowFilter) -> str:
    """Return what the rows of a filter are called, at the chosen measure."""
    valued = name != "all" and not comparison.is_share(shown.measure)
    return page.t(f"rows.values.{name}" if valued else f"rows.{name}")


def _pages(page: Page, at: int, pages: int) -> None:
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for words, symbol, target in (
            ("rows.previous", "chevron_left", at - 1),
            ("rows.next", "chevron_right", at + 1),
        ):
            st.button(
                page.t(words),
                key=f"comparing.page.{words}",
                icon=f":material/{symbol}:",
                disabled=not 1 <= target <= pages,
                type="tertiary",
                on_click=controls.change,
                kwargs={"page": target},
            )
        st.caption(page.t("rows.page", page=at, pages=pages))
