"""How scores tell relevant pairs from others; items in too many lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from core.score_behaviour import PAIR_KINDS
from dashboard import csvtext, markdown, measured, richtext, services
from dashboard.components import plot
from dashboard.components.comparing import figures, hub_lists, score_chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.evaluate import Evaluation
    from core.score_behaviour import Behaviour, PairKind, Separation
    from dashboard.comparison import Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page

_OTHERS: tuple[PairKind, ...] = ("not_relevant", "random")
_NEARLY_ALL = 0.9995
"""An AUC from here on takes more digits, or it would read as 1."""


def draw(c: Comparison, evaluations: Sequence[Evaluation]) -> None:
    """Draw the part; the evaluations are of all variants on the chosen ground truth."""
    page, shown, gt = c.page, c.shown, evaluations[0].gt
    st.markdown(f"**{page.t('scores.title')}**")
    with st.spinner(page.t("comparison.computing"), show_time=False):
        found = services.behaviours(page.ws, shown, gt, c.people)
    variants = [name for name in (shown.a, shown.b) if name is not None]
    if not any(each.pairs["relevant"] for each in found.values()):
        st.info(page.t("scores.none"), icon=":material/rule:")
    else:
        st.markdown(sentence(page, variants, found))
        st.caption(f"{c.scope(evaluations[0])}  \n{page.t('scores.lead')}")
        drawn = [name for name in variants if is_enough(found[name])]
        if drawn:
            plot.draw(
                page,
                score_chart.build(page, drawn, found, plot.theme()),
                key="comparing.scores.chart",
                data=histogram_csv(found),
                file_name=f"scores-{gt}-{shown.view}-{shown.pool}.csv",
            )
        st.markdown(_table(page, found))
        st.caption("  \n".join(_notes(page, shown, gt, found)))
    st.divider()
    hub_lists.draw(c, gt, variants)


def sentence(page: Page, variants: Sequence[str], found: Mapping[str, Behaviour]) -> str:
    """Say how often relevant pairs score higher than others, for the chosen variants."""
    lines = []
    for variant in variants:
        kind, told = compared_with(found[variant])
        if told is None:
            continue
        if told.queries < measured.FEW:
            name = figures.variant_name(page, variant)
            lines.append(page.t("scores.few", variant=name, n=told.queries))
            continue
        lines.append(
            page.t(
                "scores.one",
                variant=figures.variant_name(page, variant),
                kind=page.t(f"scores.kind.{kind}"),
                auc=auc_words(told),
                relevant=told.relevant,
                others=told.others,
                n=told.queries,
            )
        )
    return "  \n".join([*lines, f":small[:gray[{page.t('scores.untested')}]]"])


def compared_with(found: Behaviour) -> tuple[PairKind, Separation | None]:
    """Return what relevant pairs are held against first: judged pairs, else random ones."""
    kind = _OTHERS[0] if found.against[_OTHERS[0]] is not None else _OTHERS[1]
    return kind, found.against[kind]


def is_enough(found: Behaviour) -> bool:
    """Whether a variant's pairs are of enough queries to say more than how many there are."""
    told = compared_with(found)[1]
    return told is not None and told.queries >= measured.FEW


def auc_words(told: Separation | None) -> str:
    """Return an AUC with its interval, if it has one, as Markdown; a dash for few queries."""
    if told is None or told.queries < measured.FEW:
        return "–"
    low, high = told.auc_interval
    if low == high:  # a bootstrap of pairs that are all told apart alike has no width
        return f"{told.auc:.3f}"
    places = 3 if told.auc < _NEARLY_ALL else 5
    return f"{told.auc:.{places}f} ({low:.{places}f}\\~{high:.{places}f})"


def standardised_words(told: Separation | None) -> str:
    """Return a standardised difference with its interval, as Markdown; a dash where none."""
    if told is None or told.queries < measured.FEW or told.standardised is None:
        return "–"
    words = f"{told.standardised:.2f}"
    if told.standardised_interval is not None:
        low, high = told.standardised_interval
        words += f" ({low:.2f}\\~{high:.2f})"
    return words


def histogram_csv(found: Mapping[str, Behaviour]) -> str:
    """Return the drawn distributions as CSV: the share of the pairs of a kind in each bin."""
    lines = [
        (variant, kind, float(low), float(high), float(share), each.pairs[kind])
        for variant, each in found.items()
        for kind, shares in zip(PAIR_KINDS, each.shares, strict=True)
        for low, high, share in zip(each.edges[:-1], each.edges[1:], shares, strict=True)
    ]
    return csvtext.table(("variant", "pairs", "score_from", "score_to", "share", "n"), lines)


def _table(page: Page, found: Mapping[str, Behaviour]) -> str:
    heads = [page.t("scores.variant")]
    for kind in _OTHERS:
        name = page.t(f"scores.kind.{kind}")
        heads += [page.t("scores.auc", kind=name), page.t("scores.standardised", kind=name)]
    heads.append(page.t("scores.pairs"))
    lines = [heads]
    for variant, each in found.items():
        cells = [figures.variant_name(page, variant)]
        for kind in _OTHERS:
            told = each.against[kind]
            cells += [_paler(auc_words(told)), _paler(standardised_words(told))]
        cells.append(" · ".join(f"{each.pairs[kind]:,}" for kind in PAIR_KINDS))
        lines.append(cells)
    return markdown.table(lines)


def _paler(words: str) -> str:
    """Set the interval in brackets apart as other tables do, for narrow windows, too."""
    return re.sub(r" \((.+)\)$", r" :small[:gray[\1]]", words)


def _notes(page: Page, shown: Shown, gt: str, found: Mapping[str, Behaviour]) -> list[str]:
    notes = [page.t("scores.interval")]
    if figures.assumes(page, shown.view, gt, shown.pool):
        notes.append(page.t("scores.assumed"))
    missing = [
        f"{richtext.label(variant)} {each.unscored:,}"
        for variant, each in found.items()
        if each.unscored
    ]
    if missing:
        notes.append(page.t("scores.unscored", which=", ".join(missing)))
    return notes
