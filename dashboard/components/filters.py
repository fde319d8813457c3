"""Filters by field: values with counts of what comes up after the click."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import natural, richtext, services
from dashboard.context import seed
from dashboard.strings import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.types import Where
    from dashboard.context import Page
    from dashboard.services import Among

_AS_PILLS = 10
_FIELDS = 12
_CHARS = 60


def widget_key(prefix: str, field: str) -> str:
    """Return the key of the widget that filters by a field."""
    return f"filters.{prefix}.{field}"


def popover_key(prefix: str) -> str:
    """Return the key under which the popover says whether it is open."""
    return f"filters.{prefix}"


def find_key(prefix: str, field: str) -> str:
    """Return the key of the box that finds a value of a field with many."""
    return f"filters.{prefix}.{field}.find"


def clear_key(prefix: str) -> str:
    """Return the key of the button in the popover that takes all filters away."""
    return f"filters.{prefix}.clear"


def described(page: Page, where: Where) -> str:
    """Return filters in words, as Markdown: fields with the values that may be."""
    values: dict[str, list[str]] = {}
    for field, value in where:
        values.setdefault(field, []).append(richtext.label(value_name(page, field, value), _CHARS))
    return " · ".join(
        page.t("filter.described", field=richtext.label(page.field(field)), values=", ".join(some))
        for field, some in values.items()
    )


def popover(
    page: Page,
    prefix: str,
    where: Where,
    changed: Callable[[str, list[str]], None],
    clear: Callable[[], None],
    among: Among = services.ALL,
) -> None:
    """Draw a button that opens the filters; its label counts those in use.

    ``changed`` is called with a field and its chosen values; ``among`` says what is counted. Call
    it inside a fragment: opening the popover runs the script.
    """
    count = len(where)
    label = page.t(f"{prefix}.filters.n", n=count) if count else page.t(f"{prefix}.filters")
    folded = st.popover(
        label, icon=":material/filter_alt:", key=popover_key(prefix), on_change="rerun"
    )
    if not folded.open:
        return  # values are counted when somebody looks at them
    with folded:
        st.caption(page.t(f"{prefix}.filters.help"))
        names = services.filter_fields(page.ws)[:_FIELDS]
        drawn = [_field(page, prefix, name, where, changed, among) for name in names]
        if not any(drawn):
            st.caption(page.t("filter.none"))
        if count:
            st.button(
                page.t("filter.clear"),
                key=clear_key(prefix),
                icon=":material/filter_alt_off:",
                on_click=clear,
            )


def value_name(page: Page, field: str, value: str) -> str:
    """Return a field's value as people call it; not escaped."""
    name = f"field.{field}.{value}"
    return page.t(name) if name in WORDS else (value or "–")


def _field(
    page: Page,
    prefix: str,
    field: str,
    where: Where,
    changed: Callable[[str, list[str]], None],
    among: Among,
) -> bool:
    chosen = [value for name, value in where if name == field]
    every = services.facets(page.ws, field, where, among=among)
    if every.total < 2 and not chosen:
        return False
    is_cut = every.total > services.FACET_LIMIT
    wanted = st.session_state.get(find_key(prefix, field), "") if is_cut else ""
    listed = services.facets(page.ws, field, where, wanted, among) if wanted else every
    counts = dict(listed.values)
    unseen = [value for value in chosen if value not in counts]
    counts |= services.value_counts(page.ws, field, where, unseen, among)
    options = natural.values(field, counts)
    key = widget_key(prefix, field)
    seed(key, chosen)

    def shown(value: str) -> str:
        return page.t("filter.value", value=value_name(page, field, value), n=counts.get(value, 0))

    def apply() -> None:
        changed(field, list(st.session_state[key]))

    if len(options) <= _AS_PILLS and not is_cut:
        st.pills(
            page.field(field),
            options,
            selection_mode="multi",
            format_func=shown,
            key=key,
            on_change=apply,
        )
    else:
        if is_cut:
            st.text_input(
                page.t("filter.find", field=page.field(field)),
                key=find_key(prefix, field),
                type="search",
                live="200ms",
                icon=":material/search:",
            )
        st.multiselect(
            page.t("filter.choose", field=page.field(field), n=every.total),
            options,
            format_func=shown,
            key=key,
            on_change=apply,
            placeholder=page.t("filter.any"),
        )
    if wanted and not listed.total:
        st.caption(page.t("filter.no_value", text=richtext.label(wanted, _CHARS)))
    elif listed.total > services.FACET_LIMIT:
        st.caption(page.t("filter.more", shown=services.FACET_LIMIT, n=listed.total))
    return True
