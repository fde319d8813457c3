"""The command: keys, figures, exit statuses, and where its words go."""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.cli import looking, serving
from core.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
Files = Any  # tests/conftest.py: FileMaker
Yusa = Callable[..., Any]

# Angles whose cosines are easy: the neighbours of a1 are a2, a3, a4, a5 in this order.
ANGLES = [0, 10, 20, 60, 90, 180]


@pytest.fixture
def folder(files: Files, yusa: Yusa, tmp_path: Path) -> Path:
    """Six items on a circle; ``half`` lacks the items a4 to a6; ``pooled`` declares a pool."""
    radians = np.deg2rad(ANGLES)
    circle = np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)
    files.picture("pics/a.png")
    rows = [
        {"id": i, "text": f"문항 {i}", "subject": "수학" if n % 2 else "국어"}
        | ({"image": "a.png"} if n == 1 else {})
        for n, i in enumerate(files.ids)
    ]
    plain = {"a1": ["a3"], "a4": ["a5"], "a6": ["a6"]}
    pooled = {"pool": ["a2", "a3", "a4"], "queries": {"a1": {"a4": 1}, "a6": {"a2": 0}}}
    done = yusa(
        "import", tmp_path / "ws", "--items", files.items(rows), "--images", files.path("pics"),
        "--variant", f"all={files.npz(ids=np.array(files.ids), v=circle)}",
        "--variant", f"half={files.npz('h.npz', ids=np.array(files.ids[:3]), v=circle[:3])}",
        "--gt", f"plain={files.gt(plain)}", "--gt", f"pooled={files.gt(pooled, 'p.json')}",
    )  # fmt: skip
    assert (done.code, done.out) == (0, "")
    return tmp_path / "ws"


# --- documents ----------------------------------------------------------------------------------


def test_info(folder: Path, files: Files, yusa: Yusa) -> None:
    done = yusa("info", folder, "--json")
    assert (done.code, done.err) == (0, "")
    found = done.json()
    assert list(found) == [
        "schema_version", "version", "uuid", "name", "generation", "items", "items_hash",
        "empty_texts", "images", "variants", "gts", "judgment_revision", "target",
    ]  # fmt: skip
    assert (found["schema_version"], found["name"], found["generation"]) == (1, "ws", 1)
    assert (found["items"], found["judgment_revision"]) == (6, 0)
    assert found["images"] == {
        "total": 1, "ok": 1, "missing": 0, "unreadable": 0, "oversized": 0, "unchecked": 0,
        "faulty": [],
    }  # fmt: skip
    half = found["variants"]["half"]
    assert half.pop("hash") == Workspace.open(folder).variant_info("half").hash
    assert half.pop("source_sha256") == hashlib.sha256(files.path("h.npz").read_bytes()).hexdigest()
    assert half == {
        "rows": 3, "dim": 2, "covered": 3, "uncovered": 3, "unknown_rows": 0, "normalised": 0,
        "index_kind": "flat_ip", "index_reason": "small enough to compare every row",
        "bytes": 24, "memory_bytes": 24, "manifest": {}, "source_file": "h.npz",
    }  # fmt: skip
    pooled = found["gts"]["pooled"]
    assert pooled.pop("hash") == Workspace.open(folder).gt("pooled").hash
    assert pooled == {
        "queries": 2, "pool_size": 3, "unlisted": "not_relevant", "threshold": 1, "source": None,
    }  # fmt: skip
    assert found["gts"]["plain"]["pool_size"] is None
    assert found["target"] == {"measure": "success@5", "value": 0.8}


def test_neighbours(folder: Path, yusa: Yusa) -> None:
    done = yusa("neighbours", folder, "a1", "--variant", "all", "-k", "3", "--json")
    assert done.out == (
        '{"query": "a1", "variant": "all", "neighbours": ['
        '{"rank": 1, "id": "a2", "score": 0.984808}, '
        '{"rank": 2, "id": "a3", "score": 0.939693}, '
        '{"rank": 3, "id": "a4", "score": 0.5}]}\n'
    )
    assert done.err == ""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["a2", "a3", "a4", "a5", "a6"]),
        (["--pool", "corpus"], ["a2", "a3", "a4", "a5", "a6"]),
        (["--pool", "judged", "--gt", "pooled"], ["a2", "a3", "a4"]),
        (["--where", "subject=수학"], ["a2", "a4", "a6"]),
        (["--where", "subject=수학", "--where", "subject=국어", "-k", "2"], ["a2", "a3"]),
        (["--where", "subject=수학", "--where", "has_image=true"], ["a2"]),
        (["--where", "has_image=false", "-k", "1"], ["a3"]),
        (["--where", "subject=수학", "--where", "has_image=True"], ["a2"]),
        (["--where", "subject=영어"], []),
        (["--where", "subject=수학", "--pool", "judged", "--gt", "pooled"], ["a2", "a4"]),
    ],
)
def test_pools_and_filters(
    folder: Path, yusa: Yusa, options: list[str], expected: list[str]
) -> None:
    found = yusa("neighbours", folder, "a1", "--variant", "all", *options, "--json").json()
    assert [n["id"] for n in found["neighbours"]] == expected
    assert [n["rank"] for n in found["neighbours"]] == list(range(1, len(expected) + 1))


