"""Items that appear in too many lists, for the two chosen variants side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import browse_link, measured, richtext, services
from dashboard.browse_link import BrowseLink
from dashboard.components.comparing import figures, parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.hubs import Hub, Hubs
    from dashboard.components.comparing.context import Comparison

_SHOWN = 5
_SNIPPET_CHARS = 60


def draw(c: Comparison, gt: str, variants: Sequence[str]) -> None:
    """Draw the items in most lists of the queries, and of candidates that ask themselves."""
    page, shown = c.page, c.shown
    st.markdown(f"**{page.t('hubs.title')}**")
    st.caption(page.t("hubs.lead"))
    parts.depth(page, shown)
    for column, variant in zip(st.columns(max(1, len(variants))), variants, strict=False):
        with column, st.container(border=True, gap="small"):
            st.markdown(figures.variant_name(page, variant))
            of_queries = services.query_hubs(page.ws, shown, variant, gt, c.people)
            _listed(c, gt, variant, of_queries, "hubs.queries")
            with st.spinner(page.t("comparison.computing"), show_time=False):
                of_corpus = services.corpus_hubs(page.ws, shown, variant, gt)
            _listed(c, gt, variant, of_corpus, "hubs.corpus")


def _listed(c: Comparison, gt: str, variant: str, found: Hubs, words: str) -> None:
    page = c.page
    skewness = "–" if found.skewness is None else f"{found.skewness:.1f}"
    summary = page.t("hubs.summary", expected=f"{found.expected:.1f}", skewness=skewness)
    st.markdown(f"{page.t(words, n=found.lists)} :small[:gray[{summary}]]")
    if not found.top:
        st.caption(page.t("hubs.none"))
        return
    first = found.top[:_SHOWN]
    items = page.ws.items.get_many([hub.item for hub in first])
    for hub, item in zip(first, items, strict=True):
        text = richtext.snippet(item.text, item.text_format, _SNIPPET_CHARS)
        with st.container(gap=None):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                link = BrowseLink(
                    query=hub.item,
                    variant=variant,
                    gt=gt,
                    pool=c.shown.pool,
                    where=c.shown.where,
                    truth=c.shown.view,
                    language=page.language,
                )
                st.page_link(
                    c.pages["browse"],
                    label=richtext.label(hub.item),
                    query_params=browse_link.format_link(link),
                )
                st.markdown(f":small[{counted(c, hub, found, words)}]", width="content")
            if text:
                st.markdown(f":small[:gray[{text}]]")


def counted(c: Comparison, hub: Hub, found: Hubs, words: str) -> str:
    """Return in how many lists an item is, and in how many of them it is known to belong."""
    page = c.page
    many = found.lists >= measured.FEW
    share = f" = {measured.percent(hub.count / found.lists)} %" if many else ""
    told = page.t("hubs.count", count=hub.count, lists=found.lists, share=share)
    if words == "hubs.queries":
        told += f" · {page.t('hubs.relevant', n=hub.relevant)}"
    return told
