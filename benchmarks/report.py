"""The report: budgets beside what was measured, then every table. Pure functions of one document.

The document is what :mod:`benchmarks.suite` gathers: ``date``, ``machine``, ``sizes`` and, under
``steps``, per step its command, its seconds, and its result or error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Document = Mapping[str, Any]
_SPREAD = ("median", "p95")
SOAK_MB_PER_HOUR = 20
"""Slower growth than this drowns in the allocator's own coming and going within half an hour."""


@dataclass(frozen=True)
class Budget:
    """What a figure has to keep to.

    Attributes:
        what: in words.
        path: of the figure, from the steps: names joined by dots.
        sign: whether the limit is the most or the least.
        limit: in ``unit``.
        unit: ms, s, MB, x (a ratio within one run) or nothing.
    """

    what: str
    path: str
    sign: Literal["<=", ">="]
    limit: float
    unit: str


def budgets(document: Document) -> list[Budget]:
    """All budgets; those of the 4096-d import grow with the number of items."""
    wide = document["sizes"]["items"] * 4096 * 4 / 1e6 + 1000
    return [
        Budget("exact top-10 against IndexFlatIP", "search.ratio_flat", ">=", 12, "x"),
        Budget("exact top-10 against the best exact rival", "search.ratio_best", ">=", 6, "x"),
        Budget("import to vectors.npy against NumPy", "import.ratio_vectors", "<=", 1.5, "x"),
        Budget("whole import against NumPy", "import.ratio", "<=", 3, "x"),
        Budget("import, anonymous memory", "import.peak_anonymous_mb", "<=", 2500, "MB"),
        Budget(
            "import of 4096-d, anonymous memory", "import_4096.peak_anonymous_mb", "<=", wide, "MB"
        ),
        Budget("import of all items", "import.items_import.seconds", "<=", 60, "s"),
        Budget("cold process to first neighbours", "open.process_s", "<=", 5, "s"),
        Budget("click to painted, median", "click.median_ms", "<=", 300, "ms"),
        Budget("click to painted, p95", "click.p95_ms", "<=", 600, "ms"),
        Budget("judgment to its own table, median", "judge.own.median", "<=", 300, "ms"),
        Budget("judgment to another session's table, p95", "judge.other.p95", "<=", 2000, "ms"),
        Budget("re-scoring after a judgment, median", "judge.rescoring.median", "<=", 20, "ms"),
        Budget(
            "Compare repainted, slowest choice's median", "repaint.worst_charts_ms", "<=", 300, "ms"
        ),
        Budget("text search, slowest word's median", "text.worst_median_ms", "<=", 50, "ms"),
        Budget("evaluation, judged pool, all variants", "evaluate.judged.all_ms", "<=", 1000, "ms"),
        Budget(
            "evaluation, corpus pool, slowest variant",
            "evaluate.corpus.worst_variant_ms",
            "<=",
            2000,
            "ms",
        ),
        Budget("20 reviewers, p95 of a click", "sessions.p95_ms", "<=", 1000, "ms"),
        Budget("20 reviewers, clicks lost", "sessions.clicks_lost", "<=", 0, ""),
        Budget("memory per session", "sessions.mb_per_session", "<=", 5, "MB"),
        Budget(
            "soak, growth in its second half",
            "soak.anonymous_mb_per_hour",
            "<=",
            SOAK_MB_PER_HOUR,
            "MB/h",
        ),
    ]


def dig(document: Document, path: str) -> Any:
    """The value at ``path`` below the steps' results; None where a step or key is missing."""
    step, *names = path.split(".")
    here: Any = document["steps"].get(step, {}).get("result")
    for name in names:
        if not isinstance(here, Mapping):
            return None
        here = here.get(name)
    return here


def verdict(budget: Budget, measured: float | None) -> str:
    """``met``, by how much it was missed, or that it wasn't measured."""
    if measured is None:
        return "not measured"
    if measured <= budget.limit if budget.sign == "<=" else measured >= budget.limit:
        return "met"
    return f"missed by {number(abs(measured - budget.limit))} {budget.unit}".rstrip()


