"""Whether two variants differ: the four counts, the effect, and what they allow to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import shares
from core.planning import power_to_tell_apart
from dashboard import measured, richtext
from dashboard.components.comparing import effect, flips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.compare import Corrected, Paired
    from core.evaluate import Evaluation
    from dashboard.comparison import Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page
    from dashboard.strings import Translate

_POINTS = (5, 10, 15)
"""Differences, in percentage points, that people ask about."""
_SURE = 0.99


def chosen(on_gt: Iterable[Corrected], shown: Shown) -> tuple[Corrected, Paired]:
    """Return the comparison of the chosen pair, and its figures as A less B."""
    wanted = {shown.a, shown.b}
    found = next(each for each in on_gt if {each.pair.a, each.pair.b} == wanted)
    return found, found.pair if found.pair.a == shown.a else found.pair.turned()


def draw(c: Comparison, pair: tuple[Corrected, Paired], evaluations: Sequence[Evaluation]) -> None:
    """Draw the chosen pair, at the chosen measure.

    ``evaluations`` are those of all variants on the chosen ground truth.
    """
    page, shown = c.page, c.shown
    found, result = pair
    measure, target = shown.measure, page.ws.target.measure
    share = measured.is_share(measure)
    by_name = {each.variant: each for each in evaluations}
    one, other = by_name[result.a], by_name[result.b]
    with st.container(border=True, key="compare-pair", gap="small"):
        lead = page.t("paired.lead", measure=measured.measure_name(page.t, measure))
        st.caption(f"{c.scope(one)} · {lead}")
        _verdict(page, found)
        left, right = st.columns([1, 1.1], gap="medium")
        with left:
            flips.draw(page, shown, result)
            effect.draw_margin(page, result)
        with right:
            effect.draw(page, result, one, other, found)
            if share and result.n >= measured.FEW:
                st.caption(power_words(page.t, result))
        flips.listed(page, shown, result, c.pages["browse"])
        if result.has_holes:
            words = f"paired.holes.{found.outcome}" if share else "paired.values.holes"
            st.caption(page.t(words))
        if measure != target:
            named = measured.measure_name(page.t, target)
            st.caption(page.t("paired.not_target", target=named))


def _verdict(page: Page, found: Corrected) -> None:
    p = tested("paired.p", page.t, found, comparisons=found.comparisons)
    st.markdown(f"**{verdict(page.t, found)}**  \n:small[:gray[{p}]]")


def verdict(t: Translate, found: Corrected) -> str:
    """Say who is ahead, and whether that can be luck."""
    pair = found.pair
    better = pair.a if pair.difference > 0 else pair.b
    plain = measured.is_share(pair.measure) or found.outcome == "not_apart"
    words = f"paired.{found.outcome}" if plain else f"paired.values.{found.outcome}"
    return t(words, variant=richtext.label(better))


def tested(words: str, t: Translate, found: Corrected, **values: object) -> str:
    """Say in ``words`` by which test, and both p-values."""
    share = measured.is_share(found.pair.measure)
    return t(
        words,
        test=t("paired.test.mcnemar" if share else "paired.test.sign_flip"),
        p=measured.p_words(found.pair.p),
        corrected=measured.p_words(found.holm_p),
        **values,
    )


def power_words(t: Translate, result: Paired) -> str:
    """Say how likely this many queries were to find a difference that is really there.

    The share of flipped queries decides the power; what was seen is the best guess of it.
    """
    flipped = (len(result.only_a) + len(result.only_b)) / result.n
    powers = [power_to_tell_apart(result.n, d / 100, max(flipped, d / 100)) for d in _POINTS]
    # All in as many decimals as one needs; what is nearly certain would need a row of nines.
    sure = [power > _SURE for power in powers]
    rest = iter(
        shares.percents([p for p, is_sure in zip(powers, sure, strict=True) if not is_sure])
    )
    found = [f"> {100 * _SURE:.0f}" if is_sure else next(rest) for is_sure in sure]
    values = {f"p{d}": power for d, power in zip(_POINTS, found, strict=True)}
    return t("paired.power", n=result.n, flips=shares.percent(flipped), **values)
