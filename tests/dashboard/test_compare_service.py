"""Compare's fourth tab: growing pools, what closes the holes, thresholds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.closing import open_pairs, together
from core.evaluate import Evaluation, MeasureResult, QueryResult, Verdict, evaluate, rank_view
from core.growth import Growth, grow, points
from core.search import Pool, make_pool
from core.threshold import Listed, at, curve, listed
from core.types import Target
from core.views import make_view
from core.workspace import Workspace
from dashboard import state, strings
from dashboard.components.comparing import closing, service, thresholds
from dashboard.components.comparing.growth import growth_csv

OpenCompare = Callable[..., AppTest]
KO, EN = (partial(strings.text, language) for language in ("ko", "en"))


@pytest.fixture(scope="module")
def ws(demo_workspace: Path) -> Workspace:
    return Workspace.open(demo_workspace)


@pytest.fixture
def app(open_compare: OpenCompare, demo_workspace: Path) -> AppTest:
    return open_compare(workspace=demo_workspace, tab="service", gt="image", a="text-tfidf")


def shown(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(e.value for kind in ("markdown", "caption", "info") for e in app.get(kind))


def grown(sizes: tuple[int, ...], *ranks: list[int]) -> Growth:
    """One draw; ``ranks`` are those of each size."""
    return Growth("v", sizes, tuple(map(str, range(len(ranks[0])))), np.array([ranks]))


def test_the_lead_says_both_ends_and_the_bound(ws: Workspace) -> None:
    view = make_view("imported", ws.gt("image"))
    corpus = evaluate(ws, "text-tfidf", "image", "corpus")
    words = service.lead(KO, grow(ws, "text-tfidf", view, "image"), corpus, "success@5")
    small = evaluate(ws, "text-tfidf", "image").measures["success@5"].mean
    whole = corpus.measures["success@5"]
    assert words is not None
    assert f"100개가 아니라 {len(ws.items):,}개" in words
    assert small is not None
    assert whole.mean is not None
    assert whole.upper is not None
    values = [f"{round(v * 27)}/27 = {v * 100:.1f} %" for v in (small, whole.mean, whole.upper)]
    places = [words.index(value) for value in values]
    assert places == sorted(places)
    assert "최저값" in words


def test_the_lead_in_odd_cases(ws: Workspace) -> None:
    corpus = evaluate(ws, "text-tfidf", "image", "corpus")
    few = service.lead(KO, grown((4, 9), [1, 2, 9], [1, 7, 0]), corpus, "success@5")
    assert few is not None
    assert "3문항 중 2문항 → **3문항 중 1문항**" in few
    assert "%" not in few
    assert service.lead(EN, grown((4,), [1] * 9), corpus, "rr") == (
        "The 4 candidates are all there is. **v**, Mean reciprocal rank (MRR) (n = 9): **1.000**."
    )
    none = Growth("v", (4, 9), (), np.zeros((1, 2, 0)))
    assert service.lead(KO, none, corpus, "success@5") is None


def test_all_judged_is_not_said_of_hits_with_unjudged_neighbours() -> None:
    """A hit may have holes beside it: they leave its value as it is, but they are there."""
    queries = tuple(
        QueryResult(f"q{n}", "ranked", 1, {"success@5": 1.0}, {"success@5": True}, 1)
        for n in range(9)
    )
    result = MeasureResult(1.0, (0.7, 1.0), "wilson95", 1.0)
    verdict = Verdict("pass", "shown")
    corpus = Evaluation(
        "v",
        "g",
        "imported",
        Pool("corpus", None, (), 9, None),
        queries,
        {"success@5": result},
        verdict,
    )
    words = service.lead(EN, grown((4, 9), [1] * 9, [1] * 9), corpus, "success@5")
    assert words is not None
    assert "No query that is missed has an unjudged pair" in words


def test_ndcg_is_followed_by_the_targets_measure() -> None:
    target = Target("success@5", 0.8)
    assert service.followed("ndcg@10", target) == "success@5"
    assert [service.followed(m, target) for m in ("rr", "success@1")] == ["rr", "success@1"]


def test_the_data_of_the_chart_are_those_of_the_core(ws: Workspace) -> None:
    found = grow(ws, "text-weak", make_view("imported", ws.gt("image")), "image")
    text = growth_csv("image", [found], "rr").removeprefix("\ufeff")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [float(line["mean"]) for line in lines] == [p.mean for p in points(found, "rr")]
    assert [int(line["candidates"]) for line in lines] == list(found.sizes)


def test_the_tab_names_what_closes_the_range(app: AppTest, ws: Workspace) -> None:
    text = shown(app)
    view = make_view("imported", ws.gt("image"))
    found = []
    for name in ws.variant_names:
        result = evaluate(ws, name, "image", "corpus")
        rankings = rank_view(ws, name, view, make_pool(ws), {})
        found.append(open_pairs(result, rankings, view, "success@5"))
        bounds = result.measures["success@5"]
        ends = f"{bounds.mean * 100:.1f}\\~{(bounds.upper or 0) * 100:.1f}"  # type: ignore[operator]
        assert ends in text.replace("\N{NO-BREAK SPACE}", " ")
        assert f"| {len(found[-1].deciding)} |" in text
    assert f"| {len(together(found).deciding)} |" in text
    (link,) = [each.proto for each in app.get("page_link")]
    assert "gt=image" in link.query_string
    assert "pool=corpus" in link.query_string


def test_a_threshold_is_chosen_and_linked(
    app: AppTest, ws: Workspace, open_compare: OpenCompare, demo_workspace: Path
) -> None:
    view = make_view("imported", ws.gt("image"))
    rankings = rank_view(ws, "text-tfidf", view, make_pool(ws, "judged", "image"), {})
    lists = listed(rankings, view, 5)
    (slider,) = app.slider
    everything = curve(lists)[0]
    assert f"보이는 이웃 {everything.shown}개 중 **{everything.relevant}개**" in shown(app)
    middle = round((slider.min + slider.max) / 2 / 0.005) * 0.005
    text = shown(slider.set_value(middle).run())
    found = at(lists, middle)
    assert found.shown < everything.shown
    assert f"보이는 이웃 {found.shown}개 중 **{found.relevant}개**" in text
    given = app.query_params["score"]
    score = given if isinstance(given, str) else given[-1]
    assert float(score) == pytest.approx(middle)
    again = open_compare(
        workspace=demo_workspace, tab="service", gt="image", a="text-tfidf",
        score=score,
    )  # fmt: skip
    assert again.slider[0].value == pytest.approx(middle)
    # Another variant's scores are others: the link's threshold gives way to theirs.
    weak = again.selectbox(key=state.WIDGET_COMPARE_A).set_value("image-shape").run()
    assert not weak.exception
    assert weak.slider[0].min <= weak.slider[0].value <= weak.slider[0].max


@pytest.mark.parametrize("score", ["nan", "inf", "7", "x", "", "-0.2"])
def test_a_link_with_an_odd_score_still_opens(
    open_compare: OpenCompare, demo_workspace: Path, score: str
) -> None:
    app = open_compare(workspace=demo_workspace, tab="service", score=score)
    assert app.slider[0].value == app.slider[0].min


def test_words_at_a_threshold() -> None:
    one = [Listed(0.9, "relevant"), Listed(0.4, "unknown")]
    few = thresholds.sentence(EN, {"a": one}, 0.1)
    assert few == (
        "From 0.100 up, 1 of 1 query gets at least one neighbour; "
        "of the 2 shown 1 are relevant and 1 unjudged."
    )
    many = thresholds.sentence(EN, {str(n): one for n in range(20)}, 0.1)
    assert "**20** of 20 queries (100 %)" in many
    assert "(precision 50 %, 95 % interval 30\\~70 %; up to 100 % with 20 unjudged)" in many
    closed = thresholds.sentence(EN, {str(n): one for n in range(20)}, 0.5)
    assert "(precision 100 %, 95 % interval 84\\~100 %)" in closed
    assert thresholds.sentence(KO, {"a": one}, 0.95) == "점수 0.950 이상인 이웃이 없습니다."


def test_the_legend_names_no_line_that_is_not_drawn() -> None:
    """Of fewer than 8 queries with a neighbour there is no precision to draw."""
    page = SimpleNamespace(t=EN, ws=SimpleNamespace(variant_slots={"v": 0}))
    found = [Listed(0.9, "relevant"), Listed(0.4, "unknown")]

    def lines(covered: int) -> list[str]:
        lists = {str(n): found if n < covered else [] for n in range(20)}
        chart = thresholds.build(page, "v", curve(lists), 0.1, "light")  # type: ignore[arg-type]
        return [trace.name for trace in chart.data]

    coverage = EN("service.threshold.line.coverage")
    assert lines(3) == [coverage]
    upper, precision = (EN(f"service.threshold.line.{name}") for name in ("upper", "precision"))
    assert lines(12) == [upper, precision, coverage]


def test_few_queries_are_counted(open_compare: OpenCompare) -> None:
    app = open_compare(tab="service", gt="hybrid", a="text")
    text = shown(app)
    assert not app.get("plotly_chart")
    assert "기준 문항이 2개뿐이라 그림 대신 개수로 보입니다" in text
    assert " %" not in text.replace("가운데 95 %", "").replace("95 % 구간", "")


def test_a_ground_truth_without_pool_grows_from_what_it_names(
    open_compare: OpenCompare, sample_path: Path
) -> None:
    app = open_compare(tab="service", gt="open", a="text")
    truth = Workspace.open(sample_path).gt("open")
    named = {*truth.queries}.union(*truth.queries.values())
    assert f"정답 파일에 나오는 문항 {len(named)}개에서 시작합니다" in shown(app)


def test_nothing_to_count_is_no_dead_end(open_compare: OpenCompare) -> None:
    text = shown(open_compare(tab="service", gt="hybrid", view="human"))
    assert "유사 문항이 알려진 기준 문항이 없습니다" in text


def test_no_percentages_of_few_in_the_table(ws: Workspace) -> None:
    result = evaluate(ws, "text-weak", "image", "corpus", (("subject", "물리학"),))
    assert 0 < result.n < 8
    assert closing.row(KO, result, "success@5")[1:] == ["–", "–"]


def test_precision_says_what_is_assumed_and_where(
    open_compare: OpenCompare, demo_workspace: Path
) -> None:
    words = KO("scores.assumed")
    chosen = {"tab": "service", "gt": "image"}
    assert words in shown(open_compare(workspace=demo_workspace, **chosen))
    assert words not in shown(open_compare(workspace=demo_workspace, pool="corpus", **chosen))
    assert words not in shown(open_compare(workspace=demo_workspace, view="human", **chosen))
