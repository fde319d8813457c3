"""docs/cli.md: every command and option is there, and its schemas hold for real output."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import jsonschema
import numpy as np
import pytest
import typer

from core.cli.app import app
from core.judgments import Judgment
from core.tasks import Seat, Task
from core.workspace import Workspace

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text("utf-8")


def flat(group: Any, prefix: str = "") -> dict[str, Any]:
    """All commands by their whole name, those of groups included."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        inner = hasattr(command, "commands")
        found.update(flat(command, f"{prefix}{name} ") if inner else {prefix + name: command})
    return found


COMMANDS = flat(typer.main.get_command(app))
Files = Any  # tests/conftest.py: FileMaker
Yusa = Callable[..., Any]


def section(command: str) -> str:
    found = re.search(rf"^## yusa {command}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no section about yusa {command}"
    return found[1]


def schema(command: str) -> dict[str, Any]:
    found = re.search(r"^```json\n(.*?)^```", section(command), re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no schema of yusa {command} --json"
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def documented_options(command: str) -> set[str]:
    rows = re.findall(r"^\| (`-.*?) \|", section(command), re.MULTILINE)
    return {option for row in rows for option in re.findall(r"`(--?[a-z-]+)", row)}


def options(command: click.Command) -> set[str]:
    named = {o for p in command.params if p.param_type_name == "option" for o in p.opts}
    return named - {"--help"}


def test_every_command_is_documented_and_no_other() -> None:
    assert re.findall(r"^## yusa ([\w ]+)$", TEXT, re.MULTILINE) == list(COMMANDS)
    overview = re.search(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    assert overview
    assert re.findall(r"^yusa ([a-z ]+?) (?:FILE )?DIR", overview[1], re.MULTILINE) == list(
        COMMANDS
    )


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_option_is_documented_and_no_other(command: str) -> None:
    assert documented_options(command) == options(COMMANDS[command])


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_and_option_has_help(command: str) -> None:
    assert COMMANDS[command].help
    missing = [
        p.name
        for p in COMMANDS[command].params
        if p.param_type_name == "option" and not getattr(p, "help", None)
    ]
    assert missing == []


@pytest.mark.parametrize("command", [c for c in COMMANDS if "--json" in options(COMMANDS[c])])
def test_schemas_are_schemas(command: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(command))
    assert schema(command)["title"] == f"yusa {command} --json"


@pytest.fixture
def folder(files: Files, yusa: Yusa, tmp_path: Path) -> Path:
    """A workspace with everything that a document can hold."""
    files.picture("pics/a.png")
    files.text("pics/b.png", "no picture")
    rows: list[dict[str, object]] = [
        {"id": i, "text": "" if i == "a6" else f"문항 {i}", "subject": "수학"} for i in files.ids
    ]
    rows[0]["images"] = ["a.png", "b.png", "c.png"]
    declared = {"pool": ["a2", "a3"], "source": "교사", "threshold": 2, "queries": {"a1": ["a2"]}}
    partial = files.npz("w.npz", ids=np.array(["a1", "a2", "zz"]), vectors=files.vectors(3) * 2)
    done = yusa(
        "import", tmp_path / "ws", "--items", files.items(rows), "--images", files.path("pics"),
        "--variant", f"v={files.npz()}", "--variant", f"w={partial}",
        "--manifest", f"w={files.json('m.json', {'model': 'x', 'dim': 4})}",
        "--gt", f"g={files.gt({'a1': ['a2'], 'a4': ['a5'], 'a6': []})}",
        "--gt", f"p={files.gt(declared, 'p.json')}",
    )  # fmt: skip
    assert done.code == 0
    with (tmp_path / "ws" / "workspace.toml").open("a", encoding="utf-8") as settings:
        settings.write('[study.g]\nqueries = 9\nsampling = "시드 7"\nplanned = 2026-01-29\n')
    with contextlib.closing(Workspace.open(tmp_path / "ws").judgments()) as store:
        said = [("kim", "a2", 3), ("lee", "a2", 0), ("kim", "a2", 2), ("kim", "a3", 0)]
        store.append(
            [Judgment(f"e{n}", who, "a1", i, grade=g) for n, (who, i, g) in enumerate(said)]
        )
    return tmp_path / "ws"


def versions(yusa: Yusa, folder: Path) -> dict[str, list[Any]]:
    who = ("--author", "김 선생", "--note", "조정", "--date", "2026-11-23", "--json")
    files = [folder.parent / f"{name}.json" for name in ("one", "two")]
    freeze = ["judgments", "freeze", folder, *who]
    changes = ["judgments", "changes", folder]
    return {
        "judgments freeze": [
            yusa(*freeze, "--gt", "p", "--name", "one", "-o", files[0]).json(),
            yusa(
                *freeze, "--gt", "g", "--name", "two", "--view", "imported", "--out", files[1]
            ).json(),
        ],
        "judgments changes": [
            yusa(*changes, "p", files[0], "--json").json(),
            yusa(*changes, files[0], "g", "--pool", "corpus", "--json").json(),
        ],
    }


def progress(yusa: Yusa, folder: Path) -> list[Any]:
    """Two tasks, of which one has judgments enough to tell the pace."""
    with contextlib.closing(Workspace.open(folder).task_store()) as tasks:
        tasks.save(Task("t", "1차", "g", queue="pooled", pool="corpus", roster=(Seat("김"),)), "박")
        tasks.save(Task("u", "2차", "p"), "박")
    with contextlib.closing(Workspace.open(folder).judgments()) as store:
        store.append(
            [
                Judgment(f"p{n}", "김", "a1", f"a{n}", grade=1, task="t", duration_ms=900 * n)
                for n in range(2, 7)
            ]
            + [
                Judgment(f"f{n}", "김", "a4", f"a{n}", grade=1, task="t", duration_ms=900 * n)
                for n in (1, 2, 3, 5, 6)
            ]
        )
    ask = ["judgments", "progress", folder]
    return [yusa(*ask, "--json").json(), yusa(*ask, "--json", "--task", "u").json()]


def documents(yusa: Yusa, folder: Path) -> dict[str, list[Any]]:
    near = ["neighbours", folder, "a1", "--variant", "w", "--json"]
    return {
        "info": [yusa("info", folder, "--json").json()],
        "check": [yusa("check", folder, "--json").json()],
        "neighbours": [
            yusa(*near).json(),
            yusa(*near, "--where", "subject=국어").json(),
        ],
        "evaluate": [
            yusa("evaluate", folder, "--json").json(),
            yusa("evaluate", folder, "--json", "--per-query", "--pool", "corpus").json(),
            yusa("evaluate", folder, "--json", "--where", "id=a6").json(),
        ],
        "compare": [
            yusa("compare", folder, "--variants", "v,w", "--json").json(),
            yusa("compare", folder, "--variants", "w,v", "--json", "--where", "id=a6").json(),
        ],
        "judgments agreement": [
            yusa("judgments", "agreement", folder, "--json").json(),
            yusa("judgments", "agreement", folder, "--json", "--all", "--task", "t").json(),
        ],
        **versions(yusa, folder),
        "judgments progress": progress(yusa, folder),
    }


def test_real_output_follows_the_schemas(folder: Path, yusa: Yusa) -> None:
    found = documents(yusa, folder)
    assert set(found) == {c for c in COMMANDS if "--json" in options(COMMANDS[c])}
    for command, outputs in found.items():
        for output in outputs:
            jsonschema.validate(output, schema(command), cls=jsonschema.Draft202012Validator)


def test_the_documents_hold_what_the_schemas_allow(folder: Path, yusa: Yusa) -> None:
    """The documents above would not show a fault where they hold nothing."""
    found = documents(yusa, folder)
    info = found["info"][0]
    assert info["empty_texts"]["ids"] == ["a6"]
    assert {f["status"] for f in info["images"]["faulty"]} == {"missing", "unreadable"}
    assert info["variants"]["w"]["unknown_rows"] == 1
    assert info["variants"]["w"]["manifest"] == {"model": "x", "dim": 4}
    assert info["gts"]["p"]["source"] == "교사"
    results = found["evaluate"][1]["results"]
    states = {q["status"] for result in results for q in result["per_query"]}
    assert states == {"ranked", "counted_as_zero", "left_out"}
    assert any("upper" in result["measures"]["success@1"] for result in results)
    assert any(result["n"] == 0 for result in found["evaluate"][2]["results"])
    verdict = next(r["verdict"] for r in results if (r["gt"], r["variant"]) == ("g", "v"))
    plan = {"queries": 9, "decided": 2, "sampling": "시드 7", "planned": "2026-01-29"}
    assert (verdict["evidence"], verdict["study"]) == ("interim", plan)
    assert all("study" not in r["verdict"] for r in results if r["gt"] == "p")
    frozen = found["judgments freeze"]
    assert [each["pool_size"] for each in frozen] == [2, None]
    moved = found["judgments changes"][1]
    assert moved["old"]["frozen"]["name"] == "one"
    assert moved["added"]
    assert moved["turned"]
    assert moved["pool_removed"]
    assert any(each["came"] for each in moved["variants"])
    far, other = found["judgments progress"]
    assert [task["wanted"] > 0 for task in far["tasks"]] == [True, False]
    assert far["tasks"][0]["pace"]["interval_s"]
    assert far["tasks"][0]["seconds_left"]
    assert any(each["graded"] for each in far["judged"])
    assert [task["task"] for task in other["tasks"]] == ["u"]


def test_the_schemas_refuse_other_documents(folder: Path, yusa: Yusa) -> None:
    found = documents(yusa, folder)
    for command, change, reason in (
        ("info", {"extra": 1}, "'extra' was unexpected"),
        ("info", {"items_hash": "xyz"}, "does not match"),
        ("neighbours", {"neighbours": [{"rank": 0, "id": "a", "score": 0.5}]}, "less than the min"),
        (
            "neighbours",
            {"neighbours": [{"rank": 1, "id": 7, "score": 0.5}]},
            "not of type 'string'",
        ),
        ("evaluate", {"results": [{}]}, "is a required property"),
        ("compare", {"results": [{}]}, "is a required property"),
        ("judgments agreement", {"annotators": [{}]}, "is a required property"),
        ("judgments agreement", {"disputes": {"open": -1, "adjudicated": 0}}, "less than the min"),
        ("judgments freeze", {"frozen": {}}, "is a required property"),
        ("judgments changes", {"variants": [{}]}, "is a required property"),
        ("judgments progress", {"tasks": [{}]}, "is a required property"),
    ):
        with pytest.raises(jsonschema.ValidationError, match=reason):
            jsonschema.validate(
                found[command][0] | change,
                schema(command),
                cls=jsonschema.Draft202012Validator,
            )
