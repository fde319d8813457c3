"""A small workspace with everything that Browse has to show, and the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from PIL import Image, ImageDraw
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from core.importer.request import ImportRequest
from core.importer.run import import_files
from core.workspace import Workspace
from dashboard import services

APP = Path(services.__file__).parents[1] / "app.py"
RUN_LIMIT_S = 30

TEXTS = [
    "다음 중 $x^2 - 4 = 0$ 의 해는? ① $x=1$ ② $x=2$ ③ $x=3$",
    "다음 중 $x^2 - 9 = 0$ 의 해는? ① $x=1$ ② $x=2$ ③ $x=3$",
    "사과 *두 개*는 $5, 배 한 개는 $6 이다. :red[모두] 얼마인가?",
    "그림의 삼각형에서 각의 크기를 구하시오.",
    "그림의 사각형에서 넓이를 구하시오.",
    "운전면허 시험에 관한 설명으로 옳은 것은?",
    "<b>굵은</b> 물 H<sub>2</sub>O 의 끓는점은? <script>window.bad = 1</script>",
    "",
    "지문을 읽고 물음에 답하시오. 글쓴이의 주장은?",
    "지문을 읽고 물음에 답하시오. 알맞은 제목은?",
    "운전면허 시험에 관한 설명으로 옳은 것은?",
    "속력은 \\(v = s/t\\) 이다. 시간을 구하는 식은?",
]


def item_rows() -> list[dict[str, Any]]:
    """Twelve questions with passages, choices, pictures that are there and pictures that aren't."""
    rows: list[dict[str, Any]] = []
    for n, text in enumerate(TEXTS):
        row: dict[str, Any] = {
            "id": f"Q{n:02d}",
            "text": text,
            "subject": "수학" if n < 5 else "과학" if n < 8 else "국어",
            "level": "중3" if n % 2 else "고1",
            "answer": f"정답{n}",
            "solution": f"풀이{n}입니다.",
            "unit": f"단원 {n % 3}",
        }
        rows.append(row)
    rows[3]["images"] = ["triangle.png", "square.png"]
    rows[4]["images"] = ["square.png"]
    rows[5]["images"] = ["gone.png"]
    rows[6] |= {"text_format": "html", "images": ["broken.png"]}
    rows[5]["choices"] = ["하나", "둘", "셋"]
    for n in (8, 9):
        rows[n] |= {"passage_id": "P1", "passage": "공유 지문입니다. *별표*가 있다."}
    del rows[11]["answer"], rows[11]["solution"]
    return rows


def draw(path: Path, corners: int) -> None:
    picture = Image.new("RGB", (400, 300), "white")
    pen = ImageDraw.Draw(picture)
    pen.regular_polygon((200, 150, 120), corners, outline="black", width=4)
    picture.save(path)


def vectors(rows: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(rows, 16))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def build(folder: Path, *, variants: bool = True, gts: bool = True) -> Path:
    """Import the sample the way the command line does; return the workspace's path."""
    files = folder / "files"
    (files / "images").mkdir(parents=True)
    draw(files / "images" / "triangle.png", 3)
    draw(files / "images" / "square.png", 4)
    (files / "images" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnot a picture")
    rows = item_rows()
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (files / "items.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    ids = np.array([row["id"] for row in rows])
    np.savez(files / "text.npz", ids=ids, vectors=vectors(12, 0))
    np.savez(files / "picture.npz", ids=ids[:7], vectors=vectors(7, 1))  # Q07.. have no vector
    hybrid = {
        "pool": [f"Q{n:02d}" for n in range(8)],
        "unlisted": "not_relevant",
        "queries": {"Q00": {"Q01": 3, "Q02": 1}, "Q03": {"Q04": 2}},
    }
    (files / "hybrid.json").write_text(json.dumps(hybrid), "utf-8")
    (files / "open.json").write_text(json.dumps({"Q00": ["Q01"], "Q05": ["Q10"]}), "utf-8")
    names = ("hybrid", "open") if gts else ()
    request = ImportRequest(
        items=files / "items.jsonl",
        images=files / "images",
        variants={n: files / f"{n}.npz" for n in ("text", "picture")} if variants else {},
        gts={name: files / f"{name}.json" for name in names},
    )
    path = folder / "workspace"
    import_files(path, request)
    return path


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace. It is shared: a test that changes one builds its own."""
    return build(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def build_sample() -> Callable[..., Path]:
    """Build another sample workspace: `build_sample(folder, variants=False)`."""
    return build


@pytest.fixture
def sample(sample_path: Path) -> Workspace:
    return Workspace.open(sample_path)


@pytest.fixture
def served() -> Iterator[Callable[[Path], None]]:
    """Say which workspace the dashboard serves; caches are emptied around the test."""
    st.cache_resource.clear()
    yield services.configure
    st.cache_resource.clear()


@pytest.fixture
def open_page(served: Callable[[Path], None], sample_path: Path) -> Callable[..., AppTest]:
    """Open Browse, `open_page(q="Q00", k="5")`, or another `page=`; `workspace=` serves it."""

    def open_it(
        workspace: Path | None = None, *, page: str = "browse", **params: str | list[str]
    ) -> AppTest:
        served(workspace or sample_path)
        app = AppTest.from_file(str(APP), default_timeout=RUN_LIMIT_S)
        app._page_hash = calc_hash(page)  # AppTest.switch_page only knows pages that are files
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_it


@pytest.fixture
def open_compare(open_page: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open Compare: `open_compare(gt="open")`; `workspace=` serves another one."""
    return partial(open_page, page="compare")
