"""Finds a Chromium that works, and installs one (and a Korean font) where there is none.

    python scripts/chromium.py            prints the path of a working Chromium, or fails
    python scripts/chromium.py --install  the same, installing what is missing first

Standard library only; Playwright is asked through its own command when it is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DEBIAN_PACKAGES = ("chromium", "fonts-nanum")

NO_CHROMIUM = (
    "no working Chromium for the browser tests: install one "
    "(Debian: apt install chromium fonts-nanum) or set CHROMIUM=/path/to/chromium"
)
NO_KOREAN_FONT = (
    "warning: no Korean font, so screenshots will show boxes instead of Hangul "
    "(Debian: apt install fonts-nanum)"
)


class SetupError(Exception):
    """Something that the browser tests need is missing and can't be installed."""


def say(message: str) -> None:
    """Write progress to stderr; stdout carries only the path."""
    sys.stderr.write(message + "\n")
    sys.stderr.flush()


def works(executable: str) -> bool:
    """Whether the program starts: Ubuntu's `chromium` may be a stub that only asks for snap."""
    try:
        done = subprocess.run(  # noqa: S603 - a browser that we or the person named
            [executable, "--version"], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwright_chromium() -> str | None:
    """Where Playwright keeps its own Chromium, if Playwright is here and has downloaded one."""
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    try:
        # In a process of its own: Playwright leaves an event loop running in the caller's thread.
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    path = done.stdout.strip()
    return path if done.returncode == 0 and Path(path).is_file() else None


def candidates() -> Iterator[str]:
    """Every Chromium that may be here, the best known first."""
    for command in COMMANDS:
        found = shutil.which(command)
        if found:
            yield found
    yield from (path for path in MAC_APPLICATIONS if Path(path).is_file())
    own = playwright_chromium()
    if own:
        yield own


def find_chromium(
    named: str | None = None,
    paths: Callable[[], Iterable[str]] = candidates,
    is_working: Callable[[str], bool] = works,
) -> str | None:
    """Return the first working Chromium; one that the user named is the only one considered."""
    if named:
        # Falling back to another browser would test something else than was asked for.
        path = shutil.which(named)
        if path is None or not is_working(path):
            raise SetupError(f"CHROMIUM={named} does not start")
        return path
    return next((path for path in paths() if is_working(path)), None)


def has_korean_font() -> bool:
    """Whether Hangul will be drawn as letters."""
    if sys.platform == "darwin":
        return True  # comes with the system
    lister = shutil.which("fc-list")
    if lister:
        done = subprocess.run(  # noqa: S603 - our own command
            [lister, ":lang=ko", "family"], capture_output=True, text=True, check=False
        )
        return bool(done.stdout.strip())
    folders = (Path("/usr/share/fonts"), Path.home() / ".fonts", Path.home() / ".local/share/fonts")
    names = ("nanum", "notosanscjk", "notosanskr", "pretendard", "baekmuk", "unbatang")
    return any(
        name in font.name.lower()
        for folder in folders
        for font in folder.rglob("*")
        for name in names
    )


def may_use_apt() -> bool:
    """Whether Debian packages can be installed without asking for a password."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Iterable[str]) -> bool:
    """Install Debian packages; False if that failed, after apt has said why."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, "-o", "DPkg::Lock::Timeout=120"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,  # stdout carries only the path
            check=False,
        )
        # Half a failed update (one mirror of several) may still do for the installation.
        if done.returncode != 0 and "install" in command:
            return False
    return True


def playwright_install() -> bool:
    """Download the Chromium that belongs to Playwright."""
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        check=False,
    )
    return done.returncode == 0


def ensure_chromium(named: str | None) -> str:
    """Return a working Chromium, installing one first if need be."""
    found = find_chromium(named)
    if found is None and may_use_apt():
        say("Installing Chromium and a Korean font (Debian packages)")
        apt_install(DEBIAN_PACKAGES)
        found = find_chromium(named)
    if found is None:
        say("Installing Playwright's own Chromium")
        playwright_install()
        found = find_chromium(named)
    if found is None:
        raise SetupError(NO_CHROMIUM)
    return found


def ensure_korean_font() -> None:
    """Install a Korean font where we may; the tests pass without one, but look wrong."""
    if has_korean_font():
        return
    if may_use_apt():
        say("Installing a Korean font (Debian package)")
        apt_install(["fonts-nanum"])
    if not has_korean_font():
        say(NO_KOREAN_FONT)


def main(arguments: list[str]) -> int:
    """Print the path of Chromium."""
    named = os.environ.get("CHROMIUM")
    try:
        if "--install" in arguments:
            path = ensure_chromium(named)
            ensure_korean_font()
        else:
            path = find_chromium(named) or ""
        if not path:
            raise SetupError(NO_CHROMIUM)
    except SetupError as error:
        say(f"yusa: {error}")
        return 1
    sys.stdout.write(path + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
