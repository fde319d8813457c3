"""Figures by slices of the queries: which are weak, and the way to their queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import slices as cut
from dashboard import csvtext, measured, natural, paging, richtext, services, state
from dashboard.compare_link import SLICE_ORDERS
from dashboard.components import download, pager, plot
from dashboard.components.comparing import controls, figures, modes, slice_chart, slice_words
from dashboard.context import select
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.evaluate import Evaluation
    from core.slices import Slice
    from dashboard.comparison import Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page


def open_key(value: str) -> str:
    """Return the key of the button that lists a slice's queries."""
    return f"comparing.slice.{value}"


def draw(c: Comparison, evaluations: Sequence[Evaluation]) -> None:
    """Draw the part; the evaluations are of all variants on the chosen ground truth."""
    page, shown = c.page, c.shown
    if evaluations[0].n == 0 or shown.a is None:
        st.info(page.t("figure.no_queries"), icon=":material/rule:")
        return
    offered = services.slice_fields(page.ws, evaluations[0].gt)
    field = shown.field if shown.field in offered else offered[0]
    groups = services.groups(page.ws, field, evaluations[0])
    found = arranged(cut.slices(evaluations, shown.measure, groups), field, shown.order, shown.a)
    _choices(page, shown, offered, field)
    st.markdown(sentence(page, shown, field, found))
    data = table_csv(found, evaluations, field, shown.measure)
    file_name = f"slices-{evaluations[0].gt}-{shown.view}-{shown.pool}.csv"
    large = [each for each in found if each.n >= measured.FEW]
    variants = [name for name in (shown.a, shown.b) if name is not None]
    if large:
        chart = slice_chart.build(page, shown, field, large, variants, plot.theme())
        plot.draw(page, chart, key="comparing.slices.chart", data=data, file_name=file_name)
    else:
        key = "comparing.part_download.slices"
        download.csv(
            page.t("rows.download"), data, file_name=file_name, key=key, counted=page.counted
        )
    _lead(page, shown, field, c.scope(evaluations[0]), several=_is_several(found))
    _table(page, shown, field, found)
    st.divider()
    modes.draw(c)


def arranged(found: Sequence[Slice], field: str, order: str, variant: str) -> list[Slice]:
    """Return slices in the order that was chosen; equal ones as people expect the values."""
    places = {value: n for n, value in enumerate(natural.values(field, [s.value for s in found]))}
    usual = sorted(found, key=lambda each: places[each.value])
    if order == "n":
        return sorted(usual, key=lambda each: -each.n)
    return cut.ordered(usual, variant, measured.FEW)


def sentence(page: Page, shown: Shown, field: str, found: Sequence[Slice]) -> str:
    """Say which slice is each chosen variant's weakest, as far as there are enough queries."""
    large = [each for each in found if each.n >= measured.FEW]
    if len(large) < 2:
        return page.t("slice.one" if large else "slice.few", few=measured.FEW)
    lines = []
    for variant in (shown.a, shown.b):
        if variant is None:
            continue
        weak = cut.weakest(large, variant, measured.FEW)
        values = [richtext.label(slice_words.named(page, field, each.value)) for each in weak]
        lines.append(
            page.t(
                "slice.weakest" if len(weak) < len(large) else "slice.weakest.same",
                few=measured.FEW,
                variant=figures.variant_name(page, variant),
                field=richtext.label(page.field(field)),
                value=", ".join(values),
                figure=", ".join(_told(page, shown, each, variant) for each in weak),
            )
        )
    lines.append(f":small[:gray[{page.t('slice.caution')}]]")
    return "  \n".join(lines)


def say_which(page: Page, shown: Shown, evaluation: Evaluation) -> None:
    """Say which slice's queries are listed, with the way back to all."""
    listed = services.in_slice(page.ws, shown, evaluation)
    if shown.slice is None or listed is None:
        return
    field, value = shown.slice
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        words = page.t(
            "slice.chosen",
            field=richtext.label(page.field(field)),
            value=richtext.label(slice_words.named(page, field, value)),
            n=len(listed),
            total=len(evaluation.queries),
        )
        st.markdown(f":small[:material/filter_alt: {words}]", width="content")
        st.button(
            page.t("slice.clear"),
            key="comparing.slice_clear",
            icon=":material/filter_alt_off:",
            type="tertiary",
            on_click=controls.change,
            kwargs={"slice": None},
        )


