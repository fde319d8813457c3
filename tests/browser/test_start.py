"""The newcomer's first minutes: a fresh copy of the tree, `make run`, a browser.

Nothing is faked in `started`: a real new environment is installed, with pip as it is set up on
this machine. The refusals are tried with stand-ins for what a machine may lack.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]
INSTALL_TIMEOUT_S = 420  # an empty pip cache and a slow line; with a warm cache it takes 40
START_TIMEOUT_S = 90
NOT_IN_A_CLONE = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", "*.egg-info", ".*_cache", "data", "test-results"
)


def copy_tree(target: Path) -> Path:
    """Copy what a clone would hold, and files that are new but not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode != 0:  # an unpacked archive, or no git
        shutil.copytree(ROOT, target, ignore=NOT_IN_A_CLONE)
        return target
    for name in filter(None, os.fsdecode(listed.stdout).split("\0")):
        if (ROOT / name).is_file():  # git still lists a file whose removal isn't committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


def newcomer(**changes: str) -> dict[str, str]:
    """Return this process's environment without what `make test` and pytest have put into it."""
    left_out = re.compile(
        r"(MAKE|MFLAGS|PYTEST_|STREAMLIT_|YUSA_|VIRTUAL_ENV|WORKSPACE$|PORT$|PYTHON$)"
    )
    return {k: v for k, v in os.environ.items() if not left_out.match(k)} | changes


