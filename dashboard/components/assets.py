"""The small browser-side parts, each a ``st.components.v2`` component from its own files.

They build their content with ``textContent`` and ``img.src`` only, never from markup.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

FRONTEND = Path(__file__).with_name("frontend")


def _read(name: str) -> str | None:
    path = FRONTEND / name
    return path.read_text("utf-8") if path.exists() else None


def load(name: str, *, isolate_styles: bool = True) -> ComponentRenderer:
    """Return the component made of the files ``frontend/<name>.js``, ``.html`` and ``.css``."""
    return st.components.v2.component(
        f"yusa_{name}",
        js=_read(f"{name}.js"),
        html=_read(f"{name}.html"),
        css=_read(f"{name}.css"),
        isolate_styles=isolate_styles,
    )
