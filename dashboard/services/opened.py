"""The workspace that this process serves, and what it offers."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from core.errors import YusaError
from core.generations import read_pointer
from core.health.examination import examine
from core.picture_check import CHECKS, BackgroundCheck
from core.residency import Residency
from core.workspace import JUDGMENTS, Workspace
from dashboard import natural
from dashboard.services.caching import remember
from dashboard.viewing import Offer

if TYPE_CHECKING:
    from core.ground_truth import GroundTruth
    from core.health.report import HealthReport

JUDGMENTS_FILE = JUDGMENTS
_USUAL_FILTERS = ("subject", "level", "difficulty", "standard", "year", "source", "has_image")
_NEVER_FILTERED = frozenset({"id", "text", "answer", "solution", "passage", "passage_id"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The workspace in use, and why it isn't what lies on the disk now, if so.

    ``is_older``: a newer import is there and can't be opened; otherwise the files of the one in
    use are damaged or gone.
    """

    ws: Workspace
    notice: YusaError | None = None
    is_older: bool = False


class _Settings:
    path: Path | None = None
    last_good: Workspace | None = None
    lock = threading.Lock()


def configure(path: Path) -> None:
    """Say which workspace this process serves."""
    with _Settings.lock:
        _Settings.path = path
        _Settings.last_good = None


def configured_path() -> Path:
    """Return the folder of the workspace that this process serves."""
    if _Settings.path is None:
        message = "services.configure() was not called"
        raise RuntimeError(message)
    return _Settings.path


@st.cache_resource(max_entries=2, show_spinner=False)
def _open(path: str, uuid: str, generation: int) -> Workspace:  # noqa: ARG001 - they are the key
    return Workspace.open(Path(path), _residency())


@st.cache_resource(show_spinner=False)
def _residency() -> Residency:
    """Return what keeps the indexes: an import leaves those of other variants loaded."""
    return Residency()


def snapshot() -> Snapshot:
    """Return the workspace's newest generation, or the last one that could be opened."""
    path = configured_path()
    pointer = None
    try:
        pointer = read_pointer(path)
        ws = _open(str(path), pointer.uuid, pointer.generation)
    except YusaError as error:
        with _Settings.lock:
            kept = _Settings.last_good
        if kept is None:
            raise
        in_use = (kept.uuid, kept.generation)
        is_older = pointer is not None and (pointer.uuid, pointer.generation) != in_use
        return Snapshot(kept, error, is_older)
    with _Settings.lock:
        _Settings.last_good = ws
    return Snapshot(ws)


@remember(4)
def offer(ws: Workspace) -> Offer:
    """Return what the workspace offers to choose from."""
    names, gts = tuple(ws.variant_names), tuple(ws.gt_names)
    fullest = max(names, key=lambda name: ws.variant_info(name).covered, default=None)
    variant, gt = ws.defaults.get("variant"), ws.defaults.get("gt")
    # The default comes first everywhere.
    gts = tuple(sorted(gts, key=lambda name: (name != gt, natural.key(name))))
    return Offer(
        variants=names,
        gts=gts,
        gts_with_pool=frozenset(name for name in gts if ws.gt(name).pool),
        fields=frozenset(ws.items.fields()),
        default_variant=variant if variant in names else fullest,
        default_gt=gts[0] if gts else None,
    )


@remember(4)
def filter_fields(ws: Workspace) -> list[str]:
    """Return the fields that are worth filtering by: the usual ones first, then metadata.

    A field of which nearly every item has its own value (an id, a note) is left out.
    """
    offered = [name for name in ws.items.fields() if name not in _NEVER_FILTERED]
    usual = [name for name in _USUAL_FILTERS if name in offered]
    rest = [name for name in offered if name not in usual]
    most = max(20, len(ws.items) // 4)
    return usual + [name for name in rest if 2 <= ws.items.distinct(name) <= most]


@remember(256)
def variants_with(ws: Workspace, item_id: str) -> list[str]:
    """Return the variants that have a vector for an item."""
    place = ws.items.position(item_id)
    return [name for name in ws.variant_names if ws.variant(name).row_of[place] >= 0]


def pool_sizes(ws: Workspace, gt: str | None) -> tuple[int, int | None]:
    """Return the number of all items, and of the ground truth's own candidates if it has any."""
    pool = ws.gt(gt).pool if gt is not None else None
    return len(ws.items), (len(pool) if pool else None)


def health(ws: Workspace) -> HealthReport:
    """Return what is missing or odd in the workspace; the first call reads every vector."""
    try:
        found = (ws.path / CHECKS).stat()
        stamp = (found.st_size, found.st_mtime_ns)
    except OSError:
        stamp = (0, 0)
    return _health(ws, stamp)


@remember(2)
def _health(ws: Workspace, stamp: tuple[int, int]) -> HealthReport:  # noqa: ARG001 - a key
    return examine(ws)


@remember(1)
def _checks(ws: Workspace) -> list[BackgroundCheck]:  # noqa: ARG001 - a key
    return []


def picture_check(ws: Workspace) -> BackgroundCheck | None:
    """Return the check of all pictures that was started last, if any."""
    started = _checks(ws)
    return started[-1] if started else None


def start_picture_check(ws: Workspace) -> None:
    """Begin to open all unchecked pictures, unless that is going on."""
    latest = picture_check(ws)
    if latest is None or not latest.is_running:
        _checks(ws)[:] = [BackgroundCheck(ws)]


def ground_truth(ws: Workspace, name: str | None) -> GroundTruth | None:
    """Return a ground truth, or None if none is chosen."""
    return ws.gt(name) if name is not None else None


@remember(64)
def is_graded(ws: Workspace, gt: str) -> bool:
    """Whether a ground truth tells grades apart; one that only lists what is relevant doesn't."""
    grades = {grade for row in ws.gt(gt).queries.values() for grade in row.values() if grade >= 0}
    return len(grades) > 1
