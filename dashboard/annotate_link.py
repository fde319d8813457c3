"""The address of Annotate: which queue of which ground truth is on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.tasks import QUEUE_KINDS, QueueKind
from dashboard import compare_link, state
from dashboard.compare_link import CompareLink

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from core.types import PoolKind, Where
    from core.views import ViewName
    from dashboard.links import Language

DEFAULT_QUEUE: Final[QueueKind] = "pooled"


@dataclass(frozen=True, slots=True)
class FirstQueue:
    """A queue of the first items that a ground truth doesn't credit, as Compare lists them.

    ``variant`` is whose first items they are, None for all variants'; ``view`` says by whose grades
    they aren't credited; ``where`` restricts the candidates.
    """

    variant: str | None = None
    view: ViewName = "imported"
    where: Where = ()


@dataclass(frozen=True, slots=True)
class AnnotateLink:
    """What Annotate has on the desk; who judges is never part of an address.

    ``pool`` None: the ground truth's own; ``queue`` is Compare's list, where ``kind`` is
    ``first``.
    """

    gt: str | None = None
    pool: PoolKind | None = None
    kind: QueueKind = DEFAULT_QUEUE
    queue: FirstQueue | None = None
    language: Language = "ko"


def parse(params: Mapping[str, Sequence[str]]) -> AnnotateLink:
    """Read Annotate's view from query parameters; like :func:`dashboard.compare_link.parse`."""
    common = compare_link.parse(params)
    wanted = next(reversed(params.get("queue", ())), "")
    kind = next((each for each in QUEUE_KINDS if each == wanted), DEFAULT_QUEUE)
    queue = FirstQueue(common.model, common.view, common.where) if kind == "first" else None
    return AnnotateLink(common.gt, common.pool, kind, queue, common.language)


def format_link(link: AnnotateLink) -> dict[str, list[str]]:
    """Return the query parameters of Annotate; defaults are left out."""
    address = compare_link.format_link(
        CompareLink(gt=link.gt, pool=link.pool, language=link.language)
    )
    if link.kind != DEFAULT_QUEUE:
        address["queue"] = [link.kind]
    if link.queue is None:
        return address
    queue = CompareLink(model=link.queue.variant, view=link.queue.view, where=link.queue.where)
    return {**address, **compare_link.format_link(queue)}


def adopt(session: MutableMapping[Any, Any], params: Mapping[str, Sequence[str]]) -> bool:
    """Take over the address, like :func:`dashboard.browsing.adopt`."""
    link = parse(params)
    address = format_link(link)
    if state.ANNOTATE_GT in session and address == session.get(state.SEEN):
        return False
    session[state.ANNOTATE_GT], session[state.ANNOTATE_POOL] = link.gt, link.pool
    session[state.ANNOTATE_KIND], session[state.ANNOTATE_QUEUE] = link.kind, link.queue
    state.set_language(session, link.language)
    session[state.SEEN] = address
    return True
