"""Buttons that save a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import csvtext

if TYPE_CHECKING:
    from dashboard.context import Counted


def csv(words: str, data: str, *, file_name: str, key: str, counted: Counted | None = None) -> None:
    """Draw the button of a table.

    Args:
        words: what it says.
        data: from :func:`dashboard.csvtext.table`.
        file_name: of the file.
        key: of the button.
        counted: by which grades the figures are; every line of the file names them.
    """
    if counted is not None:
        named = {"view": counted.view, "judgment_revision": counted.revision}
        data = csvtext.stamped(data, named)
    _button(words, data, file_name, key, "text/csv")


def json(words: str, data: str, *, file_name: str, key: str) -> None:
    """Draw the button of a JSON file."""
    _button(words, data, file_name, key, "application/json")


def _button(words: str, data: str, file_name: str, key: str, mime: str) -> None:
    # As a function: the file is asked for by a click alone. Else each paint would register it, and
    # the browser would look for each, also for those that the next paint has replaced.
    st.download_button(
        words,
        lambda: data,
        file_name=file_name,
        mime=mime,
        key=key,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
