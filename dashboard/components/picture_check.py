"""Offers to open the pictures that the import has only looked for, and says how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import failures, richtext, services

if TYPE_CHECKING:
    from core.health.report import HealthReport
    from dashboard.context import Page

BUTTON = "picture_check.start"
_EVERY_S = 1.0


def draw(page: Page, report: HealthReport) -> None:
    """Draw the offer while pictures are unchecked; while they are being opened, how far it is."""
    unchecked = report.items.pictures.get("unchecked", 0)
    check = services.picture_check(page.ws)
    if check is not None and check.error is not None:
        st.error(richtext.label(failures.said(check.error), 600), icon=":material/error:")
    if check is not None and check.is_running:
        _running(page)
    elif unchecked:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":small[{page.t('health.check', n=unchecked)}]", width="content")
            st.button(
                page.t("health.check.start"),
                key=BUTTON,
                icon=":material/image_search:",
                on_click=services.start_picture_check,
                args=(page.ws,),
            )


@st.fragment(run_every=_EVERY_S)
def _running(page: Page) -> None:
    check = services.picture_check(page.ws)
    if check is None or not check.is_running:
        st.rerun()
    share = check.done / check.total if check.total else 0.0
    st.progress(share, page.t("health.check.running", done=check.done, n=check.total))
