"""Does what the Makefile's goals say: makes .venv when needed, then runs, tests or checks.

    python scripts/bootstrap.py run|test|check|format|screenshots|bench

Standard library only, because it runs before anything is installed. WORKSPACE, PORT, PYTHON,
PYTEST_ARGS and BENCH_ARGS come from the environment, where make puts its variables.
"""

from __future__ import annotations

import collections
import contextlib
import fcntl
import hashlib
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Literal, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".yusa-installed.json"
INSTALL_LOG = VENV / "install.log"
DEMO = ROOT / "data" / "demo"
HOST = "127.0.0.1"
DEFAULT_PORT = 8501
OLDEST_PYTHON = (3, 11)
STOP_PATIENCE_S = 10.0


class SetupError(Exception):
    """Something that only the person can mend; its text is one line with the remedy."""


def say(message: str) -> None:
    """Tell the person what is going on."""
    sys.stdout.write(message + "\n")
    sys.stdout.flush()


# ---- child processes ------------------------------------------------------------------------


def stop(child: subprocess.Popen[bytes]) -> None:
    """Let a child that was asked to stop finish, then insist."""
    for insist in (child.terminate, child.kill):
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(STOP_PATIENCE_S)
            return
        insist()
    child.wait()


def run(command: Sequence[str | Path], *, apart: bool = False) -> int:
    """Run a command to its end and return its exit code; if we are stopped, stop it as well.

    A terminal sends Ctrl-C to us and to the child, which then tidies up. A child that is kept
    `apart` gets SIGTERM from us instead: a server needs no more, and a Python that is still
    loading its libraries would answer Ctrl-C with a traceback.
    """
    # Not subprocess.call: that kills the child a quarter of a second after Ctrl-C.
    child = subprocess.Popen(  # noqa: S603 - our own command
        [str(part) for part in command], cwd=ROOT, process_group=0 if apart else None
    )
    try:
        return child.wait()
    except BaseException as reason:
        if apart or not isinstance(reason, KeyboardInterrupt):
            child.terminate()
        stop(child)
        raise


def leave(signum: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 - signal's
    """Turn a signal into an exception, so that children are ended before we leave."""
    raise SystemExit(128 + signum)


# ---- the environment ------------------------------------------------------------------------


@dataclass(frozen=True)
class Stamp:
    """What an installation was made from. Written last: no stamp, no finished installation."""

    checkout: str
    pyproject: str
    python: str
    extras: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Stamp | None:
        """Read a stamp; a missing or unreadable one is none."""
        try:
            fields = json.loads(path.read_text("utf-8"))
            return cls(**(fields | {"extras": tuple(fields["extras"])}))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, path: Path) -> None:
        """Write the stamp in one step."""
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(asdict(self)), "utf-8")
        draft.replace(path)


Step = Literal["keep", "install", "make"]


def next_step(
    stamp: Stamp | None, wanted: Stamp, venv_python: str | None, python_is_named: bool
) -> Step:
    """Decide what .venv needs: nothing, an installation into it, or to be made anew.

    `venv_python` is the version that answers in .venv, None where none does. Without PYTHON=, a
    working environment of another suitable version is kept: the order of versions on PATH may
    change at any time.
    """
    if venv_python is None or version_of(venv_python) < OLDEST_PYTHON:
        return "make"
    if python_is_named and venv_python != wanted.python:
        return "make"
    if stamp is None:
        return "install"
    # The scripts in a moved or copied environment still point to the old place.
    if stamp.checkout != wanted.checkout or stamp.python != venv_python:
        return "make"
    if stamp.pyproject != wanted.pyproject or not set(wanted.extras) <= set(stamp.extras):
        return "install"
    return "keep"


def version_of(text: str) -> tuple[int, int]:
    """Read "3.11" as (3, 11)."""
    major, minor = text.split(".")
    return int(major), int(minor)


def venv_python_version() -> str | None:
    """Ask .venv's Python for its version; None if there is none that starts and has pip."""
    code = "import sys, pip; print('%d.%d' % sys.version_info[:2], sys.prefix != sys.base_prefix)"
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            [VENV / "bin" / "python", "-c", code], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    version, _, is_venv = done.stdout.strip().partition(" ")
    return version if done.returncode == 0 and is_venv == "True" else None


def base_python() -> Path:
    """Return the Python to make .venv with: never the one inside .venv, which is about to go."""
    base = Path(sys.base_prefix, "bin", f"python{sys.version_info.major}.{sys.version_info.minor}")
    return base if sys.prefix != sys.base_prefix and base.exists() else Path(sys.executable)


