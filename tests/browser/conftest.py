"""A real Chromium against a real server, as `make run` starts it.

Fixtures for the tests of this folder: `path` (a demo without judgments),
`server(workspace) -> url`, `page`, and `new_page(**context_options)` for a second window, another
locale or the dark theme. A page carries what happened in it: `page.foreign_requests`,
`page.page_errors`, `page.console_errors` and `page.dialogs` (lists of strings). A foreign request
fails the test at its end; a test that means to make one clears the list.

After a failure, `test-results/<test>/` holds a screenshot, a Playwright trace of the steps and what
the page said; the report shows the end of the server's log.

`YUSA_TEST_SLOWDOWN=5` slows Chromium down: tests that don't wait for what they need fail then.
"""

from __future__ import annotations

import contextlib
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from core.workspace import JUDGMENTS

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}
START_TIMEOUT_S = 90.0  # two busy cores import FAISS, pandas and Streamlit slowly
SLOWDOWN = float(os.environ.get("YUSA_TEST_SLOWDOWN", "1"))
PATIENCE_MS = 15_000 * SLOWDOWN  # of actions and expect(): other tests may keep the cores busy

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # containers and CI run as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--metrics-recording-only",
    "--mute-audio",
    # A foreign request is still seen and recorded, but never leaves the machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

expect.set_options(timeout=PATIENCE_MS)

reports_key = pytest.StashKey[dict[str, pytest.TestReport]]()
servers_key = pytest.StashKey["dict[Path, RunningServer]"]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them all out.

    What fails is tried once more and listed as rerun, unless faults are looked for by slowing
    Chromium down: docs/decisions/0011.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if SLOWDOWN == 1:
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember each phase's outcome for the fixtures; put the servers' logs into a failure."""
    report = yield
    item.stash.setdefault(reports_key, {})[report.when or ""] = report
    if report.failed:
        for running in item.session.stash.get(servers_key, {}).values():
            report.sections.append((f"server of {running.workspace}", running.log_tail()))
    return report


def has_failed(item: pytest.Item) -> bool:
    """Whether the test has failed so far."""
    return any(report.failed for report in item.stash.get(reports_key, {}).values())


# ---- the server -----------------------------------------------------------------------------


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def yusa(*arguments: str | Path) -> list[str]:
    """Return the command line of the installed `yusa`."""
    script = Path(sys.executable).with_name("yusa")
    if not script.exists():
        pytest.fail(f"{script} is missing: run the tests through `make test`, which installs it")
    return [str(script), *map(str, arguments)]


def environment() -> dict[str, str]:
    """Return this process's environment without settings that a newcomer doesn't have."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("STREAMLIT_", "YUSA_"))}
    return kept | {"PYTHONUNBUFFERED": "1"}


@dataclass
class RunningServer:
    """One `yusa serve` process."""

    workspace: Path
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def log_tail(self, lines: int = 60) -> str:
        """Return the last lines that the server wrote."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])

    def is_healthy(self) -> bool:
        """Whether the server answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End the process; `yusa serve` replaces itself by the server, so it is the only one."""
        for insist in (self.process.terminate, self.process.kill):
            insist()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
                return


@dataclass
class Servers:
    """Starts one server per workspace and ends them all; call it with a workspace for the URL."""

    folder: Path
    running: dict[Path, RunningServer] = field(default_factory=dict)

    def __call__(self, workspace: Path | str) -> str:
        """Return the base URL, without a slash at its end, of a server for the workspace."""
        key = Path(workspace).resolve()
        known = self.running.get(key)
        if known and known.process.poll() is None:
            return known.url
        for _attempt in range(3):  # another process may take the port between probe and start
            started = self.start(key)
            if self.wait_until_healthy(started):
                self.running[key] = started
                return started.url
            if "port" not in started.log_tail().lower():
                break
        pytest.fail(
            f"no server for {key} (exit {started.process.poll()}):\n{started.log_tail()}",
            pytrace=False,
        )

    def start(self, workspace: Path) -> RunningServer:
        """Start `yusa serve` in a folder that isn't the checkout, as an installed one runs."""
        port = free_port()
        log = self.folder / f"server-{port}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                yusa("serve", workspace, "--port", str(port)),
                cwd=self.folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return RunningServer(workspace, f"http://127.0.0.1:{port}", process, log)

    @staticmethod
    def wait_until_healthy(started: RunningServer) -> bool:
        """Wait for the server; one that doesn't come up is ended."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline and started.process.poll() is None:
            if started.is_healthy():
                return True
            time.sleep(0.1)
        started.stop()
        return False

    def stop(self) -> None:
        """End every server."""
        for started in self.running.values():
            started.stop()


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Servers]:
    """Start servers: `server(workspace)` returns a URL, the same one for the same workspace."""
    servers = Servers(tmp_path_factory.mktemp("servers"))
    request.session.stash[servers_key] = servers.running
    yield servers
    servers.stop()


# ---- the browser ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Find Chromium; a machine without one fails the tests rather than skipping them."""
    finder: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "chromium.py"))
    try:
        found: str | None = finder["find_chromium"](os.environ.get("CHROMIUM"))
    except finder["SetupError"] as error:
        pytest.fail(str(error), pytrace=False)
    if found is None:
        pytest.fail(finder["NO_CHROMIUM"], pytrace=False)
    return found


