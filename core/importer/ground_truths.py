"""The ground truths of the new generation: new ones, and whether the others still hold."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.errors import Faults, GroundTruthError
from core.generations import write_atomically
from core.ingest.ground_truth_file import read_ground_truth
from core.text import counted

if TYPE_CHECKING:
    from pathlib import Path

    from core.generations import Pointer
    from core.importer.job import Job
    from core.items import ItemStore


def add_ground_truths(job: Job, pointer: Pointer, store: ItemStore) -> Pointer:
    """Store what the request names; the others have to fit new items. Faults are the job's."""
    gts = dict(pointer.gts)
    if pointer.items_part != job.old.items_part:
        for name, part in job.old.gts.items():
            if name not in job.request.gts:
                job.attempt(partial(_recheck, job, name, part, store))
    for name, path in job.request.gts.items():
        added = job.attempt(partial(_from_file, job, name, path, store))
        if added:
            gts[name] = added
    return replace(pointer, gts=gts)


def _from_file(job: Job, name: str, path: Path, store: ItemStore) -> str:
    pool_path = job.request.gt_pools.get(name)
    ground_truth = read_ground_truth(path, name, store, pool_path=pool_path)
    part = f"gt/{name}@{job.tag}.json"
    (job.path / part).parent.mkdir(exist_ok=True)
    text = json.dumps(ground_truth.document(), ensure_ascii=False, indent=1) + "\n"
    write_atomically(job.path / part, text)
    asked = counted(len(ground_truth.queries), "query", "queries")
    job.say(f"ground truth {name}: {asked}")
    return part


def _recheck(job: Job, name: str, part: str, store: ItemStore) -> None:
    """A ground truth that stays has to hold for the new items too."""
    data = json.loads((job.path / part).read_text("utf-8"))
    faults = Faults()
    named = set(data["queries"]) | {i for e in data["queries"].values() for i in e}
    for key in sorted(named | set(data["pool"] or ())):
        if key not in store:
            faults.add(
                f'The new items lack "{key}", which the ground truth "{name}" names. '
                "Keep the item, or import the ground truth again in the same command."
            )
    faults.raise_as(GroundTruthError)
