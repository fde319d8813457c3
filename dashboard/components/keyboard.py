"""Keys of a page: sent by their place on the keyboard, so that they work with a Hangul IME on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.components import assets

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = Callable[[], None]

_keys = assets.load("keys")


def listen(key: str, actions: Mapping[str, Action]) -> None:
    """Run an action when its key (a ``KeyboardEvent.code``) is pressed outside a text field."""

    def pressed() -> None:
        event: Any = st.session_state[key].pressed
        action = actions.get(event.get("code", "")) if isinstance(event, dict) else None
        if action is not None:
            action()

    _keys(key=key, data={"codes": sorted(actions)}, on_pressed_change=pressed, height=1)
