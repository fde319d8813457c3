"""What a page shows when its script fails: a sentence, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

from core.errors import YusaError
from dashboard import richtext, state, strings

log = logging.getLogger(__name__)


def show(error: Exception) -> bool:
    """Say what happened in place of Streamlit's own message; the log gets the traceback.

    Returns True: the message is shown.
    """
    language = state.current(st.session_state).language
    if isinstance(error, YusaError):
        st.error(richtext.label(str(error), 600), icon=":material/error:")
    else:
        log.error("a page failed", exc_info=error)
        st.error(strings.text(language, "app.bug"), icon=":material/error:")
    return True
