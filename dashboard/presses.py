"""Keys as the browser sends them, each taken once: a log of all that it has no answer to yet."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping

_NAMES = uuid.UUID("5a3c2f0e-6d0b-4f7e-9a52-3f1f6f4f1f60")


@dataclass(frozen=True, slots=True)
class Press:
    """One key.

    Attributes:
        event_id: the same key makes the same event, however often its log arrives.
        code: ``KeyboardEvent.code``.
        token: of what was on screen.
        shown_ms: how long that had been there, if the browser told.
    """

    event_id: str
    code: str
    token: str
    shown_ms: int | None


def fresh(log: Mapping[str, Any], taken: MutableMapping[str, int]) -> Iterator[Press]:
    """The keys of a log that were not taken yet, in order; each is taken before it is acted on.

    Args:
        log: ``{"log": name, "keys": [{"n", "code", "token", "shown_ms"}, …]}``.
        taken: log -> number of the last key taken.
    """
    name = str(log.get("log", ""))
    for key in log.get("keys", ()):
        number = int(key["n"])
        if number <= taken.get(name, 0):
            continue
        # Before acting: a step that fails halfway must not be taken twice.
        taken[name] = number
        shown_ms = key.get("shown_ms")
        yield Press(
            str(uuid.uuid5(_NAMES, f"{name}/{number}")),
            str(key.get("code", "")),
            str(key.get("token", "")),
            max(0, int(shown_ms)) if isinstance(shown_ms, int | float) else None,
        )
