"""What is missing or odd: a sentence per kind, what to do, and the items to look at."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import palette, richtext
from dashboard.components import id_list, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamlit.navigation.page import StreamlitPage

    from core.health.report import Finding, HealthReport, Severity
    from dashboard.context import Page

NAMED = 8
"""So many ids of a finding are links."""
_SEVERITIES: tuple[Severity, ...] = ("mend", "know")
_COLOURS = {"mend": "orange", "know": "gray"}
_ICONS = {"mend": "build", "know": "info"}
_ROWS = frozenset(("unknown_rows", "norms_mixed", "norms_off"))
_NAMES = frozenset(("manifest_absent", "same_variant"))
_FIELDS = frozenset(("manifest_incomplete", "manifests_differ"))


def counts(page: Page, report: HealthReport) -> None:
    """Draw the counts of what is there and of what is odd, in one line."""
    items = report.items
    line = page.t(
        "health.counts",
        items=items.count,
        pictures=sum(items.pictures.values()),
        variants=len(report.variants),
        gts=len(report.gts),
    )
    found = " ".join(
        f":{_COLOURS[severity]}-badge[:material/{_ICONS[severity]}: "
        f"{page.t(f'health.{severity}.count', n=len(_kinds(report, severity)))}]"
        for severity in _SEVERITIES
    )
    st.markdown(f"{line} {found}")


def draw(page: Page, report: HealthReport, browse: StreamlitPage) -> None:
    """Draw all findings, those to mend first; praise only what can be measured already."""
    whole = bool(report.variants and report.gts)
    if not report.findings:
        if whole:
            st.success(page.t("health.nothing"), icon=":material/task_alt:")
        return
    for severity in _SEVERITIES:
        kinds = _kinds(report, severity)
        if severity == "mend" and not kinds and whole:
            st.success(page.t("health.nothing_to_mend"), icon=":material/task_alt:")
        if not kinds:
            continue
        st.markdown(f"##### {page.t(f'health.{severity}')}")
        with st.container(border=True, key=f"health-{severity}", gap="small"):
            for kind, found in kinds:
                with st.container(gap="xsmall", key=f"health-kind-{kind}"):
                    st.markdown(_heading(page, kind, severity))
                    for finding in found:
                        _line(page, finding, browse)


def _heading(page: Page, kind: str, severity: Severity) -> str:
    icon = f":{_COLOURS[severity]}[:material/{_ICONS[severity]}:]"
    todo = page.t(f"health.todo.{kind}")
    return f"{icon} **{page.t(f'health.kind.{kind}')}** :small[:gray[{todo}]]"


def _kinds(report: HealthReport, severity: Severity) -> list[tuple[str, list[Finding]]]:
    chosen = [finding for finding in report.findings if finding.severity == severity]
    order = list(dict.fromkeys(finding.kind for finding in chosen))
    chosen.sort(key=lambda finding: order.index(finding.kind))
    return [(kind, list(found)) for kind, found in groupby(chosen, key=lambda each: each.kind)]


def _line(page: Page, finding: Finding, browse: StreamlitPage) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":small[{sentence(page, finding)}]", width="content")
        if finding.groups:
            drawn, whole = groups(page, finding.groups, browse)
            rest, words, listed = finding.count - drawn, "health.more.groups", finding.groups
        else:
            ids(page, finding.ids[:NAMED], browse)
            rest, words, whole = len(finding.ids) - NAMED, "health.more", True
            listed = tuple((item_id,) for item_id in finding.ids)
        if rest > 0 or not whole:
            more = page.t(words, n=rest) if rest > 0 else page.t("health.all")
            key = "-".join((finding.kind, finding.subject, *finding.detail))
            title = f"**{page.t(f'health.kind.{finding.kind}')}** {sentence(page, finding)}"
            id_list.button(page, more, key, title, listed, browse)


def sentence(page: Page, finding: Finding) -> str:
    """Return whom a finding concerns and how many, as Markdown."""
    who = subject(page, finding.subject)
    detail = [names.breakable(richtext.label(each, 60)) for each in finding.detail]
    if finding.kind in _FIELDS:
        detail = [_field(page, each) for each in finding.detail]
    if finding.kind in _NAMES | _FIELDS:
        return " · ".join(part for part in (who, ", ".join(detail)) if part)
    if finding.kind == "manifest_contradiction":
        claimed, stored = (_value(page, each) for each in finding.detail[1:])
        told = page.t(
            "health.line.contradiction",
            field=_field(page, finding.detail[0]),
            claimed=claimed,
            found=stored,
        )
        return f"{who} · {told}"
    unit = "groups" if finding.groups else "rows" if finding.kind in _ROWS else "items"
    words = page.t(f"health.line.{unit}", count=finding.count, of=finding.of)
    if finding.kind == "gt_left_out":
        detail = [page.t(f"health.reason.{finding.detail[0]}")]
    if finding.kind == "gt_no_vector":
        detail = [subject(page, finding.detail[0])]
    return " · ".join(part for part in (who, *detail, words) if part)


def _field(page: Page, name: str) -> str:
    """Return what a manifest's field is called, and how it is written in the file."""
    return page.t("health.field", words=page.t(f"health.row.{name}"), field=richtext.code(name))


def _value(page: Page, value: str) -> str:
    if value in ("true", "false"):
        return page.t(f"health.value.{value}")
    return richtext.label(value, 60)


def subject(page: Page, name: str) -> str:
    """Return the name of a variant, with its mark, or of a ground truth, as Markdown."""
    if name not in page.ws.variant_names:
        return f"**{names.breakable(richtext.label(name))}**" if name else ""
    mark = palette.mark(name, page.ws.variant_slots)
    return f":{mark.markdown}[{mark.shape}] **{names.breakable(richtext.label(name))}**"


def ids(page: Page, shown: Sequence[str], browse: StreamlitPage) -> None:
    """Draw ids that open in Browse."""
    for item_id in shown:
        id_list.link(page, item_id, browse)


def groups(page: Page, shown: Iterable[Sequence[str]], browse: StreamlitPage) -> tuple[int, bool]:
    """Draw groups of equal items as far as there is room.

    Returns how many were drawn, and whether all of these were drawn whole.
    """
    room, drawn, whole = NAMED, 0, True
    for group in shown:
        if room < 2:
            break
        named = group[:room]
        with st.container(
            horizontal=True, vertical_alignment="center", gap="xxsmall", width="content"
        ):
            for place, item_id in enumerate(named):
                if place:
                    st.markdown(":small[:gray[=]]", width="content")
                id_list.link(page, item_id, browse)
            if len(group) > len(named):
                whole = False
                st.markdown(":small[:gray[= …]]", width="content")
        room -= len(named)
        drawn += 1
    return drawn, whole
