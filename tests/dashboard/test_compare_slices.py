"""Compare's slices by Streamlit's own test driver, on a workspace of two dozen queries."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.compare import paired
from core.evaluate import evaluate
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from dashboard import services, state
from dashboard.compare_link import CompareLink
from dashboard.comparison import resolve
from dashboard.components.comparing import modes, slices
from dashboard.measured import p_words

OpenPage = Callable[..., AppTest]
N = 24


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen queries of 수학, six of *국어*, two without a subject; `weak` finds fewer."""
    folder = tmp_path_factory.mktemp("slices")
    subjects = ["수학"] * 16 + ["*국어*"] * 6 + [None] * 2
    rows = [
        {
            "id": f"Q{n:02d}",
            "text": "가" * (n + 1),
            "unit": ["가", "나"][: 1 + n % 2],
            "serial": n // 2,
        }
        | ({} if subject is None else {"subject": subject})
        for n, subject in enumerate(subjects)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    ids = np.array([row["id"] for row in rows])
    near = np.array([[np.cos(0.05 * n), np.sin(0.05 * n), 0.0] for n in range(N)])
    far = np.random.default_rng(3).normal(size=(N, 3))
    np.savez(folder / "good.npz", ids=ids, vectors=near)
    np.savez(folder / "weak.npz", ids=ids, vectors=far)
    truth = {f"Q{n:02d}": [f"Q{(n + 1) % N:02d}"] for n in range(N)}
    (folder / "gt.json").write_text(json.dumps(truth), "utf-8")
    (folder / "few.json").write_text(json.dumps({"Q00": ["Q01"], "Q20": ["Q21"]}), "utf-8")
    request = ImportRequest(
        items=folder / "items.jsonl",
        variants={name: folder / f"{name}.npz" for name in ("good", "weak")},
        gts={name: folder / f"{name}.json" for name in ("few", "gt")},
    )
    import_files(folder / "workspace", request)
    return folder / "workspace"


@pytest.fixture
def open_part(open_page: OpenPage, path: Path) -> OpenPage:
    def open_it(**params: str) -> AppTest:
        given = {"tab": "why", "part": "slices", "gt": "gt", "a": "weak", "b": "good"} | params
        return open_page(path, page="compare", **given)

    return open_it


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info")
    text = "\n".join(element.value for kind in kinds for element in app.get(kind))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def param(app: AppTest, name: str) -> str | None:
    value = app.query_params.get(name)
    return value[-1] if isinstance(value, list) else value


def listed(app: AppTest) -> list[str]:
    links = [link.proto.label.replace("*", "") for link in app.get("page_link")]
    return [label for label in links if label.startswith("Q")]


def test_few_queries_are_counts_and_no_weakest_is_named(open_part: OpenPage) -> None:
    text = shown(open_part())
    assert "8문항 이상인 구간이 하나뿐이라" in text
    assert "가장 약한 구간" not in text
    assert "6문항 중" in text
    assert "(없음)" not in text, "it is a button"
    text = shown(open_part(gt="few"))
    assert "8문항 이상인 구간이 없어" in text
    assert not open_part(gt="few").get("plotly_chart")


def test_the_weakest_slice_is_named_with_its_figure_and_the_caution(
    open_part: OpenPage, path: Path
) -> None:
    app = open_part(field="text_length")
    result = evaluate(Workspace.open(path), "weak", "gt")
    bands = {"8자 이하": range(8), "9~16자": range(8, 16), "17자 이상": range(16, 24)}
    hits = {
        name: int(sum(result.queries[n].values["success@5"] for n in of))
        for name, of in bands.items()
    }
    low = min(hits.values())
    weak = [name for name, count in hits.items() if count == low]
    assert 1 <= len(weak) < 3
    text = shown(app)
    assert f"**본문 길이 {', '.join(weak)}**, {low}/8 = " in text.replace("\\", "")
    assert "결론 내기 전에 새 문항으로" in text
    assert "확률" not in text


def test_pressing_a_slice_lists_its_queries_and_all_come_back(open_part: OpenPage) -> None:
    app = open_part()
    app.button(key=slices.open_key("*국어*")).click().run()
    assert (param(app, "part"), param(app, "slice")) == (None, "subject=*국어*")
    assert sorted(listed(app)) == [f"Q{n}" for n in range(16, 22)]
    assert app.segmented_control(key=state.WIDGET_COMPARE_ROWS).options[0] == "모두 6"
    assert "**과목 \\*국어\\***인 6문항만 보고 있습니다 (모두 24문항)." in shown(app)
    app.button(key="comparing.slice_clear").click().run()
    assert param(app, "slice") is None
    assert app.segmented_control(key=state.WIDGET_COMPARE_ROWS).options[0] == f"모두 {N}"


def test_queries_without_a_value_are_a_slice_of_their_own(open_part: OpenPage) -> None:
    app = open_part()
    assert app.button(key=slices.open_key("")).label == "\\(없음\\)"
    app.button(key=slices.open_key("")).click().run()
    assert param(app, "slice") == "subject="
    assert listed(app) == ["Q22", "Q23"]


@pytest.mark.parametrize("slice_", ["subject=미술", "moon=1", "subject", "text_length=x"])
def test_a_slice_that_isnt_there_lists_all(open_part: OpenPage, slice_: str) -> None:
    app = open_part(part="queries", slice=slice_)
    assert app.segmented_control(key=state.WIDGET_COMPARE_ROWS).options[0] == f"모두 {N}"
    assert "문항만 보고" not in shown(app)


def test_an_unknown_field_falls_back_and_a_choice_is_in_the_link(open_part: OpenPage) -> None:
    app = open_part(field="moon")
    assert app.selectbox(key=state.WIDGET_COMPARE_FIELD).value == "subject"
    app.selectbox(key=state.WIDGET_COMPARE_FIELD).set_value("unit").run()
    assert param(app, "field") == "unit"
    assert "한 문항이 여러 구간에" in shown(app)
    app.segmented_control(key=state.WIDGET_COMPARE_ORDER).set_value("n").run()
    assert param(app, "slices") == "n"


def test_many_slices_are_paged(open_part: OpenPage) -> None:
    app = open_part(field="serial")
    keys = [button.key for button in app.button if str(button.key).startswith("comparing.slice.")]
    assert len(keys) == 10
    assert "1 / 2쪽" in shown(app)
    app.button(key="comparing.part_page.rows.next").click().run()
    rest = [button.key for button in app.button if str(button.key).startswith("comparing.slice.")]
    assert len(rest) == 2
    assert not set(rest) & set(keys)
    assert param(app, "page") == "2"


def test_browse_walks_the_queries_of_the_slice(served: Callable[[Path], None], path: Path) -> None:
    served(path)
    ws = Workspace.open(path)
    table = CompareLink(gt="gt", a="weak", b="good", slice=("subject", "*국어*"), sort="_id")
    assert services.listed(ws, table) == [f"Q{n}" for n in range(16, 22)]


def test_the_file_holds_every_variant_of_every_slice(
    served: Callable[[Path], None], path: Path
) -> None:
    served(path)
    ws = Workspace.open(path)
    link = CompareLink(gt="gt", a="weak", b="good", part="slices")
    view = resolve(link, services.offer(ws), ws.target)
    both = [evaluate(ws, name, "gt") for name in ws.variant_names]
    found = slices.cut.slices(both, view.measure, services.groups(ws, "subject", both[0]))
    text = slices.table_csv(found, both, "subject", view.measure)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["slice"], row["variant"], row["n"]) for row in rows] == [
        ("*국어*", "good", "6"), ("*국어*", "weak", "6"), ("수학", "good", "16"),
        ("수학", "weak", "16"), ("", "good", "2"), ("", "weak", "2"),
    ]  # fmt: skip
    for row in rows:
        assert float(row["mean"]) == int(row["hits"]) / int(row["n"])