def test_a_neighbour_may_be_more_than_sqlite_parameters(folder: Path, yusa: Yusa) -> None:
    done = yusa("neighbours", folder, "a1", "--variant", "half", "-k", "100000")
    assert done.code == 0
    assert [line.split()[2] for line in done.out.splitlines()[1:]] == ["a2", "a3"]


def test_evaluate(folder: Path, yusa: Yusa) -> None:
    done = yusa("evaluate", folder, "--json", "--per-query")
    assert (done.code, done.err) == (0, "")
    found = done.json()
    assert list(found) == ["version", "judgment_revision", "judgment_head", "target", "results"]
    assert [(r["gt"], r["variant"], r["pool"]) for r in found["results"]] == [
        ("plain", "all", "corpus"), ("plain", "half", "corpus"),
        ("pooled", "all", "judged"), ("pooled", "half", "judged"),
    ]  # fmt: skip
    first, half, pooled, _ = found["results"]
    assert list(first) == [
        "variant", "gt", "view", "pool", "pool_size", "where", "n", "counted_as_zero", "left_out",
        "measures", "verdict", "hashes", "per_query",
    ]  # fmt: skip
    assert list(first["measures"]) == [
        "success@1", "success@3", "success@5", "success@10",
        "recall@1", "recall@3", "recall@5", "recall@10", "rr", "ndcg@10", "judged@5",
    ]  # fmt: skip
    assert (first["view"], first["pool_size"], first["where"]) == ("imported", 6, [])
    assert (first["n"], first["left_out"], first["counted_as_zero"]) == (2, ["a6"], [])
    # a1: a2, a3 (relevant); a4: a5 (30 degrees; relevant) before a3 (40).
    assert first["per_query"] == [
        {"query": "a1", "first_relevant_rank": 2, "status": "ranked"},
        {"query": "a4", "first_relevant_rank": 1, "status": "ranked"},
        {"query": "a6", "first_relevant_rank": None, "status": "left_out"},
    ]
    assert first["measures"]["success@1"] == {
        "mean": 0.5, "interval": [0.094531, 0.905469], "interval_kind": "wilson95", "upper": 1.0,
    }  # fmt: skip
    assert first["measures"]["rr"]["mean"] == 0.75
    assert first["measures"]["rr"]["interval_kind"] == "bootstrap95"
    assert "upper" not in first["measures"]["rr"]
    assert first["verdict"] == {"point": "pass", "evidence": "undecided"}
    assert half["counted_as_zero"] == ["a4"]
    assert half["measures"]["success@5"]["mean"] == 0.5
    assert half["per_query"][1]["status"] == "counted_as_zero"
    # Inside a declared pool nothing is a hole, so no figure has an upper end.
    assert "upper" not in pooled["measures"]["success@1"]
    assert pooled["measures"]["success@1"]["mean"] == 0.0
    assert (pooled["n"], pooled["left_out"], pooled["pool_size"]) == (1, ["a6"], 3)


def test_evaluate_without_per_query_and_with_a_choice(folder: Path, yusa: Yusa) -> None:
    options = ["--gt", "pooled", "--variant", "half", "--pool", "corpus", "--where", "subject=국어"]
    results = yusa("evaluate", folder, *options, "--json").json()["results"]
    assert len(results) == 1
    assert "per_query" not in results[0]
    assert (results[0]["pool"], results[0]["pool_size"]) == ("corpus", 3)
    assert results[0]["where"] == [["subject", "국어"]]
    assert (results[0]["n"], results[0]["left_out"]) == (0, ["a1", "a6"])
    assert results[0]["measures"]["success@5"]["mean"] is None
    assert results[0]["verdict"] == {"point": None, "evidence": "undecided"}