def table_csv(
    found: Sequence[Slice], evaluations: Sequence[Evaluation], field: str, measure: str
) -> str:
    """Return every variant's figure of every slice as CSV: numbers as they are, not rounded."""
    first = evaluations[0]
    head = ("gt", "view", "pool", "field", "slice", "variant", "measure", "n", "hits")
    lines = []
    for each in found:
        for variant, result in each.results.items():
            told = measured.figure_of(variant, first.gt, measure, each.n, result)
            lines.append(
                (
                    *(first.gt, first.view, first.pool.kind, field, each.value, variant, measure),
                    *(each.n, told.hits, told.possible, told.mean, told.low, told.high),
                    told.interval,
                )
            )
    return csvtext.table((*head, "hits_if_holes_hit", "mean", "low95", "high95", "interval"), lines)


def _told(page: Page, shown: Shown, each: Slice, variant: str) -> str:
    target = measured.deciding(shown.measure, page.ws.target)
    told = slice_words.figure(shown, each, variant)
    words = measured.value_words(page.t, told, target)
    return words if told.is_share else f"{words} (n = {each.n})"


def _choices(page: Page, shown: Shown, offered: Sequence[str], field: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        select(state.WIDGET_COMPARE_FIELD, field)
        st.selectbox(
            page.t("slice.field"),
            offered,
            key=state.WIDGET_COMPARE_FIELD,
            format_func=page.field,
            width=230,
            on_change=_changed,
            args=("field", state.WIDGET_COMPARE_FIELD),
        )
        select(state.WIDGET_COMPARE_ORDER, shown.order)
        st.segmented_control(
            page.t("slice.order"),
            SLICE_ORDERS,
            key=state.WIDGET_COMPARE_ORDER,
            required=True,
            format_func=lambda order: page.t(
                f"slice.order.{order}", variant=richtext.label(shown.a or "")
            ),
            on_change=_changed,
            args=("order", state.WIDGET_COMPARE_ORDER),
        )


def _changed(name: str, widget: str) -> None:
    controls.change(**{name: st.session_state[widget]})


def _is_several(found: Sequence[Slice]) -> bool:
    listed = [query for each in found for query in each.queries]
    return len(set(listed)) < len(listed)


def _lead(page: Page, shown: Shown, field: str, scope: str, *, several: bool) -> None:
    measure = measured.measure_name(page.t, shown.measure)
    lines = [page.t("slice.lead", measure=measure, few=measured.FEW)]
    if field == cut.TEXT_LENGTH:
        lines.append(page.t("slice.lead.length"))
    if several:
        lines.append(page.t("slice.lead.several"))
    st.caption("  \n".join([scope, *lines]))


def _table(page: Page, shown: Shown, field: str, found: Sequence[Slice]) -> None:
    names = list(page.ws.variant_names)
    widths = [2.2, 0.6, *[1.5] * len(names)]
    start, at, pages = paging.page_of(found, shown.page)
    with st.container(key="compare-slices", gap="xsmall"):
        columns = st.columns(widths, gap="small", vertical_alignment="bottom")
        heads = [page.t("slice.value"), "n"]
        heads += [figures.variant_name(page, name) for name in names]
        for column, words in zip(columns, heads, strict=True):
            column.markdown(f":small[{words}]")
        for each in start:
            columns = st.columns(widths, gap="small", vertical_alignment="center")
            columns[0].button(
                richtext.label(slice_words.named(page, field, each.value), 60),
                key=open_key(each.value),
                type="tertiary",
                wrap=True,
                icon=":material/list:",
                help=page.t("slice.open"),
                on_click=controls.change,
                kwargs={"part": "queries", "slice": (field, each.value), "rows": "all"},
            )
            columns[1].markdown(f"{each.n:,}")
            for column, name in zip(columns[2:], names, strict=True):
                column.markdown(_cell(page, shown, each, name))
    pager.draw(page, "comparing.part_page", at, pages, controls.turn)


def _cell(page: Page, shown: Shown, each: Slice, variant: str) -> str:
    told = slice_words.figure(shown, each, variant)
    target = measured.deciding(shown.measure, page.ws.target)
    count, _, share = measured.value_words(page.t, told, target).partition(" = ")
    lines = [f"{count} =", share] if share else [count]
    interval = measured.interval_words(told, target)
    if interval is not None:
        lines.append(f":small[:gray[{interval}]]")
    if told.upper is not None and each.n >= measured.FEW:
        most = measured.percent(told.upper, target, decimals=1)
        lines.append(f":small[:orange[→ {most} %]]")
    return " ".join(map(unbroken, lines))
