"""`yusa evaluate`, `compare` and `report`: figures of variants by ground truths."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.cli import arguments, documents, grades, tables
from core.cli.options import DatabaseOption, Dir, Json, PoolOption, ViewOption, Where
from core.cli.output import print_json, say
from core.compare import contrast_all
from core.errors import UnknownGroundTruthError, UnknownVariantError
from core.evaluate import Evaluation
from core.evaluate import evaluate as evaluate_variant
from core.generations import write_atomically
from core.report import Language, build, read_recommendation, render, to_json
from core.types import PoolKind
from core.types import Where as Filters
from core.views import ViewName, make_view
from core.workspace import Workspace


def evaluate(
    directory: Dir,
    variant: Annotated[list[str] | None, typer.Option(help="Default: all variants.")] = None,
    gt: Annotated[list[str] | None, typer.Option(help="Default: all ground truths.")] = None,
    pool: PoolOption = None,
    where: Where = None,
    view: ViewOption = "imported",
    database: DatabaseOption = None,
    per_query: Annotated[
        bool, typer.Option("--per-query", help="With --json: each query's outcome.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure variants against ground truths."""
    filters = arguments.where(where or [])
    workspace = Workspace.open(directory, database=database)
    results, revision = _evaluate(workspace, variant, gt, pool, filters, view)
    if as_json:
        print_json(documents.evaluations(workspace, results, revision, per_query=per_query))
    else:
        tables.show(tables.evaluations(workspace, results, revision))


def compare(
    directory: Dir,
    variants: Annotated[
        str, typer.Option(metavar="A,B", help="Two variants or more; each pair is compared.")
    ],
    gt: Annotated[list[str] | None, typer.Option(help="Default: all ground truths.")] = None,
    pool: PoolOption = None,
    where: Where = None,
    view: ViewOption = "imported",
    database: DatabaseOption = None,
    as_json: Json = False,
) -> None:
    """Compare variants on the same queries: flips, exact tests, intervals."""
    names = arguments.several(variants, "--variants")
    filters = arguments.where(where or [])
    workspace = Workspace.open(directory, database=database)
    results, revision = _evaluate(workspace, names, gt, pool, filters, view)
    by_gt: dict[str, list[Evaluation]] = {}
    for result in results:
        by_gt.setdefault(result.gt, []).append(result)
    contrasts = contrast_all(by_gt.values(), workspace.target.measure)
    if as_json:
        pools = {name: found[0].pool for name, found in by_gt.items()}
        print_json(documents.comparisons(workspace, view, pools, contrasts, revision))
    else:
        tables.show(tables.comparisons(contrasts, view, revision))


def report(
    directory: Dir,
    out: Annotated[Path, typer.Option(help="Folder for report.md and report.json.")],
    variant: Annotated[list[str] | None, typer.Option(help="Default: all variants.")] = None,
    gt: Annotated[list[str] | None, typer.Option(help="Default: all ground truths.")] = None,
    pool: PoolOption = None,
    where: Where = None,
    view: ViewOption = "imported",
    database: DatabaseOption = None,
    language: Annotated[Language, typer.Option(help="Language of report.md.")] = "ko",
) -> None:
    """Write the report to hand over, as Markdown and JSON."""
    filters = arguments.where(where or [])
    workspace = Workspace.open(directory, database=database)
    results, revision = _evaluate(workspace, variant, gt, pool, filters, view)
    document = build(workspace, results, revision, read_recommendation(directory))
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / "report.md", render(document, language))
    write_atomically(out / "report.json", to_json(document))
    say(f"{out}: report.md and report.json are written")


def _evaluate(
    workspace: Workspace,
    variants: list[str] | None,
    gts: list[str] | None,
    pool: PoolKind | None,
    filters: Filters,
    view: ViewName,
) -> tuple[list[Evaluation], int | None]:
    """Evaluate everything asked for, each once; with it the revision of the judgments."""
    directory = workspace.path
    if not workspace.variant_names:
        raise UnknownVariantError(
            f"{directory}: has no variant yet. Add one: yusa import {directory} --variant NAME=FILE"
        )
    if not workspace.gt_names:
        raise UnknownGroundTruthError(
            f"{directory}: has no ground truth yet. Add one: yusa import {directory} --gt NAME=FILE"
        )
    human, revision = grades.people(workspace, view)
    results = [
        evaluate_variant(workspace, name, found.name, pool, filters, make_view(view, found, human))
        for found in map(workspace.gt, dict.fromkeys(gts or workspace.gt_names))
        for name in dict.fromkeys(variants or workspace.variant_names)
    ]
    return results, revision
