"""What was imported: items, variants side by side, and the way from candidates to queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.health.report import REASONS
from dashboard import markdown, richtext
from dashboard.components import findings, id_list, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.health.report import GroundTruthHealth, HealthReport, Ids, VariantHealth
    from dashboard.context import Page

_MANIFEST_ROWS = ("model", "revision", "mode", "pooling")
_HASH_CHARS = 12
_NONE = "–"


def draw(page: Page, report: HealthReport, browse: StreamlitPage) -> None:
    """Draw everything that was imported."""
    st.markdown(f"##### {page.t('health.imported')}")
    _items(page, report, browse)
    if report.variants:
        with st.container(border=True, key="health-variants", gap="xsmall"):
            shared = page.t("health.variants.shared", n=report.in_every_variant)
            st.markdown(f"**{page.t('health.variants')}** :small[:gray[{shared}]]")
            st.markdown(_variants(page, report.variants))
    missing.figures(page)
    for gt in report.gts:
        _funnel(page, gt, browse)


def _items(page: Page, report: HealthReport, browse: StreamlitPage) -> None:
    items = report.items
    with st.container(border=True, key="health-items", gap="xsmall"):
        digest = page.t("health.hash", hash=items.hash[:_HASH_CHARS])
        st.markdown(f"**{page.t('health.items')}** :small[:gray[{digest}]]")
        pictured = items.count - items.without_picture.count
        broken = {name: count for name, count in items.pictures.items() if name != "ok"}
        parts = [
            page.t("health.items.count", n=items.count),
            page.t("health.items.pictured", n=pictured, of=items.count),
            page.t("health.items.pictures", n=sum(items.pictures.values())),
            *(page.t(f"health.items.{name}", n=count) for name, count in broken.items()),
            page.t("health.items.empty", n=items.empty.count + items.empty_texts.count),
            page.t("health.items.same", n=items.same_content.items),
        ]
        st.markdown(f":small[{' · '.join(parts)}]")
        without = items.without_picture
        if without.count:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                words = page.t("health.items.pictureless", n=without.count)
                st.markdown(f":small[{words}]", width="content")
                _ids(page, words, without, "pictureless", browse)


def _zero(page: Page, variant: str) -> str:
    return page.t("health.gt.zero", variant=findings.subject(page, variant))


def _ids(page: Page, title: str, listed: Ids, key: str, browse: StreamlitPage) -> None:
    """Draw the first ids, and the button that shows all of them."""
    findings.ids(page, listed.ids[: findings.NAMED], browse)
    rest = listed.count - findings.NAMED
    if rest > 0:
        each = [(item_id,) for item_id in listed.ids]
        id_list.button(page, page.t("health.more", n=rest), f"facts-{key}", title, each, browse)


def _variants(page: Page, variants: Sequence[VariantHealth]) -> str:
    rows: list[tuple[str, list[str]]] = [
        ("vectors", [f"{v.info.covered:,}" for v in variants]),
        ("lacking", [f"{v.without_vector.count:,}" for v in variants]),
        ("unknown", [f"{v.info.unknown_rows:,}" for v in variants]),
        ("dim", [f"{v.info.dim:,}" for v in variants]),
        *((name, [_said(page, v, name) for v in variants]) for name in _MANIFEST_ROWS),
        ("norms", [" / ".join(f"{norm:.4f}" for norm in v.norms) for v in variants]),
        ("scaled", [f"{v.info.normalised:,}" for v in variants]),
        ("identical", [_identical(page, v) for v in variants]),
        ("file", [richtext.label(v.info.source_file, 40) or _NONE for v in variants]),
        ("file_hash", [v.info.source_sha256[:_HASH_CHARS] or _NONE for v in variants]),
        ("hash", [v.info.hash[:_HASH_CHARS] for v in variants]),
    ]
    heads = ["", *(findings.subject(page, v.info.name) for v in variants)]
    table = [heads]
    table += [[page.t(f"health.row.{name}"), *cells] for name, cells in rows]
    return markdown.table([_small(row) for row in table], numbers=True)


def _small(cells: Iterable[str]) -> list[str]:
    return [f":small[{cell}]" if cell else cell for cell in cells]


def _said(page: Page, variant: VariantHealth, name: str) -> str:
    value = variant.info.manifest.get(name)
    if value in (None, ""):
        return f":orange[{page.t('health.unsaid')}]"
    return richtext.label(str(value), 40)


def _identical(page: Page, variant: VariantHealth) -> str:
    same = variant.identical
    return page.t("health.line.groups", count=same.groups, of=same.items) if same.groups else "0"


def _funnel(page: Page, gt: GroundTruthHealth, browse: StreamlitPage) -> None:
    with st.container(border=True, key=f"health-gt-{gt.name}", gap="xsmall"):
        facts = [
            page.t("health.gt.threshold", n=gt.threshold),
            page.t("health.hash", hash=gt.hash[:_HASH_CHARS]),
        ]
        if gt.source:
            facts.insert(0, richtext.label(gt.source, 120))
        st.markdown(
            f"**{page.t('health.gt', gt=richtext.label(gt.name))}** "
            f":small[:gray[{' · '.join(facts)}]]"
        )
        steps = [
            page.t(f"health.gt.{gt.pool}", n=gt.candidates),
            page.t("health.gt.asked", n=gt.asked),
            page.t("health.gt.relevant", n=gt.with_relevant),
            page.t("health.gt.counted", n=gt.counted),
        ]
        st.markdown(" :material/arrow_right_alt: ".join(steps))
        if gt.asked > gt.asked_inside:
            outside = page.t("health.gt.outside", n=gt.asked - gt.asked_inside)
            st.markdown(f":small[:gray[{outside}]]")
        named: list[tuple[str, str, Ids]] = [
            (reason, page.t(f"health.reason.{reason}"), gt.out[reason]) for reason in REASONS
        ]
        named += [
            (f"zero-{variant}", _zero(page, variant), lost)
            for variant, lost in gt.without_vector.items()
        ]
        for name, words, lost in named:
            if not lost.count:
                continue
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f":small[{words} · {lost.count:,}]", width="content")
                _ids(page, words, lost, f"{gt.name}-{name}", browse)