def test_figures_have_six_decimals(folder: Path, yusa: Yusa) -> None:
    for arguments in (["neighbours", folder, "a1", "--variant", "all"], ["evaluate", folder]):
        out = yusa(*arguments, "--json").out
        decimals = [len(d) for d in re.findall(r"\d\.(\d+)[,}\]]", out)]
        assert max(decimals) == 6
        assert "e-" not in re.sub(r'"[^"]*"', "", out)


def test_the_same_twice(folder: Path, yusa: Yusa) -> None:
    for arguments in (["info", folder], ["evaluate", folder, "--per-query"]):
        assert yusa(*arguments, "--json").out == yusa(*arguments, "--json").out


def test_tables(folder: Path, yusa: Yusa) -> None:
    info = yusa("info", folder)
    assert (info.code, info.err) == (0, "")
    assert re.search(r"^half +3 +2 +3 +flat_ip +24 B +24 B", info.out, re.MULTILINE)
    assert re.search(r"^pooled +2 +3 +not_relevant +1", info.out, re.MULTILINE)
    near = yusa("neighbours", folder, "a1", "--variant", "all", "-k", "1")
    assert re.search(r"^ +1 +0\.984808 +a2 +문항 a2", near.out, re.MULTILINE)
    table = yusa("evaluate", folder, "--gt", "plain")
    assert re.search(
        r"^plain +all +corpus \(6\) +2 +1 to 2 of 2 +2 of 2 +2 of 2 +2 of 2 +- +- +pass",
        table.out,
        re.MULTILINE,
    )


def test_tables_show_texts_as_they_are(files: Files, yusa: Yusa, tmp_path: Path) -> None:
    rows = [{"id": "a1", "text": "x"}, {"id": "[red]a2[/]", "text": "[bold]굵게[/bold] :red:"}]
    ids = np.array(["a1", "[red]a2[/]"])
    vectors = files.npz(ids=ids, v=files.vectors(2))
    yusa("import", tmp_path / "ws", "--items", files.items(rows), "--variant", f"v={vectors}")
    out = yusa("neighbours", tmp_path / "ws", "a1", "--variant", "v").out
    assert "[red]a2[/]" in out
    assert "[bold]굵게[/bold] :red:" in out


