"""The report as Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from core.measures import CUTOFFS, MEASURES
from core.report.words import word
from core.shares import FEW, exact_percent, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.report.words import Language

_SMALL_P = 0.001
_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|<>~$&])")
_AT_LINE_START = re.compile(r"^(?:(?=[-+=:])|(\d+)(?=[.)]))")
"""Begins a list, a heading underlined from above, a rule or a table: there, not elsewhere."""


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
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _AT_LINE_START.sub(r"\1\\", escaped)


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
        if value is None or value == "":
            return self.w("unknown")
        # A manifest may hold anything that JSON can.
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return self.quote(words)

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
                    self.w("threshold.then").join(
                        self.w(f"threshold.{layer['layer']}", grade=layer["threshold"])
                        for layer in gt["layers"]
                    ),
                    self._stated(gt["source"]),
                )
            )
        lines = [f"- {self.w('target')}: {label} >= {exact_percent(target['value'])} %"]
        if view:
            both = (
                self.w("view.symmetric") if conditions["symmetric"] and view != "imported" else ""
            )
            lines.append(f"- {self.w('view')}: {self.w(f'view.{view}')}{both}")
        revision = conditions["judgment_revision"]
        stated = self.w("revision.unreadable") if revision is None else f"{revision:,}"
        lines.append(f"- {self.w('revision')}: {stated}")
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

    def _share(self, key: str, found: dict[str, Any], n: int) -> str:
        """The share with its interval, and behind an arrow what holes leave open."""
        if found["mean"] is None:
            return "-"
        most = max(found["mean"], found.get("upper", 0.0))
        if n < FEW:
            return self._counts(found["mean"], most, n)
        low, high = (self._percent(end, key) for end in found["interval"])
        words = f"{self._percent(found['mean'], key)} % ({low} ~ {high})"
        return f"{words} → {self._percent(most, key)} %" if most > found["mean"] else words

    def _percent(self, value: float, key: str) -> str:
        target = self.document["conditions"]["target"]
        return percent(value, target["value"] if key == target["measure"] else None, decimals=1)

    def _counts(self, mean: float, most: float, n: int) -> str:
        hits, possible = round(mean * n), round(most * n)
        if possible > hits:
            return self.w("counts.range", hits=hits, most=possible, n=n)
        return self.w("counts", hits=hits, n=n)

    def _mean(self, found: dict[str, Any], n: int) -> str:
        if found["mean"] is None or n < FEW:
            return "-"
        low, high = found["interval"]
        return f"{found['mean']:.3f} ({low:.3f} ~ {high:.3f})"

    def _results(self) -> list[str]:
        label = MEASURES[self.measure].label
        parts = [self._heading(1, self.w("results"))]
        for gt in self.document["conditions"]["gts"]:
            rows = []
            shown = [f"success@{k}" for k in CUTOFFS]
            has_holes = False
            for result in self.document["results"]:
                if result["gt"] != gt["name"]:
                    continue
                measures, n = result["measures"], result["n"]
                has_holes |= any("upper" in measures[key] for key in shown)
                verdict = result["verdict"]
                rows.append(
                    (
                        self.quote(result["variant"]),
                        self.w("counts", hits=result["hits"], n=n),
                        *(self._share(key, measures[key], n) for key in shown),
                        self._mean(measures["rr"], n),
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
                        self.w("point"),
                        self.w("evidence"),
                    ],
                    rows,
                )
            )
            if gt["n"]:
                notes = [self.w("note.few" if gt["n"] < FEW else "note.intervals")]
                if has_holes and gt["n"] >= FEW:
                    notes.append(self.w("note.holes"))
                parts.append(" ".join(notes))
            parts += self._study(gt["name"])
        return parts

    def _study(self, gt: str) -> list[str]:
        """What was planned for a ground truth, and how far it is where it isn't complete."""
        verdicts = {
            result["variant"]: result["verdict"]
            for result in self.document["results"]
            if result["gt"] == gt and "study" in result["verdict"]
        }
        if not verdicts:
            return []
        study = next(iter(verdicts.values()))["study"]
        sampling = self.quote(study["sampling"])
        plan = {"queries": study["queries"], "planned": study["planned"], "sampling": sampling}
        notes = [self.w("note.study", **plan)]
        progress = ", ".join(
            self.w(
                "note.study.one",
                variant=self.quote(variant),
                queries=study["queries"],
                decided=verdict["study"]["decided"],
            )
            for variant, verdict in verdicts.items()
            if verdict["evidence"] == "interim"
        )
        if progress:
            notes.append(self.w("note.study.interim", progress=progress))
        return [" ".join(notes)]

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
                _p(row["mcnemar_p"]),
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
            self.w("holm"),
        ]
        table = [self._table(head, rows)] if rows else []
        return [self._heading(1, self.w("comparison")), self.w("comparison.lead"), *table]

    def _findings(self) -> list[str]:
        lines, notes = [], []
        for finding in self.document["findings"]:
            code, n = finding["code"], finding.get("n", 0)
            if code == "holes" and n < FEW:
                code = "holes.few"
            values: dict[str, Any] = {"measure": MEASURES[self.measure].label}
            for key, value in finding.items():
                if key in {"lower", "upper"} and n < FEW:
                    values[key] = round(value * n)
                elif key in {"lower", "upper"}:
                    values[key] = self._percent(value, self.measure)
                elif key == "judged":
                    values[key] = percent(value, decimals=1)
                elif key == "p":
                    values[key] = _p(value) if value < _SMALL_P else f"= {_p(value)}"
                elif key == "variants":
                    values[key] = ", ".join(self.quote(v) for v in value)
                else:
                    values[key] = self.quote(value) if isinstance(value, str) else value
            sentences = [self.w(f"finding.{code}", **values)]
            if finding.get("holes") and code != "apart_but_for_holes":
                sentences.append(self.w(f"finding.{code}.holes"))
                if code == "not_apart":
                    notes = [self.w("note.not_apart.holes")]
            lines.append("- " + " ".join(sentences))
        return [self._heading(1, self.w("findings")), "\n".join(lines) or "-", *notes]

    def _verdict(self) -> list[str]:
        hits: dict[str, list[str]] = {}
        for result in self.document["results"]:
            counts = self.w("counts", hits=result["hits"], n=result["n"])
            hits.setdefault(result["variant"], []).append(f"{self.quote(result['gt'])} {counts}")
        rows = [
            (
                self.quote(row["variant"]),
                " · ".join(hits[row["variant"]]),
                self.w(f"point.{row['point'] or 'none'}"),
                self.w(f"evidence.{row['evidence']}"),
            )
            for row in self.document["verdict"]
        ]
        label = MEASURES[self.measure].label
        head = (self.w("variant"), label, self.w("point"), self.w("evidence"))
        few = any(0 < gt["n"] < FEW for gt in self.document["conditions"]["gts"])
        interim = any(row["evidence"] == "interim" for row in self.document["verdict"])
        lead = [
            self.w("verdict.lead"),
            *([self.w("verdict.interim")] if interim else []),
            *([self.w("verdict.few")] if few else []),
        ]
        return [
            self._heading(1, self.w("verdict")),
            " ".join(lead),
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
        if self.document["conditions"]["view"] == "human":
            limits.append("limit.selected")
        if any(gt["pool"] == "judged" for gt in gts):
            limits.append("limit.pool")
        if any(gt["unlisted"] != "unknown" for gt in gts):
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
        for gt in self.document["conditions"]["gts"]:
            name = self.quote(gt["name"])
            rows += [
                (name, f"`{gt['hash']}`"),
                (self.w("hash.view", gt=name), f"`{gt['view_hash']}`"),
                (self.w("hash.settings", gt=name), f"`{gt['settings_hash']}`"),
            ]
        return [
            self._heading(1, self.w("hashes")),
            self._table((self.w("file"), self.w("hash")), rows),
            f"{self.w('code')}: {self.document['version']}",
        ]


def _p(value: float) -> str:
    return f"< {_SMALL_P}" if value < _SMALL_P else f"{value:.3f}"
