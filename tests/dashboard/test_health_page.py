"""Health by Streamlit's own test driver, on a workspace made by the importer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from dashboard import services, state
from dashboard.components import id_list, picture_check
from dashboard.services import opened

OpenPage = Callable[..., AppTest]


def shown(app: AppTest) -> str:
    """Return all Markdown and messages of the page."""
    assert not app.exception
    kinds = ("markdown", "caption", "info", "success", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def linked(app: AppTest) -> list[str]:
    """Return the queries that the page's links open in Browse."""
    links = [link.proto for link in app.get("page_link")]
    return [q for link in links for q in parse_qs(link.query_string).get("q", [])]


def orderly(folder: Path) -> Path:
    """A workspace with nothing missing and nothing odd."""
    folder.mkdir()
    rows = [{"id": key, "text": f"문항 {key}"} for key in "abc"]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / "items.jsonl").write_text(lines + "\n", "utf-8")
    np.savez(folder / "v.npz", ids=np.array(list("abc")), vectors=np.eye(3, dtype=np.float32))
    manifest = {"model": "m", "revision": "1", "mode": "text", "pooling": "mean"}
    told = manifest | {"dim": 3, "rows": 3, "normalised": True}
    (folder / "v.json").write_text(json.dumps(told), "utf-8")
    (folder / "g.json").write_text(json.dumps({"a": ["b"]}), "utf-8")
    request = ImportRequest(
        items=folder / "items.jsonl",
        variants={"v": folder / "v.npz"},
        manifests={"v": folder / "v.json"},
        gts={"g": folder / "g.json"},
    )
    import_files(folder / "ws", request)
    return folder / "ws"


def test_counts_and_findings_are_in_words(open_page: OpenPage) -> None:
    text = shown(open_page(page="health"))
    assert "문항 12 · 그림 5 · 모델 2 · 정답 목록 2" in text
    assert "그림 파일이 없는 문항이 있습니다." in text
    assert "파일을 그림 폴더에 넣고 문항을 다시 가져오세요." in text
    assert "설명 파일(manifest)이 없는 모델이 있습니다." in text
    assert "**picture** · 5 / 12문항" in text
    assert "빠지거나 이상한 것을 찾지 못했습니다" not in text


def test_ids_open_in_browse_in_the_same_language(open_page: OpenPage) -> None:
    app = open_page(page="health", lang="en")
    assert {"Q05", "Q06", "Q07", "Q10"} <= set(linked(app))
    target = next(link.proto for link in app.get("page_link") if "q=Q05" in link.proto.query_string)
    assert target.page == "browse"
    assert "lang=en" in target.query_string
    assert "Picture files are missing." in shown(app)


def test_the_funnel_leads_from_candidates_to_queries(open_page: OpenPage) -> None:
    text = shown(open_page(page="health"))
    assert "시험 문항 **8** " in text
    assert "기준 문항 **2** " in text
    assert "후보 안에 있음 **n = 2**" in text
    assert "정답이 달리지 않은 시험 문항 · 6" in text


def test_the_table_holds_every_variant(open_page: OpenPage, sample: Workspace) -> None:
    table = next(m.value for m in open_page(page="health").markdown if m.value.startswith("| "))
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()]
    assert {line.count("|") for line in table.splitlines()} == {4}
    assert all(name in head for name, head in zip(sample.variant_names, rows[0], strict=True))
    vectors = next(row for row in rows if "벡터가 있는 문항" in row[0])
    assert [cell.removeprefix(":small[").removesuffix("]") for cell in vectors[1:]] == ["7", "12"]


def test_nothing_odd_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    app = open_page(orderly(tmp_path / "orderly"), page="health")
    assert "빠지거나 이상한 것을 찾지 못했습니다." in shown(app)
    assert "고칠 것 0" in shown(app)
    assert linked(app) == ["a", "b", "c"]  # the items without a picture, a fact and no finding


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "ko",
            (
                "판(`revision`), 차원(`dim`)",
                "길이를 1로 맞춤(`normalised`): 설명 파일 예, 실제 아니오",
            ),
        ),
        ("en", ("Revision (`revision`), Dimensions (`dim`)", "manifest yes, found no")),
    ],
)
def test_fields_of_a_manifest_are_named_in_words(
    open_page: OpenPage, tmp_path: Path, language: str, expected: tuple[str, ...]
) -> None:
    path = orderly(tmp_path / "odd")
    files = path.parent
    (files / "odd.json").write_text(
        json.dumps(
            {"model": "m", "mode": "text", "pooling": "mean", "rows": 3, "normalised": True}
        ),
        "utf-8",
    )
    np.savez(
        files / "odd.npz", ids=np.array(list("abc")), vectors=2 * np.eye(3, 4, dtype=np.float32)
    )
    request = ImportRequest(
        variants={"odd": files / "odd.npz"}, manifests={"odd": files / "odd.json"}
    )
    import_files(path, request)
    text = shown(open_page(path, page="health", lang=language))
    for words in expected:
        assert words in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_without_variants_and_ground_truths_it_says_what_to_import(
    open_page: OpenPage, build_sample: Callable[..., Path], tmp_path: Path, language: str
) -> None:
    workspace = build_sample(tmp_path, variants=False, gts=False)
    app = open_page(workspace, page="health", lang=language)
    text = shown(app)
    assert "--variant" in text
    assert "--gt" in text
    assert not app.success  # nothing is in order yet


