"""The versions in the workspace: from what, by whom, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.frozen import contents
from dashboard import richtext, versioning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.frozen import Origin
    from dashboard.context import Page


def compare_key(name: str) -> str:
    """Return the key of the button that compares a version with its source."""
    return f"versions.compare.{name}"


def draw(page: Page, frozen: Sequence[tuple[str, Origin]]) -> None:
    """Draw every version, the newest first."""
    st.markdown(f"#### {page.t('version.list')}")
    if not frozen:
        st.info(page.t("version.list.none"), icon=":material/inventory_2:")
    for name, made in frozen:
        with st.container(border=True, key=f"version-{name}", gap="xsmall"):
            _version(page, name, made)


def _version(page: Page, name: str, made: Origin) -> None:
    held = contents(page.ws.gt(name))
    counts = page.t("version.counts", queries=held.queries, pairs=held.pairs)
    of = versioning.of_words(page.t, made)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        head = f"**{richtext.label(name)}** :small[:gray[{of} · {counts}]]"
        st.markdown(head, width="stretch")
        if made.ground_truth in page.ws.gt_names and made.ground_truth != name:
            st.button(
                page.t("version.compare.this"),
                key=compare_key(name),
                type="tertiary",
                icon=":material/difference:",
                on_click=_compare,
                args=(made.ground_truth, name),
            )
    st.markdown(richtext.label(made.note, 2_000))
    st.caption(
        page.t(
            "version.signed",
            author=richtext.label(made.author),
            day=richtext.label(made.day),
            hash=richtext.label(made.hash[: versioning.HASH_DIGITS]),
        )
    )


def _compare(old: str, new: str) -> None:
    versioning.change(st.session_state, old=old, new=new)