def make_venv() -> None:
    """Make an empty .venv, in place of whatever is there."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        say("The environment .venv is broken or was moved: making it anew.")
        shutil.rmtree(VENV)
    done = subprocess.run(  # noqa: S603 - our own command
        [base_python(), "-m", "venv", VENV], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise SetupError(f"{base_python()} can't make .venv: {said[-1]}")


def install(extras: tuple[str, ...]) -> None:
    """Install the package, editable, with pip; its output goes to a log."""
    target = f".[{','.join(extras)}]" if extras else "."
    say("Installing packages into .venv (some 650 MB; a minute or two)")
    environment = os.environ | {
        "PIP_USER": "0",  # a personal pip setting that can't work in an environment
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONUNBUFFERED": "1",
    }
    # Python compiles what it imports; compiling everything takes over a quarter of an install.
    options = ["--no-input", "--no-compile", "-e", target]
    last: collections.deque[str] = collections.deque(maxlen=15)
    with (
        INSTALL_LOG.open("w", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - our own command
            [VENV / "bin" / "python", "-m", "pip", "install", *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as pip,
    ):
        try:
            for line in pip.stdout or ():
                log.write(line)
                last.append(line)
                show_progress(line)
        except BaseException:
            pip.terminate()
            raise
    show_progress("")
    if pip.returncode != 0:
        sys.stderr.writelines(last)
        raise SetupError(
            "the packages could not be installed (above: why; all of it: .venv/install.log); "
            "check the network and the space on the disk, then run the same command again"
        )


def show_progress(line: str) -> None:
    """Show what pip is at on one line of a terminal; a log file gets none of it."""
    if not sys.stdout.isatty():
        return
    width = shutil.get_terminal_size().columns - 1
    words = line.strip()
    if words and not words.startswith(("Collecting", "Downloading", "Installing", "Building")):
        return
    sys.stdout.write(f"\r{words[:width]:<{width}}" + ("" if words else "\r"))
    sys.stdout.flush()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep a second make in this checkout from building the same environment meanwhile."""
    with Path(__file__).open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another make that is installing in this folder")
            fcntl.flock(lock, fcntl.LOCK_EX)
        except OSError:  # a network drive without locks is no reason to refuse
            pass
        yield


def prepare(extras: tuple[str, ...] = ()) -> None:
    """Bring .venv to what pyproject.toml asks for; quick when it is there already."""
    with one_at_a_time():
        pyproject = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
        here = f"{sys.version_info.major}.{sys.version_info.minor}"
        stamp, venv_python = Stamp.read(STAMP), venv_python_version()
        wanted = Stamp(str(ROOT), pyproject, here, extras)
        step = next_step(stamp, wanted, venv_python, bool(os.environ.get("PYTHON")))
        if step == "keep":
            return
        if step == "make":
            make_venv()
        STAMP.unlink(missing_ok=True)
        install(extras)
        installed = Stamp(str(ROOT), pyproject, venv_python_version() or here, extras)
        installed.write(STAMP)


# ---- make run -------------------------------------------------------------------------------


def port_number(text: str) -> int:
    """Read PORT."""
    # isdecimal() alone would take the digits of every script, which int() reads as well.
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535):
        raise SetupError(f"PORT={text} is not a port: give a number from 1 to 65535")
    return int(text)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.settimeout(1)
        # Asked as well as tried: elsewhere than on Linux two may bind the same port.
        if probe.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise SetupError(f"port {port} is reserved: use one from 1024 to 65535") from None
        except OSError:
            return False
    return True


def check_port(port: int, workspace: str, free: Callable[[int], bool] = is_free) -> None:
    """Refuse a busy port, naming the next free one."""
    if free(port):
        return
    following = [*range(port + 1, 65536), *range(DEFAULT_PORT, port)]
    other = next((candidate for candidate in following if free(candidate)), None)
    words = ["make", "run", f"PORT={other or 'another'}"]
    if Path(workspace) != Path("data/demo"):
        words.append(f"WORKSPACE={workspace}")
    raise SetupError(f"port {port} is in use; choose another: {shlex.join(words)}")


def workspace_path(text: str) -> Path:
    """Return WORKSPACE as a path; only the demo may be missing, because we make that one."""
    path = (ROOT / Path(text).expanduser()).resolve()
    if path != DEMO and not (path / "workspace.json").is_file():
        reason = "has no workspace.json" if path.exists() else "does not exist"
        raise SetupError(
            f"WORKSPACE={text} {reason}: give the folder that yusa import made, "
            "or leave WORKSPACE out for the demo"
        )
    return path


