"""Commands: parse arguments, call the library, print.

Messages and progress go to standard error, results to standard output. Exit status: 0 done,
1 bad input (clear sentences, no traceback), 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from core.backup import make_backup
from core.cli import (
    arguments,
    documents,
    grades,
    judgments,
    keys,
    progress,
    tables,
    tasks,
    versions,
)
from core.cli.options import DatabaseOption, Dir, Json, PoolOption, ViewOption, Where
from core.cli.output import print_json, say
from core.compare import contrast_all
from core.errors import (
    HostError,
    LockError,
    NameTakenError,
    PortBusyError,
    UnknownGroundTruthError,
    UnknownVariantError,
    YusaError,
)
from core.evaluate import Evaluation
from core.evaluate import evaluate as evaluate_variant
from core.generations import POINTER, read_pointer, sweep, write_atomically, write_lock
from core.importer.request import ImportRequest
from core.importer.run import check_folder, import_files
from core.picture_check import check_pictures, picture_counts
from core.postgres import VARIABLE as DATABASE_VARIABLE
from core.report import Language, build, read_recommendation, render, to_json
from core.restore import restore as restore_backup
from core.search import make_pool
from core.search import neighbours as find_neighbours
from core.text import counted
from core.types import PoolKind
from core.types import Where as Filters
from core.views import ViewName, make_view
from core.workspace import Workspace

app = typer.Typer(
    help="Review similar-question retrieval: exact neighbours, honest figures.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
judgments.app.command()(versions.freeze)
judgments.app.command()(versions.changes)
judgments.app.command()(tasks.progress)
app.add_typer(judgments.app, name="judgments")


def main() -> NoReturn:
    """Run the command; bad input becomes sentences on standard error and exit status 1."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores SIGHUP on purpose
            signal.signal(number, _stop)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app(prog_name="yusa")
    except YusaError as fault:
        for sentence in fault.faults:
            say(f"yusa: {sentence}")
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain again while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as fault:
        say(f"yusa: {fault.filename or 'the operating system'}: {fault.strerror or fault}.")
        sys.exit(1)
    except MemoryError:
        say("yusa: not enough memory. Close other programs, or use a larger machine.")
        sys.exit(1)
    sys.exit(0)


def _stop(number: int, _frame: object) -> NoReturn:
    """End by way of the clean-up, so that a stopped import leaves no rubbish."""
    sys.exit(128 + number)


@app.command()
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


@app.command("import")
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


@app.command()
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


@app.command()
def info(directory: Dir, database: DatabaseOption = None, as_json: Json = False) -> None:
    """Say what a workspace holds."""
    workspace = Workspace.open(directory, database=database)
    if as_json:
        print_json(documents.info(workspace))
    else:
        for table in tables.info(workspace):
            tables.show(table)


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def backup(
    directory: Dir,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Zip file to write.")],
    pictures: Annotated[
        bool, typer.Option("--pictures", help="Put the pictures in as well.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Write a workspace with its judgments into one file, while people go on working."""
    with progress.shown() as report_progress:
        made = make_backup(
            directory,
            file,
            database=database,
            pictures=pictures,
            progress=partial(report_progress, "files"),
        )
    noted = f"; head {made.head}" if made.head else ""
    say(f"{file}: {counted(made.files, 'file')}, judgments up to revision {made.revision:,}{noted}")
    if made.pictures_missing:
        say(f"warning: {counted(made.pictures_missing, 'picture')} could not be read")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File that backup wrote.")],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="New or empty folder.")],
) -> None:
    """Make a workspace from a backup; every file is checked before the folder is there."""
    with progress.shown() as report_progress:
        made = restore_backup(file, directory, partial(report_progress, "files"))
    noted = f"; head {made.head}" if made.head else ""
    say(f"{directory}: restored, judgments up to revision {made.revision:,}{noted}")
    if made.from_database:
        say(
            "The judgments were in a database. They are in this folder now; to put them into "
            f"a database: yusa judgments copy {directory} --to URL"
        )
    if os.environ.get(DATABASE_VARIABLE):
        say(
            f"warning: {DATABASE_VARIABLE} is set, so the judgments of that database are shown, "
            "not the restored ones"
        )
    if made.images_root is not None and not made.pictures_there:
        say(
            f"warning: the pictures are not there ({made.images_root}). Name their folder: "
            f"yusa import {directory} --images FOLDER"
        )


@app.command()
def serve(
    directory: Dir,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    database: DatabaseOption = None,
) -> None:
    """Serve the dashboard."""
    with contextlib.closing(Workspace.open(directory, database=database).judgments()):
        pass  # a missing driver is said before the server is up
    # What an interrupted import left; not while another one is at work.
    with contextlib.suppress(LockError, OSError), write_lock(directory):
        sweep(directory, read_pointer(directory))
    _require_free_port(host, port)
    # By name: core knows nothing of the dashboard, and replacing the process leaves one to signal.
    if database is not None:
        os.environ[DATABASE_VARIABLE] = database  # other users see arguments, not the environment
    command = ["-P", "-m", "dashboard", "--workspace", str(directory), "--port", str(port)]
    os.execv(sys.executable, [sys.executable, *command, "--host", host])  # noqa: S606


app.command()(keys.key)


def _require_free_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (socket.gaierror, UnicodeError) as fault:  # what no name can be is a UnicodeError
            raise HostError(
                f'The host "{host}" can\'t be resolved. Check its spelling, or give an address '
                "of this machine, such as --host 127.0.0.1."
            ) from fault
        except OSError as fault:
            if fault.errno == errno.EADDRNOTAVAIL:
                raise HostError(
                    f'The host "{host}" is no address of this machine. Give one that is, such as '
                    "--host 127.0.0.1."
                ) from fault
            raise PortBusyError(
                f"{host}:{port} can't be used ({fault.strerror}). Give another port: --port N."
            ) from fault
