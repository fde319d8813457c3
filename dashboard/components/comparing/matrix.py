"""All pairs at a glance: who is ahead of whom, and whether that can be luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import csvtext, measured, natural, palette, richtext
from dashboard.components import download
from dashboard.components.comparing import controls, points
from dashboard.components.names import breakable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.compare import Corrected, Paired
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.strings import Translate

MARKS = {"apart": "≠", "apart_but_for_holes": "≠?", "not_apart": "·"}
"""What was found, said by a sign: colour alone says nothing."""
_NAMED_COLUMNS = 4
"""So many variants at most have their whole names above the columns, too."""
_HEAD_PX, _CELL_PX, _NARROW_CELL_PX = 220, 160, 84


def cell_key(row: str, column: str) -> str:
    """Return the key of the button that chooses a pair."""
    return f"comparing.matrix.{row}\t{column}"


def draw(page: Page, shown: Shown, on_gt: Sequence[Corrected], found: Sequence[Corrected]) -> None:
    """Draw the pairs of the chosen ground truth; ``found`` are all that they are corrected with."""
    names = sorted({name for each in on_gt for name in (each.pair.a, each.pair.b)}, key=natural.key)
    by_pair = both_ways(each.pair for each in on_gt)
    outcome = {frozenset((e.pair.a, e.pair.b)): e for e in on_gt}
    wide = len(names) <= _NAMED_COLUMNS
    width = _HEAD_PX + len(names) * (_CELL_PX if wide else _NARROW_CELL_PX)
    share = measured.is_share(shown.measure)
    measure = measured.measure_name(page.t, shown.measure)
    head = page.t("matrix.title", gt=richtext.label(shown.gt or ""), measure=measure)
    unit = page.t("matrix.unit.hits" if share else "matrix.unit.mean")
    st.markdown(
        f"**{head}**  \n:small[:gray[{page.t('matrix.lead', unit=unit, n=on_gt[0].pair.n)}]]"
    )
    with st.container(key="compare-matrix", gap=None, width=width):
        shares = [_HEAD_PX / (_CELL_PX if wide else _NARROW_CELL_PX), *[1.0] * len(names)]
        heads = st.columns(shares, gap="xsmall", vertical_alignment="bottom")
        for place, (column, name) in enumerate(zip(heads[1:], names, strict=True), 1):
            column.markdown(_head(page, place, name, named=wide), text_alignment="center")
        for place, row in enumerate(names, 1):
            columns = st.columns(shares, gap="xsmall", vertical_alignment="center")
            columns[0].markdown(_head(page, place, row, named=True))
            for column, other in zip(columns[1:], names, strict=True):
                if row == other:
                    column.markdown(":gray[–]", text_alignment="center")
                    continue
                pair = by_pair[row, other]
                each = outcome[frozenset((row, other))]
                column.button(
                    cell(pair, each, wide=wide),
                    key=cell_key(row, other),
                    type="primary" if (row, other) == (shown.a, shown.b) else "tertiary",
                    width="stretch",
                    wrap=True,
                    help=cell_help(page.t, pair, each),
                    on_click=controls.change,
                    kwargs={"a": row, "b": other},
                )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        legend = page.t("matrix.legend", comparisons=len(found), **MARKS)
        if wide:
            legend = f"{legend} {page.t('matrix.record')}"
        st.caption(legend, width="stretch")
        download.csv(
            page.t("matrix.download"),
            pairs_csv(found),
            file_name=f"pairs-{shown.measure}-{shown.view}-{shown.pool}.csv",
            key="comparing.download.pairs",
            counted=page.counted,
        )


def both_ways(pairs: Iterable[Paired]) -> Mapping[tuple[str, str], Paired]:
    """Return each pair in either order."""
    found = {}
    for pair in pairs:
        found[pair.a, pair.b] = pair
        found[pair.b, pair.a] = pair.turned()
    return found


def ahead(pair: Paired) -> str:
    """Return by how much ``a`` is ahead of ``b``: hits, or the difference of means.

    Means of fewer than :data:`dashboard.measured.FEW` queries aren't shown: queries in which
    either is higher are counted instead.
    """
    if measured.is_share(pair.measure):
        return points.signed(len(pair.only_a) - len(pair.only_b))
    if pair.n < measured.FEW:
        return f"{len(pair.only_a)}:{len(pair.only_b)}"
    return points.signed(pair.difference, 3)


def cell(pair: Paired, found: Corrected, *, wide: bool) -> str:
    """Return a cell's words: how far ahead, the sign of what was found, and win/tie/loss."""
    words = f"{ahead(pair)} {MARKS[found.outcome]}"
    if found.outcome != "not_apart":
        words = f"**{words}**"
    if not wide:
        return words
    ties = len(pair.both) + len(pair.neither)
    return f"{words} :small[({len(pair.only_a)}/{ties}/{len(pair.only_b)})]"


def cell_help(t: Translate, pair: Paired, found: Corrected) -> str:
    """Return what a cell stands for, in full."""
    return t(
        "matrix.cell",
        a=richtext.label(pair.a),
        b=richtext.label(pair.b),
        wins=len(pair.only_a),
        ties=len(pair.both) + len(pair.neither),
        losses=len(pair.only_b),
        n=pair.n,
        p=measured.p_words(pair.p),
        corrected=measured.p_words(found.holm_p),
        outcome=t(f"matrix.{found.outcome}"),
    )


def pairs_csv(found: Iterable[Corrected]) -> str:
    """Return all comparisons as CSV: numbers as they are, not rounded."""
    head = (
        *("gt", "a", "b", "measure", "n", "only_a", "only_b", "both", "neither", "difference"),
        *("p", "holm_p", "holm_p_if_holes_go_against", "comparisons", "outcome"),
    )
    lines = [
        (
            *(each.pair.gt, each.pair.a, each.pair.b, each.pair.measure, each.pair.n),
            *(len(each.pair.only_a), len(each.pair.only_b)),
            *(len(each.pair.both), len(each.pair.neither), each.pair.difference),
            *(each.pair.p, each.holm_p, each.worst_holm_p, each.comparisons, each.outcome),
        )
        for each in found
    ]
    return csvtext.table(head, lines)


def _head(page: Page, place: int, name: str, *, named: bool) -> str:
    mark = palette.mark(name, page.ws.variant_slots)
    sign = f":small[:gray[{place}]] :{mark.markdown}[{mark.shape}]"
    return f"{sign} :small[{breakable(richtext.label(name))}]" if named else sign