def make(tree: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run make to its end."""
    return subprocess.run(
        ["make", *arguments],
        cwd=tree,
        env=newcomer(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@dataclass
class MakeRun:
    """A `make run` in a process group of its own, like one in a terminal."""

    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(cls, tree: Path, *variables: str, **environment: str) -> MakeRun:
        """Start `make run` with variables as a person gives them."""
        log = tree.parent / f"make-run-{time.monotonic_ns()}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["make", "run", *variables],
                cwd=tree,
                env=newcomer(PYTHONUNBUFFERED="1", **environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return cls(process, log)

    def said(self) -> str:
        """Return everything printed so far."""
        return self.log.read_text("utf-8", "replace")

    def wait_for(self, pattern: str, timeout_s: float) -> re.Match[str]:
        """Wait until a pattern is printed."""
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            ended = self.process.poll() is not None
            match = re.search(pattern, self.said())
            if match:
                return match
            if ended:
                break
            time.sleep(0.1)
        pytest.fail(f"make run never printed {pattern!r}:\n{self.said()}", pytrace=False)

    def wait_for_url(self, timeout_s: float) -> str:
        """Wait for the address that a person would open."""
        return self.wait_for(r"http://127\.0\.0\.1:\d+(?=\s)", timeout_s)[0]

    def press_ctrl_c(self) -> int:
        """Send what the terminal sends, and return make's exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(30)

    def end(self) -> None:
        """Leave nothing running, whatever happened."""
        if self.process.poll() is None:
            self.process.terminate()  # make passes it on, and the server is ended
            self.process.wait(30)


@pytest.fixture
def runs() -> Iterator[list[MakeRun]]:
    """Collect started runs; they are ended with the test."""
    started: list[MakeRun] = []
    yield started
    for run in started:
        run.end()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the tree to a folder whose name has a blank and Hangul."""
    return copy_tree(tmp_path_factory.mktemp("clone") / "유사 문항")


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def see_neighbours(page: Page, url: str) -> None:
    """Open the address and see a question with its nearest neighbours."""
    page.goto(url)
    expect(page.get_by_text("1위", exact=True).first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("3위", exact=True).first).to_be_visible()


@pytest.mark.timeout(INSTALL_TIMEOUT_S + 240)
def test_a_newcomer_gets_from_a_clone_to_neighbours(
    tree: Path, runs: list[MakeRun], page: Page, tmp_path: Path
) -> None:
    stamp = tree / ".venv" / ".yusa-installed.json"

    # Ctrl-C while packages are installed: nothing counts as installed.
    runs.append(MakeRun.start(tree, f"PORT={free_port()}"))
    runs[-1].wait_for("Installing packages", 60)
    time.sleep(1)
    assert runs[-1].press_ctrl_c() != 0
    assert "yusa: interrupted; the same command goes on" in runs[-1].said()
    assert "Traceback" not in runs[-1].said()
    assert not stamp.exists()

    # The same command again: packages, demo, address, neighbours.
    runs.append(MakeRun.start(tree, f"PORT={free_port()}"))
    url = runs[-1].wait_for_url(INSTALL_TIMEOUT_S)
    said = runs[-1].said()
    assert said.index("Installing packages") < said.index("Making the demo") < said.index(url)
    see_neighbours(page, url)
    expect(page.get_by_text("연습용 데이터입니다. Qwen 결과가 아닙니다.")).to_be_visible()
    runs[-1].press_ctrl_c()
    assert "Stopped." in runs[-1].said()
    assert "Traceback" not in runs[-1].said()
    assert "***" not in runs[-1].said(), "make has nothing to complain about"

    # Later, on a train: another workspace, no network, nothing installed again.
    before = stamp.stat().st_mtime_ns
    workspace = tmp_path / "내 문항 모음"
    shutil.copytree(tree / "data" / "demo", workspace)
    offline = {"PIP_NO_INDEX": "1", "http_proxy": "http://127.0.0.1:9", "no_proxy": "127.0.0.1"}
    runs.append(MakeRun.start(tree, f"WORKSPACE={workspace}", f"PORT={free_port()}", **offline))
    see_neighbours(page, runs[-1].wait_for_url(START_TIMEOUT_S))
    assert "Installing" not in runs[-1].said()
    assert "Making the demo" not in runs[-1].said()
    assert stamp.stat().st_mtime_ns == before

    # SIGTERM (a closing session, a service manager) leaves no server behind.
    port = int(url_port(runs[-1].wait_for_url(1)))
    runs[-1].process.terminate()
    runs[-1].process.wait(30)
    with socket.socket() as probe:
        probe.settimeout(5)
        deadline = time.monotonic() + 10
        while probe.connect_ex(("127.0.0.1", port)) == 0 and time.monotonic() < deadline:
            time.sleep(0.2)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def url_port(url: str) -> str:
    """Return the port in an address."""
    return url.rsplit(":", 1)[1]


# ---- what may be wrong with a machine -------------------------------------------------------


def assert_refused(
    done: subprocess.CompletedProcess[str], tree_before: Mapping[str, int], tree: Path, message: str
) -> None:
    """One line, make's own remark after it, nothing begun."""
    lines = done.stderr.splitlines()
    assert lines[0] == f"yusa: {message}"
    assert [line for line in lines[1:] if not line.startswith("make: ***")] == []
    assert done.stdout == ""
    assert done.returncode == 2
    assert listing(tree) == tree_before


def listing(tree: Path) -> dict[str, int]:
    """Return names and times at the top of the tree."""
    return {entry.name: entry.stat().st_mtime_ns for entry in tree.iterdir()}


def fake_python(path: Path, pretence: str) -> Path:
    """Write a Python that runs what it is given, after pretending something."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = f"import sys; {pretence}; exec(sys.argv.pop(1))"
    path.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exec "{sys.executable}" -c \'{before}\' "$2"\n')
    path.chmod(0o755)
    return path


OLD = 'sys.version_info = (3, 9, 18, "final", 0)'
BARE = 'sys.version_info = (3, 11, 2, "final", 0); sys.modules["ensurepip"] = None'


def path_with(folder: Path) -> str:
    """Return a PATH with the programs that make's recipes need, and no Python but the folder's."""
    for name in ("sh", "make"):
        program = shutil.which(name)
        assert program is not None
        if not (folder / name).exists():
            (folder / name).symlink_to(program)
    return str(folder)


def test_a_busy_port_names_the_next_one(tree: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        following = port + 1
        while following <= 65535 and is_busy(following):
            following += 1
        before = listing(tree)
        done = make(tree, "run", f"PORT={port}")
    message = f"port {port} is in use; choose another: make run PORT={following}"
    assert_refused(done, before, tree, message)


def is_busy(port: int) -> bool:
    """Whether something listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_missing_workspace_is_refused_before_anything_slow(tree: Path, tmp_path: Path) -> None:
    before = listing(tree)
    done = make(tree, "run", f"WORKSPACE={tmp_path}/없는 폴더", f"PORT={free_port()}")
    message = (
        f"WORKSPACE={tmp_path}/없는 폴더 does not exist: "
        "give the folder that yusa import made, or leave WORKSPACE out for the demo"
    )
    assert_refused(done, before, tree, message)


@pytest.mark.parametrize("goal", ["run", "test", "check"])
def test_too_old_a_python_is_refused(tree: Path, tmp_path: Path, goal: str) -> None:
    fake_python(tmp_path / "bin" / "python3", OLD)
    before = listing(tree)
    done = make(tree, goal, PATH=path_with(tmp_path / "bin"))
    message = (
        "Python 3.11 or newer is needed, but python3 is 3.9; "
        f"install one, or name it: make {goal} PYTHON=/path/to/python3.12"
    )
    assert_refused(done, before, tree, message)


def test_a_named_old_python_is_refused_though_a_newer_one_is_there(
    tree: Path, tmp_path: Path
) -> None:
    old = fake_python(tmp_path / "옛 파이썬" / "python", OLD)
    before = listing(tree)
    done = make(tree, "run", f"PYTHON={old}")
    message = (
        f"Python 3.11 or newer is needed, but {old} is 3.9; "
        "install one, or name it: make run PYTHON=/path/to/python3.12"
    )
    assert_refused(done, before, tree, message)


def test_a_python_that_does_not_start_is_refused(tree: Path, tmp_path: Path) -> None:
    before = listing(tree)
    done = make(tree, "run", f"PYTHON={tmp_path}/absent")
    assert_refused(done, before, tree, f"PYTHON={tmp_path}/absent is not a Python that starts")


def test_no_python_at_all(tree: Path, tmp_path: Path) -> None:
    before = listing(tree)
    done = make(tree, "run", PATH=path_with(tmp_path))
    message = (
        "no Python found; install 3.11 or newer, or name it: make run PYTHON=/path/to/python3.12"
    )
    assert_refused(done, before, tree, message)


def test_a_python_without_ensurepip_names_the_package(tree: Path, tmp_path: Path) -> None:
    # Debian's python3 until python3-venv is installed.
    bare = fake_python(tmp_path / "python3", BARE)
    before = listing(tree)
    done = make(tree, "run", PATH=path_with(tmp_path))
    message = (
        f"{bare} has no ensurepip, so it can't make an environment; install it "
        "(Debian, Ubuntu: apt install python3.11-venv), then run again: make run"
    )
    assert_refused(done, before, tree, message)


def test_an_old_python_is_passed_over_for_a_newer_one(tree: Path, tmp_path: Path) -> None:
    fake_python(tmp_path / "python3", OLD)
    fake_python(tmp_path / "python3.13", BARE)
    newer = fake_python(tmp_path / "python3.12", 'sys.version_info = (3, 12, 1, "final", 0)')
    done = subprocess.run(
        ["sh", "scripts/find-python.sh", "run"],
        cwd=tree,
        env=newcomer(PATH=path_with(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{newer}\n", "")


def test_make_alone_lists_the_goals(tree: Path) -> None:
    done = make(tree)
    goals = [line.split()[1] for line in done.stdout.splitlines()]
    assert goals == [
        *("help", "run", "test", "check", "format", "screenshots", "soak", "bench", "clean"),
    ]
