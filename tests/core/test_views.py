"""Views: layers keep their own thresholds, and a judgment only re-scores."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core import evaluate as evaluation
from core.evaluate import evaluate, rank_view, score_view
from core.ground_truth import GroundTruth
from core.judgments import Judgment
from core.search import make_pool
from core.standing import standing
from core.views import HumanLayer, make_view
from core.workspace import Workspace


def judgment(query: str, item: str, grade: int | None, annotator: str = "김서연") -> Judgment:
    reason = None if grade is not None else "그림이 안 보임"
    return Judgment(str(uuid.uuid4()), annotator, query, item, grade=grade, cannot_tell=reason)


def people(workspace: Workspace, *judgments: Judgment) -> HumanLayer:
    store = workspace.judgments()
    store.append(judgments)
    layer = HumanLayer.of(standing(store.events()))
    store.close()
    return layer


IMPORTED = GroundTruth("g", {"q": {"a": 1, "b": 0, "c": -1}}, threshold=1)


@pytest.mark.parametrize(
    ("item", "human", "expected"),
    [
        # Grade 1 is relevant by the file's threshold, and not by people's (2 and up).
        ("a", {}, ("relevant", "unknown", "relevant")),
        ("a", {"a": 1}, ("relevant", "not_relevant", "not_relevant")),
        ("b", {"b": 2}, ("not_relevant", "relevant", "relevant")),
        ("c", {}, ("unknown", "unknown", "unknown")),
        ("c", {"c": 0}, ("unknown", "not_relevant", "not_relevant")),
        ("new", {"new": 3}, ("unknown", "relevant", "relevant")),
    ],
)
def test_each_layer_keeps_its_own_threshold(
    item: str, human: dict[str, int], expected: tuple[str, str, str]
) -> None:
    layer = HumanLayer({"q": human})
    views = [make_view(n, IMPORTED, layer) for n in ("imported", "human", "human-over-imported")]
    assert tuple(view.status("q", item) for view in views) == expected


def test_a_view_names_what_its_layers_name_but_never_the_query() -> None:
    layer = HumanLayer({"q": {"new": 3, "q": 3}})
    assert make_view("imported", IMPORTED, layer).named("q") == {"a", "b", "c"}
    assert make_view("human", IMPORTED, layer).named("q") == {"new"}
    assert make_view("human-over-imported", IMPORTED, layer).named("q") == {"a", "b", "c", "new"}
    assert make_view("human", IMPORTED).named("unasked") == frozenset()


def test_the_hash_follows_name_and_grades() -> None:
    layer = HumanLayer({"q": {"a": 3}})
    both = make_view("human-over-imported", IMPORTED, layer)
    assert both.hash == make_view("human-over-imported", IMPORTED, HumanLayer(layer.grades)).hash
    assert both.hash != make_view("human", IMPORTED, layer).hash
    assert both.hash != make_view("human-over-imported", IMPORTED).hash


@pytest.fixture
def small(builders: Any, tmp_path: Path) -> Workspace:
    """Six items on a line: the neighbours of each are those with the next numbers."""
    vectors = {f"i{n}": builders.unit([[1, n / 10]])[0] for n in range(6)}
    gts = {"g": {"i0": ["i5"], "i3": {"i4": 2}}}
    found: Workspace = builders.workspace(tmp_path, list(vectors), {"v": vectors}, gts)
    return found


def test_human_judgments_change_the_figures_that_use_them(small: Workspace) -> None:
    layer = people(small, judgment("i0", "i1", 3), judgment("i0", "i5", 0))
    gt = small.gt("g")
    imported = evaluate(small, "v", "g", view=make_view("imported", gt, layer))
    both = evaluate(small, "v", "g", view=make_view("human-over-imported", gt, layer))
    human = evaluate(small, "v", "g", view=make_view("human", gt, layer))
    assert [q.first_relevant_rank for q in imported.queries] == [5, 1]
    assert [q.first_relevant_rank for q in both.queries] == [1, 1]
    assert [q.status for q in human.queries] == ["ranked", "left_out"]
    assert (imported.n, both.n, human.n) == (2, 2, 1)
    assert human.left_out == ("i3",)


def test_what_was_graded_in_sight_of_ranks_counts_where_nobody_judged_blind(
    small: Workspace,
) -> None:
    def seen(name: str, grade: int | None) -> Judgment:
        return replace(judgment("q", "a", grade, name), blind=False)

    in_sight = people(small, seen("이준호", 3), seen("박하늘", 2))
    assert in_sight.grade("q", "a") == 2
    told_nothing = people(small, judgment("q", "a", None))
    assert told_nothing.grade("q", "a") == 2, "cannot tell outvotes nothing"
    blind = people(small, judgment("q", "a", 0))
    assert blind.grade("q", "a") == 0, "two who saw ranks don't outvote one who didn't"
    assert people(small, judgment("q", "a", 1, "최유진")).grade("q", "a") == 0, "the lower median"


def test_a_judgment_re_scores_without_ranking_again(
    small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[str] = []
    real = evaluation.rank_queries

    def spy(workspace: Any, variant: Any, wanted: Any, pool: Any, depth: Any) -> Any:
        ranked.extend(query for query, _ in wanted)
        return real(workspace, variant, wanted, pool, depth)

    monkeypatch.setattr(evaluation, "rank_queries", spy)
    gt, pool = small.gt("g"), make_pool(small)
    before = make_view("human-over-imported", gt)
    known = rank_view(small, "v", before, pool, {})
    assert sorted(ranked) == ["i0", "i3"]

    ranked.clear()
    regraded = make_view("human-over-imported", gt, people(small, judgment("i0", "i5", 0)))
    assert rank_view(small, "v", regraded, pool, known) == known
    assert ranked == []

    new = make_view("human-over-imported", gt, people(small, judgment("i0", "i2", 3)))
    again = rank_view(small, "v", new, pool, known)
    assert ranked == ["i0"]
    assert score_view(small, "v", "g", new, pool, again) == evaluate(small, "v", "g", view=new)


def test_a_judged_item_that_is_gone_is_passed_over(small: Workspace) -> None:
    layer = HumanLayer({"i0": {"gone": 3}})
    found = evaluate(small, "v", "g", view=make_view("human", small.gt("g"), layer))
    assert found.n == 0
    assert found.left_out == ("i0", "i3")


def test_views_on_the_command_line(small: Workspace, yusa: Any) -> None:
    people(small, judgment("i0", "i1", 3), judgment("i0", "i1", 1, "박준호"))
    imported = yusa("evaluate", small.path, "--json").json()
    human = yusa("evaluate", small.path, "--view", "human", "--json").json()
    assert (imported["judgment_revision"], human["judgment_revision"]) == (2, 2)
    assert imported["results"][0]["view"] == "imported"
    assert imported["results"][0]["n"] == 2
    # The lower median of 3 and 1 is 1, which people's threshold doesn't count as relevant.
    assert (human["results"][0]["view"], human["results"][0]["n"]) == ("human", 0)
    assert yusa("evaluate", small.path, "--view", "model").code == 2


def test_judgments_travel_on_the_command_line(small: Workspace, yusa: Any, tmp_path: Path) -> None:
    people(small, judgment("i0", "i1", 3), judgment("i0", "i2", None))
    exported = yusa("judgments", "export", small.path)
    assert exported.code == 0
    assert len(exported.out.splitlines()) == 2
    file = tmp_path / "out.csv"
    assert yusa("judgments", "export", small.path, "--format", "csv", "--out", file).code == 0
    again = yusa("judgments", "import", small.path, file, "--format", "csv")
    assert (again.code, "2 judgments, 0 new; revision 2" in again.err) == (0, True)
    assert yusa("judgments", "export", small.path, "--format", "qrels").out == "i0 0 i1 3\n"
    assert yusa("judgments", "verify", small.path).code == 0
    missing = yusa("judgments", "import", small.path, tmp_path / "none.jsonl")
    assert (missing.code, missing.out) == (1, "")
    assert "no such file" in missing.err


# ---- symmetric -----------------------------------------------------------------------------------

POOLED = GroundTruth(
    "g",
    {"a": {"b": 0, "c": -1}, "b": {}, "c": {}, "d": {}},
    ("a", "b", "c", "d"),
    "not_relevant",
)
TURNED = HumanLayer({"b": {"a": 3}, "c": {"a": 2, "d": 0}, "d": {"c": 3}, "e": {"a": 3}})


def both_ways(layer: HumanLayer) -> HumanLayer:
    return replace(layer, is_symmetric=True)


@pytest.mark.parametrize(
    ("pair", "human", "over", "inferred"),
    [
        ("ba", 3, 3, False),  # given
        ("ab", 3, 0, True),  # the file's own grade goes before an inferred one
        ("ac", 2, 2, True),  # the file could not tell
        ("cd", 0, 0, False),  # each direction has its own
        ("dc", 3, 3, False),
        ("ae", 3, 3, True),  # outside the pool
        ("ad", None, 0, False),  # an assumption; nobody judged (d, a)
        ("bd", None, 0, False),
    ],
)
def test_a_symmetric_view(pair: str, human: int | None, over: int, inferred: bool) -> None:
    query, item = pair
    one = make_view("human", POOLED, both_ways(TURNED))
    both = make_view("human-over-imported", POOLED, both_ways(TURNED))
    assert (one.grade(query, item), both.grade(query, item)) == (human, over)
    assert one.is_inferred(query, item) == inferred
    assert both.is_inferred(query, item) == (inferred and pair != "ab")
    assert both.is_assumed(query, item) == (pair in ("ad", "bd"))


def test_an_inferred_grade_goes_before_an_assumption() -> None:
    layer = HumanLayer({"d": {"a": 3}})
    plain = make_view("human-over-imported", POOLED, layer)
    symmetric = make_view("human-over-imported", POOLED, both_ways(layer))
    assert (plain.status("a", "d"), plain.is_assumed("a", "d")) == ("not_relevant", True)
    assert (symmetric.status("a", "d"), symmetric.is_assumed("a", "d")) == ("relevant", False)
    assert symmetric.named("a") == {"b", "c", "d"}
    assert not plain.is_inferred("a", "d")


def test_symmetry_is_off_by_default_and_in_the_hash() -> None:
    for name in ("human", "human-over-imported"):
        plain = make_view(name, POOLED, TURNED)
        symmetric = make_view(name, POOLED, both_ways(TURNED))
        assert (plain.is_symmetric, symmetric.is_symmetric) == (False, True)
        assert plain.hash != symmetric.hash
        assert plain.grade("a", "e") is None
        again = make_view(name, POOLED, both_ways(HumanLayer(TURNED.grades)))
        assert symmetric.hash == again.hash
        other = make_view(name, POOLED, both_ways(HumanLayer({"b": {"a": 3}})))
        assert symmetric.hash != other.hash
    assert make_view("imported", POOLED, both_ways(TURNED)) == make_view("imported", POOLED)


def test_symmetry_changes_figures_only_by_what_is_inferred(small: Workspace) -> None:
    layer = HumanLayer({"i1": {"i0": 3}})
    gt = small.gt("g")
    plain = evaluate(small, "v", "g", view=make_view("human-over-imported", gt, layer))
    view = make_view("human-over-imported", gt, both_ways(layer))
    found = evaluate(small, "v", "g", view=view)
    assert [q.first_relevant_rank for q in plain.queries] == [5, 1]
    assert [q.first_relevant_rank for q in found.queries] == [1, 1]


def test_a_workspace_says_whether_judgments_serve_both_directions(
    small: Workspace, yusa: Any
) -> None:
    people(small, judgment("i5", "i0", 3))
    command = ("evaluate", small.path, "--view", "human", "--pool", "corpus", "--json")
    assert yusa(*command).json()["results"][0]["n"] == 0
    file = small.path / "workspace.toml"
    file.write_text(file.read_text("utf-8") + "\n[judgments]\nsymmetric = true\n", "utf-8")
    assert yusa(*command).json()["results"][0]["n"] == 1
    file.write_text("[judgments]\nsymmetric = 1\n", "utf-8")
    refused = yusa(*command)
    assert refused.code == 1
    assert "judgments.symmetric has to be true or false" in refused.err
