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
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import streamlit as st

from core import hubs, identity, score_behaviour, slices
from core.causes import find_causes
from core.cost import search_times as timed_searches
from core.disagreement import disagreements
from core.errors import JudgmentStoreError, NoVectorError, YusaError
from core.evaluate import default_pool_kind, rank_view, score_view
from core.generations import read_pointer
from core.growth import grow
from core.health import examine
from core.judgment_store import JudgmentStore
from core.picture_check import CHECKS, BackgroundCheck
from core.planning import Pace, Work
from core.planning import pace as measured_pace
from core.projection import project
from core.queue import first_pairs, pairs_of, pooled_pairs, uncredited_firsts
from core.remark_store import RemarkStore
from core.residency import Residency
from core.search import make_pool, neighbours
from core.standing import Standing
from core.standing import standing as standing_of
from core.views import HumanLayer, make_view
from core.workspace import JUDGMENTS, Workspace
from dashboard import comparison, differences, mapping, natural
from dashboard.links import DEPTHS
from dashboard.signing import PictureAddress, Signer
from dashboard.state import Finder, Offer, View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.causes import Cause
    from core.cost import SearchTimes
    from core.disagreement import Disagreement
    from core.evaluate import Evaluation
    from core.facets import Facets
    from core.ground_truth import GroundTruth
    from core.growth import Growth
    from core.health import HealthReport
    from core.judgments import StoredJudgment
    from core.projection import Projection
    from core.queue import UncreditedFirst
    from core.search import Pool
    from core.search import Ranking as QueryRanking
    from core.types import ImageRef, Item, Neighbour, PoolKind, Where
    from core.views import View as MergedView
    from core.views import ViewName
    from dashboard.links import CompareLink, FirstQueue

F = TypeVar("F", bound="Callable[..., Any]")

LIST_LIMIT = 200
FACET_LIMIT = 50
"""Values of one field that the browser gets at once; the others are found by typing."""
JUDGMENTS_FILE = JUDGMENTS
_SEARCHED_FOR_DEFAULT = 30
_USUAL_FILTERS = ("subject", "level", "difficulty", "standard", "year", "source", "has_image")
_NEVER_FILTERED = frozenset({"id", "text", "answer", "solution", "passage", "passage_id"})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The workspace in use, and why it isn't what lies on the disk now, if so.

    ``is_older``: a newer import is there and can't be opened; otherwise the files of the one in
    use are damaged or gone.
    """

    ws: Workspace
    notice: str | None = None
    is_older: bool = False


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


def _identity(ws: Workspace) -> tuple[str, str, int]:
    # A folder that was removed and imported anew counts its generations from 1 again.
    return str(ws.path), ws.uuid, ws.generation


def _remember(entries: int) -> Callable[[F], F]:
    """Keep a function's last answers; a workspace counts as path, uuid and generation."""
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
        return Snapshot(kept, str(error), is_older)
    with _Settings.lock:
        _Settings.last_good = ws
    return Snapshot(ws)


@_remember(4)
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


