"""Who passes, for whom the evidence is enough and for whom it can't be said yet, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.shares import FEW
from core.statistics import point_verdict
from dashboard import measured, richtext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.evaluate import Evaluation
    from core.types import Target
    from dashboard.strings import Translate

_EVIDENCE = ("shown", "refuted", "undecided", "interim")
_NAMED = 6


def lines(
    t: Translate,
    found: Mapping[str, Sequence[Evaluation] | None],
    target: Target,
    name: Callable[[str], str],
) -> list[str]:
    """Return a line of Markdown per ground truth, after one that says what they are about.

    Args:
        t: words.
        found: ground truth -> evaluations of all variants; None where it doesn't have the pool.
        target: the contract.
        name: a variant's name as Markdown.
    """
    evaluated = [each for evaluations in found.values() for each in evaluations or ()]
    if any(each.pool.where for each in evaluated):
        return [t("summary.filtered")]
    lead = t(
        "summary.lead",
        measure=measured.measure_name(t, target.measure),
        target=f"{target.value * 100:g}",
    )
    return [lead, *(_line(t, gt, each, target, name) for gt, each in found.items())]


def _line(
    t: Translate,
    gt: str,
    evaluations: Sequence[Evaluation] | None,
    target: Target,
    name: Callable[[str], str],
) -> str:
    named = richtext.label(gt)
    if not evaluations:
        return t("summary.no_pool", gt=named)
    n = evaluations[0].n
    if not n:
        return t("summary.no_queries", gt=named)
    said = [_point(t, evaluations, name)]
    those = {
        kind: [each for each in evaluations if each.verdict.evidence == kind] for kind in _EVIDENCE
    }
    those["holes"] = [each for each in evaluations if _could_pass(each, target)]
    for kind, some in those.items():
        if len(some) == len(evaluations) > 1:
            said.append(t(f"summary.{kind}.all"))
        elif some:
            said.append(t(f"summary.{kind}", names=_names(t, some, name)))
    if n < FEW:
        said.append(t("summary.few", n=n))
    return t("summary.gt", gt=named, n=n, said=" ".join(said))


def _point(t: Translate, evaluations: Sequence[Evaluation], name: Callable[[str], str]) -> str:
    passed = [each for each in evaluations if each.verdict.point == "pass"]
    if len(evaluations) == 1:
        words = "summary.one.pass" if passed else "summary.one.fail"
        return t(words, names=_names(t, evaluations, name))
    kind = "none" if not passed else "all" if len(passed) == len(evaluations) else "some"
    return t(
        f"summary.{kind}",
        variants=len(evaluations),
        passed=len(passed),
        names=_names(t, passed, name),
    )


def _could_pass(evaluation: Evaluation, target: Target) -> bool:
    """Whether a miss of the target could become a pass by judging pairs of today's queries."""
    shown = measured.figure(evaluation, target.measure)
    return (
        evaluation.verdict.point == "fail"
        and shown.possible is not None
        and point_verdict(shown.possible, shown.n, target.value) == "pass"
    )


def _names(t: Translate, evaluations: Sequence[Evaluation], name: Callable[[str], str]) -> str:
    names = ", ".join(name(each.variant) for each in evaluations[:_NAMED])
    more = len(evaluations) - _NAMED
    return t("summary.more", names=names, n=more) if more > 0 else names
