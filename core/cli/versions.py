"""`yusa judgments freeze` and `changes`: versions of a ground truth, and what moved between two."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from core import __version__
from core.cli import grades, tables
from core.cli.options import DatabaseOption, Dir, Json, PoolOption, ViewOption
from core.cli.output import print_json, say
from core.evaluate import default_pool_kind, verdict_document
from core.frozen import contents, make_stamp, named_or_file, origin
from core.generations import write_atomically
from core.shares import FEW, percents
from core.text import counted
from core.types import PoolKind
from core.versions import compare_versions, version_moves
from core.versions import freeze as freeze_view
from core.views import make_view
from core.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.ground_truth import GroundTruth
    from core.judgments import Pair
    from core.types import Target
    from core.versions import Moved, VersionChanges


def freeze(
    directory: Dir,
    gt: Annotated[str, typer.Option(help="Ground truth whose queries are frozen.")],
    name: Annotated[str, typer.Option(help="Name of the version.")],
    author: Annotated[str, typer.Option(help="Who freezes it.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="File to write.")],
    view: ViewOption = "human-over-imported",
    pool: PoolOption = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Day to write; default: today."),
    ] = None,
    database: DatabaseOption = None,
    as_json: Json = False,
) -> None:
    """Freeze what a view says of a ground truth as a file for yusa import --gt."""
    workspace = Workspace.open(directory, database=database)
    human, revision = grades.people(workspace, view)
    ground_truth = workspace.gt(gt)
    kind = pool or default_pool_kind(ground_truth)
    if kind == "judged" and ground_truth.pool is None:
        raise typer.BadParameter(f'"{gt}" declares no pool.', param_hint="--pool")
    when = (day or datetime.now().astimezone()).date()
    stamp = make_stamp(workspace, name, author, note, when, revision or 0)
    made = freeze_view(
        make_view(view, ground_truth, human), ground_truth, stamp, workspace.items, kind
    )
    write_atomically(out, made.text)
    held = contents(made.ground_truth)
    say(
        f"{out}: {counted(held.queries, 'query', 'queries')}, {counted(held.pairs, 'pair')}, view "
        f"{view}, judgment revision {stamp.revision}; hash {made.hash}"
    )
    for number, words in (
        (made.regraded, "changed so that one threshold fits all; relevance is kept"),
        (made.outside, "left out: outside the pool"),
        (made.gone, "left out: the item is gone"),
    ):
        if number:
            say(f"{counted(number, 'grade')} {words}")
    if as_json:
        print_json(
            {
                "version": __version__,
                "file": str(out),
                "frozen": _frozen(made.ground_truth),
                "pool": kind,
                "pool_size": None
                if made.ground_truth.pool is None
                else len(made.ground_truth.pool),
                "unlisted": made.ground_truth.unlisted,
                "threshold": made.ground_truth.threshold,
                "queries": held.queries,
                "pairs": held.pairs,
                "grades": {str(grade): n for grade, n in held.grades.items()},
                "cannot_tell": held.untold,
            }
        )


def _frozen(ground_truth: GroundTruth) -> dict[str, Any] | None:
    found = origin(ground_truth)
    return None if found is None else asdict(found)


def changes(
    directory: Dir,
    old: Annotated[str, typer.Argument(metavar="OLD", help="Ground truth, or a file of one.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Ground truth, or a file of one.")],
    pool: PoolOption = None,
    as_json: Json = False,
) -> None:
    """Say what a version of a ground truth says otherwise than another, and what that moves."""
    workspace = Workspace.open(directory)
    before, after = (named_or_file(workspace, given) for given in (old, new))
    both = before.pool is not None and after.pool is not None
    kind: PoolKind = pool or ("judged" if both else "corpus")
    if kind == "judged" and not both:
        raise typer.BadParameter("one of the two declares no pool.", param_hint="--pool")
    found = compare_versions(before, after)
    moves = version_moves(workspace, before, after, workspace.variant_names, kind)
    if as_json:
        print_json(_changes_document(before, after, kind, workspace.target, found, moves))
        return
    for table in _changes_tables(before, after, kind, workspace.target, found, moves):
        tables.show(table)


def _changes_document(
    before: GroundTruth,
    after: GroundTruth,
    kind: PoolKind,
    target: Target,
    found: VersionChanges,
    moves: Sequence[Moved],
) -> dict[str, object]:
    return {
        "version": __version__,
        "old": _version(before),
        "new": _version(after),
        "pool": kind,
        "added": [{**_pair(pair), "grade": grade} for pair, grade in found.added],
        "removed": [{**_pair(pair), "grade": grade} for pair, grade in found.removed],
        "changed": [
            {**_pair(pair), "old": was, "new": becomes} for pair, was, becomes in found.changed
        ],
        "turned": [{**_pair(each.pair), "old": each.old, "new": each.new} for each in found.turned],
        "queries_added": list(found.queries_added),
        "queries_removed": list(found.queries_removed),
        "pool_added": list(found.pool_added),
        "pool_removed": list(found.pool_removed),
        "target": {"measure": target.measure, "value": target.value},
        "variants": [_moved(each) for each in moves],
    }


def _version(ground_truth: GroundTruth) -> dict[str, object]:
    return {
        "name": ground_truth.name,
        "hash": ground_truth.hash,
        "frozen": _frozen(ground_truth),
    }


def _pair(pair: Pair) -> dict[str, object]:
    return {"query": pair[0], "item": pair[1]}


def _moved(move: Moved) -> dict[str, object]:
    return {
        "variant": move.variant,
        "hits": list(move.hits),
        "n": list(move.n),
        "to_hit": list(move.to_hit),
        "to_miss": list(move.to_miss),
        "came": list(move.came),
        "went": list(move.went),
        "verdicts": [verdict_document(each) for each in move.verdict],
        "verdict_moved": move.verdict_moved,
    }


def _changes_tables(
    before: GroundTruth,
    after: GroundTruth,
    kind: PoolKind,
    target: Target,
    found: VersionChanges,
    moves: Sequence[Moved],
) -> list[Any]:
    title = f"{before.name} -> {after.name}"
    counts = tables.columns(
        "Pairs", "added", "removed", "regraded", "turned", "queries added", "queries removed",
        "pool added", "pool removed", title=title,
    )  # fmt: skip
    lists = (
        *(found.added, found.removed, found.changed, found.turned),
        *(found.queries_added, found.queries_removed, found.pool_added, found.pool_removed),
    )
    counts.add_row("", *(f"{len(each):,}" for each in lists))
    moved = tables.columns(
        "Variant", "n", "hits", "Share", "Moved", "Verdict",
        title=f"{target.measure}, pool {kind}: what each version says, the older first.",
    )  # fmt: skip
    for move in moves:
        flipped = [f"{query} to hit" for query in move.to_hit]
        flipped += [f"{query} to miss" for query in move.to_miss]
        flipped += [f"{query} counts now" for query in move.came]
        flipped += [f"{query} counts no longer" for query in move.went]
        was, becomes = (f"{each.point or 'no query'}, {each.evidence}" for each in move.verdict)
        moved.add_row(
            Text(move.variant),
            *(f"{values[0]} -> {values[1]}" for values in (move.n, move.hits)),
            _shares(move, target),
            Text(", ".join(flipped) or "-"),
            f"{was} -> {becomes}" if move.verdict_moved else was,
        )
    return [counts, moved]


def _shares(move: Moved, target: Target) -> str:
    if min(move.n) < FEW:
        return "-"
    shares = [hits / n for hits, n in zip(move.hits, move.n, strict=True)]
    return " -> ".join(f"{each}%" for each in percents(shares, target.value, decimals=1))
