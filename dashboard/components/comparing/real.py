"""② Is the difference real: the variants compared on the same queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.compare import compare_all
from dashboard import measured, richtext
from dashboard.components.comparing import controls, costs, gt_change, matrix, paired, published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.compare import Corrected
    from core.evaluate import Evaluation
    from dashboard.components.comparing.context import Comparison
    from dashboard.strings import Translate


def draw(c: Comparison) -> None:
    """Draw the tab."""
    page, shown = c.page, c.shown
    by_gt = c.by_gt()
    found = compared(c, by_gt)
    if shown.b is not None:
        st.markdown(f"**{summary(page.t, found)}**")
    controls.pair(page, shown)
    chosen = by_gt.get(shown.gt or "")
    if chosen is None:
        gt = richtext.label(shown.gt or "")
        st.info(page.t("figure.no_pool", gt=gt), icon=":material/block:")
    elif shown.a is None or shown.b is None:
        st.info(page.t("paired.one"), icon=":material/compare:")
    elif chosen[0].n == 0:
        st.info(page.t("figure.no_queries"), icon=":material/rule:")
    else:
        on_gt = [each for each in found if each.pair.gt == shown.gt]
        matrix.draw(page, shown, on_gt, found)
        paired.draw(c, paired.chosen(on_gt, shown), chosen)
        gt_change.draw(page, shown, by_gt)
    costs.draw(page)
    published.draw(page, [each for evaluations in by_gt.values() for each in evaluations])


def compared(c: Comparison, by_gt: Mapping[str, Sequence[Evaluation]]) -> list[Corrected]:
    """Compare all pairs on all ground truths, at the chosen measure.

    At the target's measure these are the pairs that the report compares, so that both pages find
    the same differences. The report takes all questions where a ground truth doesn't have the pool.
    """
    return compare_all(
        [by_gt[gt] if gt in by_gt else c.evaluations(gt, "corpus") for gt in c.gts],
        c.shown.measure,
    )


def summary(t: Translate, found: Sequence[Corrected]) -> str:
    """Say in how many of all comparisons a difference was found, and what that leaves open."""
    if not found:
        return t("real.sum.nothing")
    apart = [each for each in found if each.outcome != "not_apart"]
    undone = sum(each.outcome == "apart_but_for_holes" for each in apart)
    few = sum(each.pair.n < measured.FEW for each in found)
    counts = {"n": len(found), "found": len(apart), "rest": len(found) - len(apart)}
    kind = "none" if not apart else "all" if len(apart) == len(found) else "some"
    if len(found) == 1:
        kind = f"one.{kind}"
    sentences = [t(f"real.sum.{kind}", gts=len({each.pair.gt for each in found}), **counts)]
    if undone:
        sentences.append(t("real.sum.undone", undone=undone, found=len(apart)))
    if few:
        sentences.append(t("real.sum.few", few=few, least=measured.FEW))
    return " ".join(sentences)