def test_pictures_that_helped_are_counted_tested_and_listed(
    open_part: OpenPage, path: Path
) -> None:
    ws = Workspace.open(path)
    result = paired(*(evaluate(ws, name, "gt") for name in ("weak", "good")), "success@5")
    assert result.only_b
    text = shown(open_part())
    assert "하나를 고르세요" in text, "neither a manifest nor a name tells"
    app = open_part(multimodal="weak", text="good")
    text = shown(app)
    counts = f"그림이 도운 문항 {len(result.only_a)} · 해친 문항 {len(result.only_b)} (n = {N})"
    assert counts in text
    assert f"p {p_words(result.p)}".replace("\N{NO-BREAK SPACE}", " ") in text
    assert "차이가 그림 때문만이라고 할 수는 없습니다" in text
    app.button(key=modes.list_key("gt", "text", "only_b")).click().run()
    assert (param(app, "rows"), param(app, "a"), param(app, "b")) == ("only_b", "weak", "good")
    assert set(listed(app)) <= set(result.only_b)
    assert len(listed(app)) == min(10, len(result.only_b))
    app = open_part(multimodal="weak", text="good", image="moon")
    app.selectbox(key=modes.widget_key("text")).set_value("weak").run()
    assert param(app, "text") == "weak"
    assert "하나를 고르세요" in shown(app), "a variant is no pair by itself"
