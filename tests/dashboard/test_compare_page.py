"""Compare by Streamlit's own test driver, on a workspace made by the importer."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.compare import paired
from core.evaluate import evaluate
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.planning import queries_to_show
from core.search import make_pool, neighbours
from core.settings import study_lines
from core.types import Study
from core.workspace import Workspace
from dashboard import measured, paging, richtext, services, state
from dashboard.compare_link import CompareLink, RowFilter
from dashboard.components import filters, watch
from dashboard.components.comparing import firsts, flips, plan, published, query_table

OpenCompare = Callable[..., AppTest]
SHORT = Study(2, "시드 7", date(2026, 1, 29))


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def param(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def linked(app: AppTest) -> list[str]:
    """Return the ids in the table of queries, in their order."""
    links = [link.proto for link in app.get("page_link")]
    return [p.label.replace("*", "") for p in links if p.label.replace("*", "").startswith("Q")]


def opened(app: AppTest) -> str | None:
    """Return the query whose lists are open in the dialog."""
    for dialog in app.get("dialog"):
        return next(m.value.strip("*") for m in dialog.get("markdown"))
    return None


def counted(app: AppTest, kind: RowFilter) -> int:
    """Return the number on the button that lists the queries of a cell."""
    return int(app.button(key=flips.count_key(kind)).label.strip("*"))


def judge(path: Path, query: str, item: str, grade: int) -> None:
    """Store a judgment as another process does."""
    ws = Workspace.open(path)
    store = JudgmentStore.open(path / services.JUDGMENTS_FILE, ws.uuid)
    store.append([Judgment(str(uuid4()), "김 선생", query, item, grade=grade)])
    store.close()


@pytest.mark.parametrize("measure", ["rr", "success@1"])
def test_the_contract_stays_what_it_is_at_every_measure(
    open_compare: OpenCompare, measure: str
) -> None:
    words = "계약 판정은 언제나 상위 5개 적중률 (Success@5)"
    assert words in shown(open_compare(gt="open", pool="corpus", measure=measure))


def test_each_ground_truth_is_shown_with_pool_view_revision_and_n(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    text = shown(open_compare())
    n = evaluate(sample, "text", "hybrid").n
    assert f"후보 8개(시험 문항) · 가져온 정답 · 판정 번호 0 · n = {n}" in text
    # The other ground truth declares no pool: its corpus figures stay off this table.
    assert "open에는 정해진 시험 문항이 없습니다" in text
    assert "12개(전체)" not in text


def test_the_first_words_say_who_passes_and_what_cannot_be_said(
    open_compare: OpenCompare, demo_workspace: Path
) -> None:
    text = shown(open_compare())
    assert "모델 2개 중 1개가 기준에 닿았습니다(:blue[●]\N{NO-BREAK SPACE}**picture**)" in text
    assert "기준 문항이 2개뿐이라 개수 이상으로 읽으면 안 됩니다" in text
    assert "정해진 시험 문항이 없어 이 후보로는 판정하지 않습니다" in text
    filtered = shown(open_compare(where="subject=수학", pool="corpus"))
    assert "통과 여부를 말하지 않습니다" in filtered
    assert "기준에 닿았습니다" not in filtered
    # Where pairs are unjudged, what is known of the first places stands beside the range.
    holes = shown(open_compare(demo_workspace, pool="corpus"))
    assert re.search(
        r"미판정 때문에 \S+ % 사이 · 상위 5개 중 판정된 비율 \S+ % \(Judged@5\)", holes
    )
    assert "| Judged@5 |" in holes
    assert "Judged@5" not in shown(open_compare(demo_workspace, pool="judged"))


def test_few_queries_are_counted_and_not_drawn(open_compare: OpenCompare) -> None:
    app = open_compare()
    text = shown(app)
    assert "2문항 중" in text
    assert "비율과 그림 대신 개수" in text
    for known in ("기준 80 %", "80 % 이상", "95 % 구간", "95 % 신"):
        text = text.replace(known, "")
    assert " %" not in text
    assert not app.get("plotly_chart")


def test_queries_that_count_as_zero_are_named(open_compare: OpenCompare, sample: Workspace) -> None:
    result = evaluate(sample, "picture", "open", "corpus")
    app = open_compare(pool="corpus", gt="open")
    text = shown(app)
    for query in result.counted_as_zero:
        assert query in text
    assert ("벡터가 없어 0으로 센 기준 문항" in text) == bool(result.counted_as_zero)


def test_the_pair_is_that_of_the_core(open_compare: OpenCompare, sample: Workspace) -> None:
    app = open_compare(tab="real", a="text", b="picture", gt="hybrid")
    both = [evaluate(sample, name, "hybrid") for name in ("text", "picture")]
    result = paired(*both, sample.target.measure)
    text = shown(app)
    for kind in ("both", "only_a", "only_b", "neither"):
        assert counted(app, kind) == len(getattr(result, kind))
    assert f"p =\xa0{result.p:.3f}" in text
    assert "차이를 확인하지 못함 (같다는 뜻이 아님)" in text
    assert "나을 확률" not in text


@pytest.mark.parametrize("measure", ["rr", "ndcg@10", "success@1"])
def test_the_pair_and_the_table_follow_the_measure(
    open_compare: OpenCompare, sample: Workspace, measure: str
) -> None:
    about = {"a": "text", "b": "picture", "gt": "open", "pool": "corpus", "measure": measure}
    both = [evaluate(sample, name, "open") for name in ("text", "picture")]
    result = paired(*both, measure)
    pair = open_compare(tab="real", **about)
    text = shown(pair)
    assert counted(pair, "both") == len(result.both)
    assert counted(pair, "only_b") == len(result.only_b)
    app = open_compare(tab="why", **about)
    table = shown(app)
    valued = measure != "success@1"
    if valued:
        # Few queries: which one is higher is counted, and no mean is shown.
        higher = f"A가 높은 문항 {len(result.only_a)}, B가 높은 문항 {len(result.only_b)}"
        assert higher in text
        assert "평균 차이(A − B)" not in text
        assert f"p =\xa0{result.p:.3f} (부호를 뒤섞는 무작위 검정" in text
        for query in both[0].queries:
            if query.first_relevant_rank is not None:
                value = f"{query.values[measure]:.3f} :small[:gray[{query.first_relevant_rank}위]]"
                assert value in table
    else:
        assert "(정확 McNemar 검정" in text
        assert "색칠: 1위 안" in table
    assert "계약 지표(상위 5개 적중률 (Success@5))가 아닙니다" in text
    options = app.segmented_control(key=state.WIDGET_COMPARE_ROWS).options
    flipped = len(result.only_a) + len(result.only_b)
    expected = f"A·B 값이 다른 문항만 {flipped}" if valued else f"A·B 결과가 갈린 문항만 {flipped}"
    assert options[1] == expected
    app.segmented_control(key=state.WIDGET_COMPARE_ROWS).set_value("flipped").run()
    assert sorted(linked(app)) == sorted((*result.only_a, *result.only_b))


def test_the_tab_is_part_of_the_view(open_compare: OpenCompare) -> None:
    app = open_compare()
    assert linked(app) == []
    labels = [tab.label for tab in app.tabs]
    assert labels == ["① 통과했나", "② 차이가 진짜인가", "③ 왜 다른가", "④ 서비스에서도 그럴까"]
    # A link that is about queries opens theirs, and no other choice leaves it.
    app = open_compare(rows="both")
    assert linked(app)
    app.segmented_control(key=state.WIDGET_COMPARE_ROWS).set_value("all").run()
    assert (param(app, "tab"), param(app, "rows")) == ("why", None)
    assert linked(app)
    assert "무엇이 더 있어야" not in shown(app)


@pytest.mark.parametrize("p", [0.02, 0.03])
@pytest.mark.parametrize("pool", ["judged", "corpus"])
def test_differences_are_those_that_the_report_finds(
    open_compare: OpenCompare,
    build_sample: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pool: str,
    p: float,
) -> None:
    """Two comparisons, hybrid and open: below 0.05 either, but twice 0.03 is not."""
    path = build_sample(tmp_path)
    monkeypatch.setattr("core.compare.mcnemar_exact", lambda _a, _b: p)
    app = open_compare(path, tab="real", gt="hybrid", pool=pool)
    text = shown(app)
    assert f"p =\xa0{p:.3f} (정확 McNemar 검정, 이 한 쌍만 볼 때)" in text
    assert f"비교 2개에 Holm 보정하면 p =\xa0{2 * p:.3f}" in text
    assert ("**차이를 확인하지 못함" in text) == (2 * p >= 0.05)
    app._page_hash = calc_hash("report")
    report = "".join(m.value for m in app.run().markdown)
    assert f"| {p:.3f} | {2 * p:.3f} |" in report
    assert ("차이를 확인하지 못했습니다" in report) == (2 * p >= 0.05)


def test_a_judgment_that_comes_meanwhile_counts_in_all_figures_or_none(
    open_compare: OpenCompare,
    build_sample: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = build_sample(tmp_path)
    judge(path, "Q00", "Q01", 3)
    first, real = Workspace.open(path).variant_names[0], services.evaluation

    def evaluation(*args: Any) -> Any:
        found = real(*args)
        if args[1] == first:  # between the two variants of a ground truth
            judge(path, "Q03", "Q04", 3)
            judge(path, "Q00", "Q01", 0)
        return found

    monkeypatch.setattr(watch, "repaint_after", lambda *_: None)  # there is always a newer one
    monkeypatch.setattr(services, "evaluation", evaluation)
    text = shown(open_compare(path, view="human", gt="hybrid", q="Q00"))
    assert "판정 번호 1 · n = 1" in text
    assert "n = 2" not in text
    # The lists of a query are marked by the grades that its figures count.
    card = next(line for line in text.splitlines() if ":gray[Q01]" in line)
    assert ":green-badge[:material/check_circle:" in card


def test_the_two_variants_change_places(open_compare: OpenCompare) -> None:
    app = open_compare(tab="real", a="picture", b="text")
    app.selectbox(key=state.WIDGET_COMPARE_A).set_value("text").run()
    assert (param(app, "a"), param(app, "b")) == ("text", "picture")


def test_choices_are_in_the_address_and_the_address_reopens(open_compare: OpenCompare) -> None:
    app = open_compare(tab="real")
    app.segmented_control(key=state.WIDGET_COMPARE_VIEW).set_value("human").run()
    app.segmented_control(key=state.WIDGET_COMPARE_POOL).set_value("corpus").run()
    app.selectbox(key=state.WIDGET_COMPARE_MEASURE).set_value("rr").run()
    app.selectbox(key=state.WIDGET_COMPARE_GT).set_value("open").run()
    assert {name: param(app, name) for name in ("view", "pool", "measure", "gt")} == {
        "view": "human", "pool": "corpus", "measure": "rr", "gt": "open",
    }  # fmt: skip
    again = open_compare(tab="passed", view="human", pool="corpus", measure="rr", gt="open")
    assert again.selectbox(key=state.WIDGET_COMPARE_MEASURE).value == "rr"
    assert "사람 판정" in shown(again)


def test_filters_narrow_the_candidates_of_every_figure_and_are_said(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    where = (("subject", "수학"),)
    app = open_compare(pool="corpus", gt="open", where="subject=수학")
    text = shown(app)
    narrowed = evaluate(sample, "text", "open", "corpus", where)
    everything = len(sample.items)
    assert narrowed.pool.size < everything
    assert f"후보 {narrowed.pool.size} / {everything}개(전체 중 과목: 수학)" in text
    assert f"{everything}개(전체)" not in text
    assert "좁힌 후보(과목: 수학)" in text
    assert "조건을 건 후보: 계약 판정 아님" in shown(app)
    assert not any(word in shown(app) for word in ("check_circle:", "근거 충분", "기준 미달 확인"))
    assert param(app, "where") == "subject=수학"
    table = open_compare(tab="why", pool="corpus", gt="open", where="subject=수학")
    link = next(link.proto for link in table.get("page_link") if "q=Q" in link.proto.query_string)
    assert "where=subject" in link.query_string
    # The lists of a query are ranked among the same candidates.
    query = narrowed.queries[0].query
    lists = open_compare(pool="corpus", gt="open", where="subject=수학", q=query)
    cards = [m.value for m in lists.markdown if "위** `" in m.value]
    assert cards
    for card in cards:
        shown_id = next(i for i in sample.items.ids if f":gray[{i}]" in card)
        assert sample.items.get(shown_id).subject == "수학"
    lists.button(key="comparing.button.clear").click().run()
    assert param(lists, "where") is None
    assert f"{everything}개(전체)" in shown(lists)


def test_the_filters_popover_changes_the_view(open_compare: OpenCompare) -> None:
    app = open_compare(pool="corpus", gt="open")
    app.session_state[filters.popover_key("comparison")] = True
    app.run()
    key = filters.widget_key("comparison", "subject")
    app.button_group(key=key).set_value(["과학"]).run()
    assert param(app, "where") == "subject=과학"
    assert "과목: 과학" in shown(app)


def test_rows_sort_filter_and_open_browse(open_compare: OpenCompare, sample: Workspace) -> None:
    app = open_compare(tab="why", gt="hybrid", sort="_id")
    assert linked(app) == ["Q00", "Q03"]
    app.button(key=query_table.sort_key(None)).click().run()
    assert linked(app) == ["Q03", "Q00"]
    assert param(app, "order") == "desc"
    app.button(key=query_table.sort_key("text")).click().run()
    ranks = {
        q.query: q.first_relevant_rank or 99 for q in evaluate(sample, "text", "hybrid").queries
    }
    assert [ranks[q] for q in linked(app)] == sorted(ranks.values())
    link = next(link.proto for link in app.get("page_link") if link.proto.label == "Q03")
    assert "q=Q03" in link.query_string
    assert "gt=hybrid" in link.query_string
    assert "pool=judged" in link.query_string
    app.segmented_control(key=state.WIDGET_COMPARE_ROWS).set_value("neither").run()
    assert param(app, "rows") == "neither"


def test_both_lists_of_a_query_stand_side_by_side(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    app = open_compare(tab="why", gt="hybrid", a="text", b="picture")
    app.button(key=query_table.lists_key("Q00")).click().run()
    assert param(app, "q") == "Q00"
    assert opened(app) == "Q00"
    text = shown(app)
    # Pool of 8 without the query: the picture variant has vectors of Q01 to Q06 only.
    assert "6 / 7개가 두 목록에 모두 있음" in text
    assert "picture 상위 10개에 없음" in text


def test_a_query_without_vector_says_so_beside_the_other_list(
    open_compare: OpenCompare, tmp_path: Path, build_sample: Callable[..., Path]
) -> None:
    path = build_sample(tmp_path)
    from core.importer.request import ImportRequest
    from core.importer.run import import_files

    more = tmp_path / "more.json"
    more.write_text(json.dumps({"Q09": ["Q08"]}), "utf-8")
    import_files(path, ImportRequest(gts={"more": more}))
    app = open_compare(path, gt="more", a="text", b="picture", q="Q09")
    text = shown(app)
    assert "picture에는 이 문항의 벡터가 없습니다" in text
    assert "벡터 없음" in text
    assert opened(app) == "Q09"


def test_an_unknown_query_is_no_dead_end(open_compare: OpenCompare) -> None:
    app = open_compare(gt="hybrid", q="Q99")
    text = shown(app)
    assert opened(app) is None
    assert "‘Q99’라는 기준 문항이 없습니다" in text
    assert linked(app) == ["Q00", "Q03"]


def test_lists_stay_closed_for_a_query_that_the_filter_takes_away(
    open_compare: OpenCompare,
) -> None:
    kept = open_compare(gt="hybrid", a="text", b="picture", rows="both", q="Q00")
    assert opened(kept) == "Q00"
    app = open_compare(gt="hybrid", a="text", b="picture", rows="neither", q="Q00")
    assert "Q00" not in linked(app)
    assert opened(app) is None
    assert "‘Q00’는 지금 표에 없는 문항이라" in shown(app)
    app.segmented_control(key=state.WIDGET_COMPARE_ROWS).set_value("all").run()
    assert opened(app) is None  # only a press opens it
    assert "지금 표에 없는" not in shown(app)


def test_previous_and_next_walk_the_listed_queries(open_compare: OpenCompare) -> None:
    app = open_compare(gt="hybrid", a="text", b="picture", q="Q03")
    assert "2 / 2 · 모두" in shown(app)
    assert app.button(key="comparing.button.lists.next").disabled
    app.button(key="comparing.button.lists.previous").click().run()
    assert (opened(app), param(app, "q")) == ("Q00", "Q00")
    assert app.button(key="comparing.button.lists.previous").disabled


def test_judgments_move_the_views_that_count_them(
    open_compare: OpenCompare, tmp_path: Path, build_sample: Callable[..., Path]
) -> None:
    path = build_sample(tmp_path)
    app = open_compare(path, view="human", gt="hybrid")
    assert "유사 문항이 알려진 기준 문항이 없습니다" in shown(app)
    judge(path, "Q00", "Q01", 3)
    app.run()
    assert "사람 판정 · 판정 번호 1 · n = 1" in shown(app)
    # People's grade takes the imported one's place: nothing relevant is left for Q03.
    judge(path, "Q03", "Q04", 0)
    app.segmented_control(key=state.WIDGET_COMPARE_VIEW).set_value("human-over-imported").run()
    assert "사람 우선 · 판정 번호 2 · n = 1" in shown(app)
    app.segmented_control(key=state.WIDGET_COMPARE_VIEW).set_value("imported").run()
    assert "가져온 정답 · 판정 번호 2 · n = 2" in shown(app)


def test_english_reopens_from_the_address(open_compare: OpenCompare) -> None:
    app = open_compare(lang="en")
    assert app.tabs[0].label == "① Did they pass?"
    app.segmented_control(key=state.WIDGET_COMPARE_LANGUAGE).set_value("ko").run()
    assert app.tabs[0].label == "① 통과했나"
    assert param(app, "lang") is None


def test_without_variants_or_ground_truths_the_command_is_named(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    empty = shown(open_compare(build_sample(tmp_path / "a", variants=False, gts=False)))
    assert "yusa import" in empty
    assert "--variant" in empty
    no_gt = shown(open_compare(build_sample(tmp_path / "b", gts=False)))
    assert "--gt 이름=파일.json" in no_gt


def test_a_store_that_cannot_be_read_leaves_the_imported_figures(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    (path / services.JUDGMENTS_FILE).write_bytes(b"this is no database " * 100)
    text = shown(open_compare(path))
    assert "판정 번호 –" in text
    assert "n = 2" in text
    human = shown(open_compare(path, view="human"))
    assert services.JUDGMENTS_FILE in human.replace("\\", "")


def test_the_files_hold_the_figures_of_the_page(
    sample: Workspace, open_compare: OpenCompare
) -> None:
    results = [evaluate(sample, name, "hybrid") for name in sample.variant_names]
    made = measured.figures_csv(results, 0, sample.target).removeprefix("\ufeff")
    lines = list(csv.DictReader(io.StringIO(made)))
    assert len(lines) == 2 * len(measured.FILED_MEASURES)
    for line in lines:
        each = next(r for r in results if r.variant == line["variant"])
        assert float(line["mean"]) == each.measures[line["measure"]].mean
    assert len(open_compare().get("download_button")) == 1
    assert len(open_compare(tab="why").get("download_button")) == 2  # ranks and table


def test_what_would_decide_is_computed_when_it_is_opened(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    app = open_compare()
    words = "이상 적중해야 근거 충분"
    never = "모두 적중해도 근거가 충분해지지 않습니다"
    assert words not in shown(app)
    assert never not in shown(app)
    app.session_state[plan.opened_key("hybrid")] = True
    text = shown(app.run())
    assert (
        f"기준 문항 {evaluate(sample, 'text', 'hybrid').n}개로는 {never.split('개로는 ')[-1]}"
        in text
    )
    assert "참 적중률이 90 %인 모델" in text
    (rate,) = app.number_input
    text = shown(rate.set_value(95.0).run())
    assert "참 적중률이 95 %인 모델" in text
    assert "40개 있어야" in text


def test_filtered_candidates_have_no_contract_to_decide(open_compare: OpenCompare) -> None:
    app = open_compare(where="subject=수학", pool="corpus")
    app.session_state[plan.opened_key("hybrid")] = True
    assert "근거가 충분해지지 않습니다" not in shown(app.run())


def test_published_results_stand_apart(open_compare: OpenCompare) -> None:
    app = open_compare(tab="real")
    assert "85.2 %" not in shown(app)
    app.session_state[published.FOLD] = True
    text = shown(app.run())
    assert "여기서 잰 값이 아니라 발표된 값입니다" in text
    assert "불가능: 27개 중 몇 개를 맞혀도 71.5 %가 되지 않음" in text


def test_no_difference_found_says_what_could_have_been_found(
    open_compare: OpenCompare, demo_workspace: Path
) -> None:
    says = "27문항에서 그 차이가 확인될 확률은"
    pair = {"tab": "real", "a": "image-shape", "b": "text+image", "gt": "image"}
    text = shown(open_compare(workspace=demo_workspace, **pair))
    assert "차이를 확인하지 못함 (같다는 뜻이 아님)" in text
    assert says in text
    # Only the test of flipped queries has this power.
    assert says not in shown(open_compare(workspace=demo_workspace, measure="rr", **pair))
    # Below eight queries there are counts and no percentages.
    assert "확인될 확률은" not in shown(
        open_compare(tab="real", a="text", b="picture", gt="hybrid")
    )


def test_a_planned_study_reads_interim_with_its_progress(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    plans = {"hybrid": Study(9, "*과목별* 층화", date(2026, 1, 29)), "gone": SHORT}
    with (path / "workspace.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n".join(study_lines(gt, study) for gt, study in plans.items()))
    text = shown(open_compare(path))
    assert text.count(":gray-badge[:material/hourglass_top: 중간값]") == 2
    assert "계획한 9문항 중 2문항 판정됨 — 중간값" in text
    assert "표본 \\*과목별\\* 층화 · 계획한 날 2026-01-29" in text
    assert "계획한 조사가 끝나지 않아 근거는 아직 따지지 않습니다" in text
    assert "그런 이름의 정답 목록이 없습니다: gone" in text
    assert "말할 수 없" not in text
    filtered = shown(open_compare(path, where="subject=수학"))
    assert "중간값" not in filtered
    app = open_compare(path)
    app.session_state[plan.opened_key("hybrid")] = True
    text = shown(app.run())
    assert "기준 문항 9개로는" in text  # today's two decide nothing
    assert "이 정답의 조사 계획이 이미 있습니다" in text
    app._page_hash = calc_hash("report")
    assert "| 중간값 |" in "".join(m.value for m in app.run().markdown)


def test_a_complete_study_reads_as_always(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    with (path / "workspace.toml").open("a", encoding="utf-8") as settings:
        settings.write(study_lines("hybrid", SHORT))
    text = shown(open_compare(path))
    assert "계획한 2문항을 채움 (2문항 판정됨)" in text
    assert "중간값" not in text
    assert ":gray-badge[아직 판단 불가]" in text


def test_the_plan_can_be_written_down_as_it_was_computed(open_compare: OpenCompare) -> None:
    app = open_compare()
    app.session_state[plan.opened_key("hybrid")] = True
    app.run()
    assert not app.code
    app.text_input(key=f"{state.WIDGET_COMPARE_SAMPLING}.hybrid").set_value("시드 7 ").run()
    assert "판정을 시작하기 전에" in shown(app)
    (code,) = app.code
    written = tomllib.loads(code.value)["study"]["hybrid"]
    needed = queries_to_show(0.9, 0.8)
    assert (written["queries"], written["sampling"]) == (needed, "시드 7")
    assert isinstance(written["planned"], date)


def first_items(ws: Workspace, gt: str, variant: str) -> set[tuple[str, str]]:
    """Brute force: queries with their first neighbour, where the file doesn't name it."""
    pool = make_pool(ws, "judged", gt)
    entries = ws.gt(gt).queries
    counted = [q.query for q in evaluate(ws, variant, gt).queries if q.status == "ranked"]
    return {
        (query, near.id)
        for query in counted
        for near in neighbours(ws, query, variant, k=1, pool=pool)
        if near.id not in entries[query]
    }