def goal_run() -> int:
    """Serve a workspace; the demo is built on first use."""
    wanted = os.environ.get("WORKSPACE") or "data/demo"
    # What can be refused at once is refused before anything slow.
    port = port_number(os.environ.get("PORT") or str(DEFAULT_PORT))
    workspace = workspace_path(wanted)
    check_port(port, wanted)
    prepare()
    yusa = VENV / "bin" / "yusa"
    if workspace == DEMO and not (workspace / "workspace.json").is_file():
        say("Making the demo workspace in data/demo (first use only)")
        code = run([yusa, "demo", workspace])
        if code:
            return code
    try:
        say("Starting the dashboard; Ctrl-C stops it")  # it prints its address itself, once ready
        return run([yusa, "serve", workspace, "--port", str(port)], apart=True)
    except KeyboardInterrupt:
        say("\nStopped.")
        return 0


# ---- make test, check, format ---------------------------------------------------------------


def venv_module(*arguments: str) -> list[str]:
    """Return the command line of a module that is installed in .venv."""
    return [str(VENV / "bin" / "python"), "-m", *arguments]


def goal_test() -> int:
    """Run every test on both cores."""
    prepare(("dev",))
    code = run([VENV / "bin" / "python", ROOT / "scripts" / "chromium.py", "--install"])
    if code:
        return code
    # By file, because a file's tests share a browser and a server; in the order of collection, so
    # that the slow ones (tests/browser) don't start last; and by no more than four workers, each
    # of which may hold a Chromium, a server and its own libraries.
    spread = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
    more = shlex.split(os.environ.get("PYTEST_ARGS", ""))
    return run(venv_module("pytest", *spread, "--rerun-show-tracebacks", *more))


def goal_check() -> int:
    """Lint, format and types; all of them are run, so that one look shows every fault."""
    prepare(("dev",))
    commands = [
        venv_module("ruff", "check", "."),
        venv_module("ruff", "format", "--check", "."),
        venv_module("mypy"),
        venv_module("mypy", "--strict", "scripts"),
    ]
    return max([run(command) for command in commands])


def goal_format() -> int:
    """Format, and mend what has a safe mending."""
    prepare(("dev",))
    commands = [venv_module("ruff", "check", "--fix", "."), venv_module("ruff", "format", ".")]
    return max([run(command) for command in commands])


def goal_screenshots() -> int:
    """Take the pictures that the README shows, from a fresh demo."""
    prepare(("dev",))
    code = run([VENV / "bin" / "python", ROOT / "scripts" / "chromium.py", "--install"])
    return code or run([VENV / "bin" / "python", ROOT / "scripts" / "screenshots.py"])


def goal_bench() -> int:
    """Measure at production scale and write docs/benchmarks.md."""
    # Both, so that `make test` and `make bench` in turns don't install in turns.
    prepare(("dev", "bench"))
    code = run([VENV / "bin" / "python", ROOT / "scripts" / "chromium.py", "--install"])
    more = shlex.split(os.environ.get("BENCH_ARGS", ""))
    return code or run(venv_module("benchmarks", "all", *more))


def goal_soak() -> int:
    """Kill writers of the judgment store, then the server, 200 times; nothing may be lost."""
    prepare(("dev",))
    os.environ["YUSA_KILLS"] = "200"
    tests = ("tests/core/test_judgments.py", "tests/benchmarks/test_through_the_server.py")
    return run(venv_module("pytest", "-q", "-s", "--timeout=3600", "-k", "kills", *tests))


GOALS = {
    "run": goal_run,
    "test": goal_test,
    "check": goal_check,
    "format": goal_format,
    "screenshots": goal_screenshots,
    "bench": goal_bench,
    "soak": goal_soak,
}


def main(arguments: Sequence[str]) -> int:
    """Run one goal."""
    if len(arguments) != 1 or arguments[0] not in GOALS:
        sys.stderr.write(f"usage: bootstrap.py {'|'.join(GOALS)}\n")
        return 2
    for signum in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(signum, leave)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A Hangul path must not end the program where the terminal can't show it.
            stream.reconfigure(errors="backslashreplace")
    try:
        return GOALS[arguments[0]]()
    except SetupError as error:
        sys.stderr.write(f"yusa: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nyusa: interrupted; the same command goes on where this one stopped\n")
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
