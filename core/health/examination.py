"""Look through a whole workspace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.health.findings import findings
from core.health.ground_truths import ground_truth_health
from core.health.items import item_health
from core.health.manifests import differing
from core.health.naming import ids_of
from core.health.report import HealthReport
from core.health.variants import same_variants, variant_health
from core.items import HAS_IMAGE
from core.picture_check import known_checks

if TYPE_CHECKING:
    from core.workspace import Workspace


def examine(workspace: Workspace) -> HealthReport:
    """Look through a workspace's items, variants and ground truths.

    Every stored vector is read once, block by block.
    """
    store = workspace.items
    pictured = np.zeros(len(store), dtype=bool)
    if len(store):
        pictured = ~store.matching(((HAS_IMAGE, "false"),))
    covered = {name: workspace.variant(name).row_of >= 0 for name in workspace.variant_names}
    masks = list(covered.values())
    bare = np.flatnonzero(~np.logical_or.reduce(masks)) if masks else ()
    infos = [workspace.variant_info(name) for name in workspace.variant_names]
    report = HealthReport(
        items=item_health(store, pictured, known_checks(workspace)),
        variants=tuple(
            variant_health(store, workspace.variant(name), pictured)
            for name in workspace.variant_names
        ),
        gts=tuple(ground_truth_health(workspace, name, covered) for name in workspace.gt_names),
        in_every_variant=int(np.logical_and.reduce(masks).sum()) if masks else 0,
        in_no_variant=ids_of(store, bare),
        differing=differing(infos),
        same_variants=same_variants(infos),
    )
    return replace(report, findings=findings(report))
