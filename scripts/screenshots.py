"""Makes the pictures of docs/screenshots from a fresh demo workspace: ``make screenshots``.

    python scripts/screenshots.py [FOLDER]

Serves the demo in a temporary folder, so that a person's own judgments are neither shown nor
touched. FOLDER gets every page in both languages, both themes and two widths instead of the few
pictures that the README shows.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from chromium import find_chromium  # noqa: E402

README_PICTURES = ROOT / "docs" / "screenshots"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
)
PATIENCE_MS = 60_000
SETTLE_MS = 1_500
WIDTHS = ((1280, 800), (800, 1000))


@dataclass(frozen=True)
class Shot:
    """One picture: where, in which language, theme and size; ``annotator`` signs in first."""

    name: str
    address: str
    language: Literal["ko", "en"] = "ko"
    theme: Literal["light", "dark"] = "light"
    size: tuple[int, int] = WIDTHS[0]
    annotator: str | None = None

    @property
    def query(self) -> str:
        """The address with the language in it."""
        separator = "&" if "?" in self.address else "?"
        return self.address + (f"{separator}lang=en" if self.language == "en" else "")


PAGES = {
    "start": Shot("start", "/"),
    "browse": Shot("browse", "/browse?list=image&gt=image&pool=judged"),
    "compare": Shot("compare", "/compare"),
    "compare-real": Shot("compare-real", "/compare?tab=real"),
    "compare-why": Shot("compare-why", "/compare?tab=why"),
    "compare-slices": Shot("compare-slices", "/compare?tab=why&part=slices"),
    "compare-scores": Shot("compare-scores", "/compare?tab=why&part=scores"),
    "compare-identity": Shot("compare-identity", "/compare?tab=why&part=identity"),
    "compare-service": Shot("compare-service", "/compare?tab=service"),
    "map": Shot("map", "/map"),
    "annotate": Shot("annotate", "/annotate", annotator="김서연"),
    "report": Shot("report", "/report"),
    "health": Shot("health", "/health"),
}


def everything() -> Iterator[Shot]:
    """Every page in both languages, both themes and two widths."""
    themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    languages: tuple[Literal["ko", "en"], ...] = ("ko", "en")
    for page, language, theme, size in itertools.product(PAGES.values(), languages, themes, WIDTHS):
        name = f"{page.name}-{language}-{theme}-{size[0]}"
        yield Shot(name, page.address, language, theme, size, page.annotator)


@contextlib.contextmanager
def served_demo() -> Iterator[str]:
    """Serve a fresh demo workspace on a free port."""
    with tempfile.TemporaryDirectory(prefix="yusa-screenshots-") as folder:
        workspace = str(Path(folder, "demo"))
        command = [sys.executable, "-m", "core.cli"]
        subprocess.run([*command, "demo", workspace], cwd=ROOT, check=True)  # noqa: S603
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = subprocess.Popen(  # noqa: S603
            [*command, "serve", workspace, "--port", str(port)], cwd=ROOT, stdout=subprocess.PIPE
        )
        try:
            if server.stdout is None or not server.stdout.readline():
                raise SystemExit("yusa: the server did not start")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(10)


def take(browser: Browser, base: str, shot: Shot, folder: Path) -> None:
    """Take one picture."""
    context = browser.new_context(
        viewport={"width": shot.size[0], "height": shot.size[1]},
        locale="ko-KR",
        color_scheme=shot.theme,
    )
    try:
        page = context.new_page()
        page.goto(base + shot.query)
        settled = "[data-test-script-state=notRunning]"
        page.wait_for_selector(settled, state="attached", timeout=PATIENCE_MS)
        if shot.annotator:
            page.get_by_role("combobox").first.click()
            page.get_by_role("option", name=shot.annotator).click()
            page.wait_for_selector(settled, state="attached", timeout=PATIENCE_MS)
        page.wait_for_timeout(SETTLE_MS)
        page.screenshot(path=folder / f"{shot.name}.png")
    finally:
        context.close()


def main(arguments: list[str]) -> int:
    """Take all pictures."""
    folder = Path(arguments[0]) if arguments else README_PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    chromium = find_chromium()
    if chromium is None:
        sys.stderr.write("yusa: no Chromium; make test installs one\n")
        return 1
    with served_demo() as base, sync_playwright() as playwright:
        # A fresh server answers its first page slowly; that is not what the pictures show.
        urllib.request.urlopen(base, timeout=60).close()  # noqa: S310
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for shot in everything() if arguments else PAGES.values():
            take(browser, base, shot, folder)
            sys.stdout.write(f"{folder / shot.name}.png\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
