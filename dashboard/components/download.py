"""Buttons that save a file."""

from __future__ import annotations

import streamlit as st


def csv(words: str, data: str, *, file_name: str, key: str) -> None:
    """Draw the button of a table; ``data`` come from :func:`dashboard.csvtext.table`."""
    _button(words, data, file_name, key, "text/csv")


def json(words: str, data: str, *, file_name: str, key: str) -> None:
    """Draw the button of a JSON file."""
    _button(words, data, file_name, key, "application/json")


def _button(words: str, data: str, file_name: str, key: str, mime: str) -> None:
    st.download_button(
        words,
        data,
        file_name=file_name,
        mime=mime,
        key=key,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