def number(value: Any) -> str:
    """A figure for people: three significant digits or whole, thousands set apart."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """A Markdown table, figures to the right; nothing for no rows."""
    lines = [[number(cell).replace("|", "\\|") for cell in row] for row in rows]
    if not lines:
        return ["Not measured.", ""]
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return [f"| {' | '.join(row)} |" for row in [list(head), rule, *lines]] + [""]


def render(document: Document) -> str:
    """The whole report as Markdown."""
    parts = [
        _head(document),
        ["## Budgets", "", *_budget_table(document)],
        ["## Exact search", "", *_search(document)],
        ["## Import", "", *_import(document)],
        ["## Text search", "", *_text(document)],
        ["## Evaluation", "", *_evaluation(document)],
        ["## Opening, browser and sessions", "", *_browser(document)],
        ["## Compare repainted, on the demo", "", *_repainting(document)],
        ["## Not measured", "", *_missing(document)],
    ]
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(document: Document) -> list[str]:
    machine, sizes = document["machine"], document["sizes"]
    libraries = ", ".join(f"{k} {v or 'absent'}" for k, v in machine["libraries"].items())
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {document['date']}; the same figures, with every spread, are "
        "in [benchmarks.json](benchmarks.json). Times are medians in milliseconds unless another "
        "unit stands there; rivals take turns with ours within one run.",
        "",
        f"- Data: {sizes['items']:,} synthetic questions, {sizes['dim']} dimensions, seed "
        f"{sizes['seed']}: 1,500 clusters, axis i of scale i^-0.6, noise 0.9, rotated at random.",
        f"- Machine: {machine['cpu']}, {machine['cores']} cores, {machine['ram_gb']} GB of memory; "
        f"{machine['os']}.",
        f"- Python {machine['python']}; {libraries}.",
    ]
    earlier = sorted({(e["date"], name) for name, e in document["steps"].items()})
    if {date for date, _ in earlier} - {document["date"]}:
        days = ", ".join(f"{name} on {date}" for date, name in earlier if date != document["date"])
        lines.append(f"- Measured earlier on the same machine: {days}.")
    if sizes["quick"]:
        lines.append("- **Quick run at small sizes: the budgets below don't apply to it.**")
    return [*lines, ""]


def _budget_table(document: Document) -> list[str]:
    rows = []
    for budget in budgets(document):
        measured = dig(document, budget.path)
        limit = f"{budget.sign} {number(budget.limit)} {budget.unit}".rstrip()
        words = "small sizes" if document["sizes"]["quick"] else verdict(budget, measured)
        rows.append((budget.what, limit, measured, words))
    return table(("what", "budget", "measured", "verdict"), rows)


def _search_row(name: str, cell: Mapping[str, Any]) -> list[Any]:
    spreads = cell["spreads_ms"]
    best = cell["best_rival"]
    equal = cell.get("ids_equal")
    return [
        name,
        cell["ours_ms"],
        spreads["ours"]["p95"],
        cell["flat_ms"],
        f"{best} {number(cell['best_rival_ms'])}",
        cell["ratio_flat"],
        cell["ratio_best"],
        equal,
    ]


def _search(document: Document) -> list[str]:
    head = ("cell", "ours", "p95", "IndexFlatIP", "best rival", "x flat", "x best", "ids equal")
    rows, spreads = [], []
    for step, entry in document["steps"].items():
        result = entry.get("result")
        if not step.startswith("search") or result is None:
            continue
        words = f"{entry['items']:,} x {entry['dim']}{', isotropic' if entry['isotropic'] else ''}"
        rows.append(_search_row(f"{words}, top 10", result))
        for name, cell in result["cells"].items():
            if "spreads_ms" in cell:
                rows.append(_search_row(f"{words}, {name}", cell))
        spreads += [
            (words, name, s["median"], s["p95"], s["least"], s["most"])
            for name, s in result["spreads_ms"].items()
        ]
    lossy = dig(document, "search.cells.approximate") or {}
    skipped = dig(document, "search.skipped") or []
    return [
        "`ids equal`: against a brute force in float64 over 20 queries. A batch of 88 is one call.",
        "",
        *table(head, rows),
        "Every contender of the top-10 cells:",
        "",
        *table(("data", "contender", "median", "p95", "least", "most"), spreads),
        "These lose something, so they are no rivals; recall against the exact ten:",
        "",
        *table(
            ("contender", "median", "p95", "recall@10"),
            [(n, f["median"], f["p95"], str(f["recall_at_10"])) for n, f in lossy.items()],
        ),
        *(f"- {line}" for line in skipped),
        "",
    ]


def _import(document: Document) -> list[str]:
    rows = []
    for step in ("import", "import_4096"):
        found = dig(document, step)
        if found is not None:
            entry = document["steps"][step]
            rows.append(
                (
                    f"{entry['items']:,} x {entry['dim']}, {number(found['file_mb'])} MB",
                    found["ours_ms"] / 1000,
                    found["vectors_ms"] / 1000,
                    found["rival_ms"] / 1000,
                    found["ratio_vectors"],
                    found["ratio"],
                    found["peak_anonymous_mb"],
                )
            )
    head = ("compressed npz", "ours (s)", "to vectors.npy (s)", "np.load + np.save (s)")
    items = dig(document, "import.items_import") or {}
    lines = table((*head, "x vectors", "x whole", "anonymous MB"), rows)
    if items:
        lines += [
            f"Items from JSONL ({items['file_mb']:,} MB): {number(items['seconds'])} s, "
            f"{number(items['peak_anonymous_mb'])} MB of anonymous memory.",
            "",
        ]
    return lines


def _text(document: Document) -> list[str]:
    words = dig(document, "text.words") or []
    rows = [
        (f"{w['kind']}: {w['word']}", w["hits"], w["median"], w["p95"], w["most"]) for w in words
    ]
    return table(("word", "hits", "median", "p95", "most"), rows)


def _evaluation(document: Document) -> list[str]:
    rows = []
    for pool in ("judged", "corpus"):
        found = dig(document, f"evaluate.{pool}")
        if found is not None:
            rows += [
                (f"{pool}: {name}", found["queries"], ms)
                for name, ms in found["per_variant_ms"].items()
            ]
            rows.append((f"{pool}: all", found["queries"], found["all_ms"]))
    return table(("pool and variant, both ground truths", "queries", "ms, warm"), rows)


def _browser(document: Document) -> list[str]:
    paths = (
        ("cold process to first neighbours (s)", "open.process_s"),
        ("of that, opening the workspace (s)", "open.open_s"),
        ("of that, first neighbours (s)", "open.first_neighbours_s"),
        ("server start to healthy (s)", "click.server_start_s"),
        ("first view in Chromium (ms)", "click.first_view_ms"),
        ("click to painted, median (ms)", "click.median_ms"),
        ("click to painted, p95 (ms)", "click.p95_ms"),
        ("clicks timed in Chromium", "click.clicks"),
        ("judgments timed in Chromium", "judge.judgments"),
        ("judgment to its own table, median (ms)", "judge.own.median"),
        ("judgment to its own table, p95 (ms)", "judge.own.p95"),
        ("judgment to another session's table, median (ms)", "judge.other.median"),
        ("judgment to another session's table, p95 (ms)", "judge.other.p95"),
        ("re-scoring after a judgment, median (ms)", "judge.rescoring.median"),
        ("judgments stored before", "judge.judgments_before"),
        ("one reviewer alone, median (ms)", "sessions.alone_ms.median"),
        ("reviewers at once", "sessions.reviewers"),
        ("their clicks, median (ms)", "sessions.median_ms"),
        ("their clicks, p95 (ms)", "sessions.p95_ms"),
        ("their clicks, most (ms)", "sessions.spread_ms.most"),
        ("errors", "sessions.errors"),
        ("clicks lost", "sessions.clicks_lost"),
        ("memory per session (MB)", "sessions.mb_per_session"),
        ("soak (minutes)", "soak.minutes"),
        ("soak, clicks", "soak.clicks"),
        ("soak, errors", "soak.errors"),
        ("soak, server at its start (MB)", "soak.first_mb"),
        ("soak, server at its end (MB)", "soak.last_mb"),
        ("soak, growth in its second half (MB/h)", "soak.anonymous_mb_per_hour"),
    )
    rows = [(words, dig(document, path)) for words, path in paths]
    return table(("what", "measured"), rows)


def _repainting(document: Document) -> list[str]:
    rows = [
        (tab, choice, *(found[kind][name] for kind in ("words", "charts") for name in _SPREAD))
        for tab, choices in (dig(document, "repaint.tabs") or {}).items()
        for choice, found in choices.items()
    ]
    heads = ("words, median (ms)", "p95", "charts, too, median (ms)", "p95")
    return table(("tab", "choice", *heads), rows)


def _missing(document: Document) -> list[str]:
    failed = [
        f"- {step}: {entry['error']}"
        for step, entry in document["steps"].items()
        if entry.get("error")
    ]
    return [*(failed or ["Nothing."]), ""]
