"""The report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.measures import CUTOFFS, MEASURES
from core.report.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.report.words import Language

_FEW = 8
_SMALL_P = 0.001
_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|<>~$])")


def render(
    document: dict[str, Any], language: Language, quote: Quote | None = None, level: int = 1
) -> str:
    """Write the report in one language.

    Args:
        document: made by :func:`core.report.build`.
        language: of the words; names and sources stay as they are.
        quote: makes names, sources and the recommendation harmless; unless told, by escaping
            what is special in Markdown. A page whose Markdown knows more needs more.
        level: of the title; 1 for a document of its own.
    """
    return _Writer(document, language, quote or escape, level).text()


Quote = Callable[[str], str]


def escape(text: str) -> str:
    """Names and sources are untrusted: no Markdown, HTML or table cell may come of them."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def percent(share: float | None) -> str:
    """A share with one decimal."""
    return "-" if share is None else f"{share * 100:.1f} %"


class _Writer:
    def __init__(
        self, document: dict[str, Any], language: Language, quote: Quote, level: int
    ) -> None:
        self.quote = quote
        self.level = level
        self.document = document
        self.language = language
        self.measure = document["conditions"]["target"]["measure"]

    def w(self, key: str, **values: object) -> str:
        return word(key, self.language, **values)

    def text(self) -> str:
        parts = [self._heading(0, self.w("title"))]
        if self.document["overview"]["demo"]:
            parts.append(f"> {self.w('demo')}")
        parts += [
            *self._overview(),
            *self._conditions(),
            *self._results(),
            *self._comparison(),
            *self._findings(),
            *self._verdict(),
            *self._recommendation(),
            *self._limits(),
            *self._hashes(),
        ]
        return "\n\n".join(parts) + "\n"

    def _heading(self, depth: int, title: str) -> str:
        return f"{'#' * (self.level + depth)} {title}"

    def _table(self, head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
        titles = list(head)
        lines = [titles, ["---"] * len(titles), *([str(c) for c in row] for row in rows)]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def _stated(self, value: object) -> str:
        return self.w("unknown") if value in {None, ""} else self.quote(str(value))

    def _overview(self) -> list[str]:
        overview = self.document["overview"]
        return [
            self._heading(1, self.w("overview")),
            self.w("purpose"),
            self._table(
                (self.w("workspace"), self.w("items")),
                [(self.quote(overview["workspace"]), f"{overview['items']:,}")],
            ),
            self._table(
                [
                    self.w(key)
                    for key in (
                        "variant", "model", "mode", "pooling", "dim", "rows", "uncovered", "file",
                    )
                ],
                [
                    (
                        self.quote(v["name"]),
                        self._stated(v["model"]),
                        self._stated(v["mode"]),
                        self._stated(v["pooling"]),
                        f"{v['dim']:,}",
                        f"{v['rows']:,}",
                        f"{v['uncovered']:,}",
                        self._stated(v["source_file"]),
                    )
                    for v in overview["variants"]
                ],
            ),
        ]  # fmt: skip

    def _conditions(self) -> list[str]:
        conditions = self.document["conditions"]
        target = conditions["target"]
        view = conditions["view"]
        label = MEASURES[target["measure"]].label
        rows = []
        for gt in conditions["gts"]:
            size = f"{gt['candidates']:,}"
            rows.append(
                (
                    self.quote(gt["name"]),
                    self.w(f"pool.{gt['pool']}", size=size)
                    + "".join(f", {self.quote(f)} = {self.quote(v)}" for f, v in gt["where"]),
                    f"{gt['queries']:,}",
                    f"{gt['n']:,}",
                    f"{len(gt['left_out']):,}",
                    self.w(f"unlisted.{gt['unlisted']}"),
                    gt["threshold"],
                    self._stated(gt["source"]),
                )
            )
        lines = [f"- {self.w('target')}: {label} >= {percent(target['value'])}"]
        if view:
            lines.append(f"- {self.w('view')}: {self.w(f'view.{view}')}")
        lines.append(f"- {self.w('revision')}: {conditions['judgment_revision']:,}")
        return [
            self._heading(1, self.w("conditions")),
            "\n".join(lines),
            self._table(
                [
                    self.w(key)
                    for key in (
                        "gt", "candidates", "queries", "n", "left_out", "unlisted", "threshold",
                        "source",
                    )
                ],
                rows,
            ),
        ]  # fmt: skip

    def _share(self, measure: dict[str, Any], n: int) -> str:
        if measure["mean"] is None:
            return "-"
        if n < _FEW:
            return self.w("counts", hits=round(measure["mean"] * n), n=n)
        if measure.get("upper", measure["mean"]) > measure["mean"]:
            return f"{percent(measure['mean'])} ~ {percent(measure['upper'])}"
        return percent(measure["mean"])

    def _results(self) -> list[str]:
        label = MEASURES[self.measure].label
        parts = [self._heading(1, self.w("results"))]
        for gt in self.document["conditions"]["gts"]:
            rows = []
            for result in self.document["results"]:
                if result["gt"] != gt["name"]:
                    continue
                measures, n = result["measures"], result["n"]
                ends = measures[self.measure]["interval"]
                verdict = result["verdict"]
                rows.append(
                    (
                        self.quote(result["variant"]),
                        self.w("counts", hits=result["hits"], n=n),
                        *(self._share(measures[f"success@{k}"], n) for k in CUTOFFS),
                        "-" if measures["rr"]["mean"] is None else f"{measures['rr']['mean']:.3f}",
                        "-"
                        if ends is None or n < _FEW
                        else f"{percent(ends[0])} ~ {percent(ends[1])}",
                        self.w(f"point.{verdict['point'] or 'none'}"),
                        self.w(f"evidence.{verdict['evidence']}"),
                    )
                )
            parts.append(self._heading(2, f"{self.quote(gt['name'])} (n = {gt['n']})"))
            parts.append(
                self._table(
                    [
                        self.w("variant"),
                        label,
                        *(f"Top-{k}" for k in CUTOFFS),
                        "MRR",
                        self.w("interval", measure=label),
                        self.w("point"),
                        self.w("evidence"),
                    ],
                    rows,
                )
            )
        return parts

    def _comparison(self) -> list[str]:
        rows = [
            (
                self.quote(row["gt"]),
                f"{self.quote(row['a'])} : {self.quote(row['b'])}",
                row["n"],
                row["both"],
                len(row["only_a"]),
                len(row["only_b"]),
                row["neither"],
                _p(row["holm_p"]),
            )
            for row in self.document["comparisons"]
        ]
        head = [
            self.w("gt"),
            self.w("variant"),
            "n",
            *(self.w(key) for key in ("both", "only_a", "only_b", "neither")),
            "p",
        ]
        table = [self._table(head, rows)] if rows else []
        return [self._heading(1, self.w("comparison")), self.w("comparison.lead"), *table]

    def _findings(self) -> list[str]:
        lines = []
        for finding in self.document["findings"]:
            values: dict[str, Any] = {"measure": MEASURES[self.measure].label}
            for key, value in finding.items():
                if key in {"lower", "upper"} and finding["n"] < _FEW:
                    n = finding["n"]
                    values[key] = self.w("counts", hits=round(value * n), n=n)
                elif key in {"lower", "upper", "judged"}:
                    values[key] = percent(value)
                elif key == "p":
                    values[key] = _p(value) if value < _SMALL_P else f"= {_p(value)}"
                elif key == "variants":
                    values[key] = ", ".join(self.quote(v) for v in value)
                else:
                    values[key] = self.quote(value) if isinstance(value, str) else value
            lines.append("- " + self.w(f"finding.{finding['code']}", **values))
        return [self._heading(1, self.w("findings")), "\n".join(lines) or "-"]

    def _verdict(self) -> list[str]:
        rows = [
            (
                self.quote(row["variant"]),
                self.w(f"point.{row['point'] or 'none'}"),
                self.w(f"evidence.{row['evidence']}"),
            )
            for row in self.document["verdict"]
        ]
        head = (self.w("variant"), self.w("point"), self.w("evidence"))
        return [
            self._heading(1, self.w("verdict")),
            self.w("verdict.lead"),
            self._table(head, rows),
        ]

    def _recommendation(self) -> list[str]:
        text = self.document["recommendation"]
        lines = [self.quote(line) for line in text.splitlines()] if text else []
        quoted = "\n".join(f"> {line}" for line in lines)
        return [self._heading(1, self.w("recommendation")), quoted or self.w("recommendation.none")]

    def _limits(self) -> list[str]:
        gts = self.document["conditions"]["gts"]
        limits = ["limit.sample"]
        if any(gt["pool"] == "judged" for gt in gts):
            limits.append("limit.pool")
        if any(gt["unlisted"] == "not_relevant" for gt in gts):
            limits.append("limit.unlisted")
        if any(f["code"] == "holes" for f in self.document["findings"]):
            limits.append("limit.holes")
        limits.append("limit.scores")
        return [self._heading(1, self.w("limits")), "\n".join(f"- {self.w(key)}" for key in limits)]

    def _hashes(self) -> list[str]:
        overview = self.document["overview"]
        rows = [(self.w("hash.items"), f"`{overview['items_hash']}`")]
        for variant in overview["variants"]:
            rows.append((self.quote(variant["name"]), f"`{variant['hash']}`"))
            if variant["source_sha256"]:
                name = self.w("source_hash", file=self.quote(variant["source_file"]))
                rows.append((name, f"`{variant['source_sha256']}`"))
        rows += [
            (self.quote(gt["name"]), f"`{gt['hash']}`") for gt in self.document["conditions"]["gts"]
        ]
        return [
            self._heading(1, self.w("hashes")),
            self._table((self.w("file"), self.w("hash")), rows),
            f"{self.w('code')}: {self.document['version']}",
        ]


def _interval(ends: Sequence[float]) -> str:
    return f"{percent(ends[0])} ~ {percent(ends[1])}"


def _p(value: float) -> str:
    return f"< {_SMALL_P}" if value < _SMALL_P else f"{value:.3f}"
