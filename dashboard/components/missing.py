"""Says what a workspace lacks, with the command that brings it in."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import richtext, services

if TYPE_CHECKING:
    from dashboard.context import Page


def variants(page: Page) -> None:
    """Say that there is no model yet."""
    _say(page, "variants")


def figures(page: Page) -> bool:
    """Say all that is missing for figures and judgments; return whether anything is."""
    offer = services.offer(page.ws)
    lacking = [name for name in ("variants", "gts") if not getattr(offer, name)]
    if lacking:
        _say(page, *lacking)
    return bool(lacking)


def _say(page: Page, *lacking: str) -> None:
    options = " ".join(page.t(f"import.{name}") for name in lacking)
    command = f"{_yusa()} import {shlex.quote(str(page.ws.path.absolute()))} {options}"
    block = f"\n\n~~~\n{' '.join(richtext.clean(command).split())}\n~~~"
    st.info(page.t("empty." + "_and_".join(lacking), command=block))


def _yusa() -> str:
    """Return how this server's own installation is called: no shell needs to know of it."""
    script = Path(sys.executable).with_name("yusa")
    if script.exists():
        return shlex.quote(str(script))
    return f"{shlex.quote(sys.executable)} -P -m core.cli"