def uncredited(ws: Workspace, gt: str, variant: str) -> int:
    return len(first_items(ws, gt, variant))


def test_first_items_that_nobody_credits_are_counted_and_listed(
    open_compare: OpenCompare, demo_workspace: Path
) -> None:
    ws = Workspace.open(demo_workspace)
    gt = next(name for name in ws.gt_names if ws.gt(name).pool)
    app = open_compare(demo_workspace, gt=gt)
    counts = {name: uncredited(ws, gt, name) for name in ws.variant_names}
    heads = [m.value for m in app.markdown if "1위가 정답 목록에 없는" in m.value]
    head = next(head for head in heads if f"n = {evaluate(ws, ws.variant_names[0], gt).n}" in head)
    for name, n in counts.items():
        named = f"{richtext.label(name)}**\N{NO-BREAK SPACE}{n}"
        assert (named in head) == (n > 0)
    app.button(key=firsts.button_key(gt)).click().run()
    assert (param(app, "first"), param(app, "gt"), param(app, "model")) == ("1", gt, None)
    most = max(counts, key=counts.__getitem__)
    app.selectbox(key=state.WIDGET_COMPARE_MODEL).set_value(most).run()
    assert param(app, "model") == most
    text = shown(app)
    assert f"모두 {counts[most]}쌍" in text
    assert "정답 아님으로 가정" in text
    cards = [link.proto for link in app.get("page_link") if "q=" in link.proto.query_string]
    assert len(cards) == paging.PAGE_PAIRS
    assert all(f"model={quote_plus(most)}" in card.query_string for card in cards)
    assert "first%3D1" in cards[0].query_string  # previous and next walk the list there
    (judge,) = [p for p in app.get("page_link") if "queue=first" in p.proto.query_string]
    assert judge.proto.label == f"이 {counts[most]}쌍 판정하기"
    assert f"gt={gt}" in judge.proto.query_string
    app.button(key="comparing.firsts.page.rows.next").click().run()
    assert param(app, "first_page") == "2"
    shared = {"tab": "passed", "gt": gt, "first": "1", "model": most, "first_page": "2"}
    again = open_compare(demo_workspace, **shared)
    links_there = [p.proto.query_string for p in again.get("page_link")]
    assert links_there == [p.proto.query_string for p in app.get("page_link")]
    app.button(key=firsts.button_key(gt)).click().run()
    assert [param(app, name) for name in ("first", "model", "first_page")] == [None] * 3


