"""Whose grades count, as a command reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli.output import say
from core.errors import JudgmentStoreError
from core.standing import standing
from core.views import HumanLayer

if TYPE_CHECKING:
    from core.views import ViewName
    from core.workspace import Workspace


def people(workspace: Workspace, view: ViewName) -> tuple[HumanLayer | None, int | None]:
    """People's grades with their revision.

    Imported figures count none of them, so a store that can't be read is no reason to fail:
    it is said, and the revision is None.
    """
    if view == "imported":
        try:
            return None, workspace.judgment_revision
        except JudgmentStoreError as fault:
            for sentence in fault.faults:
                say(f"yusa: {sentence} The imported grades are used without it.")
            return None, None
    events = workspace.events()
    layer = HumanLayer.of(standing(events), is_symmetric=workspace.symmetric)
    return layer, events[-1].revision if events else 0
