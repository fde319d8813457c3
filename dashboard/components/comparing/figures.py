"""The figures of one ground truth: chart, verdicts in words, and the table of all measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.measures import DEPTH, JUDGED_CUTOFF, MEASURES
from dashboard import markdown, measured, palette, richtext, services
from dashboard.components import filters
from dashboard.components.comparing import share_chart
from dashboard.components.names import breakable
from dashboard.markdown import unbroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.evaluate import Evaluation
    from core.types import PoolKind, Target
    from core.views import ViewName
    from dashboard.comparison import Shown
    from dashboard.context import Page
    from dashboard.measured import Figure
    from dashboard.strings import Translate

_NAMED = 100
_JUDGED = f"judged@{JUDGED_CUTOFF}"
_POINTS = {"pass": ("green", "check_circle"), "fail": ("red", "cancel"), None: ("gray", "remove")}
_EVIDENCE = {"shown": "green", "refuted": "red", "undecided": "gray", "interim": "gray"}


def scope(page: Page, shown: Shown, evaluation: Evaluation, revision: int | None) -> str:
    """Return what a table is about: pool with its filters, view, judgment revision and n."""
    pool = evaluation.pool
    words = page.t(f"comparison.scope.{pool.kind}", size=pool.size)
    if pool.where:
        everything, judged = services.pool_sizes(page.ws, evaluation.gt)
        words = page.t(
            f"comparison.scope.{pool.kind}.filtered",
            size=pool.size,
            all=judged if pool.kind == "judged" else everything,
            where=filters.described(page, pool.where),
        )
    return page.t(
        "comparison.scope",
        pool=words,
        view=page.view_words(shown.view),
        revision="–" if revision is None else f"{revision:,}",
        n=evaluation.n,
    )


def variant_name(page: Page, variant: str) -> str:
    """Return a variant's mark and name as Markdown."""
    mark = palette.mark(variant, page.ws.variant_slots)
    return f":{mark.markdown}[{mark.shape}] **{breakable(richtext.label(variant))}**"


def assumes(page: Page, view: ViewName, gt: str, pool: PoolKind) -> bool:
    """Whether candidates count as not relevant because a ground truth doesn't list them."""
    truth = page.ws.gt(gt)
    declared = truth.pool is not None and truth.unlisted == "not_relevant"
    return declared and view != "human" and pool == "judged"


def draw(page: Page, shown: Shown, evaluations: Sequence[Evaluation], revision: int | None) -> None:
    """Draw one ground truth's figures; the evaluations are of all variants, in their order."""
    first, target = evaluations[0], page.ws.target
    st.markdown(
        f"**{richtext.label(first.gt)}** :small[:gray[{scope(page, shown, first, revision)}]]"
    )
    if first.n == 0:
        st.info(page.t("figure.no_queries"), icon=":material/rule:")
        _lost(page, evaluations)
        return
    with st.container(key=f"compare-verdicts-{first.gt}"):
        left, right = st.columns([1, 1], gap="medium")
    with left:
        if first.n < measured.FEW:
            st.info(page.t("chart.few", n=first.n), icon=":material/tag:")
        else:
            figures = [measured.figure(each, shown.measure) for each in evaluations]
            share_chart.draw(page, figures, page.ws.variant_slots, target)
    with right:
        _verdicts(page, evaluations, target)
    st.markdown(_table(page, evaluations))
    notes = [page.t("figure.table.note")]
    if any(_figures_with_holes(evaluations)):
        notes.append(page.t("figure.table.note.holes"))
    if any(map(_has_open_values, evaluations)):
        notes.append(page.t("figure.table.note.values"))
        if first.n >= measured.FEW:
            notes.append(page.t("figure.table.note.judged", k=JUDGED_CUTOFF))
    st.caption(" · ".join(notes))
    _lost(page, evaluations)


def _badges(page: Page, evaluation: Evaluation) -> str:
    """Return point verdict and evidence; the contract says nothing of filtered candidates."""
    if evaluation.pool.where:
        return f":gray-badge[{page.t('figure.point.filtered')}]"
    verdict = evaluation.verdict
    colour, symbol = _POINTS[verdict.point]
    point = page.t(f"figure.point.{verdict.point or 'none'}")
    evidence = page.t(f"figure.evidence.{verdict.evidence}")
    if verdict.evidence == "interim":
        evidence = f":material/hourglass_top: {evidence}"
    return (
        f":{colour}-badge[:material/{symbol}: {point}] "
        f":{_EVIDENCE[verdict.evidence]}-badge[{evidence}]"
    )