def test_browse_walks_the_list_of_first_items(
    served: Callable[[Path], None], demo_workspace: Path
) -> None:
    served(demo_workspace)
    ws = Workspace.open(demo_workspace)
    gt = next(name for name in ws.gt_names if ws.gt(name).pool)
    name = ws.variant_names[0]
    link = CompareLink(gt=gt, firsts=True, model=name)
    listed = services.listed(ws, link)
    assert len(listed) == uncredited(ws, gt, name)
    assert listed == sorted(listed)
    # The way back leads to the page that the query is on; of several pairs, to the first.
    assert services.turned_to(ws, link, listed[5]) == replace(link, firsts_page=2)
    of_all = CompareLink(gt=gt, firsts=True)
    pairs = {pair for v in ws.variant_names for pair in first_items(ws, gt, v)}
    queries = sorted(query for query, _item in pairs)
    assert len(services.listed(ws, of_all)) == len(set(queries)) < len(pairs)
    at = queries.index(queries[-1]) // 5 + 1
    assert services.turned_to(ws, of_all, queries[-1]).firsts_page == at
    # On another tab the same link is about its own table.
    assert len(services.listed(ws, replace(link, tab="why"))) == len(ws.gt(gt).queries)


def test_a_list_that_is_not_there_is_no_dead_end(open_compare: OpenCompare) -> None:
    text = shown(open_compare(first="1", gt="nowhere", model="nobody", first_page="99"))
    assert "1위가 정답 목록에 없는 문항" in text
    assert "1 / 1쪽" in text
