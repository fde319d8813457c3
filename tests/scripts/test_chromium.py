"""How a Chromium is found: a missing one is an error with a remedy, never a skipped test."""

from __future__ import annotations

from pathlib import Path

import chromium
import pytest
from chromium import SetupError, find_chromium


def executable(path: Path, script: str) -> str:
    """Write a small program."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_first_that_works_is_taken() -> None:
    tried: list[str] = []

    def works(path: str) -> bool:
        tried.append(path)
        return path in {"/b", "/c"}

    assert find_chromium(paths=lambda: ["/a", "/b", "/c"], is_working=works) == "/b"
    assert tried == ["/a", "/b"]


def test_none_that_works_is_none() -> None:
    assert find_chromium(paths=lambda: ["/a"], is_working=lambda path: False) is None


def test_a_named_one_is_taken_before_all_others(tmp_path: Path) -> None:
    named = executable(tmp_path / "my chromium", "echo Chromium 151")
    assert find_chromium(named, paths=lambda: ["/other"]) == named


@pytest.mark.parametrize("script", ["exit 1", None])
def test_a_named_one_that_does_not_start_is_an_error(tmp_path: Path, script: str | None) -> None:
    named = executable(tmp_path / "broken", script) if script else str(tmp_path / "absent")
    with pytest.raises(SetupError) as caught:
        find_chromium(named, paths=lambda: ["/other"], is_working=chromium.works)
    assert str(caught.value) == f"CHROMIUM={named} does not start"


def test_commands_on_the_path_come_in_a_known_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("google-chrome", "chromium", "chromium-browser"):
        executable(tmp_path / name, "echo Chromium 151")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "MAC_APPLICATIONS", ())
    monkeypatch.setattr(chromium, "playwright_chromium", lambda: "/playwright/chrome")
    assert [Path(path).name for path in chromium.candidates()] == [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "chrome",
    ]


class Machine:
    """A machine on which installing does what the test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, apt: str | None, own: str | None) -> None:
        self.found: str | None = None
        self.did: list[str] = []
        self.apt, self.own = apt, own
        monkeypatch.setattr(chromium, "find_chromium", lambda named: self.found)
        monkeypatch.setattr(chromium, "apt_install", self.apt_install)
        monkeypatch.setattr(chromium, "playwright_install", self.playwright_install)

    def apt_install(self, packages: tuple[str, ...]) -> bool:
        self.did.append("apt " + " ".join(packages))
        self.found = self.apt
        return self.apt is not None

    def playwright_install(self) -> bool:
        self.did.append("playwright")
        self.found = self.own
        return self.own is not None


def test_apt_comes_before_playwright(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, apt="/usr/bin/chromium", own="/own")
    monkeypatch.setattr(chromium, "may_use_apt", lambda: True)
    assert chromium.ensure_chromium(None) == "/usr/bin/chromium"
    assert machine.did == ["apt chromium fonts-nanum"]


def test_playwright_helps_where_apt_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, apt=None, own="/own")
    monkeypatch.setattr(chromium, "may_use_apt", lambda: True)
    assert chromium.ensure_chromium(None) == "/own"
    assert machine.did == ["apt chromium fonts-nanum", "playwright"]


def test_without_root_only_playwright_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, apt="/usr/bin/chromium", own="/own")
    monkeypatch.setattr(chromium, "may_use_apt", lambda: False)
    assert chromium.ensure_chromium(None) == "/own"
    assert machine.did == ["playwright"]


def test_if_nothing_helps_it_fails_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine(monkeypatch, apt=None, own=None)
    monkeypatch.setattr(chromium, "may_use_apt", lambda: True)
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert chromium.main(["--install"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines()[-1] == (
        "yusa: no working Chromium for the browser tests: install one "
        "(Debian: apt install chromium fonts-nanum) or set CHROMIUM=/path/to/chromium"
    )


def test_a_missing_font_is_only_a_warning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find_chromium", lambda named: "/usr/bin/chromium")
    monkeypatch.setattr(chromium, "has_korean_font", lambda: False)
    monkeypatch.setattr(chromium, "may_use_apt", lambda: False)
    assert chromium.main(["--install"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "/usr/bin/chromium\n"
    assert printed.err == chromium.NO_KOREAN_FONT + "\n"


@pytest.mark.parametrize(("listed", "found"), [("NanumGothic,나눔고딕", True), ("", False)])
def test_fontconfig_is_asked_for_korean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str, found: bool
) -> None:
    executable(tmp_path / "fc-list", f'[ "$1" = ":lang=ko" ] && echo "{listed}"')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium.sys, "platform", "linux")
    assert chromium.has_korean_font() is found
