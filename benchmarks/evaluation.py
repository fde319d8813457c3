"""Evaluation of every variant on every ground truth, in both pools, warm."""

from __future__ import annotations

import argparse

from benchmarks import data
from benchmarks.data import Say, Spec
from benchmarks.timing import elapsed_ms, quantile
from core.evaluate import evaluate
from core.types import PoolKind
from core.workspace import Workspace

POOLS: tuple[PoolKind, ...] = ("judged", "corpus")


def measure(workspace: Workspace, pool: PoolKind, rounds: int) -> dict[str, object]:
    """Milliseconds per variant for all ground truths together, and their sum.

    The first evaluation of each variant, which loads it, is not timed.
    """
    per_variant: dict[str, float] = {}
    for variant in workspace.variant_names:

        def both(variant: str = variant) -> None:
            for gt in workspace.gt_names:
                evaluate(workspace, variant, gt, pool)

        both()
        per_variant[variant] = round(quantile([elapsed_ms(both) for _ in range(rounds)], 0.5), 1)
    return {
        "per_variant_ms": per_variant,
        "worst_variant_ms": max(per_variant.values()),
        "all_ms": round(sum(per_variant.values()), 1),
        "queries": sum(len(workspace.gt(gt).queries) for gt in workspace.gt_names),
    }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options beyond those that describe the data."""
    parser.add_argument("--rounds", type=int, default=3, help="timed evaluations of each variant")


def run(given: argparse.Namespace, spec: Spec, say: Say) -> dict[str, object]:
    """Measure both pools."""
    workspace = Workspace.open(data.workspace(given.data, spec, say))
    figures: dict[str, object] = {}
    for pool in POOLS:
        say(f"evaluating in the {pool} pool")
        figures[pool] = measure(workspace, pool, given.rounds)
    success = {
        f"{variant} {gt}": evaluate(workspace, variant, gt, "judged").measures["success@5"].mean
        for variant in workspace.variant_names
        for gt in workspace.gt_names
    }
    return figures | {"success_at_5": success}
