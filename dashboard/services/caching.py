"""How answers are kept: the only helpers around ``st.cache_resource``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st

from core.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def _identity(ws: Workspace) -> tuple[str, str, int]:
    # A folder that was removed and imported anew counts its generations from 1 again.
    return str(ws.path), ws.uuid, ws.generation


def remember(entries: int) -> Callable[[F], F]:
    """Keep a function's last answers; a workspace counts as path, uuid and generation."""
    return cast(
        "Callable[[F], F]",
        st.cache_resource(
            max_entries=entries, show_spinner=False, hash_funcs={Workspace: _identity}
        ),
    )