# --- failures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["info", "{no}"],
         "{no}: no Yusa workspace there. Make one with: yusa import {no} --items FILE"),
        (["info", "/etc/passwd"],
         "/etc/passwd: is not a folder. Give the folder of a workspace."),
        (["neighbours", "{ws}", "zzz", "--variant", "all"],
         'There is no item "zzz". Check the spelling.'),
        (["neighbours", "{ws}", "a1", "--variant", "all", "--where", "has_image=yes"],
         'has_image can\'t be "yes". Write has_image=true or has_image=false.'),
        (["serve", "{ws}", "--host", "no such host"],
         'The host "no such host" can\'t be resolved. Check its spelling, or give an address of '
         "this machine, such as --host 127.0.0.1."),
        (["serve", "{ws}", "--host", "203.0.113.7"],
         'The host "203.0.113.7" is no address of this machine. Give one that is, such as '
         "--host 127.0.0.1."),
        (["neighbours", "{ws}", "a1", "--variant", "x"],
         'There is no variant "x". There are: all, half.'),
        (["neighbours", "{ws}", "a9", "--variant", "all"],
         'There is no item "a9". Ids near it: a6.'),
        (["neighbours", "{ws}", "a6", "--variant", "half"],
         'Item "a6" has no vector in the variant "half". Choose another variant or another item.'),
        (["neighbours", "{ws}", "a1", "--variant", "all", "--pool", "judged"],
         "The judged pool needs a ground truth: name it with --gt NAME."),
        (["neighbours", "{ws}", "a1", "--variant", "all", "--pool", "judged", "--gt", "x"],
         'There is no ground truth "x". There are: plain, pooled.'),
        (["neighbours", "{ws}", "a1", "--variant", "all", "--pool", "judged", "--gt", "plain"],
         'The ground truth "plain" declares no pool. Use the corpus pool, or import it again '
         "with --gt-pool."),
        (["neighbours", "{ws}", "a1", "--variant", "all", "--where", "colour=red"],
         'There is no field "colour" to filter by. Fields are: has_image, id, subject, '
         "text_format."),
        (["evaluate", "{ws}", "--variant", "x"], 'There is no variant "x". There are: all, half.'),
        (["evaluate", "{ws}", "--gt", "x"],
         'There is no ground truth "x". There are: plain, pooled.'),
        (["evaluate", "{ws}", "--gt", "plain", "--pool", "judged"],
         'The ground truth "plain" declares no pool. Use the corpus pool, or import it again '
         "with --gt-pool."),
        (["import", "{ws}", "--gt", "plain={no}"],
         '{ws}: already has the ground truth "plain". Add --replace to replace.'),
        (["import", "{ws}", "--variant", "../x={no}"],
         '"../x" can\'t name a variant: begin with a letter or digit, then use letters, digits, '
         "space and . _ + - (64 at most)."),
        (["import", "{ws}", "--gt", "n={no}"], "{no}: no such file. Check the path."),
        (["demo", "{ws}"], "{ws}: is a workspace already. Give another folder."),
        (["serve", "{no}"],
         "{no}: no Yusa workspace there. Make one with: yusa import {no} --items FILE"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_json", [False, True])
def test_bad_input_is_one_line_and_status_1(
    folder: Path, yusa: Yusa, tmp_path: Path, arguments: list[str], sentence: str, as_json: bool
) -> None:
    if as_json and arguments[0] in {"import", "demo", "serve"}:
        return
    places = {"ws": folder, "no": tmp_path / "nothing"}
    done = yusa(*(a.format(**places) for a in arguments), *(["--json"] if as_json else []))
    assert (done.code, done.out) == (1, "")
    assert done.err == f"yusa: {sentence.format(**places)}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bogus"], "No such command 'bogus'"),
        (["info"], "Missing argument 'DIR'"),
        (["info", "ws", "--bogus"], "No such option: --bogus"),
        (["neighbours", "ws", "a1"], "Missing option '--variant'"),
        (["neighbours", "ws", "a1", "--variant", "v", "-k", "0"], "Invalid value for '-k'"),
        (["neighbours", "ws", "a1", "--variant", "v", "-k", "x"], "Invalid value for '-k'"),
        (["neighbours", "ws", "a1", "--variant", "v", "--pool", "all"], "'all' is not one of"),
        (["neighbours", "ws", "a1", "--variant", "v", "--gt", "g"], "add --pool judged"),
        (["neighbours", "ws", "a1", "--variant", "v", "--where", "x"], '"x": write FIELD=VALUE'),
        (["evaluate", "ws", "--where", "=x"], '"=x": write FIELD=VALUE'),
        (["import", "ws"], "nothing to import: give --items, --variant or --gt"),
        (["import", "ws", "--variant", "v"], '"v": write NAME=FILE'),
        (["import", "ws", "--variant", "v="], '"v=": write NAME=FILE'),
        (["import", "ws", "--variant", "v=a", "--variant", "v=b"], '"v" is given twice'),
        (["import", "ws", "--variant", "v=a", "--keys", "v=x"], "write NAME=IDS_KEY,VECTORS_KEY"),
        (["import", "ws", "--variant", "v=a", "--keys", "w=x,y"], '"w" has no --variant w=FILE'),
        (["import", "ws", "--variant", "v=a", "--ids", "w=x"], '"w" has no --variant w=FILE'),
        (["import", "ws", "--variant", "v=a", "--manifest", "w=x"], '"w" has no --variant w=FILE'),
        (["import", "ws", "--gt", "v=a", "--gt-pool", "w=x"], '"w" has no --gt w=FILE'),
        (["import", "ws", "--gt", "v=a", "--map", "id=x"], "needs --items FILE"),
        (["import", "ws", "--items", "a", "--map", "id"], '"id": write FIELD=COLUMN'),
        (["serve", "ws", "--port", "99999"], "Invalid value for '--port'"),
    ],
)
def test_wrong_usage_is_status_2(
    yusa: Yusa, tmp_path: Path, arguments: list[str], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = yusa(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.err).split())
    assert list(tmp_path.iterdir()) == []


def test_evaluate_needs_something_to_evaluate(files: Files, yusa: Yusa, tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    yusa("import", folder, "--items", files.items())
    done = yusa("evaluate", folder, "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"yusa: {folder}: has no variant yet. Add one: yusa import {folder} --variant NAME=FILE\n"
    )
    yusa("import", folder, "--variant", f"v={files.npz()}")
    done = yusa("evaluate", folder, "--json")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"yusa: {folder}: has no ground truth yet. Add one: yusa import {folder} --gt NAME=FILE\n"
    )


