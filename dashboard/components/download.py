"""The button that saves a table as CSV."""

from __future__ import annotations

import streamlit as st


def csv(words: str, data: str, *, file_name: str, key: str) -> None:
    """Draw the button; ``data`` come from :func:`dashboard.csvtext.table`."""
    st.download_button(
        words,
        data,
        file_name=file_name,
        mime="text/csv",
        key=key,
        icon=":material/download:",
        type="tertiary",
        on_click="ignore",
    )
