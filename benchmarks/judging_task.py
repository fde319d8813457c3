"""A task that many annotators work through, and what has to be true of its store afterwards."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import data
from benchmarks.annotator import Annotator, Given
from core.access import new_key
from core.generations import POINTER
from core.judgment_store import JudgmentStore
from core.postgres import chosen
from core.task_store import TaskStore
from core.tasks import Seat, Task
from core.workspace import JUDGMENTS, Workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from benchmarks.data import Say, Spec
    from benchmarks.serving import Server

DEPTH = 10
_TASK = "crowd"


class LostError(RuntimeError):
    """A judgment is missing, there twice, or not what the annotator was told."""


@dataclass(frozen=True)
class Work:
    """A workspace with an open task.

    Attributes:
        path: of the workspace.
        uuid: of the workspace.
        database: address of a PostgreSQL database; None for the workspace's own file.
        keys: annotator -> key.
        pairs: that the task asks for.
    """

    path: Path
    uuid: str
    database: str | None
    keys: Mapping[str, str]
    pairs: int

    def annotators(self, server: Server, seed: int = 0) -> list[Annotator]:
        """One session for each, not connected yet."""
        host = server.url.removeprefix("http://")
        return [
            Annotator(host=host, name=name, key=key, seed=seed + n)
            for n, (name, key) in enumerate(self.keys.items())
        ]


def prepare(
    path: Path, spec: Spec, say: Say, *, annotators: int, pairs: int, database: str | None = None
) -> Work:
    """Make a workspace with a task of at least so many pairs, each for one person, once.

    Args:
        path: of the new workspace; one that is there already is taken.
        spec: of its data.
        say: told of progress.
        annotators: on the roster, a key for each.
        pairs: at least so many; one query more for each annotator, because whoever is done with
            a query takes the next one whole.
        database: address of a PostgreSQL database for judgments and task.
    """
    if not (path / POINTER).exists():
        data.make(path, spec, say)
    workspace = Workspace.open(path)
    queries = list(workspace.items.ids)[: -(-pairs // DEPTH) + annotators]
    names = [f"annotator {number:02d}" for number in range(1, annotators + 1)]
    task = Task(
        _TASK,
        "Crowd",
        "hybrid",
        queries=tuple(queries),
        queue="pooled",
        pool="corpus",
        depth=DEPTH,
        roster=tuple(Seat(name) for name in names),
        overlap=0.0,
        repeats=0.0,
        is_open=True,
    )
    keys = {name: new_key() for name in names}
    with closing(TaskStore.open(chosen(database, path / JUDGMENTS), workspace.uuid)) as store:
        store.save(task, "lead")
        for name, key in keys.items():
            store.grant(key, "annotator", name, _TASK)
    return Work(path, workspace.uuid, database, keys, DEPTH * len(queries))


def check(
    work: Work, acknowledged: Sequence[Given], pending: Collection[Given] = ()
) -> list[Given]:
    """Return what is stored; what was pending may be there or not.

    Raises:
        LostError: an acknowledged judgment isn't there, one is there that nobody gave, or a pair
            is there twice.
        YusaError: the chain is broken, or has a gap.
    """
    place = chosen(work.database, work.path / JUDGMENTS)
    with closing(JudgmentStore.open(place, work.uuid)) as store:
        store.verify()
        events = store.events()
        if work.database is None:
            found = store.at_one_moment(
                lambda file: file.exec_driver_sql("PRAGMA integrity_check").scalar()
            )
            if found != "ok":
                raise LostError(f"the file is damaged: {found}")
    stored = Counter(
        Given(e.judgment.annotator, e.judgment.query, e.judgment.item, e.judgment.grade or 0)
        for e in events
    )
    given = Counter(acknowledged)
    lost, strange = given - stored, stored - given - Counter(pending)
    pairs = Counter((each.query, each.item) for each in stored.elements())
    twice = [pair for pair, times in pairs.items() if times > 1]
    for words, wrong in (("lost", lost), ("not given", strange), ("there twice", twice)):
        if wrong:
            raise LostError(f"{len(wrong)} judgments are {words}, such as {next(iter(wrong))}")
    return list(stored.elements())
