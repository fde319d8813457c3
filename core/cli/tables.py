"""Readable tables for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.measures import CUTOFFS
from core.picture_check import picture_counts
from core.shares import FEW, exact_percent, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.compare import Contrast, Outcome
    from core.evaluate import Evaluation, MeasureResult
    from core.picture_check import PictureCounts
    from core.types import ImageStatus, Neighbour
    from core.views import ViewName
    from core.workspace import Workspace


_FOUND: Mapping[Outcome, str] = {
    "apart": "a difference",
    "apart_but_for_holes": "a difference, unless unjudged pairs undo it",
    "not_apart": "no difference found",
}


def show(table: Table) -> None:
    """Print to standard output; wide where nobody's terminal limits it."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=200)
    console.print(table)


def columns(*names: str, title: str | None = None) -> Table:
    """An empty table; columns of numbers stand to the right."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for column in names:
        numeric = column[0].islower() or column[-1].isdigit() or column in {"MRR", "Score", "Rows"}
        table.add_column(column, justify="right" if numeric else "left", overflow="fold")
    return table


def neighbours(workspace: Workspace, found: Sequence[Neighbour]) -> Table:
    """Rank, score, id and the beginning of the text."""
    table = columns("rank", "Score", "Id", "Text")
    items = workspace.items.get_many([n.id for n in found])
    for neighbour, item in zip(found, items, strict=True):
        text = " ".join(item.text.split())
        table.add_row(
            str(neighbour.rank),
            f"{neighbour.score:.6f}",
            Text(neighbour.id),
            Text(text[:77] + "…" if len(text) > 78 else text),
        )
    return table


def evaluations(workspace: Workspace, results: Sequence[Evaluation], revision: int | None) -> Table:
    """One row per variant and ground truth, at a judgment revision."""
    target = workspace.target
    title = (
        f"Target: {target.measure} >= {exact_percent(target.value)}%. "
        "Interval: 95 %, of the known hits. "
        "A range 'a to b' comes from unjudged items, not from sampling."
    )
    if results:
        title += f" {_grades(results[0].view, revision)}"
    if any(result.verdict.evidence == "interim" for result in results):
        title += " interim: so many of the planned study's queries are decided yet."
    tops = [f"success@{k}" for k in CUTOFFS]
    table = columns(
        "GT", "Variant", "Pool", "n", *tops, "MRR", f"{target.measure} interval", "Point",
        "Evidence", title=title,
    )  # fmt: skip
    for result in results:
        table.add_row(
            Text(result.gt),
            Text(result.variant),
            f"{result.pool.kind} ({result.pool.size:,})",
            str(result.n),
            *(
                _share(
                    result.measures[key], result.n, target.value if key == target.measure else None
                )
                for key in tops
            ),
            _mean(result.measures["rr"], result.n),
            _interval(result.measures[target.measure], result.n, target.value),
            result.verdict.point or "no query",
            _evidence(result),
        )
    return table


def _evidence(result: Evaluation) -> str:
    verdict = result.verdict
    if verdict.study is None or verdict.evidence != "interim":
        return verdict.evidence
    return f"interim ({verdict.decided}/{verdict.study.queries})"


def _grades(view: ViewName, revision: int | None) -> str:
    """Which grades count, and up to which judgment."""
    return f"Grades: {view}, judgment revision {'-' if revision is None else revision}."


def comparisons(contrasts: Sequence[Contrast], view: ViewName, revision: int | None) -> Table:
    """Variants in pairs, per ground truth, at a judgment revision."""
    title = "No ground truth to compare on."
    if contrasts:
        title = (
            f"{contrasts[0].hits.pair.measure} of A and B on the same queries. p: how often two "
            "equally good variants would differ at least so much; Holm: corrected for all rows. "
            f"'no difference found' is not 'equal'. {_grades(view, revision)}"
        )
    table = columns(
        "GT", "A", "B", "n", "both", "only A", "only B", "neither", "A - B (points)", "95 %", "p",
        "Holm", "MRR A - B", "95 %", "p", "Found", title=title,
    )  # fmt: skip
    for each in contrasts:
        hits, ranks = each.hits.pair, each.ranks
        few = hits.n < FEW
        cells = (hits.both, hits.only_a, hits.only_b, hits.neither)
        table.add_row(
            Text(hits.gt),
            Text(hits.a),
            Text(hits.b),
            str(hits.n),
            *(str(len(queries)) for queries in cells),
            "-" if few else f"{100 * hits.difference:+.1f}",
            "-" if few else _range(each.hits_interval, 100, "+.1f"),
            f"{hits.p:.3f}",
            f"{each.hits.holm_p:.3f}",
            "-" if few else f"{ranks.difference:+.3f}",
            "-" if few else _range(each.ranks_interval, 1, "+.3f"),
            f"{ranks.p:.3f}",
            _FOUND[each.hits.outcome],
        )
    return table


def _range(interval: tuple[float, float] | None, scale: float, form: str) -> str:
    return "-" if interval is None else " to ".join(f"{scale * end:{form}}" for end in interval)


def _share(measure: MeasureResult, n: int, target: float | None) -> str:
    if measure.mean is None:
        return "-"
    ends = [measure.mean]
    if measure.upper is not None and measure.upper > measure.mean:
        ends.append(measure.upper)
    if n < FEW:
        return f"{' to '.join(str(round(end * n)) for end in ends)} of {n}"
    return " to ".join(f"{percent(end, target, decimals=1)}%" for end in ends)


def _mean(measure: MeasureResult, n: int) -> str:
    return "-" if measure.mean is None or n < FEW else f"{measure.mean:.3f}"


def _interval(measure: MeasureResult, n: int, target: float) -> str:
    if measure.interval is None or n < FEW:
        return "-"
    return " to ".join(f"{percent(end, target, decimals=1)}%" for end in measure.interval)


def _size(count: int) -> str:
    """Bytes for people: 1.4 GB, 83.0 MB, 12.5 kB, 24 B."""
    for unit, scale in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= scale:
            return f"{count / scale:,.1f} {unit}"
    return f"{count} B"


_FAULTY: tuple[ImageStatus, ...] = ("missing", "unreadable", "oversized", "unchecked")


def check(opened: int, counts: PictureCounts) -> Table:
    """What is known of the pictures."""
    table = columns("Pictures", "opened now", "ok", *_FAULTY)
    known = counts.by_status
    table.add_row(f"{counts.total:,}", f"{opened:,}", *(f"{known[s]:,}" for s in ("ok", *_FAULTY)))
    return table


def info(workspace: Workspace) -> list[Table]:
    """Items, variants and ground truths."""
    pictures = picture_counts(workspace)
    head = columns("Workspace", "items", "pictures", *_FAULTY)
    head.add_row(
        Text(workspace.name),
        f"{len(workspace.items):,}",
        f"{pictures.total:,}",
        *(f"{pictures.by_status[s]:,}" for s in _FAULTY),
    )
    variants = columns("Variant", "rows", "dim", "without a vector", "Index", "disk", "memory")
    for name in workspace.variant_names:
        found = workspace.variant_info(name)
        variants.add_row(
            Text(name),
            f"{found.rows:,}",
            str(found.dim),
            f"{found.uncovered:,}",
            found.index,
            _size(found.bytes),
            _size(found.memory),
        )
    gts = columns("GT", "queries", "pool", "Unlisted", "threshold")
    for name in workspace.gt_names:
        gt = workspace.gt(name)
        gts.add_row(
            Text(name),
            str(len(gt.queries)),
            "-" if gt.pool is None else str(len(gt.pool)),
            gt.unlisted,
            str(gt.threshold),
        )
    return [head, variants, gts]
