"""Keys that must not be lost: a log with numbers, sent until the server has acknowledged it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.components import assets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

_log = assets.load("key_log")


def listen(
    key: str,
    codes: Collection[str],
    on_keys: Callable[[Mapping[str, Any]], None],
    *,
    token: str,
    pair: str,
    taken: tuple[str, int],
    note: tuple[str, str],
    pictures: Sequence[str] = (),
) -> None:
    """Log keys pressed outside text fields.

    Args:
        key: of the component.
        codes: the keys (``KeyboardEvent.code``) to log.
        on_keys: gets the log whenever a key was added; see :func:`dashboard.judging.take_keys`.
        token: goes with every key pressed while this run is on screen.
        pair: names what is shown, to measure how long it has been.
        taken: log and number of the last key that was applied.
        note: the key that jumps into the note's field, and that field's container key.
        pictures: addresses that the browser fetches ahead.
    """

    def changed() -> None:
        log: Any = st.session_state[key].log
        if isinstance(log, dict):
            on_keys(log)

    data = {
        "codes": sorted(codes),
        "token": token,
        "pair": pair,
        "taken": list(taken),
        "noteCode": note[0],
        "noteKey": note[1],
        "pictures": list(pictures),
    }
    _log(key=key, data=data, on_log_change=changed, height=1)
