"""Keys of a page: sent by their place on the keyboard, so that they work with a Hangul IME on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import state
from dashboard.components import key_log

if TYPE_CHECKING:
    from collections.abc import Mapping

Action = Callable[[], None]


def listen(
    key: str,
    actions: Mapping[str, Action],
    enter: tuple[str, Callable[[str], None]] | None = None,
    *,
    in_dialog: bool = False,
) -> None:
    """Run an action when its key (a ``KeyboardEvent.code``) is pressed outside a text field.

    Several keys may arrive at once: an action starts from the session's state as it then is, not
    from what was drawn, doesn't rerun the script, and changes the session by its last line alone or
    the same way when it is made again.

    Args:
        key: of the component.
        actions: what each key does.
        enter: container key of a text field, and what Enter does there with its text.
        in_dialog: the keys change the dialog that they are heard in, and nothing beneath it.
    """

    def act(entry: Mapping[str, Any]) -> None:
        code = str(entry.get("code"))
        if code in actions:
            actions[code]()
        elif code == "Enter" and enter is not None:
            enter[1](str(entry.get("text", "")))

    def pressed(log: Mapping[str, Any]) -> None:
        fresh = state.take_keys(st.session_state, key, log, act)
        # A key may arrive with the run of a fragment that something else asked for.
        if in_dialog:
            state.settle(st.session_state)  # the page, which would do it, isn't drawn
        elif fresh:
            st.rerun()

    key_log.listen(
        key,
        actions.keys(),
        pressed,
        taken=state.taken_key(st.session_state, key),
        enter_key=enter[0] if enter is not None else "",
    )
