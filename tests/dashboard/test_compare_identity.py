"""Compare's scores and model check by Streamlit's own test driver: two loaders of one model."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core import identity as facts
from core.evaluate import evaluate
from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.search import neighbours
from core.workspace import Workspace
from dashboard import comparison, services, state, viewing
from dashboard.compare_link import CompareLink
from dashboard.components.comparing import identity, scores
from dashboard.context import Page

OpenPage = Callable[..., AppTest]
N = 30
QUERIES = 12


def unit(values: np.ndarray) -> np.ndarray:
    return values / np.linalg.norm(values, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`loader-a` and `loader-b` claim one model and don't agree; `copy-a` nearly is `loader-a`."""
    folder = tmp_path_factory.mktemp("identity")
    rows = [{"id": f"Q{n:02d}", "text": f"문항 *{n}*"} for n in range(N)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    ids = np.array([row["id"] for row in rows])
    rng = np.random.default_rng(4)
    base = unit(rng.normal(size=(N, 6)))
    matrices = {
        "loader-a": base,
        "copy-a": unit(base + 1e-5 * rng.normal(size=base.shape)),
        "loader-b": unit(base + 0.8 * rng.normal(size=base.shape)),
        "other": rng.normal(size=(N - 4, 3)),
    }
    for name, matrix in matrices.items():
        np.savez(folder / f"{name}.npz", ids=ids[: len(matrix)], vectors=matrix)
        if name != "other":
            said = {"model": "m/8b", "revision": "r1", "mode": "multimodal", "loader": f"<{name}>"}
            (folder / f"{name}.json").write_text(json.dumps(said), "utf-8")
    truth = {
        f"Q{n:02d}": {f"Q{(n + 1) % N:02d}": 1, f"Q{(n + 2) % N:02d}": 0} for n in range(QUERIES)
    }
    (folder / "gt.json").write_text(
        json.dumps({"source": "TF-IDF 상위 *20*개", "queries": truth}, ensure_ascii=False), "utf-8"
    )
    (folder / "few.json").write_text(json.dumps({"Q00": ["Q01"]}), "utf-8")
    request = ImportRequest(
        items=folder / "items.jsonl",
        variants={name: folder / f"{name}.npz" for name in matrices},
        manifests={name: folder / f"{name}.json" for name in matrices if name != "other"},
        gts={name: folder / f"{name}.json" for name in ("few", "gt")},
    )
    import_files(folder / "workspace", request)
    return folder / "workspace"


@pytest.fixture
def open_part(open_page: OpenPage, path: Path) -> OpenPage:
    def open_it(part: str, a: str = "loader-a", b: str = "loader-b", **params: str) -> AppTest:
        given = {"tab": "why", "part": part, "gt": "gt", "a": a, "b": b} | params
        return open_page(path, page="compare", **given)

    return open_it


def shown(app: AppTest) -> str:
    assert not app.exception
    kinds = ("markdown", "caption", "info", "warning")
    text = "\n".join(element.value for kind in kinds for element in app.get(kind))
    return text.replace("\\", "")


def warned(app: AppTest) -> list[str]:
    return [element.value for element in app.warning]


SUSPECT = "두 모델은 같아야 합니다. 불러오는 방법(loader)을 의심하세요."


def test_two_loaders_of_one_model_that_disagree_are_suspected(
    open_part: OpenPage, path: Path
) -> None:
    ws = Workspace.open(path)
    found = facts.agreement(ws.variant("loader-a"), ws.variant("loader-b"), ws.items.ids)
    assert found is not None
    app = open_part("identity")
    assert warned(app) == [SUSPECT]
    text = shown(app)
    assert f"중앙값 {found.median:.4f}, 최솟값 {found.least:.4f} ({found.lowest})" in text
    assert f"0.999 미만 {found.below}문항" in text
    assert "| 불러오는 방법 | <loader-a> | **≠ <loader-b>** |" in text


@pytest.mark.parametrize(
    ("b", "words"),
    [
        ("copy-a", "거의 같은 벡터를 냅니다"),
        ("other", "같은 모델인지 말할 수 없습니다"),
    ],
)
def test_others_are_not_suspected(open_part: OpenPage, b: str, words: str) -> None:
    app = open_part("identity", b=b)
    assert warned(app) == []
    assert words in shown(app)
    if b == "other":
        assert "other에는 manifest가 없어" in shown(app)
        assert "행별 코사인은 재지 않습니다" in shown(app)


def test_agreement_is_claimed_of_what_was_compared(path: Path) -> None:
    ws = Workspace.open(path)
    page = Page(ws, viewing.View(None, None, None, "corpus", 10, ()), "en")
    a, b = ws.variant_info("loader-a"), ws.variant_info("loader-b")
    alike, nothing = facts.Overlap(1.0, 20, 20, 10), facts.Overlap(None, 0, 0, 10)
    far = facts.Overlap(0.5, 20, 0, 10)
    assert identity.verdict(page, a, b, None, alike)[1].endswith("vectors can't be compared.")
    level, words = identity.verdict(page, a, b, None, nothing)
    assert (level, "share neither vectors nor lists" in words) == ("info", True)
    assert identity.verdict(page, a, b, None, far)[0] == "warning"


def test_the_pairs_that_lists_reach_are_counted(open_part: OpenPage, path: Path) -> None:
    ws = Workspace.open(path)
    app = open_part("identity", k="5")
    reached = sum(
        f"Q{n + 1:02d}" in [near.id for near in neighbours(ws, f"Q{n:02d}", "loader-b", 5)]
        for n in range(QUERIES)
    )
    text = shown(app)
    assert f"**loader-b** | {reached}/{QUERIES} = " in text
    assert "TF-IDF 상위 *20*개" in text
    assert "글을 보는 모델에 유리합니다" in text
    few = shown(open_part("identity", gt="few"))
    assert "출처를 밝히지 않습니다" in few
    assert " % | " not in few, "one query is counted, no share"


def test_scores_say_how_well_relevant_pairs_stand_out(open_part: OpenPage, path: Path) -> None:
    ws = Workspace.open(path)
    matrix = ws.variant("loader-a").matrix.astype(np.float64)
    relevant = np.array([matrix[n] @ matrix[n + 1] for n in range(QUERIES)])
    others = np.array([matrix[n] @ matrix[n + 2] for n in range(QUERIES)])
    auc = np.mean(relevant[:, None] > others[None, :])
    app = open_part("scores")
    text = shown(app)
    assert f"(AUC) **{auc:.3f} (" in text
    assert f"n = {QUERIES}문항, 유사 {QUERIES}쌍 대 무관 {QUERIES}쌍" in text
    assert "관찰이지 원인이 아닙니다" in text
    assert "other 0" not in text
    assert len(app.get("plotly_chart")) == 1
    few = shown(open_part("scores", gt="few"))
    assert "기준 문항이 1개뿐이라 쌍의 개수만" in few
    assert "(AUC) **" not in few
    assert not open_part("scores", gt="few").get("plotly_chart")


def test_the_drawn_distributions_are_whole(served: Callable[[Path], None], path: Path) -> None:
    served(path)
    ws = Workspace.open(path)
    view = comparison.resolve(CompareLink(gt="gt", a="loader-a"), services.offer(ws), ws.target)
    found = services.behaviours(ws, view, "gt", services.people(ws, view.view))
    rows = list(csv.DictReader(io.StringIO(scores.histogram_csv(found).removeprefix("\ufeff"))))
    total: dict[tuple[str, str], float] = {}
    for row in rows:
        key = (row["variant"], row["pairs"])
        total[key] = total.get(key, 0) + float(row["share"])
    assert set(total) == {
        (name, kind) for name in ws.variant_names for kind in ("relevant", "not_relevant", "random")
    }
    assert all(value == pytest.approx(1) for value in total.values())


def test_items_in_most_lists_are_named_and_the_length_is_in_the_link(
    open_part: OpenPage, path: Path
) -> None:
    ws = Workspace.open(path)
    app = open_part("scores")
    app.segmented_control(key=state.WIDGET_COMPARE_K).set_value(5).run()
    assert app.query_params["k"] == ["5"] or app.query_params["k"] == "5"
    counts: dict[str, int] = {}
    for result in evaluate(ws, "loader-a", "gt").queries:
        for near in neighbours(ws, result.query, "loader-a", 5):
            counts[near.id] = counts.get(near.id, 0) + 1
    item, most = min(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    assert f"{most} / {QUERIES}개 목록" in shown(app)
    labels = [link.proto.label for link in app.get("page_link")]
    assert labels.index(item) < min(labels.index(i) for i in counts if i != item and i in labels)
    assert "후보 30개가 물을 때의 목록" in shown(app)


@pytest.mark.parametrize("part", ["slices", "scores", "identity"])
@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("view", ["imported", "human"])
def test_every_part_stands_without_judgments_and_in_both_languages(
    open_part: OpenPage, part: str, lang: str, view: str
) -> None:
    app = open_part(part, lang=lang, view=view, measure="rr")
    assert shown(app)
