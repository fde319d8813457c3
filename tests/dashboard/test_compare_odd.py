"""Compare on odd workspaces and hand-made addresses: it opens, and says what it can."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.importer.request import ImportRequest
from core.importer.run import import_files
from dashboard.compare_link import COMPARE_TABS, WHY_PARTS, CompareLink, format_link

OpenCompare = Callable[..., AppTest]
HOSTILE = (
    *("<img src=x onerror=alert(1)>", "a|b", "*star*", "$x$", "`code`", ":red[x]", "~~s~~"),
    *("[l](http://x)", "x" * 900, '"quote"', "가나다", "&amp;", "back\\slash", "{n}", "# head"),
    *("_u_", "%s", "q1", "q2", "q3"),
)
PLACES = [(tab, part) for tab in COMPARE_TABS for part in (WHY_PARTS if tab == "why" else (None,))]
NONSENSE = (
    "",
    "nan",
    "-1",
    "1e9",
    "<img src=x onerror=1>",
    "|",
    "*",
    "x" * 1500,
    "\0",
    "_id",
    "a=b",
)
# Whatever an address can name, from a link that names everything.
PARAMETERS = sorted(
    format_link(
        CompareLink(
            *(
                "passed",
                "human",
                "judged",
                (("subject", "수학"),),
                "rr",
                "g",
                "A",
                "B",
                "both",
                "tie",
            ),
            *("A", True, 2, "q1", 0.5, "en", True, "A", 2, "slices", "level", "n", ("level", "1")),
            *("A", "B", "C", 5),
        )
    ).keys()
    - {"tab", "part", "page"}  # of the fixture "page" is another one
)


def unit(rows: int, seed: int) -> np.ndarray:
    drawn = np.random.default_rng(seed).normal(size=(rows, 8))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def build(folder: Path, variants: dict[str, tuple[slice, int]], queries: int) -> Path:
    """Import items of hostile ids; a variant is (the rows that it has, the seed of its vectors)."""
    rows = [
        {
            "id": key,
            "text": f"<script>{key}</script> $a|b$",
            "subject": ("수|학", "<i>과학</i>")[n % 2],
        }
        for n, key in enumerate(HOSTILE)
    ]
    (folder / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    for name, (part, seed) in variants.items():
        ids = np.array(HOSTILE[part])
        np.savez(folder / f"{name}.npz", ids=ids, vectors=unit(len(HOSTILE), seed)[part])
    pairs = list(pairwise(HOSTILE))
    gts = {
        "many": {"pool": HOSTILE, "queries": {q: {item: 2} for q, item in pairs[:queries]}},
        "few": {q: [item] for q, item in pairs[:3]},
        "none": {q: {item: 0} for q, item in pairs[:9]},
    }
    for name, gt in gts.items():
        (folder / f"{name}.json").write_text(json.dumps(gt), "utf-8")
    request = ImportRequest(
        items=folder / "items.jsonl",
        variants={name: folder / f"{name}.npz" for name in variants},
        gts={name: folder / f"{name}.json" for name in gts},
    )
    import_files(folder / "workspace", request)
    return folder / "workspace"


EVERY, SOME = slice(None), slice(15, None)
WORKSPACES = {
    "one variant": {"A": (EVERY, 0)},
    "identical variants": {"A": (EVERY, 0), "B": (EVERY, 0)},
    "missing rows": {"A": (EVERY, 0), "B": (SOME, 1)},
    "nothing in common": {"A": (slice(0, 10), 0), "B": (slice(10, None), 1)},
}


@pytest.fixture(scope="module", params=WORKSPACES)
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("odd"), WORKSPACES[request.param], 12)


@pytest.fixture(scope="module")
def nonsense() -> Iterator[str]:
    return cycle(NONSENSE)


@pytest.mark.parametrize(("tab", "part"), PLACES)
def test_every_place_opens(
    open_compare: OpenCompare, path: Path, tab: str, part: str | None, nonsense: Iterator[str]
) -> None:
    parts = {} if part is None else {"part": part}
    for chosen in (
        {"gt": "many"},
        {"gt": "many", "measure": "rr", "pool": "corpus"},
        {"gt": "few", "pool": "corpus"},
        {"gt": "few", "where": "subject=nope"},
        {"gt": "none", "measure": "rr"},
    ):
        app = open_compare(workspace=path, tab=tab, **parts, **chosen)
        assert not app.exception, chosen
        assert not app.error, chosen
    odd = dict(zip(PARAMETERS, islice(nonsense, len(PARAMETERS)), strict=True))
    app = open_compare(workspace=path, tab=tab, **parts, **odd)
    assert not app.exception, odd
    assert not app.error, odd
    assert app.tabs, odd


@pytest.mark.parametrize(("tab", "part"), PLACES)
def test_every_chart_offers_its_data(
    open_compare: OpenCompare, demo_workspace: Path, tab: str, part: str | None
) -> None:
    chosen = {"tab": tab} if part is None else {"tab": tab, "part": part}
    app = open_compare(workspace=demo_workspace, gt="image", **chosen)
    charts = [each.proto.id for each in app.get("plotly_chart")]
    offered = [each.proto.id for each in app.get("download_button")]
    keys = {name.rsplit("-", 1)[-1] for name in charts}
    assert part == "identity" or keys
    assert all(any(name.endswith(f"-{key}.data") for name in offered) for key in keys), offered
