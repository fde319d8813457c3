"""Facts about a ground truth: which of its queries count, and why the others don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.evaluate import default_pool_kind
from core.health.naming import ids_of
from core.health.report import REASONS, GroundTruthHealth, Reason
from core.search import make_pool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.ground_truth import GroundTruth
    from core.workspace import Workspace


def ground_truth_health(
    workspace: Workspace, name: str, covered: Mapping[str, np.ndarray]
) -> GroundTruthHealth:
    """Look through a ground truth in its default pool.

    ``covered`` has, per variant, (items,) bool: whether an item has a vector.
    """
    store, gt = workspace.items, workspace.gt(name)
    kind = default_pool_kind(gt)
    mask = make_pool(workspace, kind, name).mask
    inside = np.ones(len(store), dtype=bool) if mask is None else mask
    out: dict[Reason, list[int]] = {reason: [] for reason in REASONS}
    counted: list[int] = []
    for query in sorted(gt.queries):
        place = store.positions[query]
        relevant = gt.relevant(query)
        if any(inside[store.positions[key]] for key in relevant):
            counted.append(place)
        elif relevant:
            out["outside_pool"].append(place)
        else:
            out["only_itself" if _names_itself(gt, query) else "none_relevant"].append(place)
    asked = np.zeros(len(store), dtype=bool)
    asked[[store.positions[query] for query in gt.queries]] = True
    if kind == "judged":
        out["no_entry"] = np.flatnonzero(inside & ~asked).tolist()
    return GroundTruthHealth(
        name=name,
        hash=gt.hash,
        source=gt.source,
        threshold=gt.threshold,
        pool=kind,
        candidates=int(inside.sum()),
        asked=len(gt.queries),
        asked_inside=int((inside & asked).sum()),
        with_relevant=len(counted) + len(out["outside_pool"]),
        counted=len(counted),
        out={reason: ids_of(store, places) for reason, places in out.items()},
        without_vector={
            variant: ids_of(store, [place for place in counted if not has[place]])
            for variant, has in covered.items()
        },
    )


def _names_itself(gt: GroundTruth, query: str) -> bool:
    """Whether the only relevant item that the file names is the query itself."""
    return gt.entries(query).get(query, 0) >= gt.threshold
