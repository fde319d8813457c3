"""Everything the pages read from the core, cached; the only place with ``st.cache_*``.

The open workspace is cached by its path and generation, so that a running server notices a new
import; if the new one can't be opened, the last good one stays in use with a notice.
"""

from __future__ import annotations

import bisect
import random
import secrets
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st

from core.errors import NoVectorError, YusaError
from core.search import make_pool, neighbours
from core.workspace import Workspace
from dashboard.signing import PictureAddress, Signer
from dashboard.state import Finder, Offer, View

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.ground_truth import GroundTruth
    from core.types import ImageRef, Item, Neighbour, Where

F = TypeVar("F", bound="Callable[..., Any]")

LIST_LIMIT = 200
FACET_LIMIT = 200
_SEARCHED_FOR_DEFAULT = 30
_USUAL_FILTERS = ("subject", "level", "difficulty", "standard", "year", "source", "has_image")
_NEVER_FILTERED = frozenset({"id", "text", "answer", "solution", "passage", "passage_id"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The workspace in use, and why it isn't the newest one, if so."""

    ws: Workspace
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A list of questions: its ids and how many there are.

    Search results are cut at :data:`LIST_LIMIT`; the ids of all items are the store's own
    sequence, sorted, and never copied.
    """

    ids: Sequence[str]
    total: int
    is_sorted: bool = False

    def place(self, item_id: str | None) -> int | None:
        """Return where an id stands in the list, or None."""
        if item_id is None:
            return None
        if not self.is_sorted:
            return self.ids.index(item_id) if item_id in self.ids else None
        at = bisect.bisect_left(self.ids, item_id)
        return at if at < len(self.ids) and self.ids[at] == item_id else None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The neighbours shown for a view, with the size of the pool they were ranked in."""

    view: View
    pool_size: int
    neighbours: tuple[Neighbour, ...]


class _Settings:
    path: Path | None = None
    last_good: Workspace | None = None
    lock = threading.Lock()
    signer = Signer(secrets.token_bytes(32))  # one per process: old addresses end with it


def _identity(ws: Workspace) -> tuple[str, int]:
    return str(ws.path), ws.generation


def _remember(entries: int) -> Callable[[F], F]:
    """Keep a function's last answers; a workspace counts as its path and generation."""
    return cast(
        "Callable[[F], F]",
        st.cache_resource(
            max_entries=entries, show_spinner=False, hash_funcs={Workspace: _identity}
        ),
    )


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
def _open(path: str, generation: int) -> Workspace:  # noqa: ARG001 - the generation is the key
    return Workspace.open(Path(path))


def snapshot() -> Snapshot:
    """Return the workspace's newest generation, or the last one that could be opened."""
    path = configured_path()
    try:
        ws = _open(str(path), Workspace.generation_of(path))
    except YusaError as error:
        with _Settings.lock:
            kept = _Settings.last_good
        if kept is None:
            raise
        return Snapshot(kept, str(error))
    with _Settings.lock:
        _Settings.last_good = ws
    return Snapshot(ws)


@_remember(4)
def offer(ws: Workspace) -> Offer:
    """Return what the workspace offers to choose from."""
    names, gts = tuple(ws.variant_names), tuple(ws.gt_names)
    fullest = max(names, key=lambda name: ws.variant_info(name).covered, default=None)
    variant, gt = ws.defaults.get("variant"), ws.defaults.get("gt")
    return Offer(
        variants=names,
        gts=gts,
        gts_with_pool=frozenset(name for name in gts if ws.gt(name).pool),
        fields=frozenset(ws.items.fields()),
        default_variant=variant if variant in names else fullest,
        default_gt=gt if gt in gts else (gts[0] if gts else None),
    )


@_remember(4)
def filter_fields(ws: Workspace) -> list[str]:
    """Return the fields that are worth filtering by: the usual ones first, then metadata.

    A field of which nearly every item has its own value (an id, a note) is left out.
    """
    offered = [name for name in ws.items.fields() if name not in _NEVER_FILTERED]
    usual = [name for name in _USUAL_FILTERS if name in offered]
    rest = [name for name in offered if name not in usual]
    most = max(20, len(ws.items) // 4)
    return usual + [name for name in rest if 2 <= len(ws.items.facets(name)) <= most]


def facets(ws: Workspace, field: str, where: Where) -> list[tuple[str, int]]:
    """Return the values of a field with counts, most frequent first.

    Filters on the field itself don't count, so that further values can be added.
    """
    return _facets(ws, field, tuple(pair for pair in where if pair[0] != field))


@_remember(512)
def _facets(ws: Workspace, field: str, others: Where) -> list[tuple[str, int]]:
    return list(ws.items.facets(field, others))


@_remember(256)
def found(ws: Workspace, finder: Finder) -> Found:
    """Return the questions that the finder finds: a bounded list and the whole number."""
    if finder.queries_of is not None and finder.queries_of in ws.gt_names:
        ids: Sequence[str] = list(ws.gt(finder.queries_of).queries)
        if finder.text or finder.where:
            hits = ws.items.search(finder.text, finder.where, limit=len(ws.items))
            wanted = set(hits.ids)
            ids = [item_id for item_id in ids if item_id in wanted]
        return Found(ids, len(ids))
    if not finder.text and not finder.where:
        return Found(ws.items.ids, len(ws.items), is_sorted=True)
    result = ws.items.search(finder.text, finder.where, limit=LIST_LIMIT)
    return Found(list(result.ids), result.total)


def random_id(ws: Workspace, finder: Finder, seed: int) -> str | None:
    """Return a question at random from what the finder finds."""
    if finder.where and not finder.text and finder.queries_of is None:
        return ws.items.random_id(seed, finder.where)  # the found list may be cut
    ids = found(ws, finder).ids
    return random.Random(seed).choice(ids) if ids else None  # noqa: S311 - not a secret


@_remember(2048)
def ranking(ws: Workspace, view: View) -> Ranking:
    """Return the neighbours of a view's query. Raises a ``YusaError`` where there can be none."""
    if view.query is None or view.variant is None:
        message = "a ranking needs a query and a variant"
        raise ValueError(message)
    gt = view.gt if view.pool == "judged" else None
    pool = make_pool(ws, view.pool, gt, view.where)
    ranked = neighbours(ws, view.query, view.variant, k=view.k, pool=pool)
    # The query is never its own neighbour, so it doesn't count among the candidates.
    inside = pool.mask is None or bool(pool.mask[ws.items.position(view.query)])
    return Ranking(view, pool.size - inside, tuple(ranked))


def pool_sizes(ws: Workspace, gt: str | None) -> tuple[int, int | None]:
    """Return the number of all items, and of the ground truth's own candidates if it has any."""
    pool = ws.gt(gt).pool if gt is not None else None
    return len(ws.items), (len(pool) if pool else None)


@_remember(64)
def default_query(ws: Workspace, variant: str | None, gt: str | None) -> str | None:
    """Return the query to begin with: one that has neighbours to show, of the ground truth."""
    candidates = list(ws.gt(gt).queries)[:_SEARCHED_FOR_DEFAULT] if gt is not None else []
    candidates += list(ws.items.ids[:_SEARCHED_FOR_DEFAULT])
    if variant is not None:
        for item_id in candidates:
            try:
                neighbours(ws, item_id, variant, k=1)
            except NoVectorError:
                continue
            return item_id
    return candidates[0] if candidates else None


def ground_truth(ws: Workspace, name: str | None) -> GroundTruth | None:
    """Return a ground truth, or None if none is chosen."""
    return ws.gt(name) if name is not None else None


@_remember(64)
def is_graded(ws: Workspace, gt: str) -> bool:
    """Whether a ground truth tells grades apart; one that only lists what is relevant doesn't."""
    grades = {grade for row in ws.gt(gt).queries.values() for grade in row.values() if grade >= 0}
    return len(grades) > 1


def picture_url(item: Item, image: ImageRef, size: int) -> str:
    """Return the signed address of a picture in one of the offered sizes."""
    address = PictureAddress(item.id, image.n, size, image.sha256 or "")
    return _Settings.signer.url(address, time.time())


def check_picture_url(url: str) -> PictureAddress | None:
    """Return what a signed address stands for, or None if it isn't valid (any more)."""
    return _Settings.signer.check(url, time.time())
