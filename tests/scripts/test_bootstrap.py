"""The decisions behind `make run`, without installing anything."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import bootstrap
import pytest
from bootstrap import SetupError, Stamp, next_step

WANTED = Stamp(checkout="/home/kim/yusa", pyproject="abc", python="3.12", extras=())
DEV = replace(WANTED, extras=("dev",))
SCRIPTS = Path(bootstrap.__file__).parent


@pytest.mark.parametrize(
    ("stamp", "wanted", "venv_python", "named", "step"),
    [
        pytest.param(None, WANTED, None, False, "make", id="first use"),
        pytest.param(WANTED, WANTED, "3.12", False, "keep", id="all there"),
        pytest.param(DEV, WANTED, "3.12", False, "keep", id="more than needed"),
        pytest.param(WANTED, DEV, "3.12", False, "install", id="tests after a plain run"),
        pytest.param(None, WANTED, "3.12", False, "install", id="interrupted installation"),
        pytest.param(
            replace(WANTED, pyproject="old"),
            WANTED,
            "3.12",
            False,
            "install",
            id="pyproject edited",
        ),
        pytest.param(
            replace(WANTED, checkout="/tmp/yusa"),
            WANTED,
            "3.12",
            False,
            "make",
            id="moved checkout",
        ),
        pytest.param(WANTED, WANTED, None, False, "make", id="its Python is gone"),
        pytest.param(WANTED, WANTED, "3.13", False, "make", id="its Python became another"),
        pytest.param(None, WANTED, "3.10", False, "make", id="old hand-made environment"),
        pytest.param(
            replace(WANTED, python="3.11"), WANTED, "3.11", False, "keep", id="other Python on PATH"
        ),
        pytest.param(
            replace(WANTED, python="3.11"), WANTED, "3.11", True, "make", id="other Python named"
        ),
        pytest.param(WANTED, WANTED, "3.12", True, "keep", id="same Python named"),
    ],
)
def test_next_step(
    stamp: Stamp | None, wanted: Stamp, venv_python: str | None, named: bool, step: str
) -> None:
    assert next_step(stamp, wanted, venv_python, named) == step


def test_stamp_survives_writing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "stamp.json"
    DEV.write(path)
    assert Stamp.read(path) == DEV
    assert [file.name for file in tmp_path.iterdir()] == ["stamp.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"checkout": "x"}', '{"extras": []}', "\xff"]
)
def test_an_unreadable_stamp_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "stamp.json"
    path.write_text(text, "latin-1")
    assert Stamp.read(path) is None


def test_a_stamp_of_a_later_version_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "stamp.json"
    WANTED.write(path)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"new": 1}))
    assert Stamp.read(path) is None


def test_no_environment_has_no_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "absent")
    assert bootstrap.venv_python_version() is None


def test_a_python_outside_any_environment_is_no_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(bootstrap.base_python())
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    assert bootstrap.venv_python_version() is None


def test_the_environment_is_never_made_by_the_python_inside_it() -> None:
    # This test runs in .venv, as somebody's `make` does who has activated it.
    assert sys.prefix != sys.base_prefix
    assert bootstrap.base_python().parent.parent == Path(sys.base_prefix)


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8501", 8501), ("65535", 65535)])
def test_port_number(text: str, port: int) -> None:
    assert bootstrap.port_number(text) == port


@pytest.mark.parametrize("text", ["0", "65536", "-1", "85a", "8501.0", " 8501", "٨٥٠١", "http"])
def test_a_wrong_port_is_refused(text: str) -> None:
    with pytest.raises(SetupError) as caught:
        bootstrap.port_number(text)
    assert str(caught.value) == f"PORT={text} is not a port: give a number from 1 to 65535"


def test_a_listening_port_is_busy_and_then_free_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert not bootstrap.is_free(port)
    assert bootstrap.is_free(port)


@pytest.mark.parametrize(
    ("port", "busy", "workspace", "command"),
    [
        (8501, {8501}, "data/demo", "make run PORT=8502"),
        (8501, {8501, 8502, 8503}, "data/demo", "make run PORT=8504"),
        (65535, {65535}, "data/demo", "make run PORT=8501"),
        (9000, {9000}, "내 문항", "make run PORT=9001 'WORKSPACE=내 문항'"),
        (9000, {9000}, "data/koroad", "make run PORT=9001 WORKSPACE=data/koroad"),
    ],
)
def test_a_busy_port_names_the_command_that_works(
    port: int, busy: set[int], workspace: str, command: str
) -> None:
    with pytest.raises(SetupError) as caught:
        bootstrap.check_port(port, workspace, lambda candidate: candidate not in busy)
    assert str(caught.value) == f"port {port} is in use; choose another: {command}"


def test_a_free_port_is_accepted() -> None:
    bootstrap.check_port(8501, "data/demo", lambda candidate: True)


def test_the_demo_may_be_missing() -> None:
    assert bootstrap.workspace_path("data/demo") == bootstrap.DEMO
    assert bootstrap.workspace_path("data/../data/demo/") == bootstrap.DEMO


def test_a_workspace_may_lie_anywhere(tmp_path: Path) -> None:
    workspace = tmp_path / "기출 2026"
    workspace.mkdir()
    (workspace / "workspace.json").touch()
    assert bootstrap.workspace_path(str(workspace)) == workspace


def test_a_missing_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        bootstrap.workspace_path(f"{tmp_path}/없음")
    assert str(caught.value) == (
        f"WORKSPACE={tmp_path}/없음 does not exist: give the folder that yusa import made, "
        "or leave WORKSPACE out for the demo"
    )


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        bootstrap.workspace_path(str(tmp_path))
    assert str(caught.value) == (
        f"WORKSPACE={tmp_path} has no workspace.json: give the folder that yusa import made, "
        "or leave WORKSPACE out for the demo"
    )


def test_a_run_returns_the_exit_code() -> None:
    assert bootstrap.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7


@pytest.mark.parametrize(
    ("apart", "sign"),
    [
        (False, signal.SIGINT),
        (False, signal.SIGTERM),
        (True, signal.SIGINT),
        (True, signal.SIGTERM),
    ],
)
def test_a_stopped_run_lets_its_child_tidy_up(
    tmp_path: Path, apart: bool, sign: signal.Signals
) -> None:
    child = (
        "import pathlib, signal, sys, time\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n"
        "(here / 'started').touch()\n"
        "try: time.sleep(60)\n"
        "except BaseException as reason:\n"
        "    time.sleep(1)\n"  # longer than subprocess.call would have waited
        "    (here / 'tidied').write_text(type(reason).__name__)\n"
    )
    parent = (
        "import signal, sys, bootstrap\n"
        "signal.signal(signal.SIGTERM, bootstrap.leave)\n"
        f"bootstrap.run([sys.executable, '-c', sys.argv[1]], apart={apart})"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", parent, child],
        cwd=SCRIPTS,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 30
        while not (tmp_path / "started").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        # A terminal sends Ctrl-C to the whole group; `kill` reaches only the parent.
        if sign is signal.SIGINT:
            signal_group(running, sign)
        else:
            running.send_signal(sign)
        running.wait(20)
    finally:
        if running.poll() is None:
            signal_group(running, signal.SIGKILL)
            running.wait()
    by_terminal = sign is signal.SIGINT and not apart
    expected = "KeyboardInterrupt" if by_terminal else "SystemExit"
    assert (tmp_path / "tidied").read_text() == expected


def signal_group(process: subprocess.Popen[bytes], sign: signal.Signals) -> None:
    """Signal a process and its children, as a terminal does."""
    os.killpg(process.pid, sign)


def test_an_unknown_goal_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["dance"]) == 2
    assert (
        capsys.readouterr().err
        == "usage: bootstrap.py run|test|check|format|screenshots|bench|soak\n"
    )
