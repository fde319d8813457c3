"""`yusa judgments`: judgments out of a workspace and into it, and how far people agree."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated

import typer

from core.cli import agreeing
from core.cli.options import DatabaseOption, Dir, Json
from core.cli.output import print_json, say
from core.concord import concord
from core.generations import write_atomically
from core.judgment_files import Format, export, import_judgments
from core.postgres import database as address
from core.store_copy import copy_store
from core.text import counted
from core.workspace import JUDGMENTS, Workspace

app = typer.Typer(
    help="Export, import, copy and verify judgments; how far people agree.", no_args_is_help=True
)

FormatOption = Annotated[
    Format,
    typer.Option("--format", help="jsonl: every event; csv: for spreadsheets; qrels: merged."),
]


@app.command("export")
def export_(
    directory: Dir,
    form: FormatOption = "jsonl",
    database: DatabaseOption = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write; default: standard output.")
    ] = None,
) -> None:
    """Write the judgments of a workspace."""
    workspace = Workspace.open(directory, database=database)
    events = workspace.events()
    text = export(events, form)
    if out is None:
        sys.stdout.write(text)
    else:
        write_atomically(out, text)
    say(f"{counted(len(events), 'event')} exported as {form}")


@app.command("import")
def import_(
    directory: Dir,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to read.")],
    form: FormatOption = "jsonl",
    database: DatabaseOption = None,
    annotator: Annotated[str | None, typer.Option(help="Who judged, for qrels.")] = None,
) -> None:
    """Append the judgments of a file; those that are stored already are not stored again."""
    workspace = Workspace.open(directory, database=database)
    with contextlib.closing(workspace.judgments()) as store:
        total, new = import_judgments(store, file, form, workspace.items, annotator)
        say(
            f"{file.name}: {counted(total, 'judgment')}, {new:,} new; revision {store.revision():,}"
        )


@app.command()
def copy(
    directory: Dir,
    to: Annotated[
        str | None, typer.Option(metavar="URL", help="Database to copy into; default: DIR's file.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--from", metavar="URL", help="Database to copy from; default: DIR's file."),
    ] = None,
) -> None:
    """Copy judgments, remarks and names as they are between DIR's file and a database.

    Copying again goes on where it stopped, and adds what is new.
    """
    if to is None and source is None:
        raise typer.BadParameter("give the database: --to URL or --from URL.")
    workspace = Workspace.open(directory)
    file = directory / JUDGMENTS
    places = [file if url is None else address(url) for url in (source, to)]
    copied = copy_store(places[0], places[1], workspace.uuid)
    rows = ", ".join(f"{name} {number:,}" for name, number in copied.rows.items())
    noted = f"; head {copied.head}" if copied.head else ""
    say(f"{places[1]}: {rows or 'nothing'}; {copied.new:,} new, the chain is whole{noted}")


@app.command()
def verify(
    directory: Dir,
    database: DatabaseOption = None,
    head: Annotated[
        str | None, typer.Option(help="Hash of an event that has to be there, as noted before.")
    ] = None,
) -> None:
    """Check that no judgment was altered, inserted, or removed before the last one.

    With --head also that none was removed up to the one noted.
    """
    workspace = Workspace.open(directory, database=database)
    with contextlib.closing(workspace.judgments()) as store:
        store.verify(head)
        last = store.head()
        noted = f"; head {last}" if last else ""
        say(f"{counted(store.revision(), 'event')}, the chain is whole{noted}")


@app.command()
def agreement(
    directory: Dir,
    task: Annotated[
        str | None, typer.Option(help="Only judgments of the task with this id.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Also judgments given with a rank or score in sight.")
    ] = False,
    database: DatabaseOption = None,
    as_json: Json = False,
) -> None:
    """Tell how far people agree: with each other, with themselves, with each ground truth."""
    workspace = Workspace.open(directory, database=database)
    truths = {name: workspace.gt(name) for name in workspace.gt_names}
    found = concord(workspace.events(), truths, task, blind_only=not all_)
    if as_json:
        print_json(agreeing.document(found))
    else:
        sys.stdout.write("\n".join(agreeing.lines(found)) + "\n")
