"""The change since a session began: what it says, when nothing, and where it counts from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from core.evaluate import evaluate
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.versions import Moved, moved
from core.views import HumanLayer, make_view
from core.workspace import JUDGMENTS, Workspace
from dashboard import moves, state, strings
from dashboard.components.comparing import since

KO, EN = (partial(strings.text, language) for language in ("ko", "en"))
OpenCompare = Callable[..., AppTest]


def evaluations(ws: Workspace, human: HumanLayer | None = None) -> list[Any]:
    view = make_view("human-over-imported", ws.gt("hybrid"), human)
    return [evaluate(ws, name, "hybrid", view=view) for name in ws.variant_names]


def test_the_first_figures_of_a_view_are_its_base(sample: Workspace) -> None:
    bases: dict[Any, since.Base] = {}
    first = evaluations(sample)
    base = since.base_of(bases, "a", 3, first)
    later = evaluations(sample, HumanLayer({"Q00": {"Q01": 0, "Q02": 0}}))
    assert since.base_of(bases, "a", 9, later) is base
    assert base.revision == 3
    assert since.moved_since(base, first, sample.target) == []
    assert since.base_of(bases, "b", 9, later).revision == 9


def test_only_so_many_views_have_a_base(sample: Workspace) -> None:
    bases: dict[Any, since.Base] = {}
    for number in range(40):
        since.base_of(bases, number, number, evaluations(sample))
    assert list(bases) == list(range(24, 40))


def test_equal_figures_computed_anew_have_not_moved(sample: Workspace) -> None:
    base = since.base_of({}, "a", 0, evaluations(sample))
    assert since.moved_since(base, evaluations(sample), sample.target) == []


def hits(evaluation: Any) -> dict[str, float | None]:
    return {q.query: q.values.get("success@5") for q in evaluation.queries}


@pytest.mark.parametrize(("grades", "some"), [((0, 0), True), ((0, 3), True), ((3, 3), False)])
def test_a_variant_is_named_where_hits_or_verdict_changed(
    sample: Workspace, grades: tuple[int, int], some: bool
) -> None:
    base = since.base_of({}, "a", 0, evaluations(sample))
    human = HumanLayer({"Q00": dict(zip(("Q01", "Q02"), grades, strict=True))})
    after = evaluations(sample, human)
    said = {move.variant for _gt, move in since.moved_since(base, after, sample.target)}
    for each in after:
        before = base.evaluations["hybrid", each.variant]
        verdicts = [(e.verdict.point, e.verdict.evidence) for e in (before, each)]
        changed = hits(before) != hits(each) or verdicts[0] != verdicts[1]
        assert (each.variant in said) == changed
    assert bool(said) == some


def made(
    hits: tuple[int, int], n: tuple[int, int], to_hit: tuple[str, ...] = (), **more: Any
) -> Moved:
    verdict = more.pop("verdict", (None, None))
    empty = {"to_miss": (), "came": (), "went": ()}
    return Moved("v", "success@5", hits, n, verdict, to_hit, **(empty | more))


def test_the_line_of_the_issue(sample: Workspace) -> None:
    move = made((52, 53), (61, 61), ("Q-104",))
    said = moves.line(KO, move, sample.target, with_verdict=False)
    assert said == "85.2 → 86.9 % (n = 61), 1문항 적중 바뀜:"
    said = moves.line(EN, move, sample.target, with_verdict=False)
    assert said == "85.2 → 86.9 % (n = 61), 1 query flipped:"


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (made((5, 6), (7, 7), ("a",)), "5 of 7 → 6 of 7 hit, 1 query flipped:"),
        (made((6, 7), (7, 8), came=("a",)), "6 of 7 → 7 of 8 hit, 1 query counts only now:"),
        (
            made((8, 8), (8, 9), came=("a",)),
            "100.0 % (n = 8) → 88.9 % (n = 9), 1 query counts only now:",
        ),
        (
            made((9, 9), (10, 10), ("a",), to_miss=("b",)),
            "90.0 → 90.0 % (n = 10), 2 queries flipped:",
        ),
        (
            made((9, 8), (10, 8), went=("a", "b")),
            "90.0 % (n = 10) → 100.0 % (n = 8), 2 queries count no longer:",
        ),
    ],
)
def test_counts_below_eight_and_n_beside_every_share(
    sample: Workspace, move: Moved, said: str
) -> None:
    assert moves.line(EN, move, sample.target, with_verdict=False) == said


def test_no_share_seems_to_reach_the_target_before_it_does(sample: Workspace) -> None:
    said = moves.line(EN, made((7995, 8000), (10000, 10000)), sample.target, with_verdict=False)
    assert said == "79.95 → 80.00 % (n = 10,000)"


def test_a_verdict_that_moved_is_said(sample: Workspace) -> None:
    before = evaluations(sample)
    after = evaluations(sample, HumanLayer({"Q00": {"Q01": 0, "Q02": 0}}))
    changed = [
        move
        for a, b in zip(before, after, strict=True)
        if (move := moved(a, b, sample.target.measure)).verdict_moved
    ]
    for move in changed:
        old, new = (KO(f"figure.evidence.{v.evidence}") for v in move.verdict)
        assert f"{old} → **{new}**" in moves.line(KO, move, sample.target)
        assert new not in moves.line(KO, move, sample.target, with_verdict=False)
    assert changed


def test_every_query_that_moved_is_named_with_what_became_of_it() -> None:
    move = made((5, 6), (9, 9), ("a",), to_miss=("b", "c"), came=("d",), went=("e",))
    assert moves.named(move) == [
        ("to_hit", "a"), ("to_miss", "b"), ("to_miss", "c"), ("came", "d"), ("went", "e"),
    ]  # fmt: skip


# --- the page -----------------------------------------------------------------------------------


@pytest.fixture
def path(build_sample: Callable[..., Path], tmp_path: Path) -> Path:
    return build_sample(tmp_path)


def judge(path: Path, query: str, item: str, grade: int) -> None:
    """Store a judgment as another process does."""
    store = JudgmentStore.open(path / JUDGMENTS, Workspace.open(path).uuid)
    store.append([Judgment(str(uuid4()), "김 선생", query, item, grade=grade)])
    store.close()


def block(app: AppTest) -> str:
    assert not app.exception
    lines = [m.value for m in app.markdown]
    starts = [n for n, text in enumerate(lines) if "뒤로 바뀐 것" in text]
    return "\n".join(lines[starts[0] : starts[0] + 5]) if starts else ""


def test_another_persons_judgment_moves_the_line_until_the_count_begins_anew(
    open_compare: OpenCompare, path: Path
) -> None:
    app = open_compare(path, view="human-over-imported")
    assert block(app) == ""
    assert not [b for b in app.button if b.key == since.AGAIN]
    judge(path, "Q00", "Q01", 0)
    judge(path, "Q00", "Q02", 0)
    app.run()
    assert "판정 번호 0 뒤로" in block(app)
    assert "지금 2 · " in block(app)
    assert "hybrid" in block(app)
    links = [link.proto for link in app.get("page_link") if "Q00" in link.proto.label]
    assert {link.label for link in links} == {":primary[Q00 빠짐]"}
    assert all("q=Q00&" in link.query_string for link in links)
    app.button(key=since.AGAIN).click().run()
    assert block(app) == ""
    judge(path, "Q00", "Q01", 3)
    app.run()
    assert "판정 번호 2 뒤로" in block(app)


def test_the_imported_view_never_moves(open_compare: OpenCompare, path: Path) -> None:
    app = open_compare(path)
    judge(path, "Q00", "Q01", 0)
    judge(path, "Q00", "Q02", 0)
    assert block(app.run()) == ""


def test_every_view_counts_from_its_own_first_sight(open_compare: OpenCompare, path: Path) -> None:
    app = open_compare(path)
    judge(path, "Q00", "Q01", 0)
    judge(path, "Q00", "Q02", 0)
    app.segmented_control(key=state.WIDGET_COMPARE_VIEW).set_value("human-over-imported").run()
    assert block(app) == ""
    judge(path, "Q00", "Q01", 3)
    assert "판정 번호 2 뒤로" in block(app.run())
