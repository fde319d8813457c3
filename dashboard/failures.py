"""What a page says of a failure: sentences in the user's language, never a traceback."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import (
    AccessError,
    JudgmentError,
    JudgmentStoreError,
    TaskClosedError,
    YusaError,
)
from dashboard import richtext, state, strings

if TYPE_CHECKING:
    from core.errors import Reason
    from dashboard.links import Language

log = logging.getLogger(__name__)

_REASONS = {
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_READONLY": "closed",
    "SQLITE_PERM": "closed",
    "SQLITE_CANTOPEN": "closed",
    "SQLITE_FULL": "full",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "POSTGRESQL_28": "refused",
    "POSTGRESQL_42501": "refused",
    "POSTGRESQL_53": "server_full",
    "POSTGRESQL_55P03": "busy_server",
    "POSTGRESQL_": "server",
}
"""What the database calls a reason (its extended names begin alike) -> its words in the strings.
The first that fits counts."""


def said(error: YusaError) -> str:
    """Return what went wrong and what to do, in the session's language where it is known.

    It holds names and texts of the data: a place that reads Markdown has to make it safe.
    """
    language = state.current(st.session_state).language
    if error.reason is not None:
        return _reason(language, error.reason)
    if isinstance(error, TaskClosedError):
        return strings.text(language, "work.closed.unsaved")
    if isinstance(error, AccessError):
        return strings.text(language, "gate.unsaved")
    if isinstance(error, JudgmentStoreError) and error.failure is not None:
        return _store_failure(language, error)
    return str(error)


def _reason(language: Language, reason: Reason) -> str:
    values = dict(reason.values)
    if "field" in values:
        values["field"] = strings.field_name(language, str(values["field"]))
    return strings.text(language, f"error.{reason.code}", **values)


def _store_failure(language: Language, error: JudgmentStoreError) -> str:
    kind = "server" if error.code.startswith("POSTGRESQL_") else "store"
    if error.code == "POSTGRESQL_LOST" and error.failure == "save":
        return strings.text(language, "error.server.lost", file=error.file)
    what = strings.text(language, f"error.{kind}.{error.failure}", file=error.file)
    if error.failure not in ("read", "save"):
        return what
    known = (words for name, words in _REASONS.items() if error.code.startswith(name))
    reason = next(known, "other")
    return f"{what} {strings.text(language, f'error.store.why.{reason}', code=error.code)}"


def said_blind(error: YusaError) -> str:
    """Return the same for an annotator in a task, who is to hear of no variant or ground truth."""
    if isinstance(error, JudgmentStoreError | JudgmentError | TaskClosedError):
        return said(error)
    log.warning("a task gives no pairs: %s", error)
    return strings.text(state.current(st.session_state).language, "work.fault")


def show(error: Exception) -> bool:
    """Say what happened in place of Streamlit's own message; the log gets the traceback.

    Returns True: the message is shown.
    """
    language = state.current(st.session_state).language
    if isinstance(error, YusaError):
        access = st.session_state.get(state.ACCESS)
        is_blind = access is not None and access.role == "annotator"
        words = said_blind(error) if is_blind else said(error)
        st.error(richtext.label(words, 600), icon=":material/error:")
    else:
        log.error("a page failed", exc_info=error)
        st.error(strings.text(language, "app.bug"), icon=":material/error:")
    return True