# Per module, not per session: while Playwright's synchronous interface is open, the thread counts
# as inside a running event loop, and asyncio.run() in a later file's test would refuse to start.
@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium per test file; each test gets a context of its own."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium_path, args=CHROMIUM_ARGUMENTS, headless=True
        )
        yield launched
        launched.close()


def is_foreign(url: str) -> bool:
    """Whether a request to this URL would leave the machine (data: and blob: never do)."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOCAL_HOSTS


class WatchedContext:
    """A browser context that writes down what its pages do."""

    def __init__(self, browser: Browser, options: dict[str, Any]) -> None:
        defaults: dict[str, Any] = {
            "viewport": {"width": 1280, "height": 800},
            "locale": "ko-KR",
            "timezone_id": "Asia/Seoul",
            "permissions": ["clipboard-read", "clipboard-write"],
        }
        self.foreign_requests: list[str] = []
        self.page_errors: list[str] = []
        self.console_errors: list[str] = []
        self.dialogs: list[str] = []
        self.context: BrowserContext = browser.new_context(**(defaults | options))
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.on("request", lambda request: self.note_request(request.url))
        self.context.on("weberror", lambda error: self.page_errors.append(str(error.error)))
        self.context.on("console", self.note_console)
        self.context.on("dialog", self.note_dialog)
        # Sockets are announced by each page only, pop-ups included.
        self.context.on(
            "page", lambda page: page.on("websocket", lambda ws: self.note_request(ws.url))
        )
        self.context.tracing.start(screenshots=False, snapshots=False)
        self.page: Page = self.context.new_page()
        if SLOWDOWN > 1:
            session = self.context.new_cdp_session(self.page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        for name in ("foreign_requests", "page_errors", "console_errors", "dialogs"):
            setattr(self.page, name, getattr(self, name))

    def note_request(self, url: str) -> None:
        """Keep a request that goes elsewhere."""
        if is_foreign(url):
            self.foreign_requests.append(url)

    def note_console(self, message: Any) -> None:
        """Keep an error that the console shows."""
        # Opened at /browse, Streamlit's page looks for its server below /browse/ first, then above.
        is_probe = re.search(r"/\w+/_stcore/(health|host-config)$", message.location["url"])
        if message.type == "error" and not is_probe:
            self.console_errors.append(message.text)

    def note_dialog(self, dialog: Any) -> None:
        """Keep an alert, confirm or prompt, and dismiss it."""
        self.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    def keep_evidence(self, folder: Path) -> None:
        """Write screenshot, trace and messages for a failed test."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.context.pages, start=1):
            try:
                page.screenshot(path=folder / f"page-{number}.png", timeout=5_000)
            except Error as error:  # a crashed page has no picture; the rest still helps
                self.page_errors.append(f"no screenshot: {error}")
        self.context.tracing.stop(path=folder / "trace.zip")
        said = {
            "page errors": self.page_errors,
            "console errors": self.console_errors,
            "dialogs": self.dialogs,
            "foreign requests": self.foreign_requests,
            "address": [page.url for page in self.context.pages],
        }
        lines = [f"{kind}: {text}" for kind, texts in said.items() for text in texts]
        (folder / "messages.txt").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """Open pages with their own cookies: `new_page(color_scheme="dark", locale="en-US")`."""
    opened: list[WatchedContext] = []

    def open_page(**context_options: Any) -> Page:
        opened.append(WatchedContext(browser, context_options))
        return opened[-1].page

    yield open_page
    foreign = [url for watched in opened for url in watched.foreign_requests]
    if foreign or has_failed(request.node):
        name = re.sub(r"[^\w.-]+", "_", request.node.nodeid).strip("_")[-120:]
        for number, watched in enumerate(opened, start=1):
            watched.keep_evidence(ROOT / "test-results" / name / f"window-{number}")
    for watched in opened:
        watched.context.close()
    assert not foreign, f"the pages asked other machines for {foreign}"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One fresh page: 1280x800, Korean, clipboard allowed."""
    return new_page()


@pytest.fixture
def path(demo_workspace: Path, tmp_path: Path) -> Path:
    """A demo of the test's own, without judgments."""
    copy = tmp_path / "demo"
    shutil.copytree(demo_workspace, copy)
    (copy / JUDGMENTS).unlink(missing_ok=True)
    return copy
