"""Whether two variants differ: the four counts and what they allow to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import shares
from core.planning import power_to_tell_apart
from dashboard import comparison, richtext
from dashboard.components.comparing import figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.compare import Corrected, Paired
    from dashboard.comparison import Shown, Translate
    from dashboard.context import Page

_POINTS = (5, 10, 15)
"""Differences, in percentage points, that people ask about."""


def draw(page: Page, shown: Shown, compared: Iterable[Corrected], scope: str) -> None:
    """Draw the chosen pair of those compared, at the chosen measure."""
    measure, target = shown.measure, page.ws.target.measure
    share = comparison.is_share(measure)
    wanted = {shown.a, shown.b}
    found = next(c for c in compared if c.pair.gt == shown.gt and {c.pair.a, c.pair.b} == wanted)
    result = found.pair if found.pair.a == shown.a else found.pair.turned()
    lead = page.t("paired.lead", n=result.n, measure=comparison.measure_name(page.t, measure))
    st.caption(f"{scope}  \n{lead}")
    st.markdown(" ｜ ".join(_cells(page, result, share=share)))
    better = result.a if result.difference > 0 else result.b
    plain = share or found.outcome == "not_apart"
    words = f"paired.{found.outcome}" if plain else f"paired.values.{found.outcome}"
    verdict = page.t(words, variant=richtext.label(better))
    p = page.t(
        "paired.p",
        test=page.t("paired.test.mcnemar" if share else "paired.test.sign_flip"),
        p=comparison.p_words(result.p),
        corrected=comparison.p_words(found.holm_p),
        comparisons=found.comparisons,
    )
    st.markdown(f"**{verdict}**  \n:small[:gray[{p}]]")
    if share and found.outcome == "not_apart" and result.n >= comparison.FEW:
        st.caption(power_words(page.t, result))
    if result.has_holes:
        st.caption(page.t(f"paired.holes.{found.outcome}" if share else "paired.values.holes"))
    if measure != target:
        st.caption(page.t("paired.not_target", target=comparison.measure_name(page.t, target)))


def _cells(page: Page, result: Paired, *, share: bool) -> tuple[str, ...]:
    """Return in how many queries which variant is ahead."""
    one, other = len(result.only_a), len(result.only_b)
    both, neither = len(result.both), len(result.neither)
    if share:
        return (
            page.t("paired.both", n=both),
            _ahead(page, "paired.only", result.a, one),
            _ahead(page, "paired.only", result.b, other),
            page.t("paired.neither", n=neither),
        )
    return (
        _ahead(page, "paired.higher", result.a, one),
        _ahead(page, "paired.higher", result.b, other),
        page.t("paired.equal", n=both + neither),
        page.t("paired.difference", difference=f"{result.difference:+.3f}"),
    )


def power_words(t: Translate, result: Paired) -> str:
    """Say how likely this many queries were to find a difference that is really there.

    The share of flipped queries decides the power; what was seen is the best guess of it.
    """
    flips = (len(result.only_a) + len(result.only_b)) / result.n
    powers = [
        power_to_tell_apart(result.n, points / 100, max(flips, points / 100)) for points in _POINTS
    ]
    found = shares.percents(powers)
    values = {f"p{points}": power for points, power in zip(_POINTS, found, strict=True)}
    return t("paired.power", n=result.n, flips=shares.percent(flips), **values)


def _ahead(page: Page, words: str, variant: str, n: int) -> str:
    return page.t(words, variant=figures.variant_name(page, variant), n=n)
