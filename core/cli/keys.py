"""`yusa key`: a new key for a lead who lost theirs."""

from __future__ import annotations

import contextlib
import sys
from typing import Annotated

import typer

from core.access import new_key
from core.cli.options import DatabaseOption, Dir
from core.cli.output import say
from core.text import counted
from core.workspace import Workspace


def key(
    directory: Dir,
    lead: Annotated[str, typer.Option(metavar="NAME", help="Who gets the key.")],
    database: DatabaseOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take this person's earlier keys back.")
    ] = False,
) -> None:
    """Make a lead's key, which opens every page also while people judge."""
    workspace = Workspace.open(directory, database=database)
    made = new_key()
    with contextlib.closing(workspace.task_store()) as store:
        taken = store.revoke("lead", lead) if replace else 0
        name = store.grant(made, "lead", lead).name
    sys.stdout.write(f"{made}\n")
    if replace:
        say(f"{counted(taken, 'earlier key')} of {name} taken back")
    say(f"a key for {name}: open the dashboard with ?key=KEY at the end of its address, once")
