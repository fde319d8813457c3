"""`yusa demo`, `import` and `derive`: what makes a workspace or adds to it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from core.cli import arguments, progress
from core.cli.options import Dir
from core.cli.output import say
from core.errors import NameTakenError
from core.generations import POINTER
from core.importer.request import ImportRequest
from core.importer.run import check_folder, import_files
from core.text import counted
from core.workspace import Workspace


def demo(directory: Dir) -> None:
    """Make the demonstration workspace: generated questions, pictures, variants, ground truths."""
    from core.demo import generate
    from core.demo.people import store_practice_judgments

    if (directory / POINTER).exists():
        raise NameTakenError(f"{directory}: is a workspace already. Give another folder.")
    check_folder(directory)
    with tempfile.TemporaryDirectory(prefix="yusa-demo-") as folder:
        files = generate(Path(folder), progress=say)
        request = ImportRequest(
            items=files.items,
            images=files.images,
            copy_images=True,
            variants=files.variants,
            manifests=files.manifests,
            gts=files.gts,
            demo=True,
            name="연습용 문항",
            defaults={"variant": "text+image", "gt": "image"},
        )
        with progress.shown() as report:
            import_files(directory, request, say, report)
    stored = store_practice_judgments(Workspace.open(directory))
    say(counted(stored, "practice judgment"))
    say(f"{directory}: ready. Look at it with: yusa serve {directory}")


def import_(
    directory: Dir,
    items: Annotated[Path | None, typer.Option(help=".jsonl, .csv, .tsv or .parquet.")] = None,
    images: Annotated[Path | None, typer.Option(help="Folder of the pictures.")] = None,
    copy_images: Annotated[
        bool, typer.Option("--copy-images", help="Copy the pictures into the workspace.")
    ] = False,
    variant: Annotated[
        list[str] | None, typer.Option(metavar="NAME=FILE", help=".npz, .npy or .parquet.")
    ] = None,
    keys: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=IDS_KEY,VECTORS_KEY", help="Arrays to read."),
    ] = None,
    ids: Annotated[
        list[str] | None, typer.Option(metavar="NAME=FILE", help="Ids of an .npy file.")
    ] = None,
    manifest: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=FILE.json", help="What made the vectors."),
    ] = None,
    gt: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=FILE", help="Ground truth: JSON, TREC qrels or BEIR TSV."),
    ] = None,
    gt_pool: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=FILE", help="Candidates that were judged for a ground truth."),
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Column that feeds an item field."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what has the same name.")
    ] = False,
) -> None:
    """Create a workspace from files, or add files to it."""
    variants = arguments.paths(variant or [], "--variant")
    gts = arguments.paths(gt or [], "--gt")
    key_pairs = arguments.key_pairs(keys or [])
    id_files = arguments.paths(ids or [], "--ids")
    manifests = arguments.paths(manifest or [], "--manifest")
    pools = arguments.paths(gt_pool or [], "--gt-pool")
    for given, flag in ((key_pairs, "--keys"), (id_files, "--ids"), (manifests, "--manifest")):
        arguments.require_names(list(given), variants, flag, "--variant")
    arguments.require_names(list(pools), gts, "--gt-pool", "--gt")
    columns = arguments.pairs(mapping or [], "--map", "FIELD=COLUMN")
    if columns and items is None:
        raise typer.BadParameter("needs --items FILE.", param_hint="--map")
    if not (items or images or variants or gts):
        raise typer.BadParameter("nothing to import: give --items, --variant or --gt.")
    request = ImportRequest(
        items=items,
        images=images,
        copy_images=copy_images,
        variants=variants,
        keys=key_pairs,
        ids=id_files,
        manifests=manifests,
        gts=gts,
        gt_pools=pools,
        mapping=columns,
        replace=replace,
    )
    with progress.shown() as report:
        import_files(directory, request, say, report)


def derive(
    directory: Dir,
    variant: Annotated[str, typer.Option(metavar="NEW", help="Name of the new variant.")],
    source: Annotated[str, typer.Option("--from", metavar="V", help="The variant to shorten.")],
    dims: Annotated[int, typer.Option(metavar="N", help="Leading dimensions to keep.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a variant of the same name.")
    ] = False,
) -> None:
    """Make a variant from the first dimensions of another (Matryoshka prefix), re-normalised."""
    Workspace.open(directory)  # a folder that is none would else become one
    request = ImportRequest(derived={variant: (source, dims)}, replace=replace)
    with progress.shown() as report_progress:
        import_files(directory, request, say, report_progress)
