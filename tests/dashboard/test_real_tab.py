"""Compare 2, "is the difference real": its words, its pair, its change and its costs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.compare import Corrected, Paired, compare_all, difference_interval, paired
from core.cost import SearchTimes
from core.evaluate import Evaluation, evaluate
from core.interaction import Effect, Interaction, interactions
from core.published import Publication, Published
from core.vectors import VariantInfo
from core.workspace import Workspace
from dashboard import measured, services, strings
from dashboard.components.comparing import (
    costs,
    effect,
    flips,
    gt_change,
    matrix,
    points,
    published,
)
from dashboard.components.comparing.published import same_here
from dashboard.components.comparing.real import summary

APP = Path(services.__file__).parents[1] / "app.py"
OpenTab = Callable[..., AppTest]


def ko(key: str, **values: object) -> str:
    return strings.text("ko", key, **values)


def en(key: str, **values: object) -> str:
    return strings.text("en", key, **values)


@pytest.fixture(scope="module")
def demo(demo_workspace: Path) -> Workspace:
    return Workspace.open(demo_workspace)


@pytest.fixture
def open_tab(served: Callable[[Path], None], demo_workspace: Path) -> OpenTab:
    def open_it(workspace: Path | None = None, **params: str) -> AppTest:
        served(workspace or demo_workspace)
        app = AppTest.from_file(str(APP), default_timeout=30)
        app._page_hash = calc_hash("compare")
        app.query_params["tab"] = "real"
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_it


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def param(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def pair(only_a: int = 0, only_b: int = 0, n: int = 61, **values: Any) -> Paired:
    ids = [f"q{number:03d}" for number in range(n)]
    facts: dict[str, Any] = {
        "a": "one", "b": "other", "gt": "g", "measure": "success@5", "n": n,
        "only_a": tuple(ids[:only_a]), "only_b": tuple(ids[only_a : only_a + only_b]),
        "both": tuple(ids[only_a + only_b :]), "neither": (),
        "difference": (only_a - only_b) / max(n, 1), "p": 0.5, "has_holes": False, "worst_p": 0.5,
    }  # fmt: skip
    return Paired(**facts | values)


def found(holm: float, worst: float = 0.0, *, gt: str = "g", n: int = 61) -> Corrected:
    return Corrected(pair(3, 1, n, gt=gt), holm, max(holm, worst), 6)


# --- the sentence on top --------------------------------------------------------------------------


def test_the_sentence_counts_what_was_found() -> None:
    said = summary(ko, [found(0.01), found(0.01, 0.2), found(0.2), found(0.9, gt="h")])
    assert said == (
        "정답 2개에서 모델을 둘씩 4번 비교해 2번은 우연으로 보기 어려운 차이를 확인했습니다. "
        "나머지 2번은 차이를 확인하지 못했습니다 (같다는 뜻이 아님). "
        "확인한 2번 중 1번은 미판정을 판정하면 달라질 수 있습니다."
    )
    said = summary(en, [found(0.01), found(0.2)])
    assert "Of 2 comparisons of two variants on 1 ground truth, 1 found" in said
    assert "undo" not in said


@pytest.mark.parametrize(
    ("holms", "starts", "says_equal"),
    [
        ([], "셀 수 있는 기준 문항이 없어", False),
        ([0.01], "두 모델을 한 번 비교해 우연으로 보기 어려운 차이를", False),
        ([0.3], "두 모델을 한 번 비교했지만 차이를 확인하지 못했습니다", True),
        ([0.3, 1.0], "정답 1개에서 모델을 둘씩 2번 비교했지만 한 번도", True),
        ([0.01, 0.049], "정답 1개에서 모델을 둘씩 2번 비교해 모두", False),
        ([0.01, 0.05], "정답 1개에서 모델을 둘씩 2번 비교해 1번은", True),
    ],
)
def test_the_sentence_is_right_in_odd_cases(
    holms: list[float], starts: str, says_equal: bool
) -> None:
    for words in (ko, en):
        said = summary(words, [found(p) for p in holms])
        assert ("(같다는 뜻이 아님)" in said or "does not mean equal" in said) == says_equal
    assert summary(ko, [found(p) for p in holms]).startswith(starts)


def test_few_queries_are_said() -> None:
    assert "3번은 기준 문항이 8개보다 적어" in summary(
        ko, [found(0.5, n=7)] * 3 + [found(0.5, n=8)]
    )
    assert "적어" not in summary(ko, [found(0.5, n=8)])


# --- numbers in words -----------------------------------------------------------------------------


def test_differences_keep_to_their_side_of_what_decides() -> None:
    minus = "\N{MINUS SIGN}"
    assert points.differences([0.049, -0.082]) == ["+4.9", f"{minus}8.2"]
    assert points.differences([-0.0504], (-0.05,)) == [f"{minus}5.04"]
    assert points.differences([-0.05], (-0.05,)) == [f"{minus}5.0"]
    assert points.differences([0.0002, 0.1]) == ["+0.02", "+10.00"]
    assert points.differences([0.0]) == ["0.0"]
    assert [measured.p_words(value) for value in (0.0004, 0.03, 0.0496, 0.04999, 0.05, 1.0)] == [
        "<\xa00.001", "=\xa00.030", "=\xa00.04960", "=\xa00.04999", "=\xa00.050",
        "=\xa01.000",
    ]  # fmt: skip
    assert (points.signed(3), points.signed(-3), points.signed(0)) == ("+3", f"{minus}3", "0")


def test_cells_say_who_is_ahead_and_what_was_found() -> None:
    for outcome, sign in (((0.01, 0.01), "≠"), ((0.01, 0.2), "≠?"), ((0.2, 0.2), "·")):
        each = Corrected(pair(9, 3), *outcome, 6)
        said = matrix.cell(each.pair, each, wide=False).strip("*")
        assert said == f"+6 {sign}"
        turned = matrix.cell(each.pair.turned(), each, wide=True)
        assert f"\N{MINUS SIGN}6 {sign}" in turned
        assert "(3/49/9)" in turned
    graded = pair(9, 3, measure="rr", difference=0.0123)
    assert matrix.ahead(graded) == "+0.012"
    few = pair(2, 1, 7, measure="rr", difference=0.5)
    assert matrix.ahead(few) == "2:1"
    help_words = matrix.cell_help(ko, pair(9, 3), Corrected(pair(9, 3), 0.2, 0.2, 6))
    assert "9승 49무 3패 (n = 61)" in help_words
    assert "같다는 뜻이 아님" in help_words


def test_names_of_the_data_stay_text() -> None:
    named = pair(1, 0, a="*x*", b="[y](z)")
    said = matrix.cell_help(en, named, Corrected(named, 1.0, 1.0, 1))
    assert "\\*x\\*" in said
    assert "[y](z)" not in said


def test_a_change_is_said_as_far_as_it_was_found() -> None:
    def change(one: tuple[float, float], other: tuple[float, float], **p: float) -> Interaction:
        effects = [
            Effect(gt, 61, (low + high) / 2, (low, high))
            for gt, (low, high) in (("g", one), ("h", other))
        ]
        p = {"p": 0.01, "worst_p": 0.01, "holm_p": 0.01, "worst_holm_p": 0.01} | p
        between = effects[0].difference - effects[1].difference
        return Interaction(*effects, 0, between, (between - 0.1, between + 0.1), **p)

    def said(found: Interaction, changes: int = 1) -> str:
        return gt_change.change_words(ko, found, "success@5", changes)

    assert "g에서는 B, h에서는 A가 앞서고" in said(change((-0.3, -0.1), (0.1, 0.3)))
    # A difference that its own interval does not show is nobody's lead.
    assert "앞서고" not in said(change((-0.3, -0.1), (-0.1, 0.3)))
    assert "우연으로 보기 어렵습니다" in said(change((-0.3, -0.1), (-0.1, 0.3)))
    assert "미판정을 판정하면" in said(change((-0.3, -0.1), (0.1, 0.3), worst_holm_p=0.3))
    none = said(change((-0.3, -0.1), (0.1, 0.3), holm_p=0.06, p=0.03), 2)
    assert "확인하지 못했습니다 (같다는 뜻이 아님)" in none
    assert "p =\xa00.030, Holm 보정 p =\xa00.060" in none
    assert "Holm" not in said(change((-0.3, -0.1), (0.1, 0.3)))


# --- the page -------------------------------------------------------------------------------------


def test_the_matrix_agrees_with_the_core_and_chooses_the_pair(
    open_tab: OpenTab, demo: Workspace
) -> None:
    app = open_tab(gt="hybrid")
    evaluations = {
        gt: [evaluate(demo, name, gt) for name in demo.variant_names] for gt in demo.gt_names
    }
    everything = compare_all(evaluations.values(), demo.target.measure)
    text = shown(app)
    assert f"모든 정답의 비교 {len(everything)}개에 Holm 보정" in text
    assert summary(ko, everything) in text
    on_gt = [each for each in everything if each.pair.gt == "hybrid"]
    assert {each.outcome for each in on_gt} == {"apart", "not_apart"}
    for each in on_gt:
        for one in (each.pair, each.pair.turned()):
            label = app.button(key=matrix.cell_key(one.a, one.b)).label.replace("*", "")
            hits = points.signed(len(one.only_a) - len(one.only_b))
            assert label.startswith(f"{hits} {matrix.MARKS[each.outcome]} ")
    app.button(key=matrix.cell_key("text-weak", "text+image")).click().run()
    assert (param(app, "a"), param(app, "b")) == ("text-weak", "text+image")
    assert param(app, "tab") == "real"
    assert "text-weak**)가 B(" in shown(app).replace("\u200b", "").replace("\\", "")


def test_a_count_lists_its_queries_and_goes_on_to_why(open_tab: OpenTab, demo: Workspace) -> None:
    app = open_tab(gt="hybrid", a="text+image", b="text-weak")
    result = paired(
        *[evaluate(demo, n, "hybrid") for n in ("text+image", "text-weak")], "success@5"
    )

    def linked() -> list[str]:
        links = [link.proto for link in app.get("page_link")]
        return [link.label.replace("\\", "") for link in links if "q=" in link.query_string]

    assert linked() == []
    app.button(key=flips.count_key("only_a")).click().run()
    assert param(app, "rows") == "only_a"
    assert param(app, "tab") == "real"
    assert linked() == sorted(result.only_a)
    app.button(key=flips.count_key("only_a")).click().run()
    assert (param(app, "rows"), linked()) == (None, [])
    app.button(key=flips.count_key("both")).click().run()
    assert linked() == sorted(result.both)[: flips.LISTED]
    if len(result.both) > flips.LISTED:
        assert f"그 밖에 {len(result.both) - flips.LISTED}문항이 더" in shown(app)
    app.button(key="comparing.button.why").click().run()
    assert (param(app, "tab"), param(app, "rows")) == ("why", "both")


def test_the_margin_is_the_workspaces_and_no_control(open_tab: OpenTab) -> None:
    app = open_tab(gt="hybrid", a="text+image", b="text-weak")
    text = shown(app)
    assert "5포인트 넘게 나쁘지 않습니다 (비열등 확인)" in text
    assert (
        "5포인트 넘게 나쁘지 않다는 것은 확인하지 못했습니다 (이것만으로 나쁘다는 뜻은 아님)"
        in text
    )
    assert "workspace.toml에 미리 정해 둔" in text
    assert not app.get("slider")
    assert not app.number_input
    graded = shown(open_tab(gt="hybrid", measure="rr"))
    assert "적중률에서만 말합니다" in graded
    assert "비열등 확인" not in graded


@pytest.mark.parametrize("measure", ["success@5", "rr", "ndcg@10"])
def test_the_effect_has_the_interval_of_its_measure(
    open_tab: OpenTab, demo: Workspace, measure: str
) -> None:
    about = {"gt": "hybrid", "a": "text+image", "b": "text-weak", "measure": measure}
    text = shown(open_tab(**about))
    both = [evaluate(demo, name, "hybrid") for name in ("text+image", "text-weak")]
    low, high = difference_interval(*both, measure) or (0.0, 0.0)
    ends = points.shown(ko, measure, (low, high))
    assert f"{ends[0]} \\~ {ends[1]}로 볼 수 있음" in text
    assert ("Tango" in text) == (measure == "success@5")
    assert ("부트스트랩 구간)" in text) == (measure != "success@5")


def test_few_queries_get_counts(open_tab: OpenTab, sample_path: Path) -> None:
    app = open_tab(sample_path, gt="hybrid", a="text", b="picture")
    text = shown(app)
    assert "기준 문항이 2개뿐이라 개수만 말합니다" in text
    assert "포인트 넘게" not in text
    assert "95 % 점수 구간" not in text
    assert not app.get("plotly_chart")


def test_one_variant_is_no_dead_end(
    open_tab: OpenTab, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    from core.workspace import Workspace as Opened

    path = build_sample(tmp_path)
    only = Opened.open(path).variant_names[0]
    real = Opened.variant_names
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Opened, "variant_names", property(lambda ws: real.fget(ws)[:1]))
        text = shown(open_tab(path))
    assert "모델이 둘 이상이어야" in text
    assert only in text
    assert "비교한 것이 없습니다" not in text


def test_the_change_is_that_of_the_core(open_tab: OpenTab, demo: Workspace) -> None:
    text = shown(open_tab(gt="hybrid", a="text+image", b="text-weak", measure="rr"))
    names = ("text+image", "text-weak")
    gts = services.offer(demo).gts
    (change,) = interactions(
        [(evaluate(demo, names[0], gt), evaluate(demo, names[1], gt)) for gt in gts], "rr"
    )
    assert gt_change.change_words(ko, change, "rr") in text
    made = gt_change.changes_csv([change], *names, "rr").removeprefix("\ufeff")
    (line,) = csv.DictReader(io.StringIO(made))
    assert float(line["change"]) == change.change
    assert (line["gt"], line["other_gt"]) == gts


def test_searches_are_timed_on_demand(open_tab: OpenTab, demo: Workspace) -> None:
    app = open_tab()
    text = shown(app)
    assert "이 서버에서 잰 값" not in text
    assert "| – | – |" in text
    app.button(key=costs.BUTTON).click().run()
    text = shown(app)
    assert "이 서버에서 잰 값입니다: 모델마다 무작위 문항 100개" in text
    assert "| – | – |" not in text
    timed = services.search_times(demo, "text-weak")
    assert timed is not None
    # What was measured stays for whoever opens the page next.
    again = shown(open_tab())
    assert "이 서버에서 잰 값입니다" in again


def test_costs_say_what_is_known() -> None:
    info = VariantInfo(
        "v", 176_443, 2048, 176_443, 0, "flat_ip", "", 1_500_000_000, 1_445_000_000,
        {"items_per_s": 41.52}, "h", 0, 0,
    )  # fmt: skip
    head, row = costs.table(ko, [info], {"v": SearchTimes(100, 3.216, 120.4)}, {"v": "**v**"})
    assert len(head) == len(row)
    flat = [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in row]
    assert flat == [
        "**v**", "2,048", "176,443", "1.45 GB", "1.50 GB", "1.45 GB", "초당 41.5문항", "3.22 ms",
        "120 ms",
    ]  # fmt: skip
    assert [costs.size(n).replace("\N{NO-BREAK SPACE}", " ") for n in (0, 999, 1000, 999_600)] == [
        "0 B", "999 B", "1.00 kB", "1.00 MB",
    ]  # fmt: skip


def test_measured_figures_stand_beside_published_ones_of_the_same_name_and_n(
    demo: Workspace,
) -> None:
    found = evaluate(demo, "text+image", "hybrid")

    def named(variant: str, gt: str, n: int) -> list[tuple[Published, Evaluation]]:
        return same_here([Published(variant, gt, n, {5: "85.2"})], [found])

    assert [each for _result, each in named("Text, Image", "HYBRID", 61)] == [found]
    assert named("text+image", "hybrid", 60) == []
    assert named("text image 8B", "hybrid", 61) == []
    assert named("text+image", "image", 61) == []


def test_measured_figures_have_a_table_of_their_own(
    open_tab: OpenTab, demo: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = Publication(
        "r", "2026-01-29", 100, (Published("Text, Image", "Hybrid", 61, {5: "85.2"}),)
    )
    monkeypatch.setattr(published, "publication", lambda: printed)
    app = open_tab()
    app.session_state[published.FOLD] = True
    tables = [m.value for m in app.run().markdown if m.value.startswith("| 정답")]
    assert len(tables) == 2
    assert "85.2 %" in tables[0]
    assert "Text\\, Image" in tables[0]
    found = measured.figure(evaluate(demo, "text+image", "hybrid"), "success@5")
    assert measured.value_words(ko, found) in tables[1]
    assert "Text\\, Image" not in tables[1]
    assert "여기서 잰 값" in shown(app)


def test_no_interval_is_given_where_every_query_says_the_same() -> None:
    """A bootstrap of equal values has no width, which would read as certainty."""
    ids = tuple(f"q{n}" for n in range(20))
    same = Paired("a", "b", "g", "rr", 20, ids, (), (), (), 0.0, 1.0, has_holes=False, worst_p=1.0)
    said = effect.effect_words(en, same, (0.0, 0.0), 0.05)
    assert "does not mean certain" in said
    assert "may lie between" not in said
    assert "may lie between" in effect.effect_words(en, same, (-0.1, 0.1), 0.05)
    figure = measured.Figure("a", "g", "rr", 20, None, 1.0, 1.0, 1.0, "bootstrap95")
    assert measured.interval_words(figure) is None
    assert measured.interval_words(replace(figure, low=0.9)) == "0.90~1.00"


def test_the_power_is_said_of_every_pair(open_tab: OpenTab, demo: Workspace) -> None:
    evaluations = [evaluate(demo, name, "hybrid") for name in demo.variant_names]
    found = {each.outcome: each.pair for each in compare_all([evaluations], "success@5")}
    assert len(found) > 1
    for pair in found.values():
        text = shown(open_tab(gt="hybrid", a=pair.a, b=pair.b))
        assert "61문항에서 그 차이가 확인될 확률은" in text
