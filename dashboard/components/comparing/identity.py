"""Whether two variants are what they claim, and whom the ground truth favours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import identity as facts
from core.health.manifests import MANIFEST_FIELDS, said
from core.identity import SAME_COSINE
from dashboard import markdown, measured, richtext, services
from dashboard.components.comparing import figures, parts
from dashboard.strings import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.evaluate import Evaluation
    from core.hubs import Reach
    from core.identity import Agreement, Overlap
    from core.vectors import VariantInfo
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page

_HASH_CHARS = 12
_VALUE_CHARS = 40
_WHOLE_CHARS = 1000


def draw(c: Comparison, evaluations: Sequence[Evaluation]) -> None:
    """Draw the part; the evaluations are of all variants on the chosen ground truth."""
    page, shown, gt = c.page, c.shown, evaluations[0].gt
    if shown.a is not None and shown.b is not None:
        a, b = page.ws.variant_info(shown.a), page.ws.variant_info(shown.b)
        st.markdown(f"**{page.t('identity.title')}**")
        with st.spinner(page.t("comparison.computing"), show_time=False):
            agreement = services.agreement(page.ws, a.name, b.name)
        lists = [c.rankings(v.name, gt) for v in (a, b)]
        overlap = facts.overlap(lists[0], lists[1], shown.k)
        level, words = verdict(page, a, b, agreement, overlap)
        (st.warning if level == "warning" else st.info)(words, icon=":material/fingerprint:")
        st.markdown(agreement_words(page, a, b, agreement, overlap))
        for info in (a, b):
            if all(said(info, f) in (None, "") for f in MANIFEST_FIELDS if f != "dim"):
                name = richtext.label(info.name)
                st.caption(page.t("identity.no_manifest", variant=name))
        st.markdown(table(page, a, b))
        cut = _long(page, a, b)
        if cut:
            st.caption("  \n".join(cut))
        st.divider()
    _reached(c, gt)


def verdict(
    page: Page, a: VariantInfo, b: VariantInfo, agreement: Agreement | None, overlap: Overlap
) -> tuple[str, str]:
    """Return how serious it is, and whether the two are what they claim to each other."""
    if a.hash == b.hash:
        return "warning", page.t("identity.same_vectors")
    if not facts.claims_same(a, b):
        unsaid = any(i.manifest.get(f) in (None, "") for i in (a, b) for f in facts.CLAIMED_FIELDS)
        return "info", page.t("identity.unsaid" if unsaid else "identity.other")
    same = facts.agree(agreement, overlap)
    if same is None:
        return "info", page.t("identity.untold")
    if same:
        by = "identity.agrees" if agreement is not None else "identity.agrees.lists"
        return "info", page.t(by)
    return "warning", page.t("identity.suspect")


def agreement_words(
    page: Page, a: VariantInfo, b: VariantInfo, agreement: Agreement | None, overlap: Overlap
) -> str:
    """Return row-wise cosines and shared lists in words, as Markdown."""
    if a.dim != b.dim:
        lines = [page.t("identity.cosine.dim", a=a.dim, b=b.dim)]
    elif agreement is None:
        lines = [page.t("identity.cosine.none")]
    else:
        lines = [
            page.t(
                "identity.cosine",
                n=agreement.rows,
                median=f"{agreement.median:.4f}",
                least=f"{agreement.least:.4f}",
                item=richtext.label(agreement.lowest),
                limit=f"{SAME_COSINE:g}",
                below=agreement.below,
            )
        ]
    if overlap.mean is None or overlap.queries < measured.FEW:
        lines.append(page.t("identity.overlap.few", n=overlap.queries, same=overlap.same))
    else:
        share = measured.percent(overlap.mean, decimals=1)
        words = {"k": overlap.k, "share": share, "n": overlap.queries, "same": overlap.same}
        lines.append(page.t("identity.overlap", **words))
        if agreement is not None and not agreement.agrees and overlap.mean > SAME_COSINE:
            lines.append(page.t("identity.turned"))
    return "  \n".join(lines)


def table(page: Page, a: VariantInfo, b: VariantInfo) -> str:
    """Return all facts of two variants side by side, as a Markdown table."""
    heads = [page.t("identity.fact"), *(figures.variant_name(page, v.name) for v in (a, b))]
    lines = [heads]
    for line in facts.side_by_side(a, b):
        if line.a is None and line.b is None:
            continue
        short = line.field.endswith("_hash")
        left, right = (_value(page, value, short=short) for value in (line.a, line.b))
        if line.differs:
            right = f"**{page.t('identity.differs', value=right)}**"
        lines.append([_fact(page, line.field), left, right])
    return markdown.table(lines)


def reach_words(found: Reach) -> tuple[str, str]:
    """Return the share of the pairs that are reached, and its interval; counts where few."""
    if not found.pairs:
        return "–", "–"
    if found.queries < measured.FEW or found.interval is None:
        return f"{found.reached:,}/{found.pairs:,}", "–"
    share = measured.percent(found.reached / found.pairs, decimals=1)
    low, high = (measured.percent(end) for end in found.interval)
    return f"{found.reached:,}/{found.pairs:,} = {share} %", f"{low}\\~{high} %"


def _long(page: Page, a: VariantInfo, b: VariantInfo) -> list[str]:
    """Return the values that are too long for the table, whole."""
    return [
        page.t(
            "identity.whole",
            fact=_fact(page, line.field),
            variant=richtext.label(info.name),
            value=richtext.label(value, _WHOLE_CHARS),
        )
        for line in facts.side_by_side(a, b)
        if not line.field.endswith("_hash")
        for info, value in ((a, line.a), (b, line.b))
        if value is not None and len(value) > _VALUE_CHARS
    ]


def _fact(page: Page, field: str) -> str:
    name = f"identity.field.{field}"
    return page.t(name) if name in WORDS else richtext.label(field)


def _reached(c: Comparison, gt: str) -> None:
    page, shown = c.page, c.shown
    st.markdown(f"**{page.t('reach.title')}**")
    parts.depth(page, shown)
    source = page.ws.gt(gt).source
    st.markdown(
        page.t("reach.source", source=richtext.label(source, 300))
        if source
        else page.t("reach.no_source")
    )
    st.caption(page.t("reach.lead", k=shown.k))
    heads = [
        page.t("reach.variant"),
        page.t("reach.reached", k=shown.k),
        page.t("reach.interval"),
        page.t("reach.queries"),
    ]
    lines = [heads]
    for name in page.ws.variant_names:
        found = services.reach(page.ws, shown, name, gt, c.people)
        share, interval = reach_words(found)
        lines.append([figures.variant_name(page, name), share, interval, f"{found.queries:,}"])
    st.markdown(markdown.table(lines))


def _value(page: Page, value: str | None, *, short: bool) -> str:
    if value is None:
        return f":gray[{page.t('identity.absent')}]"
    if short:
        return richtext.label(value[:_HASH_CHARS])
    return richtext.label(value, _VALUE_CHARS)
