"""Who may open what while people judge: keys, and what each opens.

Yusa has no accounts. A key is a secret in a link that the lead hands out; the store keeps its hash
alone. As long as no task is open, everybody who reaches the server may see everything, as before
the first task.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["lead", "annotator"]
ANNOTATOR_PAGES = frozenset({"annotate"})
"""What a key of an annotator opens: nothing that shows figures, variants or others' opinions."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a key stands for.

    Attributes:
        role: a lead sees everything; an annotator the pairs of one task.
        name: whose key it is.
        task: id of the annotator's task; None for a lead.
        hash: of the key itself, where one was given.
    """

    role: Role
    name: str
    task: str | None = None
    hash: str = field(default="", repr=False, compare=False)


def new_key() -> str:
    """A key that nobody guesses: 192 bits, safe in a link."""
    return secrets.token_urlsafe(24)


def key_hash(key: str) -> str:
    """What the store keeps of a key. Keys are random, so that no salt is needed."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def may_open(access: Access | None, page: str, *, is_judging: bool) -> bool:
    """Whether a page may be shown.

    Args:
        access: of the session's key; None without one.
        page: its name.
        is_judging: whether any task is open.
    """
    if access is not None and access.role == "lead":
        return True
    if access is not None:
        # Also after the task: whoever came to judge doesn't find the figures by the same link.
        return page in ANNOTATOR_PAGES
    return not is_judging
