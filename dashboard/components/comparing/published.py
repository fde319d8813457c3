"""Published results, apart from measured ones: what they can have been, and what they show."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import streamlit as st

from core.published import first_hit_ranks, pairings, possible_hits, publication
from core.shares import percents
from core.statistics import ALPHA, evidence, point_verdict, wilson
from dashboard import markdown, measured, richtext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.evaluate import Evaluation
    from core.published import Published, RankCount
    from core.types import Target
    from dashboard.context import Page
    from dashboard.strings import Translate

FOLD = "comparing.published"
_K = 5
_TO = "\\~"  # two bare tildes in a line would strike out what stands between them


def draw(page: Page, evaluations: Sequence[Evaluation]) -> None:
    """Draw, folded, the report that the project started from.

    Below its table stand the figures measured here of the same variants on the same queries, as
    far as names and numbers of queries tell.
    """
    report = publication()
    fold = st.expander(
        page.t("published.title", title=page.t("published.report"), date=report.date),
        type="compact",
        icon=":material/newspaper:",
        key=FOLD,
        on_change="rerun",
    )
    if not fold.open:
        return
    target = page.ws.target
    with fold, st.container(key="compare-published", gap="xsmall"):
        st.caption(page.t("published.note", pool=report.pool))
        st.markdown(markdown.table(table(page.t, report.results, target)))
        beside = same_here(report.results, evaluations)
        if beside:
            with st.container(border=True, key="compare-published-measured", gap="xsmall"):
                st.markdown(f"**{page.t('published.measured')}**")
                st.markdown(markdown.table(measured_table(page, beside)))
                st.caption(page.t("published.measured.note"))
        else:
            st.caption(page.t("published.measured.none"))
        lines = [*pair_words(page.t, report.results), *rank_words(page.t, report.results)]
        st.markdown("\n".join(f"- {line}" for line in lines))


def same_here(
    results: Sequence[Published], evaluations: Sequence[Evaluation]
) -> list[tuple[Published, Evaluation]]:
    """Return the results that were measured here, too: same names, same number of queries.

    Names are the same where their letters and digits are: a workspace's names have no commas.
    """
    return [
        (result, each)
        for result in results
        for each in evaluations
        if (_plain(result.gt), _plain(result.variant), result.n)
        == (_plain(each.gt), _plain(each.variant), each.n)
    ]


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def measured_table(page: Page, beside: Sequence[tuple[Published, Evaluation]]) -> list[list[str]]:
    """Return the head and one row per result that was measured here, too."""
    t = page.t
    head = ("gt", "variant", "here", "interval", "pool")
    rows = [[t(f"published.{name}", k=_K) for name in head]]
    for _result, each in beside:
        figure = measured.figure(each, f"success@{_K}")
        interval = measured.interval_words(figure) or "–"
        rows.append(
            [
                richtext.label(each.gt),
                richtext.label(each.variant),
                measured.value_words(t, figure),
                interval.replace("~", _TO),
                f"{each.pool.size:,}",
            ]
        )
    return rows


def table(t: Translate, results: Sequence[Published], target: Target) -> list[list[str]]:
    """Return the head and one row per result: as printed, hits, interval, point rule, evidence."""
    names = ("gt", "variant", "printed", "hits", "interval", "point", "evidence")
    rows = [[t(f"published.{name}", k=_K) for name in names]]
    for result in results:
        printed = result.success[_K]
        found = possible_hits(printed, result.n)
        row = [richtext.label(result.gt), richtext.label(result.variant), f"{printed} %"]
        if not found:
            row += [t("published.impossible", n=result.n, printed=printed), "–", "–", "–"]
        else:
            hits = found[0]
            low, high = percents(wilson(hits, result.n))
            point = point_verdict(hits, result.n, target.value)
            shown = evidence(hits, hits, result.n, target.value)
            row += [
                f"{hits}/{result.n}",
                f"{low}{_TO}{high}\N{NO-BREAK SPACE}%",
                t(f"figure.point.{point}"),
                t(f"figure.evidence.{shown}"),
            ]
        rows.append(row)
    return rows


def pair_words(t: Translate, results: Sequence[Published]) -> Iterator[str]:
    """Say of each two results on one ground truth what every way of pairing them allows."""
    hits = {id(each): possible_hits(each.success[_K], each.n) for each in results}
    for a, b in combinations(results, 2):
        if a.gt != b.gt or not hits[id(a)] or not hits[id(b)]:
            continue
        mine, theirs = hits[id(a)][0], hits[id(b)][0]
        found = pairings(mine, theirs, a.n)
        kind = (
            "never"
            if found.least_p >= ALPHA
            else "always" if found.most_p < ALPHA else "maybe"
        )  # fmt: skip
        yield t(
            f"published.pair.{kind}",
            gt=richtext.label(a.gt),
            a=richtext.label(a.variant),
            b=richtext.label(b.variant),
            mine=mine,
            theirs=theirs,
            n=a.n,
            least=f"{found.least_p:.3f}",
            most=f"{found.most_p:.3f}",
        )


def rank_words(t: Translate, results: Sequence[Published]) -> Iterator[str]:
    """Say what Top-k and MRR together tell of the first hits' ranks."""
    for result in results:
        if result.mrr is None:
            continue
        found = first_hit_ranks(result)
        values = {"gt": richtext.label(result.gt), "variant": richtext.label(result.variant)}
        if found is None:
            yield t("published.ranks.impossible", **values)
            continue
        sole = all(count.least == count.most for count in found)
        ranks = ", ".join(_rank(t, count) for count in found if count.most)
        yield t("published.ranks.sole" if sole else "published.ranks.range", ranks=ranks, **values)


def _rank(t: Translate, count: RankCount) -> str:
    number = str(count.least) if count.least == count.most else f"{count.least}{_TO}{count.most}"
    return t("published.rank", rank=count.rank, number=number)