def test_the_language_is_in_the_address_and_can_be_switched(open_page: OpenPage) -> None:
    app = open_page(page="health", lang="en")
    app.segmented_control(key=state.WIDGET_HEALTH_LANGUAGE).set_value("ko").run()
    assert "고칠 것" in shown(app)
    assert "lang" not in app.query_params


def test_hostile_names_stay_text(open_page: OpenPage, tmp_path: Path) -> None:
    rows = [{"id": "<b>|x|</b>", "text": ""}, {"id": ":red[y] $z$", "text": ""}]
    (tmp_path / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    import_files(tmp_path / "ws", ImportRequest(items=tmp_path / "items.jsonl"))
    app = open_page(tmp_path / "ws", page="health")
    assert set(linked(app)) == {"<b>|x|</b>", ":red[y] $z$"}
    labels = [link.proto.label for link in app.get("page_link")]
    assert not any("<b>" in label or ":red[y]" in label for label in labels)


def test_the_report_is_made_once_per_generation(
    open_page: OpenPage, sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Workspace] = []
    examine = opened.examine
    monkeypatch.setattr(
        "dashboard.services.opened.examine", lambda ws: made.append(ws) or examine(ws)
    )
    app = open_page(page="health")
    app.run()
    assert len(made) == 1
    assert services.health(sample) is services.health(sample)


def many(folder: Path) -> Path:
    """A hundred and twenty questions without a text, and twelve that are one."""
    rows = [{"id": f"E{n:03d}", "text": ""} for n in range(120)]
    rows += [{"id": f"=S{n}", "text": "같은 문항"} for n in range(12)]
    (folder / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    import_files(folder / "ws", ImportRequest(items=folder / "items.jsonl"))
    return folder / "ws"


def test_all_ids_of_a_finding_are_paged_and_open_in_browse(
    open_page: OpenPage, tmp_path: Path
) -> None:
    app = open_page(many(tmp_path), page="health", lang="en")
    assert "E008" not in linked(app)
    button = app.button(key="health.all.empty_item-")
    assert button.label == "and 112 more"
    button.click().run()
    assert "120 questions" in shown(app)
    assert {f"E{n:03d}" for n in range(50)} <= set(linked(app))
    assert "E050" not in linked(app)
    # The test driver runs the whole page for a press in a dialog, which a browser doesn't.
    app.button(key="health:page.rows.next").click().run()
    app.button(key="health.all.empty_item-").click().run()
    assert {f"E{n:03d}" for n in range(50, 100)} <= set(linked(app))
    app.button(key="health:page.rows.next").click().run()
    app.button(key="health.all.empty_item-").click().run()
    assert "E119" in linked(app)
    assert "Page 3 of 3" in shown(app)


def test_a_group_that_is_cut_can_be_seen_whole(open_page: OpenPage, tmp_path: Path) -> None:
    app = open_page(many(tmp_path), page="health")
    assert "=S9" not in linked(app)
    app.button(key="health.all.same_content-").click().run()
    assert {f"=S{n}" for n in range(12)} <= set(linked(app))


def test_the_file_of_ids_opens_in_a_spreadsheet() -> None:
    assert id_list.as_csv([("=1+1",), ("가",), ("-2",)]) == "\ufeffid\r\n'=1+1\r\n가\r\n'-2\r\n"
    assert id_list.as_csv([("a", "b"), ("c", '@"')]) == (
        '\ufeffgroup,id\r\n1,a\r\n1,b\r\n2,c\r\n2,"\'@"""\r\n'
    )


def test_unchecked_pictures_are_checked_at_a_click(
    tmp_path: Path, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.importer.pictures.MANY_PICTURES", 0)
    folder = tmp_path / "files"
    (folder / "pics").mkdir(parents=True)
    (folder / "pics" / "a.png").write_bytes(b"no picture")
    row = {"id": "a", "text": "문항", "image": "a.png"}
    (folder / "items.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    request = ImportRequest(items=folder / "items.jsonl", images=folder / "pics")
    import_files(tmp_path / "ws", request)
    app = open_page(tmp_path / "ws", page="health")
    assert "그림 1개는 있는지만 확인했습니다." in shown(app)
    assert "아직 열어 보지 않은 그림이 있습니다." in shown(app)
    app.button(key=picture_check.BUTTON).click().run()
    check = services.picture_check(services.snapshot().ws)
    assert check is not None
    check.wait()
    after = shown(app.run())
    assert "아직 열어 보지 않은 그림이 있습니다." not in after
    assert "읽을 수 없는 그림 1" in after