def test_faults_of_the_machine_are_one_line(
    folder: Path, yusa: Yusa, monkeypatch: pytest.MonkeyPatch
) -> None:
    for error, line in (
        (PermissionError(13, "Permission denied", "x.npy"), "yusa: x.npy: Permission denied.\n"),
        (
            MemoryError(),
            "yusa: not enough memory. Close other programs, or use a larger machine.\n",
        ),
    ):

        def fail(*_: object, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(looking, "make_pool", fail)
        done = yusa("neighbours", folder, "a1", "--variant", "all", "--json")
        assert (done.code, done.out, done.err) == (1, "", line)


def test_bad_files_through_the_real_process(
    folder: Path, files: Files, yusa_process: Yusa, tree: Callable[[Path], dict[str, str]]
) -> None:
    before = tree(folder)
    vectors = files.vectors()
    vectors[2, 1] = np.nan
    done = yusa_process(
        "import", folder, "--replace",
        "--variant", f"all={files.npz('nan.npz', ids=np.array(files.ids), vectors=vectors)}",
        "--variant", f"cut={files.bytes('cut.npz', files.npz().read_bytes()[:300])}",
        "--gt", f"new={files.gt({'a1': {'zz': 1, 'a2': 1.5}}, 'new.json')}",
    )  # fmt: skip
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines() == [
        'yusa: new.json query "a1": unknown id "zz"; import the item first, or correct the id.',
        'yusa: new.json query "a1": the grade of id "a2" is 1.5, not a whole number.',
        'yusa: nan.npz row 3 (id "a3"): the vector holds NaN. '
        "Embed the item again, or leave the row out.",
        "yusa: cut.npz: not a readable .npz file (File is not a zip file). "
        "The file is truncated or corrupt; copy or export it again.",
    ]
    assert tree(folder) == before
    broken = files.bytes("broken.jsonl", b'{"id": "1"}\n{"id": "2"\n')
    done = yusa_process("import", folder.parent / "new", "--items", broken)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "yusa: broken.jsonl line 2: broken JSON: Expecting ',' delimiter at column 11. "
        "Each line is one JSON object.\n"
    )
    assert not (folder.parent / "new").exists()


def test_a_read_only_place(files: Files, yusa: Yusa, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        # root writes everywhere: a path below a file fails in the same way
        folder = files.text("file", "x") / "ws"
    else:
        (tmp_path / "closed").mkdir(mode=0o500)
        folder = tmp_path / "closed" / "ws"
    done = yusa("import", folder, "--items", files.items())
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("yusa: ")
    assert done.err.count("\n") == 1


# --- output -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp949"])
def test_json_is_utf_8_in_every_locale(folder: Path, encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "info", str(folder), "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout.decode("utf-8"))["name"] == "ws"


def test_a_reader_that_stops_early(folder: Path) -> None:
    command = [sys.executable, "-m", "core.cli", "evaluate", str(folder), "--json", "--per-query"]
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            command, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
        )
    finally:
        os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_help_of_every_command(yusa: Yusa) -> None:
    done = yusa("--help")
    assert done.code == 0
    assert "Usage: yusa [OPTIONS] COMMAND" in done.out
    for name in ("demo", "import", "info", "neighbours", "evaluate", "serve"):
        assert re.search(rf"\b{name}\b", done.out)
        assert yusa(name, "--help").code == 0


# --- serve --------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_serve_starts_the_dashboard_in_its_own_place(
    folder: Path, yusa: Yusa, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(serving.os, "execv", lambda _, command: started.append(command))
    (folder / "items" / "g7").mkdir()
    port = free_port()
    assert yusa("serve", folder, "--port", port).code == 0
    assert started[0][1:] == [
        "-P", "-m", "dashboard", "--workspace", str(folder), "--port", str(port),
        "--host", "127.0.0.1",
    ]  # fmt: skip
    assert not (folder / "items" / "g7").exists()


def test_serve_beside_an_import(folder: Path, yusa: Yusa, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.generations import write_lock

    started: list[list[str]] = []
    monkeypatch.setattr(serving.os, "execv", lambda _, command: started.append(command))
    (folder / "items" / "g7").mkdir()
    with write_lock(folder):
        assert yusa("serve", folder, "--port", free_port()).code == 0
    assert len(started) == 1
    assert (folder / "items" / "g7").exists()


def test_a_busy_port(folder: Path, yusa: Yusa) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        done = yusa("serve", folder, "--port", port)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        f"yusa: 127.0.0.1:{port} can't be used (Address already in use). "
        "Give another port: --port N.\n"
    )
