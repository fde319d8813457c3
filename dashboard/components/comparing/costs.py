"""What each variant costs: size, time of a search, time of its vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.cost import TIMED_K, embedding_rate
from dashboard import markdown, natural, services
from dashboard.components.comparing import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.cost import SearchTimes
    from core.vectors import VariantInfo
    from dashboard.context import Page
    from dashboard.strings import Translate

BUTTON = "comparing.button.times"
_UNITS = ("B", "kB", "MB", "GB", "TB")


@st.fragment
def draw(page: Page) -> None:
    """Draw the table; searches are timed when somebody asks for it."""
    ws = page.ws
    names = sorted(ws.variant_names, key=natural.key)
    with st.container(border=True, key="compare-cost", gap="small"):
        st.markdown(f"**{page.t('cost.title')}**")
        slot = st.empty()
        if st.button(
            page.t("cost.measure"), key=BUTTON, icon=":material/timer:", help=page.t("cost.help")
        ):
            with st.spinner(page.t("cost.measuring"), show_time=False):
                for name in names:
                    services.time_searches(ws, name)
        times = {name: services.search_times(ws, name) for name in names}
        infos = [ws.variant_info(name) for name in names]
        heads = {name: figures.variant_name(page, name) for name in names}
        rows = table(page.t, infos, times, heads)
        slot.markdown(markdown.table(rows, numbers=True))
        timed = [found for found in times.values() if found is not None]
        notes = [page.t("cost.note")]
        if timed:
            least, most = min(t.queries for t in timed), max(t.queries for t in timed)
            number = f"{least}" if least == most else f"{least}\\~{most}"
            notes.insert(0, page.t("cost.measured", n=number, k=TIMED_K))
        st.caption(" ".join(notes))


def table(
    t: Translate,
    infos: Sequence[VariantInfo],
    times: Mapping[str, SearchTimes | None],
    heads: Mapping[str, str],
) -> list[list[str]]:
    """Return the head and one row per variant.

    Args:
        t: words.
        infos: the variants.
        times: those that were measured.
        heads: how each variant is written.
    """
    columns = ("variant", "dim", "rows", "vectors", "disk", "memory", "rate", "median", "late")
    found = [[t(f"cost.{name}") for name in columns]]
    for info in infos:
        rate, timed = embedding_rate(info.manifest), times.get(info.name)
        found.append(
            [
                heads[info.name],
                f"{info.dim:,}",
                f"{info.rows:,}",
                size(info.rows * info.dim * 4),
                size(info.bytes),
                size(info.memory),
                t("cost.unknown") if rate is None else t("cost.per_s", rate=_digits(rate)),
                *(
                    ("–", "–")
                    if timed is None
                    else (_milliseconds(timed.median_ms), _milliseconds(timed.p95_ms))
                ),
            ]
        )
    return found


def size(count: int) -> str:
    """Return a number of bytes with three digits and a unit of 1000."""
    value, unit = float(count), 0
    while value >= 999.5 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{_digits(value) if unit else int(value)}\N{NO-BREAK SPACE}{_UNITS[unit]}"


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value >= 99.5 else f"{value:.1f}" if value >= 9.95 else f"{value:.2f}"


def _milliseconds(value: float) -> str:
    return f"{_digits(value)}\N{NO-BREAK SPACE}ms"
