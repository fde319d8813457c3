"""`yusa judgments freeze` and `changes`: the file, the words, and what is refused."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.judgments import Judgment
from core.versions import compare_versions, version_moves
from core.workspace import Workspace

Yusa = Callable[..., Any]
IDS = [f"i{n}" for n in range(6)]


@pytest.fixture
def ws(tmp_path: Path, builders: Any) -> Workspace:
    vectors = {key: [1.0, n / 4] for n, key in enumerate(IDS)}
    gt = {"pool": IDS[1:], "queries": {"i0": ["i1"], "i2": ["i4"]}}
    made: Workspace = builders.workspace(tmp_path / "w", IDS, {"v": vectors}, {"g": gt, "h": {
        "i0": ["i5"]}})  # fmt: skip
    with contextlib.closing(made.judgments()) as store:
        store.append([
            Judgment("e1", "kim", "i0", "i1", grade=0),
            Judgment("e2", "kim", "i0", "i3", grade=3),
        ])  # fmt: skip
    return made


def freeze(ws: Workspace, out: Path, *more: str) -> list[object]:
    return [
        *("judgments", "freeze", ws.path, "--gt", "g", "--name", "v2", "--author", "kim"),
        *("--note", "조정", "--date", "2026-11-23", "-o", out, *more),
    ]


def test_frozen_imported_and_compared(yusa: Yusa, ws: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "v2.json"
    done = yusa(*freeze(ws, out))
    assert (done.code, done.out) == (0, "")
    assert "2 queries, 3 pairs, view human-over-imported, judgment revision 2" in done.err
    assert "1 grade changed so that one threshold fits all" not in done.err
    said = json.loads(out.read_text("utf-8"))["frozen"]
    assert (said["date"], said["revision"], said["head"]) == (
        "2026-11-23", 2, ws.events()[-1].hash,
    )  # fmt: skip
    assert yusa("import", ws.path, "--gt", f"v2={out}").code == 0
    now = Workspace.open(ws.path)
    by_file = yusa("judgments", "changes", ws.path, "g", out, "--json").json()
    found = yusa("judgments", "changes", ws.path, "g", "v2", "--json").json()
    assert found == by_file
    expected = compare_versions(now.gt("g"), now.gt("v2"))
    assert [(c["query"], c["item"]) for c in found["added"]] == [p for p, _ in expected.added]
    assert [(c["query"], c["item"]) for c in found["turned"]] == [t.pair for t in expected.turned]
    (move,) = version_moves(now, now.gt("g"), now.gt("v2"), ["v"], "judged")
    assert found["variants"][0]["hits"] == list(move.hits)
    assert found["pool"] == "judged"


def test_the_same_state_gives_the_same_bytes(yusa: Yusa, ws: Workspace, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert yusa(*freeze(ws, tmp_path / name)).code == 0
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_tables_name_what_flipped(yusa: Yusa, ws: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "v2.json"
    yusa(*freeze(ws, out))
    text = 'name = "t"\n[target]\nmeasure = "success@1"\nvalue = 0.8\n'
    (ws.path / "workspace.toml").write_text(text, "utf-8")
    done = yusa("judgments", "changes", ws.path, "g", out)
    assert done.code == 0
    assert "g -> v2" in done.out
    assert "i0 to miss" in done.out
    assert "success@1, pool judged" in done.out
    assert "%" not in done.out, "below 8 queries there are counts alone"
    (moved,) = yusa("judgments", "changes", ws.path, "g", out, "--json").json()["variants"]
    assert (moved["to_miss"], moved["to_hit"], moved["hits"]) == (["i0"], [], [1, 0])


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("--name", "g"), 1, 'There is a ground truth "g" already'),
        (("--note", " "), 1, "Say in a note why"),
        (("--author", ""), 1, "name"),
        (("--gt", "nope"), 1, 'There is no ground truth "nope"'),
        (("--gt", "h", "--pool", "judged"), 2, "declares no pool"),
        (("--date", "soon"), 2, "--date"),
    ],
)
def test_what_cannot_be_frozen_is_refused(
    yusa: Yusa, ws: Workspace, tmp_path: Path, change: tuple[str, ...], code: int, said: str
) -> None:
    out = tmp_path / "v2.json"
    done = yusa(*freeze(ws, out, *change))
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert not out.exists()


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("g", "nope"), 1, 'neither a ground truth nor a file "nope"'),
        (("g", "h", "--pool", "judged"), 2, "declares no pool"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    yusa: Yusa, ws: Workspace, given: tuple[str, ...], code: int, said: str
) -> None:
    done = yusa("judgments", "changes", ws.path, *given)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


@pytest.mark.parametrize("command", [("evaluate",), ("compare", "--variants", "v,w")])
def test_tables_of_figures_name_view_and_revision(
    yusa: Yusa, tmp_path: Path, builders: Any, command: tuple[str, ...]
) -> None:
    vectors = {key: [1.0, n / 4] for n, key in enumerate(IDS)}
    gts = {"g": {"i0": ["i1"]}}
    ws = builders.workspace(tmp_path / "w", IDS, {"v": vectors, "w": vectors}, gts)
    with contextlib.closing(ws.judgments()) as store:
        store.append([Judgment("e1", "kim", "i0", "i1", grade=3)])
    for view in ("imported", "human"):
        done = yusa(command[0], ws.path, *command[1:], "--view", view)
        assert f"Grades: {view}, judgment revision 1." in " ".join(done.out.split())
