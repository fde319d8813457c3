"""Keys that must not be lost: a log with numbers, sent until the server has acknowledged it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.components import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

_keys = assets.load("keys")


def listen(
    key: str,
    codes: Collection[str],
    on_keys: Callable[[Mapping[str, Any]], None],
    *,
    taken: tuple[str, int],
    token: str = "",
    pair: str = "",
    note: tuple[str, str] = ("", ""),
    enter_key: str = "",
    pictures: Sequence[str] = (),
) -> None:
    """Log keys pressed outside text fields.

    In a dialog it hears the keys that are pressed while the dialog is open, elsewhere those that
    are pressed while none is: no key acts twice.

    Args:
        key: of the component.
        codes: the keys (``KeyboardEvent.code``) to log.
        on_keys: gets the log whenever a key was added: ``{"log": name, "keys": [{"n", "code",
            "token", "shown_ms"}, …]}``, every key since the last one that was acknowledged.
        taken: log and number of the last key that was applied.
        token: goes with every key pressed while this run is on screen.
        pair: names what is shown, to measure how long it has been.
        note: the key that jumps into the note's field, and that field's container key.
        enter_key: container key of a text field in which Enter is logged, with its ``text``.
        pictures: addresses that the browser fetches ahead.
    """

    def changed() -> None:
        log: Any = st.session_state[key].log
        if isinstance(log, dict):
            on_keys(log)

    data = {
        "name": key,
        "codes": sorted(codes),
        "token": token,
        "pair": pair,
        "taken": list(taken),
        "noteCode": note[0],
        "noteKey": note[1],
        "enterKey": enter_key,
        "pictures": list(pictures),
    }
    _keys(key=key, data=data, on_log_change=changed, height=1)
