"""`yusa backup` and `restore`: a workspace in one file, and back."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from core.backup import make_backup
from core.cli import progress
from core.cli.options import DatabaseOption, Dir
from core.cli.output import say
from core.postgres import VARIABLE as DATABASE_VARIABLE
from core.restore import restore as restore_backup
from core.text import counted


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
