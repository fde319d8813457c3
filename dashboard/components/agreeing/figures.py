"""How far people agree: all together, two by two, and each with themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.judgments import GRADES
from core.shares import FEW, percent
from dashboard import agreeing, markdown, richtext
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.agreement import Agreement
    from core.concord import Concord
    from dashboard.context import Page
    from dashboard.strings import Translate

_MANY = 6
"""Combinations of two people; with more of them the table is folded, or it would hide the rest."""


def draw(page: Page, found: Concord) -> None:
    """Draw the sentence first, then the coefficients."""
    whole = found.overall
    if not whole.pairs:
        people = {name for by in found.rated.values() for name in by}
        words = page.t("agree.alone", people=len(people), pairs=len(found.rated))
        st.info(words, icon=":material/group:")
    else:
        _together(page, found)
        _two_by_two(page, found)
    _own(page, found.own)
    if whole.pairs or found.own:
        st.caption(page.t("agree.coefficients"))


def _together(page: Page, found: Concord) -> None:
    whole, ends = found.overall, found.overall.percent_interval
    st.markdown(f"### {agreeing.headline(page.t, whole, len(found.disputes))}")
    share = agreeing.share(page.t, whole.same, whole.compared, ends, whole.pairs)
    if whole.compared > whole.pairs:
        twos = page.t("agree.twos", compared=whole.compared, same=whole.same)
        share = f"{twos} · {share}"
    st.markdown(share)
    if whole.pairs >= FEW:
        alpha = agreeing.coefficient(whole.alpha, whole.alpha_interval, whole.pairs)
        st.markdown(
            page.t(
                "agree.alpha",
                alpha=alpha,
                people=len(whole.annotators),
                pairs=whole.pairs,
                grades=whole.grades,
                relevant=whole.relevant,
            )
        )
    if whole.missing:
        st.caption(page.t("agree.missing", n=whole.missing))


def _two_by_two(page: Page, found: Concord) -> None:
    with st.container(horizontal=True, gap="medium", vertical_alignment="top"):
        with st.container(key="agree-two", gap="xsmall", width="content"):
            st.markdown(f"**{page.t('agree.pairs')}**")
            rows = pair_rows(page.t, found.pairs)
            if len(found.pairs) > _MANY:
                words = page.t("agree.pairs.all", n=len(found.pairs))
                with st.expander(words, icon=":material/group:"):
                    st.markdown(markdown.table(rows, numbers=True))
            else:
                st.markdown(markdown.table(rows, numbers=True))
        with st.container(key="agree-given", gap="xsmall", width="content"):
            st.markdown(f"**{page.t('agree.given')}**", help=page.t("agree.given.note"))
            rows = given_rows(page.t, agreeing.given(found.rated))
            st.markdown(markdown.table(rows, numbers=True))
    for (a, b), each in found.pairs.items():
        why = agreeing.dominant(each)
        if why is not None:
            words = page.t(
                "agree.dominant",
                a=richtext.label(a),
                b=richtext.label(b),
                grade=agreeing.said(page.t, why[0]),
                share=percent(why[1]),
            )
            st.caption(f":material/info: {words}")


def pair_rows(t: Translate, pairs: Mapping[tuple[str, str], Agreement]) -> list[list[str]]:
    """Return the table of annotators two by two."""
    heads = ("two", "n", "same", "share", "kappa", "missing")
    rows = [[unbroken(t(f"agree.head.{name}")) for name in heads]]
    for (a, b), each in pairs.items():
        rows.append([unbroken(f"{richtext.label(a, 40)} · {richtext.label(b, 40)}"), *_cells(each)])
    return rows


def own_rows(t: Translate, own: Mapping[str, Agreement]) -> list[list[str]]:
    """Return the table of annotators who judged pairs again."""
    heads = ("who", "again", "same", "share", "kappa", "missing")
    rows = [[unbroken(t(f"agree.head.{name}")) for name in heads]]
    rows += [[richtext.label(name), *_cells(each)] for name, each in own.items()]
    return rows


def _cells(each: Agreement) -> list[str]:
    return [
        f"{each.n:,}",
        f"{each.same:,}",
        unbroken(agreeing.share_cell(each.same, each.n, each.percent_interval)),
        unbroken(agreeing.coefficient(each.kappa, each.kappa_interval, each.n)),
        f"{each.missing:,}",
    ]


def given_rows(t: Translate, given: Mapping[str, tuple[int, ...]]) -> list[list[str]]:
    """Return how often each annotator gave each grade."""
    rows = [
        [
            t("agree.head.who"),
            t("agree.head.grades"),
            *(unbroken(agreeing.said(t, g)) for g in GRADES),
        ],
    ]
    for name, counts in given.items():
        n = sum(counts)
        shares = [
            f"{count:,} ({percent(count / n)} %)" if n >= FEW else str(count) for count in counts
        ]
        rows.append([richtext.label(name), f"{n:,}", *map(unbroken, shares)])
    return rows


def _own(page: Page, own: Mapping[str, Agreement]) -> None:
    with st.container(key="agree-own", gap="xsmall"):
        st.markdown(f"**{page.t('agree.own')}**")
        if own:
            st.markdown(markdown.table(own_rows(page.t, own), numbers=True))
        else:
            st.caption(page.t("agree.own.none"))
