"""Arguments and options that several commands have, each with one text of help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from core.types import PoolKind
from core.views import ViewName

Dir = Annotated[Path, typer.Argument(metavar="DIR", help="Workspace folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON on standard output.")]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="Database that holds the judgments; default: YUSA_DATABASE_URL, else DIR.",
    ),
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=VALUE",
        help="Filter the candidates; a repeated field means OR, different fields AND.",
    ),
]
PoolOption = Annotated[
    PoolKind | None,
    typer.Option(help="Candidates: the whole corpus, or the ground truth's judged pool."),
]
ViewOption = Annotated[
    ViewName,
    typer.Option(help="Grades that count: the imported ones, people's, or people's first."),
]
