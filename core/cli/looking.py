"""`yusa info`, `check` and `neighbours`: what a workspace holds."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from core.cli import arguments, documents, progress, tables
from core.cli.options import DatabaseOption, Dir, Json, PoolOption, Where
from core.cli.output import print_json
from core.picture_check import check_pictures, picture_counts
from core.search import make_pool
from core.search import neighbours as find_neighbours
from core.workspace import Workspace


def info(directory: Dir, database: DatabaseOption = None, as_json: Json = False) -> None:
    """Say what a workspace holds."""
    workspace = Workspace.open(directory, database=database)
    if as_json:
        print_json(documents.info(workspace))
    else:
        for table in tables.info(workspace):
            tables.show(table)


def check(directory: Dir, as_json: Json = False) -> None:
    """Open the pictures that an import of very many has not opened, and count what is wrong."""
    workspace = Workspace.open(directory)
    with progress.shown() as report_progress:
        opened = check_pictures(workspace, partial(report_progress, "pictures"))
    counts = picture_counts(workspace)
    if as_json:
        print_json(documents.check(opened, counts))
    else:
        tables.show(tables.check(opened, counts))


def neighbours(
    directory: Dir,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Id of the query item.")],
    variant: Annotated[str, typer.Option(help="Variant that ranks.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many neighbours.")] = 10,
    pool: PoolOption = None,
    gt: Annotated[str | None, typer.Option(help="Ground truth of the judged pool.")] = None,
    where: Where = None,
    as_json: Json = False,
) -> None:
    """List the nearest items of a query, exactly, in canonical order."""
    if gt is not None and pool != "judged":
        raise typer.BadParameter("names a judged pool: add --pool judged.", param_hint="--gt")
    filters = arguments.where(where or [])
    workspace = Workspace.open(directory)
    candidates = make_pool(workspace, pool or "corpus", gt, filters)
    found = find_neighbours(workspace, query, variant, k, candidates)
    if as_json:
        print_json(documents.neighbours(workspace.items.get(query).id, variant, found))
    else:
        tables.show(tables.neighbours(workspace, found))
