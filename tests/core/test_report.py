"""The report: its text is approved word by word, its figures are those of `yusa evaluate`.

After a change that is meant, run the tests once with YUSA_APPROVE=1 and read the difference.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from markdown_it import MarkdownIt

from core.compare import compare_all, paired
from core.errors import RecommendationChangedError, WorkspaceError
from core.evaluate import Evaluation, MeasureResult, QueryResult, Verdict, evaluate, settings_hash
from core.judgments import Judgment
from core.measures import MEASURES
from core.report import (
    build,
    file_name,
    markdown,
    read_recommendation,
    render,
    write_recommendation,
)
from core.report.markdown import escape
from core.report.words import WORDS
from core.search import Pool, make_pool
from core.statistics import evidence, point_verdict, sign_flip, wilson
from core.views import HumanLayer, make_view
from core.workspace import JUDGMENTS, Workspace

APPROVED = Path(__file__).parent / "approved"
HASH = re.compile(r"`[0-9a-f]{64}`")


@pytest.fixture
def folder(builders: Any, tmp_path: Path) -> Path:
    """Twelve items; two variants that change places, one lacks a query; one GT has holes."""
    angles = np.arange(12) / 12
    good = builders.unit(np.stack([np.cos(angles), np.sin(angles)], axis=1))
    turned = np.array([0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11])
    ids = [f"i{n:02d}" for n in range(12)]
    near = {"v": dict(zip(ids, good, strict=True)), "w": dict(zip(ids, good[turned], strict=True))}
    del near["w"]["i03"]
    gts = {
        "declared": {
            "pool": ids,
            "source": "교사 | <b>두</b> 명",
            "queries": {q: [ids[(n + 1) % 12]] for n, q in enumerate(ids[:9])},
        },
        "holes": {ids[n]: [ids[n + 6]] for n in (1, 2, 3)},
    }
    workspace: Workspace = builders.workspace(tmp_path / "made", ids, near, gts)
    store = workspace.judgments()
    store.append([Judgment(str(uuid.UUID(int=1)), "김서연", "i01", "i02", grade=3)])
    store.close()
    write_recommendation(workspace.path, "2B 멀티모달을 씁니다.\n# <b>8B</b>는 뒤로 미룹니다. | 끝")
    return Path(workspace.path)


@pytest.mark.parametrize(("language", "view"), [("ko", "imported"), ("en", "human-over-imported")])
def test_the_text_is_the_approved_one(
    folder: Path, yusa: Any, tmp_path: Path, language: str, view: str
) -> None:
    out = tmp_path / "out"
    done = yusa("report", folder, "--out", out, "--language", language, "--view", view)
    assert (done.code, done.out) == (0, "")
    # Hashes of vectors may differ by the last bit between processors; their places may not.
    text = HASH.sub("`HASH`", (out / "report.md").read_text("utf-8"))
    approved = APPROVED / f"report.{language}.md"
    if os.environ.get("YUSA_APPROVE"):
        approved.write_text(text, "utf-8")
    assert text == approved.read_text("utf-8")


def document_of(folder: Path, pool: Any = None, view: Any = "imported") -> Any:
    ws = Workspace.open(folder)
    found = [evaluate(ws, v, g, pool) for g in ws.gt_names for v in ws.variant_names]
    return build(ws, [replace(e, view=view) for e in found], 7)


def test_what_holes_leave_open_is_said_once(folder: Path) -> None:
    document = document_of(folder)
    document["findings"] *= 2
    text = render(document, "ko")
    assert text.count("같다는 뜻이 아닙니다. †") == 2
    assert text.count("판정하면 바뀔 수 있습니다") == 1


def test_the_verdict_names_the_counts_behind_it(folder: Path) -> None:
    verdict = render(document_of(folder), "en").split("## 6. Verdict")[1].split("## 7")[0]
    assert "| v | declared 9 of 9 · holes 0 of 3 | FAIL | undecided |" in verdict
    assert "fewer than 8 queries" in verdict
    document = document_of(folder)
    document["conditions"]["gts"].pop()
    assert "fewer than 8 queries" not in render(document, "en").split("## 6. Verdict")[1]


def test_the_name_of_the_file_tells_reports_apart(folder: Path) -> None:
    document = document_of(folder)
    assert file_name(document) == "report-workspace-imported-judged-r7"
    named = [
        file_name(document_of(folder, "corpus")),
        file_name(document_of(folder, view="human")),
        file_name(document | {"conditions": document["conditions"] | {"judgment_revision": 8}}),
        file_name(document),
    ]
    assert len(set(named)) == 4
    for name, expected in (
        ("\u1112\u1161\u11ab 글", "한_글"),  # as macOS writes it
        ("../../etc/passwd", ".._.._etc_passwd"),
        ('a<b>:"|?*\0\n/\\', "a_b"),
        ("가" * 300, "가" * 40),
    ):
        document["overview"]["workspace"] = name
        assert file_name(document) == f"report-{expected}-imported-judged-r7"
    document["overview"]["workspace"] = "///"
    assert file_name(document) == "report-imported-judged-r7"


def test_same_inputs_give_the_same_bytes(folder: Path, yusa: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert yusa("report", folder, "--out", tmp_path / name).code == 0
    for name in ("report.md", "report.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_figures_are_those_of_evaluate(folder: Path, yusa: Any, tmp_path: Path) -> None:
    assert yusa("report", folder, "--out", tmp_path / "out").code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    measured = yusa("evaluate", folder, "--json").json()
    assert report["conditions"]["judgment_revision"] == measured["judgment_revision"] == 1
    assert report["conditions"]["judgment_head"] == measured["judgment_head"] is not None
    figures = ("variant", "gt", "n", "counted_as_zero", "measures", "verdict")
    assert [{k: row[k] for k in figures} for row in report["results"]] == [
        {k: row[k] for k in figures} for row in measured["results"]
    ]
    assert {row["gt"]: row["pool"] for row in measured["results"]} == {
        gt["name"]: gt["pool"] for gt in report["conditions"]["gts"]
    }


def test_names_and_words_of_people_make_no_markup(folder: Path, yusa: Any, tmp_path: Path) -> None:
    assert yusa("report", folder, "--out", tmp_path / "out").code == 0
    text = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "<b>" not in text
    assert r"\<b\>두\</b\>" in text
    assert r"> \# \<b\>8B\</b\>는 뒤로 미룹니다. \| 끝" in text
    assert escape("a\nb  `c`") == r"a b \`c\`"


def test_a_recommendation_is_kept_and_bounded(tmp_path: Path) -> None:
    assert read_recommendation(tmp_path) == ""
    assert write_recommendation(tmp_path, "  가\u1100\u1161 \n") == "가가"
    assert read_recommendation(tmp_path) == "가가"
    with pytest.raises(WorkspaceError, match=r"has 20,001 characters; at most 20,000"):
        write_recommendation(tmp_path, "x" * 20_001)
    with pytest.raises(WorkspaceError, match="half a character"):
        write_recommendation(tmp_path, "\ud800")
    assert read_recommendation(tmp_path) == "가가"


def test_nothing_to_report_on_is_said(builders: Any, yusa: Any, tmp_path: Path) -> None:
    bare = builders.workspace(tmp_path / "made", ["a", "b"], {}, {}).path
    done = yusa("report", bare, "--out", tmp_path / "out")
    assert done.code == 1
    assert "has no variant yet" in done.err
    assert not (tmp_path / "out").exists()


def test_a_document_without_queries_renders(folder: Path) -> None:
    workspace = Workspace.open(folder)
    nothing = evaluate(workspace, "v", "holes", where=(("id", "i00"),))
    assert nothing.n == 0
    document = build(workspace, [nothing], 0)
    assert document["verdict"] == [{"variant": "v", "point": None, "evidence": "undecided"}]
    for language in ("ko", "en"):
        assert WORDS["point.none"][language == "en"] in render(document, language)  # type: ignore[arg-type]


# --- what the figures allow to say --------------------------------------------------------------


def made(variant: str, outcomes: str, gt: str = "declared", target: float = 0.8) -> Evaluation:
    """An evaluation by its queries: ``+`` hit, ``-`` miss, ``?`` miss with a hole, ``0`` no vector.

    All Success figures are the same; means are 0.5.
    """
    queries = []
    for place, mark in enumerate(outcomes):
        values = dict.fromkeys(MEASURES, 0.5)
        success = [key for key in MEASURES if key.startswith("success@")]
        values |= dict.fromkeys(success, float(mark == "+"))
        holes = {} if mark == "0" else dict.fromkeys(success, mark == "?")
        status = "counted_as_zero" if mark == "0" else "ranked"
        queries.append(QueryResult(f"q{place:03d}", status, None, values, holes))
    n, hits, upper = len(outcomes), outcomes.count("+"), outcomes.count("+") + outcomes.count("?")
    most = upper / n if "?" in outcomes else None
    measures = {
        key: MeasureResult(hits / n, wilson(hits, n), "wilson95", most)
        if key.startswith("success@")
        else MeasureResult(0.5, (0.4, 0.6), "bootstrap95")
        for key in MEASURES
    }
    verdict = Verdict(point_verdict(hits, n, target), evidence(hits, upper, n, target))
    pool = Pool("judged", gt, (), 12, None)
    return Evaluation(variant, gt, "imported", pool, tuple(queries), measures, verdict)


def section(text: str, number: int) -> str:
    return text[text.index(f"## {number}. ") : text.index(f"## {number + 1}. ")]


def test_a_miss_of_the_target_outweighs_a_ground_truth_without_queries(folder: Path) -> None:
    workspace = Workspace.open(folder)
    nothing = {name: evaluate(workspace, name, "holes", where=(("id", "i00"),)) for name in "vw"}
    assert [found.n for found in nothing.values()] == [0, 0]
    both = [made("v", "+" * 27), made("w", "-" * 27), *nothing.values()]
    document = build(workspace, both, 0)
    assert document["verdict"] == [
        {"variant": "v", "point": None, "evidence": "undecided"},
        {"variant": "w", "point": "fail", "evidence": "refuted"},
    ]
    # What no query could tell is no comparison that the others have to be corrected for.
    assert [(row["gt"], row["mcnemar_p"] == row["holm_p"]) for row in document["comparisons"]] == [
        ("declared", True)
    ]


@pytest.mark.parametrize(
    ("each", "together"),
    [
        (("shown", "shown"), "shown"),
        (("shown", "undecided"), "undecided"),
        (("undecided", "shown"), "undecided"),
        (("shown", "refuted"), "refuted"),
        (("undecided", "refuted"), "refuted"),
    ],
)
def test_the_overall_evidence_is_the_weakest(
    folder: Path, each: tuple[Any, Any], together: str
) -> None:
    evaluations = [
        replace(made("v", "+" * 9, gt), verdict=Verdict("pass", one))
        for gt, one in zip(("declared", "holes"), each, strict=True)
    ]
    document = build(Workspace.open(folder), evaluations, 0)
    assert [row["evidence"] for row in document["verdict"]] == [together]


def test_a_difference_is_found_by_the_corrected_p(folder: Path) -> None:
    workspace = Workspace.open(folder)
    flips = {"v": "+" * 6 + "+" * 10, "w": "-" * 6 + "+" * 10}
    alone = build(workspace, [made(name, marks) for name, marks in flips.items()], 0)
    assert [row["mcnemar_p"] for row in alone["comparisons"]] == [0.03125]
    assert [f["code"] for f in alone["findings"]] == ["best", "apart"]
    # The same pair beside another comparison: 0.03125 is still below 0.05, twice that is not.
    others = [made(name, "+" * 9, "holes") for name in flips]
    document = build(workspace, [*(made(k, m) for k, m in flips.items()), *others], 0)
    row = document["comparisons"][0]
    assert (row["mcnemar_p"], row["holm_p"]) == (0.03125, 0.0625)
    found = [f for f in document["findings"] if f["gt"] == "declared"]
    assert [f["code"] for f in found] == ["best", "not_apart"]
    assert found[1]["p"] == 0.0625


@pytest.mark.parametrize(
    ("behind", "code", "sentence"),
    [
        ("-" * 9, "apart", "(hit by only one of them: 9 against 0, p = 0.004)."),
        ("-" * 8 + "?", "apart", "p = 0.004). This holds even if every unjudged pair went against"),
        ("?" * 9, "apart_but_for_holes", "p = 0.004), but judging the unjudged pairs could undo"),
    ],
)
def test_a_difference_that_holes_could_undo_is_not_claimed(
    folder: Path, behind: str, code: str, sentence: str
) -> None:
    both = [made("v", "+" * 9), made("w", behind)]
    document = build(Workspace.open(folder), both, 0)
    assert [f["code"] for f in document["findings"]][:2] == ["best", code]
    line = section(render(document, "en"), 5).splitlines()[3]
    assert sentence in line
    assert line.count("unjudged") == ("?" in behind)
    assert "None" not in render(document, "ko")


def test_what_stands_against_a_difference_is_the_worst_of_all_judgments() -> None:
    """Against every way to fill the holes, of both variants."""
    rng = np.random.default_rng(20)
    turned = 0
    for _ in range(300):
        marks = ["".join(rng.choice(list("++--?0"), size=8)) for _ in "ab"]
        found = paired(made("a", marks[0]), made("b", marks[1]), "success@5")
        ahead = len(found.only_a) - len(found.only_b)
        worst = 0.0
        for filled in product("+-", repeat=sum(m.count("?") for m in marks)):
            fill = iter(filled)
            a, b = ("".join(next(fill) if c == "?" else c for c in m) for m in marks)
            other = paired(made("a", a), made("b", b), "success@5")
            lead = len(other.only_a) - len(other.only_b)
            worst = max(worst, other.p if lead * ahead > 0 else 1.0)
        assert found.worst_p == pytest.approx(worst)
        assert found.has_holes == ("?" in "".join(marks))
        turned += worst == 1.0
    assert 30 < turned < 300


def test_an_outcome_survives_holes_after_correction_too() -> None:
    # 10 against 0, or 10 against 2 with both holes against it: p 0.002, or 0.039.
    pair = [made("v", "+" * 10 + "--"), made("w", "-" * 10 + "??")]
    alone = compare_all([pair], "success@5")
    assert [(c.outcome, c.comparisons) for c in alone] == [("apart", 1)]
    again = [replace(e, gt="holes", pool=replace(e.pool, gt="holes")) for e in pair]
    assert [c.outcome for c in compare_all([pair, again], "success@5")] == [
        "apart_but_for_holes"
    ] * 2
    turned = alone[0].pair.turned()
    assert (turned.a, turned.only_a, turned.only_b) == ("w", (), alone[0].pair.only_a)


def test_values_are_paired_by_flipped_signs_and_holes_make_no_promise() -> None:
    rng = np.random.default_rng(5)
    one, other = (rng.choice([0.0, 1 / 3, 0.5, 1.0], size=12).tolist() for _ in "ab")

    def ranked(variant: str, values: list[float], hole: bool) -> Evaluation:
        base = made(variant, "+" * 12)
        queries = tuple(
            replace(q, values={**q.values, "rr": value}, holes={"success@10": hole})
            for q, value in zip(base.queries, values, strict=True)
        )
        return replace(base, queries=queries)

    found = paired(ranked("v", one, hole=False), ranked("w", other, hole=False), "rr")
    differences = np.array(one) - np.array(other)
    ids = [q.query for q in made("v", "+" * 12).queries]
    assert found.only_a == tuple(q for q, d in zip(ids, differences, strict=True) if d > 0)
    assert found.only_b == tuple(q for q, d in zip(ids, differences, strict=True) if d < 0)
    assert set(found.neither) == {q for q, x, y in zip(ids, one, other, strict=True) if x == y == 0}
    assert len(found.only_a + found.only_b + found.both + found.neither) == found.n == 12
    assert found.difference == pytest.approx(differences.mean())
    assert found.turned().difference == -found.difference
    assert found.p == found.worst_p == sign_flip(tuple(differences))
    assert not found.has_holes
    open_ = paired(ranked("v", one, hole=True), ranked("w", other, hole=False), "rr")
    assert (open_.p, open_.has_holes, open_.worst_p) == (found.p, True, 1.0)


# --- conditions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("view", "pool", "unlisted", "layers"),
    [
        ("imported", "judged", "not_relevant", [("file", 1)]),
        ("imported", "corpus", "not_relevant_in_pool", [("file", 1)]),
        ("human", "judged", "unknown", [("people", 2)]),
        ("human-over-imported", "judged", "not_relevant", [("people", 2), ("file", 1)]),
        ("human-over-imported", "corpus", "not_relevant_in_pool", [("people", 2), ("file", 1)]),
    ],
)
def test_conditions_are_those_of_view_and_pool(
    folder: Path, view: Any, pool: Any, unlisted: str, layers: list[tuple[str, int]]
) -> None:
    workspace = Workspace.open(folder)
    people = HumanLayer({"i01": {"i02": 3}})
    seen = make_view(view, workspace.gt("declared"), people)
    document = build(workspace, [evaluate(workspace, "v", "declared", pool, view=seen)], 1)
    gt = document["conditions"]["gts"][0]
    assert gt["unlisted"] == unlisted
    assert [(layer["layer"], layer["threshold"]) for layer in gt["layers"]] == layers
    text = render(document, "en")
    assert f"| {WORDS[f'unlisted.{unlisted}'][1]} |" in text
    assert ("assumed not relevant" in text) == (unlisted != "unknown")
    assert ("is an assumption" in text) == (unlisted != "unknown")
    assert ("may be no fair sample" in text) == (view == "human")


def test_a_report_carries_the_hashes_of_view_and_settings(folder: Path) -> None:
    workspace = Workspace.open(folder)
    gt = workspace.gt("declared")
    views = [
        make_view("human-over-imported", gt, HumanLayer({"i01": {"i02": grade}}))
        for grade in (3, 2)  # both relevant: the same queries count
    ]
    one, other = (evaluate(workspace, "v", "declared", view=view) for view in views)
    text = render(build(workspace, [one], 1), "en")
    assert f"| declared: view | `{views[0].hash}` |" in text
    assert f"| declared: settings | `{settings_hash(one, workspace.target)}` |" in text
    assert one.view_hash != other.view_hash
    with pytest.raises(ValueError, match="same queries, view and pool"):
        paired(one, other, "success@5")
    settings = {
        settings_hash(found, target)
        for found in (one, replace(one, pool=make_pool(workspace, "corpus")))
        for target in (workspace.target, replace(workspace.target, value=0.9))
    }
    assert len(settings) == 4
    assert settings_hash(one, workspace.target) == settings_hash(other, workspace.target)


def test_a_manifest_may_hold_anything(yusa: Any, files: Any, make_workspace: Any) -> None:
    manifest = {"model": ["가", "나"], "pooling": {"kind": "last|token"}, "mode": "", "note": None}
    folder = make_workspace(
        items=files.items(),
        variants={"v": files.npz()},
        manifests={"v": files.json("m.json", manifest)},
        gts={"g": files.gt()},
    )
    done = yusa("report", folder, "--out", folder / "out")
    assert (done.code, done.out) == (0, "")
    text = (folder / "out" / "report.md").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| v |"))
    assert r'| \["가", "나"\] | 적혀 있지 않음 | \{"kind": "last\|token"\} |' in row


# --- figures ------------------------------------------------------------------------------------


def test_rounding_does_not_hide_the_verdict(folder: Path) -> None:
    just = [made("v", "+" * 60 + "-" * 7), made("w", "+" * 323 + "-" * 81, "holes")]
    assert [(e.verdict.point, e.verdict.evidence) for e in just] == [
        ("pass", "undecided"),  # the lower end is 0.79969
        ("fail", "undecided"),  # the share is 0.79950
    ]
    text = section(render(build(Workspace.open(folder), just, 0), "en"), 3)
    assert "89.6 % (79.96 ~ 94.8)" in text
    assert "79.95 % (" in text
    # The other measures decide nothing: they are rounded as usual.
    assert text.count("89.6 % (80.0 ~ 94.8)") == 3


def test_every_figure_has_an_interval_whose_kind_is_named(folder: Path) -> None:
    document = build(Workspace.open(folder), [made("v", "+" * 6 + "?" * 3 + "-")], 0)
    text = section(render(document, "en"), 3)
    row = next(line for line in text.splitlines() if line.startswith("| v |"))
    assert row.count("60.0 % (31.3 ~ 83.2) → 90.0 %") == 4
    assert "0.500 (0.400 ~ 0.600)" in row
    assert "Wilson for Top-k, bootstrap for MRR" in text
    assert "Behind an arrow" in text


def test_few_queries_are_counted_in_every_section(folder: Path) -> None:
    document = build(Workspace.open(folder), [made("v", "++??"), made("w", "----")], 0)
    text = render(document, "en")
    assert section(text, 3).count("2 to 4 of 4") == 4
    assert "the Success@5 hits are 2 to 4 of 4 (queries with an unjudged pair: 2)" in text
    for number in (3, 5):
        found = re.sub(r"p = [\d.]+", "", section(text, number))
        assert not re.search(r"\d %|\d\.\d", found)
    assert "only counts are given" in text


# --- words of people ----------------------------------------------------------------------------

HOSTILE = [
    *("===", "---", "- x", "+ x", "* x", "1. x", "12) x", "# x", "> x", "&copy;", "~~~", "```"),
    *(
        "| a |",
        ":-:",
        "***",
        "___",
        "    code",
        "<b>x</b>",
        "[x](y)",
        "![x](y)",
        "`x`",
        "*x*",
        "\\",
    ),
    *("http", "3.5", "2026-01-29", "12:30", "-5 %", "a - b", "(가) 1.", "#5", "=1+1"),
]


@pytest.mark.parametrize("line", HOSTILE)
def test_a_recommendation_is_shown_as_it_was_written(folder: Path, line: str) -> None:
    write_recommendation(folder, f"앞\n{line}\n뒤")
    workspace = Workspace.open(folder)
    document = build(workspace, [made("v", "+" * 9)], 0, read_recommendation(folder))
    text = section(render(document, "en"), 7)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(text.split("\n", 1)[1])
    assert [t.type for t in tokens] == [
        "blockquote_open", "paragraph_open", "inline", "paragraph_close", "blockquote_close",
    ]  # fmt: skip
    inline = tokens[2].children or []
    assert {t.type for t in inline} <= {"text", "text_special", "softbreak"}
    shown = "".join("\n" if t.type == "softbreak" else t.content for t in inline)
    assert shown == f"앞\n{' '.join(line.split())}\n뒤"


def test_words_written_meanwhile_are_not_overwritten(tmp_path: Path) -> None:
    assert write_recommendation(tmp_path, "처음", base="") == "처음"
    assert write_recommendation(tmp_path, "갑", base="처음") == "갑"
    with pytest.raises(RecommendationChangedError, match="Somebody else has saved") as caught:
        write_recommendation(tmp_path, "을", base="처음")
    assert caught.value.kept == read_recommendation(tmp_path) == "갑"
    assert (
        write_recommendation(tmp_path, " 갑 ", base="처음") == "갑"
    )  # the same words: no conflict
    assert write_recommendation(tmp_path, "을", base="갑") == "을"


def test_no_word_is_left_over() -> None:
    source = Path(str(markdown.__file__)).read_text("utf-8").replace("'", '"')
    for key in WORDS:
        family = key.split(".")[0]
        assert f'"{key}"' in source or (family != key and f'"{family}.{{' in source), key


# --- the command --------------------------------------------------------------------------------


def test_what_is_named_twice_is_reported_once(folder: Path, yusa: Any, tmp_path: Path) -> None:
    twice = ["--variant", "w", "--variant", "v", "--variant", "w", "--gt", "holes", "--gt", "holes"]
    assert yusa("report", folder, "--out", tmp_path / "out", *twice).code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert [(r["gt"], r["variant"]) for r in report["results"]] == [("holes", "w"), ("holes", "v")]
    assert [(r["a"], r["b"]) for r in report["comparisons"]] == [("w", "v")]


def test_imported_figures_need_no_sound_store(folder: Path, yusa: Any, tmp_path: Path) -> None:
    (folder / JUDGMENTS).write_bytes(b"this is no database " * 100)
    measured = yusa("evaluate", folder, "--json")
    assert (measured.code, measured.json()["judgment_revision"]) == (0, None)
    assert "judgments.sqlite: can't be read" in measured.err
    assert "The imported grades are used without it." in measured.err
    done = yusa("report", folder, "--out", tmp_path / "out", "--language", "en")
    assert done.code == 0
    text = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "Judgment revision: the judgments can't be read" in text
    for view in ("human", "human-over-imported"):
        refused = yusa("evaluate", folder, "--view", view)
        assert (refused.code, refused.out) == (1, "")
        assert "judgments.sqlite: can't be read" in refused.err


# --- comparison ---------------------------------------------------------------------------------


def test_pairs_are_of_the_same_queries(folder: Path) -> None:
    workspace = Workspace.open(folder)
    v, w = (evaluate(workspace, name, "declared") for name in ("v", "w"))
    found = paired(v, w, "success@1")
    cells = [*found.both, *found.only_a, *found.only_b, *found.neither]
    assert sorted(cells) == [q.query for q in v.queries]
    assert "i03" not in (*found.both, *found.only_b)  # w has no vector for it: a miss, not a gap
    with pytest.raises(ValueError, match="same queries, view and pool"):
        paired(v, evaluate(workspace, "w", "declared", "corpus"), "success@1")
