"""Did the picture help: a multimodal variant against one that sees text or pictures alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core import modes
from dashboard import browse_link, measured, richtext
from dashboard.browse_link import BrowseLink
from dashboard.components import names
from dashboard.components.comparing import controls, figures, paired, real

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.compare import Corrected
    from core.modes import Mode, Trio
    from dashboard.comparison import Shown
    from dashboard.components.comparing.context import Comparison
    from dashboard.context import Page

_NAMED = 6


def widget_key(mode: Mode) -> str:
    """Return the key of the choice of a mode's variant."""
    return f"comparing.widget.mode.{mode}"


def list_key(gt: str, other: Mode, side: str) -> str:
    """Return the key of the button that lists the queries of a cell."""
    return f"comparing.modes.{gt}.{other}.{side}"


def chosen(shown: Shown, guessed: Trio) -> Trio:
    """Return the variants that are held against each other: those chosen, else those guessed."""
    return modes.Trio(
        shown.text or guessed.text,
        shown.image or guessed.image,
        shown.multimodal or guessed.multimodal,
    )


def draw(c: Comparison) -> None:
    """Draw what pictures and text change, on every ground truth that has the pool."""
    page = c.page
    if len(page.ws.variant_names) < 2:
        return
    infos = {name: page.ws.variant_info(name) for name in page.ws.variant_names}
    trio = chosen(c.shown, modes.guess(list(infos.values())))
    st.markdown(f"**{page.t('modes.title')}**")
    _choices(page, trio)
    alone: tuple[tuple[Mode, str | None], ...] = (("text", trio.text), ("image", trio.image))
    others = [(m, name) for m, name in alone if name is not None and name != trio.multimodal]
    if trio.multimodal is None or not others:
        st.info(page.t("modes.none"), icon=":material/image_search:")
        return
    used = [infos[name] for name in {trio.multimodal, *(name for _mode, name in others)}]
    measure = measured.measure_name(page.t, c.shown.measure)
    notes = [page.t("modes.lead", measure=measure)]
    if not modes.is_one_model(used):
        notes.append(page.t("modes.models"))
    st.caption("  \n".join(notes))
    compared = real.compared(c, c.by_gt())
    for mode, other in others:
        st.markdown(
            page.t(
                f"modes.{mode}",
                both=figures.variant_name(page, trio.multimodal),
                alone=figures.variant_name(page, other),
            )
        )
        for gt in c.gts:
            found = _pair(compared, gt, trio.multimodal, other)
            if found is not None and found.pair.n and c.has_pool(gt):
                _one(c, found, trio.multimodal, mode)


def _pair(compared: Sequence[Corrected], gt: str, a: str, b: str) -> Corrected | None:
    return next((f for f in compared if f.pair.gt == gt and {f.pair.a, f.pair.b} == {a, b}), None)


def _one(c: Comparison, found: Corrected, both: str, mode: Mode) -> None:
    """Draw one ground truth: counts, what they allow to say, and the queries."""
    page = c.page
    result = found.pair if found.pair.a == both else found.pair.turned()
    with st.container(border=True, gap="xsmall"):
        counts = page.t(
            f"modes.{mode}.counts", helped=len(result.only_a), hurt=len(result.only_b), n=result.n
        )
        st.markdown(f"**{richtext.label(result.gt)}** {counts}")
        p = paired.tested("modes.p", page.t, found)
        notes = [f"{paired.verdict(page.t, found)} · {p}"]
        for each in c.evaluations(result.gt):
            if each.counted_as_zero and each.variant in {result.a, result.b}:
                n = len(each.counted_as_zero)
                name = richtext.label(each.variant)
                notes.append(page.t("modes.no_vector", variant=name, n=n))
        st.caption("  \n".join(notes))
        for side, queries in (("only_a", result.only_a), ("only_b", result.only_b)):
            if queries:
                _named(c, result.gt, (result.a, result.b), mode, side, queries)


def _named(
    c: Comparison,
    gt: str,
    pair: tuple[str, str],
    mode: Mode,
    side: str,
    queries: Sequence[str],
) -> None:
    page, shown = c.page, c.shown
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            page.t(f"modes.{mode}.{side}", n=len(queries)),
            key=list_key(gt, mode, side),
            type="tertiary",
            icon=":material/list:",
            help=page.t("slice.open"),
            on_click=controls.change,
            kwargs={
                "part": "queries",
                "rows": side,
                "gt": gt,
                "a": pair[0],
                "b": pair[1],
                "slice": None,
            },
        )
        for query in queries[:_NAMED]:
            link = BrowseLink(
                query=query,
                variant=pair[0] if side == "only_a" else pair[1],
                gt=gt,
                pool=shown.pool,
                where=shown.where,
                queries_of=gt,
                truth=shown.view,
                language=page.language,
            )
            st.page_link(
                c.pages["browse"],
                label=richtext.label(query),
                query_params=browse_link.format_link(link),
            )
        if len(queries) > _NAMED:
            st.caption(page.t("modes.more", n=len(queries) - _NAMED))


def _choices(page: Page, trio: Trio) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        values = {"text": trio.text, "image": trio.image, "multimodal": trio.multimodal}
        for mode in modes.MODES:
            names.variant(
                page,
                values[mode],
                key=widget_key(mode),
                label=f"modes.choose.{mode}",
                on_change=_changed,
                args=(mode,),
            )


def _changed(mode: Mode) -> None:
    controls.change(**{mode: st.session_state[widget_key(mode)]})