@_remember(4)
def filter_fields(ws: Workspace) -> list[str]:
    """Return the fields that are worth filtering by: the usual ones first, then metadata.

    A field of which nearly every item has its own value (an id, a note) is left out.
    """
    offered = [name for name in ws.items.fields() if name not in _NEVER_FILTERED]
    usual = [name for name in _USUAL_FILTERS if name in offered]
    rest = [name for name in offered if name not in usual]
    most = max(20, len(ws.items) // 4)
    return usual + [name for name in rest if 2 <= ws.items.distinct(name) <= most]


@dataclass(frozen=True, slots=True)
class Among:
    """The questions that a filter's counts are of: what is listed if the value is chosen.

    Attributes:
        judged: a ground truth whose own candidates they are; None for all questions.
        query: left out: it is never its own neighbour.
        text, queries_of: what the finder finds, see :class:`dashboard.state.Finder`.
    """

    judged: str | None = None
    query: str | None = None
    text: str = ""
    queries_of: str | None = None


ALL = Among()


@_remember(64)
def _inside(ws: Workspace, among: Among) -> np.ndarray | None:
    if among == ALL:
        return None
    pool = make_pool(ws, "judged", among.judged).mask if among.judged is not None else None
    inside = ws.items.holding(among.text) if pool is None else pool & ws.items.holding(among.text)
    if among.queries_of is not None:
        asked = np.zeros(len(ws.items), dtype=bool)
        asked[[ws.items.position(item_id) for item_id in ws.gt(among.queries_of).queries]] = True
        inside = inside & asked
    if among.query is not None and among.query in ws.items:
        inside = inside.copy()
        inside[ws.items.position(among.query)] = False
    return inside


def facets(
    ws: Workspace, field: str, where: Where, holding: str = "", among: Among = ALL
) -> Facets:
    """Return the first values of a field with counts, most frequent first, and their number.

    Filters on the field itself don't count, so that further values can be added. ``holding``
    leaves only values with this in them.
    """
    others = tuple(pair for pair in where if pair[0] != field)
    return _facets(ws, field, others, holding.strip(), among)


@_remember(512)
def _facets(ws: Workspace, field: str, others: Where, holding: str, among: Among) -> Facets:
    return ws.items.facets(field, others, FACET_LIMIT, holding, _inside(ws, among))


def value_counts(
    ws: Workspace, field: str, where: Where, values: Sequence[str], among: Among = ALL
) -> Mapping[str, int]:
    """Return how many questions have each of these values, by the rule of :func:`facets`."""
    others = tuple(pair for pair in where if pair[0] != field)
    inside = _inside(ws, among)
    if inside is None:
        return {value: ws.items.count((*others, (field, value))) for value in values}
    return {
        value: int((ws.items.matching((*others, (field, value))) & inside).sum())
        for value in values
    }


@_remember(256)
def variants_with(ws: Workspace, item_id: str) -> list[str]:
    """Return the variants that have a vector for an item."""
    place = ws.items.position(item_id)
    return [name for name in ws.variant_names if ws.variant(name).row_of[place] >= 0]


def found(ws: Workspace, finder: Finder) -> Found:
    """Return the questions that the finder finds: a bounded list and the whole number."""
    if finder.table is not None:
        return _narrowed(ws, listed(ws, finder.table), finder)  # may change with any judgment
    return _found(ws, finder)


def listed(ws: Workspace, table: CompareLink) -> list[str]:
    """Return the queries in a table of Compare, all its pages, as filtered and ordered there.

    Of the list of first items, too: each query once, although several pairs may be of it.
    """
    return list(dict.fromkeys(_listed(ws, table)))


def turned_to(ws: Workspace, table: CompareLink, query: str | None) -> CompareLink:
    """Return a table of Compare at the page that a query is on."""
    shown, ids = comparison.resolve(table, offer(ws), ws.target), _listed(ws, table)
    if shown.tab == "passed" and shown.firsts:
        at = comparison.page_with(ids, query, comparison.PAGE_PAIRS)
        return replace(table, firsts_page=at)
    return replace(table, page=comparison.page_with(ids, query))


def _listed(ws: Workspace, table: CompareLink) -> list[str]:
    shown = comparison.resolve(table, offer(ws), ws.target)
    if shown.gt is None:
        return []
    try:
        counted = people(ws, shown.view)
        if shown.tab == "passed" and shown.firsts:
            found = firsts(ws, shown.gt, shown.pool, shown.where, shown.view, counted, shown.model)
            return [pair.best.query for pair in first_pairs(found)]
        evaluations = [
            evaluation(ws, name, shown.gt, shown.pool, shown.where, shown.view, counted)
            for name in ws.variant_names
        ]
    except YusaError:  # Compare says why there is no table
        return []
    rows = query_rows(ws, shown, evaluations, counted)
    if evaluations:
        rows = comparison.inside(rows, in_slice(ws, shown, evaluations[0]))
    return [row.query for row in comparison.rows_shown(shown, rows)]


def query_rows(
    ws: Workspace, shown: comparison.Shown, evaluations: Sequence[Evaluation], counted: People
) -> list[comparison.Row]:
    """Return the table of queries, with what sets the two chosen variants apart.

    Args:
        ws: the workspace.
        shown: Compare's view.
        evaluations: of all variants on the chosen ground truth.
        counted: people's grades that the evaluations count.
    """
    rows = comparison.table(evaluations, shown.measure)
    if shown.a is None or shown.b is None or shown.gt is None:
        return rows
    layer = counted.layer
    compared = _Compared(
        *(shown.a, shown.b, shown.gt, shown.pool, shown.where, shown.view, shown.measure)
    )
    found = _differences(ws, compared, layer.hash if layer else "", layer, evaluations)
    try:
        said = remarks(ws).of_pair(shown.gt, shown.a, shown.b)
    except JudgmentStoreError:  # where one can be made, the failure is said
        said = {}
    return differences.described(rows, *found, said)


def _narrowed(ws: Workspace, ids: Sequence[str], finder: Finder) -> Found:
    if finder.text or finder.where:
        hits = ws.items.holding(finder.text, finder.where)
        ids = [item_id for item_id in ids if hits[ws.items.position(item_id)]]
    return Found(ids, len(ids))


@_remember(256)
def _found(ws: Workspace, finder: Finder) -> Found:
    if finder.queries_of is not None and finder.queries_of in ws.gt_names:
        return _narrowed(ws, list(ws.gt(finder.queries_of).queries), finder)
    if not finder.text and not finder.where:
        return Found(ws.items.ids, len(ws.items), is_sorted=True)
    result = ws.items.search(finder.text, finder.where, limit=LIST_LIMIT)
    return Found(list(result.ids), result.total)


def random_id(ws: Workspace, finder: Finder, seed: int) -> str | None:
    """Return a question at random from what the finder finds."""
    if finder.where and not finder.text and finder.queries_of is None and finder.table is None:
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
    # A newcomer should see at once that pictures count too.
    candidates.sort(key=lambda item_id: not ws.items.get(item_id).images)
    if variant is not None:
        for item_id in candidates:
            try:
                neighbours(ws, item_id, variant, k=1)
            except NoVectorError:
                continue
            return item_id
    return candidates[0] if candidates else None


def health(ws: Workspace) -> HealthReport:
    """Return what is missing or odd in the workspace; the first call reads every vector."""
    try:
        found = (ws.path / CHECKS).stat()
        stamp = (found.st_size, found.st_mtime_ns)
    except OSError:
        stamp = (0, 0)
    return _health(ws, stamp)


@_remember(2)
def _health(ws: Workspace, stamp: tuple[int, int]) -> HealthReport:  # noqa: ARG001 - a key
    return examine(ws)


@_remember(1)
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


# ---- what variants cost ---------------------------------------------------------------------


@st.cache_resource(max_entries=64, show_spinner=False)
def _timed(variant_hash: str) -> list[SearchTimes]:  # noqa: ARG001 - it is the key
    return []


def search_times(ws: Workspace, variant: str) -> SearchTimes | None:
    """Return how long searches took when they were timed last; None if they weren't."""
    found = _timed(ws.variant_info(variant).hash)
    return found[-1] if found else None


def time_searches(ws: Workspace, variant: str) -> SearchTimes:
    """Time exact searches now, for seconds at most, and keep what was found.

    Raises:
        WorkspaceError: damaged files.
    """
    found = timed_searches(ws.variant(variant))
    _timed(ws.variant_info(variant).hash)[:] = [found]
    return found


# ---- the map --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Projecting:
    """One variant's picture while it is computed, in a thread of its own.

    All sessions that want it wait for the same one, and one that leaves doesn't stop it.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    done: threading.Event = field(default_factory=threading.Event)
    started: bool = False
    share: float = 0.0
    found: Projection | None = None
    error: Exception | None = None


@st.cache_resource(max_entries=8, show_spinner=False)
def _projecting(variant_hash: str) -> _Projecting:  # noqa: ARG001 - it is the key
    return _Projecting()


def projection(ws: Workspace, variant: str, told: Callable[[float], None]) -> Projection:
    """Return where the rows of a variant lie in the picture; computed once for its vectors.

    Args:
        ws: the workspace.
        variant: name of the variant.
        told: called with the share of the work that is done, while there is any.
    """
    job, matrix = _projecting(ws.variant_info(variant).hash), ws.variant(variant).matrix
    with job.lock:
        if job.error is not None:  # of an earlier try
            job.started, job.error = False, None
            job.done.clear()
        if not job.started:
            job.started = True
            threading.Thread(target=_project, args=(job, matrix), daemon=True).start()
    while not job.done.wait(0.1):
        told(job.share)
    if job.found is None:
        raise job.error or RuntimeError("the picture was not computed")
    return job.found


def _project(job: _Projecting, matrix: np.ndarray) -> None:
    def note(share: float) -> None:
        job.share = share

    try:
        job.found = project(matrix, told=note)
    except Exception as error:
        job.error = error
    job.done.set()


@_remember(4)
def colour_fields(ws: Workspace) -> list[str]:
    """Return the fields that points can be coloured by: those with few enough values."""
    return [name for name in filter_fields(ws) if 1 < ws.items.distinct(name) <= FACET_LIMIT]


@_remember(16)
def colours(ws: Workspace, field: str | None) -> mapping.Colours:
    """Return the groups that the values of a field make of the items."""
    values = [value for value, _n in facets(ws, field, ()).values] if field is not None else []
    shown = values[: len(mapping.GROUP_MARKS)]
    masks = [ws.items.matching(((str(field), value),)) for value in shown]
    having = ws.items.matching(tuple((str(field), value) for value in values)) if values else None
    return mapping.colours(field, len(ws.items), values, masks, having)


@_remember(32)
def scene(ws: Workspace, shown: mapping.Shown) -> mapping.Scene:
    """Return what the map shows of the items; the variant's projection has to be there.

    The query and the open item don't matter: leave them out, so that one answer serves all.

    Raises:
        YusaError: the pool can't be formed.
    """
    view = shown.view
    variant = ws.variant(str(view.variant))
    pool = make_pool(ws, view.pool, view.gt if view.pool == "judged" else None, view.where)
    points = projection(ws, variant.name, lambda _share: None).coordinates
    by = colours(ws, shown.colour)
    return mapping.scene(points, variant.row_of, pool.mask, by, shown.region)


@_remember(32)
def hovers(ws: Workspace, shown: mapping.Shown) -> list[list[str]]:
    """Return what is shown at the pointer, for each point of each group of a scene."""
    return [
        [
            mapping.hover(item)
            for item in ws.items.get_many([ws.items.ids[place] for place in group.places])
        ]
        for group in scene(ws, shown).groups
    ]


# ---- judgments, and the figures that they move ----------------------------------------------


@dataclass(slots=True)
class _Log:
    """All events of a store that were read so far; a new judgment only asks for the new ones."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    events: list[StoredJudgment] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    human: HumanLayer = field(default_factory=HumanLayer)


@dataclass(slots=True)
class _Ranked:
    """One variant's rankings of a ground truth's queries in a pool, kept between judgments."""

    pool: Pool
    lock: threading.Lock
    known: dict[str, QueryRanking]


def judgments(ws: Workspace) -> JudgmentStore:
    """Return the workspace's judgment store; looking at it makes no file.

    Every import keeps it, so it is known by the workspace and not by the generation.
    """
    return _store(str(ws.path), ws.uuid)


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(path: str, uuid: str) -> JudgmentStore:
    return JudgmentStore.open(Path(path) / JUDGMENTS, uuid)


@st.cache_resource(max_entries=4, show_spinner=False)
def _log(path: str, uuid: str) -> _Log:  # noqa: ARG001 - both are the key
    return _Log()


def can_judge(ws: Workspace) -> bool:
    """Whether judgments can be stored; a workspace on a read-only disk can only be looked at."""
    return judgments(ws).is_writable


def revision(ws: Workspace) -> int:
    """Return the number of the last judgment stored: one cheap query, never an old answer."""
    return judgments(ws).revision()


def standing(ws: Workspace) -> Standing:
    """Return what counts now, the judgments of other sessions and processes included."""
    return _refresh(ws).standing


def events(ws: Workspace) -> Sequence[StoredJudgment]:
    """Return all events that were ever stored, oldest first."""
    return _refresh(ws).events


@dataclass(frozen=True, slots=True)
class People:
    """People's merged grades at one revision: whatever is drawn together counts the same ones.

    Attributes:
        revision: number of the last judgment; None where the store can't be read.
        layer: the grades; None for a view that counts none of them.
    """

    revision: int | None
    layer: HumanLayer | None


def people(ws: Workspace, view: ViewName) -> People:
    """Return people's grades as they are now, as far as a view counts them.

    Raises:
        JudgmentStoreError: the view counts them, and the store can't be read.
    """
    if view == "imported":
        try:
            return People(revision(ws), None)
        except JudgmentStoreError:
            return People(None, None)
    log = _refresh(ws)
    return People(log.standing.revision, log.human)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of pairs: the imported grades, people's, and both merged by a view.

    ``merged`` is None where there is no ground truth, so no query to merge for.
    """

    imported: GroundTruth | None
    people: HumanLayer
    merged: MergedView | None


def truth(ws: Workspace, gt: str | None, view: ViewName) -> Truth:
    """Return what is known now; where the judgment store can't be read, the imported grades."""
    imported = ground_truth(ws, gt)
    try:
        human = people(ws, "human").layer or HumanLayer()
    except JudgmentStoreError:
        human, view = HumanLayer(), "imported"
    merged = make_view(view, imported, human) if imported is not None else None
    return Truth(imported, human, merged)


def _refresh(ws: Workspace) -> _Log:
    """Read and fold in what was stored since the last time; return the log as it then is."""
    store, log = judgments(ws), _log(str(ws.path), ws.uuid)
    newest = store.revision()
    with log.lock:
        if newest < log.standing.revision:
            newest = store.revision()  # another session may have been faster
        if newest < log.standing.revision:  # the file was removed, or an older one put back
            log.events, log.standing, log.human = [], Standing(), HumanLayer()
        if log.standing.revision < newest:
            new = store.events(log.standing.revision)
            log.standing = standing_of(new, log.standing)
            changed = {(stored.judgment.query, stored.judgment.item) for stored in new}
            log.human = log.human.updated(log.standing, changed)
            log.events = [*log.events, *new]
        return replace(log)


def evaluation(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind | None,
    where: Where,
    view: ViewName,
    counted: People | None = None,
) -> Evaluation:
    """Return the figures of a variant as of the last judgment; only what is new is computed.

    Args:
        ws: the workspace.
        variant: name of the variant.
        gt: name of the ground truth.
        pool: None for the ground truth's default.
        where: filters on the candidates.
        view: which grades count. The imported ones need no judgment store.
        counted: people's grades of this view (:func:`people`); None for those of this moment. Of
            several evaluations that belong together each has to count the same.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
        JudgmentStoreError: a view with people's grades, and the store can't be read.
    """
    layer = (counted or people(ws, view)).layer
    kind = pool or default_pool_kind(ws.gt(gt))
    return _evaluation(ws, variant, gt, kind, where, view, layer.hash if layer else "", layer)


@_remember(128)
def _evaluation(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Evaluation:
    seen = make_view(view, ws.gt(gt), _people)
    known = rankings(ws, variant, gt, pool, where, view, People(None, _people))
    return score_view(ws, variant, gt, seen, _ranked(ws, variant, gt, pool, where).pool, known)


def rankings(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    counted: People,
) -> Mapping[str, QueryRanking]:
    """Return the rankings that :func:`evaluation` was computed from, by query."""
    seen = make_view(view, ws.gt(gt), counted.layer)
    ranked = _ranked(ws, variant, gt, pool, where)
    with ranked.lock:
        known = ranked.known = rank_view(ws, variant, seen, ranked.pool, ranked.known)
    return known


def growth(
    ws: Workspace, variant: str, gt: str, where: Where, view: ViewName, counted: People
) -> Growth:
    """Return how a variant's first hits fare in growing pools; see :func:`core.growth.grow`."""
    layer = counted.layer
    return _growth(ws, variant, gt, where, view, layer.hash if layer else "", layer)


@_remember(64)
def _growth(
    ws: Workspace,
    variant: str,
    gt: str,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Growth:
    return grow(ws, variant, make_view(view, ws.gt(gt), _people), gt, where)


def firsts(
    ws: Workspace,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    counted: People,
    variant: str | None = None,
) -> tuple[UncreditedFirst, ...]:
    """Return what variants rank first and the grades don't credit; of all variants unless named.

    Raises:
        YusaError: see :func:`core.evaluate.evaluate`.
    """
    layer = counted.layer
    people_hash = layer.hash if layer else ""
    return tuple(
        first
        for name in (ws.variant_names if variant is None else (variant,))
        for first in _firsts(ws, name, gt, pool, where, view, people_hash, layer)
    )


@_remember(128)
def _firsts(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,
    _people: HumanLayer | None,
) -> tuple[UncreditedFirst, ...]:
    seen = make_view(view, ws.gt(gt), _people)
    result = _evaluation(ws, variant, gt, pool, where, view, people_hash, _people)
    ranked = _ranked(ws, variant, gt, pool, where)
    with ranked.lock:
        known = ranked.known = rank_view(ws, variant, seen, ranked.pool, ranked.known)
    queries = [query.query for query in result.queries if query.status == "ranked"]
    return uncredited_firsts(seen, variant, known, queries)


def first_queue(
    ws: Workspace, gt: str, pool: PoolKind, queue: FirstQueue
) -> Mapping[str, tuple[str, ...]]:
    """Return the pairs of Compare's list of first items, for Annotate; see :func:`firsts`."""
    counted = people(ws, queue.view)
    return pairs_of(firsts(ws, gt, pool, queue.where, queue.view, counted, queue.variant))


@_remember(32)
def _ranked(ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where) -> _Ranked:
    ws.variant_info(variant)
    return _Ranked(make_pool(ws, pool, gt, where), threading.Lock(), {})


Differences = tuple[dict[str, "Disagreement"], dict[str, "tuple[Cause, ...]"]]


@dataclass(frozen=True, slots=True)
class _Compared:
    """What the differences of two variants depend on, beside the grades."""

    a: str
    b: str
    gt: str
    pool: PoolKind
    where: Where
    view: ViewName
    measure: str


@_remember(64)
def _differences(
    ws: Workspace,
    compared: _Compared,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
    _evaluations: Sequence[Evaluation],
) -> Differences:
    c = compared
    seen = make_view(c.view, ws.gt(c.gt), _people)
    lists = {name: _lists(ws, name, c.gt, c.pool, c.where, seen) for name in (c.a, c.b)}
    by_name = {each.variant: each for each in _evaluations}
    return (
        disagreements(by_name[c.a], by_name[c.b], lists[c.a], lists[c.b]),
        find_causes(ws, c.a, c.b, _evaluations, lists, seen, c.measure),
    )


def _lists(
    ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where, seen: MergedView
) -> Mapping[str, QueryRanking]:
    """Return the rankings that an evaluation was made from; they are kept, or made again."""
    ranked = _ranked(ws, variant, gt, pool, where)
    with ranked.lock:
        ranked.known = rank_view(ws, variant, seen, ranked.pool, ranked.known)
        return ranked.known


def remarks(ws: Workspace) -> RemarkStore:
    """Return the store of what people say about differences, beside the judgments."""
    return _remark_store(str(ws.path), ws.uuid)


@st.cache_resource(max_entries=4, show_spinner=False)
def _remark_store(path: str, uuid: str) -> RemarkStore:
    return RemarkStore.open(Path(path) / JUDGMENTS, uuid)


@_remember(8)
def pairs_to_judge(ws: Workspace, gt: str, pool: PoolKind, k: int) -> Mapping[str, tuple[str, ...]]:
    """Return, for each query of a ground truth, every variant's first ``k`` in a pool."""
    return pooled_pairs(ws, gt, make_pool(ws, pool, gt), k)


def work(ws: Workspace, gt: str, pool: PoolKind, k: int, counted: People, view: ViewName) -> Work:
    """Return what it takes to grade every variant's first ``k``, by the grades that count."""
    pairs = pairs_to_judge(ws, gt, pool, k)
    seen = make_view(view, ws.gt(gt), counted.layer)
    unknown = sum(
        seen.status(query, item) == "unknown" for query, items in pairs.items() for item in items
    )
    number = sum(map(len, pairs.values()))
    return Work(unknown, number / len(pairs) if pairs else 0.0)


def pace(ws: Workspace) -> Pace:
    """Return how long people take for a pair judged blind, as measured here."""
    try:
        given = events(ws)
    except JudgmentStoreError:
        given = ()
    return measured_pace(
        stored.judgment.duration_ms
        for stored in given
        if stored.judgment.duration_ms is not None and stored.judgment.blind
    )


# ---- why variants differ ---------------------------------------------------------------------


@_remember(16)
def slice_fields(ws: Workspace, gt: str) -> list[str]:
    """Return what a ground truth's queries can be grouped by, see :func:`core.slices.fields`."""
    return slices.fields(ws.items.get_many(list(ws.gt(gt).queries)), filter_fields(ws))


@_remember(64)
def _query_groups(ws: Workspace, gt: str, field: str) -> slices.Groups:
    return slices.by_field(ws.items.get_many(list(ws.gt(gt).queries)), field)


def groups(ws: Workspace, field: str, evaluation: Evaluation) -> slices.Groups:
    """Return the groups that a field makes of an evaluation's queries."""
    if field == slices.RELEVANT_COUNT:
        return slices.by_relevant(evaluation.queries)
    return _query_groups(ws, evaluation.gt, field)


def in_slice(
    ws: Workspace, shown: comparison.Shown, evaluation: Evaluation
) -> frozenset[str] | None:
    """Return the queries of the chosen slice; None where none is chosen or there is none such."""
    if shown.slice is None or shown.slice[0] not in slice_fields(ws, evaluation.gt):
        return None
    field, value = shown.slice
    found = groups(ws, field, evaluation)
    return frozenset(query for query, values in found.items() if value in values) or None


def behaviours(
    ws: Workspace, shown: comparison.Shown, gt: str, counted: People
) -> Mapping[str, score_behaviour.Behaviour]:
    """Return how every variant scores the pairs of a ground truth, in the pool that is shown."""
    layer = counted.layer
    of = (gt, shown.pool, shown.where, shown.view)
    return {
        name: _behaviour(ws, name, *of, layer.hash if layer else "", layer)
        for name in ws.variant_names
    }


@_remember(64)
def _behaviour(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,
    _people: HumanLayer | None,
) -> score_behaviour.Behaviour:
    pairs = _pairs(ws, gt, pool, where, view, people_hash, _people)
    return score_behaviour.behaviour(pairs, ws.variant(variant))


@_remember(8)
def _pairs(
    ws: Workspace,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> Mapping[score_behaviour.PairKind, score_behaviour.Pairs]:
    seen = make_view(view, ws.gt(gt), _people)
    return score_behaviour.pairs_of(seen, ws.items, make_pool(ws, pool, gt, where))


def query_hubs(
    ws: Workspace, shown: comparison.Shown, variant: str, gt: str, counted: People
) -> hubs.Hubs:
    """Return the items that are in most of the lists of a ground truth's queries."""
    seen = make_view(shown.view, ws.gt(gt), counted.layer)
    known = rankings(ws, variant, gt, shown.pool, shown.where, shown.view, counted)
    lists = {query: known[query].top for query in seen.queries if known[query].ranked}
    relevant = {
        query: frozenset(item for item in top if seen.status(query, item) == "relevant")
        for query, top in lists.items()
    }
    candidates = _rankable(ws, variant, gt, shown.pool, shown.where)
    return hubs.hubs(lists, shown.k, candidates, relevant)


def corpus_hubs(ws: Workspace, shown: comparison.Shown, variant: str, gt: str) -> hubs.Hubs:
    """Return the items that are in most of the candidates' own lists."""
    lists = _corpus_lists(ws, variant, gt, shown.pool, shown.where)
    candidates = _rankable(ws, variant, gt, shown.pool, shown.where)
    return hubs.hubs(lists, shown.k, candidates, {})


@_remember(32)
def _corpus_lists(
    ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where
) -> Mapping[str, tuple[str, ...]]:
    return hubs.corpus_lists(ws, variant, make_pool(ws, pool, gt, where), max(DEPTHS))


@_remember(64)
def _rankable(ws: Workspace, variant: str, gt: str, pool: PoolKind, where: Where) -> int:
    mask, row_of = make_pool(ws, pool, gt, where).mask, ws.variant(variant).row_of
    return int((row_of >= 0).sum() if mask is None else (row_of[mask] >= 0).sum())


def reach(
    ws: Workspace, shown: comparison.Shown, variant: str, gt: str, counted: People
) -> hubs.Reach:
    """Return the share of a ground truth's relevant pairs that a variant's lists reach."""
    layer = counted.layer
    of = (gt, shown.pool, shown.where, shown.view)
    return _reach(ws, variant, *of, shown.k, layer.hash if layer else "", layer)


@_remember(64)
def _reach(
    ws: Workspace,
    variant: str,
    gt: str,
    pool: PoolKind,
    where: Where,
    view: ViewName,
    k: int,
    people_hash: str,  # noqa: ARG001 - stands for the people's grades in the key
    _people: HumanLayer | None,
) -> hubs.Reach:
    evaluation(ws, variant, gt, pool, where, view, People(None, _people))
    seen = make_view(view, ws.gt(gt), _people)
    ranked = _ranked(ws, variant, gt, pool, where)
    positions, mask = ws.items.positions, ranked.pool.mask
    named = {item for query in seen.queries for item in seen.named(query)}
    inside = frozenset(
        item
        for item in named
        if item in positions and (mask is None or bool(mask[positions[item]]))
    )
    return hubs.reach([ranked.known[query] for query in seen.queries], seen, k, inside)


@_remember(16)
def agreement(ws: Workspace, a: str, b: str) -> identity.Agreement | None:
    """Compare the vectors of two variants, item by item; the first call reads all of them."""
    return identity.agreement(ws.variant(a), ws.variant(b), ws.items.ids)
