"""The queries of Compare's third tab by Streamlit's own test driver: order, causes, remarks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.causes import find_causes
from core.disagreement import rank_biased_overlap
from core.errors import JudgmentStoreError
from core.evaluate import evaluate, rank_view
from core.judgment_store import JudgmentStore
from core.judgments import Judgment
from core.remark_store import Remark, RemarkStore
from core.search import make_pool
from core.views import make_view
from core.workspace import Workspace
from dashboard import differences, services, state
from dashboard.components.comparing import query_table, remark_form

APP = Path(services.__file__).parents[1] / "app.py"
RUN_LIMIT_S = 30
PAIR = {"tab": "why", "gt": "hybrid", "a": "text", "b": "picture"}
OpenCompare = Callable[..., AppTest]


@pytest.fixture
def open_compare(served: Callable[[Path], None], sample_path: Path) -> OpenCompare:
    def open_it(workspace: Path | None = None, **params: str) -> AppTest:
        served(workspace or sample_path)
        app = AppTest.from_file(str(APP), default_timeout=RUN_LIMIT_S)
        app._page_hash = calc_hash("compare")
        for name, value in {**PAIR, **params}.items():
            app.query_params[name] = value
        return app.run()

    return open_it


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def linked(app: AppTest) -> list[str]:
    labels = [link.proto.label.replace("*", "") for link in app.get("page_link")]
    return [label for label in labels if label.startswith("Q")]


def param(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def overlaps(ws: Workspace, gt: str) -> dict[str, float]:
    pool = make_pool(ws, "judged", gt)
    view = make_view("imported", ws.gt(gt))
    a, b = (rank_view(ws, name, view, pool, {}) for name in ("text", "picture"))
    found = {query: rank_biased_overlap(a[query].top, b[query].top) for query in a}
    return {query: value for query, value in found.items() if value is not None}


def test_the_table_sorts_by_disagreement_and_says_it(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    app = open_compare()
    by_overlap = overlaps(sample, "hybrid")
    assert linked(app) == sorted(by_overlap, key=by_overlap.__getitem__)
    app.button(key=query_table.sort_key(None)).click().run()
    assert (param(app, "sort"), linked(app)) == ("_id", ["Q00", "Q03"])
    app.button(key=query_table.sort_key(differences.BY_OVERLAP)).click().run()
    assert param(app, "sort") == "_overlap"
    app.button(key=query_table.sort_key(differences.BY_OVERLAP)).click().run()
    assert linked(app) == sorted(by_overlap, key=by_overlap.__getitem__, reverse=True)
    assert len(set(by_overlap.values())) == 2
    for value in by_overlap.values():
        assert differences.overlap_words(value) in shown(app)
    change = {
        query: x.values["rr"] - y.values["rr"]
        for query, x, y in (
            (x.query, x, y)
            for x, y in zip(
                *(evaluate(sample, name, "hybrid").queries for name in ("text", "picture")),
                strict=True,
            )
        )
    }
    app.button(key=query_table.sort_key(differences.BY_RR)).click().run()
    assert linked(app) == sorted(change, key=lambda query: -abs(change[query]))
    app.button(key=query_table.sort_key(None)).click().run()
    assert (param(app, "sort"), linked(app)) == ("_id", ["Q00", "Q03"])


def test_rows_that_differ_can_be_put_back_in_the_order_of_ids(open_compare: OpenCompare) -> None:
    app = open_compare(rows="flipped")
    app.button(key=query_table.sort_key(None)).click().run()
    assert param(app, "sort") == "_id"
    assert linked(app) == sorted(linked(app))


def test_the_sentence_on_top_is_the_pair_of_the_core(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    results = [evaluate(sample, name, "hybrid") for name in ("text", "picture")]
    hits = [
        (x.values["success@5"], y.values["success@5"])
        for x, y in zip(*(r.queries for r in results), strict=True)
    ]
    only_a, only_b = hits.count((1.0, 0.0)), hits.count((0.0, 1.0))
    assert only_a + only_b
    words = f"2문항 중 {only_a + only_b}문항에서 A와 B의 결과가 갈립니다: A만 적중 {only_a}"
    assert words in shown(open_compare())


def test_causes_are_those_of_the_core_and_filter_the_table(
    open_compare: OpenCompare, sample: Workspace
) -> None:
    params = {"gt": "open", "pool": "corpus", "sort": "_id"}
    names = sample.variant_names
    view, pool = make_view("imported", sample.gt("open")), make_pool(sample)
    lists = {name: rank_view(sample, name, view, pool, {}) for name in names}
    results = [evaluate(sample, name, "open", "corpus") for name in names]
    found = find_causes(sample, "text", "picture", results, lists, view, "success@5")
    kinds = {cause.kind for causes in found.values() for cause in causes}
    assert kinds
    app = open_compare(**params)
    for kind in kinds:
        queries = sorted(q for q, causes in found.items() if kind in {c.kind for c in causes})
        app = open_compare(**params)
        app.selectbox(key=state.WIDGET_COMPARE_CAUSE).select(kind).run()
        assert (param(app, "cause"), linked(app)) == (kind, queries)
        assert linked(open_compare(**params, cause=kind)) == queries
    app.selectbox(key=state.WIDGET_COMPARE_CAUSE).select("").run()
    assert param(app, "cause") is None
    assert linked(app) == sorted(found)


def with_annotator(path: Path, name: str = "김 선생") -> None:
    store = JudgmentStore.open(path / services.JUDGMENTS_FILE, Workspace.open(path).uuid)
    store.add_annotator(name)
    store.close()


def remarks_of(path: Path) -> RemarkStore:
    return RemarkStore.open(path / services.JUDGMENTS_FILE, Workspace.open(path).uuid)


def fill(app: AppTest, query: str, cause: str, note: str, history: int = 0) -> AppTest:
    place = f"comparing.remark.{query}.{history}"
    app.selectbox(key=f"{place}.cause").select(cause)
    app.text_area(key=f"{place}.note").input(note)
    return app.button(key=f"{remark_form.BUTTON_SAVE}.{query}").click().run()


def test_a_remark_is_stored_shown_and_replaced(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    with_annotator(path)
    app = open_compare(path, q="Q00")
    assert "먼저 이름을 고르세요" in shown(app)
    app.session_state[state.ANNOTATOR] = "김 선생"
    app.run()
    fill(app, "Q00", "truth", "정답 목록이 *빠짐*")
    (stored,) = remarks_of(path).of_pair("hybrid", "picture", "text")["Q00"]
    assert (stored.remark.cause, stored.remark.note) == ("truth", "정답 목록이 *빠짐*")
    assert stored.remark.author == "김 선생"
    assert "저장됨 ✓ 김 선생" in shown(app)
    fill(app, "Q00", "wording", "다시 보니 발문", history=1)
    history = remarks_of(path).of_pair("hybrid", "picture", "text")["Q00"]
    assert [each.remark.cause for each in history] == ["truth", "wording"]
    assert "정답 목록이 \\*빠짐\\*" in shown(app)  # the history
    again = open_compare(path, cause="remarked")
    assert linked(again) == ["Q00"]
    assert "발문 차이 · 다시 보니 발문" in shown(again)
    other = open_compare(path, cause="remarked", gt="open", pool="corpus")
    assert linked(other) == []


def test_nothing_new_is_not_stored(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    with_annotator(path)
    app = open_compare(path, q="Q00")
    app.session_state[state.ANNOTATOR] = "김 선생"
    app.run()
    fill(app, "Q00", "", "  ")
    assert remarks_of(path).of_pair("hybrid", "picture", "text") == {}
    assert "원인을 고르거나 메모를 적은 뒤" in shown(app)


def test_what_could_not_be_saved_is_said_and_stays_in_the_fields(
    open_compare: OpenCompare,
    build_sample: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = build_sample(tmp_path)
    with_annotator(path)
    app = open_compare(path, q="Q00")
    app.session_state[state.ANNOTATOR] = "김 선생"
    app.run()

    def fail(_self: RemarkStore, _remark: Remark) -> None:
        raise JudgmentStoreError("full", "save", "f.sqlite", "SQLITE_FULL")

    monkeypatch.setattr(RemarkStore, "append", fail)
    fill(app, "Q00", "truth", "디스크가 찼다")
    assert "저장하지 못했습니다" in shown(app)
    assert "저장됨" not in shown(app)
    assert app.text_area(key="comparing.remark.Q00.0.note").value == "디스크가 찼다"
    assert remarks_of(path).of_pair("hybrid", "picture", "text") == {}


def test_a_new_judgment_moves_the_causes(
    open_compare: OpenCompare, build_sample: Callable[..., Path], tmp_path: Path
) -> None:
    path = build_sample(tmp_path)
    ws = Workspace.open(path)
    params = {"gt": "open", "pool": "corpus", "view": "human-over-imported", "cause": "hole"}
    app = open_compare(path, **params)
    before = linked(app)
    assert before
    query = before[0]
    store = JudgmentStore.open(path / services.JUDGMENTS_FILE, ws.uuid)
    others = [item for item in ws.items.ids if item != query]
    store.append([Judgment(str(uuid4()), "김", query, item, grade=0) for item in others[:-1]])
    store.append([Judgment(str(uuid4()), "김", query, others[-1], grade=3)])
    assert query not in linked(app.run())
