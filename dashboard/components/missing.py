"""Says what a workspace lacks, with the command that brings it in."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import richtext

if TYPE_CHECKING:
    from dashboard.context import Page


def variants(page: Page, key: str = "empty.variants") -> None:
    """Say that there is no model yet; ``key`` names the sentence."""
    st.info(page.t(key, command=_command(page, "import.variant")))


def ground_truths(page: Page, key: str = "empty.gts") -> None:
    """Say that there is no ground truth yet; ``key`` names the sentence."""
    st.info(page.t(key, command=_command(page, "import.gt")))


def _command(page: Page, option: str) -> str:
    """Return the command as Markdown code, ready to be copied into a shell."""
    return richtext.code(f"yusa import {shlex.quote(str(page.ws.path))} {page.t(option)}")
