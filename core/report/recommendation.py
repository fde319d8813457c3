"""The recommendation: a person's words, kept with the workspace as ``recommendation.md``."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from core.errors import Reason, RecommendationChangedError, WorkspaceError
from core.generations import write_atomically
from core.text import is_well_formed, nfc

if TYPE_CHECKING:
    from pathlib import Path

FILE = "recommendation.md"
MAX_LENGTH = 20_000
_writing = Lock()
"""Between looking whether somebody else has written and writing; all sessions are one process."""


def read(workspace: Path) -> str:
    """The words kept; empty if there are none.

    Raises:
        WorkspaceError: the file can't be read.
    """
    try:
        return (workspace / FILE).read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as fault:
        raise WorkspaceError(
            f"{workspace / FILE}: can't be read ({fault}). Save it as UTF-8.",
            reason=Reason("recommendation.read", file=str(workspace / FILE)),
        ) from fault


def write(workspace: Path, text: str, base: str | None = None) -> str:
    """Keep the words; returns them as kept.

    Args:
        workspace: its folder.
        text: the new words.
        base: the kept words that the new ones were made from; None to replace whatever is kept.

    Raises:
        RecommendationChangedError: other words than ``base`` are kept by now. They stay.
        WorkspaceError: too long, or the file can't be written. What was kept before stays.
    """
    clean = nfc(text).strip()
    if len(clean) > MAX_LENGTH:
        raise WorkspaceError(
            f"The recommendation has {len(clean):,} characters; at most {MAX_LENGTH:,}. "
            "Shorten it.",
            reason=Reason("recommendation.length", most=MAX_LENGTH, n=len(clean)),
        )
    if not is_well_formed(clean):
        raise WorkspaceError(
            "The recommendation holds half a character. Type it again.",
            reason=Reason("characters"),
        )
    with _writing:
        if base is not None and (kept := read(workspace)) not in {base, clean}:
            raise RecommendationChangedError(
                "Somebody else has saved another recommendation meanwhile. Nothing was saved: "
                "choose which one to keep.",
                kept,
            )
        try:
            write_atomically(workspace / FILE, clean + "\n")
        except OSError as fault:
            raise WorkspaceError(
                f"{workspace / FILE}: can't be written ({fault.strerror}). Nothing was saved; "
                "check permissions and disk, then try again.",
                reason=Reason("unwritable", file=str(workspace / FILE)),
            ) from fault
    return clean