def _verdicts(page: Page, evaluations: Sequence[Evaluation], target: Target) -> None:
    """Say for each variant whether it reaches the target, and what the evidence allows to say."""
    lead = page.t(
        "figure.verdict",
        measure=measured.measure_name(page.t, target.measure),
        target=f"{target.value * 100:g}",
    )
    st.markdown(f":small[{lead}]", help=page.t("figure.evidence.help"))
    blocks = []
    for each in evaluations:
        figure = measured.figure(each, target.measure)
        lines = [
            f"{variant_name(page, each.variant)} "
            f"{measured.value_words(page.t, figure, target.value)} {_badges(page, each)}"
        ]
        interval = measured.interval_words(figure, target.value)
        if interval is not None:
            words = page.t("figure.interval", interval=interval, size=each.pool.size)
            lines.append(f":small[:gray[{words}]]")
        if figure.has_holes:
            holes = measured.holes_words(page.t, figure, target.value)
            parts = [holes, judged_words(page.t, each, target)]
            lines.append(f":small[:orange[{' · '.join(part for part in parts if part)}]]")
        progress = study_words(page.t, each)
        if progress is not None:
            lines.append(f":small[{progress}]")
        blocks.append("  \n".join(lines))
    st.markdown("\n\n".join(blocks))
    study = evaluations[0].verdict.study
    if study is not None and not evaluations[0].pool.where:
        plan = page.t(
            "study.plan",
            queries=study.queries,
            sampling=richtext.label(study.sampling, 200),
            planned=study.planned.isoformat(),
        )
        st.caption(plan)


def study_words(t: Translate, evaluation: Evaluation) -> str | None:
    """Say how far a planned study is; None without a plan, and for filtered candidates."""
    verdict = evaluation.verdict
    if verdict.study is None or evaluation.pool.where:
        return None
    words = "study.progress" if verdict.evidence == "interim" else "study.complete"
    return t(words, queries=verdict.study.queries, decided=verdict.decided)


def judged_words(t: Translate, evaluation: Evaluation, target: Target) -> str:
    """Say how much of the first places is judged; of few queries, in how many some are not."""
    if evaluation.n < measured.FEW:
        open_ones = sum(query.holes.get(target.measure, False) for query in evaluation.queries)
        return t("figure.judged.few", k=MEASURES[target.measure].cutoff, n=open_ones)
    share = measured.percent(evaluation.measures[_JUDGED].mean or 0.0)
    return t("figure.judged", k=JUDGED_CUTOFF, share=share)


def _table(page: Page, evaluations: Sequence[Evaluation]) -> str:
    names = [measured.short_name(page.t, measure) for measure in measured.SHOWN_MEASURES]
    head = [page.t("figure.table.variant"), *names]
    with_judged = evaluations[0].n >= measured.FEW and any(map(_has_open_values, evaluations))
    if with_judged:
        head.append(measured.short_name(page.t, _JUDGED))
    lines = [head]
    for each in evaluations:
        cells = [_cell(page, measured.figure(each, m)) for m in measured.SHOWN_MEASURES]
        if with_judged:
            judged = measured.percent(each.measures[_JUDGED].mean or 0.0, decimals=1)
            cells.append(unbroken(f"{judged} %"))
        lines.append([variant_name(page, each.variant), *cells])
    return markdown.table(lines)


def _cell(page: Page, figure: Figure) -> str:
    """Return figure, interval and what holes leave open.

    Lines only break between them and, in a narrow window, between the count and its share.
    """
    target = measured.deciding(figure.measure, page.ws.target)
    counted, equals, share = measured.value_words(page.t, figure, target).partition(" = ")
    parts = [unbroken(counted + (" =" if equals else ""))]
    if share:
        parts.append(unbroken(share))
    interval = measured.interval_words(figure, target, decimals=1)
    if interval is not None:
        parts.append(f":small[:gray[{unbroken(interval)}]]")
    if figure.upper is not None and figure.n >= measured.FEW:
        most = measured.percent(figure.upper, target, decimals=1)
        parts.append(f":small[:orange[{unbroken(f'→ {most} %')}]]")
    return " ".join(parts)


def _figures_with_holes(evaluations: Sequence[Evaluation]) -> list[bool]:
    return [
        measured.figure(each, measure).has_holes
        for each in evaluations
        for measure in measured.SHOWN_MEASURES
    ]


def _has_open_values(evaluation: Evaluation) -> bool:
    """Whether MRR and nDCG may depend on pairs near the top that nobody has judged."""
    return any(query.holes.get(f"success@{DEPTH}", False) for query in evaluation.queries)


def _lost(page: Page, evaluations: Sequence[Evaluation]) -> None:
    """Name the queries that count as zero and those left out, folded."""
    out = evaluations[0].left_out
    zero = {each.variant: each.counted_as_zero for each in evaluations if each.counted_as_zero}
    if not out and not zero:
        return
    lost = {query for ids in zero.values() for query in ids}
    label = page.t("figure.lost", zero=len(lost), out=len(out))
    with st.expander(label, type="compact", icon=":material/playlist_remove:"):
        for variant, ids in zero.items():
            words = _ids(page, ids)
            named = richtext.label(variant)
            st.caption(page.t("figure.lost.zero", variant=named, n=len(ids), ids=words))
        if out:
            st.caption(page.t("figure.lost.out", n=len(out), ids=_ids(page, out)))


def _ids(page: Page, ids: Sequence[str]) -> str:
    words = ", ".join(richtext.label(query, 40) for query in ids[:_NAMED])
    if len(ids) > _NAMED:
        words = page.t("figure.lost.more", ids=words, n=len(ids) - _NAMED)
    return words
