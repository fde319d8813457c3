"""Store the practice judgments of two people in a demonstration workspace."""

from __future__ import annotations

import contextlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from core.demo.judgments import ANNOTATORS, sample_judgments
from core.judgments import Judgment

if TYPE_CHECKING:
    from core.workspace import Workspace

_GT = "hybrid"
_BEGAN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
_PACE = timedelta(seconds=35)


def store_practice_judgments(workspace: Workspace) -> int:
    """Store them, always the same ones at the same times; returns how many."""
    ground_truth = workspace.gt(_GT)
    statements = sample_judgments(ground_truth.queries, list(ground_truth.pool or ()))
    events = [
        Judgment(
            event_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"yusa-demo:{n}")),
            annotator=given["annotator"],
            query=given["query"],
            item=given["item"],
            query_content=workspace.items.get(given["query"]).content_key,
            item_content=workspace.items.get(given["item"]).content_key,
            grade=given["grade"],
            cannot_tell=given["cannot_tell_reason"] or None,
            duplicate=given["duplicate"],
            note=given["note"],
        )
        for n, given in enumerate(statements)
    ]
    times = [(_BEGAN + n * _PACE).isoformat(timespec="microseconds") for n in range(len(events))]
    with contextlib.closing(workspace.judgments()) as store:
        for name in ANNOTATORS:
            store.add_annotator(name)
        store.append(events, times)
    return len(events)
